"""What stands before every request: who may ask, how much may come, and what a browser may do with the answer."""

from __future__ import annotations

import ipaddress
import json
import socket
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict
from typing import Final
from urllib.parse import urlsplit

from dedup.serving.exchange import Exchange, Receive, Scope, Send
from dedup.serving.faults import Problem, RefusedError

App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    # not no-referrer, under which a browser sends "Origin: null" with a form
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES: Final = frozenset({"same-origin", "none"})
_UNKNOWN: Final = -1  # the length of a body that comes in chunks


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class Guard:
    """Refuses what is not meant for this server, and lets the rest through an ``Exchange``."""

    def __init__(self, app: App, *, host: str, most_bytes: int) -> None:
        self._app = app
        self._any_address = _is_any(host)
        self._names = LOOPBACK | {socket.gethostname().lower() if self._any_address else host.lower()}
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = _named(scope["headers"])
        exchange = Exchange(receive, send, headers=HEADERS, declared=_length(headers), most_bytes=self._most_bytes)
        try:
            self._check(scope["method"], headers)
            await self._app(scope, exchange.receive, exchange.send)
        except RefusedError as fault:
            await _refuse(fault, exchange.send)

    def _check(self, method: str, headers: dict[str, str]) -> None:
        host = headers.get("host", "")
        name = _name_of(host)
        if name not in self._names and not (self._any_address and _is_address(name)):
            # a name that somebody else points at this machine (DNS rebinding) is not ours
            raise RefusedError(
                421, "wrong-host", "this server answers to its own name only; open it by the address it printed"
            )
        if method not in _SAFE_METHODS:
            _check_origin(host, headers)


def _check_origin(host: str, headers: dict[str, str]) -> None:
    """Refuse what a page of another site has a browser send; programs that are no browsers send neither header."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    foreign = origin is not None and origin.lower() != f"http://{host.lower()}"
    if foreign or (site is not None and site not in _OWN_SITES):
        raise RefusedError(403, "wrong-origin", "a page of another site may not send anything here")


def _name_of(host: str) -> str:
    """The name in a Host header without its port; empty where it cannot be told."""
    try:
        return (urlsplit(f"//{host}").hostname or "") if "@" not in host and "/" not in host else ""
    except ValueError:
        return ""


def _is_any(host: str) -> bool:
    return host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _length(headers: dict[str, str]) -> int:
    if "transfer-encoding" in headers:
        return _UNKNOWN
    said = headers.get("content-length", "0")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else _UNKNOWN


def _named(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The headers by lower-case name; of one that comes twice both together, so that it fits nothing."""
    found: dict[str, str] = {}
    for key, value in raw:
        name, said = key.decode("latin-1").lower(), value.decode("latin-1")
        found[name] = f"{found[name]},{said}" if name in found else said
    return found


async def _refuse(fault: RefusedError, send: Send) -> None:
    body = json.dumps(asdict(Problem(fault.error, fault.detail))).encode("ascii")
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode("ascii"))]
    await send({"type": "http.response.start", "status": fault.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
