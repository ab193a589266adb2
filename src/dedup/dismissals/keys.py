"""The name of a match that follows from what it says, not from where it stands.

Folded text has neither punctuation nor line breaks, case nor script, so a passage that is only set anew keeps its key,
and one of which any letter, digit or ideograph changes has another. Paths, places and the order of the two sides play
no part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from dedup.model import Match, Side, Span
from dedup.text import Folded

SHOWN_DIGITS: Final = 10
"""Hex digits of a key that a reader is shown: 40 bits, so that among 100,000 matches hardly any two look alike."""


def keyed(matches: Iterable[Match], folded: Sequence[Folded]) -> list[Match]:
    """The matches with their keys; ``folded[i]`` is the folded text of document ``i``."""
    return [replace(match, key=match_key(match, folded)) for match in matches]


def match_key(match: Match, folded: Sequence[Folded]) -> str:
    """SHA-256, in hex, over the digests of both sides in hex, the lesser first, each with a line feed after it."""
    digests = sorted(_digest(side, folded) for side in (match.left, match.right))
    return hashlib.sha256("".join(f"{digest}\n" for digest in digests).encode("ascii")).hexdigest()


def folded_passage(folded: Folded, span: Span) -> str:
    """The folded characters that come from a span of the source text."""
    # Of the map's own type: for another one numpy would copy the whole map.
    start, end = np.searchsorted(folded.source, np.array((span.start, span.end), dtype=folded.source.dtype))
    return folded.text(int(start), int(end))


def shown(key: str) -> str:
    """As much of a key as a reader is shown."""
    return key[:SHOWN_DIGITS]


def _digest(side: Side, folded: Sequence[Folded]) -> str:
    passage = folded_passage(folded[side.document], side.span)
    return hashlib.sha256(passage.encode("utf-8", "surrogatepass")).hexdigest()
