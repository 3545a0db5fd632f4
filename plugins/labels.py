"""The names of records: what a link to a record says, and the title of its page.

A record is named by the first column that its table shows: an agency by its name, a rumor by its claim. Where that
is a date, the unit stands before it: "Incident of Dec 18, 2024". Where it is a claim, nobody shall take it for what the
office says: "Rumor (false): Observers were locked out."
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from datasette.utils import escape_sqlite

from plugins.cells import MADE_UP, Labels, cell, day, grouped, where_named
from plugins.described import Column, Table
from plugins.release import DATABASE, Release

AT_ONCE = 500  # SQLite takes at most some 32,000 parameters; a page has a few hundred references


def headline(
    release: Release, table: Table, row: Mapping[str, Any], labels: Labels | None = None, long: bool = True
) -> str:
    """The name of one record in words; months written out where `long`."""
    first = table.shown[0]
    value = row[first.name]
    one = table.unit_one[:1].upper() + table.unit_one[1:]
    if first.is_date:
        return f"{one} of {day(str(value), long)}" if value else f"{one} without a date"
    if first.name == table.key and MADE_UP.fullmatch(str(value)):
        return f"{one} {grouped(str(value)[:8])}"
    said = cell(release, first, value, labels)
    if table.claim:
        return f"{one} ({status(release, table, row)}): {said.text}"
    return said.text if said.kind in ("text", "code", "list", "mono") else f"{one}: {said.text}"


def status(release: Release, table: Table, row: Mapping[str, Any]) -> str:
    """Whether a claim is true, in a few words."""
    name = table.claim["status"]
    return cell(release, table.columns[name], row[name]).text.lower()


async def names(
    datasette: Any, release: Release, columns: Iterable[Column], rows: Iterable[Mapping[str, Any]]
) -> Labels:
    """{(table, key): name} for every record that these columns of these rows point to."""
    rows = list(rows)
    wanted: dict[str, set[str]] = {}
    for column in columns:
        for row in rows:
            name = told_of(release, column, row)
            if name and row[column.name] is not None:
                wanted.setdefault(name, set()).add(str(row[column.name]))
    found: Labels = {}
    for name, keys in wanted.items():
        found.update(await of_keys(datasette, release, release.tables[name], sorted(keys)))
    return found


def told_of(release: Release, column: Column, row: Mapping[str, Any]) -> str:
    """The table whose record a column names in this row; "" where it names none."""
    if column.refers_to in release.tables:
        return column.refers_to
    named = where_named(release, column, row)
    return named.name if named and column.names == "record" else ""


async def of_keys(datasette: Any, release: Release, table: Table, keys: list[str]) -> Labels:
    """The names of the records of one table with these keys."""
    found: Labels = {}
    if not table.key:
        return found
    key = escape_sqlite(table.key)
    told = ", ".join(escape_sqlite(each) for each in (table.shown[0].name, *table.claim.values()))
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        sql = f"select {key}, {told} from {escape_sqlite(table.name)} where {key} in ({','.join('?' * len(some))})"
        for row in (await datasette.get_database(DATABASE).execute(sql, some)).rows:
            found[table.name, str(row[0])] = headline(release, table, row, long=False)
    return found
