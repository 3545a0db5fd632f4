"""Before loading: what a file would change, record by record and column by column, old -> new."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.history import changed
from ingest.language import Words
from ingest.outcome import Examination
from ingest.register import has_rows
from ingest.schema import LINE, Kinds, Table
from ingest.settle import doomed, uphold
from ingest.stage import AT, KEY, Shelf


@dataclass(frozen=True)
class Difference:
    """One record that a file would change (`changes`: title, old, new, as may be shown) or take away (no changes)."""

    table: Table
    key: str
    line: int
    changes: list[tuple[Words, str, str]]


def differences(made: Examination, connection: sqlite3.Connection, kinds: Kinds) -> Iterator[Difference]:
    """Every record that would change, in the order of the file, then the parts that would be taken away."""
    there = {row[1] for row in connection.execute("PRAGMA main.table_list")}  # none where nothing was ever loaded
    for shelf in made.shelves.values():
        if shelf.table.name in there and has_rows(connection, shelf.table):
            uphold(connection, shelf)
            yield from _changed(connection, shelf, kinds)
            for key in doomed(connection, shelf, made.shelves, kinds):
                yield Difference(shelf.table, key, 0, [])


def _changed(connection: sqlite3.Connection, shelf: Shelf, kinds: Kinds) -> Iterator[Difference]:
    table = shelf.table
    names = [name for name in shelf.columns if name in table.columns]
    staged, there = ", ".join(f"s.[{name}]" for name in names), ", ".join(f"m.[{name}]" for name in names)
    if not names:
        return
    rows = connection.execute(
        f"SELECT s.{KEY}, s.[{LINE}], {staged}, {there} FROM stage.[{table.name}] s"
        f" JOIN main.[{table.name}] m ON m.[{table.key}] = s.{KEY} WHERE ({staged}) IS NOT ({there}) ORDER BY s.{AT}"
    )
    for key, line, *values in rows:
        now = dict(zip(names, values[: len(names)], strict=True))
        was = dict(zip(names, values[len(names) :], strict=True))
        changes = [one for name in names if (one := changed(table.columns[name], was, now, kinds))]
        if changes:
            yield Difference(table, str(key), int(line), changes)
