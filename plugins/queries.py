"""Saved questions and free SQL: Datasette's query view, with words added and nothing cut in silence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from datasette.utils import await_me_maybe, escape_sqlite
from datasette.utils.asgi import BadRequest, NotFound
from datasette.views.database import DatabaseView

from plugins import release
from plugins.cells import Cell, cell, number
from plugins.described import Column, Question
from plugins.errors import sql_words
from plugins.labels import of_keys
from plugins.release import DATABASE, Release

FORMATS = (None, "json", "jsono", "csv")
SHOWN = 500  # rows drawn on the page; files have all
BARS_AT_MOST = 24
TOTAL = "total_"
NOTE = "note"
NOT_GIVEN = "not given"  # nothing was recorded, or nothing can be said: an answer does not know which
SHARES = ("percent", "share", "rate", "median", "average", "days_half")  # how questions name what is no count
CUT = (
    "This answer has too many rows for one file, and a part of it would pass for the whole. Ask for less, or take "
    "the whole tables from the page “Downloads”."
)


@dataclass(frozen=True)
class Answer:
    """The rows of an answer in words: the body, and the sum if the last line is one."""

    columns: list[tuple[str, bool]]  # heading, and whether it is figures
    body: list[list[Cell]]
    sum: list[str] | None  # one text a column, empty where a sum would mean nothing
    total: str  # the sum of the first figures, where the question gives one
    bars: list[tuple[str, str, float]]  # label, figure, percent of the longest
    bars_of: str
    count: int
    is_cut: bool


class RecordsDatabase(DatabaseView):  # type: ignore[misc]  # datasette has no types
    """`/records`: the tables, and a place to ask in SQL; with `?sql=`, the answer."""

    async def get(self, request: Any) -> Any:
        if request.url_vars["format"] not in FORMATS:
            raise NotFound("")
        if request.url_vars["format"] == "csv" and not request.args.get("sql"):
            raise NotFound("")
        return await super().get(request)

    async def data(self, request: Any, default_labels: bool = False, _size: str | None = None) -> Any:
        answer = await super().data(request, default_labels, _size)
        if request.args.get("sql"):
            return await with_words(self.ds, request, answer)
        data, extra, templates = answer
        said = release.of(self.ds)
        data["tables"] = [table for table in data["tables"] if table["name"] in said.tables]
        data["hidden_count"] = 0
        return data, extra, templates

    async def as_csv(self, request: Any, database: str) -> Any:
        await refuse_cut(await super().data(request))
        return await super().as_csv(request, database)


async def refuse_cut(answer: Any) -> None:
    """A CSV cannot say that it is cut, or that there is no answer, so both are refused."""
    data = answer[0] if isinstance(answer, tuple) else {}
    if data.get("error"):
        raise BadRequest(sql_words(data["error"]))
    if data.get("truncated"):
        raise BadRequest(CUT)


async def with_words(datasette: Any, request: Any, answer: Any) -> Any:
    """Add to the context of a query what `query.html` needs."""
    if not isinstance(answer, tuple):
        return answer
    data, extra, templates, *status = answer
    said = release.of(datasette)
    question = said.questions.get(request.url_vars.get("table", ""))

    async def with_answer() -> dict[str, Any]:
        context: dict[str, Any] = await await_me_maybe(extra() if callable(extra) else extra)
        sql = data["query"]["sql"]
        return context | {
            "question": question,
            "error": sql_words(data["error"]) if data.get("error") else "",
            "answer": in_words(said, data),
            "agencies": await choices(datasette, said, question),
            "years": await years(datasette, said, question),
            "asked": {key: request.args.get(key) or "" for key in request.args},
            "sql": sql,
        }

    return (data, with_answer, templates, *status)


def in_words(said: Release, data: dict[str, Any]) -> Answer:
    """The rows of an answer with labels where a heading is that of a known column.

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
    headings = [column.title if column else heading(name) for name, column in zip(names, columns, strict=True)]
    sums = [number(totals[name]) if totals.get(name) is not None else "" for name in names]
    bars, bars_of = drawn(body, rows, figures, headings)
    return Answer(
        columns=list(zip(headings, figures, strict=True)),
        body=body,
        sum=sums if any(sums) else None,
        total=next((each for each in sums if each), ""),
        bars=bars,
        bars_of=bars_of,
        count=len(rows),
        is_cut=bool(data.get("truncated")),
    )


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
    return Cell("text", str(value))


def heading(name: str) -> str:
    """A column's name as words: 'force_applied' is 'Force applied'."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


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
    words = [", ".join(each.text for each in line[:place]) for line in body]
    figures_of = [line[place].text for line in body]
    shares = [round(88 * value / most, 1) for value in values]
    bars = list(zip(words, figures_of, shares, strict=True))
    return bars, headings[place]


async def choices(datasette: Any, said: Release, question: Question | None) -> list[tuple[str, str]]:
    """(key, name) of each agency that has rows in the question's table."""
    if question is None or ":agency" not in question.sql or "agencies" not in said.tables:
        return []
    agencies = said.tables["agencies"]
    rows = await datasette.get_database(DATABASE).execute(f"select {escape_sqlite(agencies.key)} from agencies")
    named = await of_keys(datasette, said, agencies, [str(row[0]) for row in rows.rows])
    return sorted(((key, name) for (_, key), name in named.items()), key=lambda each: each[1])


async def years(datasette: Any, said: Release, question: Question | None) -> list[str]:
    """The years that the question's table has records of, newest first."""
    if question is None or ":year" not in question.sql or question.table_name not in said.tables:
        return []
    table = said.top(said.tables[question.table_name])
    if not table.date_column:
        return []
    date = escape_sqlite(table.date_column)
    sql = f"select distinct substr({date}, 1, 4) from {escape_sqlite(table.name)} where {date} is not null"
    rows = (await datasette.get_database(DATABASE).execute(sql + " order by 1 desc limit 50")).rows
    return [str(row[0]) for row in rows]
