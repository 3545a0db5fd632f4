"""What a person types into a search box, as words to look for.

Full-text search has a language of its own, in which `"`, `*`, `(`, `-`, `:` and AND mean something. Nobody who types
into a box speaks it, so nothing here does: words are words, and what stands in quotation marks is looked for as it
stands.
"""

from __future__ import annotations

import re

LONGEST = 200  # characters of a search
PIECES = re.compile(r'"([^"]*)"|([^\s"]+)')
CURLED = str.maketrans(dict.fromkeys("“”„‟«»", '"'))  # phones and word processors turn quotation marks round
NOTHING_LEFT = "There is no word to look for in “{typed}”. Write a word or a number, such as Taser."


def words(typed: str) -> list[str]:
    """The words and the phrases to look for. What has no letter and no figure cannot be found, and is left out."""
    shown = "".join(sign if sign.isprintable() else " " for sign in typed[:LONGEST].translate(CURLED))
    found = (" ".join((phrase or word).split()) for phrase, word in PIECES.findall(shown))
    return [each for each in found if any(sign.isalnum() for sign in each)]


def tidy(typed: str) -> str:
    """The same search, written so that full-text search reads it as words; empty where nothing is left to look for.

    Datasette puts quotation marks around each word (`escape_fts`); only those around phrases may be there before.
    """
    return " ".join(f'"{each}"' if " " in each else each for each in words(typed))
