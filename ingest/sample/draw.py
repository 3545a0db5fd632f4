"""One made-up cell: the ways in which a recipe of the sample may fill a cell (`ingest.recipe` lists them).

A way is compiled once from the recipe's words and then called for each row with the row's cells and a `Dice`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from ingest.language import all_of, phrase
from ingest.plain import Map, nearest
from ingest.sample.chance import Cells, Dice, Odds, fill, plain, written
from ingest.schema import Kinds

PAGE = "ingest/sample/recipe.py"
Lend = Callable[[str], list[Cells]]  # the rows of a thing: "use_of_force.incident"
Way = Callable[[Cells, Dice], str]

_ANY = "*"
_SPAN = re.compile(r"(\d+)(?:-(\d+))?")


def way(above: Map, word: str, kinds: Kinds, lend: Lend) -> Way:
    """The way that a recipe gives under a word. A text stands for itself, with {Cell} filled in; a list is drawn from.

    Raises `Stop` at the word's line when it says no way, or two.
    """
    said = above[word]
    if isinstance(said, str):
        return _text(said, above, word)
    if isinstance(said, list):
        odds = Odds((one, 1.0) for one in above.texts(word))
        return lambda cells, dice: odds.draw(dice)
    here = above.map(word)
    here.known(_WORDS, PAGE)
    named = [name for name in _WAYS if name in here]
    if len(named) != 1:
        found, expected = (
            all_of(named) if named else phrase("nothing"),
            phrase("one of {words}", words=", ".join(_WAYS)),
        )
        raise above.slip("word-value", word, word=word, found=found, expected=expected)
    return _told(_WAYS[named[0]](here, kinds, lend), here, named[0])


def _told(made: Way, said: Map, word: str) -> Way:
    """A way that leaves its cell empty as often as `blank` says, and says where a cell that it needs is missing."""
    blank = number(said, "blank")

    def told(cells: Cells, dice: Dice) -> str:
        if blank and dice.happens(blank):
            return ""
        try:
            return made(cells, dice)
        except KeyError as gone:
            raise said.slip("word", word, word=gone.args[0], nearest=nearest(gone.args[0], cells), page=PAGE) from None

    return told


def number(said: Map, word: str) -> float:
    """The number under a word; 0 when the word is absent. Raises `Stop` (word-value)."""
    try:
        return float(said.text(word, "0"))
    except ValueError:
        raise said.slip("word-value", word, word=word, found=said.text(word), expected=phrase("a number")) from None


def weights(said: Map, word: str) -> list[tuple[str, float]]:
    """The words under a word with their weights; a plain list weighs all alike."""
    if isinstance(said.get(word), (str, list)):
        return [(one, 1.0) for one in said.texts(word)]
    listed = said.map(word)
    return [(one, number(listed, one)) for one in listed]


def spans(said: Map, word: str) -> Odds[tuple[int, int]]:
    """Weighted spans of whole numbers: `{0-2: 60, 3: 40}`."""
    made = []
    for text, weight in weights(said, word):
        match = _SPAN.fullmatch(text)
        if not match:
            raise said.slip("word-value", word, word=word, found=text, expected=phrase("a span such as 3 or 3-9"))
        made.append(((int(match.group(1)), int(match.group(2) or match.group(1))), weight))
    return Odds(made)


def _within(odds: Odds[tuple[int, int]], dice: Dice) -> int:
    low, high = odds.draw(dice)
    return low + dice.below(high - low + 1)


def _text(said: str, above: Map, word: str) -> Way:
    if "{" not in said:
        return lambda cells, dice: said

    def filled(cells: Cells, dice: Dice) -> str:
        try:
            return fill(said, cells)
        except KeyError as gone:
            raise above.slip("word", word, word=gone.args[0], nearest=nearest(gone.args[0], cells), page=PAGE) from None

    return filled


def _words(said: Map, kinds: Kinds, lend: Lend) -> Way:
    odds = Odds((_text(one, said, "words"), weight) for one, weight in weights(said, "words"))
    if "several" not in said:
        return lambda cells, dice: odds.draw(dice)(cells, dice)
    many, glue = spans(said, "several"), said.text("with", "; ")

    def several(cells: Cells, dice: Dice) -> str:
        return glue.join(dict.fromkeys(odds.draw(dice)(cells, dice) for _ in range(_within(many, dice))))

    return several


def _numbers(said: Map, kinds: Kinds, lend: Lend) -> Way:
    odds = spans(said, "numbers")
    return lambda cells, dice: str(_within(odds, dice))


def _day(said: Map, kinds: Kinds, lend: Lend) -> Way:
    """A day between two days, by the weights of its year, month (January first) and weekday (Monday first)."""
    here = said.map("day")
    here.known(frozenset(("from", "to", "years", "months", "weekdays")), PAGE)
    here.need("from", "to", page=PAGE)
    first, last = _calendar(here, "from"), _calendar(here, "to")
    years = dict(weights(here, "years"))
    months = [float(one) for one in here.texts("months")] or [1.0] * 12
    weekdays = [float(one) for one in here.texts("weekdays")] or [1.0] * 7
    days = [first + timedelta(count) for count in range((last - first).days + 1)]
    odds = Odds(
        (day.isoformat(), years.get(str(day.year), 1.0) * months[day.month - 1] * weekdays[day.weekday()])
        for day in days
    )
    return lambda cells, dice: odds.draw(dice)


def _calendar(said: Map, word: str) -> date:
    try:
        return date.fromisoformat(said.text(word))
    except ValueError:
        expected = phrase("a day as 2024-11-05")
        raise said.slip("word-value", word, word=word, found=said.text(word), expected=expected) from None


def _clock(said: Map, kinds: Kinds, lend: Lend) -> Way:
    """A time of day by weighted hours. People round: every other time ends in 0 or 5."""
    odds = spans(said, "clock")

    def clock(cells: Cells, dice: Dice) -> str:
        hour = _within(odds, dice)
        return f"{hour:02}:{dice.below(12) * 5 if dice.happens(50) else dice.below(60):02}"

    return clock


def _after(said: Map, kinds: Kinds, lend: Lend) -> Way:
    """Days or minutes after another cell's moment; nothing when that is empty, or when it would be past `until`."""
    base, until = said.text("after"), said.text("until", "9999")
    days = spans(said, "days") if "days" in said else None
    minutes = spans(said, "minutes") if "minutes" in said else None

    def after(cells: Cells, dice: Dice) -> str:
        count = timedelta(_within(days, dice) if days else 0, 60 * _within(minutes, dice) if minutes else 0)
        if not cells[base]:
            return ""
        moment = datetime.fromisoformat(cells[base]) + count
        made = moment.isoformat(timespec="minutes")
        made = made if minutes or "T" in cells[base] else made[:10]
        return made if made <= until else ""

    return after


def _serial(said: Map, kinds: Kinds, lend: Lend) -> Way:
    """The next number of a pattern: `EF-YYYY-####` counts anew for each year of the day in the cell `of`.

    So it does for each value of the cell `each`, which need not stand in the pattern.
    """
    pattern, of, each = said.text("serial"), said.text("of"), said.text("each")

    def serial(cells: Cells, dice: Dice) -> str:
        made = fill(pattern, cells)
        made = written(cells[of], made) if of else made
        counted = f"{made}/{cells[each]}" if each else made
        dice.serials[counted] += 1
        count = dice.serials[counted]
        return re.sub("#+", lambda marks: str(count).zfill(len(marks.group())), made)

    return serial


def _part(said: Map, kinds: Kinds, lend: Lend) -> Way:
    pattern, of = said.text("part"), said.text("of")
    return lambda cells, dice: written(cells[of], pattern) if cells[of] else ""


def _by(said: Map, kinds: Kinds, lend: Lend) -> Way:
    """The way that stands under another cell's value; `a | b` stands for both, `*` for every other."""
    by, listed = said.text("by"), said.map("when")
    ways = {one: way(listed, word, kinds, lend) for word in listed for one in word.split(" | ")}

    def chosen(cells: Cells, dice: Dice) -> str:
        made = ways.get(cells[by]) or ways.get(_ANY)
        return made(cells, dice) if made else ""

    return chosen


def _kind(said: Map, kinds: Kinds, lend: Lend) -> Way:
    table, _, name = said.text("kind").partition(".")
    if table not in kinds.tables or name not in kinds.tables[table].columns:
        expected = phrase("a table.column of kinds/")
        raise said.slip("word-value", "kind", word="kind", found=said.text("kind"), expected=expected)
    column = kinds.tables[table].columns[name]
    return lambda cells, dice: plain(column, kinds, dice)


_WAYS: dict[str, Callable[[Map, Kinds, Lend], Way]] = {
    "text": lambda said, kinds, lend: _text(said.text("text"), said, "text"),
    "words": _words,
    "numbers": _numbers,
    "day": _day,
    "clock": _clock,
    "after": _after,
    "serial": _serial,
    "part": _part,
    "by": _by,
    "kind": _kind,
}
_WORDS = frozenset([*_WAYS, "several", "with", "days", "minutes", "until", "of", "each", "when", "blank", "written"])
