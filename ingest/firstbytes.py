"""What a file is by its first bytes, where its name says something else: an export that is a web page, a workbook that
was given another ending, a file that is locked. Said before any reader stumbles over it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ingest.archive import DAMAGED
from ingest.language import Phrase, phrase
from ingest.once import once
from ingest.problems import stop

_HEAD = 4096
_GZ, _OLD = b"\x1f\x8b", bytes.fromhex("d0cf11e0a1b11ae1")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_PLAIN = {
    b"%PDF": "pdf",
    b"SQLite format 3\0": "sqlite",
    _GZ: "gz",
    b"{\\rtf": "text document",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
}
_PAGE = re.compile(
    rb"\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S
)
_OLD_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
# What is inside of an archive or an old container: a sort of file.
_INSIDE = {"xl/": ".xlsx", "content.xml": ".ods", "word/": "text document", "ppt/": "text document"}
_OLD_INSIDE = {"EncryptedPackage": "locked", "Workbook": ".xls", "Book": ".xls", "WordDocument": "text document"}
_LARGEST_OLD = 64 << 20

_WHAT: dict[str, Phrase] = {
    ".xlsx": phrase("an XLSX workbook"),
    ".xls": phrase("an XLS workbook"),
    ".ods": phrase("an ODS workbook"),
    ".csv": phrase("a table in plain text"),
    "gz": phrase("a file that was packed with gzip"),
    "zip": phrase("a ZIP archive"),
    "sqlite": phrase("an SQLite database"),
    "page": phrase("a web page"),
    "old xml": phrase("a workbook in the XML of Excel 2003"),
    "pdf": phrase("a PDF document"),
    "picture": phrase("a picture"),
    "text document": phrase("a document of a word processor"),
}
_OPEN = phrase("Open it in a spreadsheet and save it as XLSX.")
_ENDING = {"gz": ".csv.gz", "zip": ".zip", "sqlite": ".sqlite"}
_DO: dict[str, Phrase] = {
    **{sort: phrase("Rename it, so that its name ends in {ending}.", ending=_ENDING.get(sort, sort))
       for sort in (".xlsx", ".xls", ".ods", ".csv", *_ENDING)},
    "page": phrase("Open it in a spreadsheet and save it as XLSX. If it has no table in it, download the file again."),
    "old xml": _OPEN,
}  # fmt: skip
_ASK = phrase("Ask whoever made it for the table itself, as CSV or XLSX.")
# Ending -> what may stand under it. Under any other: text. What is no sort that is known here is left to the reader.
_FITS = {
    **{".xlsx": {".xlsx"}, ".xlsm": {".xlsx"}, ".xls": {".xls"}, ".ods": {".ods"}},
    **dict.fromkeys((".db", ".sqlite", ".sqlite3"), {"sqlite"}),
    ".xml": {".csv", "page"},  # its first element may have any name
}


def refuse_misnamed(path: Path, ending: str) -> None:
    """Raise `Stop` (misnamed, locked) where the first bytes of a file say something else than its ending does."""
    sort, fits = _sort(path), _FITS.get(ending, {".csv"})
    if path.suffix.lower() == ".gz":
        ending, fits = ".gz", {"gz"}
    if sort == "locked":
        raise stop("locked", path.name)
    if sort and sort not in fits:
        raise stop("misnamed", path.name, what=_WHAT[sort], ending=ending, do=_DO.get(sort, _ASK))


@once(16)
def _sort(path: Path) -> str:
    """What a file is, as far as its first bytes say; "" for what they do not."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"PK\3\4"):
        return _in_archive(path)
    if head.startswith(_OLD):
        return _in_container(path)
    found = next((sort for bytes_, sort in _PLAIN.items() if head.startswith(bytes_)), "")
    if found:
        return found
    bom = next((bom for bom in _BOMS if head.startswith(bom)), b"")
    plain = head.replace(b"\0", b"") if bom[:1] in {b"\xff", b"\xfe"} else head
    plain = plain[len(bom) :]
    if _PAGE.match(plain):
        return "page"
    if _OLD_XML in plain and plain.lstrip().startswith(b"<"):
        return "old xml"
    return "" if _CONTROL.search(plain) else ".csv"


def _in_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            manifest = "META-INF/manifest.xml"
            if manifest in names and b"encryption-data" in archive.read(manifest)[: 1 << 20]:
                return "locked"
    except DAMAGED:
        return ""
    return next((sort for inside, sort in _INSIDE.items() if any(name.startswith(inside) for name in names)), "zip")


def _in_container(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(_LARGEST_OLD)
    return next((sort for name, sort in _OLD_INSIDE.items() if name.encode("utf-16-le") in data), "")
