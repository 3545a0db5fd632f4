"""Stored values as a person reads them: a code by its label, yes and no as such, a list as a list."""

from __future__ import annotations

import json

from ingest.clean import Cleaner, Value
from ingest.language import ENGLISH, Listed, Words, phrase, speaking
from ingest.problems import HIDDEN
from ingest.schema import Column, Kinds


def in_words(column: Column, value: object, kinds: Kinds) -> str | None:
    """A stored value in English words, whoever may see it; None for nothing."""
    with speaking(ENGLISH):
        return None if value is None else str(_told(column, value, kinds))


def shown(column: Column, value: Value, kinds: Kinds) -> str:
    """A stored value as it may stand on a screen or in a log, in the language that is spoken."""
    if value is None:
        return str(phrase("nothing"))
    is_hidden = Cleaner(column).shown(str(value)) == HIDDEN
    return str(HIDDEN) if is_hidden else f'"{_told(column, value, kinds)}"'


def _told(column: Column, value: object, kinds: Kinds) -> Words:
    if column.type == "boolean":
        return phrase("Yes") if int(str(value)) else phrase("No")
    codes = kinds.codes.get(column.codes)
    values = json.loads(str(value)) if column.type == "array" else [value]
    return Listed(tuple(codes.called(str(one)) if codes else str(one) for one in values), "; ")
