"""Rows of one file that mean one record become one: formats.md, section 4, rule by rule."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from rooms import Office, Row

FORMAT = """title: Rows that repeat
tables:
  use_of_force:
    incident_number: no
    occurred_date: day
    occurred_time: time
    district: area
    has_video: video
    force_reasons: {from: reasons, split: ";"}
  use_of_force_subjects:
    subject_number: who
    race: race
  use_of_force_officers:
    officer_number: badge
  use_of_force_applications:
    REPEATS
    force_level_agency: level
"""
ROW = {"no": "1", "day": "2024-03-09", "time": "10:00", "area": "North", "video": "no", "reasons": ""}
ROW |= {"who": "S1", "race": "White", "badge": "B1", "level": "One"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd", use_of_force=FORMAT.replace("REPEATS", "rows: {repeats: keep}"))
    return office


def only(office: Office, table: str = "use_of_force") -> Row:
    [row] = office.rows(table)
    return row


def load(office: Office, *rows: Row, name: str = "a.csv") -> Row:
    [said] = office.load(office.file(name, [ROW | row for row in rows]))
    return said


def test_a_value_fills_an_empty_place(office: Office) -> None:
    said = load(office, {"area": ""}, {"area": "North", "time": ""})
    assert only(office)["district"] == "North"
    assert said["conflicts"] == 0


def test_lists_are_united_in_order(office: Office) -> None:
    one, two = list(office.kinds.codes["force_reason"].codes)[:2]
    load(office, {"reasons": one}, {"reasons": f"{two};{one}"})
    assert json.loads(only(office)["force_reasons"]) == [one, two]
    load(office, {"reasons": two}, name="b.csv")
    assert json.loads(only(office)["force_reasons"]) == [two], "a later file replaces; it does not unite"


@pytest.mark.parametrize(
    ("column", "header", "first", "second", "kept", "words"),
    [
        ("occurred_date", "day", "2024-03-10", "2024-03-09", "2024-03-09", "the earliest"),
        ("occurred_date", "day", "2024-03-09", "2024-03-10", "2024-03-09", "the earliest"),
        ("occurred_time", "time", "10:00", "09:30", "09:30", "the earliest"),
        ("has_video", "video", "no", "yes", 1, "yes"),
        ("has_video", "video", "yes", "no", 1, "yes"),
        ("district", "area", "North", "South", "North", "the first"),
    ],
)
def test_a_conflict_is_settled_and_told(
    office: Office, column: str, header: str, first: str, second: str, kept: object, words: str
) -> None:
    said = load(office, {header: first}, {header: second})
    assert only(office)[column] == kept
    assert said["conflicts"] == 1
    [told] = [one for one in said["problems"] if one["code"] == "conflict"]
    assert "line 2, another on line 3" in told["says"]
    assert f"Kept {words}." in told["says"]


def test_other_letters_are_no_conflict(office: Office) -> None:
    assert load(office, {"area": "MALCOLM X Blvd."}, {"area": "Malcolm X Blvd"})["conflicts"] == 0


def test_a_link_that_conflicts_is_left_empty(office: Office) -> None:
    office.agency("test-pd", use_of_force=FORMAT.replace("REPEATS", "application_number: use"))
    said = load(office, {"use": "1"}, {"use": "1", "who": "S2"}, {"use": "2", "who": "S3"})
    keys = [office.kinds.key_of(name) for name in ("use_of_force_subjects", "use_of_force_officers")]
    links = [[bool(row[key]) for key in keys] for row in office.rows("use_of_force_applications")]
    assert links == [[False, True], [True, True]]
    assert said["conflicts"] == 1


def test_a_link_is_made_only_where_a_row_makes_exactly_one(office: Office) -> None:
    text = FORMAT.replace("REPEATS", "rows: {repeats: keep}")
    text = text.replace(
        "    subject_number: who\n", '    rows: {each: [subject_number]}\n    subject_number: {from: who, split: "|"}\n'
    )
    office.agency("test-pd", use_of_force=text)
    load(office, {"who": "S1"}, {"no": "2", "who": "S1|S2"}, {"no": "3", "who": ""})
    assert len(office.rows("use_of_force_subjects")) == 3, "a blank place makes no row"
    links = [
        bool(row[office.kinds.key_of("use_of_force_subjects")]) for row in office.rows("use_of_force_applications")
    ]
    assert links == [True, False, False]


def test_the_same_person_in_another_incident_is_another_record(office: Office) -> None:
    load(office, {}, {"no": "2"}, {"level": "Two"})
    assert len(office.rows("use_of_force")) == len(office.rows("use_of_force_subjects")) == 2
    assert len(office.rows("use_of_force_applications")) == 3


def test_parts_without_a_number_that_agree_are_one(office: Office) -> None:
    """Rule 3: the table has a number, and this row's is empty."""
    load(office, {"who": ""}, {"who": "", "badge": "B2"}, {"who": "", "badge": "B3", "race": "Black"})
    assert len(office.rows("use_of_force_subjects")) == 2


@pytest.mark.parametrize(("said", "count"), [("keep", 2), ("once", 1)])
def test_rows_that_repeat_are_kept_or_joined_as_the_format_says(office: Office, said: str, count: int) -> None:
    office.agency("test-pd", use_of_force=FORMAT.replace("REPEATS", f"rows: {{repeats: {said}}}"))
    load(office, {}, {})
    assert len(office.rows("use_of_force_applications")) == count


def test_rows_that_repeat_stop_the_load_and_ask(office: Office) -> None:
    office.agency(
        "asks-pd",
        complaints="""title: Complaints
tables:
  complaints: {complaint_number: case}
  complaint_allegations: {allegation_category: what, finding: finding}
ignore: {nothing: [a, b]}
""",
    )
    row = {"case": "1", "what": "Force", "finding": "Sustained", "a": "", "b": ""}
    path = office.file("asks.csv", [row, row | {"finding": "Unfounded"}, row])
    said = office.ingest("load", path, "--by", "Ana", code=2)
    assert "1 rows repeat" in said.err
    assert "[repeats]" in said.err
    assert office.rows("complaints") == []


def test_a_blank_number_is_never_a_number(office: Office) -> None:
    [said] = office.load(office.file("a.csv", [ROW, ROW | {"no": " "}, ROW | {"no": ""}]), code=1)
    assert said["outcomes"]["rejected"] == 2
    assert len(office.rows("use_of_force")) == 1


def test_a_number_made_by_join_needs_all_its_parts(office: Office) -> None:
    office.agency(
        "join-sbe",
        polling_places="""title: Places
tables:
  elections: {date: day, state: state}
  polling_places: {polling_place_number: {join: [county, id], with: "-"}, name: name}
""",
    )
    row = {"day": "2024-11-05", "state": "NC", "county": "A", "id": "7", "name": "Hall"}
    [said] = office.load(office.file("a.csv", [row, row | {"id": ""}, row | {"county": "B"}]), code=1)
    assert said["outcomes"]["rejected"] == 1
    assert [place["polling_place_number"] for place in office.rows("polling_places")] == ["A-7", "B-7"]
    assert len(office.rows("elections")) == 1


FLAT = """title: One row, one record
tables:
  use_of_force:
    incident_number: no
    occurred_date: day
    district: area
"""


def test_the_first_load_merges_as_any_other(tmp_path: Path) -> None:
    """A flat table's first load goes straight into the register; a later one over the stage. Both say the same."""
    rows = [{"no": str(number % 450), "day": f"2024-03-{1 + number % 28:02}", "area": ""} for number in range(900)]
    rows[650]["area"] = "North"
    made = []
    for name, before in (("first", []), ("later", [{"no": "x", "day": "2024-01-01", "area": "South"}])):
        office = Office(tmp_path / name)
        office.agency("test-pd", use_of_force=FLAT)
        (office.data / "secret.key").parent.mkdir()
        (office.data / "secret.key").write_text("1" * 64)
        for file in ([office.file("before.csv", before)] if before else []) + [office.file("a.csv", rows)]:
            [said] = office.load(file, "--agency", "test-pd")
        apart = {"source_id"}
        records = [{k: v for k, v in row.items() if k not in apart} for row in office.rows("use_of_force")]
        made.append((said["outcomes"], said["conflicts"], sorted(map(str, records[len(before) :]))))
        assert office.rows("_history") == []
        connection = sqlite3.connect(office.data / "register.db")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO use_of_force SELECT * FROM use_of_force LIMIT 1")
        connection.close()
    assert made[0] == made[1]
    assert made[0][0]["new"] == 450 and made[0][0]["merged"] == 450 and len(made[0][2]) == 450


@pytest.mark.parametrize("at", [1, 799, 800, 1_999])
def test_a_first_load_that_tells_twice_of_a_record_is_merged_as_any_other(tmp_path: Path, at: int) -> None:
    """Straight into an empty register, or beside another agency's records: the same records, problems and outcomes."""
    number, day, area, beat = "Agency's incident number", "Date", "District", "Beat"
    told = [{number: f"A-{n}", day: "2024-03-09", area: "North", beat: ""} for n in range(2_000)]
    told[at] = {number: "A-0", day: "2024-03-09", area: "South", beat: "7"}
    made = []
    for name in ("empty", "beside"):
        office = Office(tmp_path / name)
        office.agency("test-pd")
        if name == "beside":
            office.agency("other-pd")
            office.load(office.file("other.csv", told[:1]), "--agency", "other-pd")
        june = office.file("june.csv", told)
        [checked] = office.check(june, "--agency", "test-pd")
        [result] = office.load(june, "--agency", "test-pd")
        assert [checked[word] for word in ("outcomes", "conflicts")] == [
            result[word] for word in ("outcomes", "conflicts")
        ]
        records = [row for row in office.rows("use_of_force") if row["agency_id"] == "test-pd"]
        kept = sorted((row["incident_number"], row["district"], row["beat"], row["source_line"]) for row in records)
        made.append((kept, result["outcomes"], result["conflicts"]))
    assert made[0] == made[1]
    kept, outcomes, conflicts = made[0]
    assert len(kept) == 1_999 and kept[0] == ("A-0", "North", "7", 2)
    assert (outcomes["new"], outcomes["merged"], conflicts) == (1_999, 1, 1)
