"""How results and problems look in a terminal: results on stdout, the rest on stderr, every number with its noun."""

from __future__ import annotations

import json
import re
import shlex
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import click

from ingest.catalogue import CATALOGUE, Level
from ingest.language import (
    Phrase,
    Words,
    counted,
    phrase,
    translated,
)
from ingest.outcome import Result
from ingest.plain import nearest
from ingest.problems import Problem, stop
from ingest.schema import Kinds

SAID = frozenset(("known-file", "left-out", "only-beside"))  # said with the results, once, and not as problems
_SHOWN = 12  # of one sort of problem; `ingest rejects` lists them all
_OPERATOR = "operator.txt"
_TYPABLE = re.compile(r"[\w./\\:+,@%-]+")
_IN_QUOTES = re.compile(r'["$`!]')  # what double quotes do not protect
_ALWAYS = ("new", "changed")  # outcomes that are told even where there are none
_OUTCOMES: dict[str, Callable[[int], Phrase]] = {
    "ignored": lambda count: counted(count, "{count} ignored", "{count} ignored"),
    "merged": lambda count: counted(count, "{count} merged", "{count} merged"),
    "unchanged": lambda count: counted(count, "{count} unchanged", "{count} unchanged"),
    "new": lambda count: counted(count, "{count} new", "{count} new"),
    "changed": lambda count: counted(count, "{count} changed", "{count} changed"),
    "rejected": lambda count: counted(count, "{count} rejected", "{count} rejected"),
}
_LEVELS: dict[Level, Phrase] = {
    "stop": phrase("Nothing of the file is loaded."),
    "row": phrase("The row is set aside; the rest is loaded."),
    "note": phrase("The row is loaded; you should know."),
}


def show(problems: list[Problem], counts: dict[tuple[str, str, str], int] | None = None) -> None:
    """Problems on stderr, each sort with its first few places and one next step."""
    sorts: dict[tuple[str, str], list[Problem]] = {}
    for one in problems:
        code, _, do = one.sort
        sorts.setdefault((code, do), []).append(one)
    for (code, do), listed in sorts.items():
        for one in listed[:_SHOWN]:
            mark = {"stop": "!", "row": "x", "note": "-"}[one.level]
            click.echo(f" {mark} {one.place + ': ' if one.place else ''}{one.says}", err=True)
        total = (
            len(listed)
            if counts is None or listed[0].level == "note"
            else sum(count for (name, _, next_step), count in counts.items() if (name, next_step) == (code, do))
        )
        if total > len(listed[:_SHOWN]):
            more = f"{total - len(listed[:_SHOWN]):,}"
            click.echo(phrase("   and {more} more like these", more=more), err=True)
        click.echo(f"   {listed[0].do} [{code}]", err=True)


def result(made: Result, kinds: Kinds) -> None:
    """What an act did with one file, in a few lines on stdout."""
    file = made.file.name
    for one in made.problems:
        if one.code == "known-file":
            click.echo(phrase("{file}: loaded before, as load {load}. 0 new, 0 changed.", file=file, load=made.load))
        elif one.code in SAID:
            click.echo(f"{file}: {one.says}")
        if one.code in SAID:
            return
    label, load = made.format.label, ""
    rows = counted(made.rows, "{count} row checked as {format}", "{count} rows checked as {format}", format=label)
    if made.load:
        rows = counted(made.rows, "{count} row loaded as {format}", "{count} rows loaded as {format}", format=label)
        load = str(phrase(", load {load}", load=made.load))
    click.echo(f"{file}: {rows}{load}")
    tally = [str(_OUTCOMES[name](count)) for name, count in reversed(made.tally.items()) if count or name in _ALWAYS]
    click.echo(phrase("  rows: {tally}", tally=", ".join(tally)))
    listed = ", ".join(
        f"{kinds.tables[name].unit.counted(count)}{_of_days(made, name)}" for name, count in made.records.items()
    )
    click.echo(phrase("  records: {listed}", listed=listed))
    if made.set_aside and made.load:
        how = f"ingest rejects {made.load}"
        click.echo(phrase("  {aside} See them with: {command}", aside=aside(made.set_aside), command=how))


def _of_days(made: Result, table: str) -> Words:
    """The days that a file's records of one table tell of, as far as they are public."""
    if table not in made.days:
        return ""
    first, last = made.days[table]
    return phrase(" of {day}", day=first) if first == last else phrase(" of {first} to {last}", first=first, last=last)


def of_rows(count: int) -> Words:
    """A number of rows, with its noun."""
    return counted(count, "{count} row", "{count} rows")


def aside(count: int) -> Words:
    """How many rows were set aside, as a sentence."""
    return counted(count, "One row was set aside.", "{count} rows were set aside.")


def as_json(made: Result) -> dict[str, Any]:
    """The same for a machine."""
    return {
        "file": made.file.name,
        "format": made.format.label,
        "agency": made.agency,
        "load": made.load,
        "rows": made.rows,
        "outcomes": made.tally,
        "records": made.records,
        "days": made.days,
        "conflicts": made.conflicts,
        "problems": list(map(told, made.problems)),
    }


def told(found: Problem) -> dict[str, Any]:
    """A problem for a machine."""
    place = {"where": found.where, "line": found.line, "column": str(found.column)}
    return {"code": found.code, "level": found.level, **place, "says": found.says, "do": found.do}


def echo_json(value: Any) -> None:
    """A value as JSON on stdout; letters by their numbers where stdout cannot show them all."""
    is_any = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=not is_any, indent=1, default=str))


def day(text: str) -> date:
    """The day that an option names; today where it names none. Raises `Stop` (bad-day)."""
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise stop("bad-day", value=text) from None


def operator(data: Path, by: str) -> str:
    """Who acts: the name given, else the one remembered in the data folder. Raises `Stop` when there is neither."""
    name = " ".join(by.split()) or _remembered(data / _OPERATOR)
    if not name:
        raise stop("no-operator")
    name.encode()  # what is no letter is told before anything is begun
    return name


def _remembered(path: Path) -> str:
    """The name that is kept, also as Notepad saves it; "" where that cannot be read, so that it is asked for again."""
    try:
        kept = path.read_bytes()
        encoding = "utf-16" if kept.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
        return " ".join(kept.decode(encoding).split())
    except (OSError, UnicodeDecodeError):
        return ""


def remember(data: Path, name: str) -> None:
    """Keep the name of whoever acted, once the act is done. Where that fails, the act stands, and the next one asks."""
    with suppress(OSError):
        (data / _OPERATOR).write_text(f"{name}\n", encoding="utf-8")


def table_name(text: str, kinds: Kinds) -> str:
    """A table's name as typed on the command line: hyphens or underscores. Raises `Stop` (no-table)."""
    name = text.replace("-", "_").lower()
    known = [table.name for table in kinds.tables.values() if not table.made]
    if name not in known:
        raise stop(
            "no-table",
            table=text,
            known=", ".join(one.replace("_", "-") for one in known),
            nearest=nearest(name, known),
        )
    return name


def typed(name: object) -> str:
    """A file's name as it can be typed in a shell: in double quotes, which work everywhere, unless it is plain."""
    said = str(name)
    if _TYPABLE.fullmatch(said):
        return said
    return shlex.quote(said) if _IN_QUOTES.search(said) else f'"{said}"'


def explain(code: str) -> list[str]:
    """A problem's entry as lines. Raises `Stop` (no-such-problem)."""
    if code not in CATALOGUE:
        raise stop("no-such-problem", name=code, nearest=nearest(code, CATALOGUE))
    entry = CATALOGUE[code]
    says, do = translated(entry.says), translated(entry.do)
    told = (
        phrase("  It says: {says}", says=says),
        phrase("  What it means: {level}", level=_LEVELS[entry.level]),
        phrase("  What to do: {do}", do=do),
    )
    return [code, *map(str, told)]
