"""The things of a recipe, made up: every row with its cells, wholes before their parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from ingest.language import phrase
from ingest.sample.chance import Cells, Dice, Odds
from ingest.sample.draw import Lend, number
from ingest.sample.recipe import Recipe, Thing

_TRIES = 50  # before the same row is picked twice for one whole


@dataclass
class Made:
    """One made-up thing: its cells, those of its wholes and of what it picked among them, and its parts by sort."""

    cells: Cells
    parts: dict[str, list[Made]] = field(default_factory=dict)


Things = dict[str, list[Made]]


def invent(recipe: Recipe, dice: Dice, lend: Lend) -> Things:
    """Every thing of a recipe. `lend` gives the rows of things in other recipes."""
    made: Things = {}

    def seen(name: str) -> list[Cells]:
        return lend(name) if "." in name else [row.cells for row in made[name]]

    for thing in recipe.things.values():
        made[thing.label] = _rows(thing, made, dice, seen)
    return made


def _rows(thing: Thing, made: Things, dice: Dice, lend: Lend) -> list[Made]:
    """Every row of one thing: cells down to `sorted` are drawn, rows are put in order, the rest is drawn."""
    pick = _Picker(thing, lend) if thing.picks else None
    pairs: list[tuple[Made, Made]] = []
    for whole in made[thing.of] if thing.of else [Made({})]:
        taken: set[int] = set()
        for cells in _combined(thing, whole, lend):
            for one in _copies(thing, cells, dice):
                pairs.append((whole, Made(one | pick.draw(dice, taken) if pick else one)))
    names = list(thing.cells)
    early = names[: names.index(thing.sorted) + 1] if thing.sorted else []
    _draw(thing, early, pairs, dice)
    if thing.sorted:
        pairs.sort(key=lambda pair: pair[1].cells[thing.sorted])
    _draw(thing, names[len(early) :], pairs, dice)
    for whole, row in pairs:
        whole.parts.setdefault(thing.label, []).append(row)
    return [row for _, row in pairs]


def _draw(thing: Thing, names: list[str], pairs: list[tuple[Made, Made]], dice: Dice) -> None:
    for _, row in pairs:
        for name in names:
            row.cells[name] = thing.cells[name](row.cells, dice)


def _combined(thing: Thing, whole: Made, lend: Lend) -> Iterator[Cells]:
    """What a row starts from: its whole's cells, with every combination of the things under `each`."""
    lists = [[row.cells for row in whole.parts[name]] if name in whole.parts else lend(name) for name in thing.each]
    for combined in product(*lists):
        cells = dict(whole.cells)
        for one in combined:
            cells |= one
        yield cells


def _copies(thing: Thing, cells: Cells, dice: Dice) -> Iterator[Cells]:
    if thing.rows:
        for row in thing.rows:
            yield cells | row
        return
    said = thing.count(cells, dice) if thing.count else "1"
    if not said.isdigit():
        raise thing.picks.slip("word-value", word="count", found=said, expected=phrase("a whole number"))
    for _ in range(int(said)):
        yield dict(cells)


class _Picker:
    """Picks a row of another thing, no row twice for one whole. A row that was not to pick sees empty cells."""

    def __init__(self, thing: Thing, lend: Lend) -> None:
        self.rows = lend(thing.picks.text("from"))
        weight = thing.picks.text("weight")
        self.odds = Odds((place, float(row[weight]) if weight else 1.0) for place, row in enumerate(self.rows))
        self.share = number(thing.picks, "share") or 100.0
        self.empty = dict.fromkeys(self.rows[0], "")

    def draw(self, dice: Dice, taken: set[int]) -> Cells:
        if not dice.happens(self.share):
            return self.empty
        for _ in range(_TRIES):
            place = self.odds.draw(dice)
            if place not in taken:
                break
        taken.add(place)
        return self.rows[place]
