"""The dictionary: what each table, column and code means, with how many rows use each code."""

from __future__ import annotations

from typing import Any

from datasette.utils import escape_sqlite
from datasette.utils.asgi import NotFound

from plugins import release
from plugins.described import Code, Column, Table
from plugins.release import DATABASE, Release

KINDS = {
    "string": "Text", "integer": "Whole number", "number": "Number", "boolean": "Yes or no", "date": "Day",
    "time": "Time of day", "datetime": "Day and time", "array": "Several values",
}  # fmt: skip
PUBLISHED = {
    "open": "As given",
    "coarse": "Less exactly",
    "later": "After a date",
    "counts": "Only counted",
    "private": "No",
    "never": "No, and never stored",
}


def kind(column: Column) -> str:
    """What sort of value a column holds, in plain words."""
    if column.codes:
        return "Codes from a list" if column.type == "array" else "One code from a list"
    if column.refers_to:
        return "Link to another record"
    return KINDS.get(column.type, "Text")


def published(column: Column) -> str:
    """Whether and how a column goes out, in plain words."""
    return PUBLISHED.get(column.publish, PUBLISHED["open"])


async def of_table(datasette: Any, name: str) -> dict[str, Any]:
    """What `dictionary_table.html` needs; a table that is not in the release is 404."""
    said = release.of(datasette)
    table = said.tables.get(name)
    if table is None:
        raise NotFound("")
    lists = {}
    for column in table.columns.values():
        if column.codes and column.codes in said.codes and column.codes not in lists:
            lists[column.codes] = await used(datasette, said, table, column)
    return {
        "table": table,
        "columns": [(column, kind(column), published(column)) for column in table.columns.values()],
        "lists": lists,
        "missing": await missing(datasette, table),
        "rules": said.rules_of(table),
        "questions": [each for each in said.questions.values() if each.table_name == name],
        "parts": said.parts(name),
    }


async def used(datasette: Any, said: Release, table: Table, column: Column) -> dict[str, Any]:
    """The codes of a column's list with the rows that have each, most used first; unused ones after them."""
    counts: dict[str, int] = {}
    if not column.is_withheld and table.rows:
        name = escape_sqlite(table.name)
        value = f"{name}.{escape_sqlite(column.name)}"
        sql = f"select {value}, count(*) from {name} group by 1"
        if column.type == "array":
            sql = f"select j.value, count(distinct {name}.rowid) from {name}, json_each({value}) j group by 1"
        rows = (await datasette.get_database(DATABASE).execute(sql)).rows
        counts = {str(row[0]): int(row[1]) for row in rows if row[0] is not None}
    codes = sorted(said.codes[str(column.codes)].values(), key=lambda each: order(each, counts))
    return {
        "column": column,
        "codes": [(code, counts.get(code.code, 0)) for code in codes],
        "most": max(counts.values(), default=0),
        "is_counted": bool(counts),
    }


def order(code: Code, counts: dict[str, int]) -> tuple[bool, int, int]:
    """The most used code first; the reserved ones, which say why there is none, last."""
    return code.is_reserved, -counts.get(code.code, 0), code.position


async def missing(datasette: Any, table: Table) -> dict[str, int]:
    """How many rows have nothing at all in each column."""
    columns = table.public
    if not table.rows or not columns:
        return {}
    sums = ", ".join(f"count(*) - count({escape_sqlite(column.name)})" for column in columns)
    row = (await datasette.get_database(DATABASE).execute(f"select {sums} from {escape_sqlite(table.name)}")).rows[0]
    return {column.name: int(row[place]) for place, column in enumerate(columns)}
