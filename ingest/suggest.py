"""Which of our columns may a header mean? By our own names and titles, by what other agencies' formats map such a
header to, and by what stands under it. Sure only when name and content agree and nothing else comes close."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches

from ingest.clean import Bad, Cleaner
from ingest.codelist import UNMAPPED, fold
from ingest.formats import Format
from ingest.problems import stop
from ingest.profile import NOTHING, Profile
from ingest.schema import Column, Kinds, Table

Place = tuple[str, str]  # a table and one of its columns
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SURE, _VOICES, _NEAR, _KNOWN_WORDS = 0.75, 2, 0.85, 0.5
_OWN = 3  # our own name for a column weighs as much as three agencies' use of another
_SEEN = 1  # content that only this type or code list explains is a voice too
SEPARATORS = ("|", ";", ",")


def spelled(header: str) -> str:
    """A header as names are compared: `OffenseDate`, `offense_date` and `Offense Date` are one."""
    return fold(_HUMP.sub(" ", header).replace("_", " "))


def keyed(header: str) -> str:
    """A header's words in alphabetical order: `Date Received` and `received_date` are one, too."""
    return " ".join(sorted(set(spelled(header).split()) - {"of", "the"}))


@dataclass(frozen=True)
class Guess:
    """One column that a header may mean, with the date patterns and separator that its content asks for."""

    place: Place
    weight: int
    patterns: tuple[str, ...] = ()
    split: str = ""
    fits: bool = True


class Dictionary:
    """Spelled header -> the places it may mean, each with its weight."""

    def __init__(self, kinds: Kinds, formats: Iterable[Format]) -> None:
        self.kinds = kinds
        self.votes: dict[str, Counter[Place]] = defaultdict(Counter)
        for table in kinds.tables.values():
            for name, column in kinds.mappable(table).items() if not table.made else ():
                if column.table == table.name and name not in {table.key, *_hashes(table)}:
                    titles = {spelled(name), spelled(column.title), spelled(column.title_es)}
                    for title in {keyed(one) for one in titles | {f"{table.unit.one} {one}" for one in titles}}:
                        self.votes[title][table.name, name] += _OWN
        seen = {
            (made.agency, keyed(header), one.table, name)
            for made in formats
            for one in made.maps
            for name, cell in one.cells.items()
            for header in cell.headers
            if keyed(header) != "id"  # of what, the header does not say
        }
        for _, header, table_name, name in seen:
            self.votes[header][table_name, name] += 1

    def scope(self, profiles: list[Profile], asked: str = "", file: str = "") -> list[Table]:
        """The whole whose records the file holds, and its parts: as asked, as the file is called, or as headers say.

        Raises `Stop` (draft-table) when two come close.
        """
        heads = [one for one in self.kinds.tables.values() if not one.parent and not one.made]

        def within(head: Table) -> list[Table]:
            made = [head]
            for one in made:
                made += self.kinds.parts(one.name)
            return made

        def score(head: Table) -> float:
            names = {one.name for one in within(head)}
            votes = [self.votes.get(keyed(one.header), Counter()) for one in profiles]
            return sum(
                sum(n for (table, _), n in each.items() if table in names) / each.total() for each in votes if each
            )

        if asked:
            return next(within(head) for head in heads if asked in {one.name for one in within(head)})
        named = [head for head in heads if spelled(head.name) in spelled(file)]
        if len(named) == 1:
            return within(named[0])
        best, second = sorted(heads, key=score, reverse=True)[:2]
        if score(second) >= _SURE * score(best):
            raise stop("draft-table", file, one=best.name, other=second.name)
        return within(best)

    def guesses(self, profile: Profile, scope: list[Table]) -> list[Guess]:
        """The columns that a header may mean, the likeliest first."""
        names = {one.name: one for one in scope}
        votes = {place: n for place, n in self.votes.get(keyed(profile.header), Counter()).items() if place[0] in names}
        if not votes:  # near names are offered, never taken
            near = get_close_matches(keyed(profile.header), self.votes, 3, _NEAR)
            votes = {place: 0 for name in near for place in self.votes[name] if place[0] in names}
        made = [
            fitted(profile, place, n, self.kinds.mappable(names[place[0]])[place[1]], self.kinds)
            for place, n in votes.items()
        ]
        return sorted(made, key=lambda one: (-one.fits, -one.weight, one.place))

    def is_sure(self, guesses: list[Guess]) -> bool:
        """Whether the first guess stands: it fits, more than one voice says so, and it has most of their weight."""
        fits = [one.weight for one in guesses if one.fits]
        return bool(fits) and fits[0] >= _VOICES and fits[0] >= _SURE * sum(fits)


def _hashes(table: Table) -> set[str]:
    """The columns that only a pseudonym fills."""
    return {name for column in table.columns.values() for name, how in column.coarsen.items() if how == "pseudonym"}


def fitted(profile: Profile, place: Place, weight: int, column: Column, kinds: Kinds) -> Guess:
    """A guess, weighed by what stands in the column: every word must be of its type, half of the words of its codes."""
    patterns = profile.patterns if column.type in {"date", "time", "datetime"} else []
    codes = kinds.codes.get(column.codes)
    marks = SEPARATORS if column.type == "array" or codes else ()
    split = next((mark for mark in marks if _cut(profile, mark, codes.spellings if codes else None)), "")
    words = [part.strip() for word in profile.said for part in (word.split(split) if split else [word])]
    cleaner = Cleaner(column, codes, frozenset(NOTHING), {}, tuple(patterns[:1]), (split,) if split else ())
    good = 0
    for word in words:
        with suppress(Bad):
            good += cleaner(word) not in {None, UNMAPPED} if not split else not codes or fold(word) in codes.spellings
    part = good / len(words) if words else 0.0
    fits = not profile.is_full and (part >= _KNOWN_WORDS if codes else part == 1)
    told = fits and bool(words) and (column.type != "string" or bool(codes))
    return Guess(place, weight + (_SEEN if told and weight else 0), tuple(patterns), split, fits)


def _cut(profile: Profile, mark: str, spellings: dict[str, str] | None) -> bool:
    """Whether a mark cuts cells into more words than one: known words, where the column has codes."""
    cut = [word for word in profile.said if mark in word]
    if spellings is None or not cut:
        return bool(cut)
    parts = [fold(part) in spellings for word in cut for part in word.split(mark)]
    return sum(parts) / len(parts) >= _KNOWN_WORDS and not all(fold(word) in spellings for word in cut)
