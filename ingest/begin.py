"""What somebody begins with: a room of one's own; beside a draft a first `agency.yml`, and a made-up example."""

from __future__ import annotations

import shutil
from pathlib import Path

from ingest import ask, dates
from ingest.agencies import declared
from ingest.draft import Draft
from ingest.language import Either, phrase
from ingest.problems import stop
from ingest.schema import Column, Kinds

_DAY = {"YYYY": "2099", "YY": "99", "MM": "03", "DD": "09", "hh": "10", "mm": "50", "ss": "00", "AM": "PM"}


def room(source: Path, folder: Path) -> None:
    """A folder with a copy of what is declared, and a place for agencies. Raises `Stop` (not-empty, no-folder)."""
    if folder.exists() and any(folder.iterdir()):
        raise stop("not-empty", str(folder))
    try:
        shutil.copytree(source / "kinds", folder / "kinds")
        shutil.copyfile(source / "portal.yml", folder / "portal.yml")
        (folder / "agencies").mkdir()
    except OSError as error:
        raise stop("no-folder", str(folder), reason=error.strerror or error) from None


def agency(kinds: Kinds, name: str) -> str:
    """A first `agency.yml`: what every agency must say, and the rest as questions."""
    table = declared(kinds)
    who = phrase(
        "Who {name} is. Answer what stands after a #, and take the # away. Every word: docs/dictionary/{table}.md",
        name=name,
        table=table.name,
    )
    lines = [f"# {who}"]
    answered = False
    for column in table.columns.values():
        if column.is_stored:
            is_needed, said = column.required, column.example
            if is_needed and not column.codes:  # the name of the folder will do for a name; all else has to be answered
                said = _quoted(name) if not answered else ""
                answered = True
            meaning = Either(column.description, column.description_es)
            lines.append(f"{'' if is_needed else '# '}{column.name}: {said}   # {meaning}")
    return "\n".join(lines) + "\n"


def example(made: Draft, kinds: Kinds) -> list[str]:
    """Lines of YAML: one made-up row in, and what must come out. Nothing of the file stands in it."""
    given: dict[str, str] = {}
    out: dict[str, dict[str, str]] = {}
    for table in made.scope:
        for name, (header, _) in made.columns.get(table.name, {}).items():
            text, came = _invented(kinds.mappable(table)[name], kinds, made)
            given.setdefault(header, text)
            if came and given[header] == text:
                out.setdefault(table.name, {})[name] = came
    if not out or ask.unanswered(kinds, made.scope[0], True, made.filled):
        return []
    said = ", ".join(f"{_quoted(header)}: {_quoted(text)}" for header, text in given.items())
    made_up = phrase("made up; look whether it says what you mean")
    lines = [f"example:   # {made_up}", f"  in: {{{said}}}", "  out:"]
    lines += [f"    {name}: {{{', '.join(f'{c}: {_quoted(v)}' for c, v in row.items())}}}" for name, row in out.items()]
    return lines


def _invented(column: Column, kinds: Kinds, made: Draft) -> tuple[str, str]:
    """A made-up text for a column, and what it becomes ("" where that is not compared)."""
    codes = kinds.codes.get(column.codes)
    if codes:
        code = next(iter(codes.codes.values()))
        return code.label, "" if column.type == "array" else code.code
    if column.type == "boolean":
        return "Yes", "1"
    if column.type in {"integer", "number"}:
        return "31", ""
    if column.type in {"date", "datetime", "time"}:
        pattern = next((one for one in made.dates if "YY" in one), "YYYY-MM-DD")
        text = pattern if column.type != "time" else "hh:mm"
        for part, value in _DAY.items():
            text = text.replace(part, value)
        moment = dates.read(text, (pattern,)) if column.type == "date" else None
        return text, moment.day if moment else ""
    return "99-0001" if column.name in {number for table in made.scope for number in table.number} else "Made Up", ""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
