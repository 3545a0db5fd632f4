"""What an ODS file holds and does not show. All of it stands in one part, `content.xml`, styles before sheets."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.markup import Attributes, Merge, Thing, holds, letters, listed, times, walk

_HIDING = frozenset(["collapse", "filter"])
_CELLS = frozenset(["table-cell", "covered-table-cell"])
_LINKS = frozenset(["table-source", "dde-source", "cell-range-source"])
_SPANNED = re.compile(rb"rows-spanned|^(?:\xff\xfe|\xfe\xff|\0)")
_VALUES = ("value", "string-value", "date-value", "time-value", "boolean-value")


@dataclass
class _Sheet:
    """One sheet as it streams by."""

    name: str
    is_hidden: bool
    row: int = 0
    column: int = 0
    row_hides: bool = False
    row_fills: bool = False
    rows: int = 0
    ranges: list[range] = field(default_factory=list)
    columns: set[int] = field(default_factory=set)
    comments: int = 0
    bare: int = 0
    first: str = ""
    covered: int = 0
    first_covered: str = ""
    is_linked: bool = False


class _Look:
    def __init__(self) -> None:
        self.hiding: set[str] = set()
        self.sheets: list[_Sheet] = []
        self.links = 0
        self._style = ""
        self._cell: Attributes = {}
        self._note = 0
        self._text = False
        self._repeats = 1
        self._column_at = 0

    def start(self, name: str, said: Attributes) -> None:
        if name == "style":
            self._style = said.get("name", "")
        elif name == "table-properties" and said.get("display") == "false":
            self.hiding.add(self._style)
        elif name == "table":
            self.sheets.append(_Sheet(said.get("name", ""), said.get("style-name", "") in self.hiding))
            self._column_at = 0
        elif name in _LINKS:
            self.links += 1
            if self.sheets and name == "table-source":
                self.sheets[-1].is_linked = True
        elif self.sheets:
            self._in_sheet(self.sheets[-1], name, said)

    def _in_sheet(self, sheet: _Sheet, name: str, said: Attributes) -> None:
        if name == "table-column":
            width = times(said, "number-columns-repeated")
            if said.get("visibility") in _HIDING:
                sheet.ranges.append(range(self._column_at, self._column_at + width))
            self._column_at += width
        elif name == "table-row":
            sheet.row += 1
            self._repeats = times(said, "number-rows-repeated")
            sheet.column, sheet.row_fills = 0, False
            sheet.row_hides = said.get("visibility") in _HIDING
        elif name in _CELLS:
            self._cell, self._text = said, False
        elif name == "annotation":
            sheet.comments += 1
            self._note += 1

    def text(self, text: str) -> None:
        if not self._note and text.strip():
            self._text = True

    def end(self, name: str) -> None:
        if name == "annotation":
            self._note -= 1
        elif self.sheets and name in _CELLS:
            self._end_cell(self.sheets[-1], name != "table-cell")
        elif self.sheets and name == "table-row":
            sheet = self.sheets[-1]
            sheet.rows += self._repeats if sheet.row_hides and sheet.row_fills else 0
            sheet.row += self._repeats - 1

    def _end_cell(self, sheet: _Sheet, is_covered: bool) -> None:
        said, width = self._cell, times(self._cell, "number-columns-repeated")
        has_value = self._text or any(word in said for word in _VALUES)
        if "formula" in said and not has_value and said.get("value-type") != "string":
            sheet.bare += width
            sheet.first = sheet.first or f"{letters(sheet.column)}{sheet.row}"
        if has_value or "formula" in said:
            sheet.row_fills = True
            if is_covered:
                sheet.covered += width
                sheet.first_covered = sheet.first_covered or f"{letters(sheet.column)}{sheet.row}"
            for hidden in sheet.ranges:
                sheet.columns.update(range(max(hidden.start, sheet.column), min(hidden.stop, sheet.column + width)))
        sheet.column += width


def look(archive: zipfile.ZipFile) -> Iterator[Thing]:
    """What the archive of an ODS file holds and does not show. Raises `Unreadable`."""
    seen = _Look()
    walk(archive, "content.xml", seen.start, seen.end, seen.text)
    if seen.links:
        yield Thing("links", count=seen.links)
    for sheet in seen.sheets:
        if sheet.is_linked:
            continue  # a copy of another file's sheet: told of as a link
        if sheet.is_hidden:
            yield Thing("sheets", sheet.name, place="hidden")
        if sheet.comments:
            yield Thing("comments", sheet.name, sheet.comments)
        if sheet.rows and not sheet.is_hidden:
            yield Thing("rows", sheet.name, sheet.rows)
        if sheet.columns and not sheet.is_hidden:
            yield Thing("columns", sheet.name, len(sheet.columns), listed(sheet.columns))
        if sheet.covered and not sheet.is_hidden:
            yield Thing("merged", sheet.name, sheet.covered, sheet.first_covered)
        if sheet.bare:
            yield Thing("results", sheet.name, sheet.bare, sheet.first)


def merges(archive: zipfile.ZipFile, sheet: str) -> list[Merge]:
    """The cells of a sheet that are merged over several rows, from top to bottom. Raises `Unreadable`."""
    made: list[Merge] = []
    is_it, row, ahead, column = False, 1, 1, 0

    def start(name: str, said: Attributes) -> None:
        nonlocal is_it, row, ahead, column
        if name == "table":
            is_it, row, ahead = said.get("name", "") == sheet, 0, 1
        elif name == "table-row":
            row, ahead, column = row + ahead, times(said, "number-rows-repeated"), 0
        elif is_it and name in _CELLS:
            high, wide = times(said, "number-rows-spanned"), times(said, "number-columns-spanned")
            if high > 1:
                made.append(Merge(row, column, row + high - 1, column + wide - 1))
            column += times(said, "number-columns-repeated")

    if holds(archive, "content.xml", _SPANNED):
        walk(archive, "content.xml", start)
    return sorted(made)
