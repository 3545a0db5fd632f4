"""Stored values as a person reads them: a code by its label, yes and no as such, a list as a list."""

from __future__ import annotations

import json

from ingest.clean import Cleaner, Value
from ingest.problems import HIDDEN
from ingest.schema import Column, Kinds


def in_words(column: Column, value: object, kinds: Kinds) -> str | None:
    """A stored value in words, whoever may see it; None for nothing."""
    if value is None:
        return None
    if column.type == "boolean":
        return "Yes" if int(str(value)) else "No"
    codes = kinds.codes.get(column.codes)
    values = json.loads(str(value)) if column.type == "array" else [value]
    return "; ".join(codes.label(str(one)) if codes else str(one) for one in values)


def shown(column: Column, value: Value, kinds: Kinds) -> str:
    """A stored value as it may stand on a screen or in a log."""
    words = in_words(column, value, kinds)
    if words is None:
        return "nothing"
    return HIDDEN if Cleaner(column).shown(str(value)) == HIDDEN else f'"{words}"'
