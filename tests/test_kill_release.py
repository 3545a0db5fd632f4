"""Power fails while a release is staged or released: readers see the old one or the new one, whole, never a mixture."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import time
from pathlib import Path

import pytest
from killing import Worker, start
from rooms import Office


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A room with release 1, and records that are not in it yet."""
    office = Office(tmp_path_factory.mktemp("killed"))
    office.agency("test-pd")
    number, day = "Agency's incident number", "Date"
    listed = [{number: f"A-{n}", day: "2024-03-09", "District": f"District {n % 9}"} for n in range(600)]
    office.load(office.file("first.csv", listed[:300]), "--agency", "test-pd")
    office.release()
    office.load(office.file("next.csv", listed), "--agency", "test-pd")
    return office


def begin(office: Office, hold: str = "", stage: bool = True) -> Worker:
    data = ["--data", str(office.data)]
    jobs = [("publish", ["stage", "--by", "Ana Ruiz", *data])] if stage else []
    return start([*jobs, ("publish", ["release", "--by", "Sam Lee", *data])], hold)


def copy(base: Office, tmp_path: Path, name: str) -> Office:
    office = Office(tmp_path / name)
    shutil.copytree(base.data, office.data)
    return office


def seen(office: Office) -> int:
    """What a server that starts now would serve: a release that says its own number and holds its own rows."""
    number = int((office.data / "current").read_text())
    folder = office.data / "releases" / f"{number:04}"
    said = json.loads((folder / "manifest.json").read_text())
    connection = sqlite3.connect(f"{(folder / 'records.db').as_uri()}?mode=ro&immutable=1", uri=True)
    rows = connection.execute("SELECT count(*) FROM use_of_force").fetchone()[0]
    told = connection.execute("SELECT value FROM _portal WHERE key = 'release'").fetchone()[0]
    connection.close()
    assert (said["release"], int(told), rows) == (number, number, 300 * number)
    return number


def mends(office: Office) -> None:
    """Whatever was left: what is there verifies, and the next try makes the next release."""
    office.publish("verify")
    last = office.publish("status", "--json").json["current"]
    office.publish("stage", "--by", "Ana Ruiz")
    office.publish("release", "--by", "Sam Lee")
    assert office.publish("status", "--json").json["current"] == last + 1
    office.publish("verify")
    folders = sorted(path.name for path in (office.data / "releases").iterdir() if path.is_dir())
    assert folders == [f"{number:04}" for number in range(1, last + 2)], "nothing half made is left behind"


def kill_often(base: Office, tmp_path: Path, times: int) -> None:
    office = copy(base, tmp_path, "full")
    begun = time.monotonic()
    assert begin(office).wait() == 0
    whole = time.monotonic() - begun
    assert seen(office) == 2
    chance, killed = random.Random(times), 0
    for number in range(times):
        office = copy(base, tmp_path, str(number))
        if number % 2:  # every second one is a release alone: it is short, and it is where the switch is
            office.publish("stage", "--by", "Ana Ruiz")
        worker = begin(office, stage=number % 2 == 0)
        until = time.monotonic() + (chance.uniform(0, whole) if number % 2 == 0 else chance.uniform(0, whole / 4))
        while time.monotonic() < until:
            assert seen(office) in (1, 2)  # a reader that never stops looking
        worker.kill()
        killed += worker.was_killed
        assert seen(office) in (1, 2), f"kill {number}"
        mends(office)
        shutil.rmtree(office.folder)
    assert killed > times / 3


def test_twenty_random_kills_leave_a_whole_release(base: Office, tmp_path: Path) -> None:
    kill_often(base, tmp_path, 20)


@pytest.mark.torture
def test_two_hundred_random_kills_leave_a_whole_release(base: Office, tmp_path: Path) -> None:
    kill_often(base, tmp_path, 200)


POINTS = [
    "publish.build:_database",
    "publish.manifest:write",
    "publish.release:Releases:stage",
    "publish.release:flush",
    "publish.release:Releases:_switch",
]


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_a_chosen_point(base: Office, tmp_path: Path, point: str) -> None:
    office = copy(base, tmp_path, "chosen")
    worker = begin(office, point)
    assert worker.held.wait(30), f"{point} was not reached"
    worker.kill()
    assert seen(office) == (2 if point.endswith("_switch") else 1)
    mends(office)


def test_a_kill_between_the_folder_and_the_switch_is_healed(base: Office, tmp_path: Path) -> None:
    office = copy(base, tmp_path, "healed")
    assert begin(office).wait() == 0
    (office.data / "current").write_text("0001\n")
    assert seen(office) == 1
    assert office.publish("status", "--json").json["current"] == 2
    assert seen(office) == 2


def test_who_staged_is_never_somebody_else(base: Office, tmp_path: Path) -> None:
    """A stage that is cut off before it says by whom it is must not be released under the name of the one before."""
    office = copy(base, tmp_path, "whose")
    office.publish("stage", "--by", "Ana Ruiz")
    worker = start([("publish", ["stage", "--by", "Sam Lee", "--data", str(office.data)])], "publish.manifest:write")
    assert worker.held.wait(30)
    worker.kill()
    assert "[not-staged]" in office.publish("release", "--by", "Sam Lee", code=2).err
