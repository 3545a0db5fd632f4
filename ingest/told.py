"""Which months a file told of: by its records, also those that were known before, and by its rows that were set aside.

A row that says the same as before leaves no other trace, and still it shows that the file came (docs/decisions/0011).
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator

from ingest.clean import Bad
from ingest.outcome import Examination
from ingest.owed import can_be_owed
from ingest.plan import TablePlan

MONTH = 7  # letters of 2024-05


def write(connection: sqlite3.Connection, made: Examination, load: int) -> None:
    """Note for one load each month of each table that it told of, and how many rows of that month were set aside."""
    for plan in made.plan.tables:
        day = plan.table.date
        if can_be_owed(plan.table) and day in plan.columns:
            months = dict.fromkeys(made.shelves[plan.table.name].months(day), 0)
            months |= Counter(month for month in _aside(connection, made, plan) if month)
            connection.executemany(
                "INSERT INTO _told VALUES (?, ?, ?, ?)",
                ([load, plan.table.name, month, count] for month, count in sorted(months.items())),
            )


def _aside(connection: sqlite3.Connection, made: Examination, plan: TablePlan) -> Iterator[str]:
    """The month of each row that was set aside; nothing where the row does not tell."""
    place = [column.name for column in plan.mapped].index(plan.table.date)
    fetch, memo, width = plan.fetches[place], plan.memos[place], len(made.plan.header)
    for (text,) in connection.execute("SELECT cells FROM stage._rejects"):
        cells = json.loads(text)
        if len(cells) == len(made.found.header):
            cells += [*made.plan.adds, *[""] * (width - len(cells) - len(made.plan.adds))]
            try:
                yield str(memo[cells[fetch] if isinstance(fetch, int) else fetch(cells)] or "")[:MONTH]
            except Bad:
                yield ""
