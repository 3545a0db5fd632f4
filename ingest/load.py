"""The acts of a clerk on files: check one, or load one in one transaction. The conductor of the modules above it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from ingest import aside, beside, coverage, hidden, ledger, reasons, register, settle, stage, told, tomb
from ingest import examine as look
from ingest.act import LOAD, REWRITTEN, SPARED, Desk, now
from ingest.agencies import declared
from ingest.archive import inside
from ingest.formats import Format
from ingest.language import Listed, Words, counted, phrase
from ingest.outcome import CHANGED, NEW, UNCHANGED, Examination, Result, result_of
from ingest.problems import Problem, Stop, stop
from ingest.progress import Progress, silent
from ingest.received import BESIDE, Act, Received, digest, ending
from ingest.recognise import Found
from ingest.room import Room

_MOST_BAD, _FEW_BAD = 0.20, 10  # a file is refused when more than a fifth of its rows, and more than ten, are wrong


def check(
    room: Room,
    path: Path,
    found: Found,
    agency: str,
    progress: Progress = silent,
    apart: bool = False,
) -> Result:
    """What a load would do, writing nothing; `apart` looks at the file alone. Raises `Stop` if it would load none."""
    if found.is_left_out:
        return Result(path, found.format, agency, problems=[found.left_out])
    with looked_at(room, path, found, agency, progress, apart) as (made, _):
        return result_of(made, path, agency, 0)


@contextmanager
def looked_at(
    room: Room, path: Path, found: Found, agency: str, progress: Progress = silent, apart: bool = False
) -> Iterator[tuple[Examination, sqlite3.Connection]]:
    """A file examined and held against the register, on a connection that is closed at the end; nothing is written."""
    hidden.refuse(found)
    register_ = None if apart else register.read_register(room.data)
    with closing(register_ or sqlite3.connect(":memory:", isolation_level=None)) as connection:
        stage.attach(connection)
        made = look.examine(
            found,
            room.kinds,
            room.keys(),
            agency,
            connection,
            date.today().isoformat(),
            register_ is not None,
            progress,
            whole=not apart,
        )
        _refuse_too_many(made)
        if register_:
            tomb.refuse(made, connection, room.keys())
            _compare(made, connection)
            told.doubt(connection, made)
            swept = sum(len(settle.doomed(connection, one, made.shelves, room.kinds)) for one in made.shelves.values())
            if what := _needs_reason(made.outcomes.count(CHANGED), swept):
                fills: dict[str, object] = {"what": what, "known": reasons.known(room.kinds), "file": path.name}
                made.add(Problem("reason-ahead", path.name, fills=fills))
        yield made, connection


def load(
    room: Room,
    path: Path,
    found: Found,
    agency: str,
    by: str,
    asked: str = "",
    progress: Progress = silent,
    reason: str = "",
    again: Act | None = None,
    first: int = 0,
) -> Result:
    """Load one file in one transaction, keep its bytes and the act. Raises `Stop`, and then nothing was changed.

    `reason` is a code of `change_reason`, needed where records change that were there before act number `first`, the
    first of a delivery; 0: this one. `again`: an act that stands is done once more.
    """
    if found.is_left_out:
        return Result(path, found.format, agency, problems=[found.left_out])
    hidden.refuse(found, again=bool(again))
    kept_as, member = inside(path)
    sha256 = digest(kept_as)
    others = {label: (other, digest(other)) for label, other in beside.paths(found).items()}
    connection = register.open_register(room.data, room.kinds)
    received, keys = Received(room.data), room.keys(write=True)
    try:
        stage.attach(connection)
        with Desk(room) as desk, desk.transaction(connection):
            known = _known_as(connection, sha256, found.format, agency, member)
            if not again and known and received.beside(known) == {label: sha for label, (_, sha) in others.items()}:
                note = Problem("known-file", path.name, fills={"load": known})
                return Result(path, found.format, agency, known, problems=[note])
            words = _words(kept_as, member, found) | {"by": by, "agency": agency, "asked": asked, "sha256": sha256}
            words |= {"today": again.words["today"] if again else date.today().isoformat(), "reason": reason}
            words |= {"at": again.words["at"] if again else now()}
            words |= {f"{BESIDE}{label}": f"{sha} {other.name}" for label, (other, sha) in others.items()}
            act = desk.begin(connection, LOAD, words, again)  # before the first row is read, so that a cut-off is told
            writer = stage.Writer(agency, act.number)
            is_rewritten = bool(again and REWRITTEN in again.words)  # good rows may have gone: shares tell nothing now
            made = look.examine(
                found,
                room.kinds,
                keys,
                agency,
                connection,
                act.words["today"],
                True,
                progress,
                writer=writer,
                has_limits=not is_rewritten,
                spared=_spared(found, again),
            )
            if not is_rewritten:
                _refuse_too_many(made)
            tomb.refuse(made, connection, keys)
            put_agency(connection, room, agency)
            _compare(made, connection)
            told.doubt(connection, made)
            aside.write(connection, made, act.number, act.words["today"])
            aside.settle(connection, made, act.number, agency)
            told.write(connection, made, act.number)
            held, first = made.shelves.values(), first or act.number
            changed = {at for shelf in held for at in settle.changed(connection, shelf, first)}
            swept = sum(settle.sweep(connection, shelf, made.shelves, room.kinds, first) for shelf in held)
            if not reason and not again and (what := _needs_reason(len(changed), swept)):
                raise stop("reason-needed", path.name, what=what, known=reasons.known(room.kinds), file=path.name)
            for kept, sha in ((kept_as, sha256), *others.values()):  # nothing refuses it from here on
                received.keep(kept, sha)
            for shelf in made.shelves.values():
                settle.settle(connection, shelf, agency, act.number)
            result = result_of(made, path, agency, act.number)
            ledger.write_down(connection, made, result, act, kept_as)
            desk.end(connection, act)
        register.let_read(connection)
        return result
    finally:
        connection.close()


def _words(path: Path, member: str, found: Found) -> dict[str, str]:
    """What an act says of the file and of how it was read."""
    return {
        "file": path.name,
        "member": member,
        "suffix": ending(path),
        "format": found.format.label,
        "format_sha256": found.format.sha256,
    }


def _needs_reason(changed: int, swept: int) -> Words:
    """What a file would change of records that are there, in words: somebody has to say why. Else nothing."""
    if not changed and not swept:
        return ""
    rows = counted(changed, "{count} row would change records", "{count} rows would change records")
    parts = counted(
        swept, "{count} part of records would be taken away", "{count} parts of records would be taken away"
    )
    return Listed(tuple(words for words in (rows, parts) if words.count), phrase(", and "))


def _known_as(connection: sqlite3.Connection, sha256: str, format_: Format, agency: str, member: str) -> int:
    """The load that read these very bytes in this very format last, unless another file of the format came after it:
    one with rows that were mended brings nothing else.
    """
    loads = connection.execute(
        "SELECT load, sha256, format_sha256, file_name, load IN (SELECT mended_by FROM _aside WHERE came_as NOTNULL)"
        " FROM _loads WHERE agency = ? AND format = ? ORDER BY load DESC",
        [agency, format_.label],
    )
    for load, *said, name, is_mend in loads:
        if said == [sha256, format_.sha256] and name.partition("/")[2] == member:
            return int(load)
        if not is_mend:
            break
    return 0


def put_agency(connection: sqlite3.Connection, room: Room, agency: str) -> None:
    """Write what `agency.yml` says today, if the act is of an agency: who it is and what it owes."""
    if agency:
        said = room.agencies.agency(agency)
        settle.put_agency(connection, declared(room.kinds), agency, said.values)
        coverage.put_owed(connection, agency, said.owes)


def _compare(made: Examination, connection: sqlite3.Connection) -> None:
    """Tell rows whose records the register has from those that are new to it."""
    held = [shelf for shelf in made.shelves.values() if not shelf.is_direct]
    if not any(register.has_rows(connection, shelf.table) for shelf in held):
        return
    made.outcomes[:] = made.outcomes.replace(bytes([NEW]), bytes([UNCHANGED]))
    for shelf in made.shelves.values():
        if upheld := settle.uphold(connection, shelf):
            fills: dict[str, object] = {"corrections": counted(upheld, "{count} correction", "{count} corrections")}
            made.add(Problem("correction-holds", made.found.sheet.path.name, column=shelf.table.called, fills=fills))
        for at, is_there in settle.compare(connection, shelf):
            made.mark(at, CHANGED if is_there else NEW)


def _spared(found: Found, again: Act | None) -> frozenset[int]:
    """The lines of rows that lost a cell by order: what they pointed to is gone, and no rule may ask for it."""
    places = set(map(int, again.words.get(SPARED, "").split())) if again else set()
    return frozenset(line for place, (line, _) in enumerate(found.sheet.rows() if places else ()) if place in places)


def _wrong(bad: int, rows: int) -> Words:
    if bad == rows:
        return counted(rows, "The only row is wrong", "All {count} rows are wrong")
    return counted(bad, "{count} of {rows} rows is wrong", "{count} of {rows} rows are wrong", rows=f"{rows:,}")


def _refuse_too_many(made: Examination) -> None:
    bad = made.tally()["rejected"]
    if bad > _FEW_BAD and bad > made.rows * _MOST_BAD or bad and bad == made.rows:
        raise Stop(
            *[one for one in made.problems if one.level == "row"][:20],
            Problem("too-many", made.found.sheet.path.name, fills={"wrong": _wrong(bad, made.rows)}),
        )
    if sum(made.tally().values()) != made.rows:
        raise stop("sum", made.found.sheet.path.name, rows=made.rows, outcomes=sum(made.tally().values()))
