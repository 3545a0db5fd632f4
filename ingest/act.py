"""One act of a clerk: written down beside the received files, done in one transaction, and then it stands.

The file of an act is written inside the transaction, before anything is changed, and gets its lasting name after the
commit (docs/decisions/0006). Whatever happens between, the register says whether the act was done.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from ingest import intact, register
from ingest.keys import has_secret
from ingest.language import Words, phrase
from ingest.problems import Problem, stop
from ingest.received import NEXT, SECRET, Act, Received
from ingest.room import Room

LOAD, CORRECT, ZERO, UNDO, EXPUNGE = "load", "correct", "zero", "undo", "expunge"
_NAMES = {
    LOAD: phrase("load"),
    CORRECT: phrase("correction"),
    ZERO: phrase("zero report"),
    UNDO: phrase("undo"),
    EXPUNGE: phrase("expungement"),
}
UNDOES = "undoes"  # the word of an undo that names the act which it takes back
# Words that an expungement leaves (see `ingest.expunge`).
EMPTIED, REWRITTEN, SPARED, CAME_AS, TOMBS = "emptied", "rewritten", "spared", "came_as", "tombs"


class Desk:
    """Where one act is written down: `begin` it inside the register's transaction, `end` it before the commit.

    Used around the transaction: `with Desk(room) as desk, desk.transaction(connection):`. An error before `end` leaves
    no trace; after it the act stands or falls with the commit, and `recover` knows which.
    """

    def __init__(self, room: Room) -> None:
        self.room, self.received = room, Received(room.data)
        self._begun: Path | None = None
        self._ended = False

    def __enter__(self) -> Desk:
        return self

    @contextmanager
    def transaction(self, connection: sqlite3.Connection) -> Iterator[None]:
        """The register's transaction. What was begun and not ended is forgotten before anybody else may write."""
        with register.transaction(connection):
            try:
                yield
            except BaseException:
                if self._begun and not self._ended:
                    self.received.forget(self._begun)
                raise

    def begin(
        self, connection: sqlite3.Connection, kind: str, words: Mapping[str, str], again: Act | None = None
    ) -> Act:
        """Write the act down. `again`: one that stands already and is done once more, under its own number.

        Raises `Stop`: expunge-ending (an expungement has committed, and its files are not in place yet), or what an act
        that is missing or altered is told with: none may be built on it.
        """
        if self.received.folder.with_name(NEXT).exists():
            raise stop("expunge-ending")
        if not again:
            stand_on(self.received, connection)
        mark = {SECRET: self.room.keys().mark} if has_secret(self.room.data) else {}
        act = Act(again.number if again else self.received.next_number(), kind, {**words, **mark})
        self._begun = self.received.begin(act)
        register.acting(connection, act.number)
        return act

    def end(self, connection: sqlite3.Connection, act: Act) -> None:
        """Give the act its row in the register. Nothing may change after this but by the commit."""
        note(connection, act)
        register.acting(connection, None)
        self._ended = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._begun and error is None:
            self.received.finish(self._begun)


def stand_on(received: Received, connection: sqlite3.Connection, with_files: bool = False) -> None:
    """Before anything is built on received/, inside the transaction: raise `Stop` unless it is what it was.

    `with_files`: for whoever does the acts again (see `ingest.intact`).
    """
    finish_done(received, connection)
    intact.refuse(received, connection, with_files)


def finish_done(received: Received, connection: sqlite3.Connection) -> None:
    """Finish the acts of runs that committed and have not come to finish them yet."""
    for path, begun in received.unfinished():
        if is_done(connection, begun):
            received.finish(path)


def note(connection: sqlite3.Connection, act: Act) -> None:
    """Write an act's row into the register, and beside the act that it takes back, if it does."""
    words = act.words
    row = [act.number, act.kind, words.get("agency", ""), words["at"], words["by"], words.get("reason", "")]
    connection.execute("INSERT INTO _acts (act, kind, agency, at, [by], reason) VALUES (?, ?, ?, ?, ?, ?)", row)
    connection.executemany(
        "INSERT INTO _tombs VALUES (?, ?)", [(act.number, one) for one in words.get(TOMBS, "").split()]
    )
    if UNDOES in words:
        connection.execute("UPDATE _acts SET undone_by = ? WHERE act = ?", [act.number, int(words[UNDOES])])


def named(kind: str) -> Words:
    """The word for an act of this kind."""
    return _NAMES.get(kind, kind)


def is_done(connection: sqlite3.Connection, act: Act) -> bool:
    """Whether the register has this very act."""
    row = connection.execute("SELECT kind, at FROM _acts WHERE act = ?", [act.number]).fetchone()
    return bool(row == (act.kind, act.words.get("at")))


def now() -> str:
    """This moment, in UTC, as acts are dated."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def recover(room: Room) -> list[Problem]:
    """Finish or forget what an earlier run left half done; says in words what was lost (nothing that was loaded)."""
    received = Received(room.data)
    told: list[Problem] = []
    if not received.unfinished():
        return told
    connection = register.open_register(room.data, room.kinds)
    with closing(connection):
        if not register.is_free(connection):
            return told  # it is not cut off: another run is at work on it
        with register.transaction(connection):
            finish_done(received, connection)
            for path, act in received.unfinished():
                received.forget(path)
                told.append(_cut_off(act))
    return told


def cut_off(room: Room) -> list[Problem]:
    """The same, and nothing is written: the next act or reading of the register finishes or forgets it."""
    unfinished = Received(room.data).unfinished()
    connection = register.read_register(room.data) if unfinished else None
    if connection is None:
        return [_cut_off(act) for _, act in unfinished]
    try:
        is_free = register.is_free(connection)
        return [_cut_off(act) for _, act in unfinished if is_free and not is_done(connection, act)]
    finally:
        connection.close()


def _cut_off(act: Act) -> Problem:
    words: dict[str, object] = {"by": phrase("someone"), "at": phrase("an unknown day"), **act.words}
    if "file" in words:
        return Problem("cut-off", fills={name: words[name] for name in ("file", "by", "at")})
    return Problem("cut-off-act", fills={"kind": named(act.kind), "by": words["by"], "at": words["at"]})
