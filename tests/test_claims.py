"""What somebody claims is never told as what an office says: its status stands beside it, and the fact before it."""

from __future__ import annotations

import html
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from rooms import KINDS, Office


@pytest.fixture(scope="module")
def rumors(release: Path) -> Iterator[list[sqlite3.Row]]:
    """The rumors of the sample, each with the label of its status."""
    with closing(sqlite3.connect(f"file:{release}/records.db?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection.execute(
            "select r.*, lower(c.label) as said from rumor_control r"
            " join _codes c on c.list = 'rumor_status' and c.code = r.rumor_status order by r.rumor_id"
        ).fetchall()


def get(address: str) -> str:
    return html.unescape(httpx.get(address, timeout=30, follow_redirects=True).text)


def named(rumor: sqlite3.Row) -> str:
    return f"Rumor ({rumor['said']}): {rumor['claim_summary']}"


def test_the_page_of_a_rumor_says_first_what_the_office_found(portal: str, rumors: list[sqlite3.Row]) -> None:
    assert {"false", "under review"} <= {rumor["said"] for rumor in rumors}
    for rumor in rumors[:12]:
        page = get(f"{portal}/records/rumor_control/{rumor['rumor_id']}")
        name = named(rumor)
        assert f"<h1>{name}</h1>" in page and f"<title>{name} · " in page
        assert f"{name.rstrip('.')}, record {rumor['rumor_id']}." in page, "whoever cites it cites that it is a rumor"
        first = re.search(r'<p class="sentence">(.*?)</p>', page, re.DOTALL)
        assert first and first[1].lower().startswith(f"what the office says: <b>{rumor['said']}</b>.")
        assert (rumor["fact_statement"] or "") in first[1]
        if rumor["fact_statement"]:
            assert page.index("<dt>True or not</dt>") < page.index("<dt>Fact</dt>") < page.index("<dt>Rumor</dt>")


def test_no_link_to_a_rumor_is_without_its_status(portal: str, rumors: list[sqlite3.Row]) -> None:
    """Lists, the election, the agency, what came of it, the answer's statement, and the records before and after."""
    known = {rumor["rumor_id"]: named(rumor) for rumor in rumors}
    pages = ["records/rumor_control", "records/rumor_updates", "search?q=observers", "search?q=ballots"]
    pages += [f"records/elections/{rumors[0]['election_id']}", f"records/agencies/{rumors[0]['agency_id']}"]
    pages += [f"records/rumor_control/{key}" for key in list(known)[:8]]
    found = 0
    for address in pages:
        text = get(f"{portal}/{address}")
        for key, words in re.findall(r'<a [^>]*href="/records/rumor_control/(\w+)"[^>]*>(.*?)</a>', text, re.DOTALL):
            assert known[key] in " ".join(re.sub("<[^>]+>", " ", words).split()), address
            found += 1
    assert found > 30


def test_an_allegation_is_no_finding_and_a_commendation_no_allegation(portal: str, rumors: list[sqlite3.Row]) -> None:
    maxim = '<p class="maxim">An allegation is not a finding.</p>'
    for table in ("complaints", "complaint_allegations"):
        assert maxim in get(f"{portal}/records/{table}") and maxim in get(f"{portal}/dictionary/{table}")
    assert "An allegation is not" not in get(f"{portal}/records/commendations")
    agency = get(f"{portal}/records/agencies/example-falls-pd")
    complaints, thanks = (agency.rindex(f"{each}, people say</h3>") for each in ("What went wrong", "What went well"))
    assert complaints < agency.index(maxim) < thanks and agency.count(maxim) == 1


def test_a_slip_in_a_claim_is_told(tmp_path: Path) -> None:
    shutil.copytree(KINDS, tmp_path / "kinds")
    path = tmp_path / "kinds" / "election_posture" / "rumor_control.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("{status: rumor_status,", "{status: rumor_state,"))
    said = Office(tmp_path / "office", kinds=tmp_path / "kinds").ingest("template", "complaints", code=2).err
    assert "rumor_control.yml" in said and "Did you mean rumor_status?" in said
