"""What people read in kinds/ is plain in both languages: short titles, short sentences, a low reading grade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import reading
from rooms import KINDS

from ingest.declare import load_kinds

LONGEST_TITLE = {"en": 7, "es": 9}  # in words; Spanish takes a few more for the same thing
LONGEST_SENTENCE = {"en": 20, "es": 22}
HIGHEST_GRADE, LOWEST_EASE = 9, 55
ENOUGH = {"en": 10, "es": 15}  # words; a shorter text is read together with the other short ones of its file


@dataclass(frozen=True)
class Text:
    """One text that people read: its file, what it belongs to, which word of the kind it is, its language."""

    file: str
    owner: str
    word: str
    language: str
    text: str

    @property
    def is_title(self) -> bool:
        return self.word.split("_")[0] in {"title", "label"}

    def __str__(self) -> str:
        return f'{self.file}, {self.owner}, {self.word}: "{self.text}"'


def texts() -> list[Text]:
    """Every text of the kinds, once."""
    return list(dict.fromkeys(text for text in _said() if text.text))


def _said() -> Iterator[Text]:
    kinds = load_kinds(KINDS)
    for family in kinds.families.values():
        yield from _both("kinds/families.yml", family.name, family, "title", "description")
    for group, columns in kinds.shared.items():
        for column in columns.values():
            yield from _both("kinds/_shared.yml", f"{group}.{column.name}", column, "title", "description")
    files = {f"{table.name}.{name}": table.where for table in kinds.tables.values() for name in table.columns}
    for table in kinds.tables.values():
        yield from _both(table.where, "the table", table, "title", "description")
        for column in table.columns.values():
            file, group = ("kinds/_shared.yml", f"{column.group}.") if column.group else (table.where, "")
            yield from _both(file, f"{group}{column.name}", column, "title", "description")
        for rule in table.rules:
            yield from _both(table.where, f"rule {rule.name}", rule, "says", "do")
        for question in table.questions:
            yield from _both(table.where, f"question {question.name}", question, "title", "description", "caveat")
    for codes in kinds.codes.values():
        file, inline = files.get(codes.name, f"kinds/codes/{codes.name}.csv"), codes.name in files
        for code in codes.codes.values():
            owner = f"{codes.name.split('.')[1]}.{code.code}" if inline else code.code
            yield from _both(file, owner, code, "label", "definition")
    for code in codes.reserved.values():
        yield from _both("kinds/codes/_reserved.csv", code.code, code, "label", "definition")


def _both(file: str, owner: str, said: object, *words: str) -> Iterator[Text]:
    """The named texts of one thing, in both languages."""
    for word in words:
        yield Text(file, owner, word, "en", getattr(said, word))
        yield Text(file, owner, f"{word}_es", "es", getattr(said, f"{word}_es"))


def listed(limit: str, found: list[str]) -> None:
    """Fail with every text that is over a limit, one a line."""
    assert not found, f"{len(found)} over the limit ({limit}):\n  " + "\n  ".join(found)


def too_hard(language: str, text: str) -> str:
    """The figure of a text that is over the limit, in words; nothing for a plain one."""
    if language == "en":
        figure = round(reading.grade(text), 1)
        return f"grade {figure}" if figure > HIGHEST_GRADE else ""
    figure = round(reading.ease(text), 1)
    return f"ease {figure}" if figure < LOWEST_EASE else ""


def test_there_is_much_to_read_in_both_languages() -> None:
    counts = {language: sum(one.language == language for one in texts()) for language in ("en", "es")}
    assert counts["en"] == counts["es"] > 1000


@pytest.mark.parametrize("language", ["en", "es"])
def test_titles_are_short(language: str) -> None:
    limit = LONGEST_TITLE[language]
    titles = [one for one in texts() if one.language == language and one.is_title]
    long = [f"{reading.words(one.text)} words, {one}" for one in titles if reading.words(one.text) > limit]
    listed(f"{limit} words in a title or label", long)


@pytest.mark.parametrize("language", ["en", "es"])
def test_sentences_are_short(language: str) -> None:
    limit = LONGEST_SENTENCE[language]
    long = [
        f"{longest} words, {one}"
        for one in texts()
        if one.language == language
        and (longest := max((len(sentence) for sentence in reading.sentences(one.text)), default=0)) > limit
    ]
    listed(f"{limit} words in a sentence", long)


@pytest.mark.parametrize("language", ["en", "es"])
def test_texts_are_plain(language: str) -> None:
    found = []
    short: dict[str, list[str]] = defaultdict(list)
    for one in texts():
        if one.language == language and not one.is_title:
            if reading.words(one.text) < ENOUGH[language]:
                short[one.file].append(one.text)
            elif figure := too_hard(language, one.text):
                found.append(f"{figure}, {one}")
    for file, together in short.items():
        text = " ".join(together)
        if reading.words(text) >= ENOUGH[language] and (figure := too_hard(language, text)):
            found.append(f'{figure}, {file}, its short texts together: "{text}"')
    listed(f"grade {HIGHEST_GRADE} by Flesch-Kincaid, or ease {LOWEST_EASE} by Szigriszt-Pazos", found)


@pytest.mark.parametrize(
    ("word", "count"),
    [("police", 2), ("officer", 3), ("agency's", 3), ("used", 1), ("tasers", 2), ("people", 2)],
)
def test_english_syllables_are_counted_as_they_are_said(word: str, count: int) -> None:
    assert reading.syllables_en(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *[("policía", 4), ("agencia", 3), ("quien", 1), ("siguiente", 3), ("vehículo", 4), ("muy", 1), ("ley", 1)],
        *[("leyes", 2), ("ciudad", 2), ("aún", 2), ("correo", 3), ("elección", 3), ("y", 1), ("ahí", 2), ("huyó", 2)],
    ],
)
def test_spanish_syllables_are_counted_as_they_are_spelled(word: str, count: int) -> None:
    assert reading.syllables_es(word) == count


def test_the_figures_are_those_of_the_formulas() -> None:
    assert reading.sentences('One two. "Three?" 4 five') == [["One", "two"], ["Three"], ["five"]]
    assert reading.grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert reading.ease("La casa es roja.") == pytest.approx(206.835 - 62.3 * 6 / 4 - 4)


def test_hard_words_are_found_hard() -> None:
    assert too_hard("en", "Adjudication necessitates substantiation by personnel of evidentiary allegations.")
    assert too_hard("es", "La adjudicación requiere la fundamentación administrativa de las acusaciones.")
