"""What became of the texts of a column so far. Real columns repeat, so each **distinct** text is cleaned once.

A bad text gives None, and stands in `bad` with what is wrong: whoever takes a value asks there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.clean import Bad, Cleaner, Value

_REMEMBERED = 50_000  # distinct texts a column may have before its memory is emptied
_BAD = 1_000  # the same for bad ones


class Memory(dict[str, Value]):
    """The memory of a column: text -> stored value."""

    def __init__(self, cleaner: Cleaner) -> None:
        super().__init__()
        self.cleaner = cleaner
        self.bad: dict[str, Bad] = {}

    def __missing__(self, text: str) -> Value:
        if text in self.bad:
            return None
        cleaner = self.cleaner
        cleaner.counted = False
        try:
            value = cleaner(text)
        except Bad as bad:
            self.bad[text] = bad.with_traceback(None)  # which would hold the rows that were at hand
            return None
        if not cleaner.counted:  # what is counted must be counted every time
            if len(self) >= _REMEMBERED:
                self.clear()
            self[text] = value
        return value

    def many(self, texts: Sequence[str]) -> Sequence[Value]:
        """The values of some rows. Bad texts of earlier rows may be forgotten now, those of these rows are not."""
        self.forget()
        return list(map(self.__getitem__, texts))

    def forget(self) -> None:
        """Let go of bad texts, where many were kept."""
        if len(self.bad) > _BAD:
            self.bad.clear()

    def wrong(self, texts: Iterable[str]) -> list[tuple[int, Bad]]:
        """The places of bad texts among those that `many` took last, each with what is wrong."""
        if not self.bad or self.bad.keys().isdisjoint(texts):
            return []
        return [(at, self.bad[text]) for at, text in enumerate(texts) if text in self.bad]


class Passing(Memory):
    """The same for a column of free text or numbers, which seldom repeat: nothing good is remembered, and plain text
    passes as it is."""

    def __missing__(self, text: str) -> Value:
        stripped = text.strip()
        if stripped and text.isascii() and "\0" not in text and stripped not in self.cleaner.missing:
            return stripped if self.cleaner.is_number else text
        value = super().__missing__(text)
        self.clear()
        return value

    def many(self, texts: Sequence[str]) -> Sequence[Value]:
        """A whole column at once, when no cell of it needs a closer look."""
        whole, missing = "".join(texts), self.cleaner.missing
        if "\0" in whole or not (whole.isascii() or _is_text(whole)):
            return super().many(texts)
        if missing and not missing.isdisjoint(map(str.strip, texts)):
            return super().many(texts)
        cleaned = list(map(str.strip, texts)) if self.cleaner.is_number else texts
        if "" not in cleaned:
            return cleaned
        return super().many(texts) if self.cleaner.column.required else [text or None for text in cleaned]


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def memory(cleaner: Cleaner) -> Memory:
    """The memory that suits a column."""
    plain = cleaner.column.type == "string" and not cleaner.column.codes and not cleaner.separators
    return Passing(cleaner) if plain else Memory(cleaner)
