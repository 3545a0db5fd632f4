"""The release being served: every word it says about itself, read once and kept.

A release is one immutable file, `records.db`. Beside its records it carries `_tables`, `_columns`, `_codes`,
`_questions`, `_rules`, `_families`, `_chapters` and `_portal`. Every page is made from these, so no page knows a
column by name.

`of(datasette)` gives the `Release` that a server has open. It is read in one language: where a word has a
translation (`title_es`), the translation stands in `title`. A missing translation falls back to English.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from plugins.described import RESERVED, Chapter, Code, Column, Family, Question, Range, Rule, Table

DATABASE = "records"
Row = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Release:
    """All the words of one release, in one language."""

    folder: Path
    lang: str
    portal: dict[str, str]
    families: list[Family]
    chapters: list[Chapter]
    tables: dict[str, Table]
    codes: dict[str, dict[str, Code]]
    questions: dict[str, Question]
    answers: dict[tuple[str, str], str]  # (question or "" for all, column of its answer): its title
    rules: list[Rule]
    full_text: frozenset[str]  # tables that can be searched

    @property
    def is_fictional(self) -> bool:
        return bool(self.portal.get("fictional"))

    @property
    def number(self) -> str:
        return self.portal.get("release", "")

    def names_of(self, characteristic: str) -> list[Column]:
        """The columns that a count table counts by under this name, those with codes first."""
        found = [table.columns[characteristic] for table in self.tables.values() if characteristic in table.columns]
        return sorted(found, key=lambda column: not column.codes)

    def of_family(self, family: str) -> list[Table]:
        return [table for table in self.tables.values() if table.family == family]

    def is_told(self, name: str) -> bool:
        """Whether the record pages of a table tell the story of some family."""
        return any(family.tells == name for family in self.families)

    def chapters_of(self, family: str) -> list[tuple[Chapter, list[Table]]]:
        """The chapters of a family with their tables; those that have none of their own are told in a story only."""
        found = [chapter for chapter in self.chapters_told(family) if chapter.tables]
        return [(chapter, self.tables_of(chapter)) for chapter in found]

    def chapters_told(self, family: str) -> list[Chapter]:
        """All the chapters of a family."""
        return [chapter for chapter in self.chapters if chapter.family == family]

    def tables_of(self, chapter: Chapter) -> list[Table]:
        return [self.tables[name] for name in chapter.tables if name in self.tables]

    def parts(self, name: str) -> list[Table]:
        """The tables whose rows are parts of one row of `name`."""
        return [each for each in self.tables.values() if each.parent == name and not each.is_counts]

    def rules_of(self, table: Table) -> list[Rule]:
        """The checks of a table. Those of rows that are only counted stand with their counts."""
        names = {table.name, *({table.name.removesuffix("_counts")} - set(self.tables) if table.is_counts else ())}
        return [rule for rule in self.rules if rule.table_name in names]

    @property
    def manifest(self) -> dict[str, Any]:
        """What the manifest beside the records says; empty where there is none."""
        try:
            return dict(json.loads((self.folder / "manifest.json").read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def code(self, column: Column, value: Any) -> Code | None:
        return self.codes.get(column.codes or "", {}).get(str(value))

    def top(self, table: Table) -> Table:
        """The table of whole records that the rows of `table` belong to; `table` itself if it is whole."""
        while table.parent and table.parent in self.tables:
            table = self.tables[table.parent]
        return table


def of(datasette: Any, lang: str = "en") -> Release:
    """The release that this server has open."""
    return read(str(datasette.get_database(DATABASE).path), lang)


@lru_cache(maxsize=8)
def read(path: str, lang: str = "en") -> Release:
    """Read the words of the release whose `records.db` is at `path`. An immutable file never needs a second look."""
    connection = sqlite3.connect(f"file:{quote(path)}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        return _read(connection, Path(path).parent, lang)
    finally:
        connection.close()


def _read(connection: sqlite3.Connection, folder: Path, lang: str) -> Release:
    def rows(table: str, order: str) -> list[Row]:
        found = connection.execute(f"select * from {table} order by {order}")
        return [_in_language(dict(row), lang) for row in found]

    columns: dict[str, dict[str, Column]] = {}
    for row in rows("_columns", "table_name, position"):
        column = _make(Column, row | {"withheld_for": frozenset((row.get("withheld_for") or "").split())})
        columns.setdefault(column.table_name, {})[column.name] = column
    families = [_make(Family, row) for row in rows("_families", "position")]
    tables = [_table(row, columns) for row in rows("_tables", "position")]
    present = connection.execute("select name from sqlite_master where type = 'table'")
    names = {row[0] for row in present}
    told = rows("_chapters", "family, position") if "_chapters" in names else []
    titled = rows("_answers", "question, name") if "_answers" in names else []
    chapters = [_chapter(row) for row in told] or [_only(family, tables) for family in families]
    order = {name: (chapter.position, place) for chapter in chapters for place, name in enumerate(chapter.tables)}
    first = {family.name: family.position for family in families}
    tables.sort(key=lambda table: (first.get(table.family, len(first)), order.get(table.name, (len(order), 0))))
    for table in tables:  # keys and links are columns too, also where `_columns` says nothing about them
        for name, kind in connection.execute(f"select name, lower(type) from pragma_table_info('{table.name}')"):
            said = Column(table.name, name, name.replace("_", " ").capitalize(), RESERVED, type=kind or "string")
            table.columns.setdefault(name, said)
        for _, _, target, source, *_ in connection.execute(f"pragma foreign_key_list('{table.name}')"):
            if table.columns[source].refers_to is None:
                table.columns[source] = replace(table.columns[source], refers_to=target)
    codes: dict[str, dict[str, Code]] = {}
    for row in rows("_codes", "list, position"):
        codes.setdefault(row["list"], {})[row["code"]] = _make(Code, row)
    return Release(
        folder=folder,
        lang=lang,
        portal={row["key"]: str(row["value"] or "") for row in rows("_portal", "key")},
        families=families,
        chapters=chapters,
        tables={table.name: table for table in tables},
        codes=codes,
        questions={row["name"]: _question(row) for row in rows("_questions", "position, name")},
        answers={(row["question"], row["name"]): row["title"] for row in titled},
        rules=[_make(Rule, row) for row in rows("_rules", "table_name, name")],
        full_text=frozenset(table.name for table in tables if table.name + "_fts" in names),
    )


def _in_language(row: Row, lang: str) -> Row:
    if lang == "en":
        return row
    ending = "_" + lang
    return row | {key[: -len(ending)]: said for key, said in row.items() if key.endswith(ending) and said}


def _make(kind: type[T], row: Row) -> T:
    """A dataclass from a row; what the row leaves out or says NULL to keeps its default."""
    known = {each.name for each in fields(kind)}  # type: ignore[arg-type]  # every T is a dataclass
    return kind(**{key: value for key, value in row.items() if key in known and value is not None})


def _table(row: Row, columns: dict[str, dict[str, Column]]) -> Table:
    lists = {key: tuple(json.loads(row[key] or "[]")) for key in ("facets", "search", "shows", "links")}
    of = {key: json.loads(row.get(key) or "{}") for key in ("held_of", "facts_held_of", "claim", "near")}
    return _make(Table, row | lists | of | {"columns": columns.get(row["name"], {})})


def _question(row: Row) -> Question:
    """A question. A release made before questions said what their year chooses by, and their ranges, says none."""
    made = json.loads(row.get("ranges") or "{}")
    ranges = {name: Range(said["of"], tuple(said["out_of"]), said["for_every"]) for name, said in made.items()}
    return _make(Question, row | {"year_columns": tuple(json.loads(row.get("year_columns") or "[]")), "ranges": ranges})


def _chapter(row: Row) -> Chapter:
    also = tuple(tuple(each) for each in json.loads(row.get("also") or "[]"))
    return _make(Chapter, row | {"tables": tuple(json.loads(row["tables"])), "also": also})


def _only(family: Family, tables: list[Table]) -> Chapter:
    """The one chapter of a family in a release that says nothing of chapters."""
    return Chapter(family.name, family.title, tables=tuple(each.name for each in tables if each.family == family.name))
