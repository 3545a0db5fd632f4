"""A first format for a file that nobody has described: what is sure is written, what is not is a question.

A header with a question is neither mapped nor ignored, so no load is possible while one is open (new-header). Put under
`ignore`, it would be lost without a word. No value of the file is written, only our words about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ingest import ask
from ingest.called import Called
from ingest.dates import clash
from ingest.days import at_midnight, is_greenwich
from ingest.fit import MOMENTS, Guess, Place
from ingest.formats import Format
from ingest.language import phrase
from ingest.marks import marks
from ingest.profile import Profile
from ingest.schema import Column, Kinds, Table
from ingest.suggest import VOICES, Dictionary, spelled
from ingest.survey import Survey, survey

_SOMEBODY = re.compile(
    r"(first|last|middle|full|sur|officer|subject|complainant|citizen|victim|person|employee) ?name"
    r"|^(name|nombre|apellidos?|dob|ssn)$|birth|phone|e ?mail|social security|licen[cs]e (plate|number)"
)
_HALVES = {"date": "time", "time": "date"}
_MERGED = 0.95  # of the rows have a number where the others are slips; with fewer, cells may be merged


@dataclass
class Draft:
    """What is written: columns by table, headers left out, date patterns, and questions in the order of the file.

    `asked`: the columns that some question is about, so that no other asks for them too.
    """

    kinds: Kinds
    scope: list[Table]
    look: Survey
    columns: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    marked: dict[Place, dict[str, str]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asked: set[Place] = field(default_factory=set)

    @property
    def mapped(self) -> int:
        """How many headers are mapped."""
        headers = {header for columns in self.columns.values() for header, _ in columns.values()}
        return len(headers.union(*self.marked.values()))

    @property
    def filled(self) -> set[Place]:
        """The columns that some header fills."""
        return {(table, name) for table, columns in self.columns.items() for name in columns} | set(self.marked)

    def ask(self, *sentences: object, about: Place | None = None) -> None:
        """Ask one question."""
        self.questions.append(" ".join(map(str, sentences)))
        self.asked |= {about} if about else set()

    def note(self, said: object) -> None:
        """Say what is no question."""
        self.notes.append(str(said))

    def map(self, header: str, place: Place, split: str = "", patterns: Iterable[str] = ()) -> None:
        """Write a header to a column, and how its days are written."""
        table, column = place
        self.columns.setdefault(table, {})[column] = header, split
        self.dates += [pattern for pattern in patterns if pattern not in self.dates]


def draft(
    path: Path, kinds: Kinds, called: Called, formats: list[Format], table: str = "", encoding: str = ""
) -> Draft:
    """The draft of a file's format. `formats`: the other agencies'; `table`, `encoding`: what a person named.

    Raises `Stop`.
    """
    look = survey(path, encoding)
    known = Dictionary(kinds, called, formats)
    scope = known.scope(look.columns, table, path.name, look.above)
    made = Draft(kinds, scope, look)
    hot = marks(look.columns, scope, kinds)
    made.marked = hot.sure
    columns = [one for one in look.columns if one.header not in hot.headers]
    guessed = [known.guesses(one, scope) for one in columns]
    settled = known.settle(guessed)
    for one, guesses, sure in zip(columns, guessed, settled, strict=True):
        is_somebodys = _SOMEBODY.search(spelled(one.header)) and not known.is_own(one.header, scope)
        if is_somebodys or one.is_personal and not guesses:
            made.ignored.append(one.header)
        else:
            _decide(made, one, guesses, sure)
    for headers, places in hot.asked.items():
        made.ask(ask.marked(headers, places))
    made.scope = [*scope, *known.beside(scope)]
    made.missing = sorted({text for one in columns for text in one.missing})
    _finish(made, columns, settled)
    return made


def _decide(made: Draft, one: Profile, guesses: list[Guess], sure: Guess | None) -> None:
    first = sure or (guesses[0] if guesses else None)
    nearly = next((guess for guess in guesses if guess.nearly and guess.weight >= VOICES), None)
    utc = next((guess for guess in guesses if _is_moment(made, guess) and any(map(is_greenwich, guess.patterns))), None)
    if one.is_personal:
        made.ask(ask.somebodys(one, guesses))
    elif utc and one.days.has_times:
        made.ask(ask.greenwich(one, utc.place), about=utc.place)
    elif first and first.fits and (two := clash(first.patterns)):
        made.ask(ask.two_orders(one, two, first.place), *_also(made, one, first.place), about=first.place)
    elif nearly and not sure:
        two = clash(nearly.patterns)
        said = ask.not_quite(one, two or nearly.patterns[:1], nearly.place)
        made.ask(*said, *_also(made, one, nearly.place), about=nearly.place)
        if not two and not clash((*made.dates, *nearly.patterns[:1])):
            made.dates += [pattern for pattern in nearly.patterns[:1] if pattern not in made.dates]
    elif sure and clash((*made.dates, *sure.patterns[:1])):
        made.ask(ask.clashes(one, sure.patterns[0], made.dates), about=sure.place)
    elif sure and _is_merged(made, one, sure.place):
        together = [other.header for other in made.look.columns if other.gaps == one.gaps]
        made.ask(ask.merged(one, made.look.rows, together, sure.place), about=sure.place)
    elif sure:
        _map(made, one, sure)
    else:
        made.ask(*ask.meaning(one, guesses, _column(made, guesses[0].place) if guesses else None))


def _column(made: Draft, place: Place) -> Column:
    return made.kinds.mappable(made.kinds.tables[place[0]])[place[1]]


def _is_moment(made: Draft, guess: Guess) -> bool:
    return _column(made, guess.place).type in MOMENTS


def _is_merged(made: Draft, one: Profile, place: Place) -> bool:
    """Whether a column looks like merged cells: a record's number, in the first row and not in many others."""
    whole = made.scope[0]
    is_number = place[0] == whole.name and place[1] in whole.number
    return is_number and one.starts == made.look.first and one.filled < made.look.rows * _MERGED


def _map(made: Draft, one: Profile, guess: Guess) -> None:
    patterns = guess.patterns[:1]
    if patterns and is_greenwich(patterns[0]):
        patterns = (at_midnight(patterns[0]),)
        made.note(
            phrase(
                "{name}: each time in it is 00:00 in UTC, so only its days are read. A row with another time will be "
                "set aside.",
                name=ask.named(one.header),
            )
        )
    if guess.odd:
        made.note(
            phrase(
                "{name}: {count} cells do not fit {column}. Their rows will be set aside, unless missing or values "
                "names those words.",
                name=ask.named(one.header),
                count=f"{guess.odd:,}",
                column=guess.place[1],
            )
        )
    made.map(one.header, guess.place, guess.split, patterns)


def _finish(made: Draft, columns: list[Profile], settled: list[Guess | None]) -> None:
    """The other halves of days with times, once every header has its column; then what is still missing, first."""
    for one, sure in zip(columns, settled, strict=True):
        if sure and sure.place in made.filled and _is_moment(made, sure) and one.days.has_times:
            _map_other_half(made, one, sure.place)
    needed = []
    for table in made.scope:
        if table is made.scope[0] or made.columns.get(table.name):
            needed += ask.unanswered(made.kinds, table, table is made.scope[0], made.filled | made.asked)
    made.questions = [*needed, *ask.of_file(made.look), *made.questions]


def _map_other_half(made: Draft, one: Profile, place: Place) -> None:
    """A column that holds days and times also fills the column for the time beside that for the day, or the day."""
    half = _other_half(made, place)
    column = made.kinds.tables[place[0]].columns.get(place[1])
    if half and half not in made.filled | made.asked:
        made.map(one.header, half)
    elif not half and column and column.type == "date":
        made.note(phrase("{name}: {table} keeps no time of day for it.", name=ask.named(one.header), table=place[0]))


def _also(made: Draft, one: Profile, place: Place) -> list[object]:
    half = _other_half(made, place) if one.days.has_times else None
    return [ask.also(half)] if half else []


def _other_half(made: Draft, place: Place) -> Place | None:
    """The column for the time of day beside one for the day, or the other way round: they share their first word."""
    columns = made.kinds.tables[place[0]].columns
    if place[1] not in columns or columns[place[1]].type not in _HALVES:
        return None
    kind = columns[place[1]].type
    wanted = place[1].removesuffix(kind) + _HALVES[kind]
    return (place[0], wanted) if wanted in columns and columns[wanted].type == _HALVES[kind] else None
