"""XLS files written byte by byte, as small as readers allow: no library here writes them."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

NONE = 0xFFFFFFFF
END = 0xFFFFFFFE
SUPBOOK = 0x1AE


def record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def long_text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 0) + text.encode("latin-1")


def short_text(text: str) -> bytes:
    return struct.pack("<BB", len(text), 0) + text.encode("latin-1")


def rows(cells: Sequence[Sequence[str]], hidden: Sequence[int] = ()) -> bytes:
    """Rows of text cells, some of them hidden."""
    made = b""
    for at, texts in enumerate(cells):
        flags = 0x120 if at in hidden else 0x100
        made += record(0x208, struct.pack("<HHHHHHI", at, 0, len(texts), 255, 0, 0, flags))
        for place, text in enumerate(texts):
            made += record(0x204, struct.pack("<HHH", at, place, 15) + long_text(text))
    return made


def hidden_column(place: int) -> bytes:
    return record(0x7D, struct.pack("<HHHHHH", place, place, 2000, 15, 1, 0))


def merged(top: int, bottom: int, left: int, right: int) -> bytes:
    """A range of merged cells, from 0, the last row and column among them."""
    return record(0xE5, struct.pack("<HHHHH", 1, top, bottom, left, right))


def comment(row: int, column: int, text: str) -> bytes:
    """A note: a drawn object, its text, and the cell that it belongs to."""
    made = record(0x5D, struct.pack("<HHHHH", 0x15, 0x12, 0x19, 1, 0) + bytes(12) + bytes(4))
    made += record(0x1B6, struct.pack("<HH6sHHH", 0, 0, bytes(6), len(text), 0, 0))
    made += record(0x3C, b"\0" + text.encode("latin-1"))
    return made + record(0x1C, struct.pack("<HHHH", row, column, 0, 1) + long_text("me") + b"\0")


def link(name: str) -> bytes:
    """Another workbook that formulas refer to."""
    return record(SUPBOOK, struct.pack("<H", 1) + long_text(name) + long_text("Sheet1"))


@dataclass(frozen=True)
class OldSheet:
    """A sheet: its name, its state (1 hidden, 2 very hidden) and its records."""

    name: str
    records: bytes
    state: int = 0


def xls(*sheets: OldSheet, more: bytes = b"", storage: str = "") -> bytes:
    """A whole file; `more` are records of the workbook itself, `storage` names one beside its stream."""

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))

    font = record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + short_text("Arial"))
    style = record(0xE0, struct.pack("<HHHBBBBIIH", 0, 0, 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0x20C0))
    head = begin(5) + record(0x42, struct.pack("<H", 1200)) + font * 4 + style * 16 + more
    bodies = [begin(0x10) + sheet.records + record(0x0A) for sheet in sheets]
    at = len(head) + sum(12 + len(sheet.name) for sheet in sheets) + 4
    for sheet, body in zip(sheets, bodies, strict=True):
        head += record(0x85, struct.pack("<IBB", at, sheet.state, 0) + short_text(sheet.name))
        at += len(body)
    return _packed(head + record(0x0A) + b"".join(bodies), storage)


def _packed(stream: bytes, storage: str) -> bytes:
    """A stream in a compound file of one table, one folder and the stream's own sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    table = [0xFFFFFFFD, END, *range(3, count + 2), END]
    assert len(table) <= 128
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[NONE] * 108)
    folder = _entry("Root Entry", 5, 1, NONE, END, 0)
    folder += _entry("Workbook", 2, NONE, 2 if storage else NONE, 2, len(stream))
    folder += _entry(storage, 1, NONE, NONE, 0, 0) if storage else b""
    return head + struct.pack("<128I", *table, *[NONE] * (128 - len(table))) + folder.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    head = struct.pack("<HBBIII", len(raw), kind, 1, NONE, right, child)
    return raw.ljust(64, b"\0") + head + bytes(36) + struct.pack("<IQ", start, size)
