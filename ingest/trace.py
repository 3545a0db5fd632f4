"""Which rows of a received file tell of certain records: the file is read once more, as its load read it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from ingest import stage
from ingest.act import CAME_AS
from ingest.clean import Bad, Value
from ingest.examine import rows_of
from ingest.fetch import Cells
from ingest.map import Plan, RowProblems
from ingest.outcome import Examination
from ingest.plan import TablePlan
from ingest.problems import stop
from ingest.received import Act, Received
from ingest.recognise import Found
from ingest.room import Room
from ingest.stage import shelves

Doomed = set[tuple[str, str]]  # table and key


def opened(room: Room, received: Received, act: Act, folder: Path) -> tuple[Found, str]:
    """The file of a load, under the name that it came with, in a folder of its own with those it looked into."""
    for name, kept in received.files(act).items():
        if not kept.exists():
            raise stop("received-gone", name, act=act.number)
        shutil.copyfile(kept, folder / name)
    words = act.words
    named = folder / words["file"] / words.get("member", "")
    return room.recognise(named, words["agency"], words["asked"], words.get(CAME_AS, ""))


def traces(room: Room, received: Received, act: Act, doomed: Doomed) -> tuple[set[int], Doomed]:
    """The lines that tell of the doomed records, and further parts of them that this file told of.

    Rows that were set aside count where their number cells name a doomed record. Raises `Stop` for a file that cannot
    be read any more.
    """
    with tempfile.TemporaryDirectory() as folder:
        found, agency = opened(room, received, act, Path(folder))
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            stage.attach(connection)
            plan = Plan(found, room.kinds, room.keys(), agency)
            made = Examination(found, plan, shelves(connection, plan.tables, room.kinds), connection)
            connection.execute("CREATE TABLE stage._rejects (line, cells, problems)")
            lines, more = set[int](), Doomed()
            for line, cells in rows_of(made):
                keys = _told(plan, line, cells)
                if keys & doomed:
                    lines.add(line)
                    more |= {one for one in keys if room.kinds.tables[one[0]].parent}
            for line, text in connection.execute("SELECT line, cells FROM stage._rejects").fetchall():
                if _broken(plan, text) & doomed:
                    lines.add(line)
    return lines, more


def _told(plan: Plan, line: int, cells: Cells) -> Doomed:
    """Table and key of every record that a row tells of; of a row that is wrong, those that its numbers name."""
    try:
        lists = plan.records(line, cells)
    except RowProblems:
        return {key for table in plan.tables if (key := _named(plan, table, cells))}
    return {
        (table.table.name, record.key) for table, records in zip(plan.tables, lists, strict=True) for record in records
    } | {key for table in plan.tables if (key := _named(plan, table, cells))}


def _broken(plan: Plan, text: str) -> Doomed:
    """The same of a row that is too short or too long: its cells are taken to stand where they should."""
    cells = json.loads(text)
    width = len(plan.header)
    whole = [*cells[:width], *[""] * (width - len(cells))]
    return {key for table in plan.tables if (key := _named(plan, table, whole))}


def _named(plan: Plan, table: TablePlan, cells: Cells) -> tuple[str, str] | None:
    """The whole that a row's number cells name: the table's own, or the one that its records are parts of."""
    whole = plan.kinds.tables[table.table.parent] if table.table.parent else table.table
    texts, values = table.fetch(cells), dict[str, Value]()
    for column, memo, text in zip(table.mapped, table.memos, texts, strict=True):
        if column.name in whole.number:
            with suppress(Bad):
                values[column.name] = memo.cleaner(text)
    key = plan.namer.number_key(whole, "", [values.get(name) for name in whole.number])
    return (whole.name, key) if key else None
