"""How fresh the records are that agencies owe: each period with what came of it, and the command that comes next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ingest import coverage
from ingest.act import CORRECT, LOAD, ZERO
from ingest.language import Words, all_of, phrase
from ingest.room import Room
from ingest.schema import AGENCY, SOURCE, Table
from ingest.status import loads


@dataclass(frozen=True)
class Fresh:
    """How fresh one table of one agency is: every period that is owed, and the newest load that told of the table.

    `through`: the day of its newest record, of a period that is owed or not. `doubts`: period -> the commands that take
    back its zero reports, and those that take back its records, where there are both, or where it should have none.
    """

    agency: str
    table: Table
    periods: list[coverage.Covered]
    load: dict[str, Any]  # a row of _loads, empty where none told of it
    through: str
    doubts: dict[str, tuple[Words, Words]] = field(default_factory=dict)

    @property
    def overdue(self) -> list[coverage.Covered]:
        return [one for one in self.periods if one.status in coverage.OVERDUE]

    @property
    def next_steps(self) -> dict[tuple[str, Words], list[coverage.Covered]]:
        """(state, what to do) -> the overdue periods that this is about, the oldest first."""
        made: dict[tuple[str, Words], list[coverage.Covered]] = {}
        for one in self.overdue:
            made.setdefault((one.status, self.next_step(one)), []).append(one)
        return made

    def next_step(self, one: coverage.Covered) -> Words:
        """What to do about a period that is overdue: the very commands."""
        send = phrase("ingest load FILE --agency {agency}", agency=self.agency)
        if one.aside:
            mend = all_of(f"ingest rejects {load} --out mend-{load}.csv" for load in one.aside)
            return phrase("{mend}, then {send}", mend=mend, send=send)
        if one.status == coverage.PARTIAL:
            return send
        zero = f"ingest zero {self.table.name.replace('_', '-')} --period {one.period} --agency {self.agency}"
        return phrase("{send}, or if there was none: {zero}", send=send, zero=zero)


def fresh(register: sqlite3.Connection, room: Room, today: date) -> tuple[list[Fresh], list[str]]:
    """What is owed and what came of it, for every agency of the register, as `agency.yml` says today.

    Also the agencies of which the register knows it otherwise: their `agency.yml` was changed since their last act.
    """
    kept = coverage.owed(register, room.kinds)
    names = set(room.agencies.names())
    owes = {name: room.agencies.agency(name).owes if name in names else before for name, before in kept.items()}
    known = coverage.facts(register, room.kinds)
    by_number = {row["load"]: row for row in loads(register)}
    made = []
    for (agency, name), periods in coverage.by_table(owes, known, today).items():
        table, facts = room.kinds.tables[name], known.get((agency, name), coverage.Facts())
        newest = max((one.load for one in facts.told.values()), default=0)
        days = (last[:10] for _, last in facts.records.values())
        through = max((day for day in days if day <= today.isoformat()), default="")
        doubts = _doubts(register, agency, table, periods)
        made.append(Fresh(agency, table, periods, by_number.get(newest, {}), through, doubts))
    return made, [name for name, before in kept.items() if before != owes[name]]


def _doubts(
    register: sqlite3.Connection, agency: str, table: Table, periods: list[coverage.Covered]
) -> dict[str, tuple[Words, Words]]:
    """How to take back the zero reports and the records of each period that has both, or should have no records."""
    sql = (
        f"SELECT DISTINCT [{SOURCE}] FROM main.[{table.name}] WHERE [{AGENCY}] = ?"
        f" AND substr([{table.date}], 1, 7) BETWEEN ? AND ? ORDER BY 1"
    )
    made: dict[str, tuple[Words, Words]] = {}
    for one in periods:
        if one.is_contradicted:
            months = (one.period.months,) if one.status == coverage.WITHHELD else [(month,) for month in one.denied]
            spans = ([agency, each[0], each[-1]] for each in months)
            brought = sorted({act for span in spans for (act,) in register.execute(sql, span)})
            made[str(one.period)] = _undoing(register, one.zeros), _undoing(register, brought)
    return made


def _undoing(register: sqlite3.Connection, acts: Iterable[int]) -> Words:
    """The commands that take these acts back."""
    stands = f"SELECT max(act) FROM _acts WHERE undone_by IS NULL AND kind IN ('{LOAD}', '{CORRECT}', '{ZERO}')"
    [(last,)] = register.execute(stands).fetchall()
    return all_of(f"ingest undo {act}" + (" --again" if act != last else "") for act in acts)
