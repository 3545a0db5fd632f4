"""What follows from the shape of a release: its tables as SQL, its downloads as a data package, the commands' help.

`python -m publish.derive` writes them; with `--check` it writes nothing and names what is out of date. The page of
commands holds the help of every command that `pyproject.toml` installs, letter for letter.
"""

from __future__ import annotations

import json
import pkgutil
import re
import sqlite3
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest import register
from ingest.agencies import declared
from ingest.derive import ddl, run, said_of
from ingest.portal import Portal
from ingest.schema import AGENCY, Kinds, Table
from publish import counts, manifest
from publish.build import Order, build
from publish.select import Public, is_public, public_columns

_WIDTH = 100
_DAY = "2000-01-01"  # any day will do: a schema has none
_ABOUT = (
    "In a clone, `make` sets up the environment; the commands are then in `.venv/bin`. After `pip install -e .` they",
    "are on the path. Exit codes: 0 done; 1 done, but something needs a person (rows were set aside); 2 refused (wrong",
    "use, unreadable file, too many bad rows), and nothing done. Of several files those before the refused one stay",
    "loaded, and the last lines say which.",
)
_FRICTIONLESS = {"date": {"format": "any"}, "time": {"format": "any"}, "datetime": {"format": "any"}}
_FRICTIONLESS_TYPES = {"TEXT": "string", "INTEGER": "integer"}
_BOOLEAN = {"trueValues": ["1"], "falseValues": ["0"]}


def derive(kinds: Kinds, portal: Portal, root: Path) -> dict[str, str]:
    """Path under `root` -> text of everything that follows from the shape of a release. Writes nothing."""
    return {
        "docs/release.sql": _release_schema(kinds, portal),
        "docs/datapackage.json": _package(kinds, portal),
        "docs/cli.md": _commands(root / "pyproject.toml"),
    }


def _release_schema(kinds: Kinds, portal: Portal) -> str:
    """A release's tables, read back from one that is built of an empty register."""
    with tempfile.TemporaryDirectory() as folder:
        data, made = Path(folder) / "data", Path(folder) / "made"
        register.open_register(data, kinds).close()
        build(data, made, kinds, portal, Order(number=1, as_of=_DAY, built_on=_DAY, previous=None))
        connection = sqlite3.connect(made / manifest.DATABASE)
        listed = list(ddl(connection, lambda table, column: said_of(kinds, table, column)))
        connection.close()
    return "\n".join(
        (
            "-- Derived from kinds/ and publish/ by make derive. Do not edit.",
            f"-- A release, {manifest.DATABASE}: only what may be public.",
            *listed,
            "",
        )
    )


def _package(kinds: Kinds, portal: Portal) -> str:
    """A Frictionless data package of a release's downloads/. JSON has no comments, so line 1 is a word of its own."""
    resources = [_resource(table, kinds) for table in kinds.tables.values() if is_public(table)]
    resources += [_counts(table, kinds) for table in kinds.tables.values() if counts.counted(table)]
    body = json.dumps(
        {
            "profile": "tabular-data-package",
            "title": portal.words["title"],
            "description": portal.words["about"],
            "licenses": [{"name": portal.words["licence"].replace(" ", "-"), "path": portal.words["licence_url"]}],
            "resources": resources,
        },
        ensure_ascii=False,
        indent=1,
    )
    return (
        '{"$comment": "Derived from kinds/ and portal.yml by make derive. Do not edit.",'
        + body.removeprefix("{")
        + "\n"
    )


def _resource(table: Table, kinds: Kinds) -> dict[str, Any]:
    listed = public_columns(table, kinds)
    foreign = {name: other for name, other in kinds.foreign(table).items() if is_public(kinds.tables[other])}
    if table.key != AGENCY and any(public.name == AGENCY for public in listed):
        foreign[AGENCY] = declared(kinds).name
    return {
        "name": _hyphens(table.name),
        "path": f"downloads/{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "schema": {
            "fields": [_field(public, kinds) for public in listed],
            "missingValues": [""],
            "primaryKey": table.key,
            "foreignKeys": [
                {"fields": name, "reference": {"resource": _hyphens(other), "fields": kinds.key_of(other)}}
                for name, other in foreign.items()
            ],
        },
    }


def _counts(table: Table, kinds: Kinds) -> dict[str, Any]:
    """The resource of a protected count table."""
    names = list(counts.columns(kinds))
    fields = [{"name": name, "type": _FRICTIONLESS_TYPES[kind]} for name, kind in counts.columns(kinds).items()]
    return {
        "name": _hyphens(counts.name_of(table)),
        "path": f"downloads/{counts.name_of(table)}.csv",
        "title": f"{table.title}, counted",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {
            "fields": fields,
            "missingValues": [""],
            "primaryKey": names[:4],
            "foreignKeys": [
                {"fields": AGENCY, "reference": {"resource": _hyphens(declared(kinds).name), "fields": AGENCY}}
            ],
        },
    }


def _field(public: Public, kinds: Kinds) -> dict[str, Any]:
    column = public.column
    if column is None:
        return {"name": public.name, "type": _FRICTIONLESS_TYPES[public.sql_type]}
    made: dict[str, Any] = {"name": public.name, "type": column.type, "title": column.title}
    made["description"] = column.description
    made |= _FRICTIONLESS.get(column.type, {})
    made |= _BOOLEAN if column.type == "boolean" else {}
    if column.codes and column.type == "string":
        made["constraints"] = {"enum": [*kinds.codes[column.codes].codes, *kinds.codes[column.codes].reserved]}
    return made


def _hyphens(name: str) -> str:
    return name.replace("_", "-")


def _commands(project: Path) -> str:
    """The help of every command, as a terminal of 100 columns shows it."""
    scripts = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["scripts"]
    lines = ["<!-- Derived from the commands' own help by make derive. Do not edit. -->", "", "# Commands", "", *_ABOUT]
    for name, where in scripts.items():
        for title, text in _helps(name, pkgutil.resolve_name(where)):
            lines += ["", f"## {title}", "", "```text", text, "```"]
    return "\n".join(lines) + "\n"


def _helps(name: str, group: Any, above: Any = None) -> Iterator[tuple[str, str]]:
    """A command's own help, then that of each command under it."""
    width = {"terminal_width": _WIDTH, "max_content_width": _WIDTH}
    context = group.context_class(group, info_name=name, parent=above, **{**group.context_settings, **width})
    group._help_option = None  # click keeps it in the language in which it was first asked for
    yield context.command_path, re.sub(r"[ \t]+$", "", group.get_help(context), flags=re.MULTILINE)
    for one, command in getattr(group, "commands", {}).items():
        yield from _helps(one, command, context)


if __name__ == "__main__":
    sys.exit(run(derive, "publish.derive"))
