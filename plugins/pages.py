"""The addresses of the portal, and the small pages behind some of them.

These come before Datasette's own addresses, so the three stock views answer in our extended form.
"""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Response

from plugins import coverage, dictionary, files, home, release, search
from plugins.described import Table
from plugins.hooks import hookimpl
from plugins.release import DATABASE, Release
from plugins.words import kilobytes

AGENCY = "agency_id"
ABOUT = (  # words, and the names that such a file may have
    ("The meaning of every column", "dictionary.csv", "_columns.csv"),
    ("Every code and its meaning", "codes.csv", "_codes.csv"),
    ("The tables", "_tables.csv"),
    ("The saved questions", "_questions.csv"),
    ("The files that the records come from", "_sources.csv"),
)


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    # Imported here: Datasette loads this module while its own views are still loading, and these build upon them.
    from plugins.queries import RecordsDatabase
    from plugins.records import RecordPage
    from plugins.tables import RecordsTable

    records = rf"/(?P<database>{DATABASE})"
    return [
        (r"/$", page_of("index.html", lambda ds, request: home.page(ds))),
        (r"/dictionary$", page_of("dictionary.html", words_of_all)),
        (r"/dictionary/(?P<table>\w+)$", page_of("dictionary_table.html", word_list)),
        (r"/questions$", page_of("questions.html")),
        (r"/methodology$", page_of("methodology.html", sources)),
        (
            r"/coverage$",
            page_of("coverage.html", came),
        ),
        (r"/contact$", page_of("contact.html", agencies)),
        (r"/downloads$", page_of("downloads.html", downloads)),
        (r"/search$", page_of("search.html", lambda ds, request: search.page(ds, request.args.get("q") or ""))),
        (r"/downloads/(?P<file>[\w-]+\.[\w.]+)$", files.download),
        (r"/manifest\.json$", files.manifest),
        (r"/static/(?P<file>[\w./-]+)$", files.static),
        (rf"{records}(\.(?P<format>(?!db$)\w+))?$", RecordsDatabase.as_view(datasette)),
        (rf"{records}/(?P<table>[^\/\.]+)(\.(?P<format>\w+))?$", RecordsTable.as_view(datasette)),
        (rf"{records}/(?P<table>[^/]+?)/(?P<pks>[^/]+?)(\.(?P<format>\w+))?$", RecordPage.as_view(datasette)),
    ]


def page_of(template: str, context: Any = None) -> Any:
    """A page from a template and, where it needs more than the release, a function that gives its context."""

    async def answer(request: Any, datasette: Any) -> Any:
        found = await context(datasette, request) if context else {}
        html = await datasette.render_template(template, found | {"here": request.path}, request=request)
        return Response.html(html, headers={"cache-control": "max-age=60"})

    return answer


async def words_of_all(datasette: Any, request: Any) -> dict[str, Any]:
    """The files that hold the words of every table, for the dictionary's first page."""
    return {"about": about(on_disk(release.of(datasette)))}


async def word_list(datasette: Any, request: Any) -> dict[str, Any]:
    """What the dictionary says of one table."""
    return await dictionary.of_table(datasette, request.url_vars["table"])


async def came(datasette: Any, request: Any) -> dict[str, Any]:
    """What agencies owe and whether it came, of all of them or of one."""
    return await coverage.page(datasette, request.args.get(AGENCY) or "")


async def sources(datasette: Any, request: Any) -> dict[str, Any]:
    """Every file that the records come from, the newest first, and how many people let the release go out."""
    sql = "select * from _sources order by received_on desc, file_name limit 200"
    rows = (await datasette.get_database(DATABASE).execute(sql)).rows
    people = release.of(datasette).manifest.get("people")
    return {"sources": [dict(row) for row in rows], "names": await agency_names(datasette), "people": people}


async def agencies(datasette: Any, request: Any) -> dict[str, Any]:
    """The agencies, for the contact page."""
    return {"names": await agency_names(datasette)}


async def agency_names(datasette: Any) -> dict[str, str]:
    """{key: name} of every agency in the release."""
    said = release.of(datasette)
    table = said.tables.get("agencies")
    if table is None or not table.key:
        return {}
    sql = f"select * from {table.name} order by {table.shown[0].name}"
    rows = (await datasette.get_database(DATABASE).execute(sql)).rows
    return {str(row[table.key]): str(row[table.shown[0].name]) for row in rows}


async def downloads(datasette: Any, request: Any) -> dict[str, Any]:
    """Each table with the whole files that the release has of it, and their sizes."""
    said = release.of(datasette)
    sizes = on_disk(said)
    told = {table.name: files_of(table, sizes) for table in said.tables.values()}
    path = said.folder / "records.db"
    return {"files": told, "about": about(sizes), "whole": kilobytes(path.stat().st_size)}


def about(sizes: dict[str, int]) -> list[tuple[str, str, str]]:
    """(file, what it is called, size) for each file that says what the records mean, or where they come from."""
    return [(name, words, kilobytes(sizes[name])) for words, *names in ABOUT for name in names if name in sizes]


def files_of(table: Table, sizes: dict[str, int]) -> list[tuple[str, str, str]]:
    """(file, what it is called, size) for each file of a table."""
    called = {".csv": "CSV", "-excel.csv": "CSV for Excel", ".xlsx": "Excel", ".parquet": "Parquet", ".json": "JSON"}
    names = [(table.name + ending, words) for ending, words in called.items()]
    return [(name, words, kilobytes(sizes[name])) for name, words in names if name in sizes]


def on_disk(said: Release) -> dict[str, int]:
    """{file: bytes} of the downloads, from the manifest where it lists them, else from the folder."""
    folder = said.folder / "downloads"
    listed = said.manifest.get("files", {})
    found = {name.removeprefix("downloads/"): each["bytes"] for name, each in listed.items() if "downloads/" in name}
    if found or not folder.is_dir():
        return found
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.is_file()}
