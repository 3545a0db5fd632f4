"""Each saved question on places to vote, police at them, and rumors, counted in plain Python from the files."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from clerks import Record
from counting import FEW, Line, Town, by_label, half_up, of, percent


def polling_places_by_election(town: Town, agency: str, year: str) -> list[Line]:
    """Places to vote of each election, the newest first. Drop boxes and closed places stand apart."""
    places = of(town.places.values(), agency, year, "election")
    days = sorted({(place["day"], place["election"]["state"]) for place in places}, reverse=True)
    lines: list[Line] = []
    for held, state in days:
        some = [place for place in places if place["day"] == held]
        opened = [place for place in some if not place["is_closed"]]
        boxes = [place for place in opened if _is_box(place)]
        to_vote = [place for place in opened if not _is_box(place)]
        said = [place["is_accessible"] for place in to_vote]
        voters = [place["voters"] for place in to_vote if place["voters"] is not None]
        each = half_up(Fraction(sum(voters)) / len(voters), 0) if len(voters) >= FEW else None
        lines.append((
            held, state, len(to_vote), len(boxes), len(some) - len(opened), said.count(True), said.count(False),
            said.count(None), len({place["county"] for place in some} - {None}), len(voters), each, len(places),
        ))  # fmt: skip
    return [*lines, ("Election unknown", None, *[0] * 8, None, len(places))]


def _is_box(place: Record) -> bool:
    return bool(place["is_drop_box"]) or place["polling_place_type"] == "drop-off"


def police_at_polling_places(town: Town, agency: str, year: str) -> list[Line]:
    """Places by the highest level that took place there, and whether election staff had asked or police decided."""
    rows, waiting = town.posture
    order = list(town.words.labels("posture_level"))
    sites: dict[int, list[Record]] = {}
    for row in of(rows, agency, year, "election"):
        if row["scope"] == "site" and not row["is_planned"] and row["place"]:
            sites.setdefault(id(row["place"]), []).append(row)

    def level(site: list[Record]) -> str | None:
        return max((row["posture_level"] for row in site if row["posture_level"] in order), key=order.index, default=None)

    known = sum(level(site) is not None for site in sites.values())
    lines: list[Line] = []
    for code, label in [*town.words.labels("posture_level").items(), (None, "Level unknown")]:
        some = [site for site in sites.values() if level(site) == code]
        asked = [{row["requested_by"] for row in site} for site in some]
        staff = [bool(by & {"chief_election_official", "poll_worker"}) for by in asked]
        police = [bool(by & {"law_enforcement", "none"}) for by in asked]
        share = (known, percent(len(some), known)) if code else (None, None)
        lines.append((
            label, len(some), *share, sum(staff),
            sum(is_police and not is_staff for is_police, is_staff in zip(police, staff, strict=True)),
            int(sum(row["complaints"] or 0 for site in some for row in site)), len(sites), waiting,
        ))  # fmt: skip
    return lines


def rumor_answer_time(town: Town, agency: str, year: str) -> list[Line]:
    """Rumors by topic, the most first, and the middle number of hours until they were answered."""
    rumors = of(town.rumors, agency, year, "election")
    lines = []
    for label, some in by_label(rumors, "rumor_topic", town.words.labels("rumor_topic"), "Topic unknown"):
        waits = sorted(_hours(one) for one in some if "T" in (one["seen"] or "") and "T" in (one["told"] or ""))
        still = sum(one["rumor_status"] == "under_review" for one in some)
        lines.append((label, len(some), still, len(waits), middle(waits), len(rumors)))
    return lines


def _hours(rumor: Record) -> Fraction:
    waited = datetime.fromisoformat(rumor["told"]) - datetime.fromisoformat(rumor["seen"])
    return Fraction(int(waited.total_seconds()), 3600)


def middle(values: list[Fraction]) -> float | None:
    """The middle of sorted values, or halfway between the two middle ones, to one digit."""
    if not values:
        return None
    return half_up((values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2, 1)
