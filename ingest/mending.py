"""Rows that were set aside, as they come back: the two columns that were added to them, and which row each was.

The first of the two says it ("Load 3, line 17: ..."), so a row is known however the file was saved in between, and
mended once. Such a file adds to what its load told; it does not tell the whole of a record again.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence

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


class Aside:
    """What one register set aside for one agency."""

    def __init__(self, connection: sqlite3.Connection, agency: str) -> None:
        self.connection, self.agency = connection, agency
        there = {row[1] for row in connection.execute("PRAGMA main.table_list")}  # none where a file is looked at alone
        self._is_there = {"_rejects", "_mended"} <= there

    def refuses(self, name: str, line: int, row: Row, cells: Sequence[str]) -> Problem | None:
        """Why a row cannot be taken: it was mended before, or nobody has put its cells right. `cells`: without ours."""
        if not self._is_there:
            return None
        by = self.connection.execute("SELECT [by] FROM main._mended WHERE load = ? AND line = ?", row).fetchone()
        if by:
            return Problem("mended-before", name, line, fills={"load": by[0]})
        kept = self.connection.execute(
            "SELECT r.cells, r.problems FROM main._rejects r JOIN main._loads l ON l.load = r.load"
            " WHERE r.load = ? AND r.line = ? AND l.agency = ?",
            [*row, self.agency],
        ).fetchone()
        shape = next((fills for code, _, fills in json.loads(kept[1]) if code in _SHAPE), None) if kept else None
        if shape is None:
            return None
        was, now, width = json.loads(kept[0]), list(cells), int(shape["expected"])
        is_same = now[: len(was)] == was and not any(now[len(was) :])
        if any(now[width:]) or is_same:
            fills: dict[str, object] = {"found": len(was), "expected": width}
            return Problem("not-mended", name, line, fills=fills)
        return None
