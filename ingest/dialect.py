"""Read one format: `agencies/<agency>/<table>.yml` in the words of `docs/add-an-agency.md`.

A format holds no expressions and no code. Every slip is a `Stop` with file and line.
"""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

from ingest import dates
from ingest.codelist import fold
from ingest.formats import Cell, Correction, Example, Format, Role, TableMap, bare_headers, fold_header
from ingest.labels import PAGE, check_labels, check_roles, load_roles
from ingest.language import all_of, phrase
from ingest.plain import Map, Plain, load, nearest
from ingest.problems import Problem, Stop
from ingest.schema import Kinds, Table

_FORMAT = frozenset(
    [
        "title",
        "source",
        "tables",
        "ignore",
        "expect",
        "dates",
        "missing",
        "values",
        "files",
        "numbers_of",
        "corrections",
        "encoding",
        "same_as_above",
        "hidden",
        "example",
    ]
)


_HIDDEN = frozenset(["rows", "columns", "comments", "pivots", "links", "merged"])


_ROWS = frozenset(("repeats", "each", "file"))


_CELL = frozenset(["from", "join", "with", "always", "split", "marked", "all", "missing", "values"])


_CORRECTION = frozenset(("where", "set", "drop", "reason", "status", "file"))


def load_format(path: Path, kinds: Kinds, root: Path) -> Format:
    """The format in one YAML file. Raises `Stop` with every slip of the map that slipped first."""
    said = load(path, root)
    said.known(_FORMAT, PAGE)
    said.need("title", "tables", page=PAGE)
    try:
        codecs.lookup(said.text("encoding") or "utf-8")
    except LookupError:
        found = said.text("encoding")
        expected = phrase("the name of an encoding, such as windows-1252")
        raise said.slip("word-value", "encoding", word="encoding", found=found, expected=expected) from None
    patterns = _patterns(said)
    two = dates.clash(patterns)
    if two:
        raise said.slip("two-dates", "dates", one=two[0], other=two[1])
    roles = load_roles(said.map("files"))
    maps = tuple(made for table in said.map("tables") for made in _table_maps(table, said.map("tables"), kinds, roles))
    check_roles(roles, maps, said)
    return Format(
        agency=path.parent.name,
        name=path.stem,
        title=said.text("title"),
        where=said.where,
        maps=_in_order(maps, kinds),
        ignore={header: reason for reason in said.map("ignore") for header in said.map("ignore").texts(reason)},
        expect=_expect(said.map("expect")),
        dates=patterns,
        missing=frozenset(said.texts("missing")),
        values=_values(said.map("values"), kinds),
        roles=roles,
        numbers_of=_numbers_of(said.map("numbers_of"), path.parent, kinds, {made.table for made in maps}),
        corrections=_corrections(said, roles),
        encoding=said.text("encoding"),
        same_as_above=said.texts("same_as_above"),
        hidden=_reasons(said.map("hidden"), _HIDDEN),
        hidden_sheets=_reasons(said.map("hidden").map("sheets")),
        examples=_examples(said),
        bare=bare_headers(maps, kinds),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def _patterns(said: Map) -> tuple[str, ...]:
    """The date patterns. A word that is none would read nothing, and nobody would know why."""
    for pattern in said.texts("dates"):
        found = dates.unknown(pattern)
        if found is not None:
            wrong = phrase('has "{found}", which is no word for a part of a date', found=found)
            nothing = phrase("names neither a month of a year nor a time of day")
            words = ", ".join(dates.WORDS)
            raise said.slip("date-pattern", "dates", pattern=pattern, wrong=wrong if found else nothing, words=words)
    return said.texts("dates")


def _in_order(maps: tuple[TableMap, ...], kinds: Kinds) -> tuple[TableMap, ...]:
    order = list(kinds.tables)
    return tuple(sorted(maps, key=lambda made: order.index(made.table)))


def _table_maps(table: str, tables: Map, kinds: Kinds, roles: dict[str, Role]) -> list[TableMap]:
    if table not in kinds.tables or kinds.tables[table].made:
        raise tables.slip(
            "no-table", table, table=table, known=", ".join(kinds.tables), nearest=nearest(table, kinds.tables)
        )
    return [_table_map(table, said, kinds, roles) for said in tables.maps(table)]


def _table_map(table: str, said: Map, kinds: Kinds, roles: dict[str, Role]) -> TableMap:
    columns = kinds.mappable(kinds.tables[table])
    wrong = []
    for name in said:
        if said[name] == "":
            wrong.append(Problem("yaml-empty", said.where, said.lines[name], fills={"word": name}))
        elif name != "rows" and name not in columns:
            wrong.append(_no_column(kinds.tables[table], name, said, columns))
    if wrong:
        raise Stop(*wrong)
    rows = said.map("rows")
    rows.known(_ROWS, PAGE)
    if rows.text("repeats") not in {"", "once", "unite", "keep"}:
        expected = phrase("once, unite or keep")
        raise rows.slip("word-value", "repeats", word="repeats", found=rows.text("repeats"), expected=expected)
    cells = {name: _cell(name, said, columns[name].codes, kinds) for name in said if name != "rows"}
    for name in rows.texts("each"):
        if name not in cells:
            raise rows.slip("word", "each", word=name, nearest=nearest(name, cells), page=PAGE)
    check_labels(rows, roles)
    return TableMap(table, cells, rows.text("repeats"), rows.texts("each"), rows.texts("file"))


def _no_column(table: Table, name: str, said: Map, columns: object) -> Problem:
    code = "unknown-column"
    if name in table.columns:
        code = "derived-column" if table.columns[name].is_derived else "never-column"
    return Problem(
        code,
        said.where,
        said.lines[name],
        fills={"table": table.name, "column": name, "nearest": nearest(name, columns)},
    )


def _cell(name: str, table: Map, codes: str, kinds: Kinds) -> Cell:
    said: Plain = table[name]
    if not isinstance(said, Map):
        return Cell(headers=table.texts(name))
    said.known(_CELL, PAGE)
    ways = [word for word in ("from", "join", "all", "marked", "always") if word in said]
    if len(ways) != 1:
        raise said.slip(
            "word-value",
            name,
            word=name,
            found=all_of(ways) if ways else phrase("nothing"),
            expected=phrase("one of {words}", words="from, join, all, marked, always"),
        )
    for word in (ways[0], "split"):
        if word in said and word != "always" and said[word] in ("", []):
            raise said.slip("yaml-empty", word, word=word)
    marked = said.map("marked")
    values = said.map("values")
    for code in [*(str(marked[header]) for header in marked), *(str(values[word]) for word in values)]:
        if codes and code not in kinds.codes[codes]:
            raise said.slip(
                "unknown-code", name, code=code, list=codes, nearest=nearest(code, kinds.codes[codes].codes)
            )
    parts = said.groups("join")
    one_of = tuple(header for part in parts for header in part)
    return Cell(
        how={"from": "first", "always": "first"}.get(ways[0], ways[0]),
        headers=one_of or tuple(marked) or (said.texts(ways[0]) if ways[0] != "always" else ()),
        parts=parts,
        glue=said.text("with", " "),
        always=said.text("always") if ways[0] == "always" else None,
        split=said.texts("split"),
        marked={fold_header(header): str(marked[header]) for header in marked},
        missing=frozenset(said.texts("missing")),
        values={fold(word): values.text(word) for word in values},
    )


def _reasons(said: Map, words: frozenset[str] = frozenset()) -> dict[str, str]:
    """What a workbook may hold though its pages do not show it: each with a reason. `words`: those that there are."""
    if words:
        said.known(words | {"sheets"}, PAGE)
    made = {name: said.text(name) for name in said if not (words and name == "sheets")}
    for name, reason in made.items():
        if not reason.strip():
            raise said.slip("word-value", name, word=name, found="", expected=phrase("a reason"))
    return made


def _expect(said: Map) -> dict[str, int]:
    made = {}
    for what in said:
        if not said.text(what).isdigit():
            raise said.slip("word-value", what, word=what, found=said.text(what), expected=phrase("a whole number"))
        made[what] = int(said.text(what))
    return made


def _values(said: Map, kinds: Kinds) -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = {}
    for name in said:
        if name not in kinds.codes:
            raise said.slip("word", name, word=name, nearest=nearest(name, kinds.codes), page="kinds/codes/")
        words = said.map(name)
        for word in words:
            if words.text(word) not in kinds.codes[name]:
                raise words.slip(
                    "unknown-code",
                    word,
                    code=words.text(word),
                    list=name,
                    nearest=nearest(words.text(word), kinds.codes[name].codes),
                )
        made[name] = {fold(word): words.text(word) for word in words}
    return made


def _numbers_of(said: Map, folder: Path, kinds: Kinds, filled: set[str]) -> dict[str, str]:
    """Table -> the agency whose numbers the file gives for it, where that is not the sender."""
    known = sorted(path.parent.name for path in folder.parent.glob("*/agency.yml"))
    made = {}
    for name in said:
        if name not in kinds.tables or not kinds.tables[name].number:
            numbered = [table.name for table in kinds.tables.values() if table.number]
            raise said.slip("word", name, word=name, nearest=nearest(name, numbered), page=PAGE)
        if name in filled:
            expected = phrase("a table that this format refers to and does not fill")
            raise said.slip("word-value", name, word="numbers_of", found=name, expected=expected)
        if said.text(name) not in known:
            near = nearest(said.text(name), known)
            raise Stop(
                Problem("no-agency", said.where, said.lines[name], fills={"agency": said.text(name), "nearest": near})
            )
        made[name] = said.text(name)
    return made


def _corrections(said: Map, roles: dict[str, Role]) -> tuple[Correction, ...]:
    made = []
    for one in said.maps("corrections"):
        one.known(_CORRECTION, PAGE)
        one.need("where", "reason", page=PAGE)
        where, right = one.map("where"), one.map("set")
        if one.text("drop") not in {"", "row"} or bool(one.text("drop")) == bool(right):
            found, expected = phrase("neither or both"), phrase("either set or drop: row")
            raise one.slip("word-value", "drop", word=phrase("a correction"), found=found, expected=expected)
        check_labels(one, roles)
        made.append(
            Correction(
                {fold_header(name): frozenset(where.texts(name)) for name in where},
                {fold_header(name): right.text(name) for name in right},
                one.text("drop") == "row",
                one.text("reason"),
                one.texts("file"),
            )
        )
    return tuple(made)


def _examples(said: Map) -> tuple[Example, ...]:
    made = []
    for one in said.maps("example"):
        one.known(frozenset(("in", "out", "file")), PAGE)
        one.need("in", "out", page=PAGE)
        rows = tuple({name: row.text(name) for name in row} for row in one.maps("in"))
        out = one.map("out")
        tables = {table: tuple({name: row.text(name) for name in row} for row in out.maps(table)) for table in out}
        made.append(Example(rows, tables, one.text("file")))
    return tuple(made)
