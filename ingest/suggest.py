"""Which of our columns may a header mean? By our own names and titles, by what other agencies' formats map such a
header to, and by what stands under it. Sure only when name and content agree and nothing else comes close."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from ingest.called import Called
from ingest.codelist import fold
from ingest.fit import SUGGESTED, Guess, Place, fitted
from ingest.formats import Format
from ingest.problems import stop
from ingest.profile import Profile
from ingest.schema import Column, Kinds, Table

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SURE, VOICES, _NEAR = 0.75, 2, 0.85
_OWN = 3  # our own name for a column weighs as much as three agencies' use of another
_CALLED, _CALLED_IN_FULL = 2, 4  # a word of kinds/headers.csv: alone, and after a word for the table
_OF_WHAT = frozenset(["id", "no", "num", "number", "index", "type", "category", "level", "status", "state"])


def spelled(header: str) -> str:
    """A header as names are compared: `OffenseDate`, `offense_date` and `Offense Date` are one, `#` is a number."""
    return fold(_HUMP.sub(" ", header).replace("_", " ").replace("#", " number "))


def keyed(header: str) -> str:
    """A header's words in alphabetical order: `Date Received` and `received_date` are one, too."""
    return " ".join(sorted(set(spelled(header).split()) - {"of", "the"}))


class Dictionary:
    """Spelled header -> the places it may mean, each with its weight."""

    def __init__(self, kinds: Kinds, called: Called, formats: Iterable[Format]) -> None:
        self.kinds = kinds
        self.votes: dict[str, Counter[Place]] = defaultdict(Counter)
        self._words: set[str] = set()
        self._vague: set[tuple[str, Place]] = set()  # what headers are only ever asked about
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
        titles = _titles(name, column)
        for title in {keyed(one) for one in titles | {f"{table.unit.one} {one}" for one in titles}}:
            self.votes[title][table.name, name] += _OWN
            self._words |= set(title.split())

    def _called(self, table: Table, name: str, called: Called) -> None:
        """A column under the words that agencies have for it, alone and after those for its table."""
        for said in called.words(table.name, name):
            word = said.removeprefix("?")
            alone = _CALLED if word == said and word not in _OF_WHAT else SUGGESTED
            if alone == SUGGESTED:
                self._vague.add((keyed(word), (table.name, name)))
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

    def scope(self, profiles: list[Profile], asked: str = "", file: str = "", above: str = "") -> list[Table]:
        """The whole whose records the file holds, and its parts: as asked, as the file or its title is called, or as
        headers say.

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
        for words in (file, above):
            named = _named(heads, words)
            if named:
                return within(named)
        best, second = sorted(heads, key=score, reverse=True)[:2]
        if score(second) >= _SURE * score(best):
            raise stop("draft-table", file, one=best.name, other=second.name)
        return within(best)

    def beside(self, scope: list[Table]) -> list[Table]:
        """The tables whose records have readable names and are part of the number of the file's: an election, say."""
        columns = [scope[0].columns[name] for name in scope[0].number]
        referred = [self.kinds.tables[column.refers_to] for column in columns if column.refers_to]
        return [table for table in referred if table.readable_key]

    def is_own(self, header: str, scope: list[Table]) -> bool:
        """Whether a header is our own name for a public column of these tables."""
        return any(
            column.publish == "open" and spelled(header) in _titles(name, column)
            for table in scope
            for name, column in table.columns.items()
        )

    def guesses(self, profile: Profile, scope: list[Table]) -> list[Guess]:
        """The columns that a header may mean, the likeliest first."""
        names, key = {one.name: one for one in (*scope, *self.beside(scope))}, self.keyed(profile.header)
        open_ = {(table.name, name) for table in scope for name in self.kinds.mappable(table)}
        open_ |= {(table.name, name) for table in self.beside(scope) for name in table.number}
        votes = {place: n for place, n in self.votes.get(key, Counter()).items() if place in open_}
        if not votes:  # near names are offered, never taken
            near = get_close_matches(key, self.votes, 3, _NEAR)
            votes = {place: 0 for name in near for place in self.votes[name] if place in open_}
        own = {title for table in scope for title in (spelled(one.title) for one in table.columns.values())}
        is_ours = spelled(profile.header) in own
        made = []
        for place, weight in votes.items():
            column = self.kinds.mappable(names[place[0]])[place[1]]
            guess = fitted(profile, place, weight, column, self.kinds)
            made.append(replace(guess, is_vague=(key, place) in self._vague and not is_ours))
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
    return bool(fits) and guesses[0].fits and fits[0] >= VOICES and (len(fits) == 1 or fits[0] > fits[1])


def _titles(name: str, column: Column) -> set[str]:
    """Our own names for a column."""
    return {spelled(name), spelled(column.title), spelled(column.title_es)}


def _named(heads: list[Table], words: str) -> Table | None:
    """The table whose name stands in a text, word by word; of two, the one whose name says what the other says too."""
    there = _singular(words)
    names = {head.name: _singular(head.name) for head in heads if _singular(head.name) <= there}
    found = [head for head in heads if head.name in names and all(names[head.name] >= one for one in names.values())]
    return found[0] if len(found) == 1 else None


def _singular(words: str) -> set[str]:
    return {word.removesuffix("s") for word in spelled(words).split()}


def _hashes(table: Table) -> set[str]:
    """The columns that only a pseudonym fills."""
    return {name for column in table.columns.values() for name, how in column.coarsen.items() if how == "pseudonym"}
