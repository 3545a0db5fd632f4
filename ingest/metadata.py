"""What Datasette shows beside the records: its metadata, from `kinds/` and `portal.yml`."""

from __future__ import annotations

from typing import Any

from ingest.portal import Portal
from ingest.schema import Kinds

DATABASE = "records"


def metadata(kinds: Kinds, portal: Portal) -> dict[str, Any]:
    """Datasette's metadata as a plain dictionary: titles, descriptions of every public column, saved questions."""
    tables: dict[str, Any] = {}
    queries: dict[str, Any] = {}
    for table in kinds.tables.values():
        if table.publish != "counts":
            columns = {
                column.name: column.description
                for column in table.columns.values()
                if column.publish in {"open", "later"}
            }
            tables[table.name] = {
                "title": table.title,
                "description": table.description,
                "columns": columns,
                "size": 25,
            }
            if table.date:
                tables[table.name]["sort_desc"] = table.date
        for question in table.questions:
            queries[question.name] = {"sql": question.sql, "title": question.title, "description": question.description}
    return {
        "title": portal.words["title"],
        "description": portal.words["about"],
        "license": portal.words["licence"],
        "license_url": portal.words["licence_url"],
        "source": portal.words["publisher"],
        "databases": {DATABASE: {"title": portal.words["title"], "tables": tables, "queries": queries}},
    }
