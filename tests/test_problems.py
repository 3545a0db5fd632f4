"""The catalogue of problems and the code agree: every entry is used, every use is an entry and fills its sentence."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rooms import ROOT, Office

from ingest.catalogue import CATALOGUE

MODULES = sorted([*(ROOT / "ingest").rglob("*.py"), *(ROOT / "publish").glob("*.py")])
SAYERS = {"Problem", "stop", "Bad", "slip", "_problem"}


@dataclass(frozen=True)
class Use:
    """One place in the code that names a problem: where, the code, and the names that fill its sentence."""

    place: str
    code: str
    fills: frozenset[str] | None  # None where they cannot be read from the code


def uses() -> Iterator[Use]:
    for path in MODULES:
        if path.name != "catalogue.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield from _use(node, f"{path.parent.name}/{path.name}:{node.lineno}")


def _use(node: ast.Call, place: str) -> Iterator[Use]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    first = node.args[0] if node.args else None
    if name in SAYERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
        given: set[str] | None = set()
        for keyword in node.keywords:
            if keyword.arg == "fills" or keyword.arg is None:
                given = _keys(keyword.value) if keyword.arg else None
                break
            given.add(keyword.arg)  # type: ignore[union-attr]  # a set until the loop ends
        if name in {"Problem", "_problem"} and given is not None and len(node.args) > 4 - (name == "_problem"):
            given = _keys(node.args[-1])
        yield Use(place, first.value, None if given is None else frozenset(given))


def _keys(node: ast.AST) -> set[str] | None:
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        return {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
    return None


USES = list(uses())
WORDS = {
    node.value
    for path in MODULES
    if path.name != "catalogue.py"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
}


def braces(code: str) -> set[str]:
    entry = CATALOGUE[code]
    return {name for text in (entry.says, entry.do) for _, name, *_ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_entry_is_used(code: str) -> None:
    assert code in WORDS, "nothing in ingest/ or publish/ says this; take it out or use it"


def test_every_use_is_an_entry() -> None:
    assert len(USES) > 60
    assert [use for use in USES if use.code not in CATALOGUE] == []


def test_every_use_fills_its_sentence() -> None:
    wrong = [
        (use.place, use.code, sorted(braces(use.code) - use.fills))
        for use in USES
        if use.fills is not None and use.code in CATALOGUE and not braces(use.code) <= use.fills
    ]
    assert wrong == [], "these would end in a KeyError instead of a message"


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_entry_says_what_to_do_and_can_be_explained(code: str, tmp_path: Path) -> None:
    entry = CATALOGUE[code]
    assert entry.says.strip().endswith((".", "?", "}"))
    assert entry.do.strip().endswith((".", "}", "FILE", "NAME", "rebuild", "release", "status", "force"))
    said = Office(tmp_path).ingest("explain", code)
    assert said.out.splitlines()[0] == code
