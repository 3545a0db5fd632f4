"""Take what was expunged out of every release that is kept; its manifest tells how many records, and by which order.

A purged copy is made beside each release and put in its place; those after it name its new manifest. Which records it
is, the register tells by keyed hashes alone. Protected counts stay: they name nobody.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from ingest.keys import Keys, open_keys
from ingest.owed import COVERED
from ingest.problems import stop
from ingest.register import NAME as REGISTER
from ingest.schema import AGENCY, SOURCE, Kinds, Table
from publish import changes, covered, downloads, manifest, mapping, tables
from publish.gate import expected
from publish.manifest import flush
from publish.select import is_public

_DONE = "expunged"
Doomed = dict[str, set[str]]  # table -> keys
Orders = dict[int, tuple[str, str, set[str]]]  # act -> its day, its order, its tombs


def purge(data: Path, folders: list[Path], kinds: Kinds) -> dict[str, int]:
    """Purge releases, oldest first, of what was expunged since they were made; release -> records taken out.

    Raises `Stop` (no-register).
    """
    if not (data / REGISTER).exists():
        raise stop("no-register", str(data))
    for left in (one for end in (".next", ".gone") for one in data.glob(f"releases/*{end}")):
        shutil.rmtree(left)
    orders, keys, before, told = orders_of(data), open_keys(data, is_new=False), "", dict[str, int]()
    for folder in folders:
        said = manifest.read(folder)
        new = _new(said, orders)
        is_linked = not before or said.get("previous_manifest_sha256") == before
        if new or not is_linked:
            told[folder.name] = _purge(data, folder, said, new, keys, kinds, before)
        before = manifest.file_hash(folder / manifest.NAME)
    return told


def pending(data: Path, folders: list[Path]) -> list[str]:
    """The names of the releases that have not been purged yet of all that was expunged."""
    orders = orders_of(data)
    return [folder.name for folder in folders if orders and _new(manifest.read(folder), orders)]


def stop_if_pending(data: Path, folders: list[Path]) -> None:
    """Raise `Stop` (expunge-pending) where a release is not purged yet: the next one would be held against it."""
    if left := pending(data, folders):
        raise stop("expunge-pending", releases=", ".join(name.lstrip("0") for name in left))


def _new(said: dict[str, object], orders: Orders) -> Orders:
    """The orders that a release has not been purged for."""
    done = said.get(_DONE)
    known = {int(one["act"]) for one in done} if isinstance(done, list) else set()
    known |= set(before) if isinstance(before := said.get(manifest.WITHOUT), list) else set()
    return {act: one for act, one in orders.items() if act not in known}


def orders_of(data: Path) -> Orders:
    """Every expungement of a data folder: its act, its day, its order, its tombs."""
    if not (data / REGISTER).exists():
        return {}
    with closing(sqlite3.connect(f"{(data / REGISTER).resolve().as_uri()}?mode=rw", uri=True)) as register:
        if not register.execute("SELECT 1 FROM sqlite_master WHERE name = '_tombs'").fetchone():
            return {}  # made before there were any
        made: Orders = {}
        for act, at, order, tomb in register.execute(
            "SELECT a.act, a.at, a.reason, t.tomb FROM _acts a JOIN _tombs t ON t.act = a.act ORDER BY a.act"
        ):
            made.setdefault(int(act), (str(at)[:10], str(order), set()))[2].add(str(tomb))
    return made


def _purge(
    data: Path,
    folder: Path,
    said: dict[str, object],
    orders: Orders,
    keys: Keys,
    kinds: Kinds,
    before: str,
) -> int:
    apart, gone = folder.with_name(f"{folder.name}.next"), folder.with_name(f"{folder.name}.gone")
    for one in (apart, gone):
        shutil.rmtree(one, ignore_errors=True)
    shutil.copytree(folder, apart)
    told = list(said.get(_DONE) or [])  # type: ignore[call-overload]  # a list, as it was written here
    total = 0
    with closing(sqlite3.connect(apart / manifest.DATABASE, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        for act, (day, order, tombs) in orders.items():
            count = _take_out(connection, _doomed(connection, tombs, keys, kinds), kinds)
            told.append({"act": act, "on": day, "order": order, "records": count})
            total += count
        _name_sources_anew(connection, data)
        connection.execute("VACUUM")
        rows = {name: _count(connection, name) for name in dict(said["tables"])}  # type: ignore[call-overload]  # a map
        for name in rows:
            path = apart / downloads.path_of(name)
            downloads.write(connection, name, downloads.order_of(connection, name), path)
    words = ("tables", "files", "content_root")
    facts = {name: value for name, value in said.items() if name not in words} | {_DONE: told}
    if before:
        facts["previous_manifest_sha256"] = before
    manifest.write(apart, manifest.describe(apart, facts, rows))
    for path in (*sorted(apart.rglob("*")), apart):
        flush(path)
    folder.replace(gone)
    apart.replace(folder)
    flush(folder.parent)
    shutil.rmtree(gone)
    return total


def settle(folder: Path) -> None:
    """Settle what a run that was cut off left: where a release is not there, its purged copy takes its place."""
    for gone in sorted(folder.glob("*.gone")):
        whole, apart = gone.with_suffix(""), gone.with_suffix(".next")
        if not whole.exists():
            (apart if apart.exists() else gone).replace(whole)
            shutil.rmtree(gone, ignore_errors=True)


def _doomed(connection: sqlite3.Connection, tombs: set[str], keys: Keys, kinds: Kinds) -> Doomed:
    """The records that are meant: those that are here, and those that were in a release before this one."""
    told = {
        table.name: {str(key) for (key,) in connection.execute(f"SELECT [{table.key}] FROM [{table.name}]")}
        for table in kinds.tables.values()
        if is_public(table) and not table.made and _there(connection, table.name)
    }
    for table in _made(connection, kinds, changes.CHANGED):
        where, key = table.that_names("table"), table.that_names("record")
        for name, one in connection.execute(f"SELECT [{where}], [{key}] FROM [{table.name}]"):
            if name in kinds.tables:
                told.setdefault(str(name), set()).add(str(one))
    return {name: {one for one in keys_ if keys.tomb(name, one) in tombs} for name, keys_ in told.items()}


def _made(connection: sqlite3.Connection, kinds: Kinds, word: str) -> list[Table]:
    """The tables of a release that are made here under a word of their kind."""
    return [table for table in kinds.tables.values() if table.made == word and _there(connection, table.name)]


def _take_out(connection: sqlite3.Connection, doomed: Doomed, kinds: Kinds) -> int:
    """Delete the records; empty what points to them; make again what was gathered, counted, indexed or told of them."""
    gone = 0
    for name, keys in doomed.items():
        table = kinds.tables[name]
        for key in keys if _there(connection, name) else ():
            _forget_words(connection, table, key, kinds)
            gone += connection.execute(f"DELETE FROM [{name}] WHERE [{table.key}] = ?", [key]).rowcount
    told = _made(connection, kinds, changes.CHANGED)
    for table in kinds.tables.values():
        if is_public(table) and _there(connection, table.name):
            for column, other in kinds.foreign(table).items():
                for key in doomed.get(other, ()):
                    connection.execute(f"UPDATE [{table.name}] SET [{column}] = NULL WHERE [{column}] = ?", [key])
                    for one in told:
                        changes.forget_pointer(connection, one, table.name, column, key)
    for one in told:
        _forget_changes(connection, one, doomed)
    for one in _made(connection, kinds, COVERED):
        covered.count_again(connection, one, kinds, {name for name, keys in doomed.items() if keys})
    for table in kinds.tables.values():
        if is_public(table) and _there(connection, table.name):
            tables.roll_up(connection, table, kinds)
            if _there(connection, f"{table.name}_fts"):
                connection.execute(f"INSERT INTO [{table.name}_fts] ([{table.name}_fts]) VALUES ('rebuild')")
    for name in expected(kinds):
        connection.execute("UPDATE _tables SET rows = ? WHERE name = ?", [_count(connection, name), name])
        table_ = kinds.tables.get(name)
        if table_:
            whole = f"count(DISTINCT [{kinds.key_of(table_.parent)}])" if table_.parent else "count(*)"
            units = connection.execute(f"SELECT {whole} FROM [{name}]").fetchone()[0]
            connection.execute("UPDATE _tables SET units = ? WHERE name = ?", [units, name])
    return gone


def _forget_words(connection: sqlite3.Connection, table: Table, key: str, kinds: Kinds) -> None:
    """Take one record out of the table of words; a word that only it had goes."""
    words = next((one for one in kinds.tables.values() if mapping.is_mapped(one)), None)
    agency = f"[{AGENCY}]" if table.has_agency else "NULL"
    raws = [column for column in table.raws if column.raw == "open"]
    if not words or not raws or not _there(connection, words.name):
        return
    whose, where, column_, _, word, code, _, count = list(words.columns)
    listed = ", ".join(f"[{column.raw_name}], [{column.name}]" for column in raws)
    row = connection.execute(f"SELECT {agency}, {listed} FROM [{table.name}] WHERE [{table.key}] = ?", [key]).fetchone()
    for place, column in enumerate(raws if row else ()):
        connection.execute(
            f"UPDATE [{words.name}] SET [{count}] = [{count}] - 1 WHERE [{where}] = ? AND [{column_}] = ?"
            f" AND [{word}] = ? AND [{code}] = ? AND [{whose}] IS coalesce(?, [{whose}])",
            [table.name, column.name, row[1 + 2 * place], row[2 + 2 * place], row[0]],
        )
    connection.execute(f"DELETE FROM [{words.name}] WHERE [{count}] <= 0")


def _forget_changes(connection: sqlite3.Connection, table: Table, doomed: Doomed) -> None:
    where, key = table.that_names("table"), table.that_names("record")
    for name, keys in doomed.items():
        for one in keys:
            connection.execute(f"DELETE FROM [{table.name}] WHERE [{where}] = ? AND [{key}] = ?", [name, one])


def _name_sources_anew(connection: sqlite3.Connection, data: Path) -> None:
    """Name the files that were rewritten as they are now: the hash of the old bytes would prove what stood in them."""
    with closing(sqlite3.connect(f"{(data / REGISTER).resolve().as_uri()}?mode=rw", uri=True)) as register:
        loads = register.execute("SELECT file_name, sha256, rows, load FROM _loads").fetchall()
    connection.executemany(
        f"UPDATE [{tables.SOURCES}] SET file_name = ?, sha256 = ?, rows = ? WHERE [{SOURCE}] = ?", loads
    )


def _there(connection: sqlite3.Connection, name: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [name]).fetchone())


def _count(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0])
