"""How results and problems look in a terminal: results on stdout, the rest on stderr, every number with its noun."""

from __future__ import annotations

import json
import re
import shlex
import signal
import sqlite3
import sys
import threading
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from ingest import register
from ingest.declare import ROOT
from ingest.language import (
    ASKED,
    LANGUAGES,
    Phrase,
    Words,
    asked,
    counted,
    machines_own,
    phrase,
    speaking,
    system,
    translated,
)
from ingest.newfile import FULL
from ingest.outcome import Result
from ingest.plain import nearest
from ingest.problems import CATALOGUE, Level, Problem, Stop, stop
from ingest.schema import Kinds
from ingest.usage import Language, speak

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


def declared(name: str, where: str, meaning: str) -> Callable[[Any], Any]:
    """An option that names a folder or file with what is declared: this project's own unless another is given."""
    return click.option(
        f"--{name}",
        type=click.Path(path_type=Path),
        default=ROOT / where,
        show_default=f"{where} of this project",
        help=meaning,
    )


# The options that mean the same in every command of both programs.
KINDS = declared("kinds", "kinds/", "What a record is.")
DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("data"),
    show_default=True,
    help="The folder that holds the records.",
)
BY = click.option("--by", default="", metavar="NAME", help="Who does this. Remembered in the data folder.")
JSON = click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
LANGUAGE = click.option(
    "--language",
    type=Language(LANGUAGES),
    envvar=ASKED,
    default=machines_own,
    show_default="this machine's, or en",
    callback=lambda ctx, option, language: ctx.with_resource(speaking(language)),
    expose_value=False,
    is_eager=True,
    help="The language of messages: English or Spanish.",
)


class Group(click.Group):
    """Commands whose every `Stop` ends in words and exit code 2, and click speaks the same language as we do."""

    def main(self, *args: Any, **words: Any) -> Any:
        _never_fail_for_a_letter()
        speak()
        with speaking(asked()):  # until the option of a command says otherwise
            return super().main(*args, **words)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _ended_in_order():
                return super().invoke(ctx)
        except Stop as error:
            show(list(error.problems))
            ctx.exit(2)
        except click.UsageError as error:
            error.show()
            ctx.exit(error.exit_code)
        except BrokenPipeError:  # whoever read along has seen enough: click ends it quietly
            raise
        except OSError as error:
            code = "disk" if error.errno in FULL else "no-folder"
            show([Problem(code, str(error.filename or ""), fills={"reason": system(error)})])
            ctx.exit(2)
        except UnicodeEncodeError:  # bytes that are no letters, in what was typed or in the name of a file
            show([Problem("no-letters")])
            ctx.exit(2)
        except MemoryError:
            reason = phrase("it needs more memory than there is")
            show([Problem("unreadable-file", str(phrase("the file")), fills={"reason": reason})])
            ctx.exit(2)
        except sqlite3.DatabaseError as error:
            show([register.refusal(error)])
            ctx.exit(2)
        except KeyboardInterrupt:
            show([Problem("stopped")])
            ctx.exit(2)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def _never_fail_for_a_letter() -> None:
    """A letter that a window or a file of old cannot show comes out as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """A machine that shuts down sends SIGTERM: it is told and taken as Ctrl-C is."""
    if threading.current_thread() is not threading.main_thread():
        yield  # no other thread may say what a signal means
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


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
    listed = ", ".join(str(kinds.tables[name].unit.counted(count)) for name, count in made.records.items())
    click.echo(phrase("  records: {listed}", listed=listed))
    if made.set_aside and made.load:
        how = f"ingest rejects {made.load}"
        click.echo(phrase("  {aside} See them with: {command}", aside=aside(made.set_aside), command=how))


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
        "conflicts": made.conflicts,
        "problems": [
            {
                "code": one.code,
                "level": one.level,
                "line": one.line,
                "column": str(one.column),
                "says": one.says,
                "do": one.do,
            }
            for one in made.problems
        ],
    }


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
