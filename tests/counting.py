"""The town's records, read once, and how the questions' twins count them: in whole numbers and exact fractions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import clerks_complaints
import clerks_elections
import clerks_police
import clerks_readiness
from clerks import ROOT, Record, Words

Line = tuple[Any, ...]
Sorted = list[tuple[str, list[Record]]]  # a line's label, and what it counts
FEW, UNSTABLE = 10, 20  # under 10 cases no share is told; up to 20 it is called unstable


class Town:
    """Everything that the files tell, as of the day of the release."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.words = folder, Words()

    @cached_property
    def _force(self) -> tuple[list[Record], list[Record], list[Record]]:
        return clerks_police.force(self.folder)

    @property
    def incidents(self) -> list[Record]:
        return self._force[0]

    @property
    def people(self) -> list[Record]:
        return self._force[1]

    @property
    def uses(self) -> list[Record]:
        return self._force[2]

    @cached_property
    def _complaints(self) -> tuple[list[Record], list[Record]]:
        return clerks_complaints.complaints(self.folder)

    @property
    def complaints(self) -> list[Record]:
        return self._complaints[0]

    @property
    def allegations(self) -> list[Record]:
        return self._complaints[1]

    @cached_property
    def denominators(self) -> list[Record]:
        return clerks_police.denominators(self.folder)

    @cached_property
    def elections(self) -> dict[str, Record]:
        return clerks_elections.elections(self.folder)

    @cached_property
    def places(self) -> dict[tuple[str, str], Record]:
        return clerks_elections.polling_places(self.folder, self.elections)

    @cached_property
    def posture(self) -> clerks_elections.Waiting:
        return clerks_elections.posture(self.folder, self.elections, self.places)

    @cached_property
    def rumors(self) -> list[Record]:
        return clerks_elections.rumors(self.folder, self.elections)

    @cached_property
    def events(self) -> clerks_elections.Waiting:
        return clerks_elections.incidents(self.folder, self.elections, self.incidents)

    @cached_property
    def dispatches(self) -> clerks_elections.Waiting:
        return clerks_elections.dispatches(self.folder, self.elections)

    @cached_property
    def steps(self) -> clerks_elections.Waiting:
        return clerks_readiness.steps(self.folder, self.elections)

    @cached_property
    def meetings(self) -> list[Record]:
        return clerks_readiness.meetings(self.folder)

    @cached_property
    def courses(self) -> list[Record]:
        return clerks_readiness.courses(self.folder)

    @cached_property
    def allocations(self) -> clerks_elections.Waiting:
        return clerks_readiness.allocations(self.folder, self.elections)

    @cached_property
    def names(self) -> dict[str, str]:
        """The agencies that sent files: short name -> name."""
        said = {path.name: (ROOT / "agencies" / path.name / "agency.yml").read_text() for path in self.folder.iterdir()}
        return {short: re.findall(r"^name: (.+)$", text, re.MULTILINE)[0] for short, text in said.items()}


def of(records: Iterable[Record], agency: str, year: str, whole: str = "") -> list[Record]:
    """The records of an agency and a year, either of which may be empty for all; a part has the year of its whole."""
    return [
        one
        for one in records
        if agency in ("", one["agency"]) and year in ("", str((one[whole] if whole else one)["year"]))
    ]


def half_up(value: Fraction | int, digits: int) -> float:
    """Rounded as people round: a half goes up."""
    return float(Fraction(int(value * 10**digits + Fraction(1, 2)), 10**digits))


def percent(part: int, whole: int) -> float | None:
    """A percent to one digit; none where there are too few cases."""
    return half_up(Fraction(100 * part, whole), 1) if part >= FEW else None


def middle(values: Iterable[float | Fraction]) -> float | None:
    """The middle of the values, or halfway between the two middle ones, to one digit."""
    known = sorted(Fraction(str(value)) for value in values)
    if not known:
        return None
    return half_up((known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2, 1)


def exact(values: Iterable[float | None]) -> Fraction | None:
    """The sum of what is known, as it was written; nothing where nothing is known."""
    known = [Fraction(str(value)) for value in values if value is not None]
    return sum(known, Fraction()) if known else None


def plain(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def note(part: int, few: str = "Too few for a percent") -> str | None:
    """What must be said beside a share of so few cases."""
    return few if part < FEW else "Unstable" if part <= UNSTABLE else None


def by_year(records: Iterable[Record], whole: str = "") -> Sorted:
    """Records by their year, oldest first, and always a last line for those of no known year."""
    sorted_out: dict[int | None, list[Record]] = {None: []}
    for one in records:
        sorted_out.setdefault((one[whole] if whole else one)["year"], []).append(one)
    unknown = sorted_out.pop(None)
    return [(str(year), sorted_out[year]) for year in sorted(filter(None, sorted_out))] + [("Year unknown", unknown)]


def by_label(records: Iterable[Record], column: str, labels: dict[str, str], unknown: str) -> Sorted:
    """Records by the label of a code, the most first; always a last line for those without a code of the list."""
    sorted_out: dict[str, list[Record]] = {}
    rest: list[Record] = []
    for one in records:
        (sorted_out.setdefault(labels[one[column]], []) if one[column] in labels else rest).append(one)
    return sorted(sorted_out.items(), key=lambda line: (-len(line[1]), line[0])) + [(unknown, rest)]
