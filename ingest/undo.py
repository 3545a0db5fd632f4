"""Take an act back: the register is then as if it had never been done, and the books say that it was, and by whom.

The last act that stands is taken back by the history that it left. Later acts may have made use of an earlier one in
ways that history does not tell (a row that says the same again leaves no trace), so then everything after it is done
once more without it, and only when a person asks for that.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing

from ingest import register
from ingest.act import CORRECT, LOAD, UNDO, UNDOES, ZERO, Desk, named, now, stand_on
from ingest.agencies import declared
from ingest.problems import Problem, Stop, stop
from ingest.rebuild import NotAgain, Told, put, replay
from ingest.received import Act, Received
from ingest.room import Room
from ingest.schema import SOURCE, Kinds

_UNDOABLE = {LOAD, CORRECT, ZERO}
_OF_AN_ACT = {"_loads": "load", "_problems": "load", "_rejects": "load", "_unmapped": "load", "_told": "load"}
_OF_AN_ACT |= {"_aside": "load", "_corrections": "act", "_zeros": "act", "_history": "act"}


def undo(room: Room, number: int, by: str, reason: str, again: bool = False, told: Told = lambda text: None) -> Act:
    """Take one act back; the act that was taken back. `again`: do everything after it once more, without it.

    Raises `Stop`: no-act, undone-before, built-upon (which later acts, and the way out), undo-needed (which of them
    cannot be done without it), or undo-changes.
    """
    if not (room.data / register.NAME).exists():
        raise stop("no-register", str(room.data))
    received = Received(room.data)
    with closing(register.open_register(room.data, room.kinds)) as connection:
        try:
            with Desk(room) as desk, desk.transaction(connection):
                stand_on(received, connection, with_files=again)
                made, later = _wanted(list(received.read()), number)
                if later and not again:
                    numbers = ", ".join(str(one.number) for one in later)
                    raise stop("built-upon", act=number, later=numbers, last=later[-1].number)
                agency = made.words.get("agency", "")
                words = {"by": by, "at": now(), "reason": reason, "agency": agency, UNDOES: str(number)}
                act = desk.begin(connection, UNDO, words)
                if later:
                    with closing(_without(room, [*received.read(), act], number, told)) as apart:
                        _ask_for_reason(connection, apart, room.kinds, number)
                        put(connection, apart)
                    connection.execute("DELETE FROM _acts WHERE act = ?", [act.number])  # `end` writes it
                else:
                    _take_back(connection, room.kinds, number, agency)
                desk.end(connection, act)
            register.let_read(connection)
        finally:
            shutil.rmtree(room.data / "rebuilding", ignore_errors=True)
    return made


def _wanted(acts: list[Act], number: int) -> tuple[Act, list[Act]]:
    """The act to take back, and those after it that stand. Raises `Stop`."""
    undone = {int(one.words[UNDOES]): one for one in acts if UNDOES in one.words}
    found = next((one for one in acts if one.number == number and one.kind in _UNDOABLE), None)
    if found is None:
        raise stop("no-act", act=number)
    if number in undone:
        before = undone[number].words
        raise stop("undone-before", act=number, by=before["by"], at=before["at"][:10])
    return found, [one for one in acts if one.number > number and one.kind in _UNDOABLE and one.number not in undone]


def _without(room: Room, acts: list[Act], number: int, told: Told) -> sqlite3.Connection:
    """All acts once more without one of them. Raises `Stop` (undo-needed) where one of them needs it."""
    try:
        return replay(room, acts, told)
    except NotAgain as error:
        needs = error.act
        stands = [one for one in _wanted(acts[:-1], needs.number)[1] if one.number != number]
        what = needs.words.get("file") or named(needs.kind)
        how = f"ingest undo {needs.number}" + (" --again" if stands else "")
        wrong = Problem("undo-needed", fills={"number": number, "act": needs.number, "what": what, "how": how})
        rows = error.problems if needs.kind == LOAD else ()  # it says which row; of an act by hand it says no more
        raise Stop(*rows, wrong) from None


def _ask_for_reason(old: sqlite3.Connection, new: sqlite3.Connection, kinds: Kinds, number: int) -> None:
    """Raise `Stop` (undo-changes) where a later load that had no reason to give, as it changed nothing, now changes
    records: the public would be told of a change without one."""
    listed = ", ".join(f"'{table.name}'" for table in kinds.tables.values() if not table.made)
    changing = (
        "SELECT DISTINCT a.act FROM main._history h JOIN main._acts a ON a.act = h.act"
        f" WHERE a.kind = '{LOAD}' AND coalesce(a.reason, '') = '' AND h.table_name IN ({listed}) ORDER BY 1"
    )
    before = set(old.execute(changing).fetchall())
    for (load,) in new.execute(changing).fetchall():
        if (load,) not in before:
            (file,) = new.execute("SELECT file_name FROM main._loads WHERE load = ?", [load]).fetchone()
            raise stop("undo-changes", file, act=number, load=load)


def _take_back(connection: sqlite3.Connection, kinds: Kinds, number: int, agency: str) -> None:
    """Undo the last act that stands: what it brought goes, what it changed or took away is as it was."""
    register.acting(connection, None)
    for table in kinds.tables.values():
        names = list(register.columns(table, kinds))
        if SOURCE in names:
            connection.execute(f"DELETE FROM main.[{table.name}] WHERE [{SOURCE}] = ?", [number])
            listed, marks = ", ".join(f"[{name}]" for name in names), ", ".join("?" * len(names))
            history = "SELECT was FROM _history WHERE act = ? AND table_name = ? ORDER BY id DESC"
            was = [json.loads(row) for (row,) in connection.execute(history, [number, table.name]).fetchall()]
            connection.executemany(
                f"INSERT OR REPLACE INTO main.[{table.name}] ({listed}) VALUES ({marks})",
                ([row.get(name) for name in names] for row in was),
            )
    for house, word in _OF_AN_ACT.items():
        connection.execute(f"DELETE FROM {house} WHERE {word} = ?", [number])
    connection.execute("UPDATE _aside SET mended_by = NULL, came_as = NULL WHERE mended_by = ?", [number])
    stands = "SELECT 1 FROM _acts WHERE agency = ? AND undone_by IS NULL AND act != ? AND kind != ?"
    if agency and not connection.execute(stands, [agency, number, UNDO]).fetchone():
        agencies = declared(kinds)
        connection.execute(f"DELETE FROM main.[{agencies.name}] WHERE [{agencies.key}] = ?", [agency])
        connection.execute("DELETE FROM _owed WHERE agency = ?", [agency])
