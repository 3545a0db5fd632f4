"""Take a record out by order of a court or a law: out of every file that was received, the register and its history.

What stays is one act: who did it, when, by which order, how many records, rows and files; and for each record a keyed
hash by which a later file that tells of it again is known and refused. Every received file is looked into by its own
format, as a rebuild would read it. The new `received/` is made whole beside the old one, the register is made again
from it, and both are put in place; `publish expunge` does the same for releases.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ingest import register
from ingest.act import CAME_AS, CORRECT, EMPTIED, EXPUNGE, LOAD, TOMBS, now
from ingest.cut import Cut, cut
from ingest.find import find, parts
from ingest.problems import Stop, stop
from ingest.rebuild import put, replay
from ingest.received import Act, Received, digest, ending
from ingest.room import Room
from ingest.trace import traces

NEXT, _GONE = "received.next", "received.gone"
Told = Callable[[str], None]


@dataclass(frozen=True)
class Purge:
    """What an expungement takes out: the record and its parts by table, rows of received files, files."""

    records: dict[str, int]
    rows: int
    files: int


@dataclass(frozen=True)
class _Found:
    doomed: set[tuple[str, str]]
    lines: dict[int, set[int]]  # act -> the lines of its file that tell of the record
    acts: list[Act]
    emptied: set[int]

    @property
    def purge(self) -> Purge:
        counts = Counter(table for table, _ in self.doomed)
        return Purge(dict(counts), sum(map(len, self.lines.values())), sum(map(bool, self.lines.values())))


def expunge(
    room: Room, table: str, name: str, order: str, by: str, agency: str, sure: Callable[[Purge], bool], told: Told
) -> Purge | None:
    """Take a record and its parts out. `sure` is asked once all is counted; None, and nothing changed, if it says no.

    Raises `Stop`: no-register, no-record, which-record, expunge-blind.
    """
    if not (room.data / register.NAME).exists():
        raise stop("no-register")
    recover(room)
    with closing(register.open_register(room.data, room.kinds)) as connection:
        try:
            with register.transaction(connection):
                found = _look(room, connection, table, name, agency, told)
                if not sure(found.purge):
                    return None
                keys = room.keys()
                words = {"by": by, "at": now(), "order": order, "agency": agency, "reason": order}
                words["records"] = json.dumps(found.purge.records)
                words |= {"rows": str(found.purge.rows), "files": str(found.purge.files)}
                words[TOMBS] = " ".join(sorted(keys.tomb(*one) for one in found.doomed))
                act = Act(Received(room.data).next_number(), EXPUNGE, words)
                _next(room, found, act)
                with closing(replay(room, Received(room.data, NEXT).read(), told, Received(room.data, NEXT))) as apart:
                    put(connection, apart)
            _switch(room)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("VACUUM")
            register.let_read(connection)
        except BaseException:
            if not (room.data / NEXT / _WHOLE).exists():
                shutil.rmtree(room.data / NEXT, ignore_errors=True)
            raise
        finally:
            shutil.rmtree(room.data / "rebuilding", ignore_errors=True)
    return found.purge


_WHOLE = "whole"  # stands in the next received/ once nothing of it is missing


def recover(room: Room) -> bool:
    """Finish a switch that was cut off, or take away a next received/ that is not whole; whether one was finished.

    The register decides: it has the act, or it has not.
    """
    following = room.data / NEXT
    if not following.exists():
        is_half = (room.data / _GONE).exists()
        _switch(room)
        return is_half
    received = Received(room.data, NEXT)
    last = max(received.read(), key=lambda act: act.number, default=None)
    with closing(register.open_register(room.data, room.kinds)) as connection:
        row = connection.execute("SELECT kind, at FROM _acts WHERE act = ?", [last.number if last else 0]).fetchone()
    if not last or not (following / _WHOLE).exists() or row != (last.kind, last.words["at"]):
        shutil.rmtree(following)
        return False
    _switch(room)
    return True


def _look(room: Room, connection: sqlite3.Connection, table: str, name: str, agency: str, told: Told) -> _Found:
    record = find(connection, room.kinds.tables[table], room.kinds, name, agency)
    doomed = {(one.name, key) for one, key in parts(connection, record, room.kinds)}
    received, lines, emptied = Received(room.data), dict[int, set[int]](), set[int]()
    acts = list(received.read())
    for act in acts:
        if act.kind == CORRECT and (act.words.get("table", ""), act.words.get("record", "")) in doomed:
            emptied.add(act.number)
        elif act.kind == LOAD and EMPTIED not in act.words:
            told(f"looking into {act.words['file']}")
            try:
                lines[act.number], more = traces(room, received, act, doomed)
            except Stop as error:
                raise stop("expunge-blind", act=act.number, reason=error.problems[0].says) from None
            doomed |= more
    return _Found(doomed, lines, acts, emptied)


def _next(room: Room, found: _Found, last: Act) -> None:
    """The received/ of tomorrow beside today's: files without the rows, acts that name them, one chain of hashes."""
    old, new = Received(room.data), Received(room.data, NEXT)
    shutil.rmtree(new.folder, ignore_errors=True)
    new.acts_folder.mkdir(parents=True)
    changed = {act.words["sha256"] for act in found.acts if found.lines.get(act.number)}
    for path in sorted(old.folder.glob("??/*")):
        if path.name[:64] not in changed and not path.name.endswith(".part"):
            target = new.folder / path.relative_to(old.folder)
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, target)
            target.chmod(0o600)
    for act in found.acts:
        words = dict(act.words)
        if act.number in found.emptied:
            words = {name: words[name] for name in ("by", "at", "agency") if name in words} | {
                EMPTIED: str(last.number)
            }
        elif found.lines.get(act.number):
            words |= _rewritten(room, old, new, act, found.lines[act.number])
        new.finish(new.begin(Act(act.number, act.kind, words)))
    new.finish(new.begin(last))
    (new.folder / _WHOLE).touch()


def _rewritten(room: Room, old: Received, new: Received, act: Act, lines: set[int]) -> dict[str, str]:
    made: Cut = cut(room, old, act, lines, new.folder)
    sha256, name = digest(made.path), act.words["file"]
    target = new.path(sha256, ending(made.path))
    target.parent.mkdir(exist_ok=True)
    made.path.replace(target)
    target.chmod(0o600)
    words = {"sha256": sha256, "suffix": ending(target)}
    if not made.is_same_sort:
        words |= {"file": f"{name}.csv", "member": "", CAME_AS: act.words["member"] or name}
    return words


def _switch(room: Room) -> None:
    """Put the next received/ in the place of the old one, whose bytes are overwritten before they are given back."""
    here, following, gone = room.data / "received", room.data / NEXT, room.data / _GONE
    if following.exists():
        if here.exists():
            here.replace(gone)
        (following / _WHOLE).unlink(missing_ok=True)
        following.replace(here)
    for path in gone.rglob("*") if gone.exists() else ():
        if path.is_file():
            _overwrite(path)
    shutil.rmtree(gone, ignore_errors=True)


def _overwrite(path: Path) -> None:
    size = path.stat().st_size
    path.chmod(0o600)
    with path.open("r+b") as file:
        file.write(bytes(size))
        file.flush()
        os.fsync(file.fileno())
