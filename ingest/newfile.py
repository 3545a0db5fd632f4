"""A new file where a person said: whole or not there, and never over another one."""

from __future__ import annotations

import errno
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

import xlsxwriter

from ingest.language import system
from ingest.problems import Stop, stop

PRIVATE, SHARED = 0o600, 0o666  # who may read it; of SHARED what the machine takes away is taken away
FULL = frozenset((errno.EIO, errno.ENOSPC, errno.EFBIG, errno.EROFS, errno.EDQUOT))  # what a disk refuses with


def free(path: Path) -> None:
    """Raise `Stop` (file-there, no-place) unless a new file can stand there."""
    if os.path.lexists(path):
        raise stop("file-there", str(path))
    if not path.parent.is_dir():
        raise stop("no-place", str(path), folder=path.parent)


@contextmanager
def new_file(path: Path, mode: int = SHARED) -> Iterator[BinaryIO]:
    """Write a new file; it gets its name once it is whole. Raises `Stop` (file-there, no-place, out-refused, disk)."""
    free(path)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        free(path)
        part.replace(path)
    except OSError as error:
        raise refused(error, path, part) from None
    finally:
        part.unlink(missing_ok=True)


def refused(error: OSError, path: Path, part: Path) -> Stop | OSError:
    """What is said of an error while a file was written; the error itself, if it is about another file."""
    if error.errno in FULL:
        return stop("disk", path.name, reason=system(error))
    if error.filename is None or Path(error.filename) == part:
        return stop("out-refused", str(path), reason=system(error))
    return error


@contextmanager
def new_text(path: Path) -> Iterator[TextIO]:
    """The same for a CSV, as spreadsheet programs read it best."""
    with new_file(path) as file:
        text = TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
        yield text
        text.flush()
        text.detach()


class _Open(BytesIO):
    """Never closed: an archive that was not finished writes its end when it is forgotten, or says that it cannot."""

    def close(self) -> None:
        pass


@contextmanager
def new_workbook(path: Path, **options: object) -> Iterator[Any]:
    """The same for a workbook. What it needs meanwhile is written apart, and is gone at the end whatever happens."""
    free(path)
    apart = tempfile.TemporaryDirectory(prefix=".", dir=path.parent, ignore_cleanup_errors=True)
    with new_file(path) as file, apart as scratch:
        made = _Open()
        book = xlsxwriter.Workbook(made, {**options, "tmpdir": scratch})
        try:
            yield book
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise cast(OSError, error.args[0]) from None
        file.write(made.getbuffer())
