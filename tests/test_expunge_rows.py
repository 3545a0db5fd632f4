"""Which rows and cells an order takes out of received files, and that nothing but those is lost: case by case."""

from __future__ import annotations

import codecs
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from canaries import Planted, plant
from inputs import as_text, as_zip, write
from killing import start
from rooms import Office, Row, tables_in_order
from test_acts import BY, EVENT, FORCE, acts, content
from test_expunge import CANARY, ORDER, everything

from ingest.declare import ROOT

HERS = EVENT | {"no": "EXP-77", "area": f"{CANARY} one"}
REFUSED = ("--agency", "test-pd", *BY)


def made(folder: Path, force: str = FORCE, **formats: str) -> Office:
    office = Office(folder)
    office.agency("test-pd", use_of_force=force, **formats)
    return office


def take_out(office: Office, table: str = "use-of-force", code: int = 0) -> str:
    """Expunge the record; where it is done, no byte of it is left and the register can be made again."""
    said = office.ingest("expunge", table, "EXP-77", "--agency", "test-pd", *ORDER, code=code)
    if not code:
        left = everything(office.data)
        assert CANARY not in left and "EXP-77" not in left
        before = content(office)
        assert "The content is the same as before" in office.ingest("rebuild").out and content(office) == before
    return said.out + said.err


def areas(office: Office) -> list[tuple[object, object]]:
    return [(row["incident_number"], row["district"]) for row in office.rows("use_of_force")]


CASES = "title: T\nfiles:\n  kind: kinds*\n  case: {name: cases*, lookup: {number: kind.number}}\n"
CASES += "tables:\n  complaints: {rows: {file: case}, complaint_number: number, district: kind.area}\n"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_file_that_rows_are_looked_up_in_loses_the_row_of_the_record(tmp_path: Path, suffix: str) -> None:
    office = made(tmp_path, complaints=CASES)
    write(office.files, "kinds", suffix, [["number", "area"], ["1", "North"], ["EXP-77", CANARY], ["9", "East"]])
    office.load(office.file("cases.csv", [{"number": "1"}, {"number": "EXP-77"}]))
    take_out(office, "complaints")
    assert [row["district"] for row in office.rows("complaints")] == ["North"]
    [kept] = [path for path in (office.data / "received").glob("??/*") if b"East" in path.read_bytes()]
    assert kept.suffix == ".csv", "a row that no load needs stays"


def test_a_row_that_others_look_up_too_stays(tmp_path: Path) -> None:
    text = CASES.replace("{number: kind.number}", "{place: kind.number}") + "ignore: {no use: [note, size]}\n"
    office = made(tmp_path, complaints=text)
    office.file("kinds.csv", [{"number": "A", "area": "North"}, {"number": "B", "area": CANARY}])
    rows = [{"number": "1", "place": "A"}, {"number": "EXP-77", "place": "A"}, {"number": "EXP-77", "place": "B"}]
    office.load(office.file("cases.csv", rows))
    take_out(office, "complaints")
    assert [row["district"] for row in office.rows("complaints")] == ["North"]


def test_one_workbook_and_one_zip_that_were_loaded_twice(tmp_path: Path) -> None:
    thanks = (
        "title: Thanks\ntables:\n  commendations: {commendation_number: cno, received_date: when, district: place}\n"
    )
    office = made(tmp_path, commendations=thanks)
    book = office.files / "two.xlsx"
    with xlsxwriter.Workbook(book) as workbook:
        for name, rows in (("force", [EVENT, HERS]), ("thanks", [{"cno": "C1", "when": "2024-02-02", "place": "N"}])):
            sheet = workbook.add_worksheet(name)
            for place, cells in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
                sheet.write_row(place, 0, cells)
    office.load("use-of-force", book, "--agency", "test-pd")
    office.load("commendations", book, "--agency", "test-pd")
    packed = office.files / "z.zip"
    members = {"a.csv": [HERS, EVENT | {"no": "5"}], "b.csv": [EVENT | {"no": "6"}]}
    packed.write_bytes(
        as_zip({name: as_text([list(EVENT), *(list(row.values()) for row in rows)]) for name, rows in members.items()})
    )
    for name in members:
        office.load(packed / name)
    take_out(office)
    assert [number for number, _ in areas(office)] == ["1", "5", "6"] and len(office.rows("commendations")) == 1
    assert all(int(act["rewritten"]) == 5 for act in acts(office)[:-1])


def test_the_same_bytes_from_two_agencies_are_two_records(tmp_path: Path) -> None:
    office = made(tmp_path)
    office.agency("other-pd", use_of_force=FORCE)
    path = office.file("a.csv", [EVENT, HERS])
    for agency in ("other-pd", "test-pd"):
        office.load(path, "--agency", agency)
    office.ingest("expunge", "use-of-force", "EXP-77", "--agency", "test-pd", *ORDER)
    assert [(row["agency_id"], row["incident_number"]) for row in office.rows("use_of_force")] == [
        ("other-pd", "1"),
        ("other-pd", "EXP-77"),
        ("test-pd", "1"),
    ]
    assert ["rewritten" in act for act in acts(office)] == [False, True, False]
    assert "The content is the same as before" in office.ingest("rebuild").out


def test_a_load_under_the_wrong_agency_that_was_undone(tmp_path: Path) -> None:
    office = made(tmp_path)
    office.agency("other-pd", use_of_force=FORCE)
    path = office.file("a.csv", [EVENT, HERS])
    office.load(path, "--agency", "other-pd")
    office.ingest("undo", 1, "--reason", "the wrong agency", *BY)
    office.load(path, "--agency", "test-pd")
    take_out(office)


def test_a_record_that_others_are_named_by_stops_all(tmp_path: Path) -> None:
    places = "title: P\ntables:\n  elections: {date: day, state: st}\n"
    places += "  polling_places: {polling_place_number: place, county: area}\n"
    office = made(tmp_path, polling_places=places)
    office.load(office.file("p.csv", [{"day": "2024-11-05", "st": "NC", "place": "P", "area": "x"}]), *REFUSED[:2])
    before = content(office)
    said = office.ingest("expunge", "elections", "2024-11-05-nc", *ORDER, code=2)
    assert "[expunge-" in said.err and "Nothing was changed" in said.err and content(office) == before


def test_a_cell_that_the_row_below_takes_from_the_row_above(tmp_path: Path) -> None:
    office = made(tmp_path, FORCE + "same_as_above: [no, area]\n")
    rows = [EVENT, HERS | {"area": "Elm"}, HERS | {"no": "", "race": "black", "area": ""}]
    path = office.file("a.csv", [*rows, EVENT | {"no": "3", "area": ""}, EVENT | {"no": "4", "area": ""}])
    office.load(path)
    was = [one for one in areas(office) if one[0] != "EXP-77"]
    take_out(office)
    assert areas(office) == was == [("1", "N"), ("3", "Elm"), ("4", "Elm")]


def test_a_row_of_another_record_that_points_to_it_keeps_all_else(tmp_path: Path) -> None:
    office = made(
        tmp_path,
        complaints="title: C\ntables:\n  complaints: {complaint_number: c, district: area, incident_number: no}\n",
    )
    office.load(office.file("a.csv", [EVENT, HERS]))
    rows = [{"c": "C1", "area": "a, b\nc", "no": "EXP-77"}, {"c": "C2", "area": "x", "no": "1"}]
    office.load("complaints", office.file("c.csv", rows), "--agency", "test-pd")
    was = office.rows("complaints")
    assert "1 row of other records points to it" in take_out(office)
    now = office.rows("complaints")
    assert [row["incident_id"] is None for row in now] == [True, False]
    assert [row | {"incident_id": 0} for row in now] == [row | {"incident_id": 0} for row in was]
    again = office.file("d.csv", [{"c": "C3", "area": "x", "no": "EXP-77"}, {"c": "C4", "area": "x", "no": ""}])
    said = office.ingest("load", "complaints", again, *REFUSED, code=2)
    assert "d.csv:2: The row tells of a record that was expunged" in said.err and "EXP-77" not in said.err


def test_a_row_that_tells_of_another_record_too_stops_all(tmp_path: Path) -> None:
    places = "title: P\ntables:\n  elections: {date: day, state: st}\n"
    places += "  polling_places: {polling_place_number: place, county: area}\n"
    office = made(tmp_path, polling_places=places)
    rows: list[Row] = [{"day": f"202{year}-11-05", "st": "NC", "place": f"P{year}", "area": "x"} for year in (4, 6)]
    office.load(office.file("p.csv", rows), "--agency", "test-pd")
    before = content(office)
    key = next(row["polling_place_id"] for row in office.rows("polling_places") if row["polling_place_number"] == "P6")
    said = office.ingest("expunge", "polling-places", key, *ORDER, code=2)
    assert "1 of Elections" in said.err and "[expunge-others]" in said.err and content(office) == before
    assert not (office.data / "received.next").exists() and not (office.data / "looking").exists()
    office.load(office.file("q.csv", [*rows, rows[1] | {"place": "P7"}]), "--agency", "test-pd")
    office.ingest("expunge", "polling-places", key, *ORDER)
    assert len(office.rows("elections")) == 2 and "P6" not in everything(office.data / "received")


def test_an_order_that_names_the_record_is_refused(tmp_path: Path) -> None:
    office = made(tmp_path)
    office.load(office.file("a.csv", [EVENT, HERS]))
    said = office.ingest("expunge", "use-of-force", "EXP-77", "--order", "Court, exp-77", "--yes", *BY, code=2)
    assert "[order-names]" in said.err and len(acts(office)) == 1


def test_a_row_that_its_format_drops(tmp_path: Path) -> None:
    drop = f"corrections:\n  - {{where: {{area: {CANARY} drop}}, drop: row, reason: twice}}\n"
    office = made(tmp_path, FORCE + drop)
    office.load(office.file("a.csv", [EVENT, HERS, HERS | {"area": f"{CANARY} drop"}]))
    take_out(office)
    again = office.file("b.csv", [EVENT | {"no": "8"}, HERS | {"area": f"{CANARY} drop"}])
    assert "[expunged]" in office.ingest("load", again, *BY, code=2).err


def test_a_record_that_stands_only_in_a_load_that_was_undone_or_in_a_row_set_aside(tmp_path: Path) -> None:
    office = made(tmp_path)
    office.load(office.file("a.csv", [EVENT, HERS]))
    office.ingest("undo", 1, "--reason", "EXP-77 was wrong", *BY)
    office.load(office.file("b.csv", [EVENT, EVENT | {"no": "2"}, HERS | {"day": "2024-02-30"}]), code=1)
    assert "[no-record]" in office.ingest("expunge", "use-of-force", "EXP-78", *ORDER, code=2).err
    take_out(office)
    assert [number for number, _ in areas(office)] == ["1", "2"]


def test_all_that_stays_of_a_file_may_be_wrong_rows(tmp_path: Path) -> None:
    office = made(tmp_path)
    bad = [EVENT | {"no": f"B{number}", "day": "soon"} for number in range(3)]
    office.load(office.file("a.csv", [HERS, *bad]), code=1)
    take_out(office)
    assert len(office.rows("_rejects")) == 3


def test_the_name_of_a_file_that_holds_the_number(tmp_path: Path) -> None:
    office = made(tmp_path)
    office.load(office.file("exp-77_june.csv", [EVENT, HERS]))
    take_out(office)
    assert "exp-77" not in everything(office.data) and acts(office)[0]["file"] == "expunged_june.csv"


@pytest.mark.parametrize("row", [HERS | {"day": "2024-02-30"}, {"no": "EXP-77", "day": "2024-01-01"}])
def test_a_later_row_that_is_wrong_does_not_bring_it_back(tmp_path: Path, row: Row) -> None:
    office = made(tmp_path)
    office.load(office.file("a.csv", [EVENT, HERS]))
    take_out(office)
    path = office.file("b.csv", [EVENT | {"no": "8"}, EVENT | {"no": "9"}])
    path.write_text(path.read_text() + ",".join(map(str, row.values())) + "\n")
    for act in ("check", "load"):
        assert "b.csv:4: The row tells" in office.ingest(act, path, *(BY if act == "load" else ()), code=2).err
    assert "EXP-77" not in everything(office.data)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r"])
def test_all_other_bytes_stay(tmp_path: Path, coding: str, mark: str) -> None:
    office = made(tmp_path)
    lines = [
        ",".join(EVENT),
        '1,2024-01-01,"A\x0b\u2028",white,male,7,yes',
        "",
        f'2,2024-01-01,"B{mark}",white,male,7,yes',
    ]
    doomed = f'EXP-77,2024-01-01,"{CANARY}{mark}x",white,male,7,yes'
    before = codecs.BOM_UTF16_BE if coding == "utf-16-be" else b""
    path = office.files / "a.csv"
    path.write_bytes(before + mark.join([*lines[:3], doomed, lines[3]]).encode(coding))
    office.load(path)
    take_out(office)
    [kept] = (office.data / "received").glob("??/*")
    assert kept.read_bytes() == before + mark.join(lines).encode(coding)


def test_a_line_of_fixed_width(tmp_path: Path) -> None:
    """The row below took its area from the line that goes: it is written again, at the same places."""
    lists = "files:\n  lists: {name: '*.dat', header: {no: 6, day: 10, area: 20, race: 5}}\nsame_as_above: [area]\n"
    office = made(tmp_path, f"{FORCE.split('tables:')[0]}{lists}tables:{FORCE.split('tables:')[1]}")
    path = office.files / "a.dat"
    lines = [f"{no:6}2024-01-01{area:20}white" for no, area in [("1", "N"), ("EXP-77", "Elm"), ("3", ""), ("4", "é")]]
    path.write_bytes("\r\n".join(lines).encode())
    office.load(path)
    take_out(office)
    [kept] = (office.data / "received").glob("??/*")
    lines[2] = f"3     2024-01-01{'Elm':20}white"
    assert kept.read_bytes() == "\r\n".join([lines[0], *lines[2:]]).encode()


def words(office: Office, *said: object) -> list[tuple[str, list[str]]]:
    return [("ingest", ["--agencies", str(office.agencies), *map(str, said), "--data", str(office.data)])]


def test_a_load_that_waited_does_not_write_into_the_folder_that_goes(tmp_path: Path) -> None:
    office = made(tmp_path)
    office.load(office.file("a.csv", [EVENT, HERS]))
    first = start(words(office, "expunge", "use-of-force", "EXP-77", *ORDER), "ingest.swap:_is_meant")
    assert first.held.wait(60), "the register has it, the folders wait"
    [(_, load)] = words(office, "load", office.file("b.csv", [EVENT | {"no": "8"}]), "--agency", "test-pd", *BY)
    program = [sys.executable, "-c", "from ingest.cli import main; main()"]
    with subprocess.Popen([*program, *load], cwd=ROOT, stderr=subprocess.PIPE, text=True) as second:
        with pytest.raises(subprocess.TimeoutExpired):  # it waits
            second.wait(2)
        first.kill()
        assert "[expunge-ending]" in second.communicate(timeout=60)[1] and second.returncode == 2
    assert [act["kind"] for act in acts(office)] == ["load"]
    office.load(office.files / "b.csv")
    assert [act["kind"] for act in acts(office)] == ["load", "expunge", "load"]
    assert CANARY not in everything(office.data)


def test_no_free_page_keeps_a_word_whatever_sqlite_was_built_with(tmp_path: Path) -> None:
    office = made(tmp_path)
    office.load(office.file("a.csv", [EVENT, *(HERS | {"badge": str(number)} for number in range(300))]))
    worker = start(words(office, "expunge", "use-of-force", "EXP-77", *ORDER), "ingest.swap:_switch")
    assert worker.held.wait(60)
    worker.kill()
    assert "cut off between two steps" in office.ingest("status", code=None).err
    connection = sqlite3.connect(office.data / "register.db")
    assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    connection.close()


def planted(folder: Path) -> tuple[Office, Planted]:
    """One record of every table, with a word of its own in every column that can hold one."""
    office, words = Office(folder), Planted()
    plant(office, "linked-pd", "linked", words)
    office.release()
    return office, words


def one_of_every_table(office: Office, words: Planted, table: str) -> None:
    """Expunge the record of a table: its words are nowhere, every other record stands, all can be done again."""
    kinds = office.kinds
    mine = {table, *(one.name for one in kinds.tables.values() if one.parent == table)}
    before = {one.name: office.rows(one.name) for one in tables_in_order(kinds)}
    key = before[table][0][kinds.tables[table].key]
    office.ingest("expunge", table, key, *ORDER)
    office.publish("expunge")
    office.publish("verify")
    text = everything(office.data).casefold()
    places = {word: {place.split("/")[1].split(".")[0] for place in told} for word, told in words.words.items()}
    assert not [word for word, where in places.items() if where <= mine and word in text]
    for name, was in before.items():
        assert len(office.rows(name)) == (0 if name in mine else len(was)), name
    assert "The content is the same as before" in office.ingest("rebuild").out


@pytest.mark.parametrize("table", ["use_of_force", "polling_places"])
def test_a_record_that_many_others_point_to(tmp_path: Path, table: str) -> None:
    one_of_every_table(*planted(tmp_path), table)


@pytest.mark.torture
def test_a_record_of_every_table(tmp_path: Path) -> None:
    names = [one.name for one in tables_in_order(Office(tmp_path / "kinds").kinds) if not one.parent]
    for name in names:
        if name != "elections":  # others are named by it: see above
            one_of_every_table(*planted(tmp_path / name), name)


def test_a_row_that_lost_a_cell_is_held_to_no_rule_after_a_second_order_too(tmp_path: Path) -> None:
    office, _ = planted(tmp_path)
    first = next((tmp_path / "files").glob("*-election_preparedness.csv"))
    head, row = first.read_text().splitlines()
    number = row.split(",")[0]
    first.write_text("\n".join([head, row.replace(number, "PREP-1"), row.replace(number, "PREP-2")]) + "\n")
    office.load("election-preparedness", first, "--agency", "linked-pd")
    place = office.rows("polling_places")[0]["polling_place_id"]
    office.ingest("expunge", "polling-places", place, *ORDER)
    was = [one for one in office.rows("election_preparedness") if one.pop("source_line")]
    office.ingest("expunge", "election-preparedness", "PREP-1", *ORDER)
    now = [one for one in office.rows("election_preparedness") if one.pop("source_line")]
    assert now == [one for one in was if one["preparedness_number"] != "PREP-1"] and len(now) == 2
