"""Turn `kinds/` into `ingest.schema` objects, and refuse what does not hold together.

Every slip is a `Stop` with file and line; `docs/add-a-kind.md` explains the words.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from ingest import schema, shapes
from ingest.answers import load_answers
from ingest.asked import PAGE, question
from ingest.codelist import Code, CodeList
from ingest.codes import WORDS, load_codes, made_of
from ingest.families import load_families
from ingest.language import one_of, phrase
from ingest.lint import lint, lint_threads
from ingest.plain import Map, load, nearest
from ingest.problems import Stop
from ingest.schema import Column, Kinds, Rule, Table, Unit

_HOME = "RECORD_ROOM_HOME"  # names the folder with kinds/, agencies/ and portal.yml, wherever a command is run
_CODE = Path(__file__).resolve().parent.parent


def _root() -> Path:
    """The folder with what is declared: the one named, the one that a person works in, or what came with the code."""
    named = [Path(os.environ[_HOME])] if os.environ.get(_HOME) else []
    near = [folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "agencies").is_dir()]
    for folder in (*named, *near, _CODE, _CODE / "record_room"):
        if (folder / "kinds").is_dir():
            return folder.resolve()
    return Path.cwd()


ROOT = _root()

_TABLE = frozenset(
    [
        "title",
        "title_es",
        "description",
        "description_es",
        "unit",
        "key",
        "number",
        "readable_key",
        "parent",
        "links",
        "date",
        "publish",
        "uses",
        "columns",
        "facets",
        "search",
        "shows",
        "rules",
        "questions",
        "made",
        "claim",
        "maxim",
        "maxim_es",
        "near",
    ]
)
_COLUMN = frozenset(
    [
        "title",
        "title_es",
        "description",
        "description_es",
        "type",
        "publish",
        "protected",
        "required",
        "minimum",
        "maximum",
        "codes",
        "raw",
        "unmapped_at_most",
        "coarsen",
        "refers_to",
        "follows",
        "gathers",
        "counts",
        "works_out",
        "names",
        "basis",
        "example",
    ]
)
_RULE = ("wrong_when", "says", "says_es", "do", "do_es")


@lru_cache(maxsize=4)
def load_kinds(folder: Path = ROOT / "kinds") -> Kinds:
    """Everything declared under a `kinds/` folder. Raises `Stop` for the first file that does not hold together."""
    root = folder.parent
    families = load_families(folder, root)
    codes = load_codes(folder / "codes", root)
    shared = load(folder / "_shared.yml", root)
    tables = [_table(path, root, shared, codes) for name in families for path in sorted((folder / name).glob("*.yml"))]
    groups = {
        group: {name: _column(name, group, shared.map(group), codes, group) for name in shared.map(group)}
        for group in ("record", "counts")
    }
    kinds = Kinds(families, _in_order({table.name: table for table in tables}), codes, groups, load_answers(folder))
    problems = [problem for family in families.values() for problem in lint_threads(family, kinds)]
    for table in kinds.tables.values():
        problems += lint(table, kinds)
    if problems:
        raise Stop(*problems)
    return kinds


def _table(path: Path, root: Path, shared: Map, lists: dict[str, CodeList]) -> Table:
    said = load(path, root)
    said.known(_TABLE, PAGE)
    said.need("title", "title_es", "description", "description_es", "unit", "key", "columns", page=PAGE)
    if said.text("maxim") or said.text("maxim_es"):
        said.need("maxim", "maxim_es", page=PAGE)
    unit = said.map("unit")
    unit.need("one", "many", "one_es", "many_es", page=PAGE)
    if said.text("publish") not in {"", "later", "counts"}:
        expected = phrase("later or counts, or nothing")
        raise said.slip("word-value", "publish", word="publish", found=said.text("publish"), expected=expected)
    columns = {name: _column(name, path.stem, said.map("columns"), lists, "") for name in said.map("columns")}
    for group in said.texts("uses"):
        if group not in shared:
            raise said.slip("word", "uses", word=group, nearest=nearest(group, shared), page="kinds/_shared.yml")
        for name in shared.map(group):
            if name in columns:
                raise said.slip("yaml-twice", "uses", word=name, first=said.map("columns").lines[name])
            columns[name] = _column(name, path.stem, shared.map(group), lists, group)
    return Table(
        name=path.stem,
        family=path.parent.name,
        title=said.text("title"),
        title_es=said.text("title_es"),
        description=said.text("description"),
        description_es=said.text("description_es"),
        unit=Unit(*(unit.text(word) for word in ("one", "many", "one_es", "many_es"))),
        key=said.text("key"),
        number=said.texts("number"),
        readable_key=said.yes("readable_key"),
        parent=said.text("parent"),
        links=said.texts("links"),
        date=said.text("date"),
        publish=said.text("publish"),
        made=said.text("made"),
        columns=columns,
        facets=said.texts("facets"),
        search=said.texts("search"),
        shows=said.texts("shows"),
        rules=tuple(_rule(name, said.map("rules")) for name in said.map("rules")),
        questions=tuple(question(name, path.stem, said.map("questions")) for name in said.map("questions")),
        where=said.where,
        claim=shapes.claim(said.map("claim")),
        maxim=said.text("maxim"),
        maxim_es=said.text("maxim_es"),
        near=shapes.near(said.map("near")),
    )


def _column(name: str, table: str, columns: Map, lists: dict[str, CodeList], group: str) -> Column:
    said = columns.map(name)
    said.known(_COLUMN, PAGE)
    said.need("title", "title_es", "description", "publish", page=PAGE)
    kind = said.text("type", "string")
    level, protected = said.text("publish"), said.text("protected", said.text("publish"))
    raw = said.text("raw", "private")
    for word, found, allowed in (
        ("type", kind, schema.TYPES),
        ("publish", level, schema.LEVELS),
        ("protected", protected, schema.LEVELS),
        ("raw", raw, ("open", "private")),
        ("names", said.text("names"), ("", *schema.NAMED)),
    ):
        if found not in allowed:
            raise said.slip("word-value", word, word=word, found=found, expected=one_of(allowed))
    coarsen = said.map("coarsen")
    for target in coarsen:
        if coarsen[target] not in schema.METHODS:
            found = str(coarsen[target])
            raise coarsen.slip("word-value", target, word=target, found=found, expected=one_of(schema.METHODS))
    return Column(
        name=name,
        table=table,
        title=said.text("title"),
        title_es=said.text("title_es"),
        description=said.text("description"),
        description_es=said.text("description_es"),
        type=kind,
        publish=level,
        protected=protected,
        required=said.yes("required"),
        minimum=said.text("minimum"),
        maximum=said.text("maximum"),
        codes=_codes_of(said, f"{table}.{name}", lists),
        raw=raw,
        unmapped_at_most=shapes.share(said, "unmapped_at_most"),
        coarsen={target: str(coarsen[target]) for target in coarsen},
        refers_to=said.text("refers_to"),
        follows=said.text("follows"),
        gathers=said.text("gathers"),
        counts=said.text("counts"),
        works_out=shapes.works_out(said.map("works_out")),
        names=said.text("names"),
        basis=said.text("basis", schema.PERSONAL),
        example=said.text("example"),
        group=group,
    )


def _codes_of(said: Map, inline: str, lists: dict[str, CodeList]) -> str:
    """The name of a column's code list; a small list written in place gets the column's own name."""
    if "codes" not in said:
        return ""
    if isinstance(said["codes"], str):
        name = said.text("codes")
        if name not in lists:
            raise said.slip("word", "codes", word=name, nearest=nearest(name, lists), page="kinds/codes/")
        return name
    small = said.map("codes")
    codes = {}
    for code in small:
        words = small.map(code)
        words.known(frozenset(WORDS[1:]), PAGE)
        words.need("label", "label_es", page=PAGE)
        codes[code] = Code(*made_of([code, *(words.text(word) for word in WORDS[1:])]))
    some = next(iter(lists.values()), CodeList("", {}))
    lists[inline] = CodeList(inline, codes, some.reserved, general=some.general)
    return inline


def _rule(name: str, rules: Map) -> Rule:
    said = rules.map(name)
    said.known(frozenset(_RULE), PAGE)
    said.need(*_RULE, page=PAGE)
    return Rule(name, *(said.text(word) for word in _RULE))


def _in_order(tables: dict[str, Table]) -> dict[str, Table]:
    """Tables after those that they are part of or refer to, else in the order of their families."""
    made: dict[str, Table] = {}

    def place(name: str, path: tuple[str, ...]) -> None:
        if name in made or name not in tables or name in path:
            return
        table = tables[name]
        for above in (table.parent, *table.links, *(column.refers_to for column in table.references)):
            if above:
                place(above, (*path, name))
        made[name] = table

    for name in tables:
        place(name, ())
    return made
