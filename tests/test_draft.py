"""`ingest draft`: a first format with its questions; what it is not sure of, it asks, and nothing loads until then."""

from __future__ import annotations

from pathlib import Path

import pytest
from rooms import Office

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
    assert "[draft-table]" not in office.ingest("draft", file, "--agency", "new-pd", "--table", "use-of-force").err
    assert "tables is missing" in office.ingest("formats", code=2).err


def test_a_file_in_the_formats_encoding_is_told_of_its_new_header(office: Office) -> None:
    office.agency("good-pd", use_of_force=f"encoding: windows-1252\n{GOOD}")
    file = office.files / "f.csv"
    file.write_bytes("no,day,area,b,s,new\n1,2024-03-09,Peña,1,D,x\n".encode("windows-1252"))
    for words in ([], ["--agency", "good-pd"]):
        said = office.ingest("check", file, *words, code=2).err
        assert 'Header "new" is neither mapped nor ignored.' in said and "[bad-bytes]" not in said
