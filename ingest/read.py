"""Bytes to rows of text, whatever sort of file they come in. Nothing is interpreted; every value stays text.

A `Sheet` is one table of a file: rows of text cells with the line each begins on. Workbooks, SQLite files and XML feeds
have several. Lines are file lines for text (a record may hold line breaks), row numbers for workbooks, positions else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest import archive, book, convert, feed, geo, objects, tables, text, wrapped
from ingest.archive import ZIP
from ingest.firstbytes import refuse_misnamed
from ingest.language import phrase
from ingest.problems import stop

Row = tuple[int, list[str]]
TEXT, BOOKS, JSONS, BASES, FEEDS, OTHERS = (
    {".csv", ".tsv", ".txt", ".tab", ".dat"},
    {".xlsx", ".xls", ".xlsm", ".ods"},
    {".json", ".ndjson", ".jsonl"},
    {".db", ".sqlite", ".sqlite3"},
    {".xml"},
    {".dbf", ".geojson"},
)
DATA = TEXT | BOOKS | JSONS | BASES | FEEDS | OTHERS
KNOWN = phrase("CSV, TSV, TXT, DAT, XLSX, XLS, ODS, JSON, GeoJSON, XML, SQLite, DBF, or one of these in a ZIP or GZ")
DELIMITERS = (",", "\t", ";", "|")
_NAMES = {**dict.fromkeys(BOOKS, book.names), **dict.fromkeys(BASES, tables.names), **dict.fromkeys(FEEDS, feed.names)}
_ROWS = {**dict.fromkeys(BASES, tables.rows), **dict.fromkeys(FEEDS, feed.rows)}


@dataclass(frozen=True)
class Sheet:
    """One table of a file and how it is read: its name (workbooks and the like), its delimiter or the widths of its
    columns (text), its encoding where no mark in the file says it, the places where a number is wanted without words.
    """

    path: Path
    name: str = ""
    delimiter: str = ","
    encoding: str = ""
    widths: tuple[int, ...] = ()
    bare: frozenset[int] = frozenset()

    def rows(self) -> Iterator[Row]:
        """Every row with something in it, header included. Raises `Stop`."""
        kind = suffix(self.path)
        if kind in BOOKS:
            return book.rows(self.path, self.name, self.bare)
        if kind in _ROWS:
            return _ROWS[kind](self.path, self.name)
        if kind == ".json":
            return wrapped.rows(self.path)
        if kind in JSONS:
            return objects.rows(self.path, True)
        if kind == ".geojson":
            return geo.rows(self.path)
        if kind == ".dbf":
            return convert.dbf_rows(self.path, self.encoding)
        if self.widths:
            return convert.fixed_rows(self.path, self.widths, self.encoding)
        return text.rows(self.path, self.delimiter, self.encoding)


def suffix(path: Path) -> str:
    """What the file is by its name, compression aside: `.csv` for `june.csv.gz`."""
    ends = [end.lower() for end in path.suffixes]
    return ends[-2] if len(ends) > 1 and ends[-1] == ".gz" else ends[-1] if ends else ""


def is_data(path: Path) -> bool:
    """Whether a file in a folder is one of those that are read."""
    return suffix(path) in DATA or path.suffix.lower() == ZIP


def unpacked(path: Path, member: str = "") -> tuple[Path, str]:
    """The file that is read, and the member of an archive that it is. Text and JSON are unpacked as they are read.

    Raises `Stop` (two-members) where a ZIP holds several and none is named.
    """
    if path.suffix.lower() == ZIP and path.is_file():
        member = archive.member_of(path, member, DATA)
        return archive.unpacked(path, member), member
    if path.suffix.lower() == ".gz" and suffix(path) in DATA - TEXT - JSONS:
        return archive.gunzipped(path), ""
    return path, ""


def whole_name(path: Path) -> Path:
    """A path with the member that a ZIP without a word about it means: `june.zip/incidents.csv`."""
    if path.suffix.lower() == ZIP and path.is_file():
        return path / archive.member_of(path, "", DATA)
    return path


def sheets(path: Path, encoding: str = "", widths: tuple[int, ...] = ()) -> list[Sheet]:
    """The ways a file may be read as a table: one for each delimiter or sheet, or the one with columns of these widths.

    Raises `Stop` if it cannot be read.
    """
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
    if kind in DATA:
        refuse_misnamed(path, kind)
    if path.suffix.lower() == ".gz":
        archive.try_out(path)
    if kind in _NAMES:
        return [Sheet(path, name, encoding=encoding) for name in _NAMES[kind](path)]
    if kind in JSONS | OTHERS:
        return [Sheet(path, encoding=encoding)]
    if kind in TEXT and widths:
        return [Sheet(path, encoding=encoding, widths=widths)]
    if kind in TEXT:
        return [Sheet(path, delimiter=mark, encoding=encoding) for mark in DELIMITERS]
    raise stop("unknown-input", path.name, suffix=kind or path.name, known=KNOWN)
