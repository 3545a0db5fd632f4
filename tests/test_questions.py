"""Every saved question, asked through its public door, against plain Python over the files that clerks sent.

A twin has the question's name and says its rule in words. It reads the messy files by itself (clerks*.py), counts them
(questions_*.py), and must come to the same rows, cell for cell, for all, for each agency and year, and for none.
"""

from __future__ import annotations

import csv
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
import questions_complaints
import questions_elections
import questions_force
import questions_readiness
from clerks import RELEASED, ROOT, Record
from counting import Line, Town
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rooms import SAMPLE_DAY, SAMPLE_ORDER

Twin = Callable[[Town, str, str], list[Line]]
MODULES = (questions_force, questions_complaints, questions_elections, questions_readiness)
TESTS = ROOT / "tests"
YEARS = ("2021", "2022", "2023", "2024", "2025")
_PUBLIC = {  # table -> its records in the files, and the columns that both sides call by one name
    "use_of_force": ("incidents", ("agency_id", "occurred_year", "review_outcome", "was_arrest_made")),
    "use_of_force_subjects": ("people", ("agency_id", "injury_level", "was_arrested", "subject_type")),
    "use_of_force_applications": ("uses", ("agency_id", "force_type", "force_class")),
    "complaints": ("complaints", ("agency_id", "received_year", "complaint_status", "finding")),
    "complaint_allegations": ("allegations", ("allegation_category", "finding", "finding_group", "discipline")),
    "polling_places": ("places", ("agency_id", "is_closed", "is_drop_box", "is_accessible", "polling_place_type")),
    "election_posture": ("posture", ("agency_id", "scope", "posture_level", "requested_by")),
    "election_incidents": ("events", ("agency_id", "incident_type", "severity", "response", "was_force_used")),
    "polling_place_dispatches": ("dispatches", ("agency_id", "dispatch_reason")),
    "election_preparedness": ("steps", ("agency_id", "scope", "preparedness_item", "preparedness_status")),
    "engagement_events": ("meetings", ("agency_id", "held_year", "engagement_type")),
    "training": ("courses", ("agency_id", "start_year", "training_topic")),
    "rumor_control": ("rumors", ("agency_id", "rumor_topic", "rumor_status")),
    "denominators": ("denominators", ("agency_id", "measure", "period_year")),
}  # fmt: skip
COLUMNS = [(table, column) for table, (_, columns) in _PUBLIC.items() for column in columns]


def _twins(module: ModuleType) -> dict[str, Twin]:
    """A module's own public functions."""
    own = {name: one for name, one in vars(module).items() if callable(one) and not name.startswith("_")}
    return {name: one for name, one in own.items() if getattr(one, "__module__", "") == module.__name__}


TWINS = {name: twin for module in MODULES for name, twin in _twins(module).items()}


@pytest.fixture(scope="module")
def town(sample_files: Path) -> Town:
    """What the files say."""
    return Town(sample_files)


@pytest.fixture(scope="module")
def records(release: Path) -> Iterator[sqlite3.Connection]:
    """The released file itself, its rows as plain tuples."""
    with closing(sqlite3.connect(f"file:{release}/records.db?mode=ro", uri=True)) as connection:
        yield connection


def ask(web: httpx.Client, name: str, agency: str, year: str) -> list[Line]:
    """A question's rows as the portal gives them to a program."""
    answer = web.get(f"/records/{name}.json", params={"agency": agency, "year": year}).raise_for_status().json()
    assert not answer.get("error") and not answer["truncated"], answer.get("error")
    return [tuple(row) for row in answer["rows"]]


def asked(agencies: list[str]) -> Iterator[tuple[str, str]]:
    """All; each agency; each year; each agency in each year; and what nobody ever sent."""
    yield from (("", ""), ("nobody", ""), ("", "1999"))
    yield from ((agency, "") for agency in agencies)
    yield from (("", year) for year in YEARS)
    yield from ((agency, year) for agency in agencies for year in YEARS)


def test_every_question_has_a_twin(records: sqlite3.Connection) -> None:
    assert RELEASED == SAMPLE_DAY
    assert set(TWINS) == {name for (name,) in records.execute("select name from _questions")}


@pytest.mark.parametrize("name", sorted(TWINS))
def test_a_question_says_what_the_files_say(
    name: str, web: httpx.Client, records: sqlite3.Connection, town: Town
) -> None:
    sql = records.execute("select sql from _questions where name = ?", [name]).fetchone()[0]
    for agency, year in asked(sorted(town.names)):
        said = TWINS[name](town, agency, year)
        assert records.execute(sql, {"agency": agency, "year": year}).fetchall() == said, (agency, year)
        if not (agency and year):  # for pairs, see the files of answers below
            assert ask(web, name, agency, year) == said, (agency, year)


@pytest.mark.parametrize("name", sorted(TWINS))
def test_a_question_about_the_sample_is_not_empty(name: str, town: Town) -> None:
    """A twin that counts nothing would agree with a question that counts nothing."""
    lines = TWINS[name](town, "", "")
    assert sum(bool(any(isinstance(cell, (int, float)) and cell for cell in line[1:])) for line in lines) > 2
    assert TWINS[name](town, "", "2024") != lines != TWINS[name](town, "nobody", "")


# Counts of a column, on the page, in SQL and in the files


def told(town: Town, table: str, column: str) -> Counter[Any]:
    """How often the files say each value of a column."""
    said = getattr(town, _PUBLIC[table][0])
    rows: list[Record] = said[0] if isinstance(said, tuple) else list(said.values()) if isinstance(said, dict) else said
    if column.endswith("_year"):
        return Counter(row["year"] for row in rows)
    return Counter(row["agency" if column == "agency_id" else column] for row in rows)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.sampled_from(COLUMNS))
def test_every_count_of_a_column_is_that_of_its_sql_and_of_the_files(
    where: tuple[str, str], web: httpx.Client, records: sqlite3.Connection, town: Town
) -> None:
    table, column = where
    counted = Counter(dict(records.execute(f"select [{column}], count(*) from [{table}] group by 1").fetchall()))
    page = web.get(f"/records/{table}.json", params={"_facet": column, "_size": 1}).raise_for_status().json()
    shown = {one["value"]: one["count"] for one in page["facet_results"][column]["results"] if one["count"]}
    assert shown == counted == told(town, table, column), where


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(TWINS)),
    agency=st.sampled_from(["", *SAMPLE_ORDER]),
    year=st.sampled_from(["", *YEARS, "2027"]),
)
def test_a_file_of_an_answer_holds_what_the_files_say(
    name: str, agency: str, year: str, web: httpx.Client, town: Town
) -> None:
    """The CSV that a reader downloads, cell by cell; empty where there is no number."""
    body = web.get(f"/records/{name}.csv", params={"agency": agency, "year": year}).raise_for_status().text
    rows = list(csv.reader(body.splitlines()))[1:]
    said = TWINS[name](town, agency, year)
    assert [[_number(cell) for cell in row] for row in rows] == [[_number(cell) for cell in line] for line in said]


def _number(cell: object) -> object:
    """A cell as a number if it is one, so that 12 and 12.0 are one."""
    try:
        return float(str(cell))
    except ValueError:
        return "" if cell is None else str(cell)


def test_twins_know_nothing_of_the_program() -> None:
    """They read with the standard library, python-calamine and the code lists, and know neither SQL nor YAML."""
    for path in sorted(one for name in ("clerks*", "questions_*", "counting") for one in TESTS.glob(f"{name}.py")):
        text = path.read_text(encoding="utf-8")
        for word in ("from ingest", "import ingest", "from publish", "import publish", "sqlite3", "yaml", "select "):
            assert word not in text.casefold(), f"{path.name}: {word}"
