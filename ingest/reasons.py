"""Why a record changes: one code of the list `change_reason`, kept with the act and shown with the change."""

from __future__ import annotations

from ingest.codelist import fold
from ingest.plain import nearest
from ingest.problems import stop
from ingest.schema import Kinds

LIST = "change_reason"


def reason_code(text: str, kinds: Kinds) -> str:
    """The code for a reason as a clerk types it: code or label, in either language. Raises `Stop` (no-reason)."""
    codes = kinds.codes[LIST]
    found = codes.spellings.get(fold(text)) or codes.spellings.get(fold(text.replace("-", "_")))
    if text and found not in _typed(kinds):
        raise stop("no-reason", reason=text, nearest=nearest(fold(text), _typed(kinds)), known=known(kinds))
    return found or ""


def known(kinds: Kinds) -> str:
    """Every reason, as it is typed on the command line."""
    return ", ".join(code.replace("_", "-") for code in _typed(kinds))


def _typed(kinds: Kinds) -> list[str]:
    """The codes that a person may give; others are given by the portal itself."""
    return [name for name, code in kinds.codes[LIST].codes.items() if not code.properties.get("given_by")]
