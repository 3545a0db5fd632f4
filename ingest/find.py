"""One record of the register, as a person names it: by the agency's own number, or by the key in its address."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from ingest.clean import Cleaner, Value
from ingest.language import phrase
from ingest.problems import HIDDEN, stop
from ingest.register import columns
from ingest.schema import AGENCY, Kinds, Table


@dataclass(frozen=True)
class Record:
    """One record: its table, its key, its row as the register has it."""

    table: Table
    key: str
    row: dict[str, Value]

    @property
    def agency(self) -> str:
        return str(self.row.get(AGENCY) or "")


def find(connection: sqlite3.Connection, table: Table, kinds: Kinds, name: str, agency: str = "") -> Record:
    """The one record that `name` means. Raises `Stop` (no-record, which-record); the name itself is not echoed.

    A record whose number has several parts is named by all of them, with a blank between.
    """
    names = list(columns(table, kinds))
    numbers = [f"[{number}]" for number in table.number if number in names]
    said = " || ' ' || ".join(numbers) if len(numbers) == len(table.number) and numbers else f"[{table.key}]"
    whose = f" AND [{AGENCY}] = :agency" if agency and table.has_agency else ""
    rows = connection.execute(
        f"SELECT {', '.join(f'[{one}]' for one in names)} FROM main.[{table.name}]"
        f" WHERE ([{table.key}] = :name OR {said} = :name){whose} ORDER BY [{table.key}]",
        {"name": name} | ({"agency": agency} if whose else {}),
    ).fetchall()
    found = [Record(table, str(row[0]), dict(zip(names, row, strict=True))) for row in rows]
    if not found:
        raise stop("no-record", table=table.called, agency=phrase(" of {agency}", agency=agency) if agency else "")
    if len(found) > 1:
        listed = ", ".join(f"{one.key} ({one.agency})" if one.agency else one.key for one in found[:10])
        raise stop("which-record", count=len(found), table=table.called, keys=listed)
    return found[0]


def number(connection: sqlite3.Connection, table: Table, kinds: Kinds, key: str) -> str:
    """The number by which the agency knows a record, also one that is gone; "" where there is none to be shown."""
    names = [name for name in table.number if name in columns(table, kinds)]
    if not names or len(names) < len(table.number):
        return ""
    listed = ", ".join(f"[{name}]" for name in names)
    row = connection.execute(f"SELECT {listed} FROM main.[{table.name}] WHERE [{table.key}] = ?", [key]).fetchone()
    if row is None:
        was = "SELECT was FROM _history WHERE table_name = ? AND record = ? ORDER BY id DESC"
        before = connection.execute(was, [table.name, key]).fetchone()
        row = [json.loads(before[0]).get(name) for name in names] if before else [None]
    told = [] if None in row else [(table.columns[name], str(value)) for name, value in zip(names, row, strict=True)]
    return " ".join(text for column, text in told if Cleaner(column).shown(text) != HIDDEN)


def parts(connection: sqlite3.Connection, record: Record, kinds: Kinds) -> list[tuple[Table, str]]:
    """The record and everything that is a part of it: table and key, wholes before their parts."""
    made = [(record.table, record.key)]
    for whole, key in made:
        for table in kinds.tables.values():
            if table.parent == whole.name:
                rows = connection.execute(
                    f"SELECT [{table.key}] FROM main.[{table.name}] WHERE [{whole.key}] = ? ORDER BY 1", [key]
                )
                made += [(table, str(found)) for (found,) in rows]
    return made
