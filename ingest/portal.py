"""The portal's own words: `portal.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.plain import load

PAGE = "portal.yml"
WORDS = (
    "title",
    "title_es",
    "place",
    "publisher",
    "contact_office",
    "contact_email",
    "contact_phone",
    "contact_address",
    "contact_hours",
    "complain",
    "complain_es",
    "address",
    "licence",
    "licence_url",
    "languages",
    "fictional",
    "fictional_es",
    "about",
    "about_es",
)


@dataclass(frozen=True)
class Portal:
    """What `portal.yml` says: every word of `WORDS`, as text ("" where it says nothing)."""

    words: dict[str, str]

    @property
    def is_fictional(self) -> bool:
        """Whether every page must say that the records are made up."""
        return bool(self.words["fictional"])


def load_portal(path: Path) -> Portal:
    """The portal's words. Raises `Stop` for an unknown or missing one."""
    said = load(path, path.parent)
    said.known(frozenset(WORDS), PAGE)
    said.need("title", "publisher", "contact_office", "contact_email", "licence", page=PAGE)
    return Portal({word: ", ".join(" ".join(text.split()) for text in said.texts(word)) for word in WORDS})
