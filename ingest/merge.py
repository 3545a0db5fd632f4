"""Two values that one file tells of one fact: which of them stands (formats.md, section 4)."""

from __future__ import annotations

import json
from collections.abc import Callable

from ingest.clean import Value
from ingest.codelist import fold
from ingest.language import Words, phrase
from ingest.schema import Kinds, Table


class Same:
    """The two values say the same in other letters."""


_SAME = Same()
Merger = Callable[[Value, Value], "Value | Same"]


def what_stands(name: str, table: Table, kinds: Kinds) -> Words:
    """Which of two values stands in one column, in words: what `merger` does."""
    column = table.columns.get(name)
    if name in kinds.link_keys(table):
        return phrase("no link")
    if column and column.codes and kinds.codes[column.codes].is_ranked and column.type == "string":
        return phrase("the gravest")
    by_type = {"date": phrase("the earliest"), "boolean": phrase("yes")}
    kind = "date" if column and column.type in ("datetime", "time") else column.type if column else ""
    return by_type.get(kind, phrase("the first"))


def merger(name: str, table: Table, kinds: Kinds) -> Merger:
    """What decides in one column: no link where two differ, the gravest of ranked codes, else by the column's type."""
    column = table.columns.get(name)
    if name in kinds.link_keys(table):
        return lambda here, value: None
    codes = kinds.codes.get(column.codes) if column else None
    if codes and codes.is_ranked and column and column.type == "string":
        return lambda here, value: max(str(here), str(value), key=codes.rank)
    return _BY_TYPE.get(column.type, _first) if column else _first


def _first(here: Value, value: Value) -> Value | Same:
    return _SAME if isinstance(here, str) and isinstance(value, str) and fold(here) == fold(value) else here


def _earliest(here: Value, value: Value) -> Value:
    return min(str(here), str(value))


def _yes(here: Value, value: Value) -> Value:
    return max(int(here or 0), int(value or 0))


def _unite(here: Value, value: Value) -> Value:
    return json.dumps(list(dict.fromkeys([*json.loads(str(here)), *json.loads(str(value))])), ensure_ascii=False)


_BY_TYPE = {"date": _earliest, "datetime": _earliest, "time": _earliest, "boolean": _yes, "array": _unite}
