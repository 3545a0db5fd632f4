"""What became of every row of a file: exactly one outcome each, every problem with its place, bad rows as they came."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from ingest.fetch import Cells
from ingest.formats import Format
from ingest.language import unsaid
from ingest.map import Plan
from ingest.problems import Problem
from ingest.recognise import Found
from ingest.stage import Shelf

IGNORED, MERGED, UNCHANGED, NEW, CHANGED, REJECTED = range(6)  # the gravest wins
OUTCOMES = ("ignored", "merged", "unchanged", "new", "changed", "rejected")
_KEPT_PROBLEMS = 1_000
_DAY, _MONTH = 10, 7  # letters of 2024-05-06 and of 2024-05


@dataclass
class Examination:
    """What one file holds: its records on shelves, an outcome for each row, problems, rows set aside."""

    found: Found
    plan: Plan
    shelves: dict[str, Shelf]
    connection: sqlite3.Connection
    outcomes: bytearray = field(default_factory=bytearray)
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    mended: dict[int, tuple[int, int]] = field(default_factory=dict)  # line -> the load and line that it came from

    @property
    def rows(self) -> int:
        return len(self.outcomes)

    def tally(self) -> dict[str, int]:
        """How many rows ended in each outcome; the numbers sum to the rows of the file."""
        return {name: self.outcomes.count(number) for number, name in enumerate(OUTCOMES)}

    def mark(self, at: int, outcome: int) -> None:
        """Give a row an outcome, if it is graver than the one it has."""
        if outcome > self.outcomes[at]:
            self.outcomes[at] = outcome

    def add(self, found: Problem) -> None:
        """Keep a problem; every one is counted, the first thousand with their words."""
        found = self._of_form(found)
        self.counts[found.sort] += 1
        if len(self.problems) < _KEPT_PROBLEMS:
            self.problems.append(found)

    def set_aside(self, at: int, line: int, cells: Cells, problems: list[Problem]) -> None:
        """Keep a bad row for `ingest rejects`, as it came: without what the format and other files add to it."""
        self.outcomes[at] = REJECTED
        problems = [self._of_form(found) for found in problems]
        for found in problems:
            self.add(found)
        told = [[found.code, found.column, found.fills] for found in problems]
        self.connection.execute(
            "INSERT INTO stage._rejects VALUES (?, ?, ?)",
            [
                line,
                json.dumps(cells[: len(self.found.header)] if len(cells) == len(self.plan.header) else cells),
                json.dumps(told, ensure_ascii=False, default=unsaid),
            ],
        )

    def _of_form(self, found: Problem) -> Problem:
        return found.of_form() if self.found.format.is_template else found

    def conflicts(self) -> int:
        return sum(conflict.count for shelf in self.shelves.values() for conflict in shelf.conflicts.values())

    def stops(self) -> list[Problem]:
        return [found for found in self.problems if found.level == "stop"]


@dataclass
class Result:
    """What an act on one file did: rows by outcome, records by table and the days that they tell of, problems."""

    file: Path
    format: Format
    agency: str
    load: int = 0
    rows: int = 0
    tally: dict[str, int] = field(default_factory=dict)
    records: dict[str, int] = field(default_factory=dict)
    days: dict[str, tuple[str, str]] = field(default_factory=dict)
    conflicts: int = 0
    problems: list[Problem] = field(default_factory=list)
    counts: dict[tuple[str, str, str], int] = field(default_factory=dict)

    @property
    def set_aside(self) -> int:
        return self.tally.get("rejected", 0)


def result_of(made: Examination, path: Path, agency: str, number: int) -> Result:
    """What came of an examination, as it is told; `number` is that of the load, 0 for a check."""
    return Result(
        path,
        made.found.format,
        agency,
        number,
        made.rows,
        made.tally(),
        {name: shelf.count() for name, shelf in made.shelves.items()},
        {name: days for name, shelf in made.shelves.items() if all(days := _days(shelf))},
        made.conflicts(),
        made.problems,
        dict(made.counts),
    )


def _days(shelf: Shelf) -> tuple[str, str]:
    """The first and the last day that its records tell of, as months where days are not open; "" for none."""
    column = shelf.table.columns.get(shelf.table.date)
    if column is None or column.name not in shelf.columns:
        return "", ""
    sql = f"SELECT min([{column.name}]), max([{column.name}]) FROM ({shelf.keys(column.name)})"
    first, last = (str(day or "") for day in shelf.connection.execute(sql).fetchone())
    shown = _DAY if column.publish == column.protected == "open" else _MONTH
    return first[:shown], last[:shown]
