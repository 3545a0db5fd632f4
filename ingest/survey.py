"""A look through a whole file that no format knows yet: in which encoding, which of its sheets, under which header."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from ingest import hidden
from ingest.codelist import fold
from ingest.formats import Format
from ingest.language import one_of
from ingest.match import unique
from ingest.problems import Problem, Stop, stop
from ingest.profile import Profile
from ingest.read import BOOKS, Row, Sheet, sheets, suffix
from ingest.recognise import LOOK, Found

GUESSED = "windows-1252"  # what a spreadsheet on Windows writes where it does not write UTF-8
_OF_HIDDEN = ("hidden-", "no-result")  # the problems that say what a page does not show
_WORDS, _LEAST = 400_000, 1_000  # distinct words that all columns of a file keep together, and one at least


@dataclass
class Survey:
    """What a file holds: its columns, and how it was read.

    `encoding`: what a format must name, and whether that `is_guess`, with the first `letter` that shows it and its
    line. `twins`: the sheets with the same header, where there are several. `above`: what stands above the header.
    """

    columns: list[Profile]
    line: int = 0
    rows: int = 0
    first: int = 0
    encoding: str = ""
    is_guess: bool = False
    letter: tuple[str, int] | None = None
    twins: list[str] = field(default_factory=list)
    above: str = ""
    unseen: list[Problem] = field(default_factory=list)


def survey(path: Path, encoding: str = "") -> Survey:
    """Look through a file. Raises `Stop` (no-header, open-quote, draft-folder, draft-encoding)."""
    if path.is_dir():
        raise stop("draft-folder", str(path))
    sheets(path, encoding)  # what it is comes before what it does not show
    unseen = _unseen(path)
    try:
        made = _survey(path, encoding, unseen)
    except Stop as error:
        if error.problems[0].code != "bad-bytes":
            raise
        if encoding:
            raise stop("draft-encoding", path.name, encoding=encoding) from None
        made = _guessed(path, unseen)
    made.unseen = unseen
    return made


def _guessed(path: Path, unseen: list[Problem]) -> Survey:
    """The same in the encoding that is likeliest after UTF-8. Raises `Stop` where it is not that either."""
    try:
        made = _survey(path, GUESSED, unseen)
    except Stop as error:
        if error.problems[0].code != "bad-bytes":
            raise
        raise stop("draft-encoding", path.name, encoding=one_of(("UTF-8", GUESSED))) from None
    made.is_guess = True
    return made


def _survey(path: Path, encoding: str, unseen: list[Problem]) -> Survey:
    shut = {one.fills["sheet"] for one in unseen if one.code == "hidden-sheet"}
    shown = [one for one in sheets(path, encoding) if one.name not in shut or not one.name]
    heads = _heads(shown)
    sheet, line, header = max(heads, key=lambda head: len(_told(head[2])), default=(Sheet(path), 0, []))
    if len(_told(header)) < 2:
        raise stop("no-header", path.name, lines=LOOK)
    twins = [(one, at) for one, at, names in heads if one.name and list(map(fold, names)) == list(map(fold, header))]
    most = max(_LEAST, _WORDS // len(header))
    made = Survey([Profile(name, most) for name in unique(header)], line, encoding=encoding)
    made.twins = [one.name for one, _ in twins] if len(twins) > 1 else []
    made.above = " ".join(cell for at, cells in islice(sheet.rows(), LOOK) if at < line for cell in cells)
    for one, at in twins or [(sheet, line)]:
        for number, cells in _below(one, at):
            _count(made, number, cells)
    for column in made.columns:
        column.close()
    return made


def _heads(shown: list[Sheet]) -> list[tuple[Sheet, int, list[str]]]:
    """Each way to read the file with its header. A wrong separator is a wrong try, unless every try is wrong: cut at a
    mark that is not in it, a file with an open quote is one column, and no error."""
    made, errors = [], []
    for one in shown:
        try:
            made.append((one, *_header(one)))
        except Stop as error:
            errors.append(error)
    if errors and all(len(_told(header)) < 2 for _, _, header in made):
        raise errors[0]
    return made


def _below(sheet: Sheet, header: int) -> Iterator[Row]:
    """The rows below a header; where nothing was skipped above it, those are all the others."""
    return (row for row in sheet.rows() if row[0] > header)


def _count(made: Survey, line: int, cells: list[str]) -> None:
    made.rows += 1
    made.first = made.first or line
    for column, text in zip(made.columns, cells, strict=False):
        column.add(text, line)
    if made.encoding and made.letter is None:
        letter = next((sign for text in cells if not text.isascii() for sign in text if not sign.isascii()), "")
        made.letter = (letter, line) if letter else None


def _told(names: list[str]) -> list[str]:
    """The cells of a line that say something; none where all say the same, as a title over merged cells does."""
    said = [fold(name) for name in names if fold(name)]
    return said if len(set(said)) > 1 else []


def _header(sheet: Sheet) -> tuple[int, list[str]]:
    """The line that is most likely the header, the first of the widest among the first; and its cells.

    A line of figures and days is no header: its cells would be shown as names, and they are somebody's.
    """
    lines = list(islice(sheet.rows(), LOOK))
    widest = max((len(_told(cells)) for _, cells in lines), default=0)
    at, cells = next(((at, cells) for at, cells in lines if len(_told(cells)) >= widest * 0.8), (0, []))
    figures = [name for name in _told(cells) if name[0].isdecimal()]
    return (at, cells) if len(figures) <= len(_told(cells)) / 2 else (0, [])


def _unseen(path: Path) -> list[Problem]:
    """What a workbook holds and does not show, as a load would tell it."""
    if suffix(path) not in BOOKS or not path.is_file():
        return []
    try:
        hidden.refuse(Found(Sheet(path), Format("", "", "", "", ()), None, (), 0))
    except Stop as error:
        if not all(one.code.startswith(_OF_HIDDEN) for one in error.problems):
            raise
        return list(error.problems)
    return []
