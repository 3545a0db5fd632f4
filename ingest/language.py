"""The language in which a person is spoken to: English as it stands in the code, others from `ingest/locale/`.

The sentence itself is the key, as in GNU gettext, so English has no file of its own. `make derive` lists in the others
what the code says. Words that fill a message are not said before somebody reads it: then it is known in which language.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

LOCALE = Path(__file__).resolve().parent / "locale"
ENGLISH, SPANISH = "en", "es"
LANGUAGES = (ENGLISH, SPANISH)
ASKED = "RECORD_ROOM_LANGUAGE"
_MACHINES_OWN = ("LC_ALL", "LC_MESSAGES", "LANG")  # in the order in which gettext asks them
_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


@dataclass(frozen=True)
class Phrase:
    """Words of the code. With `many`, `words` are those for one, and `many` those for any other `count`."""

    words: str
    fills: Mapping[str, object] = field(default_factory=dict, hash=False)
    many: str = ""
    count: int = 1

    def __str__(self) -> str:
        return translated(self.words, self.many, self.count).format_map({"count": f"{self.count:,}", **self.fills})


@dataclass(frozen=True)
class Either:
    """Words of `kinds/`, which stand there in both languages."""

    en: str
    es: str

    def __str__(self) -> str:
        return (self.es if _spoken.get() == SPANISH else "") or self.en

    def lower(self) -> Either:
        """The same inside of a sentence."""
        return Either(self.en.lower(), self.es.lower())


@dataclass(frozen=True)
class Listed:
    """Parts of a message one after the other, each in the language of whoever reads it."""

    parts: tuple[object, ...]
    between: object = ", "

    def __str__(self) -> str:
        return str(self.between).join(map(str, self.parts))


Words = str | Phrase | Either | Listed
_UNSAID = {made.__name__: made for made in (Phrase, Either, Listed)}


def phrase(words: str, /, **fills: object) -> Phrase:
    """Words of the code, such as `phrase("it is locked")`. The braces are filled as those of a message are."""
    return Phrase(words, fills)


def counted(count: int, one: str, many: str, /, **fills: object) -> Phrase:
    """A number with its noun: `counted(3, "{count} row", "{count} rows")`."""
    return Phrase(one, fills, many, count)


def one_of(parts: Iterable[object]) -> Listed:
    """Some things of which any one will do: `a or b`."""
    return Listed(tuple(parts), phrase(" or "))


def all_of(parts: Iterable[object]) -> Listed:
    """Some things together: `a and b`."""
    return Listed(tuple(parts), phrase(" and "))


def system(error: BaseException) -> Phrase:
    """What the system said, as its own words: they come in no language of ours."""
    words = getattr(error, "strerror", None) or str(error).strip().rstrip(".") or type(error).__name__
    return phrase('the system says "{words}"', words=words)


def unsaid(value: object) -> Any:
    """For `json.dumps(default=)`: words that nobody has read yet, in no language; anything else as its text."""
    name = type(value).__name__
    return {name: vars(value)} if name in _UNSAID else str(value)


def to_be_said(made: dict[str, Any]) -> Any:
    """For `json.loads(object_hook=)`: what `unsaid` wrote."""
    name = next(iter(made), "")
    return _UNSAID[name](**made[name]) if name in _UNSAID else made


def translated(words: str, many: str = "", count: int = 1) -> str:
    """Words of the code in the language that is spoken; as they stand where that language does not have them."""
    if _spoken.get() == ENGLISH or not words:
        return many if many and count != 1 else words
    book = _book(_spoken.get())
    return book.ngettext(words, many, count) if many else book.gettext(words)


def spoken() -> str:
    """The language that is spoken."""
    return _spoken.get()


def bare(said: str) -> str:
    """A language without its region and its encoding: `es` of `es_MX.UTF-8`, of `es-MX` and of `ES`."""
    return re.split(r"[-_.@]", said.strip().lower())[0]


def machines_own(environ: Mapping[str, str] = os.environ) -> str:
    """The language of this machine, where it is one of ours; else English."""
    said = bare(next((environ[name] for name in _MACHINES_OWN if environ.get(name)), ""))
    return said if said in LANGUAGES else ENGLISH


def asked(environ: Mapping[str, str] = os.environ) -> str:
    """The language that is asked for in the environment; else this machine's."""
    said = bare(environ.get(ASKED, ""))
    return said if said in LANGUAGES else machines_own(environ)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language inside of the block."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


@cache
def _book(language: str) -> GNUTranslations:
    from babel.messages import mofile, pofile  # only where another language is spoken: it takes a moment to load

    compiled = BytesIO()
    with (LOCALE / f"{language}.po").open("rb") as file:
        mofile.write_mo(compiled, pofile.read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
