"""Saved questions and free SQL: Datasette's query view, with words added and nothing cut in silence."""

from __future__ import annotations

from typing import Any

from datasette.utils import await_me_maybe
from datasette.utils.asgi import BadRequest, NotFound
from datasette.views.database import DatabaseView

from plugins import release, reports
from plugins.answers import in_words
from plugins.behind import YEAR, behind, menus
from plugins.described import Question
from plugins.errors import sql_words
from plugins.release import Release

FORMATS = (None, "json", "jsono", "csv")
AGENCY = "agency"
CUT = (
    "This answer has too many rows for one file, and a part of it would pass for the whole. Ask for less, or take "
    "the whole tables from the page “Downloads”."
)


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
            "answer": in_words(said, data, question),
            "sql": sql,
            **(await standing(datasette, said, question, request.args) if question else {}),
        }

    return (data, with_answer, templates, *status)


async def standing(datasette: Any, said: Release, question: Question, args: Any) -> dict[str, Any]:
    """What an answer stands on: what is asked for, the records that meet it, and the reports they came in."""
    if question.table_name not in said.tables:  # nothing of its table goes out, so nothing can be chosen or counted
        return {"menus": [], "behind": None, "reports": None}
    offered = await menus(datasette, said, question, args)
    asked = {menu.name: menu.asked for menu in offered}
    counted = await behind(datasette, said, question, offered)
    came = await reports.reports(datasette, said, counted.table, asked.get(AGENCY, ""), asked.get(YEAR, ""))
    return {"menus": offered, "behind": counted, "reports": came}
