"""How fast a checked load is, beside SQLite's own `.import`, which checks nothing.

    python benchmarks/load.py [ROWS]          (default 1,000,000)

Prints CPU seconds and peak memory of both, and their ratio: medians of three turns each, on the same generated rows.
Only the ratio travels from one machine to another. Exit code 1 when the aim is missed: 4x the CPU of `.import`, 400 MB.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.declare import load_kinds  # noqa: E402  # the path above finds it
from ingest.schema import Kinds, Table  # noqa: E402  # likewise
from ingest.template import columns  # noqa: E402  # likewise

CPU_AIM, MEMORY_AIM_MB = 4.0, 400
TABLE, WIDTH = "use_of_force", 25
BAD = 0.01
ROUNDS = 3  # in turn, because other work on the machine comes and goes


def generate(path: Path, rows: int, table: Table, kinds: Kinds) -> None:
    """Rows of one table's template: 25 columns, codes as labels, a narrative of some 150 characters, 1% bad."""
    chance = random.Random(1)
    asked = columns(table, kinds)[:WIDTH]
    words = ["the", "made", "up", "record", "of", "nobody", "at", "no", "place", "and", "then", "they", "left", "again"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in asked])
        labels = {c.name: [code.label for code in kinds.codes[c.codes].codes.values()] for c in asked if c.codes}
        for number in range(rows):
            day = f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
            row = []
            for column in asked:
                if column.name in table.number:
                    cell = f"EF-{number:08}"
                elif column.name in labels:
                    cell = chance.choice(labels[column.name])
                elif column.type == "date":
                    cell = "not a day" if chance.random() < BAD and column.required else day
                elif column.type == "time":
                    cell = f"{number % 24:02}:{number % 60:02}"
                elif column.type == "boolean":
                    cell = chance.choice(("Yes", "No", ""))
                elif column.type in {"integer", "number"}:
                    cell = str(number % 9)
                elif column.publish == "private":
                    cell = " ".join(chance.choices(words, k=30))
                else:
                    cell = f"District {number % 40}"
                row.append(cell)
            writer.writerow(row)


def measure(command: list[str], **options: object) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak memory (MB) of a command and what it starts."""
    started = time.monotonic()
    process = subprocess.Popen(command, **options)  # type: ignore[call-overload]  # passes on what the caller chose
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        raise SystemExit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss / 1024


def main() -> int:
    """Generate, measure both, print; 0 when the aims are met."""
    rows = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1_000_000
    if not shutil.which("sqlite3"):
        print("This benchmark needs the sqlite3 command. On Debian: apt install sqlite3")
        return 2
    kinds = load_kinds()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        generate(path, rows, kinds.tables[TABLE], kinds)
        print(f"{rows:,} rows, {WIDTH} columns, {path.stat().st_size / 1e6:,.0f} MB, {BAD:.0%} bad")
        agency = Path(folder) / "agencies" / "bench" / "agency.yml"
        agency.parent.mkdir(parents=True)
        agency.write_text("name: Benchmark\nstate: XX\nprivacy_profile: linked\n", encoding="utf-8")
        entry = "import sys; sys.path.insert(0, sys.argv.pop(1)); from ingest.cli import main; main()"
        words = [
            "--agencies",
            str(agency.parent.parent),
            "load",
            TABLE,
            str(path),
            "--agency",
            "bench",
            "--by",
            "bench",
        ]
        peers, ours = [], []
        for turn in range(ROUNDS):
            database, data = Path(folder) / f"peer {turn}.db", Path(folder) / f"data {turn}"
            peers.append(measure(["sqlite3", str(database), "-cmd", ".mode csv", f".import {path} t"]))
            command = [sys.executable, "-c", entry, str(ROOT), *words, "--data", str(data)]
            ours.append(measure(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            shutil.rmtree(data)
            database.unlink()
        base = median(cpu for cpu, _, _ in peers)
        for name, runs, note in (("sqlite3 .import", peers, "nothing"), ("ingest load", ours, "everything")):
            cpu, wall, memory = (median(run[place] for run in runs) for place in range(3))
            each, times = ", ".join(f"{run[0]:.1f}" for run in runs), cpu / base
            print(f"{name:16}{cpu:6.1f} CPU s ({each}){wall:6.1f} s{memory:5.0f} MB{times:5.1f}x checks {note}")
        ratio, memory = median(run[0] for run in ours) / base, max(run[2] for run in ours)
        met = ratio <= CPU_AIM and memory <= MEMORY_AIM_MB
        print(
            f"aims: {CPU_AIM:.0f}x and {MEMORY_AIM_MB} MB: {'met' if met else 'missed'} (medians of {ROUNDS}, in turn)"
        )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
