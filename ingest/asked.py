"""A saved question as a kind declares it: its words, its SQL, the titles of its columns, and its likely ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.language import Either
from ingest.plain import Map

PAGE = "docs/add-a-kind.md"
_QUESTION = ("title", "title_es", "description", "description_es", "unit", "unit_es", "caveat", "caveat_es", "sql")
_TITLES = ("title", "title_es")
_PARAMETER = re.compile(r":([a-z_]+)")


@dataclass(frozen=True)
class Range:
    """What a share or a rate of an answer is made from: columns beside it. A rate is `for_every` so many."""

    of: str
    out_of: tuple[str, ...]
    for_every: str = ""


@dataclass(frozen=True)
class Question:
    """A saved question: SQL over a release, its unit and the caveat printed beside the answer.

    `year`: what its `:year` chooses by, the first that is known: a column of its table or of the whole of that, or
    `table.column` of a table that it refers to. `columns`: titles of columns of its answer that no other answer has.
    `ranges`: its shares and rates whose likely range can be told.
    """

    name: str
    table: str
    title: str
    title_es: str
    description: str
    description_es: str
    unit: str
    unit_es: str
    caveat: str
    caveat_es: str
    sql: str
    year: tuple[str, ...] = field(default=(), kw_only=True)
    columns: dict[str, Either] = field(default_factory=dict, kw_only=True)
    ranges: dict[str, Range] = field(default_factory=dict, kw_only=True)

    @property
    def parameters(self) -> tuple[str, ...]:
        """What its SQL asks for: `agency`, `year`."""
        return tuple(dict.fromkeys(_PARAMETER.findall(self.sql)))


def question(name: str, table: str, questions: Map) -> Question:
    """One question of a table. Raises `Stop` for a slip."""
    said = questions.map(name)
    said.known({*_QUESTION, "year", "columns", "ranges"}, PAGE)
    said.need(*_QUESTION, page=PAGE)
    titles = said.map("columns")
    for column in titles:
        titles.map(column).known(frozenset(_TITLES), PAGE)
        titles.map(column).need(*_TITLES, page=PAGE)
    columns = {column: Either(*(titles.map(column).text(word) for word in _TITLES)) for column in titles}
    texts = (said.text(word) for word in _QUESTION)
    ranges = {column: _range(said.map("ranges").map(column)) for column in said.map("ranges")}
    return Question(name, table, *texts, year=said.texts("year"), columns=columns, ranges=ranges)


def _range(said: Map) -> Range:
    said.known({"of", "out_of", "for_every"}, PAGE)
    said.need("of", "out_of", page=PAGE)
    return Range(said.text("of"), said.texts("out_of"), said.text("for_every"))
