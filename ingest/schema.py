"""What a record is: tables, columns, code lists, rules and questions, as Python objects.

Filled from `kinds/` by `ingest.declare`; everything else asks here and never names a column itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ingest.asked import Question
from ingest.codelist import Code, CodeList
from ingest.language import Either

LEVELS = ("open", "coarse", "later", "counts", "private", "never")
TYPES = ("string", "integer", "number", "boolean", "date", "time", "datetime", "array")
WORKED_OUT = ("hours_between", "percent")  # from one moment to another; of a whole, in a part
METHODS = ("year", "quarter", "month", "hour", "five_minutes", "age_band", "count_band", "hundred_block", "pseudonym")

AGENCY, SOURCE, LINE, RELEASE_ON = "agency_id", "source_id", "source_line", "release_on"
COVERED = "covered"  # the word `made` of the kind that tells of every period that is owed
PERSONAL = "personal_privacy"  # why something is withheld, where its column does not say
NAMED = ("table", "record", "column")  # what a column of a made table may name: a table, a record or column of it
_WORD = re.compile(r"[a-z_][a-z0-9_]*")
SQL_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}


@dataclass(frozen=True)
class Column:
    """One column of one kind, as its YAML says it."""

    name: str
    table: str
    title: str
    title_es: str
    description: str
    description_es: str
    type: str
    publish: str
    protected: str
    required: bool = False
    minimum: str = ""
    maximum: str = ""
    codes: str = ""
    raw: str = "private"
    unmapped_at_most: str = ""
    coarsen: dict[str, str] = field(default_factory=dict)
    refers_to: str = ""
    follows: str = ""
    gathers: str = ""
    counts: str = ""
    works_out: tuple[str, ...] = ()  # how, and the two columns from which
    names: str = ""
    basis: str = PERSONAL
    example: str = ""
    group: str = ""

    @property
    def called(self) -> Either:
        """Its title, for whoever reads it."""
        return Either(self.title, self.title_es)

    @property
    def is_derived(self) -> bool:
        """Worked out when a release is built; never in a file, never in the register."""
        return bool(self.follows or self.gathers or self.counts or self.works_out)

    @property
    def is_pseudonym(self) -> bool:
        """Its value is forgotten; only a keyed hash is kept, in the column that `coarsen` names."""
        return "pseudonym" in self.coarsen.values()

    @property
    def is_stored(self) -> bool:
        return not self.is_derived and self.publish != "never"

    @property
    def raw_name(self) -> str:
        """The column that keeps what the agency wrote, or nothing."""
        return f"{self.name}_raw" if self.codes else ""

    @property
    def sql_type(self) -> str:
        return SQL_TYPES.get(self.type, "TEXT")

    def level(self, profile: str) -> str:
        """The publish level for an agency of this privacy profile (linked or protected)."""
        return self.protected if profile == "protected" else self.publish


@dataclass(frozen=True)
class Rule:
    """What cannot be: a SQL condition over one row's own columns that is true only for a wrong row."""

    name: str
    wrong_when: str
    says: str
    says_es: str
    do: str
    do_es: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The small words of its condition, each once: columns, and some of SQL's own."""
        return tuple(dict.fromkeys(_WORD.findall(self.wrong_when)))


@dataclass(frozen=True)
class Unit:
    """What one row is, in words: "incident", "incidents"."""

    one: str
    many: str
    one_es: str
    many_es: str

    @property
    def single(self) -> Either:
        """The word for one, for whoever reads it."""
        return Either(self.one, self.one_es)

    @property
    def several(self) -> Either:
        """The word for many."""
        return Either(self.many, self.many_es)

    def counted(self, count: int) -> Either:
        """So many of them, for whoever reads it: `3 incidents`."""
        one, es = (self.one, self.one_es) if count == 1 else (self.many, self.many_es)
        return Either(f"{count:,} {one}", f"{count:,} {es or one}")


@dataclass
class Table:
    """One kind of record."""

    name: str
    family: str
    title: str
    title_es: str
    description: str
    description_es: str
    unit: Unit
    key: str
    number: tuple[str, ...]
    readable_key: bool
    parent: str
    links: tuple[str, ...]
    date: str
    publish: str
    made: str
    columns: dict[str, Column]
    facets: tuple[str, ...]
    search: tuple[str, ...]
    shows: tuple[str, ...]
    rules: tuple[Rule, ...]
    questions: tuple[Question, ...]
    where: str
    claim: dict[str, str] = field(
        default_factory=dict
    )  # the columns of its `status` and `fact`, if its name is a claim
    maxim: str = ""  # what stands above its records, in one sentence
    maxim_es: str = ""
    near: dict[str, str] = field(default_factory=dict)  # by which of its days it belongs to an election without a key

    @property
    def called(self) -> Either:
        """Its title, for whoever reads it."""
        return Either(self.title, self.title_es)

    @property
    def has_agency(self) -> bool:
        return not self.readable_key

    @cached_property
    def stored(self) -> tuple[Column, ...]:
        """The columns that the register keeps, in the kind's order."""
        return tuple(column for column in self.columns.values() if column.is_stored)

    @cached_property
    def raws(self) -> tuple[Column, ...]:
        return tuple(column for column in self.stored if column.raw_name)

    def that_names(self, what: str) -> str:
        """The column of a made table that names a table or a record of it; nothing where none does."""
        return next((column.name for column in self.columns.values() if column.names == what), "")

    @cached_property
    def references(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns.values() if column.refers_to)


@dataclass(frozen=True)
class Chapter:
    """Some tables of a family that belong together in its story, in order. Parts stand with their whole."""

    title: str
    title_es: str
    description: str
    description_es: str
    tables: tuple[str, ...]
    also: tuple[tuple[str, str, str], ...] = ()  # table, column, code: some records of a table of another chapter


@dataclass
class Family:
    """A family of tables, with its words. `tells`: the table whose record pages tell the family's story."""

    name: str
    title: str
    title_es: str
    description: str
    description_es: str
    tells: str = ""
    chapters: tuple[Chapter, ...] = ()


@dataclass
class Kinds:
    """Everything declared under `kinds/`; tables stand after the tables they depend on.

    `shared` holds two groups of `_shared.yml` that every table has: `record` (where a row comes from) and `counts`
    (the columns of count tables). `answers`: titles of columns that answers to questions have.
    """

    families: dict[str, Family]
    tables: dict[str, Table]
    codes: dict[str, CodeList]
    shared: dict[str, dict[str, Column]]
    answers: dict[str, Either] = field(default_factory=dict)

    def parts(self, table: str) -> Iterator[Table]:
        """The tables whose rows are parts of this one's."""
        return (part for part in self.tables.values() if part.parent == table)

    def heading(self, question: Question, name: str) -> Either | None:
        """The title of a column of an answer: the question's own, that of all answers, or of a column so called."""
        titled = question.columns.get(name) or self.answers.get(name)
        known = (table.columns[name] for table in self.tables.values() if name in table.columns)
        return titled or next((Either(column.title, column.title_es) for column in known), None)

    def key_of(self, table: str) -> str:
        return self.tables[table].key

    @property
    def bases(self) -> dict[str, Code]:
        """The reasons to withhold something: the last list of the kind of coverage; none where that kind is missing."""
        made = [table for table in self.tables.values() if table.made == COVERED]
        lists = [column.codes for table in made for column in table.columns.values() if column.codes]
        return self.codes[lists[-1]].codes if lists else {}

    def link_keys(self, table: Table) -> dict[str, str]:
        """Key column -> table, for parent and links: the columns that we fill, not the file."""
        return {self.key_of(name): name for name in ((table.parent,) if table.parent else ()) + table.links}

    def foreign(self, table: Table) -> dict[str, str]:
        """Column -> table it points to: parent, links and references."""
        return self.link_keys(table) | {column.name: column.refers_to for column in table.references}

    def mappable(self, table: Table) -> dict[str, Column]:
        """The columns that a file may fill: own ones, then the number columns of parent, links and references.

        A reference that nobody can type, because its key is opaque, is filled through those numbers only.
        """
        own = {
            name: column
            for name, column in table.columns.items()
            if not column.is_derived
            and (column.publish != "never" or column.is_pseudonym or name in table.number)
            and (not column.refers_to or self.tables[column.refers_to].readable_key)
        }
        for name in dict.fromkeys((table.parent, *table.links, *(column.refers_to for column in table.references))):
            for number, column in self.numbers(self.tables[name]).items() if name else ():
                if not column.refers_to or self.tables[column.refers_to].readable_key:
                    own.setdefault(number, column)
        return own

    def numbers(self, table: Table) -> dict[str, Column]:
        """The columns that name one record of a table: its parent's numbers, then its own."""
        above = self.numbers(self.tables[table.parent]) if table.parent else {}
        return above | {name: table.columns[name] for name in table.number}
