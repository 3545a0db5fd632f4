"""Correct one record by hand: a few columns get the values that a person says, with a reason, and nothing else.

The correction is held against what the source said at that time, so it stays when the same words come again in a later
file and ends where the source says something else (`settle.uphold`).
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date

from ingest import register
from ingest.act import CORRECT, Desk, now
from ingest.check import Rules, problem
from ingest.clean import Bad, Cleaner, Value, nearest
from ingest.codelist import UNMAPPED
from ingest.find import Record, find
from ingest.formats import fold_header
from ingest.language import Listed, all_of
from ingest.plain import nearest as nearest_name
from ingest.problems import Problem, Stop, stop
from ingest.received import Act
from ingest.room import Room
from ingest.schema import Column, Table

_DATES, _CUT = ("MM/DD/YYYY",), (";",)  # as in our templates


@dataclass(frozen=True)
class Change:
    """One column of a record: what it held, what it holds now, what was typed."""

    column: Column
    was: Value
    now: Value
    typed: str


def correct(
    room: Room,
    table: str,
    name: str,
    said: dict[str, str],
    by: str,
    reason: str,
    agency: str = "",
    again: Act | None = None,
) -> tuple[Record, list[Change]]:
    """Give columns of one record other values, in one act. What changed; nothing, and no act, if all stood already.

    Columns are named as a person names them: by title, in either language, or by name. Raises `Stop`: no-record,
    which-record, correct-column, no-value, not-correctable, a bad cell, or a rule of the kind.
    """
    if not (room.data / register.NAME).exists():
        raise stop("no-register", str(room.data))
    connection = register.open_register(room.data, room.kinds)
    today = again.words["today"] if again else date.today().isoformat()
    try:
        with Desk(room) as desk, desk.transaction(connection):
            record = find(connection, room.kinds.tables[table], room.kinds, name, agency)
            asked = _asked(room, record, said)
            changes = [one for one in asked if one.was != one.now]
            if not changes and not again:  # done again after an undo it may find that all stands already: still an act
                return record, []
            _try_rules(connection, record, changes, today)
            words = {"by": by, "at": again.words["at"] if again else now(), "today": today, "reason": reason}
            typed = {one.column.name: one.typed for one in asked}
            words |= {"agency": record.agency, "table": table, "record": record.key, "said": json.dumps(typed)}
            act = desk.begin(connection, CORRECT, words, again)
            _write(connection, record, changes, act)
            desk.end(connection, act)
        register.let_read(connection)
        return record, changes
    finally:
        connection.close()


def _can_be_corrected(column: Column, table: Table) -> bool:
    return bool(
        column.is_stored and not column.refers_to and not column.is_pseudonym and column.name not in table.number
    )


def _named(table: Table) -> dict[str, Column]:
    """Each column by all that a person may call it, names before titles."""
    columns = table.columns.values()
    made = {fold_header(name): one for one in columns for name in (one.title_es, one.title)}
    return made | {fold_header(name): one for one in columns for name in (one.name.replace("_", "-"), one.name)}


def _asked(room: Room, record: Record, said: dict[str, str]) -> list[Change]:
    """What is asked for, cleaned. Every slip is told at once."""
    made: list[Change] = []
    wrong, table, named = list[Problem](), record.table, _named(record.table)
    for name, text in said.items():
        column = named.get(fold_header(name))
        if column is None:
            known = Listed(tuple(one.called for one in table.columns.values() if _can_be_corrected(one, table)))
            where = {"table": table.called, "column": name, "nearest": nearest_name(name, named)}
            wrong.append(Problem("correct-column", fills=where | {"known": known}))
        elif not _can_be_corrected(column, table):
            wrong.append(Problem("not-correctable", fills={"table": table.called, "column": column.called}))
        elif any(column == one.column for one in made):
            wrong.append(Problem("no-value", fills={"found": name}))
        else:
            codes = room.kinds.codes.get(column.codes)
            cut = _CUT if column.type == "array" else ()
            cleaner = Cleaner(column, codes, patterns=_DATES, separators=cut)
            try:
                value = cleaner(text)
            except Bad as bad:
                wrong.append(Problem(bad.code, "", 0, column.called, bad.fills).of_form())
                continue
            if codes and UNMAPPED in str(value):
                fills: dict[str, object] = {"value": cleaner.shown(text), "list": column.codes}
                fills["nearest"] = nearest(text, codes)
                wrong.append(Problem("correct-code", "", 0, column.called, fills))
            made.append(Change(column, record.row[column.name], value, text))
    if wrong:
        raise Stop(*wrong)
    return made


def _try_rules(connection: sqlite3.Connection, record: Record, changes: list[Change], today: str) -> None:
    """Raise `Stop` when the record as corrected would break a rule of its kind."""
    row = record.row | {change.column.name: change.now for change in changes}
    rules = Rules(connection, record.table, list(row), today)
    broken = rules.broken([tuple(list(row.values())[place] for place in rules.places)])
    wrong = []
    for _, rule in broken:
        looked_at = [column.called for name, column in record.table.columns.items() if name in rule.words]
        wrong.append(problem(record.table, rule, "", 0, all_of(looked_at)))
    if wrong:
        raise Stop(*wrong)


def _write(connection: sqlite3.Connection, record: Record, changes: list[Change], act: Act) -> None:
    table = record.table
    for change in changes:
        raw = change.column.raw_name
        both = f", [{raw}] = :raw" if raw else ""
        connection.execute(
            f"UPDATE main.[{table.name}] SET [{change.column.name}] = :now{both} WHERE [{table.key}] = :key",
            {"now": change.now, "key": record.key} | ({"raw": change.typed or None} if raw else {}),
        )
        connection.execute(
            "INSERT INTO _corrections VALUES (?, ?, ?, ?, ?, ?, ?)",
            [act.number, table.name, record.key, change.column.name, change.was, change.now, change.typed or None],
        )
