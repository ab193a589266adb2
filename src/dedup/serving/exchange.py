"""One request and its answer as they pass the guard: bytes are counted, headers added, and refusals heard.

Plain ASGI (version 3), so that a body is counted as it comes and never gathered here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, Final

from dedup.serving.faults import RefusedError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_DRAINED_BYTES: Final = 100_000_000
_DRAINING_SECONDS: Final = 5.0


class Exchange:
    """``receive`` and ``send`` for an application; ``declared`` is the length that the request says it has."""

    def __init__(
        self, receive: Receive, send: Send, *, headers: Mapping[str, str], declared: int, most_bytes: int
    ) -> None:
        self._receive = receive
        self._send = send
        self._headers = [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]
        self._declared = declared
        self._most_bytes = most_bytes
        self._seen = 0
        self._whole = False
        self._status = 200

    async def receive(self) -> Message:
        """The next part of the body; raises ``RefusedError`` once it is more than allowed, whatever it claimed."""
        if self._declared > self._most_bytes:
            raise self._too_large()
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        self._whole = self._whole or not message.get("more_body", False)
        if self._seen > self._most_bytes:
            raise self._too_large()
        return message

    async def send(self, message: Message) -> None:
        """Pass a part of the answer on."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            own = {name.lower() for name, _ in self._headers}
            kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in own]
            message["headers"] = [*kept, *self._headers, *((_CLOSE,) if self._is_early else ())]
        elif self._is_early and not message.get("more_body", False):
            await self._send({**message, "more_body": True})
            await self._drain()
            message = {"type": "http.response.body", "body": b""}
        await self._send(message)

    @property
    def _is_early(self) -> bool:
        """Whether the request is refused while it still comes."""
        return self._status >= 400 and not self._whole and self._declared != 0

    async def _drain(self) -> None:
        """Read on for a moment and keep nothing: who still sends would otherwise lose the answer."""
        dropped = 0
        try:
            async with asyncio.timeout(_DRAINING_SECONDS):
                while not self._whole and dropped < _DRAINED_BYTES:
                    message = await self._receive()
                    dropped += len(message.get("body", b""))
                    self._whole = not message.get("more_body", False)
        except TimeoutError:
            return

    def _too_large(self) -> RefusedError:
        megabytes = self._most_bytes / 1e6
        return RefusedError(413, "oversized", f"more than {megabytes:g} megabytes; send less, or raise --max-megabytes")


_CLOSE: Final = (b"connection", b"close")
