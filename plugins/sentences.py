"""What each page says first, in one sentence. Here are the facts of it; the words stand in
`templates/sentences/<language>.html`, one macro a page, so that a second language is a second file.

Every number in a sentence is counted in the database at the moment of asking, with the condition of the view itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from datasette.utils import escape_sqlite

from plugins.cells import cell, count_word, day
from plugins.choices import Choice, Choosing, timed, where
from plugins.described import Table
from plugins.labels import of_keys
from plugins.release import DATABASE, Release


@dataclass(frozen=True)
class Part:
    """One choice in words: the title of what was chosen by and the labels that are joined by "or"."""

    key: str
    title: str
    labels: list[str]
    values: tuple[str, ...]
    is_time: bool = False
    is_array: bool = False


@dataclass(frozen=True)
class View:
    """The facts of a table page. `tops`: distinct whole records of the view, for tables of parts."""

    table: Table
    whole: Table
    shown: int
    parts: list[Part] = field(default_factory=list)
    search: str = ""
    others: list[tuple[str, str]] = field(default_factory=list)
    tops: int | None = None
    first: str = ""
    last: str = ""
    condition: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def is_chosen(self) -> bool:
        return bool(self.parts or self.search or self.others)


async def of_view(datasette: Any, request: Choosing) -> View:
    """Count the view of a table page and put its choices in words."""
    release, table = request.release, request.table
    condition, params = await where(datasette, request, DATABASE)
    whole = release.top(table)
    time = timed(release, table)
    counts = ["count(*)", top_of(table, whole) or "null"]
    counts += [f"min({time[1]})", f"max({time[1]})"] if time else ["null", "null"]
    sql = f"select {', '.join(counts)} from {escape_sqlite(table.name)}{condition}"
    row = (await datasette.get_database(DATABASE).execute(sql, params)).rows[0]
    plain = [(key, v) for key in request.args for v in request.args.getlist(key) if not key.startswith("_")]
    return View(
        table=table,
        whole=whole,
        shown=row[0],
        parts=[await in_words(datasette, release, table, each) for each in request.choices],
        search=request.args.get("_search") or "",
        others=plain + [("_where", each) for each in request.args.getlist("_where")],
        tops=row[1],
        first=day(row[2], long=True) if row[2] else "",
        last=day(row[3], long=True) if row[3] else "",
        condition=condition,
        params=params,
    )


def top_of(table: Table, whole: Table) -> str:
    """The SQL that counts the distinct whole records that rows of `table` belong to; empty for whole records."""
    if whole is table or table.is_counts or not whole.key or whole.key not in table.columns:
        return ""
    return f"count(distinct {escape_sqlite(table.name)}.{escape_sqlite(whole.key)})"


async def in_words(datasette: Any, release: Release, table: Table, chosen: Choice) -> Part:
    """One choice of an address, with labels in place of codes and keys."""
    column = chosen.column
    is_time = "__" in chosen.key or bool(table.date_column and column.from_column == table.date_column)
    target = release.tables.get(column.refers_to or "")
    values = [value for value in chosen.values if value]
    named = await of_keys(datasette, release, target, values) if target else {}
    labels = []
    said = tuple(sorted(chosen.values)) if is_time else chosen.values
    for value in said:
        code = release.code(column, value)
        if is_time:
            labels.append(day(value, long=True) if value else "no date")
        elif table.is_counts and value and not column.refers_to:
            labels.append(count_word(release, column.name, value))
        elif code:
            labels.append(code.label)
        else:
            labels.append(cell(release, column, value, named).text)
    title = column.title if not is_time else ""
    return Part(chosen.key, title, labels, said, is_time, chosen.is_array)
