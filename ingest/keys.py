"""Opaque names for records and people: keyed hashes of 16 hexadecimal digits (docs/decisions/0003).

The secret stands in the data folder, readable by its owner only. Without it nobody can turn a case number or a
badge number into a key, or a key back. A new one gives every record another name, so none is made where a load was.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from ingest.problems import stop

NAME = "secret.key"
BREAK, _BYTES = "\x1f", 8
_REMEMBERED = 10_000  # the last keys


class Keys:
    """Makes keys from their parts with one data folder's secret."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._remembered = lru_cache(_REMEMBERED)(self._key)  # a row names its incident again for each of its parts

    def key(self, *parts: str) -> str:
        """The 16-digit key for these parts. The same parts always give the same key in one data folder."""
        return self._remembered(parts)

    def _key(self, parts: tuple[str, ...]) -> str:
        return blake2b(BREAK.join(parts).encode(), key=self._secret, digest_size=_BYTES).hexdigest()

    @property
    def mark(self) -> str:
        """By which this secret is known again, and from which nobody can tell it."""
        return self.key("secret", "mark")

    def tomb(self, table: str, key: str) -> str:
        """What is left of a record that was expunged: enough to know it again, and nothing to find it by."""
        return self.key("tomb", table, key)

    def many(self, before: tuple[str, ...], last: Iterable[str]) -> list[str]:
        """The keys of many records that differ in their last part only."""
        start = blake2b(BREAK.join((*before, "")).encode(), key=self._secret, digest_size=_BYTES)
        made = []
        for part in last:
            one = start.copy()  # the secret and what all have in common are hashed once
            one.update(part.encode())
            made.append(one.hexdigest())
        return made


def has_secret(data: Path) -> bool:
    """Whether a data folder has its secret."""
    return (data / NAME).exists()


def open_keys(data: Path, is_new: bool) -> Keys:
    """The keys of a data folder. One that `is_new` gets its secret now: mode 0600, never overwritten.

    Raises `Stop` (no-secret) where there is none and the folder is not new, or where it cannot be read.
    """
    path = data / NAME
    if not is_new or path.exists():
        return Keys(_secret(path))
    data.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{NAME}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        _name(part, path)
    finally:
        part.unlink(missing_ok=True)
    return Keys(_secret(path))


def _name(part: Path, path: Path) -> None:
    """Give a whole secret its name, unless another run was faster."""
    link = getattr(os, "link", None)  # not every system and file system has them
    try:
        if link:
            link(part, path)
            return
    except FileExistsError:
        return
    except OSError:
        pass
    if not path.exists():
        part.replace(path)


def _secret(path: Path) -> bytes:
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (FileNotFoundError, ValueError):
        secret = b""
    if not secret:
        raise stop("no-secret", str(path))
    return secret
