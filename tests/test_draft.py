"""`ingest draft`: a first format with its questions; what it is not sure of, it asks, and nothing loads until then."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from rooms import Office, tree

HEADER = "Incident Number,Occurred Date,District,Officer Name,Mystery\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.agency("made-up-pd")
    return made


def drafted(office: Office, rows: str, encoding: str = "utf-8") -> str:
    path = office.files / "force.csv"
    path.write_text(HEADER + rows, encoding=encoding)
    office.ingest("draft", path, "--agency", "made-up-pd", "--table", "use_of_force")
    return (office.agencies / "made-up-pd" / "use_of_force.yml").read_text(encoding="utf-8")


def test_days_that_fit_two_patterns_are_asked_about(office: Office) -> None:
    made = drafted(office, "99-1,03/04/2019,North,A. Made-Up,x\n99-2,05/06/2019,South,B. Made-Up,y\n")
    assert '"Occurred Date": every value fits MM/DD/YYYY and DD/MM/YYYY' in made
    assert "\ndates:" not in made and "occurred_date: Occurred" not in made


def test_one_day_in_the_last_row_decides(office: Office) -> None:
    made = drafted(office, "99-1,03/04/2019,North,A,x\n" * 300 + "99-2,05/16/2019,South,B,y\n")
    assert "dates: [MM/DD/YYYY]" in made and "occurred_date: Occurred Date" in made


def test_people_are_left_out_and_no_value_is_written(office: Office) -> None:
    made = drafted(office, "99-1,03/14/2019,North,Zebedee Quill,call 555-867-5309\n")
    assert "may name or describe a person: [Officer Name, Mystery]" in made
    assert "Zebedee" not in made and "867" not in made


def test_utf_16_is_read(office: Office) -> None:
    assert "incident_number: Incident Number" in drafted(office, "99-1,03/14/2019,North,A,x\n", "utf-16")


def test_a_draft_replaces_nothing(office: Office) -> None:
    first = drafted(office, "99-1,03/14/2019,North,A,x\n")
    said = office.ingest(
        "draft", office.files / "force.csv", "--agency", "made-up-pd", "--table", "use_of_force", code=2
    )
    assert "a draft replaces nothing" in said.err + said.out
    assert (office.agencies / "made-up-pd" / "use_of_force.yml").read_text(encoding="utf-8") == first


def test_nothing_loads_while_a_question_is_open_and_then_it_does(office: Office) -> None:
    made = drafted(office, "99-1,03/14/2019,North,A. Made-Up,x\n")
    file, place = office.files / "force.csv", office.agencies / "made-up-pd" / "use_of_force.yml"
    said = office.ingest("load", file, "--agency", "made-up-pd", "--by", "Ana Ruiz", code=2)
    assert 'Header "Mystery" is neither mapped nor ignored' in said.err + said.out
    place.write_text(made.replace("ignore:", "ignore:\n  made up: Mystery"), encoding="utf-8")
    office.load(file, "--agency", "made-up-pd")
    (row,) = office.rows("use_of_force")
    assert row["occurred_date"] == "2019-03-14" and row["district"] == "North"


def test_one_hot_headers_become_codes(office: Office) -> None:
    path = office.files / "hot.csv"
    path.write_text("Incident Number,Occurred Date,Taser,Baton,OC Spray\n99-1,2019-03-14,X,,X\n99-2,2019-03-15,,X,\n")
    said = office.ingest("draft", path, "--agency", "made-up-pd", "--out", "-", "--table", "use-of-force").out
    assert "marked: {Taser: conducted_energy_device, Baton: impact_weapon, OC Spray: oc_spray}" in said
    assert "rows: {each: [force_type], repeats: keep}" in said
    assert not (office.agencies / "made-up-pd" / "use_of_force.yml").exists(), "the screen is no file"


def test_a_new_agency_gets_its_page_too(office: Office) -> None:
    path = office.files / "force.csv"
    path.write_text(HEADER + "99-1,03/14/2019,North,A. Made-Up,x\n")
    office.ingest("draft", path, "--agency", "other-pd", "--table", "use_of_force")
    page = (office.agencies / "other-pd" / "agency.yml").read_text(encoding="utf-8")
    assert 'name: "other-pd"' in page and "privacy_profile: protected" in page
    said = office.ingest("check", path, "--agency", "other-pd", code=2)
    assert "agency.yml" in said.err and "[required]" in said.err, "its state is not known yet"


def test_the_example_is_made_up_and_holds(office: Office) -> None:
    made = drafted(office, "99-1,03/14/2019,North,A. Made-Up,x\n")
    assert "example:   # made up" in made and '"99-0001"' in made and "North" not in made
    assert "1 format of 1 agency" in office.ingest("formats", "--agency", "made-up-pd").out


def test_the_example_on_the_screen_holds_too(office: Office) -> None:
    made = on_screen(office, "Incident Number,Occurred Date\n99-1,03/14/19\n99-2,03/15/19\n", *FORCE)
    (office.agencies / "made-up-pd" / "use_of_force.yml").write_text(made, encoding="utf-8")
    assert "dates: [MM/DD/YY]" in made and "example:   # made up" in made
    assert "1 format of 1 agency holds" in office.ingest("formats", "--agency", "made-up-pd").out
    made = on_screen(office, "Complaint Number,Allegation\n1,Rudeness\n2,Rudeness\n", "--table", "complaints")
    assert "example:" not in made or "\n    complaint" in made.split("out:")[1]


def test_slips_among_numbers_are_told(office: Office) -> None:
    path = office.files / "ages.csv"
    rows = "".join(f"99-{n},2019-03-14,{20 + n % 50}\n" for n in range(60))
    path.write_text(f"Incident Number,Occurred Date,Subject Age\n{rows}99-61,2019-03-14,unk.\n")
    said = office.ingest("draft", path, "--agency", "made-up-pd", "--out", "-", "--table", "use_of_force").out
    assert "age_years: Subject Age" in said and '"Subject Age": 1 cells do not fit age_years' in said


def test_two_headers_for_one_column_are_a_question(office: Office) -> None:
    path = office.files / "two.csv"
    path.write_text("Incident Number,Case Number,Occurred Date\n99-1,7,2019-03-14\n")
    said = office.ingest("draft", path, "--agency", "made-up-pd", "--out", "-", "--table", "use_of_force").out
    assert "incident_number: Incident Number" in said, "our own word for it weighs more"
    assert '"Case Number": what does it mean?' in said


def test_rows_that_may_be_of_two_kinds_are_a_question(office: Office) -> None:
    path = office.files / "plain.csv"
    path.write_text("Case Number,District,Beat,Race,Sex\n1,N,1,White,M\n")
    assert "[draft-table]" in office.ingest("draft", path, "--agency", "made-up-pd", code=2).err


def on_screen(office: Office, text: str, *words: object, encoding: str = "utf-8", name: str = "f.csv") -> str:
    """The draft of a file with this text, as the screen shows it."""
    (office.files / name).write_bytes(text.encode(encoding))
    return office.ingest("draft", office.files / name, "--agency", "made-up-pd", "--out", "-", *words).out


FORCE = ("--table", "use-of-force")


# What every record needs


def test_what_every_record_needs_and_no_header_gives_is_asked_first(office: Office) -> None:
    made = on_screen(office, "Incident Number,Mystery\n99-1,x\n99-2,y\n", *FORCE)
    assert "2 questions" in made
    assert "# 1. Which header holds use_of_force.occurred_date (Date)? Each incident needs it." in made
    assert made.index("occurred_date") < made.index("Mystery")


def test_what_a_rule_wants_filled_is_asked_too(office: Office) -> None:
    made = on_screen(office, "Incident No,Date\nE1,2024-11-05\nE2,2024-11-05\n", "--table", "election-incidents")
    assert "election_incidents.release_on (Release date)? Each election incident needs it." in made
    assert "release_on: {always: VALUE}" in made


def test_a_column_that_a_question_is_about_is_not_asked_for_again(office: Office) -> None:
    made = on_screen(office, "Incident Number,Occurred Date\n99-1,03/04/2019\n99-2,03/05/2019\n", *FORCE)
    assert "1 question." in made and "map the header to use_of_force.occurred_date" in made


# Marks


MARKS = "Incident Number,Occurred Date,Taser,Baton,OC Spray,Firearm,Physical,Other,Subject Age\n"


def test_a_marked_header_goes_to_the_list_that_its_siblings_fit(office: Office) -> None:
    rows = "99-1,2019-03-14,X,,,,,,30\n99-2,2019-03-15,,X,X,X,X,X,44\n"
    made = on_screen(office, MARKS + rows, *FORCE)
    assert "Firearm: firearm_discharge" in made and "Other: other_force" in made
    assert "resistance_types" not in made, "the same three words are words of another list too"
    assert "  use_of_force_subjects:\n    age_years: Subject Age\n" in made and "0 questions" in made


def test_no_person_vanishes_for_want_of_a_mark(office: Office) -> None:
    header = "Incident Number,Occurred Date,Taser,Baton,OC Spray,Arrested or held,Died,Cited and released,Subject Age"
    rows = "99-1,2019-03-14,X,X,,,,,30\n99-2,2019-03-15,,,X,X,,,44\n99-3,2019-03-15,X,,,,X,X,50\n"
    made = on_screen(office, f"{header}\n{rows}", *FORCE)
    assert "custody_status: {marked: {" in made and "each: [force_type]" in made and made.count("each:") == 1
    office.ingest("draft", office.files / "f.csv", "--agency", "made-up-pd", *FORCE)
    office.load(office.files / "f.csv", "--agency", "made-up-pd")
    people = [row["age_years"] for row in office.rows("use_of_force_subjects")]
    assert people == [30, 44, 50] and len(office.rows("use_of_force_applications")) == 4


def test_marks_that_fit_two_columns_are_a_question(office: Office) -> None:
    rows = "99-1,2019-03-14,X,,\n99-2,2019-03-14,,X,\n99-3,2019-03-14,,,X\n"
    text = f"Incident Number,Occurred Date,White,Black,Asian\n{rows}"
    made = on_screen(office, text, *FORCE)
    assert '"White", "Black", "Asian": marks that fit use_of_force_officers.race or use_of_force_subjects.race.' in made
    assert "marked: {" not in made


# Days and times


def test_days_with_times_fill_both_columns(office: Office) -> None:
    made = on_screen(office, "Incident Number,Occurred\n99-1,1/2/2023 14:05\n99-2,1/22/2023 15:05\n", *FORCE)
    assert "occurred_date: Occurred\n" in made and "occurred_time: Occurred\n" in made and "0 questions" in made


def test_midnight_in_every_row_is_no_time_of_day(office: Office) -> None:
    made = on_screen(office, "Incident Number,Occurred\n99-1,1/2/2023 00:00\n99-2,1/22/2023 00:00\n", *FORCE)
    assert "occurred_date: Occurred\n" in made and "occurred_time" not in made


def test_a_time_of_day_that_no_column_keeps_is_told(office: Office) -> None:
    text = "Complaint Number,Date Received\n99-1,1/2/2023 14:05\n99-2,1/22/2023 15:05\n"
    made = on_screen(office, text, "--table", "complaints")
    assert "received_date: Date Received" in made and '"Date Received": complaints keeps no time of day for it.' in made


@pytest.mark.parametrize("zone", ["Z", ".000Z", "+00:00"])
def test_times_in_utc_are_never_read_as_local(office: Office, zone: str) -> None:
    rows = f"99-1,2023-01-01T02:10:00{zone}\n99-2,2023-01-02T00:00:00{zone}\n"
    made = on_screen(office, f"Incident Number,Occurred Date\n{rows}", *FORCE)
    assert '"Occurred Date": its times are in UTC, and ours are local.' in made and "1 question." in made
    assert "occurred_date: Occurred" not in made and "\ndates:" not in made


def test_days_written_as_midnight_in_utc_read_no_other_time(office: Office) -> None:
    text = "Incident Number,Occurred Date\n99-1,2023-01-01T00:00:00.000Z\n99-2,2023-01-02T00:00:00.000Z\n"
    made = on_screen(office, text, *FORCE)
    assert 'dates: ["YYYY-MM-DDT00:00:00.000Z"]' in made and "occurred_date: Occurred Date" in made
    assert "each time in it is 00:00 in UTC" in made
    office.ingest("draft", office.files / "f.csv", "--agency", "made-up-pd", *FORCE)
    later = office.files / "later.csv"
    later.write_text(text.replace("02T00", "02T05") + "99-3,2023-01-03T00:00:00.000Z\n" * 9)
    (made_of,) = office.check(later, "--agency", "made-up-pd", code=1)
    assert made_of["outcomes"]["rejected"] == 1, "five hours after midnight in UTC it may be the day before"


def test_one_cell_that_is_no_day_is_told_by_its_line(office: Office) -> None:
    days = "".join(f"99-{n},01/{n:02}/2023\n" for n in range(1, 20))
    made = on_screen(office, f"Incident Number,Occurred Date\n{days}99-20,Zebedee Quill\n", *FORCE)
    assert '"Occurred Date": 19 of 20 cells read MM/DD/YYYY. This one does not: line 21.' in made
    assert "name their words under missing. Then map the header to use_of_force.occurred_date" in made
    assert "dates: [MM/DD/YYYY]" in made and "Zebedee" not in made
    made = on_screen(office, f"Incident Number,Occurred Date\n{days}99-20,Unknown\n", *FORCE)
    assert 'write missing: ["Unknown"]' in made and "\n    occurred_date" not in made


# Encodings


LATIN = "Incident Number,Occurred Date,District\n99-1,2023-01-01,Peña\n99-2,2023-01-02,N\n"


def test_what_is_not_utf_8_is_drafted_with_a_guess(office: Office) -> None:
    made = on_screen(office, LATIN, *FORCE, encoding="windows-1252")
    assert "\nencoding:" in made and "encoding: windows-1252 is a guess. Read so, the first letter" in made
    assert '"ñ" on line 2' in made and "Peña" not in made
    office.ingest("draft", office.files / "f.csv", "--agency", "made-up-pd", *FORCE)
    office.load(office.files / "f.csv", "--agency", "made-up-pd")
    assert [row["district"] for row in office.rows("use_of_force")] == ["Peña", "N"]


def test_an_encoding_can_be_named(office: Office) -> None:
    made = on_screen(office, LATIN, *FORCE, "--encoding", "cp850", encoding="cp850")
    assert "\nencoding: cp850\n" in made and "0 questions" in made
    words = ["draft", office.files / "f.csv", "--agency", "made-up-pd", *FORCE, "--encoding"]
    assert "[draft-encoding]" in office.ingest(*words, "ascii", code=2).err
    assert "[word-value]" in office.ingest(*words, "klingon", code=2).err


def test_what_is_in_neither_encoding_says_what_to_do(office: Office) -> None:
    (office.files / "f.csv").write_bytes(b"Incident Number,Occurred Date\n99-1,\x81\n")
    said = office.ingest("draft", office.files / "f.csv", "--agency", "made-up-pd", code=2).err
    assert "UTF-8 or windows-1252" in said and "--encoding" in said and "[draft-encoding]" in said


# Headers


def test_a_header_that_stands_twice_is_still_the_header(office: Office) -> None:
    made = on_screen(office, "Incident Number,Occurred Date,incident number\n99-1,2023-01-31,2\n", *FORCE)
    assert "occurred_date: Occurred Date" in made and '"incident number (2)": what does it mean?' in made


def test_a_line_of_the_file_is_never_taken_for_its_header(office: Office) -> None:
    (office.files / "f.csv").write_text("99-1,2023-01-31,Zebedee Quill\n99-2,2023-02-01,A. Made-Up\n")
    said = office.ingest("draft", office.files / "f.csv", "--agency", "made-up-pd", *FORCE, code=2)
    assert "[no-header]" in said.err and "Zebedee" not in said.err + said.out


@pytest.mark.parametrize(("mark", "rows"), [(",", 0), ("\t", 3), (",", 3), (",", 40)])
def test_a_quote_that_is_never_closed_is_told_with_its_line(office: Office, mark: str, rows: int) -> None:
    good = "".join(f"99-{n},2023-01-31,North,A. Made-Up,x\n" for n in range(rows))
    text = HEADER + good + '99-50,2023-01-31,"North,A. Made-Up,x\n99-51,2023-01-31,North,Zebedee,x\n'
    (office.files / "f.csv").write_text(text.replace(",", mark))
    said = office.ingest("draft", office.files / "f.csv", "--agency", "made-up-pd", *FORCE, code=2)
    assert f"f.csv:{rows + 2}: " in said.err and "[open-quote]" in said.err and "Zebedee" not in said.err


def test_numbers_that_may_be_days_are_asked_about(office: Office) -> None:
    rows = "".join(f"99-{n},{45353 + 400 * n},North,{n}\n" for n in range(3))
    made = on_screen(office, f"Incident Number,Occurred Date,District,Time\n{rows}", *FORCE)
    asked = next(line for line in made.splitlines() if '"Occurred Date"' in line)
    assert (
        "Perhaps use_of_force.occurred_date. Its numbers may be days as spreadsheets count them, of 2024 to 2026"
        in asked
    )
    made = on_screen(office, "Incident Number,Occurred Date\n99-1,45353\n99-2,99999\n", *FORCE)
    assert "spreadsheets count" not in made, "the second would be a day of the year 2173"


def test_cells_that_a_likely_column_cannot_hold_are_counted(office: Office) -> None:
    rows = "".join(f"99-{n},2023-01-3{n % 2},S-{n},{age}\n" for n, age in enumerate((34, 210, "", 41, 300, 19)))
    made = on_screen(office, f"Incident Number,Occurred Date,Subject Number,Subject Age\n{rows}", *FORCE)
    asked = next(line for line in made.splitlines() if '"Subject Age"' in line)
    assert "age_years. 2 of 5 cells are no number from 0 to 120." in asked and "210" not in made


def test_a_table_that_no_file_fills_is_not_drafted(office: Office) -> None:
    (office.files / "f.csv").write_text(HEADER)
    words = ["draft", office.files / "f.csv", "--agency", "made-up-pd", "--table", "agencies"]
    assert "[no-table]" in office.ingest(*words, code=2).err


# Workbooks


def workbook(office: Office, **sheets: list[list[str]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def drafted_book(office: Office, book: openpyxl.Workbook) -> str:
    book.save(office.files / "f.xlsx")
    return office.ingest("draft", office.files / "f.xlsx", "--agency", "made-up-pd", "--out", "-", *FORCE).out


SHEET = [["Incident Number", "Occurred Date"], ["99-1", "03/04/2019"]]


def test_the_sheet_that_is_shown_is_drafted(office: Office) -> None:
    book = workbook(office, Force=SHEET, Staff=[list("abcdefgh"), list("12345678")])
    book["Staff"].sheet_state = "hidden"
    made = drafted_book(office, book)
    assert "incident_number: Incident Number" in made
    assert (
        'The sheet "Staff" is hidden. Unhide it and look at it.' in made and "hidden: {sheets: {Staff: REASON}}" in made
    )


def test_two_sheets_with_the_same_headers_are_said(office: Office) -> None:
    made = drafted_book(office, workbook(office, East=SHEET, West=[SHEET[0], ["99-2", "03/24/2019"]]))
    assert 'The sheets "East", "West" have the same headers.' in made
    assert "dates: [MM/DD/YYYY]" in made, "a day on the second sheet decides for both"


# Cells that hold several values, or none because the one above holds it


def test_several_values_in_a_cell_are_cut(office: Office) -> None:
    rows = "99-1,2023-01-01,Rudeness; Excessive Force,Not Sustained; Unfounded\n99-2,2023-01-02,Rudeness,Sustained\n"
    text = f"Complaint Number,Date Received,Allegation,Finding\n{rows}"
    made = on_screen(office, text, "--table", "complaints")
    assert 'allegation_category: {from: Allegation, split: ";"}' in made
    assert 'Its cells hold several: add split: ";".' in made
    assert 'split: "/"' in on_screen(office, text.replace("; ", "/"), "--table", "complaints")


def test_several_numbers_in_a_cell_are_a_question(office: Office) -> None:
    rows = "99-1,2023-01-01,Taser; Baton,0114; 0207\n99-2,2023-01-02,Taser,0114\n"
    made = on_screen(office, f"Case No,Occurred Date,Force Used,Officer Badge\n{rows}", *FORCE)
    assert '"Officer Badge": what does it mean? Perhaps use_of_force_officers.officer_number.' in made
    assert 'Its cells hold several: add split: ";".' in made and "officer_number: Officer Badge" not in made
    one = on_screen(office, f"Case No,Occurred Date,Force Used,Officer Badge\n{rows.replace('; 0207', '')}", *FORCE)
    assert "officer_number: Officer Badge" in one


def test_merged_cells_are_a_question(office: Office) -> None:
    rows = "99-1,2023-01-01,Taser\n,,Baton\n99-2,2023-01-02,Taser\n"
    made = on_screen(office, f"Case No,Occurred Date,Force Used\n{rows}", *FORCE)
    assert '"Case No": 1 of 3 cells are empty.' in made and 'same_as_above: ["Case No", "Occurred Date"]' in made
    assert "incident_number: Case No" not in made


# Elections


def test_the_name_of_a_polling_place_is_no_persons(office: Office) -> None:
    text = "Name,Address,City,Zip\nTown Hall,1 Elm St,Testville,02345\nSchool,2 Elm St,Testville,02345\n"
    made = on_screen(office, text, "--table", "polling-places")
    assert "\n    name: Name\n" in made and "ignore:" not in made
    made = on_screen(office, "Incident Number,Name\n99-1,A. Made-Up\n99-2,B. Made-Up\n", *FORCE)
    assert "may name or describe a person: [Name]" in made


def test_polling_places_ask_for_their_election(office: Office) -> None:
    text = "Name,Election Date,Address\nTown Hall,2024-11-05,1 Elm St\nSchool,2024-11-05,2 Elm St\n"
    made = on_screen(office, text, "--table", "polling-places")
    assert "  elections:\n    date: Election Date\n" in made
    assert "Which election does each polling place belong to?" in made
    assert "elections: {state: HEADER}" in made and "state: {always: XX}" in made and "election_id" not in made


def test_the_title_above_the_header_says_what_the_rows_are(office: Office) -> None:
    text = (
        "Incident #,Date,Time,Polling Place,Address\n"
        "1,11/25/2024,10:05 AM,Town Hall,1 Elm St\n2,11/05/2024,11:05 AM,School,2 Elm St\n"
    )
    made = on_screen(office, f"Election Day Incident Log,,,,\n{text}")
    assert "  election_incidents:\n" in made and 'election_incident_number: "Incident #"' in made
    assert "occurred_date: Date" in made and "occurred_time: Time" in made
    (office.files / "f.csv").write_text(text)
    said = office.ingest("draft", office.files / "f.csv", "--agency", "made-up-pd", "--out", "-", code=None)
    assert "  election_incidents:\n" not in said.out, "without the title nobody could tell"


# The folder, the agency, the next command


def test_a_folder_is_told_to_name_one_file(office: Office) -> None:
    said = office.ingest("draft", office.files, "--agency", "made-up-pd", code=2).err
    assert "[draft-folder]" in said and "Name one file of it." in said and "the word files" in said


@pytest.mark.parametrize("name", ["../evil", "a/b", "a b", "", ".", "-x", "a_b"])
def test_a_short_name_stays_in_the_folder(office: Office, name: str) -> None:
    (office.files / "f.csv").write_text(HEADER + "99-1,03/14/2019,North,A,x\n")
    before = tree(office.folder)
    said = office.ingest("draft", office.files / "f.csv", f"--agency={name}", *FORCE, code=2).err
    assert "[agency-name]" in said and tree(office.folder) == before


@pytest.mark.parametrize("name", ["my base file.csv", "clerk's.csv"])
def test_the_next_command_can_be_typed_as_it_is_printed(office: Office, name: str) -> None:
    path = office.files / name
    path.write_text(HEADER + "99-1,03/14/2019,North,A,x\n")
    said = office.ingest("draft", path, "--agency", "made-up-pd", *FORCE).out
    assert f'ingest check "{path}" --agency made-up-pd' in said


def test_a_draft_speaks_the_language_of_whoever_asks(office: Office) -> None:
    (office.files / "f.csv").write_text("Incident Number,Mystery\n99-1,x\n99-2,y\n")
    words = ["draft", office.files / "f.csv", "--agency", "made-up-pd", *FORCE, "--out", "-"]
    made = office.run("ingest", *words, language="es").out
    assert "¿Qué encabezado tiene use_of_force.occurred_date (Fecha)?" in made and '"Mystery": ¿qué significa?' in made
    assert not re.search(r"\b(the|which|header)\b", made.split("tables:")[0].replace("incident", ""))


# Other agencies


def test_a_draft_without_an_answer_blocks_nobody_else(office: Office) -> None:
    (office.files / "odd.csv").write_text("Foo,Bar,Baz\n1,a,b\n2,b,c\n")
    office.ingest("draft", office.files / "odd.csv", "--agency", "new-pd", *FORCE)
    assert "use_of_force: {}" in (office.agencies / "new-pd" / "use_of_force.yml").read_text()
    office.agency("good-pd", use_of_force=GOOD)
    file = office.files / "good.csv"
    file.write_text("no,day,area,b,s\n1,2024-03-09,N,1,D\n")
    assert office.check(file)[0]["format"] == "good-pd/use_of_force"
    assert "1 format of 1 agency" in office.ingest("formats", "--agency", "good-pd").out


GOOD = (
    "title: x\ntables:\n  use_of_force: {incident_number: no, occurred_date: day, district: area, beat: b, shift: s}\n"
)


def test_a_broken_format_is_told_only_where_nothing_fits(office: Office) -> None:
    office.agency("good-pd", use_of_force=GOOD)
    office.agency("broken-pd", use_of_force="title: x\ntables:\n")
    file = office.files / "good.csv"
    file.write_text("no,day,area,b,s\n1,2024-03-09,N,1,D\n")
    assert office.check(file)[0]["format"] == "good-pd/use_of_force"
    assert "[word-missing]" not in office.ingest("check", file).err
    (office.agencies / "good-pd" / "complaints.yml").write_text("title: x\ntables:\n")
    assert "good-pd/complaints.yml:1: tables is missing." in office.ingest("check", file, code=2).err, "its own slip"
    (office.agencies / "good-pd" / "complaints.yml").unlink()
    file.write_text("p,q,r,t,u\n1,2,3,4,5\n")
    said = office.ingest("check", file, code=2).err
    assert "broken-pd/use_of_force.yml:1: tables is missing." in said
    assert "[draft-table]" not in office.ingest("draft", file, "--agency", "new-pd", *FORCE).err
    assert "tables is missing" in office.ingest("formats", code=2).err


def test_a_file_in_the_formats_encoding_is_told_of_its_new_header(office: Office) -> None:
    office.agency("good-pd", use_of_force=f"encoding: windows-1252\n{GOOD}")
    file = office.files / "f.csv"
    file.write_bytes("no,day,area,b,s,new\n1,2024-03-09,Peña,1,D,x\n".encode("windows-1252"))
    for words in ([], ["--agency", "good-pd"]):
        said = office.ingest("check", file, *words, code=2).err
        assert 'Header "new" is neither mapped nor ignored.' in said and "[bad-bytes]" not in said


# Large files


def test_columns_with_many_texts_are_still_looked_through(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.survey._LEAST", 10)
    monkeypatch.setattr("ingest.survey._WORDS", 10)
    days = [f"{1 + n % 9:02}/{1 + n % 12:02}/2019 10:{n % 60:02}" for n in range(500)]
    rows = "".join(f"99-{n},{day},{n % 90},35.{n},Text {n}\n" for n, day in enumerate(days))
    header = "Incident Number,Occurred Date,Subject Age,Latitude,Mystery"
    first, last = "99-x,01/31/2019 10:00,unk.,35.1,Text\n", "99-y,01/01/2019 10:00,30,35.1,call 555-867-5309\n"
    made = on_screen(office, f"{header}\n{first}{rows}{last}", *FORCE)
    assert 'dates: ["MM/DD/YYYY hh:mm"]' in made and "occurred_time: Occurred Date" in made, "the first row decides"
    assert "age_years: Subject Age" in made and '"Subject Age": 1 cells do not fit age_years' in made
    assert "incident_number: Incident Number" in made and "[Mystery]" in made
