"""What happened when: the days and times that one record names, in order, counted from the record's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from plugins.cells import Cell, dated
from plugins.described import Column, Table

FEWEST = 3  # fewer days than these are no story; they stay among the facts
A_DAY = 24 * 60  # minutes: what took less, and has a time at each step, is counted in minutes


@dataclass(frozen=True)
class Step:
    """One day, or day and time, of a record. `since`: days or minutes from the record's own, less than zero before it.

    `share`: percent along.
    """

    name: str
    title: str
    when: Cell
    since: int
    unit: str
    share: float


def of_record(table: Table, row: Any) -> list[Step]:
    """The steps of `row` in order; empty where there are too few, or the record's own day is no whole day."""
    begin = table.columns.get(table.date_column or "")
    if begin is None or begin.is_withheld or not row[begin.name]:
        return []
    start, found = str(row[begin.name]), list[tuple[str, int, Column]]()
    for column in table.public:
        if column.is_date and row[column.name] and column.name != "release_on":
            found.append((str(row[column.name]), column.position, column))
    found = [each for each in found if between(start, each[0]) is not None]
    found.sort(key=lambda each: each[:2])
    if len(found) < FEWEST:
        return []
    minutes = [minutes_between(start, text) for text, *_ in found]
    whole = [each for each in minutes if each is not None]
    is_fine = len(whole) == len(found) and whole[-1] - whole[0] < A_DAY
    since = whole if is_fine else [between(start, text) or 0 for text, *_ in found]
    along = [1 + 97.5 * (each - since[0]) / max(1, since[-1] - since[0]) for each in since]
    return [
        Step(column.name, column.title, dated(text), number, "minute" if is_fine else "day", round(share, 1))
        for (text, _, column), number, share in zip(found, since, along, strict=True)
    ]


def between(begin: str, end: str) -> int | None:
    """Days from one ISO day to another; None where one is not a whole day."""
    try:
        return (date.fromisoformat(end[:10]) - date.fromisoformat(begin[:10])).days
    except ValueError:
        return None


def minutes_between(begin: str, end: str) -> int | None:
    """Minutes from one ISO time to another; None where one has no time of day."""
    if min(len(begin), len(end)) < len("2024-11-05T10:15"):
        return None
    try:
        return round((datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds() / 60)
    except (TypeError, ValueError):
        return None
