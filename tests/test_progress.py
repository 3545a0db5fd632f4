"""Long work says how far it has come: rows, problems so far, and about how much time is left."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from rooms import Office

from ingest import progress

_LINE = re.compile(r"  (.+): ([\d,]+) rows(?:, ([\d,]+) problems? so far)?, \d+ s(?:, about (\d+) s left)?")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A room where nobody's patience is tried: every step is shown, a line each."""
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_EVERY_LINE", 0.0)
    made = Office(tmp_path)
    made.agency("test-pd")
    return made


def lines(said: str) -> list[re.Match[str]]:
    return [found for line in said.splitlines() if (found := _LINE.fullmatch(line))]


def rows(count: int, bad: int) -> list[dict[str, str]]:
    days = ["2024-03-09"] * (count - bad) + ["the ninth"] * bad
    return [{"Agency's incident number": f"A-{n}", "Date": day, "District": "North"} for n, day in enumerate(days)]


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_long_load_says_rows_problems_and_time_left(office: Office, is_packed: bool) -> None:
    path = office.file("june.csv", rows(6_000, 9))
    if is_packed:
        packed = path.with_name("june.csv.gz")
        packed.write_bytes(gzip.compress(path.read_bytes()))
        path = packed
    said = lines(office.ingest("load", path, "--agency", "test-pd", "--by", "Ana", code=1).err)
    done = [int(found[2].replace(",", "")) for found in said]
    assert done == sorted(done) and done[-1] == 6_000 and len(done) > 3
    assert all(found[4] is not None for found in said[:-1]), "a file that is streamed knows how much of it is left"
    assert said[0][3] is None and said[-1][3] == "9"


def test_what_is_left_follows_from_the_share(tmp_path: Path) -> None:
    assert progress.Going(100, share=0.25).left(30) == 90
    assert progress.Going(100).left(30) is None


def test_a_workbook_says_rows_and_promises_no_time(office: Office) -> None:
    template = office.files / "june.xlsx"
    office.ingest("template", "use-of-force", "--out", template)
    said = lines(office.ingest("check", template, "--agency", "test-pd", code=None).err)
    assert all(found[4] is None for found in said)
