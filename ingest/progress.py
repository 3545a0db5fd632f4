"""How far long work has come: what it says as it goes, and the line that a person sees of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click

from ingest.language import Listed, Words, counted, phrase

ROWS, FILES = phrase("rows"), phrase("files")
_PATIENCE = 2.0  # seconds before anything is shown
_LONG = 100  # seconds, from which on minutes are said
_EVERY, _EVERY_LINE = 0.5, 10.0  # seconds between two showings: in a terminal, and where each is a line of a log


@dataclass(frozen=True)
class Going:
    """How far work has come: rows or files done, problems so far, and the share of the whole, 0 to 1, where known."""

    done: int
    problems: int = 0
    share: float | None = None

    def left(self, seconds: float) -> float | None:
        """How many seconds are left, after as many as this; None where nobody can know."""
        return seconds / self.share - seconds if self.share else None


Progress = Callable[[Going], None]


def silent(going: Going) -> None:
    """For work that nobody watches."""


@contextmanager
def shown(name: str, unit: Words = ROWS) -> Iterator[Progress]:
    """A line on stderr that counts, for work that takes longer than two seconds."""
    started = last = time.monotonic()
    is_terminal, was_shown = sys.stderr.isatty(), False

    def tell(going: Going) -> None:
        nonlocal last, was_shown
        now = time.monotonic()
        if now - started > _PATIENCE and now - last > (_EVERY if is_terminal else _EVERY_LINE):
            last, was_shown = now, True
            line = f"  {name}: {_words(going, unit, now - started)}"
            click.echo(f"\r{line:78}" if is_terminal else line, err=True, nl=not is_terminal)

    try:
        yield tell
    finally:
        if was_shown and is_terminal:
            click.echo("", err=True)


def _words(going: Going, unit: Words, seconds: float) -> Listed:
    parts: list[object] = [f"{going.done:,} {unit}"]
    if going.problems:
        parts.append(counted(going.problems, "{count} problem so far", "{count} problems so far"))
    parts.append(f"{seconds:.0f} s")
    left = going.left(seconds)
    if left is not None and left < _LONG:
        parts.append(phrase("about {seconds} s left", seconds=f"{left:.0f}"))
    elif left is not None:
        parts.append(phrase("about {minutes} minutes left", minutes=f"{left / 60:.0f}"))
    return Listed(tuple(parts))
