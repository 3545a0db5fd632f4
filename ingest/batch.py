"""Many rows of a file mapped at once, column by column: the quick way, where a row makes one record of a table at most.

It gives what `map.Plan.records` gives row by row (a test holds them against each other) in a third of the time,
because looking a cell up in its column's memory then costs no line of Python. Rows are named by their place in the
batch, counted from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from ingest.check import Rules, problem
from ingest.clean import Value
from ingest.fetch import Cells, Columns
from ingest.map import Plan
from ingest.memory import Memory
from ingest.plan import ONE_OF_EACH, TablePlan
from ingest.problems import Problem
from ingest.schema import Table

Values = Sequence[Value]
Named = Mapping[str, Values]  # column -> its values, those of other tables' numbers among them
Made = Mapping[str, list[str]]  # table -> the keys of the records that the rows made


@dataclass
class Part:
    """What the rows make in one table: each row's key, "" where it makes no record, and columns in the plan's order.

    `counted` are the rows whose record is named by its place among its parent's, for want of a number.
    """

    plan: TablePlan
    keys: list[str]
    columns: list[Values]
    counted: set[int] = field(default_factory=set)


class Batch:
    """Some rows, mapped: a `Part` for each table of the plan, and what is `wrong` with some rows."""

    def __init__(self, plan: Plan, rows: Columns) -> None:
        self.plan, self.rows = plan, rows
        self.wrong: dict[int, list[Problem]] = {}
        self._bad: dict[int, dict[tuple[str, str], Problem]] = {}  # row -> header and code -> problem
        self._bad_from: dict[int, int] = {}  # row -> the first table in which it has a bad cell
        cleaned = [self._clean(number, table_plan) for number, table_plan in enumerate(plan.tables)]
        self.parts: list[Part] = []
        for number, (table_plan, (texts, values)) in enumerate(zip(plan.tables, cleaned, strict=True)):
            self.parts.append(self._part(number, table_plan, texts, values))
        self.wrong |= {row: list(found.values()) for row, found in self._bad.items() if row not in self.wrong}

    def _clean(self, number: int, plan: TablePlan) -> tuple[list[Sequence[str]], list[Values]]:
        texts = [_texts(fetch, self.rows) for fetch in plan.fetches]
        return texts, [self._cleaned(number, plan, *pair) for pair in zip(plan.memories, texts, strict=True)]

    def _cleaned(self, number: int, plan: TablePlan, memory: Memory, texts: Sequence[str]) -> Values:
        """A column cleaned; bad cells are noted."""
        made = memory.many(texts)
        for row, bad in memory.wrong(texts):
            header = self.plan.header_of(plan, memory.cleaner.column.name)
            found = self.plan.problem(bad.code, self.rows.lines[row], header, bad.fills)
            self._bad.setdefault(row, {})[header, bad.code] = found
            self._bad_from.setdefault(row, number)
        return made

    def _part(self, number: int, plan: TablePlan, texts: list[Sequence[str]], values: list[Values]) -> Part:
        table, kinds = plan.table, self.plan.kinds
        made = {part.plan.table.name: part.keys for part in self.parts}
        is_numbered = len(plan.number) == len(table.number)
        named: dict[str, Values] = {}
        if plan.says_numbers or not is_numbered:
            named |= zip((column.name for column in plan.mapped), values, strict=True)
        own: list[Values] = list(plan.own(values))  # type: ignore[arg-type]  # picks columns as it picks cells
        parents = self._parents(number, plan, own, values, named, made) if table.parent else None
        links = [self._link(kinds.tables[name], named, made, parents, table) for name in table.links]
        references = []
        for column in plan.references:
            keys = self._key_of(kinds.tables[column.refers_to], named, made, parents, table)
            named[column.name] = _or_none(keys)
            references.append(named[column.name])
        raws: Any = zip(plan.raws(texts), plan.raws(values), strict=True)
        people = [[self.plan.namer.person(target, one) for one in values[place]] for place, target in plan.pseudonyms]
        above = [] if parents is None else [_or_none(parents), *links]
        columns = [*above, *references, *own, *(_written(*pair) for pair in raws), *people]
        numbers = [values[place] for place in plan.number]
        if not is_numbered:
            numbers = [named.get(name) or self._nothing() for name in table.number]
        part = Part(plan, self.plan.namer.number_keys(table, numbers, parents, len(self.rows.lines)), columns)
        self._name_others(number, part, parents)
        return part

    def _parents(
        self, number: int, plan: TablePlan, own: list[Values], values: list[Values], named: Named, made: Made
    ) -> list[str]:
        """The key of each row's parent; "" where the row makes no record here. One without a parent is wrong."""
        said = [*own, *(values[place] for place in (*plan.number, *(place for place, _ in plan.pseudonyms)))]
        keys = self._key_of(self.plan.kinds.tables[plan.table.parent], named, made, None, plan.table)
        if all(None in column for column in said):
            says = [any(one is not None for one in row) for row in zip(*said, strict=True)] or [False] * len(keys)
        else:
            says = [True] * len(keys)
        for row, key in enumerate(keys) if "" in keys else ():
            if not key and says[row]:
                self._unnumbered(number, row, plan, plan.table.parent)
        return keys if all(says) else [key if one else "" for key, one in zip(keys, says, strict=True)]

    def _key_of(self, other: Table, named: Named, made: Made, parents: list[str] | None, table: Table) -> list[str]:
        """Each row's one record of another table: by the number it gives, else the one that it made; "" for none."""
        by_number = self._by_number(other, named, parents, table) if named else None
        own = made.get(other.name)
        if by_number is None or own is None:
            return by_number or own or [""] * len(self.rows.lines)
        return [one or two for one, two in zip(by_number, own, strict=True)]

    def _link(self, other: Table, named: Named, made: Made, parents: list[str] | None, table: Table) -> Values:
        """The same for a link: the one that the row made, else by the number it gives."""
        by_number = self._by_number(other, named, parents, table) if named else None
        own = made.get(other.name)
        if by_number is None or own is None:
            return _or_none(own or by_number or [""] * len(self.rows.lines))
        return _or_none([one or two for one, two in zip(own, by_number, strict=True)])

    def _by_number(self, other: Table, named: Named, parents: list[str] | None, table: Table) -> list[str] | None:
        """Each row's record of another table by its number alone, as far as rows give it; None where none does."""
        above = None
        if other.parent:
            is_same = other.parent == table.parent and parents is not None
            above = parents if is_same else self._by_number(self.plan.kinds.tables[other.parent], named, None, table)
            if above is None:
                return None
        numbers = [named[name] for name in other.number if name in named]
        if len(numbers) < len(other.number) or not numbers:
            return None
        return self.plan.namer.number_keys(other, numbers, above, len(self.rows.lines))

    def _name_others(self, number: int, part: Part, parents: list[str] | None) -> None:
        """Name the records that have no number by what they say or by their place, as the format says."""
        plan, table, repeats = part.plan, part.plan.table, part.plan.made.repeats
        for row, key in enumerate(part.keys) if "" in part.keys else ():
            if (
                key
                or self._bad_from.get(row, number + 1) <= number
                or row in self.wrong
                or parents
                and not parents[row]
            ):
                continue
            parent = parents[row] if parents else ""
            is_one = repeats in ONE_OF_EACH
            if plan.stands_alone or table.number and not table.parent and not is_one:
                self._unnumbered(number, row, plan)
            elif is_one or table.number and (plan.number or repeats != "keep"):
                same = plan.lists if repeats == "unite" else ()
                told = (column[row] for place, column in enumerate(part.columns) if place not in same)
                part.keys[row] = self.plan.namer.content_key(table, parent, told)
            else:
                part.counted.add(row)
                part.keys[row] = self.plan.namer.place_key(table, parent)

    def _unnumbered(self, number: int, row: int, plan: TablePlan, table: str = "") -> None:
        """Note a row as wrong that says no number, unless an earlier cell of it is bad: then it may be that."""
        if self._goes_on(number, row):
            self.wrong[row] = [self.plan.no_number(plan, self.rows.lines[row], table)]

    def _goes_on(self, number: int, row: int) -> bool:
        """Whether nothing was wrong with a row up to this table."""
        return self._bad_from.get(row, number + 1) > number and row not in self.wrong

    def _nothing(self) -> Values:
        return [None] * len(self.rows.lines)

    def try_rules(self, rules: Sequence[Rules]) -> None:
        """Note the rows that break a rule as wrong. A row that is wrong already is not tried."""
        name, bad = self.plan.found.sheet.path.name, set(self.wrong)
        for part, those in zip(self.parts, rules, strict=True):
            told = list(zip(*(part.columns[place] for place in those.places), strict=True))
            for row, rule in those.broken(told):
                if part.keys[row] and row not in bad:
                    headers = self.plan.headers_of(part.plan, rule.words)
                    one = problem(part.plan.table, rule, name, self.rows.lines[row], headers)
                    if one not in self.wrong.setdefault(row, []):
                        self.wrong[row].append(one)

    def good(self, part: Part) -> list[int]:
        """The rows that make a record in one table."""
        if "" in part.keys:
            return [row for row, key in enumerate(part.keys) if key and row not in self.wrong]
        return [row for row in range(len(part.keys)) if row not in self.wrong]

    def records(self, part: Part, good: Sequence[int], ats: Sequence[int] | None) -> Iterator[tuple[Any, ...]]:
        """What the `good` rows make in one table: key, values, line and (with `ats`) place in the file of each.

        One after the other, since a tuple that nobody holds any more is filled again.
        """
        ends = [self.rows.lines] if ats is None else [self.rows.lines, ats]
        whole = zip(part.keys, *part.columns, *ends, strict=True)
        if len(good) == len(part.keys):
            return whole
        taken = bytearray(len(part.keys))
        for row in good:
            taken[row] = 1
        return compress(whole, taken)


def _or_none(keys: list[str]) -> Values:
    return keys if "" not in keys else [key or None for key in keys]


def _written(texts: Sequence[str], values: Values) -> Values:
    """What the agency wrote in one column; nothing where it says nothing."""
    if None not in values:
        return texts
    return [text if value is not None else None for text, value in zip(texts, values, strict=True)]


def _texts(fetch: Callable[[Cells], str] | int, rows: Columns) -> Sequence[str]:
    return rows.cells[fetch] if isinstance(fetch, int) else [fetch(cells) for cells in rows.rows]
