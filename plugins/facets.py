"""Counts per value, exact and labelled: one facet class in place of Datasette's three.

Each facet counts the view without its own choice, so that the other boxes say what ticking them would add. Arrays
are counted per record (one record with two values counts in both), agencies by their names, booleans as Yes and No,
and NULL as "not recorded", always last, also when it is none. HTML and JSON say the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from datasette.database import QueryInterrupted
from datasette.facets import Facet
from datasette.utils import escape_sqlite
from datasette.utils.asgi import BadRequest

from plugins import release as releases
from plugins.cells import NOT_RECORDED, Labels, cell, count_word, day
from plugins.choices import GRAINS, Choice, Choosing, choice, timed, where
from plugins.hooks import hookimpl
from plugins.labels import of_keys

MOST = 1000  # values of one facet; more than these would be a table of its own
IN_ORDER = 13  # up to so many plain values stand in their own order (District 1, 2, 3), more by count
WHEN = tuple(ending[2:] for ending in GRAINS)
Counted = list[tuple[Any, int]]


@hookimpl(hookwrapper=True)
def register_facet_classes() -> Any:
    outcome = yield
    outcome.force_result([[LabelledFacet]])


class LabelledFacet(Facet):  # type: ignore[misc]  # datasette has no types
    """The facets of a table page: those that its kind declares, time, and any column asked for by `?_facet=`."""

    type = "labelled"

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        request = self.request
        if not isinstance(request, Choosing):
            return [], []
        found, slow = [], []
        for key in keys(request):
            wanted = choice(request.release, request.table, key)
            if wanted is None:
                raise BadRequest(f"There is no column “{key}” in this table, so it cannot be counted by.")
            try:
                found.append(await self.facet(request, wanted))
            except QueryInterrupted:
                slow.append(key)
        return found, slow

    async def facet(self, request: Choosing, wanted: Choice) -> dict[str, Any]:
        chosen = next((each.values for each in request.choices if each.key == wanted.key), ())
        counted, missing = await count(self.ds, request, wanted, self.database)
        is_cut, counted = len(counted) > MOST, counted[:MOST]
        present = {str(value) for value, _ in counted}
        counted += [(value, 0) for value in chosen if value and value not in present]
        release = request.release
        labels: Labels = {}
        if wanted.column.refers_to in release.tables:
            target = release.tables[str(wanted.column.refers_to)]
            labels = await of_keys(self.ds, release, target, [str(value) for value, _ in counted])
        results = []
        for value, number in [*counted, (None, missing)]:
            code = release.code(wanted.column, value) if value is not None else None
            text = "" if value is None else str(value)
            results.append(
                {
                    "value": value,
                    "label": self.label(wanted, value, labels),
                    "definition": code.definition if code else None,
                    "reserved": bool(code and code.is_reserved),
                    "count": number,
                    "selected": text in chosen,
                    "toggle_url": toggled(request, wanted.key, text, text in chosen),
                }
            )
        return {
            "name": wanted.key,
            "title": "When" if is_time(request, wanted) else wanted.column.title,
            "is_time": is_time(request, wanted),
            "type": "array" if wanted.is_array else self.type,
            "hideable": False,
            "toggle_url": None,
            "truncated": is_cut,
            "results": results,
        }

    def label(self, wanted: Choice, value: Any, labels: Labels) -> str:
        if value is None:
            return NOT_RECORDED
        if wanted.key not in self.request.table.columns:
            return day(str(value), long=True)
        if self.request.table.is_counts and isinstance(value, str) and not wanted.column.refers_to:
            return count_word(self.request.release, wanted.key, value)
        if wanted.is_array:
            code = self.request.release.code(wanted.column, value)
            return code.label if code else str(value)
        code = self.request.release.code(wanted.column, value)
        return code.label if code else cell(self.request.release, wanted.column, value, labels).text


def keys(request: Choosing) -> list[str]:
    """The keys to count by: time first, then what the kind declares, then what the address asks for."""
    time = timed(request.release, request.table)
    grain = request.args.get("_by")
    years = year_columns(request)
    first = [f"{time[0].name}__{grain}"] if time and grain in WHEN[1:] else [*years[:1]]
    if time and not first:
        first = [f"{time[0].name}__{WHEN[0]}"]
    chosen = [each.key for each in request.choices if "__" in each.key or each.key in years]
    asked = [value for key in request.args for value in request.args.getlist(key) if key.startswith("_facet")]
    declared = [key for key in request.table.facets if key not in years and key in request.table.columns]
    return list(dict.fromkeys([*first, *chosen, *declared, *asked]))


def year_columns(request: Choosing) -> list[str]:
    """Columns that hold the year of the table's date. They know more: some sources give the year and no day."""
    table, date = request.table, request.table.date_column
    return [key for key in table.facets if date and key in table.columns and table.columns[key].from_column == date]


async def count(datasette: Any, request: Choosing, wanted: Choice, database: str) -> tuple[Counted, int]:
    """How many records have each value, and how many have none, in the view without this choice."""
    condition, params = await where(datasette, request.without(wanted.key), database)
    path = str(datasette.get_database(database).path)
    key = (path, wanted.key, request.table.name, condition, tuple(sorted(params.items())))
    if key not in _kept():
        if len(_kept()) > 500:
            _kept().clear()
        _kept()[key] = await _count(datasette, request, wanted, condition, params, database)
    counted, missing = _kept()[key]
    if is_time(request, wanted):
        return sorted(counted, key=lambda each: str(each[0]), reverse=True), missing
    return in_order(request.release, wanted, list(counted)), missing


@lru_cache(maxsize=1)
def _kept() -> dict[Any, tuple[Counted, int]]:
    """Counts already made. A release never changes, so neither do they."""
    return {}


async def _count(
    datasette: Any, request: Choosing, wanted: Choice, condition: str, params: dict[str, Any], database: str
) -> tuple[Counted, int]:
    table = escape_sqlite(request.table.name)
    db = datasette.get_database(database)
    if wanted.is_array:
        # The condition stands alone: beside json_each, whose columns have names too, "rowid" could be of either.
        viewed = f" where {table}.rowid in (select {table}.rowid from {table}{condition})" if condition else ""
        each = f"select distinct {table}.rowid, j.value as value from {table}, json_each({wanted.expression}) j"
        sql = f"select value, count(*) from ({each}{viewed}) group by 1 order by 2 desc, 1 limit {MOST + 1}"
        none = f"{condition} and" if condition else " where"
        empty = f"select count(*) from {table}{none} {wanted.expression} is null"
        rows = (await db.execute(sql, params)).rows
        return [(row[0], row[1]) for row in rows], (await db.execute(empty, params)).rows[0][0]
    sql = f"select {wanted.expression} as value, count(*) from {table}{condition} group by 1"
    rows = (await db.execute(f"{sql} order by value is not null, 2 desc, 1 limit {MOST + 2}", params)).rows
    return [(row[0], row[1]) for row in rows if row[0] is not None], sum(row[1] for row in rows if row[0] is None)


def is_time(request: Choosing, wanted: Choice) -> bool:
    """Whether this facet is the one called “When”."""
    return "__" in wanted.key or wanted.key in year_columns(request)


def in_order(release: releases.Release, wanted: Choice, counted: Counted) -> Counted:
    """A few plain values in their own order; codes by count, the reserved ones after them."""
    codes = release.codes.get(wanted.column.codes or "", {})
    if codes:
        return sorted(counted, key=lambda each: bool(codes.get(str(each[0])) and codes[str(each[0])].is_reserved))
    if len(counted) < IN_ORDER and not wanted.column.refers_to:
        return sorted(counted, key=lambda each: (isinstance(each[0], str), each[0]))
    return counted


def toggled(request: Choosing, key: str, value: str, selected: bool) -> str:
    """The address of the same view with one box ticked or cleared."""
    pairs = [pair for pair in address(request) if pair != (key, value)]
    return str(request.path) + "?" + urlencode(pairs if selected else [*pairs, (key, value)])


def address(request: Choosing) -> list[tuple[str, str]]:
    """The keys and values of an address, without the page that one stands on."""
    chosen = [(each.key, value) for each in request.choices for value in each.values]
    rest = [(key, value) for key in request.args for value in request.args.getlist(key)]
    default = ("_sort_desc", str(request.table.date_column))
    return [*chosen, *(pair for pair in rest if pair[0] != "_next" and pair != default)]
