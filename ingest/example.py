"""A format's own test: the made-up rows of its `example` go in, and the rows it promises must come out."""

from __future__ import annotations

import csv
import sqlite3
import tempfile
from pathlib import Path

from ingest.examine import examine
from ingest.formats import Example, Format, fold_header
from ingest.keys import Keys
from ingest.language import Words, phrase
from ingest.problems import Problem
from ingest.read import Sheet
from ingest.recognise import Found
from ingest.schema import Kinds
from ingest.stage import attach


def try_examples(made: Format, kinds: Kinds) -> list[Problem]:
    """Every column in which an example's rows come out otherwise than it says. Writes nothing but a scratch file."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for number, example in enumerate(made.examples, 1):
            found += _try(made, example, number, Path(folder) / f"example {number}.csv", kinds)
    return found


def _try(made: Format, example: Example, number: int, path: Path, kinds: Kinds) -> list[Problem]:
    role = made.roles.get(example.role)
    adds = {fold_header(name) for name in role.adds} if role else set()
    known = [name for folded, name in made.headers(example.role).items() if folded not in adds]
    given = {fold_header(name) for row in example.rows for name in row}
    header = tuple(name for name in known if fold_header(name) in given)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in example.rows:
            folded = {fold_header(name): text for name, text in row.items()}
            writer.writerow([folded.get(fold_header(name), "") for name in header])
    connection = sqlite3.connect(":memory:", isolation_level=None)
    unknown = sorted(given - {fold_header(name) for name in known})
    if unknown:
        return [_differs(made, number, "in", ", ".join(unknown), phrase("headers that the format knows"))]
    try:
        attach(connection)
        seen = examine(
            Found(Sheet(path), made, role, header, 1),
            kinds,
            Keys(bytes(32)),
            made.agency,
            connection,
            "9999-12-31",
            False,
            whole=False,
        )
        wrong = [one for one in seen.problems if one.level == "row"]
        for table, rows in example.out.items():
            shelf = seen.shelves.get(table)
            there = _rows(connection, table, shelf.columns) if shelf else []
            if len(there) > len(rows):
                wrong.append(
                    _differs(made, number, phrase("records of {table}", table=table), len(there), str(len(rows)))
                )
            for place, expected in enumerate(rows):
                actual = there[place] if place < len(there) else {}
                wrong += [
                    _differs(made, number, f"{table}.{name}", actual.get(name), text)
                    for name, text in expected.items()
                    if _text(actual.get(name)) != text
                ]
        return wrong
    finally:
        connection.close()


def _rows(connection: sqlite3.Connection, table: str, columns: list[str]) -> list[dict[str, object]]:
    listed = ", ".join(f"[{name}]" for name in columns)
    return [
        dict(zip(columns, row, strict=True))
        for row in connection.execute(f"SELECT {listed} FROM stage.[{table}] ORDER BY rowid")
    ]


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _differs(made: Format, number: int, column: Words, found: object, expected: Words) -> Problem:
    return Problem(
        "bad-example",
        made.where,
        fills={"number": number, "column": column, "found": _text(found), "expected": expected},
    )
