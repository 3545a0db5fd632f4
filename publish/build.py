"""A release folder, made fresh from the register: the database, its words, whole-table CSVs, the manifest."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.agencies import declared
from ingest.language import Words, phrase
from ingest.metadata import metadata
from ingest.owed import COVERED
from ingest.plain import dump
from ingest.portal import Portal
from ingest.problems import stop
from ingest.register import NAME as REGISTER
from ingest.register import columns
from ingest.schema import Kinds
from publish import changes, coarsen, counts, covered, downloads, gate, given, manifest, mapping, tables, words
from publish.fulltext import enable
from publish.select import is_public

Told = Callable[[Words], None]


@dataclass(frozen=True)
class Order:
    """What is asked of a build: its number, its day, what came before, and by whom and how it is made."""

    number: int
    as_of: str
    built_on: str
    previous: Path | None
    fewer_is_right: bool = False
    expunged: tuple[int, ...] = ()  # acts that took records out of the register before


def build(
    data: Path, folder: Path, kinds: Kinds, portal: Portal, order: Order, told: Told = lambda text: None
) -> dict[str, object]:
    """Make a release in an empty folder and let the gate judge it. Returns its manifest. Raises `Stop`."""
    if not (data / REGISTER).exists():
        raise stop("no-register", str(data))
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "downloads").mkdir(parents=True)
    try:
        rows = _database(data, folder / manifest.DATABASE, kinds, portal, order, told)
        before = manifest.read(order.previous) if order.previous else {}
        known = before.get("tables")
        gate.pass_or_stop(
            folder / manifest.DATABASE,
            kinds,
            {name: int(one["rows"]) for name, one in known.items()} if isinstance(known, dict) else {},
            order.fewer_is_right,
        )
        told(phrase("writing the downloads"))
        connection = sqlite3.connect(f"{(folder / manifest.DATABASE).resolve().as_uri()}?mode=ro", uri=True)
        for name in rows:
            downloads.write(connection, name, downloads.order_of(connection, name), folder / downloads.path_of(name))
        connection.close()
        (folder / "metadata.yml").write_text(dump(metadata(kinds, portal)), encoding="utf-8")
        made = manifest.describe(folder, _facts(order), rows)
        manifest.write(folder, made)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise stop("disk", folder.name, reason=error.strerror or error) from None
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return made


def _facts(order: Order) -> dict[str, object]:
    before = manifest.file_hash(order.previous / manifest.NAME) if order.previous else ""
    return {
        "release": order.number,
        "as_of": order.as_of,
        "built_on": order.built_on,
        "previous_manifest_sha256": before,
        **({manifest.WITHOUT: list(order.expunged)} if order.expunged else {}),
    }


def _database(data: Path, path: Path, kinds: Kinds, portal: Portal, order: Order, told: Told) -> dict[str, int]:
    """Build the database; the row count of every table that has a CSV."""
    connection = sqlite3.connect(path, uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        coarsen.teach(connection)
        connection.create_function("follow", 4, _follower(kinds), deterministic=True)
        connection.execute("ATTACH ? AS reg", [f"{(data / REGISTER).resolve().as_uri()}?mode=rw"])
        _same_kinds(connection, kinds)
        if order.previous:
            before = (order.previous / manifest.DATABASE).resolve().as_uri()
            connection.execute("ATTACH ? AS prev", [f"{before}?mode=ro&immutable=1"])
        connection.execute("BEGIN")
        agencies = declared(kinds)
        profile = next(
            column for column in agencies.columns.values() if column.codes and "protected" in kinds.codes[column.codes]
        )
        tables.copy_protected(connection, agencies, profile.name)
        given.note(connection, kinds)
        public = [table for table in kinds.tables.values() if is_public(table)]
        for table in public:
            told(phrase("selecting {table}", table=table.called.lower()))
            tables.create(connection, table, kinds, agencies.name)
            tables.fill(connection, table, kinds, order.as_of)
        tables.copy_sources(connection, public)
        for table in filter(mapping.is_mapped, public):  # it counts what stands by now
            mapping.fill(connection, table, kinds, order.as_of)
        for table in public:
            if table.made == COVERED:
                covered.fill(connection, table, kinds, order.as_of)
        for table in public:
            tables.index(connection, table, kinds)
        for table in public:  # after every index: a whole asks for its parts
            tables.roll_up(connection, table, kinds)
        for table in kinds.tables.values():
            if counts.counted(table):
                counts.fill(connection, table, kinds, agencies.name)
        for table in public:
            if table.made == changes.CHANGED and order.previous:
                changes.fill(connection, table, kinds, order.number, order.built_on, order.as_of)
        words.write(connection, kinds, portal, {name: str(value) for name, value in _facts(order).items()})
        connection.execute("COMMIT")
        connection.execute("DETACH reg")
        if order.previous:
            connection.execute("DETACH prev")
        told(phrase("indexing words"))
        enable(connection, public, gate.expected(kinds))
        connection.execute("PRAGMA optimize")
        connection.execute("VACUUM")
        rows = {
            name: int(connection.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0])
            for name in [*gate.expected(kinds), "_codes", "_columns", "_tables", "_questions", tables.SOURCES]
        }
    finally:
        connection.close()
    return rows


def _same_kinds(connection: sqlite3.Connection, kinds: Kinds) -> None:
    """Raise `Stop` when the register was made by other kinds than these."""
    for table in kinds.tables.values():
        there = {row[1] for row in connection.execute(f"PRAGMA reg.table_info([{table.name}])")}
        gone = [name for name in columns(table, kinds) if name not in there]
        if gone:
            raise stop("old-register", REGISTER, what=f"{table.name}.{gone[0]}" if there else table.name)


def _follower(kinds: Kinds) -> Callable[[str, str, str | None, int], str | None]:
    def follow(name: str, word: str, code: str | None, is_coded: int) -> str | None:
        """A property of a code. A reserved code follows as itself into a column of codes, and as nothing elsewhere."""
        if code is None:
            return None
        if code in kinds.codes[name].reserved and code not in kinds.codes[name].codes:
            return code if is_coded else None
        return kinds.codes[name].codes[code].properties.get(word) or None

    return follow
