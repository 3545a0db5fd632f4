"""What the election files of the sample say, read file by file. Rows that still wait are counted, and left out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from clerks import (
    RELEASED,
    Record,
    Row,
    day,
    forbid,
    in_order,
    moment,
    not_yet,
    number,
    right,
    text_file,
    united,
    workbook,
    year_of,
    yes,
)
from clerks_police import BOARD, COUNTY, FALLS, PORT, WORDS

_THREATS = ("credible_nonspecific", "credible_specific", "active_incident")
Waiting = tuple[list[Record], int]  # the rows that are public, and how many still wait


def elections(folder: Path) -> dict[str, Record]:
    """Elections by their day; all are in the one made-up state."""
    files = [folder / COUNTY / name for name in ("elections before 2021.csv", "elections.csv")]
    made = [election for file in files for election in right(text_file(file, "Election Date"), _election)]
    return {election["day"]: election for election in made}


def _election(row: Row) -> Record:
    held = day(row["Election Date"])
    in_order(day(row["Early From"]), day(row["Early Until"]))
    in_order(day(row["Early From"]), held, day(row["Certified"]))
    return {"day": held, "state": row["State"], "year": year_of(held), "votes": number(row["Voted"])}


def polling_places(folder: Path, held: dict[str, Record]) -> dict[tuple[str, str], Record]:
    """Places to vote, by the day of the election and their number."""
    made = [
        place
        for path in sorted((folder / COUNTY).glob("polling places *.tsv"))
        for place in right(text_file(path, "Election Date", "\t", "utf-16"), _place)
    ]
    for place in made:
        place["election"] = held[place["day"]]
    return {(place["day"], place["number"]): place for place in made}


def _place(row: Row) -> Record:
    point = [row[header] and float(row[header]) for header in ("Lat", "Long")]
    forbid(half_a_map_point=point.count("") == 1, off_africa=point == [0, 0])
    _shown_after(row["Own Security"], row["Release On"], row["Election Date"])
    sort = {"Election day": "day-of", "Early voting": "early", "Ballot drop-off": "drop-off", "": None}
    return {
        "agency": COUNTY,
        "day": day(row["Election Date"]),
        "number": row["Site"],
        "county": row["County"] or None,
        "polling_place_type": sort[row["Site Type"]],
        "is_drop_box": yes(row["Is Box"]),
        "is_closed": yes(row["Closed"]),
        "is_accessible": yes(row["Accessible"]),
        "voters": number(row["Voters"]),
    }


def _shown_after(what: str, shown: str, *days: str | None) -> None:
    """What names a place must say from when it may be shown, and that is after the election and all else."""
    if what:
        forbid(no_day=not shown, too_soon=any(shown <= one[:10] for one in days if one))


def public(made: list[Record]) -> Waiting:
    """The rows that may be shown on the day of the release, and how many still wait."""
    shown = [one for one in made if one["release_on"] and one["release_on"] <= RELEASED]
    return shown, len(made) - len(shown)


def posture(folder: Path, held: dict[str, Record], places: dict[tuple[str, str], Record]) -> Waiting:
    """How police took part: one row a stretch of time in an area, a zone or a place."""
    made = [
        row
        for path in sorted((folder / COUNTY).glob("police posture *.csv"))
        for row in right(text_file(path, "Row"), _posture)
    ]
    for one in made:
        one |= {"election": held[one["day"]], "place": places.get((one["day"], one["site"]))}
    return public(list(united(made, "number").values()))


def _posture(row: Row) -> Record:
    begun, ended = moment(row["From"]), moment(row["To"])
    in_order(begun, ended)
    scope, level = WORDS.code("election_scope", row["Scope"]), WORDS.code("posture_level", row["Level"])
    if scope in ("site", "zone"):
        _shown_after(scope, row["Release On"], ended, row["Election Date"])
    threat = WORDS.code("threat_basis", row["Threat"])
    forbid(
        no_day=not row["Release On"],
        place_and_scope=(scope == "site") != bool(row["Site"]),
        nobody_says_why=level == "heightened" and threat not in _THREATS,
        heightened_unseen=level == "heightened" and not (row["Approved By"] and row["Review At"]),
        no_threat_to_meet=row["Purpose"] == "Threat response" and threat in (None, "none"),
    )
    return {
        "agency": COUNTY,
        "number": row["Row"],
        "day": day(row["Election Date"]),
        "site": row["Site"],
        "scope": scope,
        "is_planned": row["Plan"] == "Planned",
        "posture_level": level,
        "requested_by": WORDS.code("requested_by", row["Asked By"]),
        "complaints": number(row["Complaints"]),
        "release_on": row["Release On"],
    }


def rumors(folder: Path, held: dict[str, Record]) -> list[Record]:
    """Rumors and when they were answered, of the county and of the review board."""
    files = [folder / COUNTY / name for name in ("rumors first try 2021.csv", "rumors.csv")]
    made = [rumor for file in files for rumor in right(text_file(file, "No"), _county_rumor)]
    made = [*made, *right(text_file(folder / BOARD / "rumors-police.csv", "no"), _board_rumor)]
    for rumor in made:
        rumor["election"] = held[rumor["day"]]
    return made


def _rumor(agency: str, held: str, topic: str, status: str, fact: str, seen: str | None, told: str | None) -> Record:
    not_yet(seen, told)
    in_order(seen, told)
    code = WORDS.code("rumor_status", status)
    judged = code in ("false", "misleading", "partly_true", "true")
    sort = WORDS.code("rumor_topic", topic)
    forbid(judged_without_a_fact=judged and not fact, candidate_judged=judged and sort == "candidate_content")
    return {"agency": agency, "day": held, "rumor_topic": sort, "rumor_status": code, "seen": seen, "told": told}


def _county_rumor(row: Row) -> Record:
    seen, told = moment(row["First Seen"]), moment(row["Answered"])
    in_order(told, moment(row["Changed"]))
    return _rumor(COUNTY, row["Election Date"], row["Topic"], row["Status"], row["Fact"], seen, told)


def _board_rumor(row: Row) -> Record:
    seen, told = moment(row["seen_at"]), moment(row["answered_at"])
    return _rumor(BOARD, row["election"], row["topic"], row["status"], row["fact"], seen, told)


# What was reported, and who was sent


def incidents(folder: Path, held: dict[str, Record], reports: list[Record]) -> Waiting:
    """Election incidents of the county and both departments. A force report that is named is one of `reports`."""
    falls, port = folder / FALLS, folder / PORT
    files = [
        (FALLS, text_file(falls / "election incidents from calls.csv", "Log No")),
        (FALLS, workbook(falls / "election incidents.xlsx", "Log No")),
        (PORT, text_file(port / "PSPD election events from calls.csv", "Log No", encoding="cp1252")),
        (PORT, text_file(port / "PSPD election events.csv", "Log No", encoding="cp1252")),
        (COUNTY, text_file(folder / COUNTY / "incident log.csv", "Log No")),
    ]
    known = {(report["agency"], report["number"]): report for report in reports}
    told = (one for agency, rows in files for one in right(rows, partial(_happened, agency)))
    made = united(told, "agency", "number")
    for one in made.values():
        one["report"] = known[one["agency"], one["report"]] if one["report"] else None
        one["election"] = held.get(one["day"])
        one["year"] = one["election"]["year"] if one["election"] else one["year"]
    return public(list(made.values()))


def _happened(agency: str, row: Row) -> Record:
    occurred, shown = day(row["Event Day"]), day(row["May Show"])
    not_yet(occurred)
    sort = WORDS.code("election_incident_type", row["What"])
    response, severity = WORDS.code("election_response", row["Done"]), WORDS.code("election_severity", row["How Grave"])
    was_used, stopped = yes(row["Force"]), number(row["Voting Stopped Min"]) or 0
    report = row.get("Force Report", "")
    is_force = was_used or response == "use_of_force"
    hold = timedelta(2 if sort == "police_presence_complaint" else 4)
    forbid(
        no_day=not occurred or not shown,
        too_soon=occurred and shown and date.fromisoformat(shown) < date.fromisoformat(occurred) + hold,
        force_without_a_report=is_force and not report,
        force_denied=was_used is False and (response == "use_of_force" or report),
        stopped_without_effect=severity in ("1_informational", "2_minor") and stopped > 0,
        long_stop=severity == "3_moderate" and stopped >= 30,
        nobody_arrested=response == "arrest" and number(row.get("Arrests", "")) == 0,
        nobody_ticketed=response == "citation" and number(row.get("Tickets", "")) == 0,
    )
    return {
        "agency": agency,
        "number": row["Log No"],
        "day": day(row["Election"]),
        "site": row["Site"],
        "year": year_of(occurred),
        "incident_type": sort,
        "severity": severity,
        "response": response,
        "is_on_scene": {"1": True, "0": False}.get(WORDS.known("election_response", response, "on_scene")),
        "was_force_used": was_used,
        "report": report,
        "release_on": shown,
    }


def dispatches(folder: Path, held: dict[str, Record]) -> Waiting:
    """Officers sent to places to vote, by both departments."""
    falls, port = folder / FALLS, folder / PORT
    files: list[tuple[str, str, list[Row]]] = [
        (FALLS, "MM/DD/YYYY", text_file(falls / "polling place calls.csv", "Call No")),
        (FALLS, "MM/DD/YYYY", text_file(falls / "polling place calls fall 2024.csv", "Call No")),
        (PORT, "DD-MM-YYYY", text_file(port / "PSPD election calls.csv", "Call No", ";")),
        (PORT, "DD-MM-YYYY", text_file(port / "PSPD election calls 2024-11-05.csv", "Call No", ";")),
    ]
    told = (one for agency, hand, rows in files for one in right(rows, partial(_sent, agency, hand)))
    made = list(united(told, "agency", "number").values())
    for one in made:
        one["year"] = held[one["day"]]["year"] if one["day"] in held else year_of(one["asked"])
    return public(made)


def _sent(agency: str, hand: str, row: Row) -> Record:
    headers = ("Call Received", "Unit Sent", "On Scene", "Cleared")
    asked, sent, there, left = (moment(row[header], hand) for header in headers)
    not_yet(asked)
    in_order(asked, sent, there, left)
    last, shown = next(filter(None, (left, there, sent, asked)), None), day(row["May Show"])
    forbid(
        no_day=not shown,
        too_soon=last and shown and datetime.fromisoformat(shown) < datetime.fromisoformat(last) + timedelta(3),
        force_alone=WORDS.code("election_response", row["Outcome"]) == "use_of_force" and not row["Log No"],
    )
    return {
        "agency": agency,
        "number": row["Call No"],
        "day": day(row["Election"]),
        "dispatch_reason": WORDS.code("election_incident_type", row["Reason"]),
        "asked": asked,
        "there": there,
        "minutes": number(row["Minutes"]),
        "told": moment(row["Office Told"], hand),
        "went_in": yes(row["Went In"]),
        "log": row["Log No"],
        "release_on": shown,
    }
