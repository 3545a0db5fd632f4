"""The labels under `files` of a format: which files belong together, and what each takes from the others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.formats import Lookup, Role, TableMap, looked_up
from ingest.language import phrase
from ingest.plain import Map, nearest

PAGE = "docs/add-an-agency.md"

_FILE = frozenset(("name", "adds", "header", "lookup", "ignore"))


def load_roles(said: Map) -> dict[str, Role]:
    """Label -> what the format says of its files. Raises `Stop`."""
    made = {}
    for label in said:
        if isinstance(said[label], str):
            made[label] = Role(label, said.text(label))
            continue
        words = said.map(label)
        words.known(_FILE, PAGE)
        words.need("name", page=PAGE)
        if "ignore" in words and len(words) > 2:
            found, expected = phrase("both ignored and read"), phrase("one of the two")
            raise words.slip("word-value", "ignore", word=label, found=found, expected=expected)
        adds = words.map("adds")
        made[label] = Role(
            label,
            words.text("name"),
            {header: adds.text(header) for header in adds},
            *_header(words),
            tuple(_lookups(words.map("lookup"), label, said)),
            words.text("ignore"),
        )
    for label in made:
        _reach_once(label, made, said)
    return made


def _header(words: Map) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The names that a file lacks; given as a map, each with the width of its column."""
    if not isinstance(words.get("header"), Map):
        return words.texts("header"), ()
    header = words.map("header")
    for name in header:
        if not re.fullmatch("[1-9][0-9]{0,3}", width := header.text(name)):
            expected = phrase("how many characters wide the column is, from 1 to 9999")
            raise header.slip("word-value", name, word=name, found=width, expected=expected)
    return tuple(header), tuple(int(header.text(name)) for name in header)


def _lookups(said: Map, label: str, labels: Map) -> Iterable[Lookup]:
    """Each `header: label.id` under `lookup`."""
    for header in said:
        other, _, key = said.text(header).partition(".")
        if not key or other not in labels:
            near = nearest(other, [name for name in labels if name != label])
            raise said.slip("word", header, word=said.text(header), nearest=near, page=PAGE)
        yield Lookup(header, other, key)


def _reach_once(label: str, roles: dict[str, Role], said: Map) -> None:
    """A label that can be reached on two ways, or from itself, would name two rows at once. Raises `Stop`."""
    seen, ahead = {label}, list(roles[label].lookups)
    for step in ahead:
        if step.label in seen or roles[step.label].ignored:
            word = phrase("lookup of {label}", label=label)
            expected = phrase("each other file once, none of them ignored")
            raise said.slip("word-value", label, word=word, found=step.label, expected=expected)
        seen.add(step.label)
        ahead += roles[step.label].lookups


def check_roles(roles: dict[str, Role], maps: tuple[TableMap, ...], said: Map) -> None:
    """Every label fills a table, is looked up or ignored, and every `label.header` can be reached. Raises `Stop`."""
    for made in maps:
        reached = {name for label in made.files or roles for name in looked_up(roles, label)}
        for name, cell in made.cells.items():
            for header in cell.headers:
                other = header.partition(".")[0]
                if other in roles and other not in reached and header != other:
                    known = sorted(reached)
                    near = nearest(other, known)
                    raise said.map("tables").slip("word", made.table, word=f"{name}: {header}", nearest=near, page=PAGE)
    looked = {step.label for role in roles.values() for step in role.lookups}
    for label, role in roles.items():
        if not role.ignored and label not in looked and not any(not made.files or label in made.files for made in maps):
            raise said.map("files").slip("idle-file", label, label=label)


def check_labels(said: Map, roles: dict[str, Role]) -> None:
    """Every label under `file` is one of `files`. Raises `Stop`."""
    for label in said.texts("file"):
        if label not in roles:
            raise said.slip("word", "file", word=label, nearest=nearest(label, roles), page=PAGE)
