"""Say that nothing happened: an explicit zero report of one agency, for one table and one month, quarter or year.

Silence is not nothing. A month without records and without such a report is missing (standard.md, part 5).
"""

from __future__ import annotations

from contextlib import closing
from datetime import date

from ingest import periods, register
from ingest.act import ZERO, Desk, now
from ingest.load import put_agency
from ingest.problems import stop
from ingest.received import Act
from ingest.room import Room
from ingest.schema import AGENCY


def zero(room: Room, table: str, period: str, agency: str, by: str, again: Act | None = None) -> Act:
    """Keep a zero report for a month (`2024-05`), a quarter (`2024-Q2`) or a year (`2024`); the act.

    Raises `Stop`: no-period, period-open (it is not over), no-day (the table has none), not-zero (there are records),
    zero-before.
    """
    kind = room.kinds.tables[table]
    room.agencies.agency(agency)
    named = periods.period(period)
    if named is None:
        raise stop("no-period", period=period)
    if not kind.date or not kind.has_agency:
        raise stop("no-day", table=kind.called)
    today = again.words["today"] if again else date.today().isoformat()
    if today <= named.last.isoformat():
        raise stop("period-open", period=period)
    with closing(register.open_register(room.data, room.kinds)) as connection:
        with Desk(room) as desk, desk.transaction(connection):
            day = f"substr([{kind.date}], 1, 7) BETWEEN ? AND ? AND [{AGENCY}] = ?"
            within = [named.months[0], named.months[-1], agency]
            there = connection.execute(f"SELECT count(*) FROM main.[{table}] WHERE {day}", within).fetchone()[0]
            if there:
                raise stop("not-zero", agency=agency, period=period, count=kind.unit.counted(there))
            said = [table, agency, period]
            if connection.execute(
                "SELECT 1 FROM _zeros WHERE table_name = ? AND agency = ? AND period = ?", said
            ).fetchone():
                raise stop("zero-before", table=kind.called, agency=agency, period=period)
            words = {"by": by, "at": again.words["at"] if again else now(), "today": today}
            words |= {"table": table, "agency": agency, "period": period}
            act = desk.begin(connection, ZERO, words, again)
            put_agency(connection, room, agency)
            connection.execute("INSERT INTO _zeros VALUES (?, ?, ?, ?)", [act.number, *said])
            desk.end(connection, act)
        register.let_read(connection)
    return act
