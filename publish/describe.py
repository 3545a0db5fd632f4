"""What each public column is, in both languages: the rows of `_columns`."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from ingest.schema import RELEASE_ON, Column, Kinds, Table
from publish import counts
from publish.given import withheld_for
from publish.select import Public, is_held_of_protected, is_public, public_columns

TABLES = "tables"  # the list of codes that names every table


class Row(NamedTuple):
    """One row of `_columns`, its columns in their order."""

    table_name: str
    name: str
    position: int
    title: str
    title_es: str
    description: str
    description_es: str
    type: str
    publish: str
    codes: str | None = None
    refers_to: str | None = None
    derived: str | None = None
    from_column: str | None = None
    example: str = ""
    is_withheld: int = 0
    waits_for: str | None = None
    is_protected: int = 0
    withheld_for: str = ""
    names: str | None = None
    basis: str = ""
    basis_es: str = ""


def columns(connection: sqlite3.Connection, table: Table, kinds: Kinds, as_of: str) -> list[Row]:
    """The rows of `_columns` for one table: what is public, then what is withheld."""
    public = public_columns(table, kinds)
    made = [_public(one, position, table, kinds) for position, one in enumerate(public)]
    shown = {one.name for one in public}
    hidden = enumerate(table.columns.values(), len(public))
    made += [_withheld(table.name, one, position, one.publish) for position, one in hidden if one.name not in shown]
    return [_why(connection, row, table, kinds, as_of) for row in made]


def _why(connection: sqlite3.Connection, row: Row, table: Table, kinds: Kinds, as_of: str) -> Row:
    """A row with the agencies of which something in this column is withheld, and the reason."""
    column = table.columns.get(row.name) or table.columns.get(row.name.removesuffix("_raw"))
    if column is None or table.made:
        return row
    source = _source(column, table)
    agencies = " ".join(withheld_for(connection, table, source, not row.is_withheld, as_of))
    reason = kinds.bases.get(source.basis)
    words = (reason.label, reason.label_es) if reason else ("", "")
    return row._replace(withheld_for=agencies, basis=words[0], basis_es=words[1])


def _source(column: Column, table: Table) -> Column:
    """The column whose level a column has: its own, or that of the code that it is looked up from."""
    return table.columns[column.follows.partition(".")[0]] if column.follows else column


def _public(one: Public, position: int, table: Table, kinds: Kinds) -> Row:
    column = one.column or table.columns.get(one.name.removesuffix("_raw"))
    is_raw = one.column is None and column is not None
    row = Row(
        table.name,
        one.name,
        position,
        *_words(one.name, column, table, kinds, is_raw),
        type=column.type if column and not is_raw else _type(one.sql_type),
        publish=column.publish if column else "open",
        refers_to=kinds.foreign(table).get(one.name),
        derived=one.derived or None,
        from_column=_from(one.name, column, table),
    )
    if column is None:
        return row
    return row._replace(
        codes=None if is_raw else _codes(column),
        example=column.example,
        waits_for=RELEASE_ON if column.publish == "later" else None,
        is_protected=int(is_held_of_protected(_source(column, table), table)),
        names=column.names or None,
    )


def _withheld(table: str, column: Column, position: int, publish: str) -> Row:
    row = Row(table, column.name, position, *_four(column), column.type, publish, is_withheld=1)
    return row._replace(codes=column.codes or None, refers_to=column.refers_to or None)


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
    if column.works_out:
        return ", ".join(column.works_out[1:])
    return next((other.name for other in table.columns.values() if name in other.coarsen), None) or (
        column.follows or column.gathers or column.counts or None
    )


def count_columns(connection: sqlite3.Connection, table: Table, kinds: Kinds) -> list[Row]:
    """The rows of `_columns` for a table's count table; for a table that goes out in no other way, its columns too."""
    name = counts.name_of(table)
    made = [
        Row(name, column.name, position, *_four(column), column.type, "open", derived="counted")
        for position, column in enumerate(kinds.shared["counts"].values())
    ]
    hidden = table.columns.values() if not is_public(table) else ()
    made += [_withheld(name, column, position, "counts") for position, column in enumerate(hidden, len(made))]
    return [_why(connection, row, table, kinds, "") if row.is_withheld else row for row in made]


def _four(column: Column) -> tuple[str, str, str, str]:
    return column.title, column.title_es, column.description, column.description_es
