"""Full-text search over the public words of a release. The one door to sqlite-utils in this package."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from ingest.schema import Table

TOKENS = "porter unicode61 remove_diacritics 2"


def enable(connection: sqlite3.Connection, tables: list[Table], columns: dict[str, set[str]]) -> None:
    """Index each table's search columns, those of them that are in the release."""
    database = Database(connection)
    for table in tables:
        names = [name for name in table.search if name in columns[table.name]]
        if names:
            database.table(table.name).enable_fts(names, fts_version="FTS5", tokenize=TOKENS)
            database.table(table.name).optimize()
