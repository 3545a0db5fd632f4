"""Smaller and odder published use of force files: what the csv module or calamine alone counts, the register holds.

The files stand beside the repository; see `test_real_files.py`, which says what happens where they are absent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import zip_longest

import pytest
from conftest import needed
from rooms import ROOT, Office, Row, read_csv

REAL = ROOT.parent / "shared" / "data" / "real"
Cells = dict[str, str]


def loaded(folder: str, factory: pytest.TempPathFactory, name: str = "", code: int | None = 0) -> Office:
    """A room into which a real set, or one file of it, was loaded as a whole, so that `expect` of its format held."""
    needed((REAL / folder).is_dir(), f"the real files of {folder} are not at hand: {REAL / folder}")
    office = Office(factory.mktemp(folder))
    office.agencies = ROOT / "agencies"
    office.load(REAL / folder / name, code=code)
    return office


def every_row_has_one_outcome(office: Office, total: int) -> None:
    loads = office.rows("_loads")
    outcomes = ("new", "changed", "unchanged", "merged", "rejected", "ignored")
    for load in loads:
        assert sum(load[name] for name in outcomes) == load["rows"], load["file_name"]
    assert sum(load["rows"] for load in loads) == total
    assert len(office.rows("_rejects")) == sum(load["rejected"] for load in loads)


def unmapped(rows: Iterable[Row], column: str) -> Counter[str]:
    """What the agency wrote where this column found no code."""
    return Counter(row[f"{column}_raw"] for row in rows if "unmapped" in str(row[column]))


def counts(office: Office) -> tuple[int, int, int, int]:
    """How many incidents, people, officers and uses of force the register holds."""
    tables = ("use_of_force", "use_of_force_subjects", "use_of_force_officers", "use_of_force_applications")
    incidents, people, officers, uses = (len(office.rows(table)) for table in tables)
    return incidents, people, officers, uses


# New Jersey: one row is one officer's report on one event, for every person in it.


def test_new_jersey(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = loaded("uof-new-jersey", tmp_path_factory)
    [path] = (REAL / "uof-new-jersey").glob("NJOAG*.csv")
    source = read_csv(path)
    every_row_has_one_outcome(office, len(source))
    assert len(source) == 5_513
    events = {event(row) for row in source}
    people = {(event(row), row["subject_type"], *person) for row in source for person in people_of(row)}
    uses = Counter(part for row in source for part in row["type_of_force"].split(","))
    assert counts(office) == (len(events), len(people), len(source), uses.total()) == (3_054, 3_475, 5_513, 6_757)
    found = office.rows("use_of_force_applications")
    assert Counter(row["force_type_raw"] for row in found) == uses
    assert not unmapped(found, "force_type"), "0 of 6,757"
    days: dict[str, str] = {}
    for row in source:
        month, day, year = row["incident_date"].split("/")
        when = f"{year}-{month:0>2}-{day:0>2}"
        days[event(row)] = min(days.get(event(row), when), when)
    incidents = office.rows("use_of_force")
    assert {row["incident_number"].casefold(): row["occurred_date"] for row in incidents} == days
    races = Counter({"Two or More": "multiple", "Not Provided": "not_reported"}.get(one[2], one[2]) for one in people)
    made = Counter(row["race"] for row in office.rows("use_of_force_subjects"))
    assert (made["black"], made["multiple"], made["not_reported"]) == (
        races["Black"],
        races["multiple"],
        races["not_reported"],
    )
    children = sum(one[3] == "Juvenile" for one in people)
    assert sum(row["age_band"] == "under_18" for row in office.rows("use_of_force_subjects")) == children
    ranks = unmapped(office.rows("use_of_force_officers"), "rank_group")
    assert ranks.total() == 922 and ranks["Agency User"] == sum(row["officer_rank"] == "Agency User" for row in source)
    linked = sum(row["involvement_id"] is not None for row in found)
    assert linked == len(found), "a report is one officer's"
    alone = sum(len(row["type_of_force"].split(",")) for row in source if len(set(people_of(row))) == 1)
    assert sum(row["subject_id"] is not None for row in found) == alone, "and of several people nobody can say which"


def event(row: Cells) -> str:
    return row["incident_id"].strip().casefold()


def people_of(row: Cells) -> Iterable[tuple[str, ...]]:
    """The people of a report: four lists in step, the last places blank where a list is shorter."""
    lists = (row[f"subject_{name}"].split(",") for name in ("race", "age", "gender", "arrested"))
    for cells in zip_longest(*lists, fillvalue=""):
        if any(cell.strip() for cell in cells):
            yield tuple("" if cell.strip() == "Unknown" else cell.strip() for cell in cells)
