"""The data rows of one file, ready to be mapped: corrected, filled from above and from other files, all of one width.

A row that cannot be brought to the header's width, or names a row of another file that is not there, is set aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile

from ingest.beside import Beside, NotThere
from ingest.fetch import Cells
from ingest.formats import fold_header
from ingest.outcome import IGNORED, REJECTED, Examination
from ingest.problems import Problem


def rows_of(made: Examination) -> Iterator[tuple[int, Cells]]:
    """The file's data rows, corrected, filled and of the header's width; others are set aside on the way."""
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
    is_plain = not (above or plan.adds or corrections or other)
    for row in dropwhile(lambda row: row[0] <= found.line, found.sheet.rows()):
        line, cells = row
        if len(cells) == width:
            if is_plain:
                yield row
                continue
        elif len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        else:
            fills: dict[str, object] = {"found": len(cells), "expected": width}
            code = "extra-cells" if len(cells) > width else "short-row"
            made.outcomes.append(REJECTED)
            made.set_aside(made.rows - 1, line, cells, [Problem(code, made.found.sheet.path.name, line, fills=fills)])
            continue
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
                made.outcomes.append(REJECTED)
                made.set_aside(made.rows - 1, line, cells[:width], [plan.not_there(line, gone)])
                continue
        yield line, cells
    for number, where, _ in corrections:
        if number not in used and -1 not in where:  # one that names a header of another year's file waits for that file
            made.add(Problem("stale-correction", format_.where, fills={"number": number}))
