"""Merge a file with itself before anything touches the register (formats.md, section 4).

Records of one file are gathered in a temporary database that is gone when the connection closes: `stage.<table>`, a
row a record, with the source row (`at`, counted from 0) and line that first told of it. `check`, `load` and the
examples of a format all read from here. The first load of a flat table has nothing to be held against: its shelf is the
register's own table, which gets its index when the last record stands (a quarter less work than twice written).

A flat table's shelf merges nothing: no key is remembered, and an index tells at the end. Where the file tells of a
record twice, it is read again onto shelves that do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any, NoReturn

from ingest.clean import Value
from ingest.language import Words
from ingest.map import Record
from ingest.merge import Same, merger, what_stands
from ingest.plan import TablePlan
from ingest.register import index, unindex
from ingest.schema import AGENCY, LINE, SOURCE, Kinds, Table
from ingest.seen import MOST, Seen

KEY, AT = "key", "at"
_EIGHT_BYTES = (1 << 64) - 1


@dataclass
class Conflict:
    """A column of one table that held two values for one record: where first, and how often."""

    table: Table
    column: str
    first: int
    second: int
    kept: Words
    count: int = 0


@dataclass(frozen=True)
class Writer:
    """Who writes: what every record of a load says of its agency and its load."""

    agency: str
    load: int


class Doubled(Exception):
    """A shelf that merges nothing was to take a record twice. Nothing is left of the file."""


class Shelf:
    """The records of one table, gathered from one file. With a `writer` it is the register's own, empty table.

    One that `merges` nothing takes whole batches only, with each record in one of them.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        table: Table,
        plans: list[TablePlan],
        kinds: Kinds,
        writer: Writer | None = None,
        merges: bool = True,
        most: int = MOST,
    ) -> None:
        self.connection, self.table, self.merges = connection, table, merges
        self.columns = list(dict.fromkeys(name for plan in plans for name in plan.columns))
        self.links = kinds.link_keys(table)
        self.conflicts: dict[str, Conflict] = {}
        self.repeats = 0
        self.has_numbers = any(plan.number for plan in plans)
        self.asks = any(plan.made.repeats == "" and not table.number for plan in plans)
        self.kinds = kinds
        self._merge = [merger(name, table, kinds) for name in self.columns]
        self._raws = {column.raw_name for column in table.raws}
        self._raw_lists = {column.raw_name for column in table.raws if column.type == "array"}
        self._unlinked: set[tuple[Value, str]] = set()
        self._may_go = not kinds.foreign(table).keys().isdisjoint(self.columns)
        self._merged: list[tuple[str, int, int]] = []  # key, source row, line; where a record may yet be taken off
        self._seen, self._contents = Seen(most), Seen(most)
        self._new: dict[str, list[Value]] = {}
        self._mended: dict[str, list[Value]] = {}
        self._has_index = False
        self.from_row = frozenset.intersection(*(plan.from_row for plan in plans))
        self.is_whole = True  # no record was taken off again
        self.is_compared = False  # with what the register holds
        self.adds = False  # the file adds to what is told of its wholes, and does not tell it again
        self.is_direct = writer is not None
        self._place = f"{'main' if writer else 'stage'}.[{table.name}]"
        self._key = table.key if writer else KEY
        self._listed = ", ".join(f"[{name}]" for name in (self._key, *self.columns, LINE))
        marks = ", ".join("?" * (len(self.columns) + 2))
        if writer:
            unindex(connection, table, kinds)
            said = {SOURCE: str(writer.load)} | ({AGENCY: f"'{writer.agency}'"} if table.has_agency else {})
            self._insert = (
                f"INSERT INTO {self._place} ({self._listed}, {', '.join(said)})"
                f" VALUES ({marks}, {', '.join(said.values())})"
            )
        else:
            self._insert = f"INSERT INTO {self._place} VALUES ({marks}, ?)"
            connection.execute(f"CREATE TABLE {self._place} ({self._listed}, {AT})")
            connection.execute(f"CREATE TABLE stage.[{table.name} merged] ({KEY}, {AT}, {LINE})")

    def arrange(self, plan: TablePlan) -> list[int] | None:
        """Where a plan's values stand on this shelf; None when they stand as they are."""
        return None if plan.columns == self.columns else [self.columns.index(name) for name in plan.columns]

    def add(self, record: Record, places: list[int] | None, line: int, at: int) -> bool:
        """Put a record on the shelf, or merge it with the one that is there. True when it is a new one."""
        values = record.values
        if places is not None:
            values = [None] * len(self.columns)
            for place, value in zip(places, record.values, strict=True):
                values[place] = value
        if record.counted and self.asks:
            self._ask(values)
        if self._seen.add(record.key):
            self._new[record.key] = [record.key, *values, line, at]
            return True
        if self._may_go:
            self._merged.append((record.key, at, line))
        there = self._new.get(record.key) or self._mended.get(record.key) or self._fetch(record.key)
        if self._blend(there, values, line) and record.key not in self._new:
            self._mended[record.key] = there
        return False

    def add_all(self, keys: list[str], records: Iterable[tuple[Any, ...]]) -> bool:
        """Put many records on the shelf, as `batch.Batch.records` makes them. False, nothing done, if one is there."""
        if not self.merges:
            if len(set(keys)) < len(keys):
                self._give_up()
        elif not self._seen.add_all(keys):
            return False
        self.connection.executemany(self._insert, records)
        return True

    def end(self) -> None:
        """Every record stands. Raises `Doubled` where one stands twice on a shelf that merges nothing."""
        if not self.merges:
            try:
                self.index()
            except sqlite3.IntegrityError:
                self._give_up()

    def _give_up(self) -> NoReturn:
        """Take everything off again."""
        if self.is_direct:
            self.connection.execute(f"DELETE FROM {self._place}")
            self.index()
        else:
            for name in (self.table.name, f"{self.table.name} merged"):
                self.connection.execute(f"DROP TABLE stage.[{name}]")
        raise Doubled

    def _ask(self, values: list[Value]) -> None:
        self.repeats += not self._contents.add(f"{hash(tuple(values)) & _EIGHT_BYTES:016x}")

    def _fetch(self, key: str) -> list[Value]:
        self.index()
        row = self.connection.execute(
            f"SELECT {self._listed} FROM {self._place} WHERE [{self._key}] = ?", [key]
        ).fetchone()
        return list(row)

    def index(self) -> None:
        """Make records findable by their key, once."""
        if self.is_direct:
            index(self.connection, self.table, self.kinds)
        elif not self._has_index:
            sort = "INDEX" if self.merges else "UNIQUE INDEX"
            self.connection.execute(f"CREATE {sort} stage.[{self.table.name}_key] ON [{self.table.name}] ({KEY})")
        self._has_index = True

    def _blend(self, there: list[Value], values: list[Value], line: int) -> bool:
        """Fill empty places, unite lists, settle what differs. True when the record on the shelf changed."""
        changed = False
        for place, value in enumerate(values):
            here = there[place + 1]
            if value is None or value == here:
                continue
            name = self.columns[place]
            if (there[0], name) in self._unlinked:
                continue
            if here is None:
                there[place + 1], changed = value, True
                continue
            if name in self._raws:  # what the agency wrote goes with its code, which has its own merger
                if name in self._raw_lists and str(value) not in str(here):
                    there[place + 1], changed = f"{here}; {value}", True
                continue
            kept = self._merge[place](here, value)
            if isinstance(kept, Same):
                continue
            if kept == value and f"{name}_raw" in self._raws:  # what the agency wrote goes with the code that stands
                raw = self.columns.index(f"{name}_raw")
                there[raw + 1] = values[raw]
            self._conflict(name, there, line, kept)
            if name in self.links:
                self._unlinked.add((there[0], name))
            if kept != here:
                there[place + 1], changed = kept, True
        return changed

    def _conflict(self, name: str, there: list[Value], line: int, kept: Value) -> None:
        first = there[len(self.columns) + 1]
        column = self.table.columns.get(name)
        if column and column.type == "array":
            return
        stands = what_stands(name, self.table, self.kinds)
        found = self.conflicts.setdefault(name, Conflict(self.table, name, int(str(first)), line, stands))
        found.count += 1

    def flush(self) -> None:
        """Write what was added since the last time."""
        self.connection.executemany(self._insert, self._new.values())
        if self._mended:
            sets = ", ".join(f"[{name}] = ?" for name in self.columns)
            self.connection.executemany(
                f"UPDATE {self._place} SET {sets} WHERE [{self._key}] = ?",
                ([*row[1 : len(self.columns) + 1], key] for key, row in self._mended.items()),
            )
        if self._merged:
            self.connection.executemany(f"INSERT INTO stage.[{self.table.name} merged] VALUES (?, ?, ?)", self._merged)
        self._new, self._mended, self._merged = {}, {}, []

    def count(self, column: str = "*") -> int:
        """How many records stand on the shelf, or how many of them have something in one column."""
        what = column if column == "*" else f"[{column}]"
        return int(self.connection.execute(f"SELECT count({what}) FROM {self._place}").fetchone()[0])

    def months(self, day: str) -> list[str]:
        """The distinct months of a column of days."""
        sql = f"SELECT DISTINCT substr([{day}], 1, 7) FROM {self._place} WHERE [{day}] IS NOT NULL"
        return [str(month) for (month,) in self.connection.execute(sql)]

    def keys(self, column: str = "") -> str:
        """SQL for the keys of its records, or for what they have in another column."""
        return f"SELECT [{column or self._key}] FROM {self._place}"

    def told(self) -> list[tuple[str, int]]:
        """Key and line of every record on the shelf."""
        return self.connection.execute(f"SELECT [{self._key}], [{LINE}] FROM {self._place}").fetchall()

    def written(self, column: str, raw: str, code: str) -> list[tuple[str | None, int]]:
        """What was written where a column has this code, and how often."""
        sql = f"SELECT [{raw}], count(*) FROM {self._place} WHERE [{column}] = ? GROUP BY 1"
        return self.connection.execute(sql, [code]).fetchall()

    def take_off(self, where: str) -> list[tuple[int, int]]:
        """Remove the records that a condition names; source row and line of every row that told of one."""
        taken = self.connection.execute(
            f"DELETE FROM stage.[{self.table.name}] WHERE {where} RETURNING {KEY}, {AT}, {LINE}"
        ).fetchall()
        gone = {key for key, _, _ in taken}
        self.is_whole = self.is_whole and not gone
        merged = self.connection.execute(f"SELECT {KEY}, {AT}, [{LINE}] FROM stage.[{self.table.name} merged]")
        return [(at, line) for key, at, line in chain(taken, merged if gone else ()) if key in gone]


def attach(connection: sqlite3.Connection) -> None:
    """Open the stage: a temporary database, gone when the connection closes. Not possible inside a transaction."""
    connection.execute("ATTACH '' AS stage")
    connection.execute("PRAGMA stage.page_size = 32768")
    connection.execute("PRAGMA stage.journal_mode = OFF")
    connection.execute("PRAGMA stage.synchronous = OFF")
    connection.execute("PRAGMA stage.cache_size = -16384")


def shelves(
    connection: sqlite3.Connection,
    plans: Iterable[TablePlan],
    kinds: Kinds,
    writer: Writer | None = None,
    merge: bool = True,
) -> dict[str, Shelf]:
    """An empty shelf for each table that the plans fill, parents first; with a `writer`, in the register itself."""
    by_table: dict[str, list[TablePlan]] = {}
    for plan in plans:
        by_table.setdefault(plan.table.name, []).append(plan)
    most = MOST // max(len(by_table), 1)
    return {
        name: Shelf(connection, kinds.tables[name], by_table[name], kinds, writer, merge, most)
        for name in kinds.tables
        if name in by_table
    }
