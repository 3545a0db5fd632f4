"""What an XLS file holds and does not show. The one door to xlrd, which knows this old form better than anything else.

Its formulas always have a result. A pivot cache is known by the name of its storage inside the file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.language import phrase
from ingest.markup import Covered, Merge, Thing, Unreadable, listed

_CACHES = "_SX_DB_CUR".encode("utf-16-le")
_OUTSIDE = frozenset([2, 4])  # of a list of what formulas refer to: other workbooks; programs and objects
_STATES = {1: "hidden", 2: "veryHidden"}


def look(path: Path) -> Iterator[Thing]:
    """What an XLS file holds and does not show. Raises `Unreadable`."""
    book = _opened(path, with_styles=True)
    caches = _CACHES in path.read_bytes()
    if caches:
        yield Thing("pivots")
    links = sum(sort in _OUTSIDE for sort in book._supbook_types)
    if links:
        yield Thing("links", count=links)
    for sheet in book.sheets():
        yield from _of_sheet(sheet)


def sizes(path: Path) -> Iterator[tuple[int, int, int]]:
    """Rows, columns and characters of text of every sheet. Raises `Unreadable`."""
    for sheet in _opened(path).sheets():
        yield (
            sheet.nrows,
            sheet.ncols,
            sum(len(value) for row in range(sheet.nrows) for value in sheet.row_values(row) if isinstance(value, str)),
        )


def merges(path: Path, sheet: str) -> list[Merge]:
    """The merged cells of a sheet, from top to bottom. Raises `Unreadable`."""
    return [made for one in _opened(path, with_styles=True).sheets() if one.name == sheet for made in _merges(one)]


@dataclass(frozen=True)
class Cell:
    """A cell whose look its value does not tell: the text of an error, or a number and its number format."""

    sheet: str
    row: int
    column: int
    text: str = ""
    number: float = 0
    code: str = ""


def cells(path: Path) -> Iterator[Cell]:
    """Every error and every number of an XLS that has a number format, row by row. Raises `Unreadable`."""
    from xlrd import error_text_from_code

    book = _opened(path, with_styles=True)
    formats = {key: one.format_str for key, one in book.format_map.items()}
    codes = dict(enumerate(formats.get(style.format_key, _PLAIN) for style in book.xf_list))
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row)):
                if cell.ctype == _ERROR:
                    yield Cell(sheet.name, row + 1, column, error_text_from_code.get(cell.value, "#ERROR!"))
                elif cell.ctype in _NUMBERS and (code := codes.get(cell.xf_index, _PLAIN)) != _PLAIN:
                    yield Cell(sheet.name, row + 1, column, number=cell.value, code=code)


def _opened(path: Path, with_styles: bool = False) -> Any:
    import xlrd

    try:
        return xlrd.open_workbook(path, logfile=io.StringIO(), formatting_info=with_styles, ragged_rows=True)
    except Exception as error:  # on a damaged file xlrd raises whatever its arithmetic comes to
        if "encrypted" in str(error):
            raise Unreadable(phrase("it is locked with a password. Open it and take the password off")) from None
        raise Unreadable(phrase("it cannot be looked into ({error})", error=type(error).__name__)) from None


def _of_sheet(sheet: Any) -> Iterator[Thing]:
    if sheet.visibility:
        yield Thing("sheets", sheet.name, place=_STATES.get(sheet.visibility, "hidden"))
    if sheet.cell_note_map:
        yield Thing("comments", sheet.name, len(sheet.cell_note_map))
    if sheet.visibility:
        return
    filled = [{place for place, sort in enumerate(sheet.row_types(row)) if sort not in _EMPTY}
              for row in range(sheet.nrows)]  # fmt: skip
    rows = sum(
        (info.hidden or info.height == 0) and row < len(filled) and bool(filled[row])
        for row, info in sheet.rowinfo_map.items()
    )
    if rows:
        yield Thing("rows", sheet.name, rows)
    hidden = {place for place, info in sheet.colinfo_map.items() if info.hidden or info.width == 0}
    columns = hidden & set().union(*filled)
    if columns:
        yield Thing("columns", sheet.name, len(columns), listed(columns))
    covered = Covered(_merges(sheet))
    for row, places in enumerate(filled, 1) if covered.merges else ():
        for place in sorted(places):
            if sheet.cell_value(row - 1, place) != "":  # some programs write a text without a letter into each
                covered.look(row, place)
    if covered.filled:
        yield Thing("merged", sheet.name, covered.filled, covered.first)


def _merges(sheet: Any) -> list[Merge]:
    return sorted(Merge(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells)


_EMPTY = frozenset([0, 6])  # no cell, and a cell that has a style alone
_NUMBERS, _ERROR, _PLAIN = frozenset([2, 3]), 5, "General"
