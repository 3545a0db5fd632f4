"""Columns that are worked out from two others when a release is built: nobody sends them, and nothing is guessed."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from rooms import KINDS, Office, rows

RUMOR = {"Rumor number": "R-1", "First seen": "2024-10-21T09:15", "First answered": "2024-10-21T15:40"}
COURSE = {"Course number": "T-1", "Topic": "deescalation", "First day": "2024-03-04"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd")
    return office


def released(office: Office, table: str, column: str) -> list[object]:
    with sqlite3.connect(office.release() / "records.db") as connection:
        return [value for (value,) in connection.execute(f"SELECT [{column}] FROM [{table}] ORDER BY source_line")]


def test_hours_run_from_one_moment_to_the_other_and_never_from_a_bare_day(office: Office) -> None:
    rumors = [
        RUMOR,
        RUMOR | {"Rumor number": "R-2", "First answered": "2024-10-23T08:00"},
        RUMOR | {"Rumor number": "R-3", "First answered": "2024-10-22"},
        RUMOR | {"Rumor number": "R-4", "First seen": ""},
    ]
    office.load("rumor-control", office.file("rumors.csv", rumors), "--agency", "test-pd")
    assert released(office, "rumor_control", "answer_hours") == [6.4, 46.8, None, None]


def test_a_percent_is_of_a_whole_that_is_known_and_not_nothing(office: Office) -> None:
    numbers = [("120", "111"), ("120", "0"), ("0", "0"), ("", "5"), ("7", "")]
    courses = [
        COURSE | {"Course number": f"T-{at}", "People who should take it": whole, "People who finished it": part}
        for at, (whole, part) in enumerate(numbers)
    ]
    office.load("training", office.file("courses.csv", courses), "--agency", "test-pd")
    assert released(office, "training", "completed_percent") == [92.5, 0.0, None, None, None]


def test_nobody_can_send_it_and_pages_are_told_from_what_it_comes(office: Office) -> None:
    office.ingest("template", "training", "--out", office.files / "training.csv")
    header = (office.files / "training.csv").read_text(encoding="utf-8-sig")
    assert "People who finished it" in header and "Percent who finished it" not in header
    office.load("training", office.file("courses.csv", [COURSE]), "--agency", "test-pd")
    told = {
        row["name"]: row for row in rows(office.release() / "records.db", "_columns") if row["table_name"] == "training"
    }
    assert told["completed_percent"]["derived"] == "worked out"
    assert told["completed_percent"]["from_column"] == "completed_count, eligible_count"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{percent: [completed_count, eligible]}", "eligible"),
        ("{percent: [completed_count]}", "two columns"),
        ("{percent: [completed_count, training_number]}", "two public columns"),
        ("{thirds: [completed_count, eligible_count]}", "thirds"),
    ],
)
def test_a_slip_in_how_it_is_worked_out_is_told(tmp_path: Path, said: str, told: str) -> None:
    shutil.copytree(KINDS, tmp_path / "kinds")
    path = tmp_path / "kinds" / "election_posture" / "training.yml"
    good = "{percent: [completed_count, eligible_count]}"
    assert good in path.read_text()
    path.write_text(path.read_text().replace(good, said))
    slipped = Office(tmp_path / "office", kinds=tmp_path / "kinds").ingest("template", "training", code=2)
    assert "training.yml" in slipped.err and told in slipped.err
