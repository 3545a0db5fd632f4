"""The group of the clerk's commands, and what every command begins with: the data folder, read by its declarations."""

from __future__ import annotations

import glob
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ingest import commands, reasons, register, screen, swap
from ingest.act import recover
from ingest.agencies import Agencies
from ingest.declare import load_kinds
from ingest.language import all_of
from ingest.problems import Problem, stop
from ingest.rights import may_write
from ingest.room import Room

AGENCY = click.option("--agency", default="", metavar="AGENCY", help="Whose file it is: a folder under agencies/.")
FILES = click.argument("files", nargs=-1, required=True, metavar="[TABLE] FILE...")
REASON = click.option("--reason", default="", metavar="REASON", help="Why records change, for example error-corrected.")


@click.group(cls=commands.Group, context_settings={"help_option_names": ["-h", "--help"]})
@commands.KINDS
@commands.declared("agencies", "agencies/", "Who sends what.")
@commands.LANGUAGE
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


def acting(ctx: click.Context, data: Path, by: str) -> tuple[Room, str]:
    """The data folder and who acts in it, once what an earlier run left half done is settled. Raises `Stop`."""
    here = room(ctx, data)
    name = screen.operator(here.data, by)
    screen.show(settled(here))
    return here, name


def settled(here: Room) -> list[Problem]:
    """Finish or forget what an earlier run left half done, and say so."""
    if not here.data.exists() or not may_write(here.data, here.data / register.NAME):
        return []  # whoever may only read leaves it as it is
    half = [Problem("expunge-half")] if swap.recover(here) else []
    return [*half, *recover(here)]


def whose(here: Room, agency: str) -> str:
    """The agency that was asked for, if one was. Raises `Stop` (no-agency)."""
    if agency:
        here.agencies.agency(agency)
    return agency


def why(here: Room, reason: str) -> str:
    """The code of the reason that an act has to have. Raises `Stop` (reason-missing, no-reason)."""
    if not reason:
        raise stop("reason-missing", known=reasons.known(here.kinds))
    return reasons.reason_code(reason, here.kinds)


@contextmanager
def reading(here: Room) -> Iterator[sqlite3.Connection]:
    """The register to be read, closed again whatever happens. Raises `Stop` where there is none."""
    connection = register.read_register(here.data)
    if connection is None:
        raise stop("no-register", str(here.data))
    try:
        yield connection
    finally:
        connection.close()


def named(here: Room, files: tuple[str, ...]) -> tuple[str, list[Path]]:
    """The table, if the first word names one and no file is called that, and the files."""
    first, table = files[0], ""
    if "" in files:
        raise stop("no-file", '""')
    if not Path(first).exists() and not Path(first).suffix:
        here_ = sorted(
            one.name for one in Path(first).parent.glob(f"{glob.escape(Path(first).name)}.*") if one.is_file()
        )
        if here_ and first.replace("-", "_").lower() not in here.kinds.tables:
            raise stop("no-ending", first, files=all_of(here_))
        table = screen.table_name(first, here.kinds)
        files = files[1:]
    if not files:
        raise stop("no-file", first)
    return table, [Path(name) for name in files]
