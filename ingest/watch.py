"""Watches the rows of a file for texts that look like somebody's, in columns that may be public.

Each distinct text of a column is looked at once, whichever way the rows go on from here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.fetch import Columns
from ingest.language import Phrase, counted
from ingest.map import Plan
from ingest.personal import may_look, sorts
from ingest.problems import Problem
from ingest.schema import Column

_PUBLIC = frozenset(["open", "later"])
_REMEMBERED, _LINES = 20_000, 5


@dataclass
class _Place:
    """One column of the file that may be public: texts that were looked at, those that were told of, and where."""

    at: int
    header: str
    seen: set[str] = field(default_factory=set)
    found: dict[str, list[Phrase]] = field(default_factory=dict)
    lines: dict[Phrase, list[int]] = field(default_factory=dict)
    counts: Counter[Phrase] = field(default_factory=Counter)

    def look(self, lines: Sequence[int], cells: Sequence[str]) -> None:
        """Look at the texts that are new, and count every cell that holds one which was told of."""
        new = set(cells) - self.seen
        if new:
            if len(self.seen) > _REMEMBERED:
                self.seen.clear()
            self.seen |= new
            if may_look("\n".join(new), self.header):
                for text in new:
                    if told := sorts(f"{self.header}: {text}"):
                        self.found[text] = told
        if self.found:
            for line, text in zip(lines, cells, strict=True):
                for sort in self.found.get(text, ()):
                    self.counts[sort] += 1
                    if self.counts[sort] <= _LINES:
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

    def look(self, batch: Columns) -> None:
        """Look at some rows."""
        for place in self._places:
            place.look(batch.lines, batch.cells[place.at])

    def problems(self) -> list[Problem]:
        """One note for each column and sort of text: how many cells, and on which lines the first of them stand."""
        return [
            self.plan.problem("personal", lines[0], place.header, _fills(sort, place.counts[sort], lines))
            for place in self._places
            for sort, lines in place.lines.items()
        ]


def may_be_public(column: Column) -> bool:
    """Whether the text of a column can stand in a release, for some agency: as its value or as the agency wrote it."""
    if column.codes:
        return column.raw == "open"
    is_text = column.type in {"string", "array"}
    return is_text and column.is_stored and not _PUBLIC.isdisjoint({column.publish, column.protected})


def _fills(sort: Phrase, count: int, lines: list[int]) -> dict[str, object]:
    return {
        "what": sort,
        "count": counted(count, "{count} cell", "{count} cells"),
        "lines": counted(count, "line {lines}", "lines {lines}", lines=", ".join(map(str, lines))),
    }
