"""The clerk's commands. Thin: every command finds the data folder and hands over to one module above."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ingest import load as acts
from ingest import rebuild as again
from ingest import register, screen, status, template
from ingest.agencies import Agencies
from ingest.declare import ROOT, load_kinds
from ingest.example import try_examples
from ingest.problems import Stop, stop
from ingest.room import Room
from ingest.sample import town
from ingest.screen import BY, DATA, JSON

AGENCY = click.option("--agency", default="", metavar="AGENCY", help="Whose file it is: a folder under agencies/.")
FILES = click.argument("files", nargs=-1, required=True, metavar="[TABLE] FILE...")


@click.group(cls=screen.Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--kinds",
    type=click.Path(path_type=Path),
    default=ROOT / "kinds",
    show_default="kinds/ of this project",
    help="What a record is.",
)
@click.option(
    "--agencies",
    type=click.Path(path_type=Path),
    default=ROOT / "agencies",
    show_default="agencies/ of this project",
    help="Who sends what.",
)
@click.pass_context
def main(ctx: click.Context, kinds: Path, agencies: Path) -> None:
    """Load records into the register, check them, and account for every row.

    Example: ingest load june.csv --agency example-falls-pd --by "Ana Ruiz"
    """
    ctx.obj = kinds, agencies


def room(ctx: click.Context, data: Path) -> Room:
    """The data folder with the declarations it is read by."""
    folder, agencies = ctx.obj
    kinds = load_kinds(folder.resolve())
    return Room(data.resolve(), kinds, Agencies(agencies.resolve(), kinds))


@contextmanager
def _register(here: Room) -> Iterator[sqlite3.Connection]:
    """The register to be read, closed again whatever happens. Raises `Stop` where there is none."""
    connection = register.read_register(here.data)
    if connection is None:
        raise stop("no-register")
    try:
        yield connection
    finally:
        connection.close()


def _named(here: Room, files: tuple[str, ...]) -> tuple[str, list[Path]]:
    """The table, if the first word names one and no file is called that, and the files."""
    first, table = files[0], ""
    if not Path(first).exists() and not Path(first).suffix:
        table = screen.table_name(first, here.kinds)
        files = files[1:]
    if not files:
        raise stop("no-file", first)
    return table, [Path(name) for name in files]


@main.command()
@FILES
@AGENCY
@DATA
@JSON
@click.pass_context
def check(ctx: click.Context, files: tuple[str, ...], agency: str, data: Path, as_json: bool) -> None:
    """Say what a load would do, and write nothing.

    Example: ingest check june.csv --agency example-falls-pd
    """
    here = room(ctx, data)
    table, paths = _named(here, files)
    made = []
    for path, found, whose in here.files(paths, agency, table):
        with screen.progress(path.name) as tell:
            made.append(acts.check(here, path, found, whose, tell))
    _tell(ctx, made, here, "checked", as_json)


@main.command()
@FILES
@AGENCY
@BY
@DATA
@JSON
@click.pass_context
def load(ctx: click.Context, files: tuple[str, ...], agency: str, by: str, data: Path, as_json: bool) -> None:
    """Load files, or the files of a folder, each in one transaction. Bad rows are set aside.

    Example: ingest load use-of-force june.csv --agency example-falls-pd --by "Ana Ruiz"
    """
    here = room(ctx, data)
    table, paths = _named(here, files)
    found_files = here.files(paths, agency, table)
    name = screen.operator(here.data, by)
    screen.show(acts.recover(here))
    if any(path.is_dir() for path in paths):
        acts.expect(here, found_files)
    made = []
    for path, found, whose in found_files:
        with screen.progress(path.name) as tell:
            made.append(acts.load(here, path, found, whose, name, table, tell))
        screen.remember(here.data, name)
        if not as_json:
            _tell_one(made[-1], here, "loaded")
    if as_json:
        screen.echo_json([screen.as_json(one) for one in made])
    ctx.exit(1 if any(one.set_aside for one in made) else 0)


def _tell(ctx: click.Context, made: list[acts.Result], here: Room, verb: str, as_json: bool) -> None:
    if as_json:
        screen.echo_json([screen.as_json(one) for one in made])
    else:
        for one in made:
            _tell_one(one, here, verb)
    ctx.exit(1 if any(one.set_aside for one in made) else 0)


def _tell_one(one: acts.Result, here: Room, verb: str) -> None:
    screen.show([found for found in one.problems if found.code not in screen.SAID], one.counts)
    screen.result(one, here.kinds, verb)


@main.command("template")
@click.argument("table")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="Where to write; .csv or .xlsx. Default: TABLE.xlsx here.",
)
@click.pass_context
def template_(ctx: click.Context, table: str, out: Path | None) -> None:
    """Write a file for a clerk to fill in: a header, drop-downs of plain labels, a sheet that explains the columns.

    Example: ingest template use-of-force --out june.xlsx
    """
    kinds = load_kinds(ctx.obj[0].resolve())
    name = screen.table_name(table, kinds)
    path = out or Path(f"{name}.xlsx")
    template.write(kinds.tables[name], kinds, path)
    click.echo(f"Wrote {path}. Fill it in, then: ingest check {path} --agency NAME")


@main.command()
@AGENCY
@click.pass_context
def formats(ctx: click.Context, agency: str) -> None:
    """Try every format's own example, or one agency's: made-up rows in, promised rows out.

    Example: ingest formats --agency example-falls-pd
    """
    here = room(ctx, Path("data"))
    made = here.agencies.formats(agency)
    wrong = [one for each in made for one in try_examples(each, here.kinds)]
    if wrong:
        raise Stop(*wrong)
    for name in here.agencies.names():
        here.agencies.agency(name)
    click.echo(f"{len(made)} formats of {len(here.agencies.names())} agencies hold what their examples promise.")


@main.command("sample")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("data/sample"), show_default=True, help="Where to write."
)
@click.option("--seed", type=int, default=2024, show_default=True, help="The same seed makes the same files.")
@click.pass_context
def sample_(ctx: click.Context, out: Path, seed: int) -> None:
    """Write the files of a plainly fictional town, as messy as clerks' files are.

    Example: ingest sample --out data/sample
    """
    here = room(ctx, out.parent)
    for path in town.write(here.kinds, here.agencies, out, seed):
        click.echo(path)


@main.command("status")
@DATA
@JSON
@click.pass_context
def status_(ctx: click.Context, data: Path, as_json: bool) -> None:
    """Say what is in the register: loads, records, rows set aside, words without a code.

    Example: ingest status
    """
    here = room(ctx, data)
    screen.show(acts.recover(here) if here.data.exists() else [])
    with _register(here) as connection:
        loads, records = status.loads(connection), status.records(connection, here.kinds)
        unmapped = status.unmapped(connection, here.kinds)
    if as_json:
        screen.echo_json({"loads": loads, "records": records, "unmapped": [vars(one) for one in unmapped]})
    else:
        screen.status(loads, records, unmapped, here.kinds)
    ctx.exit(1 if any(row["rejected"] for row in loads) else 0)


@main.command()
@click.argument("load", type=int)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="Write them as a CSV in the file's own columns, to mend and load again.",
)
@DATA
@JSON
@click.pass_context
def rejects(ctx: click.Context, load: int, out: Path | None, data: Path, as_json: bool) -> None:
    """List the rows that a load set aside: line, column, what is wrong, what to do.

    Example: ingest rejects 3 --out mend.csv
    """
    here = room(ctx, data)
    with _register(here) as connection:
        found = list(status.rejects(connection, load))
        row = next(one for one in status.loads(connection) if one["load"] == load)
    if out:
        status.write_rejects(found, here.header_of(row), out)
        click.echo(
            f"Wrote {out}: {screen.aside(len(found))} Mend them, then: ingest load {out} --agency {row['agency']}"
        )
    elif as_json:
        screen.echo_json([{"line": one.line, "problems": one.problems} for one in found])
    else:
        for one in found:
            for code, column, says, do in one.problems:
                click.echo(f"{row['file_name']}:{one.line}{f', {column}' if column else ''}: {says} {do} [{code}]")
        click.echo(screen.aside(len(found)))


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain a problem by its code, the word in square brackets.

    Example: ingest explain no-parent
    """
    for line in screen.explain(code):
        click.echo(line)


@main.command("rebuild")
@DATA
@click.pass_context
def rebuild_(ctx: click.Context, data: Path) -> None:
    """Make the register again from what was received, act by act.

    Example: ingest rebuild
    """
    here = room(ctx, data)
    before, after = again.rebuild(here, lambda text: click.echo(f"  {text}", err=True))
    same = (
        "The content is the same as before"
        if before == after
        else "The content differs from before, as changed kinds or formats say"
    )
    click.echo(f"{same}: {after[:16]}")
