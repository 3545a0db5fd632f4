"""`kinds/answers.csv`: the titles of columns that answers to questions have, in both languages, each said once.

A column of an answer keeps the name that its SQL gives it, in files and for programs; people read its title.
"""

from __future__ import annotations

import csv
from pathlib import Path

from ingest.language import Either
from ingest.problems import stop

NAME = "answers.csv"
WORDS = ("name", "title", "title_es")


def load_answers(folder: Path) -> dict[str, Either]:
    """The titles of a `kinds/` folder; none where it has no such file. Raises `Stop` for a line that is not whole."""
    path, made = folder / NAME, dict[str, Either]()
    if not path.exists():
        return made
    with path.open(newline="", encoding="utf-8") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            gone = [word for word in WORDS if not (row.get(word) or "").strip()]
            if gone or row["name"] in made:
                what = gone[0] if gone else f"{row['name']}, a second time,"
                raise stop("word-missing", f"kinds/{NAME}", line, word=what, page="docs/add-a-kind.md")
            made[row["name"]] = Either(row["title"], row["title_es"])
    return made
