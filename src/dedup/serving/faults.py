"""What a request is refused with: one shape, ``{"error": …, "detail": …}``, whatever went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dedup.model import Skipped


class RefusedError(Exception):
    """A request that is not served: its HTTP ``status``, a stable kebab-case ``error`` and a sentence for a person."""

    def __init__(self, status: int, error: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.error = error
        self.detail = detail

    @property
    def headers(self) -> dict[str, str]:
        """Headers that belong to the status."""
        return {"Retry-After": "5"} if self.error == "busy" else {}


@dataclass(frozen=True, slots=True)
class Problem:
    """The body of every error: ``error`` is stable, ``detail`` a sentence."""

    error: str
    detail: str


_STATUSES: Final = {"oversized": 413, "unsupported": 415, "binary": 415}


def unread(skipped: Sequence[Skipped]) -> RefusedError:
    """What to say where none of the drafts could be read: reading's own reasons."""
    first = skipped[0]
    said = "; ".join(f"{skip.path}: {skip.detail}" for skip in skipped)
    return RefusedError(_STATUSES.get(first.reason, 422), first.reason, said)
