"""One record: put right by hand, said to be none, and what became of it."""

from __future__ import annotations

from pathlib import Path

import click

from ingest import correct as hand
from ingest import expunge as out
from ingest import report, screen
from ingest import zero as none
from ingest.cli.desk import AGENCY, REASON, acting, main, reading, room, settled, whose, why
from ingest.commands import BY, DATA, JSON
from ingest.find import find
from ingest.history import history as steps
from ingest.language import Listed, counted, phrase
from ingest.problems import stop
from ingest.room import one_of_these
from ingest.usage import confirmed
from ingest.values import shown

TABLE = click.argument("table")
RECORD = click.argument("record")
VALUES = click.argument("values", nargs=-1, required=True, metavar="COLUMN=VALUE...")


@main.command()
@TABLE
@RECORD
@VALUES
@AGENCY
@REASON
@BY
@DATA
@click.pass_context
def correct(
    ctx: click.Context,
    table: str,
    record: str,
    values: tuple[str, ...],
    agency: str,
    reason: str,
    by: str,
    data: Path,
) -> None:
    """Put one record right by hand. RECORD is the agency's own number, or the key in the record's address.

    COLUMN is the column's title, in either language, or its name.

    Example: ingest correct use-of-force 24-0012 district=North --reason error-corrected --by "Ana Ruiz"
    """
    here, name = acting(ctx, data, by)
    said = {}
    for value in values:
        column, mark, text = value.partition("=")
        if not mark or column.strip() in said:
            raise stop("no-value", found=column)
        said[column.strip()] = text
    because = why(here, reason)
    whose(here, agency)
    found, changes = hand.correct(here, screen.table_name(table, here.kinds), record, said, name, because, agency)
    screen.remember(here.data, name)
    for one in changes:
        click.echo(
            f"{one.column.called}: {shown(one.column, one.was, here.kinds)} -> {shown(one.column, one.now, here.kinds)}"
        )
    noun = found.table.unit.single
    if changes:
        click.echo(phrase("The {noun} is corrected.", noun=noun))
    else:
        click.echo(phrase("The {noun} says so already. Nothing was changed.", noun=noun))


@main.command()
@TABLE
@click.option("--period", required=True, metavar="PERIOD", help="A month (2024-05), quarter (2024-Q2) or year (2024).")
@AGENCY
@BY
@DATA
@click.pass_context
def zero(ctx: click.Context, table: str, period: str, agency: str, by: str, data: Path) -> None:
    """Say that an agency had none of these in a month, a quarter or a year. Silence is not zero.

    Example: ingest zero use-of-force --period 2024-05 --agency example-falls-pd --by "Ana Ruiz"
    """
    here, name = acting(ctx, data, by)
    known = here.agencies.names()
    one = agency or (known[0] if len(known) == 1 else "")
    if not one:
        raise stop("whose-zero", known=one_of_these(known))
    made = none.zero(here, screen.table_name(table, here.kinds), period, one, name)
    screen.remember(here.data, name)
    screen.show(none.odd(here, made.words["table"], period, one))
    none_ = {"number": made.number, "agency": one, "period": period}
    none_["noun"] = here.kinds.tables[made.words["table"]].unit.several
    click.echo(phrase("Kept as number {number}: {agency} had no {noun} in {period}.", **none_))


@main.command()
@TABLE
@RECORD
@AGENCY
@DATA
@JSON
@click.pass_context
def history(ctx: click.Context, table: str, record: str, agency: str, data: Path, as_json: bool) -> None:
    """Say what became of one record: who told of it, what changed, when, by whom and why.

    Example: ingest history use-of-force 24-0012
    """
    here = room(ctx, data)
    screen.show(settled(here))
    whose(here, agency)
    with reading(here) as register:
        kind = here.kinds.tables[screen.table_name(table, here.kinds)]
        found = find(register, kind, here.kinds, record, agency)
        told = steps(register, found, here.kinds)
    if as_json:
        screen.echo_json([vars(step) for step in told])
    else:
        report.history(told, here.kinds)


@main.command()
@TABLE
@RECORD
@click.option("--order", required=True, metavar="TEXT", help="Court or law, day, number; names nobody.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@AGENCY
@BY
@DATA
@click.pass_context
def expunge(
    ctx: click.Context, table: str, record: str, order: str, yes: bool, agency: str, by: str, data: Path
) -> None:
    """Take a record out by order: of received files, the register, its history and every release. There is no way back.

    Example: ingest expunge complaints 24-0012 --order "Superior Court, 2 June 2025, no. 25-118" --by "Ana Ruiz"
    """
    here, name = acting(ctx, data, by)
    whose(here, agency)

    def sure(found: out.Purge) -> bool:
        tables = here.kinds.tables
        counts = [
            phrase("{count} of {table}", count=f"{count:,}", table=tables[one].called)
            for one, count in found.records.items()
        ]
        taken = phrase("To be taken out: {counts}; {rows} of {files}.", counts=Listed(tuple(counts)), **_of(found))
        click.echo(taken)
        if found.emptied:
            emptied = counted(
                found.emptied,
                "{count} row of other records points to it; those cells are emptied.",
                "{count} rows of other records point to it; those cells are emptied.",
            )
            click.echo(emptied)
        asked = phrase("There is no way back. Backups made before still hold it. Go on?")
        return yes or confirmed(str(asked))

    kind = screen.table_name(table, here.kinds)
    tell = lambda text: click.echo(f"  {text}", err=True)  # noqa: E731  # said as it goes
    if out.expunge(here, kind, record, order, name, agency, sure, tell) is None:
        click.echo(phrase("Nothing was changed."))
        return
    screen.remember(here.data, name)
    click.echo(phrase("It is out of received files, the register and its history. Releases: publish expunge"))


def _of(found: out.Purge) -> dict[str, object]:
    files = counted(found.files, "{count} received file", "{count} received files")
    return {"rows": screen.of_rows(found.rows), "files": files}
