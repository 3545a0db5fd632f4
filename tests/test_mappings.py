"""How words became codes is published: every coded value of a release is counted once, and nobody is told of."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import httpx
from rooms import ROOT, rows

from ingest.declare import load_kinds
from publish.counts import SMALLEST
from publish.mapping import NOT_SHOWN
from publish.select import is_public, public_columns

KINDS = load_kinds(ROOT / "kinds")


def connect(release: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{(release / 'records.db').resolve().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def test_every_published_code_is_in_the_mapping_as_often_as_in_its_table(release: Path) -> None:
    found: dict[tuple[str, str, str], int] = {}
    for row in rows(release / "records.db", "mappings"):
        key = (row["record_table"], row["record_column"], row["code_value"])
        found[key] = found.get(key, 0) + row["records_count"]
    assert len({table for table, _, _ in found}) > 5
    connection = connect(release)
    for table, column, code in found:
        there = connection.execute(f"SELECT count(*) FROM [{table}] WHERE [{column}] = ?", [code]).fetchone()[0]
        assert found[table, column, code] == there, (table, column, code)
    coded = {
        (table.name, column.name)
        for table in KINDS.tables.values()
        if is_public(table) and not table.made
        for column in table.raws
        if column.name in {public.name for public in public_columns(table, KINDS)}
        and connection.execute(f"SELECT 1 FROM [{table.name}] WHERE [{column.name}] <> 'suppressed'").fetchone()
    }
    made = {key[:2] for key in found}
    derived = {
        (table.name, target)  # an exact value was coarsened; no word was mapped
        for table in KINDS.tables.values()
        for column in table.columns.values()
        for target in column.coarsen
    }
    assert coded - made <= derived


def test_a_rare_word_about_a_person_is_not_shown(release: Path) -> None:
    private = {
        (table.name, column.name) for table in KINDS.tables.values() for column in table.raws if column.raw == "private"
    }
    shown = hidden = 0
    for row in rows(release / "records.db", "mappings"):
        if (row["record_table"], row["record_column"]) in private:
            is_shown = row["written_value"] != NOT_SHOWN
            assert not is_shown or row["records_count"] >= SMALLEST, row
            shown, hidden = shown + is_shown, hidden + (not is_shown)
        else:
            assert row["written_value"] != NOT_SHOWN, "in a column that is cleared every word is shown"
    assert shown and hidden


def test_the_page_says_when_a_word_is_not_shown(portal: str) -> None:
    page = httpx.get(f"{portal}/records/mappings", timeout=30).text
    assert f"is shown only when at least {SMALLEST} records have it" in page
    assert "about a person" not in page


def test_what_a_protected_agency_gives_only_for_counts_is_not_in_the_mapping(release: Path) -> None:
    connection = connect(release)
    guarded = {
        (table.name, column.name)
        for table in KINDS.tables.values()
        for column in table.raws
        if column.protected not in {"open", "later"}
    }
    agencies = {
        row["agency_id"] for row in rows(release / "records.db", "agencies") if row["privacy_profile"] == "protected"
    }
    assert agencies and guarded
    told = connection.execute("SELECT DISTINCT agency_id, record_table, record_column FROM mappings").fetchall()
    assert [tuple(row) for row in told if row[0] in agencies and (row[1], row[2]) in guarded] == []


def test_labels_say_the_code_in_words(release: Path) -> None:
    for row in rows(release / "records.db", "mappings")[:300]:
        column = KINDS.tables[row["record_table"]].columns[row["record_column"]]
        codes = json.loads(row["code_value"]) if column.type == "array" else [row["code_value"]]
        assert row["code_label"] == "; ".join(KINDS.codes[column.codes].label(code) for code in codes)
