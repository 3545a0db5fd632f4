"""What the address of a table page chooses, as SQL.

A GET form of checkboxes gives `?district=2&district=3&injury=none`. Values of one column mean "or", columns mean
"and", an empty value means "not recorded" (NULL), and an array column matches when it holds any of the values.
`<date column>__year=2023` chooses by year; `__quarter=2023-Q4` and `__month=2023-11` likewise. A part without a date
of its own is chosen by the date of its whole; any column of the whole chooses parts that have no column of that name.

Datasette would read two values of one column as "and" (and find nothing), so `Choosing` hides these keys from
`request.args` and `filters_from_request` gives their SQL. HTML, JSON and CSV of one address so have the same rows.
A key that no column has is an error: left alone, SQLite would read it as a word and find nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from datasette.filters import FilterArguments, Filters
from datasette.plugins import pm
from datasette.utils import MultiParams, await_me_maybe, escape_sqlite
from datasette.utils.asgi import BadRequest, Request

from plugins import typed
from plugins.described import Column, Table
from plugins.hooks import hookimpl
from plugins.release import Release

GRAINS = {
    "__year": "substr({0}, 1, 4)",
    "__quarter": "substr({0}, 1, 4) || '-Q' || ((cast(substr({0}, 6, 2) as integer) + 2) / 3)",
    "__month": "substr({0}, 1, 7)",
}
SEARCH = "_search"
THROUGH = "_through"  # Datasette's, undocumented here: it fails on much that can be written after it
FROM_ELSEWHERE = ("fbclid", "gclid", "utm_")  # what other sites hang onto a link; it chooses nothing


@dataclass(frozen=True)
class Choice:
    """One column (or the year, quarter or month of one) and the values asked for. `expression` is its SQL.

    `whole`: for a column of the whole, (its plain SQL, the SQL around a condition on it), so that its index is used.
    """

    key: str
    column: Column
    expression: str
    values: tuple[str, ...] = ()
    whole: tuple[str, str] = ("", "{0}")

    @property
    def is_array(self) -> bool:
        return self.column.type == "array"

    def where(self, prefix: str) -> tuple[str, dict[str, str]]:
        """A SQL condition and its parameters, named from `prefix`."""
        params = {f"{prefix}_{n}": value for n, value in enumerate(v for v in self.values if v)}
        names = ", ".join(":" + name for name in params)
        value = self.whole[0] or self.expression
        either = []
        if params and self.is_array:
            either.append(f"exists (select 1 from json_each({value}) where value in ({names}))")
        elif params:
            either.append(f"{value} in ({names})")
        if "" in self.values:
            either.append(f"{value} is null")
        return "(" + self.whole[1].format(" or ".join(either)) + ")", params


def timed(release: Release, table: Table) -> tuple[Column, str] | None:
    """The column by which time goes for `table`, and its SQL: the table's own date, else that of its whole."""
    if table.date_column in table.columns:
        return table.columns[table.date_column], f"{escape_sqlite(table.name)}.{escape_sqlite(table.date_column)}"
    whole = release.tables.get(table.parent or "")
    if not whole or not whole.key or whole.key not in table.columns or whole.date_column not in whole.columns:
        return None
    date, name, key = escape_sqlite(whole.date_column), escape_sqlite(whole.name), escape_sqlite(whole.key)
    link = f"{name}.{key} = {escape_sqlite(table.name)}.{key}"
    return whole.columns[whole.date_column], f"(select {name}.{date} from {name} where {link})"


def choice(release: Release, table: Table, key: str, values: tuple[str, ...] = ()) -> Choice | None:
    """What `key` of an address stands for; None when no column of the table can be chosen by it."""
    if key in table.columns and not table.columns[key].is_withheld:
        column = table.columns[key]
        return Choice(key, column, f"{escape_sqlite(table.name)}.{escape_sqlite(key)}", values)
    whole = release.tables.get(table.parent or "")
    if whole and whole.key in table.columns and key in {column.name for column in whole.public}:
        part, name, own = (escape_sqlite(each) for each in (table.name, whole.name, whole.key))
        value = f"{name}.{escape_sqlite(key)}"
        expression = f"(select {value} from {name} where {name}.{own} = {part}.{own})"
        around = f"{part}.{own} in (select {own} from {name} where {{0}})"
        return Choice(key, whole.columns[key], expression, values, (value, around))
    time = timed(release, table)
    for ending, expression in GRAINS.items():
        if time and key == time[0].name + ending:
            return Choice(key, time[0], expression.format(time[1]), values)
    return None


class Choosing(Request):  # type: ignore[misc]  # datasette has no types
    """A request for a table, with its choices set apart from what Datasette itself reads."""

    def __init__(self, scope: Any, receive: Any, release: Release, table: Table, without: str = "") -> None:
        super().__init__(scope, receive)
        self.release, self.table = release, table
        chosen: dict[str, list[str]] = {}
        rest: dict[str, list[str]] = {}
        for key, value in parse_qsl(self.query_string, keep_blank_values=True):
            found = choice(release, table, key)
            if found:
                chosen.setdefault(key, []).append(value)
            elif key.startswith((SEARCH, "_fts")):
                rest.update(self._search(key, value, rest.get(SEARCH, [])))
            elif self._is_for_datasette(key, value):
                rest.setdefault(key, []).append(value)
        if table.date_column in table.columns and not {"_sort", "_sort_desc"} & set(rest):
            rest["_sort_desc"] = [str(table.date_column)]  # newest first
        choices = [choice(release, table, key, tuple(dict.fromkeys(said))) for key, said in chosen.items()]
        self.choices = [each for each in choices if each and each.key != without]
        self._rest = rest

    def _is_for_datasette(self, key: str, value: str) -> bool:
        if key.startswith(FROM_ELSEWHERE):
            return False
        if key == THROUGH:
            raise BadRequest("These rows cannot be chosen through another table. Ask in SQL instead, at /records.")
        if key.startswith("_"):
            return True
        column, _, lookup = key.rpartition("__")
        if column in self.table.columns and lookup in Filters._filters_by_key:
            return True
        raise BadRequest(f"There is no column “{key}” in this table, so it cannot be chosen by.")

    def _search(self, key: str, value: str, before: list[str]) -> dict[str, list[str]]:
        """The words to look for. Datasette's other searches (one column, raw) are refused: no page would name them."""
        if not value.strip():
            return {}
        if key != SEARCH:
            raise BadRequest(
                f"“{key}” is not a way to search here. “{SEARCH}” looks for words in all texts of a record."
            )
        if self.table.name not in self.release.full_text:
            raise BadRequest(
                "This table has no texts to search. Choose by its columns, or search all tables at /search."
            )
        if not typed.words(value):
            raise BadRequest(typed.NOTHING_LEFT.format(typed=value.strip()[: typed.LONGEST]))
        return {SEARCH: [" ".join([*before, typed.tidy(value)])]}

    @property
    def args(self) -> Any:
        return MultiParams(self._rest)

    def without(self, key: str) -> Choosing:
        """The same request with the choice of one column taken away."""
        return Choosing(self.scope, self.receive, self.release, self.table, key)


@hookimpl
def filters_from_request(request: Any) -> Any:
    wheres, params = [], {}
    for number, each in enumerate(getattr(request, "choices", ())):
        sql, values = each.where(f"choice{number}")
        wheres.append(sql)
        params.update(values)
    return FilterArguments(wheres, params)


async def where(datasette: Any, request: Choosing, database: str) -> tuple[str, dict[str, Any]]:
    """The whole condition of a table page (choices, Datasette's own filters, search), without paging."""
    table = request.table.name
    plain = [(key, v) for key in request.args for v in request.args.getlist(key) if not key.startswith("_")]
    wheres, params = Filters(sorted(plain)).build_where_clauses(table)
    for hook in pm.hook.filters_from_request(request=request, table=table, database=database, datasette=datasette):
        found = await await_me_maybe(hook)
        if found:
            wheres.extend(found.where_clauses)
            params.update(found.params)
    return (" where " + " and ".join(wheres) if wheres else ""), params
