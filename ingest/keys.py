"""Opaque names for records and people: keyed hashes, cut to 16 hexadecimal digits (standard.md, 0.1).

The secret stands in the data folder, readable by its owner only. Without it nobody can turn a case number or a
badge number into a key, or a key back.
"""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

_NAME = "secret.key"
_BREAK = "\x1f"


class Keys:
    """Makes keys from their parts with one data folder's secret."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def key(self, *parts: str) -> str:
        """The 16-digit key for these parts. The same parts always give the same key in one data folder."""
        return hmac.digest(self._secret, _BREAK.join(parts).encode(), "sha256")[:8].hex()


def open_keys(data: Path) -> Keys:
    """The keys of a data folder; makes its secret on first use, mode 0600, never overwritten."""
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
