"""What every command is made of: the options that mean the same everywhere, and how each ends, in words."""

from __future__ import annotations

import signal
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import click
from click.core import ParameterSource

from ingest import register
from ingest.declare import ROOT
from ingest.language import (
    ASKED,
    LANGUAGES,
    asked,
    machines_own,
    phrase,
    speaking,
    system,
)
from ingest.newfile import FULL
from ingest.problems import Problem, Stop
from ingest.screen import echo_json, show, told, typed
from ingest.usage import Language, speak

_AS_JSON, _DATA = "record_room.as_json", "record_room.data"


def declared(name: str, where: str, meaning: str) -> Callable[[Any], Any]:
    """An option that names a folder or file with what is declared: this project's own unless another is given."""
    return click.option(
        f"--{name}",
        type=click.Path(path_type=Path),
        default=ROOT / where,
        show_default=f"{where} of this project",
        help=meaning,
    )


def _for_a_machine(ctx: click.Context, option: click.Parameter, is_asked: bool) -> bool:
    """Keep in mind who reads the result, where the commands of a group come to their end."""
    ctx.meta[_AS_JSON] = is_asked
    return is_asked


def _in_a_folder(ctx: click.Context, option: click.Parameter, data: Path) -> Path:
    """Keep in mind a folder that was named: the commands in what we say do not name it."""
    if ctx.get_parameter_source("data") is ParameterSource.COMMANDLINE:
        ctx.meta[_DATA] = data
    return data


# The options that mean the same in every command of both programs.
KINDS = declared("kinds", "kinds/", "What a record is.")
DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("data"),
    show_default=True,
    callback=_in_a_folder,
    help="The folder that holds the records.",
)
BY = click.option("--by", default="", metavar="NAME", help="Who does this. Remembered in the data folder.")
JSON = click.option("--json", "as_json", is_flag=True, callback=_for_a_machine, help="Write the result as JSON.")
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
        except click.exceptions.Exit as end:
            if end.exit_code:  # something is left to be done
                _remind(ctx)
            raise
        except Stop as error:
            refuse(ctx, list(error.problems))
        except click.UsageError as error:
            error.show()
            ctx.exit(error.exit_code)
        except BrokenPipeError:  # whoever read along has seen enough: click ends it quietly
            raise
        except OSError as error:
            code = "disk" if error.errno in FULL else "no-folder"
            refuse(ctx, [Problem(code, str(error.filename or ""), fills={"reason": system(error)})])
        except UnicodeEncodeError:  # bytes that are no letters, in what was typed or in the name of a file
            refuse(ctx, [Problem("no-letters")])
        except MemoryError:
            reason = phrase("it needs more memory than there is")
            refuse(ctx, [Problem("unreadable-file", str(phrase("the file")), fills={"reason": reason})])
        except sqlite3.DatabaseError as error:
            refuse(ctx, [register.refusal(error)])
        except (KeyboardInterrupt, click.Abort):  # the second where a question gets no answer
            refuse(ctx, [Problem("stopped")])

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def refuse(ctx: click.Context, problems: list[Problem]) -> NoReturn:
    """Nothing was done: say why, with --json also on stdout."""
    show(problems)
    if any(program in one.do for one in problems for program in ("ingest ", "publish ")):
        _remind(ctx)
    if ctx.meta.get(_AS_JSON):
        echo_json({"problems": list(map(told, problems))})
    ctx.exit(2)


def _remind(ctx: click.Context) -> None:
    """The commands that were just named work on `data/`, unless they are told otherwise."""
    if _DATA in ctx.meta and not ctx.meta.get(_AS_JSON):
        words = phrase("Add this to each command above: {option}", option=f"--data {typed(ctx.meta[_DATA])}")
        click.echo(words, err=True)


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
