"""The record page: what one record says, its parts, where it comes from, and what is withheld.

Sections follow from the tables alone: parts of the record by `_tables.parent`, other records that point to it by
foreign keys, provenance by `_sources`. Where a family's story is told by the records of a table (an election, an
agency), `plugins.story` tells it and the page is `story.html`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from datasette.utils import escape_sqlite, tilde_decode, tilde_encode
from datasette.utils.asgi import NotFound
from datasette.views.row import RowView

from plugins import coverage, release, story, timeline
from plugins.cells import Cell, cell, day, in_row, owner
from plugins.described import Column, Table
from plugins.labels import headline, names
from plugins.release import DATABASE, Release

FORMATS = (None, "json", "jsono")
PARTS_AT_MOST = 60  # parts drawn on the page; the link to the table has all
AS_ARTICLES = 12  # up to so many parts are told one by one, more as a table
RAW = "_raw"
PROVENANCE = ("agency_id", "source_id", "source_line", "release_on")
HOW = {
    "coarse": "It is shown less exactly.",
    "later": "It is shown after a date.",
    "counts": "It is only counted in yearly totals.",
    "never": "It is never stored here.",
}


@dataclass(frozen=True)
class Fact:
    """One column of a record in words."""

    column: Column
    cell: Cell
    wrote: str = ""  # what the agency itself wrote, where that is published


@dataclass(frozen=True)
class Section:
    """The parts of a record that stand in one table. `lines`: (address, name, facts, days since the first day)."""

    table: Table
    count: int
    lines: list[tuple[str, str, list[Fact], int | None]] = field(default_factory=list)
    form: str = "table"  # table, articles or steps
    more: str = ""


class RecordPage(RowView):  # type: ignore[misc]  # datasette has no types
    """`/records/<table>/<key>`, as a page and as JSON."""

    async def get(self, request: Any) -> Any:
        said = release.of(self.ds)
        table = said.tables.get(tilde_decode(request.url_vars["table"]))
        if table is None or not table.key or request.url_vars["format"] not in FORMATS:
            raise NotFound("")
        return await super().get(request)

    async def data(self, request: Any, default_labels: bool = False) -> Any:
        data, _extra, templates = await super().data(request, default_labels)
        said = release.of(self.ds)
        table = said.tables[tilde_decode(request.url_vars["table"])]

        async def with_page() -> dict[str, Any]:
            return {"page": await page(self.ds, said, table, data["rows"][0])}

        return data, with_page, ("story.html",) if said.is_told(table.name) else templates


async def page(datasette: Any, said: Release, table: Table, row: Any) -> dict[str, Any]:
    """What `row.html` needs."""
    labels = await names(datasette, said, table.public, [row])
    own = facts(said, told(said, table), row, labels)
    steps = timeline.of_record(table, row)
    known = [fact for fact in own if fact.cell.kind != "nr" and fact.column.name not in {step.name for step in steps}]
    key = str(row[table.key])
    is_told = said.is_told(table.name)
    others = await pointing(datasette, said, table, key) if not is_told else []
    begin = str(row[table.date_column])[:10] if dated(table, row) else ""
    by = {str(table.key): key}
    sections = [await section(datasette, said, part, by, begin) for part in said.parts(table.name)]
    sections += await changed(datasette, said, table, key)
    return {
        "table": table,
        "key": key,
        "title": headline(said, table, row, labels),
        "claim": {
            word: next(fact.cell for fact in own if fact.column.name == name) for word, name in table.claim.items()
        },
        "facts": known,
        "missing": [fact.column.title for fact in own if fact.cell.kind == "nr"],
        "steps": steps,
        "sections": [each for each in sections if each.count],
        "none": [each.table for each in sections if not each.count],
        "whole": whole(said, table, row, labels),
        "agency": named(said, table, row, labels),
        "fresh": await coverage.of_agency(datasette, key) if table.key == "agency_id" else None,
        "story": await story.of_record(datasette, said, table, key, begin) if is_told else None,
        "questions": [each for each in said.questions.values() if is_told and each.table_name == table.name],
        "is_ahead": dated(table, row) and str(row[table.date_column]) > said.portal.get("as_of", "9999"),
        "date": day(str(row[table.date_column]), long=True) if dated(table, row) else "",
        "source": await source(datasette, row),
        "pointing": others,
        "naming": [each for each in others if not each[0].parent],
        "withheld": withheld(said, [table, *said.parts(table.name)], owner(row)),
        "neighbours": await neighbours(datasette, said, table, row),
    }


def facts(said: Release, columns: list[Column], row: Any, labels: Any) -> list[Fact]:
    """The columns of a row in words, with what the agency wrote beside the code that it became."""
    names = {column.name for column in columns}
    found = []
    for column in columns:
        if column.name.endswith(RAW) and column.name.removesuffix(RAW) in names:
            continue
        wrote = row[column.name + RAW] if column.name + RAW in row.keys() else None  # noqa: SIM118  (as below)
        found.append(Fact(column, in_row(said, column, row, labels), str(wrote or "")))
    return found


def dated(table: Table, row: Any) -> bool:
    """Whether the record has a day in the column by which its table goes."""
    return bool(table.date_column in table.columns and row[table.date_column])


def told(said: Release, table: Table) -> list[Column]:
    """The columns that a page tells: all but keys, provenance and what is withheld."""
    whole_key = said.tables[table.parent].key if table.parent in said.tables else None
    silent = {table.key, whole_key, *PROVENANCE}
    return [column for column in table.public if column.name not in silent]


def whole(said: Release, table: Table, row: Any, labels: Any) -> tuple[str, str] | None:
    """(address, name) of the record that this one is a part of."""
    parent = said.tables.get(table.parent or "")
    if not parent or not parent.key or parent.key not in table.columns:
        return None
    key = str(row[parent.key])
    return f"/{DATABASE}/{parent.name}/{tilde_encode(key)}", labels.get((parent.name, key), key)


def named(said: Release, table: Table, row: Any, labels: Any) -> Cell | None:
    """The agency whose record this is, in words; None where the record is an agency or has none."""
    column = table.columns.get("agency_id")
    return cell(said, column, row[column.name], labels) if column and column.name != table.key else None


async def section(datasette: Any, said: Release, part: Table, by: dict[str, str], begin: str = "") -> Section:
    """The rows of a table that have these values: steps in time since `begin`, one by one when few, else a table."""
    order = escape_sqlite(part.date_column or part.key or next(iter(by)))
    condition = " and ".join(f"{escape_sqlite(name)} = ?" for name in by)
    condition = f"from {escape_sqlite(part.name)} where {condition}"
    db = datasette.get_database(DATABASE)
    count = (await db.execute(f"select count(*) {condition}", list(by.values()))).rows[0][0]
    if not count:
        return Section(part, 0)
    sql = f"select * {condition} order by {order} limit {PARTS_AT_MOST}"
    rows = (await db.execute(sql, list(by.values()))).rows
    columns = [column for column in part.shown if column.name not in (*by, *PROVENANCE)]
    labels = await names(datasette, said, columns, rows)
    lines = []
    for each in rows:
        own = facts(said, columns, each, labels)
        link = f"/{DATABASE}/{part.name}/{tilde_encode(str(each[part.key]))}" if part.key else ""
        days = timeline.between(begin, str(each[part.date_column])) if dated(part, each) else None
        lines.append((link, headline(said, part, each, labels), own, days))
    form = "steps" if part.date_column in part.columns else "articles" if count <= AS_ARTICLES else "table"
    return Section(part, count, lines, form, f"/{DATABASE}/{part.name}?{urlencode(by)}")


async def changed(datasette: Any, said: Release, table: Table, key: str) -> list[Section]:
    """What this record said otherwise in earlier releases: a section, or none where nothing changed."""
    changes = said.tables.get(said.portal.get("changes", ""))
    if changes is None:
        return []
    made = await section(
        datasette, said, changes, {changes.that_names("table"): table.name, changes.that_names("record"): key}
    )
    return [replace(made, form="table")] if made.count else []


async def source(datasette: Any, row: Any) -> dict[str, Any] | None:
    """The file that this record comes from: its name, line, day of receipt, checksum."""
    if "source_id" not in row.keys():  # noqa: SIM118  (a sqlite3.Row is searched by value otherwise)
        return None
    sql = "select * from _sources where source_id = ?"
    found = (await datasette.get_database(DATABASE).execute(sql, [row["source_id"]])).rows
    return dict(found[0]) | {"line": row["source_line"]} if found else None


async def pointing(datasette: Any, said: Release, table: Table, key: str) -> list[tuple[Table, Column, int, str]]:
    """Other records that point to this one: (table, by which column, how many, address of exactly these)."""
    found = []
    for other in said.tables.values():
        for column in other.public:
            if column.refers_to != table.name or other.parent == table.name:
                continue
            name = escape_sqlite(column.name)
            sql = f"select count(*) from {escape_sqlite(other.name)} where {name} = ?"
            count = (await datasette.get_database(DATABASE).execute(sql, [key])).rows[0][0]
            if count:
                found.append((other, column, count, f"/{DATABASE}/{other.name}?{column.name}={key}"))
    return found


def withheld(said: Release, tables: list[Table], agency: str) -> list[tuple[Table, Column, str, str]]:
    """What this agency gives and the portal does not publish: (table, column, why, address of the counts).

    What is never stored is told of every agency: nobody can know here any more whether one sends it.
    """
    found = []
    for table in tables:
        counts = said.tables.get(table.name + "_counts")
        for column in table.columns.values():
            if column.is_withheld and (agency in column.withheld_for or column.publish == "never"):
                why = f"{column.basis or 'Personal privacy'}. {HOW.get(column.publish, '')}".strip()
                link = f"/{DATABASE}/{counts.name}" if counts and column.publish == "counts" else ""
                found.append((table, column, why, link))
    return found


async def neighbours(datasette: Any, said: Release, table: Table, row: Any) -> dict[str, tuple[str, str]]:
    """The records before and after this one in time, within the same agency: {'earlier': (address, name)}."""
    if not dated(table, row):
        return {}
    when, key = escape_sqlite(table.date_column), escape_sqlite(table.key)
    same = " and agency_id = :agency" if "agency_id" in table.columns else ""
    params = {"day": row[table.date_column], "key": row[table.key]}
    params |= {"agency": row["agency_id"]} if same else {}
    found = {}
    for name, sign, order in (("earlier", "<", "desc"), ("later", ">", "asc")):
        sql = (
            f"select * from {escape_sqlite(table.name)} where ({when}, {key}) {sign} (:day, :key){same} "
            f"order by {when} {order}, {key} {order} limit 1"
        )
        rows = (await datasette.get_database(DATABASE).execute(sql, params)).rows
        if rows:
            link = f"/{DATABASE}/{table.name}/{tilde_encode(str(rows[0][table.key]))}"
            found[name] = (link, headline(said, table, rows[0]))
    return found
