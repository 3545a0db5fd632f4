"""`kinds/families.yml`: which families there are, and how each tells its tables as a story, chapter by chapter.

A chapter names tables of its own family that are there; anything else is a `Stop` with the chapter's line. The order in
which the chapters tell the tables is the order in which people read them.
"""

from __future__ import annotations

from pathlib import Path

from ingest.asked import PAGE
from ingest.plain import Map, load, nearest
from ingest.problems import stop
from ingest.schema import Chapter, Family, Kinds, Table

_CHAPTER = frozenset(("title", "title_es", "description", "description_es", "tables", "also"))
_FAMILY = _CHAPTER - {"tables", "also"} | {"tells", "chapters"}
_THREAD = ("table", "column", "code")


def load_families(folder: Path, root: Path) -> dict[str, Family]:
    """The families of a `kinds/` folder, in their order. Raises `Stop`, also for a folder that is no family's."""
    said = load(folder / "families.yml", root)
    homes = {path.stem: path.parent.name for path in sorted(folder.glob("*/*.yml"))}
    for table, family in homes.items():
        if family not in said:
            where = (folder / family / f"{table}.yml").relative_to(root).as_posix()
            raise stop("word", where, word=family, page="kinds/families.yml", nearest=nearest(family, said))
    return {name: _family(name, said.map(name), homes) for name in said}


def told(family: Family, kinds: Kinds) -> list[tuple[Chapter | None, list[Table]]]:
    """Each chapter of a family with its tables, parts after their whole; the rest stands last, with None."""
    named = {table for chapter in family.chapters for table in chapter.tables}
    own = {table.name for table in kinds.tables.values() if table.family == family.name}

    def with_parts(table: Table) -> list[Table]:
        parts = [part for part in kinds.parts(table.name) if part.name in own - named]
        return [table, *(below for part in parts for below in with_parts(part))]

    rest = [kinds.tables[name] for name in kinds.tables if name in own - named and kinds.tables[name].parent not in own]
    made: list[tuple[Chapter | None, list[Table]]] = [
        (chapter, [below for name in chapter.tables for below in with_parts(kinds.tables[name])])
        for chapter in family.chapters
    ]
    made.append((None, [below for table in rest for below in with_parts(table)]))
    return [(chapter, tables) for chapter, tables in made if tables]


def reading_order(kinds: Kinds) -> list[Table]:
    """Every table, once, as the families and their chapters tell them."""
    return [table for one in kinds.families.values() for _, tables in told(one, kinds) for table in tables]


def _family(name: str, said: Map, homes: dict[str, str]) -> Family:
    said.known(_FAMILY, PAGE)
    if said.text("tells") not in {"", *homes}:
        raise _no_table(said, "tells", said.text("tells"), list(homes))
    lines: dict[str, int] = {}  # table -> the line of the chapter that names it
    return Family(
        name,
        said.text("title"),
        said.text("title_es"),
        said.text("description"),
        said.text("description_es"),
        tells=said.text("tells"),
        chapters=tuple(_chapter(name, one, homes, lines) for one in said.maps("chapters")),
    )


def _chapter(family: str, said: Map, homes: dict[str, str], lines: dict[str, int]) -> Chapter:
    said.known(_CHAPTER, PAGE)
    threads = tuple(_thread(one, family, homes) for one in said.maps("also"))
    said.need("title", "title_es", *(() if threads else ("tables",)), page=PAGE)
    own = [table for table, home in homes.items() if home == family]
    for table in said.texts("tables"):
        if table not in own:
            raise _no_table(said, "tables", table, own)
        if table in lines:
            raise said.slip("yaml-twice", "tables", word=table, first=lines[table])
        lines[table] = said.lines["tables"]
    return Chapter(
        said.text("title"),
        said.text("title_es"),
        said.text("description"),
        said.text("description_es"),
        said.texts("tables"),
        threads,
    )


def _thread(said: Map, family: str, homes: dict[str, str]) -> tuple[str, str, str]:
    """Some records of a table of this family: those with one code in one column."""
    said.known(frozenset(_THREAD), PAGE)
    said.need(*_THREAD, page=PAGE)
    own = [table for table, home in homes.items() if home == family]
    if said.text("table") not in own:
        raise _no_table(said, "table", said.text("table"), own)
    return said.text("table"), said.text("column"), said.text("code")


def _no_table(said: Map, word: str, table: str, known: list[str]) -> Exception:
    return said.slip("no-table", word, table=table, known=", ".join(known), nearest=nearest(table, known))
