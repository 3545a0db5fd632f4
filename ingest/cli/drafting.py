"""The command that begins a new agency: draft."""

from __future__ import annotations

from pathlib import Path

import click

from ingest.called import load_called
from ingest.cli.desk import main, room
from ingest.draft import draft, written
from ingest.problems import stop


@main.command("draft")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--agency", required=True, metavar="AGENCY", help="Whose file it is: a new folder's name will do.")
@click.option("--table", default="", metavar="TABLE", help="What its rows are, if you know.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write, if not under agencies/.")
@click.pass_context
def draft_(ctx: click.Context, file: Path, agency: str, table: str, out: Path | None) -> None:
    """Write a first format for a file that nobody has described yet, with the questions it leaves open.

    Example: ingest draft force-2023.csv --agency sample-county-so
    """
    here = room(ctx, Path("data"))
    if table and table not in here.kinds.tables:
        raise stop("no-table", table=table, nearest="", known=", ".join(here.kinds.tables))
    others = [name for name in here.agencies.names() if name != agency]
    made = draft(
        file,
        here.kinds,
        load_called(ctx.obj[0].resolve(), here.kinds),
        [one for name in others for one in here.agencies.formats(name)],
        table,
    )
    place = out or here.agencies.folder / agency / f"{made.scope[0].name}.yml"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8") as new:
            new.write(written(made, agency, file.name))
    except FileExistsError:
        raise stop("draft-exists", str(place)) from None
    click.echo(f"{place}: {sum(map(len, made.columns.values()))} columns mapped, {len(made.questions)} questions.")
    click.echo("Answer them there. Then: ingest check FILE --agency " + agency)
