"""The families of a release and their chapters: every public table stands in one, so that a page finds it there.

Parts and counts stand after their whole. A whole that no chapter names stands in a last chapter, which is made here;
in a family without chapters, that one bears the family's own words.
"""

from __future__ import annotations

import json

from ingest.schema import Chapter, Family, Kinds, Table
from publish import counts
from publish.select import is_public

_REST = ("More records", "Más registros", "", "")


def families(kinds: Kinds) -> list[tuple[object, ...]]:
    """The rows of `_families`."""
    return [
        (one.name, position, one.title, one.title_es, one.description, one.description_es, one.tells)
        for position, one in enumerate(kinds.families.values())
    ]


def rows(kinds: Kinds) -> list[tuple[object, ...]]:
    """The rows of `_chapters`. A chapter none of whose tables goes out is left out."""
    made: list[tuple[object, ...]] = []
    for family in kinds.families.values():
        told = [(chapter, _tables(chapter, family, kinds)) for chapter in (*family.chapters, _rest(family, kinds))]
        for position, (one, tables) in enumerate((one, tables) for one, tables in told if tables or one.also):
            words = (one.title, one.title_es, one.description, one.description_es)
            also = [thread for thread in one.also if is_public(kinds.tables[thread[0]])]
            made.append((family.name, position, *words, json.dumps(tables), json.dumps(also)))
    return made


def _rest(family: Family, kinds: Kinds) -> Chapter:
    """The tables that no chapter names, alone or with their whole."""
    own = [table for table in kinds.tables.values() if table.family == family.name]
    inside = {table.name for table in own}
    tables = [table.name for table in own if table.name not in _named(family) and table.parent not in inside]
    words = _REST if family.chapters else (family.title, family.title_es, family.description, family.description_es)
    return Chapter(*words, tuple(tables))


def _tables(chapter: Chapter, family: Family, kinds: Kinds) -> list[str]:
    return [name for table in chapter.tables for name in _with_parts(kinds.tables[table], family, kinds)]


def _with_parts(table: Table, family: Family, kinds: Kinds) -> list[str]:
    """The public tables of one kind, then those of its parts, but for parts that have a place of their own."""
    made = [table.name] if is_public(table) else []
    made += [counts.name_of(table)] if counts.counted(table) else []
    for part in kinds.parts(table.name):
        if part.family == family.name and part.name not in _named(family):
            made += _with_parts(part, family, kinds)
    return made


def _named(family: Family) -> set[str]:
    return {table for chapter in family.chapters for table in chapter.tables}
