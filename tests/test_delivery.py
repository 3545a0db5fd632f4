"""Files that come together: a check says what a load then does, and one delivery says twice what it wants."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rooms import Office, tree

LINKED = """title: Force in two files
dates: YYYY-MM-DD
files: {force: {name: force*}, people: {name: people*}}
tables:
  use_of_force: {rows: {file: force}, incident_number: no, occurred_date: day, district: area}
  use_of_force_subjects: {rows: {file: people}, incident_number: no, subject_number: who, gender: sex}
"""
PEOPLE = [{"no": f"{n}", "who": f"S-{n}", "sex": "Male"} for n in range(1, 13)]
FORCE = [{"no": f"{n}", "day": "2024-03-09", "area": "North"} for n in range(1, 13)]
BY = ("--by", "Ana Ruiz")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd", force=LINKED)
    office.file("force.csv", FORCE)
    office.file("people.csv", PEOPLE)
    return office


def test_linked_files_are_checked_as_they_would_be_loaded(office: Office) -> None:
    checked = office.check(office.files, "--agency", "test-pd")
    assert not (office.data / "register.db").exists() and not (office.data / "received").exists()
    loaded = office.load(office.files, "--agency", "test-pd")
    for one, other in zip(checked, loaded, strict=True):
        assert {**one, "load": 0} == {**other, "load": 0}
    assert [one["outcomes"]["new"] for one in checked] == [12, 12]
    before = tree(office.data)
    office.file("force.csv", [*FORCE, FORCE[0] | {"no": "13"}])
    office.file("people.csv", [*PEOPLE, PEOPLE[0] | {"no": "13"}, PEOPLE[0] | {"no": "99"}])
    added = office.check(office.files, "--agency", "test-pd", code=1)
    assert [one["outcomes"]["new"] for one in added] == [1, 1] and added[1]["outcomes"]["rejected"] == 1
    assert tree(office.data) == before, "nothing was written"


def test_what_one_delivery_says_twice_needs_no_reason(office: Office) -> None:
    """Files of one feed fill one record; only what was there before the delivery is changed by it."""
    one = office.file("force-1.csv", FORCE)
    two = office.file("force-2.csv", [row | {"area": "South"} for row in FORCE])
    office.ingest("load", one, two, "--agency", "test-pd", *BY)
    assert {row["district"] for row in office.rows("use_of_force")} == {"South"}
    said = office.ingest("load", office.file("force-3.csv", FORCE), "--agency", "test-pd", *BY, code=2).err
    assert "[reason-needed]" in said and "12 rows would change records" in said
    assert {row["district"] for row in office.rows("use_of_force")} == {"South"}
    [checked] = office.check(office.files / "force-3.csv", "--agency", "test-pd")
    assert checked["outcomes"]["changed"] == 12


def test_a_folder_of_folders_is_read_through(office: Office) -> None:
    for name in ("force.csv", "people.csv"):
        (office.files / "by-kind" / name[:2]).mkdir(parents=True, exist_ok=True)
        (office.files / name).rename(office.files / "by-kind" / name[:2] / name)
    (office.files / ".hidden").mkdir()
    (office.files / ".hidden" / "force.csv").write_text("not,ours\n")
    assert len(office.load(office.files, "--agency", "test-pd")) == 2


@pytest.mark.parametrize("command", ["check", "load", "diff"])
def test_what_is_refused_is_told_a_machine_too(office: Office, command: str) -> None:
    bad = office.file("force.csv", [FORCE[0] | {"day": "someday"}])
    by = BY if command == "load" else ()
    said = office.ingest(command, bad, "--agency", "test-pd", *by, "--json", code=2)
    problems = json.loads(said.out)["problems"]
    assert [one["code"] for one in problems] == ["date", "too-many"]
    assert (problems[0]["where"], problems[0]["line"], problems[0]["column"]) == ("force.csv", 2, "day")
    assert all(one["says"] in said.err and one["do"] in said.err for one in problems)


def test_a_folder_that_was_named_is_named_before_the_next_step(office: Office) -> None:
    words = "Add this to each command above: --data"
    bad = office.file("force.csv", [*FORCE, FORCE[0] | {"no": "14", "day": "someday"}])
    command = ("ingest", "load", bad, "--agency", "test-pd", *BY)
    aside = office.run(*command, code=1)
    assert "ingest rejects 1" in aside.out and f"{words} {office.data}" in aside.err
    assert words not in office.run(*command, "--json", code=None).err, "a machine knows where it works"
