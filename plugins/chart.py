"""Bars of records per month or per year, as numbers that the macro `bars` draws as SVG.

Across is in percent and down is in pixels, so that bars stretch and type stays 13 px at any width. Bars start at
zero. A month without a record is drawn as zero, or as a dotted stub where no report of it came. Records without a
date are counted beside the chart.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from datasette.utils import escape_sqlite

from plugins import coverage
from plugins.cells import day
from plugins.choices import Choosing, timed, where
from plugins.release import DATABASE

MONTHS_AT_MOST = 60
TOP, FLOOR = 14.0, 170.0  # pixels from the top of the drawing: the highest bar, the axis
LABELS_AT_MOST = 6
STUB = 12.0  # pixels: the mark of a month without a report, which is no bar
AGENCY = "agency_id"


@dataclass(frozen=True)
class Bar:
    """One bar. `x`, `width` in percent; `y`, `height` in pixels; `tick` is written under it if not empty."""

    label: str
    count: int
    x: float
    width: float
    y: float
    height: float
    tick: str = ""
    kind: str = "b1"
    is_silent: bool = False  # no report came: the count of 0 says nothing


@dataclass(frozen=True)
class Chart:
    """All bars, the lines behind them as (count, pixels), and how many records have no date."""

    each: str
    bars: list[Bar] = field(default_factory=list)
    lines: list[tuple[int, float]] = field(default_factory=list)
    undated: int = 0

    @property
    def most(self) -> int:
        return max((bar.count for bar in self.bars), default=0)

    @property
    def silent(self) -> int:
        """How many of its months have no report."""
        return sum(bar.is_silent for bar in self.bars)

    @property
    def total(self) -> int:
        return sum(bar.count for bar in self.bars)


async def of_view(datasette: Any, request: Choosing) -> Chart | None:
    """The chart of a table page; None where the table has no date or the view nothing to show."""
    time = timed(request.release, request.table)
    if time is None:
        return None
    condition, params = await where(datasette, request, DATABASE)
    table = escape_sqlite(request.table.name)
    sql = f"select substr({time[1]}, 1, 7) as value, count(*) from {table}{condition} group by 1 order by 1"
    rows = (await datasette.get_database(DATABASE).execute(sql, params)).rows
    counted = {str(row[0]): int(row[1]) for row in rows if row[0]}
    agencies = [value for each in request.choices if each.key == AGENCY for value in each.values]
    silent = await coverage.silent(datasette, request.release.top(request.table), agencies)
    return drawn(counted, sum(int(row[1]) for row in rows if not row[0]), silent)


def drawn(counted: dict[str, int], undated: int = 0, silent: Collection[str] = ()) -> Chart | None:
    """Bars from {'2024-03': 12, ...}; years where there are too many months to tell apart, or only years.

    `silent`: the months of which no report came.
    """
    months = spread([key for key in counted if len(key) == 7])
    if not counted or len(counted) < 2:
        return None
    if months and len(months) <= MONTHS_AT_MOST and all(len(key) == 7 for key in counted):
        return bars("month", {key: counted.get(key, 0) for key in months}, undated, silent=silent)
    first, last = int(min(counted)[:4]), int(max(counted)[:4])
    if last - first > 200:
        return None
    years = {str(year): 0 for year in range(first, last + 1)}
    for key, count in counted.items():
        years[key[:4]] += count
    return bars("year", years, undated)


def spread(months: list[str]) -> list[str]:
    """Every month from the first to the last, also those between them without a record."""
    if not months:
        return []
    first, last = min(months), max(months)
    start, stop = (int(each[:4]) * 12 + int(each[5:7]) - 1 for each in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, stop + 1)]


def bars(each: str, counted: dict[str, int], undated: int = 0, latest: str = "", silent: Collection[str] = ()) -> Chart:
    """Place the bars. `latest`: bars whose key starts so are solid, the others pale; all solid when empty."""
    step = nice(max(counted.values()))
    top = step * -(-max(counted.values()) // step)
    lines = [(n, FLOOR - (FLOOR - TOP) * n / top) for n in range(0, top + 1, step)]
    slot = 100 / len(counted)
    ticks = labelled(list(counted))
    drawn = []
    for place, (key, count) in enumerate(counted.items()):
        height = (FLOOR - TOP) * count / top
        kind = "b1" if key.startswith(latest) else "b3"
        name = day(key, long=True)
        x, y = round(place * slot + slot * 0.11, 3), round(FLOOR - height, 1)
        drawn.append(Bar(name, count, x, round(slot * 0.78, 3), y, round(height, 1), ticks.get(key, ""), kind))
        if not count and key in silent:
            stub = replace(drawn[-1], y=FLOOR - STUB, height=STUB, kind="b0", is_silent=True)
            drawn[-1] = stub
    return Chart(each, drawn, lines, undated)


def nice(most: int) -> int:
    """The distance between lines, so that there are at most four above zero: 1, 2, 5, 10, 20, 50 ..."""
    step = 1
    while True:
        for times in (1, 2, 5):
            if most <= 4 * step * times:
                return step * times
        step *= 10


def labelled(keys: list[str]) -> dict[str, str]:
    """Which bars get words under them: years where they begin, else evenly spread months."""
    if len(keys[0]) == 4:
        every = -(-len(keys) // 12)
        return {key: key for place, key in enumerate(keys) if place % every == 0}
    if len(keys) > 18:
        return {key: key[:4] for key in keys if key.endswith("-01")}
    every = -(-len(keys) // LABELS_AT_MOST)
    return {key: day(key) for place, key in enumerate(keys) if place % every == 0}
