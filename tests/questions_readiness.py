"""Each saved question on getting ready for elections, counted in plain Python from the files."""

from __future__ import annotations

from fractions import Fraction

from clerks import Record
from counting import Line, Town, by_label, exact, half_up, of, percent, plain

_AREAS = ("jurisdiction", "zone")


def preparedness_by_item(town: Town, agency: str, year: str) -> list[Line]:
    """The newest record of each step in each area or site, by step, in the order of the list."""
    rows, waiting = town.steps
    newest: dict[tuple[str, ...], Record] = {}
    for one in sorted(of(rows, agency, year), key=lambda one: one["as_of"]):
        newest[one["agency"], one["day"], one["scope"], one["site"], one["preparedness_item"]] = one
    themes, known = town.words.labels("preparedness_theme"), town.words.labels("preparedness_status")
    steps = [(row["code"], row["label"], themes[row["theme"]]) for row in town.words.rows("preparedness_item")]
    codes = {code for code, _, _ in steps}
    lines: list[Line] = []
    for code, label, theme in [*steps, (None, "Step unknown", None)]:
        here = {code} if code else {one["preparedness_item"] for one in newest.values()} - codes
        some = [one for one in newest.values() if one["preparedness_item"] in here]
        counts: list[float | None] = []
        told = 0
        for scopes in (_AREAS, ("site",)):
            stages = [one["preparedness_status"] for one in some if one["scope"] in scopes]
            done, with_status = stages.count("complete"), sum(stage in known for stage in stages)
            counts += [done, with_status, percent(done, with_status)]
            told += with_status
        apart = sum(one["preparedness_status"] == "not_applicable" for one in some)
        lines.append((label, theme, len(some), *counts, apart, len(some) - told - apart, len(newest), waiting))
    return lines


def follow_ups_kept(town: Town, agency: str, year: str) -> list[Line]:
    """Meetings by type, the most first: what was promised there and what is done, where both numbers are given."""
    all_ = of(town.meetings, agency, year)
    both = [one for one in all_ if one["promised"] is not None and one["kept"] is not None]
    total = (len(all_), _sum(both, "promised"), _sum(both, "kept"))
    lines = []
    for label, some in by_label(all_, "engagement_type", town.words.labels("engagement_type"), "Type unknown"):
        told = [one for one in some if one in both]
        promised, kept = _sum(told, "promised"), _sum(told, "kept")
        asked = (_sum(some, name) for name in ("asked", "answered", "grievances"))
        follow_ups = (promised, kept, promised - kept, percent(kept, promised))
        lines.append((label, len(some), len(told), *follow_ups, *asked, *total))
    return lines


def _sum(records: list[Record], name: str) -> int:
    return int(sum(one[name] or 0 for one in records))


def training_share(town: Town, agency: str, year: str) -> list[Line]:
    """Courses by topic, the most first: who should take them and who finished, where both numbers are given."""
    all_ = of(town.courses, agency, year)
    both = [one for one in all_ if one["eligible"] is not None and one["completed"] is not None]
    total = (len(all_), _sum(both, "eligible"), _sum(both, "completed"))
    lines = []
    for label, some in by_label(all_, "training_topic", town.words.labels("training_topic"), "Topic unknown"):
        told = [one for one in some if one in both]
        should, did = _sum(told, "eligible"), _sum(told, "completed")
        timed = [one for one in told if one["hours"] is not None]
        hours = half_up(sum((Fraction(str(one["hours"])) * int(one["completed"]) for one in timed), Fraction()), 1)
        people = (should, did, percent(did, should))
        lines.append((label, len(some), len(told), *people, hours, len(some) - len(timed), *total))
    return lines


def election_hours_and_cost(town: Town, agency: str, year: str) -> list[Line]:
    """Hours and cost of each election, the newest first, and what was moved to training or to work with residents."""
    rows, waiting = town.allocations
    all_ = of(rows, agency, year)

    def line(some: list[Record], votes: float | None) -> Line:
        worked, cost = (exact(one[name] for one in some) for name in ("worked", "cost"))
        moved = exact(one["cost"] or 0 for one in some if one["moved_to"] in ("training", "outreach"))
        share = half_up(100 * (moved or 0) / cost, 1) if cost else None
        each = half_up(1000 * worked / Fraction(votes), 2) if votes and worked is not None else None
        shares = [one["share_of_day"] for one in some if one["share_of_day"] is not None]
        return (
            len(some), plain(exact(one["planned"] for one in some)), plain(worked),
            plain(exact(one["overtime"] for one in some)), sum(one["worked"] is None for one in some), plain(cost),
            plain(moved), share, max(shares, default=None),
            sum(one["is_patrol_full"] is False for one in some), votes, each,
            len(all_), *(plain(exact(one[name] for one in all_)) for name in ("worked", "cost")), waiting,
        )  # fmt: skip

    held = {one["day"]: one["election"] for one in all_ if one["election"]}
    lines: list[Line] = []
    for when in sorted(held, reverse=True):
        some = [one for one in all_ if one["day"] == when]
        lines.append((when, held[when]["state"], *line(some, held[when]["votes"])))
    return [*lines, ("Election unknown", None, *line([one for one in all_ if not one["election"]], None))]
