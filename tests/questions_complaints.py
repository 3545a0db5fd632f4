"""Each saved question on complaints, counted in plain Python from the files. The name is the question's."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from clerks import RELEASED, Record
from counting import FEW, Line, Town, by_label, by_year, half_up, note, of, percent

_DECIDED = {"sustained", "not_sustained", "exonerated", "unfounded"}
_ENDED_ANOTHER_WAY = {"closed_no_finding", "alternative_resolution", "vacated"}


def _without_duplicates(complaints: list[Record]) -> list[Record]:
    return [one for one in complaints if one["finding"] != "duplicate"]


def _findings(complaint: Record) -> set[str | None]:
    return {complaint["finding"], *(one["finding"] for one in complaint["allegations"])} - {None}


def _givers(town: Town) -> set[str]:
    """The agencies that give closing dates at all."""
    return {one["agency"] for one in town.complaints if one["closed_date"]}


def complaints_by_year(town: Town, agency: str, year: str) -> list[Line]:
    """Complaints by the year they came in, by how far they are, and those with a sustained finding.

    Open is what waits for a finding or stands at an open stage; closed what has a date or says so. Where an agency
    gives dates, no date means open; where it gives none, a finding says that it is decided.
    """
    some = _without_duplicates(of(town.complaints, agency, year))
    known = set(town.words.labels("finding")) - {"pending"}
    givers = _givers(town)
    open_stages = set(town.words.labels("complaint_status")) - {"closed"}

    def stage(one: Record) -> str:
        if "pending" in _findings(one) or one["complaint_status"] in open_stages:
            return "open"
        if one["closed_date"] or one["complaint_status"] == "closed":
            return "done"
        return "open" if one["agency"] in givers else "done" if _findings(one) & known else "unknown"

    lines = []
    for label, came in by_year(some):
        stages = [stage(one) for one in came]
        sustained = sum("sustained" in _findings(one) for one in came)
        counts = [stages.count(one) for one in ("done", "open", "unknown")]
        lines.append((label, len(came), *counts, sustained, len(some)))
    return lines


def days_to_close(town: Town, agency: str, year: str) -> list[Line]:
    """The day by which half of a year's complaints were closed. Open ones count as not closed yet.

    Only agencies that give closing dates. What says that it is closed but not when, is of unknown dates.
    """
    givers = _givers(town)
    some = [one for one in _without_duplicates(of(town.complaints, agency, year)) if one["agency"] in givers]
    lines = []
    for label, came in by_year(some):
        closed = sorted(_days(one, one["closed_date"]) for one in came if one["closed_date"] and one["received_date"])
        waiting = [one for one in came if not one["closed_date"] and one["complaint_status"] != "closed"]
        still = [_days(one, RELEASED) for one in waiting if one["received_date"]]
        half = (len(closed) + len(still) + 1) // 2
        lines.append((
            label, len(came), len(closed), len(still), len(came) - len(closed) - len(still),
            closed[half - 1] if 0 < half <= len(closed) else None,
            sum(days > 180 for days in still), sum(days > 365 for days in still), len(some),
        ))  # fmt: skip
    return lines


def _days(complaint: Record, until: str) -> int:
    return (date.fromisoformat(until) - date.fromisoformat(complaint["received_date"])).days


def complaint_rate(town: Town, agency: str, year: str) -> list[Line]:
    """Complaints without duplicates, for 100 sworn officers and for 10,000 residents, by agency and year."""
    complaints = of(town.complaints, agency, year)
    labels = town.words.labels("denominator_measure")
    groups = {(one["year"] is None, town.names[one["agency"]], one["year"] or 0, one["agency"]) for one in complaints}
    lines: list[Line] = []
    for is_last, name, when, short in sorted(groups):
        some = [one for one in complaints if (one["agency"], one["year"] or 0) == (short, when)]
        counted = len(_without_duplicates(some))
        for measure, every in (("sworn_officers", 100), ("residents", 10_000)):
            bases = [
                one
                for one in town.denominators
                if (one["agency"], one["year"], one["measure"]) == (short, when, measure) and one["is_whole"]
            ]
            base = max(bases, key=lambda one: one["end"], default=None)
            rate = half_up(every * counted / Fraction(base["value"]), 2) if base and counted >= FEW else None
            said = note(counted, "Too few for a rate") if base else "No number to divide by"
            source = [base["source"], base["start"], base["end"]] if base else [None] * 3
            lines.append((
                name, "Year unknown" if is_last else str(when), counted, labels[measure], base and base["value"], every,
                rate, said, len(some) - counted, *source, len(complaints),
            ))  # fmt: skip
    if not any(is_last for is_last, *_ in groups):
        lines.append(("Any agency", "Year unknown", 0, *[None] * 5, 0, None, None, None, len(complaints)))
    return lines


def _allegations(town: Town, agency: str, year: str) -> list[Record]:
    """Allegations that are no duplicates, and whose complaint is none."""
    some = of(town.allegations, agency, year, "complaint")
    return [one for one in some if "duplicate" not in (one["finding"], one["complaint"]["finding"])]


def findings_by_allegation(town: Town, agency: str, year: str) -> list[Line]:
    """Allegations by type, the most first. The share is of those decided on the facts."""
    allegations = _allegations(town, agency, year)
    labels = town.words.labels("allegation_category")
    lines = []
    for label, some in by_label(allegations, "allegation_category", labels, "Unknown or not stated"):
        groups = [one["finding_group"] for one in some]
        decided, sustained = sum(group in _DECIDED for group in groups), groups.count("sustained")
        ended, still = sum(group in _ENDED_ANOTHER_WAY for group in groups), groups.count("pending")
        unknown = len(some) - decided - ended - still
        share = percent(sustained, decided)
        lines.append((label, len(some), decided, sustained, share, ended, still, unknown, len(allegations)))
    return lines


def _stage(allegation: Record) -> str:
    """Open or closed: its finding says it, else its complaint does."""
    group, complaint = allegation["finding_group"], allegation["complaint"]
    if group == "pending":
        return "open"
    is_closed = group in _DECIDED | _ENDED_ANOTHER_WAY
    is_closed = is_closed or complaint["closed_date"] or complaint["complaint_status"] == "closed"
    return "closed" if is_closed else "unknown"


def sustained_share(town: Town, agency: str, year: str) -> list[Line]:
    """Sustained allegations by the year the complaint came in: of those decided on the facts, and of all closed."""
    allegations = _allegations(town, agency, year)
    lines = []
    for label, some in by_year(allegations, "complaint"):
        groups, stages = [one["finding_group"] for one in some], [_stage(one) for one in some]
        decided, sustained = sum(group in _DECIDED for group in groups), groups.count("sustained")
        closed = stages.count("closed")
        lines.append((
            label, len(some), sustained, decided, percent(sustained, decided), closed, percent(sustained, closed),
            note(sustained), stages.count("open"), stages.count("unknown"), len(allegations),
        ))  # fmt: skip
    return lines


def closed_without_finding(town: Town, agency: str, year: str) -> list[Line]:
    """Allegations closed with no decision, by the reason, and what became of all others. Shares are of all closed."""
    allegations = _allegations(town, agency, year)
    reasons = {row["code"]: row["label"] for row in town.words.rows("finding") if row["group"] == "closed_no_finding"}
    closed = [one for one in allegations if _stage(one) == "closed"]
    groups = [one["finding_group"] for one in closed]
    decided, without = sum(group in _DECIDED for group in groups), groups.count("closed_no_finding")
    another_way = groups.count("alternative_resolution") + groups.count("vacated")
    counts = {label: sum(one["finding"] == code for one in closed) for code, label in reasons.items()} | {
        "Closed, decided on the facts": decided,
        "Closed, settled another way or overturned": another_way,
        "Closed, finding unknown or not stated": len(closed) - decided - another_way - without,
    }
    whole = len(closed)
    all_ = (without, percent(without, whole), len(allegations))
    lines: list[Line] = [(label, count, whole, percent(count, whole), *all_) for label, count in counts.items()]
    for label, stage in (("Still open", "open"), ("Open or closed unknown", "unknown")):
        lines.append((label, sum(_stage(one) == stage for one in allegations), None, None, *all_))
    return lines


def discipline_after_sustained(town: Town, agency: str, year: str) -> list[Line]:
    """Sustained allegations by penalty. Shares are of those where the penalty is decided and told."""
    sustained = [one for one in _allegations(town, agency, year) if one["finding_group"] == "sustained"]
    labels = town.words.labels("discipline")
    counts = {code: sum(one["discipline"] == code for one in sustained) for code in labels}
    rest = len(sustained) - sum(counts.values())
    decided = sum(counts.values()) - counts["charges_pending"]
    less = {"none", "training_or_counseling", "reversed"}
    more = sum(count for code, count in counts.items() if code not in less | {"charges_pending"})
    all_ = (more, percent(more, decided), len(sustained))
    lines: list[Line] = []
    for code, label in labels.items():
        if code == "charges_pending":
            lines.append((label, counts[code], "Not decided or not known", None, None, *all_))
        else:
            as_ = "Training, none or taken back" if code in less else "More than training"
            lines.append((label, counts[code], as_, decided, percent(counts[code], decided), *all_))
    return [*lines, ("Unknown or not stated", rest, "Not decided or not known", None, None, *all_)]
