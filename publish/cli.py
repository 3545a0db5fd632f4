"""The commands that put records before the public: stage, release, status, verify."""

from __future__ import annotations

from pathlib import Path

import click

from ingest import commands, screen
from ingest.commands import BY, DATA, JSON
from ingest.declare import load_kinds
from ingest.language import counted, phrase
from ingest.portal import load_portal
from ingest.problems import Stop, stop
from publish import expunge, manifest
from publish.release import Releases, discard

AS_OF = click.option("--as-of", default="", metavar="DAY", help="What may be public as of this day. Default: today.")
FEWER = click.option(
    "--fewer-rows-are-right", is_flag=True, help="A table lost more than a tenth of its rows, and rightly."
)


@click.group(cls=commands.Group, context_settings={"help_option_names": ["-h", "--help"]})
@commands.KINDS
@commands.declared("portal", "portal.yml", "The portal's own words.")
@commands.LANGUAGE
@click.pass_context
def main(ctx: click.Context, kinds: Path, portal: Path) -> None:
    """Put what may be public before the public: stage it, look at it, release it.

    Example: publish stage --by "Ana Ruiz"
    """
    ctx.obj = kinds, portal


def releases(ctx: click.Context, data: Path) -> Releases:
    """The releases of a data folder."""
    kinds, portal = ctx.obj
    here = Releases(data.resolve(), load_kinds(kinds.resolve()), load_portal(portal.resolve()))
    expunge.settle(here.folder)
    return here


@main.command()
@AS_OF
@BY
@FEWER
@DATA
@click.pass_context
def stage(ctx: click.Context, as_of: str, by: str, fewer_rows_are_right: bool, data: Path) -> None:
    """Build the next release where only this machine sees it.

    Example: publish stage --as-of 2025-01-15 --by "Ana Ruiz"
    """
    here = releases(ctx, data)
    name = screen.operator(here.data, by)
    made = here.stage(name, as_of, fewer_rows_are_right, lambda text: click.echo(f"  {text}", err=True))
    screen.remember(here.data, name)
    click.echo(phrase("Staged release {release}, as of {day}.", release=made["release"], day=made["as_of"]))
    _tables(made)
    click.echo(phrase("Look at it: python -m plugins.serve --release data/releases/staged"))
    click.echo(phrase("Then a second person runs: publish release --by NAME"))


@main.command()
@BY
@click.option("--solo", is_flag=True, help="One person stages and releases. It is written into the manifest.")
@DATA
@click.pass_context
def release(ctx: click.Context, by: str, solo: bool, data: Path) -> None:
    """Make the staged release the public one. A second person does this.

    Example: publish release --by "Sam Lee"
    """
    here = releases(ctx, data)
    name = screen.operator(here.data, by)
    number = here.release(name, solo)
    screen.remember(here.data, name)
    click.echo(phrase("Release {number} is public at the next start of the server.", number=number))


@main.command()
@DATA
@JSON
@click.pass_context
def status(ctx: click.Context, data: Path, as_json: bool) -> None:
    """Say which releases there are, which is current and what is staged.

    Example: publish status
    """
    here = releases(ctx, data)
    current, staged = here.current(), here.staged()
    listed = [manifest.read(here.path(number)) for number in here.numbers()]
    if as_json:
        words = ("release", "as_of", "built_on", "content_root")
        screen.echo_json(
            {
                "current": current,
                "staged": staged,
                "to_be_purged": expunge.pending(here.data, here.paths()),
                "releases": [{word: one.get(word) for word in words} for one in listed],
            }
        )
        return
    for made in listed:
        fills = {"release": made["release"], "day": made["as_of"], "root": str(made["content_root"])[:16]}
        fills["current"] = phrase(" (current)") if made["release"] == current else ""
        click.echo(phrase("release {release}{current}: as of {day}, content root {root}", **fills))
    if staged:
        click.echo(phrase("staged: release {release}, by {by}", release=staged["release"], by=staged["by"]))
    if left := expunge.pending(here.data, here.paths()):
        names = ", ".join(left)
        click.echo(phrase("still to be purged of what was expunged: {names}. Run: publish expunge", names=names))
    if not listed and not staged:
        raise stop("no-releases", str(here.data))


@main.command("expunge")
@DATA
@click.pass_context
def expunge_(ctx: click.Context, data: Path) -> None:
    """Take what was expunged out of every release that is kept. Run it after: ingest expunge.

    Example: publish expunge
    """
    here = releases(ctx, data)
    discard(here)  # what is staged may hold it, and is made again in a minute
    told = expunge.purge(here.data, here.paths(), here.kinds)
    for name, count in told.items():
        here.note({"release": int(name), "expunged": count})
        taken = counted(
            count,
            "release {release}: {count} record taken out; its manifest says so",
            "release {release}: {count} records taken out; its manifest says so",
            release=int(name),
        )
        click.echo(taken)
    if not told:
        click.echo(phrase("No release holds anything that was expunged."))
    else:
        click.echo(phrase("Start the server again. Copies of these releases elsewhere still hold it."))


@main.command()
@click.argument("number", type=int, required=False)
@DATA
@click.pass_context
def verify(ctx: click.Context, number: int | None, data: Path) -> None:
    """Check every file and every cell of a release, or of all of them, against its manifest and the one before.

    Example: publish verify 1
    """
    here = releases(ctx, data)
    numbers = here.numbers()
    wanted = [number] if number else list(range(1, max(numbers, default=0) + 1))
    gone = [one for one in wanted if one not in numbers]
    if not numbers:
        raise stop("no-releases", str(here.data))
    if number in gone:
        raise stop("no-release", release=number)
    if gone:
        raise stop("tampered", file=f"{gone[0]:04}/{manifest.NAME}")
    for one in wanted:
        before = here.path(one - 1) if one > 1 else None
        found = manifest.verify(here.path(one), before)
        if found:
            raise Stop(*found)
        click.echo(phrase("release {release}: every file and every cell is what the manifest says", release=one))


def _tables(made: dict[str, object]) -> None:
    tables = made["tables"]
    if isinstance(tables, dict):
        for name, one in tables.items():
            if not name.startswith("_"):
                click.echo(f"  {name}: {screen.of_rows(one['rows'])}")
