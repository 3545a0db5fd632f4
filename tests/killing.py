"""Commands in processes of their own, to be killed: at a random moment, or at a named point inside the code.

The processes are forked from a clean one that has everything imported, so that a run is all work and no waiting.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from resource import RUSAGE_SELF, getrusage
from typing import Any

STARTED, EXAMINING, WRITING, COMMITTING, COMMITTED, ENDED = range(6)
Jobs = list[tuple[str, list[str]]]
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["killing", "ingest.cli", "publish.cli", "rooms"])


@dataclass
class Worker:
    """A running process; `mark` says how far its load has come."""

    process: Any
    mark: Any
    held: Any
    peak: Any  # bytes of memory that it took at most, once it has ended by itself

    def kill(self) -> int:
        """kill -9; how far it had come."""
        self.process.kill()
        self.process.join()
        return int(self.mark.value)

    @property
    def was_killed(self) -> bool:
        return bool(self.process.exitcode == -9)

    def reach(self, mark: int) -> None:
        """Wait until the load has come so far, or is over."""
        while self.mark.value < mark and self.process.is_alive():
            time.sleep(0.0005)

    def wait(self) -> int:
        self.process.join()
        return int(self.process.exitcode)


def start(jobs: Jobs, hold: str = "", limit: int = 0, memory: int = 0) -> Worker:
    """Run commands one after another. `hold` names a function, as `module:name`, at whose end the process stops and
    waits to be killed; `limit` is the size in bytes that no file may outgrow (a full disk), `memory` all it may hold.
    """
    # without locks: a process that is killed while it holds one would keep it for ever
    mark, peak = _context.Value("i", STARTED, lock=False), _context.Value("q", 0, lock=False)
    held = _context.Event()
    process = _context.Process(target=_work, args=(jobs, mark, held, peak, hold, limit, memory), daemon=True)
    process.start()
    return Worker(process, mark, held, peak)


def _work(jobs: Jobs, mark: Any, held: Any, peak: Any, hold: str, limit: int, memory: int) -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    _watch(mark)
    if hold:
        _hold(hold, held)
    mains = {name: import_module(f"{name}.cli").main for name in ("ingest", "publish")}
    if limit or memory:
        import resource

        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    code = 0
    for program, words in jobs:
        code = mains[program].main(words, standalone_mode=False) or 0
        if code:
            break
    mark.value = ENDED
    peak.value = getrusage(RUSAGE_SELF).ru_maxrss << 10
    os._exit(int(code))


def _watch(mark: Any) -> None:
    """Note in `mark` how far a load has come."""
    examine, settle, register = (import_module(f"ingest.{name}") for name in ("examine", "settle", "register"))
    real_examine, real_settle, real_transaction = examine.examine, settle.settle, register.transaction

    def examining(*rest: Any, **more: Any) -> Any:
        mark.value = EXAMINING
        return real_examine(*rest, **more)

    def settling(*rest: Any, **more: Any) -> Any:
        mark.value = WRITING
        return real_settle(*rest, **more)

    @contextmanager
    def transaction(connection: Any) -> Iterator[None]:
        with real_transaction(connection):
            yield
            if mark.value == WRITING:
                mark.value = COMMITTING  # the next statement is COMMIT
        if mark.value == COMMITTING:
            mark.value = COMMITTED

    examine.examine, settle.settle, register.transaction = examining, settling, transaction


def _hold(point: str, held: Any) -> None:
    """Let a function run once, then say so and wait for the end."""
    place, _, name = point.rpartition(":")
    module, _, inner = place.partition(":")
    owner = getattr(import_module(module), inner) if inner else import_module(module)
    real: Callable[..., Any] = getattr(owner, name)

    def holding(*rest: Any, **more: Any) -> Any:
        made = real(*rest, **more)
        held.set()
        time.sleep(120)
        return made

    setattr(owner, name, holding)
