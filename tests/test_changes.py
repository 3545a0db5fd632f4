"""A release tells what it shows otherwise than the one before, with the reason, and nothing that was never public."""

from __future__ import annotations

from pathlib import Path

import pytest
from rooms import Office, Row, rows
from test_acts import BY, EVENT, FORCE

FACTS = ("record_table", "record_column", "value_before", "value_now", "change_origin", "reason_given")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd", use_of_force=FORCE)
    office.load(office.file("a.csv", [EVENT, EVENT | {"no": "2", "area": "S"}]))
    return office


def changes(office: Office) -> list[Row]:
    return rows(office.release() / "records.db", "changes", "change_id")


def facts(told: list[Row]) -> set[tuple[str, ...]]:
    return {tuple(row[name] for name in FACTS) for row in told}


def correct(office: Office, number: str, value: str, reason: str = "error-corrected") -> None:
    office.ingest("correct", "use-of-force", number, value, "--reason", reason, *BY)


def test_a_first_release_has_no_changes(office: Office) -> None:
    assert changes(office) == []


def test_later_files_and_corrections_are_told_with_their_reason_and_stay_told(office: Office) -> None:
    office.release()
    path = office.file("b.csv", [EVENT | {"area": "West", "race": "black"}, EVENT | {"no": "3"}])
    office.ingest("load", path, *BY, "--reason", "finding-finalised")
    correct(office, "2", "district=North")
    told = changes(office)
    force = {one for one in facts(told) if one[0] == "use_of_force"}
    assert force == {
        ("use_of_force", "district", "N", "West", "file", "finding_finalised"),
        ("use_of_force", "district", "S", "North", "hand", "error_corrected"),
    }
    assert {row["shown_since"] for row in told} == {"0002"}
    assert facts(changes(office)) >= force, "the next release, which changes nothing, still tells of them"
    assert {row["record_key"] for row in told if row["record_table"] == "use_of_force"} == {
        row["incident_id"] for row in office.rows("use_of_force") if row["incident_number"] in "12"
    }


def test_a_mistake_that_was_never_public_is_not_told(office: Office) -> None:
    correct(office, "1", "district=Mrs. Canary Smith")
    correct(office, "1", "district=North")
    folder = office.release()
    assert rows(folder / "records.db", "changes") == []
    assert b"Canary" not in (folder / "records.db").read_bytes()


def test_what_may_no_longer_be_shown_is_not_repeated(office: Office) -> None:
    correct(office, "1", "district=Canary Lane 7")
    office.release()
    correct(office, "1", "district=North", "redaction")
    folder = office.release()
    [row] = rows(folder / "records.db", "changes")
    assert (row["record_column"], row["value_before"], row["reason_given"]) == ("district", "withheld", "redaction")
    assert b"Canary" not in (folder / "records.db").read_bytes()
    correct(office, "2", "district=Canary Lane 8")
    office.release()
    correct(office, "2", "district=South")
    assert "Canary Lane 8" in {row["value_before"] for row in changes(office)}
    correct(office, "2", "district=", "redaction")
    folder = office.release()
    assert b"Canary" not in (folder / "records.db").read_bytes(), "earlier changes forget the value too"
    told = [row for row in rows(folder / "records.db", "changes") if row["record_column"] == "district"]
    assert {(row["value_before"], row["value_now"]) for row in told} == {("withheld", "withheld")}


def test_a_record_that_was_taken_back_is_told_of_without_its_facts(office: Office) -> None:
    office.load(office.file("b.csv", [EVENT | {"no": "3"}]))
    office.release()
    office.ingest("undo", 2, *BY)
    office.publish("stage", "--by", "Ana", "--fewer-rows-are-right", "--as-of", "2099-12-31")
    told = rows(office.data / "releases" / "staged" / "records.db", "changes")
    assert ("use_of_force", None, "withheld", "taken out") in {
        (row["record_table"], row["record_column"], row["value_before"], row["value_now"]) for row in told
    }


def test_an_agency_whose_every_load_was_undone_leaves_its_changes_behind(office: Office) -> None:
    office.release()
    correct(office, "2", "district=North")
    office.release()
    office.ingest("undo", 2, *BY)
    office.ingest("undo", 1, *BY)
    assert office.rows("agencies") == []
    office.publish("stage", "--by", "Ana", "--fewer-rows-are-right", "--as-of", "2099-12-31")
    told = rows(office.data / "releases" / "staged" / "records.db", "changes")
    assert {row["agency_id"] for row in told} == {None}, "nothing points to an agency that the release does not have"
    assert ("use_of_force", "district") in {(row["record_table"], row["record_column"]) for row in told}
