"""Protected count tables: what is private about people, only as counts, and no count that points to anyone.

Counts from 1 to 10 are withheld (CMS cell-size policy, standard.md 4.4). Where whoever knows their sum would know them
all (there is only one, or all are 1, or all are 10), another count is withheld too; where there is no other, the whole
list of groups is withheld, those with nobody in them as well. The rows behind are not in the release.

Which other one is a matter of its code and never of its count: "it is the smallest", where that is known, bounds it
from both sides, and of 11, 11 and 9 the first two would tell the third (docs/decisions/0014).
An empty value is "not recorded" and not "not reported", which an agency says itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby

from ingest.schema import AGENCY, Column, Kinds, Table
from publish.select import GIVEN, PROTECTED, is_public, place

SMALLEST = 11
Cell = tuple[str, int | None, str, str | None, int | None, int]


def columns(kinds: Kinds) -> dict[str, str]:
    """Column -> SQL type of every count table, as `kinds/_shared.yml` says them; the first four are the key."""
    return {column.name: column.sql_type for column in kinds.shared["counts"].values()}


def name_of(table: Table) -> str:
    """The name of a table's count table."""
    return f"{table.name}_counts"


def counted(table: Table) -> list[Column]:
    """The columns of a table that go out only as counts, for some agencies or for all: those with codes."""
    return [
        column
        for column in table.columns.values()
        if column.codes
        and column.is_stored
        and not column.is_derived
        and (not is_public(table) or "counts" in (column.publish, column.protected))
    ]


def fill(connection: sqlite3.Connection, table: Table, kinds: Kinds, agencies: str) -> int:
    """Make and fill a table's count table in `main` from the attached register; how many rows."""
    name = name_of(table)
    shape = ", ".join(f"[{column}] {kind}" for column, kind in columns(kinds).items())
    connection.execute(
        f"CREATE TABLE main.[{name}] ({shape}, PRIMARY KEY ({', '.join(list(columns(kinds))[:4])}),"
        f" FOREIGN KEY ([{AGENCY}]) REFERENCES [{agencies}]([{AGENCY}]))"
    )
    cells = [cell for column in counted(table) for cell in _out(connection, table, column, kinds)]
    cells.sort(key=lambda cell: [str(part) for part in cell[:4]])
    connection.executemany(f"INSERT INTO main.[{name}] VALUES ({', '.join('?' * len(columns(kinds)))})", cells)
    return len(cells)


def _out(connection: sqlite3.Connection, table: Table, column: Column, kinds: Kinds) -> Iterator[Cell]:
    """The cells of one characteristic as they go out. Who never gives it has people that are not recorded, and no more:
    no group of a list is said to be withheld that nobody was sorted into."""
    cells = _cells(connection, table, column, kinds)
    sql = f"SELECT agency FROM temp.[{GIVEN}] WHERE place = ?"
    given = {row[0] for row in connection.execute(sql, [place(column)])}
    yield from protect([cell for cell in cells if cell[0] in given], list(kinds.codes[column.codes].codes))
    for cell in cells:
        if cell[0] not in given:
            yield (*cell[:4], None, 1) if (cell[4] or 0) < SMALLEST else cell


def _cells(connection: sqlite3.Connection, table: Table, column: Column, kinds: Kinds) -> list[Cell]:
    """Every count of one characteristic: agency, year, characteristic, value, people, 0."""
    whole = kinds.tables[table.parent] if table.parent else table
    dated = f"coarsen_year({'w' if table.parent else 'r'}.[{whole.date}])" if whole.date else "NULL"
    joined = f" JOIN reg.[{whole.name}] w ON w.[{whole.key}] = r.[{whole.key}]" if table.parent else ""
    value = f"r.[{column.name}]"
    for other in table.columns.values():
        if column.name in other.coarsen and other.is_stored:
            value = f"coalesce(coarsen_{other.coarsen[column.name]}(r.[{other.name}]), {value})"
    only = (
        ""
        if column.publish == "counts" or not is_public(table)
        else f" WHERE r.[{AGENCY}] IN (SELECT agency FROM temp.[{PROTECTED}])"
    )
    return [
        (agency, year, column.name, code or None, people, 0)
        for agency, year, code, people in connection.execute(
            f"SELECT r.[{AGENCY}], {dated}, {value}, count(*) FROM reg.[{table.name}] r{joined}{only}"
            " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        )
    ]


def protect(cells: list[Cell], codes: list[str]) -> Iterator[Cell]:
    """The cells with small ones withheld, and a second one where one alone could be worked out."""
    in_order = sorted(cells, key=lambda cell: [str(part) for part in cell[:4]])
    for (agency, year), group in groupby(in_order, key=_whose):
        listed = list(group)
        small = {cell[3] for cell in listed if (cell[4] or 0) < SMALLEST}
        wanted = _wanted(listed, small)
        if wanted is None:  # nobody to hide behind: the whole list is withheld, so that not even the groups are told
            listed += [(agency, year, listed[0][2], code, 0, 0) for code in codes if code not in small]
            small = {cell[3] for cell in listed}
        else:
            small |= wanted
        yield from ((*cell[:4], None, 1) if cell[3] in small else cell for cell in listed)


def _wanted(listed: list[Cell], small: set[str | None]) -> set[str | None] | None:
    """The codes that are withheld beside the small ones: none, one or two; None where there are not enough.

    One does, but where all small ones are 1 and it is 9 for each of them and 10 more: to be 10 each, they would leave
    it 10, which is small too. Then two do.
    """
    hidden = [cell[4] or 0 for cell in listed if cell[3] in small]
    if not _is_plain(hidden):
        return set()
    others = sorted((cell for cell in listed if cell[3] not in small), key=lambda cell: (cell[3] is not None, cell[3]))
    is_tight = len(hidden) > 1 and set(hidden) == {1} and bool(others) and others[0][4] == 9 * len(hidden) + 10
    needed = 2 if is_tight else 1
    return {cell[3] for cell in others[:needed]} if len(others) >= needed else None


def _is_plain(hidden: list[int]) -> bool:
    """Whether somebody who knows their sum knows them all: there is only one, or all are the least or the most."""
    return len(hidden) == 1 or bool(hidden) and set(hidden) in ({1}, {SMALLEST - 1})


def _whose(cell: Cell) -> tuple[str, int | None]:
    return cell[:2]
