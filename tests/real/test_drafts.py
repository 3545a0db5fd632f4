"""Drafts of real files, the agency's own formats hidden, against the committed formats: floors for what is right."""

from __future__ import annotations

import runpy

import pytest
from conftest import needed
from rooms import ROOT

REAL = ROOT.parent / "shared" / "data" / "real"
FLOORS = {
    "detroit-pd": (10, 0),
    "new-orleans-pd": (19, 0),
    "philadelphia-pd": (3, 0),
    "cincinnati-pd": (6, 0),
    "seattle-pd": (7, 0),
    "indianapolis-pd": (10, 0),
}  # right at least, wrong at most


@pytest.mark.parametrize("agency", FLOORS)
def test_a_draft_is_right_or_asks(agency: str) -> None:
    bench = runpy.run_path(str(ROOT / "benchmarks" / "draft.py"))
    _, name, file = next(one for one in bench["SETS"] if one[0] == agency)
    needed((REAL / file).is_file(), f"the real file is not at hand: {REAL / file}")
    tally = bench["compare"](agency, name, REAL / file)
    right, wrong = FLOORS[agency]
    assert tally["right"] >= right and tally["wrong"] <= wrong, tally
