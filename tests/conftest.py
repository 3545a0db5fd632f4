"""What many tests share: which are left out by default, what must be at hand, a made release, its pages, a browser."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["RECORD_ROOM_LANGUAGE"] = "en"  # whatever this machine speaks; for the commands that tests start, too
_BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `make torture` runs, unless it was asked for with -m torture."""
    if "torture" in (config.option.markexpr or ""):
        return
    kept = [item for item in items if not item.get_closest_marker("torture")]
    if len(kept) != len(items):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("torture")])
        items[:] = kept


def needed(there: object, reason: str) -> None:
    """Skip a test whose needs are not at hand, and say so; fail it where everything must be (.ci/run)."""
    if there:
        return
    if os.environ.get("RECORD_ROOM_REQUIRE_ALL") == "1":
        pytest.fail(f"RECORD_ROOM_REQUIRE_ALL=1, and {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def sample_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which the fictional sample was loaded. Read it; do not change it."""
    from rooms import sample

    return sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def sample_files(sample_room: Path) -> Path:
    """The messy files that clerks sent for `sample_room`, a folder for each agency."""
    return sample_room.parent / "files"


@pytest.fixture(scope="session")
def release(sample_room: Path) -> Path:
    """A built release of the fictional sample. Read it; do not change it."""
    return sample_room / "releases" / (sample_room / "current").read_text().strip()


@pytest.fixture(scope="session")
def portal(release: Path) -> Iterator[str]:
    """The address of a server that serves `release`, in a process of its own."""
    with serving(release) as address:
        yield address


@pytest.fixture(scope="session")
def web(portal: str) -> Iterator[httpx.Client]:
    """A client that is already at the portal."""
    with httpx.Client(base_url=portal, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def records(release: Path) -> Iterator[sqlite3.Connection]:
    """The released file itself, asked without the portal."""
    with closing(sqlite3.connect(f"file:{release}/records.db?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


class serving:  # noqa: N801  # read as a word: with serving(release) as address
    """`python -m plugins.serve` on a free port, waited for, and ended by its process id."""

    def __init__(self, folder: Path, code: Path = ROOT) -> None:
        self.folder, self.code = folder, code

    def __enter__(self) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "plugins.serve", "--release", str(self.folder), "--port", str(port)],
            cwd=self.code,
            env={**os.environ, "PYTHONPATH": str(self.code)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 30
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended: {self.process.stderr and self.process.stderr.read()}")
            try:
                urllib.request.urlopen(address + "/", timeout=5).read()
                return address
            except urllib.error.HTTPError as error:
                self.__exit__()
                raise AssertionError(f"the home page answers {error.code}: {error.read()[:400]!r}") from None
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise AssertionError("the server did not answer within 30 seconds")

    def __exit__(self, *exception: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="session")
def _browser() -> Iterator[Any]:
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser") or playwright.chromium.executable_path
        needed(Path(path).exists(), "no browser is at hand: neither chromium nor playwright's own is installed")
        try:
            browser = playwright.chromium.launch(executable_path=path, args=_BROWSER)
        except Error as error:
            needed(False, f"the browser does not start: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture
def browser_page(_browser: Any) -> Iterator[Any]:
    """A new page of a real browser (playwright, sync)."""
    context = _browser.new_context()
    yield context.new_page()
    context.close()
