"""The table page: Datasette's own table view, with choices, labels, a chart and a sentence added.

HTML, JSON and CSV come from the same view of the same request. CSV of a table is streamed whole, so that no row is
cut; an unknown format (`.parquet`, `.foo`) is 404.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from datasette.utils import await_me_maybe, escape_sqlite, tilde_decode, tilde_encode
from datasette.utils.asgi import NotFound, Request
from datasette.views.table import TableView

from plugins import chart, coverage, queries, release, sentences
from plugins.cells import Cell, counted, in_row
from plugins.choices import Choosing, where
from plugins.described import Column, Table
from plugins.facets import address
from plugins.labels import headline, names
from plugins.release import DATABASE

FORMATS = (None, "json", "jsono", "csv")
SHORT = 16  # characters: columns whose values are all shorter share a line on a phone
LONG = 48
SHOWN_FACET_VALUES = 8
ABOVE_ALL = str(tilde_encode("\U0010ffff")) + ","  # the last character of Unicode and an empty key


class RecordsTable(TableView):  # type: ignore[misc]
    """`/records/<table>` and, because Datasette answers both at one address, `/records/<saved question>`."""

    async def get(self, request: Any) -> Any:
        said = release.of(self.ds)
        name = tilde_decode(request.url_vars["table"])
        if request.url_vars["format"] not in FORMATS or (name not in said.tables and name not in said.questions):
            raise NotFound("")
        return await super().get(request)

    async def data(
        self, request: Any, default_labels: bool = False, _next: str | None = None, _size: str | None = None
    ) -> Any:
        said = release.of(self.ds)
        table = said.tables.get(tilde_decode(request.url_vars["table"]))
        if table is None:
            return await queries.with_words(self.ds, request, await super().data(request))
        asked = Choosing(request.scope, request.receive, said, table)
        answer = await super().data(asked, False, _next or asked.args.get("_next") or first_mark(asked), _size)
        if not isinstance(answer, tuple):
            return answer
        data, extra, templates = answer
        if data["next"]:
            data["next_url"] = self.ds.absolute_url(request, following(asked, data["next"]))

        async def with_page() -> dict[str, Any]:
            context: dict[str, Any] = await await_me_maybe(extra() if callable(extra) else extra)
            return context | {"page": await page(self.ds, asked, data)}

        return data, with_page, templates

    async def as_csv(self, request: Any, database: str) -> Any:
        said = release.of(self.ds)
        table = said.tables.get(tilde_decode(request.url_vars["table"]))
        if table is None:
            await queries.refuse_cut(await super().data(request))
            return await super().as_csv(request, database)
        asked = Choosing(request.scope, request.receive, said, table)
        if not {"_stream", "_size", "_next"} & set(asked.args):
            whole = (request.query_string + "&_stream=on&_size=max").lstrip("&")
            request = Request(dict(request.scope, query_string=whole.encode()), request.receive)
        stream = await super().as_csv(request, database)
        condition, params = await where(self.ds, asked, DATABASE)
        sql = f"select count(*) from {escape_sqlite(table.name)}{condition}"
        count = (await self.ds.get_database(DATABASE).execute(sql, params)).rows[0][0]
        stream.content_type = "text/csv; charset=utf-8"
        stream.headers["content-disposition"] = f'attachment; filename="{table.name}.csv"'
        stream.headers["x-total-count"] = str(count)
        return stream


def first_mark(asked: Choosing) -> str | None:
    """A mark before the first row of a sorted table.

    Datasette breaks ties by the key on later pages only, so rows with one date could be lost between the first page
    and the second. Starting behind a mark that precedes every row gives the first page the same order.
    """
    if asked.args.get("_sort_desc"):
        return ABOVE_ALL
    return "$null," if asked.args.get("_sort") else None


async def page(datasette: Any, request: Choosing, data: dict[str, Any]) -> dict[str, Any]:
    """What `table.html` needs besides Datasette's own context."""
    said, table = request.release, request.table
    every = request.args.get("_columns") == "all"
    columns = [column for column in (table.public if every else table.shown) if column.name in data["columns"]]
    view = await sentences.of_view(datasette, request)
    rows = await lines(datasette, request, columns, data["rows"])
    pairs = address(request)
    open_facet = request.args.get("_all")
    boxes = {facet["name"] for facet in data["facet_results"].values()} | {"_search", "_all"}
    return {
        "table": table,
        "family": next((each for each in said.families if each.name == table.family), None),
        "view": view,
        "columns": [(column, shape(column, place, rows)) for place, column in enumerate(columns)],
        "rows": rows,
        "every": every,
        "chips": chips(request, view),
        "facets": [folded(facet, open_facet, request) for facet in data["facet_results"].values()],
        "fresh": await coverage.of_table(datasette, table),
        "chart": await chart.of_view(datasette, request),
        "next": following(request, data["next"]) if data["next"] else "",
        "is_first": "_next" not in request.args,
        "newest_first": request.args.get("_sort_desc") == table.date_column and bool(table.date_column),
        "address": lambda **changes: changed(request.path, pairs, changes),
        "file": lambda ending: changed(f"{request.path}.{ending}", pairs, {}),
        "hidden": [pair for pair in pairs if pair[0] not in boxes],
        "sql": in_full(table, view),
        "questions": [each for each in said.questions.values() if each.table_name == table.name],
    }


async def lines(
    datasette: Any, request: Choosing, columns: list[Column], rows: list[Any]
) -> list[tuple[str, list[Cell]]]:
    """Each row as the address of its record and its cells in words."""
    said, table = request.release, request.table
    labels = await names(datasette, said, columns, rows)
    here = f"/{DATABASE}/{table.name}/"
    found = []
    for row in rows:
        if table.is_counts:
            found.append(("", [counted(said, row, column, labels) for column in columns]))
            continue
        cells = [in_row(said, column, row, labels) for column in columns]
        link = here + tilde_encode(str(row[table.key])) if table.key else ""
        if link and cells and (table.claim or cells[0].kind in ("nr", "unm", "held")):
            cells[0] = Cell("text", headline(said, table, row, labels))
        found.append((link, cells))
    return found


def shape(column: Column, place: int, rows: list[tuple[str, list[Cell]]]) -> str:
    """`num` for figures, `h` for values short enough for half a line on a phone, `wide` for whole sentences."""
    if column.is_number:
        return "num"
    longest = max((len(cells[place].text) for _, cells in rows if cells[place].kind != "list"), default=0)
    return "h" if longest <= SHORT else "wide" if longest > LONG else ""


def folded(facet: dict[str, Any], opened: str | None, request: Choosing) -> dict[str, Any]:
    """A facet with its long tail folded away: what is chosen and "not recorded" always stay."""
    values = facet["results"]
    most = max((value["count"] for value in values), default=0)
    most_shown = (
        SHOWN_FACET_VALUES if len(values) > SHOWN_FACET_VALUES + 3 else len(values)
    )  # one or two are not hidden
    shown = [
        value
        for place, value in enumerate(values)
        if place < most_shown or value["selected"] or value["value"] is None or opened == facet["name"]
    ]
    return facet | {"shown": shown, "most": most, "hidden": len(values) - len(shown)}


def chips(request: Choosing, view: sentences.View) -> list[tuple[str, str]]:
    """Each thing that narrows the view, in words, with the address without it."""
    pairs = address(request)
    found = []
    for part in view.parts:
        for label, value in zip(part.labels, part.values, strict=True):
            words = label if part.is_time else f"{part.title}: {label}"
            found.append((words, changed(request.path, [p for p in pairs if p != (part.key, value)], {})))
    if view.search:
        found.append((f"“{view.search}”", changed(request.path, pairs, {"_search": None})))
    for key, value in view.others:
        words = value if key == "_where" else f"{key.replace('__', ' ')} {value}"
        found.append((words, changed(request.path, [p for p in pairs if p != (key, value)], {})))
    return found


def changed(path: str, pairs: list[tuple[str, str]], changes: dict[str, str | None]) -> str:
    """An address with some keys replaced, or taken away where the new value is None."""
    kept = [(key, value) for key, value in pairs if key not in changes]
    kept += [(key, value) for key, value in changes.items() if value is not None]
    return path + ("?" + urlencode(kept) if kept else "")


def following(request: Choosing, mark: str) -> str:
    """The address of the rows after these. Datasette's own would lose the empty values, which mean NULL."""
    return changed(request.path, address(request), {"_next": mark})


def in_full(table: Table, view: sentences.View) -> str:
    """The question of a view as SQL that stands alone, values written in."""
    sql = view.condition.strip()
    for name in sorted(view.params, key=len, reverse=True):
        value = view.params[name]
        written = str(value) if isinstance(value, (int, float)) else "'" + str(value).replace("'", "''") + "'"
        sql = sql.replace(":" + name, written)
    return f"select * from {escape_sqlite(table.name)}" + (f"\n{sql}" if sql else "")
