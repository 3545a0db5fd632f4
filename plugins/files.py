"""Whole files, byte for byte as they are: the downloads of the release, and the portal's stylesheet and fonts.

Only names that stand in the folder answer; there are no folders inside, no listing, and no way out of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette.utils.asgi import NotFound, asgi_send_file

from plugins import release

_CODE = Path(__file__).resolve().parent.parent
PAGES = _CODE if (_CODE / "templates").is_dir() else _CODE / "record_room"  # beside the code, or as it was installed
STATIC = PAGES / "static"
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".parquet": "application/vnd.apache.parquet",
    ".db": "application/vnd.sqlite3",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


async def download(request: Any, datasette: Any, send: Any) -> None:
    """`/downloads/<file>`: a file to keep. Its name, size and checksum stand in the manifest."""
    folder = release.of(datasette).folder / "downloads"
    await whole(send, folder, request.url_vars["file"], keep=True)


async def manifest(datasette: Any, send: Any) -> None:
    """`/manifest.json`: the list of files with their fingerprints."""
    await whole(send, release.of(datasette).folder, "manifest.json", keep=False)


async def static(request: Any, send: Any) -> None:
    """`/static/<file>`: the stylesheet, the fonts and the icon."""
    await whole(send, STATIC, request.url_vars["file"], keep=False)


async def whole(send: Any, folder: Path, name: str, keep: bool) -> None:
    """Send a file of `folder` byte for byte, to keep or to show; NotFound for anything else."""
    path = (folder / name).resolve()
    if not path.is_file() or not path.is_relative_to(folder.resolve()) or path.suffix not in TYPES:
        raise NotFound("")
    kind, name_to_keep = TYPES[path.suffix], path.name if keep else None
    await asgi_send_file(send, str(path), name_to_keep, kind, chunk_size=65536)
