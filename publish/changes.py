"""What changed since the last release, fact by fact, with the reason that a clerk gave.

The last release is held against this one, so nothing is told that was never public. What it told of earlier changes is
taken over. A value that was withdrawn because it may no longer be shown is not repeated, neither here nor there.
"""

from __future__ import annotations

import calendar
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.codelist import SUPPRESSED
from ingest.schema import AGENCY, Column, Kinds, Table
from ingest.values import in_words
from publish.select import is_public, public_columns
from publish.withheld import SAID, Side, before

CHANGED = "changed"  # the word `made` of the kind whose rows come from here
_REDACTION, _DAY_CAME = "redaction", "day_came"  # of the list change_reason
_WITHHELD = (SUPPRESSED, "redacted")  # reserved codes that stand for a fact which is not shown
_WHOLE, _GONE = "the whole record", "taken out"
_ORIGIN = {"load": "file", "correct": "hand"}
Row = tuple[str | int | None, ...]


@dataclass(frozen=True)
class _Fact:
    """One public column of one record that says something else than in the last release."""

    table: Table
    key: str
    agency: str
    column: Column | None
    was: object
    now: object


def fill(connection: sqlite3.Connection, table: Table, kinds: Kinds, number: int, built_on: str, as_of: str) -> int:
    """Fill the table of changes from the attached release before (`prev`) and register (`reg`); how many rows."""
    rows: list[Row] = []
    sides = before(connection), Side("main", as_of)
    hidden: set[tuple[str, str]] = set()
    for other in kinds.tables.values():
        if is_public(other) and not other.made and _in_both(connection, other):
            for fact in _facts(connection, other, kinds):
                row, is_redacted = _row(connection, fact, kinds, sides, number, built_on)
                rows.append(row)
                if is_redacted:
                    hidden.add((fact.key, fact.column.name if fact.column else ""))
    names = [f"[{public.name}]" for public in public_columns(table, kinds)]
    marks = ", ".join("?" * len(names))
    if _there(connection, table.name):
        connection.execute(f"INSERT INTO main.[{table.name}] SELECT {', '.join(names)} FROM prev.[{table.name}]")
    _forget(connection, table, kinds, hidden)
    connection.executemany(f"INSERT INTO main.[{table.name}] VALUES ({marks})", rows)
    _let_go(connection, table, kinds)
    return len(rows)


def forget_pointer(connection: sqlite3.Connection, table: Table, name: str, column: str, key: str) -> None:
    """Take the key of one record out of what the table of changes says that another record pointed to."""
    where, (what, _, was, now) = table.that_names("table"), list(table.columns)[5:9]
    for one in (was, now):
        connection.execute(
            f"UPDATE main.[{table.name}] SET [{one}] = '{SAID}' WHERE [{where}] = ? AND [{what}] = ? AND [{one}] = ?",
            [name, column, key],
        )


def _forget(connection: sqlite3.Connection, table: Table, kinds: Kinds, hidden: set[tuple[str, str]]) -> None:
    """Take the values of withdrawn facts out of earlier changes too."""
    column, _, was, now = list(table.columns)[5:9]
    values = ", ".join(f"[{one}] = iif([{one}] IS NULL, NULL, '{SAID}')" for one in (was, now))
    for record, name in hidden:
        sets = f"UPDATE main.[{table.name}] SET {values} WHERE [{table.that_names('record')}] = ?"
        connection.execute(sets + (f" AND [{column}] = ?" if name else ""), [record, *([name] if name else [])])


def _let_go(connection: sqlite3.Connection, table: Table, kinds: Kinds) -> None:
    """Point to nothing that is not in the release: every load of an agency may have been undone since."""
    for column, other in kinds.foreign(table).items():
        keys = f"SELECT [{kinds.key_of(other)}] FROM main.[{other}]"
        connection.execute(f"UPDATE main.[{table.name}] SET [{column}] = NULL WHERE [{column}] NOT IN ({keys})")


def _there(connection: sqlite3.Connection, name: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM prev.sqlite_master WHERE name = ?", [name]).fetchone())


def _in_both(connection: sqlite3.Connection, table: Table) -> bool:
    return bool(connection.execute(f"PRAGMA prev.table_info([{table.name}])").fetchall())


def _facts(connection: sqlite3.Connection, table: Table, kinds: Kinds) -> Iterator[_Fact]:
    there = {row[1] for row in connection.execute(f"PRAGMA prev.table_info([{table.name}])")}
    columns = [one.column for one in public_columns(table, kinds) if one.column and one.name in there]
    columns = [column for column in columns if not column.is_derived]
    names = [column.name for column in columns]
    agency = f"[{AGENCY}]" if table.has_agency else "NULL"
    if names:
        old, new = (", ".join(f"{side}.[{name}]" for name in names) for side in "pn")
        whose_ = f"n.{agency}" if table.has_agency else agency
        for key, whose, *values in connection.execute(
            f"SELECT n.[{table.key}], {whose_}, {old}, {new} FROM main.[{table.name}] n JOIN prev.[{table.name}] p"
            f" ON p.[{table.key}] = n.[{table.key}] WHERE ({old}) IS NOT ({new}) ORDER BY 1"
        ):
            for column, was, now in zip(columns, values[: len(names)], values[len(names) :], strict=True):
                if was != now and {was, now} != {None, SUPPRESSED}:  # neither says anything of the record
                    yield _Fact(table, str(key), str(whose or ""), column, was, now)
    gone = f"SELECT [{table.key}], {agency} FROM prev.[{table.name}] WHERE [{table.key}] NOT IN"
    for key, whose in connection.execute(f"{gone} (SELECT [{table.key}] FROM main.[{table.name}]) ORDER BY 1"):
        yield _Fact(table, str(key), str(whose or ""), None, None, None)


def _row(
    connection: sqlite3.Connection, fact: _Fact, kinds: Kinds, sides: tuple[Side, Side], number: int, built_on: str
) -> tuple[Row, bool]:
    """One row, in the order of the kind's columns, and whether its old value may not be repeated."""
    act = connection.execute(
        "SELECT a.act, a.kind, a.at, a.reason FROM reg._history h JOIN reg._acts a ON a.act = h.act"
        " WHERE h.table_name = ? AND h.record = ? ORDER BY h.id DESC LIMIT 1",
        [fact.table.name, fact.key],
    ).fetchone()
    _, kind, at, reason = act or (0, "", built_on, "")
    name = fact.column.name if fact.column else ""
    is_redacted = reason == _REDACTION or fact.now is None or fact.now in _WITHHELD
    was, now = (
        _words(connection, fact, value, side, kinds) for side, value in zip(sides, (fact.was, fact.now), strict=True)
    )
    if was == SAID and fact.column and fact.now is not None and (day := _day(connection, fact, sides)):
        kind, at, reason, was = "", day, _DAY_CAME, f"{SAID} until {_long(day)}"
    if is_redacted:
        was = was and SAID
        now = SAID if reason == _REDACTION or fact.now in _WITHHELD else now
    words = fact.column.title if fact.column else _WHOLE
    row = (
        f"{number:04}-{fact.table.name}-{fact.key}-{name or 'record'}".casefold(),
        fact.agency or None,
        at[:10],
        f"{number:04}",
        fact.table.name,
        fact.key,
        name or None,
        words,
        was,
        now,
        _ORIGIN.get(kind, "portal"),
        reason or None,
    )
    return row, is_redacted


def _day(connection: sqlite3.Connection, fact: _Fact, sides: tuple[Side, Side]) -> str:
    """The day for which a fact waited until the last release and which has come since; nothing for any other fact."""
    if fact.column is None or fact.column.publish != "later":
        return ""
    days = [side.day(connection, fact.table, fact.key) for side in sides]
    return days[0] if days[0] == days[1] and sides[0].as_of < days[0] <= sides[1].as_of else ""


def _long(day: str) -> str:
    """2024-12-01 to December 1, 2024."""
    said = date.fromisoformat(day)
    return f"{calendar.month_name[said.month]} {said.day}, {said.year}"


def _words(connection: sqlite3.Connection, fact: _Fact, value: object, side: Side, kinds: Kinds) -> str | None:
    """A value of one side in words; None where nothing was recorded."""
    if fact.column is None:
        return SAID if side.schema == "prev" else _GONE
    if value is None and side.holds_back(connection, fact.table, fact.column, fact.key, fact.agency):
        return SAID
    return in_words(fact.column, value, kinds)
