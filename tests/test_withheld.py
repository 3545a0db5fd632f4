"""What may not be shown is told apart from what nobody wrote down: on every page, and among the changes."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from conftest import serving
from rooms import Office, rows

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
    assert (change["value_before"], change["value_now"]) == ("withheld", "Yes")
    listed = page(folder, "changes")
    assert f'href="/records/polling_places/{key}"' in listed, "the key leads to the record itself"
    assert "Polling places" in listed and ">polling_places<" not in listed, "tables go by their titles"


def test_what_a_profile_withholds_is_not_said_to_be_missing(office: Office) -> None:
    folder = office.release("2024-11-06")
    [row] = rows(folder / "records.db", "use_of_force")
    assert row["location_block"] is None
    assert fact(page(folder, "use_of_force", row["incident_id"]), "Block").startswith("withheld: personal privacy")
