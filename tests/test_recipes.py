"""Words of recipes that are easy to get wrong: numbers that begin again, and wrong rows beside the right ones."""

from __future__ import annotations

from pathlib import Path

from rooms import KINDS, read_csv

from ingest.declare import load_kinds
from ingest.sample.chance import Cells, Dice
from ingest.sample.invent import invent
from ingest.sample.recipe import load_recipe
from ingest.sample.scribe import files

RECIPE = """
title: A test
things:
  case:
    count: "3"
    cells: {No: {serial: "C-#"}}
  part:
    of: case
    count: "2"
    cells: {Turn: {serial: "#", each: No}}
files:
  parts.csv:
    rows: part
    columns: [No, Turn]
    bad:
      - {row: "2", again: yes, set: {Turn: two}, why: not a number}
      - {row: "4", set: {Turn: three}, why: not a number}
"""


def nothing(name: str) -> list[Cells]:
    raise AssertionError(name)


def made(folder: Path) -> list[tuple[str, str]]:
    path = folder / "agencies" / "test-pd" / "sample" / "test.yml"
    path.parent.mkdir(parents=True)
    path.write_text(RECIPE)
    recipe = load_recipe(path, load_kinds(KINDS), nothing, folder)
    [(name, content)] = files(recipe, invent(recipe, Dice(1), nothing), Dice(1))
    (folder / name).write_bytes(content)
    return [(row["No"], row["Turn"]) for row in read_csv(folder / name)]


def test_a_number_begins_again_for_each_value_of_a_cell(tmp_path: Path) -> None:
    right = [row for row in made(tmp_path) if row[1].isdigit()]
    assert right == [("C-1", "1"), ("C-1", "2"), ("C-2", "1"), ("C-3", "1"), ("C-3", "2")]


def test_a_row_that_is_wrong_again_stands_below_the_right_one(tmp_path: Path) -> None:
    rows = made(tmp_path)
    assert rows[1:3] == [("C-1", "2"), ("C-1", "two")], "the right row is kept"
    assert rows[4] == ("C-2", "three"), "rows are counted without those that were added"
