"""Which months a file told of: by its records, also those that were known before, and by its rows that were set aside.

A row that says the same as before leaves no other trace, and still it shows that the file came (docs/decisions/0011).
"""

from __future__ import annotations

import sqlite3

from ingest.outcome import Examination
from ingest.owed import can_be_owed
from ingest.periods import period
from ingest.problems import Problem


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


def doubt(connection: sqlite3.Connection, made: Examination) -> None:
    """Note each period that was reported as zero and of which the file has records."""
    agency, said = (
        made.plan.namer.agency,
        "SELECT period, act FROM _zeros WHERE agency = ? AND table_name = ? ORDER BY 1",
    )
    for plan in made.plan.tables:
        zeros = connection.execute(said, [agency, plan.table.name]).fetchall()
        day = plan.table.date
        months = set(made.shelves[plan.table.name].months(day)) if zeros and day in plan.columns else set()
        for text, act in zeros:
            if (named := period(text)) and months.intersection(named.months):
                fills: dict[str, object] = {"agency": agency, "period": text, "act": act}
                made.add(Problem("zero-said", made.found.sheet.path.name, column=plan.table.called, fills=fills))
