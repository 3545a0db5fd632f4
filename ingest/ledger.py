"""What a load writes down of itself: what it did, its problems, the rows set aside, the words without a code."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ingest.language import ENGLISH, speaking
from ingest.outcome import OUTCOMES, Examination, Result
from ingest.received import Act


def write_down(connection: sqlite3.Connection, made: Examination, result: Result, act: Act, path: Path) -> None:
    """The load's own rows: what it did, its problems, the rows set aside, the words without a code."""
    words = act.words
    row = {
        "load": act.number,
        "act": act.number,
        "agency": words["agency"],
        "file_name": "/".join(filter(None, (path.name, words["member"]))),
        "sha256": words["sha256"],
        "bytes": path.stat().st_size,
        "format": words["format"],
        "format_sha256": words["format_sha256"],
        "role": made.found.role_name,
        "at": words["at"],
        "by": words["by"],
        "today": words["today"],
        "rows": result.rows,
        "asked": words["asked"],
        "sheet": made.found.sheet.name,
        **{name: result.tally[name] for name in OUTCOMES},
    }
    connection.execute(
        f"INSERT INTO _loads ({', '.join(f'[{name}]' for name in row)}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    )
    with speaking(ENGLISH):  # whoever loads
        _write_problems(connection, result, act)
    connection.execute(
        "INSERT INTO _rejects SELECT ?, line, cells, problems FROM stage._rejects ORDER BY line", [act.number]
    )
    for plan in made.plan.tables:
        for column, memory in zip(plan.mapped, plan.memories, strict=True):
            connection.executemany(
                "INSERT INTO _unmapped VALUES (?, ?, ?, ?, ?)",
                [
                    (act.number, plan.table.name, column.name, word, count)
                    for word, count in memory.cleaner.unmapped.items()
                ],
            )


def _write_problems(connection: sqlite3.Connection, result: Result, act: Act) -> None:
    seen: set[tuple[str, str, str]] = set()
    for one in result.problems:
        code, column, do = one.sort
        if one.level != "row" and (code, column, one.says) not in seen:
            seen.add((code, column, one.says))
            connection.execute(
                "INSERT INTO _problems VALUES (?, ?, ?, ?, ?, ?, ?)",
                [act.number, code, one.line, column, one.says, do, result.counts[one.sort]],
            )
