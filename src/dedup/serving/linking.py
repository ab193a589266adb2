"""Which page of a report shows a draft, and which shows a passage of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dedup.formats.findings import MOST_PASSAGES
from dedup.model import Match
from dedup.verdict import Verdict


def pages_of(verdict: Verdict, report: Path) -> list[dict[str, Any]]:
    """For each draft its ``page`` and those of its worst ``passages``, from the report's folder; ``None`` for none."""
    return [
        {
            "page": _existing(report, f"documents/{draft.document:04d}.html"),
            "passages": [_beside(report, match) for match in draft.worst[:MOST_PASSAGES]],
        }
        for draft in verdict.drafts
    ]


def _beside(report: Path, match: Match) -> str | None:
    page = _existing(report, f"pairs/{match.left.document:04d}-{match.right.document:04d}.html")
    return f"{page}#m{match.id}" if page else None


def _existing(report: Path, page: str) -> str | None:
    return page if (report / page).is_file() else None
