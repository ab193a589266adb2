"""What a policy says of drafts: pass, review or fail, with each rule that fired."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from dedup.changes import Changes
from dedup.coverage import covered
from dedup.graph.waterfall import Place, places_of
from dedup.graph.waterfall import without as outside
from dedup.model import Context, Document, Match, Notice, Result, Span
from dedup.policy import OUTCOMES, Outcome, Policy
from dedup.text.characters import is_dense

HIDDEN_NOTICES: Final = ("hidden-characters", "look-alike-letters", "repeated-mark")
"""Codes of notices that tell of characters that a reader does not see."""


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that fired on a draft: what it leads to, the value seen and the limit it went over, and where.

    ``source`` is the document that the rule speaks of, where it speaks of one.
    """

    rule: str
    outcome: Outcome
    message: str
    value: float
    limit: float
    span: Span | None = None
    source: int | None = None


@dataclass(frozen=True, slots=True)
class DraftVerdict:
    """What is said of one draft: ``document`` in the result, ``share`` (0 to 1) and ``characters`` that count under the
    policy, ``source`` with most of them and its share, the weight of the longest run, and the matches that count,
    the worst first. ``dismissed`` are those that would count had no person set them aside, likewise, and
    ``dismissed_characters`` the characters of the draft in them.
    """

    document: int
    outcome: Outcome
    share: float
    characters: int
    source: int | None
    source_share: float
    run: int
    firings: tuple[Firing, ...]
    worst: tuple[Match, ...]
    dismissed: tuple[Match, ...] = ()
    dismissed_characters: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of all drafts the gravest outcome; ``result`` has the drafts and what they share text with.

    ``changes``: what is new, changed and gone, where there was an earlier result to compare with.
    """

    outcome: Outcome
    drafts: tuple[DraftVerdict, ...]
    policy: Policy
    result: Result
    changes: Changes | None = None


def verdict_on(
    result: Result, drafts: Sequence[int], policy: Policy, *, without: Collection[int] = frozenset()
) -> Verdict:
    """The verdict on these documents of a result, as if the matches ``without`` (ids) were not there."""
    looked_at = [match for match in result.matches if match.id not in without]
    places = places_of((match for match in looked_at if not match.dismissal), len(result.documents))
    matches: dict[int, list[Match]] = defaultdict(list)
    for match in looked_at:
        for number in {match.left.document, match.right.document}:
            matches[number].append(match)
    said = tuple(_draft(result.documents[draft], places[draft], matches[draft], result, policy) for draft in drafts)
    return Verdict(_gravest(draft.outcome for draft in said), said, policy, result)


def _draft(
    document: Document, places: Sequence[Place], matches: Sequence[Match], result: Result, policy: Policy
) -> DraftVerdict:
    excluded = frozenset(get_args(Context)) - set(policy.contexts)
    spans = outside(places, document.zones, excluded)
    sources = _by_source(places, document, excluded)
    source = min(sources, key=lambda number: (-sources[number], number)) if sources else None
    longest = max(spans, key=lambda span: (weight(span.of(document.text)), -span.start), default=None)
    characters, length = sum(span.length for span in spans), max(1, document.characters)
    run = weight(longest.of(document.text)) if longest else 0
    source_share = sources[source] / length if source is not None else 0.0
    firings = (
        *_above("reuse", "of the text is reused", characters / length, policy.review_reuse, policy.max_reuse),
        *_of_source(source, source_share, result, policy),
        *_of_run(run, longest, policy),
        *_hidden(document.notices, policy),
    )
    counted = [match for match in matches if not match.internal and match.context in policy.contexts]
    worst = sorted(counted, key=lambda match: (-match.bits, match.id))
    dismissed = tuple(match for match in worst if match.dismissal)
    return DraftVerdict(
        document.id, _gravest(firing.outcome for firing in firings), characters / length, characters, source,
        source_share, run, firings, tuple(match for match in worst if not match.dismissal), dismissed,
        covered(side.span for match in dismissed for side in (match.left, match.right) if side.document == document.id),
    )  # fmt: skip


def weight(text: str) -> int:
    """2 for each Han, kana or Hangul character, 1 for any other letter or digit."""
    return sum((2 if is_dense(ord(character)) else 1) for character in text if character.isalnum())


def _gravest(outcomes: Iterable[Outcome]) -> Outcome:
    return max(outcomes, key=OUTCOMES.index, default="pass")


def _by_source(places: Sequence[Place], document: Document, excluded: frozenset[Context]) -> dict[int, int]:
    """Characters that count, by the document they are shared with."""
    own: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        own[place.other].append(place)
    shared = {other: covered(outside(some, document.zones, excluded)) for other, some in sorted(own.items())}
    return {other: characters for other, characters in shared.items() if characters}


def _above(rule: str, what: str, share: float, review: float, most: float) -> Iterator[Firing]:
    if share > min(review, most):
        fails = share > most
        limit = most if fails else review
        yield Firing(rule, "fail" if fails else "review", f"{share:.1%} {what}, above {limit:.0%}", share, limit)


def _of_source(source: int | None, share: float, result: Result, policy: Policy) -> Iterator[Firing]:
    if source is not None:
        path = result.documents[source].path
        for firing in _above("source", f"is shared with {path}", share, policy.review_source, policy.max_source):
            yield Firing(firing.rule, firing.outcome, firing.message, firing.value, firing.limit, source=source)


def _of_run(run: int, span: Span | None, policy: Policy) -> Iterator[Firing]:
    if span and run > min(policy.review_run, policy.max_run):
        fails = run > policy.max_run
        limit = policy.max_run if fails else policy.review_run
        message = f"{span.length} characters in a row are not acknowledged (weight {run}, above {limit})"
        yield Firing("run", "fail" if fails else "review", message, run, limit, span)


def _hidden(notices: Iterable[Notice], policy: Policy) -> Iterator[Firing]:
    for notice in notices:
        if notice.code in HIDDEN_NOTICES:
            yield Firing(notice.code, policy.hidden, notice.message, notice.count, 0, notice.span)
