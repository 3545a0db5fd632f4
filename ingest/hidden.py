"""Workbooks that tell too much: what a person who looks at the pages does not see stops the file, until the agency's
format names it with a reason. What stops is named by sort, sheet and number; no value is ever shown.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from ingest import beside, biff, excel, opendocument, weight
from ingest.formats import Format
from ingest.language import Words, counted, phrase
from ingest.markup import UNSEEN, Thing
from ingest.problems import Problem, Stop, stop
from ingest.read import BOOKS, suffix
from ingest.recognise import Found

_CODES = {
    "sheets": "hidden-sheet",
    "rows": "hidden-rows",
    "columns": "hidden-columns",
    "comments": "hidden-comments",
    "pivots": "hidden-pivots",
    "links": "hidden-links",
    "merged": "hidden-merged",
    "results": "no-result",
}
_COUNTED: dict[str, Callable[[int], Words]] = {
    "sheets": str,
    "rows": lambda count: counted(count, "{count} row", "{count} rows"),
    "columns": lambda count: counted(count, "{count} column", "{count} columns"),
    "comments": lambda count: counted(count, "{count} cell has a comment", "{count} cells have comments"),
    "pivots": lambda count: counted(count, "{count} copy", "{count} copies"),
    "links": lambda count: counted(count, "{count} link", "{count} links"),
    "merged": lambda count: counted(
        count, "{count} cell under merged cells holds", "{count} cells under merged cells hold"
    ),
    "results": lambda count: counted(count, "{count} formula", "{count} formulas"),
}
_VERY = phrase(", and so that Excel does not offer to unhide it")


def refuse(found: Found, again: bool = False) -> None:
    """Raise `Stop` where a file, or one that it looks things up in, is a workbook that holds what its format does not
    name. A load that is done `again` passed when it was done first.
    """
    if again:
        return
    problems = [one for path in (found.sheet.path, *beside.paths(found).values()) for one in _problems(path, found)]
    if problems:
        raise Stop(*problems)


def look(path: Path) -> list[Thing]:
    """What a workbook holds and its pages do not show; nothing for other files. Raises `Stop` (unreadable-file)."""
    if suffix(path) not in BOOKS:
        return []
    weight.refuse_too_much(path)
    try:
        with path.open("rb") as file:
            is_archive = file.read(4) == b"PK\3\4"
        return list(_in_archive(path) if is_archive else biff.look(path))
    except UNSEEN as error:
        reason = phrase("nobody can see what may be hidden in it: {error}", error=error)
        raise stop("unreadable-file", path.name, reason=reason) from None


def _in_archive(path: Path) -> Iterator[Thing]:
    with zipfile.ZipFile(path) as archive:
        is_open_document = "content.xml" in archive.namelist()
        yield from (opendocument if is_open_document else excel).look(archive)


def _problems(path: Path, found: Found) -> Iterator[Problem]:
    """What is not named, as problems."""
    for thing in look(path):
        if not _is_named(thing, found.format):
            fills: dict[str, object] = {
                "sheet": thing.sheet,
                "count": _COUNTED[thing.sort](thing.count),
                "place": thing.place,
                "how": _VERY if thing.place == "veryHidden" else "",
            }
            yield Problem(_CODES[thing.sort], path.name, fills=fills)


def _is_named(thing: Thing, format_: Format) -> bool:
    return thing.sheet in format_.hidden_sheets if thing.sort == "sheets" else thing.sort in format_.hidden
