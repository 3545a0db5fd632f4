"""The same strict headers on every response: pages, JSON, CSV, static files and errors alike.

`default-src 'self'` is enough for every page, because no page has a script, a style attribute or an outside request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plugins.doors import App, Receive, Scope, Send
from plugins.hooks import hookimpl

POLICY = (
    "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
ALWAYS = {
    b"content-security-policy": POLICY.encode(),
    b"x-frame-options": b"DENY",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"cross-origin-opener-policy": b"same-origin",
}
STATIC_SECONDS = 3600


@hookimpl(trylast=True)  # last: the outermost wrapper, so that refusals at the door carry the headers too
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    def wrap(app: App) -> App:
        async def with_headers(scope: Scope, receive: Receive, send: Send) -> None:
            async def send_with_headers(message: Any) -> None:
                if message["type"] == "http.response.start":
                    kept = [(k, v) for k, v in message.get("headers", []) if k.lower() not in ALWAYS]
                    if scope["path"].startswith("/static/") and message["status"] == 200:
                        kept.append((b"cache-control", f"public, max-age={STATIC_SECONDS}".encode()))
                    message = dict(message, headers=[*kept, *ALWAYS.items()])
                await send(message)

            await app(scope, receive, send_with_headers)

        return with_headers

    return wrap
