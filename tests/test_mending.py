"""Rows that were set aside come back in the clerk's own columns; mended, they load as they are and all sums close."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from inputs import WRITERS, write
from python_calamine import CalamineWorkbook
from rooms import Office, read_csv
from test_acts import BY, EVENT, FORCE
from xlsxwriter import Workbook

ROWS = [
    EVENT | {"no": "007", "day": "2024-02-30", "area": "=1+1"},
    EVENT | {"no": "008"},
    EVENT | {"no": "", "area": "né"},
    EVENT | {"no": "010", "day": "03/09/24"},
]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd", use_of_force=FORCE)
    return office


def accounted(office: Office) -> None:
    outcomes = ("new", "changed", "unchanged", "merged", "rejected", "ignored")
    for load in office.rows("_loads"):
        assert sum(load[name] for name in outcomes) == load["rows"], load["file_name"]


def mended(source: Path, target: Path) -> Path:
    """What a clerk does in a spreadsheet: open it, put the cells right, save it."""
    [sheet] = [CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python()]
    header = sheet[0]
    with Workbook(target) as book:
        page = book.add_worksheet()
        for number, row in enumerate(sheet):
            cells = dict(zip(header, map(str, row), strict=True))
            if number:
                cells["day"] = "2024-02-29"
                cells["no"] = cells["no"] or "009"
            for place, cell in enumerate(cells.values()):
                page.write_string(number, place, cell)
    return target


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".json", ".zip"])
def test_a_workbook_of_bad_rows_is_mended_and_loads_as_it_is(office: Office, ending: str) -> None:
    path = write(office.files, "june", ending, [list(EVENT), *(list(row.values()) for row in ROWS)])
    office.load(path, code=1)
    out = office.files / "mend.xlsx"
    said = office.ingest("rejects", 1, "--out", out)
    assert "3 rows were set aside" in said.out
    header, *rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert header == [*EVENT, "Set aside as", "What is wrong", "What to do"]
    assert [row[:3] for row in rows] == [
        ["007", "2024-02-30", "=1+1"],
        ["", "2024-01-01", "né"],
        ["010", "03/09/24", "N"],
    ]
    assert "is not a day in the calendar" in rows[0][-2] and "Mend the date." in rows[0][-1]
    [done] = office.load(mended(out, office.files / "mended.xlsx"))
    assert (done["outcomes"]["new"], done["outcomes"]["rejected"]) == (3, 0)
    assert {row["incident_number"] for row in office.rows("use_of_force")} == {"007", "008", "009", "010"}
    assert "=1+1" in {row["district"] for row in office.rows("use_of_force")}, "text, and no formula"
    accounted(office)


def test_what_is_mended_by_half_comes_back_in_the_same_columns(office: Office) -> None:
    office.load(write(office.files, "june", ".csv", [list(EVENT), *(list(row.values()) for row in ROWS)]), code=1)
    office.load(office.file("more.csv", [EVENT | {"no": str(n)} for n in range(20, 40)]))
    out, again = office.files / "mend.csv", office.files / "mend again.csv"
    office.ingest("rejects", 1, "--out", out)
    office.load(office.file(out.name, [*read_csv(out), EVENT | {"no": "41"}]), code=1)
    office.ingest("rejects", 3, "--out", again)
    [*rows] = read_csv(again)
    header = again.read_text(encoding="utf-8-sig").splitlines()[0]
    assert header.split(",") == [*EVENT, "Set aside as", "What is wrong", "What to do"]
    assert [row["Set aside as"] for row in rows] == ["3:2", "3:3", "3:4"]
    office.load(office.file(again.name, [row | {"day": "2024-02-28", "no": row["no"] or "5"} for row in rows]))
    office.ingest("status", code=0)


def test_the_wrong_cells_are_coloured(office: Office) -> None:
    office.load(write(office.files, "june", ".csv", [list(EVENT), *(list(row.values()) for row in ROWS)]), code=1)
    out = office.files / "mend.xlsx"
    office.ingest("rejects", 1, "--out", out)
    with zipfile.ZipFile(out) as archive:
        sheet, styles = archive.read("xl/worksheets/sheet1.xml").decode(), archive.read("xl/styles.xml").decode()
    assert "FCE8E6" in styles
    look = dict(re.findall(r'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"', sheet))
    assert look["B2"] != look["A2"] == look["C2"], "the day of the first row, and nothing else of it"


def test_bad_rows_go_to_no_other_sort_of_file(office: Office) -> None:
    office.load(write(office.files, "june", ".csv", [list(EVENT), *(list(row.values()) for row in ROWS)]), code=1)
    assert "[unknown-input]" in office.ingest("rejects", 1, "--out", office.files / "mend.pdf", code=2).err
    assert "[no-folder]" in office.ingest("rejects", 1, "--out", office.files / "none" / "mend.xlsx", code=2).err


def test_a_new_clerk_understands_each_planted_fault(office: Office) -> None:
    """Scenario C-2: every fault at once, each with its line, its column, what was found and what to do."""
    office.agency("test-pd")
    assert {".csv", ".xlsx"} <= set(WRITERS)
    header = ["Agency's incident number", "Date", "District", "Type of place"]
    rows = [
        ["A-1", "2024-01-05", "N", "Street or road"],
        ["A-2", "2024-01-05", "N"],
        ["A-3", "2024-01-05", "N", "Street or road", "x"],
        ["A-4", "13/02/2024", "N", "Street or road"],
        ["A-5", "02/03/2024", "N", "Street or road"],
        ["A-6", "2999-01-01", "N", "Street or road"],
        ["A-1", "2024-01-06", "S", "Street or road"],
        ["", "2024-01-05", "N", "Street or road"],
        *[[f"B-{n}", "2024-01-05", "N", "Street or road"] for n in range(30)],
    ]
    path = office.files / "june.csv"
    path.write_text("".join(",".join(row) + "\n" for row in [header, *rows]))
    before = office.data.exists()
    said = office.ingest("check", "use-of-force", path, "--agency", "test-pd", code=1).err
    for line, words in (
        (3, "The row has only 3 of 4 cells."),
        (4, "The row has 5 cells; the header has 4."),
        (5, "is not a day in the calendar"),
        (7, ""),
        (8, "two values"),
        (9, "empty"),
    ):
        assert any(f"june.csv:{line}" in one and words in one for one in said.splitlines()), (line, words, said)
    assert office.data.exists() == before, "nothing was written"
    path.write_text("".join(",".join(row[:1] + row[2:]) + "\n" for row in [header, *rows[:1]]))
    gone = office.ingest("check", "use-of-force", path, "--agency", "test-pd", *BY[:0], code=2).err
    assert "No header for use_of_force.occurred_date" in gone or "occurred_date" in gone
