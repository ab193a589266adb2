"""What of each document is found elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dedup.coverage import covered
from dedup.graph.pairs import counts_as_borrowing
from dedup.model import Document, Match, Reuse, Side, Span


def reuse_of(documents: Sequence[Document], matches: Sequence[Match]) -> tuple[Reuse, ...]:
    """Reuse of every document, in order."""
    by_document: list[list[tuple[Match, Side, int]]] = [[] for _ in documents]
    for match in matches:
        by_document[match.left.document].append((match, match.left, match.right.document))
        by_document[match.right.document].append((match, match.right, match.left.document))
    return tuple(_reuse(document, found) for document, found in zip(documents, by_document, strict=True))


def _reuse(document: Document, found: Sequence[tuple[Match, Side, int]]) -> Reuse:
    sources: dict[int, list[Span]] = defaultdict(list)
    discounted: list[Span] = []
    internal: list[Span] = []
    for match, side, other in found:
        if match.internal:
            internal.append(side.span)
        elif counts_as_borrowing(match):
            sources[other].append(side.span)
        else:
            discounted.append(side.span)
    counted = [span for spans in sources.values() for span in spans]
    characters = covered(counted)
    largest, most = _largest(sources)
    return Reuse(
        document=document.id,
        characters=characters,
        share=characters / max(1, document.characters),
        discounted=covered([*counted, *discounted]) - characters,
        internal=covered(internal),
        sources=len(sources),
        matches=sum(counts_as_borrowing(match) for match, _, _ in found),
        largest_source=largest,
        largest_source_characters=most,
        largest_source_share=most / max(1, document.characters),
    )


def _largest(sources: dict[int, list[Span]]) -> tuple[int | None, int]:
    """The source that covers most characters, the first of equals."""
    largest, most = None, 0
    for source in sorted(sources):
        characters = covered(sources[source])
        if characters > most:
            largest, most = source, characters
    return largest, most
