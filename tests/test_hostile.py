"""Files made to hurt: whatever they hold, a clear end within bounded time and memory, and nothing loaded."""

from __future__ import annotations

import gzip
import io
import sqlite3
import struct
import time
import zipfile
from pathlib import Path

import pytest
from inputs import as_opendocument, as_zip
from killing import start
from oldbooks import OldSheet, record, rows, xls
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


FAR = record(0x204, struct.pack("<HHHHB", 65_535, 255, 15, 1, 0) + b"x")
POINT = b'"geometry":{"type":"Point","coordinates":[1,2]}'
FEATURE = b'{"properties":{"Agency\'s incident number":"1","Date":"2024-03-09"},' + POINT + b"}"


def repeated(columns: int, rows: int, text: str = "x") -> bytes:
    """A workbook of one cell that says how often it stands, and its row too."""
    cell = f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}"><text:p>{text}'
    body = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</text:p></table:table-cell></table:table-row>'
    whole = zipfile.ZipFile(io.BytesIO(as_opendocument([HEAD.split(",")])))
    members = {name: whole.read(name) for name in whole.namelist()}
    members["content.xml"] = members["content.xml"].replace(b"</table:table>", body.encode() + b"</table:table>")
    return as_zip(members)


def corner(column: str) -> bytes:
    """Two rows, and one cell in the last row but one that a workbook can have."""
    head = row(1, *HEAD.split(","), "call_type", *[""] * (ord(column[-1]) - 69), "beat")
    far = row(1_048_575, "A-2", "2024-03-09").replace("</row>", f'<c r="{column}1048575"><v>1</v></c></row>')
    return sheet(head + row(2, *ROW.strip().split(",")) + far, "A1:C2")


def shared(length: int, rows: int) -> bytes:
    """One long text, and every cell points to it."""
    cells = "".join(f'<c r="{letter}{{0}}" t="s"><v>0</v></c>' for letter in "ABCDEFGHIJKLMNOPQRST")
    rest = "".join(f'<row r="{n}">{cells.format(n)}</row>' for n in range(2, rows + 2))
    whole = zipfile.ZipFile(io.BytesIO(sheet(row(1, *HEAD.split(",")) + rest, "A1:T2")))
    members = {name: whole.read(name) for name in whole.namelist()}
    links, text = "xl/_rels/workbook.xml.rels", f'<sst xmlns="{MAIN}"><si><t>{"x" * length}</t></si></sst>'
    one = f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    members[links] = members[links].replace(b"</Relationships>", one.encode())
    return as_zip(members | {"xl/sharedStrings.xml": text.encode()})


def lying(size: int) -> bytes:
    """A member that says it is small, and is not."""
    data = bytearray(sheet(row(1, *HEAD.split(",")) + " " * size, "A1:C2"))
    place = data.index(b"xl/worksheets/sheet1.xml", data.index(b"PK\x01\x02"))
    begin = struct.unpack_from("<I", data, place - 4)[0]
    struct.pack_into("<I", data, place - 22, 1_000)
    struct.pack_into("<I", data, begin + 22, 1_000)
    return bytes(data)


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
    "blank-lines.csv.gz": lambda: packed(f"{HEAD}\n{ROW}".encode(), b"\n" * (8 << 20), 500),
    "rows.csv.gz": lambda: packed(f"{HEAD}\n".encode(), ROW.encode() * 200_000, 60),
    "blank.json.gz": lambda: packed(b"[", b" " * (8 << 20), 500),
    "blank.ndjson.gz": lambda: packed(b"", b"\n" * (8 << 20), 500),
    "unique.ndjson": lambda: b"".join(b'{"a%d":1}\n' % n for n in range(300_000)),
    "unique.json": lambda: b"[" + b",".join(b'{"a%d":1}' % n for n in range(300_000)) + b"]",
    "wide.json": lambda: b"[{" + b",".join(b'"n%d":1' % n for n in range(900_000)) + b"}]",
    "unique.xml": lambda: b"<a>" + b"".join(b"<b a%d='1'/>" % n for n in range(300_000)) + b"</a>",
    "children.xml": lambda: b"<a><b>" + b"<c>x</c>" * 500_000 + b"</b><b><c>y</c></b></a>",
    "many.geojson": lambda: b'{"features":[' + b",".join([FEATURE] * 400_000) + b"]}",
    "deep.geojson": lambda: b'{"features":' + b"[" * 100_000,
    "columns.ods": lambda: repeated(16_384, 1),
    "rows.ods": lambda: repeated(3, 1_048_576),
    "all.ods": lambda: repeated(16_384, 1_048_576),
    "some.ods": lambda: repeated(1_000, 40_000),
    "text.ods": lambda: repeated(16_000, 100, "x" * 2_000),
    "far-column.xlsx": lambda: corner("AL"),
    "far-eighth.xlsx": lambda: corner("H"),
    "far.xls": lambda: xls(OldSheet("a", rows([HEAD.split(",")]) + FAR)),
    "shared.xlsx": lambda: shared(40_000, 500),
    "lying.xlsx": lambda: lying(400 << 20),
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
