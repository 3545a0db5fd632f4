"""Does what stands in a column fit one of ours? Every word must be of its type, half of the words of its codes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from ingest.clean import Bad, Cleaner
from ingest.codelist import UNMAPPED, fold
from ingest.profile import NOTHING, Profile
from ingest.schema import Column, Kinds

Place = tuple[str, str]  # a table and one of its columns
MOMENTS = frozenset(["date", "time", "datetime"])
_KNOWN_WORDS = 0.5
_MOSTLY, _ODD = {"integer", "number", "boolean"}, 0.05  # types that a few slips do not make another
_NEARLY = 0.8  # of the cells of a column of dates: the others are asked about
SUGGESTED = 1  # the weight of a word that says too little alone
_SEEN = 1  # content that only this type or code list explains is a voice too
SEPARATORS = ("|", ";", ",", "/")
_SEVERAL = ";"  # no agency's number has one in it; the other separators may be part of a number


@dataclass(frozen=True)
class Guess:
    """One column that a header may mean, with the date patterns and separator that its content asks for.

    `odd`: cells that are not of the column's type, so that their rows would be set aside. `nearly`: they are so many
    or so grave that they are asked about.
    """

    place: Place
    weight: int
    patterns: tuple[str, ...] = ()
    split: str = ""
    fits: bool = True
    odd: int = 0
    nearly: bool = False
    is_vague: bool = False


def fitted(profile: Profile, place: Place, weight: int, column: Column, kinds: Kinds) -> Guess:
    """A guess, weighed by what stands in the column."""
    if column.type in MOMENTS:
        return _dated(profile, place, weight, column)
    if profile.is_full:
        return _full(profile, place, weight, column)
    if place[1] in kinds.tables[place[0]].number and any(_SEVERAL in word for word in profile.said):
        return Guess(place, weight, (), _SEVERAL, fits=False)  # numbers of several records: who they are has to be said
    codes = kinds.codes.get(column.codes)
    marks = SEPARATORS if column.type == "array" or codes else ()
    split = next((mark for mark in marks if _cut(profile, mark, codes.spellings if codes else None)), "")
    words = [part.strip() for word in profile.said for part in (word.split(split) if split else [word])]
    cleaner = Cleaner(column, codes, frozenset(NOTHING), {}, (), (split,) if split else ())
    good, bad = set(), set()
    for word in words:
        with suppress(Bad):
            bad.add(word)
            value = cleaner(word)
            bad.discard(word)
            if value not in {None, UNMAPPED} if not split else not codes or fold(word) in codes.spellings:
                good.add(word)
    part = len(good) / len(set(words)) if words else 0.0
    odd = sum(profile.words[word] for word in bad) if column.type in _MOSTLY else 0
    is_nearly = bool(good) and column.type in _MOSTLY and odd <= profile.filled * _ODD
    fits = part >= _KNOWN_WORDS if codes else part == 1 or is_nearly
    told = fits and bool(words) and (column.type != "string" or bool(codes))
    return Guess(place, weight + _more(told, weight), (), split, fits, odd)


def _dated(profile: Profile, place: Place, weight: int, column: Column) -> Guess:
    """The same for a column of days or times: one pattern must read every cell."""
    days = profile.days
    named = days.with_time if column.type == "time" else days.with_day
    patterns = tuple(pattern for pattern in days.likeliest if pattern) if "" not in days.likeliest else ()
    fits = 0 < days.cells == days.most and named >= (1 if column.type == "time" else days.cells)
    nearly = not fits and named > 0 and days.most >= days.cells * _NEARLY
    return Guess(place, weight + _more(fits, weight), patterns, "", fits, days.cells - days.most, nearly)


def _full(profile: Profile, place: Place, weight: int, column: Column) -> Guess:
    """The same for a column with more different texts than any code list has words."""
    if column.type in {"integer", "number"}:
        numbers = profile.numbers
        odd = profile.days.cells - numbers.cells + (numbers.broken if column.type == "integer" else 0)
        low, high = float(column.minimum or numbers.low), float(column.maximum or numbers.high)
        fits = odd <= profile.filled * _ODD and low <= numbers.low and numbers.high <= high
        return Guess(place, weight + _more(fits, weight), (), "", fits, odd)
    return Guess(place, weight, fits=not column.codes and column.type in {"string", "array"})


def _more(is_told: bool, weight: int) -> int:
    return _SEEN if is_told and weight > SUGGESTED else 0


def _cut(profile: Profile, mark: str, spellings: dict[str, str] | None) -> bool:
    """Whether a mark cuts cells into more words than one: known words, where the column has codes."""
    cut = [word for word in profile.said if mark in word]
    if spellings is None or not cut:
        return bool(cut) and mark != "/"
    parts = [fold(part) in spellings for word in cut for part in word.split(mark)]
    return sum(parts) / len(parts) >= _KNOWN_WORDS and not all(fold(word) in spellings for word in cut)
