"""The whole: what the register holds, acts taken back, everything made again; formats, the sample, the messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from ingest import backup as keep
from ingest import begin, deeds, progress, report, screen, status
from ingest import fresh as owed
from ingest import rebuild as again
from ingest import undo as back
from ingest.act import named
from ingest.cli.desk import AGENCY, acting, main, reading, room, settled
from ingest.commands import BY, DATA, JSON
from ingest.declare import ROOT
from ingest.example import try_examples
from ingest.language import counted, phrase
from ingest.portal import PAGE as PORTAL
from ingest.problems import Stop
from ingest.sample import town


@main.command("status")
@DATA
@JSON
@click.option("--today", default="", metavar="DAY", help="What is overdue as of this day. Default: today.")
@click.pass_context
def status_(ctx: click.Context, data: Path, as_json: bool, today: str) -> None:
    """Say what is in the register: acts, records, rows set aside, words without a code, what is overdue.

    Example: ingest status --today 2025-01-15
    """
    day = screen.day(today)
    here = room(ctx, data)
    screen.show(settled(here))
    with reading(here) as connection:
        loads, acts = status.loads(connection), deeds.acts(connection, here)
        records = status.records(connection, here.kinds)
        unmapped = status.unmapped(connection, here.kinds)
        fresh, behind = owed.fresh(connection, here, day)
    if as_json:
        told = {"loads": loads, "acts": acts, "records": records, "unmapped": [vars(one) for one in unmapped]}
        screen.echo_json(told | {"coverage": report.covered(fresh), "behind": behind})
    else:
        report.status(loads, acts, records, unmapped, here.kinds)
        report.freshness(fresh, behind, here.kinds)
    ctx.exit(1 if any(row["still_aside"] for row in loads) or any(one.overdue for one in fresh) else 0)


@main.command()
@click.argument("number", type=int)
@click.option("--again", "over", is_flag=True, help="Do every later act again, without this one.")
@click.option("--reason", default="", metavar="WORDS", help="Why, in your own words. Kept with the act.")
@BY
@DATA
@click.pass_context
def undo(ctx: click.Context, number: int, over: bool, reason: str, by: str, data: Path) -> None:
    """Take a load, a correction or a zero report back. The register is then as if it had never been.

    Example: ingest undo 12 --reason "the wrong month" --by "Ana Ruiz"
    """
    here, name = acting(ctx, data, by)
    made = back.undo(here, number, name, reason, over, lambda text: click.echo(f"  {text}", err=True))
    screen.remember(here.data, name)
    what = made.words.get("file") or named(made.kind)
    click.echo(phrase("Number {number} ({what}) is taken back. The act itself is kept.", number=number, what=what))


@main.command("backup")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write. Default: backup-DAY.zip here.")
@DATA
@click.pass_context
def backup_(ctx: click.Context, out: Path | None, data: Path) -> None:
    """Write all of it into one file: received files, acts, secret, releases, kinds/, agencies/ and portal.yml.

    Example: ingest backup --out backup-june.zip
    """
    here, place = room(ctx, data), out or Path(f"backup-{date.today().isoformat()}.zip")
    kinds, agencies = ctx.obj
    declared = {"kinds": kinds, "agencies": agencies, PORTAL: kinds.resolve().parent / PORTAL}
    screen.show(settled(here))
    with progress.shown(place.name, progress.FILES) as tell:
        made = keep.backup(here, declared, place, _counting(tell))
    click.echo(phrase("Wrote {place}: {count} files, {size} MB. Content: {content}", place=place, **_of(made)))
    click.echo(phrase("It holds private records and the secret of this folder. Keep it where nobody else can read it."))
    _tell_faults(ctx, made)


@main.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@DATA
@click.pass_context
def restore_(ctx: click.Context, file: Path, data: Path) -> None:
    """Put a backup back into a new or empty data folder, once every file of it is what its list says.

    Agencies that are not there are put back with it.

    Example: ingest restore backup-june.zip --data data-again
    """
    here = room(ctx, data)
    with progress.shown(file.name, progress.FILES) as tell:
        made = keep.restore(here, file, _counting(tell))
    click.echo(phrase("Put back {count} files into {place}, {size} MB. Content: {content}", place=data, **_of(made)))
    if made.agencies:
        click.echo(phrase("Put back into agencies/: {names}", names=", ".join(made.agencies)))
    _tell_faults(ctx, made)


def _tell_faults(ctx: click.Context, made: keep.Kept) -> None:
    """Exit code 1 where something of received/ is not what it was: it is kept as it is, and somebody should know."""
    if made.faults:
        click.echo(phrase("What was received is not whole. It was copied as it is:"), err=True)
        screen.show(list(made.faults))
        ctx.exit(1)


def _of(made: keep.Kept) -> dict[str, object]:
    return {"count": f"{made.files:,}", "size": f"{made.size / 1e6:,.1f}", "content": made.content[:16]}


def _counting(tell: progress.Progress) -> Callable[[str], None]:
    """Tells of each file by how many there have been."""
    count = iter(range(1, 1 << 60))
    return lambda name: tell(progress.Going(next(count)))


@main.command("rebuild")
@DATA
@click.pass_context
def rebuild_(ctx: click.Context, data: Path) -> None:
    """Make the register again from what was received, act by act.

    Example: ingest rebuild
    """
    here = room(ctx, data)
    screen.show(settled(here))
    before, after = again.rebuild(here, lambda text: click.echo(f"  {text}", err=True))
    content = after[:16]
    if not before:
        click.echo(
            phrase("There was no register that could be read, so nothing to compare with: {content}", content=content)
        )
    elif before == after:
        click.echo(phrase("The content is the same as before: {content}", content=content))
    else:
        told = phrase(
            "The content differs from before: kinds, formats or this program have changed since: {content}",
            content=content,
        )
        click.echo(told)


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
    names = [agency] if agency else here.agencies.names()
    for name in names:
        here.agencies.agency(name)
    agencies = counted(len(names), "{count} agency", "{count} agencies")
    told = counted(
        len(made),
        "{count} format of {agencies} holds what its example promises.",
        "{count} formats of {agencies} hold what their examples promise.",
        agencies=agencies,
    )
    click.echo(told)


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


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain a problem by its code, the word in square brackets.

    Example: ingest explain no-parent
    """
    for line in screen.explain(code):
        click.echo(line)


@main.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
def init_(folder: Path) -> None:
    """Begin a records room of your own: a folder with kinds/, portal.yml and a place for agencies.

    Example: ingest init records
    """
    begin.room(ROOT, folder)
    if folder.resolve() != Path.cwd():
        click.echo(phrase("Made {folder}. Go there: cd {folder}", folder=folder))
    click.echo(phrase("Every command that is run in the folder reads what stands in it."))
    click.echo(phrase("Change portal.yml. Then begin with an agency's file: ingest draft FILE --agency NAME"))
    click.echo(phrase("Or with our own form: ingest template use-of-force"))
