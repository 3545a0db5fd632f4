"""How changes look in a terminal: what a file would change, and what became of one record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ingest.diff import Difference
from ingest.history import Step
from ingest.reasons import LIST
from ingest.schema import Kinds

_SHOWN = 50  # records that `ingest diff` shows of one file; all of them with --json


def difference(path: Path, tally: dict[str, int], found: list[Difference], as_json: bool) -> dict[str, Any]:
    """What one file would change: said on stdout, or handed back for a machine."""
    if not as_json:
        changed = [one for one in found if one.changes]
        gone = len(found) - len(changed)
        click.echo(f"{path.name}: {_of(len(changed), 'record')} would change, {tally['new']:,} rows are new")
        for one in found[:_SHOWN]:
            place = f"line {one.line}, " if one.line else ""
            click.echo(f"  {place}{one.table.unit.one} {one.key}{'' if one.changes else ' would be taken away'}")
            for title, was, now in one.changes:
                click.echo(f"    {title}: {was} -> {now}")
        if len(found) > _SHOWN:
            click.echo(f"  and {len(found) - _SHOWN:,} more (all of them with --json)")
        if gone:
            click.echo(
                f"  {_of(gone, 'part')} of records would be taken away: the file tells of their records without them"
            )
    return {
        "file": path.name,
        "outcomes": tally,
        "records": [
            {
                "table": one.table.name,
                "record": one.key,
                "line": one.line,
                "changes": [{"column": title, "was": was, "now": now} for title, was, now in one.changes],
            }
            for one in found
        ],
    }


def history(steps: list[Step], kinds: Kinds) -> None:
    """The steps of one record, oldest first."""
    codes = kinds.codes[LIST]
    for step in steps:
        why = f" ({codes.label(step.reason)})" if step.reason in codes.codes else ""
        who = f"{step.at[:10]} by {step.by}" if step.at else "on an unknown day"
        told = {"new": "first told of", "changed": "changed", "gone": "taken away"}[step.what]
        place = f", {step.place}" if step.place else ""
        click.echo(f"number {step.act}, {step.kind}, {who}{why}: {step.of} {told}{place}")
        for title, was, now in step.changes:
            click.echo(f"  {title}: {was} -> {now}")


def _of(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
