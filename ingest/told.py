"""Which months a file told of: by its records, also those that were known before, and by its rows that were set aside.

A row that says the same as before leaves no other trace, and still it shows that the file came (docs/decisions/0011).
"""

from __future__ import annotations

import sqlite3

from ingest.outcome import Examination
from ingest.owed import can_be_owed


def write(connection: sqlite3.Connection, made: Examination, load: int) -> None:
    """Note for one load each month of each table that it told of, and how many rows of that month were set aside.

    Under no month stand the rows that do not tell theirs.
    """
    for plan in made.plan.tables:
        day = plan.table.date
        if can_be_owed(plan.table) and day in plan.columns:
            months = dict.fromkeys(made.shelves[plan.table.name].months(day), 0)
            aside = "SELECT period, count(DISTINCT line) FROM _aside WHERE load = ? AND table_name = ? GROUP BY 1"
            months |= dict(connection.execute(aside, [load, plan.table.name]).fetchall())
            connection.executemany(
                "INSERT INTO _told VALUES (?, ?, ?, ?)",
                ([load, plan.table.name, month, count] for month, count in sorted(months.items())),
            )
