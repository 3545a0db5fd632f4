"""One source row to the records it makes, as its format says: fetch texts, clean them, name the records, link them.

A `Plan` is compiled once for a file. Rows made from one source row belong together: a child takes its parent from
the same row or by the parent's number, and a link is filled only when there is exactly one it can mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from operator import itemgetter

from ingest.clean import Bad, Cleaner, Memo, Value, split
from ingest.formats import Cell, Format, TableMap, fold_header
from ingest.keys import Keys
from ingest.problems import Problem
from ingest.recognise import Found
from ingest.schema import Column, Kinds, Table

Cells = list[str]
_UNIT = "\x1f"  # between the parts of a list that several headers make together
_MARKS_YES = frozenset(["x", "yes", "y", "true", "t", "1", "si", "sí", "✓", "✔"])
_MARKS_NO = frozenset(("", "no", "n", "false", "f", "0", "0.0"))


@dataclass(slots=True)
class Record:
    """One record that a row makes: its key, its values in the order of the plan's columns, how it is named."""

    key: str
    values: list[Value]
    counted: bool = False  # named by its place among its parent's records, for want of a number


@dataclass
class TablePlan:
    """How one file's rows fill one table. `columns` is the order of a record's values, its key not among them."""

    table: Table
    made: TableMap
    columns: list[str]
    memos: list[Memo]
    mapped: list[Column]
    fetch: Callable[[Cells], tuple[str, ...]]
    each: tuple[int, ...]
    own: tuple[int, ...]
    raws: tuple[int, ...]
    pseudonyms: tuple[tuple[int, str], ...]
    number: tuple[str, ...]
    links: dict[str, str] = field(default_factory=dict)


class RowProblems(Exception):
    """Every problem of one source row; the row is set aside."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


class Plan:
    """A file's plan: call `records(line, cells)` for each row. `problems` says which headers were not found."""

    def __init__(self, found: Found, kinds: Kinds, keys: Keys, agency: str) -> None:
        self.found, self.kinds, self.keys, self.agency = found, kinds, keys, agency
        adds = found.role.adds if found.role else {}
        self.header = [*found.header, *adds]
        self.adds = list(adds.values())
        self.index = {fold_header(name): position for position, name in enumerate(self.header)}
        self.problems: list[Problem] = []
        self.uneven: list[tuple[int, str, str, int, int]] = []
        self.tables = [self._table_plan(made) for made in found.format.maps_for(found.role_name)]
        self._placed: dict[tuple[str, str], int] = {}
        self._known: dict[tuple[str, ...], str] = {}

    def _table_plan(self, made: TableMap) -> TablePlan:
        table, format_ = self.kinds.tables[made.table], self.found.format
        mappable = self.kinds.mappable(table)
        names, memos, columns, fetches = [], [], [], []
        for name, cell in made.cells.items():
            present = tuple(
                self.index[fold_header(header)] for header in cell.headers if fold_header(header) in self.index
            )
            if not present and cell.always is None:
                self._gone(mappable[name], cell, table)
                continue
            names.append(name)
            columns.append(mappable[name])
            memos.append(Memo(_cleaner(mappable[name], cell, format_, self.kinds, name in self.kinds.numbers(table))))
            fetches.append(_fetch(cell, present, self.header, name in table.number, name in made.each))
        own = tuple(i for i, column in enumerate(columns) if column.table == table.name and column.is_stored)
        raws = tuple(i for i in own if columns[i].raw_name)
        pseudonyms = tuple(
            (i, next(iter(column.coarsen)))
            for i, column in enumerate(columns)
            if column.is_pseudonym and column.table == table.name
        )
        references = [column.name for column in table.references if column.name not in names]
        links = self.kinds.link_keys(table)
        return TablePlan(
            table=table,
            made=made,
            memos=memos,
            mapped=columns,
            fetch=_together(fetches),
            own=own,
            raws=raws,
            each=tuple(names.index(name) for name in made.each if name in names),
            pseudonyms=pseudonyms,
            number=table.number,
            links=links,
            columns=[
                *links,
                *references,
                *(columns[i].name for i in own),
                *(columns[i].raw_name for i in raws),
                *(target for _, target in pseudonyms if target not in names),
            ],
        )

    def _gone(self, column: Column, cell: Cell, table: Table) -> None:
        code = "required-gone" if column.required and column.table == table.name else "header-gone"
        if not self.found.format.is_template or code == "required-gone":
            looked = ", ".join(dict.fromkeys(cell.headers))
            self.problems.append(
                Problem(
                    code,
                    self.found.sheet.path.name,
                    self.found.line,
                    fills={"column": f"{column.table}.{column.name}", "looked": looked, "rows": "All"},
                )
            )

    def records(self, line: int, cells: Cells) -> list[list[Record]]:
        """The records that one source row makes, a list for each of `tables`. Raises `RowProblems`."""
        made: dict[str, list[Record]] = {}
        whole: list[list[Record]] = []
        for plan in self.tables:
            records: list[Record] = []
            for texts in self._texts(plan, line, cells):
                try:
                    values = [memo[text] for memo, text in zip(plan.memos, texts, strict=True)]
                except Bad:
                    raise self._all_problems(line, cells) from None
                record = self._record(plan, line, texts, values, made)
                if record:
                    records.append(record)
            made[plan.table.name] = records
            whole.append(records)
        return whole

    def _texts(self, plan: TablePlan, line: int, cells: Cells) -> Iterator[tuple[str, ...]]:
        try:
            texts = plan.fetch(cells)
        except Bad as bad:
            raise RowProblems(
                [Problem(bad.code, self.found.sheet.path.name, line, str(bad.fills.pop("header", "")), bad.fills)]
            ) from None
        if not plan.each:
            yield texts
            return
        lists = []
        for position in plan.each:
            cleaner = plan.memos[position].cleaner
            lists.append(
                [
                    part.strip()
                    for part in split(texts[position], (*cleaner.separators, _UNIT), cleaner.values, cleaner.codes)
                ]
            )
        longest, shortest = max(lists, key=len), min(lists, key=len)
        if len(longest) != len(shortest) and any(shortest):
            self.uneven.append(
                (
                    line,
                    plan.mapped[plan.each[lists.index(longest)]].name,
                    plan.mapped[plan.each[lists.index(shortest)]].name,
                    len(longest),
                    len(shortest),
                )
            )
        for parts in zip_longest(*lists, fillvalue=""):
            if any(parts):
                row = list(texts)
                for position, part in zip(plan.each, parts, strict=True):
                    row[position] = part
                yield tuple(row)

    def _record(
        self, plan: TablePlan, line: int, texts: tuple[str, ...], values: list[Value], made: dict[str, list[Record]]
    ) -> Record | None:
        table = plan.table
        own = [values[i] for i in plan.own]
        if (
            table.parent
            and not any(value is not None for value in own)
            and not any(texts[i].strip() for i, _ in plan.pseudonyms)
            and not self._numbered(plan, values)
        ):
            return None
        named = {column.name: value for column, value in zip(plan.mapped, values, strict=True)}
        parent = self._key_of(table.parent, named, made, {}) if table.parent else ""
        if parent is None:
            raise self._no_number(line, self.kinds.tables[table.parent])
        above = {self.kinds.key_of(table.parent): parent} if table.parent else {}
        references: dict[str, Value] = {}
        for column in table.references:
            if column.name not in named:
                references[column.name] = self._key_of(column.refers_to, named | references, made, above)
        links = [parent] if table.parent else []
        links += [self._key_of(name, named, made, above, only_one=True) or "" for name in table.links]
        linked: list[Value] = [link or None for link in links]
        extra = [self._pseudonym(target, values[i]) for i, target in plan.pseudonyms if target not in named]
        record = Record(
            "",
            [
                *linked,
                *references.values(),
                *own,
                *(texts[i] if values[i] is not None else None for i in plan.raws),
                *extra,
            ],
        )
        self._name(plan, record, parent or "", named | references, line)
        return record

    def _numbered(self, plan: TablePlan, values: list[Value]) -> bool:
        return any(
            value is not None
            for column, value in zip(plan.mapped, values, strict=True)
            if column.name in plan.number and column.table == plan.table.name
        )

    def _name(self, plan: TablePlan, record: Record, parent: str, named: dict[str, Value], line: int) -> None:
        """Give a record its key: by number; else, in a part, by its content or its place under its parent."""
        table = plan.table
        if table.number:
            key = self._number_key(table, parent, named)
            if key:
                record.key = key
                return
            if not table.parent:
                raise self._no_number(line, table)
        if table.number or plan.made.repeats == "once":
            record.key = self.keys.key(table.name, parent, *map(repr, record.values))
            return
        place = self._placed[table.name, parent] = self._placed.get((table.name, parent), 0) + 1
        record.key, record.counted = self.keys.key(table.name, parent, f"#{place}"), True

    def _number_key(self, table: Table, parent: str, named: dict[str, Value]) -> str | None:
        parts = [named.get(name) for name in table.number]
        if any(part is None for part in parts):
            return None
        texts = [str(part) for part in parts]
        if table.readable_key:
            return "-".join(texts).casefold()
        return self.keys.key(table.name, parent or self.agency, *texts)

    def _key_of(
        self,
        name: str,
        named: dict[str, Value],
        made: dict[str, list[Record]],
        above: dict[str, str],
        only_one: bool = False,
    ) -> str | None:
        """The key of the one record of another table that this row means, or None."""
        table = self.kinds.tables[name]
        if (
            any(column in named for column in table.number if self.kinds.tables[name].columns[column].refers_to == "")
            and not only_one
        ):
            key = self._by_number(table, named, above)
            if key:
                return key
        keys = {record.key for record in made.get(name, ())}
        if keys:
            return keys.pop() if len(keys) == 1 else None
        return self._by_number(table, named, above)

    def _by_number(self, table: Table, named: dict[str, Value], above: dict[str, str]) -> str | None:
        if not table.number:
            return None
        parent = ""
        if table.parent:
            parent = (
                above.get(self.kinds.key_of(table.parent))
                or self._by_number(self.kinds.tables[table.parent], named, {})
                or ""
            )
            if not parent:
                return None
        return self._number_key(table, parent, named)

    def _pseudonym(self, target: str, value: Value) -> str | None:
        return None if value is None else self.keys.key(target, self.agency, str(value))

    def _no_number(self, line: int, table: Table) -> RowProblems:
        names = " or ".join(table.columns[name].title for name in table.number)
        return RowProblems([Problem("no-number", self.found.sheet.path.name, line, fills={"column": names})])

    def _all_problems(self, line: int, cells: Cells) -> RowProblems:
        """Every bad cell of a row at once, so that a person mends it once."""
        problems: dict[tuple[str, str], Problem] = {}
        for plan in self.tables:
            for texts in self._texts(plan, line, cells):
                for column, memo, text in zip(plan.mapped, plan.memos, texts, strict=True):
                    try:
                        memo.cleaner(text)
                    except Bad as bad:
                        header = self._header_of(plan.made.cells[column.name])
                        problems[header, bad.code] = Problem(
                            bad.code, self.found.sheet.path.name, line, header, bad.fills
                        )
        return RowProblems(list(problems.values()))

    def _header_of(self, cell: Cell) -> str:
        return next(
            (
                self.header[self.index[fold_header(header)]]
                for header in cell.headers
                if fold_header(header) in self.index
            ),
            "",
        )


def _cleaner(column: Column, cell: Cell, format_: Format, kinds: Kinds, is_number: bool) -> Cleaner:
    codes = kinds.codes.get(column.codes)
    values = {**format_.values.get(column.codes, {}), **cell.values}
    separators = (*cell.split, _UNIT) if cell.how in {"all", "marked"} else cell.split
    return Cleaner(column, codes, format_.missing | cell.missing, values, format_.dates, separators, is_number)


def _fetch(
    cell: Cell, present: tuple[int, ...], header: list[str], is_number: bool, in_step: bool
) -> Callable[[Cells], str] | int:
    """How to get one column's text from a row: a position, or a function where one cell is not enough."""
    if cell.always is not None:
        constant = cell.always
        return lambda cells: constant
    if cell.how == "first" and len(present) == 1:
        return present[0]
    if cell.how == "first":
        return lambda cells: next(
            (cells[i] for i in present if cells[i].strip() and cells[i].strip() not in cell.missing), ""
        )
    if cell.how == "all":
        return lambda cells: _UNIT.join(cells[i] for i in present if cells[i].strip())
    if cell.how == "marked":
        codes = [(i, cell.marked[fold_header(header[i])]) for i in present]
        return lambda cells: _UNIT.join(code for i, code in codes if _is_marked(cells[i], header[i]))
    needed = len(cell.headers) if is_number else 0

    def joined(cells: Cells) -> str:
        parts = [cells[i].strip() for i in present]
        filled = [part for part in parts if part]
        return cell.glue.join(filled) if len(filled) >= needed else ""

    return joined


def _is_marked(text: str, header: str) -> bool:
    folded = text.strip().casefold()
    if folded in _MARKS_YES or folded == header.casefold() or (folded.isdigit() and folded.strip("0")):
        return True
    if folded in _MARKS_NO:
        return False
    raise Bad("mark", value=f'"{text}"', header=header)


def _together(fetches: list[Callable[[Cells], str] | int]) -> Callable[[Cells], tuple[str, ...]]:
    """One function that fetches every text of a row; a plain itemgetter where each is one cell."""
    positions = [fetch for fetch in fetches if isinstance(fetch, int)]
    if len(positions) == len(fetches) > 1:
        return itemgetter(*positions)
    return lambda cells: tuple(cells[fetch] if isinstance(fetch, int) else fetch(cells) for fetch in fetches)
