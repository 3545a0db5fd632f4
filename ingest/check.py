"""What cannot be: a kind's rules, tried on a batch of rows before any of them is merged.

A rule is a SQL condition over one row's own columns. It is tried by SQLite itself, on a table that holds only the
columns that some rule names, so a rule means in `kinds/` exactly what it would mean on the register.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from ingest.clean import Value
from ingest.language import Either, Words
from ingest.problems import Problem
from ingest.schema import Rule, Table

Row = tuple[Value, ...]
_REMEMBERED = 100_000  # distinct rows whose verdict is known


class Rules:
    """The rules of one table, ready for rows of these columns. `today` is the day that `:today` stands for."""

    def __init__(self, connection: sqlite3.Connection, table: Table, columns: Sequence[str], today: str) -> None:
        self.connection, self.rules, self.today = connection, table.rules, today
        words = {word for rule in self.rules for word in rule.words}
        names = [name for name in table.columns if name in words]
        self.places = [columns.index(name) for name in names if name in columns]
        self._known: set[Row] = set()
        self._wrong: dict[Row, list[Rule]] = {}
        self._table = f"temp.[rules of {table.name}]"
        connection.execute(f"DROP TABLE IF EXISTS {self._table}")
        typed = [f"[{name}] {table.columns[name].sql_type}" for name in names]
        connection.execute(f"CREATE TABLE {self._table} ({', '.join(['at', *typed])})")
        marks = ", ".join("?" * (len(self.places) + 1))
        named = ", ".join(["at", *(f"[{columns[place]}]" for place in self.places)])
        self._insert = f"INSERT INTO {self._table} ({named}) VALUES ({marks})"

    def broken(self, rows: Sequence[Row]) -> list[tuple[int, Rule]]:
        """The rows that break a rule, by their place in `rows`, each with the rule.

        A row here is its values in `places`. Like words, such rows repeat: each distinct one is tried once.
        """
        if not self.rules or not self.places:
            return []
        distinct = set(rows)
        new = list(distinct - self._known)
        if new:
            self._try(new)
        if self._wrong.keys().isdisjoint(distinct):
            return []
        return [(at, rule) for at, row in enumerate(rows) for rule in self._wrong.get(row, ())]

    def _try(self, rows: list[Row]) -> None:
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known.update(rows)
        for row in rows:
            self._wrong.pop(row, None)
        self.connection.executemany(self._insert, ((at, *row) for at, row in enumerate(rows)))
        for rule in self.rules:
            today = {"today": self.today} if ":today" in rule.wrong_when else {}
            for (at,) in self.connection.execute(f"SELECT at FROM {self._table} WHERE {rule.wrong_when}", today):
                self._wrong.setdefault(rows[at], []).append(rule)
        self.connection.execute(f"DELETE FROM {self._table}")


def problem(table: Table, rule: Rule, where: str, line: int, columns: Words) -> Problem:
    """A table's broken rule as a person reads it; `columns` are those that it looks at, as that person calls them."""
    says, do = Either(rule.says, rule.says_es), Either(rule.do, rule.do_es)
    return Problem("rule", where, line, columns, {"says": says, "do": do, "rule": f"{table.name}.{rule.name}"})
