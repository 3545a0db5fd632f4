"""Workbooks that tell too much: what the pages do not show stops a check and a load until the format names it.

And texts that look like somebody's are told of by their place, never by what they say.
"""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import oldbooks
import pytest
import xlsxwriter
from oldbooks import OldSheet, xls
from openpyxl import Workbook
from rooms import Office, tree

from ingest import hidden, personal
from ingest.problems import Stop

FORMAT = """title: A test
tables:
  use_of_force: {incident_number: no, occurred_date: day, district: area, beat: b, shift: s}
"""
HEAD, ROWS = ["no", "day", "area", "b", "s"], [[f"A-{n}", "2024-03-09", "North", "1", "Day"] for n in range(1, 6)]
SECRET = "Zebra Canary"  # stands in what is hidden; no message may hold it
Make = Callable[[Path], None]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.agency("test-pd", use_of_force=FORMAT)
    return office


def written(change: Callable[[Any, Any], None]) -> Make:
    """A way to write a workbook whose one sheet holds good rows, and what `change` does to it."""

    def make(path: Path) -> None:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Data")
            for number, cells in enumerate([HEAD, *ROWS]):
                sheet.write_row(number, 0, cells)
            change(book, sheet)

    return make


def with_sheet(state: str) -> Make:
    def change(book: Any, sheet: Any) -> None:
        other = book.add_worksheet("Old names")
        other.write(0, 0, SECRET)
        getattr(other, state)()

    return written(change)


def with_rows(**how: Any) -> Make:
    def change(book: Any, sheet: Any) -> None:
        for row in (2, 4, 900):  # the last is empty, and tells nobody anything
            sheet.set_row(row, how.get("height"), None, {"hidden": how.get("hidden", False)})

    return written(change)


def with_column(book: Any, sheet: Any) -> None:
    sheet.set_column(1, 1, None, None, {"hidden": True})
    sheet.set_column(20, 16_383, None, None, {"hidden": True})


def with_merged(book: Any, sheet: Any) -> None:
    """What stood below before the cells were merged still stands there."""
    sheet.merge_range("C3:C4", "North")
    sheet.write(3, 2, SECRET)


def with_comment(book: Any, sheet: Any) -> None:
    sheet.write_comment(2, 1, SECRET)
    sheet.write_comment(3, 1, SECRET)


def nothing(book: Any, sheet: Any) -> None:
    """Good rows, and nothing else."""


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
THREADS = "http://schemas.microsoft.com/office/2017/10/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def related(kind: str, target: str, base: str = OFFICE, more: str = "") -> str:
    return f'<Relationship Id="x9" Type="{base}/{kind}" Target="{target}"{more}/>'


def with_parts(relations: str, relation: str, parts: dict[str, str]) -> Make:
    """Parts put into a good workbook by hand, and the relation by which a spreadsheet program finds them."""

    def make(path: Path) -> None:
        written(nothing)(path)
        with zipfile.ZipFile(path) as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
        start = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        end = b"</Relationships>"
        held[relations] = held.get(relations, start + end).replace(end, relation.encode() + end)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in {**held, **{name: text.encode() for name, text in parts.items()}}.items():
                archive.writestr(name, data)

    return make


BOOK, SHEET = "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet1.xml.rels"
THREAD = f'<ThreadedComments><threadedComment ref="B3"><text>{SECRET}</text></threadedComment></ThreadedComments>'
CACHE = f'<pivotCacheDefinition xmlns="{MAIN}"><cacheFields><s v="{SECRET}"/></cacheFields></pivotCacheDefinition>'
LINK = f'<externalLink xmlns="{MAIN}"><externalBook><v>{SECRET}</v></externalBook></externalLink>'
CONNECTIONS = f'<connections xmlns="{MAIN}"><connection id="1" name="{SECRET}"/></connections>'

# What is hidden: how to write it, the problem's code, what the message says, how a format names it.
HIDDEN: dict[str, tuple[Make, str, str, str]] = {
    "sheet": (with_sheet("hide"), "hidden-sheet", '"Old names" is hidden.', "sheets: {Old names: last year's list}"),
    "very-hidden": (with_sheet("very_hidden"), "hidden-sheet", "not offer to unhide", "sheets: {Old names: a list}"),
    "rows": (with_rows(hidden=True), "hidden-rows", '"Data" has 2 rows', "rows: one reason"),
    "flat-rows": (with_rows(height=0), "hidden-rows", '"Data" has 2 rows', "rows: one reason"),
    "columns": (written(with_column), "hidden-columns", "1 column with content that cannot be seen: B.", "columns: x"),
    "merged": (
        written(with_merged),
        "hidden-merged",
        'On the sheet "Data", 1 cell under merged cells holds something that cannot be seen; the first is C4.',
        "merged: x",
    ),
    "comments": (written(with_comment), "hidden-comments", "2 cells have comments", "comments: they explain headers"),
    "threads": (
        with_parts(SHEET, related("threadedComment", "/xl/threads/a.xml", THREADS), {"xl/threads/a.xml": THREAD}),
        "hidden-comments",
        "1 cell has a comment",
        "comments: they explain headers",
    ),
    "pivots": (
        with_parts(BOOK, related("pivotCacheDefinition", "pivotCache/a.xml"), {"xl/pivotCache/a.xml": CACHE}),
        "hidden-pivots",
        "keep 1 copy",
        "pivots: the same rows again",
    ),
    "links": (
        with_parts(BOOK, related("externalLink", "externalLinks/a.xml"), {"xl/externalLinks/a.xml": LINK}),
        "hidden-links",
        "1 link",
        "links: the list of districts",
    ),
    "connections": (
        with_parts(BOOK, related("connections", "connections.xml"), {"xl/connections.xml": CONNECTIONS}),
        "hidden-links",
        "1 link",
        "links: where the rows came from",
    ),
}


def stopped(office: Office, path: Path, code: str, says: str) -> None:
    """Neither `check` nor `load` takes the file, nothing is written, and nothing of what is hidden is shown."""
    before = tree(office.folder)
    for words in (["check", path], ["load", path, "--by", "Ana Ruiz"]):
        said = office.ingest(*words, code=2)
        assert f"[{code}]" in said.err and says in said.err, said.err
        assert SECRET not in said.err and said.out == ""
        assert tree(office.folder) == before, "something was written"


@pytest.mark.parametrize("what", HIDDEN)
def test_what_is_hidden_stops_until_the_format_names_it(office: Office, what: str) -> None:
    make, code, says, words = HIDDEN[what]
    path = office.files / "june.xlsx"
    make(path)
    stopped(office, path, code, says)
    office.agency("test-pd", use_of_force=f"{FORMAT}hidden: {{{words}}}\n")
    assert office.check(path)[0]["rows"] == 5
    assert office.load(path)[0]["outcomes"]["new"] == 5
    office.ingest("rebuild")
    assert len(office.rows("use_of_force")) == 5


def test_each_word_names_its_own_sort_and_no_other(office: Office) -> None:
    for what, (make, code, says, _) in HIDDEN.items():
        others = {
            words for other, (_, its, _, words) in HIDDEN.items() if its != code and not other.startswith("very-")
        }
        named = {words.partition(":")[0]: words for words in others if not words.startswith("sheets")}
        others = {*named.values(), "sheets: {Another: a list}"}
        office.agency("test-pd", use_of_force=f"{FORMAT}hidden: {{{', '.join(sorted(others))}}}\n")
        path = office.files / f"{what}.xlsx"
        make(path)
        stopped(office, path, code, says)


def test_a_good_workbook_and_a_template_pass(office: Office) -> None:
    path = office.files / "june.xlsx"
    written(nothing)(path)
    assert hidden.look(path) == []
    assert office.load(path)[0]["outcomes"]["new"] == 5
    for table in ("use-of-force", "polling-places", "complaints"):
        template = office.files / f"{table}.xlsx"
        office.ingest("template", table, "--out", template)
        assert hidden.look(template) == []


def test_a_template_cannot_name_anything_so_it_must_be_clean(office: Office) -> None:
    path = office.files / "june.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Records")
        sheet.write_row(0, 0, ["Agency's incident number", "Date", "District"])
        sheet.write_row(1, 0, ["A-1", "2024-03-09", "North"])
        sheet.write_comment(1, 1, SECRET)
    before = tree(office.folder)
    said = office.ingest("load", "use-of-force", path, "--agency", "test-pd", "--by", "Ana Ruiz", code=2)
    assert "[hidden-comments]" in said.err and SECRET not in said.err
    assert tree(office.folder) == before


def test_a_formula_without_a_result_stops_and_one_with_a_result_does_not(office: Office) -> None:
    path = office.files / "june.xlsx"
    book = Workbook()
    book.active.title = "Data"
    for cells in [HEAD, *ROWS[:2], ["A-9", "2024-03-09", '="No"&"rth"', "1", "Day"]]:
        book.active.append(cells)
    book.save(path)  # openpyxl does not calculate
    stopped(office, path, "no-result", "1 formula without a stored result; the first is in C4")
    office.agency("test-pd", use_of_force=f"{FORMAT}hidden: {{rows: x, columns: x, comments: x, links: x}}\n")
    stopped(office, path, "no-result", "C4")

    def change(book: Any, sheet: Any) -> None:
        sheet.write_formula(1, 2, '="No"&"rth"', None, "North")

    written(change)(path)
    assert len(_formulas(path)) == 1
    assert office.load(path)[0]["outcomes"]["new"] == 5


def _formulas(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return re.findall("<f>", archive.read("xl/worksheets/sheet1.xml").decode())


def test_no_text_is_a_result_too(office: Office) -> None:
    path = office.files / "june.xlsx"
    written(lambda book, sheet: sheet.write_formula(2, 2, '=""', None, "x"))(path)
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    held[name] = held[name].replace(b"<v>x</v>", b"<v></v>")
    assert b't="str"><f>""</f><v></v>' in held[name], "as spreadsheet programs write it"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    assert office.load(path)[0]["outcomes"]["new"] == 5


@pytest.mark.parametrize(
    "part",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><comments><comment ref="A1"/></comments>',
        "<comments><comment",
        f'<comments><comment ref="{"A" * (9 << 20)}"/></comments>',
    ],
    ids=["entities", "broken", "endless"],
)
def test_a_part_that_nobody_can_look_into_stops(office: Office, part: str) -> None:
    path = office.files / "june.xlsx"
    with_parts(SHEET, related("comments", "../comments1.xml"), {"xl/comments1.xml": part})(path)
    stopped(office, path, "unreadable-file", "nobody can see what may be hidden in it")


LOOKS_UP = """title: A test
files:
  cases: {name: cases.csv, lookup: {area: areas.id}}
  areas: areas.xlsx
tables:
  use_of_force:
    rows: {file: cases}
    incident_number: no
    occurred_date: day
    district: areas.label
"""


def test_a_workbook_that_others_look_up_in_is_looked_at_too(office: Office) -> None:
    office.agency("test-pd", use_of_force=LOOKS_UP)
    (office.files / "cases.csv").write_text("no,day,area\nA-1,2024-03-09,N\n")
    with xlsxwriter.Workbook(office.files / "areas.xlsx") as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["id", "label"])
        sheet.write_row(1, 0, ["N", "North"])
        sheet.write_comment(1, 1, SECRET)
    stopped(office, office.files / "cases.csv", "hidden-comments", "areas.xlsx")


def test_a_reason_is_needed_and_a_word_must_be_one(office: Office) -> None:
    for words, code in (
        ("{rows: ''}", "word-value"),
        ("{lines: x}", "word"),
        ("{sheets: all}", "yaml-shape"),
        ("{sheets: {Old names: ''}}", "word-value"),
    ):
        office.agency("test-pd", use_of_force=f"{FORMAT}hidden: {words}\n")
        assert f"[{code}]" in office.ingest("formats", code=2).err


def ods(style: str = "", column: str = "", row: str = "", cell: str = "", more: str = "") -> Make:
    """The smallest ODS file that holds our rows; attributes and elements are put in where something is to be hidden."""

    def make(path: Path) -> None:
        def cells(texts: list[str], inner: str = "") -> str:
            made = [f'<table:table-cell office:value-type="string"><text:p>{text}</text:p>' for text in texts]
            return "".join(f"{one}{inner if at == 1 else ''}</table:table-cell>" for at, one in enumerate(made))

        rows = "".join(
            f"<table:table-row{row if at == 2 else ''}>{cells(texts, cell if at == 2 else '')}</table:table-row>"
            for at, texts in enumerate([HEAD, *ROWS])
        )
        names = ("office", "table", "text", "style")
        spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
        with zipfile.ZipFile(path, "w") as archive:
            sort = "application/vnd.oasis.opendocument.spreadsheet"
            archive.writestr("mimetype", sort)
            archive.writestr(
                "META-INF/manifest.xml",
                '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{sort}"/></manifest:manifest>',
            )
            archive.writestr(
                "content.xml",
                f'<office:document-content {spaces}><office:automatic-styles><style:style style:name="off"'
                ' style:family="table"><style:table-properties table:display="false"/></style:style>'
                "</office:automatic-styles><office:body><office:spreadsheet>"
                f'<table:table table:name="Data"><table:table-column/><table:table-column{column}/>{rows}{more}'
                f'</table:table><table:table table:name="Old names"{style}><table:table-row><table:table-cell>'
                f"<text:p>{SECRET}</text:p></table:table-cell></table:table-row></table:table>"
                "</office:spreadsheet></office:body></office:document-content>",
            )

    return make


UNDER = f"<table:covered-table-cell><text:p>{SECRET}</text:p></table:covered-table-cell>"
UNDER = f'<table:table-row><table:table-cell table:number-columns-spanned="2"/>{UNDER}</table:table-row>'
NOTE = f"<office:annotation><text:p>{SECRET}</text:p></office:annotation>"
BARE = '<table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row>'
ODS: dict[str, tuple[Make, str, str, str]] = {
    "sheet": (ods(' table:style-name="off"'), "hidden-sheet", '"Old names" is hidden.', "sheets: {Old names: a list}"),
    "rows": (ods(row=' table:visibility="filter"'), "hidden-rows", "1 row", "rows: x"),
    "columns": (ods(column=' table:visibility="collapse"'), "hidden-columns", "1 column", "columns: x"),
    "merged": (ods(more=UNDER), "hidden-merged", "the first is B7.", "merged: x"),
    "comments": (ods(cell=NOTE), "hidden-comments", "1 cell has", "comments: x"),
    "links": (ods(more='<table:table-source table:name="a"/>'), "hidden-links", "1 link", "links: x"),
    "results": (ods(more=BARE), "no-result", "the first is in A7", ""),
}


@pytest.mark.parametrize("what", ODS)
def test_the_same_of_ods(office: Office, what: str) -> None:
    make, code, says, words = ODS[what]
    path = office.files / "june.ods"
    make(path)
    stopped(office, path, code, says)
    if words:
        office.agency("test-pd", use_of_force=f"{FORMAT}hidden: {{{words}}}\n")
        assert office.load(path)[0]["outcomes"]["new"] == 5


def old(hides: Callable[[], bytes], state: int = 0, **how: Any) -> Make:
    """An XLS file of our rows, with a second sheet in some state."""
    other = OldSheet("Old names", oldbooks.rows([[SECRET]]), state)
    return lambda path: path.write_bytes(xls(OldSheet("Data", hides()), other, **how)) and None


def good() -> bytes:
    return oldbooks.rows([HEAD, *ROWS])


XLS: dict[str, tuple[Make, str, str, str]] = {
    "sheet": (old(good, 1), "hidden-sheet", '"Old names" is hidden.', "sheets: {Old names: a list}"),
    "very-hidden": (old(good, 2), "hidden-sheet", "not offer to unhide", "sheets: {Old names: a list}"),
    "rows": (old(lambda: oldbooks.rows([HEAD, *ROWS], hidden=(2, 3))), "hidden-rows", "2 rows", "rows: x"),
    "columns": (old(lambda: oldbooks.hidden_column(1) + good()), "hidden-columns", "cannot be seen: B.", "columns: x"),
    "merged": (old(lambda: good() + oldbooks.merged(2, 3, 2, 2)), "hidden-merged", "the first is C4.", "merged: x"),
    "comments": (old(lambda: good() + oldbooks.comment(1, 1, SECRET)), "hidden-comments", "1 cell", "comments: x"),
    "links": (old(good, more=oldbooks.link(f"{SECRET}.xls")), "hidden-links", "1 link", "links: x"),
    "pivots": (old(good, storage="_SX_DB_CUR"), "hidden-pivots", "keep 1 copy", "pivots: x"),
}


@pytest.mark.parametrize("what", XLS)
def test_the_same_of_xls(office: Office, what: str) -> None:
    make, code, says, words = XLS[what]
    path = office.files / "june.xls"
    make(path)
    stopped(office, path, code, says)
    office.agency("test-pd", use_of_force=f"{FORMAT}hidden: {{{words}}}\n")
    assert office.load(path)[0]["outcomes"]["new"] == 5


@pytest.mark.parametrize("make", [ods(), old(good)], ids=["ods", "xls"])
def test_good_workbooks_of_other_sorts_pass(tmp_path: Path, make: Make) -> None:
    path = tmp_path / ("june.ods" if make.__qualname__.startswith("ods") else "june.xls")
    make(path)
    assert hidden.look(path) == []


def test_an_xls_that_nobody_can_look_into_stops(tmp_path: Path) -> None:
    path = tmp_path / "june.xls"
    path.write_bytes(xls(OldSheet("Data", good()))[:2000])
    with pytest.raises(Stop, match="cannot be looked into"):
        hidden.look(path)


# Texts that look like somebody's

SOMEBODY = {
    "an e-mail address": ["write to a.made-up@example.org", "Made.Up+x@mail.example.co.uk"],
    "a telephone number": ["call (336) 555-0142", "336-555-0142", "1 336.555.0142", "+34 911 22 33 444"],
    "a date of birth": ["DOB 03/09/1981", "D.O.B.: 3-9-81", "born on March 9, 1981", "nacida el 9 de marzo de 1981"],
    "a license plate": ["plate ABC-1234", "license plate no. 7XYZ123", "matrícula 1234 BCD"],
    "a US social security number": ["536-22-8726", "SSN 536228726", "social security number: 536 22 8726"],
}  # fmt: skip
NOBODY = [
    "2024-03-09", "03/09/2024", "9 de marzo de 2024", "UF2013-00121", "20-0347", "2016-0467-22", "FTN2016-0467",
    "216-4567", "555-0142", "100 MADE UP ST", "1200 N 27th St, Suite 200-1", "12345-6789", "27514-1234",
    "35.913200, -79.055800", "10:50 PM", "Precinct 12-034-5678", "37-183-053600", "123-45-678", "1,234,567.8901",
    "900-12-3456", "6:30 AM - 7:30 PM", "000-12-3456", "badge 1234", "Ward 3 Precinct 1",
    "https://example.org/2024/03/09/336-555-0142", "ABC-1234", "plate glass 12", "@example", "cellular 4-5",
    "three plates of 20", "2019-123-4567", "license plate reader",
]  # fmt: skip


def sorts(text: str) -> list[str]:
    return list(map(str, personal.sorts(text)))


@pytest.mark.parametrize(("sort", "text"), [(sort, text) for sort, texts in SOMEBODY.items() for text in texts])
def test_what_looks_like_somebodys_is_seen(sort: str, text: str) -> None:
    assert sorts(f"District: {text}") == [sort]
    assert sorts(f"District: before {text}, after") == [sort]
    assert personal.may_look(f"nobody's\n{text}\nnor this", "District"), "the quick look would miss it among others"


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_nobodys_is_not(text: str) -> None:
    assert sorts(f"District: {text}") == []


def test_a_header_can_be_the_word_that_is_needed() -> None:
    assert sorts("DOB: 03/09/1981") == ["a date of birth"]
    assert sorts("Phone: 555-0142") == ["a telephone number"]
    assert sorts("Plate: ABC1234") == ["a license plate"]
    assert all(personal.may_look("03/09/1981", header) for header in ("DOB", "Teléfono", "Plate"))
    assert not personal.may_look("Hotel\nstage\nA-12", "District"), "the quick look would save nothing"


NARRATED = FORMAT.replace("shift: s}", "shift: s, narrative: n, call_type: c, force_reasons: {from: r}}")


@pytest.mark.parametrize("repeats", ["", "rows: {repeats: keep}, "], ids=["flat", "by-rows"])
def test_a_cell_is_told_of_by_its_place_and_never_by_its_text(office: Office, repeats: str) -> None:
    texts = [text for texts in SOMEBODY.values() for text in texts[:1]]
    tables = NARRATED.replace("{incident_number", f"{{{repeats}incident_number")
    if repeats:  # a second table takes the file off the quick way
        tables += "  use_of_force_subjects: {gender: g}\n"
    office.agency("test-pd", use_of_force=tables)
    rows = [
        {"no": f"A-{n}", "day": "2024-03-09", "area": "North", "b": "1", "s": "Day", "n": text, "c": text, "r": text}
        | ({"g": "M"} if repeats else {})
        for n, text in enumerate([*texts, texts[0]], 1)
    ]  # fmt: skip
    path = office.file("june.csv", rows)
    said = office.ingest("load", path, "--by", "Ana Ruiz")
    assert not [text for text in texts if text in said.err], "a value was echoed"
    problems = [one for one in office.check(path)[0]["problems"] if one["code"] == "personal"]
    assert {one["level"] for one in problems} == {"note"}
    assert {one["column"] for one in problems} == {"c", "r"}, (
        "only columns that may be public; the narrative is private"
    )
    told = {(one["column"], one["line"]): one["says"] for one in problems}
    assert told["c", 2].startswith("Looks like an e-mail address in 2 cells")
    assert told["c", 2].endswith("First: lines 2, 7.") and len(problems) == 2 * len(SOMEBODY)
    kept = [row for row in office.rows("_problems") if row["code"] == "personal"]
    assert len(kept) == len(problems) and not [row for row in kept for text in texts if text in str(row)]
    assert len(office.rows("use_of_force")) == len(rows), "it stops nothing"


def test_a_long_cell_takes_no_long_time() -> None:
    for text in ("x" * 1_000_000, "a@" * 400_000, "1-" * 400_000, "555 " * 200_000, "tel " * 200_000):
        begun = time.monotonic()
        personal.sorts(text)
        assert time.monotonic() - begun < 5, text[:4]


# Cells merged down over rows


def spanned(book: Any, sheet: Any) -> None:
    """Two areas over rows 2 to 4 and 5 to 6, and a range beyond the header, which is nobody's."""
    for range_, text in (("C2:C4", "North"), ("C5:C6", "South"), ("H2:H4", "")):
        sheet.merge_range(range_, text, book.add_format())


SPANNED_ODS = ods(
    more='<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row><table:table-row>'
    '<table:table-cell table:number-columns-repeated="2"/><table:table-cell table:number-rows-spanned="3"/>'
    "</table:table-row>"
)
SPANNED: dict[str, tuple[Make, str]] = {
    "june.xlsx": (written(spanned), "2 cells are merged down over several rows: C2:C4, C5:C6."),
    "june.ods": (SPANNED_ODS, "1 cell is merged down over several rows: C9:C11."),
    "june.xls": (
        old(lambda: oldbooks.rows([HEAD, *ROWS[:1], *([*r[:2], "", *r[3:]] for r in ROWS[1:])])
            + oldbooks.merged(1, 3, 2, 2)),
        "1 cell is merged down over several rows: C2:C4.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPANNED)
def test_cells_merged_over_rows_are_told_of_once(office: Office, name: str) -> None:
    make, says = SPANNED[name]
    more = "hidden: {sheets: {Old names: a list}}\n"
    office.agency("test-pd", use_of_force=FORMAT + more)
    path = office.files / name
    make(path)
    for result in (office.check(path)[0], office.load(path)[0]):
        [one] = [one for one in result["problems"] if one["code"] == "merged-cells"]
        assert one["level"] == "note" and f'On the sheet "Data", {says}' in one["says"], one
        assert 'same_as_above: ["area"]' in one["do"]
    assert [row["district"] for row in office.rows("use_of_force")].count(None) == {"june.ods": 0}.get(
        name, 3 if name == "june.xlsx" else 4
    )
    office.agency("test-pd", use_of_force=f'{FORMAT}same_as_above: ["area"]\n{more}')
    result = office.load(path)[0]
    assert not [one for one in result["problems"] if one["code"] == "merged-cells"]
    assert None not in [row["district"] for row in office.rows("use_of_force")]


def test_a_text_without_a_letter_under_merged_cells_is_nothing(office: Office) -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.merge_range("C3:C4", "North", book.add_format())
        sheet.write(3, 2, "blank me")

    path = office.files / "june.xlsx"
    written(change)(path)
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held["xl/sharedStrings.xml"] = held["xl/sharedStrings.xml"].replace(b"blank me", b"")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    assert b"<t></t>" in held["xl/sharedStrings.xml"]
    assert office.load(path)[0]["outcomes"]["new"] == 5


def test_merged_headings_and_merges_over_columns_are_not_told_of(office: Office) -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.merge_range("C3:D3", "North", book.add_format())
        sheet.merge_range("C1:C2", "area", book.add_format())

    path = office.files / "june.xlsx"
    written(change)(path)
    assert office.load(path)[0]["problems"] == []


def test_a_form_says_to_unmerge(office: Office) -> None:
    path = office.files / "june.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Records")
        sheet.write_row(1, 1, ["Agency's incident number", "Date", "District"])
        for row in (2, 3):
            sheet.write_row(row, 1, [f"A-{row}", "2024-03-09"])
        sheet.merge_range("D3:D4", "North", book.add_format())
    [one] = office.check("use-of-force", path, "--agency", "test-pd")[0]["problems"]
    assert one["code"] == "merged-cells" and one["line"] == 3 and "D3:D4" in one["says"]
    assert one["do"] == "Unmerge the cells and write the value into each row."
