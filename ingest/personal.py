"""Texts that look like somebody's: a telephone number, an e-mail address, a date of birth, a plate, a social security
number. Only in columns that may be public, and a tripwire only: no pattern finds a name.

Strict on purpose. A bare date may be of an event and `ABC-1234` a case, so dates of birth, plates and short telephone
numbers need their word before them, in the text or as its header.
"""

from __future__ import annotations

import re

from ingest.codelist import fold
from ingest.dates import MONTHS
from ingest.language import Phrase, phrase

# What each needs to be there at all, cheap to look for in many texts at once.
_DIGITS = re.compile(r"[-. ](?<=\d.)\d{3,4}(?!\w)")
_ANYWHERE: tuple[str, ...] = ("birth", "dob", "d.o.b", "naci", "plate", "placa", "matricula", "matrícula")
_ANYWHERE += ("ssn", "social sec", "seguro social", "phone", "cell", "fax", "movil", "móvil")
_FIRST = ("born", "tag", "tel")  # in a word: stages and hotels are many
_WORDS = re.compile("|".join((*map(re.escape, _ANYWHERE), *(rf"\b{word}" for word in _FIRST))))

_LETTERS, _SHORT = re.compile(r"[^\W\d_]+"), 2  # letters that may belong to a figure: 12h, 5 PM

_DATE = (
    r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|[^\W\d]{3,10}\.? \d{1,2},? \d{4}|\d{1,2} (?:de )?[^\W\d]{3,10} (?:de )?\d{4})"
)
_SORTS: dict[Phrase, re.Pattern[str]] = {
    phrase("an e-mail address"): re.compile(
        r"(?<![\w.+/-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,12}(?![\w@])"
    ),
    phrase("a US social security number"): re.compile(
        r"(?<![\w.-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])"
        r"|(?i:\bssn|social security|seguro social)(?i:[ #:.]| number| no\.?| is){0,4}"
        r"\d{3}[- ]?\d{2}[- ]?\d{4}(?!\w)"
    ),
    phrase("a telephone number"): re.compile(
        r"(?<![\w./-])(?:\+?1[-. ]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d([-. ]))[2-9]\d\d(?(1)\1|[-. ])\d{4}(?![\w-])"
        r"|(?<!\w)\+\d{1,3}(?:[-. ]?\(?\d{1,4}\)?){1,3}[-. ]\d{3,4}(?![\w-])"
        r"|\b(?i:(?:tele)?phone|tel[eé]fono|tel|cell|fax|m[oó]vil)(?i:[ #:.]| number| no\.?){0,4}"
        r"\d{3}[-. ]\d{4}(?![\w-])"
    ),
    phrase("a date of birth"): re.compile(
        r"(?i:\bdob|\bd\.o\.b|date of birth|birth ?da(?:te|y)|\bborn|fecha de nacimiento|\bnacid[oa])"
        r"(?i:[ :.,#-]| on| el| is){0,4}" + _DATE
    ),
    phrase("a license plate"): re.compile(
        r"(?i:\bplates?|\bplacas?|matr[ií]cula|\btag)(?i:[ #:.]| number| no\.?| n[uú]mero){0,4}\b"
        r"(?=[A-Z0-9 -]{0,8}\d)(?=[A-Z0-9 -]{0,8}[A-Z])[A-Z0-9]{1,4}[- ]?[A-Z0-9]{2,5}(?![\w-])"
    ),
}  # fmt: skip


def may_look(texts: str, header: str) -> bool:
    """Whether a closer look at many texts, joined, is worth its time: cheap, and never wrong when it says no."""
    if "@" in texts or _DIGITS.search(texts):
        return True
    small = f"{header}\n{texts}".lower()
    has_word = any(word in small for word in _ANYWHERE + _FIRST)  # ten times as fast as the pattern
    return has_word and bool(_WORDS.search(small))


def sorts(text: str) -> list[Phrase]:
    """What a text looks like, in words."""
    return [name for name, pattern in _SORTS.items() if pattern.search(text)]


def has_words(text: str, nothing: frozenset[str]) -> bool:
    """Whether a cell that should hold no words has some that are no month and not among those for `nothing`, folded.

    A comma too many may have brought it from the column beside it, and that may be about a person.
    """
    words = _LETTERS.findall(text.casefold())
    return fold(text) not in nothing and any(len(word) > _SHORT and word not in MONTHS for word in words)
