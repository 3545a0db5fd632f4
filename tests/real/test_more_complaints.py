"""Complaints of two more cities and the force of a small town: counted by csv or calamine alone, then compared.

The files stand beside the repository; see `test_real_files.py`, which says what happens where they are absent.
"""

from __future__ import annotations

from collections import Counter

import pytest
from python_calamine import CalamineWorkbook
from rooms import ROOT, read_csv
from test_other_force import every_row_has_one_outcome, loaded

REAL = ROOT.parent / "shared" / "data" / "real"
FINDINGS = {"S": "sustained", "NS": "not_sustained", "N/S": "not_sustained", "E": "exonerated", "U": "unfounded"}
FINDINGS |= {"WP": "exonerated", "NWP": "unmapped", "A": "unmapped"}


def test_san_diegos_two_shapes(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = loaded("complaints-san-diego", tmp_path_factory, code=1)
    folder = REAL / "complaints-san-diego"
    first = read_csv(folder / "crb_cases_fy19_datasd.csv")
    cases = [row for year in ("2020", "2021", "2022") for row in read_csv(folder / f"crb_cases_fy{year}_datasd.csv")]
    told = [
        row for year in ("2020", "2021", "2022") for row in read_csv(folder / f"crb_allegations_fy{year}_datasd.csv")
    ]
    every_row_has_one_outcome(office, len(first) + len(cases) + len(told))
    known = {row["id"] for row in [*first, *cases]}
    assert {row["complaint_number"] for row in office.rows("complaints")} == known and len(known) == 314
    there = [*first, *(row for row in told if row["id"] in known)]
    found = Counter(row["finding"] for row in office.rows("complaint_allegations"))
    assert found == Counter(FINDINGS[row["ia_finding"]] for row in there)
    assert len(there) == len(office.rows("complaint_allegations")) == 1_947
    assert len(office.rows("_rejects")) == len(told) + len(first) - len(there) == 2, "their case is in no file"
    days = {row["complaint_number"]: row["closed_date"] for row in office.rows("complaints")}
    for row in first:
        month, day, year = row["date_presented"].split("/")
        assert days[row["id"]] == f"20{year}-{month.zfill(2)}-{day.zfill(2)}"
    assert all(days[row["id"]] == row["date_presented"] for row in cases)
    officers = {(row["id"], row["pid"].removesuffix(".0")) for row in there if row["pid"]}
    assert len({row["officer_id"] for row in office.rows("complaint_allegations")} - {None}) == len(officers)


def test_indianapolis_says_each_allegation_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = loaded("complaints-indianapolis", tmp_path_factory)
    source = read_csv(REAL / "complaints-indianapolis" / "IMPD_complaints_Dec_2020.csv")
    every_row_has_one_outcome(office, len(source))
    assert {row["complaint_number"] for row in office.rows("complaints")} == {row["INCNUM"] for row in source}
    said = set()
    for row in source:
        what = row["ALLEGATION"] if row["ALLEGATION"].strip() else row["ALG_CLASS"]
        one = (row["OFFNUM"], row["OFF_RACE"], row["OFF_SEX"], what, row["FINDING"])
        if any(one):
            said.add((row["INCNUM"], *one))
    assert len(office.rows("complaint_allegations")) == len(said) == 3_142
    sustained = sum(one[5] == "Sustained" for one in said)
    assert sum(row["finding"] == "sustained" for row in office.rows("complaint_allegations")) == sustained
    codes = {row["allegation_category"] for row in office.rows("complaint_allegations")}
    assert len(codes) > 12 and "force" in codes
    people = {(row["INCNUM"], row["CITNUM"]) for row in source}
    assert 0 <= len(people) - len(office.rows("complaint_parties")) <= 10, "few are alike in all that the file tells"


def test_northampton_numbers_begin_again_each_year(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = loaded("uof-northampton", tmp_path_factory)
    events, uses, rows = set(), 0, 0
    for path in sorted((REAL / "uof-northampton").glob("*Use of Force*")):
        year = next(word for word in path.stem.split() if word.isdigit())
        number = ""
        for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[2:]:
            if any(str(cell).strip() for cell in row):
                rows += 1
                number = str(int(row[0])) if row[0] != "" else number
                events.add(f"{year}-{number}")
                words = str(row[9]).casefold().replace(", pointed at human", "").replace(", point at human", "")
                uses += len([word for word in words.split(",") if word.strip()])
    every_row_has_one_outcome(office, rows)
    assert {row["incident_number"] for row in office.rows("use_of_force")} == events and len(events) == 495
    assert len(office.rows("use_of_force_applications")) == uses
    assert Counter(row["occurred_year"] for row in office.rows("use_of_force")) == Counter(
        int(one[:4]) for one in events
    )
