"""Files made to hurt: whatever they hold, a clear end within bounded time and memory, and nothing loaded."""

from __future__ import annotations

import gzip
import io
import sqlite3
import time
import zipfile
from pathlib import Path

import pytest
from killing import start
from rooms import Office

MEMORY = 2 << 30  # of addresses; more ends the process
PEAK = 400 << 20  # of memory in use, the interpreter included
SECONDS = 20
HEAD = "Agency's incident number,Date,District"
ROW, NAMED = "A-1,2024-03-09,N\n", '"Agency\'s incident number"'


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd")
    return office


def packed(head: bytes, piece: bytes, times: int) -> bytes:
    """A gzip file of many equal members: small, and huge once it is open."""
    return gzip.compress(head) + gzip.compress(piece) * times


FORMATS = "http://schemas.openxmlformats.org"
MAIN, OFFICE, PACKAGE = (
    f"{FORMATS}/spreadsheetml/2006/main",
    f"{FORMATS}/officeDocument/2006/relationships",
    f"{FORMATS}/package/2006",
)


def related(number: str, kind: str, target: str) -> str:
    inner = f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def sheet(cells: str, reach: str) -> bytes:
    """The smallest workbook with these cells on its one sheet."""
    sort = "application/vnd.openxmlformats-package.relationships+xml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml"'
        f' ContentType="application/xml"/><Default Extension="rels" ContentType="{sort}"/></Types>',
        "_rels/.rels": related("r1", "officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": related("r1", "worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><dimension ref="{reach}"/>'
        f"<sheetData>{cells}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def row(number: int, *texts: str, first: int = 0) -> str:
    cells = "".join(
        f'<c r="{chr(65 + first + place)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for place, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'


FILES = {
    "one-cell.csv.gz": lambda: packed(f"{HEAD}\nA-1,2024-03-09,".encode(), b"x" * (8 << 20), 120),
    "one-quoted-cell.csv.gz": lambda: packed(f'{HEAD}\nA-1,2024-03-09,"'.encode(), b"x\n" * (4 << 20), 250),
    "zeros.csv.gz": lambda: packed(b"", b"\0" * (8 << 20), 120),
    "columns.csv": lambda: (HEAD + ",c" * 200_000 + "\nA-1,2024-03-09,N\n").encode(),
    "commas.csv": lambda: f"{HEAD}\nA-1,2024-03-09,N{',' * 2_000_000}\n".encode(),
    "long.csv": lambda: f"{HEAD}\nA-1,2024-03-09,{'x' * 12_000_000}\n".encode(),
    "far-row.xlsx": lambda: sheet(row(1, *HEAD.split(",")) + row(1_048_576, "x", "y", "z"), "A1:C1048576"),
    "far-corner.xlsx": lambda: sheet(
        row(1, *HEAD.split(",")) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "A1:XFD1048576"
    ),
    "zeros.xlsx": lambda: sheet(row(1, *HEAD.split(",")) + " " * (500 << 20), "A1:C1"),
    "deep.json": lambda: b'[{"a":' * 100_000,
    "long.json.gz": lambda: packed(b'[{"a": "', b"x" * (8 << 20), 60),
    "many.json.gz": lambda: packed(b"[", b'{"Agency\'s incident number": "1", "Date": "2024-03-09"},' * 40_000, 24),
    "line.ndjson.gz": lambda: packed(b'{"a": "', b"x" * (8 << 20), 60),
    "bomb.zip": lambda: zipped("june.csv", f"{HEAD}\n".encode() + bytes(300 << 20)),
    "quine.zip": lambda: zipped("june.zip", zipped("june.zip", b"PK")),
    "laughs.xml": lambda: laughs(),
    "deep.xml": lambda: b"<a>" * 100_000,
    "names.xml": lambda: b"<a>" + b"".join(b"<b%d c='1'/>" % n for n in range(50_000)) + b"</a>",
    "attribute.xml": lambda: b"<a><b c='" + b"x" * (30 << 20) + b"'/></a>",
    "text.xml": lambda: b"<a><b c='1'>" + b"x" * (30 << 20) + b"</b><b c='2'/></a>",
    "blob.db": lambda: database("CREATE TABLE t (a, b)", "INSERT INTO t VALUES (zeroblob(60000000), 1)"),
    "loop.db": lambda: database(
        f"CREATE VIEW t AS WITH r(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM r) SELECT n {NAMED} FROM r"
    ),
    "million.csv": lambda: (HEAD + ",c" * 1_000_000 + "\n").encode(),
    "ole.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 400,
    "cut.csv.gz": lambda: gzip.compress(f"{HEAD}\n{ROW * 5_000}".encode())[:-400],
    "open.csv": lambda: (f'{HEAD}\nA-1,2024-03-09,"N\n' + ROW * 100_000).encode(),
}


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def laughs() -> bytes:
    """A billion laughs: entities of entities, a gigabyte from a kilobyte."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    return f"<!DOCTYPE a [{entities}]><a><b>&l9;</b><b>&l9;</b></a>".encode()


def database(*statements: str) -> bytes:
    connection = sqlite3.connect(":memory:")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    return connection.serialize()


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_in_words(office: Office, name: str) -> None:
    path = office.files / name
    path.write_bytes(FILES[name]())
    words = ["--agencies", str(office.agencies), "load", "use-of-force", str(path), "--agency", "test-pd"]
    begun = time.monotonic()
    worker = start([("ingest", [*words, "--by", "Ana", "--data", str(office.data)])], memory=MEMORY)
    worker.process.join(SECONDS)
    was_slow = worker.process.is_alive()
    worker.kill()
    assert not was_slow, f"still at work after {SECONDS} seconds"
    assert worker.process.exitcode in (0, 2), f"exit {worker.process.exitcode} after {time.monotonic() - begun:.1f} s"
    assert worker.peak.value <= PEAK, f"{worker.peak.value >> 20} MB"
    if worker.process.exitcode == 2 and (office.data / "register.db").exists():
        assert office.rows("use_of_force") == []
