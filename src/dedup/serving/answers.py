"""What the API answers, but for the verdict: OpenAPI describes these types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dedup.serving.archive import IndexFigures


@dataclass(frozen=True, slots=True)
class Health:
    """That the server answers, and its version."""

    status: str
    version: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may be, and how long a report can be fetched."""

    request_bytes: int
    timeout_seconds: float
    checks_at_a_time: int
    report_seconds: float
    reports: int


@dataclass(frozen=True, slots=True)
class Info:
    """What the server checks against, and by which rules."""

    version: str
    against: list[str]
    index: IndexFigures
    limits: Limits
    drafts_kept: bool
    policy: dict[str, Any]
    settings: dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Text:
    """A document of the archive with ``text`` from ``start`` on, in code points."""

    number: int
    path: str
    title: str | None
    author: str | None
    date: str | None
    format: str
    digest: str
    characters: int
    start: int
    text: str
