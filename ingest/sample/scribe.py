"""Made-up rows as the messy files that clerks send: title rows, odd encodings, real dates in a workbook, slips.

Bytes depend on nothing but the rows: line ends, byte order and the dates inside a workbook are fixed.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import xlsxwriter

from ingest.plain import Map
from ingest.problems import stop
from ingest.sample.chance import Dice, Odds, fill, written
from ingest.sample.draw import PAGE, number
from ingest.sample.invent import Made, Things
from ingest.sample.recipe import Recipe, Script

_CREATED = datetime(2026, 1, 12, 9, 0)
_REAL = "cell"  # the pattern that means: a real date of a workbook
_MARKS = {"utf-8-sig": ("utf-8", b"\xef\xbb\xbf"), "utf-16": ("utf-16-le", b"\xff\xfe")}
_DIGITS = re.compile(r"0|[1-9]\d{0,8}")
_BARE = {"": None, "true": True, "false": False}
_DELIMITERS = {".tsv": "\t", ".txt": "\t"}
Line = list[str | datetime]


def files(recipe: Recipe, made: Things, dice: Dice) -> Iterator[tuple[str, bytes]]:
    """Every file of a recipe: its name and its bytes. Raises `Stop` for a header that no thing has."""
    for script in recipe.scripts:
        sorted_out: dict[str, list[Line]] = {}
        try:
            for row in made[script.rows]:
                line = _line(row, script, recipe.written, dice)
                sorted_out.setdefault(fill(script.pattern, row.cells), []).append(line)
        except KeyError as gone:
            raise script.said.slip("word", "columns", word=gone.args[0], nearest="", page=PAGE) from None
        for name, lines in sorted_out.items():
            yield name, _file(name, lines, script, dice)


def _file(name: str, lines: list[Line], script: Script, dice: Dice) -> bytes:
    for _ in range(int(number(script.said, "repeat_rows"))):
        place = dice.below(len(lines))
        lines.insert(place, list(lines[place]))
    _spoil(name, lines, script)
    renamed = script.said.map("renamed").map(name)
    header: Line = [renamed.text(one, one) for one in script.columns]
    blank = number(script.said, "blank_rows")
    body: list[Line] = []
    for line in lines:
        body += [[""] * len(header), line] if dice.happens(blank) else [line]
    above: list[Line] = [[one] for one in script.said.texts("above")]
    if name.endswith(".json"):
        return _json(header, lines)
    if name.endswith(".xlsx"):
        return _workbook([*above, header, *body], script.said.text("sheet", "Sheet1"))
    return _text(name, [*above, header, *body], script.said)


def _line(row: Made, script: Script, patterns: dict[str, Odds[str]], dice: Dice) -> Line:
    gathered, marks = script.said.map("gather"), script.said.map("marks")
    marked = {part.cells[marks.text("cell")] for part in row.parts.get(marks.text("each"), [])}
    line: Line = []
    for header in script.columns:
        if header in gathered:
            line.append(_gathered(row, gathered.map(header)))
        elif header in marks.texts("headers"):
            line.append(marks.text("yes", "X") if header in marked else marks.text("no"))
        else:
            value = row.cells[header]
            line.append(_written(value, patterns[header].draw(dice)) if value and header in patterns else value)
    return line


def _gathered(row: Made, said: Map) -> str:
    return said.text("with", "; ").join(part.cells[said.text("cell")] for part in row.parts.get(said.text("each"), []))


def _written(value: str, pattern: str) -> str | datetime:
    return datetime.fromisoformat(value) if pattern == _REAL else written(value, pattern)


def _spoil(name: str, lines: list[Line], script: Script) -> None:
    """Make the rows wrong that the recipe wants wrong, so that a reader sees rows set aside."""
    right = list(lines)
    for bad in script.said.get("bad", []):
        if bad.text("file", name) != name:
            continue
        line, changed = right[(int(number(bad, "row")) - 1) % len(right)], bad.map("set")
        if bad.text("again") == "yes":
            below = 1 + next(place for place, one in enumerate(lines) if one is line)
            line = list(line)
            lines.insert(below, line)
        for header in changed:
            if header not in script.columns:
                raise changed.slip("word", header, word=header, nearest="", page=PAGE)
            line[script.columns.index(header)] = changed.text(header)
        del line[len(line) - int(number(bad, "cut")) :]


def _text(name: str, lines: list[Line], said: Map) -> bytes:
    ending = name[name.rfind(".") :]
    delimiter = said.text("delimiter") or _DELIMITERS.get(ending, ",")
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    encoding, mark = _MARKS.get(said.text("encoding"), (said.text("encoding", "utf-8"), b""))
    try:
        return mark + out.getvalue().encode(encoding)
    except (LookupError, UnicodeEncodeError) as error:
        raise stop("unreadable-file", said.where, said.line, reason=error) from None


def _json(header: Line, lines: list[Line]) -> bytes:
    """One list of records, as a service gives them: real numbers, true and false, null for nothing."""
    records = [{str(name): _bare(cell) for name, cell in zip(header, line, strict=True)} for line in lines]
    return ("[\n" + ",\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n]\n").encode()


def _bare(cell: str | datetime) -> object:
    text = str(cell)
    return int(text) if _DIGITS.fullmatch(text) else _BARE.get(text, text)


def _workbook(lines: list[Line], sheet: str) -> bytes:
    """A workbook as a spreadsheet program saves it. Packed again without compression, which differs by machine."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        day, bold = book.add_format({"num_format": "m/d/yyyy"}), book.add_format({"bold": True})
        page = book.add_worksheet(sheet)
        for at, line in enumerate(lines):
            for place, cell in enumerate(line):
                _put(page, at, place, cell, day, bold if len(line) == 1 else None)
    packed = io.BytesIO()
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as again:
        for one in made.infolist():
            again.writestr(zipfile.ZipInfo(one.filename, (2026, 1, 12, 9, 0, 0)), made.read(one))
    return packed.getvalue()


def _put(page: Any, at: int, place: int, cell: str | datetime, day: Any, style: Any) -> None:
    if isinstance(cell, datetime):
        page.write_datetime(at, place, cell, day)
    elif _DIGITS.fullmatch(cell):
        page.write_number(at, place, int(cell))
    elif cell:
        page.write_string(at, place, cell, style)
