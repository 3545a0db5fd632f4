"""Words without a code: told with their nearest neighbours, and held against the limit that a column may have.

A word that a format, or the shared aliases, map to `unmapped` by name is known to have no code. It is kept and shown
like the others, and is not counted against the limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.clean import Cleaner, nearest
from ingest.codelist import UNMAPPED, fold
from ingest.language import Words, counted
from ingest.plan import TablePlan
from ingest.problems import HIDDEN, Problem
from ingest.schema import Column
from ingest.stage import Shelf


def neighbours(cleaner: Cleaner, counts: Iterable[tuple[str, int]]) -> list[tuple[Words, int, Words]]:
    """Each word as it may be shown, its rows, and the label of the nearest code; the most frequent first.

    Words that may hold a person stand together, by their nearest code: how many there are, and not what they say.
    """
    shown: list[tuple[Words, int, Words]] = []
    hidden: dict[Words, list[int]] = {}
    for word, rows in counts:
        text, near = cleaner.shown(word), nearest(word, cleaner.codes)
        if text == HIDDEN:
            hidden.setdefault(near, []).append(rows)
        else:
            shown.append((text, rows, near))
    for near, listed in hidden.items():
        words = counted(len(listed), "One word that may be private", "{count} words that may be private")
        shown.append((words, sum(listed), near))
    return sorted(shown, key=lambda one: -one[1])


def told(name: str, column: Column, cleaner: Cleaner) -> Iterator[Problem]:
    """A problem for each word of a column that has no code, the most frequent first."""
    for value, count, near in neighbours(cleaner, cleaner.unmapped.most_common()):
        rows = counted(count, "{count} row", "{count} rows")
        fills: dict[str, object] = {"value": value, "rows": rows, "list": column.codes, "nearest": near}
        yield Problem("unmapped", name, column=column.called, fills=fills)


def over_limit(name: str, plans: list[TablePlan], shelf: Shelf) -> Iterator[Problem]:
    """The columns of one table that have more words without a code than their kind allows, words first."""
    for column in shelf.table.columns.values():
        if not column.unmapped_at_most or column.name not in shelf.columns:
            continue
        cleaners = [
            memory.cleaner
            for plan in plans
            for mapped, memory in zip(plan.mapped, plan.memories, strict=True)
            if mapped.name == column.name and mapped.table == shelf.table.name
        ]
        spelled = [words for one in cleaners for words in (one.values, one.codes.spellings if one.codes else {})]
        meant = {word for words in spelled for word, code in words.items() if code == UNMAPPED}
        total, without = shelf.count(column.name), 0
        for written, count in shelf.written(column.name, column.raw_name, UNMAPPED):
            without += count if fold(written or "") not in meant else 0
        if without * 100 > total * float(column.unmapped_at_most.rstrip("%")):
            for one in cleaners:
                yield from told(name, column, one)
            fills: dict[str, object] = {
                "without": f"{without:,}",
                "total": f"{total:,}",
                "share": f"{100 * without / total:.1f}%",
                "limit": column.unmapped_at_most,
            }
            yield Problem("unmapped-limit", name, column=column.called, fills=fills)
