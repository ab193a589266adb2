"""A verdict as its page shows it: the values before the HTML."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dedup.report.visible import visible
from dedup.serving.reports import Kept
from dedup.serving.wording import Words
from dedup.verdict import HIDDEN_NOTICES

_SHARES: Final = ("reuse", "source")
SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule that fired: to which outcome, and a sentence."""

    outcome: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage of a draft and where else it stands; ``href`` leads to both side by side."""

    start: int
    end: int
    text: str
    source: str
    context: str
    context_name: str
    kind: str
    similarity: str
    href: str | None


@dataclass(frozen=True, slots=True)
class DraftView:
    """What is said of one draft; ``more`` passages stand in the report only; ``dismissed`` is empty where none are."""

    name: str
    outcome: str
    share: str
    characters: str
    largest: str
    largest_share: str
    run: str
    rules: tuple[RuleView, ...]
    passages: tuple[PassageView, ...]
    more: int
    dismissed: str
    href: str | None


@dataclass(frozen=True, slots=True)
class VerdictView:
    """The page of a verdict; ``root`` is where its report begins, ``minutes`` how long it can still be opened."""

    id: str
    outcome: str
    drafts: tuple[DraftView, ...]
    skipped: tuple[tuple[str, str], ...]
    root: str
    minutes: int


def verdict_view(kept: Kept, words: Words, seconds_left: float) -> VerdictView:
    """The page of a verdict in a language."""
    verdict, root = json.loads(kept.verdict()), f"/api/reports/{kept.id}/"
    drafts = tuple(
        _draft(draft, pages, root, words) for draft, pages in zip(verdict["drafts"], kept.pages(), strict=True)
    )
    skipped = tuple((visible(skip["path"]), skip["detail"]) for skip in verdict["skipped"])
    minutes = max(1, math.ceil(seconds_left / 60))
    return VerdictView(kept.id, verdict["verdict"], drafts, skipped, root, minutes)


def _draft(draft: Mapping[str, Any], pages: Mapping[str, Any], root: str, words: Words) -> DraftView:
    return DraftView(
        name=visible(draft["path"]),
        outcome=draft["verdict"],
        share=words.report.percent(draft["share"]),
        characters=words.report.number(draft["characters"]),
        largest=visible(draft["largest_source"] or ""),
        largest_share=words.report.percent(draft["largest_source_share"]),
        run=words.report.number(draft["longest_run"]),
        rules=tuple(RuleView(rule["verdict"], _sentence(rule, words)) for rule in draft["rules"]),
        passages=tuple(_passages(draft["passages"][:SHOWN], pages["passages"], root, words)),
        more=max(0, len(draft["passages"]) - SHOWN),
        dismissed=_dismissed(draft, words),
        href=root + pages["page"] if pages["page"] else None,
    )


def _passages(
    passages: list[dict[str, Any]], pages: list[str | None], root: str, words: Words
) -> Iterator[PassageView]:
    for passage, page in zip(passages, pages, strict=False):
        yield PassageView(
            start=passage["start"] + 1,
            end=passage["end"],
            text=visible(passage["text"]),
            source=visible(passage["source"]["path"]),
            context=passage["context"],
            context_name=words.report.name("context", passage["context"]),
            kind=words(f"kind.{passage['kind']}"),
            similarity=words("verdict.alike", share=words.report.percent(passage["similarity"])),
            href=root + page if page else None,
        )


def _dismissed(draft: Mapping[str, Any], words: Words) -> str:
    number, characters = len(draft["dismissed"]), draft["dismissed_characters"]
    if not number:
        return ""
    return words("verdict.dismissed", count=words.report.number(number), characters=words.report.number(characters))


def _sentence(rule: Mapping[str, Any], words: Words) -> str:
    """What a rule says, in the reader's language: the verdict's own message is English."""
    name, value, limit = rule["rule"], rule["value"], rule["limit"]
    if name in HIDDEN_NOTICES:
        return words("rule.other", name=words.report.name("notice", name), value=words.report.number(int(value)))
    if name in _SHARES:
        said = {"value": words.report.percent(value), "limit": f"{limit:.0%}"}
        return words(f"rule.{name}", **said, source=visible(rule["source"] or ""))
    return words(f"rule.{name}", value=words.report.number(int(value)), limit=words.report.number(int(limit)))
