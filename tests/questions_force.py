"""Each saved question on force, counted in plain Python from the files. The name is the question's."""

from __future__ import annotations

from fractions import Fraction

from clerks import Record
from counting import FEW, Line, Town, by_label, by_year, half_up, note, of, percent

_NOBODY = {"crowd", "animal", "other"}


def _classes(incident: Record) -> set[str]:
    """applied, display, not_force, excluded: what the uses of force in an incident count as."""
    return {use["force_class"] for use in incident["uses"]} & {"applied", "display", "not_force", "excluded"}


def _kind(incident: Record) -> str:
    """An incident counts once: by force applied, else by a weapon that was shown, else as none, else unknown."""
    classes = _classes(incident)
    return next((one for one in ("applied", "display") if one in classes), "none" if classes else "unknown")


def force_incidents_by_year(town: Town, agency: str, year: str) -> list[Line]:
    """Distinct incidents by year: force applied, a weapon only shown, neither, type unknown; and reviews still open."""
    incidents = of(town.incidents, agency, year)
    lines = []
    for label, some in by_year(incidents):
        kinds = [_kind(one) for one in some]
        counts = [kinds.count(kind) for kind in ("applied", "display", "none", "unknown")]
        lines.append((label, len(some), *counts, _open_reviews(some), len(incidents)))
    return lines


def _open_reviews(incidents: list[Record]) -> int:
    return sum(one["review_outcome"] == "pending" for one in incidents)


def force_by_type(town: Town, agency: str, year: str) -> list[Line]:
    """Uses of force by type, the most first, with the distinct incidents in which that type was used."""
    uses = of(town.uses, agency, year, "incident")
    labels = town.words.labels("force_type")
    counts_as = {row["label"]: town.words.labels("force_class")[row["class"]] for row in town.words.rows("force_type")}

    def incidents(some: list[Record]) -> list[Record]:
        return list({id(use["incident"]): use["incident"] for use in some}.values())

    return [
        (label, counts_as.get(label), len(some), len(incidents(some)), _open_reviews(incidents(some)),
         len(uses), len(incidents(uses)))
        for label, some in by_label(uses, "force_type", labels, "Unknown or not stated")
    ]  # fmt: skip


def injuries_to_people(town: Town, agency: str, year: str) -> list[Line]:
    """People by injury, in the order of the list. Crowds and animals are no people. The share is of known injuries."""
    people = [one for one in of(town.people, agency, year, "incident") if one["subject_type"] not in _NOBODY]
    labels = town.words.labels("injury_level")
    known = sum(one["injury_level"] in labels for one in people)
    lines: list[Line] = []
    for code, label in labels.items():
        hurt = [one for one in people if one["injury_level"] == code]
        still = _open_reviews([one["incident"] for one in hurt])
        lines.append((label, len(hurt), known, percent(len(hurt), known), still, len(people)))
    rest = [one for one in people if one["injury_level"] not in labels]
    still = _open_reviews([one["incident"] for one in rest])
    return [*lines, ("Unknown or not stated", len(rest), None, None, still, len(people))]


def force_rates(town: Town, agency: str, year: str) -> list[Line]:
    """Incidents with force applied, for 10,000 residents and calls; those with an arrest too, for 1,000 arrests.

    Calls and arrests must be of that whole year. An agency that never says if somebody was arrested has no such rate.
    """
    incidents = of(town.incidents, agency, year)
    labels = town.words.labels("denominator_measure")
    groups = {(town.names[one["agency"]], one["year"], one["agency"]) for one in incidents}
    lines: list[Line] = []
    for name, when, short in sorted(groups):
        some = [one for one in incidents if (one["agency"], one["year"]) == (short, when)]
        applied = [one for one in some if _kind(one) == "applied"]
        arrests = [_arrested(one) for one in some]
        with_arrest = sum(bool(_arrested(one)) for one in applied) if set(arrests) != {None} else None
        is_told = any(_kind(one) != "unknown" for one in some)
        for measure, every in (("residents", 10_000), ("calls_for_service", 10_000), ("arrests", 1_000)):
            base = _base(town, short, when, measure, is_whole_year=measure != "residents")
            counted = with_arrest if measure == "arrests" else len(applied)
            counted = counted if is_told else None
            apart = None if measure != "arrests" or counted is None else len(applied) - counted
            lines.append((
                name, str(when), counted, labels[measure], base and base["value"], every, *_rate(counted, every, base),
                len(some) - len(applied) if is_told else None, apart, *_source(base), len(incidents),
            ))  # fmt: skip
    return [*lines, ("Any agency", "Year unknown", 0, *[None] * 5, 0, 0, None, None, None, len(incidents))]


def _arrested(incident: Record) -> bool | None:
    """Whether the incident, or anybody in it, is said to have ended in an arrest."""
    said = {incident["was_arrest_made"], *(one["was_arrested"] for one in incident["people"])}
    return True if True in said else False if False in said else None


def _base(town: Town, agency: str, year: int, measure: str, is_whole_year: bool) -> Record | None:
    """The newest number for the whole area of an agency in that year."""
    return max(
        (
            one
            for one in town.denominators
            if (one["agency"], one["year"], one["measure"]) == (agency, year, measure) and one["is_whole"]
            if not is_whole_year or (one["start"], one["end"]) == (f"{year}-01-01", f"{year}-12-31")
        ),
        key=lambda one: one["end"],
        default=None,
    )


def _rate(counted: int | None, every: int, base: Record | None) -> tuple[float | None, str | None]:
    """A rate, and what must be said beside it. There is none without a number to divide by, or under 10."""
    if not base or not base["value"]:
        return None, "No number to divide by"
    if counted is None:
        return None, "The agency does not say"
    rate = half_up(every * counted / Fraction(base["value"]), 2) if counted >= FEW else None
    return rate, note(counted, "Too few for a rate")


def _source(base: Record | None) -> Line:
    return (base["source"], base["start"], base["end"]) if base else (None, None, None)


def serious_force_share(town: Town, agency: str, year: str) -> list[Line]:
    """Of incidents with force applied: those with an applied type of level 3 or 4, or a serious injury or death."""
    incidents = of(town.incidents, agency, year)
    lines = []
    for label, some in by_year(incidents):
        applied = [one for one in some if _kind(one) == "applied"]
        grave = [one for one in applied if _is_grave(one)]
        serious = sum(_is_grave(one) or _is_high(one) for one in applied)
        unknown = sum(_kind(one) == "unknown" for one in some)
        lines.append((
            label, len(applied), serious, len(grave), percent(serious, len(applied)), note(serious),
            len(some) - len(applied) - unknown, unknown, len(incidents),
        ))  # fmt: skip
    return lines


def _is_high(incident: Record) -> bool:
    return any(use["force_class"] == "applied" and use["level"] in ("3", "4") for use in incident["uses"])


def _is_grave(incident: Record) -> bool:
    people = [one for one in incident["people"] if one["subject_type"] != "animal"]
    return any(one["injury_level"] in ("serious_bodily_injury", "death") for one in people)


def force_shown_or_applied(town: Town, agency: str, year: str) -> list[Line]:
    """Only shown against applied, for agencies whose records ever tell of a weapon that was shown."""
    showers = {one["agency"] for one in town.incidents if "display" in _classes(one)}
    incidents = of(town.incidents, agency, year)
    lines = []
    for label, some in by_year(incidents):
        told = [one for one in some if one["agency"] in showers]
        kinds = [_kind(one) for one in told]
        shown, applied = kinds.count("display"), kinds.count("applied")
        both = sum({"applied", "display"} <= _classes(one) for one in told)
        lines.append((
            label, shown, applied, both, percent(shown, shown + applied), note(shown),
            len(told) - shown - applied, len(some) - len(told), len(incidents),
        ))  # fmt: skip
    return lines


def force_reviews(town: Town, agency: str, year: str) -> list[Line]:
    """Incidents by what the agency's review decided, in the order of the list. The share is of finished reviews."""
    incidents = of(town.incidents, agency, year)
    labels = town.words.labels("review_outcome")
    counts = {code: sum(one["review_outcome"] == code for one in incidents) for code in labels}
    finished = sum(counts.values()) - counts["pending"]
    lines: list[Line] = []
    for code, label in labels.items():
        of_finished = (None, None) if code == "pending" else (finished, percent(counts[code], finished))
        lines.append((label, counts[code], *of_finished, len(incidents)))
    rest = len(incidents) - sum(counts.values())
    return [*lines, ("Unknown or not stated", rest, None, None, len(incidents))]
