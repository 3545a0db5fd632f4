"""A clerk who asks for Spanish gets every message in Spanish, and what is kept does not depend on who loaded it."""

from __future__ import annotations

import ast
import re
import sqlite3
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import xlsxwriter
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from click.testing import CliRunner
from openpyxl import load_workbook
from rooms import ROOT, Office, as_csv, read_csv
from test_problems import MODULES, SAYERS

from ingest.catalogue import CATALOGUE
from ingest.cli import main
from ingest.language import ENGLISH, LOCALE, SPANISH, Listed, counted, machines_own, phrase, speaking, translated
from ingest.problems import Problem

PO = read_po((LOCALE / "es.po").open("rb"), "es")
MESSAGES: list[Message] = [one for one in PO if one.id]
# What is spelled alike in both: names of words in YAML, commands, signs.
ALIKE = {"Error: {message}", "No", "code or label", "{column}.gathers or counts", "Run: ingest rebuild"}
INSIDE = {"no such time"}  # never shown
GLUED = {" would be taken away"}  # a colon in Spanish
COUNT = "Officers involved, by the agency's count"
GOOD = {"Agency's incident number": "A-1", "Date": "2024-03-09", "Time": "22:50", "Video exists": "yes"}
FORMAT = """title: A test
tables:
  use_of_force: {incident_number: no, occurred_date: day, district: area, beat: b, shift: s}
"""


def each(one: Message) -> list[tuple[str, str]]:
    """The sentences of a message, English beside Spanish."""
    return list(zip(one.id, one.string, strict=True)) if isinstance(one.id, tuple) else [(one.id, one.string)]


def braces(text: str) -> set[str]:
    return {name for _, name, *_ in string.Formatter().parse(text) if name}


# The sentences


def test_every_sentence_has_its_spanish() -> None:
    silent = [en for one in MESSAGES for en, es in each(one) if not es.strip(" ") and en.strip()]
    silent += [str(one.id) for one in MESSAGES if one.fuzzy]  # the English has got a plural, or lost it
    assert len(MESSAGES) > 400 and not silent, "write these in ingest/locale/es.po"
    same = {
        en
        for one in MESSAGES
        for en, es in each(one)
        if en == es and re.search("[A-Za-z]{2}", re.sub(r"\{\w+\}", "", en))
    }
    assert same - ALIKE == set(), "these say the same in both languages"


def test_a_sentence_and_its_spanish_have_the_same_braces_and_edges() -> None:
    for one in MESSAGES:
        for en, es in each(one):
            assert braces(es) <= braces(en) and braces(en) - braces(es) <= {"count"}, en
            assert es.count('"') % 2 == en.count('"') % 2 == 0 and es.count("¿") == es.count("?"), es
            assert en[: len(en) - len(en.lstrip())] == es[: len(es) - len(es.lstrip())] or en in GLUED, en
            assert en.endswith(" ") == es.endswith(" "), en


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_entry_ends_as_it_does_in_english(code: str) -> None:
    entry = CATALOGUE[code]
    with speaking(SPANISH):
        says, do = translated(entry.says), translated(entry.do)
    assert says.strip().endswith((".", "?", "}"))
    assert do.strip().endswith((".", "}", "ARCHIVO", "NOMBRE", "rebuild", "release", "status", "force", "MOTIVO}}"))
    assert says != entry.says or says in {"{says}", "{what}"}


def test_no_sentence_of_the_code_is_missed() -> None:
    """Also one inside of an f-string, of which the tokens tell nothing."""
    listed = {en for one in MESSAGES for en, _ in each(one)}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in {"phrase", "counted"}:
                said = {one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)}
                assert said <= listed, f"{path.name}:{node.lineno}"
    assert "number {act}, {kind}, {who}" in listed


def test_words_of_the_code_are_phrases() -> None:
    """What fills a message, and what a command says, goes through `phrase` or `counted`."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = _name(node)
            if name in SAYERS | {"echo", "told", "tell", "confirm", "_TooMuch", "Unreadable", "ValueError"}:
                assert isinstance(node, ast.Call)
                values = [*node.args, *(one.value for one in node.keywords)]
                found = [text for value in values for text in _loose(value)]
                assert not found, f"{path.name}:{node.lineno} {found}"


def _name(node: ast.AST) -> str:
    func = node.func if isinstance(node, ast.Call) else None
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")


def _loose(node: ast.AST) -> Iterator[str]:
    """Texts of two words and more that no `phrase` holds."""
    if _name(node) in {"phrase", "counted"}:
        return
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    if re.search(r"[a-z]{2} +[a-z]{2}", text) and not text.startswith(("ingest ", "publish ")) and text not in INSIDE:
        yield text
    for child in ast.iter_child_nodes(node):
        yield from _loose(child)


def test_phrases_are_said_in_the_language_of_the_moment() -> None:
    nested = phrase(
        "{mend}, then {send}", mend=phrase("nothing"), send=Listed((counted(2, "{count} row", "{count} rows"), "x"))
    )
    assert str(nested) == "nothing, then 2 rows, x"
    with speaking(SPANISH):
        assert str(nested) == "nada, después 2 filas, x"
        with speaking(ENGLISH):
            assert str(nested) == "nothing, then 2 rows, x"
    assert str(nested) == "nothing, then 2 rows, x"
    assert str(phrase("it costs {sum} {{as ever}}", sum="5 {no}")) == "it costs 5 {no} {as ever}"


# The commands

Plant = Callable[[Office], list[object]]


def rows(count: int, **changes: str) -> list[dict[str, str]]:
    return [GOOD | {"Agency's incident number": f"A-{number}"} | changes for number in range(1, count + 1)]


def faulty() -> list[dict[str, str]]:
    """Twelve good rows and a fault of each sort."""
    faults = [
        {"Date": "12.02.2024"},
        {"Date": "2024-02-30"},
        {"Date": "2098-01-01"},
        {"Video exists": "perhaps"},
        {COUNT: "two"},
        {"Date": ""},
        {"Time": "late"},
        {"Reason for contact": "xxyyzz"},
    ]
    return [*rows(12), *(GOOD | {"Agency's incident number": f"F-{at}"} | one for at, one in enumerate(faults))]


def written(office: Office, name: str, text: str) -> Path:
    (office.files / name).write_text(text, encoding="utf-8", newline="")
    return office.files / name


def hidden_sheet(office: Office) -> list[object]:
    path = office.files / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, other = book.add_worksheet("Data"), book.add_worksheet("Old names")
        sheet.write_row(0, 0, ["no", "day", "area", "b", "s"])
        sheet.write_row(1, 0, ["1", "2024-03-09", "N", "1", "D"])
        sheet.set_row(1, None, None, {"hidden": True})
        other.write(0, 0, "x")
        other.very_hidden()
    return ["check", path, "--agency", "own-pd"]


def loaded(office: Office) -> Path:
    path = office.file("june.csv", faulty())
    office.ingest("load", path, "--agency", "test-pd", "--by", "Ana Ruiz", code=1)
    return path


def again(office: Office) -> list[object]:
    return ["load", loaded(office), "--agency", "test-pd"]


def changed(office: Office) -> list[object]:
    loaded(office)
    return ["load", office.file("july.csv", rows(3, Time="21:00")), "--agency", "test-pd"]


def zero_refused(office: Office) -> list[object]:
    loaded(office)
    return ["zero", "use-of-force", "--period", "2024-03", "--agency", "test-pd"]


def after_a_load(*words: object) -> Plant:
    def plant(office: Office) -> list[object]:
        loaded(office)
        return list(words)

    return plant


def a_file(text: str, *words: object) -> Plant:
    return lambda office: ["check", written(office, "a.csv", text), *words]


def declared(text: str) -> Plant:
    def plant(office: Office) -> list[object]:
        office.agency("bad-pd", use_of_force=text)
        return ["formats", "--agency", "bad-pd"]

    return plant


def too_many(office: Office) -> list[object]:
    return ["check", office.file("bad.csv", [*rows(20), *rows(11, Date="soon")]), "--agency", "test-pd"]


def drafted(office: Office) -> list[object]:
    path = written(office, "a.csv", f"{HEAD}\n{ROW}\n")
    return ["draft", path, "--agency", "new-pd", "--table", "use-of-force"]


REASON = ["--reason", "error-corrected"]
HEAD, ROW = "no,day,area,b,s", "1,2024-03-09,N,1,D"
PLANTED: dict[str, tuple[Plant, str]] = {
    "faulty rows": (lambda office: ["check", office.file("faulty.csv", faulty()), "--agency", "test-pd"], "date"),
    "unknown header": (a_file(f"{HEAD},Council\n{ROW},7\n"), "new-header"),
    "header of a form": (a_file("Agency's incident number,Date,Distrikt\nA-1,2024-03-09,7\n"), "template-header"),
    "far": (a_file("no,p,q,r,t,u,v\n1,2,3,4,5,6,7\n"), "no-format"),
    "few headers": (a_file("no,day\n1,2024-03-09\n"), "few-headers"),
    "no header": (a_file("this is,not\na table,at all\n"), "no-header"),
    "open quote": (a_file(f'{HEAD}\n1,2024-03-09,"N,1,D\n{ROW}\n'), "open-quote"),
    "whose template": (a_file("Agency's incident number,Date\nA-1,2024-03-09\n"), "which-agency"),
    "too many": (too_many, "too-many"),
    "missing file": (lambda office: ["check", office.files / "nowhere.csv"], "no-file"),
    "broken JSON": (lambda office: ["check", written(office, "a.json", '[{"no": 1')], "unreadable-file"),
    "texts": (lambda office: ["check", written(office, "a.json", '["a"]')], "unreadable-file"),
    "no XML": (lambda office: ["check", written(office, "a.xml", "<a><b>")], "unreadable-file"),
    "not a workbook": (lambda office: ["check", written(office, "a.xlsx", "PK\3\4 no")], "unreadable-file"),
    "unknown ending": (lambda office: ["check", written(office, "a.pdf", "x")], "unknown-input"),
    "wrong agency": (lambda office: ["check", office.file("a.csv", rows(1)), "--agency", "tset-pd"], "no-agency"),
    "wrong table": (lambda office: ["check", "use-of-farce", office.file("a.csv", rows(1))], "no-table"),
    "no operator": (lambda office: ["load", office.file("a.csv", rows(1)), "--agency", "test-pd"], "no-operator"),
    "hidden": (hidden_sheet, "hidden-sheet"),
    "loaded again": (again, "loaded before"),
    "no reason": (changed, "reason-needed"),
    "wrong reason": (lambda office: [*changed(office), "--reason", "error-corected"], "no-reason"),
    "zero refused": (zero_refused, "not-zero"),
    "no period": (after_a_load("zero", "use-of-force", "--period", "soon", "--agency", "test-pd"), "no-period"),
    "zero": (after_a_load("zero", "use-of-force", "--period", "2023-03", "--agency", "test-pd"), ""),
    "rejects": (after_a_load("rejects", "1"), "no-such-day"),
    "no load": (after_a_load("rejects", "9"), "no-load"),
    "status": (after_a_load("status"), ""),
    "history": (after_a_load("history", "use-of-force", "A-1"), ""),
    "no record": (after_a_load("history", "use-of-force", "nobody", "--agency", "test-pd"), "no-record"),
    "correct": (after_a_load("correct", "use-of-force", "A-1", "video_exists=no", *REASON), ""),
    "correct badly": (after_a_load("correct", "use-of-force", "A-1", "occurred_date=soon", *REASON), "date"),
    "undo": (after_a_load("undo", "1"), ""),
    "rebuild": (after_a_load("rebuild"), ""),
    "expunge": (after_a_load("expunge", "use-of-force", "A-1", "--order", "Court, 2 June 2025", "--yes"), ""),
    "backup": (after_a_load("backup", "--out", "there.zip"), ""),
    "no register": (lambda office: ["status"], "no-register"),
    "no such problem": (lambda office: ["explain", "no-parents"], "no-such-problem"),
    "explain": (lambda office: ["explain", "date"], ""),
    "formats": (lambda office: ["formats"], ""),
    "draft": (drafted, "mapped"),
    "YAML shape": (declared("title: [a, b]\ntables: {use_of_force: {incident_number: no}}\n"), "yaml-shape"),
    "YAML word": (declared("titel: a\ntables: {use_of_force: {incident_number: no}}\n"), "word"),
    "YAML column": (declared("title: a\ntables: {use_of_force: {incident_nunber: no}}\n"), "unknown-column"),
    "YAML value": (declared("title: a\nencoding: x\ntables: {use_of_force: {incident_number: no}}\n"), "word-value"),
    "no release": (lambda office: ["publish", "status"], "no-release"),
    "not staged": (lambda office: ["publish", "release"], "not-staged"),
    "stage": (after_a_load("publish", "stage"), ""),
}  # fmt: skip


SPANISH_TEXT = "\n".join(es for one in MESSAGES for _, es in each(one))
PARTS = {part.strip() for one in MESSAGES for en, _ in each(one) for part in re.split(r"\{\w*\}", en)}
PARTS = {part for part in PARTS if re.search(r"[a-z]{2} [a-z]{2}", part) and part not in SPANISH_TEXT}
COMMON = re.compile(r"\b(?:the|is|are|was|were|and|row|rows|file|record|not|with|has|of|see|by|from|this|that|none)\b")
# What is no sentence: names of files and tables, commands, options, codes, the clerk's own headers, libraries' words.
NAMES = re.compile(
    r"\[[a-z-]+\]$|kinds/|docs/\S+|/\S+|\S+\.(?:csv|yml|json|xlsx|zip|xml|db)\b|(?:ingest|publish) [a-z-]+|--[a-z-]+"
    rf"|\b\w+[-_][\w-]+|{re.escape(COUNT)}|\{{rows: |Expecting.*char \d|no element found",
    re.MULTILINE,
)


@pytest.mark.parametrize("what", PLANTED)
def test_every_message_is_spanish_and_tells_the_same(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant, code = PLANTED[what]
    told = {}
    monkeypatch.chdir(tmp_path)
    for language in (ENGLISH, SPANISH):
        office = Office(tmp_path / language)
        office.agency("test-pd")
        office.agency("own-pd", use_of_force=FORMAT)
        words = plant(office)
        program = str(words.pop(0)) if words[0] == "publish" else "ingest"
        if what != "no operator" and words[0] in {"load", "zero", "correct", "undo", "expunge", "stage", "release"}:
            words += ["--by", "Ana Ruiz"]
        (tmp_path / "there.zip").unlink(missing_ok=True)
        told[language] = office.run(program, *words, language=language, code=None)
    en, es = told[ENGLISH], told[SPANISH]
    assert en.code == es.code and code in en.err + en.out
    codes = re.compile(r"\[([a-z-]+)\]$", re.MULTILINE)
    assert codes.findall(en.err) == codes.findall(es.err)
    assert len((es.err + es.out).splitlines()) == len((en.err + en.out).splitlines()) > 0
    bare = NAMES.sub("", es.err + es.out)
    assert not COMMON.findall(bare) and not [part for part in PARTS if part in bare], es.err + es.out
    assert es.err + es.out != en.err + en.out


def test_rejects_read_in_the_language_of_whoever_asks(tmp_path: Path) -> None:
    listed, mended, raw = {}, {}, {}
    for loads in (ENGLISH, SPANISH):
        office = Office(tmp_path / loads)
        office.agency("test-pd")
        path = office.file("june.csv", faulty())
        office.run("ingest", "load", path, "--agency", "test-pd", "--by", "Ana Ruiz", code=1, language=loads)
        for reads in (ENGLISH, SPANISH):
            listed[loads, reads] = office.run("ingest", "rejects", 1, language=reads).out
            out = office.files / f"mend-{reads}.csv"
            office.run("ingest", "rejects", 1, "--out", out, language=reads)
            mended[loads, reads] = read_csv(out)
        raw[loads] = [office.rows(table) for table in ("_rejects", "_problems", "_unmapped", "_told", "use_of_force")]
    assert listed[ENGLISH, ENGLISH] == listed[SPANISH, ENGLISH] and listed[ENGLISH, SPANISH] == listed[SPANISH, SPANISH]
    assert (
        "The date is in the future." in listed[SPANISH, ENGLISH]
        and "La fecha está en el futuro." in listed[ENGLISH, SPANISH]
    )
    assert "no es un día del calendario" in listed[ENGLISH, SPANISH]
    assert mended[ENGLISH, SPANISH] == mended[SPANISH, SPANISH] and "Qué está mal" in mended[ENGLISH, SPANISH][0]
    assert "What is wrong" in mended[SPANISH, ENGLISH][0]
    said = re.sub(r'"key": "\w+"', "", str(raw[SPANISH]))
    assert "calendario" not in said and raw[ENGLISH][:4] == raw[SPANISH][:4]
    assert [row["says"] for row in raw[SPANISH][1]] and "no code in the list" in str(raw[SPANISH][1])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_mended_in_spanish_loads(tmp_path: Path, ending: str) -> None:
    office = Office(tmp_path)
    office.agency("test-pd")
    path = office.file("june.csv", [*rows(12), GOOD | {"Agency's incident number": "F-1", "Date": "12.02.2024"}])
    office.ingest("load", path, "--agency", "test-pd", "--by", "Ana Ruiz", code=1)
    out = office.files / f"mend.{ending}"
    office.run("ingest", "rejects", 1, "--out", out, language=SPANISH)
    if ending == "csv":
        mended = [row | {"Date": "2024-02-12"} for row in read_csv(out)]
        out.write_text(as_csv(mended), encoding="utf-8", newline="")
    else:
        book = load_workbook(out)
        assert book.sheetnames == ["Para arreglar"]
        book.active["B2"] = "2024-02-12"
        book.save(out)
    [said] = office.load(out, "--agency", "test-pd")
    assert said["outcomes"]["new"] == 1


def test_a_rebuild_in_another_language_gives_the_same(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.agency("test-pd")
    loaded(office)
    before = [office.rows(table) for table in ("_rejects", "_problems", "_unmapped", "use_of_force")]
    said = office.run("ingest", "rebuild", language=SPANISH).out
    assert "El contenido es el mismo de antes" in said
    assert [office.rows(table) for table in ("_rejects", "_problems", "_unmapped", "use_of_force")] == before


def test_a_private_value_is_hidden_in_both(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.agency("test-pd")
    kind = office.kinds.tables["use_of_force_subjects"]
    private = next(one for one in kind.stored if one.publish == "private" and one.type == "integer")
    header = {column.name: column.title for column in office.kinds.mappable(kind).values()}
    row = {header["incident_number"]: "A-1", header[kind.number[0]]: "1", private.title: "secret-word"}
    words = ["check", "use-of-force-subjects", office.file("people.csv", [row]), "--agency", "test-pd"]
    for language, hidden in ((ENGLISH, "not shown: it may be private"), (SPANISH, "no se muestra: puede ser privado")):
        said = office.run("ingest", *words, code=2, language=language).err
        assert f"({hidden})" in said and "secret-word" not in said


def test_the_json_keeps_its_keys_and_codes(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.agency("test-pd")
    path = office.file("june.csv", faulty())
    words = ["check", path, "--agency", "test-pd", "--json"]
    [en], [es] = (office.run("ingest", *words, code=1, language=one).json for one in (ENGLISH, SPANISH))
    for one, other in zip(en.pop("problems"), es.pop("problems"), strict=True):
        assert one.keys() == other.keys() and one["code"] == other["code"] and one["line"] == other["line"]
        assert one["says"] != other["says"] and one["do"] != other["do"]
    assert en == es


def test_the_language_is_asked_for_or_the_machines_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path)
    for name in ("RECORD_ROOM_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    spoken = lambda **words: "Dice:" in office.run("ingest", "explain", "date", **words).out  # noqa: E731
    assert not spoken()
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    assert spoken() and not spoken(language=ENGLISH)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert not spoken(), "LC_ALL is above LANG"
    monkeypatch.setenv("RECORD_ROOM_LANGUAGE", "es")
    assert spoken() and not spoken(language=ENGLISH)
    monkeypatch.setenv("RECORD_ROOM_LANGUAGE", "en")
    assert not spoken() and spoken(language=SPANISH)
    for spelled in ("ES", "es_MX", "es-419", "es_ES.UTF-8", " es "):
        monkeypatch.setenv("RECORD_ROOM_LANGUAGE", spelled)
        assert spoken() and spoken(language=spelled), spelled
    assert machines_own({"LANG": "fr_FR"}) == machines_own({}) == machines_own({"LANG": ""}) == ENGLISH
    assert str(Problem("no-file")).startswith("There is no such file."), "it ends with the command"


def test_a_load_in_english_waits_for_no_list() -> None:
    code = (
        "import sys; from ingest.cli import main; main(['explain', 'date'], standalone_mode=False); print(*sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "ingest.language" in said and "babel" not in said.split()


def test_rejects_of_an_earlier_version_ask_for_a_rebuild(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.agency("test-pd")
    loaded(office)
    with closing(sqlite3.connect(office.data / "register.db")) as register, register:
        register.execute("UPDATE _rejects SET problems = ?", ['[["date", "Date", "It is wrong.", "Mend it."]]'])
    assert "ingest rebuild" in office.ingest("rejects", 1, code=2).err
    office.ingest("rebuild")
    assert "[date]" in office.ingest("rejects", 1).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "--foo"], "No existe la opción"),
        (["chek"], "No existe el comando"),
        (["check"], "Falta el argumento"),
        (["zero", "use-of-force"], "Falta la opción"),
        (["rejects", "one"], "no es un valor válido"),
    ],
)
def test_wrong_use_is_told_in_the_language_that_is_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[object], said: str
) -> None:
    office = Office(tmp_path)
    for language in (SPANISH, ""):
        monkeypatch.setenv("RECORD_ROOM_LANGUAGE", "" if language else "es_MX")
        err = office.run("ingest", *words, code=2, language=language).err
        assert err.startswith("Uso: ") and "para ver la ayuda" in err and said in err, err
    monkeypatch.setenv("RECORD_ROOM_LANGUAGE", "en")
    assert office.run("ingest", *words, code=2).err.startswith("Usage: "), "the one before is not kept"


def test_the_headings_of_help_are_spanish(tmp_path: Path) -> None:
    office = Office(tmp_path)
    said = office.run("ingest", "explain", "--help", language=SPANISH).out
    assert said.startswith("Uso: ") and "Opciones:" in said  # the line of --help is made once a process
    said = office.run("ingest", "explain", "--help", language=ENGLISH).out
    assert said.startswith("Usage: ") and "Options:" in said


@pytest.mark.parametrize("language", [ENGLISH, SPANISH])
@pytest.mark.parametrize(
    ("typed", "is_yes"),
    [
        ("s", True),
        ("sí", True),
        ("SI", True),
        ("y", True),
        ("yes", True),
        ("n", False),
        ("", False),
        ("qué\nno", False),
    ],
)
def test_yes_is_yes_in_both_languages(tmp_path: Path, language: str, typed: str, is_yes: bool) -> None:
    office = Office(tmp_path)
    office.agency("test-pd")
    office.ingest("load", office.file("a.csv", rows(2)), "--agency", "test-pd", "--by", "Ana Ruiz")
    before = ["--kinds", str(office.kinds_folder), "--agencies", str(office.agencies), "--language", language]
    words = ["expunge", "use-of-force", "A-1", "--order", "A court, 2 June", "--by", "Ana", "--data", str(office.data)]
    made = CliRunner().invoke(main, [*before, *words], input=f"{typed}\n")
    assert made.exit_code == 0, made.output
    assert (len(office.rows("use_of_force")) == 1) == is_yes
    assert ("[s/N]" if language == SPANISH else "[y/N]") in made.stderr
    assert ("Escriba s" in made.stderr or "Type y" in made.stderr) == ("\n" in typed)
