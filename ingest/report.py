"""How changes look in a terminal: what a file would change, and what became of one record."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import click

from ingest import coverage
from ingest.coverage import Covered
from ingest.diff import Difference
from ingest.history import Step
from ingest.owed import lists
from ingest.reasons import LIST
from ingest.schema import Kinds
from ingest.status import Fresh

_LETTERS = {
    coverage.REPORTED: "R",
    coverage.ZERO: "0",
    coverage.PARTIAL: "P",
    coverage.LATE: "L",
    coverage.MISSING: "M",
    coverage.WITHHELD: "W",
    coverage.NOT_DUE: ".",
}
_OVERDUE = 6  # steps that `ingest status` tells of one table; all of them with --json
_NAMED = 6  # periods that are named before a step
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


def freshness(found: list[Fresh], behind: list[str], kinds: Kinds) -> None:
    """What is owed and whether it came: a line for each table, its periods as letters, what is overdue in red."""
    states = lists(kinds)[0]
    for one in found:
        click.echo(f"{one.agency}, {one.table.title.lower()}: {_through(one)}")
        for year, listed in groupby(one.periods, key=lambda period: str(period.period)[:4]):
            click.echo(f"  {year}  {''.join(_letter(period) for period in listed)}")
        steps = one.next_steps
        for (status, step), late in list(steps.items())[:_OVERDUE]:
            click.echo(f"  {click.style(_late(late, states.label(status).lower()), fg='red')}. Next: {step}")
        if len(steps) > _OVERDUE:
            click.echo(f"  and {len(steps) - _OVERDUE:,} more steps (all of them with --json)")
        for period in one.periods:
            if period.is_contradicted:
                noun = one.table.unit.one if period.records == 1 else one.table.unit.many
                said = "declared as withheld" if period.reason else "reported as zero"
                are = "is" if period.records == 1 else "are"
                click.echo(f"  {period.period} was {said}, and there {are} {period.records:,} {noun}: one is wrong.")
    if found:
        click.echo("  ".join(f"{letter} {states.label(code).lower()}" for code, letter in _LETTERS.items()))
    for name in behind:
        click.echo(
            f"agencies/{name}/agency.yml was changed, and the register does not know yet what {name} owes now."
            f" A release follows the register. Next: ingest rebuild, or the next load of {name}."
        )


def covered(found: list[Fresh]) -> list[dict[str, Any]]:
    """The same for a machine."""
    return [
        {
            "agency": one.agency,
            "table": one.table.name,
            "records_through": one.through or None,
            "last_load": one.load or None,
            "periods": [
                {
                    "period": str(each.period),
                    "status": each.status,
                    "due": each.due.isoformat(),
                    "days_late": each.late,
                    "records": each.records,
                    "withheld_for": each.reason or None,
                    "zero_said": each.is_zero_said,
                    "next": one.next_step(each) if each.status in coverage.OVERDUE else None,
                }
                for each in one.periods
            ],
        }
        for one in found
    ]


def _through(one: Fresh) -> str:
    load = one.load
    last = f"last load {load['load']}, {load['at'][:10]} by {load['by']}" if load else "no file has come yet"
    return f"records through {one.through}; {last}" if one.through else f"no records; {last}"


def _late(listed: list[Covered], status: str) -> str:
    """`2024-05 is late, 12 days after it was due`; of several, the oldest and how many."""
    shown = ", ".join(str(one.period) for one in listed[:_NAMED])
    more = f" and {len(listed) - _NAMED:,} more" if len(listed) > _NAMED else ""
    are, they = ("is", "it was") if len(listed) == 1 else ("are", "the first was")
    return f"{shown}{more} {are} {status}, {_of(listed[0].late, 'day')} after {they} due"


def _letter(one: Covered) -> str:
    return click.style(_LETTERS[one.status], fg="red") if one.status in coverage.OVERDUE else _LETTERS[one.status]


def _of(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
