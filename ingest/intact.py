"""Is received/ what it was? The chain of acts, what the register has of each, and the bytes of every file.

Whatever is built on received/ asks this first: a rebuild of what was altered would make the alteration true.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from ingest.problems import Problem, Stop
from ingest.received import UNKNOWN, Received, digest, read_act

_LACKS = "register-lacks"
_MOST = 20  # that are told at once
_KEPT = ("kind", "agency", "at", "by", "reason")  # what the register has of an act
_HASH = 64  # letters of one, with which the name of a kept file begins


def refuse(received: Received, register: sqlite3.Connection | None, with_files: bool = False) -> None:
    """Raise `Stop` where an act is missing or altered.

    `with_files` is for whoever does the acts again: files are looked at too, and the register may lack acts.
    """
    wrong = [one for one in acts(received, register) if not with_files or one.code != _LACKS]
    wrong += files(received) if with_files else ()
    if wrong:
        raise Stop(*wrong[:_MOST])


def found(received: Received, hash_of: Callable[[Path], str]) -> list[Problem]:
    """The same told, and not raised, of acts and files by themselves."""
    try:
        return [*acts(received, None), *files(received, hash_of)][:_MOST]
    except Stop as error:
        return list(error.problems)


def acts(received: Received, register: sqlite3.Connection | None) -> Iterator[Problem]:
    """Acts that are missing, that cannot be read, or that are not what the next one or the register says they were.

    Raises `Stop` (stray-act).
    """
    known = _known(register) if register else {}
    hashes, last = {0: ""}, 0
    for path in received.acts():
        data, act = path.read_bytes(), read_act(path)
        number = int(path.name.partition("-")[0])
        yield from (_gone(one) for one in range(last + 1, number))
        where = f"received/acts/{path.name}"
        hashes[number], last, row = sha256(data).hexdigest(), number, known.pop(number, None)
        if act.kind == UNKNOWN or act.file_name != path.name:
            yield Problem("bad-act", where, fills={"act": number})
        elif number - 1 in hashes and act.words.get("before", "") != hashes[number - 1]:
            yield Problem("act-altered", where, fills={"act": number - 1, "next": number})
        elif row and row != tuple(act.words.get(word, "") for word in _KEPT):
            yield Problem("act-differs", where, fills={"act": number})
        elif register and not row:
            yield Problem(_LACKS, "register.db", fills={"act": number})
    yield from map(_gone, sorted(known))


def files(received: Received, hash_of: Callable[[Path], str] = digest) -> Iterator[Problem]:
    """Files that acts name and that are not there, or whose bytes are not those that came."""
    seen = set[Path]()
    for act in received.read():
        for name, path in received.files(act).items():
            if path in seen:
                continue
            seen.add(path)
            if not path.exists():
                yield Problem("received-gone", name, fills={"act": act.number})
            elif hash_of(path) != path.name[:_HASH]:
                where = path.relative_to(received.folder.parent).as_posix()
                yield Problem("received-altered", where, fills={"act": act.number, "file": name})


def _known(register: sqlite3.Connection) -> dict[int, tuple[str, ...]]:
    """What the register has of each act. None are known to a register that an earlier version made."""
    listed = ", ".join(f"[{word}]" for word in _KEPT)
    rows = register.execute(f"SELECT act, {listed} FROM main._acts").fetchall()
    return {int(number): tuple(str(said or "") for said in words) for number, *words in rows}


def _gone(number: int) -> Problem:
    return Problem("act-gone", "received/acts", fills={"act": number})
