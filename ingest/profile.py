"""What stands in a file that no format knows yet: its header, and for each column its words and what they look like.

Every value counts, never a sample: a day that tells MM/DD from DD/MM may stand in the last row. But words are kept only
while they are few. A column of very many different texts has no words, only what was found out about them.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from ingest import dates, personal
from ingest.clean import Bad, Cleaner
from ingest.days import Days
from ingest.schema import Column

NOTHING = ("-", "--", ".", "NULL", "null", "#N/A")
_NUMBER = Cleaner(Column("", "", "", "", "", "", "number", "open", "open"))
_FIRST_YEAR, _LAST_YEAR = "1960", "2059"  # of which numbers with five digits may be days
_FIGURES = frozenset("0123456789+-.")


@dataclass
class Numbers:
    """The cells of a column that are numbers: how many, how many of them are not whole, the lowest and the highest."""

    cells: int = 0
    broken: int = 0
    low: float = float("inf")
    high: float = float("-inf")

    def add(self, words: dict[str, int]) -> None:
        """Look at distinct texts, with how often each stands there."""
        for word, count in words.items():
            if word[0] in _FIGURES:
                with suppress(Bad):
                    number = _NUMBER(word)
                    if not isinstance(number, int | float):
                        continue
                    self.cells += count
                    self.broken += count if number != int(number) else 0
                    self.low, self.high = min(self.low, number), max(self.high, number)


@dataclass
class Profile:
    """One column: its header, how many rows fill it, and its distinct words with their counts, `most` at a time.

    `is_full`: there were more, so that none is kept and `numbers` says what they are. `gaps` stands for the rows that
    leave it empty: columns with the same gaps are empty together.
    """

    header: str
    most: int = 20_000
    filled: int = 0
    words: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)
    is_full: bool = False
    numbers: Numbers = field(default_factory=Numbers)
    missing: list[str] = field(default_factory=list)
    is_personal: bool = False
    gaps: int = 0
    starts: int = 0
    _days: Days | None = None

    def add(self, text: str, line: int) -> None:
        """Look at one more cell."""
        text = text.strip()
        if not text:
            self.gaps = hash((self.gaps, line))
            return
        self.filled += 1
        self.starts = self.starts or line
        if text not in self.words:
            if len(self.words) >= self.most:
                self.is_full = True
                self._look()
                self.words.clear()
                self.first.clear()
            self.first[text] = line
        self.words[text] += 1

    def close(self) -> Profile:
        """Look at the words that are left, after the last cell."""
        self._look()
        if self.is_full:
            self.words.clear()
            self.first.clear()
        return self

    @property
    def days(self) -> Days:
        """What the cells are as days and times, looked at where somebody asks: most columns are none."""
        if self._days is None:
            self._days = Days()
            self._days.add(self._told(), self.first)
        return self._days

    def _look(self) -> None:
        if self.is_full:
            told, self._days = self._told(), self._days or Days()
            self._days.add(told, self.first)
            self.numbers.add(told)
        self.missing += [text for text in NOTHING if text in self.words and text not in self.missing]
        self.is_personal = self.is_personal or self._looks_personal()

    def _told(self) -> dict[str, int]:
        nothing = [text for text in NOTHING if text in self.words]
        return {word: count for word, count in self.words.items() if word not in nothing} if nothing else self.words

    def _looks_personal(self) -> bool:
        """Whether some word looks like somebody's: a telephone number, an e-mail address and their like."""
        texts = "\n".join(self.words)
        return personal.may_look(texts, self.header) and any(
            personal.sorts(word) or personal.sorts(f"{self.header}: {word}") for word in self.words
        )

    @property
    def serial_years(self) -> tuple[str, str] | None:
        """The first and the last year, where every cell is a number that spreadsheets may show as a day."""
        days = []
        for word in self.said:
            with suppress(dates.NoSuchDay):
                moment = dates.read(word, ("serial",))
                days.append(moment.day if moment else "")
        years = [day[:4] for day in days]
        fits = bool(years) and len(years) == len(self.said) and min(years) >= _FIRST_YEAR and max(years) <= _LAST_YEAR
        return (min(years), max(years)) if fits else None

    @property
    def said(self) -> list[str]:
        """The distinct words that say something."""
        return [word for word in self.words if word not in NOTHING]
