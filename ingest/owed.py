"""What an agency owes: the word `reports:` of its `agency.yml`, read strictly. What is not said there is not owed.

```yaml
reports:
  use_of_force: {every: month, due: 30, since: 2023-01, withheld: {2024-03: court_order}}
```

A table can be owed when each of its records has a day that goes out at once: what is told of its months is then no more
than its records tell themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.codelist import CodeList
from ingest.language import one_of, phrase
from ingest.periods import LENGTHS, Period, period
from ingest.plain import Map, nearest
from ingest.problems import stop
from ingest.schema import COVERED as COVERED
from ingest.schema import Kinds, Table

WORD = "reports"
PAGE = "docs/add-an-agency.md"
_CODES = "docs/dictionary/codes.md"
_WORDS = frozenset(["every", "due", "since", "withheld"])
_LATEST_DUE = 366


@dataclass(frozen=True)
class Owed:
    """One table that an agency owes: how often, due how many days after each period, since when, and what it may keep.

    `withheld`: period -> code of the reason.
    """

    table: str
    every: str
    due: int
    since: Period
    withheld: dict[str, str] = field(default_factory=dict)


def can_be_owed(table: Table) -> bool:
    """Whether a table's records have a day each, and nothing of it waits or is hidden."""
    column = table.columns.get(table.date)
    is_open = column and column.is_stored and column.publish == column.protected == "open"
    is_coarsened = any(table.date in other.coarsen for other in table.columns.values())
    is_whole = table.has_agency and not (table.made or table.parent or table.publish)
    return bool(is_whole and is_open and not is_coarsened)


def read(said: Map, kinds: Kinds) -> tuple[Owed, ...]:
    """What one `agency.yml` says under `reports`. Raises `Stop` with the line of the slip."""
    reports = said.map(WORD)
    reports.known(frozenset(name for name, table in kinds.tables.items() if can_be_owed(table)), PAGE)
    return tuple(_entry(name, reports.map(name), kinds) for name in kinds.tables if name in reports)


def _entry(table: str, said: Map, kinds: Kinds) -> Owed:
    said.known(_WORDS, PAGE)
    said.need("every", "due", "since", page=PAGE)
    every, due, since = said.text("every"), said.text("due"), period(said.text("since"))
    if every not in LENGTHS:
        raise said.slip("word-value", "every", word="every", found=every, expected=one_of(LENGTHS))
    if not re.fullmatch(r"\d{1,3}", due) or int(due) > _LATEST_DUE:
        expected = phrase("a number of days up to {most}", most=_LATEST_DUE)
        raise said.slip("word-value", "due", word="due", found=due, expected=expected)
    if since is None:
        example = phrase("a month, a quarter or a year, such as 2024-05, 2024-Q2 or 2024")
        raise said.slip("word-value", "since", word="since", found=said.text("since"), expected=example)
    return Owed(table, every, int(due), since, _withheld(said.map("withheld"), every, kinds))


def _withheld(said: Map, every: str, kinds: Kinds) -> dict[str, str]:
    made = {}
    reasons = lists(kinds)[1].codes if said else {}
    for text in said:
        named = period(text)
        if named is None or named.length != LENGTHS[every]:
            expected = phrase("a period of this length: {every}, as {page} shows", every=every, page=PAGE)
            raise said.slip("word-value", text, word="withheld", found=text, expected=expected)
        reason = said.text(text)
        if reason not in reasons:
            raise said.slip("word", text, word=reason, nearest=nearest(reason, reasons), page=_CODES)
        made[text] = reason
    return made


def lists(kinds: Kinds) -> tuple[CodeList, CodeList]:
    """The states of a period, and the reasons to withhold one: the two lists of the kind of coverage, in their order.

    Raises `Stop` (word-missing) where no kind is made of what is owed.
    """
    table = next((table for table in kinds.tables.values() if table.made == COVERED), None)
    named = [kinds.codes[column.codes] for column in table.columns.values() if column.codes] if table else []
    if len(named) != 2:
        raise stop(
            "word-missing", "kinds/", word=phrase("a table with made: {made}", made=COVERED), page="docs/add-a-kind.md"
        )
    return named[0], named[1]
