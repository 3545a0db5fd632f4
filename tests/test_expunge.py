"""By order of a court a record goes out of every file, the register, its history and every release; one line stays."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from canaries import unpacked
from inputs import write
from killing import start
from rooms import Office, rows
from test_acts import BY, EVENT, FORCE, chain, content

ORDER = ("--order", "Superior Court, 2 June 2025, no. 25-118", "--yes", *BY)
CANARY = "canarylane"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd", use_of_force=FORCE)
    hers = EVENT | {"no": "EXP-77", "area": f"{CANARY} one"}
    office.load(office.file("a.csv", [EVENT, hers, hers | {"race": "black"}, EVENT | {"no": "2"}]))
    release(office)
    office.ingest("correct", "use-of-force", "EXP-77", f"district={CANARY} two", "--reason", "error-corrected", *BY)
    table = [
        [*EVENT],
        *(list((EVENT | one).values()) for one in ({"no": "3"}, {"no": "EXP-77", "area": f"{CANARY} three"})),
    ]
    office.load(write(office.files, "b", ".xlsx", table))
    bad = EVENT | {"no": "EXP-77", "day": "2024-02-30", "area": f"{CANARY} four"}
    office.load(office.file("c.csv", [EVENT | {"no": "4"}, EVENT | {"no": "5", "area": "line\nbreak"}, bad]), code=1)
    release(office)
    return office


def release(office: Office) -> Path:
    office.publish("stage", "--as-of", "2099-12-31", "--by", "Ana", "--fewer-rows-are-right")
    office.publish("release", "--by", "Sam")
    return office.data / "releases" / (office.data / "current").read_text().strip()


def everything(folder: Path) -> str:
    """All that stands in a folder: bytes of files, what is packed in them, and the words of every full-text index."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found += [piece.decode("utf-8", "replace") for piece in (path.read_bytes(), *unpacked(path.read_bytes()))]
        if path.suffix == ".db":
            connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE name LIKE '%\\_fts' ESCAPE '\\'"
            ).fetchall():
                connection.execute(f"CREATE VIRTUAL TABLE temp.[v {name}] USING fts5vocab('main', '{name}', 'row')")
                found += [term for (term,) in connection.execute(f"SELECT term FROM temp.[v {name}]")]
            connection.close()
    return "\n".join(found)


def expunge(office: Office) -> None:
    office.ingest("expunge", "use-of-force", "EXP-77", *ORDER)
    office.publish("expunge")


def test_nothing_of_it_is_left_anywhere(office: Office) -> None:
    assert CANARY in everything(office.data) and "EXP-77" in everything(office.data), "it can be seen before"
    keys = {row["incident_id"] for row in office.rows("use_of_force") if row["incident_number"] == "EXP-77"}
    expunge(office)
    left = everything(office.data)
    assert CANARY not in left and "EXP-77" not in left
    assert not any(key in left for key in keys), "not even its key"
    assert not (office.data / "received.next").exists() and not (office.data / "received.gone").exists()


def test_all_others_are_as_they_were(office: Office) -> None:
    before = [
        row for row in office.rows("use_of_force") if row.pop("source_line") and row["incident_number"] != "EXP-77"
    ]
    was = rows(release(office) / "records.db", "use_of_force")
    expunge(office)
    assert [row for row in office.rows("use_of_force") if row.pop("source_line")] == before, (
        "but for lines that moved up"
    )
    for number in (1, 2, 3):
        office.publish("verify", number)
    folder = office.data / "releases" / "0003"
    assert rows(folder / "records.db", "use_of_force") == [row for row in was if CANARY not in str(row["district"])]
    assert not any(path.stat().st_mode & 0o077 for path in (office.data / "received").glob("??/*"))


def test_one_counted_line_stays_and_the_chains_hold(office: Office) -> None:
    expunge(office)
    chain(office)
    act = json.loads(sorted((office.data / "received" / "acts").glob("*-expunge.json"))[-1].read_text())
    assert act["order"] == ORDER[1] and json.loads(act["records"])["use_of_force"] == 1 and int(act["rows"]) == 4
    said = json.loads((office.data / "releases" / "0002" / "manifest.json").read_text())
    assert [one["order"] for one in said["expunged"]] == [ORDER[1]] and said["expunged"][0]["records"] > 1
    before = content(office)
    assert "The content is the same as before" in office.ingest("rebuild").out
    assert content(office) == before
    assert "No release holds anything" in office.publish("expunge").out


def test_a_later_file_that_tells_of_it_again_is_refused(office: Office) -> None:
    expunge(office)
    path = office.file("d.csv", [EVENT | {"no": "6"}, EVENT | {"no": "EXP-77"}])
    for act in ("check", "load"):
        said = office.ingest(act, path, *(BY if act == "load" else ()), code=2)
        assert "d.csv:3: The row tells of a record that was expunged" in said.err and "[expunged]" in said.err
    assert "EXP-77" not in said.err
    office.load(office.file("d.csv", [EVENT | {"no": "6"}]))


def test_a_clerk_who_says_no_changes_nothing(office: Office) -> None:
    before = content(office)
    said = office.ingest("expunge", "use-of-force", "EXP-77", "--order", "x", *BY, code=2)  # nobody answers
    assert "There is no way back" in said.err and content(office) == before
    assert "[stopped]" in said.err and "Abort" not in said.err
    assert "[no-record]" in office.ingest("expunge", "use-of-force", "none", *ORDER, code=2).err


@pytest.mark.parametrize("order", ["", "  ", "\t\n", "-"])
def test_an_order_says_something(office: Office, order: str) -> None:
    before = content(office)
    said = office.ingest("expunge", "use-of-force", "EXP-77", "--order", order, "--yes", *BY, code=2).err
    assert "[no-order]" in said and content(office) == before


def test_a_file_that_cannot_be_looked_into_stops_it_in_whole_sentences(office: Office) -> None:
    (office.agencies / "test-pd" / "use_of_force.yml").write_text(FORCE.replace("no,", "number,"))
    before = content(office)
    said = office.ingest("expunge", "use-of-force", "EXP-77", *ORDER, code=2).err
    assert "[expunge-blind]" in said and ".. " not in said and ". Nothing was changed." in said, said
    assert content(office) == before


STEPS = ["expunge:_next", "rebuild:replay", "rebuild:put", "swap:_switch", "swap:_compact", "swap:_forget"]


@pytest.mark.parametrize("point", STEPS)
def test_a_kill_leaves_all_or_nothing(office: Office, point: str) -> None:
    words = [
        "--agencies",
        str(office.agencies),
        "expunge",
        "use-of-force",
        "EXP-77",
        *ORDER,
        "--data",
        str(office.data),
    ]
    owner, _, name = point.partition(":")
    target = f"ingest.expunge:{name}" if name in {"replay", "put"} else f"ingest.{owner}:{name}"
    worker = start([("ingest", words)], target)
    assert worker.held.wait(60), f"{point} was not reached"
    worker.kill()
    connection = sqlite3.connect(office.data / "register.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    backup = office.folder / "half.zip"
    there = any(row["incident_number"] == "EXP-77" for row in office.rows("use_of_force"))
    office.ingest("backup", "--out", backup)
    with zipfile.ZipFile(backup) as archive:
        ours = [name for name in archive.namelist() if not name.startswith("releases/")]
        assert there or not any(CANARY.encode() in archive.read(name) for name in ours), "a backup of what is half done"
    if there:
        assert content(office) and not (office.data / "received.next").exists()
        office.ingest("expunge", "use-of-force", "EXP-77", *ORDER)
    office.publish("expunge")
    assert CANARY not in everything(office.data)
    chain(office)
    office.ingest("rebuild")
