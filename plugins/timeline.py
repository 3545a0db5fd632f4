"""What happened when: the days that a record itself names, in order, counted from the record's own day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from plugins.described import Table

FEWEST = 3  # fewer days than these are no story; they stay among the facts


@dataclass(frozen=True)
class Step:
    """One day of a record. `days`: since the record's own day, less than zero before it; `share`: percent along."""

    name: str
    title: str
    day: str
    days: int
    share: float


def of_record(table: Table, row: Any) -> list[Step]:
    """The days of `row` in order; empty where there are too few, or one of them is no whole day."""
    begin = table.columns.get(table.date_column or "")
    if begin is None or begin.is_withheld or not row[begin.name]:
        return []
    start = str(row[begin.name])[:10]
    found = []
    for column in table.public:
        if column.is_date and row[column.name] and column.name != "release_on":
            days = between(start, str(row[column.name]))
            if days is not None:
                found.append((days, column.position, column.name, column.title, str(row[column.name])[:10]))
    found.sort()
    if len(found) < FEWEST:
        return []
    first, last = found[0][0], found[-1][0]
    along = [1 + 97.5 * (days - first) / max(1, last - first) for days, *_ in found]
    return [
        Step(name, title, day, days, round(share, 1))
        for (days, _, name, title, day), share in zip(found, along, strict=True)
    ]


def between(begin: str, end: str) -> int | None:
    """Days from one ISO day to another; None where one is not a whole day."""
    try:
        return (date.fromisoformat(end[:10]) - date.fromisoformat(begin[:10])).days
    except ValueError:
        return None
