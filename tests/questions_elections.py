"""Each saved question on places to vote, police at them, and rumors, counted in plain Python from the files."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from clerks import Record
from counting import FEW, Line, Town, by_label, half_up, middle, of, percent


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
            said.count(None), len({place["county"] for place in some} - {None}), len(voters),
            sum(voters) if voters else None, each, len(places),
        ))  # fmt: skip
    return [*lines, ("Election unknown", None, *[0] * 8, None, None, len(places))]


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
        known = [row["posture_level"] for row in site if row["posture_level"] in order]
        return max(known, key=order.index, default=None)

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


_SEVERITIES = ("1_informational", "2_minor", "3_moderate", "4_serious", "5_critical")


def election_incidents_by_type(town: Town, agency: str, year: str) -> list[Line]:
    """Incidents by type, the most first, and how serious. Demonstrations stand apart.

    The rate is of incidents at open places on record that are no drop boxes, for 100 such places of the office that
    lists them. Elections at which nothing was reported from such a place are no part of it.
    """
    rows, waiting = town.events
    all_ = of(rows, agency, year)
    rest = [one for one in all_ if one["incident_type"] != "demonstration"]
    opened = {spot: one for spot, one in town.places.items() if not one["is_closed"] and not _is_box(one)}
    told = {one["day"] for one in all_ if (one["day"], one["site"]) in opened}
    places = sum(one["day"] in told for one in opened.values())
    lines = []
    for label, some in by_label(rest, "incident_type", town.words.labels("election_incident_type"), "Type unknown"):
        grades = [one["severity"] for one in some]
        counts = [grades.count(grade) for grade in _SEVERITIES]
        there = sum((one["day"], one["site"]) in opened for one in some)
        lines.append((
            label, len(some), *counts, len(some) - sum(counts), there, places, percent(there, places),
            len(all_) - len(rest), len(rest), waiting,
        ))  # fmt: skip
    return lines


def force_at_election_incidents(town: Town, agency: str, year: str) -> list[Line]:
    """Incidents of each election, the newest first: did officers come, was force used, and is its report here.

    Officers came where the answer says so, where force was used, or where a dispatch to it has an arrival.
    """
    rows, waiting = town.events
    arrived = {(one["agency"], one["log"]) for one in town.dispatches[0] if one["there"]}
    all_ = of(rows, agency, year)

    def came(one: Record) -> bool | None:
        return True if one["was_force_used"] or (one["agency"], one["number"]) in arrived else one["is_on_scene"]

    def line(some: list[Record]) -> Line:
        on_scene = [came(one) for one in some]
        force = [one for one in some if one["was_force_used"] or one["response"] == "use_of_force"]
        linked = {id(one["report"]) for one in force if one["report"]}
        untold = sum(one["was_force_used"] is None and one not in force for one in some)
        return (
            len(some), on_scene.count(True), on_scene.count(False), on_scene.count(None), len(force),
            percent(len(force), on_scene.count(True)), len(linked), sum(not one["report"] for one in force), untold,
            len(all_), waiting,
        )  # fmt: skip

    days = sorted({(one["day"], one["election"]["state"]) for one in all_ if one["election"]}, reverse=True)
    lines: list[Line] = [(held, state, *line([one for one in all_ if one["day"] == held])) for held, state in days]
    return [*lines, ("Election unknown", None, *line([one for one in all_ if not one["election"]]))]


def dispatch_response_minutes(town: Town, agency: str, year: str) -> list[Line]:
    """Officers sent, by reason, the most first: the middle of the minutes until they came, and that of 9 in 10.

    Minutes are the office's own; else they lie between two times, each cut down to five minutes.
    """
    rows, waiting = town.dispatches
    all_ = of(rows, agency, year)
    lines = []
    for label, some in by_label(all_, "dispatch_reason", town.words.labels("election_incident_type"), "Reason unknown"):
        minutes = sorted(one for one in map(_minutes, some) if one is not None)
        ninth = half_up(Fraction(minutes[-(-9 * len(minutes) // 10) - 1]), 1) if len(minutes) >= FEW else None
        went_in = [one["went_in"] for one in some]
        lines.append((
            label, len(some), len(minutes), middle(minutes), ninth, sum(bool(one["told"]) for one in some),
            went_in.count(True), went_in.count(None), len(all_), waiting,
        ))  # fmt: skip
    return lines


def _minutes(sent: Record) -> float | None:
    if sent["minutes"] is not None or not (sent["asked"] and sent["there"]):
        return float(sent["minutes"]) if sent["minutes"] is not None else None
    asked, there = (datetime.fromisoformat(sent[name]) for name in ("asked", "there"))
    waited = there.replace(minute=there.minute // 5 * 5) - asked.replace(minute=asked.minute // 5 * 5)
    return waited.total_seconds() / 60
