"""Make the register again from what was received: every act that stands, done once more in order.

This is how a changed kind migrates, how an earlier act is taken back, and the proof that nothing but `received/` is
needed. The old register is locked meanwhile and gets the new content in one transaction.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing

from ingest import act, intact, register
from ingest.correct import correct
from ingest.keys import NAME as SECRET
from ingest.language import Words, phrase
from ingest.load import load
from ingest.problems import Problem, Stop, stop
from ingest.received import Act, Received
from ingest.room import Room
from ingest.schema import LINE, SOURCE, Kinds
from ingest.zero import zero

Told = Callable[[Words], None]
_APART = "rebuilding"
_COUNTED = {  # tables of the house that are content too
    "_zeros": "table_name, agency, period",
    "_owed": "agency, table_name, every, due, since, withheld",
}


class NotAgain(Stop):
    """An act that stands cannot be done once more: which one, and why."""

    def __init__(self, act: Act, *problems: Problem) -> None:
        super().__init__(*problems)
        self.act = act


def rebuild(room: Room, told: Told = lambda text: None) -> tuple[str, str]:
    """Make the register again. The content hash before ("" if there was none, or none that could be read) and after.

    Raises `Stop` and leaves the register as it was when something of received/ is missing or altered, or when an act
    cannot be done again.
    """
    received = Received(room.data)
    if not (room.data / register.NAME).exists():
        if not received.acts():
            raise stop("no-register", str(room.data))
        return "", _anew(room, received, told)
    try:
        with closing(register.open_register(room.data, room.kinds)) as old:
            has_any = old.execute("SELECT 1 FROM _acts LIMIT 1").fetchone()
            before = content_hash(old, room.kinds) if has_any else ""
            with register.transaction(old):
                act.stand_on(received, old, with_files=True)
                with closing(replay(room, received.read(), told)) as made:
                    after = content_hash(made, room.kinds)
                    put(old, made)
            register.let_read(old)
        return before, after
    except sqlite3.DatabaseError:  # it cannot be read, and nobody can be writing to it
        return "", _anew(room, received, told)
    finally:
        shutil.rmtree(room.data / _APART, ignore_errors=True)


def _anew(room: Room, received: Received, told: Told) -> str:
    """Put a register where there is none that could be read; the hash of its content."""
    intact.refuse(received, None, with_files=True)
    try:
        with closing(replay(room, received.read(), told)) as made:
            after = content_hash(made, room.kinds)
            made.execute("PRAGMA journal_mode = DELETE")
        (room.data / _APART / register.NAME).replace(room.data / register.NAME)
        for end in ("-wal", "-shm"):
            (room.data / (register.NAME + end)).unlink(missing_ok=True)
    finally:
        shutil.rmtree(room.data / _APART, ignore_errors=True)
    return after


def replay(room: Room, acts: Iterable[Act], told: Told, received: Received | None = None) -> sqlite3.Connection:
    """Do acts again in a folder apart; its register, open. Raises `NotAgain` and leaves nothing when one cannot."""
    apart = room.data / _APART
    shutil.rmtree(apart, ignore_errors=True)
    apart.mkdir()
    try:
        room.keys(write=True)  # there is none yet where nothing was loaded
        (apart / SECRET).write_bytes((room.data / SECRET).read_bytes())
        again, received = Room(apart, room.kinds, room.agencies), received or Received(room.data)
        listed = list(acts)
        undone = {int(one.words[act.UNDOES]) for one in listed if act.UNDOES in one.words}
        for one in listed:
            told(phrase("act {number}: {what}", number=one.number, what=one.words.get("file") or act.named(one.kind)))
            is_empty = act.EMPTIED in one.words  # what it did was about a record that was expunged
            if one.number in undone or one.kind in {act.UNDO, act.EXPUNGE} or is_empty:
                with closing(register.open_register(apart, room.kinds)) as connection:
                    act.note(connection, one)
            else:
                _once_more(again, one, received)
        return register.open_register(apart, room.kinds)
    except BaseException:
        shutil.rmtree(apart, ignore_errors=True)
        raise


def _once_more(again: Room, one: Act, received: Received) -> None:
    try:
        if one.kind == act.LOAD:
            _load(again, one, received)
        else:
            _by_hand(again, one)
    except Stop as error:
        raise NotAgain(one, *error.problems) from None


def _load(again: Room, one: Act, received: Received) -> None:
    words, folder = one.words, again.data / "files"  # the act's file, and alone beside it those that it looked into
    folder.mkdir()
    for name, kept in received.files(one).items():
        if not kept.exists():
            raise stop("received-gone", name, act=one.number)
        shutil.copyfile(kept, folder / name)
    named = folder / words["file"] / words.get("member", "")
    found, agency = again.recognise(named, words["agency"], words["asked"], words.get(act.CAME_AS, ""))
    load(again, named, found, agency, words["by"], words["asked"], reason=words.get("reason", ""), again=one)
    shutil.rmtree(folder)


def _by_hand(again: Room, one: Act) -> None:
    words = one.words
    if one.kind == act.CORRECT:
        said: dict[str, str] = json.loads(words["said"])
        correct(again, words["table"], words["record"], said, words["by"], words["reason"], again=one)
    elif one.kind == act.ZERO:
        zero(again, words["table"], words["period"], words["agency"], words["by"], again=one)
    else:
        raise stop("bad-act", act=one.number)


def put(old: sqlite3.Connection, made: sqlite3.Connection) -> None:
    """Give the old register the new one's shape and content, inside the transaction that is open on it."""
    register.acting(old, None)
    for kind, name in old.execute(
        "SELECT type, name FROM main.sqlite_master WHERE type IN ('table', 'view')"
    ).fetchall():
        if not name.startswith("sqlite_"):
            old.execute(f"DROP {kind} main.[{name}]")
    shape = made.execute("SELECT type, name, sql FROM sqlite_master WHERE sql NOTNULL").fetchall()
    for name, sql in ((name, sql) for kind, name, sql in shape if kind == "table" and not name.startswith("sqlite_")):
        old.execute(sql)
        marks = ", ".join("?" for _ in made.execute(f"PRAGMA table_info([{name}])").fetchall())
        old.executemany(
            f"INSERT INTO main.[{name}] VALUES ({marks})", made.execute(f"SELECT * FROM [{name}] ORDER BY rowid")
        )
    for kind, _, sql in shape:
        if kind in {"index", "trigger"}:
            old.execute(sql)


def content_hash(connection: sqlite3.Connection, kinds: Kinds) -> str:
    """A hash over every record of every table in key order; clocks, load numbers and lines of history left out."""
    made = hashlib.sha256()
    for table in kinds.tables.values():
        names = [name for name in register.columns(table, kinds) if name not in {SOURCE, LINE}]
        there = {row[1] for row in connection.execute(f"PRAGMA table_info([{table.name}])")}
        listed = ", ".join(f"[{name}]" if name in there else "NULL" for name in names)
        for row in connection.execute(f"SELECT {listed} FROM [{table.name}] ORDER BY [{table.key}]"):
            made.update(repr((table.name, row)).encode("utf-8", "surrogatepass"))
    for house, listed in _COUNTED.items():
        for row in connection.execute(f"SELECT {listed} FROM {house} ORDER BY {listed}"):
            made.update(repr((house, row)).encode())
    return made.hexdigest()
