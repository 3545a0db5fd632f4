"""What each act was about, so that a person can tell them apart: whose table and period, which record and columns,
which other act. It is read from the act's own file: of an act that was taken back the register keeps nothing else.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from ingest.act import CORRECT, LOAD, UNDO, UNDOES, ZERO
from ingest.act import named as act_named
from ingest.find import number
from ingest.language import Listed, Words, phrase
from ingest.received import Received
from ingest.room import Room
from ingest.schema import Kinds

About = dict[str, Any]


def acts(register: sqlite3.Connection, room: Room) -> list[dict[str, Any]]:
    """Every act but loads that stand, oldest first: corrections, zero reports, acts taken back and what did it.

    `about` is what the act was about; empty where it told of nothing but a record that was expunged since.
    """
    cursor = register.execute("SELECT act, kind, agency, at, [by], reason, undone_by FROM _acts ORDER BY act")
    names = [column[0] for column in cursor.description]
    listed = [dict(zip(names, row, strict=True)) for row in cursor]
    received, kinds = Received(room.data), {row["act"]: row["kind"] for row in listed}
    return [
        {**row, "about": _about(register, room.kinds, received, row["act"], kinds)}
        for row in listed
        if row["kind"] != LOAD or row["undone_by"]
    ]


def _about(register: sqlite3.Connection, kinds: Kinds, received: Received, act: int, named: dict[int, str]) -> About:
    kind = named.get(act, "")
    words = received.words(act, kind)
    if kind == LOAD and "file" in words:
        return {"file": "/".join(filter(None, (words["file"], words.get("member"))))}
    if kind == UNDO and UNDOES in words:
        undone = int(words[UNDOES])
        return {UNDOES: undone, "kind": named.get(undone, ""), **_about(register, kinds, received, undone, named)}
    table = kinds.tables.get(words.get("table", ""))
    if kind == ZERO and table:
        return {"table": table.name, "agency": words["agency"], "period": words["period"]}
    if kind == CORRECT and table:
        key, columns = words["record"], list(json.loads(words["said"]))
        return {"table": table.name, "record": key, "number": number(register, table, kinds, key), "columns": columns}
    return {}


def in_words(about: About, kinds: Kinds) -> Words:
    """The same for a person; "" where nothing is known of it."""
    if UNDOES in about:
        what = in_words({name: value for name, value in about.items() if name != UNDOES}, kinds)
        other = phrase("number {act}, {kind}", act=about[UNDOES], kind=act_named(about["kind"]))
        return Listed((other, what)) if what else other
    if "file" in about:
        return str(about["file"])
    table = kinds.tables.get(about.get("table", ""))
    if table is None:
        return ""
    if "period" in about:
        said = {"agency": about["agency"], "period": about["period"]}
        return phrase("{table} of {agency}, {period}", table=table.called, **said)
    columns = (table.columns[name].called if name in table.columns else name for name in about["columns"])
    which = about["number"] or about["record"]
    return phrase("{table}, {record}: {columns}", table=table.called, record=which, columns=Listed(tuple(columns)))
