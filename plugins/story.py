"""The story of one record, told by chapters: what every table has of one election, or of one agency.

A family says which table `tells` its story. A record page of that table has, for each chapter of the family, how many
records of each table point to this record, the first few of them, what still waits for its day, and the saved
questions. Tables that point to no such record are there with all their rows. Other families follow with whatever
points to this record. A zero is said, and so is a table that nobody has sent yet: the two are not the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from datasette.utils import escape_sqlite, tilde_encode

from plugins.cells import Cell, cell, in_row
from plugins.described import Chapter, Column, Family, Table, Wait
from plugins.labels import headline, names
from plugins.release import DATABASE, Release
from plugins.search import Hit, told
from plugins.which import Which, having, near

FIRST_FEW = 3
ABOUT = 4  # values told beside a headline


@dataclass(frozen=True)
class Count:
    """How many records of one table point to the record, and the address of exactly these.

    `by`: the title of the column by which they do, where it is not the table's first that points there. `kind`: the
    code in words that all of them have, where only these are told of.
    """

    table: Table
    count: int
    href: str
    by: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Entry:
    """One whole table of a chapter. `is_tied`: its records point to the record; else `own` counts all its rows.

    `is_near`: they point to no record, but their days tie them to this one's day.
    """

    own: Count
    is_tied: bool
    more: list[Count]  # its parts and counts, and what points there by a further column
    first: list[Hit]
    waits: list[Wait]  # what waits for its day, of it and its parts
    questions: list[tuple[str, str]]  # address, title
    is_near: bool = False

    @property
    def all(self) -> list[Count]:
        """What there is of it, the table itself before its parts."""
        return [each for each in (self.own, *self.more) if each.count]


@dataclass(frozen=True)
class Scene:
    """One chapter: the tables that have something, and those that have nothing of this record."""

    chapter: Chapter
    entries: list[Entry]
    none: list[Entry]


@dataclass(frozen=True)
class Strand:
    """What one family has of the record. `is_whole`: this record tells the family's story."""

    family: Family
    scenes: list[Scene]
    is_whole: bool

    @property
    def entries(self) -> list[Entry]:
        return [entry for scene in self.scenes for entry in scene.entries]

    @property
    def tied(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_tied and not entry.own.kind]

    @property
    def none(self) -> list[Entry]:
        return [entry for scene in self.scenes for entry in scene.none]


@dataclass(frozen=True)
class Story:
    """All that a record tells. `silent`: families with nothing of it; `answers`: questions are for it only."""

    strands: list[Strand]
    silent: list[Strand]
    answers: bool

    @property
    def tied(self) -> list[Count]:
        return [entry.own for strand in self.strands for entry in strand.tied]


async def of_record(datasette: Any, said: Release, table: Table, key: str, day: str) -> Story:
    """The story of the record of `table` with this key and day: the families that it tells before the others."""
    asked = parameter(table)
    answers = any(f":{asked}" in each.sql for each in said.questions.values())
    teller = Teller(datasette, said, table, key, day, asked if answers else "")
    strands = [await teller.strand(family) for family in said.families]
    there = [strand for strand in strands if strand.entries]
    there.sort(key=lambda strand: (not strand.tied, not strand.is_whole))
    return Story(there, [strand for strand in strands if not strand.entries and strand.none], answers)


def parameter(table: Table) -> str:
    """What questions call a record of this table: `agency_id` is asked for as `:agency`."""
    return (table.key or "").removesuffix("_id")


@dataclass(frozen=True)
class Teller:
    """Counts and reads for one record. `asked`: the parameter by which questions are narrowed to it, if any is."""

    datasette: Any
    said: Release
    table: Table
    key: str
    day: str
    asked: str

    async def strand(self, family: Family) -> Strand:
        """What one family has of the record, chapter by chapter."""
        is_whole = family.tells == self.table.name
        scenes = []
        for chapter in self.said.chapters_told(family.name):
            found = []
            for _, these in groupby(self.said.tables_of(chapter), key=lambda each: self._head(each, chapter)):
                entry = await self.entry(list(these), is_whole)
                found += [entry] if entry else []
            for thread in chapter.also if is_whole else ():
                found += await self.thread(*thread)
            entries = [entry for entry in found if entry.all]
            if found:
                scenes.append(Scene(chapter, entries, [entry for entry in found if entry not in entries]))
        return Strand(family, scenes, is_whole)

    def _head(self, table: Table, chapter: Chapter) -> str:
        """The table under which this one stands in its chapter: its whole, if that is in the chapter too."""
        while table.parent in chapter.tables and table.parent in self.said.tables:
            table = self.said.tables[table.parent]
        return table.name

    async def entry(self, tables: list[Table], is_whole: bool) -> Entry | None:
        """A table with its parts and counts; None where it says nothing of the record."""
        head, *under = tables
        if head.name == self.table.name:
            return None
        columns = self.ties(head)
        if not columns and (not is_whole or head.is_counts):
            return None
        questions = self.questions(tables)
        if not columns:
            waits = [wait for each in tables for wait in each.waits]
            by_day = near(head, self.day)
            if by_day:
                own, first = await self.count(by_day), await self.first(by_day)
                return Entry(own, False, [], first, waits, questions, is_near=True)
            return Entry(Count(head, head.rows, f"/{DATABASE}/{head.name}"), False, [], [], waits, questions)
        own, *further = [await self.tied(head, column) for column in columns]
        further += [await self.tied(part, column) for part in under for column in self.ties(part)[:1]]
        is_told = is_whole and own.count and not head.is_counts
        first = await self.first(self.having(head, columns[0])) if is_told else []
        waits = [wait for each in tables for wait in each.waits_of(columns[0].name, self.key)]
        return Entry(own, True, further, first, waits, questions)

    async def thread(self, name: str, column: str, code: str) -> list[Entry]:
        """Of a table that stands in another chapter, the records with one code; nothing where none can point here."""
        table = self.said.tables.get(name)
        ties = self.ties(table) if table else []
        if table is None or not ties or column not in table.columns:
            return []
        these = having(self.said, table, **{ties[0].name: self.key, column: code})
        said = self.said.code(table.columns[column], code)
        own = replace(await self.count(these), kind=said.label if said else code)
        return [Entry(own, True, [], await self.first(these), [], [])]

    def ties(self, other: Table) -> list[Column]:
        """The columns by which records of `other`, or else their wholes, point to records of our table."""
        own = [column for column in other.public if column.refers_to == self.table.name]
        whole = self.said.tables.get(other.parent or "")
        if own or whole is None or whole.key not in other.columns:
            return own
        return [column for column in whole.public if column.refers_to == self.table.name]

    def having(self, other: Table, column: Column) -> Which:
        return having(self.said, other, **{column.name: self.key})

    async def tied(self, other: Table, column: Column) -> Count:
        """How many records of `other` point to the record by this column."""
        by = column.title.lower() if column is not self.ties(other)[0] else ""
        return replace(await self.count(self.having(other, column)), by=by)

    async def count(self, these: Which) -> Count:
        """How many these are."""
        sql = f"select count(*) from {escape_sqlite(these.table.name)} where {these.where}"
        count = (await self.datasette.get_database(DATABASE).execute(sql, these.params)).rows[0][0]
        return Count(these.table, count, these.href)

    async def first(self, these: Which) -> list[Hit]:
        """The first few of them, as a list tells them: the newest, where the table has a date."""
        other = these.table
        order = other.date_column if other.date_column in other.columns else other.shown[0].name
        sort = f"{escape_sqlite(order)} {'desc' if order == other.date_column else 'asc'}"
        sql = (
            f"select * from {escape_sqlite(other.name)} where {these.where} "
            f"order by {sort}, {escape_sqlite(other.key or order)} limit {FIRST_FEW}"
        )
        rows = (await self.datasette.get_database(DATABASE).execute(sql, these.params)).rows
        labels = await names(self.datasette, self.said, other.shown, rows)
        return [self.hit(other, row, labels) for row in rows]

    def hit(self, other: Table, row: Any, labels: Any) -> Hit:
        """One record as a line: its name, then its day and the next values that its table shows."""
        told_of = other.claim.get("status", "")  # stands in the name
        rest = [each for each in other.shown[1:] if each.refers_to != self.table.name and not each.is_date]
        rest = [each for each in rest if each.name != told_of]
        day = [other.columns[each] for each in (other.date_column,) if each in other.columns and row[each]]
        cells: list[Cell] = [in_row(self.said, each, row, labels) for each in rest]
        cells = [each for each in cells if each.kind != "list"]
        when = [cell(self.said, each, row[each.name]).text for each in day if each is not other.shown[0]]
        link = f"/{DATABASE}/{other.name}/{tilde_encode(str(row[other.key]))}" if other.key else ""
        return Hit(link, headline(self.said, other, row, labels), "; ".join([*when, *told(cells)[:ABOUT]]))

    def questions(self, tables: list[Table]) -> list[tuple[str, str]]:
        """The saved questions of these tables; where some can be asked of this record alone, only those that can."""
        there = {each.name for each in tables}
        found = [each for each in self.said.questions.values() if each.table_name in there]
        if not self.asked:
            return [(f"/{DATABASE}/{each.name}", each.title) for each in found]
        query = urlencode({self.asked: self.key})
        return [(f"/{DATABASE}/{each.name}?{query}", each.title) for each in found if f":{self.asked}" in each.sql]
