"""Which date patterns read the cells of a column: counted for every cell, with the lines of those that none reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ingest import dates

_DAYS = [f"{day}{mark}{year}" for day in ("MM{}DD{}", "DD{}MM{}") for mark in [""] for year in ("YYYY", "YY")]
_HOURS = ("", " hh:mm", " hh:mm:ss", " hh:mm AM", " hh:mm:ss AM")
_GREENWICH = ("Z", "+00:00", "+00", "+0000")
_ZONED = tuple(
    f"{day}{mark}hh:mm:ss{part}{zone}"
    for day, mark in (("YYYY-MM-DD", "T"), ("YYYY-MM-DD", " "), ("YYYY/MM/DD", " "))
    for part in ("", ".000")
    for zone in _GREENWICH
)
PATTERNS = tuple(
    [day.format(mark, mark) + hour for mark in "/-." for day in _DAYS for hour in _HOURS]
    + [day + hour for day in dates.NAMED for hour in _HOURS]
    + [f"YYYY/MM/DD{hour}" for hour in _HOURS]
    + ["hh:mm AM", "hh:mm:ss AM", "hhmm", "YYYYMMDD", "YYYY-MM-DDThh:mm:ss.000", *_ZONED]
)
_LONGEST, _SHOWN = 32, 5
_ONE_DIGIT = str.maketrans("123456789", "000000000")
_MIDNIGHT = ("00:00", "")
_NONE = dates.Moment()


def is_greenwich(pattern: str) -> bool:
    """Whether the times that a pattern reads are in UTC, and so not local."""
    return pattern in _ZONED


def at_midnight(pattern: str) -> str:
    """A pattern that reads the same days and no other time than midnight."""
    return pattern.replace("hh:mm:ss", "00:00:00")


def reading(word: str) -> tuple[Sequence[str], dates.Moment]:
    """The patterns that read a text, "" for those that are always understood, and the moment that it names."""
    made: list[str] = []
    moment = _NONE
    for pattern in _shaped(word.translate(_ONE_DIGIT)) if len(word) <= _LONGEST else ():
        try:
            found = dates.read(word, (pattern,)) if dates.compiled(pattern).fullmatch(word) else None
        except dates.NoSuchDay:
            continue
        if found:
            moment = found
            made.append("" if pattern in dates.ISO else pattern)
    return made, moment


@lru_cache(maxsize=4096)
def _shaped(shape: str) -> tuple[str, ...]:
    """The patterns that may read texts of one shape; there are few shapes, where there are many texts."""
    return tuple(one for one in (*PATTERNS, *dates.ISO) if dates.compiled(one).fullmatch(shape))


@dataclass
class Days:
    """What the cells of a column are as days and times: how many there are, how many each pattern reads, how many name
    a day, how many a time; whether some time is not midnight; and the first that nothing reads, each with its line."""

    cells: int = 0
    read: Counter[str] = field(default_factory=Counter)
    with_day: int = 0
    with_time: int = 0
    has_times: bool = False
    odd: dict[str, int] = field(default_factory=dict)

    def add(self, words: dict[str, int], first: dict[str, int]) -> None:
        """Look at distinct texts, with how often each stands there and on which line first."""
        self.cells += sum(words.values())
        for word, count in words.items():
            patterns, moment = reading(word) if word[0].isdecimal() else ((), _NONE)
            for pattern in dict.fromkeys(patterns):
                self.read[pattern] += count
            if patterns:
                self.with_day += count if moment.day else 0
                self.with_time += count if moment.time else 0
                self.has_times |= bool(moment.day) and moment.time not in _MIDNIGHT
            elif len(self.odd) < _SHOWN:
                self.odd[word] = first[word]

    @property
    def likeliest(self) -> tuple[str, ...]:
        """The patterns that read most cells, "" for those that are always understood."""
        most = max(self.read.values(), default=0)
        return tuple(pattern for pattern in ("", *PATTERNS) if most and self.read[pattern] == most)

    @property
    def most(self) -> int:
        """How many cells the likeliest pattern reads."""
        return max(self.read.values(), default=0)
