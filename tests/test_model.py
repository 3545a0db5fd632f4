"""The kinds read as one model: same meaning, same name; every name found; no spelling that could mean two things."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable

import pytest
from rooms import KINDS

from ingest.codelist import fold
from ingest.declare import load_kinds
from ingest.schema import RELEASE_ON, Column

MODEL = load_kinds(KINDS)
COLUMNS = [column for table in MODEL.tables.values() for column in table.columns.values()]

# The same thing seen from two sides; the title says which side.
TITLED_BY_SIDE = {
    "allegation_category": "of a case it is the main one",
    "deciding_body": "a finding is decided; a step, such as an interview, is only taken",
    "finding": "a case has one, and each allegation has its own",
    "finding_group": "as the finding that it groups",
    "occurred_date": "a complaint has two dates, so its title says which one",
    "occurred_month": "as the date that it is made from",
}
# Spelled as the Voting Information Project spells them (architecture.md, section 4).
SPELLED_BY_OTHERS = {"date", "registration_deadline", "absentee_request_deadline"}
NOT_A_COUNT = {"sequence", "version_number"}  # a place in an order
DAYS = {"date": ("_date",), "datetime": ("_at",), "time": ("_time",)}
UNITS = ("_year", "_hour", "_years", "_days", "_hours", "_minutes", "_seconds", "_ft", "_mph", "_usd", "_percent")


def listed(what: str, found: Iterable[str]) -> None:
    """Fail with everything that was found, one a line."""
    lines = list(dict.fromkeys(found))
    assert not lines, f"{what}:\n  " + "\n  ".join(lines)


def where(column: Column) -> str:
    """The file and the column, as a person looks them up."""
    return (
        f"{f'kinds/_shared.yml ({column.group})' if column.group else MODEL.tables[column.table].where}: {column.name}"
    )


def namesakes() -> dict[str, list[Column]]:
    """The columns of each name that more than one table has."""
    found = defaultdict(list)
    for column in COLUMNS:
        found[column.name].append(column)
    return {name: columns for name, columns in found.items() if len(columns) > 1}


def codes_of(column: Column) -> tuple[str, ...]:
    """What a column may hold: its list's codes, wherever that list is written."""
    return tuple(sorted(MODEL.codes[column.codes].codes)) if column.codes else ()


@pytest.mark.parametrize("same", ["type", "codes", "title", "title_es"])
def test_the_same_name_means_the_same_in_every_table(same: str) -> None:
    found = []
    for name, columns in namesakes().items():
        if not (same.startswith("title") and name in TITLED_BY_SIDE):
            said = {codes_of(column) if same == "codes" else getattr(column, same) for column in columns}
            if len(said) > 1:
                found += [f"{where(column)}: {getattr(column, same)!r}" for column in columns]
    listed(f"columns of one name that differ in {same}", found)


def test_no_exception_is_left_that_nothing_needs() -> None:
    needed = {name for name, columns in namesakes().items() if len({column.title for column in columns}) > 1}
    assert needed >= set(TITLED_BY_SIDE)
    assert {column.name for column in COLUMNS} >= SPELLED_BY_OTHERS | NOT_A_COUNT


def test_every_code_list_is_used() -> None:
    used = {column.codes for column in COLUMNS}
    listed("code lists that no column uses", (f"kinds/codes/{name}.csv" for name in MODEL.codes if name not in used))


def test_every_table_that_is_named_exists() -> None:
    listed(
        "names of tables that do not exist",
        (
            f"{table.where}: {name}"
            for table in MODEL.tables.values()
            for name in (table.parent, *table.links, *(column.refers_to for column in table.references))
            if name and name not in MODEL.tables
        ),
    )


def test_every_code_has_its_words_in_both_languages() -> None:
    lists = {name: list(codes.codes.values()) for name, codes in MODEL.codes.items()}
    lists["_reserved"] = list(next(iter(MODEL.codes.values())).reserved.values())
    listed(
        "codes without a label or a definition in a language",
        (
            f"{name}.{code.code}"
            for name, codes in lists.items()
            for code in codes
            if not all(text.strip() for text in (code.label, code.label_es, code.definition, code.definition_es))
        ),
    )


def test_no_label_stands_for_two_codes_of_a_list() -> None:
    found = []
    for name, codes in MODEL.codes.items():
        for word in ("label", "label_es"):
            said = defaultdict(list)
            for code in codes.codes.values():
                said[fold(getattr(code, word))].append(code.code)
            found += [f"{name}: {text!r} is {' and '.join(both)}" for text, both in said.items() if len(both) > 1]
    listed("labels that cannot be told apart", found)


def test_no_shared_alias_is_too_short_or_too_common() -> None:
    """A spelling is compared with case and punctuation folded, so `18+` in a file's cell is the same as 18."""
    listed(
        "aliases that mean something else in each file; they belong in formats",
        (
            f"kinds/codes/_aliases.csv:{line} {row['list']}: {row['alias']!r} is compared as {text!r}"
            for line, row in aliases()
            if len(text := fold(row["alias"])) <= 2 or text.isdigit() or text in {"none", "null", "nan"}
        ),
    )


def test_no_shared_alias_means_two_codes() -> None:
    meant: dict[tuple[str, str], set[str]] = defaultdict(set)
    for _, row in aliases():
        meant[row["list"], fold(row["alias"])].add(row["code"])
    for name, codes in MODEL.codes.items():
        for code in codes.codes.values():
            for text in {fold(code.code), fold(code.label), fold(code.label_es)}:
                if (name, text) in meant:
                    meant[name, text].add(code.code)
    two = {pair: codes for pair, codes in meant.items() if len(codes) > 1}
    listed("aliases with two meanings", (f"{name}: {text!r} is {sorted(codes)}" for (name, text), codes in two.items()))


def aliases() -> list[tuple[int, dict[str, str]]]:
    """The shared aliases, each with its line."""
    with (KINDS / "codes" / "_aliases.csv").open(newline="", encoding="utf-8") as file:
        return list(enumerate(csv.DictReader(file), 2))


def test_yes_no_columns_and_only_they_begin_is_has_or_was() -> None:
    listed(
        "yes/no columns begin is_, has_ or was_; no others do",
        (where(one) for one in COLUMNS if (one.type == "boolean") != one.name.startswith(("is_", "has_", "was_"))),
    )


def test_days_and_times_end_in_what_they_are() -> None:
    exempt = SPELLED_BY_OTHERS | {RELEASE_ON}
    listed(
        "a day ends in _date, a day with its time in _at, a time in _time; nothing else does",
        (
            f"{where(one)} is a {one.type}"
            for one in COLUMNS
            if one.name not in exempt
            and [one.name.endswith(ending) for ending in DAYS.values()] != [one.type == kind for kind in DAYS]
        ),
    )


def test_whole_numbers_say_what_they_count() -> None:
    endings = (*UNITS, "_count", "_id", "_line")
    listed(
        "a whole number ends in _count or in its unit",
        (
            where(one)
            for one in COLUMNS
            if one.type == "integer" and not one.name.endswith(endings) and one.name not in NOT_A_COUNT
        ),
    )
    listed(
        "only numbers end in _count or in a unit of measure",
        (
            f"{where(one)} is a {one.type}"
            for one in COLUMNS
            if one.name.endswith(("_count", *UNITS)) and one.type not in {"integer", "number"}
        ),
    )


def test_addresses_end_in_url() -> None:
    listed(
        "columns of web addresses end in _url, _urls or, as the Voting Information Project spells it, _uri",
        (
            where(one)
            for one in COLUMNS
            if one.example.startswith(("http://", "https://")) and not one.name.endswith(("_url", "_urls", "_uri"))
        ),
    )


def test_what_a_question_counts_is_what_some_table_has() -> None:
    """ "2,378 days are counted here" is said of nothing: the unit of an answer is that of rows, in both languages."""
    units = {(table.unit.many, table.unit.many_es) for table in MODEL.tables.values()}
    for table in MODEL.tables.values():
        for one in table.questions:
            found = [es for many, es in units if one.unit.endswith(many) or many.endswith(one.unit)]
            assert found, f"{one.name} counts {one.unit}"
            assert any(one.unit_es.startswith(es.split()[0]) for es in found), f"{one.name} cuenta {one.unit_es}"


def test_a_middle_number_is_no_mean_in_spanish() -> None:
    """The middle number of some is their mediana; "valor medio" is the mean."""
    for path in sorted(KINDS.rglob("*.yml")):
        assert "valor medio" not in path.read_text(encoding="utf-8"), path.name
