"""Smaller and odder published use of force files: what the csv module or calamine alone counts, the register holds.

The files stand beside the repository; see `test_real_files.py`, which says what happens where they are absent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import zip_longest

import pytest
from conftest import needed
from python_calamine import CalamineWorkbook
from rooms import ROOT, Office, Row, read_csv

REAL = ROOT.parent / "shared" / "data" / "real"
Cells = dict[str, str]


def loaded(folder: str, factory: pytest.TempPathFactory, name: str = "", code: int | None = 0) -> Office:
    """A room into which a real set, or one file of it, was loaded as a whole, so that `expect` of its format held."""
    needed((REAL / folder).is_dir(), f"the real files of {folder} are not at hand: {REAL / folder}")
    office = Office(factory.mktemp(folder))
    office.agencies = ROOT / "agencies"
    office.load(REAL / folder / name, code=code)
    return office


def every_row_has_one_outcome(office: Office, total: int) -> None:
    loads = office.rows("_loads")
    outcomes = ("new", "changed", "unchanged", "merged", "rejected", "ignored")
    for load in loads:
        assert sum(load[name] for name in outcomes) == load["rows"], load["file_name"]
    assert sum(load["rows"] for load in loads) == total
    assert len(office.rows("_rejects")) == sum(load["rejected"] for load in loads)


def unmapped(rows: Iterable[Row], column: str) -> Counter[str]:
    """What the agency wrote where this column found no code."""
    return Counter(row[f"{column}_raw"] for row in rows if "unmapped" in str(row[column]))


def counts(office: Office) -> tuple[int, int, int, int]:
    """How many incidents, people, officers and uses of force the register holds."""
    tables = ("use_of_force", "use_of_force_subjects", "use_of_force_officers", "use_of_force_applications")
    incidents, people, officers, uses = (len(office.rows(table)) for table in tables)
    return incidents, people, officers, uses


# New Jersey: one row is one officer's report on one event, for every person in it.


def test_new_jersey(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = loaded("uof-new-jersey", tmp_path_factory)
    [path] = (REAL / "uof-new-jersey").glob("NJOAG*.csv")
    source = read_csv(path)
    every_row_has_one_outcome(office, len(source))
    assert len(source) == 5_513
    events = {event(row) for row in source}
    people = {(event(row), row["subject_type"], *person) for row in source for person in people_of(row)}
    uses = Counter(part for row in source for part in row["type_of_force"].split(","))
    assert counts(office) == (len(events), len(people), len(source), uses.total()) == (3_054, 3_475, 5_513, 6_757)
    found = office.rows("use_of_force_applications")
    assert Counter(row["force_type_raw"] for row in found) == uses
    assert not unmapped(found, "force_type"), "0 of 6,757"
    days: dict[str, str] = {}
    for row in source:
        month, day, year = row["incident_date"].split("/")
        when = f"{year}-{month:0>2}-{day:0>2}"
        days[event(row)] = min(days.get(event(row), when), when)
    incidents = office.rows("use_of_force")
    assert {row["incident_number"].casefold(): row["occurred_date"] for row in incidents} == days
    races = Counter({"Two or More": "multiple", "Not Provided": "not_reported"}.get(one[2], one[2]) for one in people)
    made = Counter(row["race"] for row in office.rows("use_of_force_subjects"))
    assert (made["black"], made["multiple"], made["not_reported"]) == (
        races["Black"],
        races["multiple"],
        races["not_reported"],
    )
    children = sum(one[3] == "Juvenile" for one in people)
    assert sum(row["age_band"] == "under_18" for row in office.rows("use_of_force_subjects")) == children
    ranks = unmapped(office.rows("use_of_force_officers"), "rank_group")
    assert ranks.total() == 922 and ranks["Agency User"] == sum(row["officer_rank"] == "Agency User" for row in source)
    linked = sum(row["involvement_id"] is not None for row in found)
    assert linked == len(found), "a report is one officer's"
    alone = sum(len(row["type_of_force"].split(",")) for row in source if len(set(people_of(row))) == 1)
    assert sum(row["subject_id"] is not None for row in found) == alone, "and of several people nobody can say which"


def event(row: Cells) -> str:
    return row["incident_id"].strip().casefold()


def people_of(row: Cells) -> Iterable[tuple[str, ...]]:
    """The people of a report: four lists in step, the last places blank where a list is shorter."""
    lists = (row[f"subject_{name}"].split(",") for name in ("race", "age", "gender", "arrested"))
    for cells in zip_longest(*lists, fillvalue=""):
        if any(cell.strip() for cell in cells):
            yield tuple("" if cell.strip() == "Unknown" else cell.strip() for cell in cells)


# Bloomington: one row is one person in an incident, and some quarters come twice.


def sheets(folder: str, pattern: str, header: int = 0) -> dict[str, list[Cells]]:
    """The first sheet of each workbook of a folder, as texts under their headers; rows of blanks left out."""
    made = {}
    for path in sorted((REAL / folder).glob(pattern)):
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
        names = [" ".join(str(name).split()) for name in rows[header]]
        texts = ([str(cell).strip() for cell in row] for row in rows[header + 1 :])
        made[path.name] = [dict(zip(names, row, strict=True)) for row in texts if any(row)]
    return made


def the_last_of_each(files: dict[str, list[Cells]], number: str) -> dict[str, list[Cells]]:
    """What the file that was loaded last says of each number."""
    last: dict[str, list[Cells]] = {}
    for rows in files.values():
        last |= {key: [row for row in rows if row[number] == key] for key in {row[number] for row in rows}}
    return last


def test_bloomington(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = loaded("uof-bloomington", tmp_path_factory)
    files = sheets("uof-bloomington", "*.xlsx")
    every_row_has_one_outcome(office, sum(map(len, files.values())))
    assert (len(files), sum(map(len, files.values()))) == (18, 1_339), "four rows of blanks hold nothing"
    events = the_last_of_each(files, "Event")
    people = [row for rows in events.values() for row in rows]
    kinds = ("Physical Contact", "Less Lethal", "Draw Less Lethal", "Drew Less Lethal", "Draw Weapon", "Drew Weapon")
    kinds += ("Weapon Fired", "Vehicle Pursuit", "Foot Pursuit")
    uses = sum(row.get(name) == "YES" for row in people for name in kinds)
    assert counts(office) == (len(events), len(people), 0, uses) == (1_111, 1_270, 0, 1_642)
    again = {load["file_name"]: load["unchanged"] for load in office.rows("_loads") if load["unchanged"]}
    assert again == {"2017-first-quarter-use-of-force.xlsx": 53, "2018-third-quarter-use-of-force.xlsx": 16}
    assert not unmapped(office.rows("use_of_force_applications"), "force_type")
    men = sum((row["Suspect Gender Male"], row["Suspect Gender Female"]) == ("1.0", "") for row in people)
    assert sum(row["gender"] == "male" for row in office.rows("use_of_force_subjects")) == men
    days = {key: min(row["Date"] for row in rows) for key, rows in events.items()}
    wrong = {key for key, day in days.items() if day == "1012/16"}
    found = {row["incident_number"]: row["occurred_date"] for row in office.rows("use_of_force")}
    assert found == days | dict.fromkeys(wrong, "2016-10-12") and len(wrong) == 1
    timed = {key for key, rows in events.items() if any(":" in row["Time"] for row in rows)}
    assert {row["incident_number"] for row in office.rows("use_of_force") if row["occurred_time"]} == timed


# Beloit: one row is one report, and each file holds the year so far again.


def test_beloit(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = loaded("uof-beloit", tmp_path_factory, code=None)
    files = sheets("uof-beloit", "*.xls")
    every_row_has_one_outcome(office, sum(map(len, files.values())))
    assert sum(map(len, files.values())) == 832
    [wrong] = office.rows("_rejects")
    assert (wrong["line"], sum(load["rejected"] for load in office.rows("_loads"))) == (46, 1), "a day that is an hour"
    for row in (row for rows in files.values() for row in rows):
        if (row["Sex"], row["Race"]) == ("W", "M"):
            row["Sex"], row["Race"] = "M", "W"
        if row["UOF #"] == "20-037":
            row["CAD#"] = "BE2022720"
    good = {name: [row for row in rows if row["Date"].startswith("20")] for name, rows in files.items()}
    calls = the_last_of_each(good, "CAD#")
    told = ("Sex", "Race", "Age", "Disposition")
    people = {
        (call, *(row[name].upper() for name in told))
        for call, rows in calls.items()
        for row in rows
        if any(row[name] for name in told)
    }
    kinds = list(files["1Use of Force 2017 - last updated 3-22-17.xls"][0])[9:]
    kinds = [name for name in kinds if name not in {"Other", "Alcohol Use", "Drug"}]
    uses = Counter(name for rows in calls.values() for row in rows for name in kinds if row[name] == "Yes")
    assert len(kinds) == 16
    assert counts(office) == (len(calls), len(people), 0, uses.total()) == (272, 271, 0, 596)
    made = Counter(row["force_type"] for row in office.rows("use_of_force_applications"))
    assert made["unmapped"] == uses["Firearm"] == 12
    assert made["takedown"] == uses["Decentralizatio"] and made["verbal_command"] == uses["Dialog"]
    women = sum(one[1] == "F" for one in people)
    assert sum(row["gender"] == "female" for row in office.rows("use_of_force_subjects")) == women
    assert sum(load["changed"] for load in office.rows("_loads")) == 27, "rows that a later file mends"


# Small files, of which one row is one incident.


def raws(
    office: Office, agency: str, table: str = "use_of_force_applications", column: str = "force_type"
) -> Counter[str]:
    return Counter(row[f"{column}_raw"] for row in office.rows(table) if row["agency_id"] == agency)


def test_lincoln_where_nobody_says_what_the_figures_mean(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = loaded("uof-lincoln", tmp_path_factory)
    [path] = (REAL / "uof-lincoln").glob("*.csv")
    source = read_csv(path)
    every_row_has_one_outcome(office, len(source))
    names = ("typecontrol", "typecontrol1", "typecontrol2")
    uses = Counter(row[name] for row in source for name in names if row[name] != ".")
    assert counts(office) == (len(source),) * 3 + (uses.total(),) == (391, 391, 391, 483)
    assert raws(office, "lincoln-pd") == uses
    assert unmapped(office.rows("use_of_force_applications"), "force_type") == uses, "no figure is guessed"
    races = Counter(row["susrace"] for row in source)
    assert unmapped(office.rows("use_of_force_subjects"), "race") == races
    hours = {row["incid"]: f"{row['time'][:-2]:0>2}:{row['time'][-2:]}" for row in source if len(row["time"]) > 2}
    hours = {key: hour for key, hour in hours.items() if int(hour[3:]) < 60}
    found = office.rows("use_of_force")
    assert {row["incident_number"]: row["occurred_time"] for row in found if row["occurred_time"]} == hours
    assert len(source) - len(hours) == 36


def test_baltimore_and_south_bend(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = REAL / "uof-baltimore-southbend"
    office = loaded("uof-baltimore-southbend", tmp_path_factory)
    baltimore = read_csv(folder / "BPD_Officer_Involved_Use_Of_Force.csv")
    south_bend = read_csv(folder / "Police_Use_of_Force_Incidents.csv")
    every_row_has_one_outcome(office, len(baltimore) + len(south_bend))
    responses = Counter(part for row in south_bend for part in row["Response"].split("/"))
    both = len(baltimore) + len(south_bend)
    assert counts(office) == (both, 203, 203, 68 + responses.total()) == (271, 203, 203, 272)
    assert raws(office, "baltimore-pd") == Counter(row["TYPE"] for row in baltimore)
    assert raws(office, "south-bend-pd") == responses
    words = {"Vehicle": 10, "Discharge": 5, "Firearm": 2, "Self Inflicted Shooting": 1}
    assert unmapped(office.rows("use_of_force_applications"), "force_type") == words
    days = Counter(row["Date"][:10].replace("/", "-") for row in south_bend)
    made = Counter(row["occurred_date"] for row in office.rows("use_of_force") if row["agency_id"] == "south-bend-pd")
    assert made == days
    hurt = sum(row["Off_Injured"] == "Yes" for row in south_bend)
    assert sum(row["was_injured"] or 0 for row in office.rows("use_of_force_officers")) == hurt


def test_virginia_beach_test_extract(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = loaded("uof-comport-vabeach", tmp_path_factory)
    source = read_csv(REAL / "uof-comport-vabeach" / "UOF.csv")
    every_row_has_one_outcome(office, len(source))
    dated = {row["INCNUM"]: row["OCCURRED_DT"][:10] for row in source if row["OCCURRED_DT"] != "NULL"}
    assert counts(office) == (len(dated), len(dated), len(dated), 0) == (33, 33, 33, 0)
    found = office.rows("use_of_force")
    assert {row["incident_number"]: row["occurred_date"] for row in found} == dated
    assert sum(load["ignored"] for load in office.rows("_loads")) == len(source) - len(dated) == 15
    arrested = sum(row["CIT_ARRESTED"] == "Yes" for row in source if row["INCNUM"] in dated)
    assert sum(row["was_arrested"] or 0 for row in office.rows("use_of_force_subjects")) == arrested
    assert not any(row["occurred_time"] for row in found), "an hour that is the same in every row is none"


# A newspaper's list of deaths, and a copy of it that went through a spreadsheet.

LETTERS = {
    "W": "white",
    "B": "black",
    "H": "hispanic_latino",
    "A": "asian",
    "N": "american_indian_alaska_native",
    "O": "other",
}


@pytest.mark.parametrize(
    ("folder", "encoding", "people", "uses"),
    [("uof-wapo-v1-csv", "utf-8", 5_407, 5_677), ("uof-policekillings-cp1252", "windows-1252", 2_535, 2_707)],
)
def test_a_newspapers_list_and_its_copy(
    folder: str, encoding: str, people: int, uses: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    office = loaded(folder, tmp_path_factory)
    [path] = (REAL / folder).glob("*.csv")
    source = read_csv(path, encoding)
    every_row_has_one_outcome(office, len(source))
    tasered = sum("Tasered" in row["manner_of_death"] for row in source)
    assert counts(office) == (len(source), len(source), 0, len(source) + tasered) == (people, people, 0, uses)
    found = {row["incident_number"]: row for row in office.rows("use_of_force")}
    assert {key: row["location"] for key, row in found.items()} == {
        row["id"]: f"{row['city']}, {row['state']}" for row in source
    }
    races = Counter(LETTERS.get(row["race"]) for row in source)
    assert Counter(row["race"] for row in office.rows("use_of_force_subjects")) == races
    one_sort = {"baseball bat and bottle", "baseball bat and fireplace poker", "bow and arrow"}
    several = Counter(row["armed"] for row in source if " and " in row["armed"] and row["armed"] not in one_sort)
    several += Counter(row["armed"] for row in source if row["armed"] in {"carjack", "claimed to be armed"})
    assert unmapped(office.rows("use_of_force_subjects"), "weapon_type") == several
    days = read_csv(REAL / "uof-wapo-v1-csv" / "fatal-police-shootings-data.csv")
    there = {row["id"]: row["date"] for row in days}
    same = sum(row["occurred_date"] == there.get(key) for key, row in found.items())
    assert same == (people if encoding == "utf-8" else 2_532), "the copy puts the day first"
