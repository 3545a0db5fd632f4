"""What csvkit's in2csv reads and we do not: DBF, by the library it stands on, and lines of fixed width.

csvkit's own way from DBF goes through agate, which makes numbers and dates of whatever looks like some.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.language import phrase
from ingest.problems import stop
from ingest.text import lines

Row = tuple[int, list[str]]
_DAMAGED = (ValueError, KeyError, TypeError, AttributeError, IndexError, struct.error, OSError, OverflowError)


def dbf_rows(path: Path, encoding: str) -> Iterator[Row]:
    """The header as row 0, then every record that is not deleted, with its position. Raises `Stop`."""
    try:
        table = _opened(path, encoding)
        places = [place for place, one in enumerate(table.fields) if one.type != "0"]  # that one holds marks, no value
        yield 0, [table.field_names[place] for place in places]
        for position, cells in enumerate(table, 1):
            yield position, [cells[place] for place in places]
    except UnicodeDecodeError:
        reason = phrase("its letters are not what it says, or it does not say. Name its encoding in the format")
        raise stop("unreadable-file", path.name, reason=reason) from None
    except _DAMAGED as error:
        raise stop("unreadable-file", path.name, reason=error) from None


def _opened(path: Path, encoding: str) -> Any:
    from dbfread import DBF, FieldParser

    class AsText(FieldParser):  # type: ignore[misc]  # it has no types
        def parse(self, field: Any, data: bytes) -> str:
            if field.type == "C":
                return str(self.decode_text(data.rstrip(b"\0 ")))
            if field.type in "NFDL":
                text = str(self.decode_text(data)).strip("\0 ")
                if field.type == "L":
                    return "" if text == "?" else text  # so its makers write what nobody has said yet
                return f"{text[:4]}-{text[4:6]}-{text[6:]}" if field.type == "D" and len(text) == 8 else text
            value = super().parse(field, data)
            if isinstance(value, bytes):
                raise ValueError(phrase("the column {column} holds bytes that are no text", column=field.name))
            return "" if value is None else str(value)

    table = DBF(
        str(path),
        encoding=encoding or None,
        parserclass=AsText,
        recfactory=lambda items: [text for _, text in items],
        ignorecase=False,
    )
    if table.header.recordlen != 1 + sum(one.length for one in table.fields):
        raise ValueError(phrase("the lengths of its columns do not add up"))
    if table.header.headerlen + table.header.numrecords * table.header.recordlen > path.stat().st_size:
        raise ValueError(phrase("it is cut off"))
    return table


def fixed_line(cells: list[str], widths: tuple[int, ...]) -> str:
    """A line that is cut into these cells."""
    return "".join(map(str.ljust, cells, widths)) + "".join(cells[len(widths) :])


def fixed_rows(path: Path, widths: tuple[int, ...], encoding: str) -> Iterator[Row]:
    """Lines cut at these widths, in characters; what stands beyond the last is a cell too many. Raises `Stop`."""
    from csvkit.convert.fixed import FixedWidthRowParser

    starts = [sum(widths[:place]) for place in range(len(widths))]
    schema = "\n".join(f"c,{start},{width}" for start, width in zip(starts, widths, strict=True))
    parser = FixedWidthRowParser(io.StringIO(f"column,start,length\n{schema}\n"))
    for number, line in lines(path, encoding):
        if line.strip():
            beyond = line[sum(widths) :].strip()
            yield number, [*parser.parse(line), *([beyond] if beyond else [])]
