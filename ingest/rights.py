"""What a person may do with a data folder, and a register that may only be read."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from ingest.language import Words, phrase
from ingest.problems import stop

_BESIDE = ("-wal", "-journal")  # stand beside a database while somebody writes to it, or was cut off


def may_write(data: Path, file: Path) -> bool:
    """Whether this person may write in a data folder, and to a file of it that may not be there yet."""
    return os.access(data, os.W_OK) and (not file.exists() or os.access(file, os.W_OK))


def owner(path: Path) -> Words:
    """To whom a file or folder belongs."""
    try:
        return path.owner()
    except (KeyError, OSError, NotImplementedError, ImportError):  # a number without a name; Windows
        return phrase("somebody else")


def only_read(path: Path, wait: float) -> sqlite3.Connection:
    """A database that this person may only read.

    SQLite asks for the right to write beside it, but where nobody is writing: then it is read as it stands, and held
    against what it was when it is closed. Raises `Stop` (no-right, only-read).
    """
    if not os.access(path, os.R_OK):
        raise stop("no-right", str(path), owner=owner(path))
    uri = path.resolve().as_uri()
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=wait, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return connection
    except sqlite3.OperationalError:
        connection.close()
    if any(path.with_name(path.name + end).exists() for end in _BESIDE):
        raise stop("only-read", str(path.parent), owner=owner(path.parent))
    still = sqlite3.connect(f"{uri}?immutable=1", uri=True, isolation_level=None, factory=_Still)
    still.watch(path)
    return still


class _Still(sqlite3.Connection):
    """A database to which nobody writes meanwhile, or closing it raises `Stop` (read-changed)."""

    _path: Path | None = None

    def watch(self, path: Path) -> None:
        self._path, self._was = path, _state(path)

    def close(self) -> None:
        super().close()
        path, self._path = self._path, None
        if path and _state(path) != self._was:
            raise stop("read-changed", str(path))


def _state(path: Path) -> tuple[object, ...]:
    said = path.stat()
    return said.st_mtime_ns, said.st_size, *(path.with_name(path.name + end).exists() for end in _BESIDE)
