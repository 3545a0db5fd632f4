"""What was loaded, what was set aside, and why: the register's own account of itself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest import aside
from ingest.clean import Cleaner
from ingest.codelist import UNMAPPED
from ingest.language import Words, phrase, to_be_said
from ingest.problems import Problem, stop
from ingest.schema import SOURCE, Column, Kinds
from ingest.unmapped import neighbours

_TOLD = 3  # what the register keeps of a problem of a row: code, column, what fills its sentence


@dataclass(frozen=True)
class Reject:
    """A row that was set aside: the load that did it, its line, its cells as they came, and what is wrong with it."""

    load: int
    line: int
    cells: list[str]
    problems: list[Problem]


def loads(register: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every load, oldest first, as the register keeps it; `still_aside`: how many of its rows nobody has mended yet."""
    cursor = register.execute("SELECT * FROM _loads ORDER BY load")
    names, left = [column[0] for column in cursor.description], aside.still(register)
    return [{**(made := dict(zip(names, row, strict=True))), "still_aside": left[made["load"]]} for row in cursor]


def records(register: sqlite3.Connection, kinds: Kinds) -> dict[str, int]:
    """How many records each table holds."""
    return {name: int(register.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0]) for name in kinds.tables}


def rejects(register: sqlite3.Connection, load: int) -> Iterator[Reject]:
    """The rows that a load set aside and no later one has brought. Raises `Stop` (no-load, bad-register)."""
    file = register.execute("SELECT file_name FROM _loads WHERE load = ?", [load]).fetchone()
    if not file:
        raise stop("no-load", load=load)
    for line, cells, problems in register.execute(
        "SELECT line, cells, problems FROM _rejects WHERE load = :load AND line NOT IN"
        " (SELECT line FROM _aside WHERE load = :load AND mended_by NOTNULL) ORDER BY line",
        {"load": load},
    ):
        told = json.loads(problems, object_hook=to_be_said)
        if any(len(one) != _TOLD for one in told):
            raise stop("bad-register", "register.db", reason=phrase("an earlier version made it"))
        yield Reject(load, int(line), json.loads(cells), [Problem(code, file[0], line, *rest) for code, *rest in told])


@dataclass(frozen=True)
class Unmapped:
    """The words of one column that have no code yet: how many, on how many rows, and each with its nearest code."""

    table: str
    column: str
    different: int
    rows: int
    words: list[tuple[Words, int, Words]]


def unmapped(register: sqlite3.Connection, kinds: Kinds) -> list[Unmapped]:
    """What has no code yet, the most first."""
    made = []
    for name, column_name in register.execute("SELECT DISTINCT table_name, column_name FROM _unmapped").fetchall():
        column = kinds.tables[name].columns.get(column_name) if name in kinds.tables else None
        if column and (found := _without_code(register, column)):
            words = neighbours(Cleaner(column, kinds.codes[column.codes]), found)
            made.append(Unmapped(name, column_name, len(found), sum(rows for _, rows, _ in words), words))
    return sorted(made, key=lambda one: -one.rows)


def _without_code(register: sqlite3.Connection, column: Column) -> list[tuple[str, int]]:
    """Each word with the records that hold it; with the rows of their loads where it is one of several in a cell."""
    records = f"SELECT count(*) FROM [{column.table}] WHERE [{column.name}] = :unmapped AND [{column.raw_name}] = value"
    return register.execute(
        f"SELECT value, coalesce(nullif(({records}), 0), sum(rows)) FROM _unmapped"
        " WHERE table_name = :table AND column_name = :column AND load IN"
        f" (SELECT [{SOURCE}] FROM [{column.table}] WHERE [{column.name}] LIKE '%' || :unmapped || '%')"
        " GROUP BY 1 ORDER BY 2 DESC, 1",
        {"unmapped": UNMAPPED, "table": column.table, "column": column.name},
    ).fetchall()
