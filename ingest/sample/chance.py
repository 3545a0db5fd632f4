"""Chance from a seed, and what hangs on it alone: weighted odds, a plausible cell for any column, a day as written.

A `Dice` asks nothing but its seed: no clock, no order of hashes. So a seed gives the same sample on every machine.
Days and times are ISO text until a file is written.
"""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Generic, TypeVar

from ingest.codelist import SUPPRESSED, UNMAPPED
from ingest.schema import Column, Kinds

Cells = dict[str, str]
T = TypeVar("T")

_NAMED = re.compile(r"\{([^{}]+)\}")
_TOKEN = re.compile(r"YYYY|YY|MM|M|DD|D|hh|h|mm|ss|AM")
_FIRST, _LAST = date(2021, 1, 1), date(2025, 12, 31)


class Dice:
    """Chance from a seed. Counts what is numbered (`serial`) too, because a number is drawn but once."""

    def __init__(self, *seed: object) -> None:
        self.roll = random.Random("/".join(map(str, seed))).random
        self.serials: Counter[str] = Counter()

    def below(self, count: int) -> int:
        """A whole number from 0 to `count` - 1."""
        return int(self.roll() * count)

    def happens(self, percent: float) -> bool:
        return self.roll() * 100 < percent


class Odds(Generic[T]):
    """Items with weights; `draw` gives one of them."""

    def __init__(self, weights: Iterable[tuple[T, float]]) -> None:
        pairs = [(item, weight) for item, weight in weights if weight > 0]
        self.items = [item for item, _ in pairs]
        self.sums = list(accumulate(weight for _, weight in pairs))

    def draw(self, dice: Dice) -> T:
        return self.items[bisect(self.sums, dice.roll() * self.sums[-1])]


def fill(text: str, cells: Cells) -> str:
    """A text with each {Cell} replaced by what stands there. Raises `KeyError`."""
    return _NAMED.sub(lambda found: cells[found.group(1)], text)


def written(value: str, pattern: str) -> str:
    """A day or moment (ISO) as a clerk writes it; M, D and h have no leading zero. What is no day stays as it is."""
    try:
        day = datetime.fromisoformat(value)
    except ValueError:
        return value
    hour = (day.hour % 12 or 12) if "AM" in pattern else day.hour
    parts = {
        "YYYY": f"{day.year}",
        "YY": f"{day.year % 100:02}",
        "MM": f"{day.month:02}",
        "M": f"{day.month}",
        "DD": f"{day.day:02}",
        "D": f"{day.day}",
        "hh": f"{hour:02}",
        "h": f"{hour}",
        "mm": f"{day.minute:02}",
        "ss": f"{day.second:02}",
        "AM": "PM" if day.hour > 11 else "AM",
    }
    return _TOKEN.sub(lambda found: parts[found.group()], pattern)


def plain(column: Column, kinds: Kinds, dice: Dice) -> str:
    """A cell for any column of any kind, drawn from what the kind says: codes, type, limits, example."""
    if column.codes:
        listed = kinds.codes[column.codes]
        labels = [one.label for one in listed.codes.values() if not one.until]
        if dice.happens(4):
            labels = [one.label for one in listed.reserved.values() if one.code not in (UNMAPPED, SUPPRESSED)]
        return labels[dice.below(len(labels))]
    if column.type in ("integer", "number"):
        low = float(column.minimum or 0)
        return str(int(low + dice.below(int(min(float(column.maximum or low + 20), low + 40) - low) + 1)))
    if column.type == "boolean":
        return ("Yes", "No", "No")[dice.below(3)]
    clock = f"{dice.below(24):02}:{dice.below(60):02}"
    if column.type == "time":
        return clock
    if column.type in ("date", "datetime"):
        day = (_FIRST + timedelta(dice.below((_LAST - _FIRST).days))).isoformat()
        return day if column.type == "date" else f"{day}T{clock}"
    return column.example or f"Sample {column.title.lower()} {dice.below(90) + 10}"
