"""What follows from `kinds/`, `portal.yml` and the catalogue of problems: Datasette's metadata and the reference pages.

`python -m ingest.derive` writes them; with `--check` it writes nothing, names every file that is out of date and ends
with 1. Line 1 of each file says from what it is made. What follows from the shape of a release is in `publish.derive`.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ingest import contents, dictionary, register, translations
from ingest.agencies import Agencies
from ingest.catalogue import CATALOGUE, Entry, Level
from ingest.declare import ROOT, load_kinds
from ingest.language import ENGLISH, SPANISH, Phrase, phrase, speaking, translated
from ingest.metadata import metadata
from ingest.plain import dump
from ingest.portal import Portal, load_portal
from ingest.problems import Stop
from ingest.schema import Kinds

Derive = Callable[[Kinds, Portal, Path], dict[str, str]]
_LEVELS: dict[Level, Phrase] = {
    "stop": phrase("Nothing is loaded, or nothing is released"),
    "row": phrase("The row is set aside, the rest is loaded"),
    "note": phrase("The row is loaded; a person should know"),
}


def derive(kinds: Kinds, portal: Portal, root: Path) -> dict[str, str]:
    """Path under `root` -> text of everything that follows from what is declared. Writes nothing."""
    return {
        "metadata.yml": "# Derived from kinds/ and portal.yml by make derive. Do not edit.\n"
        + dump(metadata(kinds, portal)),
        "docs/schema.sql": _register_schema(kinds),
        "docs/problems.md": _problems(ENGLISH),
        "docs/problems.es.md": _problems(SPANISH),
        **translations.pages(root),
        **dictionary.pages(kinds),
        **contents.page(kinds),
    }


def _register_schema(kinds: Kinds) -> str:
    """The register's tables, read back from an empty one."""
    with tempfile.TemporaryDirectory() as folder:
        connection = register.open_register(Path(folder), kinds)
        listed = list(ddl(connection, lambda table, column: said_of(kinds, table, column)))
        connection.close()
    return "\n".join(
        (
            "-- Derived from kinds/ by make derive. Do not edit.",
            "-- The register: private, with history. What is public is in release.sql.",
            "-- Two triggers on each table write the row as it was into _history whenever it is changed or taken away.",
            *listed,
            "",
        )
    )


def said_of(kinds: Kinds, table: str, column: str = "") -> str:
    """What a comment says of a table, or of one of its columns; "" for what kinds/ does not name."""
    known = kinds.tables.get(table)
    if known is None:
        return ""
    if not column:
        return f"{known.title}: one row is one {known.unit.one}"
    own = known.columns.get(column)
    return f"{own.title} ({own.publish})" if own else ""


def ddl(connection: sqlite3.Connection, said: Callable[[str, str], str]) -> Iterator[str]:
    """The tables and indexes of a database as text, a column a line, each with what `said(table, column)` says of it.

    Shadow tables of full-text search are left out.
    """
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    virtual = tuple(f"{name}_" for _, name, sql in found if "VIRTUAL TABLE" in sql)
    for kind, name, sql in found:
        if name.startswith(("sqlite_", *virtual)):
            continue
        if kind == "index" or "VIRTUAL TABLE" in sql:
            yield " ".join(sql.split()) + ";"
            continue
        yield ""
        if said(name, ""):
            yield f"-- {said(name, '')}"
        yield f"CREATE TABLE [{name}] ("
        lines = _lines_of(sql)
        for place, line in enumerate(lines, 1):
            words = said(name, line.split()[0].strip('[]"'))
            yield f"  {line}{',' if place < len(lines) else ''}{f'  -- {words}' if words else ''}"
        yield ");"


def _lines_of(sql: str) -> list[str]:
    """The parts of a CREATE TABLE between its outer brackets, cut at the commas outside of inner ones."""
    inside = " ".join(sql[sql.index("(") + 1 : sql.rindex(")")].split())
    parts, depth = [""], 0
    for letter in inside:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def _problems(language: str) -> str:
    """Every problem by how grave it is. What is filled in when it happens stands in angle marks."""
    ends = phrase(
        "Each message ends with its code in square brackets. `ingest explain CODE` says the same as this page."
    )
    with speaking(language):
        title = phrase("What can be wrong, and what to do")
        lines = [dictionary.mark("ingest/catalogue.py"), "", f"# {title}", "", str(ends)]
        for level, words in _LEVELS.items():
            lines += ["", f"## {words}", "", str(phrase("| Code | It says | What to do |")), "| --- | --- | --- |"]
            lines += [_problem(entry) for entry in CATALOGUE.values() if entry.level == level]
    return "\n".join(lines) + "\n"


def _problem(entry: Entry) -> str:
    both = (translated(text) for text in (entry.says, entry.do))
    says, do = (re.sub(r"\{(\w+)\}", r"‹\1›", text).replace("|", "&#124;") for text in both)
    return f"| `{entry.code}` | {says} | {do} |"


def write(files: dict[str, str], root: Path) -> list[Path]:
    """Write what is not there yet or differs, and take away pages whose kind is gone; what was touched."""
    wrong = stale(files, root)
    for path in wrong:
        text = files.get(path.relative_to(root).as_posix())
        if text is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return wrong


def stale(files: dict[str, str], root: Path) -> list[Path]:
    """The files that are not there or do not say what they should, and pages of the dictionary whose kind is gone."""
    differ = [root / name for name, text in files.items() if _read(root / name) != text]
    folders = {root / name.rpartition("/")[0] for name in files if name.startswith(dictionary.FOLDER)}
    pages = [path for folder in sorted(folders) for path in sorted(folder.glob("*.md"))]
    return differ + [path for path in pages if path.relative_to(root).as_posix() not in files]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def declarations(root: Path) -> tuple[Kinds, Portal]:
    """What `root` declares, every file of it read. Raises `Stop` for the first that does not hold together."""
    kinds = load_kinds(root / "kinds")
    agencies = Agencies(root / "agencies", kinds)
    for name in agencies.names():
        agencies.agency(name)
        agencies.formats(name)
    return kinds, load_portal(root / "portal.yml")


def run(make: Derive, name: str, arguments: Iterable[str] | None = None) -> int:
    """The command of this module and of publish.derive. The exit code: 0 fresh or written, 1 stale, 2 a slip."""
    parser = argparse.ArgumentParser(prog=f"python -m {name}", description="Write the files that follow from others.")
    parser.add_argument("--check", action="store_true", help="write nothing; name what is out of date and end with 1")
    chosen = parser.parse_args(list(arguments) if arguments is not None else None)
    try:
        files = make(*declarations(ROOT), ROOT)
    except Stop as slip:
        print(slip, file=sys.stderr)
        return 2
    found = stale(files, ROOT) if chosen.check else write(files, ROOT)
    for path in found:
        word = "out of date, run make derive" if chosen.check else "written"
        print(f"{path.relative_to(ROOT).as_posix()}: {word}")
    return 1 if chosen.check and found else 0


if __name__ == "__main__":
    sys.exit(run(derive, "ingest.derive"))
