"""What each public column is, in both languages: the rows of `_columns`."""

from __future__ import annotations

from ingest.schema import RELEASE_ON, Column, Kinds, Table
from publish import counts
from publish.select import is_held_of_protected, is_public, public_columns

TABLES = "tables"  # the list of codes that names every table


def columns(table: Table, kinds: Kinds) -> list[tuple[object, ...]]:
    """The rows of `_columns` for one table: what is public, then what is withheld."""
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
                _codes(column) if column and not is_raw else None,
                kinds.foreign(table).get(one.name),
                one.derived or None,
                _from(one.name, column, table),
                column.example if column else "",
                0,
                RELEASE_ON if column and column.publish == "later" else None,
                int(bool(column and is_held_of_protected(column, table))),
                (column.names or None) if column else None,
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
                    None,
                    0,
                    None,
                )
            )
    return made


def _codes(column: Column) -> str | None:
    """The list that a column's codes are of; the names of tables are one too, in every release."""
    return column.codes or (TABLES if column.names == "table" else None)


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
    return _four(kinds.shared["record"][name])


def _type(sql_type: str) -> str:
    return "integer" if sql_type == "INTEGER" else "string"


def _from(name: str, column: Column | None, table: Table) -> str | None:
    if column is None:
        return None
    return next((other.name for other in table.columns.values() if name in other.coarsen), None) or (
        column.follows or column.gathers or column.counts or None
    )


def count_columns(table: Table, kinds: Kinds) -> list[tuple[object, ...]]:
    """The rows of `_columns` for a table's count table; for a table that goes out in no other way, its columns too."""
    name = counts.name_of(table)
    made: list[tuple[object, ...]] = [
        (
            name,
            column.name,
            position,
            *_four(column),
            column.type,
            "open",
            None,
            None,
            "counted",
            None,
            "",
            0,
            None,
            0,
            None,
        )
        for position, column in enumerate(kinds.shared["counts"].values())
    ]
    hidden = table.columns.values() if not is_public(table) else ()
    for position, column in enumerate(hidden, len(made)):
        codes, points = column.codes or None, column.refers_to or None
        words = _four(column)
        made.append(
            (
                name,
                column.name,
                position,
                *words,
                column.type,
                "counts",
                codes,
                points,
                None,
                None,
                "",
                1,
                None,
                0,
                None,
            )
        )
    return made


def _four(column: Column) -> tuple[str, str, str, str]:
    return column.title, column.title_es, column.description, column.description_es
