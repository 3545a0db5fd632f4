"""The public tables of a release: made fresh, filled from the register through the allow-list, nothing ever deleted."""

from __future__ import annotations

import sqlite3

from ingest.schema import AGENCY, SOURCE, Kinds, Table
from publish.select import PROTECTED, Public, is_public, public_columns, public_rows

SOURCES = "_sources"


def create(connection: sqlite3.Connection, table: Table, kinds: Kinds, agencies: str) -> None:
    """Make one table with its key and its foreign keys. `agencies` is the table that agency ids point to."""
    foreign = {name: other for name, other in kinds.foreign(table).items() if is_public(kinds.tables[other])}
    lines = []
    for public in public_columns(table, kinds):
        line = f"[{public.name}] {public.sql_type}"
        if public.name == table.key:
            line += " PRIMARY KEY NOT NULL"
        elif public.name in foreign:
            line += f" REFERENCES [{foreign[public.name]}]([{kinds.key_of(foreign[public.name])}])"
        elif public.name == AGENCY:
            line += f" REFERENCES [{agencies}]([{AGENCY}])"
        elif public.name == SOURCE:
            line += f" REFERENCES [{SOURCES}]([{SOURCE}])"
        lines.append(line)
    connection.execute(f"CREATE TABLE main.[{table.name}] ({', '.join(lines)})")


def fill(connection: sqlite3.Connection, table: Table, kinds: Kinds, as_of: str) -> int:
    """Copy what may be public from the attached register `reg`, in key order; how many rows."""
    columns = public_columns(table, kinds)
    return connection.execute(
        f"INSERT INTO main.[{table.name}] SELECT {', '.join(public.sql for public in columns)}"
        f" FROM reg.[{table.name}] r"
        f" WHERE {public_rows(table, kinds)} ORDER BY r.[{table.key}]",
        _named(columns, public_rows(table, kinds), as_of),
    ).rowcount


def _named(columns: list[Public], rows: str, as_of: str) -> dict[str, str]:
    return {"as_of": as_of} if ":as_of" in rows or any(":as_of" in public.sql for public in columns) else {}


def roll_up(connection: sqlite3.Connection, table: Table, kinds: Kinds) -> None:
    """Fill what a record gathers from its parts, from the parts as they are in the release."""
    for column in table.columns.values():
        part, _, name = (column.gathers or column.counts).partition(".")
        if not part:
            continue
        mine = f"main.[{part}] p WHERE p.[{table.key}] = [{table.name}].[{table.key}]"
        value = f"SELECT count(*) FROM {mine}"
        if column.gathers:
            distinct = f"SELECT DISTINCT p.[{name}] v FROM {mine} AND p.[{name}] IS NOT NULL ORDER BY 1"
            value = f"SELECT json_group_array(v) FROM ({distinct}) HAVING count(*) > 0"
        connection.execute(f"UPDATE main.[{table.name}] SET [{column.name}] = ({value})")


def index(connection: sqlite3.Connection, table: Table, kinds: Kinds) -> None:
    """Index what pages filter and sort by: keys that point elsewhere, facets, the date."""
    there = {public.name: public for public in public_columns(table, kinds)}
    wanted = [*kinds.foreign(table), *([AGENCY] if AGENCY in there else []), *table.facets, table.date]
    for name in dict.fromkeys(name for name in wanted if name in there and name != table.key):
        if not (there[name].column and there[name].column.type == "array"):  # type: ignore[union-attr]  # the first half guards it
            connection.execute(f"CREATE INDEX main.[idx_{table.name}_{name}] ON [{table.name}] ([{name}])")


def copy_sources(connection: sqlite3.Connection, tables: list[Table]) -> None:
    """Where the records come from: one row for each file that a public record names, its name, hash and day.

    A file whose records are only counted, or still wait, is not told of: its number of rows would tell theirs.
    """
    connection.execute(
        f"CREATE TABLE main.[{SOURCES}] ([{SOURCE}] INTEGER PRIMARY KEY, [{AGENCY}] TEXT, file_name TEXT, sha256 TEXT,"
        " received_on TEXT, rows INTEGER, format TEXT)"
    )
    named = " UNION ".join(f"SELECT [{SOURCE}] FROM main.[{table.name}]" for table in tables if not table.made)
    connection.execute(
        f"INSERT INTO main.[{SOURCES}] SELECT load, agency, file_name, sha256, substr(at, 1, 10), rows, format"
        f" FROM reg._loads WHERE load IN ({named}) ORDER BY load"
    )


def copy_protected(connection: sqlite3.Connection, table: Table, profile: str) -> None:
    """Note which agencies have the protected profile; the allow-list asks this."""
    connection.execute(f"CREATE TEMP TABLE [{PROTECTED}] (agency TEXT PRIMARY KEY)")
    connection.execute(
        f"INSERT INTO temp.[{PROTECTED}] SELECT [{table.key}] FROM reg.[{table.name}] WHERE [{profile}] = '{PROTECTED}'"
    )
