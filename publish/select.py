"""Which columns and rows of the register may be public as of a stated day. The allow-list, and nothing beside it.

A column is in a release only because its kind says so here; the register's other columns are never read.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.codelist import SUPPRESSED
from ingest.schema import AGENCY, LINE, RELEASE_ON, SOURCE, Column, Kinds, Table

PROTECTED = "protected"
GIVEN = "given"
_OUT = ("open", "later")


@dataclass(frozen=True)
class Public:
    """One column of a release's table: its name, its SQL type, the SQL that makes it from the register's row `r`."""

    name: str
    sql_type: str
    sql: str
    column: Column | None = None
    derived: str = ""


def is_public(table: Table) -> bool:
    """Whether a kind's rows go out at all."""
    return table.publish != "counts"


def public_columns(table: Table, kinds: Kinds) -> list[Public]:
    """The columns of a table in a release, in order: key, parent and links, the kind's own, provenance."""
    made = [Public(table.key, "TEXT", f"r.[{table.key}]")]
    made += [Public(name, "TEXT", _reference(name, other, kinds)) for name, other in kinds.link_keys(table).items()]
    for column in table.columns.values():
        made += _own(column, table, kinds)
    if table.made:
        return made
    shared = [AGENCY] if table.has_agency else []
    return made + [
        Public(name, "TEXT" if name == AGENCY else "INTEGER", f"r.[{name}]") for name in (*shared, SOURCE, LINE)
    ]


def _own(column: Column, table: Table, kinds: Kinds) -> list[Public]:
    if column.gathers or column.counts:  # filled once the parts are in, see tables.roll_up
        return [Public(column.name, column.sql_type, "NULL", column, "gathered" if column.gathers else "counted")]
    if column.follows:
        name, _, word = column.follows.partition(".")
        followed = table.columns[name]
        value = f"follow('{followed.codes}', '{word}', r.[{followed.name}], {int(bool(column.codes))})"
        return [Public(column.name, column.sql_type, guard(value, followed, table), column, "looked up")]
    if column.works_out:
        return [Public(column.name, column.sql_type, _worked_out(column, table), column, "worked out")]
    if column.publish not in _OUT:
        return []
    finer = [
        (other.name, other.coarsen[column.name])
        for other in table.columns.values()
        if column.name in other.coarsen and other.is_stored
    ]
    value = f"r.[{column.name}]"
    for name, method in finer:
        finest = f"coarsen_{method}(r.[{name}])"
        value = f"coalesce({_wait(finest, table.columns[name])}, {value})"
    if column.refers_to:
        value = _reference(column.name, column.refers_to, kinds)
    made = [Public(column.name, column.sql_type, guard(value, column, table), column, "coarsened" if finer else "")]
    if column.raw_name and column.raw == "open":
        made.append(Public(column.raw_name, "TEXT", guard(f"r.[{column.raw_name}]", column, table, is_raw=True), None))
    return made


def _worked_out(column: Column, table: Table) -> str:
    """From two columns as they are public; nothing where one of them is not, or says a day and no time."""
    how, *names = column.works_out
    first, second = (guard(f"r.[{name}]", table.columns[name], table) for name in names)
    if how == "hours_between":
        days = f"julianday({second}) - julianday({first})"
        return f"iif(min(length({first}), length({second})) > 10, round(({days}) * 24, 1), NULL)"
    return f"round(100.0 * {first} / nullif({second}, 0), 1)"


def guard(value: str, column: Column, table: Table, is_raw: bool = False) -> str:
    """The value behind its level: waiting for its day, or withheld for an agency with the protected profile.

    Nothing is withheld where that agency gives the column in none of its rows.
    """
    value = _wait(value, column)
    if not is_held_of_protected(column, table):
        return value
    instead = f"'{SUPPRESSED}'" if column.codes and column.type != "array" and not is_raw else "NULL"
    given = f"r.[{AGENCY}] IN (SELECT agency FROM temp.[{GIVEN}] WHERE place = '{place(column)}')"
    instead = f"iif({given}, {instead}, NULL)" if instead != "NULL" else instead
    return f"CASE WHEN r.[{AGENCY}] IN (SELECT agency FROM temp.[{PROTECTED}]) THEN {instead} ELSE {value} END"


def place(column: Column) -> str:
    """The name under which it is noted who gives a column."""
    return f"{column.table}.{column.name}"


def is_held_of_protected(column: Column, table: Table) -> bool:
    """Whether a public column is withheld for agencies with the protected profile."""
    return column.protected not in _OUT and table.has_agency


def _wait(value: str, column: Column) -> str:
    return f"CASE WHEN r.[{RELEASE_ON}] <= :as_of THEN {value} END" if column.publish == "later" else value


def _reference(name: str, other: str, kinds: Kinds) -> str:
    """A key that points to another record, if that record is in this release."""
    key = kinds.key_of(other)
    return f"(SELECT o.[{key}] FROM main.[{other}] o WHERE o.[{key}] = r.[{name}])"


def public_rows(table: Table, kinds: Kinds) -> str:
    """The SQL condition that a row `r` of the register meets when it may be in a release as of `:as_of`."""
    conditions = []
    if table.publish == "later":
        conditions.append(f"r.[{RELEASE_ON}] <= :as_of")
    if table.parent:
        key = kinds.key_of(table.parent)
        conditions.append(f"EXISTS (SELECT 1 FROM main.[{table.parent}] p WHERE p.[{key}] = r.[{key}])")
    return " AND ".join(conditions) or "1"
