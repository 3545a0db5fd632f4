"""What a release says of itself, so that whoever serves it needs nothing else: its tables, columns, codes, questions."""

from __future__ import annotations

import json
import sqlite3

from ingest.portal import Portal
from ingest.schema import AGENCY, Column, Kinds, Table
from publish import counts
from publish.select import is_public, public_columns
from publish.tables import held

_SHAPES = {
    "_families": "name TEXT PRIMARY KEY, position INTEGER, title TEXT, title_es TEXT, description TEXT, description_es TEXT",
    "_tables": "name TEXT PRIMARY KEY, family TEXT, position INTEGER, title TEXT, title_es TEXT, description TEXT, description_es TEXT,"
    " unit_one TEXT, unit_many TEXT, unit_one_es TEXT, unit_many_es TEXT, key TEXT, parent TEXT, date_column TEXT,"
    " is_counts INTEGER, facets TEXT, search TEXT, shows TEXT, links TEXT, rows INTEGER, units INTEGER, held INTEGER, held_until TEXT",
    "_columns": "table_name TEXT, name TEXT, position INTEGER, title TEXT, title_es TEXT, description TEXT, description_es TEXT, type TEXT,"
    " publish TEXT, codes TEXT, refers_to TEXT, derived TEXT, from_column TEXT, example TEXT, is_withheld INTEGER,"
    " PRIMARY KEY (table_name, name)",
    "_codes": "list TEXT, code TEXT, position INTEGER, label TEXT, label_es TEXT, definition TEXT, definition_es TEXT, until TEXT,"
    " properties TEXT, PRIMARY KEY (list, code)",
    "_questions": "name TEXT PRIMARY KEY, family TEXT, table_name TEXT, position INTEGER, title TEXT, title_es TEXT, description TEXT,"
    " description_es TEXT, unit TEXT, unit_es TEXT, caveat TEXT, caveat_es TEXT, sql TEXT",
    "_rules": "table_name TEXT, name TEXT, says TEXT, says_es TEXT, PRIMARY KEY (table_name, name)",
    "_portal": "key TEXT PRIMARY KEY, value TEXT",
}
_RESERVED_FROM = 900
_COUNT_WORDS = {  # what the columns of a count table are, in both languages
    AGENCY: ("Agency", "Agencia", "Who keeps these records.", "Quién guarda estos registros."),
    "year": (
        "Year",
        "Año",
        "The year of the record that these people are part of.",
        "El año del registro del que forman parte estas personas.",
    ),
    "characteristic": (
        "Counted by",
        "Contado por",
        "What these people were counted by.",
        "Según qué se contó a estas personas.",
    ),
    "value": ("Group", "Grupo", "The group that is counted.", "El grupo que se cuenta."),
    "people": (
        "People",
        "Personas",
        "How many. Empty when the count is withheld.",
        "Cuántas. Vacío cuando la cuenta se retiene.",
    ),
    "is_withheld": (
        "Withheld",
        "Retenido",
        "Yes when the count is between 1 and 10, or would give such a count away.",
        "Sí cuando la cuenta está entre 1 y 10, o revelaría una cuenta así.",
    ),
}


def names() -> tuple[str, ...]:
    return tuple(_SHAPES)


def write(connection: sqlite3.Connection, kinds: Kinds, portal: Portal, facts: dict[str, str]) -> None:
    """Make and fill the tables of words. `facts` are the release's own: its number, its day, the release before it."""
    for name, shape in _SHAPES.items():
        connection.execute(f"CREATE TABLE main.{name} ({shape})")
    _put(
        connection,
        "_families",
        [
            (family.name, position, family.title, family.title_es, family.description, family.description_es)
            for position, family in enumerate(kinds.families.values())
        ],
    )
    tables, columns = [], []
    for position, table in enumerate(kinds.tables.values()):
        if is_public(table):
            tables.append(_table(connection, table, kinds, position * 2, facts["as_of"]))
            columns += _columns(table, kinds)
        if counts.counted(table):
            tables.append(_count_table(connection, table, position * 2 + 1))
            columns += _count_columns(table)
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
            )
            for position, (table, one) in enumerate(
                (table, one) for table in kinds.tables.values() for one in table.questions
            )
        ],
    )
    _put(
        connection,
        "_rules",
        [(table.name, rule.name, rule.says, rule.says_es) for table in kinds.tables.values() for rule in table.rules],
    )
    _put(connection, "_portal", list({**portal.words, "is_fictional": str(int(portal.is_fictional)), **facts}.items()))


def _put(connection: sqlite3.Connection, name: str, rows: list[tuple[object, ...]]) -> None:
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
        rows,
        units,
        *held(connection, table, as_of),
    )


def _count_table(connection: sqlite3.Connection, table: Table, position: int) -> tuple[object, ...]:
    rows = connection.execute(f"SELECT count(*) FROM main.[{counts.name_of(table)}]").fetchone()[0]
    about = "Counts only. A count from 1 to 10 is withheld, and so is any other that would give it away."
    about_es = "Solo cuentas. Se retiene toda cuenta de 1 a 10, y cualquier otra que la revele."
    return (
        counts.name_of(table),
        table.family,
        position,
        f"{table.title}, counted",
        f"{table.title_es}, cuentas",
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
        json.dumps(list(counts.COLUMNS)),
        "[]",
        rows,
        rows,
        0,
        None,
    )


def _columns(table: Table, kinds: Kinds) -> list[tuple[object, ...]]:
    made: list[tuple[object, ...]] = []
    public = public_columns(table, kinds)
    for position, one in enumerate(public):
        column = one.column or table.columns.get(one.name.removesuffix("_raw"))
        is_raw = one.column is None and column is not None
        words = _words(one.name, column, table, kinds, is_raw)
        made.append(
            (
                table.name,
                one.name,
                position,
                *words,
                column.type if column and not is_raw else _type(one.sql_type),
                column.publish if column else "open",
                (column.codes or None) if column and not is_raw else None,
                kinds.foreign(table).get(one.name),
                one.derived or None,
                _from(one.name, column, table),
                column.example if column else "",
                0,
            )
        )
    shown = {one.name for one in public}
    for position, column in enumerate(table.columns.values(), len(public)):
        if column.name not in shown:
            made.append(
                (
                    table.name,
                    column.name,
                    position,
                    column.title,
                    column.title_es,
                    column.description,
                    column.description_es,
                    column.type,
                    column.publish,
                    column.codes or None,
                    column.refers_to or None,
                    None,
                    None,
                    "",
                    1,
                )
            )
    return made


def _words(name: str, column: Column | None, table: Table, kinds: Kinds, is_raw: bool) -> tuple[str, str, str, str]:
    if column and not is_raw:
        return column.title, column.title_es, column.description, column.description_es
    if column:
        return (
            f"{column.title}, as written",
            f"{column.title_es}, tal como se escribió",
            "What the agency wrote, letter for letter.",
            "Lo que escribió la agencia, letra por letra.",
        )
    other = kinds.foreign(table).get(name)
    if other:
        unit = kinds.tables[other].unit
        return (
            unit.one.capitalize(),
            unit.one_es.capitalize(),
            f"The {unit.one} that this record points to.",
            "El registro al que apunta este.",
        )
    if name == table.key:
        return (
            "Public number",
            "Número público",
            "A made-up number that names this record for ever. It is not the agency's case number.",
            "Un número inventado que nombra este registro para siempre. No es el número de caso de la agencia.",
        )
    return {
        AGENCY: ("Agency", "Agencia", "Who keeps this record.", "Quién guarda este registro."),
        "source_id": (
            "Source file",
            "Archivo de origen",
            "The file this record came from.",
            "El archivo del que vino este registro.",
        ),
    }.get(
        name,
        (
            "Line in the file",
            "Línea del archivo",
            "The line of that file where this record begins.",
            "La línea de ese archivo donde empieza este registro.",
        ),
    )


def _type(sql_type: str) -> str:
    return "integer" if sql_type == "INTEGER" else "string"


def _from(name: str, column: Column | None, table: Table) -> str | None:
    if column is None:
        return None
    return next((other.name for other in table.columns.values() if name in other.coarsen), None) or (
        column.follows or column.gathers or column.counts or None
    )


def _count_columns(table: Table) -> list[tuple[object, ...]]:
    kinds_ = {"year": "integer", "people": "integer", "is_withheld": "boolean"}
    return [
        (
            counts.name_of(table),
            name,
            position,
            *_COUNT_WORDS[name],
            kinds_.get(name, "string"),
            "open",
            None,
            None,
            "counted",
            None,
            "",
            0,
        )
        for position, name in enumerate(counts.COLUMNS)
    ]


def _codes(kinds: Kinds) -> list[tuple[object, ...]]:
    used = {column.codes for table in kinds.tables.values() for column in table.columns.values() if column.codes}
    return [
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
