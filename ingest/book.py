"""Workbooks: XLSX, XLS, ODS. The one door to calamine, and what is looked at before it opens.

Calamine takes in a sheet as one rectangle, so a 1 KB file with a single far cell would ask for more memory than there
is. An archive that unpacks to too much, or a sheet that reaches too far, is refused unopened.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from ingest.archive import DAMAGED
from ingest.problems import stop

_MOST_BYTES = 300 << 20  # unpacked: a workbook of 300,000 rows and 40 columns has about that
_MOST_CELLS = 40_000_000  # rows times columns of one sheet
_CELL = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})([0-9]{1,7})"')
_CHUNK = 1 << 20


def names(path: Path) -> list[str]:
    """The sheets of a workbook. Raises `Stop` (unreadable-file)."""
    return list(_open(path).sheet_names)


def rows(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of one sheet that hold something, each with its number, as the texts that a person sees."""
    book = _open(path)
    with _guarded(path):
        sheet = book.get_sheet_by_name(name)
        first, whole = (sheet.start or (0, 0))[0], sheet.to_python()
    for number, cells in enumerate(whole, first + 1):
        made = [_shown(cell) for cell in cells]
        if any(map(str.strip, made)):
            yield number, made


def _open(path: Path) -> Any:
    from python_calamine import CalamineWorkbook

    refuse_too_much(path)
    with _guarded(path):
        return CalamineWorkbook.from_path(path)


@contextmanager
def _guarded(path: Path) -> Iterator[None]:
    """Turns what calamine raises into words. On a damaged file it may panic, which no `except Exception` sees."""
    from python_calamine import CalamineError

    try:
        yield
    except BaseException as error:
        is_panic = type(error).__name__ == "PanicException"
        if not is_panic and not isinstance(error, (CalamineError, OSError, ValueError, OverflowError)):
            raise
        reason = "it is damaged" if is_panic else (str(error).splitlines() or ["it is damaged"])[0]
        raise stop("unreadable-file", path.name, reason=reason) from None


def refuse_too_much(path: Path) -> None:
    """Raise `Stop` for an archive that would unpack to too much, or a sheet that reaches too far."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
            if size > _MOST_BYTES:
                reason = f"it unpacks to {size >> 20:,} MB, more than {_MOST_BYTES >> 20} MB. Save it as CSV"
                raise stop("unreadable-file", path.name, reason=reason)
            for member in archive.namelist():
                if member.startswith("xl/worksheets/") and member.endswith(".xml"):
                    _refuse_far(archive, member, path)
    except DAMAGED as error:
        raise stop("unreadable-file", path.name, reason=error) from None


def _refuse_far(archive: zipfile.ZipFile, member: str, path: Path) -> None:
    columns, row, tail = 0, 0, b""
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            for letters, number in _CELL.findall(tail + chunk):
                columns = max(columns, _column(letters))
                row = int(number)
            tail = (tail + chunk)[-64:]
            if columns * row > _MOST_CELLS:
                reason = (
                    f"a sheet reaches to row {row:,} and column {columns:,}. Delete the far cells, or save it as CSV"
                )
                raise stop("unreadable-file", path.name, reason=reason)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _shown(cell: object) -> str:
    """A workbook cell as the text a person sees."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        if cell.date() <= date(1900, 1, 1):
            return cell.strftime("%H:%M:%S")
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str((datetime.min + cell).time())
    return "" if cell is None else str(cell)
