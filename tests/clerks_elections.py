"""What the election files of the sample say, read file by file. Rows that still wait are counted, and left out."""

from __future__ import annotations

from pathlib import Path

from clerks import RELEASED, Record, Row, day, forbid, in_order, moment, not_yet, number, right, text_file, united, year_of, yes  # fmt: skip
from clerks_police import BOARD, WORDS

COUNTY = "sample-county-elections"


def elections(folder: Path) -> dict[str, Record]:
    """Elections by their day; all are in the one made-up state."""
    made = right(text_file(folder / COUNTY / "elections.csv", "Election Date"), _election)
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
    forbid(half_a_map_point=bool(row["Lat"]) != bool(row["Long"]))
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


def public(made: list[Record]) -> tuple[list[Record], int]:
    """The rows that may be shown on the day of the release, and how many still wait."""
    shown = [one for one in made if one["release_on"] and one["release_on"] <= RELEASED]
    return shown, len(made) - len(shown)


def posture(folder: Path, held: dict[str, Record], places: dict[tuple[str, str], Record]) -> tuple[list[Record], int]:
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
    forbid(no_day=not row["Release On"], place_and_scope=(scope == "site") != bool(row["Site"]))
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
    county = right(text_file(folder / COUNTY / "rumors.csv", "No"), _county_rumor)
    made = [*county, *right(text_file(folder / BOARD / "rumors-police.csv", "no"), _board_rumor)]
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
