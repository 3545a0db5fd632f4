"""Who sends files: the folders under `agencies/`, each with an `agency.yml` and its formats."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.clean import Bad, Cleaner, Value
from ingest.dialect import load_format
from ingest.formats import Format
from ingest.language import phrase
from ingest.owed import WORD, Owed, read
from ingest.plain import load, nearest
from ingest.problems import Problem, Stop, stop
from ingest.schema import AGENCY, Kinds, Table

DECLARED = "declared"


@dataclass(frozen=True)
class Agency:
    """One sender: the short name of its folder, what its `agency.yml` says (cleaned), where it stands, what it owes."""

    name: str
    values: dict[str, Value]
    folder: Path
    owes: tuple[Owed, ...] = ()


@dataclass
class Agencies:
    """Every agency under one folder. `root` shortens the names that messages show."""

    folder: Path
    kinds: Kinds

    def names(self) -> list[str]:
        """Short names, in alphabetical order."""
        return sorted(path.parent.name for path in self.folder.glob("*/agency.yml"))

    def agency(self, name: str) -> Agency:
        """One agency. Raises `Stop` when there is none of that name, or its file has a slip."""
        if name not in self.names():
            raise stop("no-agency", agency=name, nearest=nearest(name, self.names()))
        table = declared(self.kinds)
        said = load(self.folder / name / "agency.yml", self.folder.parent)
        columns = {column.name: column for column in table.columns.values() if column.is_stored}
        said.known(frozenset([*columns, WORD]), f"docs/dictionary/{table.name}.md")
        values: dict[str, Value] = {}
        wrong = []
        for column in columns.values():
            try:
                values[column.name] = Cleaner(column, self.kinds.codes.get(column.codes))(said.text(column.name))
            except Bad as bad:
                wrong.append(Problem(bad.code, said.where, said.lines.get(column.name, 1), column.name, bad.fills))
        if wrong:
            raise Stop(*wrong)
        return Agency(name, values, self.folder / name, read(said, self.kinds))

    def formats(self, agency: str = "") -> list[Format]:
        """Every format, or those of one agency."""
        names = [agency] if agency else self.names()
        return [load_format(path, self.kinds, self.folder.parent) for name in names for path in self._pages(name)]

    def readable(self, agency: str = "", besides: str = "") -> tuple[list[Format], dict[str, list[Problem]]]:
        """The formats that can be read, and what is wrong with the others, by agency: a slip of one stops no other."""
        made: list[Format] = []
        wrong: dict[str, list[Problem]] = {}
        for name in [agency] if agency else self.names():
            for path in self._pages(name) if name != besides else ():
                try:
                    made.append(load_format(path, self.kinds, self.folder.parent))
                except Stop as error:
                    wrong.setdefault(name, []).extend(error.problems)
        return made, wrong

    def _pages(self, name: str) -> list[Path]:
        return [path for path in sorted((self.folder / name).glob("*.yml")) if path.name != "agency.yml"]


def declared(kinds: Kinds) -> Table:
    """The one table whose rows come from `agency.yml` files."""
    table = next((table for table in kinds.tables.values() if table.made == DECLARED), None)
    if table is None or table.key != AGENCY:
        word = phrase("a table with key {key} and made: {made}", key=AGENCY, made=DECLARED)
        raise stop("word-missing", "kinds/", word=word, page="docs/add-a-kind.md")
    return table
