"""What came of what is owed: one state for each period, from what the register holds and the day that it is.

The states are the codes of kinds/codes/coverage_status.csv, where their meaning stands. In this order:

* withheld: the agency declares that it may not give the period out;
* reported: records are here, the newest file that told of each of its months was loaded after the period was over, and
  no row is set aside still that is of it, or may be: of a row without a readable day, each month of its file may be;
* zero: somebody said so for the whole period, and nothing else is here;
* not yet due: until the day on which it is due, that day too;
* partial: something is here, and not all: the file came too early, rows are set aside, zero was said for some months;
* missing: nothing is here, and it was due more than `LONG` days ago, or something of a later period is here;
* late: nothing is here.

With the same facts a state only moves on with time: not yet due, late, missing; or not yet due, partial.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from ingest.agencies import declared
from ingest.owed import Owed, can_be_owed
from ingest.periods import Period, begun, period
from ingest.schema import AGENCY, Kinds

REPORTED, ZERO, PARTIAL, LATE, MISSING = "reported", "zero", "partial", "late", "missing"
WITHHELD, NOT_DUE = "withheld", "not_due"
OVERDUE = (PARTIAL, LATE, MISSING)
LONG = 90  # days after which what is late is called missing
_TOLD = (  # by whom each month was told, and how many rows of it are set aside still
    "SELECT l.agency, t.table_name, t.period, l.load, l.today, t.aside - (SELECT count(DISTINCT a.line)"
    " FROM {0}._aside a WHERE a.load = t.load AND a.table_name = t.table_name AND a.period = t.period"
    " AND a.mended_by NOTNULL) FROM {0}._told t JOIN {0}._loads l ON l.load = t.load ORDER BY l.load"
)


@dataclass(frozen=True)
class Told:
    """The newest load that told of a month, and its day."""

    load: int
    on: date


@dataclass
class Facts:
    """What the register has of an agency's table: by month its records, their newest day, who told of it, which loads
    set rows of it aside that nobody has mended yet; and its zero reports, period -> number of the act.
    """

    records: dict[str, tuple[int, str]] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)
    aside: dict[str, set[int]] = field(default_factory=dict)
    zeros: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Covered:
    """One period that is owed, and what came of it. `late`: days since it was due, where it is overdue; else 0."""

    period: Period
    due: date
    status: str
    records: int
    last: str
    late: int
    reason: str
    is_zero_said: bool
    aside: tuple[int, ...]  # loads that set rows of it aside
    zeros: tuple[int, ...]  # zero reports of it or of a part
    denied: dict[str, int]  # months of it that were reported as zero -> their records, where there are some

    @property
    def is_told(self) -> bool:
        """Whether its number of records says something: none of what did not come is no count of what happened."""
        return self.records > 0 or self.status in (REPORTED, ZERO, PARTIAL)

    @property
    def is_contradicted(self) -> bool:
        """Zero was said of it or of a part, or that it is withheld, and there are records of that."""
        return bool(self.denied) or self.records > 0 and self.status == WITHHELD


def cover(owed: Owed, facts: Facts, today: date) -> list[Covered]:
    """Every period that one agency owes of one table, as of a day, the oldest first. Reads nothing else.

    The newest day of a period leaves out days to come: those are plans, and no record is fresh for them.
    """
    zero_acts = [(act, set(named.months)) for text, act in facts.zeros.items() if (named := period(text))]
    zeros = {month for _, said in zero_acts for month in said}
    made: list[Covered] = []
    is_later_here = False
    for one in reversed(list(begun(owed.every, owed.since, today))):
        months = set(one.months)
        told = [facts.told[month] for month in one.months if month in facts.told]
        count = sum(facts.records[month][0] for month in months & facts.records.keys())
        days = [facts.records[month][1][:10] for month in months & facts.records.keys()]
        is_here = bool(count or told or months & zeros)
        due = one.last + timedelta(days=owed.due)
        aside = {load for month in one.months for load in facts.aside.get(month, ())}
        is_whole = not aside and all(each.on > one.last for each in told)
        status = _status(owed, one, is_whole, bool(told or count), zeros, is_here, is_later_here, (today - due).days)
        made.append(
            Covered(
                period=one,
                due=due,
                status=status,
                records=count,
                last=max((day for day in days if day <= today.isoformat()), default=""),
                late=(today - due).days if status in OVERDUE else 0,
                reason=owed.withheld.get(str(one), ""),
                is_zero_said=months <= zeros,
                aside=tuple(sorted(aside)),
                zeros=tuple(sorted(act for act, said in zero_acts if said & months)),
                denied={
                    month: facts.records[month][0] for month in one.months if month in zeros & facts.records.keys()
                },
            )
        )
        is_later_here = is_later_here or is_here
    return made[::-1]


def _status(
    owed: Owed, one: Period, is_whole: bool, has_file: bool, zeros: set[str], is_here: bool, is_later: bool, late: int
) -> str:
    if str(one) in owed.withheld:
        return WITHHELD
    if has_file and is_whole:
        return REPORTED
    if zeros.issuperset(one.months) and not has_file:
        return ZERO
    if late <= 0:
        return NOT_DUE
    if is_here:
        return PARTIAL
    return MISSING if late > LONG or is_later else LATE


def facts(connection: sqlite3.Connection, kinds: Kinds, within: str = "main") -> dict[tuple[str, str], Facts]:
    """(agency, table) -> what the register has of it. `within`: the name under which the register is attached."""
    made: dict[tuple[str, str], Facts] = {}
    for table in filter(can_be_owed, kinds.tables.values()):
        day = f"[{table.date}]"
        for agency, month, count, last in connection.execute(
            f"SELECT [{AGENCY}], substr({day}, 1, 7), count(*), max({day}) FROM {within}.[{table.name}]"
            f" WHERE {day} IS NOT NULL GROUP BY 1, 2"
        ):
            made.setdefault((agency, table.name), Facts()).records[month] = int(count), last
    told = connection.execute(_TOLD.format(within)).fetchall()
    undated = {(load, name) for _, name, month, load, _, aside in told if aside and not month}
    for agency, name, month, load, on, aside in told:
        if month:
            known = made.setdefault((agency, name), Facts())
            known.told[month] = Told(int(load), date.fromisoformat(on))
            if aside or (load, name) in undated:
                known.aside.setdefault(month, set()).add(int(load))
    for name, agency, text, act in connection.execute(f"SELECT table_name, agency, period, act FROM {within}._zeros"):
        made.setdefault((agency, name), Facts()).zeros[text] = int(act)
    return made


def owed(connection: sqlite3.Connection, kinds: Kinds, within: str = "main") -> dict[str, tuple[Owed, ...]]:
    """Agency -> what it owes, as its `agency.yml` said at its last act; every agency that the register has."""
    agencies = declared(kinds)
    rows = connection.execute(f"SELECT [{agencies.key}] FROM {within}.[{agencies.name}] ORDER BY 1")
    made: dict[str, list[Owed]] = {str(name): [] for (name,) in rows}
    for agency, table, every, due, since, withheld in connection.execute(
        f"SELECT agency, table_name, every, due, since, withheld FROM {within}._owed ORDER BY rowid"
    ):
        first = period(since)
        if agency in made and first and table in kinds.tables and can_be_owed(kinds.tables[table]):
            made[agency].append(Owed(table, every, int(due), first, json.loads(withheld)))
    return {agency: tuple(listed) for agency, listed in made.items()}


def put_owed(connection: sqlite3.Connection, agency: str, owes: Iterable[Owed]) -> None:
    """Write what an agency owes into the register, in place of what was there."""
    connection.execute("DELETE FROM _owed WHERE agency = ?", [agency])
    connection.executemany(
        "INSERT INTO _owed VALUES (?, ?, ?, ?, ?, ?)",
        ((agency, one.table, one.every, one.due, str(one.since), json.dumps(one.withheld)) for one in owes),
    )


def by_table(
    owes: Mapping[str, Iterable[Owed]], known: Mapping[tuple[str, str], Facts], today: date
) -> dict[tuple[str, str], list[Covered]]:
    """(agency, table) -> its periods, for everything that is owed."""
    return {
        (agency, one.table): cover(one, known.get((agency, one.table), Facts()), today)
        for agency, listed in owes.items()
        for one in listed
    }
