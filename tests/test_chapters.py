"""Many tables told by chapters: what a release says of them, the page of an election, of an agency, of a new family."""

from __future__ import annotations

import html
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import serving
from rooms import KINDS, SAMPLE_DAY, Office, rows

from ingest.declare import load_kinds
from plugins import release as releases

NEWEST = "select election_id from elections order by date desc limit 2"  # one that is still to come, and the last
FAMILY = """parks:
  title: Parks
  title_es: Parques
  description: Who looks after the parks.
  description_es: Quién cuida los parques.
  tells: parks
  chapters:
    - title: Who came
      title_es: Quién vino
      description: Rangers come once a day.
      description_es: Los guardaparques vienen una vez al día.
      tables: [park_visits]
    - title: What it is like
      title_es: Cómo es
      tables: [park_laws, park_repairs]
"""
KIND = """title: {title}
title_es: {title}
description: Each row is one {one}.
description_es: Cada fila es una cosa.
unit: {{one: {one}, many: {many}, one_es: cosa, many_es: cosas}}
key: {key}
number: [{number}]
{more}
columns:
  {number}:
    {{title: {number}, title_es: Número, description: Ours., publish: open, required: yes, example: e-1}}
  looked_on: {{title: Looked on, title_es: Día, description: When., type: date, publish: open, example: 2024-03-09}}
{columns}
shows: [{number}, looked_on]
"""
PARK = """  park_id: {title: Park, title_es: Parque, description: Which., publish: open, refers_to: parks, example: elm}
"""
VISIT = """  visit_id: {title: Visit, title_es: Visita, description: Which., publish: open, refers_to: park_visits}
"""
ASKED = """questions:
  visits_of_a_park:
    title: How many visits were there?
    title_es: ¿Cuántas visitas hubo?
    description: Counts visits.
    description_es: Cuenta visitas.
    unit: visits
    unit_es: visitas
    caveat: Some are not written down.
    caveat_es: Algunas no se anotan.
    columns:
      visits: {title: Visits, title_es: Visitas}
    sql: select count(*) as visits from park_visits where (:park = '' or park_id = :park)
"""


def shown(text: str) -> str:
    """A page as a reader reads it, links as `[words](address)`."""
    linked = re.sub(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', r"[\2](\1)", re.sub("</?b>", "", text), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", linked)).split())


def kind(folder: Path, name: str, one: str, number: str, more: str = "date: looked_on", columns: str = "") -> None:
    """Declare a small table of parks."""
    words = {"title": name.replace("_", " ").capitalize(), "one": one, "many": one + "s", "key": f"{one}_id"}
    text = KIND.format(**words, number=number, more=more, columns=columns)
    (folder / f"{name}.yml").write_text(text + (ASKED if name == "park_visits" else ""), encoding="utf-8")


@pytest.fixture(scope="module")
def parks(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with a family that no code knows: a table that tells, and five that have something or nothing of it."""
    folder = tmp_path_factory.mktemp("parks")
    shutil.copytree(KINDS, folder / "kinds")
    with (folder / "kinds" / "families.yml").open("a", encoding="utf-8") as file:
        file.write(FAMILY)
    here = folder / "kinds" / "parks"
    here.mkdir()
    kind(here, "parks", "park", "park_name", more="date: looked_on\nreadable_key: yes")
    kind(here, "park_visits", "visit", "visit_number", columns=PARK)
    kind(here, "park_finds", "find", "find_number", more="parent: park_visits\ndate: looked_on")
    kind(here, "park_laws", "law", "law_number")
    kind(here, "park_repairs", "repair", "repair_number", columns=PARK)
    kind(here, "park_trees", "tree", "tree_number", columns=PARK)
    office = Office(folder / "office", kinds=folder / "kinds")
    office.agency("test-pd")
    return office


@pytest.fixture(scope="module")
def park_release(parks: Office) -> Path:
    day = {"looked_on": "2024-03-09"}
    made: dict[str, list[dict[str, Any]]] = {
        "parks": [{"park_name": name, "looked_on": f"{year}-01-01"} for name, year in (("elm", 2024), ("oak", 2098))],
        "park_visits": [day | {"visit_number": f"v-{n}", "park_id": "elm" if n < 5 else "oak"} for n in range(7)],
        "park_finds": [day | {"visit_number": f"v-{n}", "find_number": f"f-{n}"} for n in (1, 2, 6)],
        "park_laws": [day | {"law_number": f"l-{n}"} for n in range(3)],
        "park_trees": [day | {"tree_number": f"t-{n}", "park_id": "oak"} for n in range(2)],
    }
    for name, given in made.items():
        parks.load(name, parks.file(f"{name}.csv", given), "--agency", "test-pd")
    return parks.release(SAMPLE_DAY)


@pytest.fixture(scope="module")
def park_portal(park_release: Path) -> Iterator[str]:
    with serving(park_release) as address:
        yield address


@pytest.fixture(scope="module")
def records(release: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{release}/records.db?mode=ro", uri=True)) as connection:
        yield connection


# What a release says


def test_a_release_says_the_chapters_in_both_languages(release: Path) -> None:
    """Each public table stands in one chapter of its family, parts after their whole."""
    database = release / "records.db"
    said = rows(database, "_chapters", "family, position")
    kinds = Office(release.parent.parent.parent / "other").kinds
    for family in kinds.families.values():
        told = [row for row in said if row["family"] == family.name]
        assert [row["title"] for row in told] == [chapter.title for chapter in family.chapters]
        assert [row["title_es"] for row in told] == [chapter.title_es for chapter in family.chapters]
        assert all(row["title_es"] and bool(row["description"]) == bool(row["description_es"]) for row in told)
    assert {row["name"]: row["tells"] for row in rows(database, "_families")} == {
        family.name: family.tells for family in kinds.families.values()
    }
    places = [(row["family"], name) for row in said for name in json.loads(row["tables"])]
    tables = rows(database, "_tables")
    assert sorted(places) == sorted((row["family"], row["name"]) for row in tables)
    order = [name for _, name in places]
    assert all(order.index(row["parent"]) < order.index(row["name"]) for row in tables if row["parent"] in order)


def test_a_table_that_no_chapter_names_stands_in_a_last_one(park_release: Path) -> None:
    said = [row for row in rows(park_release / "records.db", "_chapters", "position") if row["family"] == "parks"]
    assert [(row["title"], row["title_es"], json.loads(row["tables"])) for row in said] == [
        ("Who came", "Quién vino", ["park_visits", "park_finds"]),
        ("What it is like", "Cómo es", ["park_laws", "park_repairs"]),
        ("More records", "Más registros", ["parks", "park_trees"]),
    ]


def test_a_release_without_chapters_is_still_served(release: Path, tmp_path: Path) -> None:
    shutil.copy(release / "records.db", tmp_path / "records.db")
    with closing(sqlite3.connect(tmp_path / "records.db")) as connection:
        connection.execute("DROP TABLE _chapters")
        connection.execute("ALTER TABLE _families DROP COLUMN tells")
        connection.commit()
    said = releases.read(str(tmp_path / "records.db"))
    assert [name for family in said.families for _, tables in said.chapters_of(family.name) for name in tables]
    assert not any(said.is_told(name) for name in said.tables)


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("elections, polling_places", "elections, poling_places", "no-table", "Did you mean polling_places?"),
        ("[election_posture", "[election_posture, complaints", "no-table", 'There is no table "complaints"'),
        ("[rumor_control", "[rumor_control, polling_places", "yaml-twice", "polling_places is said twice"),
        ("tells: elections", "tells: election", "no-table", "Did you mean elections?"),
        ("tells: elections", "tell: elections", "word", "Did you mean tells?"),
        ("tables: [rumor_control", "table: [rumor_control", "word", "Did you mean tables?"),
        ("      title_es: Los lugares y las reglas\n", "", "word-missing", "title_es is missing"),
    ],
)
def test_a_slip_in_a_chapter_is_told_with_its_line(tmp_path: Path, old: str, new: str, code: str, says: str) -> None:
    shutil.copytree(KINDS, tmp_path / "kinds")
    path = tmp_path / "kinds" / "families.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    said = Office(tmp_path / "office", kinds=tmp_path / "kinds").ingest("template", "complaints", code=2).err
    assert f"kinds/families.yml:{line - (code == 'word-missing')}: " in said, said
    assert says in said and f"[{code}]" in said


# The page of an election, of an agency


def pointing(records: sqlite3.Connection, name: str) -> list[tuple[str, str]]:
    """(table, column) of every public table that points to records of `name`, by the release's own foreign keys."""
    tables = [row[0] for row in records.execute("select name from _tables order by position")]
    found = []
    for table in tables:
        keys = records.execute(f"pragma foreign_key_list({table})").fetchall()
        found += [(table, key[3]) for key in keys if key[2] == name]
    return found


@pytest.mark.parametrize("name", ["elections", "agencies"])
def test_counts_of_a_story_equal_sql(portal: str, records: sqlite3.Connection, name: str) -> None:
    """Every table that points to a record has its number there, and a link to just these; a zero is said of wholes."""
    sql = "select name, unit_one, unit_many, is_counts, parent from _tables"
    units = {row[0]: row[1:] for row in records.execute(sql)}
    key = records.execute("select key from _tables where name = ?", [name]).fetchone()[0]
    with httpx.Client(base_url=portal, timeout=30) as web:
        for (record,) in records.execute(f"select {key} from {name}").fetchall():
            page = shown(web.get(f"/records/{name}/{record}").text)
            for table, column in pointing(records, name):
                count = records.execute(f"select count(*) from {table} where {column} = ?", [record]).fetchone()[0]
                one, many, is_counts, parent = units[table]
                link = f"/records/{table}?{column}={record}"
                if not count:
                    assert f"]({link})" not in page and (parent or f"](/records/{table})" in page), (record, table)
                    continue
                assert f"]({link})" in page, (record, table)
                if is_counts:
                    continue
                assert f"{count:,} {one if count == 1 else many}" in page, (record, table)
                assert web.get(f"{link.replace('?', '.json?')}&_size=0").json()["filtered_table_rows_count"] == count


@pytest.mark.parametrize("column", ["election_id", "agency_id"])
def test_a_story_counts_only_what_waits_of_its_own(portal: str, release: Path, sample_room: Path, column: str) -> None:
    """Of every table whose rows, or facts of them, wait: as many as the register has for this record, and no others."""
    kinds, register = load_kinds(KINDS), sample_room / "register.db"
    day = {row["key"]: row["value"] for row in rows(release / "records.db", "_portal")}["as_of"]
    tells, one_of = {
        "election_id": ("elections", "of this election"),
        "agency_id": ("agencies", "of this agency"),
    }[column]
    told = 0
    for record in rows(release / "records.db", tells):
        page = shown(httpx.get(f"{portal}/records/{tells}/{record[column]}").text)
        for table in kinds.tables.values():
            late = [each.name for each in table.columns.values() if each.publish == "later"]
            if column not in {*table.columns, "agency_id"} or not (late or table.publish == "later"):
                continue
            waits = [
                row
                for row in rows(register, table.name)
                if row.get(column) == record[column]
                and (not row["release_on"] or row["release_on"] > day)
                and (table.publish == "later" or any(row[name] is not None for name in late))
            ]
            unit = table.unit.one if len(waits) == 1 else table.unit.many
            ends = "not here yet" if table.publish == "later" else "here without"
            be = "is" if len(waits) == 1 else "are"
            said = f"{len(waits):,} {unit} {one_of} {be} {ends}"
            assert (said in page) == bool(waits), (record[column], said)
            told += bool(waits)
    assert told > 2, "the sample has rows and facts that wait"


def test_rows_that_are_here_are_not_said_to_wait(portal: str, records: sqlite3.Connection) -> None:
    [(count,)] = records.execute("select facts_held from _tables where name = 'polling_places' and held = 0").fetchall()
    assert count > 1, "the sample has facts that wait"
    for address in ("records/polling_places", "downloads", "dictionary/polling_places"):
        page = shown(httpx.get(f"{portal}/{address}").text)
        assert f"{count} polling places are here without “Has its own security”." in page
        assert "polling places are not here yet" not in page
    held = records.execute("select name, held, unit_one, unit_many from _tables where held > 0").fetchall()
    assert held, "the sample has rows that wait"
    for name, number, one, many in held:
        page = shown(httpx.get(f"{portal}/records/{name}").text)
        assert f"{number:,} {one if number == 1 else many} {'is' if number == 1 else 'are'} not here yet" in page


def test_an_election_says_what_can_be_asked(portal: str, records: sqlite3.Connection) -> None:
    key = records.execute("select election_id from elections where date < '2025' order by date desc").fetchone()[0]
    page = shown(httpx.get(f"{portal}/records/elections/{key}").text)
    tied = {table for table, _ in pointing(records, "elections")}
    asked = "select q.name, q.title, table_name from _questions q join _families f on f.name = family where tells = ?"
    for name, title, table in records.execute(asked, ["elections"]).fetchall():
        sql = f"select count(*) from {table} where election_id = ?"
        if table in tied and records.execute(sql, [key]).fetchone()[0]:
            assert f"[{title}](/records/{name})" in page


def test_an_agency_is_asked_with_its_own_name(portal: str, records: sqlite3.Connection) -> None:
    found = 0
    for (agency,) in records.execute("select agency_id from agencies").fetchall():
        page = httpx.get(f"{portal}/records/agencies/{agency}").text
        sql = "select name, sql, table_name from _questions"
        for name, asked, table in records.execute(sql).fetchall():
            columns = [row[1] for row in records.execute(f"pragma table_info({table})")]
            if ":agency" not in asked or "agency_id" not in columns:
                continue
            count = records.execute(f"select count(*) from {table} where agency_id = ?", [agency]).fetchone()[0]
            assert bool(count) == (f'href="/records/{name}?agency={agency}"' in page), (agency, name)
            found += bool(count)
    assert found


def test_what_an_agency_has_comes_first(portal: str, records: sqlite3.Connection) -> None:
    """Police records first for the police, election records for an election office, by what each has."""
    firsts = set()
    for (agency,) in records.execute("select agency_id from agencies").fetchall():
        page = httpx.get(f"{portal}/records/agencies/{agency}").text
        first = re.findall(r'<h2 id="(\w+)">', page)[0]
        counts = [
            records.execute(f"select count(*) from {table} where {column} = ?", [agency]).fetchone()[0]
            for table, column in pointing(records, "agencies")
            if records.execute("select family from _tables where name = ?", [table]).fetchone()[0] == first
        ]
        assert sum(counts), agency
        firsts.add(first)
    assert firsts == {"use_of_force", "election_posture"}


def test_parts_are_chosen_by_their_whole(portal: str, records: sqlite3.Connection) -> None:
    """`?occurred_year=2023` chooses the people of incidents of 2023, in JSON, in CSV and on the page."""
    year = "select count(*) from use_of_force_subjects join use_of_force using (incident_id) where occurred_year = 2023"
    count = records.execute(year).fetchone()[0]
    here = f"{portal}/records/use_of_force_subjects"
    answer = httpx.get(here + ".json", params={"occurred_year": "2023", "_size": "0"}).json()
    assert answer["filtered_table_rows_count"] == count
    assert httpx.get(here + ".csv?occurred_year=2023").headers["x-total-count"] == str(count)
    page = httpx.get(here + "?occurred_year=2023&_size=5").text
    assert f"<b>{count:,}</b> of" in page
    nothing = httpx.get(here + "?occurred_year=&_size=5").text
    assert "<b>0</b> of" in nothing
    assert httpx.get(here + "?nonsense=2023").status_code == 400


# All tables within reach


def test_home_leads_to_the_last_election_and_the_next(portal: str, records: sqlite3.Connection) -> None:
    page = httpx.get(portal).text
    for sign, order in (("<=", "desc"), (">", "asc")):
        sql = f"select election_id from elections where date {sign} ? order by date {order} limit 1"
        key = records.execute(sql, [SAMPLE_DAY]).fetchone()[0]
        assert f'href="/records/elections/{key}"' in page


def test_every_table_is_within_reach(portal: str, records: sqlite3.Connection) -> None:
    """From the list of all records, by chapters; from a table, all others of its family."""
    tables = records.execute("select name, family from _tables").fetchall()
    everything = httpx.get(f"{portal}/records").text
    said = [
        row[0]
        for row in records.execute("select title from _chapters where family = 'election_posture' and tables <> '[]'")
    ]
    assert len(said) > 1 and all(f">{title}<" in everything for title in said)
    for name, family in tables:
        assert f'href="/records/{name}"' in everything
        near = httpx.get(f"{portal}/records/{name}?_size=1").text
        others = [other for other, its in tables if its == family and other != name]
        assert all(f'<a href="/records/{other}"' in near for other in others), name


# A family that no code knows


def test_a_new_family_tells_its_story(park_portal: str) -> None:
    page = shown(httpx.get(f"{park_portal}/records/parks/elm").text)
    assert "On record for this park: 5 visits." in page
    assert "Rangers come once a day." in page
    assert "[5 visits](/records/park_visits?park_id=elm)" in page
    assert "With [2 finds](/records/park_finds?park_id=elm)." in page
    assert "[3 laws](/records/park_laws)" in page and "These are not tied to one park." in page
    assert "[Park repairs](/records/park_repairs): nobody has sent any yet. This is not a zero." in page
    assert "[Park trees](/records/park_trees): no trees are on record for this park." in page
    assert "Questions for this park: [How many visits were there?](/records/visits_of_a_park?park=elm)" in page
    later = shown(httpx.get(f"{park_portal}/records/parks/oak").text)
    assert "This park is still to come. On record for this park: 2 visits and 2 trees." in later
    finds = httpx.get(f"{park_portal}/records/park_finds.json?park_id=elm&_size=0").json()
    assert finds["filtered_table_rows_count"] == 2


def test_a_new_family_is_on_every_list(park_portal: str) -> None:
    home = httpx.get(park_portal).text
    assert '<li><a href="/records/parks">Parks</a></li>' in home
    assert 'The last: <a href="/records/parks/elm">' in home and 'The next: <a href="/records/parks/oak">' in home
    agency = shown(httpx.get(f"{park_portal}/records/agencies/test-pd").text)
    assert "7 visits" in agency and "3 laws" in agency and "2 trees" in agency
    for address in ("/records", "/downloads", "/dictionary"):
        page = httpx.get(park_portal + address).text
        assert page.index("Who came") < page.index("What it is like") < page.index("More records")


# In a browser


@pytest.mark.parametrize("width", [360, 1280])
def test_stories_are_accessible_and_do_not_scroll_sideways(
    portal: str, park_portal: str, browser_page: Any, records: sqlite3.Connection, width: int
) -> None:
    from axe_core_python.sync_playwright import Axe

    browser_page.set_viewport_size({"width": width, "height": 800})
    said: list[str] = []
    browser_page.on("console", lambda message: said.append(message.text))
    stories = [f"{portal}/records/elections/{row[0]}" for row in records.execute(NEWEST)]
    stories += [f"{portal}/records/agencies/{row[0]}" for row in records.execute("select agency_id from agencies")]
    stories += [park_portal + each for each in ("/", "/records", "/records/parks/elm", "/records/agencies/test-pd")]
    wrong = []
    for address in (*stories, portal + "/records", portal + "/downloads"):
        browser_page.goto(address)
        if browser_page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append((address, "scrolls sideways"))
        found = Axe().run(browser_page)["violations"]
        wrong += [(address, each["id"], each["nodes"][0]["html"][:120]) for each in found]
    assert wrong == [] and said == []


def test_a_chapter_is_reached_from_the_top_of_the_page(portal: str, browser_page: Any) -> None:
    """The list at the top leads to each chapter, also without scripts."""
    browser_page.goto(portal)
    browser_page.locator(".family p a", has_text="Election of").first.click()
    links = browser_page.locator(".toc a")
    for place in range(links.count()):
        target = links.nth(place).get_attribute("href")
        assert browser_page.locator(f'[id="{target.removeprefix("#")}"]').count() == 1


def test_what_was_learnt_has_its_chapter(portal: str, records: sqlite3.Connection) -> None:
    """It stands last; it counts the summaries of this election and no others, and links to just these."""
    label = records.execute("select label from _codes where code = 'after_action_summary'").fetchone()[0]
    sql = "select count(*) from public_statements where statement_type = 'after_action_summary' and election_id = ?"
    seen = set()
    for (key,) in records.execute("select election_id from elections").fetchall():
        page = shown(httpx.get(f"{portal}/records/elections/{key}").text)
        assert "[What was learnt](#election_posture-8)" in page
        (count,) = records.execute(sql, [key]).fetchone()
        link = f"/records/public_statements?election_id={key}&statement_type=after_action_summary"
        chapter = page[page.rindex("What was learnt") :]
        unit = "statement" if count == 1 else "statements"
        name = f"{count} {unit}: {label.lower()}" if count else label
        assert f"[{name}]({link})" in chapter, key
        assert (f"{label}]({link}): none is on record for this election." in chapter) == (not count)
        answer = httpx.get(f"{portal}{link.replace('?', '.json?')}&_size=0").json()
        assert answer["filtered_table_rows_count"] == count
        seen.add(bool(count))
    assert seen == {True, False}
    shelf = httpx.get(f"{portal}/records/elections").text
    assert "What was learnt" not in shelf, "a list of tables has no chapter without a table"


def test_courses_agreements_and_meetings_are_tied_by_their_days(portal: str, records: sqlite3.Connection) -> None:
    key, day = records.execute("select election_id, date from elections where date like '2024-11%'").fetchone()
    html_ = httpx.get(f"{portal}/records/elections/{key}").text
    page = shown(html_)
    conditions = {
        "training": "start_date >= date(:day, '-365 days') and start_date <= :day",
        "coordination_agreements": "effective_date <= :day and (expires_date is null or expires_date >= :day)",
        "engagement_events": "held_date >= date(:day, '-365 days') and held_date <= date(:day, '+60 days')",
    }
    for table, condition in conditions.items():
        (count,) = records.execute(f"select count(*) from {table} where {condition}", {"day": day}).fetchone()
        (one, many, rows_) = records.execute(
            "select unit_one, unit_many, rows from _tables where name = ?", [table]
        ).fetchone()
        assert 0 < count < rows_, table
        found = re.search(rf"\[{count} {one if count == 1 else many}\]\((/records/{table}\?[^)]*\)?[^)]*)\)", page)
        assert found, table
        href = re.search(rf'href="(/records/{table}\?[^"]*)"', html_)
        assert href
        answer = httpx.get(portal + html.unescape(href[1]).replace("?", ".json?", 1) + "&_size=0").json()
        assert answer["filtered_table_rows_count"] == count, table
    assert "in force on the day of this election" in page and "365 days up to this election" in page
    assert "They need not be about it." in page


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("families.yml", "code: after_action_summary", "code: after_action", "Did you mean after_action_summary?"),
        ("families.yml", "column: statement_type", "column: statement_typ", "Did you mean statement_type?"),
        ("families.yml", "{table: public_statements", "{table: public_statement", "Did you mean public_statements?"),
        (
            "election_posture/training.yml",
            "near: {day: start_date",
            "near: {day: start_day",
            "Did you mean start_date?",
        ),
        ("election_posture/training.yml", "before: 365}", "before: soon}", "a number of days"),
    ],
)
def test_a_slip_in_what_ties_records_is_told(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    shutil.copytree(KINDS, tmp_path / "kinds")
    path = tmp_path / "kinds" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    said = Office(tmp_path / "office", kinds=tmp_path / "kinds").ingest("template", "complaints", code=2).err
    assert says in said, said
