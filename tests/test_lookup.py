"""The word `lookup`: a row takes what it needs from the rows of other files, and the load keeps those files too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rooms import Office, Row, read_csv

HEAD = "title: A test\n"
FILES = """\
files:
  county: counties*.csv
  precinct: {name: precincts*.csv, lookup: {county id: county.no}}
  link: {name: links*.csv, lookup: {precinct id: precinct.no}}
"""
TABLES = """\
tables:
  elections: {rows: {file: link}, date: {always: 2099-11-03}, state: {always: XX}}
  polling_places:
    rows: {file: link}
    polling_place_number: place
    precincts: precinct.code
    county: county.called
ignore: {nothing of ours: [note, size]}
"""
COUNTIES = [{"no": "1", "called": "Elm"}, {"no": "2", "called": "Oak"}]
PRECINCTS = [
    {"no": "11", "code": "P11", "county id": "1", "size": "5"},
    {"no": "12", "code": "P12", "county id": "1", "size": "5"},
    {"no": "21", "code": "P21", "county id": "2", "size": "5"},
    {"no": "31", "code": "P31", "county id": "3", "size": "5"},
]
LINKS = [
    {"precinct id": "11", "place": "A", "note": ""},
    {"precinct id": "12", "place": "A", "note": ""},
    {"precinct id": " 21 ", "place": "B", "note": "x"},
]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-elections", polling_places=HEAD + FILES + TABLES)
    return office


def files(
    office: Office, links: list[Row] = LINKS, precincts: list[Row] = PRECINCTS, counties: list[Row] = COUNTIES
) -> Path:
    office.file("counties.csv", counties)
    office.file("precincts.csv", precincts)
    return office.file("links.csv", links)


def places(office: Office) -> list[tuple[str, list[str], str | None]]:
    return [
        (row["polling_place_number"], json.loads(row["precincts"] or "[]"), row["county"])
        for row in office.rows("polling_places")
    ]


def test_one_file_takes_from_two_others(office: Office) -> None:
    [said] = office.load(files(office))
    assert said["problems"] == [] and said["outcomes"]["new"] == 2 and said["outcomes"]["merged"] == 1
    assert places(office) == [("A", ["P11", "P12"], "Elm"), ("B", ["P21"], "Oak")]


def test_a_whole_folder(office: Office) -> None:
    files(office)
    said = {one["file"]: one for one in office.load(office.files)}
    assert said["links.csv"]["rows"] == 3 and said["counties.csv"]["rows"] == 0
    assert [one["says"] for one in said["precincts.csv"]["problems"]] == [
        "The file makes no records by itself. Other files look things up in it: links*.csv."
    ]
    assert [row["file_name"] for row in office.rows("_loads")] == ["links.csv"]
    assert "counties.csv: The file makes no records by itself." in office.ingest("check", office.files).out


def test_the_other_file_is_read_as_any_other(office: Office) -> None:
    path = files(office)
    (office.files / "counties.csv").write_text("What we call counties\n\n CALLED ;No\nElm;1\n;\nOak;2\n", "utf-8")
    office.load(path)
    assert [county for *_, county in places(office)] == ["Elm", "Oak"]


def test_the_other_file_has_no_header_line(office: Office) -> None:
    text = FILES.replace("county: counties*.csv", "county: {name: counties*.csv, header: [No, called]}")
    office.agency("test-elections", polling_places=HEAD + text + TABLES)
    path = files(office)
    (office.files / "counties.csv").write_text("1,Elm\n2,Oak\n", "utf-8")
    office.load(path)
    assert [county for *_, county in places(office)] == ["Elm", "Oak"]


def test_an_id_that_is_not_there_sets_the_row_aside(office: Office) -> None:
    path = files(office, [*LINKS, {"precinct id": "99", "place": "C", "note": "y"}])
    said = office.ingest("check", path, code=1)
    assert 'links.csv:5, precinct id: precinct.no has no "99".' in said.err and "[lookup]" in said.err
    office.load(path, code=1)
    assert len(places(office)) == 2
    office.ingest("rejects", 1, "--out", office.files / "mend.csv")
    [row] = read_csv(office.files / "mend.csv")
    assert {name: row[name] for name in LINKS[0]} == {"precinct id": "99", "place": "C", "note": "y"}
    assert not {"precinct.code", "county.called"} & row.keys(), "the row as it came"


def test_an_id_of_the_second_file_that_is_not_there(office: Office) -> None:
    path = files(office, [*LINKS, {"precinct id": "31", "place": "C"}])
    assert 'links.csv:5, precinct.county id: county.no has no "3".' in office.ingest("check", path, code=1).err
    office.load(files(office), code=0)  # nobody names that precinct: nothing is wrong


def test_no_id_takes_nothing(office: Office) -> None:
    office.load(files(office, [{"precinct id": "", "place": "C", "note": ""}, *LINKS]))
    assert places(office)[0] == ("C", [], None)


def test_a_private_id_is_not_shown(office: Office) -> None:
    text = """\
files:
  kind: kinds.csv
  case: {name: cases.csv, lookup: {number: kind.number}}
tables:
  complaints: {rows: {file: case}, complaint_number: number, district: kind.area}
"""
    office.agency("test-elections", polling_places=HEAD + text)
    office.file("kinds.csv", [{"number": "1", "area": "North"}])
    path = office.file("cases.csv", [{"number": "1"}, {"number": "7700"}])
    said = office.ingest("check", path, code=1)
    assert "kind.number has no (not shown: it may be private)." in said.err and "7700" not in said.err


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("counties.csv", None, "in the file county, and none beside it is called counties*.csv."),
        ("counties-2.csv", "no,called\n1,Elm\n", 'more than one beside it could be that: "counties-2.csv", "counties'),
        ("counties.csv", "no,called\n1,Elm\n2,Oak\n1,Ash\n", "counties.csv:4, no: Other files look rows up here by"),
        ("counties.csv", "number,called\n1,Elm\n", 'counties.csv: There is no header "no"'),
        ("counties.csv", "no,name\n1,Elm\n", 'counties.csv: There is no header "called"'),
        ("counties.csv", "no,called\n1,Elm\n2\n", "counties.csv:3: The row has only 1 of 2 cells."),
        ("counties.csv", "no,called\n1,Elm,Oak\n", "counties.csv:2: The row has 3 cells; the header has 2."),
        ("counties.csv", 'no,called\n1,"Elm\n', "A quotation mark is opened and never closed"),
        ("counties.csv", "", "The file is empty."),
        ("links.csv", "precinct,place,note\n11,A,\n", "is neither mapped nor ignored"),
    ],
)
def test_bad_input_stops(office: Office, name: str, text: str | None, says: str) -> None:
    path = files(office)
    if text is None:
        (office.files / name).unlink()
    else:
        (office.files / name).write_text(text, "utf-8")
    for act in (("check",), ("load", "--by", "Ana Ruiz")):
        assert says in office.ingest(act[0], path, *act[1:], code=2).err
    assert office.rows("_loads") == [] if (office.data / "register.db").exists() else True
    assert not list((office.data / "received").rglob("*.json*")), "no act is left behind"


def test_a_lookup_without_its_own_header_stops(office: Office) -> None:
    path = files(office)
    path.write_text("place,note\nA,\n", "utf-8")
    assert 'links.csv: There is no header "precinct id"' in office.ingest("check", path, code=2).err


def test_rebuild_reads_the_files_that_were_kept(office: Office) -> None:
    path = files(office)
    office.load(path)
    before = office.rows("polling_places")
    for one in office.files.iterdir():
        one.unlink()
    assert "The content is the same as before" in office.ingest("rebuild").out
    assert office.rows("polling_places") == before
    [act] = (office.data / "received" / "acts").glob("*.json")
    said = json.loads(act.read_text("utf-8"))
    assert [word for word in said if word.startswith("beside ")] == ["beside precinct", "beside county"]
    for word in ("beside precinct", "beside county"):
        sha256, _, name = said[word].partition(" ")
        kept = office.data / "received" / sha256[:2] / f"{sha256}.csv"
        assert kept.exists() and name in {"precincts.csv", "counties.csv"}
    assert "The content is the same as before" in office.ingest("rebuild").out, "and once more"


def test_a_changed_other_file_is_loaded_again(office: Office) -> None:
    path = files(office)
    office.load(path)
    [said] = office.load(path)
    assert [one["code"] for one in said["problems"]] == ["known-file"]
    office.file("counties.csv", [{"no": "1", "called": "Elm Tree"}, {"no": "2", "called": "Oak"}])
    [said] = office.load(path)
    assert said["problems"] == [] and said["outcomes"]["changed"] == 1
    assert [county for *_, county in places(office)] == ["Elm Tree", "Oak"]
    assert [json.loads(row["was"])["county"] for row in office.rows("_history")] == ["Elm"]
    assert "The content is the same as before" in office.ingest("rebuild").out, "each load with the files of its day"
    assert [county for *_, county in places(office)] == ["Elm Tree", "Oak"]


def test_an_added_id_is_looked_up(office: Office) -> None:
    """A file that does not say of which election it is: the format says it, and the file of the election must agree."""
    text = """\
files:
  election: elections.csv
  place: {name: places.csv, adds: {election: "7"}, lookup: {election: election.no}}
tables:
  elections: {rows: {file: election}, date: day, state: {always: XX}}
  polling_places:
    {rows: {file: place}, date: election.day, state: {always: XX}, polling_place_number: id, name: name}
"""
    office.agency("test-elections", polling_places=HEAD + text)
    office.file("elections.csv", [{"no": "7", "day": "2099-11-03"}])
    office.file("places.csv", [{"id": "1", "name": "Hall"}])
    office.load(office.files)
    assert [row["election_id"] for row in office.rows("polling_places")] == ["2099-11-03-xx"]
    office.file("elections.csv", [{"no": "8", "day": "2100-11-03"}])
    assert 'election: election.no has no "7".' in office.ingest("load", office.files, "--by", "A", code=2).err


def test_an_example_gives_the_other_files_cells_itself(office: Office) -> None:
    example = (
        "example: {file: link, in: {place: A, precinct.code: P1, county.called: Elm},"
        " out: {polling_places: {county: Elm, precincts: '[\"P1\"]'}}}\n"
    )
    office.agency("test-elections", polling_places=HEAD + FILES + TABLES + example)
    office.ingest("formats")
    office.agency(
        "test-elections", polling_places=HEAD + FILES + TABLES + example.replace("county: Elm", "county: Oak")
    )
    assert 'county is "Elm", expected "Oak"' in office.ingest("formats", code=2).err


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("precinct.no", "precint.no", '"precint.no" is not a word here. Did you mean precinct?'),
        ("precinct.no", "precinct", '"precinct" is not a word here.'),
        ("precinct.no", "link.no", "lookup of link"),
        ("county: counties*.csv", "county: {name: counties*.csv, lookup: {x: link.y}}", "each other file once"),
        ("{precinct id: precinct.no}", "{precinct id: precinct.no, c: county.no}", "each other file once"),
        ("county: counties*.csv", "county: {name: counties*.csv, ignore: unused}", "none of them ignored"),
        ("{precinct id: precinct.no}", "{x: county.no}", '"precincts: precinct.code" is not a word here.'),
        ("  link:", "  more: more.csv\n  link:", 'The file "more" fills no table'),
        ("  link:", "  more: {name: m.csv, ignore: unused, adds: {a: b}}\n  link:", "both ignored and read"),
    ],
)
def test_slips_in_the_format(office: Office, old: str, new: str, says: str) -> None:
    assert old in FILES
    office.agency("test-elections", polling_places=HEAD + FILES.replace(old, new) + TABLES)
    said = office.ingest("formats", code=2)
    assert says in said.err and "agencies/test-elections/polling_places.yml:" in said.err


def test_a_file_that_is_left_out_says_why(office: Office) -> None:
    text = FILES + "  people: {name: people*.csv, ignore: names of people are not kept}\n"
    office.agency("test-elections", polling_places=HEAD + text + TABLES)
    files(office)
    office.file("people.csv", [{"id": "1", "who": "A. Made-Up", "telephone": "555"}])
    said = office.ingest("load", office.files, "--by", "Ana Ruiz")
    assert "people.csv: The file is left out: names of people are not kept." in said.out
    assert "Made-Up" not in b"".join(path.read_bytes() for path in office.data.rglob("*.*")).decode("latin-1")
    [said] = office.check(office.files / "people.csv")
    assert (said["rows"], [one["code"] for one in said["problems"]]) == (0, ["left-out"])


def test_a_file_that_nothing_names_still_stops_the_folder(office: Office) -> None:
    files(office)
    office.file("people.csv", [{"id": "1", "who": "A. Made-Up", "telephone": "555"}])
    assert "people.csv" in office.ingest("load", office.files, "--by", "Ana Ruiz", code=2).err
    assert not (office.data / "register.db").exists() or office.rows("_loads") == []


def test_a_file_that_some_format_reads_is_not_left_out(office: Office) -> None:
    text = FILES + "  more: {name: more.csv, ignore: unused}\n"
    office.agency("test-elections", polling_places=HEAD + text + TABLES)
    other = "tables: {complaints: {complaint_number: a, received_date: b, district: c, beat: d, finding: e}}\n"
    office.agency("test-pd", complaints=HEAD + other)
    row = {"a": "1", "b": "2024-01-01", "c": "North", "d": "", "e": ""}
    [said] = office.load(office.file("more.csv", [row]))
    assert (said["format"], said["rows"]) == ("test-pd/complaints", 1)
