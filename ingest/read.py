"""Bytes to rows of text: CSV and its cousins, workbooks, JSON. Nothing is interpreted; every value stays text.

A `Sheet` is one table of a file: rows of text cells with the line each begins on. A workbook has several.
Lines are file lines for text (a record may hold line breaks), row numbers for workbooks, positions for JSON.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from ingest import book
from ingest.problems import stop

Row = tuple[int, list[str]]
LONGEST_CELL, LONGEST_LINE = 10_000_000, 50_000_000
TEXT, BOOKS, JSONS, OTHERS = (
    {".csv", ".tsv", ".txt", ".tab"},
    {".xlsx", ".xls", ".xlsm", ".ods"},
    {".json", ".ndjson", ".jsonl"},
    {".dbf", ".geojson"},
)
KNOWN = "CSV, TSV, XLSX, XLS, ODS, JSON, or CSV in gz"
DELIMITERS = (",", "\t", ";", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Sheet:
    """One table of a file and how it is read: its name (workbooks), its delimiter (text)."""

    path: Path
    name: str = ""
    delimiter: str = ","
    encoding: str = ""

    def rows(self) -> Iterator[Row]:
        """Every row with something in it, header included. Raises `Stop`."""
        kind = suffix(self.path)
        if kind in BOOKS:
            return book.rows(self.path, self.name)
        if kind in JSONS:
            return _json_rows(self.path)
        if kind in OTHERS:
            return _converted_rows(self.path, kind)
        return _text_rows(self)


def suffix(path: Path) -> str:
    """What the file is by its name, compression aside: `.csv` for `june.csv.gz`."""
    ends = [end.lower() for end in path.suffixes]
    return ends[-2] if len(ends) > 1 and ends[-1] == ".gz" else ends[-1] if ends else ""


def sheets(path: Path, encoding: str = "") -> list[Sheet]:
    """The ways a file may be read as a table: one for each delimiter or sheet. Raises `Stop` if it cannot be read."""
    try:
        if not path.exists():
            raise stop("no-file", str(path))
        if path.is_dir() or path.stat().st_size == 0:
            raise stop("empty-file", path.name)
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise stop("unreadable-file", path.name, reason=error.strerror or error) from None
    kind = suffix(path)
    if kind in BOOKS:
        return [Sheet(path, name) for name in book.names(path)]
    if kind in JSONS | OTHERS:
        return [Sheet(path)]
    if kind in TEXT:
        return [Sheet(path, delimiter=mark, encoding=encoding) for mark in DELIMITERS]
    raise stop("unknown-input", path.name, suffix=kind or path.name, known=KNOWN)


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[TextIO]:
    opened: Any = gzip.open if path.suffix.lower() == ".gz" else open
    with opened(path, "rb") as binary:
        head = binary.read(4)
        binary.seek(0)
        found = next((name for bom, name in _BOMS if head.startswith(bom)), encoding or "utf-8")
        yield io.TextIOWrapper(binary, encoding=found, newline="")


def _text_rows(sheet: Sheet) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    line = 1
    try:
        with _opened(sheet.path, sheet.encoding) as file:
            lines = iter(partial(file.readline, LONGEST_LINE), "")  # no line is taken in whole, however long
            reader = csv.reader(lines, delimiter=sheet.delimiter, strict=True)
            for cells in reader:
                if cells and (cells[0].strip() or any(map(str.strip, cells))):
                    yield line, cells
                line = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise stop(
            "bad-bytes", sheet.path.name, line, byte=hex(error.object[error.start]), position=error.start
        ) from None
    except csv.Error as error:
        code = (
            "open-quote"
            if "unexpected end" in str(error)
            else "long-cell"
            if "larger than" in str(error)
            else "unreadable-file"
        )
        raise stop(code, sheet.path.name, line, limit=f"{LONGEST_CELL:,}", reason=error) from None
    except (OSError, EOFError, zlib.error) as error:
        raise stop("unreadable-file", sheet.path.name, reason=error) from None


def _json_rows(path: Path) -> Iterator[Row]:
    """One list of objects, alone or under the one key that holds one; or an object a line."""
    try:
        with _opened(path, "") as file:
            if suffix(path) == ".json":
                whole = json.load(file, parse_float=str, parse_int=str)
                lists = (
                    [whole]
                    if isinstance(whole, list)
                    else [value for value in whole.values() if isinstance(value, list)]
                )
                records = lists[0] if len(lists) == 1 else []
            else:
                records = [json.loads(text, parse_float=str, parse_int=str) for text in file if text.strip()]
    except (ValueError, RecursionError, OSError, EOFError, AttributeError, zlib.error) as error:
        raise stop("unreadable-file", path.name, reason=f"it is not JSON ({str(error).splitlines()[0]})") from None
    if not records or not all(isinstance(record, dict) for record in records):
        raise stop("unreadable-file", path.name, reason="it does not hold one list of records")
    header = list(dict.fromkeys(name for record in records for name in record))
    yield 0, header
    for position, record in enumerate(records, 1):
        yield position, [_json_text(record.get(name)) for name in header]


def _json_text(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ";".join(_json_text(item) for item in value)
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _converted_rows(path: Path, kind: str) -> Iterator[Row]:
    """What csvkit's in2csv reads and we do not: its converter, type inference off."""
    try:
        if kind == ".geojson":
            from csvkit.convert.geojs import geojson2csv

            with path.open(encoding="utf-8") as file:
                text = geojson2csv(file)
        else:
            import agate
            import agatedbf  # noqa: F401  # adds Table.from_dbf

            out = io.StringIO()
            agate.Table.from_dbf(str(path)).to_csv(out)
            text = out.getvalue()
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, struct.error, OSError) as error:
        raise stop("unreadable-file", path.name, reason=error) from None
    yield from enumerate(csv.reader(io.StringIO(text)), 1)
