"""Made-up rows for the benchmarks: the same ones every time, in the shape that loading was first measured in."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.schema import Column, Kinds, Table
from ingest.template import columns

TABLE, WIDTH = "use_of_force", 25
BAD, CHANGED = 0.01, 0.01
PEOPLE = {  # header of the wide file -> the table and column that it fills
    "Person No": ("use_of_force_subjects", "subject_number"),
    "Person Race": ("use_of_force_subjects", "race"),
    "Person Sex": ("use_of_force_subjects", "gender"),
    "Officer Rank": ("use_of_force_officers", "rank_group"),
    "Officer Race": ("use_of_force_officers", "race"),
    "Officer Sex": ("use_of_force_officers", "gender"),
}
_OFFICER = "Officer No"
_WORDS = ["the", "made", "up", "record", "of", "nobody", "at", "no", "place", "and", "then", "they", "left", "again"]


def asked(kinds: Kinds) -> list[Column]:
    """The columns of the flat file: the first of the table's template, and what was told of the incident."""
    listed = columns(kinds.tables[TABLE], kinds)
    told = next(filter(_is_told, listed))
    return [*[column for column in listed if column is not told][: WIDTH - 1], told]


def flat(path: Path, rows: int, kinds: Kinds) -> None:
    """Rows of one table's template: codes as labels, a narrative of some 150 characters, 1% bad."""
    listed, chance = asked(kinds), random.Random(1)
    _write(path, [column.name for column in listed], (_row(n, listed, chance, kinds) for n in range(rows)))


def changed(path: Path, out: Path, kinds: Kinds) -> None:
    """The same file with another word in one column of every hundredth row."""
    place = next(n for n, column in enumerate(asked(kinds)) if _is_plain(column, kinds.tables[TABLE]))
    every = round(1 / CHANGED)
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        header = next(reader)
        rows = (
            [*row[:place], "Elsewhere", *row[place + 1 :]] if not n % every else row for n, row in enumerate(reader)
        )
        _write(out, header, rows)


def wide(path: Path, rows: int, kinds: Kinds) -> None:
    """Rows that tell of an incident, one person and one officer each."""
    chance = random.Random(2)
    lists = [kinds.codes.get(kinds.tables[table].columns[column].codes) for table, column in PEOPLE.values()]
    words = [[code.label for code in one.codes.values()] if one else ["1"] for one in lists]
    made = ([f"EF-{n:08}", _day(n), f"District {n % 40}", *map(chance.choice, words), n % 900] for n in range(rows))
    _write(path, ["Incident No", "Day", "District", *PEOPLE, _OFFICER], made)


def formats(kinds_read: str) -> str:
    """A format of the wide file: of one table, or of all `three`."""
    tables = {TABLE: {"incident_number": "Incident No", "occurred_date": "Day", "district": "District"}}
    for header, (table, column) in PEOPLE.items() if kinds_read == "three" else ():
        tables.setdefault(table, {})[column] = header
    lines = [f"title: A made-up file as {kinds_read}", "tables:"]
    for table, cells in tables.items():
        lines += [f"  {table}:", *(f"    {column}: {header}" for column, header in cells.items())]
    if kinds_read == "three":
        lines.append(f"    officer_number: {_OFFICER}")
    else:
        lines += ["ignore:", f"  of others: [{', '.join([*PEOPLE, _OFFICER])}]"]
    return "\n".join([*lines, ""])


def _row(number: int, listed: list[Column], chance: random.Random, kinds: Kinds) -> Iterator[object]:
    for column in listed:
        if column.name in kinds.tables[TABLE].number:
            yield f"EF-{number:08}"
        elif column.codes:
            yield chance.choice([code.label for code in kinds.codes[column.codes].codes.values()])
        elif column.type == "date":
            yield "not a day" if column.required and chance.random() < BAD else _day(number)
        elif column.type == "time":
            yield f"{number % 24:02}:{number % 60:02}"
        elif column.type == "boolean":
            yield chance.choice(("Yes", "No", ""))
        elif column.type in {"integer", "number"}:
            yield number % 9
        elif _is_told(column):
            yield " ".join(chance.choices(_WORDS, k=30))
        else:
            yield f"District {number % 40}"


def _is_told(column: Column) -> bool:
    """Whether it is the account of what happened, which is long and no two of which are the same."""
    return column.publish == "private" and column.type == "string" and not column.required


def _is_plain(column: Column, table: Table) -> bool:
    return column.type == "string" and not column.codes and column.name not in table.number


def _day(number: int) -> str:
    return f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"


def _write(path: Path, header: list[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
