"""Which keys have come before, in a whole file: exactly, and in little memory however many they are.

A set of a million keys takes a hundred megabytes. From some number of keys on they are kept as what they are, eight
bytes each: two choose a bucket, the other six stand in it.
"""

from __future__ import annotations

from collections.abc import Collection

MOST = 300_000  # keys that are kept in the quick way, in all the sets of one file together
_WHOLE, _REST = 8, 6  # bytes of a key as `keys` makes them, and of what stands in its bucket


class Seen:
    """Keys that were seen. `most`: how many are kept in the quick way."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._quick: set[str] = set()
        self._buckets: dict[bytes, bytearray] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._quick or bool(self._buckets) and self._is_packed(key)

    def add(self, key: str) -> bool:
        """Note a key. True where it is new."""
        if key in self:
            return False
        self._quick.add(key)
        if len(self._quick) > self._most:
            self._pack()
        return True

    def add_all(self, keys: Collection[str]) -> bool:
        """Note many keys. False, and nothing noted, where one of them is there or comes twice."""
        distinct = set(keys)
        if len(distinct) != len(keys) or not self._quick.isdisjoint(distinct):
            return False
        if self._buckets and any(map(self._is_packed, distinct)):
            return False
        self._quick |= distinct
        if len(self._quick) > self._most:
            self._pack()
        return True

    def _is_packed(self, key: str) -> bool:
        whole = _bytes(key)
        if whole is None:
            return False
        bucket, rest = self._buckets.get(whole[:2], b""), whole[2:]
        at = bucket.find(rest)
        while at > 0 and at % _REST:  # across the border of two keys
            at = bucket.find(rest, at + 1)
        return at >= 0

    def _pack(self) -> None:
        """Keep in few bytes what was kept in the quick way."""
        readable = set()
        for key in self._quick:
            whole = _bytes(key)
            if whole is None:
                readable.add(key)
            else:
                self._buckets.setdefault(whole[:2], bytearray()).extend(whole[2:])
        self._quick = readable
        self._most = max(self._most, 2 * len(readable))


def _bytes(key: str) -> bytes | None:
    """The eight bytes of a key that was made; None for one that can be read, which stays in the quick way."""
    try:
        whole = bytes.fromhex(key)
    except ValueError:
        return None
    return whole if len(whole) == _WHOLE and whole.hex() == key else None
