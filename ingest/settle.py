"""From the stage to the register, in one transaction: what is new, what changed, what stays as it was.

Numbered records are replaced value by value, with history. Parts without a number are replaced with their whole.
Columns that the file does not have are left alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping

from ingest.clean import Value
from ingest.register import has_rows, index, unindex
from ingest.schema import AGENCY, LINE, SOURCE, Column, Kinds, Table
from ingest.stage import AT, KEY, Shelf


def orphans(
    shelf: Shelf, shelves: dict[str, Shelf], kinds: Kinds, has_register: bool
) -> Iterator[tuple[int, int, str]]:
    """Take off every record that points to one that is nowhere; yields its row, its line and the table it missed."""
    for column, name in kinds.foreign(shelf.table).items():
        if column not in shelf.columns:
            continue
        if column in shelf.from_row and (name not in shelves or shelves[name].is_whole):
            continue  # a row made what it points to
        key, known = kinds.key_of(name), []
        if name in shelves:
            known.append(f"SELECT {KEY} FROM stage.[{name}]")
        if has_register:
            known.append(f"SELECT [{key}] FROM main.[{name}]")
        inside = f"[{column}] NOT IN ({' UNION ALL '.join(known)})" if known else "1"
        for at, line in shelf.take_off(f"[{column}] IS NOT NULL AND {inside}"):
            yield at, line, name


def lacking(shelf: Shelf, kinds: Kinds, has_register: bool) -> Iterator[tuple[int, int, Column]]:
    """Take off every new record of a table of which no column of the file says what each record must; yields its row,
    its line and the first column that is missing. A coarser column will do: a year where no date is known.
    """
    table = shelf.table
    missing = lacks(table, shelf.columns)
    if missing:
        known = f"SELECT [{table.key}] FROM main.[{table.name}]" if has_register else "SELECT NULL WHERE 0"
        for at, line in shelf.take_off(f"{KEY} NOT IN ({known})"):
            yield at, line, missing[0]


def lacks(table: Table, names: Collection[str]) -> list[Column]:
    """The columns that every record of a table must have and these columns do not say."""
    return [
        column
        for column in table.columns.values()
        if column.required and column.is_stored and column.name not in names and column.coarsen.keys().isdisjoint(names)
    ]


def compare(connection: sqlite3.Connection, shelf: Shelf) -> Iterator[tuple[int, bool]]:
    """The source row of each staged record that the register does not have, or has otherwise, and whether it has it.

    These are noted beside the stage: `settle` writes only them. All other rows keep their provenance.
    """
    names = [f"[{name}]" for name in shelf.columns]
    staged, there = (", ".join(f"{which}.{name}" for name in names) or "0" for which in "sm")
    key = f"m.[{shelf.table.key}]"
    connection.execute(
        f"CREATE TABLE {_differing(shelf)} AS SELECT s.rowid AS place, s.{AT} AS at, {key} IS NOT NULL AS there,"
        f" m.[{SOURCE}] AS act"
        f" FROM stage.[{shelf.table.name}] s LEFT JOIN main.[{shelf.table.name}] m ON {key} = s.{KEY}"
        f" WHERE {key} IS NULL OR ({staged}) IS NOT ({there})"
    )
    shelf.is_compared = True
    return ((at, bool(there)) for at, there in connection.execute(f"SELECT at, there FROM {_differing(shelf)}"))


def changed(connection: sqlite3.Connection, shelf: Shelf, first: int) -> list[int]:
    """The source rows of records that differ from those that the register had before act number `first`."""
    if not shelf.is_compared:
        return []
    rows = connection.execute(f"SELECT at FROM {_differing(shelf)} WHERE there AND act < ?", [first])
    return [at for (at,) in rows]


def _differing(shelf: Shelf) -> str:
    return f"stage.[{shelf.table.name} that differ]"


def uphold(connection: sqlite3.Connection, shelf: Shelf) -> int:
    """Put corrections that were made here over staged values that still say what they said before; how many hold.

    So a correction ends by itself, like one in a format: where the source says something else again, the source stands.
    """
    made, raws = 0, {column.name: column.raw_name for column in shelf.table.raws}
    for record, name, was, now, raw in connection.execute(
        "SELECT record, column_name, was, now, now_raw FROM _corrections WHERE table_name = ? ORDER BY act",
        [shelf.table.name],
    ).fetchall():
        if name in shelf.columns:
            both = f", [{raws[name]}] = :raw" if raws.get(name) in shelf.columns else ""
            where = f"{KEY} = :record AND [{name}] IS :was"
            made += connection.execute(
                f"UPDATE stage.[{shelf.table.name}] SET [{name}] = :now{both} WHERE {where}",
                {"now": now, "was": was, "record": record} | ({"raw": raw} if both else {}),
            ).rowcount
    return made


def _doomed(shelf: Shelf, shelves: dict[str, Shelf], kinds: Kinds) -> str:
    """The condition on the unnumbered parts of records that come again and are not among the new ones."""
    table = shelf.table
    parent = kinds.key_of(table.parent)
    again = f"SELECT [{parent}] FROM stage.[{table.name}]"
    if table.parent in shelves:  # this very file tells of the wholes too, also of those that have no part any more
        again += f" UNION SELECT {KEY} FROM stage.[{table.parent}]"
    return f"[{parent}] IN ({again}) AND [{table.key}] NOT IN (SELECT {KEY} FROM stage.[{table.name}])"


def doomed(connection: sqlite3.Connection, shelf: Shelf, shelves: dict[str, Shelf], kinds: Kinds) -> list[str]:
    """The keys of the parts that `sweep` would take away."""
    table = shelf.table
    if not table.parent or shelf.has_numbers or shelf.adds:
        return []
    rows = connection.execute(
        f"SELECT [{table.key}] FROM main.[{table.name}] WHERE {_doomed(shelf, shelves, kinds)} ORDER BY 1"
    )
    return [str(key) for (key,) in rows]


def sweep(connection: sqlite3.Connection, shelf: Shelf, shelves: dict[str, Shelf], kinds: Kinds, first: int) -> int:
    """Take away the unnumbered parts of records that come again and are not among the new ones; how many of them were
    there before act number `first`.
    """
    table = shelf.table
    if not table.parent or shelf.has_numbers or shelf.adds:
        return 0
    gone = f"DELETE FROM main.[{table.name}] WHERE {_doomed(shelf, shelves, kinds)} RETURNING [{SOURCE}]"
    return sum(act < first for (act,) in connection.execute(gone).fetchall())


def settle(connection: sqlite3.Connection, shelf: Shelf, agency: str, load: int) -> None:
    """Write one table's staged records into the register: all of them, or those that differ where that is known."""
    if shelf.is_direct:
        return  # it stands there
    table, kinds = shelf.table, shelf.kinds
    names = [f"[{name}]" for name in shelf.columns]
    said = [*names, *([f"[{AGENCY}]"] if table.has_agency else []), f"[{SOURCE}]", f"[{LINE}]"]
    values = [*names, *(["?"] if table.has_agency else []), "?", f"[{LINE}]"]
    which = f"rowid IN (SELECT place FROM {_differing(shelf)})" if shelf.is_compared else "true"
    insert = (
        f"INSERT INTO main.[{table.name}] ([{table.key}], {', '.join(said)}) SELECT {KEY}, {', '.join(values)}"
        f" FROM stage.[{table.name}] WHERE {which}"
    )
    given = [*([agency] if table.has_agency else []), load]
    if has_rows(connection, table):
        sets = ", ".join(f"{name} = excluded.{name}" for name in said)
        connection.execute(f"{insert} ON CONFLICT ([{table.key}]) DO UPDATE SET {sets}", given)
    else:  # an index over all of it is made in a third of the time that it takes to keep one up
        unindex(connection, table, kinds)
        connection.execute(insert, given)
        index(connection, table, kinds)


def put_agency(connection: sqlite3.Connection, table: Table, agency: str, values: Mapping[str, Value]) -> None:
    """Write an agency's own row, as its `agency.yml` says it today."""
    names = ", ".join(f"[{name}]" for name in (table.key, *values))
    sets = ", ".join(f"[{name}] = excluded.[{name}]" for name in values)
    differs = " OR ".join(f"[{table.name}].[{name}] IS NOT excluded.[{name}]" for name in values)
    connection.execute(
        f"INSERT INTO main.[{table.name}] ({names}) VALUES ({', '.join('?' * (len(values) + 1))})"
        f" ON CONFLICT ([{table.key}]) DO UPDATE SET {sets} WHERE {differs}",
        [agency, *values.values()],
    )
