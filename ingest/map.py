"""One source row to the records it makes: fetch texts, clean them, name the records, link them.

Rows made from one source row belong together: a child takes its parent from the same row or by the parent's number,
and a link is filled only when there is exactly one it can mean (formats.md, section 4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest
from operator import getitem

from ingest.beside import NotThere, names
from ingest.clean import UNIT, Bad, Value, split
from ingest.fetch import Cells
from ingest.formats import fold_header
from ingest.identify import Namer
from ingest.keys import Keys
from ingest.language import Words, one_of
from ingest.mending import our_place, row_of
from ingest.plan import ONE_OF_EACH, TablePlan, compile_plan
from ingest.problems import HIDDEN, Problem
from ingest.recognise import Found
from ingest.schema import Kinds


@dataclass(slots=True)
class Record:
    """One record that a row makes: its key, its values in the order of the plan's columns, how it is named."""

    key: str
    values: list[Value]
    counted: bool = False  # named by its place among its parent's records, for want of a number


class RowProblems(Exception):
    """Every problem of one source row; the row is set aside."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


class Plan:
    """A file's plan: call `records(line, cells)` for each row. `problems` says which headers were not found."""

    def __init__(self, found: Found, kinds: Kinds, keys: Keys, agency: str) -> None:
        self.found, self.kinds, self.agency = found, kinds, agency
        adds = found.role.adds if found.role else {}
        self.beside = names(found)
        self.header = [*found.header, *adds, *self.beside]
        self.adds = list(adds.values())
        self.index = {fold_header(name): position for position, name in enumerate(self.header)}
        self.problems: list[Problem] = []
        self.uneven: list[tuple[int, str, str, int, int]] = []
        self.tables: list[TablePlan] = []
        for made in found.format.maps_for(found.role_name):
            plan, gone = compile_plan(made, found.format, kinds, self.header, self.index)
            self.tables.append(plan)
            self._say_gone(plan, gone)
        self._mended = our_place(found.header)
        self.namer = Namer(kinds, keys, agency, found.format.numbers_of)

    @property
    def is_even(self) -> bool:
        """Whether each row makes at most one record of each table: whole columns can be taken at once."""
        names = {plan.table.name for plan in self.tables}
        is_one = all(plan.is_even for plan in self.tables) and len(names) == len(self.tables)
        return is_one and not self.found.mends  # there the row itself names parts without a number

    @property
    def is_flat(self) -> bool:
        """Whether each row makes at most one record, of one table that points to no other."""
        plan = self.tables[0]
        points = not self.kinds.foreign(plan.table).keys().isdisjoint(plan.columns)
        return self.is_even and len(self.tables) == 1 and plan.stands_alone and not points

    def _say_gone(self, plan: TablePlan, gone: list[str]) -> None:
        mappable = self.kinds.mappable(plan.table)
        for name in gone:
            column = mappable[name]
            code = "required-gone" if column.required and column.table == plan.table.name else "header-gone"
            if code == "required-gone" or not self.found.format.is_template:
                looked = ", ".join(dict.fromkeys(plan.made.cells[name].headers))
                fills = {"column": f"{column.table}.{name}", "looked": looked}
                self.problems.append(self.problem(code, self.found.line, "", fills))

    def records(self, line: int, cells: Cells) -> list[list[Record]]:
        """The records that one source row makes, a list for each of `tables`. Raises `RowProblems`."""
        wrong: dict[tuple[str, str], Problem] = {}
        self.namer.row = row_of(cells[self._mended]) if self._mended is not None else None
        cleaned = [(plan, self._cleaned(plan, line, cells, wrong), bool(wrong)) for plan in self.tables]
        made: dict[str, list[str]] = {}
        whole: list[list[Record]] = []
        for plan, rows, has_bad in cleaned:
            if has_bad:
                raise RowProblems(list(wrong.values()))
            if plan.stands_alone and not plan.each:
                records = [self._alone(plan, line, *row) for row in rows]
            else:
                records = [record for row in rows if (record := self._record(plan, line, *row, made))]
            made[plan.table.name] = [record.key for record in records]
            whole.append(records)
        return whole

    def _cleaned(
        self, plan: TablePlan, line: int, cells: Cells, wrong: dict[tuple[str, str], Problem]
    ) -> list[tuple[tuple[str, ...], list[Value]]]:
        """The texts and values of each record that a row makes in one table.

        Every bad cell goes to `wrong`, by its header and what it is, so that a person mends the row once.
        """
        try:
            return [(texts, self._values(plan, line, texts, wrong)) for texts in self._texts(plan, line, cells)]
        except Bad as bad:  # a mark
            header = str(bad.fills.pop("header", ""))
            wrong[header, bad.code] = self.problem(bad.code, line, header, bad.fills)
            return []

    def _values(
        self, plan: TablePlan, line: int, texts: tuple[str, ...], wrong: dict[tuple[str, str], Problem]
    ) -> list[Value]:
        """The values of one record; None for a bad cell."""
        for memory in plan.memories:
            memory.forget()
        values = list(map(getitem, plan.memories, texts))
        for place, value in enumerate(values) if None in values else ():
            if value is None and (bad := plan.memories[place].bad.get(texts[place])):
                header = self.header_of(plan, plan.mapped[place].name)
                wrong[header, bad.code] = self.problem(bad.code, line, header, bad.fills)
        return values

    def _alone(self, plan: TablePlan, line: int, texts: tuple[str, ...], values: list[Value]) -> Record:
        """The record of a table whose rows need no other record: the straight way, for the many."""
        key = self.namer.number_key(plan.table, "", [values[i] for i in plan.number])
        if key is None:
            raise RowProblems([self.no_number(plan, line)])
        return Record(key, [*plan.own(values), *_as_written(plan, texts, values)])

    def _record(
        self, plan: TablePlan, line: int, texts: tuple[str, ...], values: list[Value], made: dict[str, list[str]]
    ) -> Record | None:
        """A record with its parent, links and references; None where the row says nothing of one."""
        own, table = plan.own(values), plan.table
        if (
            table.parent
            and not any(value is not None for value in own)
            and not any(values[i] is not None for i in (*plan.number, *(place for place, _ in plan.pseudonyms)))
        ):
            return None
        is_numbered = len(plan.number) == len(table.number)
        named = {} if plan.from_row and is_numbered else plan.named(values)
        parent, links = self.namer.above(table, named, made)
        if parent is None:
            raise RowProblems([self.no_number(plan, line, table.parent)])
        for column in plan.references:
            named[column.name] = self.namer.key_of(column.refers_to, named, made, parent, table)
        references = [named[column.name] for column in plan.references]
        people = [self.namer.person(target, values[i]) for i, target in plan.pseudonyms]
        record = Record("", [*links, *references, *own, *_as_written(plan, texts, values), *people])
        number = [values[i] for i in plan.number] if is_numbered else [named.get(name) for name in table.number]
        key = self.namer.number_key(table, parent, number)
        repeats = plan.made.repeats
        if key is None and table.number and not table.parent and repeats not in ONE_OF_EACH:
            raise RowProblems([self.no_number(plan, line)])
        if key is None and (repeats in ONE_OF_EACH or table.number and (plan.number or repeats != "keep")):
            same = plan.lists if repeats == "unite" else ()
            key = self.namer.content_key(table, parent, (v for i, v in enumerate(record.values) if i not in same))
        record.counted = key is None
        record.key = key or self.namer.place_key(table, parent)
        return record

    def _texts(self, plan: TablePlan, line: int, cells: Cells) -> Iterable[tuple[str, ...]]:
        """The texts of each record that a row makes in one table: one, or one for each value of lists in step."""
        texts = plan.fetch(cells)
        if not plan.each:
            return (texts,)
        lists = []
        for position in plan.each:
            cleaner = plan.memories[position].cleaner
            parts = split(texts[position], (*cleaner.separators, UNIT), cleaner.values, cleaner.codes)
            lists.append([part.strip() for part in parts])
        longest, shortest = max(lists, key=len), min(lists, key=len)
        if len(longest) != len(shortest) and any(shortest):
            long_name, short_name = (plan.mapped[plan.each[lists.index(one)]].name for one in (longest, shortest))
            self.uneven.append((line, long_name, short_name, len(longest), len(shortest)))
        rows = []
        for parts_ in zip_longest(*lists, fillvalue=""):
            if any(parts_):
                row = list(texts)
                for position, part in zip(plan.each, parts_, strict=True):
                    row[position] = part
                rows.append(tuple(row))
        return rows

    def uncount(self, line: int, cells: Cells) -> None:
        """A row that was cleaned is set aside."""
        uneven = len(self.uneven)
        for plan in self.tables:
            with suppress(Bad):  # a mark
                for texts in self._texts(plan, line, cells):
                    for memory, text in zip(plan.memories, texts, strict=True):
                        memory.cleaner.uncount(text)
        del self.uneven[uneven:]

    def place(self, header: str) -> int | None:
        """Where in a row the cell under a header stands."""
        return self.index.get(fold_header(header))

    def header_of(self, plan: TablePlan, name: str) -> str:
        """The header that fills a column, as the file spells it."""
        folded = map(fold_header, plan.made.cells[name].headers)
        return next((self.header[self.index[header]] for header in folded if header in self.index), "")

    def headers_of(self, plan: TablePlan, names: Collection[str]) -> Words:
        """The headers that fill those of some columns which the file has; the table where it has none."""
        headers = [self.header_of(plan, column.name) for column in plan.mapped if column.name in names]
        return ", ".join(dict.fromkeys(filter(None, headers))) or plan.table.called

    def no_number(self, plan: TablePlan, line: int, table: str = "") -> Problem:
        """A row of a table that has a number, or of a part of one, says none."""
        whose = self.kinds.tables[table] if table else plan.table
        numbers = one_of(whose.columns[name].called for name in whose.number)
        return self.problem("no-number", line, "", {"column": numbers})

    def not_there(self, line: int, gone: NotThere) -> Problem:
        """A row names a row of another file that is not there. The id is shown unless a private column has it."""
        header = fold_header(gone.header)
        cleaners = [
            memory.cleaner
            for plan in self.tables
            for column, memory in zip(plan.mapped, plan.memories, strict=True)
            if header in map(fold_header, plan.made.cells[column.name].headers)
        ]
        shown = [cleaner.shown(gone.value) for cleaner in cleaners]
        value = HIDDEN if HIDDEN in shown else f'"{gone.value}"'
        return self.problem("lookup", line, gone.header, {"key": gone.key, "value": value})

    def problem(self, code: str, line: int, column: str, fills: Mapping[str, object]) -> Problem:
        """A problem of this file."""
        return Problem(code, self.found.sheet.path.name, line, column, dict(fills))


def _as_written(plan: TablePlan, texts: tuple[str, ...], values: list[Value]) -> list[Value]:
    """What the agency wrote in each code column, letter for letter; nothing where it says nothing."""
    return [
        text if value is not None else None for text, value in zip(plan.raws(texts), plan.raws(values), strict=True)
    ]
