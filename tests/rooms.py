"""Small rooms for tests: a data folder with agencies and files made for one test, and the commands run in it."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from ingest import template
from ingest.cli import main as ingest_main
from ingest.declare import load_kinds
from ingest.schema import Kinds, Table
from publish.cli import main as publish_main

ROOT = Path(__file__).resolve().parent.parent
KINDS = ROOT / "kinds"
SAMPLE_DAY = "2026-01-15"
AS_OF = "2099-12-31"  # a day on which nothing waits any longer
_MAINS = {"ingest": ingest_main, "publish": publish_main}
_WITHOUT_DATA = {"template", "explain", "draft", "derive", "sample", "formats"}

Row = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Office:
    """A folder with agencies/ and data/; commands are run as a person runs them, in this process."""

    def __init__(self, folder: Path, kinds: Path = KINDS) -> None:
        self.folder, self.kinds_folder = folder, kinds
        self.agencies, self.data, self.files = folder / "agencies", folder / "data", folder / "files"
        self.agencies.mkdir(parents=True, exist_ok=True)
        self.files.mkdir(exist_ok=True)

    @property
    def kinds(self) -> Kinds:
        return load_kinds(self.kinds_folder.resolve())

    def agency(self, name: str, profile: str = "linked", **formats: str) -> str:
        """Declare an agency; each further word is one of its formats, as YAML."""
        folder = self.agencies / name
        folder.mkdir(exist_ok=True)
        (folder / "agency.yml").write_text(
            f"name: {name} Police\nstate: NC\nprivacy_profile: {profile}\nis_fictional: yes\n"
        )
        for file, text in formats.items():
            (folder / f"{file}.yml").write_text(text, encoding="utf-8")
        return name

    def file(self, name: str, rows: Sequence[Row], header: Sequence[str] = ()) -> Path:
        """A CSV file of these rows."""
        path = self.files / name
        path.write_text(as_csv(rows, header), encoding="utf-8", newline="")
        return path

    def run(self, program: str, *words: object, code: int | None = 0, language: str = "") -> Said:
        """Run a command. Fails the test on a traceback, and on another exit code than `code` (None: any)."""
        said = [str(word) for word in words]
        before = ["--kinds", str(self.kinds_folder)]
        before += ["--agencies", str(self.agencies)] if program == "ingest" else []
        before += ["--language", language] if language else []
        if said[0] not in _WITHOUT_DATA and "--data" not in said:
            said += ["--data", str(self.data)]
        made = CliRunner().invoke(_MAINS[program], [*before, *said])
        if made.exception and not isinstance(made.exception, SystemExit):
            raise AssertionError(f"{program} {' '.join(said)} ended in a traceback") from made.exception
        assert code is None or made.exit_code == code, f"exit {made.exit_code}\n{made.stdout}\n{made.stderr}"
        return Said(made.exit_code, made.stdout, made.stderr)

    def ingest(self, *words: object, code: int | None = 0) -> Said:
        return self.run("ingest", *words, code=code)

    def publish(self, *words: object, code: int | None = 0) -> Said:
        return self.run("publish", *words, code=code)

    def check(self, *words: object, code: int | None = 0) -> Any:
        """`ingest check --json`: what it says of each file."""
        return self.ingest("check", *words, "--json", code=code).json

    def load(self, *words: object, code: int | None = 0) -> Any:
        """`ingest load --json`: what it says of each file. `code` None: done, with or without rows set aside."""
        said = self.ingest("load", *words, "--by", "Ana Ruiz", "--reason", "late-filing", "--json", code=code)
        assert said.code < 2, said.err
        return said.json

    def stage(self, as_of: str = AS_OF, by: str = "Ana Ruiz") -> Path:
        self.publish("stage", "--as-of", as_of, "--by", by)
        return self.data / "releases" / "staged"

    def release(self, as_of: str = AS_OF) -> Path:
        """Stage and release; the release's folder."""
        self.stage(as_of)
        self.publish("release", "--by", "Sam Lee")
        return self.data / "releases" / (self.data / "current").read_text().strip()

    def rows(self, table: str) -> list[Row]:
        """A table of the register."""
        return rows(self.data / "register.db", table)


def rows(database: Path, table: str, order: str = "rowid") -> list[Row]:
    """Every row of a table."""
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(f"SELECT * FROM [{table}] ORDER BY {order}")]
    finally:
        connection.close()


def as_csv(rows: Sequence[Row], header: Sequence[str] = ()) -> str:
    """Rows as CSV; the header is every name that some row has, in order."""
    names = list(header) or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return out.getvalue()


def read_csv(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """A CSV file's rows, read with the standard library alone."""
    with path.open(newline="", encoding=encoding) as file:
        return list(csv.DictReader(file))


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with its hash, to see whether anything was written."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def example(table: Table, kinds: Kinds, number: int = 1) -> Row:
    """A template's row: column title -> its example, or something that fits where the kind gives none."""
    made = {}
    for column in template.columns(table, kinds):
        text = column.example
        if not text and column.name in kinds.numbers(kinds.tables[column.table]):
            text = f"{column.name}-{number}"
        made[column.title] = text
    return made


def tables_in_order(kinds: Kinds) -> Iterable[Table]:
    """The tables that files fill, wholes before their parts."""
    return (table for table in kinds.tables.values() if not table.made)


SAMPLE_ORDER = ("sample-county-elections", "example-falls-pd", "port-specimen-pd", "example-state-review-board")
FIRST_DAY = "2024-11-06"
ACTS = ROOT / "agencies" / "example-falls-pd" / "sample" / "acts.txt"
LAWS = ROOT / "agencies" / "record-room-laws" / "laws" / "police_presence_laws.csv"


def sample(folder: Path) -> Path:
    """A data folder with the project's fictional sample loaded and released, as `make demo` does it."""
    office = Office(folder)
    office.agencies = ROOT / "agencies"
    office.ingest("sample", "--out", office.files)
    senders = sorted(office.files.iterdir(), key=lambda path: ("elections" not in path.name, "-pd" not in path.name))
    for sender in senders:  # wholes before what refers to them
        office.load(sender, "--agency", sender.name, code=None)
    office.load("police-presence-laws", LAWS, "--agency", "record-room-laws")  # the one file that is not made up
    office.release(FIRST_DAY)
    for line in ACTS.read_text(encoding="utf-8").splitlines():
        office.ingest(*(ROOT / word if word.startswith("agencies/") else word for word in line.split()))
    office.release(SAMPLE_DAY)
    return office.data
