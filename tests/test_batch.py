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


PARTS = """title: Parts in a file of their own
tables:
  use_of_force_applications:
    rows: {repeats: keep}
    incident_number: case
    officer_number: badge
    subject_number: who
    force_level_agency: level
"""
_parts = {"case": ["51", "52", "99", ""], "badge": ["7", "8", "9", ""], "who": ["S1", "S2", ""], "level": ["One", ""]}
LINKED = st.lists(st.fixed_dictionaries({name: st.sampled_from(words) for name, words in _parts.items()}), max_size=12)


def loaded(folder: Path, text: str, rows: Sequence[Row], secret: Path | None, parts: Sequence[Row] = ()) -> list[Any]:
    """What one room holds and what was said, once the rows, and parts that point to them, were loaded."""
    office = Office(folder)
    office.agency("test-pd", use_of_force=text, parts=PARTS)
    if secret:
        office.data.mkdir()
        shutil.copy(secret, office.data)
    header = [name for name in _few if f": {name}\n" in text]
    paths = [office.file("a.csv", [{name: row[name] for name in header} for row in rows], header)]
    paths += [office.file("parts.csv", parts, list(_parts))] if parts else []
    made: list[Any] = []
    for path in paths:
        said = office.ingest("load", path, "--agency", "test-pd", "--by", "Ana Ruiz", "--json", code=None)
        made += [said.code, said.json if said.out else said.err]
    there = (office.data / "register.db").exists()
    return made + [sorted(map(repr, office.rows(name))) for name in (*TABLES, "_rejects") if there]


def both(monkeypatch: pytest.MonkeyPatch, text: str, rows: Sequence[Row], parts: Sequence[Row] = ()) -> list[list[Any]]:
    """The same files taken column by column and row by row, with the same secret."""
    with TemporaryDirectory() as folder:
        quick = loaded(Path(folder) / "quick", text, rows, None, parts)
        with monkeypatch.context() as patched:
            patched.setattr(Plan, "is_even", False)
            slow = loaded(Path(folder) / "slow", text, rows, Path(folder) / "quick" / "data" / "secret.key", parts)
    return [quick, slow]


GOOD = [
    {**dict.fromkeys(_few, ""), "no": f"{n}", "day": "2024-03-09", "who": "S1", "badge": "7"} for n in range(50, 90)
]
REPEATED = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("variant", VARIANTS)
@REPEATED
@given(rows=ROWS)
def test_both_ways_say_the_same(monkeypatch: pytest.MonkeyPatch, variant: str, rows: list[Row]) -> None:
    quick, slow = both(monkeypatch, VARIANTS[variant], [*rows, *GOOD])
    assert quick == slow


@REPEATED
@given(parts=LINKED)
def test_both_ways_link_the_same(monkeypatch: pytest.MonkeyPatch, parts: list[Row]) -> None:
    whole = {"case": "53", "badge": "7", "who": "S1", "level": "One"}
    quick, slow = both(monkeypatch, VARIANTS["numbered"], GOOD, [*parts, *[whole] * 60])
    assert quick == slow
    assert (
        sum("'force_level_agency': 'One'" in row for row in quick[4 + TABLES.index("use_of_force_applications")]) >= 60
    )


def test_the_quick_way_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*rest: Any) -> None:
        raise AssertionError("row by row")

    monkeypatch.setattr(Plan, "records", refuse)
    for name, text in VARIANTS.items():
        rows = [{**{header: words[0] for header, words in _few.items()}, "no": f"{n}"} for n in range(20)]
        code, told, *_ = loaded(tmp_path / name, text, rows, None)
        assert code == 0, told
