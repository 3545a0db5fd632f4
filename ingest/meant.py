"""Which records a row means: those that it tells of and those that it points to, also where the row is wrong.

A row that is set aside, dropped or an orphan makes no record, and its bytes are kept all the same. So its number cells
are read for themselves, each as far as it goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ingest.beside import Beside
from ingest.clean import Bad, Value
from ingest.fetch import Cells
from ingest.formats import fold_header
from ingest.map import Plan, RowProblems
from ingest.plan import TablePlan

Names = set[tuple[str, str]]  # table and key


def whole(plan: Plan, cells: Cells) -> Cells:
    """A row of any width, its cells taken to stand where they should, with what its format adds."""
    width = len(plan.found.header)
    return [*cells[:width], *[""] * (width - len(cells)), *plan.adds, *[""] * len(plan.beside)]


def told(plan: Plan, line: int, cells: Cells) -> tuple[Names, dict[tuple[str, str], str]]:
    """Every record that a row tells of, and the key of the whole of each that is a part."""
    keys, wholes = named(plan, cells), dict[tuple[str, str], str]()
    with suppress(RowProblems):
        for table, records in zip(plan.tables, plan.records(line, cells), strict=True):
            for record in records:
                keys.add((table.table.name, record.key))
                if table.table.parent:
                    wholes[table.table.name, record.key] = str(record.values[0])
    return keys, wholes


def named(plan: Plan, cells: Cells) -> Names:
    """The wholes that a row's number cells name: a table's own record, or the one that its records are parts of."""
    made = Names()
    for table in plan.tables:
        above = plan.kinds.tables[table.table.parent] if table.table.parent else table.table
        values = read_names(plan, table, cells)
        if key := plan.namer.number_key(above, "", [values.get(name) for name in above.number]):
            made.add((above.name, key))
    return made


def all_of(plan: Plan, cells: Cells) -> Names:
    """Every record that a row of any width names, as its own, as its whole or as one that it points to."""
    cells = whole(plan, cells)
    return named(plan, cells) | {key for key, _ in pointed(plan, cells)}


def pointed(plan: Plan, cells: Cells) -> Iterator[tuple[tuple[str, str], set[int]]]:
    """Every record that a row points to, and the places of the cells that name it and not the row's own."""
    own = {
        place
        for table in plan.tables
        for name in plan.kinds.numbers(table.table)
        for place in _naming(plan, table, name)
    }
    for table in plan.tables:
        values = read_names(plan, table, cells)
        naming = [(column, _naming(plan, table, column.name)) for column in table.table.references]
        for column, places in naming:
            if key := values.get(column.name):  # a cell that names another record too stays: the rest names this one
                others = {place for _, theirs in naming if theirs < places for place in theirs}
                yield (column.refers_to, str(key)), places - own - others


def read_names(plan: Plan, table: TablePlan, cells: Cells) -> dict[str, Value]:
    """What the naming cells say, as far as they can be read, and the keys of the records that they point to."""
    values, references = dict[str, Value](), table.table.references
    naming = {*plan.kinds.numbers(table.table), *(column.name for column in references)}
    naming |= {name for column in references for name in plan.kinds.numbers(plan.kinds.tables[column.refers_to])}
    for column, memory, fetch in zip(table.mapped, table.memories, table.fetches, strict=True):
        if column.name in naming:
            with suppress(Bad):
                values[column.name] = memory.cleaner(cells[fetch] if isinstance(fetch, int) else fetch(cells))
    for column in references:
        if column.name not in values:
            values[column.name] = plan.namer.by_number(plan.kinds.tables[column.refers_to], values, "", table.table)
    return values


def _naming(plan: Plan, table: TablePlan, name: str) -> set[int]:
    """The places of the cells that fill a column, or that give the number of the record which it points to."""
    cell = table.made.cells.get(name)
    if cell:
        return {plan.index[header] for header in map(fold_header, cell.headers) if header in plan.index}
    other = next((column.refers_to for column in table.table.references if column.name == name), "")
    inner = plan.kinds.numbers(plan.kinds.tables[other]) if other else ()
    return {place for number in inner for place in _naming(plan, table, number)}


def beside_of(plan: Plan) -> Beside | None:
    """The other files in which the rows of a plan are looked up, if there are any."""
    return Beside(plan.found, plan.header[: len(plan.header) - len(plan.beside)]) if plan.beside else None


def ids(plan: Plan, other: Beside | None) -> Iterator[tuple[str, int, Names]]:
    """The rows of other files that a file's rows may look up: label, line, and the records that their id names."""
    for label, line, place, value in other.ids() if other else ():
        cells = whole(plan, [])
        cells[place] = value
        yield label, line, all_of(plan, cells)
