"""The acts of a clerk on files: check one, or load one in one transaction. The conductor of the modules above it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from ingest import beside, hidden, register, settle, stage
from ingest import examine as look
from ingest.agencies import declared
from ingest.examine import Progress
from ingest.formats import Format
from ingest.outcome import CHANGED, MERGED, NEW, OUTCOMES, UNCHANGED, Examination
from ingest.problems import Problem, Stop, stop
from ingest.received import BESIDE, Act, Received, digest, ending
from ingest.recognise import Found
from ingest.room import Room

_MOST_BAD, _FEW_BAD = 0.20, 10  # a file is refused when more than a fifth of its rows, and more than ten, are wrong


@dataclass
class Result:
    """What an act on one file did: rows by outcome, records by table, problems in words."""

    file: Path
    format: Format
    agency: str
    load: int = 0
    rows: int = 0
    tally: dict[str, int] = field(default_factory=dict)
    records: dict[str, int] = field(default_factory=dict)
    conflicts: int = 0
    problems: list[Problem] = field(default_factory=list)
    counts: dict[tuple[str, str, str], int] = field(default_factory=dict)

    @property
    def set_aside(self) -> int:
        return self.tally.get("rejected", 0)


def expect(room: Room, files: list[tuple[Path, Found, str]]) -> None:
    """Hold a whole delivery against what its formats expect. Raises `Stop` before anything of it is loaded."""
    made: dict[str, Counter[str]] = {}
    formats: dict[str, Format] = {}
    for path, found, agency in files:
        if found.format.expect:
            formats[found.format.where] = found.format
            seen = check(room, path, found, agency, apart=True)
            made.setdefault(found.format.where, Counter()).update(
                {"rows": seen.rows, "conflicts": seen.conflicts, **seen.records}
            )
    wrong = [
        Problem("expect", where, fills={"expected": f"{count:,}", "what": what, "made": f"{made[where][what]:,}"})
        for where, one in formats.items()
        for what, count in one.expect.items()
        if made[where][what] != count
    ]
    if wrong:
        raise Stop(*wrong)


def check(
    room: Room,
    path: Path,
    found: Found,
    agency: str,
    progress: Progress = lambda rows: None,
    today: str = "",
    apart: bool = False,
) -> Result:
    """What a load would do, writing nothing; `apart` looks at the file alone. Raises `Stop` if it would load none."""
    if found.is_left_out:
        return Result(path, found.format, agency, problems=[found.left_out])
    hidden.refuse(found)
    connection = None if apart else register.read_register(room.data)
    has_register = connection is not None
    connection = connection or sqlite3.connect(":memory:", isolation_level=None)
    try:
        stage.attach(connection)
        made = look.examine(
            found,
            room.kinds,
            room.keys(),
            agency,
            connection,
            today or date.today().isoformat(),
            has_register,
            progress,
            whole=not apart,
        )
        _refuse_too_many(made)
        if has_register:
            _compare(made, connection)
        return _result(made, path, agency, 0)
    finally:
        connection.close()


def load(
    room: Room,
    path: Path,
    found: Found,
    agency: str,
    by: str,
    asked: str = "",
    progress: Progress = lambda rows: None,
    today: str = "",
    at: str = "",
) -> Result:
    """Load one file in one transaction, keep its bytes and the act. Raises `Stop`, and then nothing was changed."""
    if found.is_left_out:
        return Result(path, found.format, agency, problems=[found.left_out])
    hidden.refuse(found, again=bool(at))
    sha256 = digest(path)
    others = {label: (other, digest(other)) for label, other in beside.paths(found).items()}
    connection = register.open_register(room.data, room.kinds)
    received, keys = Received(room.data), room.keys(write=True)
    try:
        stage.attach(connection)
        with register.transaction(connection), ExitStack() as refused:
            known = _known_as(connection, sha256, found.format, agency)
            if known and received.beside(known) == {label: sha for label, (_, sha) in others.items()}:
                note = Problem("known-file", path.name, fills={"load": known})
                return Result(path, found.format, agency, known, problems=[note])
            words = {"by": by, "agency": agency, "asked": asked, "sha256": sha256}
            words |= {"today": today or date.today().isoformat(), "at": at or _now()}
            words |= {f"{BESIDE}{label}": f"{sha} {other.name}" for label, (other, sha) in others.items()}
            act = _act(connection, path, found, words)
            begun = received.begin(act)  # before the first row is read, so that a run that is cut off can be told of
            refused.callback(begun.unlink, missing_ok=True)
            writer = stage.Writer(agency, act.number)
            made = look.examine(
                found, room.kinds, keys, agency, connection, act.words["today"], True, progress, writer=writer
            )
            _refuse_too_many(made)
            for kept, sha in ((path, sha256), *others.values()):
                received.keep(kept, sha)
            _put_agency(connection, room, agency)
            _compare(made, connection)
            for shelf in made.shelves.values():
                settle.sweep(connection, shelf, made.shelves, room.kinds)
                settle.settle(connection, shelf, agency, act.number)
            result = _result(made, path, agency, act.number)
            _write_down(connection, made, result, act, path)
            refused.pop_all()  # from here on the act stands or falls with the commit
        received.finish(begun)
        register.let_read(connection)
        return result
    finally:
        connection.close()


def _act(connection: sqlite3.Connection, path: Path, found: Found, words: dict[str, str]) -> Act:
    """The next act: everything that is needed to do this load again."""
    number = connection.execute("SELECT coalesce(max(load), 0) + 1 FROM _loads").fetchone()[0]
    said = {
        "file": path.name,
        "suffix": ending(path),
        "format": found.format.label,
        "format_sha256": found.format.sha256,
    }
    return Act(number, "load", {**words, **said})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def recover(room: Room) -> list[Problem]:
    """Finish or forget what an earlier run left half done; says in words what was lost (nothing that was loaded)."""
    received = Received(room.data)
    told: list[Problem] = []
    if not received.unfinished():
        return told
    connection = register.open_register(room.data, room.kinds)
    try:
        if not register.is_free(connection):
            return told  # it is not cut off: another run is at work on it
        for path, act in received.unfinished():
            row = connection.execute("SELECT sha256, at FROM _loads WHERE act = ?", [act.number]).fetchone()
            if row == (act.words.get("sha256"), act.words.get("at")):
                received.finish(path)
                continue
            path.unlink()
            words = {"file": "a file", "by": "someone", "at": "an unknown day", **act.words}
            told.append(Problem("cut-off", fills={name: words[name] for name in ("file", "by", "at")}))
    finally:
        connection.close()
    return told


def _known_as(connection: sqlite3.Connection, sha256: str, format_: Format, agency: str) -> int:
    """The load that read these very bytes in this very format last, unless another file of the format came after it."""
    row = connection.execute(
        "SELECT load, sha256, format_sha256 FROM _loads WHERE agency = ? AND format = ? ORDER BY load DESC",
        [agency, format_.label],
    ).fetchone()
    return int(row[0]) if row and row[1:] == (sha256, format_.sha256) else 0


def _put_agency(connection: sqlite3.Connection, room: Room, agency: str) -> None:
    if agency:
        settle.put_agency(connection, declared(room.kinds), agency, room.agencies.agency(agency).values)


def _compare(made: Examination, connection: sqlite3.Connection) -> None:
    """Tell rows whose records the register has from those that are new to it."""
    held = [shelf for shelf in made.shelves.values() if not shelf.is_direct]
    if not any(register.has_rows(connection, shelf.table) for shelf in held):
        return
    made.outcomes[:] = made.outcomes.replace(bytes([NEW]), bytes([MERGED]))
    for shelf in made.shelves.values():
        for at, there, differs in settle.compare(connection, shelf):
            made.mark(at, CHANGED if there and differs else UNCHANGED if there else NEW)


def _refuse_too_many(made: Examination) -> None:
    bad = made.tally()["rejected"]
    if bad > _FEW_BAD and bad > made.rows * _MOST_BAD or bad and bad == made.rows:
        raise Stop(
            *[one for one in made.problems if one.level == "row"][:20],
            Problem("too-many", made.found.sheet.path.name, fills={"bad": f"{bad:,}", "rows": f"{made.rows:,}"}),
        )
    if sum(made.tally().values()) != made.rows:
        raise stop("sum", made.found.sheet.path.name, rows=made.rows, outcomes=sum(made.tally().values()))


def _result(made: Examination, path: Path, agency: str, number: int) -> Result:
    return Result(
        path,
        made.found.format,
        agency,
        number,
        made.rows,
        made.tally(),
        {name: shelf.count() for name, shelf in made.shelves.items()},
        made.conflicts(),
        made.problems,
        dict(made.counts),
    )


def _write_down(connection: sqlite3.Connection, made: Examination, result: Result, act: Act, path: Path) -> None:
    """The load's own rows: what it did, its problems, the rows set aside, the words without a code."""
    words = act.words
    row = {
        "load": act.number,
        "act": act.number,
        "agency": words["agency"],
        "file_name": path.name,
        "sha256": words["sha256"],
        "bytes": path.stat().st_size,
        "format": words["format"],
        "format_sha256": words["format_sha256"],
        "role": made.found.role_name,
        "at": words["at"],
        "by": words["by"],
        "today": words["today"],
        "rows": result.rows,
        "asked": words["asked"],
        "sheet": made.found.sheet.name,
        **{name: result.tally[name] for name in OUTCOMES},
    }
    connection.execute(
        f"INSERT INTO _loads ({', '.join(f'[{name}]' for name in row)}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    )
    seen: set[tuple[str, str, str]] = set()
    for one in result.problems:
        if one.level != "row" and (one.code, one.column, one.says) not in seen:
            seen.add((one.code, one.column, one.says))
            connection.execute(
                "INSERT INTO _problems VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    act.number,
                    one.code,
                    one.line,
                    one.column,
                    one.says,
                    one.do,
                    result.counts[one.code, one.column, one.do],
                ],
            )
    connection.execute(
        "INSERT INTO _rejects SELECT ?, line, cells, problems FROM stage._rejects ORDER BY line", [act.number]
    )
    for plan in made.plan.tables:
        for column, memo in zip(plan.mapped, plan.memos, strict=True):
            connection.executemany(
                "INSERT INTO _unmapped VALUES (?, ?, ?, ?, ?)",
                [
                    (act.number, plan.table.name, column.name, word, count)
                    for word, count in memo.cleaner.unmapped.items()
                ],
            )
