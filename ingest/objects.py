"""JSON to rows: one list of objects, alone or under keys; or an object a line. Which list it is, `ingest.wrapped` says.

Read twice as it streams by, first for the names and then for the records, so that memory does not grow with the file.
Numbers keep their digits: they are never made into numbers.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from ingest.language import Words, one_of, phrase
from ingest.once import once
from ingest.problems import stop
from ingest.text import MOST_CELLS, lines, opened

Row = tuple[int, list[str]]
Record = dict[str, Any]
Shape = Callable[[Record], Record]
Place = tuple[str, ...]  # the keys under which a list stands; () for one that stands by itself
_DEEPEST = 4  # keys under which a list is looked for
_CHUNK = 1 << 20
BROKEN: tuple[type[Exception], ...] = (ValueError, OSError, EOFError, zlib.error)  # what a text that is no JSON raises
_NO_LIST = phrase("it does not hold one list of records")
_TOO_DEEP = phrase("its lists and objects nest too deep")
_LONGEST = 8 << 20  # characters of one record: the shortest things in a list take thirty times their text in memory
_BLANKS = re.compile(r"[ \t\r\n]*")


class _Number(str):
    """A number as it was written."""

    __slots__ = ()


class Beyond(ValueError):
    """Another value stands after the first one; `mark` is what it begins with."""

    def __init__(self, mark: str) -> None:
        super().__init__(phrase("something stands after its end"))
        self.mark = mark


class Twice(Exception):
    """A name stands twice in one object, and one of its values would be lost."""


def _object(pairs: list[tuple[str, Any]]) -> Record:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise Twice(next(name for name in names if names.count(name) > 1))
    return made


_decoder = json.JSONDecoder(parse_float=_Number, parse_int=_Number, object_pairs_hook=_object)


def rows(path: Path, is_lines: bool, place: Place = (), shape: Shape = lambda record: record) -> Iterator[Row]:
    """The header as row 0, then every record with its position. `place`: where the list stands, `shape`: what a record
    becomes. Raises `Stop` (unreadable-file, wide-row).
    """
    header = _names(path, is_lines, place, shape)
    yield 0, list(header)
    for position, record in enumerate(records(path, is_lines, place), 1):
        made = shape(record)
        yield position, [text_of(made.get(name)) for name in header]


@once(8)
def _names(path: Path, is_lines: bool, place: Place, shape: Shape) -> tuple[str, ...]:
    """Every name that some record has, in the order in which they come."""
    names: dict[str, None] = {}
    for position, record in enumerate(records(path, is_lines, place), 1):
        names.update(dict.fromkeys(shape(record)))
        if len(names) > MOST_CELLS:
            raise stop("wide-row", path.name, position, count=f"{len(names):,}", limit=f"{MOST_CELLS:,}")
    if not names:
        raise stop("unreadable-file", path.name, reason=_NO_LIST)
    return tuple(names)


def records(path: Path, is_lines: bool, place: Place, sort: type = dict) -> Iterator[Any]:
    """What stands in the list, each of one sort. Raises `Stop` (unreadable-file)."""
    position = 0
    try:
        for record in _lines(path) if is_lines else _listed(path, place):
            position += 1
            if not isinstance(record, sort):
                raise stop("unreadable-file", path.name, reason=_NO_LIST)
            yield record
    except Twice as error:
        twice = phrase(
            'record {position} has the name "{name}" twice, and one value would be lost',
            position=f"{position + 1:,}",
            name=error,
        )
        raise stop("unreadable-file", path.name, reason=twice) from None
    except RecursionError:
        raise stop("unreadable-file", path.name, reason=_TOO_DEEP) from None
    except BROKEN as error:
        reason = _no_json(str(error).splitlines()[0]) if str(error) else phrase("it is cut off")
        raise stop("unreadable-file", path.name, reason=reason) from None


def _no_json(words: str) -> Words:
    """As the library says it: its words come in no language of ours."""
    return phrase('it is not JSON: the program that reads it says "{words}"', words=words)


def _lines(path: Path) -> Iterator[Any]:
    """The object on each line. What is wrong with one is told with its line in the file, blank lines counted."""
    reason: object
    for number, text in lines(path, longest=_LONGEST):
        try:
            record = _decoder.decode(text)
        except Twice as error:
            reason = phrase('it has the name "{name}" twice, and one value would be lost', name=error)
        except RecursionError:
            reason = _TOO_DEEP
        except json.JSONDecodeError as error:  # its own line is always the first: it knows no other
            reason = _no_json(f"{error.msg}: column {error.colno}")
        else:
            if isinstance(record, dict):
                yield record
                continue
            reason = _NO_LIST
        raise stop("unreadable-file", path.name, number, reason=reason)


def _listed(path: Path, place: Place) -> Iterator[Any]:
    with opened(path) as file:
        yield from (item for here, item in Reader(file).items() if not here or here == place)


class Reader:
    """Takes a JSON text value by value from a file, a piece of it in memory at a time. `said`: what stands beside the
    lists."""

    def __init__(self, file: TextIO) -> None:
        self.file, self.text, self.at = file, "", 0
        self.said: dict[Place, Any] = {}

    def mark(self) -> str:
        """What comes next, blanks aside: `[` for a list; "" at the end."""
        return self._peek()

    def items(self) -> Iterator[tuple[Place, Any]]:
        """The items of every list that is no part of another, each with the place of its list."""
        first = self._next()
        if first == "[":
            yield from (((), item) for item in self._items())
        elif first == "{":
            yield from self._under(())
        else:
            raise ValueError(phrase("neither a list nor an object stands at its beginning"))
        if mark := self._peek():
            raise Beyond(mark)

    def _under(self, place: Place) -> Iterator[tuple[Place, Any]]:
        if self._peek() == "}":
            self._next()
            return
        while True:
            here = (*place, str(self._value()))
            self._expect(":")
            mark = self._peek()
            if mark == "[":
                self._next()
                for item in self._items():
                    yield here, item
            elif mark == "{" and len(here) < _DEEPEST:
                self._next()
                yield from self._under(here)
            else:
                self.said[here] = self._value()
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

    def _more(self) -> bool:
        """Read on: twice as much each time, so that a long value is tried a few times only."""
        has = len(self.text) - self.at
        if has >= _LONGEST:
            raise ValueError(phrase("one record has more than {longest} characters", longest=f"{_LONGEST:,}"))
        piece = self.file.read(min(max(_CHUNK, has), _LONGEST - has))
        self.text, self.at = self.text[self.at :] + piece, 0
        return bool(piece)

    def _peek(self) -> str:
        while True:
            self.at = _BLANKS.match(self.text, self.at).end()  # type: ignore[union-attr]  # it matches anything
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
            raise ValueError(phrase("{mark} is missing", mark=one_of(marks)))
        return found


def text_of(value: object) -> str:
    """A value as the text of a cell, its numbers untouched: a list as its parts with `;` between; an object as JSON,
    and so a list that could not be told from another one then.
    """
    if type(value) is str:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(map(text_of, value)) if all(map(_is_plain, value)) else json_of(value)
    return "" if value is None else json_of(value)


def _is_plain(part: object) -> bool:
    """Whether a part of a list can be told from the others where they stand with `;` between."""
    return isinstance(part, bool) or isinstance(part, str) and ";" not in part and bool(part.strip())


def json_of(value: object) -> str:
    """A value as JSON again, every number as it was written."""
    if isinstance(value, _Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json_of(name)}: {json_of(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(json_of, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
