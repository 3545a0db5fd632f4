"""Canaries: words, numbers and dates that must never be public, planted in every column that is not open.

Made from kinds/ alone, so that a new column or a new table has its canary on the day it is declared.
"""

from __future__ import annotations

import gzip
import io
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rooms import Office, Row, example, tables_in_order

from ingest import template
from ingest.schema import Column, Table

UNTIL = "2030-01-01"  # the day on which what is `later` comes out
DAY, TIME, HOUSE, AGE, COUNT, DECIMAL = "2019-07-23", "13:47:59", "98761", 87, 7877, 4321.98765
MOMENT = f"2019-08-14T{TIME}"  # another day than DAY: a moment to five minutes keeps its day
SHOWN = ("open", "later")


@dataclass
class Planted:
    """What was planted: needle -> the levels and places it was planted at; numbers are looked for cell by cell."""

    words: dict[str, set[str]] = field(default_factory=dict)
    numbers: dict[float, set[str]] = field(default_factory=dict)

    def add(self, needle: str | float, place: str) -> None:
        if isinstance(needle, str):
            self.words.setdefault(needle.casefold(), set()).add(place)
        else:
            self.numbers.setdefault(needle, set()).add(place)

    def of(self, *levels: str) -> set[str | float]:
        """The needles that were planted at these levels and at no other."""
        both = {**self.words, **self.numbers}
        return {needle for needle, places in both.items() if {place.split()[0] for place in places} <= set(levels)}


def plant(office: Office, agency: str, profile: str, planted: Planted) -> None:
    """Load one row of every table for an agency of this profile, with a canary in every column that can hold one."""
    office.agency(agency, profile)
    for table in tables_in_order(office.kinds):
        row = example(table, office.kinds)
        for column in template.columns(table, office.kinds):
            told = _canary(table, column, profile, agency)
            if told:
                row[column.title], needle, level = told
                planted.add(needle, f"{level} {agency}/{table.name}.{column.name}")
        if "release_on" in table.columns:
            row[table.columns["release_on"].title] = UNTIL
        path = office.file(f"{agency}-{table.name}.csv", [row])
        office.load(table.name, path, "--agency", agency)


def _canary(table: Table, column: Column, profile: str, agency: str) -> tuple[str, str | float, str] | None:
    """What to write in a column, what to look for, and the level that hides it; None for an open column."""
    level = column.level(profile)
    if column.table == table.name and table.publish:
        level = table.publish if level == "open" else level
    if column.name == "release_on" or column.refers_to:
        return None
    if column.codes and level in SHOWN and column.raw == "private":  # the code goes out, the agency's word does not
        level = "private"
    if level == "open" or (column.codes and column.required):
        return None
    word = f"zq{agency}{column.table}{column.name}x".replace("_", "").replace("-", "")
    if column.codes:
        return word, word, level
    if "hundred_block" in column.coarsen.values():
        return f"{HOUSE} {word} Ln", HOUSE, level
    if column.type in {"string", "array"}:
        return word, word, level
    if level == "later":  # its rules tie its days together, so they stay; a time to the minute is a needle by itself
        minute = f"{column.example[:-1]}7"
        return (minute, minute, level) if column.type == "datetime" and "T" in column.example else None
    made: dict[str, tuple[str, str | float, str]] = {
        "date": (DAY, DAY, level),
        "time": (TIME, TIME, level),
        "datetime": (MOMENT, MOMENT, level),
        "integer": (str(AGE), AGE, level) if column.maximum else (str(COUNT), COUNT, level),
        "number": (str(DECIMAL), DECIMAL, level),
    }
    return made.get(column.type)


def plant_beside(office: Office, planted: Planted) -> None:
    """Canaries in what a format ignores, in rows that are set aside, and in another agency's private raw words."""
    office.agency(
        "beside-pd",
        use_of_force="""title: Beside
tables:
  use_of_force: {incident_number: no, occurred_date: day, district: area}
  use_of_force_subjects: {subject_number: who, gender: gender}
ignore: {a name: name, nothing: x}
""",
    )
    row: Row = {"no": "zqbesidenumberx", "day": "2024-01-01", "area": "North", "who": "1", "gender": "Male"}
    row |= {"name": "zqignorednamex", "x": ""}
    bad = row | {"no": "zqasidex", "day": "soon", "area": "zqasideareax", "name": ""}
    office.load(office.file("beside.csv", [row, row | {"no": "2", "gender": "zqbesidegenderx"}, bad]), code=1)
    for needle in ("zqbesidenumberx", "zqignorednamex", "zqasidex", "zqasideareax", "zqbesidegenderx"):
        planted.add(needle, "private beside-pd/use_of_force")


def found_in(folder: Path, planted: Planted) -> set[str | float]:
    """Every needle that is somewhere in a folder's files: in bytes, unpacked, and in every cell of every database."""
    found: set[str | float] = set()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for data in unpacked(path.read_bytes()):
                found |= words_in(data, planted)
            if path.read_bytes()[:15] == b"SQLite format 3":
                found |= _in_database(path, planted)
    return found


def words_in(data: bytes, planted: Planted) -> set[str]:
    lowered = data.lower()
    return {word for word in planted.words if word.encode() in lowered}


def unpacked(data: bytes) -> Iterator[bytes]:
    """Bytes as they are, and every file inside them where they are a zip, a workbook or gzip."""
    yield data
    if data[:2] == b"\x1f\x8b":
        yield from unpacked(gzip.decompress(data))
    elif zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from unpacked(archive.read(name))


def _in_database(path: Path, planted: Planted) -> set[str | float]:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = bytes
    tables = [name.decode() for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: set[str | float] = set()
    for name in tables:
        is_house = name.startswith("_") or "_fts_" in name  # their numbers are places of rows
        found |= _in_cells(connection.execute(f"SELECT * FROM [{name}]"), planted, numbers=not is_house)
    for name in tables:
        if name.endswith("_fts"):
            connection.execute(f"CREATE VIRTUAL TABLE temp.[{name} words] USING fts5vocab('main', '{name}', 'row')")
            found |= _in_cells(connection.execute(f"SELECT term FROM temp.[{name} words]"), planted)
    connection.close()
    return found


def _in_cells(rows: Iterable[tuple[object, ...]], planted: Planted, numbers: bool = True) -> set[str | float]:
    found: set[str | float] = set()
    for row in rows:
        for cell in row:
            if isinstance(cell, bytes):
                found |= words_in(cell, planted)
            if numbers and isinstance(cell, (int, float)) and cell in planted.numbers:
                found.add(cell)
            if numbers and isinstance(cell, bytes) and cell.isdigit() and int(cell) in planted.numbers:
                found.add(int(cell))
    return found
