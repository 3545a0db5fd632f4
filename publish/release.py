"""Numbered releases: stage one, let a second person release it, say which is current. A reader sees the old release
or the new one, never a mixture: a release is whole on the disk before its folder gets its number, and `data/current`
changes in one step after that.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ingest.plain import Plain
from ingest.portal import Portal
from ingest.problems import stop
from ingest.register import NAME as REGISTER
from ingest.schema import Kinds
from publish import manifest
from publish.build import Order, Told, build
from publish.expunge import orders_of, stop_if_pending
from publish.manifest import flush

_STAGED, _NOTE, _JOURNAL, _CURRENT = "staged", "staged.json", "releases.jsonl", "current"


@dataclass
class Releases:
    """The releases of one data folder."""

    data: Path
    kinds: Kinds
    portal: Portal

    @property
    def folder(self) -> Path:
        return self.data / "releases"

    def path(self, number: int) -> Path:
        return self.folder / f"{number:04}"

    def paths(self) -> list[Path]:
        """The folders of the releases that are here, oldest first."""
        return [self.path(number) for number in self.numbers()]

    def note(self, line: dict[str, object]) -> None:
        """Write one line into the journal of releases, with the moment."""
        with (self.data / _JOURNAL).open("a", encoding="utf-8") as file:
            file.write(json.dumps({**line, "at": _now()}, ensure_ascii=False) + "\n")

    def numbers(self) -> list[int]:
        """The numbers of the releases that are here, oldest first."""
        return sorted(int(path.name) for path in self.folder.glob("[0-9]*") if path.name.isdigit())

    def current(self) -> int:
        """The number of the current release; 0 where there is none. Heals a switch that was cut off."""
        try:
            said = int((self.data / _CURRENT).read_text(encoding="ascii"))
        except (OSError, ValueError):
            said = 0
        last = max(self.numbers(), default=0)
        if last > said:
            self._switch(last)
        return max(last, said) if self.numbers() else 0

    def stage(
        self, by: str, as_of: str = "", fewer_is_right: bool = False, told: Told = lambda text: None
    ) -> dict[str, object]:
        """Build the next release beside the others, where only this machine sees it. Returns its manifest."""
        stop_if_pending(self.data, self.paths())
        (self.folder / _NOTE).unlink(missing_ok=True)  # a stage that is cut off is nobody's
        last = self.current()
        day = _day(as_of)
        before, known = self.path(last) if last else None, tuple(orders_of(self.data))
        order = Order(last + 1, day, date.today().isoformat(), before, fewer_is_right, known)
        made = build(self.data, self.folder / _STAGED, self.kinds, self.portal, order, told)
        note = {"by": by, "at": _now(), "register": self._register_state(), "release": order.number}
        (self.folder / _NOTE).write_text(json.dumps(note), encoding="utf-8")
        return made

    def staged(self) -> dict[str, Plain]:
        """Who staged what, and when; empty where nothing is."""
        if not manifest.read(self.folder / _STAGED) or not (self.folder / _NOTE).exists():
            return {}
        note: dict[str, Plain] = json.loads((self.folder / _NOTE).read_text(encoding="utf-8"))
        return note

    def release(self, by: str, solo: bool = False) -> int:
        """Give the staged release its number and make it current. Returns the number. Raises `Stop`."""
        note = self.staged()
        if not note:
            raise stop("not-staged")
        stop_if_pending(self.data, [*self.paths(), self.folder / _STAGED])
        if note["release"] != self.current() + 1 or note["register"] != self._register_state():
            raise stop("stage-stale")
        if note["by"].casefold() == by.casefold() and not solo:
            raise stop("second-person", by=by)
        staged, number = self.folder / _STAGED, int(note["release"])
        made = manifest.read(staged)
        manifest.write(
            staged, {**made, "released_at": _now(), "people": 1 if note["by"].casefold() == by.casefold() else 2}
        )
        for path in sorted(staged.rglob("*")):
            flush(path)
        flush(staged)
        line: dict[str, object] = {
            "release": number,
            "staged_by": note["by"],
            "staged_at": note["at"],
            "released_by": by,
            "released_at": _now(),
            "solo": solo,
        }
        self.note(line)
        staged.replace(self.path(number))
        flush(self.folder)
        self._switch(number)
        (self.folder / _NOTE).unlink(missing_ok=True)
        return number

    def _switch(self, number: int) -> None:
        part = self.data / f"{_CURRENT}.part"
        part.write_text(f"{number:04}\n", encoding="ascii")
        flush(part)
        part.replace(self.data / _CURRENT)
        flush(self.data)

    def _register_state(self) -> list[int]:
        if not (self.data / REGISTER).exists():
            raise stop("no-register", str(self.data))
        connection = sqlite3.connect(f"{(self.data / REGISTER).resolve().as_uri()}?mode=rw", uri=True)
        try:
            return [
                int(value)
                for value in connection.execute(
                    "SELECT (SELECT count(*) FROM _loads), (SELECT count(*) FROM _history)"
                ).fetchone()
            ]
        finally:
            connection.close()


def discard(releases: Releases) -> None:
    """Throw away what is staged."""
    shutil.rmtree(releases.folder / _STAGED, ignore_errors=True)
    (releases.folder / _NOTE).unlink(missing_ok=True)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else date.today().isoformat()
    except ValueError:
        raise stop("bad-day", value=text) from None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
