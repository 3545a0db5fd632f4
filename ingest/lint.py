"""Does a kind hold together? Every name that it says exists, and every rule is SQL over the table's own columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator

from ingest.asked import PAGE
from ingest.language import Words, one_of, phrase
from ingest.plain import nearest
from ingest.problems import Problem
from ingest.schema import AGENCY, PERSONAL, RELEASE_ON, Family, Kinds, Table


def lint(table: Table, kinds: Kinds) -> list[Problem]:
    """Everything in which one table does not hold together with the other kinds."""
    above = (table.parent, *table.links, *(column.refers_to for column in table.references))
    gone = [
        _no_table(table, phrase("parent, links or refers_to"), name, kinds)
        for name in above
        if name not in ("", *kinds.tables)
    ]
    return gone or [
        *_names(table, kinds),
        *_reaches(table, kinds),
        *_bases(table, kinds),
        *_waiting(table),
        *_rules(table),
        *_asked(table, kinds),
    ]


def lint_threads(family: Family, kinds: Kinds) -> Iterator[Problem]:
    """Codes that a chapter tells of, and that no column of their table has."""
    for name, column, code in (thread for chapter in family.chapters for thread in chapter.also):
        table = kinds.tables[name]
        codes = kinds.codes[table.columns[column].codes].codes if column in table.columns else {}
        if column not in table.columns:
            yield _no_column(table, "also", column, table.columns)
        elif code not in codes:
            yield _no_column(table, f"also.{column}", code, codes)


def _names(table: Table, kinds: Kinds) -> Iterator[Problem]:
    """Columns that the table's own words name."""
    columns = {*table.columns, AGENCY, table.key, *kinds.link_keys(table)}
    columns |= {column.raw_name for column in table.raws if column.raw == "open"}
    words = {"number": table.number, "facets": table.facets, "search": table.search, "shows": table.shows}
    words["claim"] = tuple(table.claim.values())
    words["near"] = tuple(table.near[word] for word in ("day", "until") if word in table.near)
    for word, names in (*words.items(), ("date", (table.date,) if table.date else ())):
        for name in names:
            if name not in columns:
                yield _no_column(table, word, name, columns)


def _reaches(table: Table, kinds: Kinds) -> Iterator[Problem]:
    """Columns and properties that its columns name: coarsen, works_out, gathers, counts, follows."""
    for column in table.columns.values():
        for target in column.coarsen:
            if target not in table.columns:
                yield _no_column(table, f"{column.name}.coarsen", target, table.columns)
        for name in column.works_out[1:]:
            if name not in table.columns:
                yield _no_column(table, f"{column.name}.works_out", name, table.columns)
            elif not (table.columns[name].is_stored and table.columns[name].publish in ("open", "later")):
                fills = {"word": f"{column.name}.works_out", "found": name, "expected": phrase("two public columns")}
                yield Problem("word-value", table.where, 0, "", fills)
        for reach in filter(None, (column.gathers, column.counts)):
            part, _, name = reach.partition(".")
            if part not in kinds.tables or kinds.tables[part].parent != table.name:
                yield _no_table(table, phrase("{column}.gathers or counts", column=column.name), part, kinds)
            elif name and name not in kinds.tables[part].columns:
                yield _no_column(kinds.tables[part], f"{column.name}.gathers", name, kinds.tables[part].columns)
        if column.follows:
            name, _, word = column.follows.partition(".")
            codes = kinds.codes.get(table.columns[name].codes) if name in table.columns else None
            words = {word for code in codes.codes.values() for word in code.properties} if codes else set()
            if word not in words:
                yield _no_column(table, f"{column.name}.follows", column.follows, {f"{name}.{one}" for one in words})


def _bases(table: Table, kinds: Kinds) -> Iterator[Problem]:
    """Reasons to withhold a column that no list knows."""
    for column in table.columns.values():
        if column.basis != PERSONAL and column.basis not in kinds.bases:
            fills = {"word": f"{column.name}.basis", "found": column.basis, "expected": one_of(kinds.bases)}
            yield Problem("word-value", table.where, 0, "", fills)


def _waiting(table: Table) -> Iterator[Problem]:
    """What waits for a day needs the column that says which."""
    waits = table.publish == "later" or any(column.publish == "later" for column in table.columns.values())
    if waits and RELEASE_ON not in table.columns:
        yield Problem("word-missing", table.where, 0, "uses", {"word": "waiting", "page": PAGE})


def _rules(table: Table) -> Iterator[Problem]:
    """Rules that SQLite does not understand, or that name a column the register does not keep."""
    connection = sqlite3.connect(":memory:")
    stored = ", ".join(f"[{column.name}] {column.sql_type}" for column in table.stored)
    connection.execute(f"CREATE TABLE t ({stored or 'nothing'})")
    for rule in table.rules:
        today = {"today": "2000-01-01"} if ":today" in rule.wrong_when else {}
        try:
            connection.execute(f"SELECT 1 FROM t WHERE {rule.wrong_when}", today)
        except sqlite3.Error as error:
            fills = {
                "word": f"rules.{rule.name}.wrong_when",
                "found": error,
                "expected": phrase("SQL over the table's own columns"),
            }
            yield Problem("word-value", table.where, 0, "", fills)
    connection.close()


def _asked(table: Table, kinds: Kinds) -> Iterator[Problem]:
    """Parameters of questions for which no page could offer a choice, since nobody says by which column they choose."""
    own = {*table.columns, AGENCY, *kinds.link_keys(table)}
    own |= set(kinds.tables[table.parent].columns) if table.parent else set()
    reached = {f"{other}.{name}" for other in kinds.foreign(table).values() for name in kinds.tables[other].columns}
    for question in table.questions:
        for name in question.year:
            if name not in own | reached:
                yield _no_column(table, f"questions.{question.name}.year", name, own | reached)
        for asked in question.parameters:
            if asked == "year" and not question.year:
                fills: dict[str, object] = {"word": f"questions.{question.name}.year", "page": PAGE}
                yield Problem("word-missing", table.where, 0, "", fills)
            elif asked != "year" and f"{asked}_id" not in own:
                yield _no_column(table, f"questions.{question.name}.sql", f"{asked}_id", own)


def _no_column(table: Table, word: str, name: str, known: Collection[str]) -> Problem:
    fills: dict[str, object] = {"table": table.name, "column": name, "nearest": nearest(name, known)}
    return Problem("unknown-column", table.where, 0, word, fills)


def _no_table(table: Table, word: Words, name: str, kinds: Kinds) -> Problem:
    fills: dict[str, object] = {"table": name, "known": ", ".join(kinds.tables), "nearest": nearest(name, kinds.tables)}
    return Problem("no-table", table.where, 0, word, fills)
