"""What an XLSX or XLSM file holds and does not show. Parts are found as a spreadsheet program finds them: by relations.

A hidden row or column counts when something stands in it: to hide the empty rest of a sheet tells nobody anything.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.language import phrase
from ingest.markup import Attributes, Covered, Merge, Thing, Unreadable, holds, letters, listed, walk

_SMALL = 32 << 20  # relations, the list of sheets, comments
_TOLD = re.compile(rb"""hidden|[<:]f[ \t\r\n>/]|mergeCell|(?:ht|width)\s*=\s*["']0|^(?:\xff\xfe|\xfe\xff|\0)""")
_MERGED = re.compile(rb"mergeCell|^(?:\xff\xfe|\xfe\xff|\0)")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_CACHES, _LINKS = frozenset(["pivotCacheDefinition", "powerPivotData"]), frozenset(["externalLink", "connections"])
_COMMENTS = {"comments": "comment", "threadedComment": "threadedComment"}  # sort of relation: the element that is one
_YES = frozenset(["1", "true", "on"])
_BUILT_IN = {  # those that no file spells out (ECMA-376, 18.8.30) and that show a day or a time
    **dict.fromkeys(("14", "15", "16", "17"), "m/d/yy"),
    **dict.fromkeys(("18", "19", "20", "21", "45", "47"), "h:mm"),
    "22": "m/d/yy h:mm",
}


@dataclass
class _Related:
    id: str
    sort: str
    target: str


def look(archive: zipfile.ZipFile) -> Iterator[Thing]:
    """What the archive of an XLSX file holds and does not show. Raises `Unreadable`."""
    book = _book(archive)
    parts = _related(archive, book)
    named = {one.id: one for one in parts}
    caches = sum(one.sort in _CACHES for one in parts)
    if caches:
        yield Thing("pivots", count=caches)
    links = sum(_count(archive, one.target, "connection") if one.sort == "connections" else 1
                for one in parts if one.sort in _LINKS)  # fmt: skip
    if links:
        yield Thing("links", count=links)
    for name, number, state in _sheets(archive, book):
        if state != "visible":
            yield Thing("sheets", name, place=state)
        if number in named:
            yield from _of_sheet(archive, name, named[number].target, state == "visible")


def pages(archive: zipfile.ZipFile) -> list[str]:
    """The parts of an XLSX that hold its sheets. Raises `Unreadable`."""
    book = _book(archive)
    named = {one.id: one.target for one in _related(archive, book)}
    return [named[number] for _, number, _ in _sheets(archive, book) if number in named]


def page(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part that holds the sheet of this name; "" where there is none."""
    book = _book(archive)
    named = {one.id: one.target for one in _related(archive, book)}
    return next((named.get(number, "") for name, number, _ in _sheets(archive, book) if name == sheet), "")


def merges(archive: zipfile.ZipFile, part: str) -> list[Merge]:
    """The merged cells of a sheet, from top to bottom. They stand after the cells. Raises `Unreadable`."""
    made: list[Merge] = []

    def start(name: str, said: Attributes) -> None:
        if name == "mergeCell" and (found := _RANGE.fullmatch(said.get("ref", ""))):
            made.append(Merge(int(found[2]), column(found[1]), int(found[4]), column(found[3])))

    if holds(archive, part, _MERGED):
        walk(archive, part, start)
    return sorted(made)


def number_formats(archive: zipfile.ZipFile) -> list[str]:
    """The number format of every style that a cell may have, in the order in which cells number them; "" for one that
    every spreadsheet program knows and that says nothing of a day, of a time or of zeros before a number."""
    made: list[str] = []
    own = dict(_BUILT_IN)
    within: list[str] = []

    def start(name: str, said: Attributes) -> None:
        within.append(name)
        if name == "numFmt" and within[-2:-1] == ["numFmts"]:
            own[said.get("numFmtId", "")] = said.get("formatCode", "")
        elif name == "xf" and within[-2:-1] == ["cellXfs"]:
            made.append(said.get("numFmtId", ""))

    def end(name: str) -> None:
        within.pop()

    for one in _related(archive, _book(archive)):
        if one.sort == "styles" and one.target in archive.namelist():
            walk(archive, one.target, start, end)
    return [own.get(number, "") for number in made]


def shared(archive: zipfile.ZipFile) -> list[str]:
    """The parts that hold the texts which cells share."""
    found = [one.target for one in _related(archive, _book(archive)) if one.sort == "sharedStrings"]
    return [part for part in found if part in archive.namelist()]


def _book(archive: zipfile.ZipFile) -> str:
    return next((one.target for one in _related(archive, "") if one.sort == "officeDocument"), "")


def _of_sheet(archive: zipfile.ZipFile, name: str, part: str, is_visible: bool) -> Iterator[Thing]:
    """What one sheet holds: comments wherever they are, hidden rows and columns where the sheet itself is shown."""
    cells: set[str] = set()
    for one in _related(archive, part):
        if one.sort in _COMMENTS:
            cells |= _cells(archive, one.target, _COMMENTS[one.sort])
    if cells:
        yield Thing("comments", name, len(cells))
    if not holds(archive, part, _TOLD):
        return
    covered = Covered(merges(archive, part))
    seen = _Cells(covered, _blanks(archive) if covered.merges else frozenset())
    walk(archive, part, seen.start, seen.end, seen.text)
    if seen.rows and is_visible:
        yield Thing("rows", name, seen.rows)
    if seen.columns and is_visible:
        yield Thing("columns", name, len(seen.columns), listed(seen.columns))
    if seen.covered.filled and is_visible:
        yield Thing("merged", name, seen.covered.filled, seen.covered.first)
    if seen.bare:
        yield Thing("results", name, seen.bare, seen.first)


@dataclass
class _Cells:
    """The cells of one sheet as they stream by: filled ones in hidden rows and columns and under merged
    cells, formulas without a result."""

    covered: Covered
    blanks: frozenset[str]
    rows: int = 0
    columns: set[int] = field(default_factory=set)
    bare: int = 0
    first: str = ""
    _ranges: list[range] = field(default_factory=list)
    _row: int = 0
    _column: int = -1
    _hides: bool = False
    _fills: bool = False
    _sort: str = ""
    _text: str = ""
    _formula: bool = False
    _value: bool = False
    _within: bool = False

    def start(self, name: str, said: Attributes) -> None:
        """An element begins."""
        if name == "c":
            self._column = column(said["r"]) if "r" in said else self._column + 1
            self._sort, self._text, self._formula, self._value = said.get("t", ""), "", False, False
        elif name == "f":
            self._formula = True
        elif name in {"v", "t"}:
            self._within = True
            self._value = self._value or name == "v" and self._sort == "str"  # a formula may result in no text
        elif name == "row":
            self._row = int(said["r"]) if said.get("r", "").isdigit() else self._row + 1
            self._column, self._fills = -1, False
            self._hides = said.get("hidden", "") in _YES or _is_nothing(said.get("ht", ""))
        elif name == "col" and (said.get("hidden", "") in _YES or _is_nothing(said.get("width", ""))):
            self._ranges.append(range(int(said["min"]) - 1, int(said["max"])))

    def text(self, text: str) -> None:
        """Characters; only those of a value matter."""
        if self._within and text:
            self._value = True
            self._text += text if self._sort == "s" else ""

    def end(self, name: str) -> None:
        """An element ends."""
        if name in {"v", "t"}:
            self._within = False
        elif name == "c":
            if self._formula and not self._value:
                self.bare += 1
                self.first = self.first or f"{letters(self._column)}{self._row}"
            if self._value or self._formula:
                self._fills = True
                if self._text not in self.blanks:
                    self.covered.look(self._row, self._column)
                if any(self._column in one for one in self._ranges):
                    self.columns.add(self._column)
        elif name == "row":
            self.rows += self._hides and self._fills


def _blanks(archive: zipfile.ZipFile) -> frozenset[str]:
    """Which of the texts that cells share have no letter: some programs write one into each cell under a merged one."""
    blanks, count, is_blank, within = set[str](), 0, True, False

    def start(name: str, said: Attributes) -> None:
        nonlocal is_blank, within
        is_blank, within = is_blank or name == "si", name == "t"

    def text(characters: str) -> None:
        nonlocal is_blank
        is_blank = is_blank and not (within and characters.strip())

    def end(name: str) -> None:
        nonlocal count, within
        within = False
        if name == "si":
            blanks.update([str(count)] if is_blank else [])
            count += 1

    for part in shared(archive):
        walk(archive, part, start, end, text)
    return frozenset(blanks)


def _sheets(archive: zipfile.ZipFile, book: str) -> list[tuple[str, str, str]]:
    """Name, relation and state of every sheet."""
    made: list[tuple[str, str, str]] = []

    def start(name: str, said: Attributes) -> None:
        if name == "sheet":
            made.append((said.get("name", ""), said.get("id", ""), said.get("state", "visible")))

    _small(archive, book)
    walk(archive, book, start)
    return made


def _related(archive: zipfile.ZipFile, part: str) -> list[_Related]:
    """What a part is related to, inside the archive or outside; `part` "" is the archive itself."""
    folder, file = posixpath.split(part)
    member = posixpath.join(folder, "_rels", f"{file}.rels")
    made: list[_Related] = []

    def start(name: str, said: Attributes) -> None:
        if name == "Relationship":
            target = said.get("Target", "")
            inside = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            made.append(_Related(said.get("Id", ""), said.get("Type", "").rpartition("/")[2], inside))

    if member in archive.namelist():
        _small(archive, member)
        walk(archive, member, start)
    return made


def _cells(archive: zipfile.ZipFile, part: str, element: str) -> set[str]:
    """The cells that the elements of one sort in a part name."""
    made: set[str] = set()
    _small(archive, part)
    walk(archive, part, lambda name, said: made.add(said.get("ref", "")) if name == element else None)
    return made


def _count(archive: zipfile.ZipFile, part: str, element: str) -> int:
    made: list[str] = []
    _small(archive, part)
    walk(archive, part, lambda name, said: made.append(name) if name == element else None)
    return len(made)


def _small(archive: zipfile.ZipFile, part: str) -> None:
    if part not in archive.namelist():
        raise Unreadable(phrase("{member} is missing", member=part or phrase("its list of sheets")))
    if archive.getinfo(part).file_size > _SMALL:
        raise Unreadable(phrase("{member} has more than {size} MB", member=part, size=_SMALL >> 20))


def column(cell: str) -> int:
    """The column of a cell, counted from 0: 2 for `C7`."""
    number = 0
    for letter in cell:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1


def _is_nothing(size: str) -> bool:
    return bool(size) and not size.strip("0.")
