"""What came of everything that is owed, as of the day of the release, from what the register holds.

A table can be owed only when all its records go out at once (`ingest.owed`), so no number here tells of a record that
is not in the release.
"""

from __future__ import annotations

import sqlite3
from datetime import date

from ingest import coverage
from ingest.schema import AGENCY, Kinds, Table


def fill(connection: sqlite3.Connection, table: Table, kinds: Kinds, as_of: str) -> int:
    """Fill the table of coverage from the attached register `reg`; how many rows.

    The values go in the order of the kind's columns: agency, table, its title, period, its first and last day, the day
    on which it was due, state, records, the newest record's day, days late, why it is withheld, whether zero was said.
    """
    known = coverage.facts(connection, kinds, "reg")
    owes = coverage.owed(connection, kinds, "reg")
    rows = [
        (
            f"{agency}-{name}-{one.period}".casefold(),
            agency,
            name,
            kinds.tables[name].title,
            str(one.period),
            one.period.first.isoformat(),
            one.period.last.isoformat(),
            one.due.isoformat(),
            one.status,
            one.records if one.is_told else None,
            one.last or None,
            one.late,
            one.reason or None,
            int(one.is_zero_said),
        )
        for (agency, name), periods in coverage.by_table(owes, known, date.fromisoformat(as_of)).items()
        for one in periods
    ]
    rows.sort()
    connection.executemany(f"INSERT INTO main.[{table.name}] VALUES ({', '.join('?' * 14)})", rows)
    return len(rows)


def count_again(connection: sqlite3.Connection, table: Table, kinds: Kinds, names: set[str]) -> None:
    """Count the records of some tables again, in a release from which records were taken out.

    What came of the report stays: it came. Periods are whole months.
    """
    whose, what, _, _, first, last, _, _, records, newest = list(table.columns)[:10]
    for name in names:
        day = kinds.tables[name].date
        month, same = f"substr(t.[{day}], 1, 7)", f"t.[{AGENCY}] = [{table.name}].[{whose}]"
        inside = f"FROM [{name}] t WHERE {same} AND {month} BETWEEN substr([{first}], 1, 7) AND substr([{last}], 1, 7)"
        if day and kinds.tables[name].has_agency:
            connection.execute(
                f"UPDATE [{table.name}] SET [{records}] = (SELECT count(*) {inside}),"
                f" [{newest}] = (SELECT max(t.[{day}]) {inside}) WHERE [{what}] = ? AND [{records}] > 0",
                [name],
            )
