"""CSV and its cousins to rows: strictly, as text, in bounded memory."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from ingest.problems import stop

Row = tuple[int, list[str]]
LONGEST_CELL, LONGEST_LINE = 10_000_000, 20_000_000
MOST_CELLS = 20_000  # in one row; a spreadsheet has 16,384 columns
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@contextmanager
def opened(path: Path, encoding: str = "") -> Iterator[TextIO]:
    """A text file, unpacked if its name ends in `.gz`, in the encoding that its first bytes or else its format say."""
    opened_: Any = gzip.open if path.suffix.lower() == ".gz" else open
    with opened_(path, "rb") as binary:
        head = binary.read(4)
        binary.seek(0)
        found = next((name for bom, name in _BOMS if head.startswith(bom)), encoding or "utf-8")
        yield io.TextIOWrapper(binary, encoding=found, newline="")


def rows(path: Path, delimiter: str, encoding: str) -> Iterator[Row]:
    """Every row with something in it, with the line that it begins on. Raises `Stop`."""
    csv.field_size_limit(LONGEST_CELL)
    line = 1
    try:
        with opened(path, encoding) as file:
            lines = iter(partial(file.readline, LONGEST_LINE), "")  # no line is taken in whole, however long
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            for cells in reader:
                if len(cells) > MOST_CELLS:
                    raise stop("wide-row", path.name, line, count=f"{len(cells):,}", limit=f"{MOST_CELLS:,}")
                if cells and (cells[0].strip() or any(map(str.strip, cells))):
                    yield line, cells
                line = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise stop("bad-bytes", path.name, line, byte=hex(error.object[error.start]), position=error.start) from None
    except UnicodeError as error:
        raise stop("unreadable-file", path.name, reason=error) from None
    except csv.Error as error:
        code = (
            "open-quote"
            if "unexpected end" in str(error)
            else "long-cell"
            if "larger than" in str(error)
            else "unreadable-file"
        )
        raise stop(code, path.name, line, limit=f"{LONGEST_CELL:,}", reason=error) from None
    except (OSError, EOFError, zlib.error) as error:
        raise stop("unreadable-file", path.name, reason=error) from None
