"""Rows that were set aside, as a file to mend and load again: the clerk's own columns, and two that make no record:
which row it was with what is wrong, and what to do. In a workbook the cells that are wrong are coloured, and every
cell is text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.formats import fold_header
from ingest.language import one_of, phrase
from ingest.mending import MENDING, OURS, named
from ingest.newfile import new_text, new_workbook
from ingest.problems import stop
from ingest.status import Reject

_WIDE, _LONGEST = 60, 32_767  # characters: of the two columns of ours, and of any cell of a workbook


def write(found: list[Reject], header: tuple[str, ...], path: Path) -> None:
    """Write them; the file's ending says which sort. Raises `Stop`: unknown-input, long-cell, or see `new_file`."""
    found, header = _without_ours(found, header)
    width = max([len(header), *(len(reject.cells) for reject in found)])
    whole = [*header, *(f"column {number}" for number in range(len(header) + 1, width + 1))]
    if path.suffix.lower() == ".csv":
        _write_csv(found, whole, path)
    elif path.suffix.lower() == ".xlsx":
        _write_workbook(found, whole, path)
    else:
        raise stop("unknown-input", path.name, suffix=path.suffix or path.name, known=one_of(("CSV", "XLSX")))


def _without_ours(found: list[Reject], header: tuple[str, ...]) -> tuple[list[Reject], tuple[str, ...]]:
    """The same without the columns that an earlier file to mend had: this one has its own."""
    clerks = [place for place, name in enumerate(header) if fold_header(name) not in OURS]
    more = range(len(header), max([len(header), *(len(one.cells) for one in found)]))
    kept = [
        replace(one, cells=[one.cells[place] for place in (*clerks, *more) if place < len(one.cells)]) for one in found
    ]
    return kept, tuple(header[place] for place in clerks)


def _rows(found: list[Reject], width: int) -> Iterator[list[str]]:
    for reject in found:
        wrong = " ".join(f"{one.column}: {one.says}" if one.column else one.says for one in reject.problems)
        what = " ".join(dict.fromkeys(one.do for one in reject.problems))
        yield [*reject.cells, *[""] * (width - len(reject.cells)), str(named((reject.load, reject.line), wrong)), what]


def _write_csv(found: list[Reject], header: list[str], path: Path) -> None:
    with new_text(path) as file:
        writer = csv.writer(file)
        writer.writerow([*header, *map(str, MENDING)])
        writer.writerows(_rows(found, len(header)))


def _write_workbook(found: list[Reject], header: list[str], path: Path) -> None:
    """Cells are written as text, so that 007 stays 007 and nothing runs as a formula."""
    places = {fold_header(name): place for place, name in enumerate(header)}
    for reject in found:
        if any(len(cell) > _LONGEST for cell in reject.cells):
            raise stop("long-cell", path.name, reject.line, limit=f"{_LONGEST:,}")
    with new_workbook(path, constant_memory=True) as book:
        bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
        wrong = book.add_format({"num_format": "@", "bg_color": "#FCE8E6"})
        ours = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(str(phrase("To mend")))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header) - 1, 18, text)
        sheet.set_column(len(header), len(header) + 1, _WIDE, ours)
        for place, name in enumerate([*header, *map(str, MENDING)]):
            sheet.write_string(0, place, name, bold)
        for number, (reject, cells) in enumerate(zip(found, _rows(found, len(header)), strict=True), 1):
            bad = {places.get(fold_header(str(one.column))) for one in reject.problems}
            for place, cell in enumerate(cells):
                look = ours if place >= len(header) else wrong if place in bad else text
                clean = cell.replace("\0", "")  # no workbook can hold one
                sheet.write_string(number, place, clean, look) if clean else sheet.write_blank(
                    number, place, None, look
                )
