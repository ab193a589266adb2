"""The label of either side of a match, and from both the context of the match.

What explains a passage best comes first: quoted and cited, then a reference list, then one hand, then what many texts
carry or a common source holds, then quoted or cited by half, then nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dedup.judgement.acknowledgement import SourceIndex, acknowledged
from dedup.judgement.own_work import same_hand
from dedup.judgement.set_phrases import is_set_phrase
from dedup.model import Context, Document, Label, Match, Side, Span, Zone
from dedup.settings import JudgementSettings

_ORDER: Final[tuple[Context, ...]] = (
    "cited-and-quoted",
    "bibliography",
    "own-work",
    "boilerplate",
    "common",
    "missing-citation",
    "missing-quotation-marks",
    "uncited",
)


def label_sides(
    matches: Sequence[Match],
    documents: Sequence[Document],
    indexes: Mapping[int, SourceIndex],
    settings: JudgementSettings,
) -> tuple[Match, ...]:
    """The matches between documents with a label for either side.

    ``documents`` have their zones; ``indexes`` holds what those with a match to another one quote and cite.
    """
    hands: dict[tuple[int, int], str] = {}
    labelled = []
    for match in matches:
        if match.internal:
            labelled.append(match)
            continue
        pair = match.left.document, match.right.document
        if pair not in hands:
            hands[pair] = same_hand(documents[pair[0]], documents[pair[1]])
        left, right = (
            _label(side, label, hands[pair], documents[side.document], indexes[side.document], settings)
            for side, label in ((match.left, match.left_label), (match.right, match.right_label))
        )
        labelled.append(replace(match, left_label=left, right_label=right))
    return tuple(labelled)


def settle(matches: Sequence[Match], documents: Sequence[Document]) -> tuple[Match, ...]:
    """The matches with a context for the whole: that of the side which borrowed, as far as its direction says so.

    Where it does not, that of the side which acknowledges more: only who borrows quotes.
    """
    return tuple(_repeated(match) if match.internal else _settled(match, documents) for match in matches)


def _repeated(match: Match) -> Match:
    reason = match.reason or "repeated inside one document"
    labels = (replace(label, reason=label.reason or reason) for label in (match.left_label, match.right_label))
    left, right = labels
    return replace(match, reason=reason, left_label=left, right_label=right)


def _label(
    side: Side, frequent: Label, hand: str, document: Document, index: SourceIndex, settings: JudgementSettings
) -> Label:
    labels = [acknowledged(side.span, document, index), frequent, *_common(side.span, document.zones, settings)]
    if hand:
        labels.append(Label("own-work", hand))
    return min(labels, key=_rank)


def _rank(label: Label) -> tuple[int, bool]:
    return _ORDER.index(label.context), not label.reason


def _common(span: Span, zones: Sequence[Zone], settings: JudgementSettings) -> Iterator[Label]:
    """A label where enough of the passage stands in common sources, with the one that holds most of it."""
    inside = [zone for zone in zones if zone.kind == "common" and zone.span.overlap(span)]
    share = sum(zone.span.overlap(span) for zone in inside) / max(1, span.length)
    if inside and share >= settings.common_share:
        largest = max(inside, key=lambda zone: zone.span.overlap(span))
        what = f"{share:.0%} of the passage"
        source = f"{what} is a {largest.reason}" if is_set_phrase(largest) else f"{what}; it {largest.reason}"
        yield Label("common", source if is_set_phrase(largest) else f"common source: {source}")


def _settled(match: Match, documents: Sequence[Document]) -> Match:
    if match.left_label.context == match.right_label.context:
        return replace(match, context=match.left_label.context, reason=match.left_label.reason)
    sides = [(match.left_label, match.left.document), (match.right_label, match.right.document)]
    if match.direction.source == "left":
        label, document = sides[1]
    elif match.direction.source == "right":
        label, document = sides[0]
    else:
        label, document = min(sides, key=lambda side: _rank(side[0]))
    return replace(match, context=label.context, reason=f"{documents[document].path}: {label.reason}")
