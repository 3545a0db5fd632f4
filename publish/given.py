"""Which columns an agency's records fill. What nobody gave is not withheld from anybody: it is not recorded.

It is told of an agency's whole table and never row by row: a row that says "not recorded" among rows that say
"withheld" would give away how many have no value, and with that a count that is withheld.
"""

from __future__ import annotations

import sqlite3

from ingest.schema import AGENCY, RELEASE_ON, Column, Kinds, Table
from publish.select import GIVEN, PROTECTED, is_held_of_protected, place

EVERYBODY = "*"  # stands for the agency where the rows of a table have none


def note(connection: sqlite3.Connection, kinds: Kinds) -> None:
    """Note the agencies that fill each column of the register; the allow-list asks this."""
    connection.execute(f"CREATE TEMP TABLE [{GIVEN}] (place TEXT, agency TEXT, PRIMARY KEY (place, agency))")
    for table in kinds.tables.values():
        columns = [column for column in table.columns.values() if column.is_stored]
        if columns and not table.made:
            for agency, *filled in connection.execute(_asked(table, columns, "1")).fetchall():
                found = [
                    (place(column), agency) for column, is_filled in zip(columns, filled, strict=True) if is_filled
                ]
                connection.executemany(f"INSERT INTO temp.[{GIVEN}] VALUES (?, ?)", found)


def withheld_for(
    connection: sqlite3.Connection, table: Table, column: Column, is_public: bool, as_of: str
) -> list[str]:
    """The agencies that give a column and whose values are not, or not yet, all in the release."""
    where, only = f"SELECT agency FROM temp.[{GIVEN}] WHERE place = ?", ""
    if not is_public:
        return [row[0] for row in connection.execute(f"{where} ORDER BY 1", [place(column)])]
    found: set[str] = set()
    if is_held_of_protected(column, table):
        only = f" AND agency IN (SELECT agency FROM temp.[{PROTECTED}])"
        found |= {row[0] for row in connection.execute(where + only, [place(column)])}
    if column.publish == "later":
        waits = f"r.[{RELEASE_ON}] > ? OR r.[{RELEASE_ON}] IS NULL"
        found |= {row[0] for row in connection.execute(_asked(table, [column], waits), [as_of]) if row[1]}
    return sorted(found)


def _asked(table: Table, columns: list[Column], which: str) -> str:
    """SQL for each agency of a table: whether any row fills each column, itself or through a finer one."""
    whose = f"r.[{AGENCY}]" if table.has_agency else f"'{EVERYBODY}'"
    filled = ", ".join(f"max({_is_filled(table, column)})" for column in columns)
    return f"SELECT {whose}, {filled} FROM reg.[{table.name}] r WHERE {which} GROUP BY 1"


def _is_filled(table: Table, column: Column) -> str:
    finer = [other for other in table.columns.values() if column.name in other.coarsen and other.is_stored]
    return " OR ".join(f"r.[{one.name}] IS NOT NULL" for one in (column, *finer))
