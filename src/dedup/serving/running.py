"""Listens, serves and stops."""

from __future__ import annotations

import errno
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable
from typing import Final

import uvicorn

from dedup.errors import UsageError
from dedup.serving.app import application
from dedup.serving.options import Options

_NEAR: Final = 100
_HEADER_BYTES: Final = 65_536


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; raises ``UsageError`` where that cannot be, naming another port if that would help."""
    try:
        return _bound(host, port)
    except OSError as error:
        raise UsageError(_why_not(host, port, error)) from error
    except (OverflowError, UnicodeError) as error:
        raise UsageError(f"{host}:{port} is no address to listen at") from error


def address(taken: socket.socket, host: str) -> str:
    """The address to open in a browser on this machine."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{name}:{taken.getsockname()[1]}"


def serve(options: Options, taken: socket.socket, started: Callable[[], None], *, debug: bool = False) -> None:
    """Serve until Ctrl-C or SIGTERM, which raise ``KeyboardInterrupt`` once everything is taken away.

    ``started`` is called once requests are answered.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server(options, started, debug=debug).run(sockets=[taken])


def server(options: Options, started: Callable[[], None], *, debug: bool = False) -> uvicorn.Server:
    """A server that is not running yet."""
    config = uvicorn.Config(
        application(options),
        log_level="info" if debug else "critical",
        access_log=False,  # names of drafts are nobody's business
        server_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=100,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=0,  # Ctrl-C stops at once, whatever is being checked
        h11_max_incomplete_event_size=_HEADER_BYTES,
    )
    return _Server(config, started)


def open_browser(url: str) -> None:
    """Open a page in the user's browser, without waiting for it."""
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._when_started()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    return socket.create_server((host, port), family=family)


def _why_not(host: str, port: int, error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return f"{host}: no such host; name an address of this machine with --host"
    if error.errno == errno.EADDRINUSE:
        free = _free_port(host, port)
        hint = f"try --port {free}" if free else "name another with --port"
        return f"port {port} of {host} is taken by another program; {hint}"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host}: not an address of this machine; name another with --host"
    return f"{host}:{port} cannot be listened at ({error.strerror}); name another with --port"


def _free_port(host: str, port: int) -> int | None:
    for other in range(port + 1, min(port + _NEAR, 65_536)):
        try:
            _bound(host, other).close()
        except OSError:
            continue
        return other
    return None
