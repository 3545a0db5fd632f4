"""Three departments' published use of force files: what the csv module alone counts, the register holds exactly.

The files stand beside the repository; see `test_real_files.py`, which says what happens where they are absent.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest
from conftest import needed
from rooms import ROOT, Office, Row, read_csv, rows
from test_real_files import REAL, every_row_has_one_outcome, read

NEW_ORLEANS, CINCINNATI, DALLAS = "uof-new-orleans", "uof-cincinnati", "uof-dallas"
Cells = dict[str, str]


def loaded(folder: str, factory: pytest.TempPathFactory) -> Office:
    """A room into which a real set was loaded as a whole, so that `expect` of its format held."""
    needed((REAL / folder).is_dir(), f"the real files of {folder} are not at hand: {REAL / folder}")
    office = Office(factory.mktemp(folder))
    office.agencies = ROOT / "agencies"
    office.load(REAL / folder)
    return office


@pytest.fixture(scope="module")
def new_orleans(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return loaded(NEW_ORLEANS, tmp_path_factory)


@pytest.fixture(scope="module")
def cincinnati(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return loaded(CINCINNATI, tmp_path_factory)


@pytest.fixture(scope="module")
def dallas(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return loaded(DALLAS, tmp_path_factory)


def day(text: str) -> str:
    """03/09/2013, with or without a time behind it, as 2013-03-09."""
    return f"{text[6:10]}-{text[:2]}-{text[3:5]}"


def unmapped(rows: Iterable[Row], column: str) -> Counter[str]:
    """What the agency wrote where this column found no code."""
    return Counter(row[f"{column}_raw"] for row in rows if "unmapped" in str(row[column]))


# New Orleans: one row is one use of force by one officer beside one person.


def by_file_number(source: list[Cells]) -> dict[str, list[Cells]]:
    made: dict[str, list[Cells]] = defaultdict(list)
    for row in source:
        made[row["PIB File Number"].strip()].append(row)
    return made


def test_new_orleans_counts(new_orleans: Office) -> None:
    source = read(NEW_ORLEANS)
    every_row_has_one_outcome(new_orleans, len(source))
    assert len(source) == 5_750
    incidents = by_file_number(source)
    found = {row["incident_number"]: row for row in new_orleans.rows("use_of_force")}
    assert set(found) == set(incidents)
    assert len(found) == 2_231
    assert {number: row["occurred_date"] for number, row in found.items()} == {
        number: day(rows[0]["Date Occurred"]) for number, rows in incidents.items()
    }
    years = Counter(row["occurred_date"][:4] for row in found.values())
    assert years == Counter(rows[0]["Date Occurred"][6:] for rows in incidents.values())
    officers = {
        tuple(row[name].strip() for name in ("PIB File Number", *_like(row, "Officer ")))
        for row in source
        if any(row[name].strip() for name in _like(row, "Officer "))
    }
    assert len(new_orleans.rows("use_of_force_officers")) == len(officers) == 3_922
    people = {tuple(row[name].strip() for name in ("PIB File Number", *_PERSON)) for row in source}
    assert len(new_orleans.rows("use_of_force_subjects")) == len(people) == 2_689
    differing = [rows for rows in incidents.values() if len({row["Service Type"] for row in rows}) > 1]
    assert len(differing) == 1, "the one conflict that the format expects"


_PERSON = [
    f"Subject {word}"
    for word in ("Ethnicity", "Gender", "Age", "Injured", "Hospitalized", "Arrested", "Influencing Factors")
]


def _like(row: Cells, start: str) -> list[str]:
    return [name for name in row if name.startswith(start) and not name.endswith("Service")]


def test_new_orleans_distributions(new_orleans: Office) -> None:
    source = read(NEW_ORLEANS)
    uses = new_orleans.rows("use_of_force_applications")
    for column, header in (
        ("force_type_raw", "Use of Force Type"),
        ("force_level_agency", "Use of Force Level"),
        ("effective_raw", "Use of Force Effective"),
    ):
        assert Counter(row[column] for row in uses) == Counter(row[header] for row in source), header
    assert all(row["involvement_id"] and row["subject_id"] for row in uses), "one row names one of each"
    incidents = by_file_number(source)
    reviews = Counter(rows[0]["Disposition"] or None for rows in incidents.values())
    assert Counter(row["review_outcome_raw"] for row in new_orleans.rows("use_of_force")) == reviews
    hurt = {tuple(row[name].strip() for name in ("PIB File Number", *_PERSON)) for row in source}
    injuries = Counter({"No": "none", "Yes": "injured_unspecified"}[person[1 + 3]] for person in hurt)
    assert Counter(row["injury_level"] for row in new_orleans.rows("use_of_force_subjects")) == injuries
    fillers = Counter(int(person[3]) for person in hurt if person[3] not in {"", "0", "-1"})
    assert Counter(row["age_years"] for row in new_orleans.rows("use_of_force_subjects") if row["age_years"]) == fillers


def test_new_orleans_what_has_no_code(new_orleans: Office) -> None:
    source = read(NEW_ORLEANS)
    assert not unmapped(new_orleans.rows("use_of_force_applications"), "force_type"), "0 of 5,750"
    reasons = Counter(
        next(row["Use of Force Reason"] for row in rows)
        for rows in by_file_number(source).values()
        if rows[0]["Use of Force Reason"] in {"Possibly armed subject", "Weapon Discharged"}
    )
    assert unmapped(new_orleans.rows("use_of_force"), "force_reasons") == reasons
    assert unmapped(new_orleans.rows("use_of_force"), "review_outcome") == {"uof": 1}
    assert set(unmapped(new_orleans.rows("use_of_force_subjects"), "race")) == {"Indian"}
    assert set(unmapped(new_orleans.rows("use_of_force_officers"), "gender")) == {"N"}


def test_new_orleans_the_shifted_cells_are_put_back(new_orleans: Office) -> None:
    shifted = [row for row in read(NEW_ORLEANS) if row["Officer Injured"] == "refuse verbal commands"]
    assert {row["PIB File Number"] for row in shifted} == {"FTN2016-0467"}
    assert len(shifted) == 3
    [incident] = [row for row in new_orleans.rows("use_of_force") if row["incident_number"] == "FTN2016-0467"]
    assert (incident["force_reasons"], incident["force_reasons_raw"]) == (
        '["overcome_resistance"]',
        "refuse verbal commands",
    )
    officers = [
        row
        for row in new_orleans.rows("use_of_force_officers")
        if row["incident_id"] == incident[new_orleans.kinds.key_of("use_of_force")]
    ]
    assert sorted(row["age_years"] for row in officers) == [42, 50]
    assert [row["was_injured"] for row in officers] == [None, None]


# Cincinnati: one row is one officer in one report.


def number(row: Cells) -> str:
    return row["INCIDENT_NO"] or row["CASE_NO"]


def test_cincinnati_counts(cincinnati: Office) -> None:
    source = read(CINCINNATI)
    every_row_has_one_outcome(cincinnati, len(source))
    assert len(source) == 22_619
    moments: dict[str, list[str]] = defaultdict(list)
    for row in source:
        clock = f"{int(row['INCIDENT_DATE'][11:13]) % 12 + 12 * row['INCIDENT_DATE'].endswith('PM'):02}"
        moments[number(row)].append(f"{day(row['INCIDENT_DATE'])}T{clock}{row['INCIDENT_DATE'][13:16]}")
    found = {row["incident_number"]: row for row in cincinnati.rows("use_of_force")}
    assert {key: f"{row['occurred_date']}T{row['occurred_time'][:5]}" for key, row in found.items()} == {
        key: min(texts) for key, texts in moments.items()
    }
    assert len(found) == 16_937
    fallen_back = {row["CASE_NO"] for row in source if not row["INCIDENT_NO"]}
    assert fallen_back and not fallen_back & {row["INCIDENT_NO"] for row in source}
    assert fallen_back <= set(found)
    officers = [row for row in source if {row["OFFICER_RACE"], row["OFFICER_GENDER"]} - {"", "NULL"}]
    assert len(cincinnati.rows("use_of_force_officers")) == len(officers) == 22_606
    people = {(number(row), *(row[name] for name in _SUBJECT)) for row in source}
    assert (
        len(cincinnati.rows("use_of_force_subjects")) == len({(*one[:4], one[4] == _HURT) for one in people}) == 16_942
    )


_HURT = "INJURY TO PRISONER"
_SUBJECT = ("SUBJECT_GENDER", "SUBJECT_RACE", "SUSPECT_AGE", "INCIDENT_DESCRIPTION")


def test_cincinnati_distributions(cincinnati: Office) -> None:
    source = read(CINCINNATI)
    reports = {(number(row), row["INCIDENT_TYPE"]): row["INCIDENT_DESCRIPTION"] for row in source}
    uses = cincinnati.rows("use_of_force_applications")
    assert Counter(row["force_type_raw"] for row in uses) == Counter(reports.values())
    assert len(uses) == 16_938
    assert not unmapped(uses, "force_type"), "0 of 16,938"
    no_force = {_HURT, "NONCOMPLIANT SUSPECT/ARRESTEE", "USE OF FORCE INVESTIGATION"}
    assert {row["force_type_raw"] for row in uses if row["force_type"] == "not_reported"} == no_force
    said = [row for row in source if {row["OFFICER_RACE"], row["OFFICER_GENDER"]} - {"", "NULL"}]
    races = Counter(row["OFFICER_RACE"] for row in said)
    assert Counter(row["race_raw"] for row in cincinnati.rows("use_of_force_officers")) == races
    hurt = {tuple(row[name] for name in _SUBJECT[:3]) + (number(row),) for row in source if row[_SUBJECT[3]] == _HURT}
    assert Counter(row["was_injured"] for row in cincinnati.rows("use_of_force_subjects"))[1] == len(hurt)
    districts = Counter({number(row): row["DISTRICT"] for row in source}.values())
    assert Counter(row["district"] or "" for row in cincinnati.rows("use_of_force")) == districts


def test_cincinnati_conflicts_are_links_that_nobody_can_know(cincinnati: Office) -> None:
    source = read(CINCINNATI)
    officers: Counter[tuple[str, str]] = Counter()
    people: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for row in source:
        report = (number(row), row["INCIDENT_TYPE"])
        officers[report] += bool({row["OFFICER_RACE"], row["OFFICER_GENDER"]} - {"", "NULL"})
        people[report].add(tuple(row[name] for name in _SUBJECT[:3]))
    several = [sum(count > 1 for count in officers.values()), sum(len(found) > 1 for found in people.values())]
    uses = cincinnati.rows("use_of_force_applications")
    none = sum(count == 0 for count in officers.values())
    assert [sum(row[key] is None for row in uses) for key in ("involvement_id", "subject_id")] == [
        several[0] + none,
        several[1],
    ]
    moments = defaultdict(set)
    for row in source:
        moments[number(row)].add(row["INCIDENT_DATE"])
    assert sum(several) + sum(len(found) > 1 for found in moments.values()) == 4_607, "what the format expects"


# Dallas: one row is one officer's report on one person, with the uses of force as lists in step.


def dallas_rows() -> list[Cells]:
    """Every row of the seven files under the headers of 2013, with its file's `year`, in the order of the files."""
    made = []
    for path in sorted((REAL / DALLAS).glob("*.csv")):
        [year] = re.findall(r"20\d\d", path.name)
        for row in read_csv(path):
            made.append({_SAME.get(name, name): cell.strip() for name, cell in row.items()} | {"year": year})
    for number in reused(made):
        for row in made:  # an event under the number of another, in a file of another year than the number says
            if row["FILENUM"] == number and row["year"] != number[2:6]:
                row["FILENUM"] = f"{number} of {row['year']}"
    return made


def reused(rows: list[Cells]) -> set[str]:
    """Numbers that stand in two years' files on two events: the days differ, and the places too."""
    seen: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for row in rows:
        place = (row.get("Address") or row.get("ARC_Street") or row.get("Match_addr") or "").split()
        seen[row["FILENUM"]].setdefault(row["year"], (day(row["OCCURRED_D"]), " ".join(place[:2])))
    return {
        number
        for number, said in seen.items()
        if number and len({when for when, _ in said.values()}) > 1 and len({where for _, where in said.values()}) > 1
    }


_SAME = {
    "OCCURRED_DT": "OCCURRED_D",
    "OCCURRED_TM": "OCCURRED_T",
    "CURRENT_BAxx": "CURRENT_BA",
    "CURRENT_BADGE_NO": "CURRENT_BA",
    "OFF_INJURED": "OFF_INJURE",
    "OffCondType": "OffCondTyp",
    "OFF_HOSPITAL": "OFF_HOSPIT",
    "SERVICE_TYPE": "SERVICE_TY",
    "ForceEffective": "ForceEffec",
    "CIT_INJURED": "CIT_INJURE",
    "CitCondType": "CitCondTyp",
    "CIT_ARRESTED": "CIT_ARREST",
    "CIT_INFL_ASSMT": "CIT_INFL_A",
}


_RESISTANCE = {"Active Aggression": "assaultive", "Defensive Resistance": "active", "Passive Resistance": "passive"}


def dallas_person(row: Cells) -> tuple[str, ...]:
    """Who a row is about: number, race and sex within the incident, or where one is blank all that is said of them."""
    who = (row["FILENUM"], row["CitNum"], row["CitRace"], row["CitSex"])
    told = (row[name] for name in ("CIT_INJURE", "CIT_ARREST", "CitCondTyp", "CIT_INFL_A"))
    return who if all(who) else (row["FILENUM"], *who[2:], *told, _RESISTANCE.get(row["UOF_REASON"], ""))


def dallas_uses(source: list[Cells]) -> list[tuple[str, str]]:
    """Every use of force once, as its type and effect: by its number, or where it has none (0) by all that is said."""
    numbered: dict[tuple[str, str], tuple[str, str]] = {}
    others = set()
    for row in source:
        numbers, types, effects = (
            [part.strip() for part in row[name].split(",")] for name in ("UOFNum", "ForceType", "ForceEffec")
        )
        if row["FILENUM"] and numbers != ["0"]:
            assert len(numbers) == len(types) == len(effects), "in step"
        for place, said in enumerate(zip(types, effects, strict=True) if row["FILENUM"] else ()):
            if numbers == ["0"]:
                others.add((row["FILENUM"], row["CURRENT_BA"], row["CitNum"], *said))
            else:
                there = numbered.setdefault((row["FILENUM"], numbers[place]), said)
                assert there == said, "a use that is told twice is told alike"
    return [*numbered.values(), *((one[-2], one[-1]) for one in others)]


def test_dallas_incidents(dallas: Office) -> None:
    source = dallas_rows()
    every_row_has_one_outcome(dallas, len(source))
    assert len(source) == 20_610
    empty = [row for row in source if not row["FILENUM"]]
    assert [{name: cell for name, cell in row.items() if cell} for row in empty] == [
        {"OCCURRED_T": "4:07", "year": "2014"}
    ]
    assert sum(load["ignored"] for load in dallas.rows("_loads")) == 1
    days: dict[str, dict[str, str]] = defaultdict(dict)  # number: file: the earliest day
    for row in source:
        if row["FILENUM"]:
            there = days[row["FILENUM"]]
            there[row["year"]] = min(there.get(row["year"], "9"), day(row["OCCURRED_D"]))
    found = {row["incident_number"]: row for row in dallas.rows("use_of_force")}
    assert len({row["FILENUM"].partition(" of ")[0] for row in source if row["FILENUM"]}) == 12_219
    assert len(found) == 12_219 + 8, "eight numbers stand in two years' files on two events"
    assert sum(map(len, days.values())) == 12_228, "and one in two files on what may be one event"
    assert {number: row["occurred_date"] for number, row in found.items()} == {
        number: list(there.values())[-1] for number, there in days.items()
    }
    years = Counter(row["occurred_date"][:4] for row in found.values())
    assert years == Counter(list(there.values())[-1][:4] for there in days.values())
    times: dict[str, dict[str, bool]] = defaultdict(dict)
    for row in source:
        if row["FILENUM"]:
            there_ = times[row["FILENUM"]]
            there_[row["year"]] = there_.get(row["year"], False) or row["OCCURRED_T"] not in {"", "NULL"}
    timeless = {number for number, has in times.items() if not list(has.values())[-1]}
    assert {number for number, row in found.items() if row["occurred_time"] is None} == timeless


def test_dallas_uses_of_force(dallas: Office) -> None:
    source = dallas_rows()
    assert sum(row["ForceType"].count(",") + 1 for row in source if row["FILENUM"]) == 43_090, (
        "as often as they are told"
    )
    uses, found = dallas_uses(source), dallas.rows("use_of_force_applications")
    assert len(found) == len(uses) == 41_707
    assert Counter(row["force_type_raw"] for row in found) == Counter(kind for kind, _ in uses)
    assert Counter(row["effective_raw"] for row in found) == Counter(effect for _, effect in uses)
    kinds = dallas.kinds.codes["force_type"]
    total = sum(row["force_type"] in kinds.codes for row in found)
    unknown = Counter(kind for kind, _ in uses if re.fullmatch(r"Mach [1-4]|Bar Hammer|Deadly Force/Firearm", kind))
    assert unmapped(found, "force_type") == unknown
    assert (sum(unknown.values()), total) == (51, 41_707 - 51), "0.12 in a hundred"


def test_dallas_people_and_officers(dallas: Office) -> None:
    source = [row for row in dallas_rows() if row["FILENUM"]]
    who = {dallas_person(row) for row in source}
    numbered = {one for one in who if len(one) == 4}
    people = dallas.rows("use_of_force_subjects")
    assert len(numbered) == 13_008
    assert len(people) == len(who) == 13_184
    single = {one[:2] for one in numbered if one[1].isdigit() and 1 < len(one[1]) < 6}
    assert len({one for one in numbered if one[:2] in single}) - len(single) == 1, "one number has two descriptions"
    assert any(len(one[1]) == 35 and one[1].isdigit() for one in numbered), "a whole group as one number"
    badges = {(row["FILENUM"], row["CURRENT_BA"]) for row in source if row["CURRENT_BA"] not in {"", "0"}}
    told = ("OffRace", "OffSex", "OFF_INJURE", "OffCondTyp", "OFF_HOSPIT", "UOF_REASON")
    rest = {(row["FILENUM"], *(row[name] for name in told)) for row in source if row["CURRENT_BA"] in {"", "0"}}
    officers = dallas.rows("use_of_force_officers")
    assert len(officers) == len(badges) + len(rest)
    assert sum(row["officer_id"] is None for row in officers) == len(rest)
    assert len({row["officer_id"] for row in officers} - {None}) == len({badge for _, badge in badges})


def test_dallas_injuries_care_and_resistance(dallas: Office) -> None:
    source = [row for row in dallas_rows() if row["FILENUM"]]
    people = dallas.rows("use_of_force_subjects")
    care = {"Treated by DFD", "Hospitalized", "OC Spray Treatment", "Hospital Drug Evaluation"}
    assert {row["FILENUM"] for row in source if care & _parts(row["CitCondTyp"])}
    assert not [row for row in people if care & set(unmapped([row], "injury_level"))], "care is no injury"
    given = {"treated_on_scene", "hospital", "officer_first_aid", "treated_released"}
    assert given <= {row["medical_aid"] for row in people}
    treated = {row["medical_aid"] for row in people if row["medical_aid_raw"] == "Treated by DFD"}
    assert treated == {"treated_on_scene"}
    said: dict[tuple[str, ...], dict[str, list[Cells]]] = defaultdict(lambda: defaultdict(list))  # by person and file
    for row in source:
        said[dallas_person(row)][row["year"]].append(row)
    last = [list(files.values())[-1] for files in said.values()]
    assert len(last) == len(people)
    for header, column in (("CIT_INJURE", "was_injured"), ("CIT_ARREST", "was_arrested")):
        yes = [rows_ for rows_ in last if any(row[header] in {"Yes", "true"} for row in rows_)]
        assert sum(row[column] == 1 for row in people) == len(yes), column
    expected = Counter(
        frozenset(_RESISTANCE[row["UOF_REASON"]] for row in rows_ if row["UOF_REASON"] in _RESISTANCE) for rows_ in last
    )
    assert not unmapped(people, "resistance_types")
    assert Counter(frozenset(json.loads(row["resistance_types"] or "[]")) for row in people) == expected


def _parts(cell: str) -> set[str]:
    return {part.strip() for part in cell.split(",")}


@pytest.mark.parametrize("folder", [NEW_ORLEANS, CINCINNATI, DALLAS])
def test_what_is_released(folder: str, request: pytest.FixtureRequest) -> None:
    office: Office = request.getfixturevalue(folder.removeprefix("uof-").replace("-", "_"))
    database = office.release() / "records.db"
    for table in ("use_of_force", "use_of_force_subjects", "use_of_force_officers", "use_of_force_applications"):
        assert len(rows(database, table)) == len(office.rows(table)), table
    years = Counter(int(row["occurred_date"][:4]) for row in office.rows("use_of_force"))
    assert Counter(row["occurred_year"] for row in rows(database, "use_of_force")) == years


@pytest.mark.parametrize("folder", [NEW_ORLEANS, CINCINNATI])
def test_a_second_load_changes_nothing(folder: str, request: pytest.FixtureRequest) -> None:
    office: Office = request.getfixturevalue(folder.removeprefix("uof-").replace("-", "_"))
    [said] = office.load(REAL / folder)
    assert [found["code"] for found in said["problems"]] == ["known-file"]
    assert not office.rows("_history")


def test_a_second_load_of_dallas_changes_only_what_two_files_tell(dallas: Office) -> None:
    tables = ("use_of_force", "use_of_force_subjects", "use_of_force_officers", "use_of_force_applications")
    before = {table: dallas.rows(table) for table in tables}
    key = dallas.kinds.key_of("use_of_force")
    files = defaultdict(set)
    for row in dallas_rows():
        files[row["FILENUM"]].add(row["year"])
    twice = {row[key] for row in before["use_of_force"] if len(files[row["incident_number"]]) > 1}
    assert len(twice) == 1
    assert not sum(said["outcomes"]["new"] for said in dallas.load(REAL / DALLAS))
    known = {row[dallas.kinds.key_of(table)]: row[key] for table in tables for row in before[table]}
    assert {known[row["record"]] for row in dallas.rows("_history") if row["table_name"] in tables} <= twice
    assert {table: len(dallas.rows(table)) for table in tables} == {
        table: len(found) for table, found in before.items()
    }
