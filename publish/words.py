"""What a release says of itself, so that whoever serves it needs nothing else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict

from ingest.portal import Portal
from ingest.schema import AGENCY, Kinds, Table
from publish import changes, chapters, counts, describe, waiting
from publish.describe import TABLES
from publish.select import is_public, public_columns

_BOTH = "title TEXT, title_es TEXT, description TEXT, description_es TEXT"
_SHAPES = {
    "_families": f"name TEXT PRIMARY KEY, position INTEGER, {_BOTH}, tells TEXT",
    "_chapters": f"family TEXT, position INTEGER, {_BOTH}, tables TEXT, also TEXT, PRIMARY KEY (family, position)",
    "_tables": f"name TEXT PRIMARY KEY, family TEXT, position INTEGER, {_BOTH}, unit_one TEXT, unit_many TEXT,"
    " unit_one_es TEXT, unit_many_es TEXT, key TEXT, parent TEXT, date_column TEXT, is_counts INTEGER, facets TEXT,"
    " search TEXT, shows TEXT, links TEXT, claim TEXT, maxim TEXT, maxim_es TEXT, near TEXT, rows INTEGER,"
    " units INTEGER, held INTEGER, held_until TEXT, held_of TEXT, facts_held INTEGER, facts_held_until TEXT,"
    " facts_held_of TEXT",
    "_columns": f"table_name TEXT, name TEXT, position INTEGER, {_BOTH}, type TEXT, publish TEXT, codes TEXT,"
    " refers_to TEXT, derived TEXT, from_column TEXT, example TEXT, is_withheld INTEGER, waits_for TEXT,"
    " is_protected INTEGER, withheld_for TEXT, names TEXT, basis TEXT,"
    " basis_es TEXT,"
    " PRIMARY KEY (table_name, name)",
    "_codes": "list TEXT, code TEXT, position INTEGER, label TEXT, label_es TEXT, definition TEXT, definition_es TEXT,"
    " until TEXT, properties TEXT, PRIMARY KEY (list, code)",
    "_questions": f"name TEXT PRIMARY KEY, family TEXT, table_name TEXT, position INTEGER, {_BOTH}, unit TEXT,"
    " unit_es TEXT, caveat TEXT, caveat_es TEXT, sql TEXT, year_columns TEXT, ranges TEXT",
    "_answers": "question TEXT, name TEXT, title TEXT, title_es TEXT, PRIMARY KEY (question, name)",
    "_rules": "table_name TEXT, name TEXT, says TEXT, says_es TEXT, PRIMARY KEY (table_name, name)",
    "_portal": "key TEXT PRIMARY KEY, value TEXT",
}
_RESERVED_FROM = 900


def names() -> tuple[str, ...]:
    """The tables of words."""
    return tuple(_SHAPES)


def write(connection: sqlite3.Connection, kinds: Kinds, portal: Portal, facts: dict[str, str]) -> None:
    """Make and fill the tables of words. `facts` are the release's own: its number, its day, the release before it."""
    for name, shape in _SHAPES.items():
        connection.execute(f"CREATE TABLE main.{name} ({shape})")
    _put(connection, "_families", chapters.families(kinds))
    _put(connection, "_chapters", chapters.rows(kinds))
    tables, columns = [], []
    for position, table in enumerate(kinds.tables.values()):
        if is_public(table):
            tables.append(_table(connection, table, kinds, position * 2, facts["as_of"]))
            columns += describe.columns(connection, table, kinds, facts["as_of"])
        if counts.counted(table):
            tables.append(_count_table(connection, table, kinds, position * 2 + 1))
            columns += describe.count_columns(connection, table, kinds)
    _put(connection, "_tables", tables)
    _put(connection, "_columns", columns)
    _put(connection, "_codes", _codes(kinds))
    _put(
        connection,
        "_questions",
        [
            (
                one.name,
                table.family,
                table.name,
                position,
                one.title,
                one.title_es,
                one.description,
                one.description_es,
                one.unit,
                one.unit_es,
                one.caveat,
                one.caveat_es,
                one.sql,
                json.dumps(one.year),
                json.dumps({column: asdict(made) for column, made in one.ranges.items()}),
            )
            for position, (table, one) in enumerate(
                (table, one) for table in kinds.tables.values() for one in table.questions
            )
        ],
    )
    _put(connection, "_answers", _answers(kinds))
    _put(
        connection,
        "_rules",
        [(table.name, rule.name, rule.says, rule.says_es) for table in kinds.tables.values() for rule in table.rules],
    )
    facts = facts | {
        "changes": " ".join(table.name for table in kinds.tables.values() if table.made == changes.CHANGED)
    }
    _put(connection, "_portal", list({**portal.words, "is_fictional": str(int(portal.is_fictional)), **facts}.items()))


def _put(connection: sqlite3.Connection, name: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        connection.executemany(f"INSERT INTO main.{name} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _table(connection: sqlite3.Connection, table: Table, kinds: Kinds, position: int, as_of: str) -> tuple[object, ...]:
    whole = f"count(DISTINCT [{kinds.key_of(table.parent)}])" if table.parent else "count(*)"
    rows, units = connection.execute(f"SELECT count(*), {whole} FROM main.[{table.name}]").fetchone()
    unit, there = table.unit, {public.name for public in public_columns(table, kinds)}
    listed = [
        json.dumps([name for name in names_ if name in there]) for names_ in (table.facets, table.search, table.shows)
    ]
    return (
        table.name,
        table.family,
        position,
        table.title,
        table.title_es,
        table.description,
        table.description_es,
        unit.one,
        unit.many,
        unit.one_es,
        unit.many_es,
        table.key,
        table.parent,
        table.date,
        0,
        *listed,
        json.dumps(table.links),
        json.dumps(table.claim),
        table.maxim,
        table.maxim_es,
        json.dumps(table.near),
        rows,
        units,
        *waiting.rows(connection, table, kinds, as_of),
        *waiting.facts(connection, table, kinds, as_of),
    )


def _count_table(connection: sqlite3.Connection, table: Table, kinds: Kinds, position: int) -> tuple[object, ...]:
    rows = connection.execute(f"SELECT count(*) FROM main.[{counts.name_of(table)}]").fetchone()[0]
    about = (
        "Counts only. A count from 1 to 10 is withheld, and so is any other that would give it away. Not recorded: the"
        " agency's file has no such column, or left it empty."
    )
    about_es = (
        "Solo recuentos. Se retiene todo recuento de 1 a 10, y cualquier otro que lo revele. Sin registrar: el archivo"
        " de la agencia no tiene esa columna o la dejó vacía."
    )
    return (
        counts.name_of(table),
        table.family,
        position,
        f"{table.title}, counted",
        f"{table.title_es}, recuentos",
        about,
        about_es,
        "group of people",
        "groups of people",
        "grupo de personas",
        "grupos de personas",
        "",
        table.parent or table.name,
        "",
        1,
        json.dumps([AGENCY, "year", "characteristic", "value"]),
        "[]",
        json.dumps(list(counts.columns(kinds))),
        "[]",
        "{}",
        "",
        "",
        "{}",
        rows,
        rows,
        *waiting.Waiting(),
        *waiting.Waiting(),
    )


def _answers(kinds: Kinds) -> list[tuple[object, ...]]:
    """The titles of columns of answers: those of one question, and, under no question, those of all."""
    own = [(one.name, one.columns) for table in kinds.tables.values() for one in table.questions]
    return [
        (name, column, said.en, said.es) for name, all_ in [("", kinds.answers), *own] for column, said in all_.items()
    ]


def _codes(kinds: Kinds) -> list[tuple[object, ...]]:
    used = {column.codes for table in kinds.tables.values() for column in table.columns.values() if column.codes}
    made: list[tuple[object, ...]] = [
        (TABLES, one.name, position, one.title, one.title_es, one.description, one.description_es, None, "{}")
        for position, one in enumerate(filter(is_public, kinds.tables.values()))
    ]
    return made + [
        (
            name,
            code.code,
            position,
            code.label,
            code.label_es,
            code.definition,
            code.definition_es,
            code.until or None,
            json.dumps(code.properties),
        )
        for name in sorted(used)
        for start, listed in ((0, kinds.codes[name].codes), (_RESERVED_FROM, kinds.codes[name].reserved))
        for position, code in enumerate(listed.values(), start)
    ]
