"""What agencies owe and whether it came: the page `/coverage`, and one line on the pages of an agency and of a table.

The table of this name is read in the order of its kind's columns, so no column is known by name here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from datasette.utils import escape_sqlite
from datasette.utils.asgi import NotFound

from plugins import release
from plugins.described import Code, Column, Table
from plugins.labels import of_keys
from plugins.release import DATABASE, Release

NAME = "coverage"
YEARS_SHOWN = 3
CALENDARS_AT_MOST = 6  # agencies whose calendars stand on one page; of more, each has its own
STATUS, THROUGH, REASON = 7, 9, 11  # places of the columns, counted from the first after the key
ABSENT, PART, NOT_DUE = ("late", "missing"), "partial", "not_due"
QUARTERS = ("January to March", "April to June", "July to September", "October to December")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


@dataclass(frozen=True)
class Slot:
    """One report that is owed: a row of the table, in its order."""

    key: str
    agency: str
    table: str
    title: str
    period: str
    first: str
    last: str
    due: str
    status: str
    records: int | None
    through: str | None
    late: int
    reason: str | None
    is_zero_said: int

    @property
    def is_absent(self) -> bool:
        return self.status in ABSENT


@dataclass(frozen=True)
class Fresh:
    """How fresh some reports are together: the newest record's day, and how many are in each state."""

    through: str
    states: Counter[str]

    @property
    def absent(self) -> int:
        return sum(self.states[status] for status in ABSENT)

    @property
    def part(self) -> int:
        return self.states[PART]

    @property
    def due(self) -> int:
        return self.states.total() - self.states[NOT_DUE]

    @property
    def whole(self) -> int:
        """Those that are here in full, a zero that was said among them."""
        return self.states["reported"] + self.states["zero"]


@dataclass(frozen=True)
class Calendar:
    """One table of one agency. `lines`: what a line is called, and its slot in each of `years`, None where none is."""

    table: Table | None
    title: str
    each: str
    fresh: Fresh
    years: list[str]
    lines: list[tuple[str, list[Slot | None]]]
    before: Fresh | None
    href: str


@dataclass(frozen=True)
class Sender:
    """One agency with what it owes."""

    key: str
    name: str
    fresh: Fresh
    calendars: list[Calendar]


async def page(datasette: Any, asked: str) -> dict[str, Any]:
    """What `coverage.html` needs: the calendars, what is absent, and the words of each state with how many it has.

    `asked`: the one agency that is asked for, or nothing. Raises `NotFound` where it owes nothing.
    """
    said = release.of(datasette)
    found = await slots(datasette, agencies=[asked] if asked else [])
    table = said.tables.get(NAME)
    if asked and not found:
        raise NotFound("")
    if table is None:
        return {"senders": [], "fresh": fresh([]), "absent": [], "states": [], "reasons": {}, "names": {}}
    agency, record, *_ = own = own_columns(table)
    status, reason = own[STATUS], own[REASON]
    calls = await names(datasette, said, {slot.agency for slot in found})
    senders = []
    for key, each in groupby(found, key=lambda slot: slot.agency):
        mine = list(each)
        calendars = [calendar(said, list(one), agency, record) for _, one in groupby(mine, key=lambda slot: slot.table)]
        senders.append(Sender(key, calls.get(key, key), fresh(mine), calendars))
    counted = Counter(slot.status for slot in found)
    narrowed = {agency.name: asked} if asked else {}
    states = [(code, counted[code.code], address(narrowed | {status.name: code.code})) for code in _codes(said, status)]
    return {
        "senders": senders,
        "asked": calls.get(asked, asked),
        "is_listed": len(senders) > CALENDARS_AT_MOST,
        "fresh": fresh(found),
        "absent": sorted((slot for slot in found if slot.is_absent), key=lambda slot: (-slot.late, slot.key)),
        "states": states,
        "reasons": {code.code: code for code in _codes(said, reason)},
        "names": calls,
    }


async def slots(datasette: Any, table: str = "", agencies: Iterable[str] = ()) -> list[Slot]:
    """What is owed, by agency, table and time: all of it, or that of one table, or of these agencies."""
    known = release.of(datasette).tables.get(NAME)
    if known is None:
        return []
    agency, record, *_ = own_columns(known)
    asked = list(agencies)
    conditions = [f"{escape_sqlite(record.name)} = ?"] if table else []
    conditions += [f"{escape_sqlite(agency.name)} in ({', '.join('?' * len(asked))})"] if asked else []
    where = f" where {' and '.join(conditions)}" if conditions else ""
    sql = f"select * from {escape_sqlite(NAME)}{where} order by 2, 3, 6"
    rows = (await datasette.get_database(DATABASE).execute(sql, [*([table] if table else []), *asked])).rows
    return [Slot(*row) for row in rows]


def fresh(found: Iterable[Slot]) -> Fresh:
    """How fresh these are together."""
    listed = list(found)
    return Fresh(max((slot.through or "" for slot in listed), default=""), Counter(slot.status for slot in listed))


async def of_table(datasette: Any, table: Table) -> Fresh | None:
    """How fresh a table is, or the whole that its rows are parts of; None where nobody owes it."""
    return await counted(datasette, 1, release.of(datasette).top(table).name)


async def of_agency(datasette: Any, key: str) -> Fresh | None:
    """How fresh the records of one agency are; None where it owes nothing."""
    return await counted(datasette, 0, key)


async def of_all(datasette: Any) -> Fresh | None:
    """How fresh everything is that is owed; None where nothing is."""
    return await counted(datasette)


async def counted(datasette: Any, place: int = 0, value: str = "") -> Fresh | None:
    """The same as `fresh`, counted in the database: of all rows, or of those with this value in one column."""
    known = release.of(datasette).tables.get(NAME)
    if known is None:
        return None
    own = [escape_sqlite(column.name) for column in own_columns(known)]
    status, through = own[STATUS], own[THROUGH]
    where = f" where {own[place]} = ?" if value else ""
    sql = f"select {status}, count(*), max({through}) from {escape_sqlite(NAME)}{where} group by 1"
    rows = (await datasette.get_database(DATABASE).execute(sql, [value] if value else [])).rows
    states = Counter({str(row[0]): int(row[1]) for row in rows})
    return Fresh(max((row[2] or "" for row in rows), default=""), states) if states else None


async def silent(datasette: Any, table: Table, agencies: Iterable[str]) -> set[str]:
    """The months of which no report came from any of these agencies that owes one; all agencies where none is named."""
    told: dict[str, bool] = {}
    for slot in await slots(datasette, table.name, agencies):
        for month in range(int(slot.first[5:7]), int(slot.last[5:7]) + 1):
            name = f"{slot.first[:4]}-{month:02}"
            told[name] = told.get(name, True) and slot.is_absent
    return {month for month, is_silent in told.items() if is_silent}


def calendar(said: Release, found: list[Slot], agency: Column, record: Column) -> Calendar:
    """The calendar of one table of one agency: its newest years side by side, what was before them in one line."""
    one = found[0]
    due = [slot for slot in found if slot.status != NOT_DUE] or found  # a year that has only begun says nothing yet
    years = sorted({slot.period[:4] for slot in due})[-YEARS_SHOWN:]
    placed = {(slot.period[:4], slot.period[4:]): slot for slot in found}
    each = "quarter" if "Q" in one.period else "month" if "-" in one.period else "year"
    ends = {"month": [f"-{n:02}" for n in range(1, 13)], "quarter": [f"-Q{n}" for n in range(1, 5)], "year": [""]}[each]
    calls = {"month": MONTHS, "quarter": QUARTERS, "year": ("Whole year",)}[each]
    lines = [(name, [placed.get((year, end)) for year in years]) for name, end in zip(calls, ends, strict=True)]
    before = [slot for slot in found if slot.period[:4] < years[0]]
    table = said.tables.get(one.table)
    href = address({agency.name: one.agency, record.name: one.table})
    title = table.title if table else one.title
    return Calendar(table, title, each, fresh(found), years, lines, fresh(before) if before else None, href)


async def names(datasette: Any, said: Release, keys: set[str]) -> dict[str, str]:
    """{key: name} of these agencies."""
    table = said.tables.get("agencies")
    labels = await of_keys(datasette, said, table, sorted(keys)) if table else {}
    return {key: name for (_, key), name in labels.items()}


def own_columns(table: Table) -> list[Column]:
    """The columns of the kind, in its order, without the key."""
    return [column for column in table.public if column.name != table.key]


def address(chosen: dict[str, str]) -> str:
    """The address of exactly these rows of the table."""
    return f"/{DATABASE}/{NAME}?{urlencode(chosen)}"


def _codes(said: Release, column: Column) -> list[Code]:
    return [code for code in said.codes[column.codes or ""].values() if not code.is_reserved]
