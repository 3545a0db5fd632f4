"""Cells that are merged down over several rows, below the header: the file gives their value in the first row alone.

Nothing is filled in by itself, as a blank cell may also mean that nothing is known: a person says so in the format.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from ingest import biff, book, excel, opendocument
from ingest.formats import fold_header
from ingest.language import Words, counted, phrase
from ingest.markup import UNSEEN, Merge
from ingest.problems import Problem, quoted, stop
from ingest.read import BOOKS, suffix
from ingest.recognise import Found

_TOLD = 10  # ranges, by their names


def note(found: Found) -> Problem | None:
    """The one note on merged cells under headers that fill something and that the format does not fill from above."""
    sheet = found.sheet
    if suffix(sheet.path) not in BOOKS:
        return None
    below = [one for one in _merges(sheet.path, sheet.name) if one.bottom > one.top > found.line]
    first = book.first_column(sheet.path, sheet.name) if below else 0
    wanted = set(found.format.headers(found.role_name))
    wanted -= {fold_header(name) for name in (*found.format.ignore, *found.format.same_as_above)}
    under = {first + at: name for at, name in enumerate(found.header) if fold_header(name) in wanted}
    told = [one for one in below if one.left in under]
    if not told:
        return None
    fills: dict[str, object] = {
        "sheet": sheet.name,
        "count": counted(len(told), "{count} cell is", "{count} cells are"),
        "ranges": _ranges(told),
        "headers": quoted(under[place] for place in sorted({one.left for one in told})),
    }
    return Problem("merged-cells", sheet.path.name, told[0].top, fills=fills)


def _merges(path: Path, sheet: str) -> list[Merge]:
    """The merged cells of a sheet, from top to bottom. Raises `Stop` (unreadable-file)."""
    try:
        if not zipfile.is_zipfile(path):
            return biff.merges(path, sheet)
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist():
                return opendocument.merges(archive, sheet)
            part = excel.page(archive, sheet)
            return excel.merges(archive, part) if part else []
    except UNSEEN as error:
        raise stop("unreadable-file", path.name, reason=error) from None


def _ranges(merges: list[Merge]) -> Words:
    first, more = ", ".join(one.name for one in merges[:_TOLD]), len(merges) - _TOLD
    return phrase("{first} and {more} more", first=first, more=f"{more:,}") if more > 0 else first
