"""A received file without certain rows. Text loses exactly their lines, byte for byte; any other sort of file becomes a
CSV of the table that was read, as its cells cannot be cut out of it."""

from __future__ import annotations

import csv
import gzip
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.read import TEXT, suffix
from ingest.received import Act, Received
from ingest.recognise import Found
from ingest.room import Room
from ingest.text import opened as text_of
from ingest.trace import opened


@dataclass(frozen=True)
class Cut:
    """The new file, and whether it is of the same sort as the old one."""

    path: Path
    is_same_sort: bool


def cut(room: Room, received: Received, act: Act, lines: set[int], out: Path) -> Cut:
    """Write the file of a load without the rows that begin on these lines into a folder."""
    with tempfile.TemporaryDirectory() as folder:
        found, _ = opened(room, received, act, Path(folder))
        path, name = found.sheet.path, act.words["file"]
        if suffix(path) in TEXT and not act.words.get("member"):
            return Cut(_lines(path, found, lines, out / f"cut{''.join(Path(name).suffixes[-2:])}"), True)
        target = out / "cut.csv"
        with target.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerows(cells for line, cells in found.sheet.rows() if line not in lines)
        return Cut(target, False)


def _lines(path: Path, found: Found, lines: set[int], target: Path) -> Path:
    doomed = _spans(path, found, lines)
    with text_of(path, found.sheet.encoding) as file:
        kept = "".join(text for number, text in enumerate(file, 1) if number not in doomed)
        data = kept.encode(file.encoding)
    target.write_bytes(gzip.compress(data, mtime=0) if path.suffix.lower() == ".gz" else data)
    return target


def _spans(path: Path, found: Found, lines: set[int]) -> set[int]:
    """Every line of the rows that begin on these lines: a row may hold line breaks."""
    made, begins = set[int](), 1
    with text_of(path, found.sheet.encoding) as file:
        reader: Iterator[list[str]] = csv.reader(file, delimiter=found.sheet.delimiter, strict=True)
        for _ in reader:
            ends = reader.line_num  # type: ignore[attr-defined]  # of csv's reader
            if begins in lines:
                made |= set(range(begins, ends + 1))
            begins = ends + 1
    return made
