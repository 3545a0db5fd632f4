"""How each agency's words became codes: raw value, code and how many records, counted from what goes out.

A word that may tell of a person (its column keeps what was written private) is shown only where at least eleven records
of the agency have it. Columns that an agency gives only for protected counts are left out: a sum over all years would
give a withheld count away.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b

from ingest.schema import AGENCY, RELEASE_ON, SOURCE, Column, Kinds, Table
from publish.counts import SMALLEST
from publish.select import PROTECTED, is_public, public_rows

MAPPED = "mapped"  # the word `made` of the kind whose rows come from here
NOT_SHOWN = "(not shown)"
Word = tuple[str, str, str, str, str, str, str, str, int]


def is_mapped(table: Table) -> bool:
    """Whether a kind's rows are made here."""
    return table.made == MAPPED


def fill(connection: sqlite3.Connection, table: Table, kinds: Kinds, as_of: str) -> int:
    """Fill the table of words from the attached register, once every other table stands; how many rows.

    The values go in the order of the kind's columns: agency, table, column, title, word, code, meaning, records.
    """
    words = [
        word
        for other in kinds.tables.values()
        if is_public(other) and not other.made
        for column in other.raws
        if column.publish in {"open", "later"}
        for word in _words(connection, other, column, kinds, as_of)
    ]
    words.sort()
    connection.executemany(f"INSERT INTO main.[{table.name}] VALUES ({', '.join('?' * 9)})", words)
    return len(words)


def _words(connection: sqlite3.Connection, table: Table, column: Column, kinds: Kinds, as_of: str) -> Iterator[Word]:
    sender = f"(SELECT agency FROM reg._loads WHERE load = r.[{SOURCE}])"  # whoever told of it last
    agency = f"r.[{AGENCY}]" if table.has_agency else sender
    conditions = [public_rows(table, kinds), f"r.[{column.name}] IS NOT NULL", f"r.[{column.raw_name}] IS NOT NULL"]
    if column.publish == "later":
        conditions.append(f"r.[{RELEASE_ON}] <= :as_of")
    if column.protected not in {"open", "later"}:
        conditions.append(f"{agency} NOT IN (SELECT agency FROM temp.[{PROTECTED}])")
    where = " AND ".join(f"({one})" for one in conditions)
    found: Counter[tuple[str, str, str]] = Counter()
    for whose, written, code, count in connection.execute(
        f"SELECT {agency}, r.[{column.raw_name}], r.[{column.name}], count(*) FROM reg.[{table.name}] r"
        f" WHERE {where} GROUP BY 1, 2, 3",
        {"as_of": as_of} if ":as_of" in where else {},
    ):
        found[whose, written if column.raw == "open" or count >= SMALLEST else NOT_SHOWN, code] += count
    for (whose, written, code), count in found.items():
        place = (whose, table.name, column.name)
        word = blake2b("\x1f".join((written, code)).encode(), digest_size=6).hexdigest()
        yield ("-".join((*place, word)), *place, column.title, written, code, _label(code, column, kinds), count)


def _label(code: str, column: Column, kinds: Kinds) -> str:
    codes = kinds.codes[column.codes]
    return "; ".join(codes.label(one) for one in (json.loads(code) if column.type == "array" else [code]))
