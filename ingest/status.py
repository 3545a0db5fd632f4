"""What was loaded, what was set aside, and why: the register's own account of itself."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.problems import stop
from ingest.recognise import MENDING
from ingest.schema import Kinds


@dataclass(frozen=True)
class Reject:
    """A row that was set aside: its line, its cells as they came, and what is wrong with it."""

    line: int
    cells: list[str]
    problems: list[tuple[str, str, str, str]]  # code, column, says, do


def loads(register: sqlite3.Connection) -> list[dict[str, object]]:
    """Every load, oldest first, as the register keeps it."""
    cursor = register.execute("SELECT * FROM _loads ORDER BY load")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def records(register: sqlite3.Connection, kinds: Kinds) -> dict[str, int]:
    """How many records each table holds."""
    return {name: int(register.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0]) for name in kinds.tables}


def rejects(register: sqlite3.Connection, load: int) -> Iterator[Reject]:
    """The rows that a load set aside. Raises `Stop` (no-load) when there is no such load."""
    if not register.execute("SELECT 1 FROM _loads WHERE load = ?", [load]).fetchone():
        raise stop("no-load", load=load)
    for line, cells, problems in register.execute(
        "SELECT line, cells, problems FROM _rejects WHERE load = ? ORDER BY line", [load]
    ):
        yield Reject(int(line), json.loads(cells), [tuple(problem) for problem in json.loads(problems)])


def write_rejects(found: list[Reject], header: tuple[str, ...], path: Path) -> None:
    """Write rows that were set aside as a CSV in the clerk's own columns, with two more that loading passes over."""
    width = max([len(header), *(len(reject.cells) for reject in found)])
    extra = (f"column {number}" for number in range(len(header) + 1, width + 1))
    with path.open("w", newline="", encoding="utf-8-sig", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow([*header, *extra, *MENDING])
        for reject in found:
            wrong = " ".join(f"{column}: {says}" if column else says for _, column, says, _ in reject.problems)
            what = " ".join(dict.fromkeys(do for *_, do in reject.problems))
            writer.writerow([*reject.cells, *[""] * (width - len(reject.cells)), wrong, what])


def unmapped(register: sqlite3.Connection, limit: int = 20) -> list[tuple[str, str, int, int]]:
    """Table, column, how many rows and how many different words have no code yet, the most first."""
    return register.execute(
        "SELECT table_name, column_name, sum(rows), count(DISTINCT value) FROM _unmapped"
        " GROUP BY 1, 2 ORDER BY 3 DESC LIMIT ?",
        [limit],
    ).fetchall()
