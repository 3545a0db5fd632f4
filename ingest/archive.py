"""Files inside files: one member of a ZIP, or what a GZ holds, unpacked where only this process looks.

`june.zip/incidents.csv` names a member. What it unpacks to has a limit, whatever the archive says of itself.
"""

from __future__ import annotations

import atexit
import gzip
import io
import lzma
import os
import shutil
import struct
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from ingest.language import phrase
from ingest.once import once
from ingest.problems import Stop, quoted, stop

ZIP = ".zip"
# All that the standard library raises on a ZIP or GZ that is none.
DAMAGED: tuple[type[Exception], ...] = (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError)
DAMAGED += (RuntimeError, struct.error, zlib.error, lzma.LZMAError)
_MOST_BYTES = 4 << 30  # unpacked
_MOST_TIMES, _ENOUGH = 200, 64 << 20  # a text of more than 64 MB that was packed to a 200th holds nothing but repeats
_CHUNK = 1 << 20
_PREFIX, _A_DAY = "record-room-", 24 * 60 * 60
_folders: list[str] = []
_streams: dict[Path, io.BufferedReader] = {}


def inside(path: Path) -> tuple[Path, str]:
    """The archive and the member that a path names; the path itself and "" where it names a file."""
    if not path.exists():
        for parent in path.parents:
            if parent.suffix.lower() == ZIP and parent.is_file():
                return parent, path.relative_to(parent).as_posix()
    return path, ""


def member_of(path: Path, member: str, known: set[str]) -> str:
    """The member of a ZIP that is meant: the one named, or the only one whose ending is among `known`.

    Raises `Stop`: unreadable-file, no-member, two-members.
    """
    with _opened(path) as archive:
        names = [one.filename for one in archive.infolist() if not one.is_dir()]
    if member:
        if member not in names:
            raise stop("no-member", path.name, member=member, members=quoted(names[:10]))
        return member
    data = [name for name in names if Path(name).suffix.lower() in known and not _is_hidden(name)]
    if not data:
        raise stop("no-files", path.name, known=", ".join(sorted(known)))
    if len(data) > 1:
        raise stop("two-members", path.name, members=quoted(data[:10]), example=f"{path.name}/{data[0]}")
    return data[0]


def unpacked(path: Path, member: str) -> Path:
    """Where the member of a ZIP stands now, unpacked under its own name."""
    with _opened(path) as archive:
        said = archive.getinfo(member)
        if said.flag_bits & 1:
            raise stop("unreadable-file", path.name, reason=phrase("{member} is locked with a password", member=member))
        try:
            with archive.open(said) as source:
                return _pour(source, path, Path(member).name, said.compress_size)
        except DAMAGED as error:
            raise stop("unreadable-file", path.name, reason=error) from None


def gunzipped(path: Path) -> Path:
    """Where the content of a GZ stands now, under its name without the ending."""
    try:
        with streamed(path) as source:
            return _pour(source, path, path.name[: -len(path.suffix)], _MOST_BYTES)
    except DAMAGED as error:
        raise stop("unreadable-file", path.name, reason=error) from None


@once(8)
def try_out(path: Path) -> None:
    """Raise `Stop` for a GZ whose beginning is that of a bomb, before anybody works on it row by row."""
    try:
        with streamed(path) as source:
            for _ in range(_ENOUGH // _CHUNK + 2):
                source.read(_CHUNK)
    except DAMAGED as error:
        raise stop("unreadable-file", path.name, reason=error) from None


@contextmanager
def streamed(path: Path) -> Iterator[io.BufferedReader]:
    """The bytes of a file, unpacked as they are read where its name ends in `.gz`. Reading raises `Stop` at a bomb."""
    with path.open("rb") as file:
        _streams[path] = file
        try:
            if path.suffix.lower() == ".gz":
                yield io.BufferedReader(_Unpacking(file, path), _CHUNK)
            else:
                yield file
        finally:
            _streams.pop(path, None)


def share_read(path: Path) -> float | None:
    """How much of a file that is being streamed has been read, 0 to 1; None where it is not, or not by `streamed`."""
    file = _streams.get(path)
    if file is None or file.closed:
        return None
    return os.lseek(file.fileno(), 0, os.SEEK_CUR) / max(os.fstat(file.fileno()).st_size, 1)


class _Unpacking(io.RawIOBase):
    """What a GZ holds, held against what was read of it so far."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self.file, self.path, self.size = file, path, 0
        self.source = gzip.GzipFile(fileobj=file)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self.source.readinto(buffer)
        self.size += count
        _refuse_endless(self.size, self.file.tell(), self.path)
        return count


def _refuse_endless(size: int, packed: int, path: Path) -> None:
    if size > _MOST_BYTES or (size > _ENOUGH and size > packed * _MOST_TIMES):
        reason = phrase(
            "it unpacks to more than {size} MB, far more than a table of its size does", size=f"{size >> 20:,}"
        )
        raise stop("unreadable-file", path.name, reason=reason)


def _pour(source: IO[bytes], path: Path, name: str, packed: int) -> Path:
    target, size = Path(folder()) / name, 0
    try:
        with target.open("wb") as file:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                _refuse_endless(size, packed, path)
                file.write(chunk)
    except Stop:
        target.unlink()
        raise
    return target


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except DAMAGED as error:
        raise stop("unreadable-file", path.name, reason=error) from None


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in Path(name).parts)


def folder() -> str:
    """A new folder that only this user can open, gone when the process ends."""
    if not _folders:
        atexit.register(_clean)
        _sweep()
    _folders.append(tempfile.mkdtemp(prefix=_PREFIX))
    return _folders[-1]


def _sweep() -> None:
    """Take away what a killed run left here. Nobody works on one file for a day."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _A_DAY:
                shutil.rmtree(left, ignore_errors=True)


def _clean() -> None:
    for made in _folders:
        shutil.rmtree(made, ignore_errors=True)
