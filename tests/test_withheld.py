"""What may not be shown is told apart from what nobody wrote down: on every page, and among the changes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import httpx
import pytest
from conftest import serving
from rooms import KINDS, Office, rows

PLACES = """title: Places
tables:
  elections: {date: day, state: st}
  polling_places: {polling_place_number: no, name: name, has_resident_security: own, release_on: when}
"""
FORCE = """title: Force
tables:
  use_of_force: {incident_number: no, occurred_date: day, location_block: block}
"""
PLACE = {"no": "1", "day": "2024-11-05", "st": "NC", "name": "Oak Hall", "own": "yes", "when": "2024-12-01"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-office", polling_places=PLACES)
    office.agency("test-pd", "protected", use_of_force=FORCE)
    office.load(
        office.file("p.csv", [PLACE, PLACE | {"no": "2", "name": "Elm Hall", "own": ""}]), "--agency", "test-office"
    )
    force = {"no": "7", "day": "2024-03-09", "block": "100 block of Oak St"}
    office.load(office.file("f.csv", [force]), "--agency", "test-pd")
    return office


def page(folder: Path, table: str, *wanted: str) -> str:
    """The pages of some records, or of a table where none is named, as text with their links."""
    with serving(folder) as address:
        got = [httpx.get(f"{address}/records/{table}/{key}".rstrip("/"), timeout=30) for key in wanted or ("",)]
    assert all(one.status_code == 200 for one in got)
    return " ".join(" ".join(one.text for one in got).split())


def fact(html: str, title: str) -> str:
    """What a record page says under a title."""
    found = re.search(rf"<dt>{title}</dt>\s*<dd>(.*?)</dd>", html)
    assert found, f"{title} is not told"
    return re.sub(r"<[^>]+>", "", found[1]).replace("\xa0", " ").strip()


def test_a_value_that_waits_says_until_when_and_then_what_it_was(office: Office) -> None:
    folder = office.release("2024-11-06")
    key, empty = (row["polling_place_id"] for row in rows(folder / "records.db", "polling_places", "name DESC"))
    assert fact(page(folder, "polling_places", key), "Has its own security").startswith("withheld: until Dec 1, 2024")
    folder = office.release("2024-12-02")
    assert fact(page(folder, "polling_places", key), "Has its own security").startswith("Yes")
    assert "Has its own security" in fact(page(folder, "polling_places", empty), '<span class="nr">not recorded</span>')
    [change] = [row for row in rows(folder / "records.db", "changes") if row["record_table"] == "polling_places"]
    assert (change["value_before"], change["value_now"]) == ("withheld until December 1, 2024", "Yes")
    assert (change["changed_date"], change["reason_given"], change["change_origin"]) == (
        "2024-12-01",
        "day_came",
        "portal",
    )
    told = page(folder, "changes", change["change_id"])
    assert fact(told, "Column") == "Has its own security", "columns go by their titles"
    assert fact(told, "Reason").startswith("Its day came") and ">has_resident_security<" not in told
    listed = page(folder, "changes")
    assert f'href="/records/polling_places/{key}"' in listed, "the key leads to the record itself"
    assert "Polling places" in listed and ">polling_places<" not in listed, "tables go by their titles"


def test_what_a_profile_withholds_is_not_said_to_be_missing(office: Office) -> None:
    folder = office.release("2024-11-06")
    [row] = rows(folder / "records.db", "use_of_force")
    assert row["location_block"] is None
    assert fact(page(folder, "use_of_force", row["incident_id"]), "Block").startswith("withheld: personal privacy")


BARE = """title: Force
tables:
  use_of_force: {incident_number: no, occurred_date: day}
  use_of_force_officers: {officer_number: badge}
"""
FULL = """title: Force
tables:
  use_of_force: {incident_number: no, occurred_date: day, location_block: block}
  use_of_force_officers: {officer_number: badge, race: race}
"""


def test_only_what_an_agency_gives_is_said_to_be_withheld(tmp_path: Path) -> None:
    """Who never sends a column has it not recorded; who does has it withheld in every row, also in an empty one."""
    office = Office(tmp_path)
    office.agency("bare-pd", "protected", use_of_force=BARE)
    office.agency("full-pd", "protected", use_of_force=FULL)
    force = {"no": "7", "day": "2024-03-09", "badge": "5", "block": "100 block of Oak St", "race": "white"}
    office.load(office.file("b.csv", [{name: force[name] for name in ("no", "day", "badge")}]), "--agency", "bare-pd")
    rest = [force | {"no": str(number), "race": ""} for number in range(8, 30)]
    office.load(office.file("f.csv", [force, *rest, force | {"no": "30", "block": ""}]), "--agency", "full-pd")
    folder = office.release("2024-11-06")
    incidents = {row["incident_id"]: row for row in rows(folder / "records.db", "use_of_force")}
    for key, incident in incidents.items():
        html = page(folder, "use_of_force", key) if incident["agency_id"] == "bare-pd" else ""
        if html:
            assert "Block" in fact(html, '<span class="nr">not recorded</span>')
            assert "personal privacy" not in html and 'data-l="What">Address' not in html
    empty = next(key for key, one in incidents.items() if one["agency_id"] == "full-pd")
    assert fact(page(folder, "use_of_force", empty), "Block").startswith("withheld: personal privacy")
    officers = rows(folder / "records.db", "use_of_force_officers")
    assert {row["race"] for row in officers if row["agency_id"] == "bare-pd"} == {None}
    assert {row["race"] for row in officers if row["agency_id"] == "full-pd"} == {"suppressed"}, "and not row by row"
    assert {row["gender"] for row in officers} == {None}
    told = {
        (row["agency_id"], row["value"], row["people"])
        for row in rows(folder / "records.db", "use_of_force_officers_counts")
        if row["characteristic"] == "race"
    }
    assert ("bare-pd", None, None) in told and ("full-pd", None, None) in told
    assert not any(value == "not_reported" for _, value, _ in told), "nobody said that a form asked for it"
    assert {value for agency, value, _ in told if agency == "bare-pd"} == {None}
    counted = page(folder, "use_of_force_officers_counts")
    assert "not recorded" in counted and "Not reported" not in counted


def test_the_sample_blames_no_agency_for_what_it_never_sent(release: Path, sample_room: Path, portal: str) -> None:
    register = rows(sample_room / "register.db", "complaint_allegations")
    silent = {row["agency_id"] for row in register} - {row["agency_id"] for row in register if row["officer_race"]}
    key = next(row["allegation_id"] for row in register if row["agency_id"] in silent)
    html = httpx.get(f"{portal}/records/complaint_allegations/{key}", timeout=30).text
    missing = fact(" ".join(html.split()), '<span class="nr">not recorded</span>')
    assert "Officer’s race" in missing or "Officer&#39;s race" in missing
    assert "personal privacy" not in html


def test_each_withheld_column_gives_its_own_reason(portal: str, release: Path) -> None:
    """Staffing and times are withheld for the safety of police work, people for privacy; nothing lacks a reason."""
    columns = {(row["table_name"], row["name"]): row for row in rows(release / "records.db", "_columns")}
    for (table, name), column in columns.items():
        if column["is_withheld"] or column["waits_for"] or column["is_protected"]:
            assert column["basis"] and column["basis_es"] and column["basis"] != column["basis_es"], (table, name)
    key = rows(release / "records.db", "polling_place_dispatches")[0]["dispatch_id"]
    html = httpx.get(f"{portal}/records/polling_place_dispatches/{key}", timeout=30).text
    why = dict(re.findall(r'data-l="What">(.*?)</th>.*?data-l="Why"><span>(.*?)</span>', html))
    assert why["Officers sent, exact"] == why["Arrived, exact"] == "Safety of police work. It is shown less exactly."
    key = rows(release / "records.db", "complaints")[0]["complaint_id"]
    html = httpx.get(f"{portal}/records/complaints/{key}", timeout=30).text
    why = dict(re.findall(r'data-l="What">(.*?)</th>.*?data-l="Why"><span>(.*?)</span>', html))
    assert why and all(one.startswith("Personal privacy.") for one in why.values())


def test_a_reason_that_no_list_knows_is_told_with_its_file(tmp_path: Path) -> None:
    shutil.copytree(KINDS, tmp_path / "kinds")
    path = tmp_path / "kinds" / "election_posture" / "resource_allocations.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("basis: operational_security", "basis: secret", 1))
    said = Office(tmp_path / "office", kinds=tmp_path / "kinds").ingest("template", "complaints", code=2).err
    assert "resource_allocations.yml" in said and 'basis is "secret"' in said and "operational_security" in said


def test_nobody_can_say_by_hand_that_a_day_came(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.agency("test-pd", use_of_force=FORCE)
    path = office.file("f.csv", [{"no": "7", "day": "2024-03-09", "block": "100 block of Oak St"}])
    said = office.ingest("load", path, "--agency", "test-pd", "--by", "Ana", "--reason", "day-came", code=2).err
    assert "[no-reason]" in said and "late-filing" in said and "redaction, day" not in said


def test_a_quarter_is_told_in_words(portal: str, release: Path) -> None:
    listed = rows(release / "records.db", "coverage")
    key, period = next(
        (row["coverage_id"], row["reporting_period"]) for row in listed if "-Q" in row["reporting_period"]
    )
    html = httpx.get(f"{portal}/records/coverage/{key}", timeout=30).text
    nth = ("first", "second", "third", "fourth")[int(period[-1]) - 1]
    assert f"{nth} quarter of {period[:4]}" in html and f">{period}<" not in html
