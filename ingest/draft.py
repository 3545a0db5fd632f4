"""A first format for a file that nobody has described: what is sure is written, what is not is a question.

A header with a question is neither mapped nor ignored, so no load is possible while one is open (new-header). Put under
`ignore`, it would be lost without a word. No value of the file is written, only our words about it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from ingest.called import Called
from ingest.dates import clash
from ingest.formats import Format
from ingest.profile import Profile, profile
from ingest.schema import Kinds, Table
from ingest.suggest import Dictionary, Guess, Place, marks, spelled

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _/()]*(?<! )")
_SOMEBODY = re.compile(
    r"(first|last|middle|full|sur|officer|subject|complainant|citizen|victim|person|employee) ?name"
    r"|^(name|nombre|apellidos?|dob|ssn)$|birth|phone|e ?mail|social security|licen[cs]e (plate|number)"
)


_WITHOUT = ["# Last, add an example of made-up rows, in and out: docs/add-an-agency.md. Try it: ingest formats"]


@dataclass
class Draft:
    """What is written: columns by table, headers left out, date patterns, and questions in the order of the file."""

    scope: list[Table]
    columns: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    marked: dict[Place, dict[str, str]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def map(self, header: str, guess: Guess) -> None:
        """Write a header to a column."""
        table, column = guess.place
        if guess.odd:
            self.notes.append(
                f"{json.dumps(header, ensure_ascii=False)}: {guess.odd:,} cells do not fit {column}. "
                "Their rows will be set aside, unless missing or values names those words."
            )
        self.columns.setdefault(table, {})[column] = header, guess.split
        if guess.patterns and guess.patterns[0] not in self.dates:
            self.dates.append(guess.patterns[0])


def draft(path: Path, kinds: Kinds, called: Called, formats: list[Format], table: str = "") -> Draft:
    """The draft of a file's format. `formats`: the other agencies'; `table`: what a person named.

    Raises `Stop`.
    """
    columns, _, _ = profile(path)
    known = Dictionary(kinds, called, formats)
    made = Draft(known.scope(columns, table, path.name))
    made.marked = marks(columns, made.scope, kinds)
    hot = {header for codes in made.marked.values() for header in codes}
    columns = [one for one in columns if one.header not in hot]
    guessed = [known.guesses(one, made.scope) for one in columns]
    for one, guesses, sure in zip(columns, guessed, known.settle(guessed), strict=True):
        _decide(made, one, guesses, sure)
    made.missing = sorted({text for one in columns for text in one.missing})
    whole = made.scope[0]
    for number in whole.number:
        if number not in made.columns.get(whole.name, {}):
            made.questions.append(f"Which header holds {number}, the number of one {whole.unit.one}? Add it to tables.")
    return made


def _decide(made: Draft, one: Profile, guesses: list[Guess], sure: Guess | None) -> None:
    if _SOMEBODY.search(spelled(one.header)) or one.is_personal and not guesses:
        made.ignored.append(one.header)
        return
    first = sure or (guesses[0] if guesses else None)
    name = json.dumps(one.header, ensure_ascii=False)
    if one.is_personal:
        perhaps = " or ".join(_address(guess.place) for guess in guesses[:3])
        made.questions.append(f"{name}: some cells look like somebody's. Name it under ignore, or map it to {perhaps}.")
    elif first and len(first.patterns) > 1 and (two := clash(first.patterns)):
        made.questions.append(
            f"{name}: every value fits {two[0]} and {two[1]}. "
            "Ask the sender, write one under dates, and map the header."
        )
    elif first and sure:
        if clash((*made.dates, *first.patterns[:1])):
            made.questions.append(f"{name}: its dates, {first.patterns[0]}, would clash with {', '.join(made.dates)}.")
        else:
            made.map(one.header, first)
    else:
        places = [_address(guess.place) for guess in guesses[:3]]
        likely = f" Perhaps {' or '.join(places)}." if places else ""
        empty = " It is empty in every row." if not one.filled else ""
        made.questions.append(
            f"{name}: what does it mean?{likely}{empty} Map it, or name it under ignore with a reason."
        )


def _address(place: Place) -> str:
    return ".".join(place)


def written(made: Draft, agency: str, file: str, example: list[str] | None = None) -> str:
    """The draft as YAML with comments: the questions first."""
    lines = [f"# A draft, made from {file}. Questions: {len(made.questions)}."]
    lines += ["# Nothing can be loaded while a header is neither mapped nor ignored. Answer, then: ingest check"]
    lines += [f"# {at}. {question}" for at, question in enumerate(made.questions, 1)]
    lines += [f"# Note: {note}" for note in made.notes]
    lines += ["", f"title: {_text(f'{agency}, {made.scope[0].title}')}"]
    if made.dates:
        lines.append(f"dates: {_list(made.dates)}   # each reads every value of its columns")
    if made.missing:
        lines.append(f"missing: {_list(made.missing)}")
    lines += ["", "tables:"]
    for table in made.scope:
        lines += _table(made, table)
    if made.ignored:
        lines += ["", "ignore:", f"  may name or describe a person: {_list(made.ignored)}"]
    lines += ["", *(example or _WITHOUT), ""]
    return "\n".join(lines)


def _table(made: Draft, table: Table) -> list[str]:
    columns = made.columns.get(table.name, {})
    hot = {column: codes for (name, column), codes in made.marked.items() if name == table.name}
    if not columns and not hot:
        return []
    lists = [name for name, (_, split) in columns.items() if split and table.columns[name].type != "array"]
    lines = [f"  {table.name}:"]
    if table.parent and (lists or hot):
        lines.append(f"    rows: {{each: {_list([*lists, *hot])}, repeats: keep}}   # one row for each value")
    for column, (header, split) in columns.items():
        said = f"{{from: {_text(header)}, split: {json.dumps(split)}}}" if split else _text(header)
        lines.append(f"    {column}: {said}")
    for column, codes in hot.items():
        words = ", ".join(f"{_text(header)}: {code}" for header, code in codes.items())
        lines.append(f"    {column}: {{marked: {{{words}}}}}")
    return lines


def _text(text: str) -> str:
    """A text as YAML, in quotation marks unless it is plain."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _list(texts: list[str]) -> str:
    return "[" + ", ".join(map(_text, texts)) + "]"
