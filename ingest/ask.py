"""The questions that a draft leaves open, in words. No value of the file is ever among them, only lines and counts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from ingest.codelist import fold
from ingest.fit import MOMENTS, Guess, Place
from ingest.language import Phrase, Words, counted, one_of, phrase
from ingest.problems import quoted
from ingest.profile import Profile
from ingest.schema import Column, Kinds, Table
from ingest.survey import Survey

_EMPTY = re.compile(r"(\w+) is null")
_DAYS = ("date", "datetime")
_SPOKEN = 3  # columns that a question names
# Words for nothing that may be shown, because they are ours and nobody's.
_NOTHING = frozenset(
    ["unknown", "unk", "n a", "na", "none", "tbd", "pending", "open", "not reported", "not specified", "not stated"]
    + ["not applicable", "not available", "no date", "missing", "desconocido", "desconocida", "sin fecha", "no aplica"]
)


def named(header: str) -> str:
    """A header as a question names it."""
    return json.dumps(header, ensure_ascii=False)


def address(place: Place) -> str:
    """A column as a question names it."""
    return ".".join(place)


def perhaps(guesses: Iterable[Guess]) -> Words:
    """The likeliest columns: `use_of_force.beat or use_of_force.district`."""
    return one_of(address(guess.place) for guess in list(guesses)[:_SPOKEN])


def meaning(one: Profile, guesses: list[Guess], column: Column | None) -> list[Phrase]:
    """A header that could mean anything, or several things, in sentences. `column`: the likeliest."""
    codes = column.codes if column else ""
    made = [phrase("{name}: what does it mean?", name=named(one.header))]
    if guesses:
        made.append(phrase("Perhaps {columns}.", columns=perhaps(guesses)))
    if guesses and guesses[0].split and (guesses[0].fits or not codes):
        made.append(phrase("Its cells hold several: add split: {mark}", mark=json.dumps(guesses[0].split) + "."))
    if codes and one.filled and not guesses[0].fits:
        made.append(phrase("Few of its words are in the list {list}: add them under values.", list=codes))
    if column and column.type not in MOMENTS and guesses[0].odd and not guesses[0].fits:
        made.append(_unfit(one, guesses[0], column))
    if column and column.type in _DAYS and (years := one.serial_years):
        made.append(
            phrase(
                "Its numbers may be days as spreadsheets count them, of {years}: then write serial under dates.",
                years=years[0] if years[0] == years[1] else phrase("{first} to {last}", first=years[0], last=years[1]),
            )
        )
    if not one.filled:
        made.append(phrase("It is empty in every row."))
    return [*made, phrase("Map it, or name it under ignore with a reason.")]


def _unfit(one: Profile, guess: Guess, column: Column) -> Phrase:
    """How many cells the likeliest column could not hold, and what it can."""
    cells = f"{one.filled:,}"
    if column.type == "boolean":
        return counted(
            guess.odd,
            "{count} of {all} cells is neither yes nor no.",
            "{count} of {all} cells are neither yes nor no.",
            all=cells,
        )
    low, high = column.minimum or phrase("anything"), column.maximum or phrase("anything")
    return counted(
        guess.odd,
        "{count} of {all} cells is no number from {low} to {high}.",
        "{count} of {all} cells are no number from {low} to {high}.",
        all=cells,
        low=low,
        high=high,
    )


def somebodys(one: Profile, guesses: list[Guess]) -> Phrase:
    """A header whose cells look like somebody's, though it may be one of our columns."""
    return phrase(
        "{name}: some cells look like somebody's. Name it under ignore, or map it to {columns}.",
        name=named(one.header),
        columns=perhaps(guesses),
    )


def two_orders(one: Profile, patterns: tuple[str, str], place: Place) -> Phrase:
    """A column of days that two patterns read as different days."""
    return phrase(
        "{name}: every value fits {one} and {other}. Ask the sender, write one under dates, and map the header to "
        "{column}.",
        name=named(one.header),
        one=patterns[0],
        other=patterns[1],
        column=address(place),
    )


def clashes(one: Profile, pattern: str, others: list[str]) -> Phrase:
    """A column of days whose pattern would read another column's cells as other days."""
    return phrase(
        "{name}: its dates, {pattern}, would clash with {others}.",
        name=named(one.header),
        pattern=pattern,
        others=", ".join(others),
    )


def not_quite(one: Profile, patterns: tuple[str, ...], place: Place) -> list[Phrase]:
    """A column of days with some cells that are none, in sentences."""
    days = one.days
    lines = ", ".join(str(line) for line in sorted(days.odd.values()))
    made = [
        phrase(
            "{name}: {most} of {all} cells read {pattern}.",
            name=named(one.header),
            most=f"{days.most:,}",
            all=f"{days.cells:,}",
            pattern=one_of(patterns or ("YYYY-MM-DD",)),
        )
    ]
    if lines:
        made.append(
            counted(len(days.odd), "This one does not: line {lines}.", "Some do not: lines {lines}.", lines=lines)
        )
    words = [word for word in days.odd if fold(word) in _NOTHING]
    if words:
        made.append(phrase("If that means that nothing is known, write missing: [{words}].", words=quoted(words)))
    else:
        made.append(phrase("If those cells mean that nothing is known, name their words under missing."))
    return [*made, phrase("Then map the header to {column}.", column=address(place))]


def greenwich(one: Profile, place: Place) -> Phrase:
    """A column of times in UTC. No word of a format moves a time to where it happened."""
    return phrase(
        "{name}: its times are in UTC, and ours are local. Read as they stand, hours would be wrong, and days near "
        "midnight. Ask the sender for local times, and make the draft again. Or name it under ignore, and map another "
        "header to {column}.",
        name=named(one.header),
        column=address(place),
    )


def merged(one: Profile, rows: int, together: list[str], place: Place) -> Phrase:
    """A column with the number of a record that is empty in rows below a filled one."""
    return phrase(
        "{name}: {empty} of {rows} cells are empty. If an empty cell repeats the one above, as merged cells do, add "
        "same_as_above: [{headers}]. Then map the header to {column}.",
        name=named(one.header),
        empty=f"{rows - one.filled:,}",
        rows=f"{rows:,}",
        headers=", ".join(map(named, together)),
        column=address(place),
    )


def marked(headers: tuple[str, ...], places: list[Place]) -> Phrase:
    """Columns of marks whose headers are words of several lists."""
    return phrase(
        "{names}: marks that fit {columns}. Name them under marked in one of these, or under ignore with a reason.",
        names=", ".join(map(named, headers)),
        columns=one_of(map(address, places)),
    )


def number(table: Table, name: str) -> list[Phrase]:
    """The number of a record that no header gives, in sentences."""
    asked = phrase(
        "Which header holds {number}, the number of one {unit}? Add it to tables.", number=name, unit=table.unit.single
    )
    alone = phrase(
        "If there is none, write rows: {{repeats: once}} under {table}: rows that agree in all are one.",
        table=table.name,
    )
    return [asked] if table.columns[name].required else [asked, alone]


def needed(table: Table, name: str) -> Phrase:
    """A column that every record needs, and no header gives."""
    return phrase(
        "Which header holds {column} ({title})? Each {unit} needs it. Add it to tables. If no header says it and it is "
        "the same in every row: {name}: {{always: VALUE}}.",
        column=address((table.name, name)),
        title=table.columns[name].called,
        unit=table.unit.single,
        name=name,
    )


def refers(table: Table, other: Table, lacking: list[str]) -> Phrase:
    """A record of another table that each row must name, and no header does."""
    return phrase(
        "Which {unit} does each {row} belong to? Add to tables: {table}: {{{columns}}}. What no header says may be the "
        "same in every row: {name}: {{always: {example}}}.",
        unit=other.unit.single,
        row=table.unit.single,
        table=other.name,
        columns=", ".join(f"{name}: HEADER" for name in lacking),
        name=lacking[-1],
        example=other.columns[lacking[-1]].example,
    )


def of_file(look: Survey) -> list[str]:
    """What is asked about the file as a whole: its encoding, its sheets, what they hide."""
    made: list[object] = []
    if look.is_guess:
        letter, line = look.letter or ("?", look.line)
        made.append(
            phrase(
                "The file is not UTF-8, and encoding: {encoding} is a guess. Read so, the first letter that shows it "
                'is "{letter}" on line {line}. If another should stand there, ask the sender, and make the draft '
                "again with --encoding.",
                encoding=look.encoding,
                letter=letter,
                line=line,
            )
        )
    if look.twins:
        made.append(
            phrase(
                "The sheets {sheets} have the same headers. This draft fits each of them. Which should be loaded? Save "
                "each of those as a file by itself.",
                sheets=quoted(look.twins),
            )
        )
    return [*map(str, made), *(f"{one.says} {one.do}" for one in look.unseen)]


def also(place: Place) -> Phrase:
    """What is added where a column of days holds times of day too."""
    return phrase("It holds times of day too: map it also to {column}.", column=address(place))


def _must(table: Table) -> set[str]:
    """The columns without which no record of a table passes: required ones, and those that a rule wants filled."""
    by_rule = {found[1] for rule in table.rules if (found := _EMPTY.fullmatch(rule.wrong_when.strip()))}
    return by_rule | {name for name, column in table.columns.items() if column.required and column.is_stored}


def unanswered(kinds: Kinds, table: Table, is_whole: bool, filled: set[Place]) -> list[str]:
    """What must be known of each record of a table, and no header says."""
    made: list[object] = []
    columns, must = table.columns, _must(table)
    for name in table.number if is_whole else ():
        other = kinds.tables.get(columns[name].refers_to)
        if other and other.readable_key and (table.name, name) not in filled:
            lacking = [part for part in other.number if (other.name, part) not in filled]
            made += [refers(table, other, lacking)] if lacking else []
        elif (table.name, name) not in filled:
            made.append(" ".join(map(str, number(table, name))))
    for name in columns:
        if name in must and name not in table.number and (table.name, name) not in filled:
            made.append(needed(table, name))
    return list(map(str, made))
