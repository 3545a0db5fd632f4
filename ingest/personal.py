"""Texts that look like somebody's: a telephone number, an e-mail address, a date of birth, a plate, a social security
number. Only in columns that may be public, and a tripwire only: no pattern finds a name.

Strict on purpose. A bare date may be of an event and `ABC-1234` a case, so dates of birth, plates and short telephone
numbers need their word before them, in the text or as its header. A cell is told of by its place, never by its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from ingest.fetch import Cells
from ingest.map import Plan
from ingest.problems import Problem
from ingest.schema import Column

_PUBLIC = frozenset(["open", "later"])
_REMEMBERED, _LINES = 20_000, 5

# What each needs to be there at all, cheap to look for in many texts at once.
_DIGITS = re.compile(r"\d[-. ]\d{3,4}(?!\w)")
_WORDS = re.compile(
    r"birth|dob|d\.o\.b|\bborn|naci|plate|placa|matr[ií]cula|\btag|ssn|social sec|seguro social"
    r"|phone|\btel|cell|fax|m[oó]vil"
)

_DATE = (
    r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|[^\W\d]{3,10}\.? \d{1,2},? \d{4}|\d{1,2} (?:de )?[^\W\d]{3,10} (?:de )?\d{4})"
)
_SORTS: dict[str, re.Pattern[str]] = {
    "an e-mail address": re.compile(r"(?<![\w.+/-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,12}(?![\w@])"),
    "a US social security number": re.compile(
        r"(?<![\w.-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])"
        r"|(?i:\bssn|social security|seguro social)(?i:[ #:.]| number| no\.?| is){0,4}"
        r"\d{3}[- ]?\d{2}[- ]?\d{4}(?!\w)"
    ),
    "a telephone number": re.compile(
        r"(?<![\w./-])(?:\+?1[-. ]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d([-. ]))[2-9]\d\d(?(1)\1|[-. ])\d{4}(?![\w-])"
        r"|(?<!\w)\+\d{1,3}(?:[-. ]?\(?\d{1,4}\)?){1,3}[-. ]\d{3,4}(?![\w-])"
        r"|\b(?i:(?:tele)?phone|tel[eé]fono|tel|cell|fax|m[oó]vil)(?i:[ #:.]| number| no\.?){0,4}"
        r"\d{3}[-. ]\d{4}(?![\w-])"
    ),
    "a date of birth": re.compile(
        r"(?i:\bdob|\bd\.o\.b|date of birth|birth ?da(?:te|y)|\bborn|fecha de nacimiento|\bnacid[oa])"
        r"(?i:[ :.,#-]| on| el| is){0,4}" + _DATE
    ),
    "a license plate": re.compile(
        r"(?i:\bplates?|\bplacas?|matr[ií]cula|\btag)(?i:[ #:.]| number| no\.?| n[uú]mero){0,4}\b"
        r"(?=[A-Z0-9 -]{0,8}\d)(?=[A-Z0-9 -]{0,8}[A-Z])[A-Z0-9]{1,4}[- ]?[A-Z0-9]{2,5}(?![\w-])"
    ),
}  # fmt: skip


def sorts(text: str) -> list[str]:
    """What a text looks like, in words."""
    return [name for name, pattern in _SORTS.items() if pattern.search(text)]


@dataclass
class _Place:
    """One column of the file that may be public: texts that were looked at, those that were told of, and where."""

    at: int
    header: str
    seen: set[str] = field(default_factory=set)
    found: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)

    def look(self, batch: Sequence[tuple[int, Cells]], cells: Sequence[str]) -> None:
        """Look at the texts that are new, and count every cell that holds one which was told of."""
        new = set(cells) - self.seen
        if new:
            if len(self.seen) > _REMEMBERED:
                self.seen.clear()
            self.seen |= new
            whole = "\n".join(new)
            lower = f"{self.header}\n{whole}".lower()
            if "@" in whole or _DIGITS.search(whole) or _WORDS.search(lower):
                for text in new:
                    if told := sorts(f"{self.header}: {text}"):
                        self.found[text] = told
        if self.found:
            for (line, _), text in zip(batch, cells, strict=True):
                for sort in self.found.get(text, ()):
                    self.lines.setdefault(sort, []).append(line)


class Watch:
    """Looks at every batch of rows of one file."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        headers: dict[int, str] = {}
        for table in plan.tables:
            for column in table.mapped:
                if may_be_public(column):
                    made = table.made.cells[column.name].headers
                    headers |= {at: plan.header[at] for header in made if (at := plan.place(header)) is not None}
        self._places = [_Place(at, header) for at, header in headers.items()]

    def look(self, batch: Sequence[tuple[int, Cells]]) -> None:
        """Look at some rows."""
        for place in self._places:
            pick = itemgetter(place.at)
            place.look(batch, [pick(cells) for _, cells in batch])

    def problems(self) -> list[Problem]:
        """One note for each column and sort of text: how many cells, and on which lines the first of them stand."""
        return [
            self.plan.problem(
                "personal", lines[0], place.header, {"what": sort, "count": _cells(lines), "lines": _first(lines)}
            )
            for place in self._places
            for sort, lines in place.lines.items()
        ]


def may_be_public(column: Column) -> bool:
    """Whether the text of a column can stand in a release, for some agency: as its value or as the agency wrote it."""
    if column.codes:
        return column.raw == "open"
    is_text = column.type in {"string", "array"}
    return is_text and column.is_stored and not _PUBLIC.isdisjoint({column.publish, column.protected})


def _cells(lines: list[int]) -> str:
    return "1 cell" if len(lines) == 1 else f"{len(lines):,} cells"


def _first(lines: list[int]) -> str:
    shown = ", ".join(map(str, lines[:_LINES]))
    return f"line {shown}" if len(lines) == 1 else f"lines {shown}"
