"""What every template may use: the release, its own words, and how numbers and days are written."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from plugins import release
from plugins.cells import MADE_UP, day, grouped, number
from plugins.described import Family, Table
from plugins.hooks import hookimpl
from plugins.release import DATABASE, Release


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    env.filters["number"] = lambda value: number(value or 0)
    env.filters["day"] = lambda value: day(str(value)) if value else ""
    env.filters["long_day"] = lambda value: day(str(value), long=True) if value else ""
    env.filters["kilobytes"] = kilobytes
    env.filters["breakable"] = lambda name: escape(name).replace("_", Markup("_<wbr>"))
    env.filters["capital"] = lambda text: text[:1].upper() + text[1:]
    env.filters["grouped"] = grouped
    env.filters["key"] = lambda text: grouped(text) if MADE_UP.fullmatch(text) else text
    env.filters["either"] = either
    env.globals["database"] = DATABASE


@hookimpl
def extra_template_vars(datasette: Any) -> dict[str, Any]:
    said = release.of(datasette)
    return {
        "release": said,
        "portal": said.portal,
        "places": places(said),
        "lang": said.lang,
    }


def places(said: Release) -> list[tuple[str, str, frozenset[str]]]:
    """The main menu: one place per family of records, then the pages for all of them.

    Each is (words, address, names of the tables that make it the current place).
    """
    found = []
    for family in said.families:
        first = front(said, family)
        if first:
            tables = frozenset(table.name for table in said.of_family(family.name))
            found.append((family.title, f"/{DATABASE}/{first.name}", tables))
    return found


def front(said: Release, family: Family) -> Table | None:
    """The table that a family shows first: its own that tells its story, else the first whole one with a date."""
    tables = said.of_family(family.name)
    whole = [table for table in tables if not table.parent and not table.is_counts]
    told = [table for table in whole if table.name == family.tells] + [table for table in whole if table.date_column]
    return next(iter(told or whole), None)


def kilobytes(size: int) -> str:
    """A file's size as people say it: 92 KB, 4.9 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)):,} KB"
    return f"{size / 1_000_000:,.1f} MB"


def either(words: list[str]) -> str:
    """'2', '2 or 3', '2, 3 or 4'."""
    return ", ".join(words[:-1]) + " or " + words[-1] if len(words) > 1 else "".join(words)
