"""Workbooks: XLSX, XLS, ODS. The one door to calamine, and how their cells look as text.

A workbook that would take too much memory is refused unopened (`ingest.weight`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from ingest import shown
from ingest.language import phrase
from ingest.looks import Worded
from ingest.problems import stop
from ingest.weight import refuse_too_much

_NO_DAY = date(1900, 1, 1)  # where spreadsheets begin to count: a time without a day falls on it
_NO_MORE: tuple[range, shown.Looks] = (range(1 << 60, (1 << 60) + 1), {})


def names(path: Path) -> list[str]:
    """The sheets of a workbook. Raises `Stop` (unreadable-file)."""
    return list(_open(path).sheet_names)


def rows(path: Path, name: str, bare: frozenset[int] = frozenset()) -> Iterator[tuple[int, list[str]]]:
    """The rows of one sheet that hold something, each with its number, as the texts that a person sees. Of numbers in
    the columns that are `bare`, the words that a number format shows around them are left out.
    """
    book = _open(path)
    told = shown.rows(path, name)
    here, found = next(told, _NO_MORE)
    with _guarded(path):
        sheet = book.get_sheet_by_name(name)
        first = sheet.start[1] if sheet.start else 0
        for number, cells in enumerate(sheet.iter_rows(), 1):
            made = [_shown(cell) for cell in cells]
            while number >= here.stop:
                here, found = next(told, _NO_MORE)
            if number in here:
                for column, text in found.items():
                    place = column - first
                    if 0 <= place < len(cells) and not (place in bare and isinstance(text, Worded)):
                        made[place] = _with_time(cells[place]) if text is None else text
            if any(map(str.strip, made)):
                yield number, made


def first_column(path: Path, name: str) -> int:
    """The column in which the rows of a sheet begin, counted from 0. Raises `Stop` (unreadable-file)."""
    book = _open(path)
    with _guarded(path):
        start = book.get_sheet_by_name(name).start
    return int(start[1]) if start else 0


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


def _with_time(cell: object) -> str:
    """A cell that shows a day and a time: at midnight, that is a time too."""
    return f"{cell:%Y-%m-%d} 00:00:00" if isinstance(cell, date) else _shown(cell)


def _shown(cell: object) -> str:
    """A workbook cell as the text a person sees, as far as its value tells."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        if cell.date() <= _NO_DAY:
            return cell.strftime("%H:%M:%S")
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        seconds = round(abs(cell).total_seconds())
        return f"{'-' if cell < timedelta() else ''}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return "" if cell is None else str(cell)
