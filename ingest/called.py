"""`kinds/headers.csv`: what agencies call our tables and columns in their headers.

Each row names a table, a column, or a column wherever it stands, and the words that it is called by. A word after a
question mark is only ever suggested. Only `ingest draft` reads it: a format names its headers itself.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from ingest.plain import nearest
from ingest.problems import stop
from ingest.schema import Kinds

NAME = "headers.csv"


@dataclass
class Called:
    """Words for tables, by name; words for columns, by table ("" for every table) and name."""

    tables: dict[str, list[str]] = field(default_factory=dict)
    columns: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def words(self, table: str, column: str) -> list[str]:
        """What a column of a table is called: there alone, else wherever it stands."""
        return self.columns.get((table, column)) or self.columns.get(("", column), [])


def load_called(folder: Path, kinds: Kinds) -> Called:
    """The words of a `kinds/` folder; none where it has no such file. Raises `Stop` for what is in no kind."""
    made, path = Called(), folder / NAME
    if not path.exists():
        return made
    known = {name for table in kinds.tables.values() for name in table.columns}
    with path.open(newline="", encoding="utf-8") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            table, column = row["table"], row["column"]
            columns = kinds.tables[table].columns if table in kinds.tables else known
            if table and table not in kinds.tables:
                raise stop("word", path.name, line, word=table, nearest=nearest(table, kinds.tables), page="kinds/")
            if column and column not in columns:
                raise stop("word", path.name, line, word=column, nearest=nearest(column, columns), page="kinds/")
            words = [word.strip() for word in row["called"].split(";")]
            if column:
                made.columns[table, column] = words
            else:
                made.tables[table] = words
    return made
