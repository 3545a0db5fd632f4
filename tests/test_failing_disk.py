"""Every write and every sync of an act fails in turn, once or from then on: all of the act holds or nothing of it, one
sentence says so, and the same command works when the disk does.

The disk fails for real: `failing_disk.c` stands between the process and the system's calls, and says that it fired.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import needed
from rooms import ROOT, Office, rows

from ingest.declare import load_kinds
from ingest.rebuild import content_hash

_KINDS = load_kinds()
_ENTRY = "from ingest.cli import main; main()"
_ROWS, _HALF = 60, 30
NUMBER, DAY, AREA = "Agency's incident number", "Date", "District"
ACTS: dict[str, list[str]] = {
    "load": ["load", "{files}/next.csv", "--agency", "test-pd", "--reason", "late-filing"],
    "correct": ["correct", "use-of-force", "A-3", "district=West", "--reason", "error-corrected"],
    "zero": ["zero", "use-of-force", "--period", "2023-05"],
    "undo": ["undo", "1"],
}


@dataclass(frozen=True)
class Ended:
    """How a command on a failing disk ended: its exit code, what it said, the faults that fired, the calls counted."""

    code: int
    err: str
    fired: list[str]
    calls: int


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that fails, built here."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    needed(sys.platform == "linux" and compiler, "there is no C compiler, on Linux (Debian: apt install gcc libc6-dev)")
    made = tmp_path_factory.mktemp("shim") / "failing_disk.so"
    source = ROOT / "tests" / "failing_disk.c"
    subprocess.run([str(compiler), "-shared", "-fPIC", "-O1", "-Wall", "-o", made, source, "-ldl"], check=True)
    return made


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("disk"))
    office.agency("test-pd")
    old = [{NUMBER: f"A-{n}", DAY: "2024-03-09", AREA: "North"} for n in range(_ROWS)]
    office.file("next.csv", [{NUMBER: f"A-{n + _HALF}", DAY: "2024-03-09", AREA: "South"} for n in range(_ROWS)])
    office.load(office.file("first.csv", old), "--agency", "test-pd")
    return office


def content(office: Office) -> str:
    """A hash over what the register holds. A register that is damaged fails the test."""
    connection = sqlite3.connect(office.data / "register.db")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return content_hash(connection, _KINDS)
    finally:
        connection.close()


def run(shim: Path, office: Office, act: str, at: int, lasts: bool) -> Ended:
    """One act in a process of its own, on a disk whose write or sync number `at` fails. 0: none does."""
    said = office.folder / "said.txt"
    said.unlink(missing_ok=True)
    words = [word.format(files=office.files) for word in ACTS[act]]
    command = [sys.executable, "-c", _ENTRY, "--agencies", str(office.agencies), *words]
    ways = {"LD_PRELOAD": str(shim), "FAULT_UNDER": str(office.data), "FAULT_AT": str(at), "FAULT_SAID": str(said)}
    ways |= {"FAULT_LASTS": "1"} if lasts else {}
    whole = [*command, "--by", "Ana Ruiz", "--data", str(office.data)]
    made = subprocess.run(whole, env={**os.environ, **ways}, capture_output=True, text=True, timeout=120)
    *fired, counted = said.read_text().splitlines()
    return Ended(made.returncode, made.stderr, fired, int(counted.removeprefix("counted ")))


def fail_at(shim: Path, base: Office, tmp_path: Path, act: str, choose: Callable[[int], list[int]]) -> None:
    """The act on a good disk, and then with each of the chosen failures."""
    before = content(base)
    good = copied(base, tmp_path / "good")
    whole = run(shim, good, act, 0, False)
    assert (whole.code, whole.fired) == (0, []), whole.err
    after = content(good)
    assert after != before
    tally = {"nothing": 0, "all": 0}
    for number, at in enumerate(choose(whole.calls)):
        office = copied(base, tmp_path / str(at))
        ended = run(shim, office, act, at, bool(number % 2))
        assert ended.fired, f"{act}: failure {at} never came"
        assert ended.code in (0, 2) and "Traceback" not in ended.err, ended.err
        assert ended.code == 0 or "[disk]" in ended.err, ended.err
        was = content(office)
        assert was in (before, after), f"{act}: failure {at} left something partial"
        assert ended.code == 2 or was == after, f"{act}: failure {at} was not told"
        tally["all" if was == after else "nothing"] += 1
        mends(office, act, was == after, after)
        shutil.rmtree(office.folder)
    print(f"\n{act}: {sum(tally.values())} of {whole.calls} writes and syncs failed in turn; it left {tally}")


def mends(office: Office, act: str, is_done: bool, after: str) -> None:
    """The next run settles what was left, and the act, done again if it was not, ends as it does on a good disk."""
    words = [word.format(files=office.files) for word in ACTS[act]]
    office.ingest("status", code=None)
    if not is_done:
        office.ingest(*words, "--by", "Ana Ruiz")
    assert content(office) == after
    kept = sorted(path.name for path in (office.data / "received" / "acts").iterdir())
    assert len(kept) == len(rows(office.data / "register.db", "_acts")), kept
    assert not list((office.data / "received").rglob("*.part"))
    office.ingest("rebuild")
    assert content(office) == after, "what was received tells all of it"


def copied(base: Office, folder: Path) -> Office:
    shutil.copytree(base.folder, folder)
    return Office(folder)


@pytest.mark.parametrize("act", ACTS)
def test_a_failing_disk_keeps_all_of_an_act_or_nothing(shim: Path, base: Office, tmp_path: Path, act: str) -> None:
    fail_at(shim, base, tmp_path, act, lambda calls: [1, calls // 3, calls * 2 // 3, calls - 2, calls])


@pytest.mark.torture
@pytest.mark.parametrize("act", ACTS)
def test_every_write_and_sync_of_an_act_fails_in_turn(shim: Path, base: Office, tmp_path: Path, act: str) -> None:
    fail_at(shim, base, tmp_path, act, lambda calls: [at for at in range(1, calls + 1) for _ in range(2)])
