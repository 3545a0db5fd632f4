"""A file for a clerk to fill in: CSV, or a workbook with drop-downs of plain labels and a sheet that explains.

Made from `kinds/` alone, and read back without a format: headers are the columns' titles (in either language) or names.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from ingest.formats import EXAMPLE_SHEETS
from ingest.language import one_of
from ingest.newfile import new_text, new_workbook
from ingest.problems import stop
from ingest.schema import Column, Kinds, Table

_ROWS = 2_000  # how far down the drop-downs reach
_WORDS = {
    "en": (
        "Records",
        "Columns",
        "Codes",
        ("Column", "What it means", "Must be filled", "Kind of value", "Example"),
        "yes",
        "no",
    ),
    "es": (
        "Registros",
        "Columnas",
        "Códigos",
        ("Columna", "Qué significa", "Obligatorio", "Tipo de valor", "Ejemplo"),
        "sí",
        "no",
    ),
}
_TYPES = {
    "en": {
        "string": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "Yes or No",
        "date": "day, as 2024-03-09 or 03/09/2024",
        "time": "time, as 22:50",
        "datetime": "day and time, as 2024-03-09 22:50",
        "array": "one or more, with ; between",
        "code": "one of the list",
    },
    "es": {
        "string": "texto",
        "integer": "número entero",
        "number": "número",
        "boolean": "Sí o No",
        "date": "día, como 2024-03-09",
        "time": "hora, como 22:50",
        "datetime": "día y hora, como 2024-03-09 22:50",
        "array": "uno o más, separados por ;",
        "code": "uno de la lista",
    },
}


def columns(table: Table, kinds: Kinds) -> list[Column]:
    """The columns that a template asks for, in order: what names the record first, then the kind's own."""
    mappable = kinds.mappable(table)
    numbers = [name for name in kinds.numbers(table) if name in mappable]
    targets = {target for column in table.columns.values() for target in column.coarsen}
    rest = [name for name in mappable if name not in numbers and not (name in targets and not mappable[name].codes)]
    readable = [
        name for name in rest if kinds.tables[mappable[name].table].readable_key and mappable[name].table != table.name
    ]
    return [mappable[name] for name in [*numbers, *rest] if name not in readable]


def write(table: Table, kinds: Kinds, path: Path, language: str = "en") -> None:
    """Write the template; the file's ending says which sort. Raises `Stop`: unknown-input, or see `new_file`."""
    makers = {".csv": _write_csv, ".xlsx": _write_workbook}
    if path.suffix.lower() not in makers:
        raise stop("unknown-input", path.name, suffix=path.suffix or path.name, known=one_of(("CSV", "XLSX")))
    makers[path.suffix.lower()](table, kinds, path, language)


def _write_csv(table: Table, kinds: Kinds, path: Path, language: str) -> None:
    with new_text(path) as file:
        csv.writer(file).writerow([_title(column, language) for column in columns(table, kinds)])


def _write_workbook(table: Table, kinds: Kinds, path: Path, language: str) -> None:
    records, explained, listed, _, yes, no = _WORDS[language]
    asked = columns(table, kinds)
    with new_workbook(path) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        text = book.add_format({"num_format": "@"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(records)
        _explain(book.add_worksheet(explained), asked, language, bold, wrap)
        _show(book.add_worksheet(EXAMPLE_SHEETS[language]), asked, kinds, language, bold, text)
        ranges = _lists(book.add_worksheet(listed), asked, kinds, language, bold, listed)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(asked):
            sheet.set_column(place, place, max(14, min(34, len(_title(column, language)) + 3)), text)
            sheet.write(0, place, _title(column, language), bold)
            if column.type == "boolean":
                sheet.data_validation(
                    1, place, _ROWS, place, {"validate": "list", "source": [yes.capitalize(), no.capitalize()]}
                )
            elif column.codes and column.type == "string":
                sheet.data_validation(
                    1, place, _ROWS, place, {"validate": "list", "source": f"={ranges[column.codes]}"}
                )


def _explain(sheet: Any, asked: list[Column], language: str, bold: Any, wrap: Any) -> None:
    *_, heads, yes, no = _WORDS[language]
    for place, (head, width) in enumerate(zip(heads, (28, 70, 16, 30, 28), strict=True)):
        sheet.set_column(place, place, width)
        sheet.write(0, place, head, bold)
    for line, column in enumerate(asked, 1):
        kind = _TYPES[language]["code" if column.codes and column.type == "string" else column.type]
        meaning = column.description if language == "en" else column.description_es
        for place, cell in enumerate(
            (_title(column, language), meaning, yes if column.required else no, kind, column.example)
        ):
            sheet.write_string(line, place, cell, wrap)


def _show(sheet: Any, asked: list[Column], kinds: Kinds, language: str, bold: Any, text: Any) -> None:
    """One row as a clerk would fill it in, in a sheet of its own: in the first it would be loaded as a record."""
    for place, column in enumerate(asked):
        title = _title(column, language)
        sheet.set_column(place, place, max(14, min(34, len(title) + 3)), text)
        sheet.write(0, place, title, bold)
        sheet.write_string(1, place, example(column, kinds, language), text)


def example(column: Column, kinds: Kinds, language: str = "en") -> str:
    """A column's example as a clerk would write it: a code's label, a yes in their language."""
    *_, yes, no = _WORDS[language]
    if column.type == "boolean" and column.example in ("yes", "no"):
        return (yes if column.example == "yes" else no).capitalize()
    code = kinds.codes[column.codes].codes.get(column.example) if column.codes else None
    if code:
        return code.label if language == "en" else code.label_es
    return column.example or ("1" if column.name in kinds.numbers(kinds.tables[column.table]) else "")


def _lists(sheet: Any, asked: list[Column], kinds: Kinds, language: str, bold: Any, name: str) -> dict[str, str]:
    """Write each code list's labels under its column's title; where each stands, for the drop-downs."""
    ranges: dict[str, str] = {}
    for column in asked:
        if column.codes and column.codes not in ranges:
            place, codes = len(ranges), kinds.codes[column.codes]
            sheet.set_column(place, place, 32)
            sheet.write(0, place, _title(column, language), bold)
            labels = [
                code.label if language == "en" else code.label_es
                for code in (*codes.codes.values(), *codes.reserved.values())
                if not code.until and code.code not in {"unmapped", "suppressed"}
            ]
            for line, label in enumerate(labels, 1):
                sheet.write_string(line, place, label)
            letter = xl_col_to_name(place, col_abs=True)
            ranges[column.codes] = f"'{name}'!{letter}$2:{letter}${len(labels) + 1}"
    return ranges


def _title(column: Column, language: str) -> str:
    return column.title if language == "en" else column.title_es
