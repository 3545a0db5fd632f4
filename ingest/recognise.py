"""Which format is this file in? Its headers are its signature: they find the format, the separator, the sheet and
the header line. No fit, or two, is a question to a person, never a guess (formats.md, section 4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from itertools import islice
from pathlib import Path

from ingest.formats import EXAMPLE_SHEETS, Format, Role, fold_header
from ingest.language import all_of
from ingest.match import Match, held, is_unnamed, unique
from ingest.mending import our_place
from ingest.plain import nearest
from ingest.problems import Problem, Stop, quoted, stop
from ingest.read import Sheet, sheets

LOOK = 20  # a header stands among the first lines, if anywhere
_FITS_NONE = frozenset(("no-format", "no-header", "new-header", "template-header", "few-headers"))
_REPEATED = re.compile(r" \(\d+\)$")  # as `unique` calls a header that stands once more
_SHOWN = 20  # headers that no format knows, told one by one


@dataclass(frozen=True)
class Found:
    """A file that is understood: how to read it, in which format, in which role, and its header."""

    sheet: Sheet
    format: Format
    role: Role | None
    header: tuple[str, ...]
    line: int

    @property
    def role_name(self) -> str:
        return self.role.label if self.role else ""

    @property
    def mends(self) -> bool:
        """Whether it holds rows that were set aside, as they come back."""
        return our_place(self.header) is not None

    @property
    def unnamed(self) -> list[int]:
        """Where the columns stand that have no name, and that the format does not know as `column 5` either."""
        known = self.format.headers()
        return [at for at, name in enumerate(self.header) if is_unnamed(at, name) and fold_header(name) not in known]

    @property
    def is_left_out(self) -> bool:
        """Whether the format says that such a file makes no records."""
        return bool(self.role and self.role.ignored) or not self.format.maps_for(self.role_name)

    @property
    def left_out(self) -> Problem:
        """Why a file that makes no records is left out."""
        name, roles = self.sheet.path.name, self.format.roles.values()
        if self.role and self.role.ignored:
            return Problem("left-out", name, fills={"reason": self.role.ignored})
        users = [role.pattern for role in roles if any(step.label == self.role_name for step in role.lookups)]
        return Problem("only-beside", name, fills={"files": ", ".join(users)})


def recognise(
    path: Path,
    formats: list[Format],
    templates: list[Format],
    asked: str = "",
    name: str = "",
    sure: bool = False,
    broken: Sequence[Problem] = (),
) -> Found:
    """How to read a file. Formats are asked first, then templates; `asked` is the table a person named, `name` the
    file's own name where it is kept under another. `sure` means that a person said whose it is or what it holds.
    A file that nothing fits may be one that a format leaves out by its name, or may fit one that is `broken`: what is
    wrong with those is then said first.

    Raises `Stop` (no-format, two-formats, new-header ...) with what to do.
    """
    name = (name or path.name).lower()
    try:
        return _recognise(path, formats, templates, asked, name, sure)
    except Stop as error:
        left = [(made, role) for made, role in _named(formats, name) if role.ignored and not asked]
        if len(left) != 1 or any(one.code.startswith("two-") for one in error.problems):
            fits_none = all(one.code in _FITS_NONE for one in error.problems)
            raise Stop(*(broken if fits_none else ()), *error.problems) from None
        return Found(Sheet(path), *left[0], (), 0)


def _named(formats: list[Format], name: str) -> Iterator[tuple[Format, Role]]:
    """Every label of every format whose pattern a file's name fits."""
    for made in formats:
        yield from ((made, role) for role in made.roles.values() if fnmatch(name, role.pattern.lower()))


def _recognise(path: Path, formats: list[Format], templates: list[Format], asked: str, name: str, sure: bool) -> Found:
    named = [(made, role) for made, role in _named(formats, name) if role.header]
    if len(named) == 1:
        made, role = named[0]
        sheet = max(sheets(path, made.encoding, role.widths), key=_width, default=None)
        if not sheet:
            raise stop("no-header", path.name, lines=LOOK)
        return _found(sheet, made, role, unique(role.header), -1)
    candidates = [made for made in formats if not asked or any(one.table == asked for one in made.maps)]
    found = _best(path, name, candidates, sure)
    if found and found[0].fits:
        return _one_of(path, [match for match in found if match.fits], asked)
    template = _templates(path, name, [made for made in templates if not asked or made.name == asked], sure, found)
    if template and template[0].fits:
        fits = [match for match in template if match.fits]
        return _one_of(path, [match for match in fits if match.is_whole] or fits, asked)
    closest = max(found + template, key=lambda match: match.share, default=None)
    sheet = closest.sheet if closest else max(sheets(path), key=_width_of_first, default=None)
    if sheet:
        _refuse_open_quote(sheet)
    if not closest:
        raise stop("no-header", path.name, lines=LOOK)
    raise _no_fit(path, closest)


def _refuse_open_quote(sheet: Sheet) -> None:
    """Of a file that nothing fits, an open quotation mark is told before its headers: it may have swallowed some."""
    try:
        _width(sheet)
    except Stop as error:
        if any(one.code == "open-quote" for one in error.problems):
            raise


def _templates(path: Path, name: str, templates: list[Format], sure: bool, found: list[Match]) -> list[Match]:
    """The templates that know some header; none where only the encoding that a format names reads the file."""
    try:
        return _best(path, name, templates, sure)
    except Stop:
        if not found:
            raise
        return []


def _best(path: Path, name: str, formats: list[Format], sure: bool) -> list[Match]:
    """For each format that knows some header of the file, its best reading; the best formats first."""
    heads, errors = [], []
    for encoding in {made.encoding for made in formats} or {""}:
        for sheet in sheets(path, encoding):
            try:
                for line, cells in islice(sheet.rows(), LOOK):
                    heads.append((sheet, line, unique(cells)))
            except Stop as error:
                errors.append(error)  # a wrong separator or encoding is a wrong try, unless every try is wrong
    if errors and all(len(header) < 2 for _, _, header in heads):  # cut at a mark that is not in it, all is one cell
        raise errors[0]
    best: dict[str, Match] = {}
    fitting: dict[str, dict[str, int]] = {}
    for made in formats:
        for sheet, line, header in heads:
            if sheet.encoding != made.encoding or made.is_template and sheet.name in EXAMPLE_SHEETS.values():
                continue
            match = held(name, made, sheet, line, header, sure)
            if match.fits:
                fitting.setdefault(made.where, {}).setdefault(sheet.name, match.known)
            if match.known and (
                made.where not in best or (match.known, -match.line) > (best[made.where].known, -best[made.where].line)
            ):
                best[made.where] = match
    for where, match in best.items():
        twins = [sheet for sheet, known in fitting.get(where, {}).items() if sheet and known == match.known]
        if len(twins) > 1:
            raise stop("two-sheets", path.name, sheets=quoted(twins))
    return sorted(best.values(), key=lambda match: (not match.fits, -match.share, -match.known))


def _one_of(path: Path, matches: list[Match], asked: str) -> Found:
    """The one match, or a question. Of templates that fit, the one that uses most of its headers wins outright."""
    top = [match for match in matches if match.known == matches[0].known]
    if any(match.named for match in top):  # a format whose `files` fit the name goes before one whose `files` do not
        top = [match for match in top if match.named or not match.format.roles]
    if len({match.format.where for match in top}) > 1:
        if all(match.format.is_template for match in top):
            tables = sorted(match.format.name.replace("_", "-") for match in top)
            raise stop("two-templates", path.name, tables=all_of(tables), table=tables[0], file=path.name)
        labels = sorted(match.format.label for match in top)
        raise stop("two-formats", path.name, formats=all_of(labels), agency=top[0].format.agency)
    return _found(top[0].sheet, top[0].format, top[0].role, top[0].header, top[0].line)


def _found(sheet: Sheet, made: Format, role: Role | None, header: tuple[str, ...], line: int) -> Found:
    bare = frozenset(place for place, head in enumerate(header) if fold_header(head) in made.bare)
    return Found(replace(sheet, bare=bare), made, role, header, line)


def _no_fit(path: Path, match: Match) -> Stop:
    made = match.format
    if not match.unknown:
        return stop("few-headers", path.name, count=len(match.header))
    if match.share > 0.5 or match.named:
        known, code = made.headers(), "template-header" if made.is_template else "new-header"
        where: dict[str, object] = (
            {"table": made.name.replace("_", "-")} if made.is_template else {"format": made.where}
        )
        twice = Counter(
            bare for name in match.unknown if (bare := _REPEATED.sub("", name)) != name and bare in match.header
        )
        wrong = [
            Problem("header-twice", path.name, match.line, fills={"header": name, "count": count + 1})
            for name, count in twice.items()
        ]
        alone = [name for name in match.unknown if _REPEATED.sub("", name) not in twice or name in twice]
        fills = [where | {"header": name, "nearest": nearest(fold_header(name), known)} for name in alone]
        wrong += [Problem(code, path.name, match.line, fills=one) for one in fills[:_SHOWN]]
        return Stop(*wrong)
    return stop(
        "no-format",
        path.name,
        closest=made.label,
        known=match.known,
        total=len(match.header),
        headers=quoted(match.unknown[:6]),
    )


def _width_of_first(sheet: Sheet) -> int:
    try:
        return len(next(sheet.rows())[1])
    except (Stop, StopIteration):
        return 0


def _width(sheet: Sheet) -> int:
    return max((len(cells) for _, cells in islice(sheet.rows(), LOOK)), default=0)
