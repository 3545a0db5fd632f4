"""What recipes of the sample may say, where no file of the sample itself would show that it broke."""

from __future__ import annotations

from pathlib import Path

import pytest
from rooms import KINDS, Office, read_csv

from ingest.agencies import Agencies
from ingest.declare import load_kinds
from ingest.problems import Stop
from ingest.sample.chance import Cells, Dice
from ingest.sample.invent import invent
from ingest.sample.recipe import load_recipe
from ingest.sample.scribe import files
from ingest.sample.town import write

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


SITES = """
title: Sites
things:
  site:
    count: "3"
    cells:
      Site: {serial: "S-#"}
      Town: [North, South]
files:
  sites.csv: {rows: site, columns: [Site, Town]}
"""
VISITS = """
title: Visits to the sites of another agency
things:
  visit:
    each: LENDER
    cells:
      Visit: "Visit to {Site}"
files:
  visits.csv: {rows: visit, columns: [Visit, Site, Town]}
"""


def recipes(folder: Path, lender: str) -> Path:
    """Two agencies; the first in the alphabet borrows from the second. The folder of the files."""
    office = Office(folder)
    for agency, name, text in (("able", "visits", VISITS.replace("LENDER", lender)), ("baker", "sites", SITES)):
        office.agency(agency)
        (office.agencies / agency / "sample").mkdir()
        (office.agencies / agency / "sample" / f"{name}.yml").write_text(text)
    write(load_kinds(KINDS), Agencies(office.agencies, load_kinds(KINDS)), office.files, 1)
    return office.files


def test_a_recipe_sees_things_of_another_agency(tmp_path: Path) -> None:
    files = recipes(tmp_path, "baker/sites.site")
    lent = read_csv(files / "baker" / "sites.csv")
    assert [{"Visit": f"Visit to {row['Site']}"} | row for row in lent] == read_csv(files / "able" / "visits.csv")


@pytest.mark.parametrize("lender", ["nobody/sites.site", "baker/sites.nothing", "baker/nothing.site"])
def test_a_thing_that_nobody_has_stops(tmp_path: Path, lender: str) -> None:
    with pytest.raises(Stop, match="word"):
        recipes(tmp_path, lender)
