"""What cannot be read, recognised or written: one clear message, exit code 2, nothing written, never a traceback."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import oldbooks
import pytest
from inputs import WRITERS, as_zip
from rooms import KINDS, ROOT, Office, tree

GOOD = "Agency's incident number,Date\nA-1,2024-03-09\n"
FORMAT = """title: A test
tables:
  use_of_force: {incident_number: no, occurred_date: day, district: area, beat: b, shift: s, call_type: t}
"""
FITS = "no,day,area,b,s\n1,2024-03-09,N,1,D\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd", use_of_force=FORMAT)
    return office


@pytest.fixture
def settled(office: Office) -> Office:
    """A room that has a load in it."""
    path = office.files / "before.csv"
    path.write_text(FITS)
    office.load(path)
    return office


def refused(office: Office, code: str, *words: object, program: str = "ingest") -> str:
    """The command ends with exit code 2 and this problem, and leaves every file as it was."""
    before = tree(office.folder)
    said = office.run(program, *words, code=2)
    assert f"[{code}]" in said.err, said.err
    assert said.out == ""
    assert tree(office.folder) == before, "something was written"
    return said.err


FILES = {
    "empty.csv": (b"", "empty-file"),
    "report.pdf": (b"%PDF-1.7", "unknown-input"),
    "noending": (b"a,b\n", "unknown-input"),
    "latin.csv": ("Date,Se\xf1or\n2024,x\n".encode("latin-1"), "bad-bytes"),
    "half.csv": (GOOD.encode("utf-16")[:-1], "bad-bytes"),
    "quote.csv": (b'no,day,area,b,s\n1,2024-03-09,"N,1,D\n2,2024-03-09,N,1,D\n', "open-quote"),
    "stray.csv": (b'no,day,area,b,s\n1,2024-03-09,"N"x,1,D\n', "unreadable-file"),
    "words.csv": (b"this is,not\na table,at all\n", "no-header"),
    "unknown.csv": (b"no,day,area,b,s,Council District\n1,2024-03-09,N,1,D,7\n", "new-header"),
    "lower.csv": (b"no,day,area,b,s,column B\n1,2024-03-09,N,1,D,7\n", "new-header"),
    "form.csv": (b"Agency's incident number,Date,District,Distrikt\nA-1,2024-03-09,N,7\n", "template-header"),
    "few.csv": (b"no,day\n1,2024-03-09\n", "few-headers"),
    "far.csv": (b"no,p,q,r,t,u,v\n1,2,3,4,5,6,7\n", "no-format"),
    "required.csv": (b"day,area,b,s,t\n2024-03-09,N,1,D,x\n", "required-gone"),
    "book.xlsx": (b"PK\x03\x04 not a workbook", "unreadable-file"),
    "book.xls": (b"\xd0\xcf\x11\xe0 not a workbook", "unreadable-file"),
    "book.ods": (b"PK\x03\x04 not a workbook", "unreadable-file"),
    "broken.json": (b'[{"no": 1', "unreadable-file"),
    "number.json": (b"7", "unreadable-file"),
    "texts.json": (b'["a", "b"]', "unreadable-file"),
    "nothing.json": (b"[]", "unreadable-file"),
    "deep.json": (b"[" * 200_000, "unreadable-file"),
    "lines.ndjson": (b'{"no": 1}\n{"no"', "unreadable-file"),
    "broken.geojson": (b'{"type": "FeatureCollection"', "unreadable-file"),
    "other.geojson": (b"[1, 2]", "unreadable-file"),
    "table.dbf": (b"not a dbf at all", "unreadable-file"),
    "plain.csv.gz": (b"not gzip at all", "misnamed"),
    "torn.csv.gz": (b"\1not gzip at all", "unreadable-file"),
    "cut.csv.gz": (gzip.compress(FITS.encode() * 900)[:-20], "unreadable-file"),
    "garbled.csv.gz": (gzip.compress(FITS.encode() * 900)[:60] + b"\xff" * 4000, "unreadable-file"),
}


@pytest.mark.parametrize("command", ["check", "load"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_or_recognised(settled: Office, name: str, command: str) -> None:
    data, code = FILES[name]
    path = settled.files / name
    path.write_bytes(data)
    by = ["--by", "Ana"] if command == "load" else []
    assert name in refused(settled, code, command, path, *by)


TABLE = [["no", "day"], ["1", "2024-03-09"]]
PAGE = b"\xef\xbb\xbf\n<!-- made by a program -->\n<HTML><table><tr><td>no</td></tr></table></HTML>"
OLD_XML = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
OLD_XML += b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
LOCKED = oldbooks.xls(oldbooks.OldSheet("Data", b""), storage="EncryptedPackage")
MANIFEST = {"content.xml": b"?", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}
MISNAMED = {
    "a.csv": (
        WRITERS[".xlsx"](TABLE),
        "It is an XLSX workbook named .csv.\n   Rename it, so that its name ends in .xlsx.",
    ),
    "b.xls": (WRITERS[".xlsx"](TABLE), "an XLSX workbook named .xls.\n   Rename it, so that its name ends in .xlsx."),
    "c.xls": (PAGE, "It is a web page named .xls.\n   Open it in a spreadsheet and save it as XLSX."),
    "d.csv": (b"<!DOCTYPE html><title>Sign in</title>", "It is a web page named .csv."),
    "e.xls": (
        OLD_XML,
        "a workbook in the XML of Excel 2003 named .xls.\n   Open it in a spreadsheet and save it as XLSX.",
    ),
    "f.xml": (OLD_XML, "a workbook in the XML of Excel 2003 named .xml."),
    "g.xls": (b"no,day\n1,2024\n", "a table in plain text named .xls.\n   Rename it, so that its name ends in .csv."),
    "h.xls": ("no\tday\n1\t2024\n".encode("utf-16"), "a table in plain text named .xls."),
    "i.xlsx": (LOCKED, "The workbook is locked with a password.\n   Open it, take the password off"),
    "j.ods": (as_zip(MANIFEST), "The workbook is locked with a password."),
    "k.csv": (gzip.compress(b"no"), "packed with gzip named .csv.\n   Rename it, so that its name ends in .csv.gz."),
    "l.csv": (b"%PDF-1.7\n", "It is a PDF document named .csv.\n   Ask whoever made it for the table itself"),
    "m.json": (as_zip({"a.json": b"[]"}), "It is a ZIP archive named .json."),
    "n.xlsx": (oldbooks.xls(oldbooks.OldSheet("Data", b"")), "an XLS workbook named .xlsx."),
    "o.csv": (WRITERS[".sqlite"](TABLE), "an SQLite database named .csv."),
    "p.xlsx": (as_zip({"word/document.xml": b""}), "a document of a word processor named .xlsx."),
}


@pytest.mark.parametrize("name", MISNAMED)
def test_a_file_under_a_wrong_name_is_told_what_it_is(office: Office, name: str) -> None:
    data, words = MISNAMED[name]
    path = office.files / name
    path.write_bytes(data)
    code = "locked" if "password" in words else "misnamed"
    assert words in refused(office, code, "check", path)
    assert f"[{code}]" in office.ingest("draft", path, "--agency", "test-pd", "--out", "-", code=2).err


def test_a_file_that_is_not_there(office: Office) -> None:
    assert "nowhere.csv" in refused(office, "no-file", "check", office.files / "nowhere.csv")
    refused(office, "no-file", "load", "use-of-force", "--by", "Ana")
    (office.files / "empty").mkdir()
    for words in (["check"], ["load", "--by", "Ana"]):
        assert "empty" in office.ingest(*words, office.files / "empty", code=2).err


def test_a_table_an_agency_a_load_or_a_problem_that_is_not_there(office: Office) -> None:
    path = office.files / "a.csv"
    path.write_text(FITS)
    assert "Did you mean use_of_force?" in refused(office, "no-table", "check", "use-of-farce", path)
    assert "Did you mean test-pd?" in refused(office, "no-agency", "check", path, "--agency", "test-dp")
    refused(office, "no-register", "rejects", 1)
    assert str(office.data) in refused(office, "no-register", "status"), "which folder was looked into"
    refused(office, "no-register", "rebuild")
    assert "Did you mean no-parent?" in refused(office, "no-such-problem", "explain", "no-parents")
    office.load(path)
    refused(office, "no-load", "rejects", 9)


def test_a_template_needs_to_be_told_whose_it_is(office: Office) -> None:
    office.agency("other-pd")
    path = office.files / "a.csv"
    path.write_text(GOOD)
    assert "other-pd, test-pd" in refused(office, "which-agency", "check", path)


def test_no_sentence_has_a_hole_where_there_is_no_agency(tmp_path: Path) -> None:
    office = Office(tmp_path)
    path = office.files / "a.csv"
    path.write_text(GOOD)
    for code, words in (
        ("which-agency", ["check", path]),
        ("whose-zero", ["zero", "use-of-force", "--period", "2023-05", "--by", "Ana"]),
    ):
        assert "Agencies here: none yet, see docs/add-an-agency.md." in refused(office, code, *words)


def test_two_formats_that_fit_are_a_question(office: Office) -> None:
    office.agency("other-pd", use_of_force=FORMAT)
    path = office.files / "a.csv"
    path.write_text(FITS)
    said = refused(office, "two-formats", "check", path)
    assert "other-pd/use_of_force and test-pd/use_of_force" in said
    office.check(path, "--agency", "other-pd")


def test_nobody_acts_without_a_name(office: Office) -> None:
    path = office.files / "a.csv"
    path.write_text(FITS)
    refused(office, "no-operator", "load", path)
    refused(office, "no-operator", "load", path, "--by", "  ")
    office.load(path)
    office.ingest("load", path)


@pytest.mark.parametrize("where", ["a-file/data", "a-file", "/proc/record-room/data"])
def test_a_folder_that_cannot_be_written(office: Office, where: str) -> None:
    (office.folder / "a-file").write_text("a file stands where the folder should be")
    path = office.files / "a.csv"
    path.write_text(FITS)
    data = office.folder / where
    assert str(data.name) in refused(office, "no-folder", "load", path, "--by", "Ana", "--data", data)
    office.check(path, "--data", data)
    assert office.publish("stage", "--by", "Ana", "--data", data, code=2).err


def test_a_register_that_is_no_database(office: Office) -> None:
    office.data.mkdir()
    (office.data / "register.db").write_bytes(b"this is not a database, whatever its name says. " * 40)
    path = office.files / "a.csv"
    path.write_text(FITS)
    for words in (["check", path], ["load", path, "--by", "Ana"], ["status"]):
        assert "register.db" in office.ingest(*words, code=2).err
    assert "register.db" in office.publish("stage", "--by", "Ana", code=2).err


# What a person's machine brings along: other letters, other encodings, files that were copied or lost.


def in_a_process(office: Office, *words: object, **ways: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from ingest.cli import main; main()", "--agencies", str(office.agencies)]
    said = [one if isinstance(one, bytes) else str(one) for one in (*command, *words, "--data", office.data)]
    made = subprocess.run(said, cwd=ROOT, env=os.environ | ways, capture_output=True, timeout=120, check=False)
    assert b"Traceback" not in made.stderr, made.stderr.decode(errors="replace")
    return made


def test_no_output_fails_for_a_letter(office: Office) -> None:
    path = office.files / "a.csv"
    path.write_text(FITS)
    office.ingest("load", path, "--by", "Łukasz Żółć")
    old = {"PYTHONIOENCODING": "cp1252"}
    made = in_a_process(office, "status", **old)
    assert made.returncode < 2 and b"?ukasz" in made.stdout
    told = json.loads(in_a_process(office, "status", "--json", **old).stdout.decode("cp1252"))
    assert told["loads"][0]["by"] == "Łukasz Żółć", "for a machine every letter comes through"


@pytest.mark.parametrize(
    ("kept", "by"),
    [
        ("Łukasz Żółć\n".encode("utf-16"), "Łukasz Żółć"),
        ("José Núñez\r\n".encode("utf-8-sig"), "José Núñez"),
        ("José Núñez\n".encode("cp1252"), ""),
        (b"\xff\xfe\x00", ""),
    ],
)
def test_a_name_that_notepad_saved_is_read_or_asked_for_again(settled: Office, kept: bytes, by: str) -> None:
    (settled.data / "operator.txt").write_bytes(kept)
    said = settled.ingest("zero", "use-of-force", "--period", "2023-05", "--agency", "test-pd", code=0 if by else 2)
    assert by or "[no-operator]" in said.err
    assert not by or settled.rows("_acts")[-1]["by"] == by


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no letters")
def test_bytes_that_are_no_letters_are_told_and_leave_nothing(settled: Office) -> None:
    named = os.fsencode(settled.files) + b"/caf\xe9.csv"
    Path(os.fsdecode(named)).write_text(FITS.replace("\n1,", "\n2,"))
    before = tree(settled.data / "received")
    for words in (
        ["load", named, "--agency", "test-pd", "--by", "Ana"],
        ["zero", "use-of-force", "--period", "2023-05", "--by", b"Jos\xe9"],
        ["history", "use-of-force", b"\xe9"],
    ):
        made = in_a_process(settled, *words)
        assert made.returncode == 2 and b"[no-letters]" in made.stderr, made.stderr
        assert tree(settled.data / "received") == before
    assert "cut off" not in settled.ingest("status").err


def test_a_received_file_that_is_gone_is_told_by_rejects(settled: Office) -> None:
    path = settled.files / "bad.csv"
    path.write_text(FITS + "2,2024-02-31,N,1,D\n")
    settled.load(path, "--reason", "late-filing", code=1)
    for kept in (settled.data / "received").glob("??/*.csv"):
        kept.unlink()
    assert "bad.csv" in refused(settled, "received-gone", "rejects", 2, "--out", settled.files / "z.csv")


SLIPS = {
    "title: A\ntitle: B\n": ("yaml-twice", ":2:"),
    "title: [\n": ("yaml", ":"),
    "title: &a A\nsource: *a\n": ("yaml-alias", ":1:"),
    "title: A\ntabels: {}\n": ("word", ':2: "tabels" is not a word here. Did you mean tables?'),
    "tables: {use_of_force: {incident_number: no}}\n": ("word-missing", "title is missing"),
    "title: A\ntables: [1]\n": ("yaml-shape", ":2:"),
    "title: A\ntables:\n  use_of_farce: {a: b}\n": ("no-table", ":3:"),
    "title: A\ntables:\n  use_of_force: {incident_nr: b}\n": ("unknown-column", "incident_number"),
    "title: A\ntables:\n  use_of_force: {force_types: b}\n": ("derived-column", ":3:"),
    "title: A\ntables:\n  use_of_force: {incident_number: {form: b}}\n": ("word", "from"),
    "title: A\ntables:\n  use_of_force: {incident_number: {from: a, always: b}}\n": ("word-value", ":3:"),
    "title: A\ndates: [MM/DD/YYYY, DD/MM/YYYY]\ntables: {use_of_force: {incident_number: no}}\n": ("two-dates", ":2:"),
    "title: A\ndates: [DD-MMM-YY]\ntables: {use_of_force: {incident_number: no}}\n": (
        "date-pattern",
        '"DD-MMM-YY" has "MMM", which is no word',
    ),
    "title: A\ndates: m/d/yyyy\ntables: {use_of_force: {incident_number: no}}\n": (
        "date-pattern",
        "YYYY, YY, MM, Month, Mon",
    ),
    "title: A\ndates: [YYYY]\ntables: {use_of_force: {incident_number: no}}\n": (
        "date-pattern",
        "names neither a month",
    ),
    "title: A\ndates: [serial, MMDDYY]\ntables: {use_of_force: {incident_number: no}}\n": ("two-dates", ":2:"),
    "title: A\nvalues: {gender: {X: femal}}\ntables: {use_of_force: {incident_number: no}}\n": (
        "unknown-code",
        "female",
    ),
    "title: A\nexpect: {rows: many}\ntables: {use_of_force: {incident_number: no}}\n": ("word-value", "many"),
    "title: A\nencoding: klingon\ntables: {use_of_force: {incident_number: no}}\n": ("word-value", "klingon"),
    "title: A\ncorrections: {drop: row}\ntables: {use_of_force: {incident_number: no}}\n": ("word-missing", ":2:"),
    "title: A\ncorrections: [7]\ntables: {use_of_force: {incident_number: no}}\n": ("yaml-shape", ":2:"),
    "title: A\nfiles: {a: {nam: x}}\ntables: {use_of_force: {incident_number: no}}\n": ("word", "name"),
    "title: A\nexample: [7]\ntables: {use_of_force: {incident_number: no}}\n": ("yaml-shape", ":2:"),
    "- a list\n": ("yaml-shape", ":1:"),
    "": ("empty-yaml", "Write it as docs/add-an-agency.md shows"),
    "title: A\ntables:\n\tuse_of_force: {incident_number: no}\n": ("yaml-tab", ":3: A tab stands"),
    "title: A\ntables:\n  use_of_force:\n    force_types:\n      split: ,\n": (
        "yaml-mark",
        ':5: A text begins with ","',
    ),
    "title: A\nfiles: {a: *.csv}\n": ("yaml-mark", '"*"'),
    "title: A\ntables:\n  use_of_force: {call_type: {from: no, split: ,}}\n": (
        "yaml-empty",
        ":3: Nothing stands after split",
    ),
    "title: A\ntables:\n  use_of_force:\n    incident_number: no\n    district:\n": (
        "yaml-empty",
        ":5: Nothing stands after district",
    ),
    "title: A\ntables:\n  use_of_force:\n    district: #District\n": ("yaml-empty", "begins with # or"),
    "title: A\ntables:\n  use_of_force: {district: Area, North}\n": ("yaml-empty", "Nothing stands after North"),
    "title: A\ntables:\n  use_of_force: {district: {from: }}\n": ("yaml-empty", "Nothing stands after from"),
    "title: A\nignore: [Area]\ntables: {use_of_force: {incident_number: no}}\n": (
        "yaml-shape",
        "See docs/add-an-agency.md",
    ),
}


@pytest.mark.parametrize("text", SLIPS, ids=lambda text: repr(text)[:50])
def test_a_slip_in_a_format_is_told_with_its_line(office: Office, text: str) -> None:
    code, words = SLIPS[text]
    (office.agencies / "test-pd" / "slip.yml").write_text(text)
    path = office.files / "a.csv"
    path.write_text(FITS)
    said = refused(office, code, "check", path)
    assert "agencies/test-pd/slip.yml" in said
    assert words in said


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("use_of_force/use_of_force.yml", "key: incident_id", "kee: incident_id", "word"),
        ("use_of_force/use_of_force.yml", "publish: private", "publish: secret", "word-value"),
        ("use_of_force/use_of_force.yml", "codes: reason_for_contact", "codes: reason_for_contract", "word"),
        ("use_of_force/use_of_force.yml", "occurred_date > :today", "ocurred_date > :today", "word-value"),
        ("use_of_force/use_of_force.yml", "uses: [area,", "uses: [aera,", "word"),
        ("use_of_force/use_of_force_subjects.yml", "parent: use_of_force", "parent: use_of_farce", "no-table"),
        ("codes/gender.csv", "female,", "female,,", "word-missing"),
        ("codes/_aliases.csv", "alias,code\n", "alias,code\ngender,x,nobody\n", "unknown-code"),
        ("families.yml", "use_of_force:", "use_of_farce:", "word"),
    ],
)
def test_a_slip_in_a_kind_stops_every_command(tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    shutil.copytree(KINDS, tmp_path / "kinds")
    path = tmp_path / "kinds" / file
    text = path.read_text(encoding="utf-8")
    assert old in text or "occurred_date" in old
    path.write_text(
        text.replace(old, new).replace(
            "substr(occurred_date, 1, 10) > :today", "ocurred_date > :today", code == "word-value"
        )
    )
    office = Office(tmp_path / "office", kinds=tmp_path / "kinds")
    said = refused(office, code, "template", "use-of-force", "--out", tmp_path / "x.csv")
    assert f"kinds/{file.split('/')[0]}" in said


@pytest.mark.parametrize(
    "words", [["check", "nowhere.csv"], ["load", "nowhere.csv"], ["status", "--data", "/nowhere"], ["explain", "x"]]
)
def test_the_same_in_a_process_of_its_own(words: list[str], tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-c", "from ingest.cli import main; main(prog_name='ingest')", *words],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert made.returncode == 2
    assert "Traceback" not in made.stderr
    assert made.stdout == ""
    assert made.stderr.count("\n") <= 3
    assert not any(tmp_path.iterdir())


def test_a_reader_that_has_seen_enough_is_no_fault() -> None:
    command = [sys.executable, "-c", "from ingest.cli import main; main()", "explain", "no-parent"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        said = process.stderr.read().decode()
    assert "folder" not in said and "Traceback" not in said, said


def test_a_row_of_a_million_columns_is_told_in_a_check(office: Office) -> None:
    path = office.files / "wide.csv"
    path.write_text(",".join(f"c{n}" for n in range(30_000)) + "\n")
    assert "has 30,000 cells" in refused(office, "wide-row", "check", path, "--agency", "test-pd")


def test_words_that_came_astray_into_a_figure_are_not_shown(office: Office) -> None:
    """A comma too many may bring a column about a person where a number or a date should stand."""
    path = office.files / "astray.csv"
    path.write_text(FITS + "2,Jane Roe of 12 Elm ran,N,1,D\n3,12 Marx 2024,N,1,D\n4,31 March 2024,N,1,D\n")
    said = office.run("ingest", "check", path, "--agency", "test-pd", code=1)
    assert "astray.csv:3, day" in said.err and "astray.csv:4, day" in said.err
    assert not [word for word in ("Roe", "Elm", "Marx") if word in said.out + said.err]
    assert '"31 March 2024"' in said.err, "a date in another form is no secret"


def test_an_empty_name_is_no_file_and_never_the_whole_folder(office: Office) -> None:
    for words in (["check", ""], ["load", office.files, "", "--agency", "test-pd", "--by", "Ana"]):
        assert '"": There is no such file.' in refused(office, "no-file", *words)


def test_a_room_without_recipes_says_where_they_are(office: Office) -> None:
    refused(office, "no-recipes", "sample", "--out", office.files / "sample")


def unnamed(header: str) -> str:
    """A file whose last column stands under this header, with something in it in its second row and its last."""
    rows = "".join(f"{n},2024-03-09,N,1,D,{'x' * (n == 2)}\n" for n in range(1, 2000))
    return f"no,day,area,b,s,{header}\n{rows}2000,2024-03-09,N,1,D,7\n"


def test_what_stands_in_a_column_without_a_name_is_set_aside_and_comes_back(office: Office) -> None:
    path, out = office.files / "a.csv", office.files / "mend.csv"
    path.write_text(unnamed(""))
    [done] = office.load(path, code=1)
    told = [(one["line"], one["column"]) for one in done["problems"] if one["code"] == "unnamed-cell"]
    assert told == [(3, "column 6"), (2001, "column 6")] and done["outcomes"]["new"] == 1998
    office.ingest("rejects", 1, "--out", out)
    assert out.read_text(encoding="utf-8-sig").splitlines()[0] == "no,day,area,b,s,column 6,What is wrong,What to do"
    assert "[unnamed-cell]" in office.ingest("load", out, "--by", "Ana", "--reason", "late-filing", code=2).err
    office.agency("test-pd", use_of_force=FORMAT.replace("call_type: t", "call_type: column 6"))
    [done] = office.load(out)
    assert done["outcomes"]["new"] == 2
    assert sorted(row["call_type"] or "" for row in office.rows("use_of_force"))[-3:] == ["", "7", "x"]


@pytest.mark.parametrize(
    ("header", "known"), [("", "ignore: {not ours: column 6}"), ("column B", "ignore: {not ours: column B}")]
)
def test_a_column_without_a_name_may_be_ignored_by_its_place(office: Office, header: str, known: str) -> None:
    office.agency("test-pd", use_of_force=FORMAT + known + "\n")
    path = office.files / "a.csv"
    path.write_text(unnamed(header))
    [done] = office.load(path)
    assert done["outcomes"]["new"] == 2000


def test_columns_without_a_name_and_with_nothing_in_them_do_no_harm(office: Office) -> None:
    path = office.files / "a.csv"
    path.write_text("no,day,area,b,s,,\n1,2024-03-09,N,1,D,,\n2,2024-03-09,N,1,D, ,\n")
    [done] = office.load(path)
    assert done["outcomes"]["new"] == 2


def test_a_missing_whole_is_told_with_the_headers_that_name_it(office: Office) -> None:
    path = office.files / "parts.csv"
    path.write_text("Agency's incident number,Type of force\nA-1,Taser\n")
    said = office.run("ingest", "check", "use-of-force-applications", path, "--agency", "test-pd", code=None)
    assert "parts.csv:2, Agency's incident number: There is no incident with this number." in said.err


def test_which_of_two_values_stands_is_said_in_the_language_asked_for(office: Office) -> None:
    path = office.files / "twice.csv"
    path.write_text(FITS + "1,2024-03-08,N,2,D\n")
    said = office.run("ingest", "check", path, "--agency", "test-pd", code=None, language="es")
    assert "Queda el más temprano." in said.err and "Queda el primero." in said.err
    assert "the first" not in said.err and "the earliest" not in said.err


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("cut.csv.gz", gzip.compress(FITS.encode() * 500)[:-20], "está cortado"),
        ("other.csv.gz", gzip.compress(FITS.encode()) + b"junk", "está dañado o es otra cosa de lo que dice su nombre"),
        ("inner.csv", b'no,day,area,b,s\n1,2024-03-09,"N"x,1,D\n', "después de unas comillas"),
    ],
    ids=("cut", "other", "inner"),  # a packed file holds the second in which it was packed
)
def test_what_damages_a_file_is_said_in_the_language_asked_for(
    settled: Office, name: str, data: bytes, says: str
) -> None:
    path = settled.files / name
    path.write_bytes(data)
    assert says in settled.run("ingest", "check", path, "--agency", "test-pd", code=2, language="es").err


@pytest.mark.parametrize("table", [(), ("use-of-force",)])
def test_a_quotation_mark_left_open_is_told_before_headers_that_nobody_knows(
    office: Office, table: tuple[str, ...]
) -> None:
    path = office.files / "unknown.csv"
    path.write_text('case;when;where\n1;2024-03-09;"North, South\n2;2024-03-09;South\n')
    said = office.run("ingest", "check", *table, path, "--agency", "test-pd", code=2).err
    assert "unknown.csv:2: A quotation mark is opened and never closed" in said
