"""Which record is this? Its key, and the keys of the records it points to (formats.md, section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ingest.clean import Value
from ingest.keys import BREAK, Keys
from ingest.mending import Row
from ingest.schema import Kinds, Table
from ingest.seen import MOST, Seen

Made = Mapping[str, Sequence[str]]  # table -> the keys of the records that the same source row made


class Namer:
    """Names the records of one agency's file. `numbers_of`: table -> the other agency whose numbers the file gives."""

    def __init__(self, kinds: Kinds, keys: Keys, agency: str, numbers_of: Mapping[str, str]) -> None:
        self.kinds, self.keys, self.agency, self.numbers_of = kinds, keys, agency, numbers_of
        self._first: dict[str, Seen] = {}  # table -> parents of which one part was counted
        self._more: dict[tuple[str, str], int] = {}  # of those with more parts, how many
        self.row: Row | None = None  # that was set aside, where the file brings such rows back

    def number_key(self, table: Table, parent: str, parts: Iterable[Value]) -> str | None:
        """The key that a record's number gives it, or None when a part of the number is missing."""
        texts = [str(part) for part in parts if part is not None]
        if len(texts) != len(table.number) or not texts:
            return None
        if table.readable_key:
            return "-".join(texts).casefold()
        return self.keys.key(table.name, parent or self.numbers_of.get(table.name, self.agency), *texts)

    def number_keys(
        self, table: Table, numbers: Sequence[Sequence[Value]], parents: Sequence[str] | None, rows: int
    ) -> list[str]:
        """The same for whole columns of numbers, and of parents where a table has them; "" where one is missing."""
        if not numbers:
            return [""] * rows
        if parents is None:
            if len(numbers) == 1 and not table.readable_key and None not in numbers[0]:
                whose = self.numbers_of.get(table.name, self.agency)
                return self.keys.many((table.name, whose), map(str, numbers[0]))
            return [self.number_key(table, "", parts) or "" for parts in zip(*numbers, strict=True)]
        if len(numbers) == 1 and not table.readable_key and None not in numbers[0] and "" not in parents:
            return self.keys.many((table.name,), map(BREAK.join, zip(parents, map(str, numbers[0]), strict=True)))
        whole = zip(parents, zip(*numbers, strict=True), strict=True)
        return [self.number_key(table, parent, parts) or "" if parent else "" for parent, parts in whole]

    def content_key(self, table: Table, parent: str, values: Iterable[Value]) -> str:
        """The key of a record without a number that is one with every other of the same content and parent."""
        return self.keys.key(table.name, parent or self.agency, *map(repr, values))

    def place_key(self, table: Table, parent: str) -> str:
        """The key of a part without a number: its place among its parent's parts in this file. One that a mended row
        tells of comes beside those that are there, whose places are taken: the row that it was gives it its own.
        """
        whose = parent if self.row is None else f"{parent}#{self.row[0]}#{self.row[1]}"
        place = 1
        if not self._first.setdefault(table.name, Seen(MOST // 4)).add(whose):
            place = self._more[table.name, whose] = self._more.get((table.name, whose), 1) + 1
        return self.keys.key(table.name, whose, f"#{place}")

    def person(self, target: str, value: Value) -> str | None:
        """A made-up number for a person, the same in every table of one agency that has this column."""
        return None if value is None else self.keys.key(target, self.agency, str(value))

    def above(self, table: Table, named: Mapping[str, Value], made: Made) -> tuple[str | None, list[str | None]]:
        """The key of a row's parent ("" for a table that is no part), and of its parent and links as values."""
        if not table.parent:
            return "", []
        parent = self.key_of(table.parent, named, made, "", table)
        if parent is None:
            return None, []
        links = [self._link(name, named, made, parent, table) for name in table.links]
        return parent, [parent, *links]

    def _link(self, name: str, named: Mapping[str, Value], made: Made, parent: str, table: Table) -> str | None:
        keys = set(made.get(name, ()))
        if keys:
            return keys.pop() if len(keys) == 1 else None
        return self.by_number(self.kinds.tables[name], named, parent, table)

    def key_of(self, name: str, named: Mapping[str, Value], made: Made, parent: str, table: Table) -> str | None:
        """The key of the one record of another table that a row means: by the number it gives, else by what it made."""
        key = self.by_number(self.kinds.tables[name], named, parent, table) if named else None
        if key:
            return key
        keys = set(made.get(name, ()))
        return keys.pop() if len(keys) == 1 else None

    def by_number(self, other: Table, named: Mapping[str, Value], parent: str, table: Table) -> str | None:
        """The key of a record of another table by its number alone, as far as a row of this one gives it."""
        above = ""
        if other.parent:
            same = other.parent == table.parent and parent
            above = same or self.by_number(self.kinds.tables[other.parent], named, "", table) or ""
            if not above:
                return None
        return self.number_key(other, above, (named.get(name) for name in other.number))
