"""How the register looks in a terminal: what it holds, what a file would change, what became of one record."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import click

from ingest import coverage, deeds, screen
from ingest.act import named
from ingest.coverage import Covered
from ingest.diff import Difference
from ingest.fresh import Fresh
from ingest.history import Step
from ingest.language import Listed, Words, all_of, counted, phrase
from ingest.owed import lists
from ingest.reasons import LIST
from ingest.schema import Kinds
from ingest.status import Unmapped

_LETTERS = {
    coverage.REPORTED: "R",
    coverage.ZERO: "0",
    coverage.PARTIAL: "P",
    coverage.LATE: "L",
    coverage.MISSING: "M",
    coverage.WITHHELD: "W",
    coverage.NOT_DUE: ".",
}
_WORDS = 5  # without a code that `ingest status` shows for one column
_OVERDUE = 6  # steps that `ingest status` tells of one table; all of them with --json
_NAMED = 6  # periods that are named before a step
_SHOWN = 50  # records that `ingest diff` shows of one file; all of them with --json


def difference(path: Path, tally: dict[str, int], found: list[Difference], as_json: bool) -> dict[str, Any]:
    """What one file would change: said on stdout, or handed back for a machine."""
    if not as_json:
        changed = [one for one in found if one.changes]
        gone = len(found) - len(changed)
        records = counted(len(changed), "{count} record would change", "{count} records would change")
        new = counted(tally["new"], "{count} row is new", "{count} rows are new")
        click.echo(f"{path.name}: {records}, {new}")
        for one in found[:_SHOWN]:
            place = phrase("line {line}, ", line=one.line) if one.line else ""
            gone_ = "" if one.changes else phrase(" would be taken away")
            click.echo(f"  {place}{one.table.unit.single} {one.key}{gone_}")
            for title, was, now in one.changes:
                click.echo(f"    {title}: {was} -> {now}")
        if len(found) > _SHOWN:
            click.echo(phrase("  and {more} more (all of them with --json)", more=f"{len(found) - _SHOWN:,}"))
        if gone:
            told = counted(
                gone,
                "  {count} part of records would be taken away: the file tells of their records without it",
                "  {count} parts of records would be taken away: the file tells of their records without them",
            )
            click.echo(told)
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
    for step in steps:
        told = _act(step.act, step.kind, step.at, step.by, step.reason, kinds)
        place = f", {step.place}" if step.place else ""
        click.echo(f"{told}: {_what(step)}{place}")
        for title, was, now in step.changes:
            click.echo(f"  {title}: {was} -> {now}")


def _act(number: int, kind: str, at: str, by: str, reason: str, kinds: Kinds) -> str:
    """`number 4, correction, 2026-11-27 by Ana Ruiz (Error corrected)`."""
    codes = kinds.codes[LIST]
    why = f" ({codes.called(reason) if reason in codes.codes else reason})" if reason else ""
    who = phrase("{day} by {by}", day=at[:10], by=by) if at else phrase("on an unknown day")
    told = phrase("number {act}, {kind}, {who}", act=number, kind=named(kind), who=who)
    return f"{told}{why}"


def _what(step: Step) -> Words:
    if step.what == "new":
        return phrase("{unit} first told of", unit=step.of)
    if step.what == "changed":
        return phrase("{unit} changed", unit=step.of)
    return phrase("{unit} taken away", unit=step.of)


def status(
    loads: list[dict[str, Any]],
    acts: list[dict[str, Any]],
    records: dict[str, int],
    without_code: list[Unmapped],
    kinds: Kinds,
) -> None:
    """What is in the register: its loads, other acts, its records, the words that have no code yet."""
    for row in loads:
        fills = {word: row[word] for word in ("load", "file_name", "agency", "by")} | {"day": row["at"][:10]}
        told = phrase(
            "load {load}: {file_name}, {agency}, {day} by {by}: {rows}", **fills, rows=screen.of_rows(row["rows"])
        )
        click.echo(f"{told}{_aside(row)}")
    for row in acts:
        undone = phrase(", taken back by number {act}", act=row["undone_by"]) if row["undone_by"] else ""
        done = _act(row["act"], row["kind"], row["at"], row["by"], row["reason"] or "", kinds)
        about = deeds.in_words(row["about"], kinds)
        click.echo(f"{done}{f': {about}' if about else ''}{undone}")
    for name, count in records.items():
        if count:
            click.echo(f"{kinds.tables[name].called}: {count:,}")
    unmapped(without_code)


def _aside(row: dict[str, Any]) -> Words:
    """What became of the rows that a load set aside, and how to mend those that are left."""
    load, left = row["load"], row["still_aside"]
    if not row["rejected"]:
        return ""
    if not left:
        return counted(row["rejected"], ", {count} set aside and mended", ", {count} set aside, all mended")
    how = f"ingest rejects {load} --out mend-{load}.xlsx"
    return counted(left, ", {count} still set aside: {how}", ", {count} still set aside: {how}", how=how)


def unmapped(found: list[Unmapped]) -> None:
    """The words that have no code yet, column by column, each with its nearest neighbour."""
    for one in found:
        words = counted(one.different, "{count} different word", "{count} different words")
        where = f"{one.table}.{one.column}"
        told = phrase(
            "not yet sorted: {where}, {rows} with {words}", where=where, rows=screen.of_rows(one.rows), words=words
        )
        click.echo(told)
        for value, rows, near in one.words[:_WORDS]:
            click.echo(phrase("  {value}, {rows}. Nearest: {near}", value=value, rows=screen.of_rows(rows), near=near))
        if len(one.words) > _WORDS:
            more = f"{len(one.words) - _WORDS:,}"
            click.echo(phrase("  and {more} more words (all of them with --json)", more=more))


def freshness(found: list[Fresh], behind: list[str], kinds: Kinds) -> None:
    """What is owed and whether it came: a line for each table, its periods as letters, what is overdue in red."""
    states = lists(kinds)[0]
    for one in found:
        click.echo(f"{one.agency}, {one.table.called.lower()}: {_through(one)}")
        for year, listed in groupby(one.periods, key=lambda period: str(period.period)[:4]):
            click.echo(f"  {year}  {''.join(_letter(period) for period in listed)}")
        steps = one.next_steps
        for (status, step), late in list(steps.items())[:_OVERDUE]:
            red = click.style(_late(late, states.called(status).lower()), fg="red")
            click.echo(phrase("  {late}. Next: {step}", late=red, step=step))
        if len(steps) > _OVERDUE:
            more = f"{len(steps) - _OVERDUE:,}"
            click.echo(phrase("  and {more} more steps (all of them with --json)", more=more))
        for period in one.periods:
            if period.is_contradicted:
                click.echo(_contradiction(one, period))
    if found:
        click.echo("  ".join(f"{letter} {states.called(code).lower()}" for code, letter in _LETTERS.items()))
    for name in behind:
        told = phrase(
            "agencies/{name}/agency.yml was changed, and the register does not know yet what {name} owes now."
            " A release follows the register. Next: ingest rebuild, or the next load of {name}.",
            name=name,
        )
        click.echo(told)


def _contradiction(one: Fresh, period: Covered) -> Words:
    zeros, brought = one.doubts[str(period.period)]
    is_part = not (period.reason or period.is_zero_said)  # zero was said of some months only
    records = sum(period.denied.values()) if is_part else period.records
    told: object = all_of(period.denied) if is_part else period.period
    there = {"period": told, "records": one.table.unit.counted(records)}
    if period.reason:
        said = counted(
            records,
            "  {period} was declared as withheld, and there is {records}: one is wrong.",
            "  {period} was declared as withheld, and there are {records}: one is wrong.",
            **there,
        )
        page = f"agencies/{one.agency}/agency.yml"
        then = phrase("Next: take it out under withheld in {page}, or {undo}", page=page, undo=brought)
    else:
        said = counted(
            records,
            "  {period} was reported as zero, and there is {records}: one is wrong.",
            "  {period} was reported as zero, and there are {records}: one is wrong.",
            **there,
        )
        then = phrase("If the zero report is: {zero}. If the records are: {undo}", zero=zeros, undo=brought)
    return Listed((said, then), " ")


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
                    "zero_acts": each.zeros,
                    "doubt": _contradiction(one, each) if each.is_contradicted else None,
                }
                for each in one.periods
            ],
        }
        for one in found
    ]


def _through(one: Fresh) -> Words:
    load, last = one.load, phrase("no file has come yet")
    if load:
        last = phrase("last load {load}, {day} by {by}", load=load["load"], day=load["at"][:10], by=load["by"])
    if one.through:
        return phrase("records through {day}; {last}", day=one.through, last=last)
    return phrase("no records; {last}", last=last)


def _late(listed: list[Covered], status: Words) -> str:
    """`2024-05 is late, 12 days after it was due`; of several, the oldest and how many."""
    shown: Words = ", ".join(str(one.period) for one in listed[:_NAMED])
    if len(listed) > _NAMED:
        shown = phrase("{first} and {more} more", first=shown, more=f"{len(listed) - _NAMED:,}")
    late = counted(
        len(listed),
        "{periods} is {status}, {days} after it was due",
        "{periods} are {status}, {days} after the first was due",
        periods=shown,
        status=status,
        days=counted(listed[0].late, "{count} day", "{count} days"),
    )
    return str(late)


def _letter(one: Covered) -> str:
    return click.style(_LETTERS[one.status], fg="red") if one.status in coverage.OVERDUE else _LETTERS[one.status]
