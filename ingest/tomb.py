"""What was expunged stays out: a file whose rows name such a record again is refused, wherever they name it.

A row that would be set aside counts too, and one that its format drops, and one in a file that is looked up: all of
them are kept as they came.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from ingest import meant
from ingest.keys import Keys
from ingest.outcome import Examination
from ingest.problems import Problem, Stop

_MOST = 20  # rows that are told at once


def refuse(made: Examination, connection: sqlite3.Connection, keys: Keys) -> None:
    """Raise `Stop` (expunged) where a file tells again of a record that was taken out by order, or points to it."""
    tombs = dict(connection.execute("SELECT t.tomb, a.at FROM _tombs t JOIN _acts a ON a.act = t.act"))
    found = {
        (file, line): tombs[tomb][:10]
        for file, line, table, key in (_all(made) if tombs else ())
        if (tomb := keys.tomb(table, key)) in tombs
    }
    if found:
        listed = sorted(found.items())[:_MOST]
        raise Stop(*(Problem("expunged", file, line, fills={"day": day}) for (file, line), day in listed))


def _all(made: Examination) -> Iterator[tuple[str, int, str, str]]:
    """Every record that the rows of a file name: the file, the line, its table and its key."""
    name = made.found.sheet.path.name
    for table, shelf in made.shelves.items():
        yield from ((name, line, table, key) for key, line in shelf.told())
    for line, text in made.connection.execute("SELECT line, cells FROM stage._rejects").fetchall():
        yield from ((name, line, *one) for one in meant.all_of(made.plan, json.loads(text)))
    if any(one.drops for one in made.found.format.corrections):
        for line, cells in made.found.sheet.rows():
            if line > made.found.line:
                yield from ((name, line, *one) for one in meant.named(made.plan, meant.whole(made.plan, cells)))
    other = meant.beside_of(made.plan)
    files = {label: sheet.path.name for label, sheet in other.sheets.items()} if other else {}
    for label, line, keys in meant.ids(made.plan, other):
        yield from ((files[label], line, *one) for one in keys)
