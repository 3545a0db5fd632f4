"""More real published files, counted by the csv and json modules alone and held against the register.

Where the files are absent these tests are left out, and say so (see test_real_files.py).
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from conftest import needed
from rooms import ROOT, Office

REAL = ROOT.parent / "shared" / "data" / "real"
OUTCOMES = ("new", "changed", "unchanged", "merged", "rejected", "ignored")
FILLERS = {"-2", "-1", "0", "115", "116", "117", "118", "119", "907", "930", ""}


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


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def accounted(office: Office, total: int) -> Counter[str]:
    """The outcomes of all rows; every row has exactly one."""
    loads = office.rows("_loads")
    assert all(sum(load[name] for name in OUTCOMES) == load["rows"] for load in loads)
    assert sum(load["rows"] for load in loads) == total
    tally = Counter({name: sum(load[name] for load in loads) for name in OUTCOMES})
    assert len(office.rows("_rejects")) == tally["rejected"]
    return tally


def no_codes(office: Office) -> dict[tuple[str, str], int]:
    """The rows whose word has no code, by column and word, as the loads told of them."""
    made: Counter[tuple[str, str]] = Counter()
    for row in office.rows("_unmapped"):
        made[row["column_name"], row["value"]] += row["rows"]
    return dict(made)


def test_detroit(rooms: Callable[[str], Office]) -> None:
    office = rooms("complaints-detroit")
    source = read(REAL / "complaints-detroit" / "DPD_Citizen_Complaints.csv")
    tally = accounted(office, len(source))
    assert len(source) == 19_735 and len({row["BPC"] for row in source}) == 4_482
    impossible = [row for row in source if row["Closed"] < row["Report_Date"]]
    assert len(impossible) == 296
    filler = [row for row in impossible if row["Closed"].startswith("19")]
    assert {row["Report_Date"][:7] for row in filler} == {"2016/12"}, "a whole month"
    assert len(filler) == 290 == sum(row["Report_Date"].startswith("2016/12") for row in source)
    aside = [row for row in impossible if row not in filler]
    assert tally["rejected"] == len(aside) == 6 and len({row["BPC"] for row in aside}) == 1
    kept = [row for row in source if row not in aside]
    complaints = {row["complaint_number"]: row for row in office.rows("complaints")}
    assert complaints.keys() == {row["BPC"] for row in kept} and len(complaints) == 4_481
    received = {day: str(row["received_date"])[:7] for day, row in complaints.items()}
    months = {row["BPC"]: min(one["Report_Date"] for one in kept if one["BPC"] == row["BPC"])[:7] for row in filler}
    assert all(received[number] == month.replace("/", "-") for number, month in months.items())
    assert all(complaints[number]["closed_date"] is None for number in months)
    assert not [row for row in complaints.values() if not "2016" <= (row["closed_date"] or "2016") < "2021"]
    far = {row["BPC"] for row in source if row["Closed"].startswith("3019")}
    assert {number for number, row in complaints.items() if row["closed_date"] is None} == far | set(months)
    assert (len(far), len(months)) == (1, 74)


def test_detroit_allegations_and_people(rooms: Callable[[str], Office]) -> None:
    office = rooms("complaints-detroit")
    source = read(REAL / "complaints-detroit" / "DPD_Citizen_Complaints.csv")
    kept = [row for row in source if not (row["Closed"] < row["Report_Date"] and row["Closed"] > "2")]
    allegations = office.rows("complaint_allegations")
    assert len(allegations) == len(kept) == 19_729
    assert Counter(row["finding_raw"] for row in allegations) == Counter(row["Finding"] for row in kept)
    assert {row["finding"] for row in allegations if row["finding_raw"] == "No Charge"} == {"unmapped"}
    by_code = Counter(row["finding"] for row in allegations)
    assert by_code["unmapped"] == sum(row["Finding"] == "No Charge" for row in kept) == 5_561
    assert by_code["sustained"] == sum(row["Finding"] == "Sustained" for row in kept)
    assert Counter(row["allegation_category_raw"].casefold() for row in allegations) == Counter(
        row["Allegation"].casefold() for row in kept
    )
    people = defaultdict(set)
    for row in kept:
        age = "" if row["Age"] in FILLERS else row["Age"]
        race = {"Bi-Racial": "Biracial", "Select": ""}.get(row["ctznRace"], row["ctznRace"])
        people[row["BPC"]].add((age, race, row["ctznSex"]))
    parties = office.rows("complaint_parties")
    assert len(parties) == sum(len(one) for one in people.values())
    ages = Counter(int(age) for one in people.values() for age, _, _ in one if age)
    assert Counter(row["age_years"] for row in parties if row["age_years"] is not None) == ages
    assert no_codes(office) == {("officer_race", "I"): sum(row["ofcrRace"] == "I" for row in kept)}


def read_json(path: Path, key: str) -> list[dict[str, str]]:
    made: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))[key]
    return made


def test_ccrb(rooms: Callable[[str], Office]) -> None:
    folder = REAL / "complaints-nypd-ccrb-json"
    office = rooms(folder.name)
    reports = read_json(folder / "closingreports.json", "closingReports")
    letters = read_json(folder / "departureletters.json", "departureLetters")
    assert (len(reports), len(letters)) == (5_627, 308)
    tally = accounted(office, len(reports) + len(letters))
    assert tally["rejected"] == tally["ignored"] == tally["changed"] == 0
    events = Counter((row["event"], row["event_date"]) for row in office.rows("complaint_events"))
    months = [("discipline_departure", f"{row['ReportYear']}-{int(row['ReportMonth']):02}") for row in letters]
    assert events == Counter(months) and sum(events.values()) == 308
    numbers = {row["ComplaintId"] for row in reports}
    lettered = {row["CaseNumber"] for row in letters}
    assert (len(lettered), len(lettered - numbers)) == (233, 29)
    complaints = {row["complaint_number"]: row for row in office.rows("complaints")}
    assert complaints.keys() == numbers | lettered and len(complaints) == len(office.rows("complaints")) == 5_656
    for row in reports:
        found, month = complaints[row["ComplaintId"]], row["ClosedDate"].split("/")
        assert found["closed_date"] == f"{month[2]}-{month[0]}-{month[1]}"
        assert found["document_url"] == row["WebsiteDocumentFileName"]
    sustained = sum(row["CaseDisposition"].startswith("Substantiated") for row in reports)
    assert sum(row["finding"] == "sustained" for row in complaints.values()) == sustained == 2_858
    raws = Counter(row["finding_raw"] for row in complaints.values() if row["finding_raw"])
    assert raws == Counter(row["CaseDisposition"] for row in reports)
    assert no_codes(office) == {}, "every disposition has a code"
    assert office.rows("complaint_allegations") == [], "no allegation is made up from a case"
    names = {row[part] for row in letters for part in ("FirstName", "LastName")}
    kept = {str(value) for row in complaints.values() for value in row.values()}
    assert not names & kept, "no name of an officer is kept"


def test_ten_standardised_files(rooms: Callable[[str], Office]) -> None:
    folder = REAL / "election-polling-standardized"
    office = rooms(folder.name)
    source = [row for path in sorted(folder.glob("*.csv")) for row in read(path)]
    tally = accounted(office, len(source))
    assert len(source) == 26_980
    no_place = [row for row in source if row["name"].strip() in {"NO VOTER PCT", "Mailing"}]
    assert tally["ignored"] == len(no_place) == 206 and tally["rejected"] == 0
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in (row for row in source if row not in no_place):
        county = (row["county_name"] or row["jurisdiction"]).replace("Contra Coasta", "Contra Costa")
        election = f"{row['election_date']}-{row['state']}".casefold()
        place = (election, county, row["name"], row["address"].removesuffix("," * (row["address"] == ",")))
        places[*place, row["location_type"]].append((row["precinct_id"] or row["precinct_name"]).strip())
    found = office.rows("polling_places")
    assert len(found) == len(places) == tally["new"] == 14_142
    counts = Counter(place[0] for place in places)
    assert Counter(row["election_id"] for row in found) == counts
    assert counts == {
        "2018-11-06-ak": 386,
        "2020-11-03-ak": 417,
        "2020-11-03-ca": 3_819,
        "2020-11-03-mo": 2_393,
        "2020-11-03-nv": 197,
        "2018-11-06-nm": 544,
        "2020-11-03-nm": 537,
        "2018-11-06-nc": 2_700,
        "2020-11-03-nc": 2_652,
        "2018-11-06-sd": 497,
    }
    parts = ("election_id", "county", "name", "address_line", "polling_place_type_raw")
    held = {tuple(row[part] or "" for part in parts): json.loads(row["precincts"] or "[]") for row in found}
    assert held == {place: [one for one in dict.fromkeys(lists) if one] for place, lists in places.items()}
    assert len(office.rows("elections")) == len(counts) == 10
    assert no_codes(office) == {}


def test_sixteen_linked_files_of_oklahoma(rooms: Callable[[str], Office]) -> None:
    folder = REAL / "election-polling-ok-vip"
    office = rooms(folder.name)
    source = {path.stem: read(path) for path in folder.glob("*.txt")}
    assert len(source) == 16 and sum(map(len, source.values())) == 47_210
    loaded = {row["file_name"].removesuffix(".txt"): row["rows"] for row in office.rows("_loads")}
    records = (
        "polling_location",
        "precinct_polling_location",
        "early_vote_site",
        "locality_early_vote_site",
        "election",
    )
    assert loaded == {name: len(source[name]) for name in records}
    tally = accounted(office, sum(loaded.values()))
    assert (tally["rejected"], tally["ignored"], sum(loaded.values())) == (0, 0, 4_031)
    said = {Path(one["file"]).stem: one["problems"] for one in office.check(folder)}
    assert said.keys() == source.keys(), "the whole folder can be dropped, and every file is told of"
    assert {name for name, problems in said.items() if problems} == source.keys() - set(records)
    codes = Counter(problem["code"] for problems in said.values() for problem in problems)
    assert codes == {"left-out": 9, "only-beside": 2}


def test_places_of_oklahoma(rooms: Callable[[str], Office]) -> None:
    folder = REAL / "election-polling-ok-vip"
    office = rooms(folder.name)
    county = {row["id"]: row["name"] for row in read(folder / "locality.txt")}
    precincts = {row["id"]: row for row in read(folder / "precinct.txt")}
    expected: dict[str, tuple[str, list[str], str]] = {}
    for row in read(folder / "precinct_polling_location.txt"):
        precinct = precincts[row["precinct_id"]]
        _, there, _ = expected.setdefault(row["polling_location_id"], ("day-of", [], county[precinct["locality_id"]]))
        there.append(precinct["number"])
    assert sum(len(there) for _, there, _ in expected.values()) == 1_946 and len(expected) == 1_924
    for row in read(folder / "locality_early_vote_site.txt"):
        expected[row["early_vote_site_id"]] = "early", [], county[row["locality_id"]]
    places = {row["polling_place_number"]: row for row in office.rows("polling_places")}
    assert len(places) == len(office.rows("polling_places")) == len(expected) == 2_004
    assert expected == {
        number: (row["polling_place_type"], json.loads(row["precincts"] or "[]"), row["county"])
        for number, row in places.items()
    }
    assert len({row["county"] for row in places.values()}) == 77
    sites = {row["id"]: row["address_location_name"] for row in read(folder / "polling_location.txt")}
    sites |= {row["id"]: row["name"] for row in read(folder / "early_vote_site.txt")}
    assert {number: row["name"] for number, row in places.items()} == sites
    assert {row["election_id"] for row in places.values()} == {"2016-11-08-ok"}
    [election] = office.rows("elections")
    assert (election["early_voting_start_date"], election["registration_deadline"]) == ("2016-11-03", "2016-10-14")
    official = read(folder / "election_official.txt")
    kept = b"".join(path.read_bytes() for path in (office.data / "received").rglob("*.txt"))
    assert not [row for row in official if row["email"].encode() in kept], "what is left out is not kept"


def test_oklahoma_again_from_what_was_received(rooms: Callable[[str], Office]) -> None:
    office = rooms("election-polling-ok-vip")
    before = office.rows("polling_places")
    assert "The content is the same as before" in office.ingest("rebuild").out
    assert office.rows("polling_places") == before


FOLDERS = (
    "complaints-detroit",
    "complaints-nypd-ccrb-json",
    "election-polling-standardized",
    "election-polling-ok-vip",
)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_second_load_of_these_changes_nothing(folder: str, rooms: Callable[[str], Office]) -> None:
    office = rooms(folder)
    before = len(office.rows("_history"))
    for said in office.load(REAL / folder, code=None):
        assert said["outcomes"].get("new", 0) == said["outcomes"].get("changed", 0) == 0, said["file"]
    assert len(office.rows("_history")) == before
