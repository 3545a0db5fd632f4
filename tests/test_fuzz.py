"""Files that went wrong on their way: whatever bytes they hold, a check ends in words, never in a traceback.

Good files of every sort of input are mutated: bits turned, pieces cut, doubled, moved, and filled with what readers
trip over. Each is checked in this process, whose memory may not grow; the same seed makes the same files.
"""

from __future__ import annotations

import gzip
import io
import random
import resource
import zipfile
from pathlib import Path

import pytest
from inputs import WRITERS, write
from oldbooks import OldSheet, rows, xls
from rooms import Office
from test_inputs import FORCE, TABLE

NASTY = [b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'", b",,,,", b"\r", b"\n\n", b"<!DOCTYPE x [<!ENTITY a 'b'>]>"]
NASTY += [b"]]>", b"&a;", b"{", b"[" * 50, b"\x1f\x8b", b"PK\x03\x04", b"\xed\xa0\x80", b"9" * 400, b"-1e999999"]
NASTY += [b"\xd0\xcf\x11\xe0", b"</", b"\\u0000"]
GROWN = 400 << 20
FAIR, MANY = 280, 10_000


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The same file after one to six accidents."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        if not made:
            break
        at, size = chance.randrange(len(made)), chance.randint(1, 40)
        match chance.randrange(7):
            case 0:
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                del made[at : at + size]
            case 2:
                made[at:at] = made[at : at + size]
            case 3:
                made[at:at] = chance.choice(NASTY)
            case 4:
                del made[at:]
            case 5:
                made[at : at + size] = bytes(chance.randrange(256) for _ in range(size))
            case 6:
                other = chance.randrange(len(made))
                made[other:other] = made[at : at + size]
    return bytes(made)


def inner(data: bytes, ending: str, chance: random.Random) -> bytes:
    """The accident happens inside what is packed, so that the packing itself is sound."""
    if ending.endswith(".gz"):
        return gzip.compress(mutated(gzip.decompress(data), chance), 1)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    hit, out = chance.choice(sorted(members)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, inside in members.items():
            archive.writestr(name, mutated(inside, chance) if name == hit else inside)
    return out.getvalue()


def seeds(folder: Path) -> dict[str, bytes]:
    made = {ending: write(folder, "seed", ending, TABLE).read_bytes() for ending in WRITERS}
    return made | {".xls": xls(OldSheet("records", rows(TABLE)))}


def siege(office: Office, times: int) -> int:
    """Check so many mutated files; how many of them could still be read."""
    office.agency("test-pd", use_of_force=FORCE)
    good, readable = seeds(office.files), 0
    for number in range(times):
        chance = random.Random(number)
        ending = chance.choice(sorted(good))
        packed = ending.endswith((".gz", ".zip", ".xlsx", ".ods"))
        inside = packed and chance.random() < 0.8
        data = inner(good[ending], ending, chance) if inside else mutated(good[ending], chance)
        path = office.files / f"mutated{ending}"
        path.write_bytes(data)
        said = office.ingest("check", "use-of-force", path, "--agency", "test-pd", code=None)
        assert said.code in (0, 1, 2), f"file {number}{ending}"
        assert said.code != 2 or "[" in said.err, f"file {number}{ending} is refused without a word: {said.err}"
        readable += said.code != 2
    return readable


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def test_a_fair_sample_of_broken_files_ends_in_words(tmp_path: Path) -> None:
    before = peak()
    readable = siege(Office(tmp_path), FAIR)
    assert FAIR // 10 < readable < FAIR, "some mutations do no harm, and most do"
    assert peak() - before < GROWN


@pytest.mark.torture
def test_ten_thousand_broken_files_end_in_words(tmp_path: Path) -> None:
    before = peak()
    readable = siege(Office(tmp_path), MANY)
    assert peak() - before < GROWN
    print(f"\n{MANY:,} mutated files: {readable:,} could be read, {MANY - readable:,} refused in words, 0 tracebacks")
