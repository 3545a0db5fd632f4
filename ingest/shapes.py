"""Words of a kind that have a shape of their own: what each may say, as it is kept."""

from __future__ import annotations

import re

from ingest import schema
from ingest.asked import PAGE
from ingest.language import phrase
from ingest.plain import Map

_CLAIM, _NEAR = ("status", "fact"), ("day", "until", "before", "after")


def near(said: Map) -> dict[str, str]:
    """How a record belongs to the day of another: which day of it, until which, how many days before and after."""
    said.known(frozenset(_NEAR), PAGE)
    if said:
        said.need("day", page=PAGE)
    for word in ("before", "after"):
        if not re.fullmatch(r"\d{0,3}", said.text(word)):
            raise said.slip("word-value", word, word=word, found=said.text(word), expected=phrase("a number of days"))
    return {word: said.text(word) for word in said}


def claim(said: Map) -> dict[str, str]:
    """The columns that say of a claim whether it is true, and what is."""
    said.known(frozenset(_CLAIM), PAGE)
    if said:
        said.need(*_CLAIM, page=PAGE)
    return {word: said.text(word) for word in said}


def works_out(ways: Map) -> tuple[str, ...]:
    """How a column is worked out, and the two columns from which: `hours_between: [from, to]`."""
    ways.known(frozenset(schema.WORKED_OUT), PAGE)
    for how in ways:
        if len(ways) > 1 or len(ways.texts(how)) != 2:
            found = ", ".join(ways.texts(how))
            raise ways.slip(
                "word-value", how, word=how, found=found, expected=phrase("two columns, such as [from, to]")
            )
        return (how, *ways.texts(how))
    return ()


def share(said: Map, word: str) -> str:
    """A share such as `1%`, as text; nothing where nothing is said."""
    text = said.text(word)
    if text and not re.fullmatch(r"\d{1,2}(\.\d+)?%", text):
        raise said.slip("word-value", word, word=word, found=text, expected=phrase("a share, such as 1%"))
    return text
