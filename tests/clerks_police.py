"""What the police files of the sample say of force, read file by file, and the numbers to divide by.

Each reader knows one clerk's headers, hand and words, and gives plain dicts with plain values.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from clerks import (
    Record,
    Row,
    Words,
    Wrong,
    cell,
    day,
    forbid,
    in_order,
    not_yet,
    number,
    parts,
    right,
    text_file,
    united,
    workbook,
    year_of,
    yes,
)

FALLS, PORT, BOARD = "example-falls-pd", "port-specimen-pd", "example-state-review-board"
COUNTY = "sample-county-elections"
WORDS = Words()
_MARKS = {
    "Hands/Control Hold": "control_hold",
    "Escort": "escort_hold",
    "Take Down": "takedown",
    "Strike/Kick": "hand_strike",
    "OC Spray": "oc_spray",
    "Taser": "conducted_energy_device",
    "Baton": "impact_weapon",
    "K-9 Bite": "canine_bite",
    "Restraint Device": "restraint_device",
    "Firearm Discharged": "firearm_discharge",
    "Other Force": "other_force",
}
_WHOM = {
    "Person": "person",
    "People who were not identified": "unknown_subjects",
    "Crowd": "crowd",
    "Animal": "animal",
    "Other": "other",
}
Telling = tuple[Record, Record | None, list[Record]]  # a row's incident, its person, its uses of force


# Force


def force(folder: Path) -> tuple[list[Record], list[Record], list[Record]]:
    """Incidents, people in incidents and uses of force of all three agencies. Parts name their incident."""
    falls = [
        telling
        for path in sorted((folder / FALLS).glob("use-of-force-*.csv"))
        for telling in right(text_file(path, "Report No"), _falls_force)
    ] + right(text_file(folder / FALLS / "force at places to vote.txt", "Case Report", "\t"), _voting_force)
    port = right(workbook(next((folder / PORT).glob("*.xlsx")), "Case Number"), _port_force)
    board = right(_objects(folder / BOARD / "force_reports.json"), _board_force)
    told = [*falls, *port, *board]
    incidents = united((incident for incident, _, _ in told), "agency", "number")
    people = united((person for _, person, _ in told if person), "agency", "incident", "number")
    uses = [*(use for _, _, uses in falls for use in uses)]  # two uses of one sort are two
    for once in (port, board):  # a log that marks sorts, and one that numbers its uses
        uses += united((use for _, _, uses in once for use in uses), "agency", "incident", "number").values()
    for part in (*people.values(), *uses):
        part["incident"] = incidents[part["agency"], part["incident"]]
    for incident in incidents.values():
        incident |= {"uses": [], "people": []}
    for use in uses:
        use["incident"]["uses"].append(use)
    for person in people.values():
        person["incident"]["people"].append(person)
    return list(incidents.values()), list(people.values()), uses


def _incident(agency: str, said: str, occurred: str | None, reviewed: str | None, review: str) -> Record:
    forbid(no_number=not said, no_day=not occurred)
    not_yet(occurred, reviewed)
    in_order(occurred, reviewed)
    return {
        "agency": agency,
        "number": said,
        "year": year_of(occurred),
        "review_outcome": WORDS.code("review_outcome", review),
        "was_arrest_made": None,
    }


def _person(agency: str, incident: str, said: str, injury: str, arrested: bool | None, whom: str | None) -> Record:
    return {
        "agency": agency,
        "incident": incident,
        "number": said,
        "injury_level": WORDS.code("injury_level", injury),
        "was_arrested": arrested,
        "subject_type": whom,
    }


def _use(agency: str, incident: str, said: object, code: str | None) -> Record:
    return {
        "agency": agency,
        "incident": incident,
        "number": said,
        "force_type": code,
        "force_class": WORDS.known("force_type", code, "class") or code,
        "level": WORDS.known("force_type", code, "level"),
    }


def _falls_force(row: Row) -> Telling:
    """One row is one officer and one person; a cell names every use of force between them."""
    said, occurred = row["Report No"], day(cell(row, "Occurred", "Occurred At"))
    filed, election = day(row["Report Filed"]), day(row["Election Day"])
    incident = _incident(FALLS, said, occurred, day(row["Review Done"]), row["Review Outcome"])
    not_yet(filed)
    in_order(occurred, filed)
    for header in ("Person Injured", "Officer Injured", "Body Camera", "Hospital", "Told The FBI"):
        yes(row[header])
    forbid(
        more_used_force_than_came=(number(row["Officers Using Force"]) or 0) > (number(row["Officers Involved"]) or 99),
        not_about_it=election and yes(row["Election Related"]) is False,
        site_without_a_day=row["Site"] and not day(row["Show Site From"]),
    )
    person = _person(FALLS, said, row["Person No"], row["Person Injury"], yes(row["Arrested"]), None)
    sorts = [sort for sort in parts(cell(row, "Force Used", "Force Type"), " / ") if sort]
    uses = [_use(FALLS, said, None, WORDS.code("force_type", sort)) for sort in sorts]
    return incident, person if row["Person No"] else None, uses


def _voting_force(row: Row) -> Telling:
    """The same by another hand, for force at places to vote, which may be shown only after the election."""
    said, occurred, filed = row["Case Report"], day(row["Moment"]), day(row["Handed In"])
    incident = _incident(FALLS, said, occurred, day(row["Review Over"]), row["Review"])
    not_yet(filed)
    in_order(occurred, filed)
    shown = day(row["May Show"])
    forbid(site_without_a_day=row["Site"] and not shown, too_soon=shown and shown <= row["At Election"])
    person = _person(FALLS, said, row["Person"], row["Injury"], None, None)
    uses = [_use(FALLS, said, None, WORDS.code("force_type", sort)) for sort in parts(row["Used"], " / ") if sort]
    return incident, person if row["Person"] else None, uses


def _port_force(row: Row) -> Telling:
    """One row is one officer and one person; a Yes marks each sort of force, and not how often."""
    said = row["Case Number"]
    incident = _incident(PORT, said, day(row["Date"]), day(row["Reviewed"]), row["Review"])
    age, low, high = (number(row[header], 120) for header in ("Subj Age", "Age From", "Age To"))
    forbid(
        ages_turned_around=low is not None and high is not None and low > high,
        age_outside=age is not None and not (low or 0) <= age <= (high or 120),
    )
    person = _person(PORT, said, row["Subj"], row["Injury"], yes(row["Arrested"]), None)
    marked = [code for header, code in _MARKS.items() if yes(row[header])]
    return incident, person if row["Subj"] else None, [
        _use(PORT, said, (row["Badge"], row["Subj"], code), code) for code in marked
    ]  # fmt: skip


def _board_force(row: Row) -> Telling:
    """One row is one use of force, with a number of its own."""
    said, occurred, sent = row["report_id"], day(row["incident_date"]), day(row["received_on"])
    incident = _incident(BOARD, said, occurred, day(row["review_done"]), row["review"])
    incident["was_arrest_made"] = yes(row["arrest"])
    not_yet(sent)
    in_order(occurred, sent)
    number(row["times"])
    person = _person(BOARD, said, row["person_ref"], row["person_injury"], None, _WHOM.get(row["whom"]))
    use = _use(BOARD, said, row["use_no"], WORDS.code("force_type", row["force_type"]))
    return incident, person if row["person_ref"] else None, [use] if row["use_no"] or row["force_type"] else []


def _objects(path: Path) -> Iterable[Row]:
    """The objects of a JSON list, with text in every place."""
    for one in json.loads(path.read_text(encoding="utf-8")):
        yield {name: "" if value is None else str(value) for name, value in one.items()}


# Numbers to divide by


def denominators(folder: Path) -> list[Record]:
    """What rates divide by: measure, value, first and last day, and who counted."""
    falls = right(workbook(folder / FALLS / "numbers for rates.xlsx", "Number Of"), _falls_number)
    port = right(text_file(folder / PORT / "PSPD_base_numbers.csv", "what"), _port_number)
    county = right(text_file(folder / COUNTY / "numbers of voters.csv", "Counted"), _county_number)
    return list(united([*falls, *port, *county], "agency", "measure", "start", "end", "area").values())


def _number(agency: str, measure: str | None, value: str, start: str | None, end: str | None) -> Record:
    in_order(start, end)
    not_yet(start)
    if measure in ("arrests", "calls_for_service", "stops", "traffic_stops", "votes_cast", "in_person_votes"):
        not_yet(end)
    said = number(value)
    if None in (measure, said, start, end):
        raise Wrong("something is missing")
    return {"agency": agency, "measure": measure, "value": said, "start": start, "end": end, "year": year_of(end)}


def _falls_number(row: Row) -> Record:
    own = {"Residents over 18": "adult_residents", "Officers": "sworn_officers", "All stops": "stops"}
    measure = WORDS.code("denominator_measure", row["Number Of"], own)
    made = _number(FALLS, measure, row["Count"], day(row["Starting"]), day(row["Ending"]))
    return made | {"area": row["Place"], "is_whole": yes(row["All Of Our Area"]), "source": row["Where From"]}


def _port_number(row: Row) -> Record:
    own = {"people": "residents", "adults": "adult_residents", "officers": "sworn_officers"}
    measure = WORDS.code("denominator_measure", row["what"], own)
    made = _number(PORT, measure, row["number"], day(row["first_day"]), day(row["last_day"]))
    return made | {"area": "Port Specimen", "is_whole": True, "source": row["counted_by"]}


def _county_number(row: Row) -> Record:
    measure = WORDS.code("denominator_measure", row["Counted"])
    made = _number(COUNTY, measure, row["Number"], day(row["First Day"]), day(row["Last Day"]))
    return made | {"area": row["Place"], "is_whole": yes(row["All Of It"]), "source": row["Who Counted"]}
