"""Every table has a template that a clerk can fill in: its own examples load clean, its drop-downs are plain words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rooms import KINDS, Office, example, tables_in_order

from ingest.declare import load_kinds

TABLES = [table.name for table in tables_in_order(load_kinds(KINDS))]


def filled(office: Office, name: str, ending: str, language: str = "") -> Path:
    """A template as `ingest template` writes it, with one row of the columns' examples: in a workbook, its own."""
    path = office.files / f"{name}{ending}"
    office.run("ingest", "template", name.replace("_", "-"), "--out", path, language=language)
    table = office.kinds.tables[name]
    row = example(table, office.kinds)
    if ending == ".csv":
        with path.open("a", encoding="utf-8") as file:
            file.write(",".join('"' + cell.replace('"', '""') + '"' for cell in row.values()) + "\n")
    else:
        book = load_workbook(path)
        shown = book["Ejemplo" if language == "es" else "Example"]
        assert [cell.value for cell in shown[1]] == [cell.value for cell in book.worksheets[0][1]]
        for place, cell in enumerate(shown[2], 1):
            book.worksheets[0].cell(2, place, cell.value).number_format = "@"
        book.save(path)
    return path


@pytest.mark.parametrize(("ending", "language"), [(".csv", "en"), (".xlsx", "en"), (".xlsx", "es")])
def test_the_examples_of_every_template_load_clean(tmp_path: Path, ending: str, language: str) -> None:
    office = Office(tmp_path)
    office.agency("test-pd")
    for name in TABLES:
        [said] = office.load(name, filled(office, name, ending, language), "--agency", "test-pd")
        assert said["problems"] == [], name
        assert said["outcomes"]["new"] == said["rows"] == 1
        assert len(office.rows(name)) == 1
    staged = office.stage()
    assert (staged / "records.db").exists()


def test_the_example_row_is_no_record(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.agency("test-pd")
    path = office.files / "empty.xlsx"
    office.ingest("template", "complaints", "--out", path)
    [said] = office.check(path, "--agency", "test-pd", code=None)
    assert said["rows"] == 0 and said["records"] == {"complaints": 0}


def test_csv_and_workbook_say_the_same(tmp_path: Path) -> None:
    made = []
    for ending in (".csv", ".xlsx"):
        office = Office(tmp_path / ending)
        office.agency("test-pd")
        for name in TABLES:
            office.load(name, filled(office, name, ending), "--agency", "test-pd")
        hidden = {"source_id", "source_line"}
        made.append(
            [
                {
                    column: value
                    for column, value in row.items()
                    if not column.endswith(("_id", "_raw")) and column not in hidden
                }
                for name in TABLES
                for row in office.rows(name)
            ]
        )
    assert made[0] == made[1]


@pytest.mark.parametrize("name", TABLES)
def test_the_workbook_has_plain_drop_downs_and_nothing_hidden(tmp_path: Path, name: str) -> None:
    office = Office(tmp_path)
    path = office.files / "a.xlsx"
    office.ingest("template", name, "--out", path)
    book = load_workbook(path)
    assert [sheet.sheet_state for sheet in book] == ["visible"] * len(book.worksheets)
    records, explained = book.worksheets[:2]
    assert not any(one.hidden for one in (*records.column_dimensions.values(), *records.row_dimensions.values()))
    assert not any(cell.comment for row in records.iter_rows(max_row=3) for cell in row)
    head = [cell.value for cell in records[1]]
    assert [row[0].value for row in explained.iter_rows(min_row=2)] == head, "a sheet explains every column"
    assert all(row[1].value for row in explained.iter_rows(min_row=2))
    coded = {
        column.title: column.codes
        for column in office.kinds.tables[name].columns.values()
        if column.codes and column.type == "string"
    }
    lists = {}
    for rule in records.data_validations.dataValidation:
        place = int(str(rule.sqref).split(":")[0].strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$"))
        assert place == 2
        column = head[next(iter(rule.sqref.ranges)).min_col - 1]
        if "!" in rule.formula1:
            sheet, _, cells = rule.formula1.partition("!")
            lists[column] = [cell[0].value for cell in book[sheet.strip("'=")][cells.replace("$", "")]]
    for column, labels in lists.items():
        codes = office.kinds.codes[coded[column]]
        plain = {code.label for code in (*codes.codes.values(), *codes.reserved.values())}
        assert labels
        assert set(labels) <= plain, column
    assert set(lists) == set(coded) & set(head)


@pytest.mark.parametrize("name", TABLES)
def test_a_template_asks_for_nothing_that_we_work_out(tmp_path: Path, name: str) -> None:
    office = Office(tmp_path)
    path = office.files / "a.csv"
    office.ingest("template", name, "--out", path)
    with path.open(newline="", encoding="utf-8-sig") as file:
        [asked] = csv.reader(file)
    columns = office.kinds.tables[name].columns.values()
    mine = {column.title for column in columns if not column.is_derived}
    assert not set(asked) & ({column.title for column in columns if column.is_derived} - mine)
    assert len(asked) == len(set(asked))


def test_another_ending_is_refused(tmp_path: Path) -> None:
    said = Office(tmp_path).ingest("template", "complaints", "--out", tmp_path / "x.pdf", code=2)
    assert "[unknown-input]" in said.err
    said = Office(tmp_path).ingest("template", "complaints", "--out", "/proc/nowhere/x.csv", code=2)
    assert "[no-place]" in said.err
