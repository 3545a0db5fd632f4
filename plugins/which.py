"""Which records of a table a story tells of: the SQL that chooses them, and the address of a page with just these.

Both say the same, so that the number in a story is the number on the page behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from datasette.utils import escape_sqlite

from plugins.choices import choice
from plugins.described import Table
from plugins.release import DATABASE, Release


@dataclass(frozen=True)
class Which:
    """Some records of one table."""

    table: Table
    where: str
    params: dict[str, str]
    query: tuple[tuple[str, str], ...]

    @property
    def href(self) -> str:
        return f"/{DATABASE}/{self.table.name}?{urlencode(self.query)}"


def having(said: Release, table: Table, **values: str) -> Which:
    """The records that have these values, as the boxes of the table's page choose them."""
    wheres, params = [], dict[str, str]()
    for number, (name, value) in enumerate(values.items()):
        chosen = choice(said, table, name, (value,))
        where, found = chosen.where(f"tie{number}_") if chosen else ("0", {})
        wheres.append(where)
        params |= found
    return Which(table, " and ".join(wheres), params, tuple(values.items()))


def near(table: Table, day: str) -> Which | None:
    """The records that belong to a day by their own days alone, as `table.near` says; None where it says nothing."""
    try:
        middle = date.fromisoformat(day)
    except ValueError:
        return None
    if not table.near:
        return None
    name = table.near["day"]
    until = table.near.get("until", "")
    first = middle - timedelta(int(table.near.get("before") or 0))
    last = middle + timedelta(int(table.near.get("after") or 0))
    query = [(f"{name}__lte", last.isoformat())]
    where = f"{escape_sqlite(name)} <= :last"
    if until:
        holds = f"({escape_sqlite(until)} is null or {escape_sqlite(until)} >= '{first.isoformat()}')"
        return Which(table, f"{where} and {holds}", {"last": last.isoformat()}, (*query, ("_where", holds)))
    query.insert(0, (f"{name}__gte", first.isoformat()))
    params = {"first": first.isoformat(), "last": last.isoformat()}
    return Which(table, f"{escape_sqlite(name)} >= :first and {where}", params, tuple(query))
