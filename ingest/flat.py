"""The quick way for flat files, where each row makes one record of one table: whole columns at once.

It gives what `map.Plan.records` gives row by row (a test holds them against each other) in a third of the time,
because looking a cell up in its column's memory then costs no line of Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import compress
from typing import Any

from ingest.check import Rules, problem
from ingest.clean import Bad, Memo, Passing, Value
from ingest.fetch import Cells, Columns
from ingest.map import Plan
from ingest.problems import Problem


class Batch:
    """Some rows of a flat file, mapped: `keys` and `columns` of all, what is `wrong` with some.

    `ats` are the rows' places in the file, counted from 0; `first` is the place of the first of them.
    """

    def __init__(self, plan: Plan, batch: Columns, first: int) -> None:
        self.plan, self.table_plan = plan, plan.tables[0]
        self.wrong: dict[int, list[Problem]] = {}
        self.lines = batch.lines
        self.ats: list[int] = list(range(first, first + len(batch.lines)))
        texts = [_texts(fetch, batch) for fetch in self.table_plan.fetches]
        values = [self._cleaned(memo, column) for memo, column in zip(self.table_plan.memos, texts, strict=True)]
        raws: Any = zip(self.table_plan.raws(texts), self.table_plan.raws(values), strict=True)
        written = [_written(*pair) for pair in raws]
        own: Any = self.table_plan.own(values)  # type: ignore[arg-type]  # picks columns as it picks cells
        self.columns: list[Sequence[Value]] = [*own, *written]
        self.keys = self._keys([values[place] for place in self.table_plan.number])

    def _cleaned(self, memo: Memo | Passing, column: Sequence[str]) -> list[Value]:
        """A column cleaned; the rows with a bad cell are noted as wrong."""
        quick = memo.many(column) if isinstance(memo, Passing) else None
        if quick is not None:
            return quick
        try:
            return list(map(memo.__getitem__, column))
        except Bad:
            bad = {text: error for text in set(column) if (error := _error(memo, text))}
        header = self.plan.header_of(self.table_plan, memo.cleaner.column.name)
        for at, line, text in zip(self.ats, self.lines, column, strict=True):
            if text in bad:
                one = self.plan.problem(bad[text][0], line, header, bad[text][1])
                self.wrong.setdefault(at, []).append(one)
        return [None if text in bad else memo[text] for text in column]

    def _keys(self, numbers: list[list[Value]]) -> list[str]:
        """The rows' keys; a row without a number is noted as wrong."""
        keys = self.plan.namer.number_keys(self.table_plan.table, numbers)
        for at, line, key in zip(self.ats, self.lines, keys, strict=True) if "" in keys else ():
            if not key and at not in self.wrong:
                self.wrong[at] = [self.plan.no_number(self.table_plan, line)]
        return keys

    def try_rules(self, rules: Rules) -> None:
        """Note the rows that break a rule as wrong. A row with a bad cell is wrong already and is not tried."""
        rows = list(zip(*(self.columns[place] for place in rules.places), strict=True))
        name, table, bad = self.plan.found.sheet.path.name, self.table_plan.table, set(self.wrong)
        for place, rule in rules.broken(rows):
            if self.ats[place] not in bad:
                self.wrong.setdefault(self.ats[place], []).append(problem(rule, table, name, self.lines[place]))

    def records(self, is_direct: bool) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """The good rows: their keys, and their key, values, line and (unless direct) place as one tuple each."""
        ends = [self.lines] if is_direct else [self.lines, self.ats]
        whole: Iterator[tuple[Any, ...]] = zip(self.keys, *self.columns, *ends, strict=True)
        if not self.wrong:
            return self.keys, whole
        keep = [at not in self.wrong for at in self.ats]
        return list(compress(self.keys, keep)), compress(whole, keep)


def _error(memo: Memo | Passing, text: str) -> tuple[str, dict[str, object]] | None:
    """What is wrong with a text. Not the exception itself: it would keep every frame that it passed."""
    try:
        memo[text]
    except Bad as error:
        return error.code, error.fills
    return None


def _written(texts: Sequence[str], values: Sequence[Value]) -> Sequence[Value]:
    """What the agency wrote in one column; nothing where it says nothing."""
    if None not in values:
        return texts
    return [text if value is not None else None for text, value in zip(texts, values, strict=True)]


def _texts(fetch: Callable[[Cells], str] | int, batch: Columns) -> Sequence[str]:
    return batch.cells[fetch] if isinstance(fetch, int) else [fetch(row) for row in batch.rows]
