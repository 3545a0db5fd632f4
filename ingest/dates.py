"""Date and time patterns: `MM/DD/YYYY hh:mm:ss AM` read as a person means it, never guessed.

A pattern is built from `YYYY YY MM DD hh mm ss AM`; everything else in it stands for itself. `MM DD hh` take one or
two digits. The whole cell must match. ISO dates and times are always understood (formats.md, section 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_TOKEN = re.compile(r"YYYY|YY|MM|DD|hh|mm|ss|AM")
_PART = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short>\d{2})",
    "MM": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})",
    "hh": r"(?P<hour>\d{1,2})",
    "mm": r"(?P<minute>\d{2})",
    "ss": r"(?P<second>\d{2})",
    "AM": r"(?P<half>[AaPp]\.?[Mm]\.?)",
}
ISO = (
    "YYYY-MM-DD",
    "YYYY-MM-DDThh:mm",
    "YYYY-MM-DDThh:mm:ss",
    "YYYY-MM-DD hh:mm",
    "YYYY-MM-DD hh:mm:ss",
    "hh:mm",
    "hh:mm:ss",
    "YYYY-MM",
)
_CENTURY_TURN = 70  # 69 is 2069, 70 is 1970: the POSIX rule for two-digit years


@dataclass(frozen=True)
class Moment:
    """What a cell says: a day, a time of day, or both; ISO text, "" for what it does not say."""

    day: str = ""
    time: str = ""


class NoSuchDay(ValueError):
    """The cell fits a pattern and is no day in the calendar: 2023-02-30."""


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as a regular expression."""
    made, last = "", 0
    for match in _TOKEN.finditer(pattern):
        made += re.escape(pattern[last : match.start()]) + _PART[match.group()]
        last = match.end()
    return re.compile(made + re.escape(pattern[last:]))


def read(text: str, patterns: tuple[str, ...]) -> Moment | None:
    """The moment that a cell names, or None when no pattern fits. Raises `NoSuchDay`."""
    impossible = False
    for pattern in (*patterns, *ISO):
        match = compiled(pattern).fullmatch(text)
        if match:
            try:
                return _moment(match.groupdict())
            except ValueError:
                impossible = True
    if impossible:
        raise NoSuchDay(text)
    return None


def fits(text: str, patterns: Iterable[str]) -> bool:
    """Whether a cell fits one of these patterns whole; a text without a year in it is no pattern."""
    return any(compiled(pattern).fullmatch(text) for pattern in patterns if "YY" in pattern)


def _moment(part: dict[str, str | None]) -> Moment:
    day = time = ""
    year = part.get("year") or part.get("short")
    month = part.get("month")
    if year and month:
        full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= _CENTURY_TURN else 2000)
        made = date(full, int(month), int(part.get("day") or 1))
        day = made.isoformat() if part.get("day") else made.isoformat()[:7]
    if part.get("hour"):
        hour, minute, second = int(part["hour"] or 0), int(part.get("minute") or 0), int(part.get("second") or 0)
        half = (part.get("half") or "").lower().replace(".", "")
        if half and not 1 <= hour <= 12 or hour > 23 or minute > 59 or second > 59:
            raise ValueError("no such time")
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        time = f"{hour:02}:{minute:02}" + (f":{second:02}" if second else "")
    return Moment(day, time)


def clash(patterns: tuple[str, ...]) -> tuple[str, str] | None:
    """Two patterns that read one cell as different days, if there are two such."""
    written = {pattern: _write(pattern) for pattern in patterns}
    for one, text in written.items():
        for other in patterns:
            match = compiled(other).fullmatch(text)
            if match and other != one:
                here = compiled(one).fullmatch(text)
                assert here
                try:
                    same = _moment(here.groupdict()).day == _moment(match.groupdict()).day
                except ValueError:
                    continue  # the other reads no day in it, so nobody can take the one for the other
                if not same:
                    return one, other
    return None


def _write(pattern: str) -> str:
    """A day that tells month, day and year apart (2003-04-05), written in the pattern."""
    parts = {"YYYY": "2003", "YY": "03", "MM": "04", "DD": "05", "hh": "06", "mm": "07", "ss": "08", "AM": "AM"}
    return _TOKEN.sub(lambda match: parts[match.group()], pattern)
