"""A plainly fictional state's files: what clerks would send, made from recipes and kinds, the same for the same seed.

`write` makes the files of every agency that has a folder `sample/` of recipes; they load through the agency's formats
as real files do. `rows_for` makes rows for any table from its kind alone, so a new kind has sample rows at once.
"""

from __future__ import annotations

import re
import sqlite3
from datetime import date, timedelta
from pathlib import Path

from ingest.agencies import Agencies
from ingest.clean import Bad, Cleaner, Value
from ingest.language import Either, phrase
from ingest.problems import stop
from ingest.sample.chance import Cells, Dice, plain
from ingest.sample.draw import PAGE
from ingest.sample.invent import Things, invent
from ingest.sample.recipe import Recipe, load_recipe
from ingest.sample.scribe import files
from ingest.schema import Column, Kinds, Rule, Table
from ingest.template import columns

_FIRST, _TODAY = date(2021, 1, 4), "2026-01-12"  # fixed, as every run must give the same rows
_TRIES = 500  # redraws of what a rule names, before a row is given up
_EMPTY = 10  # percent of the cells that need not be filled
_DIGITS = re.compile(r"\d+(?!.*\d)")


def write(kinds: Kinds, agencies: Agencies, out: Path, seed: int) -> list[Path]:
    """Write every agency's files to `out/<agency>/` and say which. Raises `Stop` (no-recipes, no-folder, a slip)."""
    made, towns = [], dict[str, _Town]()
    for agency in agencies.names():
        towns[agency] = _Town(agencies.folder / agency / "sample", kinds, seed, towns)
    for agency, town in towns.items():
        for name, content in town.files():
            path = out / agency / name
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            except OSError as error:
                raise stop("no-folder", str(path), reason=error.strerror or error) from None
            made.append(path)
    if not made:
        raise stop("no-recipes", str(agencies.folder))
    return made


class _Town:
    """One agency's recipes and what they made; a recipe that another one borrows from is made first."""

    def __init__(self, folder: Path, kinds: Kinds, seed: int, towns: dict[str, _Town]) -> None:
        self.towns = towns
        self.seed, self.where = f"{seed}/{folder.parent.name}", f"agencies/{folder.parent.name}/sample/"
        self.made = dict[str, Things]()
        self.begun = set[str]()
        root = folder.parent.parent.parent
        self.recipes: dict[str, Recipe] = {
            path.stem: load_recipe(path, kinds, self.lend, root) for path in sorted(folder.glob("*.yml"))
        }

    def lend(self, name: str) -> list[Cells]:
        """The rows of a thing of some recipe, `set.thing` or `agency/set.thing`. Raises `Stop` when there is none."""
        agency, _, rest = name.rpartition("/")
        if agency in self.towns:
            return self.towns[agency].lend(rest)
        label, _, thing = name.partition(".")
        if label not in self.recipes or thing not in self.recipes[label].things:
            raise stop("word", self.where, word=name, nearest="", page=PAGE)
        return [row.cells for row in self.things(label)[thing]]

    def things(self, label: str) -> Things:
        """What one recipe made. Raises `Stop` when two recipes wait for each other."""
        if label not in self.made:
            if label in self.begun:
                found, expected = phrase("itself"), phrase("no circle of recipes")
                raise stop("word-value", self.where, word=label, found=found, expected=expected)
            self.begun.add(label)
            self.made[label] = invent(self.recipes[label], Dice(self.seed, label), self.lend)
        return self.made[label]

    def files(self) -> list[tuple[str, bytes]]:
        """Every file of this agency: its name and its bytes."""
        return [
            one
            for label, recipe in self.recipes.items()
            for one in files(recipe, self.things(label), Dice(self.seed, label, "written"))
        ]


def rows_for(table: Table, kinds: Kinds, count: int, seed: int) -> list[dict[str, str]]:
    """Rows for the template of any table: column name -> text, in the template's order. They break no rule of the kind.

    Row n bears number n, and names row n of the tables that it is part of or refers to; make and load those first,
    with the same count. Raises `Stop` (rule) when no row can be found that keeps the kind's rules.
    """
    asked, dice, tries = columns(table, kinds), Dice(seed, table.name), _Tries(table, kinds)
    numbers = _numbers(table, kinds)
    made = []
    for place in range(count):
        row = {column.name: "" if column.name in numbers else _cell(column, kinds, dice) for column in asked}
        row |= {name: _number(column, kinds, place) for name, column in numbers.items() if name in row}
        free = {column.name: column for column in asked if column.name not in numbers}
        broken, tried = tries.broken(row), 0
        while broken:
            tried += 1
            if tried > _TRIES:
                says = phrase("{rule}: no sample row keeps this rule.", rule=broken.name)
                raise stop("rule", table.where, says=says, do=Either(broken.do, broken.do_es))
            for name in [one for one in broken.words if one in free]:
                row[name] = _cell(free[name], kinds, dice)
            broken = tries.broken(row)
        made.append(row)
    return made


def _cell(column: Column, kinds: Kinds, dice: Dice) -> str:
    return "" if not column.required and dice.happens(_EMPTY) else plain(column, kinds, dice)


def _numbers(table: Table, kinds: Kinds) -> dict[str, Column]:
    """The columns that name a record or point to one: numbers, own and of other tables, and references by key."""
    above = [name for name in (table.parent, *table.links, *(one.refers_to for one in table.references)) if name]
    own = {one.name: one for one in table.references}
    return {
        name: one for above_ in (*above, table.name) for name, one in kinds.numbers(kinds.tables[above_]).items()
    } | own


def _number(column: Column, kinds: Kinds, place: int) -> str:
    """The number (or the readable key, in a reference) that row `place` of a column's table bears."""
    if column.refers_to:
        table = kinds.tables[column.refers_to]
        parts = [_number(table.columns[name], kinds, place) for name in table.number]
        return "-".join(parts).casefold() if table.readable_key else ""
    if column.type == "date":
        return (_FIRST + timedelta(place)).isoformat()
    if column.type == "integer":
        return str(place + 1)
    if _DIGITS.search(column.example):
        return _DIGITS.sub(lambda digits: str(place + 1).zfill(len(digits.group())), column.example)
    alone = len(kinds.tables[column.table].number) < 2
    return f"{column.example or column.table}-{place + 1}" if alone else column.example


class _Tries:
    """Tries a row against its kind's rules, in SQLite, as a load does."""

    def __init__(self, table: Table, kinds: Kinds) -> None:
        self.table, self.kinds = table, kinds
        self.connection = sqlite3.connect(":memory:")
        self.stored = [one for one in table.columns.values() if not one.is_derived]
        self.connection.execute(f"CREATE TABLE t ({', '.join(f'[{one.name}] {one.sql_type}' for one in self.stored)})")

    def broken(self, row: Cells) -> Rule | None:
        """The first rule that a row breaks."""
        if not self.table.rules:
            return None
        self.connection.execute("DELETE FROM t")
        marks = ", ".join("?" * len(self.stored))
        self.connection.execute(f"INSERT INTO t VALUES ({marks})", [self._value(one, row) for one in self.stored])
        for rule in self.table.rules:
            said = {"today": _TODAY} if ":today" in rule.wrong_when else {}
            if self.connection.execute(f"SELECT 1 FROM t WHERE {rule.wrong_when}", said).fetchone():
                return rule
        return None

    def _value(self, column: Column, row: Cells) -> Value:
        if column.refers_to and not row.get(column.name):
            return next(
                (row[name] for name in reversed(self.kinds.tables[column.refers_to].number) if name in row), None
            )
        whose = next((one for one in self.stored if column.name in one.coarsen and one.is_pseudonym), column)
        separators = (";",) if whose.type == "array" else ()
        try:
            return Cleaner(whose, self.kinds.codes.get(whose.codes), separators=separators)(row.get(whose.name, ""))
        except Bad:
            return None
