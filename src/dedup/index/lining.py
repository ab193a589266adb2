"""The texts of a check in their places, as a scan of them would number them, and pairs and spans in these terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedup.alignment import Spans
from dedup.index.querying import DRAFTS
from dedup.model import Document
from dedup.text import Folded


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the check in its place among them: its number as in ``querying``."""

    number: int
    document: Document
    folded: Folded


def in_index(text: Text) -> int | None:
    """The number of the text in the index, ``None`` for a draft."""
    return None if text.number >= DRAFTS else text.number


def ranked(texts: Sequence[Text]) -> list[Text]:
    """The texts, their documents' ids their places."""
    return [replace(text, document=replace(text.document, id=rank)) for rank, text in enumerate(texts)]


def old_in(pairs: NDArray[np.int64]) -> list[int]:
    """The numbers of the documents of the index that stand in pairs."""
    numbers = np.unique(pairs)
    return [int(number) for number in numbers[numbers < DRAFTS]]


def numbered(pairs: NDArray[np.int64], texts: Sequence[Text]) -> NDArray[np.int32]:
    """The pairs in terms of places among the texts, as ``find_candidates`` gives them."""
    place = {text.number: rank for rank, text in enumerate(texts)}
    rows = sorted({(min(pair), max(pair)) for pair in ((place[one], place[other]) for one, other in pairs.tolist())})
    return np.array([(*row, 0, 0) for row in rows], dtype=np.int32).reshape(-1, 4)


def involved(texts: Sequence[Text], spans: Spans) -> tuple[list[Text], Spans]:
    """The drafts and the texts with a span, numbered anew, and the spans in their terms."""
    with_span = set(np.unique(spans.places[:, :2]).tolist())
    kept = [rank for rank, text in enumerate(texts) if text.number >= DRAFTS or rank in with_span]
    place = np.zeros(len(texts), dtype=np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    places = spans.places.copy()
    places[:, :2] = place[places[:, :2]]
    return ranked([texts[old] for old in kept]), Spans(places, spans.bits, spans.common)


def together(one: Spans, other: Spans) -> Spans:
    """All spans in order of documents and places."""
    places, bits = np.concatenate([one.places, other.places]), np.concatenate([one.bits, other.bits])
    order = np.lexsort(places.T[::-1])
    return Spans(places[order], bits[order], one.common + other.common)
