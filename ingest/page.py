"""A draft as YAML: its questions as comments at the top, then what is sure, in the words of a format."""

from __future__ import annotations

import json
import re

from ingest.draft import Draft
from ingest.language import counted, phrase
from ingest.schema import Table

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _/()]*(?<! )")


def written(made: Draft, agency: str, file: str, example: list[str] | None = None) -> str:
    """The draft as YAML with comments: the questions first."""
    asked = counted(len(made.questions), "{count} question", "{count} questions")
    lines = [_comment(phrase("A draft, made from {file}: {questions}.", file=file, questions=asked))]
    lines += [
        _comment(
            phrase("Nothing can be loaded while a header is neither mapped nor ignored. Answer, then: ingest check")
        )
    ]
    lines += [_comment(f"{at}. {question}") for at, question in enumerate(made.questions, 1)]
    lines += [_comment(phrase("Note: {note}", note=note)) for note in made.notes]
    title = f"{agency}, {made.scope[0].called}"
    lines += ["", f"title: {text(title)}"]
    if made.look.encoding:
        guess = _after(phrase("a guess")) if made.look.is_guess else ""
        lines.append(f"encoding: {text(made.look.encoding)}{guess}")
    if made.dates:
        lines.append(f"dates: {listed(made.dates)}" + _after(phrase("how days and times are written")))
    if made.missing:
        lines.append(f"missing: {listed(made.missing)}")
    lines += ["", "tables:", *(line for table in made.scope for line in _table(made, table))]
    if lines[-1] == "tables:":
        lines.append(f"  {made.scope[0].name}: {{}}")  # so that it can be read while it is not yet answered
    if made.ignored:
        reason = str(phrase("may name or describe a person"))
        lines += ["", "ignore:", f"  {text(reason)}: {listed(made.ignored)}"]
    return "\n".join([*lines, "", *(example or _without()), ""])


def _table(made: Draft, table: Table) -> list[str]:
    columns = made.columns.get(table.name, {})
    hot = {column: codes for (name, column), codes in made.marked.items() if name == table.name}
    if not columns and not hot:
        return []
    types = {name: column.type for name, column in made.kinds.mappable(table).items()}
    each = [name for name, (_, split) in columns.items() if split and types[name] != "array"]
    if any(column.unmapped_at_most for column in table.columns.values()):  # its rows are what is marked, not people
        each += [name for name in hot if types[name] != "array"]
    lines = [f"  {table.name}:"]
    if table.parent and each:
        said = _after(phrase("one row for each value"))
        lines.append(f"    rows: {{each: {listed(each)}, repeats: keep}}{said}")
    for column, (header, split) in columns.items():
        said = f"{{from: {text(header)}, split: {json.dumps(split)}}}" if split else text(header)
        lines.append(f"    {column}: {said}")
    for column, codes in hot.items():
        words = ", ".join(f"{text(header)}: {code}" for header, code in codes.items())
        lines.append(f"    {column}: {{marked: {{{words}}}}}")
    return lines


def _without() -> list[str]:
    last = phrase("Last, add an example of made-up rows, in and out: docs/add-an-agency.md. Try it: ingest formats")
    return [_comment(last)]


def _comment(said: object) -> str:
    return f"# {' '.join(str(said).split())}"


def _after(said: object) -> str:
    return f"   # {said}"


def text(said: str) -> str:
    """A text as YAML, in quotation marks unless it is plain."""
    return said if _PLAIN.fullmatch(said) else json.dumps(said, ensure_ascii=False)


def listed(texts: list[str]) -> str:
    """Texts as a list in YAML."""
    return "[" + ", ".join(map(text, texts)) + "]"
