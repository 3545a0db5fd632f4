"""The first page of the data dictionary: it binds the tables' pages into one book, families and chapters in order.

What is said of tables, chapters and questions stands in `kinds/`. Only the lines on how to read the book stand here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.dictionary import FOLDER, LEVEL_WORDS, grid, joined, mark, rows_go_out
from ingest.families import reading_order, told
from ingest.schema import Chapter, Column, Family, Kinds, Table

_INTRO = """\
Here is what each column of the public records means. There are {tables} kinds of record, with a page for each. They
stand in the order in which they tell a story: {families}. Each page says what one row is, and what it is not. Then
it tells of every column, of what makes a row wrong, and of the saved questions with what to know before you read the
answer. The [code lists](codes.md) come last.
"""
_INTRO_ES = """\
Aquí se dice qué significa cada columna de los registros públicos. Hay {tables} clases de registro, con una página
para cada una. Siguen el orden en que se cuenta una historia: {families}. Cada página dice qué es una fila y qué no
es. Después explica cada columna, qué hace que una fila esté mal y las preguntas guardadas, con lo que conviene saber
antes de leer la respuesta. Las [listas de códigos](codes.md) van al final.
"""
_COUNT = """\
**Before you count, look at what one row is.** One incident can have several people, officers and uses of force, each in
a table of its own. Each question says what it counts.

*Antes de contar, mire qué es una fila. En un incidente puede haber varias personas, varios agentes y varios usos de la
fuerza, cada uno en su propia tabla. Cada pregunta dice qué cuenta.*
"""
# Publish level -> what it means, its words in Spanish, what they mean.
_WHO_SEES = {
    "open": ("It goes out as it is.", "Público", "Se publica tal cual."),
    "coarse": (
        "A band, a month or a block goes out in its place.",
        "Solo es pública una forma menos exacta",
        "En su lugar se publica un rango, un mes o una cuadra.",
    ),
    "later": (
        "It waits, so that nobody is put at risk.",
        "Público desde la fecha de publicación del registro",
        "Espera, para no poner a nadie en riesgo.",
    ),
    "counts": (
        "Counts from 1 to 10 are held back.",
        "Solo dentro de recuentos protegidos",
        "Los recuentos de 1 a 10 no se publican.",
    ),
    "private": (
        "The office needs it. Nobody else sees it.",
        "Se guarda en el registro interno, nunca se publica",
        "La oficina lo necesita. Nadie más lo ve.",
    ),
    "never": ("It is read and forgotten.", "No se guarda", "Se lee y se olvida."),
}


def page(kinds: Kinds) -> dict[str, str]:
    """Path -> text of the first page."""
    families = [one for one in kinds.families.values() if told(one, kinds)]
    lines = [mark("kinds/"), "", "# What the records mean", "", "*Qué significan los registros*", ""]
    count = str(len(kinds.tables))
    for text, titles in (
        (_INTRO, [one.title for one in families]),
        (_INTRO_ES, [one.title_es for one in families]),
    ):
        said = " ".join(text.split()).format(tables=count, families=_listed(titles, "and" if text is _INTRO else "y"))
        lines += [said if text is _INTRO else f"*{said}*", ""]
    lines += [*_COUNT.splitlines(), "", "## Who sees what", "", "*Quién ve qué*", ""]
    lines += grid(
        ("A page says", "It means"),
        (
            (f"{LEVEL_WORDS[level]}<br>*{said_es}*", f"{means}<br>*{means_es}*")
            for level, (means, said_es, means_es) in _WHO_SEES.items()
        ),
    )
    for family in families:
        lines += _family(family, kinds)
    return {f"{FOLDER}/README.md": joined([*lines, *_lists(kinds)])}


def _family(family: Family, kinds: Kinds) -> Iterator[str]:
    yield from ("", f"## {family.title}", "", f"*{family.title_es}*", "", family.description, "")
    yield from (f"*{family.description_es}*",)
    for chapter, tables in told(family, kinds):
        yield from _chapter(chapter, bool(family.chapters))
        yield from grid(("Table", "One row is one", "Part of", "Rows go out"), (_row(table, kinds) for table in tables))
    asked = [(table, one) for table in reading_order(kinds) if table.family == family.name for one in table.questions]
    if asked:
        yield from ("", f"### Questions: {_small(family.title)}", "", f"*Preguntas: {_small(family.title_es)}*", "")
        yield from grid(
            ("Question", "It counts", "Table"),
            (
                (
                    f"{one.title}<br>*{one.title_es}*",
                    f"{one.unit}<br>*{one.unit_es}*",
                    f"[{table.title}]({table.name}.md#saved-questions)",
                )
                for table, one in asked
            ),
        )


def _chapter(chapter: Chapter | None, has_chapters: bool) -> Iterator[str]:
    """The head of a chapter. Tables without one need a head only beside those that have one."""
    yield ""
    if chapter:
        yield from (f"### {chapter.title}", "", f"*{chapter.title_es}*", "")
        if chapter.description:
            yield from (f"{chapter.description} *{chapter.description_es}*", "")
    elif has_chapters:
        yield from ("### More records", "", "*Más registros*", "")


def _row(table: Table, kinds: Kinds) -> tuple[str, ...]:
    return (
        f"[{table.title}]({table.name}.md)<br>*{table.title_es}*",
        f"{table.unit.one}<br>*{table.unit.one_es}*",
        kinds.tables[table.parent].title if table.parent else "",
        rows_go_out(table),
    )


def _lists(kinds: Kinds) -> Iterator[str]:
    """The shared code lists, with how many codes each has and which columns use it."""
    shared = {name: codes for name, codes in kinds.codes.items() if "." not in name}
    every = sum(len(codes.codes) for codes in kinds.codes.values())
    yield from ("", "## Code lists", "", "*Listas de códigos*", "")
    yield (
        f"Shared lists: {len(shared)}. Short lists that one column alone uses stand on the page of its table: "
        f"{len(kinds.codes) - len(shared)}. In all they have {every:,} codes."
    )
    yield from ("", *grid(("List", "Codes", "Used by"), (_list(name, kinds) for name in shared)))


def _list(name: str, kinds: Kinds) -> tuple[str, ...]:
    users = dict.fromkeys(column.title for column in _users(name, kinds))
    return f"[{name}](codes.md#{name})", str(len(kinds.codes[name].codes)), ", ".join(users)


def _users(name: str, kinds: Kinds) -> Iterator[Column]:
    for table in reading_order(kinds):
        yield from (column for column in table.columns.values() if column.codes == name)


def _listed(titles: list[str], and_: str) -> str:
    """Titles in a running sentence: the first word small, as in "use of force, complaints and agencies"."""
    small = [_small(title) for title in titles]
    return f" {and_} ".join(filter(None, (", ".join(small[:-1]), small[-1])))


def _small(title: str) -> str:
    """A title with a small first letter, for the middle of a line."""
    return title[0].lower() + title[1:]
