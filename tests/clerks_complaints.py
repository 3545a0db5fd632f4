"""What the complaint files of the sample say, read file by file: complaints, and the allegations in them."""

from __future__ import annotations

from pathlib import Path

from clerks import Record, Row, day, forbid, in_order, not_yet, parts, right, text_file, united, year_of, yes
from clerks_police import BOARD, FALLS, PORT, WORDS

_PENALTIES = [
    "verbal_reprimand",
    "written_reprimand",
    "loss_of_leave",
    "suspension",
    "demotion",
    "probation",
    "termination",
]
_CLEARED = {"not_sustained", "not_sustained_unspecified", "exonerated", "unfounded"}


def complaints(folder: Path) -> tuple[list[Record], list[Record]]:
    """Complaints and allegations of all three agencies. An allegation names its complaint."""
    falls, port, board = folder / FALLS, folder / PORT, folder / BOARD
    register = text_file(port / "PSPD_complaints_2021-2025.csv", "File No", ";", "cp1252")
    cases = text_file(board / "board-complaints-2021-2025.txt", "Board No", "\t")
    filed = right(register, _port_complaint)
    heard = right(cases, _board_complaint)
    told = [*right(text_file(falls / "complaint_cases.csv", "Case No"), _falls_complaint)]
    told += [complaint for complaint, _ in (*filed, *heard)]
    made = united(told, "agency", "number")
    said = right(text_file(falls / "complaint_allegations.csv", "Case No"), _falls_allegation)
    said += [allegation for _, all_ in (*filed, *heard) for allegation in all_]
    kept = [one for one in said if (one["agency"], one["complaint"]) in made]  # else there is no such case
    for complaint in made.values():
        complaint["allegations"] = []
    for one in kept:
        one["complaint"] = made[one["agency"], one["complaint"]]
        one["complaint"]["allegations"].append(one)
    return list(made.values()), kept


def _complaint(agency: str, said: str, received: str | None, status: str, closed: str | None) -> Record:
    forbid(no_number=not said)
    not_yet(received, closed)
    in_order(received, closed)
    stage = WORDS.code("complaint_status", status)
    forbid(closed_before_it_began=closed and stage in ("received", "screening"))
    return {
        "agency": agency,
        "number": said,
        "received_date": received,
        "year": year_of(received),
        "complaint_status": stage,
        "closed_date": closed,
        "finding": None,
    }


def _allegation(agency: str, said: str, sort: str, finding: str, own: dict[str, str] | None, penalty: str) -> Record:
    code = WORDS.code("finding", finding)
    return {
        "agency": agency,
        "complaint": said,
        "allegation_category": WORDS.code("allegation_category", sort),
        "finding": code,
        "finding_group": WORDS.known("finding", code, "group") or code,
        "is_merit": WORDS.known("finding", code, "merit") == "1",
        "discipline": WORDS.code("discipline", penalty, own),
    }


def _falls_complaint(row: Row) -> Record:
    received, ended, found = (day(row[header]) for header in ("Received", "Ended", "Found"))
    event, opened = day(row["Event Day"]), day(row["Opened"])
    not_yet(event, opened, ended, found)
    in_order(event, received)
    in_order(received, opened, ended)
    in_order(received, found)
    forbid(not_about_it=day(row["Election Day"]) and yes(row["About An Election"]) is False)
    return _complaint(FALLS, row["Case No"], received, row["Stage"], day(row["Closed"]))


def _falls_allegation(row: Row) -> Record:
    own = {"Extra duty": "other"}
    made = _allegation(FALLS, row["Case No"], row["Allegation"], row["Finding"], own, row["Penalty"])
    not_yet(day(row["Job Changed"]))
    is_known = yes(row["Known Officer"])
    forbid(
        nobody_knows_the_officer=is_known is False and row["Emp ID"],
        closed_as_nobody_is_known=made["finding"] == "officer_unidentified" and (row["Emp ID"] or is_known),
        penalty_for_nothing=made["discipline"] in _PENALTIES
        and made["finding"] in _CLEARED
        and WORDS.code("finding", row["After Appeal"]) != "sustained",
    )
    return made


def _port_complaint(row: Row) -> tuple[Record, list[Record]]:
    """One row is one allegation; what is said of the complaint stands on each of its rows."""
    received, event, closed = (day(row[header], "MM/DD/YY") for header in ("Received", "Event", "Disposed"))
    not_yet(event)
    in_order(event, received)
    complaint = _complaint(PORT, row["File No"], received, row["Status"], closed)
    one = _allegation(PORT, row["File No"], row["Charge"], row["Result"], None, row["Action"])
    return complaint, [one] if any(row[header] for header in ("Badge", "Charge", "Result", "Action")) else []


def _board_complaint(row: Row) -> tuple[Record, list[Record]]:
    """One row is one case; since 2023 three lists in step tell of its allegations."""
    received, event, opened, closed = (
        day(row[header], "YYYYMMDD") for header in ("Received", "Event", "Taken Up", "Decided")
    )
    not_yet(event, opened)
    in_order(event, received)
    in_order(received, opened)
    complaint = _complaint(BOARD, row["Board No"], received, row["State Of Case"], closed)
    complaint["finding"] = WORDS.code("finding", row["Case Finding"])
    forbid(closed_while_open=closed and complaint["finding"] == "pending")
    sorts, findings = parts(row["Allegations"], " | "), parts(row["Final Findings"], " | ")
    said = [pair for pair in zip(sorts, findings, strict=True) if any(pair)]
    return complaint, [_allegation(BOARD, row["Board No"], sort, finding, None, "") for sort, finding in said]
