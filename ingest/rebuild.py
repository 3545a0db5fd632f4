"""Make the register again from what was received: every act that stands, done once more in order.

This is how a changed kind migrates, and the proof that nothing but `received/` is needed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

from ingest import register
from ingest.load import load
from ingest.problems import stop
from ingest.received import Received
from ingest.room import Room
from ingest.schema import LINE, SOURCE, Kinds

_NEW = "rebuilding"


def rebuild(room: Room, told: Callable[[str], None] = lambda text: None) -> tuple[str, str]:
    """Rebuild the register beside the old one, then put it in its place. The content hash before and after.

    Raises `Stop` and leaves the old register as it was when an act cannot be done again.
    """
    before = _hash_before(room)
    apart = room.data / _NEW
    _clear(apart)
    apart.mkdir()
    try:
        (apart / "secret.key").write_bytes((room.data / "secret.key").read_bytes())
        again = Room(apart, room.kinds, room.agencies)
        received = Received(room.data)
        for act in received.read():
            words = act.words
            told(f"act {act.number}: {words['file']}")
            folder = apart / "files"  # the act's own file, and alone beside it those that it looked things up in
            folder.mkdir()
            for name, kept in received.files(act).items():
                (folder / name).write_bytes(kept.read_bytes())
            named = folder / words["file"]
            found, agency = again.recognise(named, words["agency"], words["asked"])
            load(again, named, found, agency, words["by"], words["asked"], today=words["today"], at=words["at"])
            _clear(folder)
        made = register.open_register(apart, room.kinds)
        after = content_hash(made, room.kinds)
        made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        made.close()
        (apart / register.NAME).replace(room.data / register.NAME)
        for end in ("-wal", "-shm"):
            (room.data / (register.NAME + end)).unlink(missing_ok=True)
    finally:
        _clear(apart)
    return before, after


def _hash_before(room: Room) -> str:
    """The content hash of the register as it is; "" for one that cannot be read, which is why one rebuilds."""
    old = register.read_register(room.data)
    if old is None:
        raise stop("no-register")
    try:
        return content_hash(old, room.kinds)
    except sqlite3.DatabaseError:
        return ""
    finally:
        old.close()


def content_hash(connection: sqlite3.Connection, kinds: Kinds) -> str:
    """A hash over every record of every table in key order; clocks, load numbers and lines of history left out."""
    made = hashlib.sha256()
    for table in kinds.tables.values():
        names = [name for name in register.columns(table, kinds) if name not in {SOURCE, LINE}]
        there = {row[1] for row in connection.execute(f"PRAGMA table_info([{table.name}])")}
        listed = ", ".join(f"[{name}]" if name in there else "NULL" for name in names)
        for row in connection.execute(f"SELECT {listed} FROM [{table.name}] ORDER BY [{table.key}]"):
            made.update(repr((table.name, row)).encode("utf-8", "surrogatepass"))
    return made.hexdigest()


def _clear(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True) if folder.exists() else ():
        path.rmdir() if path.is_dir() else path.unlink()
    if folder.exists():
        folder.rmdir()
