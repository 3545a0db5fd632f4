"""Polling places of eight more states, and the odder files on elections: counted apart from our reader, then compared.

The files stand beside the repository; see `test_real_files.py`, which says what happens where they are absent.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import needed
from python_calamine import CalamineWorkbook
from rooms import ROOT, Office, Row, read_csv
from test_other_force import every_row_has_one_outcome, loaded, unmapped

REAL = ROOT.parent / "shared" / "data" / "real"
Place = tuple[str, ...]


def text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def sheet(path: Path) -> list[list[str]]:
    """The first sheet of a workbook, by calamine alone."""
    return [[text(cell) for cell in row] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]


def places(office: Office, agency: str) -> list[Row]:
    return [row for row in office.rows("polling_places") if row["agency_id"] == agency]


def by_day(rows: Iterable[Row]) -> Counter[str]:
    return Counter(str(row["election_id"])[:10] for row in rows)


# Lists as text.


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return loaded("election-polling-text", tmp_path_factory)


def test_every_row_of_the_lists_has_one_outcome(lists: Office) -> None:
    every_row_has_one_outcome(lists, 9_603)


def test_nebraska_has_places_and_no_mail(lists: Office) -> None:
    days, mail = Counter[str](), 0
    for path in sorted((REAL / "election-polling-text").glob("List*")):
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                if re.search(r"\bmail", row["text_name"], re.I):
                    mail += 1
                else:
                    month, day, year = row["date_election"].split()[0].split("/")
                    days[f"{year}-{month.zfill(2)}-{day.zfill(2)}"] += 1
    found = places(lists, "nebraska-sos")
    assert by_day(found) == days and sum(days.values()) == 4_591
    assert sum(load["ignored"] for load in lists.rows("_loads")) == mail == 153
    assert [row["name"] for row in found if "^^" in row["name"]], "footnote marks stay"
    assert {row["structured_zip"] for row in found} >= {"6851"}, "a zip code that stands in the wrong column is found"


def test_arkansas_of_two_elections(lists: Office) -> None:
    source = read_csv(REAL / "election-polling-text" / "Polling Places 10-8.csv")
    found = places(lists, "arkansas-sos")
    assert len(found) == len({tuple(row.values()) for row in source}) == 967
    states = Counter(row["cde_state"] for row in source)
    assert Counter(row["structured_state"] for row in found) == {"AR": states["AR"], None: states["AS"] + states[""]}
    source = read_csv(REAL / "election-polling-text" / "AR_2012-11-06.csv")
    spots = defaultdict(set)
    for row in source:
        spots[row["Polling Location Name"], row["Polling Location Address"]].add(row["Precinct Name"])
    found = places(lists, "arkansas-clerks")
    assert len(found) == len(spots) == 1_395
    assert sum(len(json.loads(row["precincts"])) for row in found) == sum(map(len, spots.values()))
    bare = {name for name, address in spots if address.strip() == "AR 0"}
    assert {row["name"] for row in found if row["address_line"] is None} == bare


def test_north_dakota_and_alaska(lists: Office) -> None:
    source = read_csv(REAL / "election-polling-text" / "Precincts.csv")
    names = ("County", "Polling Location", "Address", "City", "Zip Code", "Polling Hours")
    found = places(lists, "north-dakota-sos")
    assert len(found) == len({tuple(row[name] for name in names) for row in source}) == 112
    assert {row["structured_state"] for row in found} == {"ND"} != {row["State"] for row in source}
    assert {row["hours"] or "" for row in found} == {row["Polling Hours"] for row in source}
    source = read_csv(REAL / "election-polling-text" / "ak_polling_places_2020-11-03.csv")
    found = places(lists, "alaska-doe")
    assert len(found) == len({(row["LOCATION"], row["ADDRESS"]) for row in source}) == 417
    assert by_day(found) == {"2020-11-03": 417}


# Workbooks.


def states(folder: str, columns: dict[str, tuple[str, ...]], missing: str = "") -> dict[str, set[Place]]:
    """File name -> the distinct places in it, told by these columns; a header that stands twice is `NAME 2`."""
    made: dict[str, set[Place]] = {}
    for path in sorted((REAL / "election-polling-workbooks-a" / folder).rglob("*.xls*")):
        rows = sheet(path)
        if "10.17.18" in path.name:
            rows.insert(0, ["NM_NAME", "NM_NAME", "AD_STR1", "AD_STR2", "AD_CITY", "AD_ZIP5", *[""] * 6])
        header = [name.upper() for name in rows[0]]
        header = [f"{name} 2" if name in header[:place] else name for place, name in enumerate(header)]
        spots = {name: next((header.index(one) for one in ones if one in header), -1) for name, ones in columns.items()}
        made[path.name] = {
            tuple("" if at < 0 or re.fullmatch(missing, row[at].strip()) else row[at].strip() for at in spots.values())
            for row in rows[1:]
        }
    return made


def test_connecticut_with_and_without_headers(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = Office(tmp_path_factory.mktemp("connecticut"))
    folder = REAL / "election-polling-workbooks-a" / "connecticut"
    needed(folder.is_dir(), f"the real files of Connecticut are not at hand: {folder}")
    office.agencies = ROOT / "agencies"
    office.load(*sorted(folder.rglob("*.xls*")))
    columns = {"town": ("NM_NAME", "TOWN"), "name": ("NM_NAME 2", "POLL PLACE NAME"), "zip": ("AD_ZIP5", "ZIP5")}
    columns |= {"one": ("AD_STR1", "STREET ADDRESS"), "two": ("AD_STR2",), "city": ("AD_CITY", "CITY")}
    spots = states("connecticut", columns, "-{6,7}|-{50}")
    loads = {load["file_name"]: load["new"] for load in office.rows("_loads")}
    assert loads == {name: len(found) for name, found in spots.items()}
    assert len(office.rows("polling_places")) == sum(map(len, spots.values())) == 3_499
    zips = Counter(len(row["structured_zip"] or "") for row in office.rows("polling_places"))
    assert zips[4] and zips[5], "2012 has lost its zeros, and nobody guessed them"
    assert not [row for row in office.rows("polling_places") if "---" in str(row["address_line"])]


def test_rhode_island_under_changing_headers(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = Office(tmp_path_factory.mktemp("rhode"))
    folder = REAL / "election-polling-workbooks-a" / "rhode_island"
    needed(folder.is_dir(), f"the real files of Rhode Island are not at hand: {folder}")
    office.agencies = ROOT / "agencies"
    office.load(*sorted(folder.rglob("*.xls*")))
    columns = {"town": ("CITY/TOWN",), "name": ("POLLING PLACE NAME", "POLLING PLACE"), "zip": ("ZIPCODE", "ZIP")}
    columns |= {"number": ("STREET NUMBER", "NUMBER"), "street": ("STREET NAME", "ADDRESS")}
    spots = states("rhode_island", columns)
    loads = {load["file_name"]: load["new"] for load in office.rows("_loads")}
    assert loads == {name: len(found) for name, found in spots.items()}
    assert len(office.rows("polling_places")) == sum(map(len, spots.values())) == 2_368
    assert "WWONSOCKET" not in {row["county"] for row in office.rows("polling_places")}


def test_georgia_by_its_numbers(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = REAL / "election-polling-workbooks-a" / "georgia"
    needed(folder.is_dir(), f"the real files of Georgia are not at hand: {folder}")
    office = Office(tmp_path_factory.mktemp("georgia"))
    office.agencies = ROOT / "agencies"
    [path] = folder.rglob("*.xlsx")
    office.load(path)
    header, *rows = sheet(path)
    number, early = header.index("Vote Center ID"), header.index("Advanced Polling Place")
    wanted = {row[number]: int(row[early] == "Yes") for row in rows}
    found = {row["polling_place_number"]: row["is_early_voting"] for row in office.rows("polling_places")}
    assert found == wanted and len(wanted) == 2_431


# Lists of other things.


def test_pennsylvania_has_67_offices_in_1465_rows(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = loaded("election-dropoff-pa", tmp_path_factory)
    source = read_csv(REAL / "election-dropoff-pa" / "PA.csv")
    every_row_has_one_outcome(office, len(source))
    found = office.rows("polling_places")
    assert {(row["county"], row["address_line"]) for row in found} == {
        (row["county"], row["address"]) for row in source
    }
    assert (len(source), len(found)) == (1_465, 67)


def test_brazils_answers_keep_their_letters(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = loaded("election-rumors-brazil-tse", tmp_path_factory)
    [path] = (REAL / "election-rumors-brazil-tse").glob("*.xlsx")
    _, header, *rows = sheet(path)
    assert header[:5] == ["ID", "Title", "Date", "Link", "Text"]
    found = {row["rumor_number"]: row for row in office.rows("rumor_control")}
    assert {key: (row["claim_summary"], row["fact_statement"]) for key, row in found.items()} == {
        row[0]: (row[1], row[4] or None) for row in rows
    }
    assert {key: row["first_published_at"][:10] for key, row in found.items()} == {row[0]: row[2] for row in rows}
    assert sum(row["fact_statement"] is None for row in found.values()) == 28


def test_uppsalas_events(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = loaded("election-violence-deco", tmp_path_factory)
    source = read_csv(REAL / "election-violence-deco" / "DECO_v.1.0.csv")
    every_row_has_one_outcome(office, len(source))
    days = {}
    for row in source:
        month, day, year = row["date_start"].split("/")
        days[row["id"]] = f"{year}-{month.zfill(2)}-{day.zfill(2)}"
    found = office.rows("election_incidents")
    assert {row["election_incident_number"]: row["occurred_date"] for row in found} == days
    kinds = Counter(row["electoral_type"] for row in source if row["electoral_type"])
    assert unmapped(found, "incident_type") == kinds, "numbers without their code book are nobody's guess"


def test_texas_counties_stand_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = loaded("election-voting-machines-texas", tmp_path_factory)
    source = read_csv(REAL / "election-voting-machines-texas" / "voting-machines.csv")
    every_row_has_one_outcome(office, len(source))
    kept = [row for row in source if row["COUNTY"] not in {"CRANE COUNTY", "JASPER COUNTY"}]
    distinct = {tuple(row.values()) for row in kept}
    found = office.rows("resource_allocations")
    assert len(found) == len(distinct) == 1_199
    assert sum(row["quantity_count"] for row in found) == sum(int(row[5]) for row in distinct)
    assert len({row["area"] for row in found}) == 254
