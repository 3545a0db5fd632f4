"""CSV and its cousins to rows: strictly, as text, in bounded memory."""

from __future__ import annotations

import codecs
import csv
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TextIO

from ingest.archive import streamed
from ingest.language import phrase
from ingest.problems import Stop, stop

Row = tuple[int, list[str]]
LONGEST_CELL, LONGEST_LINE = 10_000_000, 20_000_000
MOST_CELLS = 20_000  # in one row; a spreadsheet has 16,384 columns
MOST_BLANK = 2_000_000  # blank lines in one file; a spreadsheet has half as many rows
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_QUOTE = '"'
_WIDE = {"x0x0": "utf-16-le", "0x0x": "utf-16-be"}  # where the zeros stand


@contextmanager
def opened(path: Path, encoding: str = "") -> Iterator[TextIO]:
    """A text file, unpacked if its name ends in `.gz`, in the encoding that its first bytes or else its format say.

    Every second byte a zero is UTF-16 without its mark: no other text begins so.
    """
    with streamed(path) as binary:
        head = binary.peek(4)[:4]
        named = _WIDE.get("".join("x" if byte else "0" for byte in head)) or encoding or "utf-8"
        found = next((name for bom, name in _BOMS if head.startswith(bom)), named)
        yield io.TextIOWrapper(binary, encoding=found, newline="")


def rows(path: Path, delimiter: str, encoding: str) -> Iterator[Row]:
    """Every row with something in it, with the line that it begins on. Raises `Stop`."""
    csv.field_size_limit(LONGEST_CELL)
    line, blank = 1, 0
    try:
        with opened(path, encoding) as file:
            pieces = iter(partial(file.readline, LONGEST_LINE), "")  # no line is taken in whole, however long
            for piece in pieces:
                if _QUOTE in piece or len(piece) >= LONGEST_CELL:
                    cells, count = _record(piece, pieces, delimiter)
                else:  # its delimiters are where it is cut: that takes half the time of the reader
                    cells, count = piece.rstrip("\r\n").split(delimiter), 1
                if len(cells) > MOST_CELLS:
                    raise stop("wide-row", path.name, line, count=f"{len(cells):,}", limit=f"{MOST_CELLS:,}")
                if cells and (cells[0].strip() or any(map(str.strip, cells))):
                    yield line, cells
                else:
                    blank += 1
                    if blank > MOST_BLANK:
                        raise _too_blank(path)
                line += count
        return
    except UnicodeDecodeError as error:
        raise _bad_bytes(path, line, error) from None
    except UnicodeError as error:
        raise stop("unreadable-file", path.name, reason=error) from None
    except csv.Error as error:
        reason = str(error)
        if "expected after" in reason:
            words = phrase("behind a quotation mark something else stands than the next cell")
            raise stop("unreadable-file", path.name, line, reason=words) from None
    except (OSError, EOFError, zlib.error) as error:
        raise stop("unreadable-file", path.name, reason=error) from None
    code = "open-quote" if "unexpected end" in reason else "long-cell" if "larger than" in reason else "unreadable-file"
    raise stop(
        code, path.name, line, limit=f"{LONGEST_CELL:,}", reason=reason
    )  # here nothing holds the record any more


def _record(piece: str, pieces: Iterator[str], delimiter: str) -> tuple[list[str], int]:
    """A record as `csv.reader` gives it, and how many lines it takes. Raises `csv.Error`."""
    reader = csv.reader(chain((piece,), pieces), delimiter=delimiter, strict=True)
    return next(reader), reader.line_num


def lines(path: Path, encoding: str = "", longest: int = LONGEST_LINE) -> Iterator[tuple[int, str]]:
    """Every line with something on it, with its number and without its end. Raises `Stop`."""
    number, blank = 0, 0
    try:
        with opened(path, encoding) as file:
            while line := file.readline(longest + 1):
                number += 1
                if len(line) > longest:
                    raise stop("long-line", path.name, number, limit=f"{longest:,}")
                if line.strip():
                    yield number, line.rstrip("\r\n")
                else:
                    blank += 1
                    if blank > MOST_BLANK:
                        raise _too_blank(path)
    except UnicodeDecodeError as error:
        raise _bad_bytes(path, number + 1, error) from None
    except (OSError, EOFError, zlib.error, UnicodeError) as error:
        raise stop("unreadable-file", path.name, reason=error) from None


def _too_blank(path: Path) -> Stop:
    reason = phrase("more than {most} of its lines are blank", most=f"{MOST_BLANK:,}")
    return stop("unreadable-file", path.name, reason=reason)


def _bad_bytes(path: Path, line: int, error: UnicodeDecodeError) -> Stop:
    line += error.object[: error.start].count(b"\n")  # of what was decoded at once
    return stop("bad-bytes", path.name, line, byte=hex(error.object[error.start]), position=error.start)
