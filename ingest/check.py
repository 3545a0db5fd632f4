"""What cannot be: a kind's rules, tried on a batch of rows before any of them is merged.

A rule is a SQL condition over one row's own columns. It is tried by SQLite itself, on a table that holds only the
columns that some rule names, so a rule means in `kinds/` exactly what it would mean on the register.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from operator import itemgetter

from ingest.clean import Value
from ingest.map import Record
from ingest.plan import TablePlan
from ingest.problems import Problem
from ingest.schema import Rule, Table

_WORD = re.compile(r"[a-z_][a-z0-9_]*")


class Rules:
    """The rules of one table, ready for the rows of one plan. `today` is the day that `:today` stands for."""

    def __init__(self, connection: sqlite3.Connection, plan: TablePlan, today: str) -> None:
        self.connection, self.rules, self.today = connection, plan.table.rules, today
        words = {word for rule in self.rules for word in _WORD.findall(rule.wrong_when)}
        names = [name for name in plan.table.columns if name in words]
        self.places = [plan.columns.index(name) for name in names if name in plan.columns]
        self.table = f"temp.[rules of {plan.table.name}]"
        connection.execute(f"DROP TABLE IF EXISTS {self.table}")
        columns = [f"[{name}] {plan.table.columns[name].sql_type}" for name in names]
        connection.execute(f"CREATE TABLE {self.table} ({', '.join(['at', *columns])})")
        marks = ", ".join("?" * (len(self.places) + 1))
        named = ", ".join(["at", *(f"[{plan.columns[place]}]" for place in self.places)])
        self.insert = f"INSERT INTO {self.table} ({named}) VALUES ({marks})"

    def broken(self, records: Iterable[tuple[int, Record]]) -> list[tuple[int, Rule]]:
        """The rows (numbered by the caller) that break a rule, each with the rule."""
        if not self.rules or not self.places:
            return []
        if len(self.places) > 1:
            pick = itemgetter(*self.places)
            rows: Iterable[tuple[Value, ...]] = ((at, *pick(record.values)) for at, record in records)
        else:
            rows = ((at, record.values[self.places[0]]) for at, record in records)
        self.connection.executemany(self.insert, rows)
        found = [
            (at, rule)
            for rule in self.rules
            for (at,) in self.connection.execute(
                f"SELECT at FROM {self.table} WHERE {rule.wrong_when}",
                {"today": self.today} if ":today" in rule.wrong_when else {},
            )
        ]
        self.connection.execute(f"DELETE FROM {self.table}")
        return found


def problem(rule: Rule, table: Table, where: str, line: int) -> Problem:
    """A broken rule as a person reads it."""
    return Problem("rule", where, line, table.title, {"says": rule.says, "do": rule.do, "rule": rule.name})
