"""Files as they came, and every act of a clerk beside them. This folder is the truth; the register follows from it.

`received/<2 digits>/<sha256><suffix>` holds the bytes, mode 0600. `received/acts/000012-load.json` says what was
done with them, by whom, when, and the hash of the act before it. An act is written as `.unfinished` before the
register commits and renamed after, so that a run that was cut off is always told from one that was finished.
The files in which a load looked things up are kept with it, and its act names them too.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ingest.language import phrase, system
from ingest.problems import stop

SECRET = "secret"  # the mark of the secret that names the records of an act
BESIDE = "beside "  # with a label: the hash and name of another file that an act looked things up in
NEXT, GONE = "received.next", "received.gone"  # an expungement makes a new folder, and puts it in the old one's place
_UNFINISHED = ".unfinished"
UNKNOWN = "unknown"  # the kind of an act whose file cannot be read
_NAME = re.compile(r"\d{6,}-[a-z]+\.json")
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Act:
    """One act: its number, what kind it is, and everything needed to do it again."""

    number: int
    kind: str
    words: dict[str, str]

    @property
    def file_name(self) -> str:
        return f"{self.number:06}-{self.kind}.json"


class Received:
    """The received folder of one data folder."""

    def __init__(self, data: Path, name: str = "received") -> None:
        self.folder = data / name
        self.acts_folder = self.folder / "acts"

    def path(self, sha256: str, suffix: str) -> Path:
        """Where the bytes with this hash are kept."""
        return self.folder / sha256[:2] / f"{sha256}{suffix}"

    def keep(self, file: Path, sha256: str) -> Path:
        """Copy a file here, byte for byte and flushed to the disk. Raises `Stop` when it changed since it was read."""
        kept = self.path(sha256, ending(file))
        if kept.exists() and digest(kept) == sha256:
            return kept
        kept.parent.mkdir(parents=True, exist_ok=True)
        part, copied = kept.with_name(kept.name + ".part"), hashlib.sha256()
        try:
            with (
                file.open("rb") as source,
                os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target,
            ):
                while chunk := source.read(_CHUNK):
                    copied.update(chunk)
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
        except OSError as error:
            part.unlink(missing_ok=True)
            raise stop("disk", file.name, reason=system(error)) from None
        if copied.hexdigest() != sha256:
            part.unlink()
            raise stop("unreadable-file", file.name, reason=phrase("it changed while it was being read"))
        part.replace(kept)
        _flush_folder(kept.parent)
        return kept

    def next_number(self) -> int:
        """The number of the next act; one that was cut off gives its number back."""
        return max((int(path.name.partition("-")[0]) for path in self.acts()), default=0) + 1

    def files(self, act: Act) -> dict[str, Path]:
        """The names of the files that an act read, its own first, and where their bytes are kept."""
        words = act.words
        made = (
            {words["file"]: self.path(words["sha256"], words["suffix"])}
            if {"file", "sha256", "suffix"} <= words.keys()
            else {}
        )
        for word, said in words.items():
            if word.startswith(BESIDE):
                sha256, _, name = said.partition(" ")
                made[name] = self.path(sha256, ending(Path(name)))
        return made

    def beside(self, number: int) -> dict[str, str]:
        """Label -> hash of the files that the act of a load looked things up in."""
        cut, words = len(BESIDE), self.words(number, "load")
        return {word[cut:]: said.partition(" ")[0] for word, said in words.items() if word.startswith(BESIDE)}

    def words(self, number: int, kind: str) -> dict[str, str]:
        """What the file of one act says; nothing where it is gone or cannot be read."""
        path = self.acts_folder / Act(number, kind, {}).file_name
        return read_act(path).words if path.exists() else {}

    def begin(self, act: Act) -> Path:
        """Write an act before the register commits. `finish` or `forget` ends it."""
        self.acts_folder.mkdir(parents=True, exist_ok=True)
        before = self.acts()
        said = {"act": act.number, "kind": act.kind, **act.words, "before": digest(before[-1]) if before else ""}
        path = self.acts_folder / (act.file_name + _UNFINISHED)
        try:
            whole = json.dumps(said, ensure_ascii=False, indent=1).encode()
        except UnicodeEncodeError:
            raise stop("no-letters", act.words.get("file", "").encode(errors="replace").decode()) from None
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(whole)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise stop("disk", path.name, reason=system(error)) from None
        return path

    def finish(self, path: Path) -> None:
        """The register has committed: the act stands. Another run that came by may have done this already."""
        with suppress(FileNotFoundError):
            path.replace(path.with_name(path.name.removesuffix(_UNFINISHED)))
        _flush_folder(self.acts_folder)

    def forget(self, path: Path) -> None:
        """An act that was begun and not done goes, and with it the bytes that no other act names.

        Under the register's lock: whoever comes next may take the same number, and keep the same bytes.
        """
        gone = set(self.files(read_act(path)).values())
        path.unlink(missing_ok=True)
        named = {kept for one in self.acts_folder.glob("*.json*") for kept in self.files(read_act(one)).values()}
        for kept in gone - named:
            for one in (kept, kept.with_name(kept.name + ".part")):
                one.unlink(missing_ok=True)
            with suppress(OSError):  # others may be in it
                kept.parent.rmdir()

    def unfinished(self) -> list[tuple[Path, Act]]:
        """Acts that were begun and neither finished nor forgotten: a run was cut off."""
        return [(path, read_act(path)) for path in sorted(self.acts_folder.glob(f"*{_UNFINISHED}"))]

    def acts(self) -> list[Path]:
        """The files of the acts that stand, in order. Raises `Stop` (stray-act) where another file lies among them."""
        found, before = sorted(self.acts_folder.glob("*.json")), ""
        for path in found:
            number = path.name.partition("-")[0]
            if not _NAME.fullmatch(path.name) or number == before:
                raise stop("stray-act", f"received/acts/{path.name}")
            before = number
        return found

    def has_loads(self) -> bool:
        """Whether any file was ever loaded."""
        return any(self.acts_folder.glob("*-load.json"))

    def secret_mark(self) -> str:
        """The mark of the secret with which the last acts were done; "" where none says it."""
        marks = (read_act(path).words.get(SECRET, "") for path in reversed(self.acts()))
        return next(filter(None, marks), "")

    def read(self) -> Iterator[Act]:
        """Every act that stands, in order."""
        return map(read_act, self.acts())


def ending(path: Path) -> str:
    """The ending under which a file's bytes are kept: `.csv`, or both for `june.csv.gz`."""
    return "".join(path.suffixes[-2:]).lower() if path.suffix.lower() == ".gz" else path.suffix.lower()


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises `Stop` (no-file, unreadable-file)."""
    made = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                made.update(chunk)
    except FileNotFoundError:
        raise stop("no-file", str(path)) from None
    except OSError as error:
        raise stop("unreadable-file", path.name, reason=system(error)) from None
    return made.hexdigest()


def read_act(path: Path) -> Act:
    """An act as its file tells of it; one of the kind `UNKNOWN` where that cannot be read."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Act(int(said["act"]), said["kind"], {name: str(value) for name, value in said.items()})
    except (ValueError, KeyError):
        number = path.name[:6]
        return Act(int(number) if number.isdigit() else 0, UNKNOWN, {})


def _flush_folder(folder: Path) -> None:
    if hasattr(os, "O_DIRECTORY"):  # a folder cannot be opened on Windows, which needs no flush of it
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
