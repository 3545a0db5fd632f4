"""The data dictionary, a page for each table: what it is and is not, its columns, codes, rules and questions.

Everything stands in `kinds/`, in two languages; nothing is said here that is not said there, but for the words that
stand for a publish level. English first, Spanish beside it. `ingest.contents` binds the pages into one book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.codelist import Code
from ingest.families import reading_order
from ingest.schema import AGENCY, LINE, SOURCE, Column, Kinds, Rule, Table

FOLDER = "docs/dictionary"
LEVEL_WORDS = {
    "open": "Public",
    "coarse": "Only a coarser form is public",
    "later": "Public from the record's release date on",
    "counts": "Only inside protected counts",
    "private": "Kept in the register, never public",
    "never": "Not stored",
}
MADE_WORDS = {
    "declared": "- Its rows come from `agencies/*/agency.yml`, not from files.",
    "changed": "- Its rows are found by holding each release against the one before it. No file has them.",
    "covered": "- Its rows follow from what each agency owes, when a release is built. No file has them.",
    "mapped": "- Its rows are counted from the other tables when a release is built. No file has them.",
}
TYPE_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "yes or no",
    "date": "date",
    "time": "time of day",
    "datetime": "date and time",
    "array": "list",
}


def pages(kinds: Kinds) -> dict[str, str]:
    """Path -> text: a page for each table, and one of the shared code lists."""
    order = reading_order(kinds)
    made = {f"{FOLDER}/codes.md": _codes(kinds)}
    for table, after in zip(order, [*order[1:], None], strict=True):
        made[f"{FOLDER}/{table.name}.md"] = _page(table, after, kinds)
    return made


def mark(source: str) -> str:
    """Line 1 of a derived page in Markdown."""
    return f"<!-- Derived from {source} by make derive. Do not edit. -->"


def rows_go_out(table: Table) -> str:
    """When the rows of a table are public, in words."""
    return {"later": "when their release date has come", "counts": "never; protected counts do"}.get(
        table.publish, "yes"
    )


def _page(table: Table, after: Table | None, kinds: Kinds) -> str:
    family = kinds.families[table.family]
    upward = f"[All kinds of record](README.md), {family.title}. *{family.title_es}.*"
    lines = [mark(table.where), "", upward, "", f"# {table.title}", "", f"*{table.title_es}*", ""]
    lines += [table.description, "", f"*{table.description_es}*", "", *_facts(table, kinds), "", "## Columns", ""]
    lines += grid(("Column", "Meaning", "Kind of value", "Who sees it"), _columns(table))
    lines += ["", _keys(table, kinds)]
    for column in table.columns.values():
        if column.codes == f"{table.name}.{column.name}":
            lines += ["", f"### Codes of `{column.name}`", "", *_code_grid(kinds.codes[column.codes].codes.values())]
    if table.rules:
        lines += ["", "## Rules", "", "A row that breaks one of these is set aside and not loaded.", ""]
        lines += grid(("Rule", "It says", "What to do"), (_rule(rule) for rule in table.rules))
    if table.questions:
        lines += ["", "## Saved questions"]
        for one in table.questions:
            lines += ["", f"### {one.title}", "", f"*{one.title_es}* (`{one.name}`)", ""]
            lines += [f"{one.description} *{one.description_es}*", ""]
            lines += [f"- Counts: {one.unit}. *{one.unit_es}*", f"- Read this first: {one.caveat} *{one.caveat_es}*"]
    onward = f"[{after.title}]({after.name}.md)" if after else "[Code lists](codes.md)"
    return joined([*lines, "", f"Next: {onward}."])


def _facts(table: Table, kinds: Kinds) -> Iterator[str]:
    unit = table.unit
    yield f"- One row is one **{unit.one}** (*{unit.one_es}*). Counts on its page are counts of {unit.many}."
    yield f"- Rows go out: {rows_go_out(table)}."
    if table.parent:
        whole = kinds.tables[table.parent]
        yield f"- A part of: [{whole.title}]({whole.name}.md). When a record comes again, its parts come with it."
    parts = [f"[{part.title}]({part.name}.md)" for part in kinds.parts(table.name)]
    if parts:
        yield f"- Its parts: {', '.join(parts)}."
    if table.number:
        yield f"- Named by: {_names(table.number)}. Two rows with the same number are one record."
    elif not table.made:
        yield "- Has no number: the format of each agency says whether rows that repeat are one record or several."
    if table.date:
        yield f"- Order, charts and years go by `{table.date}`."
    if table.made:
        yield MADE_WORDS[table.made]


def _columns(table: Table) -> Iterator[tuple[str, ...]]:
    for column in table.columns.values():
        yield (
            f"`{column.name}`<br>{column.title}<br>*{column.title_es}*",
            f"{column.description}<br>*{column.description_es}*",
            _kind(column, table),
            "<br>".join(_who(column, table)),
        )


def _kind(column: Column, table: Table) -> str:
    words = TYPE_WORDS[column.type]
    if column.codes == f"{table.name}.{column.name}":
        anchor = f"codes-of-{column.name}"
        words = f"{'list of codes' if column.type == 'array' else 'code'}, [below](#{anchor})"
    elif column.codes:
        words = f"{'list of codes' if column.type == 'array' else 'code'}, [{column.codes}](codes.md#{column.codes})"
    if column.refers_to:
        words = f"a record of [{column.refers_to}]({column.refers_to}.md)"
    if column.minimum or column.maximum:
        words += f", {column.minimum or 'anything'} to {column.maximum or 'anything'}"
    if column.required:
        words += "; every record needs one"
    if column.unmapped_at_most:
        words += f"; at most {column.unmapped_at_most} of the words in a file may lack a code"
    return f"{words}<br>such as `{column.example}`" if column.example else words


def _who(column: Column, table: Table) -> Iterator[str]:
    """A column's publish level in words, and where its value comes from when no file gives it."""
    if column.follows:
        yield f"Public, looked up from {_names([column.follows])}"
    elif column.gathers:
        yield f"Public, gathered from {_names([column.gathers])}"
    elif column.counts:
        yield f"Public, counted from `{column.counts}`"
    elif column.works_out:
        yield f"Public, worked out from {_names(column.works_out[1:])}"
    elif column.is_pseudonym:
        yield f"Not stored: {_names(column.coarsen)} keeps a made-up number instead"
    elif column.publish == "never":
        yield "Not stored: it makes the key and is forgotten"
    elif column.publish == "coarse" and all(table.columns[name].publish == "counts" for name in column.coarsen):
        yield f"{LEVEL_WORDS['private']}; {_names(column.coarsen)} is counted"
    elif column.publish == "coarse":
        yield f"{LEVEL_WORDS[column.publish]}: {_names(column.coarsen)}"
    else:
        yield LEVEL_WORDS[column.publish]
        if column.coarsen:
            yield f"Also as {_names(column.coarsen)}"
    if column.protected != column.publish:
        yield f"Agencies with the protected profile: {LEVEL_WORDS[column.protected].lower()}"
    if column.is_stored and column.raw_name:
        yield f"What the agency wrote: {LEVEL_WORDS[column.raw].lower()}" + (
            f", as `{column.raw_name}`" if column.raw == "open" else ""
        )


def _keys(table: Table, kinds: Kinds) -> str:
    """What the code adds to every record, in one sentence."""
    how = "a made-up number that names the record and tells nothing else"
    if table.readable_key:
        how = "the parts of its number with - between them, the same for every agency"
    if table.made == "declared":
        how = "the short name of the agency's folder"
    elif table.made:
        how = "a made-up number that names the row and tells nothing else"
    said = [f"`{table.key}`, {how}"]
    said += [f"`{key}`, the {kinds.tables[name].unit.one}" for key, name in kinds.link_keys(table).items()]
    if not table.made:
        own = [AGENCY] if table.has_agency else []
        said.append(f"{_names([*own, SOURCE, LINE])}, which say where the record comes from")
    return f"The portal adds: {'; '.join(said)}."


def _rule(rule: Rule) -> tuple[str, ...]:
    return f"`{rule.name}`", f"{rule.says}<br>*{rule.says_es}*", f"{rule.do}<br>*{rule.do_es}*"


def _codes(kinds: Kinds) -> str:
    shared = {name: codes for name, codes in kinds.codes.items() if "." not in name}
    lines = [
        mark("kinds/codes/"),
        "",
        "# Code lists",
        "",
        "*Listas de códigos.* A code is never used again for something",
    ]
    lines += ["else. One that is no longer given to new records says until when it was.", ""]
    lines += ["## Codes that belong to every list", "", "They say why there is no code of the list's own.", ""]
    lines += _code_grid(next(iter(shared.values())).reserved.values())
    for name, codes in shared.items():
        users = [
            f"[{table.name}]({table.name}.md).{column.name}"
            for table in kinds.tables.values()
            for column in table.columns.values()
            if column.codes == name
        ]
        lines += ["", f"## {name}", "", f"Used by: {', '.join(users) or 'properties of other lists'}.", ""]
        lines += _code_grid(codes.codes.values())
    return joined(lines)


def _code_grid(codes: Iterable[Code]) -> list[str]:
    listed = list(codes)
    extra = list(dict.fromkeys(name for code in listed for name in code.properties))
    until = ["Until"] if any(code.until for code in listed) else []
    return grid(
        ("Code", "Label", "Meaning", *extra, *until),
        (
            (
                f"`{code.code}`",
                f"{code.label}<br>*{code.label_es}*",
                f"{code.definition}<br>*{code.definition_es}*",
                *(code.properties.get(name, "") for name in extra),
                *([code.until] if until else []),
            )
            for code in listed
        ),
    )


def grid(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A table in Markdown."""
    listed = list(heads)
    return [_line(listed), _line("---" for _ in listed), *(_line(row) for row in rows)]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', '&#124;') for cell in cells)} |"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def joined(lines: Iterable[str]) -> str:
    """The lines of a page as one text."""
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"
