"""Something that was found: which entry of the catalogue, where, and what fills its sentence. A stop has several."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ingest.catalogue import CATALOGUE, OF_FORM, Level
from ingest.language import ENGLISH, Words, phrase, speaking, translated

HIDDEN = phrase("(not shown: it may be private)")


@dataclass(frozen=True)
class Problem:
    """Something found: which entry, where (file, line, column), and what fills its sentence."""

    code: str
    where: str = ""
    line: int = 0
    column: Words = ""
    fills: dict[str, object] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        return CATALOGUE[self.code].level

    @property
    def says(self) -> str:
        return translated(CATALOGUE[self.code].says).format_map(self.fills)

    def of_form(self) -> Problem:
        """The same in one of our forms, where there is no format to be mended."""
        return replace(self, fills=self.fills | {"is_form": True}) if self.code in OF_FORM else self

    @property
    def do(self) -> str:
        if self.fills.get("is_form") and self.code in OF_FORM:
            return str(OF_FORM[self.code])
        return translated(CATALOGUE[self.code].do).format_map(self.fills)

    @property
    def sort(self) -> tuple[str, str, str]:
        """What is counted together, whoever reads it: code, column and next step, in English."""
        with speaking(ENGLISH):
            return self.code, str(self.column), self.do

    @property
    def place(self) -> str:
        """`file:line, column`, as far as known."""
        place = f"{self.where}:{self.line}" if self.line else self.where
        return ", ".join(part for part in (place, str(self.column)) if part)

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.says} {self.do} [{self.code}]"


class Stop(Exception):
    """Nothing can be done as asked; holds every problem that says why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def stop(code: str, where: str = "", line: int = 0, column: Words = "", /, **fills: object) -> Stop:
    """A `Stop` with one problem: `raise stop("no-file", "june.csv")`."""
    said = {name: _in_words(value) for name, value in fills.items()}
    return Stop(Problem(code, where, line, column, said))


def _in_words(value: object) -> object:
    """That a file is cut off or damaged in our words; what else a library says stays as it says it."""
    if isinstance(value, EOFError):
        return phrase("it is cut off")
    if isinstance(value, (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error)):
        return phrase("it is damaged, or something else than its name says")
    return value


def quoted(values: Iterable[str]) -> str:
    """`"a", "b"` for a message."""
    return ", ".join(f'"{value}"' for value in values)
