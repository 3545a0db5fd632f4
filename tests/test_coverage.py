"""What agencies owe and what came of it: one state for each period, the same in terminal, release and page."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import serving
from hypothesis import given
from hypothesis import strategies as st
from rooms import KINDS, Office, Row, read_csv, rows

from ingest.coverage import LATE, LONG, MISSING, NOT_DUE, OVERDUE, PARTIAL, REPORTED, WITHHELD, ZERO, Facts, Told, cover
from ingest.declare import load_kinds
from ingest.owed import Owed, lists
from ingest.periods import LENGTHS, Period, begun, period
from plugins.coverage import CALENDARS_AT_MOST

FORCE = """title: Force
tables:
  use_of_force: {incident_number: no, occurred_date: day, district: area}
"""
OWES = "{every: month, due: 30, since: 2024-01}"
ORDER = {NOT_DUE: 0, LATE: 1, PARTIAL: 1, MISSING: 2}


# The calendar, and the states, as one pure function.


def test_periods_know_their_days() -> None:
    assert [str(period("2024-02").last), str(period("2023-02").last)] == ["2024-02-29", "2023-02-28"]  # type: ignore[union-attr]
    assert [str(period(text)) for text in ("2024-05", "2024-Q4", "2024")] == ["2024-05", "2024-Q4", "2024"]
    assert period("2024-Q4").months == ("2024-10", "2024-11", "2024-12")  # type: ignore[union-attr]
    assert str(period("2024-Q4").last) == str(period("2024").last) == "2024-12-31"  # type: ignore[union-attr]
    assert [period(text) for text in ("2024-13", "2024-Q5", "24", "2024-5", "2024-05-01", "")] == [None] * 6


days = st.dates(date(2019, 1, 1), date(2026, 12, 31))
months = st.sampled_from([f"{year}-{month:02}" for year in range(2020, 2026) for month in range(1, 13)])
spelled = months | st.sampled_from([f"{year}-Q{quarter}" for year in range(2020, 2026) for quarter in range(1, 5)])
spelled |= st.sampled_from([str(year) for year in range(2020, 2026)])
tolds = st.builds(Told, load=st.integers(1, 9), on=days)


@st.composite
def debts(draw: st.DrawFn) -> Owed:
    every = draw(st.sampled_from(sorted(LENGTHS)))
    since = period(draw(spelled))
    assert since
    kept = draw(st.lists(spelled.filter(lambda text: period(text).length == LENGTHS[every]), max_size=2))  # type: ignore[union-attr]
    return Owed("use_of_force", every, draw(st.integers(0, 366)), since, dict.fromkeys(kept, "court_order"))


facts = st.builds(
    Facts,
    records=st.dictionaries(months, st.tuples(st.integers(1, 9), days.map(str)), max_size=6),
    told=st.dictionaries(months, tolds, max_size=6),
    aside=st.dictionaries(months, st.sets(st.integers(1, 9), min_size=1, max_size=2), max_size=3),
    zeros=st.dictionaries(spelled, st.integers(1, 9), max_size=4),
)


@given(debts(), facts, days)
def test_every_period_that_is_owed_has_one_state_and_no_day_is_owed_twice(
    owed: Owed, known: Facts, today: date
) -> None:
    made = cover(owed, known, today)
    assert [one.period for one in made] == list(begun(owed.every, owed.since, today))
    if made:
        assert made[0].period.first >= owed.since.first and made[-1].period.first <= today <= made[-1].period.last
    for one, after in zip(made, made[1:], strict=False):
        assert one.period.last + timedelta(days=1) == after.period.first
    codes = lists(load_kinds(KINDS))[0].codes
    for one in made:
        assert one.status in codes and str(one.period) in str(period(str(one.period)))
        assert (one.late > 0) == (one.status in OVERDUE) == (one.late == max(0, (today - one.due).days) > 0)
        assert one.status != ZERO or (one.is_zero_said and not one.records)
        assert (one.status == WITHHELD) == (str(one.period) in owed.withheld) == bool(one.reason)
        assert one.status not in (LATE, MISSING) or not (one.records or one.is_zero_said)
        assert one.status != LATE or one.late <= LONG
    assert sum(one.records for one in made) == sum(
        count for month, (count, _) in known.records.items() if any(month in one.period.months for one in made)
    )


@given(debts(), facts, days, st.integers(0, 800))
def test_with_time_a_state_only_moves_on(owed: Owed, known: Facts, today: date, later: int) -> None:
    before = cover(owed, known, today)
    after = cover(owed, known, today + timedelta(days=later))
    for one, then in zip(before, after, strict=False):
        assert one.period == then.period
        if one.status in ORDER:
            assert ORDER[then.status] >= ORDER[one.status] and one.late <= then.late
        else:
            assert then.status == one.status


def states(every: str, since: str, known: Facts, today: str, due: int = 30) -> list[str]:
    first = period(since)
    assert first
    return [one.status for one in cover(Owed("use_of_force", every, due, first), known, date.fromisoformat(today))]


def test_the_day_on_which_it_is_due_is_not_late_yet() -> None:
    assert states("month", "2023-12", Facts(), "2024-01-30")[0] == NOT_DUE  # December's 30 days end on January 30
    assert states("month", "2023-12", Facts(), "2024-01-31")[0] == LATE
    assert states("month", "2023-12", Facts(), "2024-04-29")[0] == LATE  # 90 days after January 30, over February 29
    assert states("month", "2023-12", Facts(), "2024-04-30")[0] == MISSING
    assert states("month", "2024-02", Facts(), "2024-02-01") == [NOT_DUE], "an agency in its first month"
    assert states("month", "2024-03", Facts(), "2024-02-29") == [], "an agency before its first month"


def test_a_gap_before_what_has_come_is_missing_at_once() -> None:
    told = {"2024-02": Told(1, date(2024, 3, 5))}
    assert states("month", "2024-01", Facts({"2024-02": (3, "2024-02-10")}, told), "2024-03-05") == [
        MISSING,
        REPORTED,
        NOT_DUE,
    ]


def test_a_quarter_is_whole_when_it_was_told_of_after_its_end() -> None:
    known = Facts({"2024-04": (2, "2024-04-09")}, {"2024-04": Told(1, date(2024, 6, 30))})
    assert states("quarter", "2024-Q2", known, "2024-08-01") == [PARTIAL, NOT_DUE]
    known.told["2024-04"] = Told(2, date(2024, 7, 1))
    assert states("quarter", "2024-Q2", known, "2024-08-01") == [REPORTED, NOT_DUE]
    assert states("quarter", "2024-Q2", Facts(zeros={"2024-04": 1, "2024-05": 2}), "2024-08-01") == [PARTIAL, NOT_DUE]
    assert (
        states("quarter", "2024-Q2", Facts(zeros={"2024-04": 1, "2024-05": 2, "2024-06": 3}), "2024-08-01")[0] == ZERO
    )
    assert states("quarter", "2024-Q2", Facts(zeros={"2024": 1}), "2024-08-01") == [ZERO, ZERO]


def test_the_definition_of_missing_names_the_days_that_the_code_waits() -> None:
    missing = lists(load_kinds(KINDS))[0].codes[MISSING]
    assert f"more than {LONG} days" in missing.definition and f"más de {LONG} días" in missing.definition_es
    assert set(lists(load_kinds(KINDS))[0].codes) == {*OVERDUE, REPORTED, ZERO, WITHHELD, NOT_DUE}


# Through the doors: declared, loaded, told.


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd", use_of_force=FORCE)
    owes(office, OWES)
    return office


def owes(office: Office, said: str, name: str = "test-pd", table: str = "use_of_force") -> None:
    """Say anew what an agency owes."""
    path = office.agencies / name / "agency.yml"
    path.write_text(path.read_text().partition("reports:")[0] + f"reports:\n  {table}: {said}\n")


def load(office: Office, name: str, *said: str) -> None:
    """Load events, each said as `number day`."""
    cells = [dict(zip(("no", "day", "area"), (*one.split(), "N"), strict=True)) for one in said]
    office.load(office.file(name, cells), "--agency", "test-pd", code=None)


def status(office: Office, today: str, code: int = 1) -> Row:
    """`ingest status --json`: period -> what it says, of the one table that is owed."""
    said = office.ingest("status", "--today", today, "--json", code=code).json
    [one] = said["coverage"]
    return {each["period"]: each for each in one["periods"]}


def test_status_is_quiet_while_nothing_is_overdue_and_ends_with_1_when_something_is(office: Office) -> None:
    load(office, "a.csv", "1 2024-01-03", "2 2024-01-31")
    assert status(office, "2024-03-30", code=0)["2024-02"]["status"] == NOT_DUE
    office.ingest("status", "--today", "2024-03-30", code=0)
    told = status(office, "2024-04-02")
    assert [one["status"] for one in told.values()] == [REPORTED, LATE, NOT_DUE, NOT_DUE]
    assert told["2024-02"]["days_late"] == 4 - 1
    said = office.ingest("status", "--today", "2024-04-02", code=1).out
    assert "test-pd, use of force incidents: records through 2024-01-31; last load 1, " in said
    assert "  2024  RL..\n" in said
    step = "ingest zero use-of-force --period 2024-02 --agency test-pd"
    assert "2024-02 is late, 3 days after it was due. Next: ingest load FILE --agency test-pd, or " in said
    assert f"if there was none: {step}\n" in said
    office.ingest(*step.split()[1:], "--by", "Ana Ruiz")
    assert status(office, "2024-04-02", code=0)["2024-02"]["status"] == ZERO


def test_what_is_overdue_is_red_on_a_terminal_only(office: Office) -> None:
    load(office, "a.csv", "1 2024-01-03")
    from click.testing import CliRunner

    from ingest.cli import main

    words = ["--kinds", str(KINDS), "--agencies", str(office.agencies), "status", "--data", str(office.data)]
    said = CliRunner().invoke(main, [*words, "--today", "2024-05-01"], color=True)
    assert "\x1b[31m2024-02 is late" in said.stdout and "2024  R\x1b[31mL\x1b[0m" in said.stdout
    assert "\x1b" not in office.ingest("status", "--today", "2024-05-01", code=1).out


def test_a_day_to_come_makes_nothing_fresh(office: Office) -> None:
    """Plans, such as a course later this month, are records too."""
    known = Facts({"2024-01": (1, "2024-01-20"), "2024-02": (2, "2024-02-28")})
    made = cover(Owed("training", "month", 30, Period(2024 * 12, 1)), known, date(2024, 2, 9))
    assert [one.last for one in made] == ["2024-01-20", ""]


def test_a_day_that_is_none_is_said(office: Office) -> None:
    load(office, "a.csv", "1 2024-01-03")
    assert "is not a day" in office.ingest("status", "--today", "soon", code=2).err


def test_a_file_that_came_too_early_is_partial_until_one_tells_of_the_month_again(office: Office) -> None:
    """Also when the later file says nothing new: that it came is what counts."""
    month = date.today().isoformat()[:7]
    owes(office, f"{{every: month, due: 0, since: {month}}}")
    last = period(month)
    assert last
    load(office, "a.csv", f"1 {month}-01")
    after = (last.last + timedelta(days=1)).isoformat()
    assert status(office, after)[month]["status"] == PARTIAL
    assert "Next: ingest load FILE --agency test-pd" in office.ingest("status", "--today", after, code=1).out
    load(office, "b.csv", "2 2020-01-01", f"1 {month}-01")
    register = office.rows("_told")
    assert [(row["load"], row["period"]) for row in register] == [(1, month), (2, "2020-01"), (2, month)]
    with closing(sqlite3.connect(office.data / "register.db")) as connection, connection:
        connection.execute("UPDATE _loads SET today = ? WHERE load = 2", [after])  # as if the month were over
    assert status(office, after, code=0)[month]["status"] == REPORTED


def test_a_row_that_was_set_aside_makes_its_own_month_partial_until_it_is_mended(office: Office) -> None:
    load(office, "a.csv", "1 2024-01-03", "2 2024-02-05", "4 2024-03-01")
    assert [one["status"] for one in status(office, "2024-03-30", code=0).values()] == [REPORTED, REPORTED, REPORTED]
    office.file(
        "b.csv",
        [
            {"no": "", "day": "2024-02-08", "area": "N"},
            *({"no": str(n), "day": f"2024-03-{n:02}", "area": "N"} for n in range(5, 20)),
        ],
    )
    office.load(office.files / "b.csv", "--agency", "test-pd", code=None)
    told = status(office, "2024-04-02")
    assert [one["status"] for one in told.values()] == [REPORTED, PARTIAL, REPORTED, NOT_DUE]
    assert told["2024-02"]["next"] == "ingest rejects 2 --out mend-2.csv, then ingest load FILE --agency test-pd"
    assert status(office, "2024-04-02")["2024-02"]["status"] == PARTIAL
    mend(office, 2, no="77")
    assert status(office, "2024-04-02", code=0)["2024-02"]["status"] == REPORTED


def mend(office: Office, number: int, **cells: str) -> None:
    """Take back the rows that a load set aside, put these cells of them right, load them."""
    out = office.files / f"mend-{number}.csv"
    office.ingest("rejects", number, "--out", out)
    beyond = {"column 4": ""}  # where a row had more cells than the header
    rows = [row | {name: cell for name, cell in (beyond | cells).items() if name in row} for row in read_csv(out)]
    office.load(office.file(out.name, rows), "--agency", "test-pd")


def test_a_row_of_another_width_makes_its_month_partial_and_one_without_a_day_each_month_of_its_file(
    office: Office,
) -> None:
    (office.files / "a.csv").write_text("no,day,area\n1,2024-01-03,N\n2,2024-02-05,N,E\n3,2024-03-05,N\n")
    office.load(office.files / "a.csv", "--agency", "test-pd", code=1)
    assert [one["status"] for one in status(office, "2024-05-02").values()][:3] == [REPORTED, PARTIAL, REPORTED]
    (office.files / "b.csv").write_text("no,day,area\nx,4,2024-02-07,N\n5,2024-03-05,N\n")
    office.load(office.files / "b.csv", "--agency", "test-pd", code=1)
    assert [one["status"] for one in status(office, "2024-05-02").values()][:3] == [REPORTED, PARTIAL, REPORTED]
    (office.files / "c.csv").write_text("no,day,area\n6,2024-01-07,N\n7,2024-02-30,N\n8,2024-03-05,N\n")
    office.load(office.files / "c.csv", "--agency", "test-pd", code=1)
    told = status(office, "2024-05-02")
    assert [one["status"] for one in told.values()][:3] == [PARTIAL, PARTIAL, PARTIAL]
    assert told["2024-01"]["next"].startswith("ingest rejects 3 --out mend-3.csv")
    load(office, "whole.csv", "2 2024-02-05", "7 2024-02-28")
    told = status(office, "2024-05-02")
    assert [one["status"] for one in told.values()][:3] == [REPORTED, PARTIAL, REPORTED], "b.csv has a row left"
    mend(office, 2, no="4", day="2024-02-07", area="N")
    assert status(office, "2024-04-01", code=0)["2024-02"]["status"] == REPORTED


def test_rows_are_set_aside_until_a_later_load_brings_them(office: Office) -> None:
    owes(office, "{every: month, due: 30, since: 2030-01}")
    left = lambda: [row["still_aside"] for row in office.ingest("status", "--json", code=None).json["loads"]]  # noqa: E731
    load(office, "a.csv", "1 2024-01-03", "2 soon", "3 2024-01-05")
    assert (
        left() == [1] and "1 still set aside: ingest rejects 1 --out mend-1.xlsx" in office.ingest("status", code=1).out
    )
    load(office, "b.csv", "4 2024-01-03")
    assert left() == [1, 0]
    mend(office, 1, day="2024-01-04")
    assert left() == [0, 0, 0]
    assert "3 rows, 1 set aside and mended" in office.ingest("status", code=0).out
    office.ingest("undo", 3, "--by", "Ana Ruiz")
    assert left() == [1, 0]
    load(office, "c.csv", "2 late", "5 2024-01-08")
    assert left() == [0, 0, 1], "the later load accounts for the row now"
    office.ingest("rebuild")
    assert left() == [0, 0, 1]


def test_a_row_without_a_number_is_left_until_its_file_comes_once_more(office: Office) -> None:
    """Such as a line of sums, which no mending makes a record of."""
    owes(office, "{every: month, due: 30, since: 2030-01}")
    load(office, "a.csv", "1 2024-01-03", "2 2024-01-04")
    with (office.files / "a.csv").open("a") as file:
        file.write(",sum,2\n")
    office.load(office.files / "a.csv", "--agency", "test-pd", code=1)
    office.ingest("undo", 1, "--again", "--by", "Ana Ruiz")
    load(office, "b.csv", "3 2024-01-03")
    office.ingest("status", code=1)
    load(office, "a.csv", "1 2024-01-03")
    office.ingest("status", code=1)
    load(office, "a.csv", "1 2024-01-03", "2 2024-01-04")
    office.ingest("status", code=0)


def test_a_zero_report_that_records_contradict_is_told(office: Office) -> None:
    load(office, "a.csv", "1 2024-01-03")
    office.ingest("zero", "use-of-force", "--period", "2024-Q1", "--agency", "test-pd", "--by", "Ana Ruiz", code=2)
    office.ingest("zero", "use-of-force", "--period", "2024-02", "--agency", "test-pd", "--by", "Ana Ruiz")
    load(office, "b.csv", "2 2024-02-05")
    said = office.ingest("status", "--today", "2024-03-02", code=0).out
    first = "2024-02 was reported as zero, and there is 1 incident: one is wrong."
    then = "If the zero report is: ingest undo 2 --again. If the records are: ingest undo 3"
    assert f"  {first} {then}\n" in said
    told = status(office, "2024-03-02", code=0)["2024-02"]
    assert (told["status"], told["zero_said"], told["records"]) == (REPORTED, True, 1)
    owes(office, "{every: month, due: 30, since: 2024-01, withheld: {2024-01: court_order}}")
    said = office.ingest("status", "--today", "2024-03-02", code=0).out
    first = "2024-01 was declared as withheld, and there is 1 incident: one is wrong."
    then = "Next: take it out under withheld in agencies/test-pd/agency.yml, or ingest undo 1 --again"
    assert f"  {first} {then}\n" in said
    assert status(office, "2024-03-02", code=0)["2024-02"]["zero_acts"] == [2]
    office.ingest("undo", "2", "--again", "--by", "Ana Ruiz")
    assert "was reported as zero" not in office.ingest("status", "--today", "2024-03-02", code=0).out


def test_a_zero_report_of_one_month_of_a_quarter_is_held_against_that_month(office: Office) -> None:
    owes(office, "{every: quarter, due: 30, since: 2024-Q1}")
    load(office, "a.csv", "1 2024-01-03")
    office.ingest("zero", "use-of-force", "--period", "2024-02", "--agency", "test-pd", "--by", "Ana Ruiz")
    assert "one is wrong" not in office.ingest("status", "--today", "2024-04-02", code=None).out
    load(office, "b.csv", "2 2024-02-05", "3 2024-02-06", "4 2024-03-06")
    said = office.ingest("status", "--today", "2024-04-02", code=None).out
    then = "If the zero report is: ingest undo 2 --again. If the records are: ingest undo 3"
    assert f"  2024-02 was reported as zero, and there are 2 incidents: one is wrong. {then}\n" in said


def test_records_of_a_time_before_what_is_owed_are_records_too(office: Office) -> None:
    owes(office, "{every: month, due: 30, since: 2024-10}")
    load(office, "a.csv", "1 2024-07-03", "2 2024-07-31")
    said = office.ingest("status", "--today", "2024-10-02", code=0).out
    assert "test-pd, use of force incidents: records through 2024-07-31; last load 1, " in said
    [told] = office.ingest("status", "--today", "2024-07-04", "--json", code=0).json["coverage"]
    assert told["records_through"] is None and told["periods"] == [], "a month with days to come tells nothing yet"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("{every: week, due: 30, since: 2024-01}", ['every is "week"', "month or quarter or year"]),
        ("{every: month, due: soon, since: 2024-01}", ['due is "soon"']),
        ("{every: month, due: 400, since: 2024-01}", ['due is "400"', "366"]),
        ("{every: month, due: 30, since: May}", ['since is "May"', "2024-Q2"]),
        ("{every: month, due: 30}", ["since is missing"]),
        ("{every: month, due: 30, since: 2024-01, from: x}", ['"from" is not a word']),
        ("{every: month, due: 30, since: 2024-01, withheld: {2024-Q1: court_order}}", ['withheld is "2024-Q1"']),
        ("{every: month, due: 30, since: 2024-01, withheld: {2024-02: court_ordr}}", ["Did you mean court_order?"]),
    ],
)
def test_what_is_owed_is_read_strictly(office: Office, said: str, words: list[str]) -> None:
    owes(office, said)
    err = office.ingest("formats", code=2).err
    assert "agencies/test-pd/agency.yml:6: " in err
    for word in words:
        assert word in err


@pytest.mark.parametrize("table", ["election_incidents", "use_of_force_subjects", "elections", "changes", "nonsense"])
def test_only_tables_whose_records_have_a_public_day_can_be_owed(office: Office, table: str) -> None:
    owes(office, OWES, table=table)
    assert f'"{table}" is not a word here' in office.ingest("formats", code=2).err


def test_a_change_of_what_is_owed_is_told_until_the_register_knows_it(office: Office) -> None:
    load(office, "a.csv", "1 2024-01-03")
    owes(office, "{every: month, due: 30, since: 2024-01, withheld: {2024-02: court_order}}")
    assert status(office, "2024-04-02", code=0)["2024-02"]["status"] == WITHHELD
    said = office.ingest("status", "--today", "2024-04-02", code=0).out
    assert "agencies/test-pd/agency.yml was changed" in said and "Next: ingest rebuild" in said
    office.ingest("rebuild")
    said = office.ingest("status", "--today", "2024-04-02", code=0).out
    assert "was changed" not in said and "  2024  RW..\n" in said


def test_what_is_owed_and_told_survives_rebuild_and_goes_with_the_first_act(office: Office) -> None:
    load(office, "a.csv", "1 2024-01-03")
    load(office, "b.csv", "2 2024-02-03")
    house = {name: office.rows(name) for name in ("_owed", "_told")}
    assert all(house.values())
    assert "The content is the same as before" in office.ingest("rebuild").out
    assert {name: office.rows(name) for name in house} == house
    office.ingest("undo", "2", "--by", "Ana Ruiz")
    assert [row["load"] for row in office.rows("_told")] == [1]
    office.ingest("undo", "1", "--by", "Ana Ruiz")
    assert office.rows("_owed") == office.rows("_told") == []
    assert office.ingest("status", "--json", code=0).json["coverage"] == []


def test_what_an_agency_does_not_owe_is_not_late(office: Office) -> None:
    office.agency("other-pd", use_of_force=FORCE.replace("Force", "Other").replace("area", "zone"))
    office.load(office.file("o.csv", [{"no": "1", "day": "2020-01-03", "zone": "N"}]), "--agency", "other-pd")
    assert office.ingest("status", "--today", "2024-04-02", "--json", code=0).json["coverage"] == []


# In a release.


def test_a_release_tells_what_status_tells_as_of_its_day(office: Office) -> None:
    owes(office, "{every: month, due: 30, since: 2023-11, withheld: {2024-02: court_order}}")
    load(office, "a.csv", "1 2023-11-03", "2 2024-01-03", "3 2024-01-09")
    office.ingest("zero", "use-of-force", "--period", "2023-12", "--agency", "test-pd", "--by", "Ana Ruiz")
    table = rows(office.stage("2024-05-30") / "records.db", "coverage", "period_start_date")
    said = status(office, "2024-05-30")
    assert [row["coverage_status"] for row in table] == [one["status"] for one in said.values()]
    assert [row["records_count"] for row in table] == [1, 0, 2, None, None, None, None]
    table = rows(office.stage("2024-05-31") / "records.db", "coverage", "period_start_date")
    assert [row["coverage_status"] for row in table] == [REPORTED, ZERO, REPORTED, WITHHELD, LATE, LATE, NOT_DUE]


def test_the_sample_shows_what_its_files_hold(release: Path, sample_room: Path) -> None:
    """Every number of the public table equals the rows of the released table itself."""
    database, kinds = release / "records.db", load_kinds(KINDS)
    counted: dict[tuple[str, str, str], int] = {}
    for name in {row["record_table"] for row in rows(database, "coverage")}:
        for row in rows(database, name):
            day = str(row[kinds.tables[name].date])
            counted[row["agency_id"], name, day[:7]] = counted.get((row["agency_id"], name, day[:7]), 0) + 1
    for row in rows(database, "coverage"):
        named = period(row["reporting_period"])
        assert named
        mine = [counted.get((row["agency_id"], row["record_table"], month), 0) for month in named.months]
        is_told = row["coverage_status"] in (REPORTED, ZERO, PARTIAL) or sum(mine) > 0
        assert row["records_count"] == (sum(mine) if is_told else None), row
    assert len(rows(sample_room / "register.db", "_told")) > 0


# On its page.


@pytest.fixture(scope="module")
def records(release: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{release}/records.db?mode=ro", uri=True)) as connection:
        yield connection


def one(records: sqlite3.Connection, condition: str, *values: str) -> int:
    return int(records.execute(f"select count(*) from coverage where {condition}", values).fetchone()[0])


def text(portal: str, address: str) -> str:
    """A page's words, its marks taken out."""
    html = httpx.get(portal + address, timeout=30).raise_for_status().text
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split()).replace(" ;", ";").replace(" .", ".")


def test_every_number_of_the_page_equals_its_sql(portal: str, records: sqlite3.Connection) -> None:
    said = text(portal, "/coverage")
    due = one(records, "coverage_status <> 'not_due'")
    whole = one(records, "coverage_status in ('reported', 'zero')")
    absent = one(records, "coverage_status in ('late', 'missing')")
    part = one(records, "coverage_status = 'partial'")
    assert f"Agencies owed {due} reports by January 15, 2026. {whole} came in full, {part} in part" in said
    assert f"and {absent} are late or missing" in said and f"{absent} reports are late or missing" in said
    sql = "select label, definition, (select count(*) from coverage where coverage_status = code) from _codes"
    for label, definition, count in records.execute(f"{sql} where list = 'coverage_status' and position < 900"):
        assert f"{label} {definition} {count} report" in said
    for due_on, late in records.execute("select due_date, late_days from coverage where coverage_status = 'missing'"):
        day = date.fromisoformat(due_on)
        assert f"Due on {day:%B} {day.day}, {day.year}, {late} days late." in said


def test_the_calendars_say_each_period_in_words_or_its_number(
    portal: str, browser_page: Any, records: sqlite3.Connection
) -> None:
    browser_page.goto(portal + "/coverage")
    tables = browser_page.locator("table.calendar")
    owed = "select agency_id, record_table, reporting_period, coverage_status, records_count from coverage"
    kept = records.execute(f"{owed} order by 1, 2, period_start_date").fetchall()
    pairs = list(dict.fromkeys(row[:2] for row in kept))
    assert tables.count() == len(pairs)
    for place, pair in enumerate(pairs):
        table = tables.nth(place)
        years = table.locator("thead th").all_inner_texts()[1:]
        lines = table.locator("tbody tr").count()
        mine = {row[2]: row[3:] for row in kept if row[:2] == pair}
        for line in range(lines):
            for year, cell in zip(
                years, table.locator("tbody tr").nth(line).locator("td").all_inner_texts(), strict=True
            ):
                period = {12: f"{year}-{line + 1:02}", 4: f"{year}-Q{line + 1}", 1: year}[lines]
                status, count = mine.get(period, ("none", 0))
                assert cell.strip(), "nothing is blank"
                if status in ("reported", "zero", "partial"):
                    assert re.match(r"[\d,]+", cell)[0].replace(",", "") == str(count), (pair, period)  # type: ignore[index]
                elif status in ("late", "missing", "withheld"):
                    assert status in cell, (pair, period)


def test_freshness_stands_on_the_home_page_on_the_table_and_on_the_agency(
    portal: str, records: sqlite3.Connection
) -> None:
    absent = one(records, "coverage_status in ('late', 'missing')")
    assert f"{absent} reports late or missing" in text(portal, "/")
    mine = "coverage_status in ('late', 'missing') and record_table = 'commendations'"
    through = date.fromisoformat(
        records.execute("select max(last_record_date) from coverage where record_table = 'commendations'").fetchone()[0]
    )
    said = (
        f"Records through {through:%B} {through.day}, {through.year}; {one(records, mine)} reports are late or missing"
    )
    assert said in text(portal, "/records/commendations")
    mine = "coverage_status in ('late', 'missing') and agency_id = ?"
    assert f"; {one(records, mine, 'port-specimen-pd')} reports are late or missing" in text(
        portal, "/records/agencies/port-specimen-pd"
    )
    assert "late or missing" not in text(portal, "/records/agencies/example-falls-pd")
    assert "Records through" not in text(portal, "/records/policies"), "nobody owes these"


def test_each_agency_that_owes_something_has_its_own_page(portal: str, records: sqlite3.Connection) -> None:
    said = text(portal, "/coverage?agency_id=port-specimen-pd")
    due = one(records, "coverage_status <> 'not_due' and agency_id = 'port-specimen-pd'")
    assert f"Port Specimen Police Department owed {due} reports by" in said and "Example Falls" not in said
    assert httpx.get(portal + "/coverage?agency_id=record-room-laws").status_code == 404


def test_of_many_agencies_the_page_has_a_line_each(tmp_path: Path) -> None:
    office = Office(tmp_path)
    for place in range(CALENDARS_AT_MOST + 1):
        name = office.agency(f"town-{place}-pd", use_of_force=FORCE)
        owes(office, OWES, name)
        office.load(office.file("a.csv", [{"no": "1", "day": "2024-01-03", "area": "N"}]), "--agency", name)
    with serving(office.release("2024-03-31")) as portal:
        html = httpx.get(f"{portal}/coverage").text
        assert html.count("/coverage?agency_id=town-") == CALENDARS_AT_MOST + 1 and "<table" not in html
        assert "Records through January 3, 2024; 1 report is late or missing." in text(portal, "/coverage")
        assert httpx.get(f"{portal}/coverage?agency_id=town-1-pd").text.count('<table class="calendar"') == 1


def test_a_month_without_a_report_is_no_zero_bar(portal: str, records: sqlite3.Connection) -> None:
    """April 2025 was not sent by this agency; July 2025 was said to be zero."""
    address = "/records/commendations?agency_id=port-specimen-pd&received_date__year=2025"
    said = text(portal, address)
    assert "April 2025 no report received" in said and "July 2025 0" in said
    assert "no report received, in 1 month" in said
    html = httpx.get(portal + address, timeout=30).text
    assert html.count('<rect class="b0"') == 1
    assert "no report received" not in text(portal, "/records/commendations?received_date__year=2025")
