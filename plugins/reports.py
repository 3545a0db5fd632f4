"""Which reports an answer stands on: what was owed for its agency and year, and how much of it came.

A count of records is only as whole as the reports are. No record and no report is not a zero; no record, and reports
that came in full and told of none, is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from plugins import coverage
from plugins.cells import NO_BREAK, day
from plugins.coverage import Fresh, Slot
from plugins.described import Table
from plugins.release import DATABASE, Release

LINES_AT_MOST = 60  # on the page; the table of coverage has all


@dataclass(frozen=True)
class Line:
    """The reports of one agency and year. `part`, `absent`: the months or quarters that did not come in full."""

    agency: str
    year: str
    fresh: Fresh
    part: list[str]
    absent: list[str]


@dataclass(frozen=True)
class Reports:
    """What was due of one table, for an agency and a year or for all, by the day of the release."""

    fresh: Fresh
    lines: list[Line]
    records: int
    href: str
    is_owed: bool  # whether anybody has said when these are due

    @property
    def is_zero(self) -> bool:
        """Whether every report came in full, and none of them told of a record."""
        return bool(self.fresh.due) and self.fresh.whole == self.fresh.due and not self.records


async def reports(datasette: Any, said: Release, table: Table, agency: str, year: str) -> Reports:
    """The reports of a table, or of the whole that its rows are parts of."""
    top = said.top(table)
    found = await coverage.slots(datasette, top.name, [agency] if agency else [])
    due = [slot for slot in found if slot.status != coverage.NOT_DUE and year in ("", slot.period[:4])]
    names = await coverage.names(datasette, said, {slot.agency for slot in due})
    lines = [
        line(names.get(key, key), when, list(each))
        for (key, when), each in groupby(due, key=lambda slot: (slot.agency, slot.period[:4]))
    ]
    lines.sort(key=lambda one: (one.agency.casefold(), one.year))
    records = sum(slot.records or 0 for slot in due)
    return Reports(coverage.fresh(due), lines[:LINES_AT_MOST], records, address(said, top, agency), bool(found))


def line(agency: str, year: str, found: list[Slot]) -> Line:
    """The reports of one agency in one year."""
    part = [slot.period for slot in found if slot.status == coverage.PART]
    absent = [slot.period for slot in found if slot.is_absent]
    return Line(agency, year, coverage.fresh(found), named(part), named(absent))


def named(periods: list[str]) -> list[str]:
    """Months and quarters as people write them, each on one line."""
    return [day(period).replace(" ", NO_BREAK) for period in periods]


def address(said: Release, top: Table, agency: str) -> str:
    """The rows of the table of coverage that tell of these reports."""
    known = said.tables.get(coverage.NAME)
    if known is None:
        return f"/{DATABASE}"
    whose, what, *_ = coverage.own_columns(known)
    return coverage.address({what.name: top.name} | ({whose.name: agency} if agency else {}))
