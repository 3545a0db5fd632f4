"""The register: everything that may ever be public and what is private, with history. One file, one writer, WAL.

The one door to the register's file. Its schema follows from `kinds/`; housekeeping tables begin with `_`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from ingest.language import phrase, system
from ingest.problems import Problem, Stop, stop
from ingest.rights import may_write, only_read, owner
from ingest.schema import AGENCY, LINE, SOURCE, Kinds, Table

NAME = "register.db"
WAIT_SECONDS = 30
_DAMAGED = "bad-register"
_CACHE_KIB = 65_536
_PAGE_BYTES = 16_384  # rows of text are long: with SQLite's 4,096 a load of a million rows takes a fifth more

# Python's own way to store a None asks two methods that None does not have, which costs a wide table a quarter of its
# time. This is a function in C that gives None for None.
_AS_IT_IS: Callable[[None], None] = dict[None, None]().get
sqlite3.register_adapter(type(None), _AS_IT_IS)

_HOUSE: dict[str, dict[str, type]] = {
    "_loads": {
        "load": int,
        "act": int,
        "agency": str,
        "file_name": str,
        "sha256": str,
        "bytes": int,
        "format": str,
        "format_sha256": str,
        "role": str,
        "at": str,
        "by": str,
        "today": str,
        "rows": int,
        "new": int,
        "changed": int,
        "unchanged": int,
        "merged": int,
        "rejected": int,
        "ignored": int,
        "asked": str,
        "sheet": str,
    },
    "_problems": {"load": int, "code": str, "line": int, "column_title": str, "says": str, "do": str, "count": int},
    "_rejects": {"load": int, "line": int, "cells": str, "problems": str},
    "_aside": {  # of those rows: what each tells of, and the later load that accounts for it
        "load": int,
        "line": int,
        "table_name": str,
        "record": str,
        "period": str,
        "mended_by": int,
        "came_as": int,  # the line of that load's file in which the row itself came back, right or wrong
    },
    "_unmapped": {"load": int, "table_name": str, "column_name": str, "value": str, "rows": int},
    "_history": {"id": int, "table_name": str, "record": str, "act": int, "was": str},
    "_acts": {"act": int, "kind": str, "agency": str, "at": str, "by": str, "reason": str, "undone_by": int},
    "_now": {"act": int},  # the act that is being done, for the triggers; nothing between acts
    "_corrections": {
        "act": int,
        "table_name": str,
        "record": str,
        "column_name": str,
        "was": bytes,  # as they are stored: a number stays a number
        "now": bytes,
        "now_raw": str,
    },
    "_tombs": {"act": int, "tomb": str},  # keyed hashes of the keys of records that were expunged
    "_zeros": {"act": int, "table_name": str, "agency": str, "period": str},
    "_told": {"load": int, "table_name": str, "period": str, "aside": int},
    "_owed": {"agency": str, "table_name": str, "every": str, "due": int, "since": str, "withheld": str},
}
_KEYS = {"_loads": "load", "_history": "id", "_acts": "act"}


def columns(table: Table, kinds: Kinds) -> dict[str, str]:
    """Column -> SQL type of a table in the register, in order, its key first."""
    made = {table.key: "TEXT"} | dict.fromkeys(kinds.link_keys(table), "TEXT")
    made |= {column.name: column.sql_type for column in table.stored}
    made |= dict.fromkeys((column.raw_name for column in table.raws), "TEXT")
    if table.made:
        return made
    return made | ({AGENCY: "TEXT"} if table.has_agency else {}) | {SOURCE: "INTEGER", LINE: "INTEGER"}


def let_read(connection: sqlite3.Connection) -> None:
    """From the first load on, WAL: people read while a clerk loads. Before it there is nothing to read."""
    connection.execute("PRAGMA journal_mode = WAL")


def open_register(data: Path, kinds: Kinds) -> sqlite3.Connection:
    """The register of a data folder, made or widened to fit the kinds. Raises `Stop` (no-folder, no-write, busy).

    A new register has SQLite's plain journal, which writes each new page once; see `let_read`.
    """
    if data.is_dir() and not may_write(data, data / NAME):
        raise stop("no-write", str(data), owner=owner(data))
    try:
        data.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(data / NAME, timeout=WAIT_SECONDS, isolation_level=None)
        (data / NAME).chmod(0o600)
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
    except (OSError, sqlite3.OperationalError) as error:
        raise stop("no-folder", str(data), reason=system(error)) from None
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    with transaction(connection):
        _fit(connection, kinds)
    return connection


def read_register(data: Path) -> sqlite3.Connection | None:
    """The register to be read, or None where there is none yet.

    Opened `rw` by whoever may write: a reader that may not leaves the two WAL files behind when it closes.
    """
    path = data / NAME
    if not path.exists():
        return None
    if not may_write(data, path):
        return only_read(path, WAIT_SECONDS)
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=WAIT_SECONDS, isolation_level=None)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back on any error. Raises `Stop` (busy, disk)."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError) and (why := refusal(error)).code != _DAMAGED:
            raise Stop(why) from None
        raise


def refusal(error: sqlite3.DatabaseError) -> Problem:
    """Why SQLite did not do as it was asked: another run writes (busy), the disk refuses, or the file is damaged."""
    words = str(error)
    if "locked" in words or "busy" in words:
        return Problem("busy", NAME, fills={"seconds": WAIT_SECONDS})
    is_disk = any(sign in words for sign in ("full", "disk I/O", "unable to open"))
    if "readonly" in words:
        return Problem("no-folder", NAME, fills={"reason": phrase("it may only be read")})
    return Problem("disk" if is_disk else _DAMAGED, NAME, fills={"reason": system(error)})


def is_free(connection: sqlite3.Connection) -> bool:
    """Whether nobody is writing to the register just now."""
    try:
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
    return True


def _fit(connection: sqlite3.Connection, kinds: Kinds) -> None:
    """Make what is missing: a new kind's table, a new column. Nothing is ever dropped here (see `ingest rebuild`)."""
    database = Database(connection, use_old_upsert=False)
    there = {
        name: {row[1] for row in connection.execute(f"PRAGMA table_info([{name}])")} for name in database.table_names()
    }
    for name, shape in _HOUSE.items():
        if name not in there:
            database.table(name).create(shape, pk=_KEYS.get(name))
    for table in kinds.tables.values():
        shape_ = columns(table, kinds)
        if table.name not in there:
            spelled = ", ".join(f"[{name}] {kind}" for name, kind in shape_.items())
            connection.execute(f"CREATE TABLE [{table.name}] ({spelled})")
            index(connection, table, kinds)
        elif set(shape_) - there[table.name]:
            for name in set(shape_) - there[table.name]:
                connection.execute(f"ALTER TABLE [{table.name}] ADD COLUMN [{name}] {shape_[name]}")
        else:
            continue
        _keep_history(connection, table, shape_)


def index(connection: sqlite3.Connection, table: Table, kinds: Kinds) -> None:
    """Hold a table's records apart by their key, and find parts by their whole."""
    connection.execute(f"CREATE UNIQUE INDEX main.[{table.name} key] ON [{table.name}] ([{table.key}])")
    if table.parent:
        whole = kinds.key_of(table.parent)
        connection.execute(f"CREATE INDEX main.[idx_{table.name}_{whole}] ON [{table.name}] ([{whole}])")


def unindex(connection: sqlite3.Connection, table: Table, kinds: Kinds) -> None:
    """For the length of one transaction, as long as a first load fills a table: it ends with `index`."""
    connection.execute(f"DROP INDEX main.[{table.name} key]")
    if table.parent:
        connection.execute(f"DROP INDEX main.[idx_{table.name}_{kinds.key_of(table.parent)}]")


def has_rows(connection: sqlite3.Connection, table: Table) -> bool:
    """Whether the register has any record of this table."""
    return connection.execute(f"SELECT 1 FROM main.[{table.name}] LIMIT 1").fetchone() is not None


def has_loads(data: Path) -> bool:
    """Whether a data folder's register holds any load."""
    connection = read_register(data)
    if connection is None:
        return False
    try:
        return connection.execute("SELECT 1 FROM _loads LIMIT 1").fetchone() is not None
    except sqlite3.DatabaseError:  # what it holds cannot be told; acts can
        return False
    finally:
        connection.close()


def acting(connection: sqlite3.Connection, act: int | None) -> None:
    """Say which act is being done, so that history names it. None: what follows leaves no history."""
    connection.execute("DELETE FROM _now")
    if act is not None:
        connection.execute("INSERT INTO _now VALUES (?)", [act])


def _keep_history(connection: sqlite3.Connection, table: Table, shape: dict[str, str]) -> None:
    """Write the row as it was whenever a later act changes it, or takes it away.

    JSON gives 15 digits of a number and a number has 17: those are written out as text, which a column takes back.
    """
    was = ", ".join(
        f"'{name}', " + (f"printf('%!.17g', OLD.[{name}])" if kind == "REAL" else f"OLD.[{name}]")
        for name, kind in shape.items()
    )
    now = "(SELECT act FROM _now)"
    same = f" AND OLD.[{SOURCE}] IS NOT {now}" if SOURCE in shape else ""  # a file's own merging is no change
    for event in ("UPDATE", "DELETE"):
        connection.execute(f"DROP TRIGGER IF EXISTS [{table.name} {event.lower()}]")
        connection.execute(
            f"CREATE TRIGGER [{table.name} {event.lower()}] AFTER {event} ON [{table.name}] WHEN {now} NOTNULL{same}"
            f" BEGIN INSERT INTO _history (table_name, record, act, was)"
            f" VALUES ('{table.name}', OLD.[{table.key}], {now}, json_object({was})); END"
        )
