"""What a clerk does can be seen before, told after, put right and taken back; every act can be done again."""

from __future__ import annotations

import json
import re
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rooms import Office, Row, rows, tree

from ingest import ledger
from ingest.rebuild import content_hash
from ingest.register import read_register

FORCE = """title: Force
tables:
  use_of_force: {incident_number: no, occurred_date: day, district: area}
  use_of_force_subjects: {race: race, gender: gender}
  use_of_force_officers: {officer_number: badge, is_on_duty: duty}
"""
EVENT = {"no": "1", "day": "2024-01-01", "area": "N", "race": "white", "gender": "male", "badge": "7", "duty": "yes"}
BY = ("--by", "Ana Ruiz")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd", use_of_force=FORCE)
    return office


def events(office: Office, name: str, *changes: Row) -> Path:
    return office.file(name, [EVENT | row for row in changes])


def load(office: Office, name: str, *changes: Row) -> Row:
    [said] = office.load(events(office, name, *changes))
    return said


def content(office: Office) -> str:
    register = read_register(office.data)
    assert register
    try:
        return content_hash(register, office.kinds)
    finally:
        register.close()


def incident(office: Office, number: str) -> Row:
    [row] = [row for row in office.rows("use_of_force") if row["incident_number"] == number]
    return row


def people(office: Office) -> list[Row]:
    return sorted(office.rows("use_of_force_subjects"), key=lambda row: str(row["subject_id"]))


def acts(office: Office) -> list[Row]:
    return [json.loads(path.read_text()) for path in sorted((office.data / "received" / "acts").glob("*.json"))]


# Before: diff, and the reason that a change needs.


def test_diff_tells_old_and_new_and_writes_nothing(office: Office) -> None:
    load(office, "a.csv", {}, {"no": "2"})
    before = content(office)
    path = events(office, "b.csv", {"area": "S", "day": "2024-01-02"}, {"no": "2"}, {"no": "3"})
    said = office.ingest("diff", path).out
    assert "b.csv: 1 record would change, 1 row is new" in said
    assert '"N" -> "S"' in said and '"2024-01-01" -> "2024-01-02"' in said
    [told] = office.ingest("diff", path, "--json").json
    [record] = told["records"]
    assert record["record"] == incident(office, "1")["incident_id"]
    assert (content(office), len(acts(office))) == (before, 1)


def test_diff_where_nothing_was_ever_loaded_says_that_all_is_new(office: Office) -> None:
    path = events(office, "a.csv", {}, {"no": "2"})
    assert "a.csv: 0 records would change, 2 rows are new" in office.ingest("diff", path).out
    assert not office.data.exists()


def test_a_check_says_that_a_load_will_ask_for_the_reason(office: Office) -> None:
    load(office, "a.csv", {}, {"no": "2"})
    said = office.ingest("check", events(office, "b.csv", {"area": "S"}, {"no": "2"}, {"no": "3"})).err
    assert "1 row would change records, so a load asks for the reason." in said and "[reason-ahead]" in said
    assert "reason" not in office.ingest("check", events(office, "c.csv", {}, {"no": "4"})).err


def test_diff_shows_nothing_that_may_be_private(office: Office) -> None:
    load(office, "a.csv", {})
    said = office.ingest("diff", events(office, "b.csv", {"race": "black"}), "--json").out
    assert "black" not in said.lower() and "white" not in said.lower()


def test_a_load_that_changes_records_needs_a_reason(office: Office) -> None:
    load(office, "a.csv", {})
    before, path = content(office), events(office, "b.csv", {"area": "S"})
    said = office.ingest("load", path, *BY, code=2)
    assert "1 row would change records, and no reason was given." in said.err
    assert "ingest diff b.csv" in said.err and "error-corrected" in said.err
    assert content(office) == before and len(acts(office)) == 1
    office.ingest("load", path, *BY, "--reason", "because I say so", code=2)
    office.ingest("load", path, *BY, "--reason", "Error corrected")
    assert incident(office, "1")["district"] == "S"
    assert acts(office)[1]["reason"] == "error_corrected"


REFUSED: dict[str, tuple[list[Row], str]] = {
    "reason": ([{"area": "S"}], "reason-needed"),
    "too many": ([{"day": "soon"}], "too-many"),
    "expunged": ([{"no": "EXP-77"}], "expunged"),
    "header": ([{"x": "1"}], "new-header"),
    "full disk": ([{"no": "5"}], "disk"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_no_byte_is_kept_of_a_load_that_was_refused(office: Office, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    load(office, "a.csv", {}, {"no": "EXP-77"}, {"no": "2"})
    office.ingest("expunge", "use-of-force", "EXP-77", "--order", "Court, 2 June 2025", "--yes", *BY)
    changes, code = REFUSED[what]
    path, before = events(office, "b.csv", *changes), tree(office.data / "received")
    if what == "full disk":
        monkeypatch.setattr(ledger, "write_down", full)
    assert f"[{code}]" in office.ingest("load", path, *BY, code=2).err
    assert tree(office.data / "received") == before
    assert not [one for one in (office.data / "received").iterdir() if one.is_dir() and not any(one.iterdir())]


def full(*rest: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def test_a_refused_load_takes_no_bytes_that_another_act_names(office: Office) -> None:
    load(office, "a.csv", {})
    load(office, "b.csv", {"area": "S"})
    before = tree(office.data / "received")
    assert "[reason-needed]" in office.ingest("load", office.files / "a.csv", *BY, code=2).err
    assert tree(office.data / "received") == before


def test_a_load_that_only_adds_needs_none(office: Office) -> None:
    load(office, "a.csv", {})
    office.ingest("load", events(office, "b.csv", {}, {"no": "2"}), *BY)
    assert len(office.rows("use_of_force")) == 2


# One record.


def correct(office: Office, number: str, *values: str, code: int = 0) -> str:
    said = office.ingest("correct", "use-of-force", number, *values, "--reason", "error-corrected", *BY, code=code)
    return said.out + said.err


def test_a_correction_changes_one_record_and_says_so(office: Office) -> None:
    load(office, "a.csv", {}, {"no": "2"})
    said = correct(office, "1", "district=South", "occurred_date=01/05/2024")
    assert '"N" -> "South"' in said and '"2024-01-01" -> "2024-01-05"' in said
    assert (incident(office, "1")["district"], incident(office, "2")["district"]) == ("South", "N")
    assert incident(office, "1")["source_id"] == 1, "where it came from stays"
    assert "Nothing was changed" in correct(office, "1", "district=South")
    assert [act["kind"] for act in acts(office)] == ["load", "correct"]
    assert acts(office)[1]["by"] == "Ana Ruiz"


def test_a_correction_is_named_by_the_key_in_the_address_too(office: Office) -> None:
    load(office, "a.csv", {})
    correct(office, incident(office, "1")["incident_id"], "district=South")
    assert incident(office, "1")["district"] == "South"


@pytest.mark.parametrize(
    ("number", "value", "code"),
    [
        ("9", "district=S", "no-record"),
        ("1", "distrct=S", "correct-column"),
        ("1", "incident_number=2", "not-correctable"),
        ("1", "occurred_date=2024-02-30", "no-such-day"),
        ("1", "occurred_date=2999-01-01", "rule"),
        ("1", "district", "no-value"),
        ("1", "location_type=a place of no sort", "correct-code"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(office: Office, number: str, value: str, code: str) -> None:
    load(office, "a.csv", {})
    before = content(office)
    assert f"[{code}]" in correct(office, number, value, code=2)
    assert (content(office), len(acts(office))) == (before, 1)


@pytest.mark.parametrize("name", ["District", "DISTRITO", "district", " Distrito "])
def test_a_column_is_named_as_the_screen_names_it(office: Office, name: str) -> None:
    load(office, "a.csv", {})
    assert '"N" -> "East"' in correct(office, "1", f"{name}=East")
    assert acts(office)[1]["said"] == '{"district": "East"}', "the act does not hang on titles"


def test_a_column_that_is_none_is_told_with_the_nearest_and_all_that_are(office: Office) -> None:
    load(office, "a.csv", {})
    said = correct(office, "1", "Distict=East", "how-exact-date-is=x", code=2)
    assert 'Use of force incidents has no column "Distict". Did you mean district?' in said
    assert "How exact the date is" in said and "Video exists" in said and "docs/" not in said
    assert "Agency's incident number" not in said, "that one cannot be corrected"
    assert "[no-value]" in correct(office, "1", "District=East", "distrito=West", code=2)
    assert "Agency's incident number of Use of force incidents makes" in correct(
        office, "1", "incident-number=9", code=2
    )


def test_a_number_that_two_agencies_have_is_a_question(office: Office) -> None:
    office.agency("other-pd", use_of_force=FORCE)
    for agency in ("test-pd", "other-pd"):
        office.load(events(office, f"{agency}.csv", {}), "--agency", agency)
    assert "[which-record]" in correct(office, "1", "district=S", code=2)
    office.ingest("correct", "use-of-force", "1", "district=S", "--agency", "other-pd", "--reason", "redacted", *BY)
    assert {row["agency_id"]: row["district"] for row in office.rows("use_of_force")} == {
        "test-pd": "N",
        "other-pd": "S",
    }


def test_a_correction_holds_until_the_source_says_something_else(office: Office) -> None:
    load(office, "a.csv", {})
    correct(office, "1", "district=South")
    said = load(office, "b.csv", {}, {"no": "2"})
    assert incident(office, "1")["district"] == "South", "the file says what it said before the correction"
    assert [one["code"] for one in said["problems"]] == ["correction-holds"]
    assert "What was put right here by hand still holds (1 correction): " in str(said["problems"])
    assert said["outcomes"]["changed"] == 0
    load(office, "c.csv", {"area": "West"})
    assert incident(office, "1")["district"] == "West"


def test_history_tells_every_step_with_who_and_why(office: Office) -> None:
    load(office, "a.csv", {})
    load(office, "b.csv", {"area": "S"})
    correct(office, "1", "district=West")
    said = office.ingest("history", "use-of-force", "1").out
    assert "number 1, load" in said and "incident first told of, a.csv:2" in said
    assert "(Filed late): incident changed, b.csv:2" in said and '"N" -> "S"' in said
    assert "number 3, correct" in said and "(Error corrected)" in said and '"S" -> "West"' in said
    told = office.ingest("history", "use-of-force", "1", "--json").json
    assert [step["act"] for step in told if step["of"] == "incident"] == [1, 2, 3]


def test_history_tells_of_parts_that_went(office: Office) -> None:
    load(office, "a.csv", {}, {"race": "black"})
    load(office, "b.csv", {})
    told = office.ingest("history", "use-of-force", "1", "--json").json
    assert [(step["act"], step["what"]) for step in told if step["what"] == "gone"] == [(2, "gone")]
    assert "black" not in json.dumps(told).lower()


# Nothing happened, and somebody says so.


def zero(office: Office, period: str, code: int = 0) -> str:
    said = office.ingest("zero", "use-of-force", "--period", period, "--agency", "test-pd", *BY, code=code)
    return said.out + said.err


def test_a_zero_report_is_an_act(office: Office) -> None:
    assert "test-pd had no incidents in 2024-05" in zero(office, "2024-05")
    assert [(row["table_name"], row["agency"], row["period"]) for row in office.rows("_zeros")] == [
        ("use_of_force", "test-pd", "2024-05")
    ]
    assert [row["agency_id"] for row in office.rows("agencies")] == ["test-pd"]


@pytest.mark.parametrize(
    ("period", "code"),
    [("2024-13", "no-period"), ("May", "no-period"), ("2999-01", "period-open"), ("2024-01", "not-zero")],
)
def test_a_zero_report_that_cannot_be_is_refused(office: Office, period: str, code: str) -> None:
    load(office, "a.csv", {})
    assert f"[{code}]" in zero(office, period, code=2)
    assert len(acts(office)) == 1


def test_a_zero_report_is_given_once(office: Office) -> None:
    zero(office, "2024-05")
    assert "[zero-before]" in zero(office, "2024-05", code=2)
    zero(office, "2024-Q3")
    said = zero(office, "2024-07", code=2)
    assert "test-pd reported zero for all of 2024-07 before: 2024-Q3, number 2. Nothing. [zero-before]" in " ".join(
        said.split()
    )
    zero(office, "2024-Q2")
    zero(office, "2024-06", code=2)
    assert [act["period"] for act in acts(office)] == ["2024-05", "2024-Q3", "2024-Q2"]


def owes(office: Office, *said: str) -> None:
    path = office.agencies / "test-pd" / "agency.yml"
    path.write_text(path.read_text().partition("reports:")[0] + "reports:\n" + "".join(f"  {one}\n" for one in said))


def test_a_zero_report_of_what_is_not_owed_is_refused_with_what_is(office: Office) -> None:
    owes(office, "use_of_force: {every: month, due: 30, since: 2024-05}")
    said = zero(office, "1890-01", code=2)
    assert "test-pd owes Use of force incidents from 2024-05 on, and 1890-01 was before that." in said
    assert "Check the period." in said and "[zero-early]" in said
    words = ("commendations", "--period", "2024-06", "--agency", "test-pd", *BY)
    said = office.ingest("zero", *words, code=2).err
    assert "test-pd does not owe commendations. It owes: use-of-force from 2024-05 on." in said
    assert "commendations: {every: month, due: 30, since: 2024-06} [zero-not-owed]" in said
    assert not (office.data / "register.db").exists()
    assert "number" in zero(office, "2024-06") and len(acts(office)) == 1
    owes(office, "use_of_force: {every: month, due: 30, since: 2024-09}")
    office.ingest("rebuild")
    assert len(office.rows("_zeros")) == 1, "what stood stays, whatever is owed today"


def test_a_zero_report_that_no_calendar_shows_as_such_says_why(office: Office) -> None:
    said = zero(office, "2024-04")
    assert "use_of_force: {every: month, due: 30, since: 2024-04} [zero-unowed]" in said
    owes(office, "use_of_force: {every: quarter, due: 30, since: 2024-01, withheld: {2024-Q3: court_order}}")
    said = zero(office, "2024-07")
    assert "Use of force incidents is owed for all of 2024-Q3, and zero is said for a part of it only." in said
    assert (
        "ingest zero use-of-force --period 2024-Q3 --agency test-pd [zero-part]" in said and "[zero-withheld]" in said
    )
    assert "[" not in zero(office, "2024-Q4")


def test_records_and_a_zero_report_of_one_month_are_told_by_whichever_comes_later(office: Office) -> None:
    load(office, "a.csv", {}, {"no": "2", "day": "2024-01-09"})
    load(office, "b.csv", {"no": "3", "day": "2024-02-03"})
    said = zero(office, "2024-Q1", code=2)
    assert "test-pd has 3 incidents in 2024-Q1." in said
    assert "take back what brought them: ingest undo 1 and ingest undo 2 [not-zero]" in said
    zero(office, "2024-03")
    path = events(office, "c.csv", {"no": "4", "day": "2024-03-03"})
    for said in (office.ingest("check", path).err, office.ingest("load", path, *BY).err):
        assert "test-pd reported zero for 2024-03 (number 3), and the file has records of it: one is wrong." in said
        assert "ingest undo 3 --again" in said and "[zero-said]" in said
    office.ingest("undo", 3, "--again", *BY)
    assert "zero-said" not in office.ingest("check", path).err


# Taken back.


def test_the_last_load_is_taken_back_whole(office: Office) -> None:
    load(office, "a.csv", {}, {"race": "black"}, {"no": "2"})
    before, parts = content(office), people(office)
    load(office, "b.csv", {"area": "S"}, {"no": "3"})
    assert content(office) != before
    office.ingest("undo", 2, *BY, "--reason", "the wrong month")
    assert content(office) == before
    assert people(office) == parts, "what was swept away is there again, with where it came from"
    assert [row["undone_by"] for row in office.rows("_acts")] == [None, 3, None]
    assert [row["load"] for row in office.rows("_loads")] == [1]
    said = office.ingest("load", office.files / "b.csv", *BY, "--reason", "late-filing")
    assert "loaded before" not in said.out, "a file that was taken back can be loaded again"
    assert incident(office, "1")["district"] == "S"


def test_the_first_load_of_all_is_taken_back(office: Office) -> None:
    load(office, "a.csv", {})
    office.ingest("undo", 1, *BY)
    assert not any(office.rows(name) for name in office.kinds.tables)


def test_a_load_that_others_rest_on_is_refused_with_the_way_out(office: Office) -> None:
    load(office, "a.csv", {"area": "N"})
    load(office, "b.csv", {"area": "S"}, {"no": "2"})
    load(office, "c.csv", {"area": "W"}, {"no": "2"})
    before = content(office)
    said = office.ingest("undo", 2, *BY, code=2)
    assert "After number 2 came 3" in said.err and "ingest undo 3." in said.err and "--again" in said.err
    assert content(office) == before
    office.ingest("undo", 2, "--again", *BY)
    assert incident(office, "1")["district"] == "W" and incident(office, "2")["source_id"] == 3
    assert {row["load"] for row in office.rows("_loads")} == {1, 3}


def test_an_undo_that_a_later_load_cannot_do_without_leaves_all_as_it_was(office: Office) -> None:
    office.agency("test-pd", use_of_force=FORCE, use_of_force_subjects=SUBJECTS)
    load(office, "a.csv", {})
    office.load(office.file("people.csv", [{"no": "1", "person": "1", "how": "white", "sex": "male", "years": "31"}]))
    before = content(office)
    said = office.ingest("undo", 1, "--again", *BY, code=2)
    assert "people.csv:2" in said.err
    assert "Number 2 (people.csv) cannot be done without number 1. Nothing was changed." in said.err
    assert "Take it back first: ingest undo 2. Then run the command again. [undo-needed]" in said.err
    assert (content(office), len(acts(office))) == (before, 2)
    assert not list((office.data / "received" / "acts").glob("*.unfinished"))
    assert not (office.data / "rebuilding").exists()


def test_an_undo_cannot_make_a_change_that_nobody_gave_a_reason_for(office: Office) -> None:
    load(office, "a.csv", {})
    first = office.release()
    load(office, "b.csv", {"area": "S"})
    office.ingest(
        "load", events(office, "c.csv", {"area": "S"}, {"no": "2"}), *BY
    )  # it changes nothing, and needs none
    before, there = content(office), tree(office.data / "received")
    said = office.ingest("undo", 2, "--again", *BY, code=2).err
    assert "c.csv: Without number 2, load 3 would change records, and it was given no reason" in said
    assert (content(office), tree(office.data / "received")) == (before, there)
    office.ingest("undo", 3, *BY)  # as it says
    office.ingest("undo", 2, *BY)
    assert "[reason-needed]" in office.ingest("load", office.files / "c.csv", *BY, code=2).err
    office.ingest("load", office.files / "c.csv", *BY, "--reason", "error-corrected")
    told = rows(office.release() / "records.db", "changes")
    assert first.exists() and [(row["value_before"], row["reason_given"]) for row in told] == [("N", "error_corrected")]
    assert "The content is the same as before" in office.ingest("rebuild").out


def test_an_undo_asks_for_no_reason_where_a_load_only_adds(office: Office) -> None:
    load(office, "a.csv", {})
    load(office, "b.csv", {"no": "2"})
    office.ingest("load", events(office, "c.csv", {"no": "3"}), *BY)
    office.ingest("undo", 2, "--again", *BY)
    assert len(office.rows("use_of_force")) == 2


def test_a_correction_on_top_is_named_where_an_undo_needs_it(office: Office) -> None:
    load(office, "a.csv", {})
    correct(office, "1", "district=South")
    zero(office, "2023-05")
    before = content(office)
    said = office.ingest("undo", 1, "--again", *BY, code=2).err
    assert "Number 2 (correction) cannot be done without number 1. Nothing was changed." in said
    assert "ingest undo 2 --again. Then" in said and "no such record" not in said
    assert (content(office), len(acts(office))) == (before, 3)
    office.ingest("undo", 2, "--again", *BY)
    office.ingest("undo", 1, "--again", *BY)
    assert office.rows("use_of_force") == []


SUBJECTS = """title: People
tables:
  use_of_force_subjects: {incident_number: no, subject_number: person, race: how, gender: sex, age_years: years}
"""


def test_corrections_and_zero_reports_are_taken_back_too(office: Office) -> None:
    load(office, "a.csv", {})
    before = content(office)
    correct(office, "1", "district=South")
    zero(office, "2024-05")
    office.ingest("undo", 3, *BY)
    office.ingest("undo", 2, *BY)
    assert content(office) == before
    assert office.rows("_corrections") == office.rows("_zeros") == []
    assert "[undone-before]" in office.ingest("undo", 2, *BY, code=2).err
    assert "[no-act]" in office.ingest("undo", 9, *BY, code=2).err


def test_acts_that_change_nothing_when_they_are_done_again_stay_acts(office: Office) -> None:
    load(office, "a.csv", {})
    load(office, "b.csv", {"area": "S"})
    correct(office, "1", "district=N")
    load(office, "a.csv", {})
    office.ingest("undo", 2, "--again", *BY)
    chain(office)
    assert [row["kind"] for row in office.rows("_acts")] == ["load", "load", "correct", "load", "undo"]


# Every act can be done again.

AREAS, NUMBERS = st.sampled_from(["N", "S", "West", ""]), st.sampled_from(["1", "2", "3"])
RACES = st.sampled_from(["white", "black"])
FILES = st.lists(
    st.fixed_dictionaries({"no": NUMBERS, "area": AREAS, "race": RACES, "badge": NUMBERS}),
    min_size=1,
    max_size=4,
)
ACTS = st.one_of(
    st.tuples(st.just("load"), FILES),
    st.tuples(st.just("correct"), NUMBERS, AREAS),
    st.tuples(st.just("zero"), st.sampled_from(["2023-05", "2023-06", "2023"])),
    st.tuples(st.just("undo"), st.integers(1, 6), st.booleans()),
)


def does_again(sequence: list[tuple[object, ...]], folder: Path) -> None:
    """Do acts, whether they can be done or not; then the register made again has the same content and history."""
    office = Office(folder)
    office.agency("test-pd", use_of_force=FORCE)
    for number, (kind, *words) in enumerate(sequence):
        if kind == "load":
            path = office.file(f"{number}.csv", [EVENT | row for row in words[0]])  # type: ignore[operator, union-attr]
            office.ingest("load", path, *BY, "--reason", "late-filing", code=None)
        elif kind == "correct":
            values = (str(words[0]), f"district={words[1]}")
            office.ingest("correct", "use-of-force", *values, "--reason", "reclassified", *BY, code=None)
        elif kind == "zero":
            said = ("--period", words[0], "--agency", "test-pd")
            office.ingest("zero", "use-of-force", *said, *BY, code=None)
        else:
            office.ingest("undo", words[0], *(["--again"] if words[1] else []), *BY, code=None)
    if (office.data / "register.db").exists():
        before = content(office), history_of(office)
        office.ingest("rebuild")
        assert (content(office), history_of(office)) == before
        chain(office)


_ANY = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=10, **_ANY)  # type: ignore[arg-type]
@given(sequence=st.lists(ACTS, min_size=2, max_size=7))
def test_rebuild_makes_the_same_content_after_any_acts(
    sequence: list[tuple[object, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    does_again(sequence, tmp_path_factory.mktemp("acts"))


@pytest.mark.torture
@settings(max_examples=300, **_ANY)  # type: ignore[arg-type]
@given(sequence=st.lists(ACTS, min_size=4, max_size=16))
def test_rebuild_makes_the_same_content_after_three_hundred_sequences_of_acts(
    sequence: list[tuple[object, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    does_again(sequence, tmp_path_factory.mktemp("acts"))


def history_of(office: Office) -> list[tuple[str, str, int, str]]:
    told = rows(office.data / "register.db", "_history")
    return sorted((row["table_name"], row["record"], row["act"], row["was"]) for row in told)


def chain(office: Office) -> None:
    """Every act names the hash of the one before it, and the register has a row for each."""
    made = sorted((office.data / "received" / "acts").glob("*"))
    assert [path.name for path in made] == [
        f"{row['act']:06}-{row['kind']}.json" for row in rows(office.data / "register.db", "_acts", "act")
    ]
    before = ""
    for path in made:
        assert json.loads(path.read_text())["before"] == before
        before = sha256(path.read_bytes()).hexdigest()


def test_status_lists_every_act_and_what_was_taken_back(office: Office) -> None:
    office.load(office.file("a.csv", [EVENT, EVENT | {"no": "2"}]))
    office.ingest("correct", "use-of-force", "2", "district=North", "--reason", "error-corrected", *BY)
    office.ingest("zero", "use-of-force", "--period", "2023-05", *BY)
    office.ingest("undo", 3, *BY, "--reason", "the wrong year")
    said = office.ingest("status", code=None).out
    day = r"\d{4}-\d\d-\d\d by Ana Ruiz"
    key = incident(office, "2")["incident_id"]  # its number may be private
    about = "Use of force incidents of test-pd, 2023-05"
    what = f"Use of force incidents, {key}: District"
    assert re.search(rf"^number 2, correction, {day} \(Error corrected\): {what}$", said, re.M), said
    assert re.search(rf"^number 3, zero report, {day}: {about}, taken back by number 4$", said, re.M), said
    assert re.search(rf"^number 4, undo, {day} \(the wrong year\): number 3, zero report, {about}$", said, re.M), said
    said = office.run("ingest", "status", code=None, language="es").out
    assert "(the wrong year): número 3, informe de cero, Incidentes de uso de la fuerza de test-pd, 2023-05" in said, (
        said
    )
    told = office.ingest("status", "--json", code=None).json["acts"]
    zero_ = {"table": "use_of_force", "agency": "test-pd", "period": "2023-05"}
    assert [one["about"] for one in told] == [
        {"table": "use_of_force", "record": key, "number": "", "columns": ["district"]},
        zero_,
        {"undoes": 3, "kind": "zero", **zero_},
    ]
    assert [(one["act"], one["kind"], one["undone_by"]) for one in told] == [
        (2, "correct", None),
        (3, "zero", 4),
        (4, "undo", None),
    ]


def test_status_names_the_file_of_a_load_that_was_taken_back(office: Office) -> None:
    load(office, "a.csv", {})
    load(office, "b.csv", {"no": "7"})
    office.ingest("undo", 2, *BY, "--reason", "the wrong file")
    said = office.ingest("status", code=None).out
    assert "(Filed late): b.csv, taken back by number 3" in said
    assert "(the wrong file): number 2, load, b.csv" in said, said
    (office.data / "received" / "acts" / "000003-undo.json").write_text("{")
    assert re.search(r"^number 3, undo, .*\(the wrong file\)$", office.ingest("status", code=None).out, re.M)


@pytest.mark.parametrize(
    ("words", "writes"),
    [
        (("check", "a.csv"), False),
        (("diff", "a.csv"), False),
        (("history", "use-of-force", "1"), True),
        (("rejects", "1"), True),
        (("status",), True),
    ],
)
def test_any_command_says_what_was_cut_off_and_a_look_at_a_file_writes_nothing(
    office: Office, words: tuple[str, ...], writes: bool
) -> None:
    load(office, "a.csv", {})
    half = office.data / "received" / "acts" / "000002-load.json.unfinished"
    said = {"act": 2, "kind": "load", "file": "b.csv", "by": "Ana Ruiz", "at": "2026-01-02T03:04:05+00:00"}
    half.write_text(json.dumps(said))
    asked = [str(office.files / word) if word.endswith(".csv") else word for word in words]
    cut = "The load of b.csv by Ana Ruiz on 2026-01-02T03:04:05+00:00 was cut off before it finished."
    assert cut in office.ingest(*asked, code=None).err
    assert half.exists() != writes
    assert (cut in office.ingest(*asked, code=None).err) != writes
    half.write_text(json.dumps(said | {"act": 1, "at": acts(office)[0]["at"]}))  # as if it had committed
    half.rename(half.with_name("000001-load.json.unfinished"))
    assert "cut off" not in office.ingest(*asked, code=None).err


def test_an_agency_that_is_none_is_named_before_a_record_is_looked_for(office: Office) -> None:
    load(office, "a.csv", {})
    for words in (
        ("history", "use-of-force", "1"),
        ("correct", "use-of-force", "1", "district=S", "--reason", "reclassified", *BY),
        ("expunge", "use-of-force", "1", "--order", "A court", "--yes", *BY),
    ):
        said = office.ingest(*words, "--agency", "tset-pd", code=2).err
        assert 'There is no agency "tset-pd". Did you mean test-pd?' in said and "[no-agency]" in said
    assert len(acts(office)) == 1
