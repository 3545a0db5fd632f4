"""A code list: its codes, the reserved ones, and every spelling that stands for one. Filled by `ingest.codes`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from ingest.language import Either

UNMAPPED, SUPPRESSED, MULTIPLE = "unmapped", "suppressed", "multiple"
RESERVED = "_reserved"

_PUNCTUATION = re.compile(r"[^\w]+", re.UNICODE)


def fold(text: str) -> str:
    """A value as aliases are compared: case and punctuation folded, whole value (standard.md, D4)."""
    return _PUNCTUATION.sub(" ", text.casefold()).strip()


@dataclass(frozen=True)
class Code:
    """One code of a list, with its words in both languages."""

    code: str
    label: str
    label_es: str
    definition: str
    definition_es: str
    until: str
    properties: dict[str, str] = field(default_factory=dict)


@dataclass
class CodeList:
    """A code list: its own codes, the reserved ones, and every spelling that stands for one."""

    name: str
    codes: dict[str, Code]
    reserved: dict[str, Code] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    general: dict[str, str] = field(default_factory=dict)

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Folded spelling -> code. The code itself first, then aliases, labels, then the reserved words."""
        ladder = [
            {fold(code): code for code in self.codes},
            self.aliases,
            {fold(code.label): code.code for code in self.codes.values()},
            {fold(code.label_es): code.code for code in self.codes.values() if code.label_es},
            {fold(code): code for code in self.reserved},
            self.general,
            {fold(code.label): code.code for code in self.reserved.values()},
        ]
        found: dict[str, str] = {}
        for rung in reversed(ladder):
            found.update(rung)
        return found

    def label(self, code: str) -> str:
        """The label of a code of this list, or of a reserved one."""
        return (self.codes.get(code) or self.reserved[code]).label

    def called(self, code: str) -> Either:
        """The same for whoever reads it."""
        found = self.codes.get(code) or self.reserved[code]
        return Either(found.label, found.label_es)

    def rank(self, code: str) -> float:
        """How grave a code is, where its list says so in a column `rank`. A reserved code gives way to any other.

        A word that has no code yet does not give way to "none".
        """
        if code not in self.codes:
            return 0.5 if code == UNMAPPED else -1
        return float(self.codes[code].properties.get("rank") or 0)

    @property
    def is_ranked(self) -> bool:
        return any(code.properties.get("rank") for code in self.codes.values())

    def __contains__(self, code: str) -> bool:
        return code in self.codes or code in self.reserved
