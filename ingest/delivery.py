"""Files that come together: held against what their formats expect, checked and loaded one after the other.

A later file may speak of records that an earlier one brings, so a check loads them all into a copy of the register
that is gone afterwards. What one delivery says twice of a record is no change of what was there before it.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

from ingest import archive, register
from ingest.formats import Format
from ingest.language import phrase
from ingest.load import check as check_one
from ingest.load import load as load_one
from ingest.outcome import Result
from ingest.problems import Problem, Stop
from ingest.progress import Progress, silent
from ingest.received import Received
from ingest.recognise import Found
from ingest.room import Room

File = tuple[Path, Found, str]
Shown = Callable[[str], AbstractContextManager[Progress]]  # what a person sees of a file while it is read
_CHECK = "check"  # who acts in the copy, and why: nobody will read it
_EXPECTED = {"rows": phrase("rows"), "conflicts": phrase("conflicts")}  # beside the names of tables


def _unseen(name: str) -> AbstractContextManager[Progress]:
    """Nobody watches."""
    return nullcontext(silent)


def expect(room: Room, files: Iterable[File]) -> None:
    """Hold a whole delivery against what its formats expect. Raises `Stop` before anything of it is loaded."""
    made: dict[str, Counter[str]] = {}
    formats: dict[str, Format] = {}
    for path, found, agency in files:
        if found.format.expect:
            formats[found.format.where] = found.format
            seen = check_one(room, path, found, agency, apart=True)
            made.setdefault(found.format.where, Counter()).update(
                {"rows": seen.rows, "conflicts": seen.conflicts, **seen.records}
            )
    wrong = [
        Problem(
            "expect",
            where,
            fills={"expected": f"{count:,}", "what": _EXPECTED.get(what, what), "made": f"{made[where][what]:,}"},
        )
        for where, one in formats.items()
        for what, count in one.expect.items()
        if made[where][what] != count
    ]
    if wrong:
        raise Stop(*wrong)


def check(room: Room, files: list[File], shown: Shown = _unseen) -> Iterator[Result]:
    """What loading them would do, file by file; nothing is written. Of several files one that would be refused has
    the reasons among its problems, and the others are gone through. Raises `Stop` for a file that comes alone.
    """
    if len(files) == 1:
        [(path, found, agency)] = files
        with shown(path.name) as tell:
            made = check_one(room, path, found, agency, tell)
        yield made
        return
    with _apart(room) as again:
        first = Received(again.data).next_number()
        for path, found, agency in files:
            try:
                with shown(path.name) as tell:
                    made = load_one(again, path, found, agency, _CHECK, progress=tell, reason=_CHECK, first=first)
            except Stop as error:
                made = Result(path, found.format, agency, problems=list(error.problems))
            yield replace(made, load=0)


def load(
    room: Room, files: Iterable[File], by: str, asked: str = "", reason: str = "", shown: Shown = _unseen
) -> Iterator[Result]:
    """Load them, each in one transaction. Raises `Stop` at the first that is refused; those before it stand."""
    first = Received(room.data).next_number()
    for path, found, agency in files:
        with shown(path.name) as tell:
            made = load_one(room, path, found, agency, by, asked, tell, reason, first=first)
        yield made


@contextmanager
def _apart(room: Room) -> Iterator[Room]:
    """A room with a copy of the register, its secret and its acts, where only this process looks."""
    folder = Path(archive.folder())
    try:
        there = register.read_register(room.data)
        if there:
            with closing(there), closing(sqlite3.connect(folder / register.NAME)) as copy:
                there.backup(copy)
        for name in ("secret.key", "received/acts"):
            kept, target = room.data / name, folder / name
            if kept.is_dir():
                shutil.copytree(kept, target)
            elif kept.exists():
                shutil.copyfile(kept, target)
        yield Room(folder, room.kinds, room.agencies)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
