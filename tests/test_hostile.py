"""Files made to hurt: whatever they hold, a clear end within bounded time and memory, and nothing loaded."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from pathlib import Path

import pytest
from killing import start
from rooms import Office

MEMORY = 800 << 20  # what a load of a file of a few hundred KiB may take, the interpreter included
SECONDS = 20
HEAD = "Agency's incident number,Date,District"


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
}


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
    if worker.process.exitcode == 2 and (office.data / "register.db").exists():
        assert office.rows("use_of_force") == []
