"""Power fails at any moment of a load: the register holds all of a file or nothing of it, and the next run says so."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from killing import COMMITTED, COMMITTING, STARTED, WRITING, Worker, start
from rooms import Office, rows, tree

_ROWS = 1_500
WHY = ("--reason", "late-filing")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A room with one load in it, and the next file waiting: half of it changes, half of it is new."""
    office = Office(tmp_path_factory.mktemp("kill"))
    office.agency("test-pd")
    number, day, area = "Agency's incident number", "Date", "District"
    old = [{number: f"A-{n}", day: "2024-03-09", area: "North"} for n in range(_ROWS)]
    new = [{number: f"A-{n + _ROWS // 2}", day: "2024-03-09", area: "South"} for n in range(_ROWS)]
    office.file("next.csv", new)
    office.load(office.file("first.csv", old), "--agency", "test-pd")
    return office


def copy(base: Office, tmp_path: Path, name: str, journal: str = "wal") -> Office:
    office = Office(tmp_path / name)
    shutil.copytree(base.data, office.data)
    shutil.copytree(base.agencies, office.agencies, dirs_exist_ok=True)
    shutil.copytree(base.files, office.files, dirs_exist_ok=True)
    connection = sqlite3.connect(office.data / "register.db")
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.close()
    return office


def begin(office: Office, hold: str = "") -> Worker:
    words = ["--agencies", str(office.agencies), "load", str(office.files / "next.csv"), "--agency", "test-pd"]
    return start([("ingest", [*words, "--by", "Ana Ruiz", *WHY, "--data", str(office.data)])], hold)


def state(office: Office) -> tuple[int, int, int]:
    """Loads, incidents, and incidents in the south; a register that is damaged fails the test."""
    connection = sqlite3.connect(office.data / "register.db")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        counted = "SELECT (SELECT count(*) FROM _loads), count(*), sum(district = 'South') FROM use_of_force"
        found: tuple[int, int, int] = connection.execute(counted).fetchone()
        return found
    finally:
        connection.close()


BEFORE, AFTER = (1, _ROWS, 0), (2, _ROWS + _ROWS // 2, _ROWS)


def holds_together(office: Office) -> None:
    """Every load has its act, every act names the hash of the one before it, and its bytes are kept."""
    acts = sorted((office.data / "received" / "acts").glob("*"))
    assert [path.suffix for path in acts] == [".json"] * len(rows(office.data / "register.db", "_loads"))
    before = ""
    for path in acts:
        said = json.loads(path.read_text(encoding="utf-8"))
        assert said["before"] == before
        kept = office.data / "received" / said["sha256"][:2] / f"{said['sha256']}{said['suffix']}"
        assert hashlib.sha256(kept.read_bytes()).hexdigest() == said["sha256"]
        before = hashlib.sha256(path.read_bytes()).hexdigest()


def mends(office: Office, was: tuple[int, int, int]) -> None:
    """The next run says what was lost, if anything was, and finishes the work."""
    begun = list((office.data / "received" / "acts").glob("*.unfinished"))
    said = office.ingest("load", office.files / "next.csv", "--agency", "test-pd", "--by", "Ana Ruiz", *WHY)
    assert ("was cut off before it finished" in said.err) == (bool(begun) and was == BEFORE), said.err
    assert state(office) == AFTER
    holds_together(office)


def full_run(base: Office, tmp_path: Path) -> tuple[float, float, float]:
    """Seconds of a whole run, of its transaction before the COMMIT, and of the COMMIT."""
    office = copy(base, tmp_path, "full")
    times = [time.monotonic()]
    worker = begin(office)
    for mark in (WRITING, COMMITTING, COMMITTED):
        worker.reach(mark)
        times.append(time.monotonic())
    assert worker.wait() == 0
    assert state(office) == AFTER
    holds_together(office)
    return time.monotonic() - times[0], times[2] - times[1], times[3] - times[2]


def kill_often(base: Office, tmp_path: Path, times: int) -> None:
    whole, writing, committing = full_run(base, tmp_path)
    aims = (STARTED, whole), (WRITING, writing), (STARTED, whole), (COMMITTING, committing)
    chance = random.Random(times)
    reached: Counter[int] = Counter()
    ended: Counter[str] = Counter()
    for number in range(2 * times):
        lacking = [mark for mark in (WRITING, COMMITTING) if reached[mark] < times / 20]
        if number >= times and not lacking:
            break
        office = copy(base, tmp_path, str(number), ("wal", "delete")[number // 4 % 2])
        worker = begin(office)
        aim, longest = aims[number % len(aims)] if number < times else (lacking[0], 0)
        worker.reach(aim)  # every second one anywhere, the others inside the transaction or its COMMIT
        time.sleep(chance.uniform(0, longest))
        mark = worker.kill()
        was = state(office)
        assert was in (BEFORE, AFTER), f"kill {number} left something partial"
        if worker.was_killed:
            reached[mark] += 1
            ended[f"{'COMMIT' if mark == COMMITTING else 'elsewhere'}: {'nothing' if was == BEFORE else 'all'}"] += 1
        mends(office, was)
        shutil.rmtree(office.folder)
    inside = f"{reached[WRITING]} while writing, {reached[COMMITTING]} inside COMMIT"
    print(f"\n{reached.total()} of {number} killed in time, {inside}")
    print(f"left of the file by the kill: {dict(sorted(ended.items()))}; 0 partial, 0 lost")
    assert reached.total() > times / 3, "most runs were over before the kill came"
    assert reached[WRITING] >= times / 20, "hardly a kill landed inside the transaction"
    assert reached[COMMITTING] >= times / 20, "hardly a kill hit COMMIT"


def test_some_random_kills_leave_nothing_partial(base: Office, tmp_path: Path) -> None:
    kill_often(base, tmp_path, 24)


@pytest.mark.torture
def test_four_hundred_random_kills_leave_nothing_partial(base: Office, tmp_path: Path) -> None:
    kill_often(base, tmp_path, 400)


@pytest.mark.parametrize("journal", ["wal", "delete"])
@pytest.mark.parametrize(
    "point", ["examine:_take", "received:Received:keep", "settle:settle", "received:Received:begin"]
)
def test_a_kill_at_a_chosen_point_is_told_by_the_next_run(
    base: Office, tmp_path: Path, point: str, journal: str
) -> None:
    office = copy(base, tmp_path, "chosen", journal)
    worker = begin(office, f"ingest.{point}")
    assert worker.held.wait(30), f"{point} was not reached"
    worker.kill()
    assert state(office) == BEFORE
    said = office.ingest("load", office.files / "next.csv", "--agency", "test-pd", "--by", "Ana Ruiz", *WHY)
    assert "The load of next.csv by Ana Ruiz" in said.err
    assert "was cut off before it finished. Nothing of it was kept." in said.err
    assert state(office) == AFTER
    holds_together(office)


def test_the_bytes_of_a_load_that_was_killed_go_with_its_act(base: Office, tmp_path: Path) -> None:
    office = copy(base, tmp_path, "bytes")
    before = tree(office.data / "received")
    worker = begin(office, "ingest.received:Received:keep")
    assert worker.held.wait(30)
    worker.kill()
    assert len(tree(office.data / "received")) == len(before) + 2, "its act, and its bytes"
    assert "was cut off" in office.ingest("status").err
    assert tree(office.data / "received") == before


def test_a_kill_between_the_commit_and_the_act_loses_nothing(base: Office, tmp_path: Path) -> None:
    office = copy(base, tmp_path, "late")
    worker = begin(office, "ingest.received:Received:begin")
    assert worker.held.wait(30)
    begun = next((office.data / "received" / "acts").glob("*.unfinished"))
    text = begun.read_bytes()
    worker.kill()
    office.load(office.files / "next.csv", "--agency", "test-pd")
    act = office.data / "received" / "acts" / begun.name.removesuffix(".unfinished")
    said = json.loads(text)
    with sqlite3.connect(office.data / "register.db") as connection:  # as if that run had come through its commit
        connection.execute("UPDATE _acts SET at = ? WHERE act = 2", [said["at"]])
    act.unlink()
    begun.write_bytes(text)
    assert "cut off" not in office.ingest("status").err
    assert act.read_bytes() == text
    holds_together(office)


@pytest.mark.parametrize("point", ["examine:_take", "received:Received:keep", "settle:settle"])
def test_a_machine_that_shuts_down_ends_a_load_in_order(base: Office, tmp_path: Path, point: str) -> None:
    """SIGTERM at a chosen point: nothing of the file is kept, nothing is left to settle, the next run has no news."""
    office = copy(base, tmp_path, "ended")
    worker = begin(office, f"ingest.{point}")
    assert worker.held.wait(30), f"{point} was not reached"
    worker.process.terminate()
    assert worker.wait() == 2
    assert state(office) == BEFORE
    assert not [*(office.data / "received").rglob("*.part"), *(office.data / "received").rglob("*.unfinished")]
    assert "cut off" not in office.ingest("status").err
    mends(office, BEFORE)


def test_a_load_that_is_ended_says_so(base: Office, tmp_path: Path) -> None:
    office = copy(base, tmp_path, "said")
    holder = sqlite3.connect(office.data / "register.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")  # so that the load waits
    words = ["--agencies", str(office.agencies), "load", str(office.files / "next.csv"), "--agency", "test-pd"]
    ready = "import sys; from ingest.cli import main; print('ready', flush=True); main()"
    command = [sys.executable, "-c", ready, *words, "--by", "Ana Ruiz", *WHY, "--data", str(office.data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        holder.execute("ROLLBACK")
        _, said = process.communicate(timeout=60)
    holder.close()
    assert process.returncode == 2, said
    assert "Stopped. Whatever was not finished is taken back." in said and "[stopped]" in said
    assert state(office) == BEFORE
