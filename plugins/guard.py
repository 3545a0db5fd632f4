"""What a query may touch, and how much it may take. A first guard: free SQL stays on behind it.

Every connection to a release gets an authorizer and limits. The authorizer lets a query read tables and call
functions, and refuses everything else: attaching files, loading code (`load_extension`, `fts3_tokenizer`, which
crashes this SQLite), writing, and asking SQLite about the machine (`pragma_database_list` gives paths).

Limits: one value at most VALUE_BYTES (a 100 MB `zeroblob` fails at once), one statement at most SQL_BYTES.
`hold_memory` caps the heap that all of SQLite may take in this process.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from plugins.hooks import hookimpl

VALUE_BYTES = 250_000
SQL_BYTES = 50_000
HEAP_BYTES = 128 * 1024 * 1024

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: VALUE_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: SQL_BYTES,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
# Datasette itself asks these, with PRAGMA statements that no visitor can send; data_version is full-text search's.
PRAGMAS = {
    "data_version", "database_list", "foreign_key_list", "index_info", "index_list", "schema_version",
    "table_info", "table_xinfo",
}  # fmt: skip
# Opening a full-text table declares it in memory, which SQLite asks about as if the schema were written to. The file
# itself is opened immutable, and no statement but a SELECT comes from a visitor.
SCHEMA = "sqlite_master"
# The first two run code or crash; printf('%.*c', 999999999, 'x') holds a thread for seconds, past any time limit; the
# others speak of the machine.
NO_FUNCTIONS = {
    "fts3_tokenizer", "load_extension", "printf", "format", "readfile", "writefile", "edit", "sqlite_log",
    "sqlite_compileoption_get", "sqlite_compileoption_used", "sqlite_source_id", "sqlite_version",
}  # fmt: skip
NO_TABLES = ("pragma_", "dbstat", "sqlite_dbpage", "sqlite_stmt", "sqlite_memstat", "bytecode", "tables_used")


def may(action: int, first: str | None, second: str | None, _database: Any, _inside: Any) -> int:
    """SQLite asks this about each thing a statement would do. `first`, `second`: the names it would touch."""
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if (first or "").lower() in PRAGMAS else sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_UPDATE and first == SCHEMA:
        return sqlite3.SQLITE_OK
    if action not in READING:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in NO_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_READ and (first or "").lower().startswith(NO_TABLES):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Put the guard on a new connection, last, so that other plugins can still register their functions."""
    if database == "_internal":  # Datasette's own notes in memory: nobody outside can query them, and it writes there
        return
    for limit, value in LIMITS.items():
        conn.setlimit(limit, value)
    conn.set_authorizer(may)


def hold_memory() -> None:
    """Cap what SQLite may take from the heap, for the whole process and for good."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"pragma hard_heap_limit = {HEAP_BYTES}")
    connection.close()
