"""A verdict for other programs: each format a function from a verdict to text."""

from collections.abc import Callable
from typing import Final

from dedup.formats.github import to_github
from dedup.formats.json import to_json
from dedup.formats.markdown import to_markdown
from dedup.formats.sarif import to_sarif
from dedup.verdict import Verdict


def to_junit(verdict: Verdict) -> str:
    """``dedup.formats.junit.to_junit``, loaded when asked for, and an XML library with it."""
    from dedup.formats.junit import to_junit as written

    return written(verdict)


FORMATS: Final[dict[str, Callable[[Verdict], str]]] = {
    "json": to_json,
    "sarif": to_sarif,
    "junit": to_junit,
    "github": to_github,
    "markdown": to_markdown,
}

__all__ = ["FORMATS", "to_github", "to_json", "to_junit", "to_markdown", "to_sarif"]
