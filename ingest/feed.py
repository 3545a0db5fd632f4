"""XML feeds to rows: elements that repeat are records, what stands in each becomes its columns.

A feed such as the Voting Information Project's holds several sorts of elements: each is a sheet. An attribute or a
child is a column under its name, a child of a child under both (`Address/City`), one that repeats is a list.
The standard library's expat, held back: a document type, the only place where entities can be declared, is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from ingest.archive import streamed
from ingest.language import Words, phrase
from ingest.once import once
from ingest.problems import Stop, stop
from ingest.text import LONGEST_CELL, MOST_CELLS

Row = tuple[int, list[str]]
Record = dict[str, list[str]]
_CHUNK = 1 << 18
_DEEPEST, _BROADEST, _LONGEST_TAG = 40, 2_000, 8 << 20


@once(8)
def names(path: Path) -> list[str]:
    """The sorts of records, each by the path of its element (`VipObject/PollingLocation`). Raises `Stop`.

    They stand at the first depth at which some element with something inside repeats.
    """
    walk = _Walk(path)
    for _ in walk.records():
        pass
    depth = min((place.count("/") for place in walk.full if walk.counts[place] > 1), default=1)
    return sorted(place for place in walk.full if place.count("/") == depth)


def rows(path: Path, name: str) -> Iterator[Row]:
    """The header as row 0, then every record of one sort with its position. Raises `Stop` (unreadable-file)."""
    header = _header(path, name)
    yield 0, list(header)
    for position, record in enumerate(_Walk(path, name).records(), 1):
        yield position, [";".join(record.get(word, ())) for word in header]


@once(32)
def _header(path: Path, name: str) -> tuple[str, ...]:
    """Every column that some record of one sort has, in the order in which they come."""
    made: dict[str, None] = {}
    for position, record in enumerate(_Walk(path, name).records(), 1):
        made.update(dict.fromkeys(record))
        if len(made) > MOST_CELLS:
            raise stop("wide-row", path.name, position, count=f"{len(made):,}", limit=f"{MOST_CELLS:,}")
    return tuple(made)


class _Walk:
    """One reading of a feed as it streams by. `counts`, `full`: paths of elements, those with something inside."""

    def __init__(self, path: Path, wanted: str = "") -> None:
        self.path, self.wanted = path, wanted
        self.counts: Counter[str] = Counter()
        self.full: set[str] = set()
        self._places: list[str] = []
        self._texts: list[list[str]] = []
        self._record: Record | None = None
        self._done: list[Record] = []
        self._size = 0

    def records(self) -> Iterator[Record]:
        """Every record of the wanted sort: column -> its texts."""
        parser, fed = expat.ParserCreate(), 0
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        try:
            with streamed(self.path) as file:
                while chunk := file.read(_CHUNK):
                    parser.Parse(chunk, False)
                    fed += len(chunk)
                    if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                        raise self._unreadable(phrase("it holds a tag of more than {size} MB", size=_LONGEST_TAG >> 20))
                    yield from self._done
                    self._done = []
            parser.Parse(b"", True)
            yield from self._done
        except expat.ExpatError as error:
            reason = phrase("line {line}: {what}", line=error.lineno, what=expat.ErrorString(error.code))
            raise self._unreadable(phrase("it is not XML ({reason})", reason=reason)) from None
        except (OSError, LookupError, ValueError) as error:
            raise self._unreadable(str(error)) from None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        above = self._places[-1] if self._places else ""
        place = f"{above}/{_local(tag)}" if above else _local(tag)
        self.counts[place] += 1
        if above:
            self.full.add(above)
        if attributes:
            self.full.add(place)
        self._places.append(place)
        self._texts.append([])
        if len(self._places) > _DEEPEST or len(self.counts) > _BROADEST:
            words = phrase(
                "its elements stand more than {depth} deep, or have more than {names} names",
                depth=_DEEPEST,
                names=f"{_BROADEST:,}",
            )
            raise self._unreadable(words)
        if place == self.wanted and self._record is None:
            self._record, self._size = {}, 0
        if self._record is not None:
            for word, value in attributes.items():
                self._put(f"{place[len(self.wanted) + 1 :]}/{_local(word)}".strip("/"), value)

    def _text(self, text: str) -> None:
        if self._record is not None:
            self._size += len(text)
            if self._size > LONGEST_CELL:
                raise stop("long-cell", self.path.name, limit=f"{LONGEST_CELL:,}")
            self._texts[-1].append(text)

    def _end(self, tag: str) -> None:
        place, text = self._places.pop(), "".join(self._texts.pop())
        if self._record is not None and place != self.wanted:
            if text.strip() or place not in self.full:
                self._put(place[len(self.wanted) + 1 :], text)
        elif self._record is not None:
            if text.strip():
                self._put(_local(tag), text)
            self._done.append(self._record)
            self._record = None

    def _put(self, word: str, text: str) -> None:
        assert self._record is not None  # only called inside a record
        self._record.setdefault(word, []).append(text)

    def _refuse(self, *said: object) -> None:
        raise self._unreadable(phrase("it declares a document type, and entities in one can grow without end"))

    def _unreadable(self, reason: Words) -> Stop:
        return stop("unreadable-file", self.path.name, reason=reason)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
