"""One data folder with the declarations that it is read by: the place where every act happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest import register
from ingest.agencies import Agencies
from ingest.archive import inside
from ingest.formats import TableMap, template_format
from ingest.keys import NAME, Keys, has_secret, open_keys
from ingest.language import Words, phrase
from ingest.problems import Problem, Stop, stop
from ingest.read import KNOWN, is_data, unpacked, whole_name
from ingest.received import Received
from ingest.recognise import Found, recognise
from ingest.schema import Kinds


@dataclass
class Room:
    """One data folder with the declarations that it is read by: the place where every act happens."""

    data: Path
    kinds: Kinds
    agencies: Agencies

    def keys(self, write: bool = False) -> Keys:
        """The folder's keys; a check in a new folder makes throw-away ones. Raises `Stop` (no-secret, other-secret)."""
        if not write and not has_secret(self.data) and not self.has_loads():
            return Keys(bytes(32))
        keys = open_keys(self.data, not self.has_loads())
        if Received(self.data).secret_mark() not in {"", keys.mark}:
            raise stop("other-secret", NAME)
        return keys

    def has_loads(self) -> bool:
        """Whether anything was ever loaded here: then there are records, or files, that have their names."""
        return Received(self.data).has_loads() or register.has_loads(self.data)

    def recognise(self, path: Path, agency: str, table: str, name: str = "") -> tuple[Found, str]:
        """How to read a file, and whose it is. Raises `Stop` with a question when that is not certain."""
        if agency:
            self.agencies.agency(agency)
        known = self.agencies.names()
        whose = agency or (known[0] if len(known) == 1 else "")
        templates = [template_format(one, self.kinds, whose) for one in self.kinds.tables.values() if not one.made]
        read, member = unpacked(*inside(path))
        name = Path(member).name if member else name
        formats, broken = self.agencies.readable(agency)
        told = [problem for problems in broken.values() for problem in problems]
        found = recognise(read, formats, templates, table, name, bool(agency or table), told)
        if (found.format.agency or whose) in broken:
            raise Stop(*broken[found.format.agency or whose])
        if found.format.is_template and not whose and self.kinds.tables[found.format.name].has_agency:
            raise stop("which-agency", path.name, known=one_of_these(known))
        return found, found.format.agency or whose

    def header_of(self, row: dict[str, object]) -> tuple[str, ...]:
        """The header of a file that was loaded, from the bytes that were kept."""
        received = Received(self.data)
        kept = next(iter(received.folder.glob(f"{str(row['sha256'])[:2]}/{row['sha256']}*")), None)
        if kept is None:
            raise stop("received-gone", str(row["file_name"]), act=row["load"])
        name, _, member = str(row["file_name"]).partition("/")
        found, _ = self.recognise(kept / member, str(row["agency"]), str(row["asked"]), name)
        return found.header

    def files(self, paths: list[Path], agency: str, table: str) -> list[tuple[Path, Found, str]]:
        """Every file that is meant, recognised, wholes before their parts. A folder means its files that are data, also
        those of folders inside it; not what is hidden.
        """
        meant: list[Path] = []
        for path in paths:
            meant += sorted(_inside(path)) if path.is_dir() else [path]
        if not meant:
            raise stop("no-files", str(paths[0]), known=KNOWN)
        problems: list[Problem] = []
        made = []
        for path in meant:
            try:
                found, whose = self.recognise(path, agency, table)
                made.append((whole_name(path), found, whose))
            except Stop as error:
                problems += error.problems
        if problems:
            raise Stop(*{str(one): one for one in problems}.values())
        order = list(self.kinds.tables)
        return sorted(
            made,
            key=lambda one: (one[2], min((order.index(plan.table) for plan in _maps(one[1])), default=len(order))),
        )


def _inside(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if is_data(path) and path.is_file() and not is_hidden:
            yield path


def one_of_these(agencies: list[str]) -> Words:
    """Agencies that may be named, or how to have the first one."""
    return ", ".join(agencies) or phrase("none yet, see docs/add-an-agency.md")


def _maps(found: Found) -> tuple[TableMap, ...]:
    return () if found.is_left_out else found.format.maps_for(found.role_name)
