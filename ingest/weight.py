"""What a workbook would take in memory, counted before it is opened: the reader takes in each sheet as one rectangle.

So a far cell in a file of 1 KB, a cell repeated a million times or one long text that a million cells share would ask
for more memory than there is. What is counted is what the file says of each cell, not what it says of its size.
"""

from __future__ import annotations

import zipfile
from array import array
from dataclasses import dataclass, field
from pathlib import Path

from ingest import biff, excel
from ingest.language import Listed, phrase
from ingest.markup import UNSEEN, Attributes, times, walk
from ingest.once import once
from ingest.problems import stop

# Bytes, measured on calamine: a place in the rectangle of a sheet, a cell in it that is filled, a text on its own, and
# a place of an ODS, of which several copies are made.
_PLACE, _FILLED, _TEXT, _OPEN_PLACE = 30, 64, 24, 160
_MOST = 330 << 20
_MOST_BYTES = 300 << 20  # unpacked
_MOST_OLD = 48 << 20  # XLS are read whole to be counted
_ENOUGH = phrase(". Delete what does not belong, or save the right sheet as CSV")


class _TooMuch(Exception):
    """It would take too much; says what of."""


@once(8)
def refuse_too_much(path: Path) -> None:
    """Raise `Stop` (unreadable-file) for a workbook that would take more memory than an office computer can spare."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                _of_archive(archive)
        elif path.stat().st_size > _MOST_OLD:
            size, most = f"{path.stat().st_size >> 20:,}", _MOST_OLD >> 20
            raise _TooMuch(phrase("it has {size} MB, more than {most} MB", size=size, most=most))
        else:
            for rows, columns, texts in biff.sizes(path):
                _refuse(_Sheet(rows, columns, rows * columns, texts))
    except _TooMuch as error:
        raise stop("unreadable-file", path.name, reason=Listed((error, _ENOUGH), "")) from None
    except UNSEEN as error:
        raise stop("unreadable-file", path.name, reason=error) from None


def _of_archive(archive: zipfile.ZipFile) -> None:
    size = sum(member.file_size for member in archive.infolist())
    if size > _MOST_BYTES:
        unpacked, most = f"{size >> 20:,}", _MOST_BYTES >> 20
        raise _TooMuch(phrase("it unpacks to {size} MB, more than {most} MB", size=unpacked, most=most))
    if "content.xml" in archive.namelist():
        seen = _OpenDocument()
        walk(archive, "content.xml", seen.start, seen.end, seen.text)
        return
    shared = _shared(archive)
    for part in excel.pages(archive):
        page = _Page(shared, _Sheet(shared=sum(shared) + _TEXT * len(shared)))
        walk(archive, part, page.start, page.end, page.text)
        _refuse(page.sheet)


@dataclass(slots=True)
class _Sheet:
    """How far the cells of a sheet reach, how many of them are filled, how long their texts are."""

    rows: int = 0
    columns: int = 0
    filled: int = 0
    texts: int = 0
    shared: int = 0


def _refuse(sheet: _Sheet) -> None:
    places = sheet.rows * sheet.columns
    if _PLACE * places + _FILLED * sheet.filled + sheet.texts + sheet.shared > _MOST:
        if places > 2 * sheet.filled:
            reach = {"row": f"{sheet.rows:,}", "column": f"{sheet.columns:,}"}
            raise _TooMuch(phrase("a sheet reaches to row {row} and column {column}", **reach))
        full = {"cells": f"{sheet.filled:,}", "letters": f"{sheet.texts:,}"}
        raise _TooMuch(phrase("a sheet has {cells} cells with {letters} characters, more than can be opened", **full))


def _shared(archive: zipfile.ZipFile) -> array[int]:
    """How long each of the texts is that cells of an XLSX share."""
    lengths, size = array("I"), 0

    def start(name: str, said: Attributes) -> None:
        nonlocal size
        size = 0 if name == "si" else size

    def text(characters: str) -> None:
        nonlocal size
        size += len(characters)

    def end(name: str) -> None:
        if name == "si":
            lengths.append(size)
            if _TEXT * len(lengths) > _MOST:
                raise _TooMuch(phrase("it holds more than {count} texts", count=f"{len(lengths):,}"))

    for part in excel.shared(archive):
        walk(archive, part, start, end, text)
    return lengths


@dataclass(slots=True)
class _Page:
    """One sheet of an XLSX as it streams by. A cell that does not say where it is stands beside the one before it."""

    shared: array[int]
    sheet: _Sheet
    _column: int = 0
    _row: int = 0
    _is_shared: bool = False
    _value: str | None = None
    _columns: dict[str, int] = field(default_factory=dict)

    def start(self, name: str, said: Attributes) -> None:
        if name == "c":
            self._is_shared = said.get("t") == "s"
            self._column = self._place(said["r"]) if "r" in said else self._column + 1
        elif name == "v" or name == "t":
            self._value, sheet = "", self.sheet
            sheet.filled += 1
            sheet.rows, sheet.columns = max(sheet.rows, self._row), max(sheet.columns, self._column)
            if not sheet.filled % 4096:
                _refuse(sheet)
        elif name == "row":
            self._row, self._column = int(said["r"]) if said.get("r", "").isdigit() else self._row + 1, 0

    def text(self, characters: str) -> None:
        if self._value is not None:
            if self._is_shared:
                self._value += characters
            else:
                self.sheet.texts += len(characters)

    def end(self, name: str) -> None:
        if self._value is not None and name in {"v", "t"}:
            number = self._value.strip()
            if number.isdecimal() and int(number) < len(self.shared):
                self.sheet.texts += self.shared[int(number)]
            self._value = None

    def _place(self, cell: str) -> int:
        name = cell.rstrip("0123456789")
        if name not in self._columns:
            self._columns[name] = excel.column(name) + 1
        digits = cell[len(name) :]
        self._row = int(digits) if digits else self._row
        return self._columns[name]


class _OpenDocument:
    """All sheets of an ODS, taken in together, as they stream by. A cell may say how often it stands, and a row."""

    def __init__(self) -> None:
        self.places = self.texts = 0
        self._rows = self._columns = self._row = self._column = self._reach = self._repeats = 0
        self._filled = self._length = self._row_texts = self._times = 0
        self._in_cell = False

    def start(self, name: str, said: Attributes) -> None:
        if name == "table":
            self._rows = self._columns = self._row = 0
        elif name == "table-row":
            self._repeats, self._column, self._reach, self._row_texts = times(said, "number-rows-repeated"), 0, 0, 0
        elif name in {"table-cell", "covered-table-cell"}:
            self._times, self._in_cell = times(said, "number-columns-repeated"), True
            self._length = sum(map(len, said.values())) if "value-type" in said or "formula" in said else 0

    def text(self, characters: str) -> None:
        if self._in_cell:
            self._length += len(characters)

    def end(self, name: str) -> None:
        if name in {"table-cell", "covered-table-cell"}:
            self._column += self._times
            if self._length:
                self._reach = self._column
                self._row_texts += self._length * self._times
            self._in_cell = False
        elif name == "table-row":
            self._row += self._repeats
            if self._reach:
                self._rows, self._columns = self._row, max(self._columns, self._reach)
                self.texts += self._row_texts * self._repeats
            self._refuse()
        elif name == "table":
            self.places += self._rows * self._columns

    def _refuse(self) -> None:
        if _OPEN_PLACE * (self.places + self._rows * self._columns) + self.texts > _MOST:
            reach = {"row": f"{self._rows:,}", "column": f"{self._columns:,}"}
            raise _TooMuch(phrase("its sheets reach to row {row} and column {column}, or hold long texts", **reach))
