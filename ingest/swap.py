"""The received folder that an expungement made, put in the place of the old one: all of it, once the register has it.

Both steps are taken under the register's lock, so that nobody writes into a folder that is on its way out.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from ingest import register
from ingest.act import is_done
from ingest.problems import stop
from ingest.received import GONE, NEXT, Received
from ingest.room import Room

WHOLE = "whole"  # stands in the next received/ once nothing of it is missing
LOOKING = "looking"  # where files are read meanwhile


def recover(room: Room) -> bool:
    """Finish a switch that was cut off, or take away a next received/ that is not whole; whether one was finished.

    The register decides: it has the act, or it has not.
    """
    left = [room.data / name for name in (NEXT, GONE, LOOKING)]
    connection = register.read_register(room.data) if any(path.exists() for path in left) else None
    if connection is None:
        return False
    with closing(connection):
        if not register.is_free(connection):
            return False  # it is not cut off: another run is at work on it
        return finish(room, connection)


def finish(room: Room, connection: sqlite3.Connection) -> bool:
    """Put the next received/ in place if the register has its act, and leave no old byte; whether there was one."""
    with register.transaction(connection):
        shutil.rmtree(room.data / LOOKING, ignore_errors=True)
        following, gone = room.data / NEXT, room.data / GONE
        is_meant = following.exists() and _is_meant(room, connection)
        if following.exists() and not is_meant:
            shutil.rmtree(following)
        if not is_meant and not gone.exists():
            return False
        _switch(room)
    _compact(connection)
    _forget(gone)  # last: as long as it is there, the next run does this again
    return True


def _compact(connection: sqlite3.Connection) -> None:
    """Leave no old page in the register and its log. Raises `Stop` (busy) where somebody reads an old state of it."""
    try:
        connection.execute("VACUUM")
        is_busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        is_busy = 1
    if is_busy:
        raise stop("busy", register.NAME, seconds=register.WAIT_SECONDS)


def _is_meant(room: Room, connection: sqlite3.Connection) -> bool:
    last = max(Received(room.data, NEXT).read(), key=lambda act: act.number, default=None)
    return bool(last and (room.data / NEXT / WHOLE).exists() and is_done(connection, last))


def _switch(room: Room) -> None:
    here, following, gone = room.data / "received", room.data / NEXT, room.data / GONE
    if following.exists():
        if here.exists():
            here.replace(gone)
        following.replace(here)
    (here / WHOLE).unlink(missing_ok=True)


def _forget(folder: Path) -> None:
    """Overwrite every byte of a folder before it is given back."""
    for path in folder.rglob("*") if folder.exists() else ():
        if path.is_file():
            path.chmod(0o600)
            with path.open("r+b") as file:
                file.write(bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
    shutil.rmtree(folder, ignore_errors=True)
