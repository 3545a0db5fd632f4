"""Code lists: `kinds/codes/*.csv` as objects, with the reserved codes and the aliases folded in."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from ingest.codelist import RESERVED, Code, CodeList, fold
from ingest.language import phrase
from ingest.plain import nearest
from ingest.problems import stop

WORDS = ("code", "label", "label_es", "definition", "definition_es", "until")


def load_codes(folder: Path, root: Path) -> dict[str, CodeList]:
    """Every code list of a folder, by name. Raises `Stop` for a row that does not hold together."""
    reserved = _codes(folder / f"{RESERVED}.csv", root)
    lists = {
        path.stem: CodeList(path.stem, _codes(path, root), reserved)
        for path in sorted(folder.glob("*.csv"))
        if not path.stem.startswith("_")
    }
    general: dict[str, str] = {}
    path = folder / "_aliases.csv"
    with path.open(newline="", encoding="utf-8") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            where = path.relative_to(root).as_posix()
            target = reserved if row["list"] == RESERVED else lists[row["list"]].codes if row["list"] in lists else None
            if target is None or row["code"] not in target and row["code"] not in reserved:
                raise stop(
                    "unknown-code",
                    where,
                    line,
                    code=row["code"],
                    list=row["list"],
                    nearest=nearest(row["code"], target or {}),
                )
            (general if row["list"] == RESERVED else lists[row["list"]].aliases)[fold(row["alias"])] = row["code"]
    for codes in lists.values():
        codes.general = general
    return lists


def _codes(path: Path, root: Path) -> dict[str, Code]:
    where = path.relative_to(root).as_posix()
    if not path.exists():
        raise stop("no-file", where)
    made: dict[str, Code] = {}
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        for line, row in enumerate(reader, 2):
            if None in row:
                word = "quotation marks around a text with a comma"
                raise stop("word-missing", where, line, word=word, page="docs/add-a-kind.md")
            if not row.get("code") or not row.get("label"):
                raise stop("word-missing", where, line, word=phrase("code or label"), page="docs/add-a-kind.md")
            if row["code"] in made:
                raise stop("yaml-twice", where, line, word=row["code"], first=list(made).index(row["code"]) + 2)
            extra = {name: value or "" for name, value in row.items() if name not in WORDS}
            made[row["code"]] = Code(*made_of(row.get(name) or "" for name in WORDS), properties=extra)
    return made


def made_of(values: Iterable[str]) -> tuple[str, str, str, str, str, str]:
    """The six words of a code, in their order."""
    code, label, label_es, definition, definition_es, until = values
    return code, label, label_es, definition, definition_es, until
