"""Take a record out by order of a court or a law: out of every file that was received, the register and its history.

What stays is one act: who did it, when, by which order, how many records, rows and files; and for each record a keyed
hash by which a later file that tells of it again is known and refused. Every received file is looked into by its own
format, as a rebuild would read it. The new `received/` is made whole beside the old one, the register is made again
from it and held against the old one, and both are put in place; `publish expunge` does the same for releases.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ingest import register
from ingest.act import CAME_AS, CORRECT, EMPTIED, EXPUNGE, LOAD, REWRITTEN, SPARED, TOMBS, UNDOES, now, stand_on
from ingest.cut import Cut
from ingest.find import find, parts
from ingest.identify import Namer
from ingest.language import Listed, Words, phrase
from ingest.map import Plan
from ingest.meant import beside_of
from ingest.problems import Stop, stop
from ingest.rebuild import put, replay
from ingest.received import BESIDE, GONE, NEXT, Act, Received, digest, ending
from ingest.room import Room
from ingest.schema import LINE, SOURCE, Kinds, Table
from ingest.swap import LOOKING, WHOLE, finish, recover
from ingest.trace import Trace, look, opened, place_of, places_beside

_NAMED = ("file", "member", CAME_AS, "reason")  # words of an act that a person wrote, and may have named the record in
_LONG_ENOUGH = 4  # a shorter number stands in too many names by chance
Told = Callable[[Words], None]


@dataclass(frozen=True)
class Purge:
    """What an expungement takes out: the record and its parts by table, rows of received files, files; and how many
    rows of others point to it, whose cells are emptied."""

    records: dict[str, int]
    rows: int
    files: int
    emptied: int


@dataclass(frozen=True)
class _Found:
    trace: Trace
    acts: list[Act]
    forgotten: set[int]  # corrections of the record
    number: str

    @property
    def undone(self) -> set[int]:
        """The acts that were taken back."""
        return {int(act.words[UNDOES]) for act in self.acts if UNDOES in act.words}

    @property
    def purge(self) -> Purge:
        counts = Counter(table for table, _ in self.trace.doomed)
        rows = sum(len(self.trace.taken(place)) for place in self.trace.places)
        emptied = sum(map(len, self.trace.emptied.values()))
        return Purge(dict(counts), rows, len({place.sha256 for place in self.trace.places}), emptied)


def expunge(
    room: Room, table: str, name: str, order: str, by: str, agency: str, sure: Callable[[Purge], bool], told: Told
) -> Purge | None:
    """Take a record and its parts out. `sure` is asked once all is counted; None, and nothing changed, if it says no.

    Raises `Stop`: no-order, no-register, no-record, which-record, order-names, expunge-blind, expunge-rests,
    expunge-others, expunge-stale; nothing was changed then.
    """
    order = " ".join(order.split())
    if not re.search(r"\w", order):
        raise stop("no-order")
    if not (room.data / register.NAME).exists():
        raise stop("no-register", str(room.data))
    recover(room)
    with closing(register.open_register(room.data, room.kinds)) as connection:
        try:
            with register.transaction(connection):
                if any((room.data / one).exists() for one in (NEXT, GONE)):
                    raise stop("expunge-ending")
                stand_on(Received(room.data), connection, with_files=True)
                found = _look(room, connection, table, name, agency, told)
                if _unnamed({"reason": order}, found.number)["reason"] != order:
                    raise stop("order-names")
                if not sure(found.purge):
                    return None
                act = _act(room, found, by, order, agency)
                _next(room, found, act)
                after = Received(room.data, NEXT)
                with closing(_again(room, after, told)) as apart:
                    changed = _others(connection, apart, room.kinds, found.trace.doomed)
                    if not changed:
                        put(connection, apart)
                if changed:
                    raise _refused(room, connection, changed, told)
                (room.data / NEXT / WHOLE).touch()
            finish(room, connection)
            register.let_read(connection)
        finally:
            for one in (LOOKING, "rebuilding", *([] if (room.data / NEXT / WHOLE).exists() else [NEXT])):
                shutil.rmtree(room.data / one, ignore_errors=True)
    return found.purge


def _act(room: Room, found: _Found, by: str, order: str, agency: str) -> Act:
    keys, purge = room.keys(), found.purge
    words = {"by": by, "at": now(), "order": order, "agency": agency, "reason": order}
    words |= {"records": json.dumps(purge.records), "rows": str(purge.rows), "files": str(purge.files)}
    words |= {"emptied_rows": str(purge.emptied)}
    words[TOMBS] = " ".join(sorted(keys.tomb(*one) for one in found.trace.doomed))
    return Act(Received(room.data).next_number(), EXPUNGE, words)


def _look(room: Room, connection: sqlite3.Connection, table: str, name: str, agency: str, told: Told) -> _Found:
    """Look into every file, and again where a file has told of a part that those before it may name."""
    received = Received(room.data)
    acts, kind = list(received.read()), room.kinds.tables[table]
    doomed, number, missing = _meant(room, connection, kind, name, agency)
    while True:
        trace = Trace(set(doomed))
        for act in acts:
            if act.kind == LOAD and EMPTIED not in act.words:
                told(phrase("looking into {file}", file=act.words["file"]))
                try:
                    look(room, received, act, trace)
                except Stop as error:
                    raise stop("expunge-blind", act=act.number, reason=error.problems[0].says) from None
        if trace.doomed == doomed:
            break
        doomed = trace.doomed
    if missing and not trace.places:
        raise missing
    forgotten = {
        act.number
        for act in acts
        if act.kind == CORRECT and (act.words.get("table", ""), act.words.get("record", "")) in doomed
    }
    return _Found(trace, acts, forgotten, number)


def _meant(
    room: Room, connection: sqlite3.Connection, table: Table, name: str, agency: str
) -> tuple[set[tuple[str, str]], str, Stop | None]:
    """The record and its parts, and its number. A record that stands nowhere in the register may stand in a file, in a
    row that was set aside or in a load that was undone: the `Stop` is to be raised if it does not."""
    try:
        record = find(connection, table, room.kinds, name, agency)
    except Stop as error:
        known = room.agencies.names()
        whose = agency or (known[0] if len(known) == 1 else "")
        texts = name.split(" ") if len(table.number) > 1 else [name]
        key = Namer(room.kinds, room.keys(), whose, {}).number_key(table, "", texts)
        if error.problems[0].code != "no-record" or table.parent or not key or (table.has_agency and not whose):
            raise
        return {(table.name, key)}, name if len(texts) == 1 else "", error
    texts = [str(record.row.get(one) or "") for one in table.number]
    doomed = {(one.name, key) for one, key in parts(connection, record, room.kinds)}
    return doomed, texts[0] if len(texts) == 1 and not table.parent else "", None


def _others(
    old: sqlite3.Connection, new: sqlite3.Connection, kinds: Kinds, doomed: set[tuple[str, str]]
) -> dict[str, int]:
    """Table -> records that are not meant and would be gone or say something else, references to those meant aside."""
    made = Counter[str]()
    for table in kinds.tables.values():
        names = [name for name in register.columns(table, kinds) if name not in {SOURCE, LINE}]
        points = {names.index(name): other for name, other in kinds.foreign(table).items() if name in names}
        sql = f"SELECT {', '.join(f'[{name}]' for name in names)} FROM main.[{table.name}] ORDER BY [{table.key}]"
        left = iter(new.execute(sql))
        there = next(left, None)
        for row in old.execute(sql):
            if (table.name, row[0]) in doomed:
                continue
            while there and there[0] < row[0]:
                there = next(left, None)
            wanted = tuple(
                None if place in points and (points[place], value) in doomed else value
                for place, value in enumerate(row)
            )
            made[table.name] += there != wanted
    return {name: count for name, count in made.items() if count}


def _again(room: Room, received: Received, told: Told) -> sqlite3.Connection:
    """The register as it will be. Raises `Stop` (expunge-rests) where an act cannot be done without the record."""
    at: list[Words] = [""]

    def telling(text: Words) -> None:
        at.append(text)
        told(text)

    try:
        return replay(room, received.read(), telling, received)
    except Stop as error:
        raise stop("expunge-rests", what=at[-1], reason=error.problems[0].says) from None


def _refused(room: Room, connection: sqlite3.Connection, changed: dict[str, int], told: Told) -> Stop:
    """Why nothing is done: others would change; or they would by a mere rebuild, as kinds or formats have changed."""
    with closing(replay(room, Received(room.data).read(), told)) as apart:
        if _others(connection, apart, room.kinds, set()):
            return stop("expunge-stale")
    tables = room.kinds.tables
    what = [phrase("{count} of {table}", count=f"{n:,}", table=tables[one].called) for one, n in changed.items()]
    return stop("expunge-others", what=Listed(tuple(what)))


def _next(room: Room, found: _Found, last: Act) -> None:
    """The received/ of tomorrow beside today's: files without the rows, acts that name them, one chain of hashes."""
    old, new = Received(room.data), Received(room.data, NEXT)
    shutil.rmtree(new.folder, ignore_errors=True)
    new.acts_folder.mkdir(parents=True)
    changed = {place.sha256 for place in found.trace.places}
    for path in sorted(old.folder.glob("??/*")):
        if path.name[:64] not in changed and not path.name.endswith(".part"):
            target = new.folder / path.relative_to(old.folder)
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, target)
            target.chmod(0o600)
    for act in found.acts:
        words = dict(act.words)
        if act.number in found.forgotten:
            words = _stub(act, last)
        elif act.kind == LOAD and EMPTIED not in words:
            words = _rewritten(room, old, new, act, found, last)
        new.finish(new.begin(Act(act.number, act.kind, _unnamed(words, found.number))))
    new.finish(new.begin(last))


def _stub(act: Act, last: Act) -> dict[str, str]:
    """What stays of an act that told of nothing but the record."""
    return {name: act.words[name] for name in ("by", "at", "agency") if name in act.words} | {EMPTIED: str(last.number)}


def _rewritten(room: Room, old: Received, new: Received, act: Act, meant: _Found, last: Act) -> dict[str, str]:
    """The words of a load, with the names of the files that it read as they are from now on."""
    words, changed, trace = dict(act.words), {place.sha256 for place in meant.trace.places}, meant.trace
    is_undone = act.number in meant.undone
    labels = [word for word, said in words.items() if word.startswith(BESIDE) and said.partition(" ")[0] in changed]
    if words["sha256"] not in changed and not labels:
        return words
    with opened(room, old, act) as (found, agency):
        if words["sha256"] in changed:
            place = place_of(act, found)
            lines, emptied = trace.taken(place, is_undone), trace.emptied.get(place, {})
            one = Cut(found.sheet, lines, emptied, found, frozenset(map(int, words.pop(SPARED, "").split())))
            if spared := one.spares():
                words[SPARED] = " ".join(map(str, spared))
            path, is_same = one.write(new.folder, bool(place.member))
            if not path.stat().st_size:  # nothing stood in it but the record, not even a header
                path.unlink()
                return _stub(act, last)
            words["sha256"], words["suffix"] = _kept(new, path), ending(path)
            if not is_same:
                words |= {"member": "", CAME_AS: words.get("member") or words["file"], "file": f"{words['file']}.csv"}
        other = beside_of(Plan(found, room.kinds, room.keys(), agency)) if labels else None
        sheets = other.sheets if other else {}
        for label, place in places_beside(act, sheets).items():
            word, name = f"{BESIDE}{label}", act.words[f"{BESIDE}{label}"].partition(" ")[2]
            if word in labels:
                path, is_same = Cut(sheets[label], trace.taken(place, is_undone)).write(new.folder)
                words[word] = f"{_kept(new, path)} {name if is_same else f'{name}.csv'}"
    return words | {REWRITTEN: str(last.number)} if words != act.words else words


def _kept(new: Received, path: Path) -> str:
    """Give a new file its place; its hash."""
    sha256 = digest(path)
    target = new.path(sha256, ending(path))
    target.parent.mkdir(exist_ok=True)
    path.replace(target)
    target.chmod(0o600)
    return sha256


def _unnamed(words: dict[str, str], number: str) -> dict[str, str]:
    """The same words without the record's number, where a file's name or a reason holds it."""
    if len(number) < _LONG_ENOUGH:
        return words
    named = re.compile(rf"(?<![^\W_]){re.escape(number)}(?![^\W_])", re.IGNORECASE)
    return {
        word: named.sub("expunged", said) if word in _NAMED or word.startswith(BESIDE) else said
        for word, said in words.items()
    }
