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
    said = office.ingest("draft", office.files / "force.csv", "--agency", "made-up-pd", code=2)
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
