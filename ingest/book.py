"""Workbooks: XLSX, XLS, ODS. The one door to calamine, and how their cells look as text.

A workbook that would take too much memory is refused unopened (`ingest.weight`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from ingest.language import phrase
from ingest.problems import stop
from ingest.weight import refuse_too_much


def names(path: Path) -> list[str]:
    """The sheets of a workbook. Raises `Stop` (unreadable-file)."""
    return list(_open(path).sheet_names)


def rows(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of one sheet that hold something, each with its number, as the texts that a person sees."""
    book = _open(path)
    with _guarded(path):
        sheet = book.get_sheet_by_name(name)
        for number, cells in enumerate(sheet.iter_rows(), 1):
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
        said = [] if is_panic else str(error).splitlines()
        reason = said[0] if said else phrase("it is damaged")
        raise stop("unreadable-file", path.name, reason=reason) from None


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
