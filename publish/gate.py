"""What must hold before anything goes out. One that does not hold stops the release; the last one is still served."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ingest.asked import Question
from ingest.language import Phrase, phrase
from ingest.problems import Problem, Stop
from ingest.schema import Kinds
from publish import counts, words
from publish.select import is_public, public_columns
from publish.tables import SOURCES

_LEAST_OF_BEFORE = 0.9  # a table that loses more than a tenth of its rows is more likely a mistake than news


def expected(kinds: Kinds) -> dict[str, set[str]]:
    """Every table that a release may hold, with its columns; full-text tables aside."""
    made = {
        table.name: {public.name for public in public_columns(table, kinds)}
        for table in kinds.tables.values()
        if is_public(table)
    }
    return made | {
        counts.name_of(table): set(counts.columns(kinds)) for table in kinds.tables.values() if counts.counted(table)
    }


def pass_or_stop(database: Path, kinds: Kinds, before: dict[str, int], fewer_is_right: bool = False) -> None:
    """Raise `Stop` with everything that does not hold. `before` are the row counts of the release before."""
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    try:
        found = [
            Problem("gate", fills={"what": what, "do": do})
            for what, do in _faults(connection, kinds, before, fewer_is_right)
        ]
    finally:
        connection.close()
    if found:
        raise Stop(*found)


def _faults(
    connection: sqlite3.Connection, kinds: Kinds, before: dict[str, int], fewer_is_right: bool
) -> Iterator[tuple[Phrase, Phrase]]:
    report = phrase("This is a fault of ours. Please report it.")
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        yield phrase("The built database is damaged."), phrase("Check the disk, then build again.")
    for table, _, other, _ in connection.execute("PRAGMA foreign_key_check").fetchall()[:5]:
        yield (
            phrase("A row of {table} points to a row of {other} that is not in the release.", table=table, other=other),
            report,
        )
    allowed = expected(kinds)
    full_text = {f"{table.name}_fts" for table in kinds.tables.values() if table.search}
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        if (
            name in words.names()
            or name == SOURCES
            or name.startswith("sqlite_")
            or any(name == one or name.startswith(f"{one}_") for one in full_text)
        ):
            continue
        extra = {row[1] for row in connection.execute(f"PRAGMA table_info([{name}])")} - allowed.get(name, set())
        if name not in allowed or extra:
            what = f"{name} {', '.join(sorted(extra))}" if name in allowed else name
            yield phrase("The release holds what the allow-list does not name: {what}.", what=what), report
    for name in allowed:
        now = connection.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0]
        if now < before.get(name, 0) * _LEAST_OF_BEFORE and not fewer_is_right:
            rows = {"table": name, "before": f"{before[name]:,}", "now": f"{now:,}"}
            yield (
                phrase("{table} had {before} rows and would have {now}.", **rows),
                phrase("If rows were rightly taken out, add --fewer-rows-are-right."),
            )
    for table in kinds.tables.values():
        for question in table.questions:
            try:
                answer = connection.execute(question.sql, dict.fromkeys(question.parameters, ""))
                answer.fetchall()
                names = [column[0] for column in answer.description]
                for name in _unmade(question, names):
                    yield (
                        phrase(
                            "A range of the question {name} needs the column {column}.", name=question.name, column=name
                        ),
                        phrase("Mend it in {where}.", where=table.where),
                    )
                for name in (each for each in names if not _is_titled(each, names, question, kinds)):
                    yield (
                        phrase(
                            "The column {column} of the question {name} has no title.", column=name, name=question.name
                        ),
                        phrase("Give it one in kinds/answers.csv, or under columns in {where}.", where=table.where),
                    )
            except sqlite3.Error as error:
                yield (
                    phrase("The question {name} does not run: {error}.", name=question.name, error=error),
                    phrase("Mend it in {where}.", where=table.where),
                )


def _unmade(question: Question, names: list[str]) -> list[str]:
    """What the ranges of a question name and its answer has not."""
    made = {name for one in question.ranges.values() for name in (one.of, *one.out_of, one.for_every)}
    return sorted(name for name in {*made, *question.ranges} - {*names, ""} if not name.isdecimal())


def _is_titled(name: str, names: list[str], question: Question, kinds: Kinds) -> bool:
    """Whether a column of an answer has a title, or needs none: a note, and a sum of a column beside it."""
    is_sum = name.startswith("total_") and name.removeprefix("total_") in names
    return name == "note" or is_sum or kinds.heading(question, name) is not None
