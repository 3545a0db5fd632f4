"""What waits for its day: rows that are not in a release yet, and facts of rows that are in it.

Both are told as numbers only, in all and of each record that tells a family's story. A record that is not in the
release is not named.
"""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from ingest.schema import AGENCY, RELEASE_ON, Kinds, Table
from publish.select import is_public


class Waiting(NamedTuple):
    """How many wait, the first of their days, and the same as JSON: column -> record that it names -> [count, day]."""

    rows: int = 0
    first: str | None = None
    of: str = "{}"


def rows(connection: sqlite3.Connection, table: Table, kinds: Kinds, as_of: str) -> Waiting:
    """The rows of the register that wait, where whole rows do."""
    return _waiting(connection, table, kinds, as_of, "1") if table.publish == "later" else Waiting()


def facts(connection: sqlite3.Connection, table: Table, kinds: Kinds, as_of: str) -> Waiting:
    """The rows that are in the release while some fact of theirs waits."""
    late = [f"r.[{column.name}] IS NOT NULL" for column in table.columns.values() if column.publish == "later"]
    if table.publish == "later" or not late:
        return Waiting()
    there = f"r.[{table.key}] IN (SELECT [{table.key}] FROM main.[{table.name}])"
    return _waiting(connection, table, kinds, as_of, f"({' OR '.join(late)}) AND {there}")


def _waiting(connection: sqlite3.Connection, table: Table, kinds: Kinds, as_of: str, which: str) -> Waiting:
    what = f"count(*), min(r.[{RELEASE_ON}])"
    where = f"reg.[{table.name}] r WHERE ({which}) AND (r.[{RELEASE_ON}] > ? OR r.[{RELEASE_ON}] IS NULL)"
    count, first = connection.execute(f"SELECT {what} FROM {where}", [as_of]).fetchone()
    of: dict[str, dict[str, tuple[int, str | None]]] = {}
    for column, other in _tellers(table, kinds).items() if count else ():
        known = f"r.[{column}] IN (SELECT [{kinds.key_of(other)}] FROM main.[{other}])"
        sql = f"SELECT r.[{column}], {what} FROM {where} AND {known} GROUP BY 1 ORDER BY 1"
        of[column] = {str(key): (many, day) for key, many, day in connection.execute(sql, [as_of])}
    return Waiting(int(count), first, json.dumps(of))


def _tellers(table: Table, kinds: Kinds) -> dict[str, str]:
    """Column -> table of the records that tell a family's story and that the column names."""
    named = dict(kinds.foreign(table))
    if table.has_agency:
        named.setdefault(AGENCY, kinds.shared["record"][AGENCY].refers_to)
    tellers = {family.tells for family in kinds.families.values()}
    return {column: name for column, name in named.items() if name in tellers and is_public(kinds.tables[name])}
