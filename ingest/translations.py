"""The sentences to be said in other languages: `ingest/locale/*.po`, kept in step with the catalogue and the code.

What is derived is the list: each sentence, where it stands, which problem says it. What stands under it is written by
hand, in that file or with any editor of PO files, and stays as long as the sentence does. A sentence that is new has
nothing under it, and `tests/test_language.py` names it.
"""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from ingest.catalogue import CATALOGUE
from ingest.language import ENGLISH, LANGUAGES

_SAYS = {"phrase": (0, 1), "counted": (1, 3)}  # what is called with sentences, and where they stand among the arguments
_HEAD = r"""# msgid: Derived from ingest/ and publish/ by make derive. Do not edit. msgstr: written here, by hand.
msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def pages(root: Path) -> dict[str, str]:
    """Path under `root` -> text of the list of sentences for each language but English."""
    return {
        f"ingest/locale/{language}.po": _page(root / f"ingest/locale/{language}.po", language, root)
        for language in LANGUAGES
        if language != ENGLISH
    }


def _page(path: Path, language: str, root: Path) -> str:
    listed = Catalog(language)
    if path.exists():
        with path.open("rb") as file:
            listed = read_po(file, language)
    listed.update(_said(root), no_fuzzy_matching=True)
    made = BytesIO()
    write_po(made, listed, width=0, omit_header=True, ignore_obsolete=True, include_lineno=False)
    return _HEAD.replace("{language}", language) + made.getvalue().decode("utf-8").lstrip("\n")


def _said(root: Path) -> Catalog:
    """Every sentence: of the catalogue in its order, then of the code, file by file."""
    made = Catalog()
    for entry in CATALOGUE.values():
        for words in (entry.says, entry.do):
            if any(text.strip() for text, *_ in string.Formatter().parse(words)):
                made.add(words, locations=[("ingest/catalogue.py", 1)], auto_comments=[entry.code])
    for sentence, name in _in_code(root):
        made.add(sentence, locations=[(name, 1)])
    return made


def _in_code(root: Path) -> Iterator[tuple[str | tuple[str, ...], str]]:
    for path in sorted([*root.glob("ingest/**/*.py"), *root.glob("publish/**/*.py")]):
        calls = [one for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(one, ast.Call)]
        for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            said = call.args[slice(*_SAYS.get(name, (0, 0)))]
            words = [str(one.value) for one in said if isinstance(one, ast.Constant)]
            if words:
                yield tuple(words) if len(words) > 1 else words[0], path.relative_to(root).as_posix()
