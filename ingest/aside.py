"""Rows that were set aside, one by one: the month and the record that each tells of, and the load that brought it.

A row counts as set aside until a later load of the same agency brings it (docs/decisions/0011). That is known by the
row itself, as it comes back mended, by the number of the record, or because the whole file came once more.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from ingest import meant
from ingest.fetch import Cells
from ingest.map import Plan
from ingest.outcome import Examination
from ingest.owed import can_be_owed
from ingest.plan import TablePlan
from ingest.schema import SOURCE
from ingest.stage import Shelf

MONTH = 7  # letters of 2024-05
_OPEN = (
    "SELECT a.load, a.line FROM _aside a JOIN _loads l ON l.load = a.load"
    " WHERE a.mended_by IS NULL AND l.load <> :load AND l.agency = :agency"
)


def write(connection: sqlite3.Connection, made: Examination, load: int, today: str) -> None:
    """Note for each row that a load set aside which record it names, and its month, both "" where it does not tell."""
    width = len(made.found.header)
    plans = [plan for place, plan in enumerate(made.plan.tables) if place == 0 or can_be_owed(plan.table)]
    for line, text in connection.execute("SELECT line, cells FROM stage._rejects").fetchall():
        cells = json.loads(text)
        ways = [meant.whole(made.plan, each) for each in _ways(cells, width)]
        connection.executemany(
            "INSERT INTO _aside VALUES (?, ?, ?, ?, ?, NULL, NULL)",
            (
                [load, line, plan.table.name, _record(made.plan, plan, ways[0]), month]
                for plan in plans
                for month in sorted(_months(plan, ways, today)) or [""]
            ),
        )


def _ways(cells: Cells, width: int) -> Iterator[Cells]:
    """How a row may be meant: of another width, its cells stand where they should from the left or from the right."""
    yield cells
    if len(cells) != width:
        yield ([""] * (width - len(cells)) + cells)[-width:]


def _months(plan: TablePlan, ways: list[Cells], today: str) -> set[str]:
    """The months that a row may tell of. A day to come is a slip, and tells nothing."""
    places = [place for place, column in enumerate(plan.mapped) if column.name == plan.table.date]
    found = set()
    for place in places:
        fetch, memory = plan.fetches[place], plan.memories[place]
        for cells in ways:
            found.add(str(memory[cells[fetch] if isinstance(fetch, int) else fetch(cells)] or "")[:MONTH])
    return {month for month in found if month and month <= today[:MONTH]}


def _record(plan: Plan, table: TablePlan, cells: Cells) -> str:
    """The key of the record that a row names by its number; of the whole, where a part has none."""
    values, namer, kinds = meant.read_names(plan, table, cells), plan.namer, plan.kinds
    key = namer.by_number(table.table, values, "", table.table)
    if not key and table.table.parent:
        key = namer.by_number(kinds.tables[table.table.parent], values, "", table.table)
    return key or ""


def settle(connection: sqlite3.Connection, made: Examination, load: int, agency: str) -> None:
    """Note which rows that earlier loads set aside this one brings, right or wrong: now it accounts for them."""
    given: dict[str, object] = {"load": load, "agency": agency}
    open_ = set(connection.execute(_OPEN, given).fetchall())
    if not open_:
        return
    done = open_ & set(made.mended.values())
    if not made.found.mends:  # such a file brings the rows that it names, and no others of their records
        done |= _told_again(connection, made, open_, given)
    gone = {line for (line,) in connection.execute("SELECT line FROM stage._rejects")}
    came: dict[tuple[int, int], int] = {}
    for line, row in made.mended.items():
        if row not in came or line not in gone:
            came[row] = line
    connection.execute("CREATE TABLE stage._brought (load, line, came, PRIMARY KEY (load, line)) WITHOUT ROWID")
    rows = ((*row, came.get(row)) for row in sorted(done))
    connection.executemany("INSERT INTO stage._brought VALUES (?, ?, ?)", rows)
    connection.execute(
        "UPDATE _aside SET mended_by = ?, came_as = b.came FROM stage._brought b"
        " WHERE b.load = _aside.load AND b.line = _aside.line",
        [load],
    )
    connection.execute("DROP TABLE stage._brought")


def _told_again(
    connection: sqlite3.Connection, made: Examination, open_: set[tuple[int, int]], given: dict[str, object]
) -> set[tuple[int, int]]:
    """Of the rows that are open those whose record the file tells of, right or wrong, or whose whole file it is."""
    done = set[tuple[int, int]]()
    for shelf in made.shelves.values():
        named = f"a.table_name = :table AND a.record IN ({_told(shelf)})"
        done |= set(connection.execute(f"{_OPEN} AND {named}", {**given, "table": shelf.table.name}))
    again = "(a.table_name, a.record) IN (SELECT table_name, record FROM _aside WHERE load = :load)"
    done |= set(connection.execute(f"{_OPEN} AND a.record <> '' AND {again}", given))
    whole = _sent_again(connection, made, {number for number, _ in open_ - done})
    return done | {one for one in open_ if one[0] in whole}


def _told(shelf: Shelf) -> str:
    """SQL for the keys of a file's records of one table, and of the wholes that these are parts of."""
    whole = shelf.kinds.key_of(shelf.table.parent) if shelf.table.parent else ""
    return shelf.keys() + (f" UNION {shelf.keys(whole)}" if whole in shelf.columns else "")


def _sent_again(connection: sqlite3.Connection, made: Examination, loads: set[int]) -> set[int]:
    """Of some loads of this format those of which this file tells every record again: it is their file, mended."""
    found = made.found
    same = "SELECT load FROM _loads WHERE format = ? AND role = ?"
    loads &= {int(load) for (load,) in connection.execute(same, [found.format.label, found.role_name])}
    listed = ", ".join(map(str, sorted(loads)))
    there, gone = set[int](), set[int]()
    for shelf in made.shelves.values() if loads else ():
        is_gone = f"max([{shelf.table.key}] NOT IN ({shelf.keys()}))"
        sql = f"SELECT [{SOURCE}], {is_gone} FROM main.[{shelf.table.name}] WHERE [{SOURCE}] IN ({listed}) GROUP BY 1"
        for load, misses in connection.execute(sql).fetchall():
            (gone if misses else there).add(int(load))
    return there - gone


def still(connection: sqlite3.Connection) -> dict[int, int]:
    """Load -> how many of the rows that it set aside no later load has brought."""
    mended = dict(
        connection.execute(
            "SELECT load, count(DISTINCT line) FROM _aside WHERE mended_by NOTNULL GROUP BY 1"
        ).fetchall()
    )
    rejected = connection.execute("SELECT load, rejected FROM _loads").fetchall()
    return {int(load): int(count) - int(mended.get(load, 0)) for load, count in rejected}
