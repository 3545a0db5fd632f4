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
from typing import Any

import click

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
from ingest.screen import show
from ingest.usage import Language, speak


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
        except (KeyboardInterrupt, click.Abort):  # the second where a question gets no answer
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
