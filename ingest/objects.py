"""JSON to rows: one list of objects, alone or under the one key that holds one; or an object a line.

Read twice as it streams by, first for the names and then for the records, so that memory does not grow with the file.
Numbers keep their digits: they are never made into numbers.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from ingest.problems import Stop, stop
from ingest.text import LONGEST_LINE, opened

Row = tuple[int, list[str]]
_CHUNK = 1 << 20
_decoder = json.JSONDecoder(parse_float=str, parse_int=str)


def rows(path: Path, is_lines: bool) -> Iterator[Row]:
    """The header as row 0, then every record with its position. Raises `Stop` (unreadable-file)."""
    try:
        names = dict.fromkeys(name for record in _records(path, is_lines) for name in record)
        if not names:
            raise stop("unreadable-file", path.name, reason="it does not hold one list of records")
        header = list(names)
        yield 0, header
        for position, record in enumerate(_records(path, is_lines), 1):
            yield position, [_text(record.get(name)) for name in header]
    except Stop:
        raise
    except (ValueError, RecursionError, OSError, EOFError, zlib.error) as error:
        reason = f"it is not JSON ({str(error).splitlines()[0] if str(error) else 'it nests too deep'})"
        raise stop("unreadable-file", path.name, reason=reason) from None


def _records(path: Path, is_lines: bool) -> Iterator[dict[str, Any]]:
    with opened(path) as file:
        found = _lines(file) if is_lines else _Reader(file).records()
        for record in found:
            if not isinstance(record, dict):
                raise stop("unreadable-file", path.name, reason="it does not hold one list of records")
            yield record


def _lines(file: TextIO) -> Iterator[Any]:
    while text := file.readline(LONGEST_LINE):
        if text.strip():
            yield _decoder.decode(text)


class _Reader:
    """Takes a JSON text value by value from a file, a piece of it in memory at a time."""

    def __init__(self, file: TextIO) -> None:
        self.file, self.text, self.at = file, "", 0

    def records(self) -> Iterator[Any]:
        """The items of the one list."""
        first = self._next()
        if first == "[":
            yield from self._items()
        elif first == "{":
            yield from self._under_a_key()
        else:
            raise ValueError("neither a list nor an object stands at its beginning")
        if self._peek():
            raise ValueError("something stands after its end")

    def _under_a_key(self) -> Iterator[Any]:
        lists = 0
        if self._peek() == "}":
            self._next()
            return
        while True:
            self._value()
            self._expect(":")
            if self._peek() == "[":
                lists += 1
                if lists > 1:
                    raise ValueError("more than one list stands in it")
                self._next()
                yield from self._items()
            else:
                self._value()
            if self._expect(",}") == "}":
                return

    def _items(self) -> Iterator[Any]:
        if self._peek() == "]":
            self._next()
            return
        while True:
            yield self._value()
            if self._expect(",]") == "]":
                return

    def _value(self) -> Any:
        """The next value, whole. A number at the very end of what was read may go on: then more is read first."""
        self._peek()
        while True:
            try:
                made, end = _decoder.raw_decode(self.text, self.at)
                if end < len(self.text) or not self._more():
                    self.at = end
                    return made
            except ValueError:
                if not self._more():
                    raise
            if len(self.text) - self.at > LONGEST_LINE:
                raise ValueError(f"one value has more than {LONGEST_LINE:,} characters")

    def _more(self) -> bool:
        size = max(_CHUNK, len(self.text) - self.at)  # twice as much each time: a long value is tried a few times only
        piece = self.file.read(size)
        self.text, self.at = self.text[self.at :] + piece, 0
        return bool(piece)

    def _peek(self) -> str:
        while True:
            while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._more():
                return ""

    def _next(self) -> str:
        found = self._peek()
        self.at += 1
        return found

    def _expect(self, marks: str) -> str:
        found = self._next()
        if not found or found not in marks:
            raise ValueError(f"{' or '.join(marks)} is missing")
        return found


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ";".join(_text(item) for item in value)
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
