"""What csvkit's in2csv reads and we do not, by its converters, type inference off: the one door to it."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Iterator
from pathlib import Path

from ingest.problems import stop

Row = tuple[int, list[str]]


def rows(path: Path, kind: str) -> Iterator[Row]:
    """Every row of a DBF or GeoJSON file, header first. Raises `Stop` (unreadable-file)."""
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
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        struct.error,
        OSError,
        RecursionError,
    ) as error:
        raise stop("unreadable-file", path.name, reason=error) from None
    yield from enumerate(csv.reader(io.StringIO(text)), 1)
