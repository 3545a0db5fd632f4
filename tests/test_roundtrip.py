"""Text goes through untouched: file -> register -> release -> CSV, cell for cell, whatever stands in it."""

from __future__ import annotations

import csv
import io
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rooms import Office, as_csv, rows

HARD = [
    "007",
    "00123.50",
    "1:30",
    "2024-03-09",
    "1e5",
    "NA",
    "none",
    "NULL",
    "true",
    "-",
    " blanks around ",
    " né ",
    "\u2003em\u2003",
    "\ttab\t",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x")',
    "+1-2",
    "@sum",
    'say "no"',
    '"',
    '""',
    "a,b;c|d\te",
    "line\nbreak",
    "line\r\nbreak",
    "bare\rreturn",
    "\n",
    "no\u00a0break\u00a0space",
    "\ufeffmark",
    "José Ñandú",
    "e\u0301 is not é",
    "شرطة قوة",
    "\u202eRTL\u202c",
    "👮🏽\u200d♀️🗳️",
    "𝔘𝔫𝔦",
    "\x0b\x0c\x1c\x1f\x85\u2028\u2029",
    "\x01\x7f",
    "'; DROP TABLE use_of_force; --",
    "<script>alert(1)</script>",
    "%s {0} :today $1",
    "x" * 40_000,
]
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60)
DIALECT = (
    st.sampled_from(HARD)
    | TEXT
    | st.builds(" ".join, st.lists(st.sampled_from(['"', ",", "\n", "\r", "=", " ", "0", "é", ";"]), min_size=1))
)
NUMBER, AREA, CALL = "Agency's incident number", "District", "Type of call"


WIDE = f"""title: Two tables
tables:
  use_of_force: {{incident_number: "{NUMBER}", occurred_date: Date, district: {AREA}, call_type: {CALL}}}
  use_of_force_subjects: {{subject_number: Who}}
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("roundtrip"))
    office.agency("test-pd")
    office.agency("wide-pd", use_of_force=WIDE)
    return office


def there_and_back(office: Office, texts: list[str], encoding: str = "utf-8", agency: str = "test-pd") -> None:
    shutil.rmtree(office.data, ignore_errors=True)
    listed = [{NUMBER: f"N{place}", "Date": "2024-01-01", AREA: text, CALL: text} for place, text in enumerate(texts)]
    listed = [row | {"Who": str(place % 7)} if agency == "wide-pd" else row for place, row in enumerate(listed)]
    path = office.files / "texts.csv"
    path.write_bytes(as_csv(listed).encode(encoding))
    office.load("use_of_force", path, "--agency", agency)
    kept = {row["incident_number"]: row for row in office.rows("use_of_force")}
    assert [kept[f"N{place}"]["district"] for place in range(len(texts))] == texts
    staged = office.stage()
    public = {row["incident_id"]: row for row in rows(staged / "records.db", "use_of_force")}
    data = (staged / "downloads" / "use_of_force.csv").read_bytes()
    download = {row["incident_id"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""))}
    assert len(public) == len(download) == len(texts)
    for place, text in enumerate(texts):
        key = kept[f"N{place}"]["incident_id"]
        for column in ("district", "call_type"):
            assert public[key][column] == text
            assert download[key][column] == text


@pytest.mark.parametrize("agency", ["test-pd", "wide-pd"])
def test_hard_texts_come_back_exactly(office: Office, agency: str) -> None:
    """In a file that fills one table, and in one that fills two: they are mapped by different code."""
    there_and_back(office, HARD, agency=agency)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_in_every_encoding_that_a_mark_names(office: Office, encoding: str) -> None:
    there_and_back(office, HARD, encoding)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(DIALECT, min_size=20, max_size=60))
def test_any_text_comes_back_exactly(office: Office, texts: list[str]) -> None:
    there_and_back(office, texts)


def test_empty_text_and_no_text_stay_apart_in_a_download() -> None:
    from publish.downloads import cell

    assert (cell(None), cell("")) == ("", '""')
    assert [cell(value) for value in (0, 1.5, -0.0, 10**15, "é")] == ["0", "1.5", "-0.0", "1000000000000000", "é"]


def test_nul_is_removed_and_told(office: Office) -> None:
    shutil.rmtree(office.data, ignore_errors=True)
    path = office.file("nul.csv", [{NUMBER: "1", "Date": "2024-01-01", AREA: "a\0b"}])
    [said] = office.load("use_of_force", path, "--agency", "test-pd")
    assert [one["code"] for one in said["problems"]] == ["nul"]
    assert office.rows("use_of_force")[0]["district"] == "ab"


def test_half_a_character_is_set_aside_and_can_be_mended(office: Office) -> None:
    shutil.rmtree(office.data, ignore_errors=True)
    path = office.files / "half.json"
    good = f'{{"{NUMBER}": "2", "Date": "2024-01-01", "{AREA}": "fine"}}'
    path.write_text(f'[{{"{NUMBER}": "1", "Date": "2024-01-01", "{AREA}": "\\ud800"}}, {good}]')
    [said] = office.load("use_of_force", path, "--agency", "test-pd", code=1)
    assert [one["code"] for one in said["problems"]] == ["surrogate"]
    assert [row["district"] for row in office.rows("use_of_force")] == ["fine"]
    office.ingest("rejects", 1, "--out", office.files / "mend.csv")


@pytest.mark.parametrize("column", ["Reason for contact", "Sources of video"])
def test_what_the_agency_wrote_beside_a_code_comes_back_exactly(office: Office, column: str) -> None:
    shutil.rmtree(office.data, ignore_errors=True)
    texts = [text for text in HARD if text.strip() and len(text) < 1000]
    listed = [{NUMBER: f"N{place}", "Date": "2024-01-01", column: text} for place, text in enumerate(texts)]
    office.load("use_of_force", office.file("raw.csv", listed), "--agency", "test-pd")
    name = next(one.name for one in office.kinds.tables["use_of_force"].columns.values() if one.title == column)
    kept = {row["incident_number"]: row[f"{name}_raw"] for row in office.rows("use_of_force")}
    assert [kept[f"N{place}"] for place in range(len(texts))] == texts
    public = {row["source_line"]: row[f"{name}_raw"] for row in rows(office.stage() / "records.db", "use_of_force")}
    assert sorted(map(str, public.values())) == sorted(texts)
