"""Headers as names, and how well those of a file fit a format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch

from ingest.formats import Format, Role, fold_header
from ingest.mending import OURS
from ingest.read import Sheet

_ENOUGH = 5  # fewer headers are too weak a signature (Iowa's office list fits Pennsylvania's format)
_UNNAMED = "column "  # and its number: as `unique` calls a header that is blank


def unique(header: Iterable[str]) -> tuple[str, ...]:
    """Header cells as names: a repeated one becomes `NAME (2)`, an unnamed one `column 5`."""
    made: list[str] = []
    seen: dict[str, int] = {}
    for position, name in enumerate(header, 1):
        clean = " ".join(name.replace("\xa0", " ").replace("\0", "").split()) or f"{_UNNAMED}{position}"
        seen[fold_header(clean)] = seen.get(fold_header(clean), 0) + 1
        made.append(clean if seen[fold_header(clean)] == 1 else f"{clean} ({seen[fold_header(clean)]})")
    return tuple(made)


def is_unnamed(at: int, name: str) -> bool:
    """Whether `unique` called the header at this place so, and nobody else: `column B` is a name like any other."""
    return name == f"{_UNNAMED}{at + 1}"


@dataclass(frozen=True)
class Match:
    """One reading of a file held against one format: the line taken for its header, and the headers that the format
    does not know. `named`: the file's name fits, or a person said whose it is.
    """

    sheet: Sheet
    format: Format
    role: Role | None
    header: tuple[str, ...]
    line: int
    unknown: tuple[str, ...]
    named: bool

    @property
    def fits(self) -> bool:
        """Whether the format knows every header, and they are enough to know the file by."""
        return (
            not self.unknown
            and self.known > 0
            and bool(self.role or self.format.maps_for(""))
            and (self.named or self.format.is_template or len(self.header) >= _ENOUGH)
        )

    @property
    def is_whole(self) -> bool:
        """Whether the file has every header that the format cannot do without."""
        folded = {fold_header(name) for name in self.header}
        return all(folded & {fold_header(name) for name in headers} for headers in self.format.needed)

    @property
    def known(self) -> int:
        """How many headers the format knows."""
        return sum(not is_unnamed(at, name) for at, name in enumerate(self.header)) - len(self.unknown)

    @property
    def share(self) -> float:
        """How many of all they are."""
        return self.known / max(len(self.header), 1)


def held(name: str, made: Format, sheet: Sheet, line: int, header: tuple[str, ...], sure: bool) -> Match:
    """Hold a line of a file against a format."""
    roles = [role for role in made.roles.values() if fnmatch(name, role.pattern.lower())]
    role = roles[0] if roles else _role_by_headers(made, header)
    known = {*made.headers(), *OURS}
    unknown = tuple(
        head for at, head in enumerate(header) if fold_header(head) not in known and not is_unnamed(at, head)
    )
    return Match(sheet, made, role, header, line, unknown, bool(roles) or sure)


def _role_by_headers(made: Format, header: tuple[str, ...]) -> Role | None:
    """Of a set of linked files, the one whose headers these are: the role that knows all and lacks fewest."""
    folded = {fold_header(name) for name in header}
    fits = [
        (len(set(made.headers(label)) - folded), label)
        for label in made.roles
        if any(
            fold_header(cell_header) in folded
            for one in made.maps_for(label)
            for cell in one.cells.values()
            for cell_header in cell.headers
        )
    ]
    return made.roles[min(fits)[1]] if fits else None
