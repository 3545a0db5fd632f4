"""The served portal: what it refuses, what it always says, and that every count of it equals its SQL."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from html import escape as html_escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from conftest import serving

ROOT = Path(__file__).resolve().parent.parent
STATIC = "/static/style.css"
PAGES = ["/", "/questions", "/dictionary", "/methodology", "/contact", "/downloads", "/search?q=force", "/records"]


def one(records: sqlite3.Connection, sql: str, values: Any = ()) -> Any:
    """The first value of an answer."""
    return records.execute(sql, values).fetchone()[0]


def tables(records: sqlite3.Connection) -> list[sqlite3.Row]:
    """The tables that have rows."""
    return records.execute("select * from _tables where rows > 0 order by position").fetchall()


def addresses(records: sqlite3.Connection) -> list[str]:
    """Every kind of page there is, and every table, question and dictionary entry."""
    found = list(PAGES)
    for table in records.execute("select * from _tables"):
        found += [f"/records/{table['name']}", f"/dictionary/{table['name']}"]
        if table["key"] and table["rows"]:
            key = one(records, f"select {table['key']} from {table['name']} limit 1")
            found.append(f"/records/{table['name']}/{key}")
    found += [f"/records/{row[0]}" for row in records.execute("select name from _questions")]
    return found


def sentence(html: str) -> str:
    """What a page says first, as text."""
    said = re.search(r'<p class="sentence">(.*?)</p>', html, re.DOTALL)
    assert said, "a page has its sentence"
    return " ".join(re.sub(r"<[^>]+>", "", said[1]).split())


def first_number(text: str) -> int:
    found = re.search(r"\d[\d,]*", text)
    assert found, text
    return int(found[0].replace(",", ""))


# What every answer carries


def test_every_page_answers_and_says_fictional(web: httpx.Client, records: sqlite3.Connection) -> None:
    for address in [*addresses(records), "/nothing-here", "/records/nothing"]:
        answer = web.get(address)
        assert answer.status_code == (404 if "nothing" in address else 200), address
        assert "Fictional sample" in answer.text, address
        assert "<script" not in answer.text and " style=" not in answer.text, address


def test_every_link_leads_somewhere(web: httpx.Client, records: sqlite3.Connection) -> None:
    links = set()
    for address in addresses(records):
        links |= set(re.findall(r'href="(/[^"#?]*)', web.get(address).text))
    plain = {link for link in links if link.count("/") < 3 or "/static/" in link or "/downloads/" in link}
    assert {link: web.head(link).status_code for link in plain if web.head(link).status_code != 200} == {}


@pytest.mark.parametrize(
    "address",
    ["/", STATIC, "/nothing", "/records.json", "/records/agencies.csv", "/records/agencies.json", "/-/databases.json",
     "/records?sql=select+1", "/records?sql=nonsense", "/downloads/dictionary.csv", "/manifest.json", "/records.db"],
)  # fmt: skip
def test_strict_headers_on_every_answer(web: httpx.Client, address: str) -> None:
    headers = web.get(address).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers and "server" not in headers


# What is refused


@pytest.mark.parametrize(
    "sql",
    ["select fts3_tokenizer('simple')", "select load_extension('x')", "select zeroblob(100000000)",
     "select hex(zeroblob(200000))", "select printf('%.*c', 999999999, 'x')", "select * from pragma_database_list",
     "select * from pragma_table_info('agencies')", "select sqlite_version()", "select * from dbstat",
     "select * from agencies_fts_data", "select * from [AGENCIES_FTS_CONFIG]", "attach database 'x' as y",
     "pragma database_list", "delete from agencies", "select 1; select 2",
     "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"],
)  # fmt: skip
def test_sql_that_is_not_a_question_is_refused(web: httpx.Client, sql: str) -> None:
    for ending in ("", ".json", ".csv"):
        answer = web.get("/records" + ending, params={"sql": sql})
        assert answer.status_code == 400, (ending, answer.text[:200])
        assert "Traceback" not in answer.text and "/records.db" not in answer.text
        assert answer.elapsed.total_seconds() < 3


def test_free_sql_stays_on(web: httpx.Client, records: sqlite3.Connection) -> None:
    sql = "select count(*) as n from agencies"
    assert web.get("/records.json", params={"sql": sql}).json()["rows"] == [[one(records, sql)]]
    assert "<textarea" in web.get("/records", params={"sql": sql}).text


@pytest.mark.parametrize(
    "address",
    ["/-/databases", "/-/versions", "/-/settings", "/-/plugins", "/-/threads", "/-/metadata", "/-/actor", "/-/config",
     "/-/allow-debug", "/-/permissions", "/-/logout", "/-/messages", "/-/patterns", "/-/auth-token", "/_internal",
     "/_memory", "/:memory:", "/.json", "/-/static/app.css", "//elsewhere.example/"],
)  # fmt: skip
def test_the_server_says_nothing_of_itself(web: httpx.Client, address: str) -> None:
    for ending in ("", ".json"):
        whole = str(web.base_url).rstrip("/") + address + ending  # in full, or "//" would be another host
        assert web.get(whole, follow_redirects=False).status_code == 404, address


@pytest.mark.parametrize("ending", ["", ".json", ".csv", ".json?_shape=array", "/1", "/1.json"])
@pytest.mark.parametrize("part", ["", "_data", "_idx", "_docsize", "_config", "_content"])
def test_full_text_shadows_are_not_there(web: httpx.Client, part: str, ending: str) -> None:
    for name in ("agencies_fts", "agencies_FTS", "agencies~5Ffts", "agencies%5Ffts"):
        assert web.get(f"/records/{name}{part}{ending}", follow_redirects=True).status_code == 404
    where = f"rowid in (select 1 from agencies_fts{part or '_data'})"
    assert web.get("/records/agencies.json", params={"_where": where}).status_code == 400


def test_only_reading(web: httpx.Client) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = web.request(method, "/records/agencies")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert web.head("/records/agencies").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/records.parquet", "/records/agencies.parquet", "/records/agencies.foo", "/records/agencies/x.xlsx",
     "/downloads/agencies.parquet", "/records/_tables", "/records/sqlite_master", "/records/agencies/nobody",
     "/downloads/..%2Frecords.db", "/static/..%2fpyproject.toml"],
)  # fmt: skip
def test_what_is_not_served_is_404(web: httpx.Client, address: str) -> None:
    assert web.get(address, follow_redirects=True).status_code == 404


def test_wrong_addresses_are_told_apart_from_broken_ones(web: httpx.Client) -> None:
    for query in ("nonsense=1", "_sort=nonsense", "_facet=nonsense", "_size=-1", "_timelimit=x"):
        assert web.get(f"/records/agencies?{query}").status_code == 400, query
    assert web.get("/records/agencies?fbclid=1&utm_source=x").status_code == 200  # others hang these onto links


# What is counted


def test_facets_equal_sql(web: httpx.Client, records: sqlite3.Connection) -> None:
    """Every count of every facet, on whole tables; NULL is counted as not recorded and stands last."""
    for table in tables(records):
        name = table["name"]
        facets = web.get(f"/records/{name}.json?_size=0").json()["facet_results"]
        for key, facet in facets.items():
            results = facet["results"]
            assert results[-1]["value"] is None and results[-1]["label"] == "not recorded"
            if "__year" in key:
                continue
            counted = {str(each["value"]): each["count"] for each in results[:-1]}
            if facet["type"] == "array":
                sql = f"select j.value, count(distinct t.rowid) from {name} t, json_each(t.{key}) j group by 1"
            else:
                sql = f"select {key}, count(*) from {name} where {key} is not null group by 1"
            true = {str(row[0]): row[1] for row in records.execute(sql)}
            assert counted.items() <= true.items(), (name, key)
            assert (len(counted) < len(true)) == (facet["truncated"] and len(true) > 1000), "a cut list says that it is"
            assert results[-1]["count"] == one(records, f"select count(*) from {name} where {key} is null")


def searched(records: sqlite3.Connection) -> Iterator[tuple[sqlite3.Row, str]]:
    """Each table with a search box, and the word that its texts have most often, as its index writes it."""
    names = {row[0] for row in records.execute("select name from sqlite_master")}
    words = "select term from found order by doc desc, length(term) desc limit 1"
    for table in tables(records):
        if table["name"] + "_fts" in names:
            with closing(
                sqlite3.connect(":memory:")
            ) as own:  # the release is read only, so the list of words is not in it
                own.execute(f"attach 'file:{records.execute('pragma database_list').fetchone()[2]}?mode=ro' as r")
                own.execute(f"create virtual table temp.found using fts5vocab(r, '{table['name']}_fts', row)")
                found = own.execute(words).fetchone()
            yield table, found[0] if found else "police"


def test_a_search_counts_and_its_facets_equal_sql(web: httpx.Client, records: sqlite3.Connection) -> None:
    """On every table that has a search box, also beside facets of arrays, in the sentence, JSON and CSV."""
    boxes = arrays = 0
    for table, word in searched(records):
        name = table["name"]
        assert 'name="_search"' in web.get(f"/records/{name}?_size=1").text, name
        found = f"t.rowid in (select rowid from {name}_fts where {name}_fts match '\"{word}\"')"
        count = one(records, f"select count(*) from {name} t where {found}")
        asked = {"_search": word}
        page = web.get(f"/records/{name}", params=asked)
        assert page.status_code == 200 and first_number(sentence(page.text)) == count, (name, word)
        assert web.get(f"/records/{name}.csv", params=asked).headers["x-total-count"] == str(count)
        answer = web.get(f"/records/{name}.json", params=asked | {"_size": "0"}).json()
        assert answer["filtered_table_rows_count"] == count
        for key, facet in answer["facet_results"].items():
            if "__year" in key:
                continue
            value, each = (f"t.{key}", f"{name} t")
            if facet["type"] == "array":
                arrays += 1
                value, each = "j.value", f"{name} t, json_each(t.{key}) j"
            sql = (
                f"select {value}, count(distinct t.rowid) from {each} where {value} is not null and {found} group by 1"
            )
            counted = {each["value"]: each["count"] for each in facet["results"] if each["value"] is not None}
            assert counted == dict(records.execute(sql).fetchall()), (name, key)
            none = f"select count(*) from {name} t where t.{key} is null and {found}"
            assert facet["results"][-1]["count"] == one(records, none), (name, key)
        boxes += bool(count)
    assert boxes > 10 and arrays > 4


POLICE = ['"police', "police*", "-police", "^police", "“police”", "(police", '" police', "police\x00", "police 🙂"]
WORDLESS = ['"', '""', "*", "(", "'", "🙂", "\x00", "^", '"*"', "“”", "{", "-", ":", "+", "\\"]
ODD = ["AND", "NEAR(police", "narrative:police", 'a"b', "police AND", "NOT police", "a" * 5000, "a " * 2500]


@pytest.mark.parametrize("typed", [*WORDLESS, *POLICE, *ODD])
def test_what_is_typed_is_looked_for_as_words(web: httpx.Client, records: sqlite3.Connection, typed: str) -> None:
    """No sign that full-text search knows has a meaning here, and no error of the database is ever shown."""
    whole = web.get("/search", params={"q": typed})
    assert whole.status_code == 200 and ("no word to look for" in sentence(whole.text)) is (typed in WORDLESS)
    for ending in ("", ".json", ".csv"):
        answer = web.get(f"/records/use_of_force{ending}", params={"_search": typed, "_size": 1})
        assert answer.status_code == (400 if typed in WORDLESS else 200), answer.text[:300]
        assert not [each for each in ("fts5:", "syntax error", "The database") if each in answer.text]
        assert typed not in WORDLESS or "no word to look for" in answer.text
    if typed in POLICE:
        found = "select count(*) from use_of_force_fts where use_of_force_fts match 'police'"
        page = web.get("/records/use_of_force", params={"_search": typed}).text
        assert first_number(sentence(page)) == one(records, found)


@pytest.mark.parametrize(
    ("query", "says"),
    [("_sort=nope", "no column “nope” to put these rows in order by"), ("_size=99999", "at most"),
     ("_size=-1", "number of rows on a page"), ("_col=nope", "no column “nope” that can be chosen"),
     ("_sort=name&_sort_desc=name", "one order only"), ("_through={}", "through another table"),
     ("_searchmode=raw&_search=a", "not a way to search"), ("_search_name=a", "not a way to search"),
     ("_fts_pk=x&_search=a", "not a way to search")],
)  # fmt: skip
def test_a_wrong_address_is_told_in_our_words(web: httpx.Client, query: str, says: str) -> None:
    answer = web.get(f"/records/agencies?{query}")
    assert answer.status_code == 400 and says in answer.text, answer.text
    assert "Cannot" not in answer.text and "<=" not in answer.text and "must be" not in answer.text


def test_facets_have_labels(web: httpx.Client, records: sqlite3.Connection) -> None:
    """Codes by the labels of their list, also in arrays; agencies by their names."""
    for table in tables(records):
        facets = web.get(f"/records/{table['name']}.json?_size=0").json()["facet_results"]
        lists = dict(
            records.execute(
                "select name, codes from _columns where table_name = ? and codes is not null", [table["name"]]
            ).fetchall()
        )
        for key in facets.keys() & lists.keys():
            labels = dict(records.execute("select code, label from _codes where list = ?", [lists[key]]).fetchall())
            for each in facets[key]["results"][:-1]:
                assert each["label"] == labels[each["value"]]
        if "agency_id" in facets and table["name"] != "agencies":
            for each in facets["agency_id"]["results"][:-1]:
                assert each["label"] == one(records, "select name from agencies where agency_id = ?", [each["value"]])


def choices(
    records: sqlite3.Connection, table: sqlite3.Row, chance: random.Random
) -> tuple[list[tuple[str, str]], str, list[Any]]:
    """Some boxes ticked at random: the pairs of the address, and the same said by hand in SQL."""
    pairs: list[tuple[str, str]] = []
    wheres, values = [], []
    kinds = dict(records.execute("select name, type from _columns where table_name = ?", [table["name"]]).fetchall())
    for key in chance.sample(json.loads(table["facets"]), k=min(2, len(json.loads(table["facets"])))):
        each = f"{table['name']}, json_each({key}) j" if kinds[key] == "array" else table["name"]
        value = "j.value" if kinds[key] == "array" else key
        found = [row[0] for row in records.execute(f"select distinct {value} from {each} order by 1")]
        if not found:
            continue
        ticked = chance.sample(found, k=min(chance.choice([1, 2, 3]), len(found)))
        pairs += [(key, "" if one_value is None else str(one_value)) for one_value in ticked]
        marks = ", ".join("?" for one_value in ticked if one_value is not None)
        known = [one_value for one_value in ticked if one_value is not None]
        either = [f"{key} is null"] if None in ticked else []
        if known and kinds[key] == "array":
            either.append(f"exists (select 1 from json_each({key}) where value in ({marks}))")
        elif known:
            either.append(f"{key} in ({marks})")
        wheres.append("(" + " or ".join(either) + ")")
        values += known
    return pairs, " and ".join(wheres) or "1", values


@pytest.mark.parametrize("seed", range(12))
def test_boxes_mean_or_within_and_and_between(web: httpx.Client, records: sqlite3.Connection, seed: int) -> None:
    """One address gives one number: in the sentence, in JSON, in CSV and in SQL written by hand."""
    chance = random.Random(seed)
    table = chance.choice(tables(records))
    pairs, where, values = choices(records, table, chance)
    count = one(records, f"select count(*) from {table['name']} where {where}", values)
    query = urlencode(pairs)
    here = f"/records/{table['name']}"
    assert first_number(sentence(web.get(f"{here}?{query}").text)) == count, query
    answer = web.get(f"{here}.json?{query}&_size=max").json()
    assert answer["filtered_table_rows_count"] == count
    assert len(answer["rows"]) == min(count, 5_000), "a page of JSON holds so many at most; a CSV holds all"
    whole = web.get(f"{here}.csv?{query}")
    assert whole.headers["x-total-count"] == str(count)
    rows = list(csv.DictReader(io.StringIO(whole.text)))
    assert len(rows) == count
    if table["key"]:
        sql = f"select {table['key']} from {table['name']} where {where}"
        assert {row[table["key"]] for row in rows} == {row[0] for row in records.execute(sql, values)}


def test_distinct_units_stand_beside_rows(web: httpx.Client, records: sqlite3.Connection) -> None:
    for table in tables(records):
        if not table["parent"] or table["is_counts"]:
            continue
        whole = records.execute("select * from _tables where name = ?", [table["parent"]]).fetchone()
        count = one(records, f"select count(distinct {whole['key']}) from {table['name']}")
        unit = whole["unit_one"] if count == 1 else whole["unit_many"]
        assert f"They belong to {count:,} {unit}." in sentence(web.get(f"/records/{table['name']}").text)


def test_pages_of_rows_lose_none(web: httpx.Client, records: sqlite3.Connection) -> None:
    """Following "next" through ties and empty dates gives every record once, in one order."""
    table = max(tables(records), key=lambda row: (bool(row["date_column"]), min(row["rows"], 400)))
    for sort in ("", f"_sort={table['date_column']}", f"_sort_desc={table['key']}"):
        address, seen = f"/records/{table['name']}.json?_size=7&_nofacet=1&{sort}", []
        for _ in range(60):
            answer = web.get(address).json()
            seen += [row[0] for row in answer["rows"]]
            if not answer["next_url"]:
                break
            address = answer["next_url"]
        assert len(seen) == len(set(seen)) == min(table["rows"], 420)


def test_files_are_whole(web: httpx.Client, release: Path, records: sqlite3.Connection) -> None:
    for table in tables(records):
        name = f"{table['name']}.csv"
        answer = web.get(f"/downloads/{name}")
        assert answer.content == (release / "downloads" / name).read_bytes()
        assert answer.headers["content-type"].startswith("text/csv")
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


def test_saved_questions_equal_their_sql(web: httpx.Client, records: sqlite3.Connection) -> None:
    for question in records.execute("select * from _questions").fetchall():
        for given in ({"agency": "", "year": ""}, {"agency": "example-falls-pd", "year": "2023"}):
            asked = {key: value for key, value in given.items() if f":{key}" in question["sql"]}
            answer = web.get(f"/records/{question['name']}.json", params=asked).json()
            assert answer["rows"] == [list(row) for row in records.execute(question["sql"], asked)]
            page = web.get(f"/records/{question['name']}", params=asked).text
            assert page.index(question["caveat"][:20]) < page.index('id="ans"'), "the warning stands before the answer"


def test_a_record_names_its_file_and_line(web: httpx.Client, records: sqlite3.Connection) -> None:
    for table in tables(records):
        columns = [row[1] for row in records.execute(f"pragma table_info({table['name']})")]
        if not table["key"] or "source_line" not in columns:
            continue
        row = records.execute(f"select * from {table['name']} join _sources using (source_id) limit 1").fetchone()
        page = web.get(f"/records/{table['name']}/{row[table['key']]}").text
        assert row["file_name"] in page and row["sha256"] in page and f"<dd>{row['source_line']:,}</dd>" in page


def test_search_counts_what_it_finds(web: httpx.Client, records: sqlite3.Connection) -> None:
    said = sentence(web.get("/search", params={"q": "force"}).text)
    assert first_number(said) > 0 and "“force”" in said
    assert "Nothing here" in sentence(web.get("/search", params={"q": "zzzzqqq"}).text)
    assert web.get("/search", params={"q": '"(*' + "x" * 5000}).status_code == 200


# The command


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "plugins.serve", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)


def test_serve_says_in_one_sentence_why_it_cannot(tmp_path: Path, release: Path, portal: str) -> None:
    nothing = run("--release", str(tmp_path))
    assert nothing.returncode == 2 and nothing.stderr.count("\n") == 1 and "records.db" in nothing.stderr
    taken = run("--release", str(release), "--port", portal.rsplit(":", 1)[1])
    assert taken.returncode == 2 and "is taken" in taken.stderr and taken.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("people", "says"), [(1, "One person made this release and let it go out."), (2, "and a second one looked at it")]
)
def test_it_is_told_how_many_people_looked_at_this_release(
    release: Path, tmp_path: Path, people: int, says: str
) -> None:
    for path in release.iterdir():
        if path.name != "manifest.json":
            (tmp_path / path.name).symlink_to(path)
    made = json.loads((release / "manifest.json").read_text()) | {"people": people}
    (tmp_path / "manifest.json").write_text(json.dumps(made))
    with serving(tmp_path) as address:
        page = httpx.get(f"{address}/methodology", timeout=30).text
    assert says in page and ("second one" in page) == (people == 2)


def test_every_check_stands_once_under_its_table(web: httpx.Client, records: sqlite3.Connection) -> None:
    html = web.get("/methodology").text
    checks = html[html.index('id="checks"') : html.index('id="sources"')]
    told = re.findall(r'<h3><a href="/dictionary/(\w+)">.*?</h3><ul class="tight">(.*?)</ul>', checks)
    listed = {(name, says) for name, block in told for says in re.findall("<li>(.*?)</li>", block)}
    rules = records.execute("select table_name, says from _rules").fetchall()
    counts = {row[0] for row in records.execute("select name from _tables where is_counts")}
    there = {row[0] for row in records.execute("select name from _tables")}
    expected = {
        (name if name in there else f"{name}_counts", html_escape(says).replace("&#x27;", "&#39;"))
        for name, says in rules
    }
    assert {name for name, _ in expected} <= there and len(listed) == len(expected) and listed == expected
    for name in counts:
        row = html[html.index(f'<a href="/records/{name}">') :].split("</tr>")[0]
        assert row.count("groups of people") == 1, "what is counted in groups does not belong to so many incidents"


def test_no_sentence_ends_twice(web: httpx.Client, records: sqlite3.Connection) -> None:
    """The steps of a record are told as sentences; what ends in a full stop already gets no second one."""
    noted = "select rumor_id from rumor_updates where change_note like '%.' limit 20"
    pages = [f"/records/rumor_control/{row[0]}" for row in records.execute(noted)]
    pages += [
        f"/records/complaints/{row[0]}" for row in records.execute("select complaint_id from complaint_events limit 3")
    ]
    told = " ".join(" ".join(re.sub(r"<[^>]+>", "", web.get(page).text).split()) for page in pages)
    assert len(pages) > 4 and "What changed: " in told
    assert re.findall(r".{30}[^.]\.\.(?!\.)", told) == []
    assert re.findall(r"Version: \d+(?!\.)[^\d]", told) == [], "and every sentence has one"


def test_a_timeline_tells_the_times_that_are_public(web: httpx.Client, records: sqlite3.Connection) -> None:
    """Each step of a dispatch has its time and the minutes since the request; of a rumor, its time; days have none."""
    times = "request_received_rounded_at, dispatched_rounded_at, arrived_rounded_at, cleared_rounded_at"
    sql = f"select dispatch_id, {times} from polling_place_dispatches where length(cleared_rounded_at) = 16 limit 5"
    for key, *steps in records.execute(sql):
        html = web.get(f"/records/polling_place_dispatches/{key}").text
        assert all(f'<time datetime="{step}">' in html for step in steps if step)
        first, last = (datetime.fromisoformat(step) for step in (steps[0], steps[-1]))
        assert f'<span class="d">{(last - first).seconds // 60} min</span>' in html
    seen = (
        "select rumor_id, first_seen_at, first_published_at from rumor_control where length(first_seen_at) = 16 limit 9"
    )
    for key, *steps in records.execute(seen):
        html = web.get(f"/records/rumor_control/{key}").text
        assert all(f'<time datetime="{step}">' in html for step in steps if step)
    key, received = records.execute(
        "select complaint_id, received_date from complaints where closed_date > ''"
    ).fetchone()
    assert f'<time datetime="{received}">' in web.get(f"/records/complaints/{key}").text


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("coordination_agreements?was_activated=1", "only those where “Was used” is Yes."),
        ("coverage?coverage_status=late", "only those where “Has it come” is Late."),
        ("complaints?received_date__year=2024&complaint_source=civilian&intake_channel=online",
         "only those of 2024, where “Who complained” is {0} and “How it came in” is {1}."),
        ("complaints?allegation_categories=force", "only those where “Types of allegation” includes {2}."),
        ("coordination_agreements?was_activated=1&_search=help",
         "only those where “Was used” is Yes, and that mention “help”."),
        ("complaints?received_date__year=2023&received_date__year=2024", "only those of 2023 or 2024."),
    ],
)  # fmt: skip
def test_a_choice_is_told_in_a_whole_sentence(
    web: httpx.Client, records: sqlite3.Connection, address: str, says: str
) -> None:
    lists = (("complaint_source", "civilian"), ("intake_channel", "online"), ("allegation_category", "force"))
    labels = [one(records, "select label from _codes where list = ? and code = ?", each) for each in lists]
    assert says.format(*labels) in sentence(web.get(f"/records/{address}").text)


def test_a_change_names_its_record_as_the_record_names_itself(web: httpx.Client, records: sqlite3.Connection) -> None:
    there = "select change_id, record_key from changes where record_table = 'polling_places' and record_key in"
    change, key = records.execute(f"{there} (select polling_place_id from polling_places)").fetchone()
    name = html_escape(one(records, "select name from polling_places where polling_place_id = ?", [key]))
    link = rf'<a href="/records/polling_places/{key}"[^>]*>{re.escape(name)}</a>'
    assert re.search(link, web.get(f"/records/changes/{change}").text)
    assert re.search(link, web.get(f"/records/changes?record_key={key}").text)
