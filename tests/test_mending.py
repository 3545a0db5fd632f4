"""Rows that were set aside come back in the clerk's own columns; mended, they load as they are and all sums close."""

from __future__ import annotations

import re
import resource
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from inputs import WRITERS, write
from python_calamine import CalamineWorkbook
from rooms import ROOT, Office, read_csv, tree
from test_acts import BY, EVENT, FORCE
from xlsxwriter import Workbook

AS = ("--agency", "test-pd")
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
    assert header == [*EVENT, "What is wrong", "What to do"]
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


PARTS = """title: Force with its uses, unnumbered
dates: YYYY-MM-DD
tables:
  use_of_force: {incident_number: no, occurred_date: day}
  use_of_force_applications:
    rows: {repeats: keep}
    force_level_agency: level
"""


def uses(office: Office) -> list[str]:
    return sorted(row["force_level_agency"] for row in office.rows("use_of_force_applications"))


def told(office: Office, path: Path, words: dict[str, str]) -> Path:
    """A file of rows with some words in it changed for others."""
    text = path.read_text(encoding="utf-8-sig")
    for was, now in words.items():
        text = text.replace(was, now)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mended_row_comes_beside_the_parts_that_are_there(office: Office) -> None:
    office.agency("test-pd", use_of_force=PARTS)
    rows = [("1", "2024-01-05", "One"), ("1", "2024-01-99", "Two"), ("1", "2024-01-05", "Three"), ("2", "x", "Four")]
    path = office.file("june.csv", [dict(zip(("no", "day", "level"), row, strict=True)) for row in rows])
    office.load(path, *AS, code=1)
    assert uses(office) == ["One", "Three"]
    out = office.files / "mend.csv"
    office.ingest("rejects", 1, "--out", out)
    told(office, out, {"2024-01-99,": "2024-01-05,", ",x,": ",2024-01-06,"} | {"2,x": "2,2024-01-06"})
    assert "would be taken away" not in office.ingest("diff", out, *AS).out
    office.ingest("load", out, *AS, *BY)  # no reason is asked: nothing that was there changes
    assert uses(office) == ["Four", "One", "Three", "Two"]
    assert office.rows("_history") == []
    assert {(row["load"], row["line"], row["mended_by"]) for row in office.rows("_aside")} == {(1, 3, 2), (1, 5, 2)}
    accounted(office)
    before = office.rows("use_of_force_applications")
    assert "The content is the same as before" in office.ingest("rebuild").out
    assert office.rows("use_of_force_applications") == before


def test_no_row_is_mended_twice(office: Office) -> None:
    office.agency("test-pd", use_of_force=PARTS)
    rows = [("1", "2024-01-05", "One"), ("1", "2024-01-99", "Two")]
    office.load(
        office.file("june.csv", [dict(zip(("no", "day", "level"), row, strict=True)) for row in rows]), *AS, code=1
    )
    out = office.files / "mend.csv"
    office.ingest("rejects", 1, "--out", out)
    office.load(told(office, out, {"2024-01-99,": "2024-01-05,"}), *AS)
    office.load(office.file("july.csv", [{"no": "9", "day": "2024-02-01", "level": "Nine"}]), *AS)
    said = office.ingest("load", told(office, out, {"Two": "Twice"}), *AS, *BY)
    assert "[mended-before]" in said.err and "in load 2" in said.err and uses(office) == ["Nine", "One", "Two"]
    for number in (4, 3, 2):
        office.ingest("undo", number, "--reason", "the wrong file", *BY)
    office.load(out, *AS)
    assert uses(office) == ["One", "Twice"], "taken back, it may come again"


def test_rows_of_another_width_wait_until_somebody_mends_them(office: Office) -> None:
    path = office.files / "june.csv"
    good = "".join(f"B-{n},2024-01-05,N\n" for n in range(9))
    path.write_text(f"no,day,area\nA-1,2024-01-05,N,x,y\nA-2,2024-01-05\n{good}")
    office.load(path, *AS, code=1)
    out = office.files / "mend.xlsx"
    office.ingest("rejects", 1, "--out", out)
    said = office.ingest("load", out, *AS, *BY, code=2).err
    assert said.count("Nobody has mended this row") == 2
    assert "came with 5 of 3 cells" in said and "came with 2 of 3" in said
    header, *rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    mend = office.files / "mended.csv"
    rows[0][2:5], rows[1][2] = ["N x y", "", ""], " "
    mend.write_text("\n".join(",".join(f'"{cell}"'.replace("\n", " ") for cell in row) for row in [header, *rows]))
    [done] = office.load(mend, *AS)
    assert done["outcomes"]["new"] == 2
    assert {row["district"] for row in office.rows("use_of_force")} == {"N", "N x y", " "}


def test_a_row_that_says_no_more_which_it_was_is_set_aside(office: Office) -> None:
    office.load(write(office.files, "june", ".csv", [list(EVENT), *(list(row.values()) for row in ROWS)]), *AS, code=1)
    out = office.files / "mend.csv"
    office.ingest("rejects", 1, "--out", out)
    said = office.ingest("load", told(office, out, {"Load 1, line 2:": "done"}), *AS, *BY, code=2).err
    assert "[mend-unknown]" in said and "What is wrong" in said


def test_what_is_mended_by_half_comes_back_in_the_same_columns(office: Office) -> None:
    office.load(write(office.files, "june", ".csv", [list(EVENT), *(list(row.values()) for row in ROWS)]), code=1)
    office.load(office.file("more.csv", [EVENT | {"no": str(n)} for n in range(20, 40)]))
    out, again = office.files / "mend.csv", office.files / "mend again.csv"
    office.ingest("rejects", 1, "--out", out)
    good, *bad = read_csv(out)
    office.load(office.file(out.name, [good | {"day": "2024-02-29"}, *bad]), code=1)
    office.ingest("rejects", 3, "--out", again)
    [*rows] = read_csv(again)
    header = again.read_text(encoding="utf-8-sig").splitlines()[0]
    assert header.split(",") == [*EVENT, "What is wrong", "What to do"]
    assert [row["What is wrong"].split(":")[0] for row in rows] == [f"Load 3, line {line}" for line in (3, 4)]
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
    said = office.ingest("rejects", 1, "--out", office.files / "none" / "mend.xlsx", code=2).err
    assert "[no-place]" in said and f"There is no folder {office.files / 'none'}." in said


WRITES = [
    (["rejects", 1], ".csv"),
    (["rejects", 1], ".xlsx"),
    (["template", "use-of-force"], ".csv"),
    (["template", "use-of-force"], ".xlsx"),
    (["backup"], ".zip"),
]


@pytest.mark.parametrize(("words", "ending"), WRITES)
def test_no_command_writes_over_a_file(office: Office, words: list[object], ending: str) -> None:
    office.load(write(office.files, "june", ".csv", [list(EVENT), *(list(row.values()) for row in ROWS)]), code=1)
    out = office.files / f"mine{ending}"
    out.write_text("an hour of work")
    before = tree(office.folder)
    said = office.ingest(*words, "--out", out, code=2)
    assert "[file-there]" in said.err and str(out) in said.err and said.out == ""
    assert tree(office.folder) == before
    out.unlink()
    assert str(out) in office.ingest(*words, "--out", out).out
    assert not list(office.folder.rglob("*.part"))


@pytest.mark.parametrize("kib", [0, 1, 4])
@pytest.mark.parametrize(("words", "ending"), WRITES)
def test_a_full_disk_leaves_no_half_file_and_no_words_of_python(
    office: Office, words: list[object], ending: str, kib: int
) -> None:
    bad = [EVENT | {"no": str(number), "day": "soon", "area": f"{number:x} " * 90} for number in range(60)]
    good = [EVENT | {"no": f"G-{number}"} for number in range(300)]
    table = [list(EVENT), *(list(row.values()) for row in [*bad, *good])]
    office.load(write(office.files, "june", ".csv", table), code=1)
    out = office.files / f"mine{ending}"
    data = [] if words[0] == "template" else ["--data", str(office.data)]
    command = ["--agencies", str(office.agencies), *map(str, words), "--out", str(out), *data]
    said = on_a_full_disk(command, kib << 10)
    is_small = (words[0], ending) == ("template", ".csv") and kib > 0
    assert said.returncode == (0 if is_small else 2), said.stderr
    if not is_small:
        assert "[disk]" in said.stderr and len(said.stderr.splitlines()) == 2, said.stderr
        assert not out.exists()
    assert not list(office.files.glob(".*")) and not list(office.files.glob("*.part"))


def on_a_full_disk(words: list[str], limit: int) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, none of whose files may outgrow `limit` bytes."""

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-c", "from ingest.cli import main; main()"]
    return subprocess.run(
        [*command, *words], cwd=ROOT, capture_output=True, text=True, timeout=120, preexec_fn=full, check=False
    )


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


def parts(office: Office, name: str, *rows: tuple[str, str, str]) -> Path:
    return office.file(name, [dict(zip(("no", "day", "level"), row, strict=True)) for row in rows])


def test_a_row_that_came_back_twice_is_the_same_row_under_all_its_names(office: Office) -> None:
    office.agency("test-pd", use_of_force=PARTS)
    rows = ("1", "2024-01-05", "One"), ("1", "2024-01-98", "Two"), ("1", "2024-01-99", "Three"), ("1", "x", "Four")
    office.load(parts(office, "june.csv", *rows), *AS, code=1)
    first, second = office.files / "mend.csv", office.files / "mend again.csv"
    office.ingest("rejects", 1, "--out", first)
    whole = first.read_bytes()
    told(office, first, {"2024-01-98,": "2024-01-06,"})
    first.write_text("".join(line for line in first.read_text().splitlines(keepends=True) if ",x," not in line))
    office.load(first, *AS, code=1)
    office.ingest("rejects", 2, "--out", second)
    office.load(told(office, second, {"2024-01-99,": "2024-01-07,"}), *AS)
    assert uses(office) == ["One", "Three", "Two"]
    assert "1 still set aside: ingest rejects 1" in office.ingest("status", code=1).out
    left = office.files / "left.csv"
    office.ingest("rejects", 1, "--out", left)
    assert [row["level"] for row in read_csv(left)] == ["Four"], "what came back is mended already"
    first.write_bytes(whole)
    told(office, first, {"2024-01-98,": "2024-01-08,", "2024-01-99,": "2024-01-08,", ",x,": ",2024-01-08,"})
    [said] = office.load(first, *AS)
    assert said["outcomes"]["ignored"] == 2 and uses(office) == ["Four", "One", "Three", "Two"], "two came before"
    assert "Nothing of load 1 is left to mend." in office.ingest("rejects", 1, "--out", office.files / "none.csv").out
    assert not (office.files / "none.csv").exists()
    before = office.rows("use_of_force_applications")
    office.ingest("rebuild")
    assert office.rows("use_of_force_applications") == before


def test_a_file_that_comes_again_after_its_rows_were_mended_brings_none_twice(office: Office) -> None:
    office.agency("test-pd", use_of_force=PARTS)
    rows = ("1", "2024-01-05", "One"), ("2", "2024-01-98", "Two"), ("2", "2024-01-98", "Two"), ("3", "x", "Three")
    june, mend = parts(office, "june.csv", *rows), office.files / "mend.csv"
    office.load(june, *AS, code=1)
    office.ingest("rejects", 1, "--out", mend)
    office.load(told(office, mend, {"2024-01-98,": "2024-01-06,", ",x,": ",2024-01-06,"}), *AS)
    assert uses(office) == ["One", "Three", "Two", "Two"]
    assert "loaded before, as load 1" in office.ingest("load", june, *AS, *BY).out
    more = parts(office, "june and july.csv", *rows, ("4", "2024-07-01", "Four"))
    office.load(more, *AS, code=1)
    again = office.files / "again.csv"
    office.ingest("rejects", 3, "--out", again)
    office.load(told(office, again, {"2024-01-98,": "2024-01-06,", ",x,": ",2024-01-06,"}), *AS)
    assert uses(office) == ["Four", "One", "Three", "Two", "Two"]
    assert office.ingest("status", code=None).code == 0
