"""What a release says of its tables, columns, codes and questions, in one language. Filled by `plugins.release`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

PARAMETER = re.compile(r":([a-z_]+)")
RESERVED = 900  # codes from this position on say why there is no value: unknown, redacted, suppressed ...


@dataclass(frozen=True)
class Code:
    """One word of a code list, with its meaning. `position` 900 or more: a reserved code."""

    code: str
    label: str
    definition: str | None = None
    position: int = 0
    until: str | None = None

    @property
    def is_reserved(self) -> bool:
        return self.position >= RESERVED


@dataclass(frozen=True)
class Column:
    """One column of one table. `is_withheld`: the agency gives it and the portal does not publish it."""

    table_name: str
    name: str
    title: str
    position: int = 0
    description: str | None = None
    type: str = "string"
    publish: str = "open"
    codes: str | None = None
    refers_to: str | None = None
    derived: str | None = None
    from_column: str | None = None
    example: str | None = None
    is_withheld: int = 0
    waits_for: str | None = None  # the column of the day before which its values are not shown
    is_protected: int = 0  # whether it is withheld for agencies whose people are protected
    withheld_for: frozenset[str] = frozenset()  # the agencies that give it and whose values are not, or not yet, out
    basis: str | None = None  # the reason for which it is withheld, in words
    names: str | None = None  # "table", or "record" of the table that another column of the row names

    @property
    def is_number(self) -> bool:
        return self.type in ("integer", "number") and not self.codes and not self.refers_to

    @property
    def is_date(self) -> bool:
        return self.type in ("date", "datetime")


class Wait(NamedTuple):
    """How many rows of a table wait for their day, or are here while a fact of theirs waits; the first such day."""

    table: Table
    rows: int
    until: str | None
    is_facts: bool


Held = dict[str, dict[str, tuple[int, str | None]]]  # column -> record that it names -> how many wait, the first day


@dataclass(frozen=True)
class Table:
    """One table. `units` counts the distinct top records that the rows belong to (incidents, not rows).

    `held`: rows that wait for their day; `facts_held`: rows that are here while a fact of theirs waits.
    """

    name: str
    family: str
    title: str
    position: int = 0
    description: str | None = None
    unit_one: str = "row"
    unit_many: str = "rows"
    key: str | None = None
    parent: str | None = None
    date_column: str | None = None
    is_counts: int = 0
    facets: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    claim: dict[str, str] = field(default_factory=dict)  # where its name is a claim: the columns of `status` and `fact`
    maxim: str | None = None
    near: dict[str, str] = field(default_factory=dict)  # by which days it belongs to an election: see plugins.which
    rows: int = 0
    units: int | None = None
    held: int = 0
    held_until: str | None = None
    held_of: Held = field(default_factory=dict)
    facts_held: int = 0
    facts_held_until: str | None = None
    facts_held_of: Held = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)

    def unit(self, count: int | None) -> str:
        """What `count` rows are called: "incident" or "incidents"."""
        return self.unit_one if count == 1 else self.unit_many

    @property
    def public(self) -> list[Column]:
        return [column for column in self.columns.values() if not column.is_withheld]

    @property
    def late(self) -> list[Column]:
        """The columns whose values wait for the day that the row names."""
        return [column for column in self.public if column.waits_for]

    @property
    def waits(self) -> list[Wait]:
        """What waits for its day: rows first, then facts."""
        found = [
            Wait(self, self.held, self.held_until, False),
            Wait(self, self.facts_held, self.facts_held_until, True),
        ]
        return [each for each in found if each.rows]

    def waits_of(self, column: str, key: str) -> list[Wait]:
        """The same of one record that `column` names; nothing where the two cannot be told apart."""
        found = []
        for of, is_facts in ((self.held_of, False), (self.facts_held_of, True)):
            count, until = of.get(column, {}).get(key, (0, None))
            found += [Wait(self, count, until, is_facts)] if count else []
        return found

    def that_names(self, what: str) -> str:
        """The column whose values are names of tables, or of records of them; nothing where none is."""
        return next((column.name for column in self.columns.values() if column.names == what), "")

    @property
    def shown(self) -> list[Column]:
        """The columns of the table page, the first one is the link to the record."""
        known = [self.columns[name] for name in self.shows if name in self.columns]
        return [column for column in known if not column.is_withheld] or self.public[:8]


@dataclass(frozen=True)
class Range:
    """What a share or a rate of an answer is made from: columns beside it. A rate is `for_every` so many."""

    of: str
    out_of: tuple[str, ...]
    for_every: str = ""


@dataclass(frozen=True)
class Question:
    """A saved question: its sentence, its SQL, and the caveat that stands beside the answer.

    `year_columns`: what its `:year` chooses by, the first that is known; a name with a dot is of a table that is
    referred to.
    """

    name: str
    title: str
    sql: str
    family: str = ""
    table_name: str = ""
    description: str | None = None
    unit: str | None = None
    caveat: str | None = None
    position: int = 0
    year_columns: tuple[str, ...] = ()
    ranges: dict[str, Range] = field(default_factory=dict)

    @property
    def parameters(self) -> tuple[str, ...]:
        """What its SQL asks for: `agency`, `year`."""
        return tuple(dict.fromkeys(PARAMETER.findall(self.sql)))


@dataclass(frozen=True)
class Rule:
    """One check that every row of a table has passed or is marked with."""

    table_name: str
    name: str
    says: str


@dataclass(frozen=True)
class Family:
    """A group of tables that belong together. `tells`: the table whose record pages tell the family's story."""

    name: str
    title: str
    position: int = 0
    description: str | None = None
    tells: str | None = None


@dataclass(frozen=True)
class Chapter:
    """Some tables of a family that belong together, in order; parts and counts after their whole."""

    family: str
    title: str
    position: int = 0
    description: str | None = None
    tables: tuple[str, ...] = ()
    also: tuple[tuple[str, str, str], ...] = ()  # table, column, code: some records of a table of another chapter
