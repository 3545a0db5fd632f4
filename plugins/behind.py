"""What a question can be asked for, and the records behind its answer.

`:agency`, and any `:park`, chooses by the column of that name with `_id`; `:year` by what the question's kind says. So
a menu offers what has records and nothing else, and the records behind an answer are counted by the same choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from datasette.utils import escape_sqlite

from plugins.choices import GRAINS, choice, timed
from plugins.described import Question, Table
from plugins.labels import of_keys
from plugins.release import DATABASE, Release

YEAR = "year"
MOST = 1000  # lines of one menu
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Menu:
    """One parameter of a question: the (value, words) that have records, and what is asked for now."""

    name: str
    title: str
    lines: Pairs
    asked: str

    @property
    def words(self) -> str:
        """What is asked for, in words; empty for all."""
        return next((words for value, words in self.lines if value == self.asked), self.asked)


@dataclass(frozen=True)
class Behind:
    """The records of the question's table that meet what is asked, counted.

    `href`: the page of the table; `is_exact`: whether it shows these records and no others.
    """

    table: Table
    rows: int
    href: str
    is_exact: bool


async def menus(datasette: Any, said: Release, question: Question, args: Any) -> list[Menu]:
    """A menu for each parameter of a question, with what is asked for among its lines."""
    table, found = said.tables[question.table_name], []
    for name in question.parameters:
        asked, column = args.get(name) or "", table.columns.get(f"{name}_id")
        values = await listed(datasette, table, expression(said, question, name))
        values = [*values, asked] if asked and asked not in values else values
        if column is None or column.refers_to not in said.tables:
            lines = [(value, value) for value in sorted(values, reverse=True)]  # years: the newest first
        else:
            named = await of_keys(datasette, said, said.tables[column.refers_to], values)
            lines = [(value, named.get((column.refers_to, value), value)) for value in values]
            lines = sorted(lines, key=lambda line: line[1].casefold())
        found.append(Menu(name, column.title if column else name.capitalize(), lines, asked))
    return found


async def listed(datasette: Any, table: Table, value: str) -> list[str]:
    """The values that the records of a table have."""
    db = datasette.get_database(DATABASE)
    key = (str(db.path), table.name, value)
    if key not in _kept():
        sql = f"select distinct {value} from {escape_sqlite(table.name)} where {value} is not null"
        _kept()[key] = [str(row[0]) for row in (await db.execute(f"{sql} order by 1 desc limit {MOST}")).rows]
    return list(_kept()[key])


@lru_cache(maxsize=1)
def _kept() -> dict[tuple[str, str, str], list[str]]:
    """Values already listed. A release never changes, so neither do they."""
    return {}


def expression(said: Release, question: Question, name: str) -> str:
    """The SQL of what a parameter chooses by, over the question's table."""
    table = said.tables[question.table_name]
    if name != YEAR:
        found = choice(said, table, f"{name}_id")
        return found.expression if found else "null"
    if not question.year_columns:  # a release made before questions said it: the year of the table's date
        time = timed(said, table)
        return f"cast({GRAINS['__year'].format(time[1])} as integer)" if time else "null"
    known = [reached(said, table, each) for each in question.year_columns]
    return f"coalesce({', '.join(known)})" if len(known) > 1 else known[0]


def reached(said: Release, table: Table, name: str) -> str:
    """The SQL of a column of the table, of its whole, or, with a dot, of a table that it refers to."""
    other, _, column = name.rpartition(".")
    if not other:
        found = choice(said, table, column)
        return found.expression if found else "null"
    there, key = escape_sqlite(other), escape_sqlite(str(said.tables[other].key))
    link = f"{escape_sqlite(table.name)}.{escape_sqlite(reference(table, other))}"
    return f"(select {there}.{escape_sqlite(column)} from {there} where {there}.{key} = {link})"


def reference(table: Table, other: str) -> str:
    """The column of `table` that points to `other`."""
    return next(column.name for column in table.columns.values() if column.refers_to == other)


async def behind(datasette: Any, said: Release, question: Question, asked: list[Menu]) -> Behind:
    """The records behind an answer, and the page that shows exactly these, where the table's page can say it."""
    table, given = said.tables[question.table_name], [menu for menu in asked if menu.asked]
    here = f"/{DATABASE}/{table.name}"
    if not given:
        return Behind(table, table.rows, here, True)
    wheres = {f"{expression(said, question, menu.name)} = :{menu.name}": typed(menu) for menu in given}
    params = {menu.name: typed(menu) for menu in given}
    rows = await count(datasette, table, list(wheres), params)
    pairs = [await filters(datasette, said, question, menu) for menu in given]
    chosen = [pair for each in pairs for pair in each]
    keys = list(dict.fromkeys(key for key, _ in chosen)) if all(pairs) else []
    found = [choice(said, table, key, tuple(value for name, value in chosen if name == key)) for key in keys]
    sure = [each.where(f"c{place}") for place, each in enumerate(found) if each]
    # Choosing by elections leaves out records of no election, which a question may count by a date of their own. The
    # page never shows more than is counted, so as many are the same ones.
    shown = await count(datasette, table, [sql for sql, _ in sure], {k: v for _, each in sure for k, v in each.items()})
    if sure and shown == rows:
        return Behind(table, rows, f"{here}?{urlencode(chosen)}", True)
    return Behind(table, rows, here, False)


def typed(menu: Menu) -> str | int:
    """What is asked for, as it stands in the records: a year is a number there."""
    return int(menu.asked) if menu.name == YEAR and menu.asked.isdecimal() and len(menu.asked) < 10 else menu.asked


async def count(datasette: Any, table: Table, wheres: list[str], params: dict[str, Any]) -> int:
    """How many records of a table meet all of these."""
    where = f" where {' and '.join(wheres)}" if wheres else ""
    sql = f"select count(*) from {escape_sqlite(table.name)}{where}"
    return int((await datasette.get_database(DATABASE).execute(sql, params)).rows[0][0])


async def filters(datasette: Any, said: Release, question: Question, menu: Menu) -> Pairs:
    """The filters of the table's page that come nearest to what a parameter chooses; none where nothing comes near."""
    table = said.tables[question.table_name]
    if menu.name != YEAR:
        return [(f"{menu.name}_id", menu.asked)]
    if not question.year_columns:
        time = timed(said, table)
        return [(f"{time[0].name}__year", menu.asked)] if time else []
    other, _, column = question.year_columns[0].rpartition(".")
    if not other:
        return [(column, menu.asked)] if len(question.year_columns) == 1 else []
    sql = f"select {escape_sqlite(str(said.tables[other].key))} from {escape_sqlite(other)}"
    where = f" where {escape_sqlite(column)} = ? order by 1"
    rows = (await datasette.get_database(DATABASE).execute(sql + where, [typed(menu)])).rows
    return [(reference(table, other), str(row[0])) for row in rows]
