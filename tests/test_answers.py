"""The pages of saved questions: what can be asked, the records and reports behind an answer, titles, no false zero."""

from __future__ import annotations

import csv
import html
import io
import json
import math
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import httpx
import pytest
from conftest import serving
from rooms import KINDS

from ingest.asked import Range
from ingest.declare import load_kinds
from ingest.problems import Stop
from plugins import likely
from publish import gate

NO_REPORT = "No report is not a zero"
BEHIND = re.compile(
    r'<a href="([^"]*)">[^<]*<span>(?:the whole table, [\d,]+ rows; )?([\d,]+) (?:rows?|of them) behind it'
)


def page(web: httpx.Client, name: str, **asked: str) -> str:
    """The page of a question, as it is served."""
    return web.get(f"/records/{name}", params=asked).raise_for_status().text


def shown(text: str) -> str:
    """The page as a reader reads it."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def questions(records: sqlite3.Connection) -> list[sqlite3.Row]:
    return records.execute("select * from _questions order by position").fetchall()


def offered(text: str, name: str) -> list[str]:
    """The values of a menu, without "all"."""
    menu = re.search(rf'<select id="m-{name}" name="{name}">(.*?)</select>', text, re.DOTALL)
    assert menu, f"there is a menu for {name}"
    return [html.unescape(value) for value in re.findall(r'value="([^"]+)"', menu[1])]


def pairs(text: str) -> Iterator[dict[str, str]]:
    """Nothing; each agency; each year; and the first agency in each year that the page offers."""
    agencies, years = offered(text, "agency"), offered(text, "year")
    yield {}
    yield from ({"agency": agency} for agency in agencies)
    yield from ({"year": year} for year in years)
    yield from ({"agency": agencies[0], "year": year} for year in years[:2])


# What can be asked


def test_every_parameter_can_be_chosen_and_has_records(web: httpx.Client, records: sqlite3.Connection) -> None:
    """What a menu offers has records; what it does not offer has none, and is told as such."""
    assert len(questions(records)) == 24
    everybody = {row[0] for row in records.execute("select agency_id from agencies")}
    for question in questions(records):
        text = page(web, question["name"])
        for parameter in set(re.findall(r":([a-z_]+)", question["sql"])):
            assert offered(text, parameter), (question["name"], parameter)
        has = {row[0] for row in records.execute(f"select distinct agency_id from {question['table_name']}")}
        assert set(offered(text, "agency")) == has, question["name"]
        for agency in sorted(everybody - has):
            assert NO_REPORT in page(web, question["name"], agency=agency)
        for year in {str(year) for year in range(2015, 2033)} - set(offered(text, "year")):
            assert NO_REPORT in page(web, question["name"], year=year), (question["name"], year)
        for asked in pairs(text):
            if len(asked) == 1:
                assert NO_REPORT not in page(web, question["name"], **asked), (question["name"], asked)


def test_what_is_asked_for_is_said_also_where_no_menu_offers_it(web: httpx.Client) -> None:
    text = page(web, "force_incidents_by_year", agency="sample-county-elections", year="2031")
    assert '<option value="2031" selected>2031</option>' in text
    assert re.search(r'<option value="sample-county-elections" selected>Sample County', text)


def test_a_kind_that_does_not_say_what_its_year_is_does_not_load(tmp_path: Path) -> None:
    shutil.copytree(KINDS, tmp_path / "kinds")
    path = tmp_path / "kinds" / "use_of_force" / "use_of_force.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("    year: occurred_year\n", "", 1), encoding="utf-8")
    with pytest.raises(Stop) as stopped:
        load_kinds(tmp_path / "kinds")
    assert "questions.force_incidents_by_year.year" in stopped.value.problems[0].says
    path.write_text(
        path.read_text(encoding="utf-8").replace("year: occurred_year", "year: ocurred_year"), encoding="utf-8"
    )
    load_kinds.cache_clear()
    with pytest.raises(Stop, match="occurred_year"):
        load_kinds(tmp_path / "kinds")


# The records behind an answer


def test_the_rows_behind_an_answer_are_those_it_counts(
    web: httpx.Client, records: sqlite3.Connection, release: Path
) -> None:
    """The question, asked of all, over nothing but the rows at the link, gives the answer that the page gives."""
    exact = Counter[bool]()
    for question in questions(records):
        table, sql, name = question["table_name"], question["sql"], question["name"]
        key = records.execute("select key from _tables where name = ?", [table]).fetchone()[0]
        for asked in pairs(page(web, name)):
            text = page(web, name, **asked)
            href, said = BEHIND.findall(text)[0]
            is_exact = not asked or "?" in href
            exact[is_exact] += 1
            if not is_exact:
                assert "the whole table" in text
                continue
            address, _, query = html.unescape(href).partition("?")
            whole = web.get(f"{address}.csv", params=parse_qsl(query)).raise_for_status().text
            keys = [row[key] for row in csv.DictReader(io.StringIO(whole))]
            assert len(keys) == int(said.replace(",", "")), (name, asked)
            given = {"agency": "", "year": ""} | asked
            with closing(sqlite3.connect(f"file:{release}/records.db?mode=ro", uri=True)) as own:
                own.execute("create temp table kept (k text primary key)")
                own.executemany("insert into kept values (?)", [(each,) for each in keys])
                asked_sql = own.execute(sql, given).fetchall()
                own.execute(
                    f"create temp table only_these as select * from main.{table} where {key} in (select k from kept)"
                )
                own.execute(f"create temp view {table} as select * from only_these")
                assert own.execute(sql, {"agency": "", "year": ""}).fetchall() == asked_sql, (name, asked)
    assert exact[True] > 150, exact


# No report is not a zero


def test_no_report_is_never_told_as_zero(web: httpx.Client, records: sqlite3.Connection) -> None:
    for question in questions(records):
        for asked in ({"year": "2031"}, {"agency": "nobody"}, {"agency": "nobody", "year": "2024"}):
            text = page(web, question["name"], **asked)
            assert NO_REPORT in text and "<b>0 " not in text and "answer-t" not in text and 'class="pairs"' not in text
    said = shown(page(web, "force_incidents_by_year", agency="sample-county-elections"))
    assert "There is no report of incidents from Sample County Board of Elections here." in said


def copied(release: Path, folder: Path, *changes: str) -> Path:
    """A release with something in it said otherwise."""
    shutil.copytree(release, folder)
    with closing(sqlite3.connect(folder / "records.db")) as connection:
        for sql in changes:
            connection.execute(sql)
        connection.commit()
    return folder


def test_a_real_zero_is_told_as_zero(release: Path, tmp_path: Path) -> None:
    """Every month came, and none told of an incident."""
    whose = "agency_id = 'port-specimen-pd'"
    made = copied(
        release,
        tmp_path / "release",
        f"delete from use_of_force where {whose} and occurred_year = 2024",
        f"update coverage set coverage_status = 'zero', records_count = 0 where {whose}"
        " and record_table = 'use_of_force' and reporting_period like '2024%'",
    )
    with serving(made) as address, httpx.Client(base_url=address) as web:
        said = shown(page(web, "force_incidents_by_year", agency="port-specimen-pd", year="2024"))
        assert (
            "0 incidents are on record from Port Specimen Police Department in 2024" in said and "A real zero" in said
        )
        assert NO_REPORT in page(web, "force_incidents_by_year", agency="port-specimen-pd", year="2020")


def test_a_question_that_can_count_none_of_the_records_says_so(release: Path, tmp_path: Path) -> None:
    made = copied(
        release, tmp_path / "release", "update complaints set closed_date = null where agency_id like 'port%'"
    )
    with serving(made) as address, httpx.Client(base_url=address) as web:
        said = shown(page(web, "days_to_close", agency="port-specimen-pd"))
        assert re.search(
            r"None of the [\d,]+ complaints from Port Specimen Police Department can be counted here", said
        )


def test_an_older_release_is_still_asked(release: Path, tmp_path: Path) -> None:
    """One that says neither what a year chooses by nor what the columns of answers are called."""
    made = copied(
        release, tmp_path / "release", "alter table _questions drop column year_columns", "drop table _answers"
    )
    with serving(made) as address, httpx.Client(base_url=address) as web:
        text = page(web, "force_incidents_by_year", year="2024", agency="port-specimen-pd")
        assert "2024" in offered(text, "year") and "Only shown" in text
        href, said = BEHIND.findall(text)[0]
        count = web.get(html.unescape(href).replace("?", ".json?") + "&_size=0").json()["filtered_table_rows_count"]
        assert count == int(said.replace(",", "")) > 0


# Titles


def heads(text: str) -> list[str]:
    head = re.search(r'<table class="answer-t slips".*?</thead>', text, re.DOTALL)
    return [html.unescape(each) for each in re.findall(r"<th [^>]*>(.*?)</th>", head[0])] if head else []


def test_every_column_of_an_answer_has_its_title(web: httpx.Client, records: sqlite3.Connection) -> None:
    """People read titles and days as people write them; programs keep the names of the SQL."""
    said = {(row["question"], row["name"]): row for row in records.execute("select * from _answers")}
    assert all(row["title"] and row["title_es"] for row in said.values())
    for question in questions(records):
        names = [each[0] for each in records.execute(question["sql"], {"agency": "", "year": ""}).description]
        assert web.get(f"/records/{question['name']}.json").json()["columns"] == names
        shown_names = [n for n in names if n != "note" and not (n.startswith("total_") and n[6:] in names)]
        text = page(web, question["name"])
        titles = [(said.get((question["name"], name)) or said["", name])["title"] for name in shown_names]
        assert heads(text) == titles, question["name"]
        table = text[text.index('class="answer-t') : text.index("</table>", text.index('class="answer-t'))]
        assert not re.findall(r">[12]\d{3}-\d\d-\d\d", table), question["name"]
        assert not re.findall(r'class="l">[^<]*not given', text), question["name"]


def test_a_column_without_a_title_stops_the_release(release: Path) -> None:
    kinds = load_kinds(KINDS)
    gate.pass_or_stop(release / "records.db", kinds, {})
    silent = replace(kinds, answers={name: said for name, said in kinds.answers.items() if name != "only_shown"})
    with pytest.raises(Stop, match="only_shown of the question force_incidents_by_year has no title"):
        gate.pass_or_stop(release / "records.db", silent, {})


def test_a_range_of_what_no_answer_has_stops_the_release(release: Path) -> None:
    kinds = load_kinds(KINDS)
    table = kinds.tables["training"]
    asked = replace(table.questions[0], ranges={"percent_finished": Range("finished", ("should_take_it",))})
    other = replace(kinds, tables=kinds.tables | {"training": replace(table, questions=(asked,))})
    with pytest.raises(Stop, match="A range of the question training_share needs the column finished"):
        gate.pass_or_stop(release / "records.db", other, {})


def test_no_title_is_said_that_no_answer_has(records: sqlite3.Connection) -> None:
    used = {
        each[0]
        for q in questions(records)
        for each in records.execute(q["sql"], {"agency": "", "year": ""}).description
    }
    assert set(load_kinds(KINDS).answers) <= used


@pytest.mark.parametrize(
    "lines", ["agency,Agency\n", "agency,Agency,\n", "agency,Agency,Agencia\nagency,Who,Quién\n"], ids=str
)
def test_a_title_is_said_whole_and_once(tmp_path: Path, lines: str) -> None:
    shutil.copytree(KINDS, tmp_path / "kinds")
    (tmp_path / "kinds" / "answers.csv").write_text("name,title,title_es\n" + lines, encoding="utf-8")
    with pytest.raises(Stop, match=r"kinds/answers\.csv:\d"):
        load_kinds(tmp_path / "kinds")


# The reports behind an answer


def test_the_reports_behind_an_answer_equal_sql(web: httpx.Client, records: sqlite3.Connection) -> None:
    """Which came in full, in part or not at all, of the agency and year that is asked for; or that nobody owes any."""
    owed = {row[0] for row in records.execute("select distinct record_table from coverage")}
    for question in questions(records):
        parent = records.execute("select parent from _tables where name = ?", [question["table_name"]]).fetchone()[0]
        top = parent or question["table_name"]
        text = page(web, question["name"])
        for asked in pairs(text) if top in owed else [{}]:
            said = shown(page(web, question["name"], **asked)).split("How complete the reports are")[1]
            if top not in owed:
                assert said.startswith(" Nobody has said when these records are due"), question["name"]
                continue
            sql = (
                "select coverage_status, count(*) from coverage where record_table = ? and coverage_status <> 'not_due'"
                " and ? in ('', agency_id) and ? in ('', substr(reporting_period, 1, 4)) group by 1"
            )
            given = [top, asked.get("agency", ""), asked.get("year", "")]
            states = Counter(dict(records.execute(sql, given).fetchall()))
            if states:
                whole = states["reported"] + states["zero"]
                assert said.startswith(f" {whole:,} of {states.total():,} reports that were due"), (
                    question["name"],
                    asked,
                )
                assert not states["partial"] or f"{states['partial']:,} in part" in said.split(".")[0]


# Likely ranges


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0, 3.6889), (1, 0.0253, 5.5716), (10, 4.7954, 18.3904), (100, 81.3640, 121.6268)]
)
def test_the_range_of_a_count_is_exact(count: int, low: float, high: float) -> None:
    """As tables of the exact Poisson interval have it."""
    assert likely.poisson(count) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("count", [12, 999, 20_000])
def test_a_count_outside_of_its_range_is_rare(count: int) -> None:
    """The definition: under its ends, so many or more, and so many or fewer, happen 25 times in 1,000."""
    low, high = likely.poisson(count)
    below = sum(math.exp(k * math.log(low) - low - math.lgamma(k + 1)) for k in range(count))
    within = sum(math.exp(k * math.log(high) - high - math.lgamma(k + 1)) for k in range(count + 1))
    assert (1 - below, within) == pytest.approx((0.025, 0.025), abs=1e-6)


def test_the_range_of_a_share_is_wilsons() -> None:
    assert likely.wilson(15, 148) == pytest.approx((0.06239, 0.16045), abs=5e-5)
    assert likely.wilson(0, 10) == pytest.approx((0, 0.27753), abs=5e-5)
    assert likely.wilson(10, 10) == pytest.approx((0.72247, 1), abs=5e-5)


def test_every_share_and_rate_has_its_range_or_says_why_not(web: httpx.Client, records: sqlite3.Connection) -> None:
    """Each is made from the columns that its range is made from, and lies within it on its page."""
    told = 0
    for question in questions(records):
        answer = records.execute(question["sql"], {"agency": "", "year": ""})
        names = [each[0] for each in answer.description]
        rows = [dict(zip(names, row, strict=True)) for row in answer]
        ranges = json.loads(question["ranges"])
        for name in names:
            if re.match("percent_(?!ile)|.*_percent$|rate|median|half_were|voters_per|hours_worked_per", name):
                assert name in ranges or "no likely range" in question["caveat"], (question["name"], name)
        text = page(web, question["name"])
        shown_ranges = re.findall(
            r'<span>([\d,.]+)[^<]*<small class="range">likely ([\d,.]+) to ([\d,.]+)</small>', text
        )
        assert bool(shown_ranges) == ("95 times in 100" in text)
        told += len(shown_ranges)
        for value, low, high in ([float(each.replace(",", "")) for each in line] for line in shown_ranges):
            assert low <= value <= high and low < high, (question["name"], value)
        expected = 0
        for name, made in ranges.items():
            for row in rows:
                if row[name] is None or None in (row[part] for part in made["out_of"]):
                    continue
                each = 100 if not made["for_every"] else row.get(made["for_every"]) or float(made["for_every"])
                share = each * row[made["of"]] / sum(row[part] for part in made["out_of"])
                assert row[name] == pytest.approx(share, abs=0.051 if each == 100 else 0.0051), (question["name"], name)
                expected += 1
        assert len(shown_ranges) == expected, question["name"]
    assert told > 100
