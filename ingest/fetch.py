"""From a row of cells to the texts of a table's columns, one function a column, compiled once for a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from ingest.clean import UNIT, Bad, Cleaner
from ingest.formats import Cell, Format, fold_header
from ingest.language import Words
from ingest.schema import Column, Kinds

Cells = list[str]


class Columns:
    """Some rows of a file, all of one width, also column by column: `cells[place]` has one cell of each row."""

    def __init__(self, batch: Sequence[tuple[int, Cells]]) -> None:
        self.lines = [line for line, _ in batch]
        self.rows = [cells for _, cells in batch]
        self.cells = list(zip(*self.rows, strict=True))


_MARKS_YES = frozenset(["x", "yes", "y", "true", "t", "1", "si", "sí", "✓", "✔"])


_MARKS_NO = frozenset(("", "no", "n", "false", "f", "0", "0.0"))


def cleaner(column: Column, cell: Cell, format_: Format, kinds: Kinds, is_number: bool) -> Cleaner:
    """The cleaner of one column as one format describes it."""
    codes = kinds.codes.get(column.codes)
    values = {**format_.values.get(column.codes, {}), **cell.values}
    separators = (*cell.split, UNIT) if cell.how in {"all", "marked"} else cell.split
    return Cleaner(column, codes, format_.missing | cell.missing, values, format_.dates, separators, is_number)


def fetch(
    cell: Cell, present: tuple[int, ...], header: list[str], is_number: bool, cleaner: Cleaner
) -> Callable[[Cells], str] | int:
    """How to get one column's text from a row: a position, or a function where one cell is not enough."""
    missing, shown = cleaner.missing, cleaner.shown
    if cell.always is not None:
        constant = cell.always
        return lambda cells: constant
    if cell.how == "first" and len(present) == 1:
        return present[0]
    if cell.how == "first":
        return lambda cells: next(
            (cells[i] for i in present if cells[i].strip() and cells[i].strip() not in missing), ""
        )
    if cell.how == "all":
        return lambda cells: UNIT.join(cells[i] for i in present if cells[i].strip())
    if cell.how == "marked":
        codes = [(i, cell.marked[fold_header(header[i])]) for i in present]
        return lambda cells: UNIT.join(code for i, code in codes if _is_marked(cells[i], header[i], shown))
    needed = len(cell.parts) if is_number else 0
    index = {fold_header(header[i]): i for i in present}
    places = [[index[name] for name in map(fold_header, part) if name in index] for part in cell.parts]

    nothing = frozenset[str]() if is_number else missing  # in a number, a word for nothing tells as well as any

    def filled_of(cells: Cells, part: list[int]) -> str:
        texts = (cells[i].strip() for i in part)
        return next((text for text in texts if text and text not in nothing), "")

    def joined(cells: Cells) -> str:
        filled = [text for part in places if (text := filled_of(cells, part))]
        return cell.glue.join(filled) if len(filled) >= needed else ""

    return joined


def _is_marked(text: str, header: str, shown: Callable[[str], Words]) -> bool:
    folded = text.strip().casefold()
    if folded in _MARKS_YES or folded == header.casefold() or (folded.isdigit() and folded.strip("0")):
        return True
    if folded in _MARKS_NO:
        return False
    raise Bad("mark", value=shown(text), header=header)


def together(fetches: list[Callable[[Cells], str] | int]) -> Callable[[Cells], tuple[str, ...]]:
    """One function that fetches every text of a row; a plain itemgetter where each is one cell."""
    positions = [fetch for fetch in fetches if isinstance(fetch, int)]
    if len(positions) == len(fetches) > 1:
        return itemgetter(*positions)
    return lambda cells: tuple(cells[fetch] if isinstance(fetch, int) else fetch(cells) for fetch in fetches)
