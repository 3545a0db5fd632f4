"""The same table written as every sort of file that is read: for tests of readers, of fidelity and of mutated files."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

Table = Sequence[Sequence[str]]  # header first


def as_text(table: Table, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(table)
    return out.getvalue().encode(encoding)


def as_workbook(table: Table) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("records")
        for number, row in enumerate(table):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
    return out.getvalue()


def as_opendocument(table: Table) -> bytes:
    """The smallest ODS: text cells only; breaks and blanks as the format writes them."""

    def cell(text: str) -> str:
        lines = text.split("\n")
        inner = "".join(f"<text:p>{escape(line).replace('  ', ' <text:s/>')}</text:p>" for line in lines)
        return f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in table)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="records">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return as_zip(
        {"mimetype": kind.encode(), "META-INF/manifest.xml": manifest.encode(), "content.xml": content.encode()}
    )


def as_zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def as_objects(table: Table) -> list[dict[str, str]]:
    header, *rows = table
    return [dict(zip(header, row, strict=True)) for row in rows]


def as_database(table: Table) -> bytes:
    header, *rows = table
    connection = sqlite3.connect(":memory:")
    quoted = ", ".join('"' + name.replace('"', '""') + '"' for name in header)
    connection.execute(f"CREATE TABLE records ({quoted})")
    connection.executemany(f"INSERT INTO records VALUES ({', '.join('?' * len(header))})", rows)
    connection.commit()
    return connection.serialize()


def as_feed(table: Table) -> bytes:
    """Records as elements, the first column as an attribute and the others as children."""
    header, *rows = table
    first, *names = header
    made = "".join(
        f"<record {first}={quoteattr(row[0])}>"
        + "".join(f"<{name}>{escape(cell)}</{name}>" for name, cell in zip(names, row[1:], strict=True))
        + "</record>"
        for row in rows
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<feed>{made}</feed>'.encode()


def as_dbase(table: Table) -> bytes:
    """Every column a text of 60 bytes in UTF-8, which the header cannot say: the format names it."""
    header, *rows = table
    fields = b"".join(struct.pack("<11sc4xBB14x", name.encode(), b"C", 60, 0) for name in header)
    length = 1 + 60 * len(header)
    head = struct.pack("<BBBBLHH20x", 3, 124, 6, 1, len(rows), 33 + len(fields), length)
    return head + fields + b"\r" + b"".join(dbase_row(row) for row in rows) + b"\x1a"


def dbase_row(row: Sequence[str], mark: bytes = b" ") -> bytes:
    return mark + b"".join(cell.encode().ljust(60) for cell in row)


def as_places(table: Table) -> bytes:
    """Features without a place."""
    listed = [{"type": "Feature", "properties": one, "geometry": None} for one in as_objects(table)]
    return json.dumps({"type": "FeatureCollection", "bbox": [1, 2, 3, 4], "features": listed}).encode()


# Ending -> how a table is written so.
WRITERS: dict[str, Callable[[Table], bytes]] = {
    ".csv": as_text,
    ".tsv": lambda table: as_text(table, "\t"),
    ".txt": lambda table: as_text(table, "|"),
    ".csv.gz": lambda table: gzip.compress(as_text(table)),
    ".zip": lambda table: as_zip({"folder/records.csv": as_text(table), "__MACOSX/._records.csv": b"junk"}),
    ".xlsx": as_workbook,
    ".ods": as_opendocument,
    ".json": lambda table: json.dumps(as_objects(table)).encode(),
    ".ndjson": lambda table: "".join(json.dumps(one) + "\n" for one in as_objects(table)).encode(),
    ".json.gz": lambda table: gzip.compress(json.dumps({"data": as_objects(table)}).encode()),
    ".sqlite": as_database,
    ".db.gz": lambda table: gzip.compress(as_database(table)),
    ".xml": as_feed,
    ".dbf": as_dbase,
    ".geojson": as_places,
    ".utf16.csv": lambda table: as_text(table, encoding="utf-16"),
}


def write(folder: Path, name: str, ending: str, table: Table) -> Path:
    path = folder / f"{name}{ending}"
    path.write_bytes(WRITERS[ending](table))
    return path
