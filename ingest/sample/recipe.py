"""What the sample is made of: `agencies/<agency>/sample/<set>.yml`, believable shares said as data.

A recipe has `things` (what there is in the made-up town) and `files` (how a clerk writes it down). A thing's cells bear
the names of the file's headers, so a reader sees in one place what a column holds and how often.

    things:
      <thing>:
        count: how many, as a way; a part's count is drawn for each of its wholes
        of: the thing that this is a part of; its cells are seen from here
        each: things of which every combination makes one (an officer and a person)
        picks: {from: thing, weight: cell, share: percent}: one row of another thing, whose cells are seen from here
        sorted: a cell by which all rows are put in order before the cells after it are drawn
        rows: a list of maps, where the rows are few and written out
        cells: name: way
      A thing of another recipe of the agency is named set.thing; one of another agency, agency/set.thing.
    files:
      <file name, with {Cell} where rows go to several files>:
        rows: the thing of which one row is written for each
        columns: the headers, in order; each is the cell of that name
        gather: header: {each: part, cell: name, with: "; "}, the parts' cells in one
        marks: {each: part, cell: name, yes: X, no: "", headers: [...]}, one column for each value
        renamed: file name: {header: its name in that file}
        above, blank_rows, repeat_rows, encoding, delimiter, sheet: how messy the file is
        bad: a list of {file, row, set: {header: text}, cut, why}: rows that are wrong on purpose; with `again: yes`
             the wrong row is one more, below the right one, so that what hangs on the right one still stands

A cell's way is a text ({Cell} is filled in), a list to draw from, or a map with one of

    text: "{Cell} and {Cell}"
    words: {word: weight}      with several: {1-2: weight} and with: "; " a list in one cell
    numbers: {18-24: weight}   a whole number
    day: {from, to, years, months, weekdays}
    clock: {0-5: weight}       a time of day, by hours
    after: cell                with days: {0-3: weight}, minutes: {...}; until: a day after which it is not known yet
    serial: EF-YYYY-####       a number; of: the cell with its day; each: a cell, for each value of which it begins at 1
    part: YYYY                 a part of the day in the cell under `of`
    by: cell, when: {value: way, a | b: way, "*": way}
    kind: table.column         drawn from what the kind says: its code list, its type, its limits

and, beside any of them, `blank` (percent) and `written` (a date pattern, or several with weights; `cell` is a real
date of a workbook).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.language import phrase
from ingest.plain import Map, load
from ingest.sample.chance import Odds
from ingest.sample.draw import PAGE, Lend, Way, way, weights
from ingest.schema import Kinds

_THING = frozenset(("count", "of", "each", "picks", "sorted", "rows", "cells"))
_PICKS = frozenset(("from", "weight", "share"))
_FILE = frozenset(
    ["rows", "columns", "gather", "marks", "renamed", "above", "blank_rows", "repeat_rows"]
    + ["encoding", "delimiter", "sheet", "bad"]
)
_GATHER = frozenset(("each", "cell", "with"))
_MARKS = frozenset(("each", "cell", "yes", "no", "headers"))
_BAD = frozenset(("file", "row", "again", "set", "cut", "why"))


@dataclass(frozen=True)
class Thing:
    """One sort of thing in the made-up town. `rows` are written out; else `count` says how many."""

    label: str
    count: Way | None
    of: str
    each: tuple[str, ...]
    picks: Map
    sorted: str
    rows: tuple[dict[str, str], ...]
    cells: dict[str, Way]


@dataclass(frozen=True)
class Script:
    """One file, or several of one pattern: what is written and how messily. `said` keeps the words and their lines."""

    pattern: str
    rows: str
    columns: tuple[str, ...]
    said: Map


@dataclass(frozen=True)
class Recipe:
    """One recipe. `written` says how the cells that hold days are written."""

    agency: str
    label: str
    things: dict[str, Thing]
    scripts: tuple[Script, ...]
    written: dict[str, Odds[str]]


def load_recipe(path: Path, kinds: Kinds, lend: Lend, root: Path) -> Recipe:
    """The recipe in one YAML file. Raises `Stop` with file and line for every slip."""
    said = load(path, root)
    said.known(frozenset(("title", "things", "files")), PAGE)
    said.need("title", "things", page=PAGE)
    things, listed = said.map("things"), said.map("files")
    written = {}
    for thing in things:
        cells = things.map(thing).map("cells")
        for cell in cells:
            if isinstance(cells[cell], Map) and "written" in cells[cell]:
                written[cell] = Odds(weights(cells[cell], "written"))
    return Recipe(
        agency=path.parent.parent.name,
        label=path.stem,
        things={thing: _thing(thing, things, kinds, lend) for thing in things},
        scripts=tuple(_script(pattern, listed) for pattern in listed),
        written=written,
    )


def _thing(label: str, things: Map, kinds: Kinds, lend: Lend) -> Thing:
    said = things.map(label)
    said.known(_THING, PAGE)
    picks, cells, above = said.map("picks"), said.map("cells"), list(things)[: list(things).index(label)]
    picks.known(_PICKS, PAGE)
    for word in (said.text("of"), *said.texts("each"), picks.text("from")):
        if word and "." not in word and word not in above:
            raise said.slip("word-value", word=label, found=word, expected=phrase("a thing that stands above it"))
    if said.text("sorted") and said.text("sorted") not in cells:
        expected = phrase("one of its cells")
        raise said.slip("word-value", "sorted", word="sorted", found=said.text("sorted"), expected=expected)
    return Thing(
        label=label,
        count=way(said, "count", kinds, lend) if "count" in said else None,
        of=said.text("of"),
        each=said.texts("each"),
        picks=picks,
        sorted=said.text("sorted"),
        rows=tuple({cell: one.text(cell) for cell in one} for one in said.get("rows", [])),
        cells={cell: way(cells, cell, kinds, lend) for cell in cells},
    )


def _script(pattern: str, files: Map) -> Script:
    said = files.map(pattern)
    said.known(_FILE, PAGE)
    said.need("rows", "columns", page=PAGE)
    gather, marks = said.map("gather"), said.map("marks")
    for header in gather:
        gather.map(header).known(_GATHER, PAGE)
    marks.known(_MARKS, PAGE)
    for one in said.get("bad", []):
        one.known(_BAD, PAGE)
        one.need("row", "why", page=PAGE)
    return Script(pattern, said.text("rows"), (*said.texts("columns"), *marks.texts("headers")), said)
