"""How the cells of a workbook look, where the reader of workbooks (`ingest.book`) does not tell: errors as their texts,
midnight where a time of day is shown, zeros before a number, words around it, and in ODS tabs and breaks inside a cell.

Told row by row as the workbook streams by once more; most have no such cell, and a look at their bytes says so.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ingest import biff, excel, looks
from ingest.language import phrase
from ingest.markup import UNSEEN, Attributes, Unreadable, letters, times, walking
from ingest.once import once
from ingest.problems import stop

WITH_TIME = None  # of a day: the time is shown with it, midnight too
Looks = dict[int, str | None]  # column, counted from 0: its text, or WITH_TIME
_CHUNK = 1 << 20
_NO_DAY = date(1899, 12, 30)
_TAIL = 4096  # bytes: a cell with its formula, as a rule
_FORMULA = rb"""(?:<(?:\w+:)?f\b(?:[^<>]{0,200}/>|[^<>]{0,200}>[^<]{0,4000}</(?:\w+:)?f>)\s*)?"""
_NO_MOMENT = rb"""[^<>]{0,200}>\s*%s<(?:\w+:)?v>\s*(?:-|0[.0]*\s*<)""" % _FORMULA  # 0 or less
_ERROR = rb"""\bt\s*=\s*["']e["']"""
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")
_DURATION = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_CLOCK, _MIDNIGHT = re.compile(r"\d?\d:\d\d(:\d\d)?"), re.compile(r"(T00:00(:00([.,]0+)?)?)?")
_WORDED = re.compile(r"\D*?(\d+)\D*")
_ZEROS = re.compile(r"0\d[\d -]*|\d+(-\d+)+")


def rows(path: Path, sheet: str) -> Iterator[tuple[range, Looks]]:
    """Rows, counted from 1, with cells that look otherwise than they are read, from top to bottom. Raises `Stop`."""
    try:
        if not zipfile.is_zipfile(path):
            yield from ((range(row, row + 1), found) for row, found in _of_old(path).get(sheet, {}).items())
            return
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist():
                yield from _of_open_document(archive, sheet)
            elif part := _worth_it(path, sheet):
                yield from _of_page(archive, part, excel.number_formats(archive))
    except looks.NotShown as error:
        place, code = error.args
        raise stop("shown-zeros", path.name, sheet=sheet, place=place, code=code) from None
    except UNSEEN as error:
        raise stop("unreadable-file", path.name, reason=error) from None


@once(4)
def _of_old(path: Path) -> dict[str, dict[int, Looks]]:
    """Sheet -> row -> what looks otherwise, of an XLS."""
    made: dict[str, dict[int, Looks]] = {}
    for cell in biff.cells(path):
        text = cell.text or _look(cell.number, cell.code, cell.row, cell.column)
        if text != "":
            made.setdefault(cell.sheet, {}).setdefault(cell.row, {})[cell.column] = text
    return made


def _look(number: float, code: str, row: int, column: int) -> str | None:
    """How a number looks under a number format; "" for as it is. Raises `looks.NotShown` with the cell."""
    if number <= 0 and looks.is_none(number, code):
        return str(int(number)) if number == int(number) else repr(number)
    if looks.has_time(code):
        return WITH_TIME if number == int(number) else ""
    try:
        return looks.padded(number, code) or looks.worded(number, code)
    except looks.NotShown:
        raise looks.NotShown(f"{letters(column)}{row}", code) from None


@once(32)
def _worth_it(path: Path, sheet: str) -> str:
    """The part of an XLSX that holds a sheet, if some cell of it is an error or has a number format that matters."""
    with zipfile.ZipFile(path) as archive:
        part = excel.page(archive, sheet)
        formats = excel.number_formats(archive)
        tests = (looks.has_time, looks.has_zeros, looks.has_words)
        styles = [str(at).encode() for at, code in enumerate(formats) if any(test(code) for test in tests)]
        moments = [str(at).encode() for at, code in enumerate(formats) if looks.is_moment(code)]
        styled = _styled(styles) + (_styled(moments) + _NO_MOMENT if moments else b"")
        told = re.compile(_ERROR + styled + rb"""|^(?:\xff\xfe|\xfe\xff|\0)""")
        if part in archive.namelist():
            with archive.open(part) as file:
                tail = b""
                while chunk := file.read(_CHUNK):
                    if told.search(tail + chunk):
                        return part
                    tail = chunk[-_TAIL:]
    return ""


def _styled(styles: list[bytes]) -> bytes:
    """One more way in which a cell may matter: it has one of these styles."""
    return rb"""|\bs\s*=\s*["'](?:%s)["']""" % b"|".join(styles) if styles else b""


def _of_page(archive: zipfile.ZipFile, part: str, formats: list[str]) -> Iterator[tuple[range, Looks]]:
    page = _Page(formats)
    for _ in walking(archive, part, page.start, page.end, page.text):
        yield from page.done
        page.done = []


@dataclass
class _Page:
    """A sheet of an XLSX as it streams by. `done`: rows that have ended since they were last taken away."""

    formats: list[str]
    done: list[tuple[range, Looks]] = field(default_factory=list)
    _row: int = 0
    _column: int = -1
    _sort: str = ""
    _code: str = ""
    _value: str = ""
    _within: bool = False
    _found: Looks = field(default_factory=dict)

    def start(self, name: str, said: Attributes) -> None:
        """An element begins."""
        if name == "c":
            self._column = excel.column(said["r"]) if "r" in said else self._column + 1
            style = said.get("s", "0")
            known = style.isdigit() and int(style) < len(self.formats)
            self._sort, self._value, self._code = said.get("t", "n"), "", self.formats[int(style)] if known else ""
        elif name == "v":
            self._within = True
        elif name == "row":
            before, self._column = self._row, -1
            self._row = int(said["r"]) if said.get("r", "").isdigit() else self._row + 1
            if self._row <= before:
                raise Unreadable(phrase("the rows of a sheet do not stand in order"))

    def text(self, text: str) -> None:
        """Characters; only those of a value matter."""
        if self._within:
            self._value += text

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "v":
            self._within = False
        elif name == "c" and self._sort == "e":
            self._found[self._column] = self._value.strip()
        elif name == "c" and self._sort == "n" and self._code and _NUMBER.fullmatch(self._value.strip()):
            text = _look(float(self._value), self._code, self._row, self._column)
            if text != "":
                self._found[self._column] = text
        elif name == "row" and self._found:
            self.done.append((range(self._row, self._row + 1), self._found))
            self._found = {}


def _of_open_document(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[range, Looks]]:
    seen = _OpenDocument(sheet)
    for _ in walking(archive, "content.xml", seen.start, seen.end, seen.text):
        yield from seen.done
        seen.done = []


class _OpenDocument:
    """One sheet of an ODS as it streams by. What a cell shows stands in it as text, beside the value."""

    def __init__(self, sheet: str) -> None:
        self.done: list[tuple[range, Looks]] = []
        self._sheet, self._is_it = sheet, False
        self._row, self._column, self._repeats, self._notes = 1, 0, 1, 0
        self._found: Looks = {}
        self._cell: Attributes = {}
        self._text, self._is_cut, self._in_paragraph = "", False, 0

    def start(self, name: str, said: Attributes) -> None:
        """An element begins."""
        if name == "table":
            self._is_it, self._row = said.get("name", "") == self._sheet, 1
        elif name == "annotation":
            self._notes += 1
        elif not self._is_it or self._notes:
            return
        elif name == "table-row":
            self._repeats, self._column, self._found = times(said, "number-rows-repeated"), 0, {}
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell, self._text, self._is_cut = said, "", False
        elif name == "p":
            self._text += "\n" if self._text else ""
            self._in_paragraph += 1
        elif name in {"tab", "line-break"}:
            self._text += "\t" if name == "tab" else "\n"
            self._is_cut = True
        elif name == "s":
            self._text += " " * times(said, "c")

    def text(self, text: str) -> None:
        """Characters; those of a comment are none of the cell's."""
        if self._in_paragraph and not self._notes:
            self._text += text

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "annotation":
            self._notes -= 1
        elif name == "table":
            self._is_it = False
        elif not self._is_it or self._notes:
            return
        elif name == "p":
            self._in_paragraph -= 1
        elif name in {"table-cell", "covered-table-cell"}:
            width, text = times(self._cell, "number-columns-repeated"), self._look()
            if text != "":
                self._found.update(dict.fromkeys(range(self._column, self._column + width), text))
            self._column += width
        elif name == "table-row":
            if self._found:
                self.done.append((range(self._row, self._row + self._repeats), self._found))
            self._row += self._repeats

    def _look(self) -> str | None:
        """How the cell looks; "" for as it is."""
        said, sort, text = self._cell, self._cell.get("value-type", ""), self._text
        if sort == "error" or (sort == "string" and self._is_cut):
            return text
        if sort == "time":
            found = _DURATION.fullmatch(said.get("time-value", ""))
            return f"{found[1]}{int(found[2]):02}:{int(found[3]):02}:{int(found[4]):02}" if found else ""
        if sort == "date":
            is_midnight = _MIDNIGHT.fullmatch(said.get("date-value", "")[10:])
            days = _days(said.get("date-value", ""))
            if days < 0 or (days == 0 and is_midnight):
                return str(days)
            day, clocks = _CLOCK.subn("", text)
            return WITH_TIME if is_midnight and clocks and re.search(r"\d", day) else ""
        if sort == "float" and _ZEROS.fullmatch(text.strip()):
            digits, value = re.sub(r"\D", "", text), said.get("value", "")
            return text.strip() if value.isdigit() and int(digits) == int(value) else ""
        if sort == "float" and (found := _WORDED.fullmatch(text.strip())) and found[1] == said.get("value", ""):
            return looks.Worded(text.strip())
        return ""


def _days(moment: str) -> int:
    """How a spreadsheet counts the day of an ODS: 0 is the day before its first, and no day that somebody meant."""
    try:
        return (date.fromisoformat(moment[:10]) - _NO_DAY).days
    except ValueError:
        return -1 if moment.startswith("-") else 1
