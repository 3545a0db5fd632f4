"""A file's plan for one table, compiled once: which cells fill which columns, in what order, cleaned by what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from ingest.clean import Value
from ingest.fetch import Cells, cleaner, fetch, together
from ingest.formats import Format, TableMap, fold_header
from ingest.memory import Memory, memory
from ingest.schema import Column, Kinds, Table

ONE_OF_EACH = frozenset(("once", "unite"))  # the words of `repeats` by which records that say the same are one


@dataclass
class TablePlan:
    """How one file's rows fill one table. `columns` is the order of a record's values, its key not among them:
    links, references that the row does not name, own columns, what the agency wrote, made-up numbers of people.
    `says_numbers`: rows may name records of other tables by their numbers. `from_row`: the links and references that
    can only mean a record which the same row makes.
    """

    table: Table
    made: TableMap
    mapped: list[Column]
    memories: list[Memory]
    fetch: Callable[[Cells], tuple[str, ...]]
    fetches: list[Callable[[Cells], str] | int]
    each: tuple[int, ...]
    own: Callable[[Sequence[Value]], tuple[Value, ...]]
    raws: Callable[[Sequence[Any]], tuple[Any, ...]]
    pseudonyms: tuple[tuple[int, str], ...]
    references: tuple[Column, ...]
    columns: list[str]
    lists: frozenset[int]
    number: tuple[int, ...]
    stands_alone: bool
    says_numbers: bool
    from_row: frozenset[str]

    @property
    def is_even(self) -> bool:
        """Whether a row makes one record at most."""
        is_marked = any(cell.how == "marked" for cell in self.made.cells.values())  # a mark may be bad by itself
        return not self.each and not is_marked

    def takes_time(self, column: Column) -> bool:
        """Whether a header that fills a column also fills one that keeps a time of day."""
        headers = [set(map(fold_header, self.made.cells[each.name].headers)) for each in (column, *self.mapped)]
        is_time = [each.type in ("time", "datetime") for each in (column, *self.mapped)]
        return any(keeps and headers[0] & one for keeps, one in zip(is_time, headers, strict=True))

    def named(self, values: Iterable[Value]) -> dict[str, Value]:
        """The values of one row by the names of their columns, numbers of other tables among them."""
        return {column.name: value for column, value in zip(self.mapped, values, strict=True)}


def compile_plan(
    made: TableMap, format_: Format, kinds: Kinds, header: list[str], index: dict[str, int]
) -> tuple[TablePlan, list[str]]:
    """The plan of one table map for a file with this header, and the columns for which no header was found.

    `index` is folded header -> position. A table stands alone when its rows need no other record to be named.
    """
    table = kinds.tables[made.table]
    mappable, numbers = kinds.mappable(table), kinds.numbers(table)
    names: list[str] = []
    memories: list[Memory] = []
    fetches: list[Callable[[Cells], str] | int] = []
    columns: list[Column] = []
    gone = []
    for name, cell in made.cells.items():
        folded = dict.fromkeys(fold_header(header_) for header_ in cell.headers)
        present = tuple(index[header_] for header_ in folded if header_ in index)
        if not present and cell.always is None:
            gone.append(name)
            continue
        names.append(name)
        column = mappable[name]
        if name not in table.columns and name not in numbers:  # the number of a record that is only referred to
            column = replace(column, required=False)
        columns.append(column)
        memories.append(memory(cleaner(column, cell, format_, kinds, name in numbers)))
        is_number = name in table.number or column.is_pseudonym  # half a number would name somebody else
        fetches.append(fetch(cell, present, header, is_number, memories[-1].cleaner))
    mine = [i for i, column in enumerate(columns) if column.table == table.name]
    own = [i for i in mine if columns[i].is_stored]
    raws = [i for i in own if columns[i].raw_name]
    pseudonyms = tuple((i, next(iter(columns[i].coarsen))) for i in mine if columns[i].is_pseudonym)
    pseudonyms = tuple((i, target) for i, target in pseudonyms if target not in names)
    told = {*names, *(map_.table for map_ in format_.maps)}  # what the rows name, or make themselves
    references = tuple(
        column
        for column in table.references
        if column.name not in names and told & {column.refers_to, *kinds.numbers(kinds.tables[column.refers_to])}
    )
    number = tuple(names.index(name) for name in table.number if name in names)
    links = kinds.link_keys(table)
    others = [kinds.tables[name] for name in kinds.foreign(table).values()]
    says_numbers = not set(names).isdisjoint(number for other in others for number in kinds.numbers(other))
    listed = [
        *links,
        *(column.name for column in references),
        *(columns[i].name for i in own),
        *(columns[i].raw_name for i in raws),
        *(target for _, target in pseudonyms),
    ]
    arrays = {name for column in columns if column.type == "array" for name in (column.name, column.raw_name)}
    plan = TablePlan(
        table=table,
        made=made,
        mapped=columns,
        memories=memories,
        fetch=together(fetches),
        fetches=fetches,
        each=tuple(names.index(name) for name in made.each if name in names),
        own=_picker(own),
        raws=_picker(raws),
        pseudonyms=pseudonyms,
        references=references,
        columns=listed,
        lists=frozenset(i for i, name in enumerate(listed) if name in arrays),
        number=number,
        says_numbers=says_numbers,
        from_row=frozenset() if says_numbers else frozenset((*links, *(one.name for one in references))),
        stands_alone=not (links or references or pseudonyms) and len(number) == len(table.number) > 0,
    )
    return plan, gone


def _picker(positions: list[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """A function that picks these positions, as fast as may be, always as a tuple."""
    if len(positions) > 1:
        return itemgetter(*positions)
    return lambda values: tuple(values[i] for i in positions)
