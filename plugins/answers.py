"""The rows of an answer in words: titles, labels and dates in place of SQL's names and values; its sum and its bars."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from plugins.cells import Cell, cell, dated, number
from plugins.described import Column, Question, Range
from plugins.likely import likely
from plugins.release import Release

SHORT = 16  # characters of a value that shares a line on a phone
SHOWN = 500  # rows drawn on the page; files have all
BARS_AT_MOST = 24
TOTAL = "total_"
NOTE = "note"
NOT_GIVEN = "not given"  # nothing was recorded, or nothing can be said: an answer does not know which
SHARES = ("percent", "share", "rate", "median", "average", "days_half")  # how questions name what is no count
DAY = re.compile(r"[12]\d{3}-[01]\d-[0-3]\d([T ][0-2]\d:[0-5]\d.*)?|[12]\d{3}-[01]\d")


@dataclass(frozen=True)
class Head:
    """The head of one column. `shape`: `num` for figures, `h` for values short enough for half a line on a phone."""

    title: str
    shape: str


@dataclass(frozen=True)
class Answer:
    """The rows of an answer in words: the body, and the sum if the last line is one."""

    columns: list[Head]
    body: list[list[Cell]]
    sum: list[str] | None  # one text a column, empty where a sum would mean nothing
    total: str  # the sum of the first figures, where the question gives one
    total_of: str  # what that counts: the title of its column
    bars: list[tuple[str, str, float]]  # label, figure, percent of the longest
    bars_of: str
    count: int
    is_cut: bool
    has_ranges: bool


def in_words(said: Release, data: dict[str, Any], asked: Question | None = None) -> Answer:
    """The rows of an answer with titles, and with labels where a column is that of a known one.

    A column `total_incidents` beside a column `incidents` is the sum of it: it becomes the last line. A column `note`
    says why a share is missing or shaky: it is told where the share stands.
    """
    names = list(data["columns"])
    rows = [list(row) for row in data["rows"]]
    first = dict(zip(names, rows[0], strict=True)) if rows else {}
    totals = {name.removeprefix(TOTAL): value for name, value in first.items() if is_total(name, names)}
    notes = [str(row[names.index(NOTE)] or "").lower() if NOTE in names else "" for row in rows]
    kept = [place for place, name in enumerate(names) if not is_total(name, names) and name != NOTE]
    names, rows = [names[place] for place in kept], [[row[place] for place in kept] for row in rows]
    columns = [known(said, name) for name in names]
    figures = [is_figures(name, [row[place] for row in rows]) for place, name in enumerate(names)]
    read = [
        partial(plain, name) if column is None else partial(cell, said, column)
        for name, column in zip(names, columns, strict=True)
    ]
    body = [[in_cell(value) for in_cell, value in zip(read, row, strict=True)] for row in rows[:SHOWN]]
    for line, note in zip(body, notes, strict=False):
        line[:] = [
            told(each, note) if name.startswith(SHARES) else each for name, each in zip(names, line, strict=True)
        ]
    if asked:
        ranged(asked.ranges, list(data["columns"]), [tuple(row) for row in data["rows"]], names, body)
    question = asked.name if asked else ""
    headings = [heading(said, question, name, column) for name, column in zip(names, columns, strict=True)]
    sums = [number(totals[name]) if totals.get(name) is not None else "" for name in names]
    bars, bars_of = drawn(body, rows, figures, headings)
    total, total_of = next(((each, title) for each, title in zip(sums, headings, strict=True) if each), ("", ""))
    return Answer(
        columns=[Head(title, shape(place, figures, body)) for place, title in enumerate(headings)],
        body=body,
        sum=sums if any(sums) else None,
        total=total,
        total_of=total_of[:1].lower() + total_of[1:],
        bars=bars,
        bars_of=bars_of,
        count=len(rows),
        is_cut=bool(data.get("truncated")),
        has_ranges=any(each.kind == "num" and each.note for line in body for each in line),
    )


def ranged(
    ranges: dict[str, Range], columns: list[str], rows: list[tuple[Any, ...]], names: list[str], body: list[list[Cell]]
) -> None:
    """Put the likely range beside each share and rate that has one, as exact as the number itself is told.

    `columns` and `rows` are the answer as it came, `names` the columns that are shown.
    """
    for name, made in ranges.items():
        if name not in names:
            continue
        place, digits = names.index(name), 2 if made.for_every else 1
        for row, line in zip(rows, body, strict=False):
            beside = dict(zip(columns, row, strict=True))
            found = likely(made, beside) if beside[name] is not None else None
            if found:
                low, high = (number(round(each, digits)) for each in found)
                line[place] = replace(line[place], note=f"{low} to {high}")


def shape(place: int, figures: list[bool], body: list[list[Cell]]) -> str:
    """How a column is set."""
    if figures[place]:
        return "num"
    return "h" if max((len(line[place].text) for line in body), default=0) <= SHORT else ""


def told(share: Cell, note: str) -> Cell:
    """A share with the note on its row."""
    if not note:
        return share
    return Cell("few", note) if share.kind == "few" else replace(share, text=f"{share.text}, {note}")


def is_total(name: str, names: list[str]) -> bool:
    """Whether a column is the sum of another one beside it."""
    return name.startswith(TOTAL) and name.removeprefix(TOTAL) in names


def is_figures(name: str, values: list[Any]) -> bool:
    """Whether a column has only numbers; years are names."""
    numbers = all(isinstance(value, (int, float)) or value is None for value in values)
    return bool(values) and numbers and not name.endswith("year")


def known(said: Release, name: str) -> Column | None:
    """The column of that name, where it is the same in every table that has it: agency, district, finding."""
    found = [table.columns[name] for table in said.tables.values() if name in table.columns]
    if found and (found[0].codes or found[0].type == "boolean") and len({each.codes for each in found}) == 1:
        return found[0]
    return None


def plain(name: str, value: Any) -> Cell:
    """A value of an answer that belongs to no known column."""
    if value is None and name.startswith(SHARES):
        return Cell("few", "too few")  # a share of so few cases would mislead, so the question gives none
    if value is None or value == "":
        return Cell("nr", NOT_GIVEN)
    if isinstance(value, (int, float)):
        return Cell("num", str(value) if name.endswith("year") else number(value))
    return dated(str(value)) if DAY.fullmatch(str(value)) else Cell("text", str(value))


def heading(said: Release, question: str, name: str, column: Column | None) -> str:
    """The title of a column of an answer: the question's own, that of all answers, or of a known column; else its name.

    A question of one's own in SQL says what it likes, so its names are kept and only put apart: "Force applied".
    """
    titled = (said.answers.get((question, name)) or said.answers.get(("", name))) if question else ""
    words = name.replace("_", " ").strip()
    return titled or (column.title if column else words[:1].upper() + words[1:])


def drawn(
    body: list[list[Cell]], rows: list[list[Any]], figures: list[bool], headings: list[str]
) -> tuple[list[tuple[str, str, float]], str]:
    """Bars of the first column of figures by the first column of words, where they are few enough to read."""
    place = next((n for n, is_figure in enumerate(figures) if is_figure), 0)
    if not place or not 2 <= len(body) <= BARS_AT_MOST:
        return [], ""
    values = [row[place] or 0 for row in rows[: len(body)]]
    most = max(values)
    if most <= 0 or min(values) < 0:
        return [], ""
    words = [", ".join(each.text for each in line[:place] if each.kind != "nr") for line in body]
    figures_of = [line[place].text for line in body]
    shares = [round(88 * value / most, 1) for value in values]
    bars = list(zip(words, figures_of, shares, strict=True))
    return bars, headings[place]
