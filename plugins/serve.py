"""Serve a release: `python -m plugins.serve [--release FOLDER] [--port 8001]`.

Which release is served is looked up once, when the server starts; a switch is a new start. (Threads open the file by
its path, so following a changing name would mix two releases.) The process may take MEMORY_BYTES and no more.

Exit 0 when stopped; 2 when nothing could be served: no release, a file that is not one, or the port is taken.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import errno
import socket
import sqlite3
import sys
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils import parse_metadata

from plugins import choices, doors, errors, facets, files, guard, headers, pages, release, words

try:
    import resource
except ImportError:  # Windows has no such limits; SQLite's own heap limit still holds
    resource = None  # type: ignore[assignment]  # said so above

HOST = "127.0.0.1"
MEMORY_BYTES = 512 * 1024 * 1024
TEMPLATES = files.PAGES / "templates"
HOOKS = (choices, doors, errors, facets, guard, headers, pages, words)
SETTINGS = {
    "default_page_size": 25,
    "max_returned_rows": 5000,
    "num_sql_threads": 4,
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 1000,
    "suggest_facets": False,
    "default_allow_sql": True,
    "allow_download": True,  # the release is public to the last byte
    "max_csv_mb": 0,  # 0: no limit, so no file is cut in silence
    "default_cache_ttl": 60,
    "truncate_cells_html": 0,
}


class NothingToServe(Exception):
    """One sentence that says why there is nothing to serve and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m plugins.serve", description="Serve a release as web pages.")
    parser.add_argument("--release", type=Path, help="folder of the release (default: the one data/current names)")
    parser.add_argument("--port", type=int, default=8001, help="port on this machine (default: 8001)")
    parser.add_argument("--host", default=HOST, help=f"address to listen at (default: {HOST}, this machine only)")
    chosen = parser.parse_args(arguments)
    try:
        folder = found(chosen.release or current(Path("data")))
        listening = listen(chosen.port, chosen.host)
        server = Server(uvicorn.Config(application(folder).app(), log_level="warning", server_header=False))
    except NothingToServe as reason:
        print(reason, file=sys.stderr)
        return 2
    hold_memory()
    number = release.read(str(folder / "records.db")).number
    address = f"http://{chosen.host}:{listening.getsockname()[1]}"
    server.ready = f"Record Room is ready at {address} (release {number}). Press Ctrl-C to stop."
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(server.serve(sockets=[listening]))
    return 0


class Server(uvicorn.Server):
    """Says that it is ready when it listens, not before."""

    ready = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(self.ready, flush=True)


def current(data: Path) -> Path:
    """The folder of the release that `data/current` names: a symlink to it, or a file that holds its number."""
    name = data / "current"
    if name.is_dir():
        return name.resolve()
    if name.is_file():
        return data / "releases" / name.read_text(encoding="utf-8").strip()
    raise NothingToServe(f"There is no release yet: {name} does not exist. Run “make demo” to make one.")


def found(folder: Path) -> Path:
    """`folder`, made sure that a release stands in it."""
    path = folder / "records.db"
    if not path.is_file():
        raise NothingToServe(f"There is no release in {folder}: it has no records.db. Choose another with --release.")
    try:
        release.read(str(path.resolve()))
    except (sqlite3.Error, KeyError, TypeError) as wrong:
        raise NothingToServe(f"{path} is not a release of this portal ({wrong}). Build it again.") from wrong
    return folder.resolve()


def application(folder: Path) -> Any:
    """Datasette with the release opened as the immutable database `records`."""
    for module in HOOKS:
        if not pm.is_registered(module):  # registered already where the package is installed, by its entry points
            pm.register(module)
    metadata = folder / "metadata.yml"
    return Datasette(
        immutables=[str(folder / "records.db")],
        metadata=parse_metadata(metadata.read_text(encoding="utf-8")) if metadata.is_file() else None,
        template_dir=str(TEMPLATES),
        settings=SETTINGS,
    )


def listen(port: int, host: str = HOST) -> socket.socket:
    """A socket, on this machine only unless another address is named; asked for first, so that a taken port is one
    sentence."""
    # The protocol is named because asyncio sends small answers at once only on sockets that say TCP.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as wrong:
        listening.close()
        if isinstance(wrong, socket.gaierror) or wrong.errno == errno.EADDRNOTAVAIL:
            raise NothingToServe(f"{host} is no address of this machine. Choose another with --host.") from wrong
        raise NothingToServe(f"Port {port} is taken. Stop the other program or choose another with --port.") from wrong
    return listening


def hold_memory() -> None:
    """Cap what this process may take, so that one question cannot take the machine with it."""
    guard.hold_memory()
    if resource is None:
        return
    # RLIMIT_DATA counts what is really taken; RLIMIT_AS, where that is all there is, also what is only set aside.
    for name, room in (("RLIMIT_DATA", 1), ("RLIMIT_AS", 6)):
        limit = getattr(resource, name, None)
        if limit is not None:
            with contextlib.suppress(ValueError, OSError):  # a system may refuse; the other limits still hold
                resource.setrlimit(limit, (MEMORY_BYTES * room, resource.getrlimit(limit)[1]))


if __name__ == "__main__":
    sys.exit(main())
