"""What a number format of a spreadsheet makes of a number, as far as what a person sees would be lost without it.

Three things would be: that midnight is a time of day and not the lack of one, the zeros before a number (`0012` for 12
under the format `0000`), and words around a whole number (`EF-12` for 12 under `"EF-"0`), which tell one record from
another. A column of numbers can do without the words and could not be read with them (`12 min`), so they are `Worded`,
and left out where the format maps the column to anything but text. All else, such as decimals, a number can do without.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne

# Quoted, escaped, in brackets, a mark by itself; `_x` and `*x` only say how wide a blank is.
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[([^\]]*)\]|[_*].|(.)', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_COMPARE = {"<=": le, ">=": ge, "<>": ne, "<": lt, ">": gt, "=": eq}
_LITERAL = frozenset("-()/:+ ")  # marks that stand for themselves without quotation marks
_WHOLE = re.compile(r"#*0|#+|General")  # places of a whole number whose digits are shown as they are, in one run
_MOST = 10**15  # a spreadsheet keeps no more digits of a number


class Worded(str):
    """A number with the words that its format shows around it. Where a number is wanted, they are in the way."""


class NotShown(ValueError):
    """A number that is shown with zeros before it, in a way that is not read here."""


@lru_cache(maxsize=1024)
def has_time(code: str) -> bool:
    """Whether a number format shows a day and a time of it. Where it shows a time alone, a whole number is no midnight
    that somebody meant: 1345 typed under `h:mm` shows 0:00.
    """
    marks = set(_marks(_sections(code)[0]))
    return not marks.isdisjoint("hH") and not marks.isdisjoint("dDyY")


@lru_cache(maxsize=1024)
def is_moment(code: str) -> bool:
    """Whether a number format shows a day or a time of day, and not a length of time such as `[h]:mm`."""
    section = _sections(code)[0]
    is_length = any(quoted is None and mark.startswith("[") and mark[1] in "hHmMsS" for quoted, mark in section)
    return not is_length and not set(_marks(section)).isdisjoint("dDyYhHsS")


def is_none(number: float, code: str) -> bool:
    """Whether a number is shown as a day or a time though it is none: days begin with 1, and nothing is before 0. A 0
    under a time alone is midnight; under a day, as a formula makes it of a blank cell, it shows 1/0/1900.
    """
    has_day = not set(_marks(_sections(code)[0])).isdisjoint("dDyY")
    return is_moment(code) and (number < 0 or (number == 0 and has_day))


@lru_cache(maxsize=1024)
def has_zeros(code: str) -> bool:
    """Whether a number format may put zeros before a number: one that begins with two places that must be filled."""
    return any(_zeros(section) > 1 for section in _sections(code))


@lru_cache(maxsize=1024)
def has_words(code: str) -> bool:
    """Whether a number format may put words around a whole number."""
    return any(_around(section) != ("", "") for section in _sections(code))


def worded(number: float, code: str) -> str:
    """A whole number with the words that its format shows around it; "" where there are none."""
    around = _around(_section(number, code))
    if around == ("", "") or number < 0 or number != int(number) or number >= _MOST:
        return ""
    return Worded(f"{around[0]}{int(number)}{around[1]}".strip())


def padded(number: float, code: str) -> str:
    """A number under a format that has zeros: its text where that begins with a zero or is cut by marks; "" where the
    number looks as it would without. Raises `NotShown`.
    """
    section = _section(number, code)
    zeros = _zeros(section)
    if zeros < 2 or number < 0:
        return ""
    is_plain = all(quoted is not None or mark in _LITERAL or mark == "0" for quoted, mark in section)
    if not is_plain or number != int(number) or number >= _MOST:
        if len(str(int(number))) < zeros:
            raise NotShown(code)
        return ""
    places = sum(quoted is None and mark == "0" for quoted, mark in section)
    digits = str(int(number)).rjust(places, "0")
    ahead, rest = digits[: len(digits) - places + 1], iter(digits[len(digits) - places + 1 :])
    made, is_first = "", True
    for quoted, mark in section:
        if quoted is not None or mark != "0":
            made += quoted if quoted is not None else mark
        else:
            made, is_first = made + (ahead if is_first else next(rest)), False
    return made if made != str(int(number)) else ""


Section = tuple[tuple[str | None, str], ...]  # of texts that stand for themselves, and of marks that mean something


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[Section, ...]:
    """The parts of a format between semicolons; a condition stays as a mark in brackets."""
    made: list[list[tuple[str | None, str]]] = [[]]
    for token in _TOKEN.finditer(code):
        quoted, escaped, bracket, mark = token.groups()
        if mark == ";":
            made.append([])
        elif quoted is not None or escaped is not None:
            made[-1].append((quoted if quoted is not None else escaped, ""))
        elif bracket is not None:
            if _CONDITION.fullmatch(bracket) or bracket[:1] in "hHmMsS":
                made[-1].append((None, f"[{bracket}]"))
        elif mark is not None:
            made[-1].append((None, mark))
    return tuple(tuple(section) for section in made)


def _section(number: float, code: str) -> Section:
    """The part of a format that a number is shown by, without its condition."""
    sections = _sections(code)
    has_conditions = False
    for section in sections:
        condition = _CONDITION.fullmatch(section[0][1][1:-1]) if section and section[0][1].startswith("[") else None
        if condition:
            has_conditions = True
            if _COMPARE[condition[1]](number, float(condition[2])):
                return section[1:]
        elif has_conditions:
            return section
    if has_conditions:
        return ()
    return sections[2] if number == 0 and len(sections) > 2 else sections[0]


@lru_cache(maxsize=1024)
def _around(section: Section) -> tuple[str, str]:
    """What a section shows before and after a whole number; nothing where it has no words, or shows the number so that
    its digits change: grouped, with decimals, as a share, a day or a time.
    """
    before, run, after = "", "", ""
    for quoted, mark in section[1:] if section and _CONDITION.fullmatch(section[0][1][1:-1]) else section:
        text = quoted if quoted is not None else mark if mark in _LITERAL else None
        if text is None and after:
            return "", ""
        if text is None:
            run += mark
        elif run:
            after += text
        else:
            before += text
    is_said = any(quoted and quoted.strip() for quoted, _ in section)
    return (before, after) if is_said and _WHOLE.fullmatch(run) else ("", "")


def _zeros(section: Section) -> int:
    """How many places before the decimals must be filled, where the first place of the number is such a one."""
    count = 0
    for mark in _marks(section):
        if mark in ".%Ee" or (mark in "#?" and not count):
            break
        count += mark == "0"
    return count


def _marks(section: Section) -> list[str]:
    """The marks of a section that mean something."""
    return [mark for quoted, mark in section if quoted is None and not mark.startswith("[")]
