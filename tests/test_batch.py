"""Columns at once or row by row: the same records under the same keys, the same problems, the same outcomes."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rooms import Office, Row

from ingest.map import Plan

FORMAT = """title: Rows that make several records
values:
  race_ethnicity: {W: white, B: black}
tables:
  use_of_force:
%s    incident_number: no
    occurred_date: day
    district: area
    has_video: video
  use_of_force_subjects:
%s    race: race
    age_low_years: age
  use_of_force_officers:
%s    officer_number: badge
    is_on_duty: duty
  use_of_force_applications:
%s    force_level_agency: level
"""
NUMBER, NOTHING = "    subject_number: who\n", ""
KEEP, ONCE, UNITE = (f"    rows: {{repeats: {word}}}\n" for word in ("keep", "once", "unite"))
VARIANTS = {
    "numbered": FORMAT % (NOTHING, NUMBER, KEEP, KEEP),
    "once": FORMAT % (ONCE, NUMBER, ONCE, ONCE),
    "united": FORMAT % (NOTHING, UNITE, UNITE, UNITE),
    "unsaid": FORMAT % (NOTHING, NOTHING, NOTHING, NOTHING),
}
TABLES = ("use_of_force", "use_of_force_subjects", "use_of_force_officers", "use_of_force_applications")
_few = {
    "no": ["1", "2", "3", "4", ""],
    "day": ["2024-03-09", "2023-01-01", "2024-13-45", "", "2099-01-01"],
    "area": ["North", "North", "", "South"],
    "video": ["yes", "no", "", "perhaps"],
    "who": ["S1", "S2", ""],
    "race": ["W", "B", "Martian", ""],
    "age": ["33", "", "old"],
    "badge": ["7", "8", ""],
    "duty": ["yes", ""],
    "level": ["One", "Two", ""],
}
_often = {name: [words[0]] * 6 + words for name, words in _few.items()}  # most rows are good, or hardly any would load
ROWS = st.lists(st.fixed_dictionaries({name: st.sampled_from(words) for name, words in _often.items()}), max_size=24)


def loaded(folder: Path, text: str, rows: Sequence[Row], secret: Path | None) -> tuple[Office, list[Any]]:
    office = Office(folder)
    office.agency("test-pd", use_of_force=text)
    if secret:
        office.data.mkdir()
        shutil.copy(secret, office.data)
    header = [name for name in _few if f": {name}\n" in text]
    path = office.file("a.csv", [{name: row[name] for name in header} for row in rows], header)
    said = office.ingest("load", path, "--agency", "test-pd", "--by", "Ana Ruiz", "--json", code=None)
    told = said.json if said.out else said.err
    there = (office.data / "register.db").exists()
    kept = [sorted(map(repr, office.rows(name))) for name in (*TABLES, "_rejects")] if there else []
    return office, [said.code, told, kept]


@pytest.mark.parametrize("variant", VARIANTS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_both_ways_say_the_same(monkeypatch: pytest.MonkeyPatch, variant: str, rows: list[Row]) -> None:
    good = [{**dict.fromkeys(_few, ""), "no": f"{n}", "day": "2024-03-09"} for n in range(50, 90)]
    with TemporaryDirectory() as folder:
        office, quick = loaded(Path(folder) / "quick", VARIANTS[variant], [*rows, *good], None)
        with monkeypatch.context() as patched:
            patched.setattr(Plan, "is_even", False)
            _, slow = loaded(Path(folder) / "slow", VARIANTS[variant], [*rows, *good], office.data / "secret.key")
    assert quick[0] == slow[0]
    assert _without_counts(quick[1]) == _without_counts(slow[1])
    assert quick[2] == slow[2]


def _without_counts(told: Any) -> Any:
    """Row by row, words of rows that are set aside are cleaned twice, and counted so."""
    if isinstance(told, str):
        return told
    return [one | {"problems": [p for p in one["problems"] if p["code"] != "unmapped"]} for one in told]


def test_the_quick_way_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*rest: Any) -> None:
        raise AssertionError("row by row")

    monkeypatch.setattr(Plan, "records", refuse)
    for name, text in VARIANTS.items():
        rows = [{**{header: words[0] for header, words in _few.items()}, "no": f"{n}"} for n in range(20)]
        _, (code, told, _) = loaded(tmp_path / name, text, rows, None)
        assert code == 0, told
