"""Say that nothing happened: an explicit zero report of one agency, for one table and one month, quarter or year.

Silence is not nothing. A month without records and without such a report is missing (standard.md, part 5).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

from ingest import periods, register
from ingest.act import ZERO, Desk, now
from ingest.language import all_of, phrase
from ingest.load import put_agency
from ingest.owed import Owed, can_be_owed
from ingest.periods import LENGTHS, Period
from ingest.problems import Problem, stop
from ingest.received import Act
from ingest.room import Room
from ingest.schema import AGENCY, SOURCE, Table


def zero(room: Room, table: str, period: str, agency: str, by: str, again: Act | None = None) -> Act:
    """Keep a zero report for a month (`2024-05`), a quarter (`2024-Q2`) or a year (`2024`); the act.

    Raises `Stop`: no-period, period-open (it is not over), no-day (the table has none), zero-not-owed, zero-early,
    not-zero (there are records), zero-before. An act that is done once more is not held against what is owed today.
    """
    kind = room.kinds.tables[table]
    owes = room.agencies.agency(agency).owes
    named = periods.period(period)
    if named is None:
        raise stop("no-period", period=period)
    if not kind.date or not kind.has_agency:
        raise stop("no-day", table=kind.called)
    today = again.words["today"] if again else date.today().isoformat()
    if today <= named.last.isoformat():
        raise stop("period-open", period=period)
    if not again:
        _refuse_unowed(owes, kind, named, agency)
    with closing(register.open_register(room.data, room.kinds)) as connection:
        with Desk(room) as desk, desk.transaction(connection):
            _refuse_records(connection, kind, named, agency)
            if not again:
                _refuse_twice(connection, kind, named, agency)
            words = {"by": by, "at": again.words["at"] if again else now(), "today": today}
            words |= {"table": table, "agency": agency, "period": period}
            act = desk.begin(connection, ZERO, words, again)
            put_agency(connection, room, agency)
            connection.execute("INSERT INTO _zeros VALUES (?, ?, ?, ?)", [act.number, table, agency, period])
            desk.end(connection, act)
        register.let_read(connection)
    return act


def _refuse_unowed(owes: tuple[Owed, ...], table: Table, period: Period, agency: str) -> None:
    """Where an agency says what it owes, zero of anything else, or of a time before that, is a slip."""
    own = next((one for one in owes if one.table == table.name), None)
    if own and period.last < own.since.first:
        raise stop("zero-early", agency=agency, table=table.called, since=own.since, period=period)
    if owes and not own:
        said = all_of(phrase("{table} from {since} on", table=_typed(one.table), since=one.since) for one in owes)
        raise stop("zero-not-owed", agency=agency, table=_typed(table.name), owed=said, example=_example(table, period))


def _refuse_records(connection: sqlite3.Connection, table: Table, period: Period, agency: str) -> None:
    within = f"substr([{table.date}], 1, 7) BETWEEN ? AND ? AND [{AGENCY}] = ?"
    there = connection.execute(
        f"SELECT [{SOURCE}], count(*) FROM main.[{table.name}] WHERE {within} GROUP BY 1 ORDER BY 1",
        [period.months[0], period.months[-1], agency],
    ).fetchall()
    if there:
        count = table.unit.counted(sum(int(count) for _, count in there))
        how = all_of(f"ingest undo {load}" for load, _ in there)
        raise stop("not-zero", agency=agency, period=period, count=count, how=how)


def _refuse_twice(connection: sqlite3.Connection, table: Table, period: Period, agency: str) -> None:
    """Zero reports that say all of a period leave nothing to be said."""
    said = "SELECT act, period FROM _zeros WHERE table_name = ? AND agency = ? ORDER BY act"
    before = {
        int(act): (text, set(one.months) & set(period.months))
        for act, text in connection.execute(said, [table.name, agency])
        if (one := periods.period(text))
    }
    if set().union(*(months for _, months in before.values())) == set(period.months):
        told = (
            phrase("{period}, number {act}", period=text, act=act) for act, (text, months) in before.items() if months
        )
        raise stop("zero-before", agency=agency, period=period, acts=all_of(told))


def odd(room: Room, table: str, period: str, agency: str) -> list[Problem]:
    """What a person should know of a zero report that was kept: why no calendar says zero for it."""
    kind, owes, named = room.kinds.tables[table], room.agencies.agency(agency).owes, periods.period(period)
    own = next((one for one in owes if one.table == table), None)
    if named is None or not can_be_owed(kind):
        return []
    if own is None:
        return [Problem("zero-unowed", fills={"agency": agency, "example": _example(kind, named)})]
    held = sorted(text for text in own.withheld if (one := periods.period(text)) and {*one.months} & {*named.months})
    made = [Problem("zero-withheld", fills={"agency": agency, "period": text}) for text in held]
    length = LENGTHS[own.every]
    if named.length < length:
        whole = Period(named.at - named.at % length, length)
        how = f"ingest zero {_typed(table)} --period {whole} --agency {agency}"
        made.append(Problem("zero-part", fills={"table": kind.called, "whole": whole, "how": how}))
    return made


def _typed(table: str) -> str:
    """A table's name as it is typed on the command line."""
    return table.replace("_", "-")


def _example(table: Table, period: Period) -> str:
    every = next(name for name, length in LENGTHS.items() if length == period.length)
    return f"{table.name}: {{every: {every}, due: 30, since: {period}}}"
