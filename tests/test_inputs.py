"""Whatever sort of file it comes in, the same table gives the same records; every cell comes back as it was written."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inputs import WRITERS, as_objects, as_text, as_zip, write
from rooms import Office, Row

from ingest import archive
from ingest.problems import Stop
from ingest.read import Sheet, sheets, unpacked

HEADER = ["no", "day", "area", "call", "beat"]
FORCE = """title: Force
encoding: utf-8
tables:
  use_of_force: {incident_number: no, occurred_date: day, district: area, call_type: call, beat: beat}
"""
RARE = [
    "00123",
    "1:30",
    "NA",
    "1e5",
    "12345678901234567890123456789012345",
    "2/3",
    "TRUE",
    "né",
    "a;b,c|d",
    'say "no"',
    "007.50",
]
TABLE = [HEADER, *([f"A-{n}", "2024-03-09", text, "x", "7"] for n, text in enumerate(RARE))]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd", use_of_force=FORCE)
    return office


def areas(office: Office) -> list[str]:
    return [row["district"] for row in sorted(office.rows("use_of_force"), key=lambda row: int(row["source_line"]))]


@pytest.mark.parametrize("ending", WRITERS)
def test_every_input_loads_alike_and_can_be_rebuilt(office: Office, ending: str) -> None:
    bad = ["A-99", "2024-02-30", "a day that is none", "x", "7"]
    path = write(office.files, "june", ending, [*TABLE, bad])
    [said] = office.load(path, code=1)
    assert (said["outcomes"]["new"], said["outcomes"]["rejected"]) == (len(RARE), 1)
    assert areas(office) == RARE
    before = office.rows("use_of_force")
    assert "The content is the same as before" in office.ingest("rebuild").out
    assert office.rows("use_of_force") == before
    assert "loaded before, as load 1" in office.ingest("load", path).out
    mended = office.files / "mend.csv"
    office.ingest("rejects", 1, "--out", mended)
    mended.write_text(mended.read_text(encoding="utf-8-sig").replace("2024-02-30", "2024-02-29"), encoding="utf-8")
    [said] = office.load(mended)
    assert said["outcomes"]["new"] == 1


def test_a_zip_with_several_tables_is_a_question(office: Office) -> None:
    path = office.files / "both.zip"
    path.write_bytes(
        as_zip({"a.csv": as_text(TABLE[:3]), "b/b.csv": as_text([HEADER, *TABLE[3:]]), "notes.pdf": b"%PDF"})
    )
    said = office.ingest("check", path, code=2)
    assert '"a.csv", "b/b.csv"' in said.err and "both.zip/a.csv" in said.err and "[two-members]" in said.err
    for member, count in (("a.csv", 2), ("b/b.csv", len(RARE) - 2)):
        [made] = office.load(path / member)
        assert made["outcomes"]["new"] == count
        assert "0 new, 0 changed" in office.ingest("load", path / member).out, "each member is known by itself"
    assert [row["file_name"] for row in office.rows("_loads")] == ["both.zip/a.csv", "both.zip/b/b.csv"]
    assert "[no-member]" in office.ingest("check", path / "c.csv", code=2).err
    before = areas(office)
    office.ingest("rebuild")
    assert areas(office) == before


LISTS = {
    '["a", "b"]': "a;b",
    "[1.50, 2, true]": "1.50;2;true",
    '["a"]': "a",
    "[]": "",
    '["Smith; John", "Roe"]': '["Smith; John", "Roe"]',
    '["Smith", " John", "Roe"]': "Smith; John;Roe",
    '["a", null, ""]': '["a", null, ""]',
    '[["x", "y"], 1.50]': '[["x", "y"], 1.50]',
    '[{"x": "ñ"}]': '[{"x": "ñ"}]',
}


@pytest.mark.parametrize("ending", [".ndjson", ".json"])
def test_a_list_in_json_keeps_its_parts_apart(office: Office, ending: str) -> None:
    records = [
        f'{{"no": {n}, "day": "2024-03-09", "area": {one}, "call": 1, "beat": 1}}' for n, one in enumerate(LISTS)
    ]
    path = office.files / f"lists{ending}"
    path.write_text("\n".join(records) if ending == ".ndjson" else f"[{','.join(records)}]", encoding="utf-8")
    office.load(path)
    assert [area or "" for area in areas(office)] == list(LISTS.values())


@pytest.mark.parametrize("ending", [".ndjson", ".json"])
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"no": 1, "day"', "it is not JSON: the program that reads it says \"Expecting ':' delimiter: column 16\""),
        ('{"no": 1} x', 'it is not JSON: the program that reads it says "Extra data: column 11"'),
        ('{"no": 1, "no": 2}', 'it has the name "no" twice'),
        ("7", "does not hold one list of records"),
        ('{"no":' * 100_000, "nest too deep"),
    ],
)
def test_what_is_wrong_with_a_line_of_json_is_told_with_its_line(
    office: Office, ending: str, line: str, reason: str
) -> None:
    path = office.files / f"lines{ending}"
    path.write_text('{"no": 1}\n\n{"no": 2}\n' + line + "\n")
    said = office.ingest("check", path, code=2).err
    assert f"lines{ending}:4: " in said and reason in said and "line 1" not in said


def test_a_locked_zip_is_refused(office: Office) -> None:
    path = office.files / "locked.zip"
    data = bytearray(as_zip({"a.csv": as_text(TABLE)}))
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1  # the mark of a password
    data[6] |= 1
    path.write_bytes(data)
    assert "locked with a password" in office.ingest("check", path, code=2).err


def test_json_under_a_key_and_numbers_with_all_their_digits(office: Office) -> None:
    path = office.files / "june.json"
    records = json.dumps(as_objects(TABLE))
    path.write_text('{"meta": {"rows": 1, "list": 0}, "records": ' + records + ', "next": null}')
    office.load(path)
    assert areas(office) == RARE
    path = office.files / "digits.json"
    path.write_text('[{"no": 1, "day": "2024-03-09", "area": 1.500, "call": 12345678901234567890123, "beat": 1E5}]')
    office.load(path)
    row = next(row for row in office.rows("use_of_force") if row["incident_number"] == "1")
    assert (row["district"], row["call_type"], row["beat"]) == ("1.500", "12345678901234567890123", "1E5")
    path = office.files / "marks.json"
    path.write_text('[{"no": 2, "day": "2024-03-09", "area": true, "call": "x", "beat": false}]')
    office.load(path)
    row = next(row for row in office.rows("use_of_force") if row["incident_number"] == "2")
    assert (row["district"], row["beat"]) == ("true", "false"), "as it is written there"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 100_000, "nest too deep"),
        ('{"a":' * 100_000, "nest too deep"),
        (
            '{"meta": {"view": {"columns": [{"name": "no"}, {"name": "day"}]}}, "data": [["1"]]}',
            "for each of its 2 columns",
        ),
        ('[{"no": "1"}] x', "something stands after its end"),
        ('[{"no": "1"},]', "it is not JSON"),
        ("[1, 2]", "does not hold one list of records"),
        ('"no"', "neither a list nor an object"),
        ("[]", "does not hold one list of records"),
        ('[{"no": "1"}', "missing"),
    ],
)
def test_json_that_is_no_table_is_refused(office: Office, text: str, reason: str) -> None:
    path = office.files / "june.json"
    path.write_text(text)
    said = office.ingest("check", "use-of-force", path, "--agency", "test-pd", code=2)
    assert reason in said.err and "[unreadable-file]" in said.err


def test_several_lists_are_named(office: Office) -> None:
    path = office.files / "june.json"
    path.write_text('{"a": [{"no": "1"}], "b": {"c": [{"no": "2"}]}, "d": [1, 2]}')
    [sheet] = sheets(path)
    assert list(sheet.rows()) == [(0, ["no"]), (1, ["1"])], "the one that stands under fewest keys"
    path.write_text('{"x": {"a": [{"no": "1"}], "b": [{"no": "2"}]}}')
    said = office.ingest("check", path, code=2)
    assert 'several lists of records: "x.a", "x.b"' in said.err and "[several-lists]" in said.err


def wrappings() -> dict[str, str]:
    """Our table as portals publish it in JSON."""
    listed, (header, *rows) = as_objects(TABLE), TABLE
    named = [{"name": ":id", "dataTypeName": "meta_data"}, *({"name": name} for name in header)]
    return {
        "ckan": json.dumps({"success": True, "result": {"fields": [{"id": "no"}], "records": listed, "total": 9}}),
        "socrata": json.dumps(
            {"meta": {"view": {"id": "x", "columns": named}}, "data": [["row-1", *row] for row in rows]}
        ),
        "esri": json.dumps(
            {
                "fields": [{"name": "no"}],
                "features": [{"attributes": one} for one in listed],
                "exceededTransferLimit": False,
            }
        ),
        "geojson": WRITERS[".geojson"](TABLE).decode(),
        "lines": WRITERS[".ndjson"](TABLE).decode(),
        "deeper": json.dumps({"response": {"status": 200, "rows": listed, "errors": []}}),
    }


@pytest.mark.parametrize("name", wrappings())
def test_json_as_portals_publish_it(office: Office, name: str) -> None:
    path = office.files / "june.json"
    path.write_text(wrappings()[name], encoding="utf-8")
    office.load(path)
    assert areas(office) == RARE
    before = office.rows("use_of_force")
    assert "The content is the same as before" in office.ingest("rebuild").out and office.rows("use_of_force") == before


def test_a_point_of_esri_gives_its_place(tmp_path: Path) -> None:
    path = tmp_path / "places.json"
    path.write_text(
        """{"features": [{"attributes": {"no": 1.50, "x": "unsure"}, "geometry": {"x": -79.0500, "y": 35.10}},
        {"attributes": {"no": 2}, "geometry": {"paths": [[[1.0, 2]]]}}]}"""
    )
    assert list(sheets(path)[0].rows()) == [
        (0, ["no", "x", "x (2)", "y", "geometry"]),
        (1, ["1.50", "unsure", "-79.0500", "35.10", ""]),
        (2, ["2", "", "", "", '{"paths": [[[1.0, 2]]]}']),
    ]


def test_a_long_json_streams(tmp_path: Path) -> None:
    """Pieces of the file end inside every sort of token."""
    path = tmp_path / "long.json"
    records = [{"no": str(n), "text": "é" * (n % 977), "more": {"deep": [n, None, True]}} for n in range(6_000)]
    path.write_text(json.dumps(records, ensure_ascii=bool(len(records) % 2)), encoding="utf-8")
    assert path.stat().st_size > 3 << 20
    [sheet] = sheets(path)
    header, *rows = sheet.rows()
    assert header == (0, ["no", "text", "more"])
    assert [row[1][:2] for row in rows] == [[one["no"], one["text"]] for one in records]


def test_a_feed_with_several_sorts_of_records(tmp_path: Path) -> None:
    """As the Voting Information Project's: each sort of element is a sheet; what nests is named by both."""
    path = tmp_path / "feed.xml"
    path.write_text(
        '<v:VipObject xmlns:v="x" schemaVersion="5.1"><v:Source id="s1"><v:Name>A &amp; B</v:Name></v:Source>'
        '<PollingLocation id="p1"><Name>Hall</Name><Address><City>Ayr</City><Zip>01234</Zip></Address>'
        "<Hour>7</Hour><Hour>8</Hour></PollingLocation>"
        '<PollingLocation id="p2"><Name></Name><Note>x</Note></PollingLocation></v:VipObject>'
    )
    made = {sheet.name: list(sheet.rows()) for sheet in sheets(path)}
    assert made == {
        "VipObject/PollingLocation": [
            (0, ["id", "Name", "Address/City", "Address/Zip", "Hour", "Note"]),
            (1, ["p1", "Hall", "Ayr", "01234", "7;8", ""]),
            (2, ["p2", "", "", "", "", "x"]),
        ],
        "VipObject/Source": [(0, ["id", "Name"]), (1, ["s1", "A & B"])],
    }


def test_places_give_their_coordinates_digit_for_digit(tmp_path: Path) -> None:
    path = tmp_path / "places.geojson"
    path.write_text(
        """{"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": 7, "properties": {"no": 1.50, "lat": "unsure"},
         "geometry": {"type": "Point", "coordinates": [-79.0500, 35.12345678901234567]}},
        {"type": "Feature", "properties": null, "geometry": {"type": "LineString", "coordinates": [[1.0, 2], [3, 4]]}},
        {"type": "Feature", "properties": {"no": null, "more": {"n": 1.0}}, "geometry": null}]}"""
    )
    [sheet] = sheets(path)
    assert list(sheet.rows()) == [
        (0, ["no", "lat", "id", "lon", "lat (2)", "geometry", "more"]),
        (1, ["1.50", "unsure", "7", "-79.0500", "35.12345678901234567", "", ""]),
        (2, ["", "", "", "", "", '{"type": "LineString", "coordinates": [[1.0, 2], [3, 4]]}', ""]),
        (3, ["", "", "", "", "", "", '{"n": 1.0}']),
    ]


def test_dbase_of_every_sort_of_column(tmp_path: Path) -> None:
    """A deleted record is no record; numbers keep their zeros, a yes its letter; what is cut off is refused."""
    fields = [(b"NAME", b"C", 6), (b"AMOUNT", b"N", 8), (b"DAY", b"D", 8), (b"OPEN", b"L", 1)]
    head = b"".join(struct.pack("<11sc4xBB14x", name, sort, length, 0) for name, sort, length in fields)
    whole = struct.pack("<BBBBLHH20x", 3, 124, 6, 1, 4, 33 + len(head), 24) + head + b"\r"
    whole += b" NA    0001.50 20240309T"
    whole += b"*GONE         120240309T" + b" none  ********        ?" + b" \xe9            420240230F"
    path = tmp_path / "old.dbf"
    path.write_bytes(whole + b"\x1a")
    [sheet] = sheets(path, "windows-1252")
    assert list(sheet.rows()) == [
        (0, ["NAME", "AMOUNT", "DAY", "OPEN"]),
        (1, ["NA", "0001.50", "2024-03-09", "T"]),
        (2, ["none", "********", "", ""]),
        (3, ["é", "4", "2024-02-30", "F"]),
    ]
    for data, reason in [
        (whole, "Name its encoding in the format"),
        (whole[:-20], "cut off"),
        (whole[:10] + b"\0\0" + whole[12:], "do not add up"),
    ]:
        path.write_bytes(data)
        with pytest.raises(Stop, match=reason):
            list(sheets(path)[0].rows())


WIDE = FORCE + "files:\n  lists: {name: '*.dat', header: {no: 6, day: 10, area: 12, call: 4, beat: 3}}\n"


def test_columns_of_fixed_width(office: Office) -> None:
    """No header, no separators, only places; what stands beyond the last of them is a cell too many."""
    office.agency("test-pd", use_of_force=WIDE)
    path = office.files / "june.dat"
    path.write_text(
        'A-1   2024-03-09né, "x" 00  a   7\r\n\r\nA-2   2024-03-10South\nA-3   2024-03-11West        b     007 more\n'
    )
    [said] = office.load(path, code=1)
    assert (said["outcomes"]["new"], said["outcomes"]["rejected"]) == (2, 1)
    assert {
        row["incident_number"]: (row["district"], row["call_type"], row["beat"]) for row in office.rows("use_of_force")
    } == {
        "A-1": ('né, "x" 00', "a", "7"),
        "A-2": ("South", None, None),
    }
    before = office.rows("use_of_force")
    assert "The content is the same as before" in office.ingest("rebuild").out and office.rows("use_of_force") == before


def test_a_database_without_tables_has_no_header(office: Office) -> None:
    """Whether the format says what the header is or the file should: there is nothing to read."""
    with sqlite3.connect(office.files / "june.sqlite") as made:
        made.executescript("CREATE TABLE a (b); DROP TABLE a")
    made.close()
    asked = ("check", "use-of-force", office.files / "june.sqlite", "--agency", "test-pd")
    assert "[no-header]" in office.ingest(*asked, code=2).err
    office.agency("test-pd", use_of_force=WIDE.replace("*.dat", "*.sqlite"))
    assert "[no-header]" in office.ingest(*asked, code=2).err


def test_a_width_is_a_number(office: Office) -> None:
    office.agency("test-pd", use_of_force=WIDE.replace("area: 12", "area: wide"))
    path = office.files / "june.dat"
    path.write_text("A-1   2024-03-09North\n")
    said = office.ingest("check", path, code=2)
    assert 'area is "wide"; expected how many characters wide the column is' in said.err


def test_a_name_that_stands_twice_in_one_record_is_refused(office: Office) -> None:
    path = office.files / "twice.json"
    path.write_text('[{"no": "1"}, {"no": "2", "day": "2024-03-09", "day": "2024-03-10"}]')
    assert 'record 2 has the name "day" twice' in office.ingest("check", path, code=2).err


def test_a_database_cannot_do_anything_but_be_read(office: Office, tmp_path: Path) -> None:
    path, other = office.files / "june.db", tmp_path / "other.db"
    path.write_bytes(WRITERS[".sqlite"](TABLE))
    connection = sqlite3.connect(path)
    connection.execute("CREATE VIEW evil AS SELECT load_extension('x') no, 1 day, 2 area, 3 call, 4 beat")
    connection.execute(f"CREATE TRIGGER t INSTEAD OF INSERT ON evil BEGIN SELECT '{other}'; END")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    office.load(path)
    assert areas(office) == RARE
    assert path.read_bytes() == before and [one.name for one in office.files.iterdir()] == ["june.db"]


def test_bytes_in_a_database_are_no_text(office: Office) -> None:
    path = office.files / "june.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE records (no, day, area, call, beat)")
    connection.execute("INSERT INTO records VALUES ('1', '2024-03-09', x'00ff', 'x', 7)")
    connection.commit()
    connection.close()
    assert "row 1 holds bytes" in office.ingest("check", path, code=2).err


# Fidelity: whatever stands in a cell.

NOT_XML = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))
ANY = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
PLAIN = st.text(st.characters(codec="utf-8", exclude_characters=NOT_XML + "\r"), max_size=30)
LOSSLESS = [
    ".csv",
    ".tsv",
    ".txt",
    ".csv.gz",
    ".zip",
    ".json",
    ".ndjson",
    ".json.gz",
    ".sqlite",
    ".db.gz",
    ".geojson",
    ".utf16.csv",
]


def read(path: Path) -> list[list[str]]:
    file, _ = unpacked(path)
    heads = [sheet for sheet in sheets(file, "utf-8") if next(iter(sheet.rows()))[1][: len(HEADER)] == HEADER]
    return [cells for _, cells in heads[0].rows()]


@pytest.mark.parametrize("ending", LOSSLESS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(cells=st.lists(ANY, min_size=4, max_size=4))
def test_any_text_comes_back_letter_for_letter(ending: str, cells: list[str], tmp_path: Path) -> None:
    row = ["A-1", *cells]
    assert read(write(tmp_path, "any", ending, [HEADER, row])) == [HEADER, row]


@pytest.mark.parametrize("ending", [".xlsx", ".xml"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(cells=st.lists(PLAIN, min_size=4, max_size=4))
def test_any_text_that_the_format_can_hold_comes_back(ending: str, cells: list[str], tmp_path: Path) -> None:
    row = ["A-1", *(cell if ending == ".xlsx" or cell.strip() else "" for cell in cells)]
    assert read(write(tmp_path, "any", ending, [HEADER, row])) == [HEADER, row]


def as_the_reader_has_it(path: Path, delimiter: str) -> list[tuple[int, list[str]]] | str:
    """The rows of a text file with something in them, and their lines, by the standard library; or its refusal."""
    made, line = [], 1
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if "".join(cells).strip():
                    made.append((line, cells))
                line = reader.line_num + 1
        except csv.Error as error:
            return f"line {line}: {error}"
    return made


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    parts=st.lists(
        st.sampled_from(['"', '""', ",", "\t", ";", "\n", "\r\n", "\r", " ", "a", "é", "\0", "\x0b", "\x85", "\u2028"])
    ),
    delimiter=st.sampled_from(",\t;"),
)
def test_text_is_cut_as_the_standard_library_cuts_it(parts: list[str], delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_text("head\n" + "".join(parts), encoding="utf-8", newline="")
    expected = as_the_reader_has_it(path, delimiter)
    try:
        assert list(Sheet(path, delimiter=delimiter, encoding="utf-8").rows()) == expected
    except Stop as refused:
        assert isinstance(expected, str) and expected.startswith(f"line {refused.problems[0].line}:"), expected


def test_numbers_dates_and_ids_are_never_guessed(tmp_path: Path) -> None:
    for ending in WRITERS:
        assert [row[2] for row in read(write(tmp_path, "rare", ending, TABLE))[1:]] == RARE, ending


# The quirks of real files, in made-up ones.


def quirk(office: Office, name: str, data: bytes, *words: str, code: int | None = 0) -> list[Row]:
    path = office.files / name
    path.write_bytes(data)
    office.load(path, *words, code=code)
    return office.rows("use_of_force")


def test_title_rows_and_header_rows_inside_the_data(office: Office) -> None:
    """A title, a blank line, the header, and the header once more where two lists were pasted together."""
    rows = [["June report", "", "", "", ""], ["", "", "", "", ""], HEADER, TABLE[1], HEADER, TABLE[2]]
    path = office.files / "pasted.csv"
    path.write_bytes(as_text(rows))
    [said] = office.load(path, code=1)
    assert (said["outcomes"]["new"], said["outcomes"]["rejected"]) == (2, 1), "a header is no record: it is set aside"


def test_shifted_columns_are_caught_and_not_loaded(office: Office) -> None:
    rows = [HEADER, TABLE[1], ["A-7", "North", "2024-03-09", "x", "7"], *TABLE[3:]]
    path = office.files / "shifted.csv"
    path.write_bytes(as_text(rows))
    [said] = office.load(path, code=1)
    assert said["outcomes"]["rejected"] == 1
    assert "North" not in areas(office)


def test_a_western_file_needs_its_encoding_named(office: Office) -> None:
    data = as_text([HEADER, ["A-1", "2024-03-09", "Peña", "x", "7"]], encoding="windows-1252")
    path = office.files / "old.csv"
    path.write_bytes(data)
    assert "[bad-bytes]" in office.ingest("check", path, code=2).err
    office.agency("test-pd", use_of_force=FORCE.replace("utf-8", "windows-1252"))
    assert [row["district"] for row in quirk(office, "old.csv", data)] == ["Peña"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_wide_letters_with_and_without_a_mark(office: Office, encoding: str) -> None:
    data = as_text([HEADER, ["A-1", "2024-03-09", "Pe\u00f1a \u2013 \u0144", "x", "7"]], encoding=encoding)
    assert [row["district"] for row in quirk(office, "wide.csv", data)] == ["Pe\u00f1a \u2013 \u0144"]


def test_nul_bytes_are_taken_out_and_told(office: Office) -> None:
    [said] = office.load(write(office.files, "nul", ".csv", [HEADER, ["A-1", "2024-03-09", "No\0rth", "x", "7"]]))
    assert areas(office) == ["North"]
    assert [one["code"] for one in said["problems"]] == ["nul"]


def test_days_first_and_excel_serials(office: Office) -> None:
    """A day as a number, as spreadsheets keep it, is not guessed at: the row is set aside with a reason."""
    office.agency("test-pd", use_of_force=f"{FORCE}dates: DD/MM/YYYY\n")
    rows = [HEADER, ["A-1", "09/03/2024", "N", "x", "7"], ["A-2", "45360", "N", "x", "7"]]
    path = office.files / "days.csv"
    path.write_bytes(as_text(rows))
    office.load(path, code=1)
    assert [row["occurred_date"] for row in office.rows("use_of_force")] == ["2024-03-09"]


def test_the_zip_of_one_workbook(office: Office) -> None:
    path = office.files / "june.zip"
    path.write_bytes(as_zip({"june.xlsx": WRITERS[".xlsx"](TABLE)}))
    office.load(path)
    assert areas(office) == RARE
    assert zipfile.is_zipfile(path) and Sheet(path).rows


def test_what_a_killed_run_unpacked_is_taken_away_after_a_day(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(archive, "_folders", [])
    old, new, other = (tmp_path / name for name in ("record-room-old", "record-room-new", "of-somebody-else"))
    for folder in (old, new, other):
        folder.mkdir()
        (folder / "june.csv").write_text("private")
    for folder in (old, other):
        os.utime(folder, (0, 0))
    path = office.files / "june.zip"
    path.write_bytes(as_zip({"june.csv": as_text(TABLE)}))
    unpacked(path)
    assert not old.exists() and new.exists() and other.exists()
