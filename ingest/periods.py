"""Months, quarters and years: `2024-05`, `2024-Q2`, `2024`, and the days and months that each of them holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LENGTHS = {"month": 1, "quarter": 3, "year": 12}  # in months
_SPELLED = re.compile(r"(?P<year>[1-9]\d{3})(-((?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])))?")
_LAST_YEAR = 9998  # the day after a period has to be a day too


@dataclass(frozen=True)
class Period:
    """One month, quarter or year. `at`: its first month, counted from the year 0; `length`: how many months it has."""

    at: int
    length: int

    @property
    def first(self) -> date:
        return _day(self.at)

    @property
    def last(self) -> date:
        return _day(self.at + self.length) - timedelta(days=1)

    @property
    def months(self) -> tuple[str, ...]:
        """Its months, as `2024-05`."""
        return tuple(f"{at // 12:04}-{at % 12 + 1:02}" for at in range(self.at, self.at + self.length))

    def __str__(self) -> str:
        year, month = divmod(self.at, 12)
        return {1: f"{year:04}-{month + 1:02}", 3: f"{year:04}-Q{month // 3 + 1}", 12: f"{year:04}"}[self.length]


def period(text: str) -> Period | None:
    """The period that a text names; None where it names none."""
    match = _SPELLED.fullmatch(text)
    if match is None or int(match["year"]) > _LAST_YEAR:
        return None
    year = int(match["year"]) * 12
    if match["month"]:
        return Period(year + int(match["month"]) - 1, 1)
    return Period(year + 3 * (int(match["quarter"]) - 1), 3) if match["quarter"] else Period(year, 12)


def begun(every: str, since: Period, today: date) -> Iterator[Period]:
    """Every whole period of one length since another one began, up to the one in which `today` lies."""
    length = LENGTHS[every]
    now = today.year * 12 + today.month - 1
    for at in range(since.at + -since.at % length, now + 1, length):
        yield Period(at, length)


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
