"""What recipes of the sample may say, where no file of the real sample would show that it broke."""

from __future__ import annotations

from pathlib import Path

import pytest
from rooms import KINDS, Office, read_csv

from ingest.agencies import Agencies
from ingest.declare import load_kinds
from ingest.problems import Stop
from ingest.sample.town import write

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
