"""The whole data folder in one file, and back: received files, acts, secret, releases, and a copy of the register.

The register is copied as it stands at one moment, also while somebody loads; it can be made again from the rest, and
from what is declared, which goes along under `declared/`. Every file is held against its hash before anything is put
back. Of what is declared, only agencies that are not there are put back: nothing is ever written over.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest import intact, register
from ingest.act import finish_done
from ingest.archive import DAMAGED
from ingest.language import phrase, system
from ingest.newfile import PRIVATE, new_file
from ingest.problems import Problem, stop
from ingest.rebuild import content_hash
from ingest.received import Received, digest
from ingest.room import Room
from ingest.swap import LOOKING

LIST = "backup.json"
DECLARED = "declared"
_LEFT_OUT = ("rebuilding/", "sample/", "releases/staged", f"{LOOKING}/")
_ENDS = ("-wal", "-shm", ".part", ".unfinished")
_HALF = (".next", ".gone")  # of what is being expunged
_CHUNK = 1 << 20
_WRONG: tuple[type[Exception], ...] = (*DAMAGED, LookupError, TypeError, sqlite3.Error)
Told = Callable[[str], None]


@dataclass(frozen=True)
class Kept:
    """What a backup holds: how many files, their bytes, the hash of the register's content, agencies put back; and what
    of received/ is not what it was."""

    files: int
    size: int
    content: str
    agencies: tuple[str, ...] = ()
    faults: tuple[Problem, ...] = ()


def backup(room: Room, declared: Mapping[str, Path], out: Path, told: Told = lambda text: None) -> Kept:
    """Write a data folder, and the files and folders `declared`, into one new file that only its owner can read.

    Raises `Stop`: no-register, or see `new_file`.
    """
    if not (room.data / register.NAME).exists():
        raise stop("no-register", str(room.data))
    with new_file(out, PRIVATE) as file, tempfile.TemporaryDirectory(dir=room.data) as scratch:
        copy = Path(scratch) / register.NAME
        content = _copied(room, copy)  # before the rest: what is received later is no part of it, and does no harm
        hashes, size = {}, 0
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            whole = [(register.NAME, copy), *_files(room.data, Path(scratch).name), *_said(declared)]
            for name, path in whole:
                told(name)
                archive.write(path, name)
                hashes[name], size = digest(path), size + path.stat().st_size
            said = {"content": content, "files": hashes}
            archive.writestr(LIST, json.dumps(said, indent=1))
    return Kept(len(hashes), size, content, faults=_faults(room.data, hashes))


def _copied(room: Room, copy: Path) -> str:
    """A copy of the register at one moment; the hash of its content."""
    source = register.read_register(room.data)
    assert source is not None  # asked before
    with closing(source), closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        finish_done(Received(room.data), target)  # else the act of a load that has just committed would be left out
        return content_hash(target, room.kinds)


def _files(data: Path, scratch: str) -> Iterator[tuple[str, Path]]:
    for path in sorted(data.rglob("*")):
        name = path.relative_to(data).as_posix()
        is_ours = not name.startswith((*_LEFT_OUT, f"{scratch}/")) and not name.endswith(_ENDS)
        is_ours = is_ours and not any(part.endswith(_HALF) for part in PurePosixPath(name).parts)
        if path.is_file() and is_ours and name != register.NAME:
            yield name, path


def _said(declared: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """The files of what is declared; none that begin with a point, or that Python made."""
    for label, place in declared.items():
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            parts = path.relative_to(place).parts
            if path.is_file() and not any(part.startswith((".", "__")) for part in parts):
                yield PurePosixPath(DECLARED, label, *parts).as_posix(), path


def restore(room: Room, file: Path, told: Told = lambda text: None) -> Kept:
    """Put a backup back into a folder that is empty or not there yet, once every file of it is what its list says.

    Raises `Stop` (no-file, no-backup, backup-damaged, backup-kinds, not-empty), and then nothing was written.
    """
    if room.data.exists() and any(room.data.iterdir()):
        raise stop("not-empty", str(room.data))
    if not file.exists():
        raise stop("no-file", str(file))
    try:
        with zipfile.ZipFile(file) as archive:
            content, hashes = _listed(archive, file)
            room.data.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=f".{room.data.name}.", dir=room.data.parent) as beside:
                apart = Path(beside) / room.data.name
                for name, wanted in hashes.items():
                    told(name)
                    _put(archive, name, wanted, apart, file)
                if _content(room, apart) != content:
                    raise stop("backup-kinds", file.name)
                faults = _faults(apart, hashes)
                if room.data.exists():
                    room.data.rmdir()
                agencies = _put_agencies(apart / DECLARED, room.agencies.folder)
                apart.replace(room.data)
    except _WRONG as error:
        if isinstance(error, OSError) and error.errno:  # of the disk or the folder, and not of the backup
            raise
        raise stop("backup-damaged", file.name, reason=system(error)) from None
    size = sum(path.stat().st_size for path in room.data.rglob("*") if path.is_file())
    return Kept(len(hashes), size, content, agencies, faults)


def _listed(archive: zipfile.ZipFile, file: Path) -> tuple[str, dict[str, str]]:
    """What a backup says of itself: the hash of the register's content, and of each file. Raises `Stop`."""
    if LIST not in archive.namelist():
        raise stop("no-backup", file.name)
    said = json.loads(archive.read(LIST))
    content, hashes = (said.get("content"), said.get("files")) if isinstance(said, dict) else (None, None)
    if not isinstance(content, str) or not isinstance(hashes, dict) or register.NAME not in hashes:
        raise stop("backup-damaged", file.name, reason=phrase("its list, {name}, is not whole", name=LIST))
    return content, {str(name): str(wanted) for name, wanted in hashes.items()}


def _faults(data: Path, hashes: Mapping[str, str]) -> tuple[Problem, ...]:
    """What of received/ is not what it was. A backup of that is better than none, and whoever makes it is told."""

    def hash_of(path: Path) -> str:
        return hashes.get(path.relative_to(data).as_posix()) or digest(path)

    return tuple(intact.found(Received(data), hash_of))


def _content(room: Room, data: Path) -> str:
    """The hash of a register's content, as these kinds see it; "" where it lacks what they ask for."""
    with closing(sqlite3.connect(data / register.NAME)) as connection:
        try:
            return content_hash(connection, room.kinds)
        except sqlite3.OperationalError:
            return ""


def _put_agencies(declared: Path, agencies: Path) -> tuple[str, ...]:
    """Put back the agencies that are not there, all or none. Whatever else is declared stays in the backup only."""
    gone = [one for one in sorted(declared.glob("agencies/*/")) if not (agencies / one.name).exists()]
    try:
        for one in gone:
            shutil.copytree(one, agencies / one.name)
    except OSError:
        for one in gone:
            shutil.rmtree(agencies / one.name, ignore_errors=True)
        raise
    shutil.rmtree(declared, ignore_errors=True)
    return tuple(one.name for one in gone)


def _put(archive: zipfile.ZipFile, name: str, wanted: str, apart: Path, file: Path) -> None:
    place = PurePosixPath(name)
    if place.is_absolute() or ".." in place.parts or "\\" in name or ":" in name:
        raise stop("backup-damaged", file.name, reason=phrase("{name} would stand outside the folder", name=name))
    target, made = apart / name, hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as source, os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as kept:
        while chunk := source.read(_CHUNK):
            made.update(chunk)
            kept.write(chunk)
    if made.hexdigest() != wanted:
        raise stop("backup-damaged", file.name, reason=phrase("{name} is not what its list says", name=name))
