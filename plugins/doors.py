"""Which addresses answer at all, before any of Datasette sees them.

Closed, as if they were not there (404): everything Datasette says about its own machine (`/-/databases` and its
kin), its memory databases, and the shadow tables of full-text search in every format. Refused (400): SQL that names
a shadow table. Only GET and HEAD pass (405 else): a release has nothing to write to.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from datasette.utils import tilde_decode
from datasette.utils.asgi import Request

from plugins.errors import page
from plugins.hooks import hookimpl

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

CLOSED = re.compile(r"^/(?:-/|_|:|/|\.json)|^/[^/]*//")
SHADOW = re.compile(r"_fts", re.IGNORECASE)
SHADOW_SQL = re.compile(r"_fts_|\bpragma_", re.IGNORECASE)
NO_SHADOW = "This part of the database is not a record, so it cannot be asked for. Ask the tables by name."


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    def wrap(app: App) -> App:
        async def at_the_door(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                return await app(scope, receive, send)
            request = Request(dict(scope, csrftoken=str), receive)  # no form here ever needs a token
            status, says = refusal(request)
            if not status:
                return await app(scope, receive, send)
            await datasette.invoke_startup()
            answer = await page(datasette, request, status, says)
            if status == 405:
                answer.headers["Allow"] = "GET, HEAD"
            return await answer.asgi_send(send)  # type: ignore[no-any-return]  # datasette has no types

        return at_the_door

    return wrap


def refusal(request: Any) -> tuple[int, str]:
    """The status and the sentence of a refusal; status 0 when the request may pass."""
    if request.method not in ("GET", "HEAD"):
        return 405, "These pages can only be read. Nothing can be sent to them."
    path = unquote_plus(tilde_decode(request.path))
    if CLOSED.match(path) or SHADOW.search(path):
        return 404, ""
    for key, value in parse_qsl(request.query_string, keep_blank_values=True):
        if key == "_fts_table" or (key in ("sql", "_where") and SHADOW_SQL.search(value)):
            return 400, NO_SHADOW
    return 0, ""
