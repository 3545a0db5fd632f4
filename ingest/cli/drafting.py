"""The command that begins a new agency: draft."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import click

from ingest import begin
from ingest.called import load_called
from ingest.cli.desk import main, room
from ingest.dialect import load_format
from ingest.draft import Draft, draft
from ingest.example import try_examples
from ingest.language import counted, phrase
from ingest.page import written
from ingest.problems import Stop, stop
from ingest.read import unpacked
from ingest.room import Room
from ingest.screen import table_name, typed

_SHORT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


@main.command("draft")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--agency", required=True, metavar="AGENCY", help="Whose file it is: a new folder's name will do.")
@click.option("--table", default="", metavar="TABLE", help="What its rows are, if you know.")
@click.option("--encoding", default="", metavar="ENCODING", help="How its letters were saved, if you know.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write; - for the screen.")
@click.pass_context
def draft_(ctx: click.Context, file: Path, agency: str, table: str, encoding: str, out: Path | None) -> None:
    """Write a first format for a file that nobody has described yet, with the questions it leaves open.

    Example: ingest draft force-2023.csv --agency sample-county-so
    """
    here = room(ctx, Path("data"))
    asked = table_name(table, here.kinds) if table else ""
    _sensible(agency, encoding)
    formats, _ = here.agencies.readable(besides=agency)
    read, _ = unpacked(file)
    made = draft(read, here.kinds, load_called(ctx.obj[0].resolve(), here.kinds), formats, asked, encoding)
    if out == Path("-"):
        click.echo(written(made, agency, file.name, begin.example(made, here.kinds)))
        return
    place = out or here.agencies.folder / agency / f"{made.scope[0].name}.yml"
    _new(place, written(made, agency, file.name))
    _try_example(here, place, made, agency, file.name)
    who = place.parent / "agency.yml"
    if not out and not who.exists():
        _new(who, begin.agency(here.kinds, agency))
        click.echo(phrase("{file}: who they are. Answer what it asks.", file=who))
    told = {
        "file": place,
        "mapped": counted(made.mapped, "{count} header mapped", "{count} headers mapped"),
        "left": counted(len(made.ignored), "{count} left out", "{count} left out"),
        "questions": counted(len(made.questions), "{count} question", "{count} questions"),
    }
    click.echo("{file}: {mapped}, {left}, {questions}.".format_map(told))
    then = phrase(
        "Answer them at the top of that file. Then: ingest check {file} --agency {agency}",
        file=typed(file),
        agency=agency,
    )
    click.echo(then)


def _sensible(agency: str, encoding: str) -> None:
    """Raise `Stop` for words of the command line that cannot be meant."""
    if not _SHORT_NAME.fullmatch(agency):
        raise stop("agency-name", agency=agency)
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        expected = phrase("the name of an encoding, such as windows-1252")
        raise stop("word-value", word="--encoding", found=encoding, expected=expected) from None


def _new(place: Path, text: str) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8") as new:
            new.write(text)
    except FileExistsError:
        raise stop("draft-exists", str(place)) from None


def _try_example(here: Room, place: Path, made: Draft, agency: str, file: str) -> None:
    """Add the made-up example to a draft, if the draft turns it into what it should."""
    lines = begin.example(made, here.kinds)
    before = place.read_text(encoding="utf-8")
    if not lines:
        return
    place.write_text(written(made, agency, file, lines), encoding="utf-8")
    try:
        wrong = bool(try_examples(load_format(place, here.kinds, place.parent.parent.parent), here.kinds))
    except Stop:
        wrong = True
    if wrong:
        place.write_text(before, encoding="utf-8")
