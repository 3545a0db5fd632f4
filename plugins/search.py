"""One search over everything: records with full text, saved questions, and the meanings in the dictionary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from datasette.utils import escape_sqlite, tilde_encode

from plugins import release, typed
from plugins.cells import Cell, in_row
from plugins.choices import SEARCH
from plugins.described import Table
from plugins.labels import headline, names
from plugins.release import DATABASE, Release

SHOWN = 5


@dataclass(frozen=True)
class Hit:
    """One thing found: where it is, its name, and a line about it."""

    href: str
    name: str
    about: str


@dataclass(frozen=True)
class Group:
    """The hits of one sort, the first few of `count`, and the address of all of them."""

    title: str
    count: int
    unit: str
    hits: list[Hit]
    more: str = ""


async def page(datasette: Any, asked: str) -> dict[str, Any]:
    """What `search.html` needs: the groups that have hits, how many there are in all, or why nothing was looked for."""
    said = release.of(datasette)
    asked = asked.strip()[: typed.LONGEST]
    groups: list[Group] = []
    wordless = typed.NOTHING_LEFT.format(typed=asked) if asked and not typed.words(asked) else ""
    if asked and not wordless:
        for table in said.tables.values():
            if table.name in said.full_text:
                groups.append(await records(datasette, said, table, asked))
        groups += [questions(said, asked), meanings(said, asked)]
    found = [group for group in groups if group.count]
    return {"asked": asked, "wordless": wordless, "groups": found, "total": sum(group.count for group in found)}


async def records(datasette: Any, said: Release, table: Table, asked: str) -> Group:
    """The records of one table whose texts have every word asked for."""
    name, index = escape_sqlite(table.name), escape_sqlite(table.name + "_fts")
    db = datasette.get_database(DATABASE)
    matching = f"from {name} where rowid in (select rowid from {index} where {index} match escape_fts(:asked))"
    asked = typed.tidy(asked)
    count = (await db.execute(f"select count(*) {matching}", {"asked": asked})).rows[0][0]
    if not count:
        return Group(table.title, 0, table.unit_many, [])
    order = f"order by {escape_sqlite(table.date_column)} desc " if table.date_column in table.columns else ""
    rows = (await db.execute(f"select * {matching} {order}limit {SHOWN}", {"asked": asked})).rows
    labels = await names(datasette, said, table.shown, rows)
    hits = []
    for row in rows:
        cells = [in_row(said, column, row, labels) for column in table.shown[1:5]]
        href = f"/{DATABASE}/{table.name}/{tilde_encode(str(row[table.key]))}" if table.key else ""
        hits.append(Hit(href, headline(said, table, row, labels), "; ".join(told(cells))))
    return Group(table.title, count, table.unit(count), hits, f"/{DATABASE}/{table.name}?{urlencode({SEARCH: asked})}")


def told(cells: list[Cell]) -> list[str]:
    """The values worth a line: words, not marks or bare numbers."""
    return [each.text for each in cells if each.kind not in ("nr", "num", "held", "unm")]


def questions(said: Release, asked: str) -> Group:
    """Saved questions whose title or description has every word asked for."""
    hits = [
        Hit(f"/{DATABASE}/{each.name}", each.title, each.description or "")
        for each in said.questions.values()
        if has(asked, each.title, each.description)
    ]
    return Group("Questions", len(hits), "question" if len(hits) == 1 else "questions", hits[:SHOWN], "/questions")


def meanings(said: Release, asked: str) -> Group:
    """Tables, columns and codes whose name or meaning has every word asked for."""
    hits = []
    for table in said.tables.values():
        here = f"/dictionary/{table.name}"
        if has(asked, table.title, table.description):
            hits.append(Hit(here, table.title, table.description or ""))
        for column in table.columns.values():
            if has(asked, column.title, column.description):
                name = f"{column.title} ({table.title})"
                hits.append(Hit(f"{here}#{column.name}", name, column.description or ""))
    seen = set()
    for table in said.tables.values():
        for column in table.columns.values():
            if not column.codes or column.codes in seen:
                continue
            seen.add(column.codes)
            for code in said.codes.get(column.codes, {}).values():
                if not code.is_reserved and has(asked, code.label, code.definition, code.code.replace("_", " ")):
                    href = f"/dictionary/{table.name}#codes-{column.codes}"
                    hits.append(Hit(href, f"{code.label} ({column.title})", code.definition or ""))
    return Group("Dictionary", len(hits), "meaning" if len(hits) == 1 else "meanings", hits[: SHOWN * 2])


def has(asked: str, *texts: str | None) -> bool:
    """Whether every word asked for stands in one of the texts."""
    joined = " ".join(text.lower() for text in texts if text)
    return all(word.lower() in joined for word in typed.words(asked))
