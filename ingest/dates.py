"""Date and time patterns: `MM/DD/YYYY hh:mm:ss AM` read as a person means it, never guessed.

A pattern is built from `WORDS`; everything else in it stands for itself. `MM DD hh` take one or two digits, `Mon` and
`Month` the name of a month in English or Spanish. The whole cell must match. ISO dates and times are always understood
(formats.md, section 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

_MONTHS = (
    "january february march april may june july august september october november december",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "ene feb mar abr may jun jul ago sept oct nov dic",
    "- - - - - - - - set - - -",
    "- - - - - - - - setiembre - - -",
)
MONTHS = {name: at for names in _MONTHS for at, name in enumerate(names.split(), 1) if name != "-"}
_LONG = "|".join(name for names in (*_MONTHS[:2], _MONTHS[5]) for name in names.split() if name != "-")
_SHORT = "|".join(sorted({name for names in _MONTHS[2:5] for name in names.split() if name != "-"}, reverse=True))
WORDS = ("YYYY", "YY", "MM", "Month", "Mon", "DD", "hh", "mm", "ss", "AM", "serial")
_TOKEN = re.compile("|".join(WORDS))
_PART = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short>\d{2})",
    "MM": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})",
    "hh": r"(?P<hour>\d{1,2})",
    "mm": r"(?P<minute>\d{2})",
    "ss": r"(?P<second>\d{2})",
    "AM": r"(?P<half>[AaPp]\.?[ \xa0]?[Mm]\.?)",
    "Mon": rf"(?i:(?P<name>{_SHORT})\.?)",
    "Month": rf"(?i:(?P<name>{_LONG}))",
    "serial": r"(?P<serial>\d{5}(?:\.\d+)?)",
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
_RUN, _LIKE_A_WORD = re.compile(r"[^\W\d_]+"), re.compile(r"[YMDHSAPymdhsap]+")
_SERIALS_BEGIN = datetime(1899, 12, 30)  # day 0 of spreadsheets, counted from behind their 29 February 1900
_CENTURY_TURN = 70  # 69 is 2069, 70 is 1970: the POSIX rule for two-digit years


@dataclass(frozen=True)
class Moment:
    """What a cell says: a day, a time of day, or both; ISO text, "" for what it does not say."""

    day: str = ""
    time: str = ""


class NoSuchDay(ValueError):
    """The cell fits a pattern and is no day in the calendar: 2023-02-30."""


class NoSuchTime(NoSuchDay):
    """The cell fits a pattern and names no time of day: 24:00, 13:15 PM."""


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
    impossible: ValueError | None = None
    for pattern in (*patterns, *ISO):
        match = compiled(pattern).fullmatch(text)
        if match:
            try:
                return _moment(match.groupdict())
            except ValueError as error:
                impossible = impossible or error
    if impossible:
        raise NoSuchTime(text) if isinstance(impossible, NoSuchTime) else NoSuchDay(text)
    return None


def unknown(pattern: str) -> str | None:
    """What is wrong with a pattern: what stands in it like a word and is none (`MMM`), "" where it names neither a
    month of a year nor a time; None for a good one. An `h` behind the hour or minute stands for itself: `hh:mm h`.
    """
    last = 0
    for match in (*_TOKEN.finditer(pattern), None):
        between = pattern[last : match.start() if match else None]
        last_word = pattern[:last][-2:]
        for found in _RUN.finditer(between):
            is_mark = (
                last_word in {"hh", "mm"} and found.group() in {"h", "hs"} and not between[: found.start()].strip()
            )
            if _LIKE_A_WORD.fullmatch(found.group()) and not is_mark:
                return _around(pattern, last + found.start())
        last = match.end() if match else last
    words = set(_TOKEN.findall(pattern))
    is_day = words & {"YYYY", "YY"} and words & {"MM", "Mon", "Month"}
    return None if is_day or words & {"hh", "mm", "serial"} else ""


def _around(pattern: str, place: int) -> str:
    """The run of letters that stands around one place of a pattern."""
    return next(run.group() for run in _RUN.finditer(pattern) if run.start() <= place < run.end())


def fits(text: str, patterns: Iterable[str]) -> bool:
    """Whether a cell fits one of these patterns whole; a text without a year in it is no pattern."""
    return any(compiled(pattern).fullmatch(text) for pattern in patterns if "YY" in pattern)


def _moment(part: dict[str, str | None]) -> Moment:
    if serial := part.get("serial"):
        made = _SERIALS_BEGIN + timedelta(seconds=round(float(serial) * 86_400))
        return Moment(made.date().isoformat(), _time(made.hour, made.minute, made.second) if "." in serial else "")
    day = time = ""
    year = part.get("year") or part.get("short")
    month = part.get("month") or MONTHS.get((part.get("name") or "").lower())
    if year and month:
        full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= _CENTURY_TURN else 2000)
        whole = date(full, int(month), int(part.get("day") or 1))
        day = whole.isoformat() if part.get("day") else whole.isoformat()[:7]
    if part.get("hour"):
        hour, minute, second = int(part["hour"] or 0), int(part.get("minute") or 0), int(part.get("second") or 0)
        half = re.sub(r"[^ap]", "", (part.get("half") or "").lower())
        if half and not 1 <= hour <= 12 or hour > 23 or minute > 59 or second > 59:
            raise NoSuchTime
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        time = _time(hour, minute, second)
    return Moment(day, time)


def _time(hour: int, minute: int, second: int) -> str:
    return f"{hour:02}:{minute:02}" + (f":{second:02}" if second else "")


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


# How a day with the name of its month is written, the time aside: no two of these read one cell as different days.
NAMED = (
    "DD-Mon-YY",
    "DD-Mon-YYYY",
    "DD Mon YYYY",
    "Mon DD, YYYY",
    "Month DD, YYYY",
    "DD Month YYYY",
    "DD de Month de YYYY",
)


def _write(pattern: str) -> str:
    """A day that tells month, day and year apart (2003-04-05), written in the pattern."""
    parts = {"YYYY": "2003", "YY": "03", "MM": "04", "DD": "05", "hh": "06", "mm": "07", "ss": "08", "AM": "AM"}
    parts |= {
        "Mon": "Apr",
        "Month": "April",
        "serial": "11524",
    }  # which is 11/5/24 too, to those who run digits together
    return _TOKEN.sub(lambda match: parts[match.group()], pattern)
