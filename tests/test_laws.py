"""The laws that come with the project: each row says which law, where and when it was read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from rooms import KINDS, ROOT, Office, Row, example, read_csv, rows

from ingest import template
from ingest.declare import load_kinds

NAME = "police_presence_laws"
SENDER = "record-room-laws"
FILE = ROOT / "agencies" / SENDER / "laws" / f"{NAME}.csv"
TABLE = load_kinds(KINDS).tables[NAME]

BROKEN: dict[str, Row] = {
    "no_citation": {"Law": ""},
    "no_source_address": {"Address of the source": ""},
    "source_address_not_safe": {"Address of the source": "http://laws.example/9-1"},
    "no_checked_date": {"Read on": ""},
    "checked_in_future": {"Read on": "2999-01-01"},
    "distance_without_rule": {"Rule in state law": "not_specified", "Legal distance in feet": "100"},
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A room whose agencies are the project's own, with the laws loaded as a person loads them."""
    made = Office(tmp_path_factory.mktemp("laws"))
    made.agencies = ROOT / "agencies"
    [said] = made.load(NAME.replace("_", "-"), FILE, "--agency", SENDER, code=0)
    assert said["problems"] == [] and said["outcomes"]["new"] == said["rows"] == len(read_csv(FILE))
    return made


def test_the_file_is_our_own_template_filled_in() -> None:
    kinds = load_kinds(KINDS)
    assert list(read_csv(FILE)[0]) == [column.title for column in template.columns(TABLE, kinds)]


def test_every_law_is_cited_with_its_page_and_day(office: Office) -> None:
    for law in office.rows(NAME):
        name = law["law_number"]
        assert law["citation"] and law["source_title"], name
        assert re.fullmatch(r"https://[\w-]+(\.[\w-]+)+/\S+", law["source_url"]), name
        assert date(2026, 11, 24) <= date.fromisoformat(law["checked_date"]) <= date.today(), name
        assert law["presence_rule"] not in (None, "unmapped", "unknown", "not_reported"), name


def test_no_state_stands_twice_and_each_is_a_state(office: Office) -> None:
    states = [law["state"] for law in office.rows(NAME)]
    assert len(states) == len(set(states))
    assert all(re.fullmatch("[A-Z]{2}", state) for state in states)


def test_a_distance_is_given_only_where_the_law_gives_one(office: Office) -> None:
    laws = {law["state"]: law for law in office.rows(NAME)}
    assert {state for state, law in laws.items() if law["legal_buffer_ft"]} == {"NJ", "PA"}
    assert {state for state, law in laws.items() if law["presence_rule"] == "federal_forces_barred"} == {"US"}


READ = {"US", "PA", "NJ", "CA", "AL", "CT", "AR", "AK", "AZ", "CO"}  # by the standard that the project began with


def test_no_law_is_told_that_was_not_read(office: Office) -> None:
    assert {law["state"] for law in office.rows(NAME)} == READ


def test_a_release_shows_every_law_with_its_page(office: Office) -> None:
    shown = rows(office.release() / "records.db", NAME)
    held = office.rows(NAME)
    assert {law["state"]: law["source_url"] for law in shown} == {law["state"]: law["source_url"] for law in held}
    assert {law["agency_id"] for law in shown} == {SENDER}


@pytest.mark.parametrize("rule", [rule.name for rule in TABLE.rules])
def test_every_rule_sets_its_row_aside_and_says_why(tmp_path: Path, rule: str) -> None:
    own = Office(tmp_path)
    own.agency("test-laws")
    good = example(TABLE, own.kinds)
    bad = good | {"Short name": "XX-2"} | BROKEN[rule]
    [said] = own.load(NAME, own.file("laws.csv", [good, bad]), "--agency", "test-laws", code=1)
    assert [(problem["line"], problem["code"]) for problem in said["problems"]] == [(3, "rule")]
    words = next(one for one in TABLE.rules if one.name == rule)
    assert words.says in str(said["problems"]) and words.do in str(said["problems"])
    assert len(own.rows(NAME)) == 1
