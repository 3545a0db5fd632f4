"""Whether nothing stands in a cell because it may not be shown, and not because nothing was recorded."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ingest.schema import RELEASE_ON, Column, Table
from publish.given import withheld_for
from publish.select import is_held_of_protected

SAID = "withheld"  # what stands in a table of changes for such a fact


@dataclass(frozen=True)
class Side:
    """One of the two releases that are held against each other: its schema and its day."""

    schema: str
    as_of: str

    def holds_back(self, connection: sqlite3.Connection, table: Table, column: Column, key: str, agency: str) -> bool:
        """Whether a value of this record would be hidden here, if there were one."""
        if agency not in self._agencies(connection, table, column):
            return False
        if column.publish != "later":
            return is_held_of_protected(column, table)
        day = self.day(connection, table, key)
        return not day or day > self.as_of

    def day(self, connection: sqlite3.Connection, table: Table, key: str) -> str:
        """The day for which the late facts of a record wait here; nothing where none is set."""
        when = f"SELECT [{RELEASE_ON}] FROM [{self.schema}].[{table.name}] WHERE [{table.key}] = ?"
        [[day]] = connection.execute(when, [key])
        return str(day or "")

    def _agencies(self, connection: sqlite3.Connection, table: Table, column: Column) -> list[str]:
        """Whose values of this column are withheld: the last release says so itself, of this one it is looked up."""
        if self.schema == "main":
            return withheld_for(connection, table, column, True, self.as_of)
        sql = f"SELECT * FROM [{self.schema}]._columns WHERE table_name = ? AND name = ?"
        asked = connection.execute(sql, [table.name, column.name])
        names = [one[0] for one in asked.description]
        return [
            agency for row in asked for agency in str(dict(zip(names, row, strict=True)).get("withheld_for")).split()
        ]


def before(connection: sqlite3.Connection) -> Side:
    """The last release. What it does not say of itself is taken for nothing."""
    said = dict(connection.execute("SELECT key, value FROM prev._portal"))
    return Side("prev", str(said.get("as_of", "")))
