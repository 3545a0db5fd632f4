"""Which of our columns may a header mean? By our own names and titles, by what other agencies' formats map such a
header to, and by what stands under it. Sure only when name and content agree and nothing else comes close."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import get_close_matches

from ingest.called import Called
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
_CALLED, _CALLED_IN_FULL = 2, 4  # a word of kinds/headers.csv: alone, and after a word for the table
_SUGGESTED = 1  # a word that says too little alone
_OF_WHAT = frozenset(["id", "no", "num", "number", "index", "type", "category", "level", "status", "state"])
_MOSTLY, _ODD = {"integer", "number", "boolean"}, 0.05  # types that a few slips do not make another
_MARKS, _HOT = frozenset(["yes", "no", "x", "1", "0", "true", "false", "y", "n", "t", "f"]), 3
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
    odd: int = 0  # cells that are not of the column's type, so that their rows would be set aside
    is_vague: bool = False


class Dictionary:
    """Spelled header -> the places it may mean, each with its weight."""

    def __init__(self, kinds: Kinds, called: Called, formats: Iterable[Format]) -> None:
        self.kinds = kinds
        self.votes: dict[str, Counter[Place]] = defaultdict(Counter)
        self._words: set[str] = set()
        self._vague: set[str] = set()  # headers that are only ever asked about
        for table in kinds.tables.values():
            for name, column in kinds.mappable(table).items() if not table.made else ():
                if column.table == table.name and name not in {table.key, *_hashes(table)}:
                    self._own(table, name, column)
                    self._called(table, name, called)
        seen = {
            (made.agency, self.keyed(header), one.table, name)
            for made in formats
            for one in made.maps
            for name, cell in one.cells.items()
            for header in cell.headers
            if self.keyed(header) != "id"  # of what, the header does not say
        }
        for _, header, table_name, name in seen:
            self.votes[header][table_name, name] += 1

    def _own(self, table: Table, name: str, column: Column) -> None:
        titles = {spelled(name), spelled(column.title), spelled(column.title_es)}
        for title in {keyed(one) for one in titles | {f"{table.unit.one} {one}" for one in titles}}:
            self.votes[title][table.name, name] += _OWN
            self._words |= set(title.split())

    def _called(self, table: Table, name: str, called: Called) -> None:
        """A column under the words that agencies have for it, alone and after those for its table."""
        for said in called.words(table.name, name):
            word = said.removeprefix("?")
            alone = _CALLED if word == said and word not in _OF_WHAT else _SUGGESTED
            if alone == _SUGGESTED:
                self._vague.add(keyed(word))
            self.votes[keyed(word)][table.name, name] += alone
            self._words |= set(spelled(word).split())
            for whole in called.tables.get(table.name, ()):
                if keyed(f"{whole} {word}") != keyed(word) and word == said:
                    self.votes[keyed(f"{whole} {word}")][table.name, name] += _CALLED_IN_FULL
                self._words |= set(spelled(whole).split())

    def keyed(self, header: str) -> str:
        """A header as it stands in `votes`; of two words run together (`OFFNUM`) each, if both are known."""
        parts = [part for token in spelled(header).split() for part in self._apart(token)]
        return keyed(" ".join(parts))

    def _apart(self, token: str) -> list[str]:
        if token in self._words or len(token) < 5:
            return [token]
        cuts = [(token[:at], token[at:]) for at in range(2, len(token) - 1)]
        found = [cut for cut in cuts if cut[0] in self._words and cut[1] in self._words]
        return list(found[-1]) if found else [token]

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
            votes = [self.votes.get(self.keyed(one.header), Counter()) for one in profiles]
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
        names, key = {one.name: one for one in scope}, self.keyed(profile.header)
        votes = {place: n for place, n in self.votes.get(key, Counter()).items() if place[0] in names}
        if not votes:  # near names are offered, never taken
            near = get_close_matches(key, self.votes, 3, _NEAR)
            votes = {place: 0 for name in near for place in self.votes[name] if place[0] in names}
        own = {title for table in scope for title in (spelled(one.title) for one in table.columns.values())}
        is_vague = key in self._vague and spelled(profile.header) not in own
        made = [
            replace(
                fitted(profile, place, n, self.kinds.mappable(names[place[0]])[place[1]], self.kinds), is_vague=is_vague
            )
            for place, n in votes.items()
        ]
        return sorted(made, key=lambda one: (-one.fits, -one.weight, one.place))

    def settle(self, guessed: list[list[Guess]]) -> list[Guess | None]:
        """The one guess that stands for each header, or None. What one header surely means is no other's any more."""
        made: list[Guess | None] = [None] * len(guessed)
        taken: set[Place] = set()
        while True:
            left = [
                [one for one in guesses if one.place not in taken] if made[at] is None else []
                for at, guesses in enumerate(guessed)
            ]
            sure = {at: guesses[0] for at, guesses in enumerate(left) if is_sure(guesses) and not guesses[0].is_vague}
            wanted = Counter(one.place for one in sure.values())
            best = {place: max(one.weight for one in sure.values() if one.place == place) for place in wanted}
            new = {at: one for at, one in sure.items() if one.weight == best[one.place]}
            twice = Counter(one.place for one in new.values())
            new = {at: one for at, one in new.items() if twice[one.place] == 1}  # two headers for one are a question
            if not new:
                return made
            for at, one in new.items():
                made[at] = one
                taken.add(one.place)


def is_sure(guesses: list[Guess]) -> bool:
    """Whether the first guess stands: it fits, has the weight of two voices, and more than any other."""
    fits = [one.weight for one in guesses if one.fits]
    return bool(fits) and guesses[0].fits and fits[0] >= _VOICES and (len(fits) == 1 or fits[0] > fits[1])


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
    good = set()
    for word in words:
        with suppress(Bad):
            if cleaner(word) not in {None, UNMAPPED} if not split else not codes or fold(word) in codes.spellings:
                good.add(word)
    part = len(good) / len(set(words)) if words else 0.0
    bad = {*profile.said} - good if column.type in _MOSTLY else set()
    odd = sum(profile.words[word] for word in bad)
    is_nearly = bool(words) and column.type in _MOSTLY and odd <= profile.filled * _ODD
    fits = not profile.is_full and (part >= _KNOWN_WORDS if codes else part == 1 or is_nearly)
    told = fits and bool(words) and (column.type != "string" or bool(codes))
    more = _SEEN if told and weight > _SUGGESTED else 0
    return Guess(place, weight + more, tuple(patterns), split, fits, odd if fits else 0)


def _cut(profile: Profile, mark: str, spellings: dict[str, str] | None) -> bool:
    """Whether a mark cuts cells into more words than one: known words, where the column has codes."""
    cut = [word for word in profile.said if mark in word]
    if spellings is None or not cut:
        return bool(cut)
    parts = [fold(part) in spellings for word in cut for part in word.split(mark)]
    return sum(parts) / len(parts) >= _KNOWN_WORDS and not all(fold(word) in spellings for word in cut)


def marks(profiles: list[Profile], scope: list[Table], kinds: Kinds) -> dict[Place, dict[str, str]]:
    """One-hot headers: those that are words of one code list and hold only marks. A column -> header -> code.

    Three of one list are taken; fewer may be there by chance.
    """
    made: dict[Place, dict[str, str]] = {}
    for one in profiles:
        if one.said and {fold(word) for word in one.said} <= _MARKS:
            for table in scope:
                for name, column in table.columns.items():
                    codes = kinds.codes.get(column.codes)
                    if codes and column.is_stored and (code := codes.spellings.get(fold(one.header))) in codes.codes:
                        made.setdefault((table.name, name), {})[one.header] = str(code)
    return {place: codes for place, codes in made.items() if len(codes) >= _HOT}
