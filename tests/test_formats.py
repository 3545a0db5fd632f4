"""Each agency's format does what its own example says; each word of a format does what docs say it does."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from rooms import ROOT, Office, Row, read_csv

from ingest.agencies import Agencies
from ingest.declare import load_kinds
from ingest.example import try_examples
from ingest.formats import Format, fold_header

AGENCIES = ROOT / "agencies"
KINDS = load_kinds(ROOT / "kinds")
FORMATS = Agencies(AGENCIES, KINDS).formats()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_every_format_has_an_example() -> None:
    assert FORMATS
    assert [made.where for made in FORMATS if not made.examples] == []


@pytest.mark.parametrize("made", FORMATS, ids=[made.label for made in FORMATS])
def test_what_goes_in_comes_out_as_the_example_says(made: Format) -> None:
    assert [str(one) for one in try_examples(made, KINDS)] == []
    for one in made.examples:
        known = {*made.headers(one.role), *map(fold_header, made.roles[one.role].adds if one.role else ())}
        given = {fold_header(header) for row in one.rows for header in row}
        assert given <= known, "a header of the example that the format does not know"
        assert any(one.out.values()), "an example that promises nothing"


def test_an_example_that_is_wrong_is_told(office: Office) -> None:
    example = "example: {in: {no: '1', day: 3/9/2024}, out: {use_of_force: {occurred_date: '2024-03-10'}}}\n"
    office.agency("test-pd", use_of_force=HEAD + "tables:\n" + INCIDENT + REST + example)
    said = office.ingest("formats", code=2)
    assert 'Example 1: use_of_force.occurred_date is "2024-03-09", expected "2024-03-10".' in said.err


SEEN = ("no", "area", "c", "d", "e")
SOME = "ignore: {nothing we have a column for: [c, d, e]}\n"
HEAD = "title: A test\ndates: MM/DD/YYYY\n"
INCIDENT = "  use_of_force: {incident_number: no, occurred_date: day, district: area}\n"
ROW = {"no": "1", "day": "3/9/2024", "area": "North", "c": "", "d": "", "e": ""}
REST = "ignore: {nothing we have a column for: [c, d, e]}\n"


def made_by(office: Office, text: str, *rows: Row, table: str, code: int | None = 0, name: str = "a.csv") -> list[Row]:
    office.agency("test-pd", use_of_force=HEAD + text)
    office.load(office.file(name, [ROW | row for row in rows]), code=code)
    return office.rows(table)


def test_each_cuts_lists_in_step(office: Office) -> None:
    text = (
        "tables:\n"
        + INCIDENT
        + (
            "  use_of_force_applications:\n    rows: {each: [force_type, effective], repeats: keep}\n"
            '    force_type: {from: c, split: ",", values: {"Taser (drive, stun)": unmapped}}\n'
            '    effective: {from: d, split: ","}\nignore: {nothing: e}\n'
        )
    )
    found = made_by(
        office, text, {"c": " Takedown, Taser (drive, stun),", "d": "Yes, No,"}, table="use_of_force_applications"
    )
    assert [row["force_type_raw"] for row in found] == ["Takedown", "Taser (drive, stun)"], "brackets are not cut"
    assert len({str(row["effective"]) for row in found}) == 2


def test_lists_of_unequal_length_are_told(office: Office) -> None:
    text = (
        "tables:\n"
        + INCIDENT
        + (
            "  use_of_force_applications:\n    rows: {each: [force_type, effective], repeats: keep}\n"
            '    force_type: {from: c, split: ","}\n    effective: {from: d, split: ","}\nignore: {nothing: e}\n'
        )
    )
    office.agency("test-pd", use_of_force=HEAD + text)
    [said] = office.load(office.file("a.csv", [ROW | {"c": "Takedown, Taser", "d": "Yes"}]))
    assert [one["code"] for one in said["problems"]] == ["lists"]
    assert [row["effective"] for row in office.rows("use_of_force_applications")][1] is None


def test_split_of_a_list_column_and_all(office: Office) -> None:
    text = "tables:\n" + INCIDENT.replace(
        "}", ", force_reasons: {all: [c, d]}, video_sources: {from: e, split: [';', '/']}}"
    )
    reasons, videos = (list(KINDS.codes[name].codes)[:2] for name in ("force_reason", "video_source"))
    cells = {"c": reasons[0], "d": reasons[1], "e": f"{videos[0]}; {videos[1]} / {videos[0]}"}
    [row] = made_by(office, text, cells, table="use_of_force")
    assert json.loads(row["force_reasons"]) == reasons
    assert json.loads(row["video_sources"]) == videos


def test_marked_one_hot_headers(office: Office) -> None:
    codes = list(KINDS.codes["force_reason"].codes)[:2]
    text = (
        "tables:\n"
        + INCIDENT.replace("}", f", force_reasons: {{marked: {{c: {codes[0]}, d: {codes[1]}}}}}}}")
        + "ignore: {nothing: e}\n"
    )
    rows = [{"c": "X", "d": "0"}, {"no": "2", "c": "c", "d": "yes"}, {"no": "3"}]
    found = made_by(office, text, *rows, table="use_of_force")
    assert [json.loads(row["force_reasons"] or "[]") for row in found] == [codes[:1], codes, []]
    [said] = office.check(
        office.file("b.csv", [ROW | {"no": f"{n}"} for n in range(9)] + [ROW | {"no": "9", "c": "maybe"}]), code=1
    )
    assert [one["code"] for one in said["problems"]] == ["mark", "reason-ahead"]


def test_join_always_from_missing_values(office: Office) -> None:
    text = (
        "missing: ['-']\nvalues: {reason_for_contact: {ZZ: traffic_stop}}\ntables:\n"
        + INCIDENT.replace(
            "area}", "{from: [c, area], missing: [none]}, shift: {always: Night}, beat: {join: [c, d], with: '/'},"
        )
        + "    reason_for_contact: e}\n"
    )
    found = made_by(
        office,
        text,
        {"c": "none", "d": "-", "e": "ZZ"},
        {"no": "2", "c": "C", "d": "D", "e": "-"},
        table="use_of_force",
    )
    assert [row["district"] for row in found] == ["North", "C"]
    assert [row["shift"] for row in found] == ["Night", "Night"]
    assert found[1]["beat"] == "C/D"
    assert [row["reason_for_contact"] for row in found] == ["traffic_stop", None]


def test_missing_in_a_date_column_takes_patterns(office: Office) -> None:
    text = (
        "tables:\n  complaints: {complaint_number: no, closed_date: {from: day, missing: [MM/DD/19YY, none]},"
        " district: {from: area, missing: [19YY]}}\n" + REST
    )
    days = ["1/1/1900", "12/31/1999", "none", "1/1/2024", "1/1/19"]
    rows = [{"no": f"{number}", "day": day, "area": "1999"} for number, day in enumerate(days)]
    found = made_by(office, text, *rows, table="complaints", code=1)
    assert [row["closed_date"] for row in found] == [None, None, None, "2024-01-01"], "a cell fits whole or not at all"
    assert {row["district"] for row in found} == {"1999"}, "elsewhere it is plain text"


def test_a_correction_of_one_file_is_not_stale_in_another(office: Office) -> None:
    text = (
        "files: {north: north*.csv, south: south*.csv}\ntables:\n" + INCIDENT + REST + "corrections:\n"
        "  - {where: {area: Nroth}, set: {area: North}, reason: misspelled, file: north}\n"
    )
    office.agency("test-pd", use_of_force=HEAD + text)
    paths = [office.file(f"{name}.csv", [ROW | {"no": name, "area": "Nroth"}]) for name in ("north", "south")]
    assert [said["problems"] for said in office.load(*paths)] == [[], []]
    assert [row["district"] for row in office.rows("use_of_force")] == ["North", "Nroth"]
    office.agency("test-pd", use_of_force=HEAD + text.replace("file: north", "file: nroth"))
    assert "is not a word here. Did you mean north?" in office.ingest("formats", code=2).err


def test_rows_without_a_number_are_united(office: Office) -> None:
    text = (
        "tables:\n  elections: {date: day, state: {always: NC}}\n"
        "  polling_places: {rows: {repeats: unite}, name: no, address_line: area, county: c, precincts: d}\n"
        "ignore: {nothing: e}\n"
    )
    place = {"no": "Hall", "area": "1 Elm St", "c": "Sample"}
    rows = [place | {"d": "P1"}, place | {"d": "P2"}, place | {"d": "P1", "c": ""}, place | {"d": "P1", "area": ""}]
    found = made_by(office, text, *rows, table="polling_places")
    assert [row["precincts"] for row in found] == ['["P1", "P2"]', '["P1"]', '["P1"]'], "one house, two precincts"
    assert [row["county"] for row in found] == ["Sample", None, "Sample"], "what is empty in one row only differs"
    [said] = office.load(office.file("b.csv", [ROW | row for row in [*rows, rows[0]]]))
    assert (said["outcomes"]["new"], said["outcomes"]["changed"], said["conflicts"]) == (0, 0, 0)
    office.agency("test-pd", use_of_force=HEAD + text.replace("unite", "once"))
    [said] = office.check(office.file("c.csv", [ROW | row for row in rows]))
    assert said["records"]["polling_places"] == 4, "once looks at the lists too"
    office.agency("test-pd", use_of_force=HEAD + text.replace("unite", "keep"))
    assert "[no-number]" in office.ingest("check", office.files / "c.csv", code=2).err
    office.agency("test-pd", use_of_force=HEAD + text.replace("unite", "twice"))
    assert "expected once, unite or keep." in office.ingest("formats", code=2).err


def test_two_agencies_may_say_the_same_of_a_place_without_a_number(office: Office) -> None:
    text = (
        "tables:\n  elections: {date: day, state: {always: NC}}\n"
        "  polling_places: {rows: {repeats: once}, name: no, county: area}\nignore: {nothing: [c, d, e]}\n"
    )
    path = office.file("a.csv", [ROW])
    for name in ("one-pd", "two-pd"):
        office.agency(name, use_of_force=HEAD + text)
        office.load(path, "--agency", name)
    assert {row["agency_id"] for row in office.rows("polling_places")} == {"one-pd", "two-pd"}


def test_same_as_above(office: Office) -> None:
    text = (
        "same_as_above: no\ntables:\n"
        + INCIDENT
        + "  use_of_force_subjects: {subject_number: c, race: d}\nignore: {nothing: e}\n"
    )
    made_by(
        office,
        text,
        {"c": "1"},
        {"no": "", "c": "2"},
        {"no": "2", "c": "3"},
        {"no": "", "c": "4"},
        table="use_of_force",
    )
    counts = [row["incident_id"] for row in office.rows("use_of_force_subjects")]
    assert [counts.count(key) for key in dict.fromkeys(counts)] == [2, 2]


def test_a_correction_mends_a_row_drops_one_and_says_when_it_is_stale(office: Office) -> None:
    text = (
        "tables:\n"
        + INCIDENT
        + REST
        + (
            "corrections:\n  - {where: {no: '1', day: soon}, set: {day: 3/9/2024}, reason: a test}\n"
            "  - {where: {no: '2'}, drop: row, reason: a test}\n  - {where: {no: '9'}, drop: row, reason: a test}\n"
        )
    )
    office.agency("test-pd", use_of_force=HEAD + text)
    [said] = office.load(office.file("a.csv", [ROW | {"day": "soon"}, ROW | {"no": "2"}]))
    assert [row["occurred_date"] for row in office.rows("use_of_force")] == ["2024-03-09"]
    assert said["outcomes"] == {"ignored": 1, "merged": 0, "unchanged": 0, "new": 1, "changed": 0, "rejected": 0}
    assert [one["says"].split(".")[0] for one in said["problems"]] == ["Correction 3 matches no row"]


def test_adds_and_a_file_without_a_header_line(office: Office) -> None:
    text = (
        "files: {y: {name: 'force-2024*', adds: {day: 3/9/2024}, header: [no, area, c, d, e]}}\ntables:\n"
        + INCIDENT
        + REST
    )
    office.agency("test-pd", use_of_force=HEAD + text)
    path = office.files / "Force-2024-A.csv"
    path.write_text("1,North,,,\n2,South,,,\n")
    office.load(path)
    found = office.rows("use_of_force")
    assert [(row["incident_number"], row["occurred_date"], row["district"]) for row in found] == [
        ("1", "2024-03-09", "North"),
        ("2", "2024-03-09", "South"),
    ]
    assert [row["source_line"] for row in found] == [1, 2]


def test_rows_set_aside_from_a_file_with_adds_can_be_mended(office: Office) -> None:
    text = "files: {y: {name: '*2024*', adds: {area: East}}}\ntables:\n" + INCIDENT + REST
    office.agency("test-pd", use_of_force=HEAD + text)
    rows = [{name: cell for name, cell in (ROW | {"no": f"{n}"}).items() if name != "area"} for n in range(9)]
    path = office.file("force-2024.csv", [*rows, rows[0] | {"no": "9", "day": "soon"}])
    office.load(path, code=1)
    out = office.files / "mend-2024.csv"
    office.ingest("rejects", 1, "--out", out)
    [bad] = read_csv(out)
    assert bad["What is wrong"].startswith("Load 1, line 11: day:")
    out.write_text(out.read_text(encoding="utf-8-sig").replace("soon", "3/9/2024"), encoding="utf-8")
    office.load(out)
    assert [row["district"] for row in office.rows("use_of_force")] == ["East"] * 10


def test_encoding_and_what_a_mark_at_the_start_says(office: Office) -> None:
    office.agency("test-pd", use_of_force=HEAD + "encoding: windows-1252\ntables:\n" + INCIDENT + REST)
    path = office.file("a.csv", [ROW | {"area": "Peña – “x”"}])
    path.write_bytes(path.read_text(encoding="utf-8").encode("windows-1252"))
    office.load(path)
    path.write_bytes(path.read_text(encoding="windows-1252").replace("1,", "2,", 1).encode("utf-16"))
    office.load(path)
    assert {row["district"] for row in office.rows("use_of_force")} == {"Peña – “x”"}


def test_expect_holds_a_delivery_as_a_whole(office: Office) -> None:
    office.agency("test-pd", use_of_force=HEAD + "tables:\n" + INCIDENT + REST + "expect: {rows: 2, use_of_force: 2}\n")
    office.file("a.csv", [ROW])
    said = office.ingest("load", office.files, "--by", "Ana", code=2)
    assert "Expected 2 use_of_force, made 1" in said.err
    office.file("b.csv", [ROW | {"no": "2"}])
    office.load(office.files)
    assert len(office.rows("use_of_force")) == 2


@pytest.mark.parametrize("text", ["-", " - ", "", "- "])
def test_what_is_missing_is_missing_in_every_type_of_column(office: Office, text: str) -> None:
    """Blanks around it do not count, in free text as little as in a code or a number."""
    columns = "shift: c, officers_involved_count: d, reason_for_contact: e, narrative: f, has_video: g"
    office.agency("test-pd", use_of_force=HEAD + "missing: ['-']\ntables:\n" + INCIDENT.replace("}", f", {columns}}}"))
    cells = dict.fromkeys("cdefg", text)
    office.load(
        office.file("a.csv", [ROW | cells, ROW | {"no": "2", "c": "x", "d": "1", "e": "x", "f": "x", "g": "no"}])
    )
    row = office.rows("use_of_force")[0]
    names = ("shift", "officers_involved_count", "reason_for_contact", "narrative", "has_video")
    assert [row[name] for name in names] == [None] * 5


PLACES = """title: Places
tables:
  polling_places: {date: day, state: st, polling_place_number: no, name: place}
ignore: {nothing: [d, e]}
"""
VISITS = """title: Visits
numbers_of: {WHOSE}
tables:
  election_posture:
    {posture_number: no, date: day, state: st, polling_place_number: site, scope: {always: site}, period_end_at: until,
     release_on: shown}
"""


def test_a_file_may_give_the_numbers_of_another_agency(office: Office) -> None:
    """Police name a polling place by the number that the election office gave it."""
    office.agency("a-county", polling_places=PLACES)
    office.agency("test-pd", election_posture=VISITS.replace("WHOSE", "polling_places: a-county"))
    place = {"day": "2024-11-05", "st": "NC", "no": "7", "place": "Hall", "d": "", "e": ""}
    visit = {"no": "1", "day": "2024-11-05", "st": "NC", "site": "7", "until": "2024-11-05", "shown": "2025-01-01"}
    elections = "date,state\n2024-11-05,NC\n"
    office.file("e.csv", []).write_text(elections)
    office.load("elections", office.files / "e.csv", "--agency", "a-county")
    office.load(office.file("places.csv", [place]), "--agency", "a-county")
    [said] = office.load(office.file("visits.csv", [visit, visit | {"no": "2", "site": "8"}]), code=1)
    assert said["outcomes"]["rejected"] == 1, "nobody has a place 8"
    [there], [record] = office.rows("polling_places"), office.rows("election_posture")
    assert record["polling_place_id"] == there["polling_place_id"]
    assert (there["agency_id"], record["agency_id"]) == ("a-county", "test-pd")


@pytest.mark.parametrize(
    ("whose", "says"),
    [
        ("polling_places: a-conty", 'There is no agency "a-conty". Did you mean a-county?'),
        ("polling_place: a-county", "Did you mean polling_places?"),
        ("election_posture: a-county", "a table that this format refers to and does not fill"),
    ],
)
def test_numbers_of_nobody_are_an_error(office: Office, whose: str, says: str) -> None:
    office.agency("a-county")
    office.agency("test-pd", election_posture=VISITS.replace("WHOSE", whose))
    assert says in office.ingest("formats", code=2).err


def test_more_words_without_a_code_than_the_kind_allows_stop_a_load(office: Office) -> None:
    """1% for the type of force; a word that is said to have no code is not counted."""
    text = (
        "tables:\n"
        + INCIDENT
        + (
            "  use_of_force_applications:\n    rows: {repeats: keep}\n"
            "    force_type: {from: c, values: {Mach 1: unmapped}}\n"
        )
        + "ignore: {nothing: [d, e]}\n"
    )
    office.agency("test-pd", use_of_force=HEAD + text)
    rows = [ROW | {"no": str(number), "c": "Takedown"} for number in range(198)]
    known = [ROW | {"no": f"k{number}", "c": "Mach 1"} for number in range(20)]
    odd = [ROW | {"no": f"o{number}", "c": "Takedwn"} for number in range(3)]
    before = office.ingest("load", office.file("b.csv", rows + known + odd), "--by", "Ana Ruiz", code=2).err
    assert '"Takedwn" (3 rows): no code in the list force_type. Nearest: Takedown.' in before
    assert "3 of 221 values have no code yet (1.4%). This column allows 1%." in before
    assert office.ingest("check", office.files / "b.csv", code=2).err == before
    assert not (office.data / "register.db").exists() or office.rows("use_of_force") == []
    office.load(office.file("a.csv", rows + known + odd[:2]))
    codes = [row["force_type"] for row in office.rows("use_of_force_applications")]
    assert codes.count("unmapped") == 22
    said = office.ingest("status").out
    assert "not yet sorted: use_of_force_applications.force_type, 2 rows with 1 different word" in said
    assert '"Takedwn", 2 rows. Nearest: Takedown' in said
    assert "Mach 1" not in said


def test_what_is_missing_makes_room_for_the_next_header_and_the_next_word(office: Office) -> None:
    """`missing` of the whole format counts in `from` too, and inside a list for a column that holds one value."""
    reasons = "force_reasons: {from: [c, d]}, reason_for_contact: {from: e, split: ';', missing: [Radio]}"
    text = "missing: ['NULL']\ntables:\n" + INCIDENT.replace("}", f", {reasons}}}")
    rows = [
        {"c": " NULL ", "d": "Fleeing", "e": "Radio; NULL; Arresting"},
        {"no": "2", "c": "NULL", "d": "", "e": "Radio"},
    ]
    found = made_by(office, text, *rows, table="use_of_force")
    assert [row["force_reasons"] for row in found] == ['["prevent_escape"]', None]
    assert [row["reason_for_contact"] for row in found] == ["arrest", None]


def test_a_known_word_is_cut_where_each_part_is_known(office: Office) -> None:
    """`White-Hispanic` is one person; a list of a white and a Hispanic person is two."""
    text = (
        "tables:\n" + INCIDENT + "  use_of_force_subjects:\n    rows: {each: [race, gender], repeats: once}\n"
        "    race: {from: c, split: ['|', '-', ',']}\n    gender: {from: d, split: '|'}\nignore: {nothing: e}\n"
    )
    rows = [{"c": "White | Hispanic", "d": "Male | Female"}, {"no": "2", "c": "Amer Ind/Alaskan-Native", "d": "Male"}]
    found = made_by(office, text, *rows, table="use_of_force_subjects")
    assert [(row["race"], row["gender"]) for row in found] == [
        ("white", "male"),
        ("hispanic_latino", "female"),
        ("american_indian_alaska_native", "male"),
    ]


def test_a_correction_of_another_years_file_is_not_stale(office: Office) -> None:
    """It names a header that this file does not have, so it waits for the file that has it."""
    head = INCIDENT.replace("no,", "no, beat: [b14, b15],")
    mend = "corrections: [{where: {no: '1', b15: x}, set: {b15: B}, reason: a test}]\n"
    office.agency("test-pd", use_of_force=HEAD + "tables:\n" + head + REST + mend)
    [said] = office.load(office.file("2014.csv", [ROW | {"b14": "A"}]))
    assert not said["problems"]
    [said] = office.load(office.file("2015.csv", [ROW | {"no": "2", "b15": "A"}]))
    assert [one["code"] for one in said["problems"]] == ["stale-correction"]


def test_of_several_injuries_the_worst_stands(office: Office) -> None:
    """In one cell, and where two rows tell of one person; what the agency wrote goes with it."""
    people = "  use_of_force_subjects:\n    subject_number: c\n    injury_level: {from: d, split: ','}\n"
    text = "tables:\n" + INCIDENT + people + "ignore: {nothing: e}\n"
    rows = [{"c": "1", "d": "Bruise, Fracture, Pain"}, {"c": "2", "d": "None"}, {"c": "2", "d": "Laceration"}]
    found = made_by(office, text, *rows, table="use_of_force_subjects")
    assert [row["injury_level"] for row in found] == ["serious_bodily_injury", "minor"]
    assert [row["injury_level_raw"] for row in found] == ["Bruise, Fracture, Pain", "Laceration"]


def test_patterns_of_which_one_reads_no_day_in_the_other_do_not_clash(office: Office) -> None:
    text = "title: A test\ndates: [YYYYMMDD, YYYYMM]\ntables:\n" + INCIDENT + REST
    office.agency("test-pd", use_of_force=text)
    office.load(office.file("a.csv", [ROW | {"day": "20240309"}]))
    assert office.rows("use_of_force")[0]["occurred_date"] == "2024-03-09"


def test_each_broken_rule_is_counted_by_itself(office: Office) -> None:
    office.agency("test-pd", use_of_force=HEAD + "tables:\n" + INCIDENT + REST)
    good = [ROW | {"no": str(number)} for number in range(60)]
    bad = [ROW | {"no": f"b{number}", "day": "3/9/2099"} for number in range(13)]
    old = [ROW | {"no": "old", "day": "1/1/1900"}]
    said = office.ingest("load", office.file("a.csv", good + bad + old), "--by", "Ana Ruiz", code=1).err
    assert "and 1 more like these" in said, "thirteen rows of one rule, of which twelve are shown"
    assert said.count("more like these") == 1, "and one row of another, which is shown"


def test_a_row_of_blanks_is_passed_over(office: Office) -> None:
    blank = dict.fromkeys(ROW, "  ")
    assert len(made_by(office, "tables:\n" + INCIDENT + REST, {}, blank, {"no": "2"}, table="use_of_force")) == 2
    assert office.rows("_loads")[0]["rows"] == 2


def test_of_two_formats_with_the_same_headers_the_name_of_the_file_decides(office: Office) -> None:
    for name in ("list", "copy"):
        files = f'files: {{{name}: "{name}*.csv"}}\n'
        office.agency(f"{name}-pd", use_of_force=HEAD + files + "tables:\n" + INCIDENT + REST)
    [said] = office.load(office.file("copy-2024.csv", [ROW]))
    assert said["agency"] == "copy-pd"
    assert "two-formats" in office.ingest("load", office.file("june.csv", [ROW]), "--by", "Ana Ruiz", code=2).err


def test_a_list_of_several_headers_is_cut_though_the_whole_folds_to_a_known_word(office: Office) -> None:
    text = (
        'missing: ["."]\ntables:\n'
        + INCIDENT
        + "  use_of_force_applications:\n    rows: {each: force_type, repeats: keep}\n"
        "    force_type: {all: [c, d], values: {7: takedown}}\nignore: {nothing: e}\n"
    )
    found = made_by(office, text, {"c": "7", "d": "."}, table="use_of_force_applications")
    assert [(row["force_type"], row["force_type_raw"]) for row in found] == [("takedown", "7")]


def test_a_new_record_has_to_say_what_each_must(office: Office) -> None:
    """A format that maps no header to a required column makes no record, and adds to those that are there."""
    areas, days, years = "district: area", "occurred_date: day", "occurred_year: {always: '2024'}, district: area"

    def says(cells: str) -> None:
        tables = f"tables:\n  use_of_force: {{incident_number: no, {cells}}}\nignore: {{not asked for: [x, y, z]}}\n"
        office.agency("test-pd", use_of_force=HEAD + tables)

    def rows(numbers: Iterable[int]) -> list[Row]:
        return [dict.fromkeys("xyz", "") | {"no": f"{n}", "area": "N", "day": "2024-03-09"} for n in numbers]

    says(areas)
    path = office.file("a.csv", rows(range(9)), ["no", "area", "x", "y", "z"])
    said = office.ingest("load", path, "--by", "Ana", code=2).err
    assert "[too-many]" in said and "No header fills Date, and every incident needs one." in said
    says(days)
    office.load(office.file("days.csv", rows(range(8)), ["no", "day", "x", "y", "z"]))
    says(areas)
    [loaded] = office.load(path, code=1)
    assert (loaded["outcomes"]["changed"], loaded["outcomes"]["rejected"]) == (8, 1), "the ninth is new"
    says(years)
    [loaded] = office.load(office.file("b.csv", rows([77]), ["no", "area", "x", "y", "z"]))
    assert loaded["outcomes"]["new"] == 1, "a year will do, where no day is known"


def test_a_row_with_a_comma_too_many_is_set_aside_though_its_last_cell_is_empty(office: Office) -> None:
    """Shifted by one, its blank end would hide it. Where every row ends in a comma, that is how the program writes."""
    office.agency("test-pd", use_of_force=HEAD + "tables:\n" + INCIDENT + REST)
    header, path = f"{','.join(ROW)}\n", office.files / "shift.csv"
    good = [f"{','.join(list((ROW | {'no': f'B-{n}'}).values()))}\n" for n in range(20)]
    shifted = f"{','.join(['A-1', ROW['day'], 'D1', *list(ROW.values())[2:-1]])},\n"
    path.write_text("".join([header, *good, shifted]))
    [said] = office.load(path, "--agency", "test-pd", code=1)
    assert [one["code"] for one in said["problems"] if one["line"] == 22] == ["extra-cells"]
    path.write_text("".join([header, *(row.replace("\n", ",\n") for row in good)]))
    [said] = office.load(path, "--agency", "test-pd")
    assert said["outcomes"]["rejected"] == 0


def test_totals_and_notes_below_the_table_are_no_records(office: Office) -> None:
    office.agency(
        "test-pd", use_of_force=HEAD + "tables:\n  complaints: {complaint_number: no, formality: area}\n" + SOME
    )
    rows = [dict.fromkeys(SEEN, "") | {"no": f"C-{n}", "area": "Formal"} for n in range(20)]
    notes = [{"no": "TOTAL", "e": "20"}, {"no": "Prepared by: Sgt. Nobody"}, {"no": "C-99"}]
    path = office.file("june.csv", [*rows, *(dict.fromkeys(SEEN, "") | one for one in notes)])
    said = office.ingest("load", path, "--agency", "test-pd", "--by", "Ana", "--json", code=1).json
    assert [(one["line"], one["code"]) for one in said[0]["problems"]] == [(22, "total-row"), (23, "lone-cell")]
    assert len(office.rows("complaints")) == 21, "a number alone may be all that is known"


@pytest.mark.parametrize(
    ("text", "code"),
    [("1.0", ""), ("1.00", ""), ("1,000", ""), ("12", "")]
    + [(text, "thousands") for text in ("1.000", "12.000", " 12.000 ")]
    + [("1.234", "whole-number")],
)
def test_a_point_that_nobody_can_read_is_refused_in_a_whole_number(office: Office, text: str, code: str) -> None:
    """In Europe 12.000 is twelve thousand; in America it is twelve, with three decimals."""
    parts = "use_of_force_applications: {force_type: kind, sequence: n}"
    tables = f"use_of_force: {{incident_number: no, occurred_date: day}}\n  {parts}"
    office.agency("test-pd", use_of_force=f"title: A\nfiles: {{a: a.csv}}\ntables:\n  {tables}\n")
    row = {"no": "B", "day": "2024-03-09", "kind": "Takedown", "n": text}
    rows = [*(row | {"no": f"A-{n}", "n": "1"} for n in range(20)), row]
    [said] = office.check(office.file("a.csv", rows), code=1 if code else 0)
    assert [one["code"] for one in said["problems"]] == ([code] if code else [])


@pytest.mark.parametrize(
    ("pattern", "texts", "day", "time"),
    [
        ("DD-Mon-YY", ["5-Jan-24", "05-JAN-24", "5-ene-24", "5-Ene.-24"], "2024-01-05", None),
        ("DD Mon YYYY", ["5 sept 2024", "5 Sep. 2024", "5 set 2024"], "2024-09-05", None),
        ("Month DD, YYYY", ["January 5, 2024", "january 05, 2024", "Enero 5, 2024"], "2024-01-05", None),
        ("DD de Month de YYYY", ["5 de enero de 2024", "5 de Enero de 2024"], "2024-01-05", None),
        ("Mon DD, YYYY hh:mm AM", ["May 5, 2024 10:15 PM", "may 5, 2024 10:15 p. m."], "2024-05-05", "22:15"),
        ("MM/DD/YYYY hh:mmAM", ["1/5/2024 10:15PM", "01/05/2024 10:15p.m."], "2024-01-05", "22:15"),
        ("serial", ["45296.5", "45296.50"], "2024-01-05", "12:00"),
        ("serial", ["45296"], "2024-01-05", None),
    ],
)
def test_days_with_the_names_of_months_and_days_as_excel_counts_them(
    office: Office, pattern: str, texts: list[str], day: str, time: str | None
) -> None:
    tables = "use_of_force: {incident_number: no, occurred_date: day, occurred_time: day, beat: b, district: area}"
    office.agency(
        "test-pd", use_of_force=f"title: A\nfiles: {{a: a.csv}}\ndates: ['{pattern}']\ntables: {{{tables}}}\n"
    )
    office.load(office.file("a.csv", [{"no": n, "day": text, "b": "1", "area": "N"} for n, text in enumerate(texts)]))
    assert {(row["occurred_date"], row["occurred_time"]) for row in office.rows("use_of_force")} == {(day, time)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("24:00", "no-such-time"),
        ("13:15 PM", "no-such-time"),
        ("2024-02-30", "time"),
        ("5-Foo-24", "time"),
        ("31-Jun-24", "time"),
        ("1234", "time"),
    ],
)
def test_a_moment_that_there_is_not_is_told_as_what_it_is(office: Office, text: str, code: str) -> None:
    tables = "use_of_force: {incident_number: no, occurred_date: day, occurred_time: at}"
    office.agency(
        "test-pd",
        use_of_force=f"title: A\nfiles: {{a: a.csv}}\ndates: ['hh:mm AM', DD-Mon-YY, serial]\ntables: {{{tables}}}\n",
    )
    rows = [{"no": f"A-{n}", "day": "2024-03-09", "at": "10:15"} for n in range(20)]
    [said] = office.check(office.file("a.csv", [*rows, {"no": "B", "day": "2024-03-09", "at": text}]), code=1)
    assert [one["code"] for one in said["problems"]] == [code]
