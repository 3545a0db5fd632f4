"""The XML inside workbooks, read as it streams by, and what a look at a workbook can find.

The standard library's expat, held back: a document type, the only place where entities can be declared, is refused,
nothing outside the archive is fetched, and no tag may grow without end.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal
from xml.parsers import expat

from ingest.archive import DAMAGED
from ingest.language import Words, phrase

Sort = Literal["sheets", "rows", "columns", "comments", "pivots", "links", "results", "merged"]
_CHUNK = 1 << 18
_LONGEST_TAG = 8 << 20


@dataclass(frozen=True)
class Thing:
    """Something that a workbook holds and its pages do not show: of which sort, on which sheet, how many, where."""

    sort: Sort
    sheet: str = ""
    count: int = 1
    place: Words = ""


@dataclass(frozen=True, order=True)
class Merge:
    """A range of merged cells: its rows, counted from 1, and columns, counted from 0, the last ones among them."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """The range as a spreadsheet program names it: `C2:C4`."""
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


@dataclass
class Covered:
    """Which cells lie under merged ones: all of a range but its first. Asked row by row, as a sheet streams by.

    `filled` and `first`: how many of them hold something, and where the first is.
    """

    merges: list[Merge]
    filled: int = 0
    first: str = ""
    _row: int = 0
    _next: int = 0
    _here: list[Merge] = field(default_factory=list)

    def look(self, row: int, column: int) -> None:
        """Look at a cell that holds something."""
        if row != self._row:
            self._turn(row)
        if any(one.left <= column <= one.right and (row, column) != (one.top, one.left) for one in self._here):
            self.filled += 1
            self.first = self.first or f"{letters(column)}{row}"

    def _turn(self, row: int) -> None:
        """Go on to another row; back to the first one where rows do not stand in order."""
        if row < self._row:
            self._next, self._here = 0, []
        while self._next < len(self.merges) and self.merges[self._next].top <= row:
            self._here.append(self.merges[self._next])
            self._next += 1
        self._row, self._here = row, [one for one in self._here if one.bottom >= row]


class Unreadable(Exception):
    """A part of a workbook that cannot be looked into; says why, without what stands in it."""


# All that a look into a damaged workbook raises.
UNSEEN: tuple[type[Exception], ...] = (Unreadable, *DAMAGED)
Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def walk(archive: zipfile.ZipFile, member: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Tell of everything in one part; names come without their namespace. Raises `Unreadable`."""
    for _ in walking(archive, member, start, end, text):
        pass


def walking(
    archive: zipfile.ZipFile, member: str, start: Start, end: End | None = None, text: Text | None = None
) -> Iterator[None]:
    """The same a piece at a time, so that what was told of can be taken away before the next piece comes."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: start(
        _local(name), {_local(word): value for word, value in attributes.items()} if attributes else {}
    )
    if end:
        ended = end
        parser.EndElementHandler = lambda name: ended(_local(name))
    if text:
        parser.CharacterDataHandler = text
    fed = 0
    try:
        with archive.open(member) as file:
            while chunk := file.read(_CHUNK):
                parser.Parse(chunk, False)
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise Unreadable(
                        phrase("{member} holds a tag of more than {size} MB", member=member, size=_LONGEST_TAG >> 20)
                    )
                yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        raise Unreadable(phrase("{member} is not XML ({said})", member=member, said=said)) from None
    except KeyError:
        raise Unreadable(phrase("{member} is missing", member=member)) from None


@cache
def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*said: object) -> None:
    raise Unreadable(phrase("it declares a document type, which no spreadsheet program writes"))


def holds(archive: zipfile.ZipFile, part: str, told: re.Pattern[bytes]) -> bool:
    """Whether a part's bytes have a word at all, as one that hides; most have none, and need no closer look."""
    try:
        with archive.open(part) as file:
            tail = b""
            while chunk := file.read(1 << 20):
                if told.search(tail + chunk):
                    return True
                tail = chunk[-32:] or tail
    except KeyError:
        raise Unreadable(phrase("{member} is missing", member=part)) from None
    return False


def times(said: Attributes, word: str) -> int:
    """How often a cell, row or column of an ODS stands, by one of its attributes."""
    text = said.get(word, "1")
    return min(int(text), 1 << 20) if text.isdigit() else 1


def letters(column: int) -> str:
    """The letters of a column counted from 0: `C` for 2."""
    made, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made


def listed(columns: set[int]) -> Words:
    """Columns by their letters, the first ten of them."""
    names = [letters(column) for column in sorted(columns)]
    first, more = ", ".join(names[:10]), len(names) - 10
    return phrase("{first} and {more} more", first=first, more=f"{more:,}") if more > 0 else first
