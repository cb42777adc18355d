"""What keeps strangers out: which hosts are answered, which headers go with every answer, whose forms are taken.

* The ``Host`` header must be an IP address, ``localhost`` or a name that was given, or the page of a stranger could ask
  for ours under a name that it points at this machine (DNS rebinding).
* The content security policy lets nothing in but our own files: no inline script or style, nothing from elsewhere.
* A form is taken only with the token that our own page holds, which is bound to a cookie that other sites' requests do
  not carry, and only where the browser names no other site as its origin.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Collection
from hashlib import sha256
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
COOKIE = "comity"


class Guard:
    """ASGI middleware: refuses unknown hosts and puts :data:`HEADERS` on every answer."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] = ()) -> None:
        self.app = app
        self.hosts = {h.lower() for h in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if not scope["path"].startswith("/static/"):
                    headers["cache-control"] = "no-store"
            await send(message)

        if not known_host(Headers(scope=scope).get("host", ""), self.hosts):
            refused = PlainTextResponse("This host name is not answered here. Give it with --host.\n", 421)
            await refused(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)


def known_host(header: str, hosts: Collection[str]) -> bool:
    """Whether a ``Host`` header names this server: an IP address, localhost, or one of ``hosts``."""
    try:
        name = (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return False
    if name == "localhost" or name in hosts:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Tokens:
    """Tokens of forms, each bound to one browser's cookie; a new secret with every start of the server."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def of(self, cookie: str) -> str:
        """The token that goes with a cookie."""
        return hmac.new(self._secret, cookie.encode(), sha256).hexdigest()

    def fresh(self) -> str:
        """A new cookie."""
        return secrets.token_urlsafe(24)

    def hold(self, request: Request, token: str) -> bool:
        """Whether a form that came with this request and token is one of our own pages'."""
        cookie = request.cookies.get(COOKIE, "")
        if not cookie or not hmac.compare_digest(self.of(cookie).encode(), token.encode()):
            return False
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = request.headers.get("origin")
        return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")
