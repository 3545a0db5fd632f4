"""One value becomes words: a label for a code, 'Dec 18, 2024' for a date, a mark for what is not there.

`cell` gives a `Cell`; the macros in `_marks.html` draw it. Nothing is ever blank: NULL is "not recorded", and the
reserved codes say which of the other reasons it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from datasette.utils import tilde_encode

from plugins.described import Column, Table
from plugins.release import DATABASE, Release

NOT_RECORDED = "not recorded"
MARKS = {"not_reported": "nr", "unmapped": "unm", "redacted": "held", "suppressed": "held"}
REASONS = {"redacted": "by the agency", "suppressed": "personal privacy"}  # a withheld value always has its reason
WITHHELD = "withheld"
NO_BREAK = "\u00a0"  # a day stays on one line; its time may go to the next
MADE_UP = re.compile("[0-9a-f]{16}")  # keys and pseudonyms: made-up numbers, shown in groups that an eye can follow

MONTH = re.compile(r"[12]\d{3}-[01]\d")
QUARTER = re.compile(r"[12]\d{3}-Q[1-4]")
NTH = ("first", "second", "third", "fourth")


@dataclass(frozen=True)
class Cell:
    """One value in words. `kind`: text, mono, num, date, code, nr, unm, held or list. `iso` is a date for machines."""

    kind: str
    text: str
    note: str = ""
    iso: str = ""
    href: str = ""
    items: list[Cell] = field(default_factory=list)


Labels = dict[tuple[str, str], str]


def cell(release: Release, column: Column, value: Any, labels: Labels | None = None) -> Cell:
    """`value` of `column` in words. `labels` gives the names of records that other records point to."""
    if value is None or value == "":
        return Cell("nr", NOT_RECORDED)
    if column.type == "array":
        return array(release, column, value)
    if column.codes:
        return coded(release, column, value)
    if column.refers_to:
        name = (labels or {}).get((column.refers_to, str(value)), str(value))
        linked = column.refers_to in release.tables
        return Cell("text", name, href=f"/{DATABASE}/{column.refers_to}/{tilde_encode(str(value))}" if linked else "")
    if column.type == "boolean":
        return Cell("text", "Yes" if str(value) == "1" else "No")
    if column.is_date:
        return dated(str(value))
    if isinstance(value, (int, float)) and column.is_number:
        return Cell("num", number(value, column))
    text = str(value)
    if MADE_UP.fullmatch(text):
        table = release.tables[column.table_name]
        same = f"/{DATABASE}/{table.name}?{column.name}={text}" if column.name != table.key else ""
        return Cell("mono", grouped(text), href=same)  # the same made-up number elsewhere is the same person
    if MONTH.fullmatch(text):
        return dated(text)
    if QUARTER.fullmatch(text):
        return Cell("text", day(text))
    return Cell("text", text, href=text if text.startswith(("https://", "http://")) else "")


def in_row(release: Release, column: Column, row: Any, labels: Labels | None = None) -> Cell:
    """The value of `column` in `row`, in words. What stands beside it tells a gap from what may not be shown."""
    value, there = row[column.name], set(row.keys())
    is_given = owner(row) in column.withheld_for
    if value is None and is_given and column.waits_for in there:
        when = str(row[column.waits_for] or "")
        if not when or when > release.portal.get("as_of", ""):
            return Cell("held", WITHHELD, note=f"until {day(when).replace(' ', NO_BREAK)}" if when else "")
    if value is None and is_given and column.is_protected:
        return Cell("held", WITHHELD, note=reason(column))
    made = cell(release, column, value, labels)
    named = where_named(release, column, row)
    if named and column.names == "record" and value is not None:
        name = (labels or {}).get((named.name, str(value)))
        made = Cell("text", name) if name else made  # one that was taken out has none
        return replace(made, href=f"/{DATABASE}/{named.name}/{tilde_encode(str(value))}")
    if named and column.names == "column" and value in named.columns:
        return Cell("text", named.columns[value].title, href=f"/dictionary/{named.name}#{value}")
    return made


def where_named(release: Release, column: Column, row: Mapping[str, Any]) -> Table | None:
    """The table that a row of a made table tells of, where a column names a record or a column of it."""
    where = release.tables[column.table_name].that_names("table") if column.names in ("record", "column") else ""
    return release.tables.get(str(row[where])) if where in row.keys() else None  # noqa: SIM118  (as in `owner`)


def reason(column: Column, code: str = "suppressed") -> str:
    """Why a value is withheld, in few words: what its column says, unless the agency itself withholds it."""
    return (column.basis or "").lower() or REASONS[code] if code == "suppressed" else REASONS.get(code, "")


def owner(row: Any) -> str:
    """The agency whose record a row is; a star where the records of its table have none."""
    return str(row["agency_id"]) if "agency_id" in row.keys() else "*"  # noqa: SIM118  (a sqlite3.Row has no other way)


def counted(release: Release, row: Any, column: Column, labels: Labels) -> Cell:
    """A value of a count table: what was counted by, its code, and the count or why it is withheld."""
    value = row[column.name]
    if column.name == "people" and value is None and row["is_withheld"]:
        return Cell("held", WITHHELD, note=REASONS["suppressed"])
    if column.name in ("characteristic", "value") and value is not None:
        return Cell("text", count_word(release, column.name, value, row["characteristic"]))
    return in_row(release, column, row, labels)


def count_word(release: Release, name: str, value: Any, characteristic: str = "") -> str:
    """The words of what a count table counts by, and of one of its codes."""
    if name == "characteristic":
        return next((each.title for each in release.names_of(str(value))), str(value).replace("_", " ").capitalize())
    columns = [each for each in release.names_of(characteristic) if each.codes]
    lists = [release.codes[each.codes] for each in columns if each.codes in release.codes]
    lists = lists or list(release.codes.values())
    return next((codes[value].label for codes in lists if value in codes), str(value))


def coded(release: Release, column: Column, value: Any) -> Cell:
    """A code as its label; a reserved code as the mark that says why there is no value."""
    code = release.code(column, value)
    if code is None:
        return Cell("text", str(value))
    if code.is_reserved and code.code in MARKS:
        words = WITHHELD if code.code in REASONS else code.label.lower()
        return Cell(MARKS[code.code], words, note=reason(column, code.code))
    return Cell("code", code.label, note=code.definition or "")


def array(release: Release, column: Column, value: Any) -> Cell:
    """A JSON array as its labels, one after the other; each keeps its own mark."""
    try:
        said = json.loads(value)
    except (TypeError, ValueError):
        return Cell("text", str(value))
    if not isinstance(said, list):
        return Cell("text", str(value))
    items = [coded(release, column, each) if column.codes else Cell("text", str(each)) for each in said]
    if not items:
        return Cell("text", "none")
    return Cell("list", "; ".join(item.text for item in items), items=items)


def grouped(text: str, size: int = 4) -> str:
    """A long number in groups: '7be204c9' is '7be2 04c9'."""
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


def number(value: float, column: Column | None = None) -> str:
    """1510 is '1,510', 13.5 stays as exact as it is, and 100.0 is '100'. A year is a name and has no comma."""
    if column is not None and column.name.endswith("year"):
        return str(value)
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,}"


def day(text: str, long: bool = False) -> str:
    """'2024-12-18' is 'Dec 18, 2024', or 'December 18, 2024' when `long`. A quarter has words."""
    month = "%B" if long else "%b"
    try:
        if len(text) == 4:
            return text
        if QUARTER.fullmatch(text):
            return f"{'the ' if long else ''}{NTH[int(text[6]) - 1]} quarter of {text[:4]}"
        if len(text) == 7:
            return datetime.strptime(text, "%Y-%m").strftime(f"{month} %Y")
        said = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{said.strftime(month)} {said.day}, {said.year}"


def dated(text: str) -> Cell:
    """A day, or a day and a time, as people write it; `iso` keeps it as machines do."""
    clock = ""
    if len(text) >= 16 and text[10] in "T ":
        hour, minute = int(text[11:13]), text[14:16]
        half = "a.m." if hour < 12 else "p.m."
        clock = f", {(hour - 1) % 12 + 1}{'' if minute == '00' else ':' + minute}{NO_BREAK}{half}"
    return Cell("date", day(text).replace(" ", NO_BREAK) + clock, iso=text)
