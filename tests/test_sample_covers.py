"""The made-up sample shows all that the kinds can hold: every table, column and code; every rule is broken once.

Whoever adds to `kinds/` adds to the sample's recipes too; what is missing is listed. A code counts as seen when one of
the columns that use its list holds it, in the register or in the release. `EXEMPT` names what is left out, and why.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rooms import KINDS, Row, rows

from ingest.codelist import SUPPRESSED
from ingest.declare import load_kinds
from ingest.language import to_be_said
from ingest.schema import Column, Kinds

Held = dict[str, list[Row]]

# Code lists whose codes no record bears, but the agencies or the laws themselves. All else has to be seen.
EXEMPT = {
    "agency_type": "tells agencies apart; four made-up ones cannot be of all sorts, and more of them would say nothing",
    "agencies.officer_names_policy": "one for each agency; the made-up ones show that names may go out in some cases",
    "le_presence_rule": "a state's law, not a record; the file of real laws fills it",
}


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    return load_kinds(KINDS)


@pytest.fixture(scope="module")
def held(sample_room: Path, release: Path, kinds: Kinds) -> Held:
    """Each table's rows, as the register holds them and as the release shows them."""
    made = {name: rows(sample_room / "register.db", name) for name in kinds.tables}
    for name, table in kinds.tables.items():
        if table.publish != "counts":
            made[name] += rows(release / "records.db", name)
    return made


def visible(kinds: Kinds) -> Iterator[Column]:
    """Every column that a register or a release holds."""
    for table in kinds.tables.values():
        yield from (column for column in table.columns.values() if column.publish != "never")


def values(held: Held, column: Column) -> set[str]:
    """The distinct values of a column; those of an array one by one."""
    found = {str(row[column.name]) for row in held[column.table] if row.get(column.name) is not None}
    return {str(one) for text in found for one in json.loads(text)} if column.type == "array" else found


def listed(what: str, missing: list[str]) -> None:
    """Fail with everything that is missing, one a line."""
    assert not missing, f"{len(missing)} {what}:\n  " + "\n  ".join(missing)


def test_every_table_has_a_record(kinds: Kinds, held: Held) -> None:
    listed("tables of which the sample has no record", [name for name in kinds.tables if not held[name]])


def test_every_column_is_filled_somewhere(kinds: Kinds, held: Held) -> None:
    missing = [
        f"{column.table}.{column.name}" for column in visible(kinds) if held[column.table] and not values(held, column)
    ]
    listed("columns that the sample never fills", missing)


def test_every_code_is_seen(kinds: Kinds, held: Held) -> None:
    used: dict[str, set[str]] = {}
    for column in visible(kinds):
        if column.codes:
            used.setdefault(column.codes, set()).update(values(held, column))
    missing = [
        f"{name}: {', '.join(unseen)}"
        for name, seen in sorted(used.items())
        if name not in EXEMPT
        and (unseen := [one.code for one in kinds.codes[name].codes.values() if not one.until and one.code not in seen])
    ]
    listed("code lists with codes that the sample never uses", missing)


def test_what_is_exempt_is_there(kinds: Kinds) -> None:
    assert [name for name in EXEMPT if name not in kinds.codes] == []


def test_every_reserved_code_is_seen(kinds: Kinds, held: Held) -> None:
    seen = set().union(*(values(held, column) for column in visible(kinds) if column.codes))
    reserved = next(iter(kinds.codes.values())).reserved
    listed("reserved codes that the sample never uses", [code for code in reserved if code not in seen | {SUPPRESSED}])


def test_every_rule_is_broken_by_a_row_that_is_wrong_on_purpose(kinds: Kinds, sample_room: Path) -> None:
    kept = [row["problems"] for row in rows(sample_room / "register.db", "_rejects")]
    told = [one for problems in kept for one in json.loads(problems, object_hook=to_be_said)]
    broken = {fills["rule"] for code, _, fills in told if code == "rule"}
    missing = [
        f"{table.name}.{rule.name}: {rule.says}"
        for table in kinds.tables.values()
        for rule in table.rules
        if f"{table.name}.{rule.name}" not in broken
    ]
    listed("rules that no row of the sample breaks", missing)
