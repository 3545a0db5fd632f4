"""Whether nothing stands in a cell because it may not be shown, and not because nothing was recorded."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ingest.schema import RELEASE_ON, Column, Table
from publish.select import PROTECTED, is_held_of_protected

SAID = "withheld"  # what stands in a table of changes for such a fact


@dataclass(frozen=True)
class Side:
    """One of the two releases that are held against each other: its schema, its day, its protected agencies."""

    schema: str
    as_of: str
    protected: frozenset[str]

    def holds_back(self, connection: sqlite3.Connection, table: Table, column: Column, key: str, agency: str) -> bool:
        """Whether a value of this record would be hidden here, if there were one."""
        if is_held_of_protected(column, table) and agency in self.protected:
            return True
        if column.publish != "later":
            return False
        when = f"SELECT [{RELEASE_ON}] FROM [{self.schema}].[{table.name}] WHERE [{table.key}] = ?"
        [[day]] = connection.execute(when, [key])
        return day is None or str(day) > self.as_of


def protected(connection: sqlite3.Connection) -> list[str]:
    """The agencies of the release that is being made whose people are protected."""
    return [row[0] for row in connection.execute(f"SELECT agency FROM temp.[{PROTECTED}] ORDER BY 1")]


def before(connection: sqlite3.Connection) -> Side:
    """The last release. What it does not say of itself is taken for nothing."""
    said = dict(connection.execute("SELECT key, value FROM prev._portal"))
    return Side("prev", str(said.get("as_of", "")), frozenset(str(said.get("protected", "")).split()))
