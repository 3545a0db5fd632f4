"""A full disk, a locked register, two clerks at once: one sentence, nothing partial, and a second try works."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from killing import start
from rooms import ROOT, Office, tree

from ingest import register, rights
from ingest.problems import Stop

NUMBER, DAY, AREA = "Agency's incident number", "Date", "District"
_ROWS = 1_500


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd")
    office.load(office.file("first.csv", listed("A", 200)), "--agency", "test-pd")
    office.file("next.csv", listed("B", _ROWS))
    return office


def listed(name: str, count: int) -> list[dict[str, str]]:
    return [{NUMBER: f"{name}-{n}", DAY: "2024-03-09", AREA: f"a district with a long name {n}"} for n in range(count)]


def words(office: Office, name: str = "next.csv") -> list[str]:
    said = ["--agencies", str(office.agencies), "load", str(office.files / name), "--agency", "test-pd"]
    return [*said, "--by", "Ana Ruiz", "--data", str(office.data)]


def whole(office: Office, rows: int, loads: int) -> None:
    connection = sqlite3.connect(office.data / "register.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert len(office.rows("use_of_force")) == rows
    assert len(office.rows("_loads")) == loads


@pytest.mark.parametrize("kib", [1, 8, 24, 48, 96, 160, 224, 288])
def test_a_full_disk_keeps_nothing_of_the_file_and_a_second_try_works(office: Office, kib: int) -> None:
    """No file may outgrow `kib` KiB: first the received copy fails, then the stage, then the register's log."""
    code = start([("ingest", words(office))], limit=kib * 1024).wait()
    assert code in ({2} if kib < 100 else {0, 2}), "exit code 2, not a traceback (1) or a signal"
    whole(office, *((200, 1) if code else (200 + _ROWS, 2)))
    office.ingest("load", office.files / "next.csv", "--agency", "test-pd", "--by", "Ana Ruiz")
    whole(office, 200 + _ROWS, 2)
    assert not list((office.data / "received").rglob("*.part"))


@pytest.mark.parametrize("point", ["examine.examine", "settle.sweep", "settle.settle", "received.Received.keep"])
def test_a_full_disk_is_told_in_one_sentence(office: Office, monkeypatch: pytest.MonkeyPatch, point: str) -> None:
    """The disk fills up just after this step was done; what it wrote is taken back."""
    module, _, name = f"ingest.{point}".rpartition(".")
    owner = import_module(module) if "Received" not in module else import_module("ingest.received").Received
    real = getattr(owner, name)

    def full(*rest: object, **more: object) -> None:
        real(*rest, **more)
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(owner, name, full)
    said = office.ingest(*words(office)[2:], code=2)
    assert "The disk refused to write" in said.err
    assert "Make room on the disk" in said.err
    assert "[disk]" in said.err
    whole(office, 200, 1)
    monkeypatch.undo()
    assert "cut off" not in office.ingest("status").err, "it ended in order, and said so"
    office.ingest(*words(office)[2:])
    whole(office, 200 + _ROWS, 2)


@pytest.mark.parametrize("kib", [1, 16, 64, 128])
def test_a_full_disk_while_a_release_is_built_leaves_the_last_one(office: Office, kib: int) -> None:
    office.release()
    office.load(office.files / "next.csv", "--agency", "test-pd")
    before = tree(office.data / "releases")
    code = start([("publish", ["stage", "--by", "Ana", "--data", str(office.data)])], limit=kib * 1024).wait()
    assert code == 2
    after = tree(office.data / "releases")
    assert {name: after.get(name) for name in before if name.startswith("0001/")} == {
        name: text for name, text in before.items() if name.startswith("0001/")
    }
    office.publish("verify")
    office.release()
    office.publish("verify", 2)


def test_a_locked_register_is_waited_for_and_then_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "WAIT_SECONDS", 0.3)
    holder = sqlite3.connect(office.data / "register.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    begun = time.monotonic()
    said = office.ingest(*words(office)[2:], code=2)
    assert 0.2 < time.monotonic() - begun < 20
    assert "Another load is writing to the register" in said.err
    assert "[busy]" in said.err
    assert office.check(office.files / "next.csv", "--agency", "test-pd"), "a check reads beside a writer"
    holder.execute("ROLLBACK")
    holder.close()
    office.ingest(*words(office)[2:])
    whole(office, 200 + _ROWS, 2)


def test_a_register_that_is_locked_for_a_moment_is_only_waited_for(office: Office) -> None:
    holder = sqlite3.connect(office.data / "register.db", isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN EXCLUSIVE")
    threading.Timer(0.7, holder.rollback).start()
    office.ingest(*words(office)[2:])
    whole(office, 200 + _ROWS, 2)


@pytest.mark.parametrize("same", [True, False])
def test_two_loads_at_once_both_end_well(office: Office, same: bool) -> None:
    office.file("other.csv", listed("C", _ROWS))
    names = ["next.csv", "next.csv" if same else "other.csv", "next.csv"]
    workers = [start([("ingest", words(office, name))]) for name in names]
    assert [worker.wait() for worker in workers] == [0, 0, 0]
    assert "cut off" not in office.ingest("status").err
    whole(office, 200 + _ROWS * (1 if same else 2), len(office.rows("_loads")))
    acts = [path.name for path in (office.data / "received" / "acts").iterdir()]
    assert sorted(acts) == [f"{number:06}-load.json" for number in range(1, len(office.rows("_loads")) + 1)]
    loads = office.rows("_loads")
    assert sum(load["new"] for load in loads) == len(office.rows("use_of_force")), "no row was new twice"
    assert sum(load["changed"] for load in loads) == 0


# A person who may read the folder and not write in it.


@pytest.fixture
def others(office: Office) -> Iterator[Office]:
    """The same room where everybody can see it, and nobody but its owner may write."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / "room"
        shutil.copytree(office.folder, there)
        for path in (Path(folder), *Path(folder).rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield Office(there)
        for path in (Path(folder), *(path for path in Path(folder).rglob("*") if path.is_dir())):
            path.chmod(0o755)


# What lets root pass by the rights that stand on a folder, taken away: Python itself may be one only root can run.
NO_PASS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"]


def as_another(office: Office, *words: object) -> subprocess.CompletedProcess[str]:
    """A command by somebody who has no right to write."""
    command = [sys.executable, "-c", "from ingest.cli import main; main()", "--agencies", str(office.agencies)]
    said = [*(NO_PASS if os.geteuid() == 0 else []), *command, *map(str, words), "--data", str(office.data)]
    made = subprocess.run(said, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in made.stderr, made.stderr
    return made


def test_whoever_may_only_read_reads(others: Office) -> None:
    before = tree(others.folder)
    assert "use of force" in as_another(others, "status").stdout.lower()
    assert "[no-load]" in as_another(others, "rejects", 9).stderr
    assert as_another(others, "history", "use-of-force", "A-1").returncode == 0
    said = as_another(others, "check", others.files / "next.csv", "--agency", "test-pd")
    assert said.returncode == 0 and "1,500 new" in said.stdout, said.stderr
    assert tree(others.folder) == before


def test_whoever_may_not_write_is_told_whose_folder_it_is(others: Office) -> None:
    for words in (
        ["load", others.files / "next.csv", "--agency", "test-pd", "--by", "Ana"],
        ["zero", "use-of-force", "--period", "2023-05", "--by", "Ana"],
        ["undo", 1, "--by", "Ana"],
        ["rebuild"],
    ):
        said = as_another(others, *words)
        assert said.returncode == 2 and "[no-write]" in said.stderr and "Make room" not in said.stderr, said.stderr
        assert str(others.data) in said.stderr and others.data.owner() in said.stderr


def test_whoever_may_only_read_beside_a_run_that_was_cut_off_is_told(others: Office) -> None:
    others.data.chmod(0o755)
    (others.data / "register.db-journal").write_bytes(b"half of something")
    others.data.chmod(0o555)
    said = as_another(others, "status")
    assert said.returncode == 2 and "[only-read]" in said.stderr and others.data.owner() in said.stderr


def test_a_register_that_is_written_while_it_is_only_read_is_told(office: Office) -> None:
    connection = rights.only_read(office.data / "register.db", 0)
    connection.close()
    still = sqlite3.connect(office.data / "register.db", factory=rights._Still)
    still.watch(office.data / "register.db")
    office.load(office.files / "next.csv", "--agency", "test-pd")
    with pytest.raises(Stop, match="read-changed"):
        still.close()
