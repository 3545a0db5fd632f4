"""What a workbook shows is what is loaded: midnights, errors, long times, TRUE, zeros before numbers, tabs, breaks."""

from __future__ import annotations

import struct
import zipfile
from datetime import date, datetime
from pathlib import Path

import oldbooks
import pytest
import xlsxwriter
from inputs import as_zip
from oldbooks import OldSheet, xls
from rooms import Office
from test_workbooks import LOOKS_UP

from ingest.looks import NotShown, has_time, has_zeros, padded

HEADER = ["no", "when", "area", "call", "beat"]
FORCE = """title: Force
dates: [MM/DD/YYYY]
tables:
  use_of_force:
    incident_number: no
    occurred_date: when
    occurred_time: when
    district: area
    call_type: call
    beat: beat
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd", use_of_force=FORCE)
    return office


def book(path: Path, change: str = "", **cells: tuple[object, str]) -> Path:
    """A workbook of one record: what stands under each header, and in which number format."""
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Data")
        sheet.write_row(0, 0, HEADER)
        for place, name in enumerate(HEADER):
            value, code = cells.get(name, ("A-1" if name == "no" else "2024-01-05" if name == "when" else "x", ""))
            look = made.add_format({"num_format": code}) if code else None
            if isinstance(value, date):
                sheet.write_datetime(1, place, value, look)
            elif isinstance(value, str) and value.startswith("#"):
                sheet.write_formula(1, place, "=1", look, value)
            else:
                sheet.write(1, place, value, look)
    return path


def loaded(office: Office, path: Path, code: int = 0) -> dict[str, object]:
    """The one record of a file."""
    office.load(path, code=code)
    [row] = office.rows("use_of_force")
    return row


DAY = datetime(2024, 1, 5)


@pytest.mark.parametrize(
    ("value", "code", "day", "time"),
    [
        (DAY, "m/d/yyyy h:mm", "2024-01-05", "00:00"),
        (datetime(2024, 1, 5, 10, 15), "m/d/yyyy h:mm", "2024-01-05", "10:15"),
        (DAY, "m/d/yyyy", "2024-01-05", None),
        (DAY, '[$-409]d-mmm-yy" at "h:mm AM/PM;@', "2024-01-05", "00:00"),
    ],
)
def test_midnight_is_a_time_where_a_time_is_shown(
    office: Office, value: datetime, code: str, day: str, time: str | None
) -> None:
    row = loaded(office, book(office.files / "june.xlsx", when=(value, code)))
    assert (row["occurred_date"], row["occurred_time"]) == (day, time)
    before = office.rows("use_of_force")
    assert "The content is the same as before" in office.ingest("rebuild").out and office.rows("use_of_force") == before


TIMES = FORCE.replace("    occurred_time: when\n", "    occurred_time: call\n").replace("    call_type: call\n", "")


@pytest.mark.parametrize(
    ("value", "code", "time"), [(0, "h:mm", "00:00"), (1345, "h:mm", None), (0.5, "h:mm", "12:00")]
)
def test_a_time_alone(office: Office, value: float, code: str, time: str | None) -> None:
    """1345, typed where 13:45 was meant, shows 0:00; that is no midnight."""
    office.agency("test-pd", use_of_force=TIMES)
    assert loaded(office, book(office.files / "june.xlsx", call=(value, code)))["occurred_time"] == time


@pytest.mark.parametrize("code", ["m/d/yyyy", "m/d/yyyy h:mm", "mmm-yy", "built-in"])
@pytest.mark.parametrize(("value", "text"), [(0, "0"), (-3, "-3"), (-0.5, "-0.5")])
def test_no_day_is_no_time(office: Office, value: float, text: str, code: str) -> None:
    """0 under a day shows 1/0/1900, and less shows nothing but marks: neither is midnight, nor another time."""
    code = "m/d/yy" if code == "built-in" else code
    path = book(office.files / "june.xlsx", area=(value, code))
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    if code == "m/d/yy":
        held["xl/styles.xml"] = held["xl/styles.xml"].replace(b'numFmtId="164" fontId', b'numFmtId="14" fontId')
    path.write_bytes(as_zip(held))
    assert loaded(office, path)["district"] == text
    said = office.ingest("check", book(office.files / "july.xlsx", when=(value, code)), code=2)
    assert "july.xlsx:2, when" in said.err


def test_no_day_that_a_formula_makes_of_a_blank_cell(office: Office) -> None:
    path = office.files / "june.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Data")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["A-1", "2024-01-05"])
        sheet.write_formula(1, 2, "=IF(1>0,Z9)", made.add_format({"num_format": "m/d/yyyy"}), 0)
        sheet.write_row(1, 3, ["x", "y"])
    assert loaded(office, path)["district"] == "0"


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("#N/A", "", "#N/A"),
        ("#REF!", "", "#REF!"),
        (1.25, "[h]:mm", "30:00:00"),
        (True, "", "TRUE"),
        (False, "", "FALSE"),
        (12, "0000", "0012"),
        (12345, "0000", "12345"),
        (2345, "[<=99999]00000;00000-0000", "02345"),
        (23456789, "[<=99999]00000;00000-0000", "02345-6789"),
        (7, '"A-"000', "A-007"),
        (12, "0.00", "12"),
        (0, "h:mm", "00:00:00"),
        (0.5, "m/d/yyyy h:mm", "12:00:00"),
        (0, "[h]:mm", "00:00:00"),
        (12, '"EF-"0', "EF-12"),
        (12, '"EF-"#', "EF-12"),
        (12, '"EF-"General', "EF-12"),
        (0, '"EF-"0', "EF-0"),
        (12, '[<100]"EF-"0;0', "EF-12"),
        (120, '[<100]"EF-"0;0', "120"),
        (10006, '0"-A"', "10006-A"),
        (12, "EF\\-0;-0", "12"),
        (12, "\\E\\F\\-0;-0", "EF-12"),
        (1234, '"$"#,##0.00', "1234"),
        (1234, '#,##0" items"', "1234"),
        (0.5, "0%", "0.5"),
        (1.5, '"EF-"0', "1.5"),
    ],
)
def test_a_cell_is_loaded_as_the_sheet_shows_it(office: Office, value: object, code: str, text: str) -> None:
    assert loaded(office, book(office.files / "june.xlsx", area=(value, code)))["district"] == text


def test_words_around_a_number_tell_records_apart(office: Office) -> None:
    path = office.files / "june.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Data")
        sheet.write_row(0, 0, HEADER)
        for row, code in enumerate(('"EF-"0', '"UF-"0'), 1):
            sheet.write_number(row, 0, 12, made.add_format({"num_format": code}))
            sheet.write_row(row, 1, ["2024-01-05", "x", "x", "x"])
    office.load(path)
    assert [row["incident_number"] for row in office.rows("use_of_force")] == ["EF-12", "UF-12"]


@pytest.mark.parametrize("code", ['0" min"', '"$"0', '"$"#,##0.00', '0"%"', "General"])
def test_a_column_of_numbers_does_without_words(office: Office, code: str) -> None:
    """Where a number is wanted, what its format says around it is in the way."""
    numbers = FORCE.replace("    call_type: call\n", "    officers_involved_count: call\n")
    office.agency("test-pd", use_of_force=numbers)
    path = book(office.files / "june.xlsx", call=(12, code), beat=(12, '"B-"0'))
    row = loaded(office, path)
    assert (row["officers_involved_count"], row["beat"]) == (12, "B-12")
    before = office.rows("use_of_force")
    assert "The content is the same as before" in office.ingest("rebuild").out and office.rows("use_of_force") == before


def test_numbers_of_a_file_that_is_looked_up_in(office: Office) -> None:
    office.agency("test-pd", use_of_force=f"{LOOKS_UP}    officers_involved_count: areas.crew\n")
    path = office.files / "cases.csv"
    path.write_text("no,day,area\nA-1,2024-03-09,N-1\n")
    with xlsxwriter.Workbook(office.files / "areas.xlsx") as made:
        sheet = made.add_worksheet("Data")
        sheet.write_row(0, 0, ["id", "label", "crew"])
        for place, code in enumerate(('"N-"0', '"Area "0', '0" officers"')):
            sheet.write_number(1, place, 1, made.add_format({"num_format": code}))
    row = loaded(office, path)
    assert (row["district"], row["officers_involved_count"]) == ("Area 1", 1)


def test_a_time_of_more_than_a_day_is_no_time_of_day(office: Office) -> None:
    office.agency("test-pd", use_of_force=TIMES)
    said = office.ingest("check", book(office.files / "june.xlsx", call=(1.25, "[h]:mm")), code=2)
    assert "june.xlsx:2, call" in said.err


def test_zeros_that_cannot_be_read_stop_the_file(office: Office) -> None:
    path = book(office.files / "june.xlsx", area=(7, "00.00"))
    said = office.ingest("check", path, code=2)
    assert "[shown-zeros]" in said.err and '"Data", the number in C2' in said.err and '"00.00"' in said.err
    assert loaded(office, book(office.files / "july.xlsx", area=(70, "00.00")))["district"] == "70", "no zero is lost"


def test_a_sheet_that_begins_further_in(office: Office) -> None:
    """Rows and columns are counted from the corner of the sheet, whatever stands there."""
    path = office.files / "june.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Data")
        sheet.write_row(3, 2, HEADER)
        sheet.write_row(5, 2, ["A-1", "2024-01-05"])
        sheet.write_number(5, 4, 12, made.add_format({"num_format": "0000"}))
        sheet.write_row(5, 5, ["x", "y"])
    assert loaded(office, path)["district"] == "0012"


def test_rows_out_of_order_are_refused(office: Office) -> None:
    path = book(office.files / "june.xlsx", area=(12, "0000"))
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    held[name] = held[name].replace(b'<row r="1"', b'<row r="3"')
    path.write_bytes(as_zip(held))
    assert "do not stand in order" in office.ingest("check", path, code=2).err


# ODS: what is shown stands beside the value.

LOOKS = [
    ('office:value-type="date" office:date-value="1903-09-05"', "<text:p>0:00</text:p>", "1903-09-05"),
    ('office:value-type="date" office:date-value="1899-12-30"', "<text:p>12/30/99</text:p>", "0"),
    ('office:value-type="date" office:date-value="1899-12-27"', "<text:p>12/27/99</text:p>", "-3"),
    ('office:value-type="string"', "<text:p>a<text:tab/>b</text:p>", "a\tb"),
    ('office:value-type="string"', "<text:p>a<text:line-break/>b</text:p>", "a\nb"),
    ('office:value-type="string"', '<text:p>a<text:s text:c="2"/>b<text:tab/></text:p><text:p>c</text:p>', "a  b\t\nc"),
    ('office:value-type="string" office:string-value="" calcext:value-type="error"', "<text:p>#N/A</text:p>", "#N/A"),
    ('office:value-type="time" office:time-value="PT30H00M00S"', "<text:p>30:00</text:p>", "30:00:00"),
    ('office:value-type="boolean" office:boolean-value="true"', "<text:p>TRUE</text:p>", "TRUE"),
    ('office:value-type="float" office:value="12"', "<text:p>0012</text:p>", "0012"),
    ('office:value-type="float" office:value="12"', "<text:p>EF-12</text:p>", "EF-12"),
    ('office:value-type="float" office:value="1234"', "<text:p>1 234</text:p>", "1234"),
    (
        'office:value-type="date" office:date-value="2024-01-05"',
        "<text:p>01/05/24 00:00</text:p>",
        "2024-01-05 00:00:00",
    ),
    ('office:value-type="date" office:date-value="2024-01-05"', "<text:p>01/05/24</text:p>", "2024-01-05"),
    ('office:value-type="date" office:date-value="2024-01-05T00:00:00"', "<text:p>01/05/24</text:p>", "2024-01-05"),
    (
        'office:value-type="float" office:value="12"',
        "<text:p>12</text:p><office:annotation><text:p>0012</text:p></office:annotation>",
        "12",
    ),
]


def ods(said: str, inner: str, row: str = "") -> bytes:
    """An ODS of one record, with one cell under `area` as it is given."""

    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    cells = f"{cell('2024-01-05')}<table:table-cell {said}>{inner}</table:table-cell>{cell('x')}{cell('y')}"
    content = (
        f'<office:document-content {spaces} xmlns:calcext="urn:calcext"><office:body><office:spreadsheet>'
        '<table:table table:name="Data"><table:table-row table:number-rows-repeated="2"><table:table-cell/>'
        f"</table:table-row><table:table-row>{''.join(map(cell, HEADER))}</table:table-row>"
        f"<table:table-row{row}>{cell('A-1')}{cells}</table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    sort = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{sort}"/></manifest:manifest>'
    )
    return as_zip(
        {"mimetype": sort.encode(), "META-INF/manifest.xml": manifest.encode(), "content.xml": content.encode()}
    )


@pytest.mark.parametrize(("said", "inner", "text"), LOOKS)
def test_a_cell_of_an_ods_is_loaded_as_the_sheet_shows_it(office: Office, said: str, inner: str, text: str) -> None:
    path = office.files / "june.ods"
    path.write_bytes(ods(said, inner))
    office.agency("test-pd", use_of_force=f"{FORCE}hidden: {{comments: a note}}\n")
    assert loaded(office, path)["district"] == text


# XLS: its number formats are known to xlrd.


def test_a_cell_of_an_xls_is_loaded_as_the_sheet_shows_it(office: Office) -> None:
    def style(number: int) -> bytes:
        return oldbooks.record(0xE0, struct.pack("<HHHBBBBIIH", 0, number, 1, 0x20, 0, 0, 0, 0, 0, 0x20C0))

    def number(row: int, place: int, value: float, look: int) -> bytes:
        return oldbooks.record(0x203, struct.pack("<HHHd", row, place, look, value))

    codes = (b"m/d/yyyy h:mm", b"0000", b"[h]:mm")
    more = b"".join(
        oldbooks.record(0x41E, struct.pack("<HHB", 164 + at, len(code), 0) + code) + style(164 + at)
        for at, code in enumerate(codes)
    )
    cells = oldbooks.rows([HEADER, ["A-1"]]) + number(1, 1, 45296, 16) + number(1, 2, 12, 17)
    cells += oldbooks.record(0x205, struct.pack("<HHHBB", 1, 3, 15, 42, 1)) + number(1, 4, 1.25, 18)
    path = office.files / "june.xls"
    path.write_bytes(xls(OldSheet("Data", cells), more=more))
    row = loaded(office, path)
    assert (row["occurred_date"], row["occurred_time"], row["district"]) == ("2024-01-05", "00:00", "0012")
    assert (row["call_type"], row["beat"]) == ("#N/A", "30:00:00")


def test_number_formats() -> None:
    for code in ("m/d/yy h:mm", "yyyy-mm-dd hh:mm:ss", "[$-409]d-mmm-yy h:mm AM/PM;@"):
        assert has_time(code) and not has_zeros(code), code
    for code in (
        "General",
        "@",
        "m/d/yyyy",
        '0 "hours"',
        "0.00",
        "#,##0.00",
        "# ??/100",
        "0.00E+00",
        "[h]:mm",
        "h:mm",
        "\\h d",
    ):
        assert not has_time(code) and not has_zeros(code), code
    assert padded(123456789, "000-00-0000") == "123-45-6789" and padded(5, "_(000_)") == "005"
    assert padded(930, '00":"00') == "09:30" and padded(-5, "000") == "" and padded(0, "000;;") == ""
    with pytest.raises(NotShown):
        padded(7, "000,000")
