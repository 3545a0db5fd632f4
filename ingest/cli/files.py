"""What comes in: files are looked at, compared, loaded; rows that were set aside go back to be mended."""

from __future__ import annotations

from pathlib import Path

import click

from ingest import delivery, mend, progress, report, screen, status, template
from ingest.act import cut_off
from ingest.cli.desk import AGENCY, FILES, REASON, acting, main, named, reading, room, settled
from ingest.commands import BY, DATA, JSON
from ingest.declare import load_kinds
from ingest.diff import differences
from ingest.language import Listed, phrase, spoken
from ingest.load import looked_at
from ingest.outcome import Result
from ingest.problems import Problem, Stop
from ingest.reasons import reason_code
from ingest.room import Room


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
    """Write a file for a clerk to fill in: drop-downs of plain labels, a sheet that explains, a row as an example.

    Example: ingest template use-of-force --out june.xlsx
    """
    kinds = load_kinds(ctx.obj[0].resolve())
    name = screen.table_name(table, kinds)
    path = out or Path(f"{name}.xlsx")
    template.write(kinds.tables[name], kinds, path, spoken())
    click.echo(phrase("Wrote {path}. Fill it in, then: ingest check {path} --agency NAME", path=path))


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
    screen.show(cut_off(here))
    table, paths = named(here, files)
    made = list(delivery.check(here, here.files(paths, agency, table), progress.shown))
    _tell(ctx, made, here, as_json)


@main.command()
@FILES
@AGENCY
@DATA
@JSON
@click.pass_context
def diff(ctx: click.Context, files: tuple[str, ...], agency: str, data: Path, as_json: bool) -> None:
    """Show what a load would change, column by column, old and new. Nothing is written.

    Example: ingest diff june-corrected.csv --agency example-falls-pd
    """
    here = room(ctx, data)
    screen.show(cut_off(here))
    table, paths = named(here, files)
    told = []
    for path, found, whose in here.files(paths, agency, table):
        if not found.is_left_out:
            with progress.shown(path.name) as tell, looked_at(here, path, found, whose, tell) as (made, register):
                listed = list(differences(made, register, here.kinds))
                told.append(report.difference(path, made.tally(), listed, as_json))
    if as_json:
        screen.echo_json(told)


@main.command()
@FILES
@AGENCY
@REASON
@BY
@DATA
@JSON
@click.pass_context
def load(
    ctx: click.Context, files: tuple[str, ...], agency: str, reason: str, by: str, data: Path, as_json: bool
) -> None:
    """Load files, or the files of a folder, each in one transaction. Bad rows are set aside.

    Example: ingest load use-of-force june.csv --agency example-falls-pd --by "Ana Ruiz"
    """
    here, name = acting(ctx, data, by)
    table, paths = named(here, files)
    found_files, because = here.files(paths, agency, table), reason_code(reason, here.kinds)
    if any(path.is_dir() for path in paths):
        delivery.expect(here, found_files)
    made: list[Result] = []
    try:
        for one in delivery.load(here, found_files, name, table, because, progress.shown):
            made.append(one)
            screen.remember(here.data, name)
            if not as_json:
                _tell_one(one, here)
    except Stop as error:
        if not made:
            raise
        screen.show([*error.problems, _partly(made, [one.name for one, _, _ in found_files])])
        if as_json:
            rest = [Result(one, its.format, whose) for one, its, whose in found_files[len(made) :]]
            rest[0].problems.extend(error.problems)
            screen.echo_json([screen.as_json(one) for one in (*made, *rest)])
        ctx.exit(2)
    if as_json:
        screen.echo_json([screen.as_json(one) for one in made])
    ctx.exit(1 if any(one.set_aside for one in made) else 0)


def _partly(made: list[Result], files: list[str]) -> Problem:
    """Some files are loaded and one is refused: which stand, and which are not loaded."""
    done = [phrase("{file}, load {load}", file=one.file.name, load=one.load) for one in made]
    fills = {"loaded": Listed(tuple(done), "; "), "rest": ", ".join(files[len(made) :]), "file": files[len(made)]}
    return Problem("partly", fills=fills | {"total": len(files), "done": len(made)})


def _tell(ctx: click.Context, made: list[Result], here: Room, as_json: bool) -> None:
    refused = [one for one in made if any(each.level == "stop" for each in one.problems)]
    for one in made if not as_json else ():
        if one in refused:
            screen.show(one.problems)
        else:
            _tell_one(one, here)
    if as_json:
        screen.echo_json([screen.as_json(one) for one in made])
    ctx.exit(2 if refused else 1 if any(one.set_aside for one in made) else 0)


def _tell_one(one: Result, here: Room) -> None:
    screen.show([found for found in one.problems if found.code not in screen.SAID], one.counts)
    screen.result(one, here.kinds)


@main.command()
@click.argument("load", type=int)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="Write them in the file's own columns, to mend and load again; .csv or .xlsx.",
)
@DATA
@JSON
@click.pass_context
def rejects(ctx: click.Context, load: int, out: Path | None, data: Path, as_json: bool) -> None:
    """List the rows that a load set aside: line, column, what is wrong, what to do.

    Example: ingest rejects 3 --out mend.xlsx
    """
    here = room(ctx, data)
    screen.show(settled(here))
    with reading(here) as connection:
        found = list(status.rejects(connection, load))
        row = next(one for one in status.loads(connection) if one["load"] == load)
    if not found and row["rejected"] and not as_json:
        click.echo(phrase("Nothing of load {load} is left to mend.", load=load))
    elif out and found:
        mend.write(found, here.header_of(row), out)
        told = {"out": out, "aside": screen.aside(len(found)), "agency": row["agency"]}
        click.echo(phrase("Wrote {out}: {aside} Mend them, then: ingest load {out} --agency {agency}", **told))
    elif as_json:
        screen.echo_json([{"line": one.line, "problems": [_as_list(each) for each in one.problems]} for one in found])
    else:
        for one in found:
            for each in one.problems:
                click.echo(each)
        click.echo(screen.aside(len(found)))


def _as_list(one: Problem) -> list[str]:
    return [one.code, str(one.column), one.says, one.do]
