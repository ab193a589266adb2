# mypy: allow-untyped-defs, allow-untyped-calls
"""What two stretches of text say in the same terms: where it begins and ends, and what it is worth."""

from __future__ import annotations

import numpy as np

from dedup.alignment.partners import partners
from dedup.alignment.regions import evidence, trimmed, weighed_terms
from dedup.alignment.respelt import with_respelt
from dedup.compiled import compiled
from dedup.text.passages import weights

_LEAST_COVER = 0.3  # share of its own terms that at least one of the two places must have in common
_MOST_UNMATCHED = (1.2, 2.0)  # bits: loose trimming for what is changed much, close for a copy among strangers
_CHOICE_BITS = 10.0  # that of all stretches which begin and end with a shared term the best was taken, of dense ones
_ENDS = 4
_THROUGHOUT = (0.5,)  # where two terms of three were changed
_MORE_CHOICE_BITS = 18.0


@compiled
def reworded(left, right, rarity_left, rarity_right, a, b, c, d, throughout):
    """Where the shared terms of two stretches begin and end on both sides, their bits less those of the places and of
    the choice, and what that choice cost.

    The stretches go from ``a`` to ``b`` on the left and from ``c`` to ``d`` on the right; ``throughout``: most of the
    terms may have been changed.
    """
    terms, bits, starts, ends = weighed_terms(left, a, b, rarity_left)
    others, other_bits, other_starts, other_ends = weighed_terms(right, c, d, rarity_right)
    on_left, on_right = partners(terms, bits, others, other_bits)
    with_respelt(on_left, left.sounds, bits, starts, ends, on_right, right.sounds, other_bits, other_starts, other_ends)
    weight = weights(left.codes[a:b])[-1] + weights(right.codes[c:d])[-1]
    choice = _MORE_CHOICE_BITS if throughout else _CHOICE_BITS
    choice += _ENDS * np.log2(2.0 * (terms.size + others.size + 1) / (weight + 2))
    cost = search_bits(left, right) + choice
    p, q, r, s, best = a, a, c, c, 0.0
    for level in range(len(_THROUGHOUT) if throughout else len(_MOST_UNMATCHED)):
        most_unmatched = _THROUGHOUT[level] if throughout else _MOST_UNMATCHED[level]
        i, j, k, h = trimmed(on_left, bits, on_right, other_bits, most_unmatched)
        if j <= i or h <= k:
            continue
        shared, all_left, all_right = evidence(on_left, bits, on_right, other_bits, i, j, k, h)
        if shared >= _LEAST_COVER * max(1.0, min(all_left, all_right)) and shared - cost > best:
            p, q, r, s, best = starts[i], ends[j - 1], other_starts[k], other_ends[h - 1], shared - cost
    return p, q, r, s, best, choice


@compiled
def search_bits(left, right):
    """Bits to say where in both texts a span begins."""
    return place_bits(left.codes.size, right.codes.size)


@compiled
def place_bits(length, other):
    """``search_bits`` of two texts of so many folded characters."""
    return np.log2(1.0 * max(1, length)) + np.log2(1.0 * max(1, other))
