"""SQLite files to rows: a table is a sheet. Read only, never written beside, nothing in the file can run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ingest.language import phrase
from ingest.problems import stop
from ingest.text import LONGEST_CELL

Row = tuple[int, list[str]]
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}


def names(path: Path) -> list[str]:
    """The tables of a SQLite file; views and what SQLite keeps for itself left out. Raises `Stop` (unreadable-file)."""
    listed = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    try:
        with closing(_opened(path)) as connection:
            found = [str(name) for (name,) in connection.execute(listed)]
            return [name for name in found if not name.startswith("sqlite_")]
    except (sqlite3.Error, UnicodeError) as error:
        raise _unreadable(path, error) from None


def rows(path: Path, name: str) -> Iterator[Row]:
    """The header as row 0, then every row of one table with its position. Raises `Stop` (unreadable-file)."""
    try:
        with closing(_opened(path)) as connection:
            cursor = connection.execute('SELECT * FROM "' + name.replace('"', '""') + '"')
            yield 0, [column[0] for column in cursor.description]
            for position, row in enumerate(cursor, 1):
                yield position, [_text(cell, path, position) for cell in row]
    except (sqlite3.Error, UnicodeError) as error:
        raise _unreadable(path, error) from None


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 4 * LONGEST_CELL)
    connection.set_authorizer(lambda act, *rest: sqlite3.SQLITE_OK if act in _ALLOWED else sqlite3.SQLITE_DENY)
    return connection


def _text(cell: object, path: Path, position: int) -> str:
    if isinstance(cell, bytes):
        raise stop(
            "unreadable-file",
            path.name,
            reason=phrase("row {position} holds bytes that are no text", position=f"{position:,}"),
        )
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return "" if cell is None else str(cell)


def _unreadable(path: Path, error: Exception) -> Exception:
    reason = phrase("it is not a SQLite file that can be read ({error})", error=error)
    return stop("unreadable-file", path.name, reason=reason)
