"""Read one file to its end, row by row: every row gets exactly one outcome, every problem is kept with its place.

Nothing here writes to the register. `ingest check` stops after this step; `ingest load` goes on to `settle`.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from ingest import spans, unmapped
from ingest.archive import share_read
from ingest.batch import Batch, Part
from ingest.check import Rules, problem
from ingest.fetch import Cells, Columns
from ingest.keys import Keys
from ingest.map import Plan, Record, RowProblems
from ingest.outcome import IGNORED, MERGED, NEW, Examination
from ingest.problems import Problem, Stop, stop
from ingest.progress import Going, Progress, silent
from ingest.recognise import Found
from ingest.register import has_rows
from ingest.rows import rows_of
from ingest.schema import Kinds
from ingest.settle import lacking, lacks, orphans
from ingest.stage import Doubled, Writer, shelves
from ingest.watch import Watch

Row = tuple[int, Cells]


def examine(
    found: Found,
    kinds: Kinds,
    keys: Keys,
    agency: str,
    connection: sqlite3.Connection,
    today: str,
    has_register: bool,
    progress: Progress = silent,
    whole: bool = True,
    writer: Writer | None = None,
    has_limits: bool = True,
    spared: frozenset[int] = frozenset(),
) -> Examination:
    """Read a whole file onto shelves in `connection`'s stage. `whole` asks that every record's parent be known,
    `has_limits` that no more words are without a code than a column may have. `spared` are lines held to no rule.

    Where a `writer` loads the first records of a flat table, the shelf is the register's own, unless the file tells
    twice of one of them.

    Raises `Stop` for what makes the file unreadable.
    """
    reading = partial(_read, found, kinds, keys, agency, connection, today, progress, spared)
    try:
        made = reading(writer)
    except Doubled:  # of some record it tells twice, so it has to be merged with itself before the register sees it
        made = reading(merge=True)
    if whole:
        _set_lost_aside(made, kinds, has_register)
    _note_what_was_seen(made)
    over = [one for shelf in made.shelves.values() for one in unmapped.over_limit(_name(made), made.plan.tables, shelf)]
    if over and has_limits:
        raise Stop(*(one.of_form() if found.format.is_template else one for one in over))
    return made


def _read(
    found: Found,
    kinds: Kinds,
    keys: Keys,
    agency: str,
    connection: sqlite3.Connection,
    today: str,
    progress: Progress,
    spared: frozenset[int],
    writer: Writer | None = None,
    merge: bool = False,
) -> Examination:
    """Put every row on a shelf or aside. Raises `Doubled`, and leaves no trace, where a shelf takes no record twice."""
    plan = Plan(found, kinds, keys, agency)
    merge = merge or not plan.is_flat or bool(spared) or bool(lacks(plan.tables[0].table, plan.tables[0].columns))
    on = writer if writer and not merge and not has_rows(connection, plan.tables[0].table) else None
    made = Examination(found, plan, shelves(connection, plan.tables, kinds, on, merge), connection)
    for shelf in made.shelves.values():
        shelf.adds = found.mends
    connection.execute("CREATE TABLE stage._rejects (line, cells, problems)")
    for one in plan.problems:
        made.add(one)
    if made.stops():
        raise Stop(*made.stops())
    rules = [Rules(connection, one.table, one.columns, today) for one in plan.tables]
    places = [made.shelves[table_plan.table.name].arrange(table_plan) for table_plan in plan.tables]
    watch = Watch(plan)
    try:
        with _no_collection():
            for batch in filter(None, rows_of(made)):
                alone = not connection.in_transaction
                if alone:  # a check: the stage is written in batches. A load is one transaction from its first row
                    connection.execute("BEGIN")
                columns = Columns(batch)
                watch.look(columns)
                _take(made, batch, columns, rules, places, spared)
                for shelf in made.shelves.values():
                    shelf.flush()
                if alone:
                    connection.execute("COMMIT")
                progress(Going(made.rows, made.counts.total(), share_read(found.sheet.path)))
        for shelf in made.shelves.values():
            shelf.end()
    except Doubled:
        connection.execute("DROP TABLE stage._rejects")
        raise
    for one in watch.problems():
        made.add(one)
    return made


@contextmanager
def _no_collection() -> Iterator[None]:
    """Rows hold no cycles; looking for some costs a tenth of the time of a load."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _take(
    made: Examination,
    batch: list[Row],
    columns: Columns,
    rules: list[Rules],
    places: list[list[int] | None],
    spared: frozenset[int],
) -> None:
    """Map a batch, try the rules, and put what holds on the shelves."""
    first = made.rows
    made.outcomes.extend(bytes(len(batch)))
    if spared or not made.plan.is_even:
        _take_rows(made, batch, first, rules, places, spared)
        return
    taken = Batch(made.plan, columns)
    taken.try_rules(rules)
    for part in taken.parts:
        _put(made, taken, part, first)
    for row, problems in sorted(taken.wrong.items()):
        made.set_aside(first + row, *batch[row], problems)
        made.plan.uncount(*batch[row])


def _put(made: Examination, taken: Batch, part: Part, first: int) -> None:
    """Put what a batch makes in one table on its shelf: all at once, or one by one where some are there already."""
    shelf, good = made.shelves[part.plan.table.name], taken.good(part)
    ats = None if shelf.is_direct else range(first, first + len(part.keys))
    keys = part.keys if len(good) == len(part.keys) else [part.keys[row] for row in good]
    is_asked = shelf.asks and part.counted
    if not is_asked and shelf.add_all(keys, taken.records(part, good, ats)):
        if len(good) == len(part.keys):  # the gravest that a good row can have
            made.outcomes[first:] = bytes((NEW,)) * len(good)
        else:
            for row in good:
                made.outcomes[first + row] = NEW
        return
    for (key, *values, line, at), row in zip(taken.records(part, good, ats), good, strict=True):
        is_new = shelf.add(Record(key, values, row in part.counted), None, line, at)
        made.mark(at, NEW if is_new else MERGED)


def _take_rows(
    made: Examination,
    batch: list[Row],
    first: int,
    rules: list[Rules],
    places: list[list[int] | None],
    spared: frozenset[int] = frozenset(),
) -> None:
    """The same row by row: for rows that give lists or marks."""
    whole: dict[int, list[list[Record]]] = {}
    wrong: dict[int, list[Problem]] = {}
    for at, (line, cells) in enumerate(batch, first):
        try:
            whole[at] = made.plan.records(line, cells)
        except RowProblems as error:
            wrong[at] = error.problems
    for number, table_rules in enumerate(rules):
        listed = [(at, record.values) for at, lists in whole.items() for record in lists[number]]
        rows = [tuple(values[place] for place in table_rules.places) for _, values in listed]
        for place, rule in table_rules.broken(rows):
            at = listed[place][0]
            if batch[at - first][0] in spared:
                continue
            plan = made.plan.tables[number]
            headers = made.plan.headers_of(plan, rule.words)
            one = problem(plan.table, rule, _name(made), batch[at - first][0], headers)
            if one not in wrong.setdefault(at, []):
                wrong[at].append(one)
    for at, problems in sorted(wrong.items()):
        made.set_aside(at, *batch[at - first], problems)
        made.plan.uncount(*batch[at - first])
        whole.pop(at, None)
    on = [made.shelves[table_plan.table.name] for table_plan in made.plan.tables]
    for at, lists in whole.items():
        line, outcome = batch[at - first][0], IGNORED
        for shelf, place_, records in zip(on, places, lists, strict=True):
            for record in records:
                if shelf.add(record, place_, line, at):
                    outcome = NEW
                elif outcome == IGNORED:
                    outcome = MERGED
        made.outcomes[at] = outcome


def _set_lost_aside(made: Examination, kinds: Kinds, has_register: bool) -> None:
    """Set aside rows whose record is new and lacks what each must have, or points to one that is nowhere."""
    lost: dict[int, tuple[int, Problem]] = {}
    name, tables = _name(made), kinds.tables
    for shelf in made.shelves.values():
        unit = shelf.table.unit.single
        for at, line, column in lacking(shelf, kinds, has_register):
            lost[line] = at, Problem("required-nowhere", name, line, fills={"column": column.called, "unit": unit})
        for at, line, table in orphans(shelf, made.shelves, kinds, has_register):
            numbers = ((one, each) for one in made.plan.tables for each in kinds.numbers(tables[table]))
            says = (made.plan.header_of(one, each) for one, each in numbers if each in one.made.cells)
            pointing = ", ".join(filter(None, dict.fromkeys(says)))
            found = Problem("no-parent", name, line, pointing, {"table": tables[table].unit.single})
            lost.setdefault(line, (at, found))
    for line, cells in made.found.sheet.rows() if lost else ():
        if line in lost:
            at, found = lost[line]
            made.set_aside(at, line, cells, [found])
            if len(cells) == len(made.plan.header):  # as it was cleaned
                made.plan.uncount(line, cells)


def _note_what_was_seen(made: Examination) -> None:
    """Turn what was seen on the way into problems: merged cells, unmapped words, conflicts, uneven lists, repeats."""
    name = _name(made)
    if merged := spans.note(made.found):
        made.add(merged)
    for table_plan in made.plan.tables:
        for column, memory in zip(table_plan.mapped, table_plan.memories, strict=True):
            if memory.cleaner.nuls:
                made.add(Problem("nul", name, column=column.called))
            if memory.cleaner.has_times and not table_plan.takes_time(column):
                made.add(Problem("times", name, column=made.plan.header_of(table_plan, column.name)))
            for one in unmapped.told(name, column, memory.cleaner):
                made.add(one)
    for line, longest, shortest, many, few in made.plan.uneven:
        made.add(
            Problem("lists", name, line, fills={"longest": longest, "many": many, "shortest": shortest, "few": few})
        )
    for shelf in made.shelves.values():
        for conflict in shelf.conflicts.values():
            column_ = shelf.table.columns.get(conflict.column)
            made.add(
                Problem(
                    "conflict",
                    name,
                    conflict.second,
                    column_.called if column_ else conflict.column,
                    {
                        "unit": shelf.table.unit.single,
                        "first": conflict.first,
                        "second": conflict.second,
                        "kept": conflict.kept,
                        "count": f"{conflict.count:,}",
                    },
                )
            )
        if shelf.repeats:
            raise stop("repeats", name, table=shelf.table.name, count=f"{shelf.repeats:,}")


def _name(made: Examination) -> str:
    return made.found.sheet.path.name
