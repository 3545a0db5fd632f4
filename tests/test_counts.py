"""Protected counts: no count of 1 to 10 people is shown, and none can be worked out from what is."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rooms import Office, Row, rows

from publish.counts import protect

SMALLEST = 11  # the least count that may be shown: CMS cell-size policy (standard.md, 4.4)
CODES = ["a", "b", "c", "d", "e"]
Group = dict[str, int]


def shown(groups: Iterable[Group]) -> list[dict[str, int | None]]:
    """What is published of some groups of one agency, one group a year."""
    cells = [
        ("agency", 2000 + year, "race", code, people, 0)
        for year, group in enumerate(groups)
        for code, people in group.items()
    ]
    made: dict[int, dict[str, int | None]] = defaultdict(dict)
    for _, year, _, code, people, is_withheld in protect(cells, CODES):
        assert (people is None) == bool(is_withheld)
        made[int(str(year))][code] = people
    return list(made.values())


GROUPS = st.dictionaries(st.sampled_from(CODES), st.one_of(st.integers(1, 12), st.integers(1, 400)), min_size=1)


@settings(max_examples=200, deadline=None)
@given(GROUPS)
def test_no_small_count_is_shown_and_the_shown_ones_are_right(group: Group) -> None:
    [out] = shown([group])
    assert set(out) >= set(group)
    for code, count in out.items():
        assert count is None or count == group[code] >= SMALLEST


EDGES = [
    {"a": 1, "b": 1},
    {"c": 5},
    {"b": 10, "c": 10, "d": 10},
    {"a": 1, "b": 1, "c": 1, "d": 90},
    {"a": 3, "b": 40},
    {"e": 1},
    {"a": 11, "b": 11, "c": 9},
    {"a": 28, "b": 50, "c": 1, "d": 1},
    {"a": 28, "c": 1, "d": 1},
    {"a": 37, "b": 40, "c": 1, "d": 1, "e": 1},
    {"b": 28, "c": 11, "d": 1, "e": 1},
]


@pytest.mark.parametrize("group", EDGES, ids=str)
def test_whoever_knows_the_total_and_our_rule_cannot_work_out_a_count(group: Group) -> None:
    cannot_work_out(group)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(CODES), st.integers(1, 11) | st.integers(1, 60), min_size=1, max_size=4))
def test_nor_in_any_other_group(group: Group) -> None:
    cannot_work_out(group)


def test_nor_in_any_group_of_counts_at_the_edges() -> None:
    for length in (1, 2, 3):
        for counts in product((1, 2, 9, 10, 11, 12, 28, 29, 37), repeat=length):
            cannot_work_out(dict(zip(CODES, counts, strict=False)))


def cannot_work_out(group: Group) -> None:
    """Of all groups of the same total that would be published just so, no two agree on a hidden count.

    The total is no secret: it is the number of the release's rows. Nor is the rule: this code is public.
    """
    [out] = shown([group])
    hidden = [code for code, people in out.items() if people is None]
    told = {code: people for code, people in out.items() if people is not None}
    left = sum(group.values()) - sum(told.values())
    values: dict[str, set[int]] = {code: set() for code in hidden}
    for parts in partings(left, len(hidden)):
        other = {code: people for code, people in zip(hidden, parts, strict=True) if people}
        if shown([told | other]) == [out]:
            for code in hidden:
                values[code].add(other.get(code, 0))
        if all(len(found) > 1 for found in values.values()):
            return
    assert {code: found for code, found in values.items() if len(found) < 2} == {}


def partings(total: int, count: int) -> Iterator[tuple[int, ...]]:
    """Every way to part a total into so many counts, 0 among them."""
    if count <= 1:
        yield from [(total,)] * count
        return
    for first in range(total + 1):
        for rest in partings(total - first, count - 1):
            yield (first, *rest)


def people(office: Office, groups: dict[int, list[tuple[str, str, int]]]) -> None:
    """Load subjects of a protected agency: year -> (race, gender, age)."""
    table = office.kinds.tables["use_of_force_subjects"]
    title = {name: table.columns[name].title for name in ("subject_number", "race", "gender", "age_years")}
    incidents, subjects = [], []
    for year, listed in groups.items():
        incidents.append({"Agency's incident number": f"I-{year}", "Date": f"{year}-03-09"})
        for number, (race, gender, age) in enumerate(listed):
            made: Row = {"Agency's incident number": f"I-{year}", title["subject_number"]: str(number)}
            subjects.append(made | {title["race"]: race, title["gender"]: gender, title["age_years"]: str(age)})
    office.load("use_of_force", office.file("incidents.csv", incidents), "--agency", "test-pd")
    office.load("use_of_force_subjects", office.file("people.csv", subjects), "--agency", "test-pd")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[int, list[tuple[str, str, int]]]]:
    office = Office(tmp_path_factory.mktemp("counts"))
    office.agency("test-pd", "protected")
    chance = random.Random(7)
    races, genders = list(office.kinds.codes["race_ethnicity"].codes)[:5], list(office.kinds.codes["gender"].codes)[:2]
    groups = {
        year: [
            (chance.choices(races, [50, 20, 9, 3, 1])[0], chance.choices(genders, [9, 1])[0], chance.randint(14, 80))
            for _ in range(size)
        ]
        for year, size in ((2020, 1), (2021, 2), (2022, 12), (2023, 60), (2024, 300))
    }
    people(office, groups)
    return office.release() / "records.db", groups


def test_counts_of_a_release_are_right_or_withheld(
    released: tuple[Path, dict[int, list[tuple[str, str, int]]]],
) -> None:
    database, groups = released
    counts = rows(database, "use_of_force_subjects_counts")
    assert {row["year"] for row in counts} == set(groups)
    numbers = 0
    for row in counts:
        if row["people"] is None:
            assert row["is_withheld"] == 1
            continue
        numbers += 1
        assert row["people"] >= SMALLEST
        if row["characteristic"] in {"race", "gender"}:
            place = ("race", "gender").index(row["characteristic"])
            assert row["people"] == sum(one[place] == row["value"] for one in groups[row["year"]])
    assert numbers > 5


def test_the_rows_behind_the_counts_do_not_say_it(released: tuple[Path, dict[int, list[tuple[str, str, int]]]]) -> None:
    database, groups = released
    found = rows(database, "use_of_force_subjects")
    assert len(found) == sum(map(len, groups.values()))
    assert {row["race"] for row in found} | {row["gender"] for row in found} | {row["age_band"] for row in found} == {
        "suppressed"
    }


def test_an_attacker_subtracts_and_finds_nothing(released: tuple[Path, dict[int, list[tuple[str, str, int]]]]) -> None:
    """Every total that a reader can get by SQL, less every sum of shown counts, never leaves one hidden count alone."""
    connection = sqlite3.connect(f"{released[0].as_uri()}?mode=ro", uri=True)
    totals = dict(
        connection.execute(
            "SELECT occurred_year, count(*) FROM use_of_force_subjects JOIN use_of_force USING (incident_id) GROUP BY 1"
        )
    )
    query = (
        "SELECT year, characteristic, coalesce(sum(people), 0), sum(is_withheld) FROM use_of_force_subjects_counts"
        " WHERE characteristic IN ('race', 'gender', 'age_band') GROUP BY 1, 2"  # the others were never sent
    )
    for year, characteristic, known, hidden in connection.execute(query):
        left = totals[year] - known
        assert left == 0 if not hidden else hidden > 1, f"{year} {characteristic}"
    connection.close()


def test_complainants_are_nowhere_but_in_counts(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.agency("test-pd")
    number = office.kinds.tables["complaints"].columns["complaint_number"].title
    office.load(
        "complaints",
        office.file("c.csv", [{number: "1", "Date received": "2024-01-01"}]),
        "--agency",
        "test-pd",
        code=None,
    )
    listed = [{number: "1", "Role": "complainant", "Race or ethnicity": "black", "Gender": "female"} for _ in range(15)]
    title = office.kinds.tables["complaint_parties"].columns["party_role"].title
    listed = [{title if name == "Role" else name: text for name, text in row.items()} for row in listed]
    office.load("complaint_parties", office.file("p.csv", listed), "--agency", "test-pd")
    database = office.release() / "records.db"
    names = {row["name"] for row in rows(database, "sqlite_master")}
    assert "complaint_parties" not in names
    counts = {
        (row["characteristic"], row["value"]): row["people"] for row in rows(database, "complaint_parties_counts")
    }
    assert counts["race", "black"] == counts["gender", "female"] == 15
