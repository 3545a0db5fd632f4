"""The manifest of a release: a hash of every file, a root over every table's content, the hash of the one before.

Change one cell of a release and `publish verify` says which file it is in; change a manifest and the next one tells.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from pathlib import Path

from ingest.language import Words, phrase
from ingest.problems import Problem
from publish import downloads

NAME = "manifest.json"
DATABASE = "records.db"
WITHOUT = "built_without"  # the numbers of the expungements that came before a release


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    made = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            made.update(chunk)
    return made.hexdigest()


def flush(path: Path) -> None:
    """See a file or a folder written to the disk."""
    if path.is_dir() and not hasattr(os, "O_DIRECTORY"):  # a folder cannot be opened on Windows
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def content_root(tables: dict[str, dict[str, object]]) -> str:
    """One hash over the canonical CSV of every table, by name. Two builds of the same content agree on it."""
    text = "".join(f"{name} {tables[name]['sha256']}\n" for name in sorted(tables))
    return hashlib.sha256(text.encode()).hexdigest()


def describe(folder: Path, facts: dict[str, object], rows: dict[str, int]) -> dict[str, object]:
    """The manifest of the files in a folder. `rows` are the tables' row counts; their CSVs stand in downloads/."""
    files: dict[str, dict[str, object]] = {
        path.relative_to(folder).as_posix(): {"sha256": file_hash(path), "bytes": path.stat().st_size}
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME
    }
    tables = {name: {"rows": count, "sha256": files[downloads.path_of(name)]["sha256"]} for name, count in rows.items()}
    return {**facts, "content_root": content_root(tables), "tables": tables, "files": files}


def write(folder: Path, manifest: dict[str, object]) -> None:
    """Write a folder's manifest."""
    (folder / NAME).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(folder: Path) -> dict[str, object]:
    """A folder's manifest; empty where it is missing or broken."""
    try:
        said = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def verify(folder: Path, before: Path | None) -> list[Problem]:
    """Everything in which a release differs from its manifest: a file changed, lost or added, a cell of the database
    that is not in the CSV, a root that does not follow, a release before it that is not the one it names."""
    said = read(folder)
    files, tables = said.get("files"), said.get("tables")
    if not isinstance(files, dict) or not isinstance(tables, dict):
        return [_tampered(f"{folder.name}/{NAME}")]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.name != NAME}
    wrong: list[Words] = [
        name
        for name in sorted(set(files) | there)
        if name not in there or name not in files or file_hash(folder / name) != files[name]["sha256"]
    ]
    if DATABASE not in wrong:
        connection = sqlite3.connect(f"{(folder / DATABASE).resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        wrong += [
            phrase("{file}, table {table}", file=DATABASE, table=name)
            for name in tables
            if downloads.digest(connection, name, downloads.order_of(connection, name)) != tables[name]["sha256"]
        ]
        connection.close()
    if content_root(tables) != said.get("content_root"):
        wrong.append(f"{NAME}, content_root")
    named = said.get("previous_manifest_sha256")
    if before and (not (before / NAME).exists() or named != file_hash(before / NAME)):
        wrong.append(phrase("{file}, or the link to it", file=f"{before.name}/{NAME}"))
    return [_tampered(name) for name in wrong]


def _tampered(name: Words) -> Problem:
    return Problem("tampered", fills={"file": name})
