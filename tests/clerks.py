"""Reads the sample's files as a careful person would, with nothing of ingest: cells, days, numbers, words and codes.

The standard library and python-calamine are all it knows; what the words mean stands in `kinds/codes/*.csv`.
A row that breaks a plain rule raises `Wrong` and is left out whole. Rows with one number are one record.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

ROOT = Path(__file__).resolve().parent.parent
CODES = ROOT / "kinds" / "codes"
RELEASED = "2026-01-15"  # the day for which the sample is released
FILLER = "1900-01-01"
_UNKNOWN = {"unknown", "not reported"}
_DAY = {
    "MM/DD/YYYY": r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})",
    "MM/DD/YY": r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d\d)",
    "YYYY.MM.DD": r"(?P<y>\d{4})\.(?P<m>\d{1,2})\.(?P<d>\d{1,2})",
    "DD-MM-YYYY": r"(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4})",
    "YYYYMMDD": r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
    "YYYY-MM-DD": r"(?P<y>\d{4})-(?P<m>\d\d)(?:-(?P<d>\d\d))?",
}
_CLOCK = r"(?:[ T](?P<h>\d{1,2}):(?P<min>\d\d)(?::\d\d)?(?: (?P<half>[AP]M))?)?"

Row = dict[str, str]
Record = dict[str, Any]


class Wrong(Exception):
    """A row that nobody may count: it says what cannot be."""


# Cells


def day(text: str, pattern: str = "MM/DD/YYYY") -> str | None:
    """A day as 2024-03-09, or the month where no day is given; ISO days are always understood."""
    found = moment(text, pattern)
    return found[:10] if found else None


def moment(text: str, pattern: str = "MM/DD/YYYY") -> str | None:
    """A day with its time, as 2024-03-09T22:50, or the day alone where no time is given."""
    for form in (pattern, "YYYY-MM-DD"):
        if said := re.fullmatch(_DAY[form] + _CLOCK, text.strip()):
            year, month, of_month = (int(said[part] or 1) for part in "ymd")
            hour = int(said["h"] or 0)
            if said["half"]:
                hour = hour % 12 + 12 * (said["half"] == "PM")
            try:
                made = datetime(year + 2000 * (year < 100), month, of_month, hour, int(said["min"] or 0))
            except ValueError:
                raise Wrong(f"no such day: {text}") from None
            whole = made.isoformat("T", "minutes")
            return whole if said["h"] else whole[: 10 if said["d"] else 7]
    if text.strip():
        raise Wrong(f"not a day: {text}")
    return None


def yes(text: str) -> bool | None:
    """Yes, no or not known."""
    said = text.strip().casefold()
    if said in ("yes", "y", "true", "1") or said in ("no", "n", "false", "0"):
        return said in ("yes", "y", "true", "1")
    if said and said not in _UNKNOWN:
        raise Wrong(f"neither yes nor no: {text}")
    return None


def number(text: str, most: float | None = None) -> float | None:
    """A number of at least 0, with or without commas."""
    said = text.strip().replace(",", "")
    if not said or said.casefold() in _UNKNOWN:
        return None
    if not re.fullmatch(r"\d+(\.\d*)?|\.\d+", said) or (most is not None and float(said) > most):
        raise Wrong(f"no such number: {text}")
    return float(said)


def forbid(**what: object) -> None:
    """Leave the row out if one of these is so."""
    for reason, is_so in what.items():
        if is_so:
            raise Wrong(reason)


def in_order(*days: str | None) -> None:
    """Leave the row out if a day is earlier than the one named before it. Empty ones do not count, months as months."""
    known = [one for one in days if one]
    for first, then in pairwise(known):
        forbid(days_out_of_order=then[: len(first)] < first[: len(then)])


def not_yet(*days: str | None) -> None:
    """Leave the row out if one of these days is still to come, or is what a program fills in."""
    for one in days:
        forbid(still_to_come=one and one[:10] > date.today().isoformat(), filler=one and one[:10] <= FILLER)


# Words


def fold(text: str) -> str:
    """Case and punctuation do not count."""
    return re.sub(r"[^\w]+", " ", text.casefold()).strip()


class Words:
    """The code lists: which code a word stands for, what its label is, and what else is known of it."""

    def __init__(self) -> None:
        self.lists = {path.stem: _rows(path) for path in CODES.glob("[!_]*.csv")}
        self.reserved, aliases = _rows(CODES / "_reserved.csv"), _rows(CODES / "_aliases.csv")
        self.spelt = {name: self._spelt(name, aliases) for name in self.lists}

    def _spelt(self, name: str, aliases: list[Row]) -> dict[str, str]:
        """Folded spelling -> code. The reserved words first, so that whatever comes after goes before them."""
        rows = self.lists[name]
        rungs = [
            [(row["label"], row["code"]) for row in self.reserved],
            [(row["alias"], row["code"]) for row in aliases if row["list"] == "_reserved"],
            [(row["code"], row["code"]) for row in self.reserved],
            [(row["label_es"], row["code"]) for row in rows],
            [(row["label"], row["code"]) for row in rows],
            [(row["alias"], row["code"]) for row in aliases if row["list"] == name],
            [(row["code"], row["code"]) for row in rows],
        ]
        return {fold(spelling): code for rung in rungs for spelling, code in rung}

    def code(self, name: str, text: str, own: Mapping[str, str] | None = None) -> str | None:
        """The code of a word: what this agency means by it, or what every agency does. A word without one: unmapped."""
        if not text.strip():
            return None
        here = {fold(word): code for word, code in (own or {}).items()}
        return here.get(fold(text)) or self.spelt[name].get(fold(text), "unmapped")

    def rows(self, name: str) -> list[Row]:
        """A list's own codes in order, without the reserved ones."""
        return self.lists[name]

    def labels(self, name: str) -> dict[str, str]:
        """code -> label, of a list's own codes, in order."""
        return {row["code"]: row["label"] for row in self.lists[name]}

    def known(self, name: str, code: str | None, what: str) -> str:
        """What a list's column says of a code; nothing for codes that are none of its own."""
        return next((row[what] for row in self.lists[name] if row["code"] == code), "")


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Files


def text_file(path: Path, first: str, delimiter: str = ",", encoding: str = "utf-8-sig") -> list[Row]:
    """The rows below the line that begins with the header `first`; lines cut short are left out, blank ones too."""
    said = io.StringIO(path.read_bytes().decode(encoding), newline="")
    return _below(first, list(csv.reader(said, delimiter=delimiter)))


def workbook(path: Path, first: str) -> list[Row]:
    """The same of a workbook's only sheet. Dates become ISO days, whole numbers lose their point."""
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return _below(first, [[_shown(cell) for cell in line] for line in sheet])


def _shown(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _below(first: str, lines: list[list[str]]) -> list[Row]:
    at = next(place for place, line in enumerate(lines) if line and line[0] == first)
    header = lines[at]
    return [dict(zip(header, line, strict=True)) for line in lines[at + 1 :] if any(line) and len(line) == len(header)]


def cell(row: Row, *headers: str) -> str:
    """The first of these headers that the row has: forms are redrawn."""
    return next(row[header] for header in headers if header in row)


# Records


def right(rows: Iterable[Row], read: Callable[[Row], Any]) -> list[Any]:
    """What is read of each row that has nothing wrong in it."""
    made = []
    for row in rows:
        try:
            made.append(read(row))
        except Wrong:
            continue
    return made


def united(records: Iterable[Record], *number: str) -> dict[Hashable, Record]:
    """One record for each number. A later row fills what is empty; the sample's rows never say two things."""
    made: dict[Hashable, Record] = {}
    for record in records:
        there = made.setdefault(tuple(record[name] for name in number), dict(record))
        for name, value in record.items():
            if there[name] is None:
                there[name] = value
            assert value is None or there[name] == value, f"{name}: {there[name]!r} and {value!r}"
    return made


def year_of(text: str | None) -> int | None:
    """The year of a day."""
    return int(text[:4]) if text else None


def parts(text: str, separator: str) -> Sequence[str]:
    """A list in a cell."""
    return [part.strip() for part in text.split(separator)]
