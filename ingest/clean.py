"""One cell's text to one stored value, by the column's type. Nothing is guessed: what does not fit is a problem."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NoReturn

from ingest import dates, personal
from ingest.codelist import MULTIPLE, UNMAPPED, CodeList, fold
from ingest.language import Words, one_of, phrase
from ingest.problems import HIDDEN
from ingest.schema import Column

Value = str | int | float | None
UNIT = "\x1f"  # between the parts of a list that several headers make together
_YES, _NO = frozenset(["yes", "y", "true", "t", "1", "si", "sí", "x"]), frozenset(["no", "n", "false", "f", "0"])
_NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?|[-+]?\.\d+")
_EITHER = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}")  # 12.000: twelve, or twelve thousand as Europe writes it
_NO_WORDS = frozenset(("integer", "number", "boolean", "date", "time", "datetime"))


class Bad(Exception):
    """A cell that cannot be stored: a problem's code and what fills its sentence."""

    def __init__(self, code: str, **fills: object) -> None:
        super().__init__(code)
        self.code, self.fills = code, fills


@dataclass
class Cleaner:
    """Cleans the cells of one column as one format describes it.

    `missing` are texts that mean nothing, in a date column also patterns of days that are none; `values` maps
    folded words to codes before the shared list does;
    `patterns` are the format's patterns; `separators` cut a list column's cell.
    """

    column: Column
    codes: CodeList | None = None
    missing: frozenset[str] = frozenset()
    values: dict[str, str] = field(default_factory=dict)
    patterns: tuple[str, ...] = ()
    separators: tuple[str, ...] = ()
    is_number: bool = False
    unmapped: Counter[str] = field(default_factory=Counter)
    nuls: int = 0
    has_times: bool = False  # beside days, where only the day is kept
    counted: bool = False

    def __call__(self, text: str) -> Value:
        """The stored value; None for nothing. Raises `Bad`."""
        if "\0" in text:
            self.nuls += 1
            self.counted = True
            text = text.replace("\0", "")
        if not text or text.strip() in self.missing:
            return self._required(None)
        if not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError:
                raise Bad("surrogate") from None
        return self._required(_BY_TYPE[self.column.type](self, text))

    def uncount(self, text: str) -> None:
        """Its row was set aside: the words of it that have no code are not among those that are kept."""
        if self.unmapped:
            kept, self.unmapped = self.unmapped, Counter()
            with suppress(Bad):
                self(text)
            self.unmapped = kept - self.unmapped

    def _required(self, value: Value) -> Value:
        if value is None and self.column.required:
            raise Bad("required")
        return value

    def shown(self, text: str) -> Words:
        """A value as a message may show it: quoted when its column is public and it is nobody's, else hidden."""
        open_ = (
            self.column.publish == "open"
            and self.column.protected == "open"
            and (not self.column.codes or self.column.raw == "open")
        )
        astray = self.column.type in _NO_WORDS and personal.has_words(text, _RESERVED_WORDS)
        return f'"{text}"' if open_ and not astray and not personal.sorts(f"{self.column.title}: {text}") else HIDDEN

    def _string(self, text: str) -> Value:
        if self.column.codes:
            return self._one_code(text) if self.separators else self.code(text)
        return (text.strip() or None) if self.is_number else text

    def code(self, text: str) -> str | None:
        """The code for one word: the format's values first, then the shared list; else `unmapped`, and counted."""
        folded = fold(text)
        found = self.values.get(folded)
        if found is None and self.codes:
            found = self.codes.spellings.get(folded)
        if found is None:
            if not text.strip():
                return None
            self.unmapped[text] += 1
            self.counted = True
            return UNMAPPED
        return found

    def _one_code(self, text: str) -> str | None:
        """A cell that may name several, in a column that holds one: `multiple` if its list has it, else the first."""
        parts = [
            part for part in split(text, self.separators, self.values, self.codes) if part.strip() not in self.missing
        ]
        codes = list(dict.fromkeys(filter(None, map(self.code, parts))))
        several = MULTIPLE if self.codes and MULTIPLE in self.codes.codes else None
        return (codes[0] if len(codes) == 1 else several or self.gravest(codes)) if codes else None

    def gravest(self, codes: list[str]) -> str:
        """The code that stands for several: of the highest `rank` where its list has ranks, else the first."""
        return max(codes, key=self.codes.rank) if self.codes else codes[0]  # the first of equals

    def _array(self, text: str) -> Value:
        parts = [part.strip() for part in split(text, self.separators, self.values, self.codes)]
        parts = [part for part in parts if part and part not in self.missing]
        made = [self.code(part) for part in parts] if self.column.codes else parts
        return json.dumps(list(dict.fromkeys(made)), ensure_ascii=False) if made else None

    def _integer(self, text: str) -> Value:
        number = self._float(text)
        if number is None:
            return None
        if number != int(number):
            raise Bad("whole-number", value=self.shown(text))
        if _EITHER.fullmatch(text.strip()):
            raise Bad("thousands", value=self.shown(text))
        exact = text.strip().replace(",", "").split(".")[0]
        if abs(int(exact or 0)) > 2**53:
            raise Bad("range", value=self.shown(text), low=-(2**53), high=2**53)
        return int(number)

    def _float(self, text: str) -> float | None:
        stripped = text.strip()
        if not stripped or self._is_reserved(stripped):
            return None
        if not _NUMBER.fullmatch(stripped):
            raise Bad("number", value=self.shown(text))
        number = float(stripped.replace(",", ""))
        low, high = self.column.minimum, self.column.maximum
        if (low and number < float(low)) or (high and number > float(high)):
            raise Bad("range", value=self.shown(text), low=low or phrase("anything"), high=high or phrase("anything"))
        return number

    def _boolean(self, text: str) -> Value:
        folded = text.strip().casefold()
        if self.values.get(fold(text)) in {"1", "yes"} or folded in _YES:
            return 1
        if self.values.get(fold(text)) in {"0", "no"} or folded in _NO:
            return 0
        if not folded or self._is_reserved(folded):
            return None
        raise Bad("yes-no", value=self.shown(text))

    def _is_reserved(self, text: str) -> bool:
        return bool(self.codes and fold(text) in self.codes.general) or fold(text) in _RESERVED_WORDS

    def _moment(self, text: str) -> dates.Moment | None:
        stripped = text.strip()
        if not stripped or self._is_reserved(stripped) or dates.fits(stripped, self.missing):
            return None
        code = "time" if self.column.type == "time" else "date"
        try:
            moment = dates.read(stripped, self.patterns)
        except dates.NoSuchTime:
            raise Bad("no-such-time", value=self.shown(text)) from None
        except dates.NoSuchDay:
            moment, code = None, "no-such-day" if code == "date" else code
        return moment or self._lacks(code, text)

    def _date(self, text: str) -> Value:
        moment = self._moment(text)
        self.has_times |= bool(moment and moment.time.strip("0:."))
        return (moment.day or self._lacks("date", text)) if moment else None

    def _time(self, text: str) -> Value:
        moment = self._moment(text)
        return (moment.time or None) if moment else None

    def _datetime(self, text: str) -> Value:
        moment = self._moment(text)
        return (
            (moment.day or self._lacks("date", text)) + (f"T{moment.time}" if moment.time else "") if moment else None
        )

    def _lacks(self, code: str, text: str) -> NoReturn:
        """Say what was expected: of the patterns those that tell a time of day, or a day."""
        part, iso = ("hh", dates.ISO[5]) if code == "time" else ("YY", dates.ISO[0])
        told = dict.fromkeys((*(one for one in self.patterns if part in one), iso))
        raise Bad(code, value=self.shown(text), patterns=one_of(told))


def nearest(text: str, codes: CodeList | None) -> Words:
    """The label of the code whose spelling is closest, for a message; "none" when nothing is near."""
    close = get_close_matches(fold(text), codes.spellings, 1, 0.75) if codes else []
    return codes.called(codes.spellings[close[0]]) if codes and close else phrase("none")


_RESERVED_WORDS = frozenset(("unknown", "not reported", "not specified", "exempt", "redacted", "n a", "not applicable"))
_BY_TYPE: dict[str, Callable[[Cleaner, str], Value]] = {
    "string": Cleaner._string,
    "array": Cleaner._array,
    "integer": Cleaner._integer,
    "number": Cleaner._float,
    "boolean": Cleaner._boolean,
    "date": Cleaner._date,
    "time": Cleaner._time,
    "datetime": Cleaner._datetime,
}


def split(text: str, separators: tuple[str, ...], values: dict[str, str], codes: CodeList | None) -> list[str]:
    """A cell cut into its parts. Brackets are not cut, nor is a word that is known as a whole (formats.md, section 4),
    unless each of its parts is known too: `White | Hispanic` are two people, though `White-Hispanic` is a word."""
    if not separators:
        return [text]
    cut = re.compile(
        r"\([^()]*\)|(" + "|".join(re.escape(mark) for mark in sorted(separators, key=len, reverse=True)) + ")"
    )
    parts, last = [], 0
    for match in cut.finditer(text):
        if match.group(1) is not None:
            parts.append(text[last : match.start()])
            last = match.end()
    parts.append(text[last:])

    def is_known(word: str) -> bool:
        return fold(word) in values or bool(codes and fold(word) in codes.spellings)

    is_one = is_known(text) and UNIT not in text and not all(map(is_known, parts))
    return [text] if is_one else parts
