"""How fast a checked load is, beside what a user would pick instead, in one run.

    python benchmarks/load.py [ROWS ...]          (default: 100,000 and 1,000,000)

Prints CPU seconds, seconds and peak memory of each on the same generated rows, and the ratio to SQLite's own `.import`,
which checks nothing. Only ratios travel from one machine to another. Exit code 1 when an aim is missed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import made_up  # noqa: E402  # the path above finds it

from ingest.declare import load_kinds  # noqa: E402  # likewise
from ingest.schema import Kinds  # noqa: E402  # likewise

BIN = Path(sys.executable).parent
IMPORT, UTILS, CSVSQL = "sqlite3 .import", "sqlite-utils insert", "csvsql --insert"
LOAD, AGAIN, CHANGED, CHECK = "ingest load", "the same file again", "1% of it changed", "ingest check"
ONE, THREE = "wide file, one table", "wide file, three tables"
_MANY = 500_000  # rows, from which on starting the program is no longer most of what a known file takes
TURNS = {IMPORT: 3, LOAD: 3}  # in turn, because other work on the machine comes and goes; all others once


@dataclass(frozen=True)
class Run:
    """What a command took: CPU seconds of it and what it started, seconds, peak memory in MB."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True)
class Aim:
    """What is promised of loading: in words, the figure, and the most that it may be."""

    words: str
    figure: float
    most: float

    @property
    def is_met(self) -> bool:
        return self.figure <= self.most


def measure(command: list[object]) -> Run:
    """Run a command to its end; 1, rows set aside, is a good end too."""
    started, quiet, peak = time.monotonic(), subprocess.DEVNULL, 0.0
    process = subprocess.Popen([str(word) for word in command], stdout=quiet, stderr=quiet, cwd=ROOT)
    ended = 0
    while not ended:
        peak = max(peak, _peak(process.pid))
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        time.sleep(0.01)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return Run(usage.ru_utime + usage.ru_stime, time.monotonic() - started, peak or usage.ru_maxrss / 1024)


def _peak(process: int) -> float:
    """The peak memory of a process so far, in MB; 0 where the system does not tell. What wait4 tells of a child begins
    with what its parent had.
    """
    try:
        said = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in said.splitlines() if line.startswith("VmHWM")), 0.0)


class Bench:
    """One size of file, and what each program takes for it."""

    def __init__(self, folder: Path, rows: int, kinds: Kinds) -> None:
        self.folder, self.rows, self.kinds = folder, rows, kinds
        self.flat, self.changed, self.wide = (folder / f"{name}.csv" for name in ("flat", "changed", "wide"))
        self.runs: dict[str, list[Run]] = {}
        made_up.flat(self.flat, rows, kinds)
        made_up.changed(self.flat, self.changed, kinds)
        made_up.wide(self.wide, rows, kinds)
        self._agency("bench", "")
        self._agency("one", made_up.formats("one"))
        self._agency("three", made_up.formats("three"))

    def run(self) -> None:
        """All of it; the rows of one program never wait in memory or on disk while another is measured."""
        for _ in range(max(TURNS.values())):
            self._note(IMPORT, ["sqlite3", self._new("peer.db"), "-cmd", ".mode csv", f".import {self.flat} t"])
            self._note(LOAD, self._ingest("load", made_up.TABLE, self.flat, to=self._new("data")))
        data = self.folder / "data"
        self._note(AGAIN, self._ingest("load", made_up.TABLE, self.flat, to=data))
        self._note(CHANGED, self._ingest("load", made_up.TABLE, self.changed, "--reason", "late-filing", to=data))
        self._note(CHECK, self._ingest("check", made_up.TABLE, self.flat, to=self._new("data")))
        for name, agency in ((ONE, "one"), (THREE, "three")):
            self._note(name, self._ingest("load", self.wide, to=self._new("data"), agency=agency))
        shutil.rmtree(self.folder / "data")
        insert = [BIN / "sqlite-utils", "insert", self._new("peer.db"), "t", self.flat, "--csv", "--no-detect-types"]
        self._note(UTILS, insert)
        whole = f"sqlite:///{self._new('peer.db')}"
        self._note(CSVSQL, [BIN / "csvsql", "--insert", "-I", "--tables", "t", "--db", whole, self.flat])

    def lines(self) -> Iterator[str]:
        """The figures, a line for each program."""
        base = self.cpu(IMPORT)
        for name, runs in self.runs.items():
            wall, memory = median(run.wall for run in runs), max(run.memory for run in runs)
            checks = "nothing" if name in {IMPORT, UTILS, CSVSQL} else "everything"
            took = f"{self.cpu(name):7.1f} CPU s{wall:7.1f} s{memory:6.0f} MB{self.cpu(name) / base:6.1f}x"
            yield f"{name:24}{took}  checks {checks}"
        yield f"A row that makes three records costs {self.cpu(THREE) / self.cpu(ONE):.1f}x one that makes one."

    def aims(self) -> list[Aim]:
        """What is aimed at, and what came of it."""
        load, of_300 = self.cpu(LOAD), max(1, 300e6 / self.flat.stat().st_size if self.rows >= _MANY else 1)
        again, changed = (self.runs[name][0] for name in (AGAIN, CHANGED))
        peak = max(run.memory for name in (LOAD, AGAIN, CHANGED, CHECK, ONE, THREE) for run in self.runs[name])
        check = self.runs[CHECK][0].wall * 50_000 / self.rows
        return [
            Aim("a checked load, as a multiple of the CPU of .import", load / self.cpu(IMPORT), 2.5),
            Aim("a checked load, as a share of the CPU of sqlite-utils insert", load / self.cpu(UTILS), 1 / 3),
            Aim("a file with 1% changed rows, as a multiple of the first load", changed.cpu / load, 1.0),
            Aim("the same file again, seconds for 300 MB", again.wall * of_300, 2.0),
            Aim("a check of 50,000 rows, seconds", check, 5.0),
            Aim("the most memory of any of ours, MB", peak, 300),
        ]

    def cpu(self, name: str) -> float:
        return median(run.cpu for run in self.runs[name])

    def _note(self, name: str, command: list[object]) -> None:
        self.runs.setdefault(name, []).append(measure(command))

    def _ingest(self, *words: object, to: Path, agency: str = "bench") -> list[object]:
        by = ["--by", "bench"] if words[0] == "load" else []
        folder = ["--agencies", self.folder / "agencies"]
        return [sys.executable, "-c", "from ingest.cli import main; main()", *folder, *words, "--agency", agency, *by,
                "--data", to]  # fmt: skip

    def _agency(self, name: str, text: str) -> None:
        folder = self.folder / "agencies" / name
        folder.mkdir(parents=True)
        said = "name: Benchmark\nstate: XX\nprivacy_profile: linked\n"
        (folder / "agency.yml").write_text(said, encoding="utf-8")
        if text:
            (folder / "made_up.yml").write_text(text, encoding="utf-8")

    def _new(self, name: str) -> Path:
        path = self.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        return path


def main() -> int:
    """Generate, measure, print; 0 when every aim is met."""
    if not shutil.which("sqlite3"):
        print("This benchmark needs the sqlite3 command. On Debian: apt install sqlite3")
        return 2
    sizes, missed = [int(word.replace(",", "")) for word in sys.argv[1:]] or [100_000, 1_000_000], 0
    kinds = load_kinds()
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(Path(folder), rows, kinds)
            size = bench.flat.stat().st_size / 1e6
            print(f"\n{rows:,} rows, {made_up.WIDTH} columns, {size:,.0f} MB, {made_up.BAD:.0%} bad", flush=True)
            bench.run()
            print("\n".join(bench.lines()), flush=True)
            for aim in bench.aims():
                missed += not aim.is_met
                print(f"  {'met   ' if aim.is_met else 'MISSED'} {aim.words}: {aim.figure:.2f}, aim {aim.most:.2f}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
