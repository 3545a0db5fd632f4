"""Whole tables as canonical CSV: UTF-8, a line feed after each row, columns and rows in the release's order.

Nothing is left to a library's taste, because two builds must agree on every byte: NULL is an empty cell, empty text
is `""`, a cell is quoted only when it must be, numbers are written as Python's `repr` writes them.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

_MUST_QUOTE = re.compile(r'[",\r\n]')
_CHUNK = 2_000


def path_of(table: str) -> str:
    """Where a table's CSV stands in a release. Tables of words drop their underscore; `_columns` is the dictionary."""
    return f"downloads/{'dictionary' if table == '_columns' else table.removeprefix('_')}.csv"


def cell(value: object) -> str:
    """One value as a cell."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else repr(value)
    if not text or _MUST_QUOTE.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def lines(connection: sqlite3.Connection, table: str, order: str) -> Iterator[bytes]:
    """A table as CSV, in pieces of some thousand rows, the header first."""
    cursor = connection.execute(f"SELECT * FROM [{table}] ORDER BY {order}")
    yield (",".join(cell(column[0]) for column in cursor.description) + "\n").encode()
    while rows := cursor.fetchmany(_CHUNK):
        yield "".join(",".join(map(cell, row)) + "\n" for row in rows).encode()


def write(connection: sqlite3.Connection, table: str, order: str, path: Path) -> None:
    """Write a table's CSV."""
    with path.open("wb") as file:
        file.writelines(lines(connection, table, order))


def digest(connection: sqlite3.Connection, table: str, order: str) -> str:
    """The SHA-256 that a table's CSV has, without writing it."""
    made = hashlib.sha256()
    for piece in lines(connection, table, order):
        made.update(piece)
    return made.hexdigest()


def order_of(connection: sqlite3.Connection, table: str) -> str:
    """The order of a table's rows: by its primary key, or by every column where it has none."""
    info = connection.execute(f"PRAGMA table_info([{table}])").fetchall()
    keys = [row[1] for row in sorted(info, key=lambda row: row[5]) if row[5]] or [row[1] for row in info]
    return ", ".join(f"[{name}]" for name in keys)
