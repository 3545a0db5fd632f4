"""What became of one record: who told of it first, every act that changed it or its parts, and what each changed."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from ingest.clean import Value
from ingest.find import Record
from ingest.language import Words
from ingest.schema import LINE, SOURCE, Column, Kinds, Table
from ingest.values import shown

Row = dict[str, Value]


@dataclass(frozen=True)
class Step:
    """One act on a record: the act, what it was done to, and the columns that changed, as they may be shown.

    `what` is `new`, `changed` or `gone`; `of` the unit of the record or part (incident, allegation).
    """

    act: int
    kind: str
    at: str
    by: str
    reason: str
    place: str
    of: Words
    what: str
    changes: list[tuple[Words, str, str]]


def history(connection: sqlite3.Connection, record: Record, kinds: Kinds) -> list[Step]:
    """Every step of a record and of the parts that it has or had, oldest act first."""
    steps = _steps(connection, record.table, record.key, record.row, kinds)
    for table in kinds.tables.values():
        if table.parent == record.table.name:
            steps += _steps_of_parts(connection, table, record, kinds)
    return sorted(steps, key=lambda step: step.act)


def _steps_of_parts(connection: sqlite3.Connection, table: Table, whole: Record, kinds: Kinds) -> list[Step]:
    key = whole.table.key
    cursor = connection.execute(f"SELECT * FROM main.[{table.name}] WHERE [{key}] = ?", [whole.key])
    names = [column[0] for column in cursor.description]
    there: dict[str, Row | None] = {str(row[0]): dict(zip(names, row, strict=True)) for row in cursor}
    gone = "SELECT DISTINCT record FROM _history WHERE table_name = ? AND json_extract(was, ?) = ?"
    for (part,) in connection.execute(gone, [table.name, f"$.{key}", whole.key]).fetchall():
        there.setdefault(part, None)
    return [step for part, row in there.items() for step in _steps(connection, table, part, row, kinds)]


def _steps(connection: sqlite3.Connection, table: Table, key: str, now: Row | None, kinds: Kinds) -> list[Step]:
    """The steps of one record. `now` is its row, or None for one that is no longer there."""
    told = "SELECT act, was FROM _history WHERE table_name = ? AND record = ? ORDER BY id"
    acts, versions = [], []
    for act, was in connection.execute(told, [table.name, key]).fetchall():
        acts.append(int(act))
        versions.append(json.loads(was))
    first = versions[0] if versions else now or {}
    made = [_step(connection, table, int(str(first.get(SOURCE) or 0)), "new", {}, first, kinds)]
    for number, (act, was) in enumerate(zip(acts, versions, strict=True)):
        later = versions[number + 1] if number + 1 < len(versions) else now
        made.append(_step(connection, table, act, "changed" if later else "gone", was, later or {}, kinds))
    return made


def _step(connection: sqlite3.Connection, table: Table, act: int, what: str, was: Row, now: Row, kinds: Kinds) -> Step:
    found = connection.execute("SELECT kind, at, [by], reason FROM _acts WHERE act = ?", [act]).fetchone()
    kind, at, by, reason = found or ("", "", "", "")
    file = connection.execute("SELECT file_name FROM _loads WHERE load = ?", [act]).fetchone()
    told = now.get(SOURCE) == act and now.get(LINE)
    place = "" if not file else f"{file[0]}:{now[LINE]}" if told else file[0]
    changes = [] if what != "changed" else [one for column in table.stored if (one := changed(column, was, now, kinds))]
    return Step(act, kind, at, by, reason or "", place, table.unit.single, what, changes)


def changed(column: Column, was: Row, now: Row, kinds: Kinds) -> tuple[Words, str, str] | None:
    """The title of a column and what it held and holds, as may be shown; None where that is the same."""
    old, new = was.get(column.name), now.get(column.name)
    if column.sql_type == "REAL":
        old, new = (None if one is None else float(one) for one in (old, new))
    if old == new:
        return None
    return column.called, shown(column, old, kinds), shown(column, new, kinds)
