"""Rows that were set aside, as they come back: the two columns that were added to them, and which row each was.

The first of the two says it ("Load 3, line 17: ..."), so a row is known however the file was saved in between, and
mended once. Such a file adds to what its load told; it does not tell the whole of a record again.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from ingest.formats import fold_header
from ingest.language import Either, Words, phrase
from ingest.problems import Problem

# What `ingest rejects --out` adds to a file, and a clerk sends back.
MENDING = (Either("What is wrong", "Qué está mal"), Either("What to do", "Qué hacer"))
OURS = frozenset(fold_header(name) for both in MENDING for name in (both.en, both.es))
_FIRST = frozenset(fold_header(name) for name in (MENDING[0].en, MENDING[0].es))
_ROW = re.compile(r"\s*[^\d:]{1,20}(\d{1,9})[^\d:]{1,20}(\d{1,9}):")
_SHAPE = frozenset(("short-row", "extra-cells", "not-mended"))

Row = tuple[int, int]  # a load, and a line of its file


def named(row: Row, says: str) -> Words:
    """What is wrong with a row, and which it is."""
    return phrase("Load {load}, line {line}: {says}", load=row[0], line=row[1], says=says)


def our_place(header: Sequence[str]) -> int | None:
    """Where in a row it stands which row it was; None for any other file."""
    return next((at for at, name in enumerate(header) if fold_header(name) in _FIRST), None)


def row_of(cell: str) -> Row | None:
    """The row that a cell names; None where a clerk changed it."""
    found = _ROW.match(cell)
    return (int(found[1]), int(found[2])) if found else None


class Kept:
    """The rows that one register keeps aside for one agency, held against those that come back."""

    def __init__(self, connection: sqlite3.Connection, agency: str) -> None:
        self.connection, self.agency = connection, agency
        there = {row[1] for row in connection.execute("PRAGMA main.table_list")}  # none where a file is looked at alone
        self._is_there = {"_rejects", "_aside"} <= there

    @cached_property
    def _came(self) -> dict[Row, Row]:
        """A row that was set aside -> what it was when it came back: a load, and a line of its file."""
        sql = "SELECT DISTINCT load, line, mended_by, came_as FROM main._aside WHERE came_as NOTNULL"
        return {(a, b): (c, d) for a, b, c, d in self.connection.execute(sql)} if self._is_there else {}

    @cached_property
    def _was(self) -> dict[Row, Row]:
        return {now: was for was, now in self._came.items()}

    @cached_property
    def _aside(self) -> set[Row]:
        return set(self.connection.execute("SELECT load, line FROM main._aside")) if self._is_there else set()

    @cached_property
    def _alike(self) -> dict[Row, Row]:
        """A row that was set aside -> the first that said the same, in files of one format: one file, sent again."""
        sql = (
            "SELECT l.format, l.role, r.cells, r.load, r.line FROM main._rejects r"
            " JOIN main._loads l ON l.load = r.load WHERE l.agency = ? ORDER BY r.load, r.line"
        )
        first: dict[tuple[int, int], Row] = {}
        found: dict[Row, Row] = {}
        there: Counter[tuple[int, int]] = Counter()  # how many alike a load has up to there
        for format_, role, cells, load, line in self.connection.execute(sql, [self.agency]) if self._is_there else ():
            said = hash((format_, role, cells))
            there[said, load] += 1
            found[load, line] = first.setdefault((said, there[said, load]), (load, line))
        return found

    def now(self, row: Row) -> tuple[Row, int]:
        """What a row is that came back and was set aside again, and the load that took it in the end; 0 for none."""
        while row in self._came:
            row = self._came[row]
            if row not in self._aside:
                return row, row[0]
        return row, 0

    def first(self, row: Row) -> Row:
        """The row by which its record is named: as it was set aside for the first time, whichever file it was in."""
        while row in self._was:
            row = self._was[row]
        return self._alike.get(row, row)

    def as_it_was(self, name: str, line: int, row: Row, cells: Sequence[str]) -> Problem | None:
        """What is wrong with a row of another width that nobody has put right. `cells`: without ours."""
        sql = (
            "SELECT r.cells, r.problems FROM main._rejects r JOIN main._loads l ON l.load = r.load"
            " WHERE r.load = ? AND r.line = ? AND l.agency = ?"
        )
        kept = self.connection.execute(sql, [*row, self.agency]).fetchone() if self._is_there else None
        if kept is None:
            return None
        shape = next((fills for code, _, fills in json.loads(kept[1]) if code in _SHAPE), None)
        if shape is None:
            return None
        was, now, width = json.loads(kept[0]), list(cells), int(shape["expected"])
        is_same = now[: len(was)] == was and not any(now[len(was) :])
        if any(now[width:]) or is_same:
            return Problem("not-mended", name, line, fills={"found": len(was), "expected": width})
        return None
