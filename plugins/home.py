"""The home page: what is here, through which day, one search box, and each family with a number and a chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from datasette.utils import escape_sqlite, tilde_encode

from plugins import chart, coverage, release
from plugins.chart import Chart
from plugins.described import Family, Table
from plugins.labels import headline
from plugins.release import DATABASE, Release
from plugins.words import front

YEARS_SHOWN = 4


@dataclass(frozen=True)
class Told:
    """One family on the home page. `count`: records of `year` in its first table, or of all years when it is empty.

    `fresh`: how fresh that table is, where agencies owe it; `through` is then the newest day of what is owed.

    `last`, `coming`: (address, name) of the records before and after the release's day that tell the family's story.
    """

    family: Family
    table: Table
    count: int
    year: str
    chart: Chart | None
    parts: list[Table]
    others: list[Table]
    through: str
    fresh: coverage.Fresh | None
    last: tuple[str, str] | None
    coming: tuple[str, str] | None


async def page(datasette: Any) -> dict[str, Any]:
    """What `index.html` needs: each family with its number, and the last day of all."""
    said = release.of(datasette)
    found = [await family(datasette, said, each) for each in said.families]
    told = [each for each in found if each]
    fresh = await coverage.of_all(datasette)
    return {"families": told, "through": max((each.through for each in told), default=""), "fresh": fresh}


async def family(datasette: Any, said: Release, each: Family) -> Told | None:
    """The first table of a family with its number and chart; None where it has no records of its own."""
    tables = said.of_family(each.name)
    first = front(said, each)
    if first is None or (first.name == each.tells and not first.date_column):
        return None  # a family of those who keep the records, not of what happened
    months, through = await by_month(datasette, first, said.portal.get("as_of", ""))
    fresh = await coverage.of_table(datasette, first)
    through = fresh.through if fresh and fresh.through else through
    year = full_year(months)
    kept = {key: n for key, n in months.items() if key[:4] > str(int(year or 0) - YEARS_SHOWN)}
    bars = None
    if year and len(kept) > 2:
        spread = chart.spread(list(kept))
        bars = chart.bars("month", {key: kept.get(key, 0) for key in spread}, latest=year)
    count = sum(n for key, n in months.items() if key.startswith(year)) if year else first.rows
    parts = [table for table in said.parts(first.name) if table.rows and not table.is_counts]
    others = [table for table in tables if table.rows and not table.parent and not table.is_counts and table != first]
    last, coming = await telling(datasette, said, each)
    return Told(each, first, count, year, bars, parts, others, through, fresh, last, coming)


async def telling(datasette: Any, said: Release, each: Family) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """The last record that tells the family's story as of the release's day, and the next one after that day."""
    table = said.tables.get(each.tells or "")
    if table is None or not table.key or table.date_column not in table.columns:
        return None, None
    when, found = escape_sqlite(table.date_column), []
    for sign, order in (("<=", "desc"), (">", "asc")):
        sql = f"select * from {escape_sqlite(table.name)} where {when} {sign} ? order by {when} {order} limit 1"
        day = said.portal.get("as_of") or date.max.isoformat()
        rows = (await datasette.get_database(DATABASE).execute(sql, [day])).rows
        link = [f"/{DATABASE}/{table.name}/{tilde_encode(str(row[table.key]))}" for row in rows]
        found.append((link[0], headline(said, table, rows[0])) if rows else None)
    return found[0], found[1]


async def by_month(datasette: Any, table: Table, as_of: str) -> tuple[dict[str, int], str]:
    """Records per month, and the last day that has one (days after the release are plans, not records)."""
    if not table.date_column or table.date_column not in table.columns:
        return {}, ""
    when, name = escape_sqlite(table.date_column), escape_sqlite(table.name)
    db = datasette.get_database(DATABASE)
    rows = (await db.execute(f"select substr({when}, 1, 7) as value, count(*) from {name} group by 1 order by 1")).rows
    last = f"select max({when}) from {name} where {when} <= ?"
    through = (await db.execute(last, [as_of or date.max.isoformat()])).rows[0][0]
    return {str(row[0]): int(row[1]) for row in rows if row[0] and len(str(row[0])) == 7}, str(through or "")[:10]


def full_year(months: dict[str, int]) -> str:
    """The last year that has records through its last months; empty where there are few records or no years."""
    if sum(months.values()) < 24:
        return ""
    last = max(months)
    return last[:4] if last[5:] >= "10" else str(int(last[:4]) - 1) if min(months)[:4] < last[:4] else last[:4]
