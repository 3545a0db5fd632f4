"""What one agency's file means, as objects: filled by `ingest.dialect`, asked by `recognise` and `map`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ingest.schema import Kinds, Table

_TEXTS = frozenset(["string", "array"])
EXAMPLE_SHEETS = {"en": "Example", "es": "Ejemplo"}  # of a template: the row in it is no record


@dataclass(frozen=True)
class Cell:
    """How one column is filled from a source row. Exactly one of `headers` or `always` speaks.

    how: `first` (the first header that the file has and the row fills), `join`, `all` (several headers, one list)
    or `marked` (one-hot headers, each with its code). `parts` are the headers of a join, those that stand in for one
    another together.
    """

    how: str = "first"
    headers: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    glue: str = " "
    always: str | None = None
    split: tuple[str, ...] = ()
    marked: dict[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TableMap:
    """How source rows fill one standard table: its cells, how many rows one makes, and from which files."""

    table: str
    cells: dict[str, Cell]
    repeats: str = ""
    each: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lookup:
    """Where a row finds the row of another file: its own header with the id, that file's label, the header there."""

    header: str
    label: str
    key: str


@dataclass(frozen=True)
class Role:
    """One label under `files`: the name pattern of its files, what they lack, the header they miss and the width of
    each of its columns, the files that they look things up in, and why they are left out, if they are."""

    label: str
    pattern: str
    adds: dict[str, str] = field(default_factory=dict)
    header: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    ignored: str = ""


@dataclass(frozen=True)
class Correction:
    """A cell or row that is wrong at the source: exact cells that name it (one of several under a header), right cells
    or a drop, why, which files."""

    where: dict[str, frozenset[str]]
    set: dict[str, str]
    drops: bool
    reason: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Example:
    """Made-up rows in, rows out: the format's own test."""

    rows: tuple[dict[str, str], ...]
    out: dict[str, tuple[dict[str, str], ...]]
    role: str = ""


@dataclass
class Format:
    """One agency's dialect of one family of files."""

    agency: str
    name: str
    title: str
    where: str
    maps: tuple[TableMap, ...]
    ignore: dict[str, str] = field(default_factory=dict)
    expect: dict[str, int] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    missing: frozenset[str] = frozenset()
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    numbers_of: dict[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    encoding: str = ""
    same_as_above: tuple[str, ...] = ()
    hidden: dict[str, str] = field(default_factory=dict)
    hidden_sheets: dict[str, str] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    sha256: str = ""
    is_template: bool = False
    needed: tuple[tuple[str, ...], ...] = ()
    bare: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """How messages and `_sources` name it: `seattle-pd/use_of_force`, or `template/use_of_force`."""
        return f"{'template' if self.is_template else self.agency}/{self.name}"

    def maps_for(self, role: str) -> tuple[TableMap, ...]:
        """The table maps that a file of this role fills."""
        return tuple(made for made in self.maps if not made.files or role in made.files)

    def headers(self, role: str = "") -> dict[str, str]:
        """Folded header -> header as written, for every header that the format knows (of one role's maps, if named)."""
        known = [
            header
            for made in (self.maps_for(role) if role else self.maps)
            for cell in made.cells.values()
            for header in cell.headers
        ]
        known += [*self.ignore, *self.same_as_above, *self._looked_at(role)]
        return {fold_header(header): header for header in known}

    def _looked_at(self, role: str) -> Iterator[str]:
        """The headers that serve lookups: of the ids on both sides, and of what is taken from the other file."""
        for label, one in self.roles.items():
            for step in one.lookups:
                yield from (step.header,) if role in {"", label} else ()
                yield from (step.key,) if role in {"", step.label} else ()
        for header in (header for made in self.maps for cell in made.cells.values() for header in cell.headers):
            label, _, taken = header.partition(".")
            if taken and label in self.roles and role in {"", label}:
                yield taken


def bare_headers(maps: Iterable[TableMap], kinds: Kinds) -> frozenset[str]:
    """The headers, folded, that fill a column which is no text: a number in it is wanted without words around it."""
    mapped = (
        (kinds.mappable(kinds.tables[made.table])[name], cell) for made in maps for name, cell in made.cells.items()
    )
    return frozenset(fold_header(head) for column, cell in mapped if column.type not in _TEXTS for head in cell.headers)


def looked_up(roles: Mapping[str, Role], label: str) -> dict[str, tuple[str, Lookup]]:
    """The labels that a label's rows reach by lookups, nearest first: label -> whose row gives the id ("": its own),
    and the lookup."""
    made: dict[str, tuple[str, Lookup]] = {}
    ahead = [("", one) for one in roles[label].lookups] if label in roles else []
    for source, one in ahead:
        made[one.label] = source, one
        ahead += [(one.label, later) for later in roles[one.label].lookups]
    return made


def fold_header(header: str) -> str:
    """Headers are compared without regard to case and runs of blanks."""
    return " ".join(header.replace("\xa0", " ").split()).casefold()


def template_format(table: Table, kinds: Kinds, agency: str) -> Format:
    """The format of our own template for a table: each column under its name or its title, in either language.

    A record that a readable key names is named by that key alone: its number's parts may have everyday names (date).
    """
    cells = {
        name: Cell(headers=(name, column.title, column.title_es), split=(";",) if column.type == "array" else ())
        for name, column in kinds.mappable(table).items()
        if column.table == table.name or not kinds.tables[column.table].readable_key
    }
    maps = (TableMap(table.name, cells, repeats="keep"),)
    return Format(
        agency=agency,
        name=table.name,
        title=f"Template: {table.title}",
        where=f"template of {table.name}",
        maps=maps,
        bare=bare_headers(maps, kinds),
        dates=("MM/DD/YYYY",),
        is_template=True,
        needed=tuple(
            cells[name].headers for name, column in table.columns.items() if column.required and name in cells
        ),
    )
