"""Real published files: what the csv module counts, the register holds exactly, and every row is accounted for.

The files stand beside the repository, in ../shared/data/real. Where they are absent these tests are left out, and say
so; with RECORD_ROOM_REQUIRE_ALL=1 (set by .ci/run) they fail instead.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
from conftest import needed
from rooms import ROOT, Office, rows

REAL = ROOT.parent / "shared" / "data" / "real"


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Office]:
    """A room into which a real set was loaded with the project's own formats, once."""

    @cache
    def load(folder: str) -> Office:
        needed((REAL / folder).is_dir(), f"the real files of {folder} are not at hand: {REAL / folder}")
        office = Office(tmp_path_factory.mktemp(folder))
        office.agencies = ROOT / "agencies"
        office.load(REAL / folder, code=None)  # 1 where rows are set aside, and the tests below count those
        return office

    return load


def read(folder: str, pattern: str = "*.csv", encoding: str = "utf-8", delimiter: str = ",") -> list[dict[str, str]]:
    made = []
    for path in sorted((REAL / folder).glob(pattern)):
        with path.open(newline="", encoding=encoding) as file:
            made += list(csv.DictReader(file, delimiter=delimiter))
    return made


def every_row_has_one_outcome(office: Office, total: int) -> None:
    loads = office.rows("_loads")
    outcomes = ("new", "changed", "unchanged", "merged", "rejected", "ignored")
    for load in loads:
        assert sum(load[name] for name in outcomes) == load["rows"], load["file_name"]
    assert sum(load["rows"] for load in loads) == total
    assert len(office.rows("_rejects")) == sum(load["rejected"] for load in loads)


def test_seattle(rooms: Callable[[str], Office]) -> None:
    office, source = rooms("uof-seattle"), read("uof-seattle")
    every_row_has_one_outcome(office, len(source))
    assert len(source) == 11_661
    incidents = {row["Incident_Num"] for row in source}
    assert {row["incident_number"] for row in office.rows("use_of_force")} == incidents
    assert len(incidents) == len(office.rows("use_of_force")) == 11_080
    subjects = {(row["Incident_Num"], row["Subject_ID"]) for row in source}
    assert len(office.rows("use_of_force_subjects")) == len(subjects) == 11_638
    officers = {(row["Incident_Num"], row["Officer_ID"]) for row in source}
    assert len(office.rows("use_of_force_officers")) == len(officers) == 11_103
    applications = office.rows("use_of_force_applications")
    assert len(applications) == len(source)
    levels = Counter(row["Incident_Type"] for row in source)
    assert Counter(row["force_level_agency"] for row in applications) == levels
    keys = [office.kinds.key_of(name) for name in ("use_of_force_officers", "use_of_force_subjects")]
    assert all(row[key] for row in applications for key in keys), "one row names one officer and one person: linked"
    men = {(row["Incident_Num"], row["Subject_ID"]) for row in source if row["Subject_Gender"] == "Male"}
    assert sum(row["gender"] == "male" for row in office.rows("use_of_force_subjects")) == len(men)


def test_seattle_in_a_release(rooms: Callable[[str], Office]) -> None:
    office, source = rooms("uof-seattle"), read("uof-seattle")
    database = office.release() / "records.db"
    years = Counter(row["Occured_date_time"][6:10] for row in {row["Incident_Num"]: row for row in source}.values())
    assert Counter(str(row["occurred_year"]) for row in rows(database, "use_of_force")) == years
    counted = {row["name"]: row for row in rows(database, "_tables")}
    assert (counted["use_of_force_applications"]["rows"], counted["use_of_force_applications"]["units"]) == (
        11_661,
        11_080,
    )


def test_philadelphia(rooms: Callable[[str], Office]) -> None:
    folder = "complaints-philadelphia"
    office = rooms(folder)
    complaints, disciplines = read(folder, "ppd_complaints.csv"), read(folder, "ppd_complaint_disciplines.csv")
    people = read(folder, "ppd_complainant_demographics.csv")
    every_row_has_one_outcome(office, len(complaints) + len(disciplines) + len(people))
    numbers = {row["complaint_id"] for row in complaints}
    assert {row["complaint_number"] for row in office.rows("complaints")} == numbers
    assert len(office.rows("complaints")) == len(numbers) == 5_296
    known = [row for row in disciplines if row["complaint_id"] in numbers]
    allegations = office.rows("complaint_allegations")
    aside = {load["file_name"]: load["rejected"] for load in office.rows("_loads")}
    assert len(allegations) == len(known) == len(disciplines) - aside["ppd_complaint_disciplines.csv"] == 13_332
    sustained = sum(row["investigative_findings"].strip() == "Sustained Finding" for row in known)
    assert sum(row["finding"] == "sustained" for row in allegations) == sustained == 2_418
    ages = [float(row["complainant_age"] or 0) for row in people if row["complaint_id"] in numbers]
    orphans, impossible = len(people) - len(ages), sum(age < 0 for age in ages)
    parties = office.rows("complaint_parties")
    assert len(parties) == len(people) - aside["ppd_complainant_demographics.csv"]
    assert orphans <= aside["ppd_complainant_demographics.csv"] <= orphans + impossible
    assert Counter(row["age_years"] for row in parties if row["age_years"]) == Counter(age for age in ages if age > 0)


def test_north_carolina(rooms: Callable[[str], Office]) -> None:
    folder = "election-polling-nc-utf16"
    office, source = rooms(folder), read(folder, encoding="utf-16", delimiter="\t")
    every_row_has_one_outcome(office, len(source))
    places = {(row["election_dt"], row["county_name"], row["polling_place_id"]) for row in source}
    found = office.rows("polling_places")
    assert len(found) == len(places) == len(source) == 13_554
    assert Counter(row["county"] for row in found) == Counter(row["county_name"] for row in source)
    assert {row["name"] for row in found} == {row["polling_place_name"] for row in source}
    assert {row["date"] for row in office.rows("elections")} == {
        f"{text[6:]}-{text[:2]}-{text[3:5]}" for text, *_ in places
    }
    assert {row["structured_zip"] for row in found} == {row["zip"] for row in source}, "leading zeros are kept"


@pytest.mark.parametrize("folder", ["uof-seattle", "complaints-philadelphia", "election-polling-nc-utf16"])
def test_a_second_load_changes_nothing(folder: str, rooms: Callable[[str], Office]) -> None:
    office = rooms(folder)
    for said in office.load(REAL / folder, code=None):
        known = any(found["code"] == "known-file" for found in said["problems"])
        assert known or said["outcomes"]["new"] == said["outcomes"]["changed"] == 0, said["file"]
    assert not [row for row in office.rows("_history") if row["table_name"] != "agencies"]
