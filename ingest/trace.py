"""Which rows of received files tell of certain records: each file is read once more, as its load read it."""

from __future__ import annotations

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest import meant, stage
from ingest.act import CAME_AS
from ingest.beside import Beside
from ingest.fetch import Cells
from ingest.formats import fold_header
from ingest.map import Plan
from ingest.meant import Names
from ingest.outcome import Examination
from ingest.problems import stop
from ingest.read import Sheet
from ingest.received import BESIDE, Act, Received
from ingest.recognise import Found
from ingest.room import Room
from ingest.rows import rows_of
from ingest.swap import LOOKING


@dataclass(frozen=True)
class Place:
    """One table of one kept file as the file of one agency: loads may read the same file more than once, and others
    look rows up in it. Two agencies may send the same bytes, and mean records of their own."""

    sha256: str
    member: str = ""
    sheet: str = ""
    agency: str = ""


@dataclass
class Trace:
    """What kept files tell of the doomed records: rows to take out, cells of other rows to empty (line -> places).

    `asked` and `needed` are rows that were looked up for rows that go, and for rows that stay.
    """

    doomed: Names
    lines: dict[Place, set[int]] = field(default_factory=lambda: defaultdict(set))
    emptied: dict[Place, dict[int, set[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    asked: dict[Place, set[int]] = field(default_factory=lambda: defaultdict(set))
    needed: dict[Place, set[int]] = field(default_factory=lambda: defaultdict(set))

    def taken(self, place: Place, is_undone: bool = False) -> set[int]:
        """The lines of a table that are taken out: a row that was looked up stays while another row needs it.

        Of a load that was undone, whoever's file it was said to be.
        """
        if is_undone:
            return {
                line for one in self.places if replace(one, agency=place.agency) == place for line in self.taken(one)
            }
        return self.lines.get(place, set()) | (self.asked.get(place, set()) - self.needed.get(place, set()))

    @property
    def places(self) -> set[Place]:
        """The tables of which anything is taken out or emptied."""
        return {place for place in {*self.lines, *self.asked} if self.taken(place)} | set(self.emptied)


@contextmanager
def opened(room: Room, received: Received, act: Act) -> Iterator[tuple[Found, str]]:
    """The file of a load, under the name that it came with, in a folder of its own with those it looked into."""
    (room.data / LOOKING).mkdir(exist_ok=True)
    with TemporaryDirectory(dir=room.data / LOOKING) as folder:
        for name, kept in received.files(act).items():
            if not kept.exists():
                raise stop("received-gone", name, act=act.number)
            shutil.copyfile(kept, f"{folder}/{name}")
        words = act.words
        named = Path(folder) / words["file"] / words.get("member", "")
        yield room.recognise(named, words["agency"], words["asked"], words.get(CAME_AS, ""))


def place_of(act: Act, found: Found) -> Place:
    """Where a load's rows stand."""
    return Place(act.words["sha256"], act.words.get("member", ""), found.sheet.name, act.words["agency"])


def places_beside(act: Act, sheets: dict[str, Sheet]) -> dict[str, Place]:
    """Label -> where the rows stand that a load looked up."""
    return {
        label: Place(act.words[f"{BESIDE}{label}"].partition(" ")[0], "", sheet.name, act.words["agency"])
        for label, sheet in sheets.items()
    }


def look(room: Room, received: Received, act: Act, trace: Trace) -> None:
    """Add what the file of a load, and those beside it, tell of the doomed records; parts of them are doomed too.

    Raises `Stop` for a file that cannot be read any more.
    """
    with opened(room, received, act) as (found, agency), closing(sqlite3.connect(":memory:")) as connection:
        connection.isolation_level = None
        stage.attach(connection)
        plan = Plan(found, room.kinds, room.keys(), agency)
        made = Examination(found, plan, stage.shelves(connection, plan.tables, room.kinds), connection)
        connection.execute("CREATE TABLE stage._rejects (line, cells, problems)")
        other = meant.beside_of(plan)
        one = _Look(plan, trace, place_of(act, found), other, places_beside(act, other.sheets if other else {}))
        one.rows(chain.from_iterable(rows_of(made)))
        one.silent(found.sheet.rows())
        one.beside()


@dataclass
class _Look:
    """One file that is being looked into."""

    plan: Plan
    trace: Trace
    place: Place
    other: Beside | None
    others: dict[str, Place]
    seen: set[int] = field(default_factory=set)

    def rows(self, rows: Iterable[tuple[int, Cells]]) -> None:
        """Rows that may make records."""
        for line, cells in rows:
            self.seen.add(line)
            keys, wholes = meant.told(self.plan, line, cells)
            parents = {key: (self.plan.kinds.tables[key[0]].parent, whole) for key, whole in wholes.items()}
            self.trace.doomed |= {key for key, whole in parents.items() if whole in self.trace.doomed}
            self._row(line, cells, keys)

    def silent(self, rows: Iterable[tuple[int, Cells]]) -> None:
        """Rows that make none: too short or too long, dropped by their format, or without what they look up."""
        width, format_ = len(self.plan.found.header), self.plan.found.format
        above = [self.plan.index[head] for head in map(fold_header, format_.same_as_above) if head in self.plan.index]
        last: dict[int, str] = {}
        for line, cells in rows:
            if line <= self.plan.found.line:
                continue
            if len(cells) >= width and not any(cells[width:]):
                for place in above:
                    cells[place] = last[place] = cells[place].strip() or last.get(place, "")
            if line not in self.seen:
                padded = meant.whole(self.plan, cells)
                self._row(line, padded, meant.named(self.plan, padded))

    def beside(self) -> None:
        """Rows of other files whose id is the number of a doomed record."""
        for label, line, keys in meant.ids(self.plan, self.other):
            if keys & self.trace.doomed:
                self.trace.asked[self.others[label]].add(line)

    def _row(self, line: int, cells: Cells, keys: Names) -> None:
        width = len(self.plan.found.header)
        cells = list(cells[: len(self.plan.header) - len(self.plan.beside)])
        is_doomed = bool(keys & self.trace.doomed)
        if is_doomed:
            self.trace.lines[self.place].add(line)
        else:
            for key, places in meant.pointed(self.plan, meant.whole(self.plan, cells)):
                for place in places if key in self.trace.doomed else ():
                    if place < width and cells[place]:
                        cells[place] = ""
                        self.trace.emptied[self.place][line].add(place)
        for label, there in self.other.lines(cells) if self.other else ():
            (self.trace.asked if is_doomed else self.trace.needed)[self.others[label]].add(there)
