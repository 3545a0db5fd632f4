"""One-hot headers: columns that hold only marks, under headers that are words of one code list.

A header goes to one list: the one that most of its siblings fit. Where two fit as well, a person is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.codelist import fold
from ingest.fit import Place
from ingest.profile import Profile
from ingest.schema import Kinds, Table

_MARKS, _HOT = frozenset(["yes", "no", "x", "1", "0", "true", "false", "y", "n", "t", "f"]), 3


@dataclass
class Marks:
    """What marks mean: a column -> header -> code; and headers that fit several columns, with those."""

    sure: dict[Place, dict[str, str]] = field(default_factory=dict)
    asked: dict[tuple[str, ...], list[Place]] = field(default_factory=dict)

    @property
    def headers(self) -> set[str]:
        """Every header that is one of these."""
        sure = {header for codes in self.sure.values() for header in codes}
        return sure.union(*self.asked)


def marks(profiles: list[Profile], scope: list[Table], kinds: Kinds) -> Marks:
    """The one-hot headers of a file. Three of one list are needed; fewer may be there by chance.

    A column that nobody has marked yet goes with its siblings.
    """
    used = {one.header for one in profiles if one.said}
    fitting = _fitting(profiles, scope, kinds)
    lists = {place: codes for place, codes in fitting.items() if len(used & codes.keys()) >= _HOT}
    kept: dict[Place, dict[str, str]] = {}
    for place, codes in sorted(lists.items(), key=lambda one: -len(one[1])):
        rivals = [rival.keys() for rival in kept.values() if rival.keys() & codes.keys()]
        own = codes.keys() - {header for rival in rivals for header in rival}
        if not rivals or len(own) >= _HOT or codes.keys() in rivals:
            kept[place] = codes
    return _settled(kept)


def _fitting(profiles: list[Profile], scope: list[Table], kinds: Kinds) -> dict[Place, dict[str, str]]:
    """Every column with codes -> the headers over marks that are words of its list, with their codes."""
    made: dict[Place, dict[str, str]] = {}
    for one in profiles:
        if not one.is_full and {fold(word) for word in one.said} <= _MARKS:
            for table in scope:
                for name, column in table.columns.items():
                    codes = kinds.codes.get(column.codes)
                    if codes and column.is_stored and (code := codes.spellings.get(fold(one.header))) in codes.codes:
                        made.setdefault((table.name, name), {})[one.header] = str(code)
    return made


def _settled(kept: dict[Place, dict[str, str]]) -> Marks:
    """A header that only one list has is sure; one that two have is asked about, with the others that the two have."""
    made = Marks()
    for header in dict.fromkeys(header for codes in kept.values() for header in codes):
        places = [place for place, codes in kept.items() if header in codes]
        if len(places) == 1:
            made.sure.setdefault(places[0], {})[header] = kept[places[0]][header]
        else:
            made.asked = _joined(made.asked, header, places)
    return made


def _joined(
    asked: dict[tuple[str, ...], list[Place]], header: str, places: list[Place]
) -> dict[tuple[str, ...], list[Place]]:
    """The questions with one more header: together with the headers that fit the same columns."""
    for headers, others in asked.items():
        if others == places:
            return {headers + (header,) if key == headers else key: one for key, one in asked.items()}
    return {**asked, (header,): places}
