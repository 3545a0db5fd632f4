"""Opaque names for records and people: keyed hashes of 16 hexadecimal digits (docs/decisions/0003).

The secret stands in the data folder, readable by its owner only. Without it nobody can turn a case number or a
badge number into a key, or a key back.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

_NAME = "secret.key"
_BREAK, _BYTES = "\x1f", 8
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
        return blake2b(_BREAK.join(parts).encode(), key=self._secret, digest_size=_BYTES).hexdigest()

    def tomb(self, table: str, key: str) -> str:
        """What is left of a record that was expunged: enough to know it again, and nothing to find it by."""
        return self.key("tomb", table, key)

    def many(self, before: tuple[str, ...], last: Iterable[str]) -> list[str]:
        """The keys of many records that differ in their last part only."""
        start = blake2b(_BREAK.join((*before, "")).encode(), key=self._secret, digest_size=_BYTES)
        made = []
        for part in last:
            one = start.copy()  # the secret and what all have in common are hashed once
            one.update(part.encode())
            made.append(one.hexdigest())
        return made


def open_keys(data: Path) -> Keys:
    """The keys of a data folder; makes its secret on first use, mode 0600, never overwritten."""
    data.mkdir(parents=True, exist_ok=True)
    path = data / _NAME
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Keys(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return open_keys(data)
