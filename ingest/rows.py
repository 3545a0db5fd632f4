"""The data rows of one file, ready to be mapped: corrected, filled from above and from other files, all of one width.

A row that cannot be brought to the header's width, or names a row of another file that is not there, is set aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, dropwhile, islice
from operator import itemgetter

from ingest.beside import Beside, NotThere
from ingest.fetch import Cells
from ingest.formats import fold_header
from ingest.mending import OURS, Kept, named, our_place, row_of
from ingest.outcome import IGNORED, REJECTED, Examination
from ingest.problems import Problem

Row = tuple[int, Cells]
Rows = list[Row]
_CELLS, _FIRST = itemgetter(1), itemgetter(0)
AT_ONCE = 200  # rows that go their way together: fewer cost more calls, many more leave the processor's cache
_FEW = 2  # columns, of which one may be all that a record says
_TOTALS = frozenset(("total", "totals", "total:", "grand total", "subtotal", "sub-total", "sum", "totales", "suma"))
_TOTALS |= {"total general", "gran total"}


def rows_of(made: Examination) -> Iterator[Rows]:
    """The file's data rows, some at a time: corrected, filled and of the header's width. Others are set aside on the
    way.
    """
    rows = _of_one_width(made, dropwhile(lambda row: row[0] <= made.found.line, made.found.sheet.rows()))
    if made.found.mends:
        rows = _some(_mended(made, chain.from_iterable(rows)))
    format_, plan = made.found.format, made.plan
    is_plain = not (format_.same_as_above or format_.corrections or plan.adds or plan.beside)
    rows = _records(made, rows if is_plain else _some(_filled(made, chain.from_iterable(rows))))
    return _named(made, rows) if made.found.unnamed else rows


def _some(rows: Iterator[Row]) -> Iterator[Rows]:
    return iter(lambda: list(islice(rows, AT_ONCE)), [])


def _of_one_width(made: Examination, rows: Iterator[Row]) -> Iterator[Rows]:
    """Rows as wide as the header; what is wider or narrower is set aside. Where already the first row has empty cells
    beyond the header, the program that wrote it ends all rows so, and they are cut off.
    """
    name, width, usual = made.found.sheet.path.name, len(made.found.header), 0
    for some in _some(rows):
        usual = usual or len(some[0][1])
        if set(map(len, map(_CELLS, some))) == {width}:
            yield some
            continue
        fitting = []
        for line, cells in some:
            if len(cells) < width or len(cells) not in {width, usual} or any(cells[width:]):
                code = "short-row" if len(cells) < width else "extra-cells"
                _set_aside(made, line, cells, Problem(code, name, line, fills={"found": len(cells), "expected": width}))
            else:
                fitting.append((line, cells[:width]))
        yield fitting


def _records(made: Examination, rows: Iterator[Rows]) -> Iterator[Rows]:
    """Rows that may be records. A total says so in its first cell; a note below the table stands in one cell, in words.
    The format has had its say before.
    """
    name, width = made.found.sheet.path.name, len(made.found.header)
    for some in rows:
        firsts = list(map(_FIRST, map(_CELLS, some)))
        if " " not in "".join(firsts) and _TOTALS.isdisjoint(map(str.lower, firsts)):
            yield some
            continue
        kept = []
        for row in some:
            line, cells = row
            if cells[0].lower() in _TOTALS:
                _set_aside(made, line, cells[:width], Problem("total-row", name, line))
            elif " " in cells[0] and width > _FEW and not any(cells[1:]):  # an id alone may be all that is known
                _set_aside(made, line, cells[:width], Problem("lone-cell", name, line))
            else:
                kept.append(row)
        yield kept


def _named(made: Examination, rows: Iterator[Rows]) -> Iterator[Rows]:
    """Rows with nothing in the columns that have no name: nobody said what it is, and it would be lost. Last, so that
    a format may have its say before.
    """
    name, header, unnamed = made.found.sheet.path.name, made.found.header, made.found.unnamed
    within = itemgetter(*unnamed)
    for some in rows:
        if not any(map(any, map(within, map(_CELLS, some)))):  # as where a program ends every row with commas
            yield some
            continue
        kept = []
        for line, cells in some:
            if filled := [header[place] for place in unnamed if cells[place].strip()]:
                wrong = [Problem("unnamed-cell", name, line, one, {"header": one}) for one in filled]
                _set_aside(made, line, cells, *wrong)
            else:
                kept.append((line, cells))
        yield kept


def _mended(made: Examination, rows: Iterator[Row]) -> Iterator[Row]:
    """Rows that were set aside and come back mended. Those that came back before are passed over, and those that
    nobody mended are set aside once more.
    """
    name, at, kept = made.found.sheet.path.name, our_place(made.found.header), Kept(made.connection, made.plan.agency)
    assert at is not None  # that is how such a file is known
    theirs = [place for place, header in enumerate(made.found.header) if fold_header(header) not in OURS]
    for line, cells in rows:
        row, own = row_of(cells[at]), [cells[place] for place in theirs]
        if row is None:
            _set_aside(made, line, own, Problem("mend-unknown", name, line, fills={"column": made.found.header[at]}))
            continue
        row, load = kept.now(row)
        if load:
            made.outcomes.append(IGNORED)
            made.add(Problem("mended-before", name, line, fills={"load": load}))
            continue
        made.mended[line] = row
        wrong = kept.as_it_was(name, line, row, own)
        if wrong:
            _set_aside(made, line, own, wrong)
        else:
            cells[at] = str(named(kept.first(row), cells[at]))
            yield line, cells


def _filled(made: Examination, rows: Iterator[Row]) -> Iterator[Row]:
    """Rows with what the format adds and corrects in them, and with the cells of other files."""
    found, plan = made.found, made.plan
    width, format_ = len(found.header), found.format
    above = [plan.index[fold_header(name)] for name in format_.same_as_above if fold_header(name) in plan.index]
    last: dict[int, str] = {}
    corrections = [
        (number, {plan.index.get(name, -1): texts for name, texts in one.where.items()}, one)
        for number, one in enumerate(format_.corrections, 1)
        if not one.files or found.role_name in one.files
    ]
    used: set[int] = set()
    own = len(plan.header) - len(plan.beside)
    other = Beside(found, plan.header[:own]) if plan.beside else None
    for line, cells in rows:
        for place in above:
            cells[place] = last[place] = cells[place].strip() or last.get(place, "")
        if plan.adds:
            cells = cells + plan.adds
        dropped = False
        for number, where, one in corrections:
            if all(0 <= place < own and cells[place] in texts for place, texts in where.items()):
                used.add(number)
                dropped = dropped or one.drops
                for name, text in one.set.items():
                    cells[plan.index[name]] = text
        if dropped:
            made.outcomes.append(IGNORED)
            continue
        if other:
            try:
                cells = cells + other.cells(cells)
            except NotThere as gone:
                _set_aside(made, line, cells[:width], plan.not_there(line, gone))
                continue
        yield line, cells
    for number, where, _ in corrections:
        if number not in used and -1 not in where:  # one that names a header of another year's file waits for that file
            made.add(Problem("stale-correction", format_.where, fills={"number": number}))


def _set_aside(made: Examination, line: int, cells: Cells, *wrong: Problem) -> None:
    made.outcomes.append(REJECTED)
    made.set_aside(made.rows - 1, line, cells, list(wrong))
