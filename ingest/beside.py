"""Put beside each row the row of another file whose id it names: the word `lookup` of a format.

The other file stands in the same folder and is found by its pattern under `files`. It is read as it is, once, and held
in memory: such files list counties or precincts, and are short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from itertools import islice
from pathlib import Path

from ingest.formats import Lookup, Role, fold_header, looked_up
from ingest.match import unique
from ingest.problems import Stop, quoted, stop
from ingest.read import Row, Sheet, sheets
from ingest.recognise import LOOK, Found


class NotThere(Exception):
    """The other file has no row with this id."""

    def __init__(self, header: str, key: str, value: str) -> None:
        super().__init__(key)
        self.header, self.key, self.value = header, key, value


def names(found: Found) -> tuple[str, ...]:
    """The headers, such as `county.name`, that a file's maps take from other files; none that the file has itself."""
    own = {fold_header(name) for name in found.header}
    reached = looked_up(found.format.roles, found.role_name)
    headers = (
        header
        for made in found.format.maps_for(found.role_name)
        for cell in made.cells.values()
        for header in cell.headers
        if header.partition(".")[0] in reached and fold_header(header) not in own
    )
    return tuple(dict.fromkeys(headers))


def paths(found: Found) -> dict[str, Path]:
    """Label -> the file beside this one that it stands for, for every label that is needed. Raises `Stop`."""
    return {lookup.label: _path(found, lookup.label) for _, lookup in _steps(found)}


def _steps(found: Found) -> list[tuple[str, Lookup]]:
    """The lookups that are needed, each after the one that gives it its row: the label of that row, and the lookup."""
    reached = looked_up(found.format.roles, found.role_name)
    needed: set[str] = set()
    for name in names(found):
        label = name.partition(".")[0]
        while label and label not in needed:
            needed.add(label)
            label = reached[label][0]
    return [step for label, step in reached.items() if label in needed]


def _path(found: Found, label: str) -> Path:
    own, pattern = found.sheet.path, found.format.roles[label].pattern
    there = [
        path for path in sorted(own.parent.iterdir()) if path != own and fnmatch(path.name.lower(), pattern.lower())
    ]
    if not there:
        raise stop("lookup-gone", own.name, label=label, pattern=pattern)
    if len(there) > 1:
        raise stop("lookup-two", own.name, label=label, files=quoted(path.name for path in there))
    return there[0]


@dataclass(frozen=True)
class _Step:
    """One lookup, ready: which row gives the id, at which place, and the other file's rows and lines by their id."""

    source: str
    place: int
    lookup: Lookup
    sheet: Sheet
    rows: dict[str, list[str]]
    lines: dict[str, int]


class Beside:
    """The other files of one file, read. `header` is the file's own, with what its format adds. Raises `Stop`."""

    def __init__(self, found: Found, header: Iterable[str]) -> None:
        wanted = names(found)
        places = {"": {fold_header(name): place for place, name in enumerate(header)}}
        self._steps: list[_Step] = []
        steps = _steps(found)
        for source, lookup in steps:
            label, role = lookup.label, found.format.roles[lookup.label]
            takes = [name.partition(".")[2] for name in wanted if name.partition(".")[0] == label]
            takes += [lookup.key, *(later.header for above, later in steps if above == label)]
            sheet, line, there = _reading(_path(found, label), found.format.encoding, role, takes)
            places[label] = {fold_header(name): place for place, name in enumerate(there)}
            numbers = {
                place for name, place in places[label].items() if fold_header(f"{label}.{name}") in found.format.bare
            }
            sheet = replace(sheet, bare=frozenset(numbers))
            if fold_header(lookup.header) not in places[source]:
                raise stop("lookup-header", found.sheet.path.name, header=lookup.header, format=found.format.where)
            rows, lines = _by_id(sheet, line, len(there), places[label][fold_header(lookup.key)], lookup.key)
            place = places[source][fold_header(lookup.header)]
            self._steps.append(_Step(source, place, lookup, sheet, rows, lines))
        cut = [name.partition(".") for name in wanted]
        self._takes = [(label, places[label][fold_header(name)]) for label, _, name in cut]

    @property
    def sheets(self) -> dict[str, Sheet]:
        """Label -> how the file that it stands for is read."""
        return {step.lookup.label: step.sheet for step in self._steps}

    def lines(self, own: list[str]) -> set[tuple[str, int]]:
        """Label and line of every row of another file that a row takes from, as far as it finds them."""
        rows, made = {"": own}, set[tuple[str, int]]()
        for step in self._steps:
            value = rows[step.source][step.place].strip() if step.source in rows else ""
            if value in step.rows:
                rows[step.lookup.label] = step.rows[value]
                made.add((step.lookup.label, step.lines[value]))
        return made

    def ids(self) -> Iterator[tuple[str, int, int, str]]:
        """Every row that this file's rows may name: its label and line, the place of the cell that names it, its id."""
        for step in self._steps:
            if not step.source:
                yield from ((step.lookup.label, line, step.place, value) for value, line in step.lines.items())

    def cells(self, own: list[str]) -> list[str]:
        """What the other files say of a row; nothing where it names no id. Raises `NotThere`."""
        rows: dict[str, list[str] | None] = {"": own}
        for step in self._steps:
            source, lookup = rows[step.source], step.lookup
            value = source[step.place].strip() if source else ""
            rows[lookup.label] = step.rows.get(value) if value else None
            if value and rows[lookup.label] is None:
                header = f"{step.source}.{lookup.header}" if step.source else lookup.header
                raise NotThere(header, f"{lookup.label}.{lookup.key}", value)
        return [row[place] if (row := rows[label]) else "" for label, place in self._takes]


def _reading(path: Path, encoding: str, role: Role, takes: list[str]) -> tuple[Sheet, int, tuple[str, ...]]:
    """How to read another file: the sheet, the line of its header, and the header. Raises `Stop`."""
    needed, tries = {fold_header(name) for name in takes}, []
    errors: list[Stop] = []
    for sheet in sheets(path, encoding, role.widths):
        try:
            for line, cells in islice(sheet.rows(), LOOK):
                header = unique(role.header or cells)
                share = len(needed & {fold_header(name) for name in header})
                tries.append((share, len(cells), (sheet, -1 if role.header else line, header)))
        except Stop as error:
            errors.append(error)  # a wrong separator is a wrong try, unless every try is wrong
    if not tries:
        raise errors[0] if errors else stop("empty-file", path.name)
    sheet, line, header = max(tries, key=lambda one: one[:2])[2]
    known = {fold_header(name) for name in header}
    for name in takes:
        if fold_header(name) not in known:
            raise stop("lookup-header", path.name, header=name, format=role.label)
    return sheet, line, header


def _by_id(
    sheet: Sheet, header_line: int, width: int, place: int, key: str
) -> tuple[dict[str, list[str]], dict[str, int]]:
    """The rows and lines of another file by their id. Raises `Stop` where two have one id, or a row is cut wrongly."""
    rows: dict[str, list[str]] = {}
    lines: dict[str, int] = {}
    for line, cells in _whole(sheet, header_line, width):
        value = cells[place].strip()
        if value in lines:
            raise stop("lookup-twice", sheet.path.name, line, key, first=lines[value])
        if value:
            rows[value], lines[value] = cells, line
    return rows, lines


def _whole(sheet: Sheet, header_line: int, width: int) -> Iterator[Row]:
    for line, cells in sheet.rows():
        if line <= header_line:
            continue
        if len(cells) < width or any(cells[width:]):
            code = "short-row" if len(cells) < width else "extra-cells"
            raise stop(code, sheet.path.name, line, found=len(cells), expected=width)
        yield line, cells
