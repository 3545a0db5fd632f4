"""Nothing that is private, only counted, never kept or not yet due is anywhere in a release or on a public page."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections import deque
from pathlib import Path

import pytest
from canaries import SHOWN, UNTIL, Planted, found_in, plant, plant_beside, unpacked, words_in
from conftest import serving
from rooms import Office, rows

import publish.select
import publish.tables

BEFORE, AFTER = "2029-12-31", UNTIL
_PAGES = 400  # as many addresses as the crawler asks for


@pytest.fixture(scope="module")
def planted() -> Planted:
    return Planted()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, planted: Planted) -> Office:
    office = Office(tmp_path_factory.mktemp("leaks"))
    plant(office, "linked-pd", "linked", planted)
    plant(office, "protected-pd", "protected", planted)
    plant_beside(office, planted)
    return office


@pytest.fixture(scope="module")
def before(office: Office) -> Path:
    """A release made while what is `later` still waits."""
    return office.release(BEFORE)


def test_the_canaries_are_where_they_were_planted(office: Office, planted: Planted, tmp_path: Path) -> None:
    """Else every test below would find nothing because there is nothing."""
    for level in ("private", "never", "counts", "coarse", "later"):
        assert planted.of(level), f"no canary was planted at level {level}"
    (tmp_path / "register.db").write_bytes((office.data / "register.db").read_bytes())
    kept = found_in(tmp_path, planted)
    ignored = {"zqignorednamex"}
    missing = planted.of("private", "counts", "coarse", "later") - kept - ignored
    assert not missing, "not in the register"
    assert found_in(office.data / "received", planted) >= planted.of("never") | ignored


def test_what_is_never_kept_is_not_in_the_register(office: Office, planted: Planted, tmp_path: Path) -> None:
    (tmp_path / "register.db").write_bytes((office.data / "register.db").read_bytes())
    assert found_in(tmp_path, planted) & (planted.of("never") | {"zqignorednamex"}) == set()


def test_no_canary_is_in_a_release(before: Path, planted: Planted) -> None:
    assert found_in(before, planted) == set()


def test_what_was_later_comes_out_on_its_day_and_nothing_else(office: Office, planted: Planted, before: Path) -> None:
    assert before.exists()
    after = found_in(office.stage(AFTER), planted)
    assert after == planted.of("later")


def test_the_protected_profile_holds_in_every_cell(office: Office, before: Path) -> None:
    assert breaches(office, before) == []


def breaches(office: Office, folder: Path) -> list[str]:
    """Every cell that says of a protected agency what its profile withholds, or withholds it of another agency."""
    found = []
    profiles = {row["agency_id"]: row["privacy_profile"] for row in rows(folder / "records.db", "agencies")}
    assert set(profiles.values()) == {"linked", "protected"}
    for table in office.kinds.tables.values():
        if table.publish or table.made or not table.has_agency:
            continue
        held = [
            column for column in table.columns.values() if column.publish in SHOWN and column.protected not in SHOWN
        ]
        for row in rows(folder / "records.db", table.name):
            for name in {name for column in held for name in (column.name, column.raw_name)} & set(row):
                is_withheld = row[name] in {None, "suppressed"}
                if not is_withheld if profiles[row["agency_id"]] == "protected" else row[name] == "suppressed":
                    found.append(f"{table.name}.{name}")
    return found


def test_the_register_and_received_are_no_part_of_a_release(before: Path) -> None:
    for path in before.rglob("*"):
        assert path.name not in {"register.db", "secret.key", "operator.txt"}
        assert not path.is_symlink()


def test_the_scan_finds_canaries_when_the_allow_list_is_off(
    office: Office, planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish.select, "_OUT", ("open", "later", "coarse", "counts", "private"))
    monkeypatch.setattr(publish.select, "guard", lambda value, *rest, **more: value)
    staged = office.stage(BEFORE)
    assert len(breaches(office, staged)) > 5
    found = found_in(staged, planted)
    counted = {table.name for table in office.kinds.tables.values() if table.publish}
    for level in ("private", "coarse"):
        hidden = {
            needle
            for needle, places in (planted.words | planted.numbers).items()
            for place in places
            if place.startswith(level)
            and place.split("/")[1].split(".")[0] not in counted
            and not _is_code(office, place)
            and "beside" not in place
        }
        assert hidden
        assert hidden <= found, f"the scan would not see a leak of {level}: {sorted(map(str, hidden - found))}"


def test_the_scan_finds_canaries_when_the_waiting_rows_are_let_out(
    office: Office, planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish.tables, "public_rows", lambda table, kinds: "1")
    assert planted.of("later") <= found_in(office.stage(BEFORE), planted)


def _is_code(office: Office, place: str) -> bool:
    table, _, column = place.split("/")[1].partition(".")
    own = office.kinds.tables[table].columns.get(column)
    return own is None or bool(own.codes)


def test_no_canary_is_on_any_public_page(before: Path, planted: Planted) -> None:
    with serving(before) as address:
        asked, leaks = crawl(address, before, planted)
    assert len(asked) > 60, "the crawler hardly got anywhere"
    assert sum(code == 200 for code in asked.values()) > 40
    assert {url: code for url, code in asked.items() if code >= 500} == {}
    assert leaks == {}


def crawl(address: str, folder: Path, planted: Planted) -> tuple[dict[str, int], dict[str, set[str]]]:
    """Ask for every page that links lead to, and for what no link leads to; the answers' codes, and what leaked."""
    tables = [row["name"] for row in rows(folder / "records.db", "sqlite_master") if row["type"] == "table"]
    guessed = [
        f"/records/{name}{end}" for name in tables for end in ("", ".json?_shape=array&_size=max", ".csv?_stream=on")
    ]
    guessed += ["/-/databases.json", "/-/metadata.json", "/records.db", "/-/search?q=zq", "/records.json", "/es/"]
    queue, asked, leaks = deque(["/", *guessed]), {}, {}
    while queue and len(asked) < _PAGES:
        path = queue.popleft()
        if path in asked:
            continue
        try:
            with urllib.request.urlopen(address + path, timeout=20) as answer:
                body, asked[path] = answer.read(), answer.status
        except urllib.error.HTTPError as error:
            body, asked[path] = error.read(), error.code
        echoed = {word for word in planted.words if word in urllib.parse.unquote(path).casefold()}
        found = {word for data in unpacked(body) for word in words_in(data, planted)} - echoed
        if found:
            leaks[path] = found
        if b"<html" in body[:2000].lower():
            for link in re.findall(rb'(?:href|src|action)="([^"#]+)', body):
                made = urllib.parse.urljoin(address + path, link.decode().replace("&amp;", "&"))
                if made.startswith(address):
                    queue.append(made.removeprefix(address))
    return asked, leaks
