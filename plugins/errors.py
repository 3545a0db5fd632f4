"""What a page says when it cannot be shown: one plain sentence, what to do next, and never a trace or a path."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.database import QueryInterrupted
from datasette.utils import InvalidSql
from datasette.utils.asgi import Base400, Forbidden, NotFound, Response
from datasette.views.base import DatasetteError

from plugins.hooks import hookimpl

SLOW = "The question took too long and was stopped. Ask for less: fewer rows, one year, one agency."
BIG = "The answer was too big and was stopped. Ask for less: fewer rows, fewer columns."
REFUSED = "The database may only be read here. This question asks for something else, so it was refused."
LOST = "Something went wrong on our side. The records are safe. Please try again later."
STOCK = (  # what Datasette says of an address, in its words, and what is said here
    (
        r"Cannot sort table by (.*)",
        "There is no column “{0}” to put these rows in order by. Choose one of this table.",
    ),
    (
        r"Cannot use _sort and _sort_desc.*",
        "Rows can stand in one order only. Take either “_sort” or “_sort_desc” away.",
    ),
    (
        r"_size must be <= (\d+)",
        "A page can hold {0} rows at most. Ask for fewer, or take the CSV, which has all rows.",
    ),
    (r"_size must be a positive integer", "“_size” is the number of rows on a page, in figures, such as _size=100."),
    (
        r"_(?:no)?col=(.*) - invalid columns",
        "There is no column “{0}” that can be chosen here. Choose columns of this table.",
    ),
    (
        r"Invalid _through.*|.*not allowed.*",
        "This address asks for something that is not done here. Start from the table.",
    ),
    (r"_next not allowed.*", "A CSV has all rows, so it has no next page. Take “_next” away."),
)
Answer = Callable[[], Awaitable[Any]]


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """In place of Datasette's own answer, which would show what went wrong inside."""

    async def answer() -> Any:
        status, says = meaning(exception)
        if status == 500:
            traceback.print_exception(exception, file=sys.stderr)
        return await page(datasette, request, status, says)

    outcome = yield
    outcome.force_result([answer])


@hookimpl
def forbidden(datasette: Any, request: Any, message: str) -> Answer:
    async def answer() -> Any:
        return await page(datasette, request, 404, "")

    return answer


def meaning(exception: BaseException) -> tuple[int, str]:
    """Which status an exception stands for, and the sentence that a reader gets."""
    if isinstance(exception, (NotFound, Forbidden)):
        return 404, ""
    if isinstance(exception, Base400):
        return exception.status, in_our_words(str(exception))
    if isinstance(exception, QueryInterrupted):
        return 400, SLOW
    if isinstance(exception, MemoryError):
        return 400, BIG
    if isinstance(exception, DatasetteError):
        cause = exception.__cause__ or exception.__context__
        if exception.title == "SQL Interrupted":
            return 400, SLOW
        status = 400 if exception.status == 500 else exception.status  # Datasette says 500 to what was asked wrongly
        return status, sql_words(cause) if isinstance(cause, sqlite3.Error) else in_our_words(exception.message)
    if isinstance(exception, InvalidSql):
        return 400, "A question starts with “select” or “with”: " + str(exception)
    if isinstance(exception, sqlite3.Error):
        return 400, sql_words(exception)
    if isinstance(exception, ValueError):
        return 400, "This address has a value that cannot be read."
    return 500, LOST


def in_our_words(said: str) -> str:
    """What Datasette says of an address, as a person would say it; all else as it is, for it is ours already."""
    for pattern, words in STOCK:
        found = re.fullmatch(pattern, said, re.DOTALL)
        if found:
            return words.format(*(f"{int(each):,}" if each.isdecimal() else each for each in found.groups()))
    return said


def sql_words(error: sqlite3.Error | str) -> str:
    """A SQLite error in words. What SQLite says itself names only what the asker wrote."""
    said = str(error)
    if said == "interrupted":
        return SLOW
    if "prohibited" in said or "not authorized" in said or "not permitted" in said:
        return REFUSED
    if "too big" in said or "out of memory" in said:
        return BIG
    return f"The database could not read this question: {said.rstrip('.')}."


async def page(datasette: Any, request: Any, status: int, says: str) -> Any:
    """The answer for `status`, as JSON where JSON was asked for, else as a page like any other."""
    if request.path.endswith(".json"):
        body = json.dumps({"ok": False, "status": status, "error": says or "There is nothing at this address."})
        return Response(body, status=status, content_type="application/json; charset=utf-8")
    if request.path.endswith(".csv"):
        return Response.text(says or "There is no file at this address.", status=status)
    html = await datasette.render_template("error.html", {"status": status, "says": says}, request=request)
    return Response.html(html, status=status)
