"""A received file without certain rows and cells. Text loses exactly their lines, byte for byte; any other sort of file
becomes a CSV of the table that was read, as its cells cannot be cut out of it."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from ingest.convert import fixed_line
from ingest.formats import fold_header
from ingest.read import TEXT, Sheet, suffix
from ingest.received import ending
from ingest.recognise import Found
from ingest.text import opened as text_of


@dataclass(frozen=True)
class Cut:
    """What is taken out of one table: the rows that begin on these lines, and cells of others (line -> places)."""

    sheet: Sheet
    lines: set[int]
    emptied: Mapping[int, set[int]] = field(default_factory=dict)
    found: Found | None = None  # of a file that a load read: a row may take a cell from the row above
    spared: frozenset[int] = frozenset()  # which rows of the file lost a cell before

    def spares(self) -> list[int]:
        """Which rows of the new file have lost a cell, by now: the first is 0."""
        kept = ((place, line) for place, (line, _) in enumerate(self.sheet.rows()) if line not in self.lines)
        return [now for now, (was, line) in enumerate(kept) if line in self.emptied or was in self.spared]

    def write(self, folder: Path, is_member: bool = False) -> tuple[Path, bool]:
        """Write the new file into a folder; where it is, and whether it is of the same sort as the old one."""
        if suffix(self.sheet.path) in TEXT and not is_member:
            target = folder / f"cut{ending(self.sheet.path)}"
            self._lines(target)
            return target, True
        target = folder / "cut.csv"
        with target.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(cells for _, cells, _ in self._rows())
        return target, False

    def _rows(self) -> Iterator[tuple[int, list[str], bool]]:
        """Every row that stays, and whether it had to be written anew.

        A row that took a cell from a row above which goes gets that cell itself.
        """
        header = self.found.header if self.found else ()
        wanted = set(map(fold_header, self.found.format.same_as_above)) if self.found else set()
        above = [place for place, head in enumerate(header) if fold_header(head) in wanted]
        was, now = dict[int, str](), dict[int, str]()
        for line, cells in self.sheet.rows():
            made = ["" if place in self.emptied.get(line, ()) else cell for place, cell in enumerate(cells)]
            is_data = self.found is not None and line > self.found.line
            is_whole = is_data and len(cells) >= len(header) and not any(cells[len(header) :])
            for place in above if is_whole else ():
                was[place] = cells[place].strip() or was.get(place, "")
                if line not in self.lines:
                    now[place] = made[place].strip() or now.get(place, "")
                    if now[place] != was[place]:
                        made[place] = now[place] = was[place]
            if line not in self.lines:
                yield line, made, made != cells

    def _lines(self, target: Path) -> None:
        path, written = self.sheet.path, {line: cells for line, cells, is_new in self._rows() if is_new}
        ends, begin, end = self._ends(self.lines | set(written)), 0, 0
        with text_of(path, self.sheet.encoding) as file, _like(path, target, file.encoding) as kept:
            for number, text in enumerate(file, 1):
                if number in ends:
                    begin, end = number, ends[number]
                if number > end:
                    kept.write(text)
                elif number == end and begin in written:
                    self._line(kept, written[begin])
                    kept.write(text[len(text.rstrip("\r\n")) :])

    def _line(self, kept: TextIO, cells: list[str]) -> None:
        if self.sheet.widths:
            kept.write(fixed_line(cells, self.sheet.widths))
        else:
            csv.writer(kept, delimiter=self.sheet.delimiter, lineterminator="").writerow(cells)

    def _ends(self, lines: set[int]) -> dict[int, int]:
        """The last line of each row that begins on these lines: only a row of fixed widths holds no line breaks."""
        if self.sheet.widths:
            return {line: line for line in lines}
        made, begins = dict[int, int](), 1
        with text_of(self.sheet.path, self.sheet.encoding) as file:
            reader = csv.reader(file, delimiter=self.sheet.delimiter, strict=True)
            for _ in reader:
                if begins in lines:
                    made[begins] = reader.line_num
                begins = reader.line_num + 1
        return made


@contextmanager
def _like(path: Path, target: Path, encoding: str) -> Iterator[TextIO]:
    """A text file to write, packed as the other one is, with its bytes in the same order."""
    is_packed = path.suffix.lower() == ".gz"
    opening: Any = gzip.open if is_packed else open
    with opening(path, "rb") as file:
        is_big_first = encoding == "utf-16" and file.read(2) == codecs.BOM_UTF16_BE
    with target.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) if is_packed else raw as binary:
        text = io.TextIOWrapper(cast(BinaryIO, binary), "utf-16-be" if is_big_first else encoding, newline="")
        text.write("\ufeff" if is_big_first else "")
        yield text
        text.flush()
        text.detach()
