"""What an order takes out of releases, what stays consistent in them, and that nothing goes out before it is done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from killing import start
from rooms import Office, Row, rows
from test_acts import BY
from test_expunge import CANARY, ORDER, everything, release

FORCE = """title: Force
tables:
  use_of_force: {incident_number: no, occurred_date: day, district: area}
  use_of_force_applications: {force_type: how}
  use_of_force_officers: {officer_number: badge, is_on_duty: duty}
"""
EVENT = {"no": "1", "day": "2024-01-01", "area": "N", "how": "Taser", "badge": "7", "duty": "yes"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    complaints = "title: C\ntables:\n  complaints: {complaint_number: c, incident_number: no}\n"
    office.agency("test-pd", use_of_force=FORCE, complaints=complaints)
    office.agency("other-pd", use_of_force=FORCE)
    said = office.agencies / "test-pd" / "agency.yml"
    said.write_text(said.read_text() + "reports:\n  use_of_force: {every: month, due: 15, since: 2024-01}\n")
    hers = EVENT | {"no": "EXP-77", "area": f"{CANARY} one", "day": "2024-01-31"}
    office.load(office.file("a.csv", [EVENT, hers, EVENT | {"no": "2"}]), "--agency", "test-pd", code=None)
    office.load(office.file("b.csv", [EVENT, EVENT | {"no": "2"}]), "--agency", "other-pd", code=None)
    release(office)
    return office


def expunge(office: Office) -> None:
    office.ingest("expunge", "use-of-force", "EXP-77", "--agency", "test-pd", *ORDER)


def keys(office: Office) -> set[str]:
    [row] = [row for row in office.rows("use_of_force") if row["incident_number"] == "EXP-77"]
    return {str(row["incident_id"])}


def table(office: Office, name: str, number: int = 1) -> list[Row]:
    return rows(office.data / "releases" / f"{number:04}" / "records.db", name)


def test_every_count_of_a_purged_release_equals_its_rows(office: Office) -> None:
    expunge(office)
    office.publish("expunge")
    assert [row["records_count"] for row in table(office, "coverage") if row["records_count"]] == [2]
    assert {row["last_record_date"] for row in table(office, "coverage")} == {"2024-01-01", None}
    counts = {(row["agency_id"], row["rows"]) for row in table(office, "_sources")}
    assert counts == {("test-pd", 2), ("other-pd", 2)}
    assert all((office.data / "received").glob(f"??/{row['sha256']}.csv") for row in table(office, "_sources"))
    words = [list(row.values()) for row in table(office, "mappings")]
    assert sorted((row[1], row[-1]) for row in words if "Taser" in row) == [("other-pd", 2), ("test-pd", 2)]
    office.publish("verify")
    lines = [json.loads(line) for line in (office.data / "releases.jsonl").read_text().splitlines()]
    assert lines[-1]["release"] == 1 and lines[-1]["expunged"] > 1


def test_nothing_goes_out_before_releases_are_purged(office: Office) -> None:
    office.publish("stage", "--as-of", "2099-12-31", "--by", "Ana")
    expunge(office)
    assert "[expunge-pending]" in office.publish("release", "--by", "Sam", code=2).err, "what is staged holds it"
    assert "[expunge-pending]" in office.publish("stage", "--by", "Ana", code=2).err
    assert "still to be purged" in office.publish("status").out
    assert office.publish("status", "--json").json["to_be_purged"] == ["0001"]
    office.publish("expunge")
    assert CANARY not in everything(office.data)
    for number in (2, 3):
        assert release(office).name == f"{number:04}"
    assert "still" not in office.publish("status").out and "No release" in office.publish("expunge").out
    office.publish("verify")


def test_what_a_release_tells_of_changes_goes_too(office: Office) -> None:
    named = keys(office)
    office.load(office.file("other.csv", [EVENT | {"no": "3"}]), "--agency", "test-pd", code=None)
    office.ingest(
        "correct",
        "use-of-force",
        "EXP-77",
        f"district={CANARY} two",
        "--reason",
        "error-corrected",
        "--agency",
        "test-pd",
        *BY,
    )
    release(office)
    office.ingest("undo", 4, "--reason", "x", *BY)
    office.ingest("undo", 1, "--again", "--reason", "the wrong file", *BY)
    release(office)
    assert any(key in str(list(row.values())) for row in table(office, "changes", 3) for key in named), "it tells of it"
    expunge(office)
    office.publish("expunge")
    left = everything(office.data)
    assert CANARY not in left and not any(key in left for key in named)
    office.publish("verify")


def test_what_a_release_tells_of_who_pointed_to_it_goes_too(office: Office) -> None:
    named = keys(office)
    for number in ("2", "EXP-77", "2"):
        office.load("complaints", office.file("c.csv", [{"c": "C1", "no": number}]), "--agency", "test-pd")
        release(office)
    assert any(key in str(list(row.values())) for row in table(office, "changes", 4) for key in named), "it tells of it"
    expunge(office)
    office.publish("expunge")
    assert not any(key in everything(office.data) for key in named)
    office.publish("verify")


@pytest.mark.parametrize("point", ["publish.expunge:_take_out", "publish.manifest:write", "publish.expunge:flush"])
def test_a_kill_of_the_second_half_is_told_and_finished(office: Office, point: str) -> None:
    release(office)
    expunge(office)
    worker = start([("publish", ["expunge", "--data", str(office.data)])], point)
    assert worker.held.wait(60), point
    worker.kill()
    assert "still to be purged" in office.publish("status").out
    office.publish("expunge")
    assert CANARY not in everything(office.data)
    office.publish("verify")


@pytest.mark.parametrize("has_new", [True, False])
def test_a_kill_between_the_two_renames(office: Office, has_new: bool) -> None:
    expunge(office)
    whole = office.data / "releases" / "0001"
    worker = start([("publish", ["expunge", "--data", str(office.data)])], "publish.manifest:write")
    assert worker.held.wait(60)
    worker.kill()
    whole.replace(whole.with_name("0001.gone"))
    if not has_new:
        for path in whole.parent.glob("*.next"):
            path.replace(office.folder / "lost")
    assert ("still" in office.publish("status").out) is not has_new
    office.publish("expunge")
    assert CANARY not in everything(office.data) and [path.name for path in whole.parent.iterdir()] == ["0001"]
    office.publish("verify")
