# mypy: allow-untyped-defs, allow-untyped-calls
"""Regions: chains and links that lie together, cut to where the shared terms begin and end."""

from __future__ import annotations

import numpy as np

from dedup.alignment.rarity import rarity_of
from dedup.compiled import compiled
from dedup.fingerprint.bags import terms
from dedup.text.passages import is_dense

_UNMATCHED = 0.8  # what a term that only one side has costs, for each bit that it would have been worth
_ROUNDS = 3
_LOCAL = 64  # terms of some four sentences: up to there chance seldom brings a rare one into both
_ALIKE = 0.4
_MOST_MATCHED = 4.0
_ROUNDING = 1e-9  # bits that sums of the same terms may differ by
_FALL = 90.0  # bits of unmatched terms in a row that no region goes over


@compiled
def clusters(boxes, quality, n_chains, near, apart):
    """For each box (``int32[k, 4]``) the first of those it lies together with, ``int32[k]``.

    The first ``n_chains`` boxes are chains. Two boxes lie together where they are at most ``apart`` characters from
    each other in both texts, two chains where it is at most ``near``, since what lies between is no copy; and neither
    is much less alike than the other (``quality``, 0 to 1): who copies word for word does not paraphrase beside it.
    """
    n = boxes.shape[0]
    root = np.arange(n).astype(np.int32)
    order = np.argsort(boxes[:, 0].astype(np.int64), kind="mergesort")
    for x in range(n):
        one = order[x]
        for y in range(x + 1, n):
            other = order[y]
            if boxes[other, 0] - boxes[one, 1] > apart:
                break
            gap = max(boxes[one, 2], boxes[other, 2]) - min(boxes[one, 3], boxes[other, 3])
            alike = min(quality[one], quality[other]) >= _ALIKE * max(quality[one], quality[other])
            reach = near if max(one, other) < n_chains else apart
            if max(gap, boxes[other, 0] - boxes[one, 1]) <= reach and alike:
                a, b = _root(root, one), _root(root, other)
                root[max(a, b)] = min(a, b)
    for k in range(n):
        root[k] = _root(root, k)
    return root


@compiled
def _root(root, k):
    while root[k] != k:
        root[k] = root[root[k]]
        k = root[k]
    return k


@compiled
def weighed_terms(text, start, end, rarity):
    """Terms of ``text`` between two folded places: hashes, bits, starts and ends.

    ``rarity``: the ``Rarities`` of the text. A term is worth its rarity in the two texts, but no more than half of its
    surprise: a dense character stands in two terms, and of a word much is said by what the text is about.
    """
    while (
        start > 0
        and text.breaks[start] == 0
        and not is_dense(text.codes[start])
        and not is_dense(text.codes[start - 1])
    ):
        start -= 1
    hashes, starts, ends = terms(text.sounds[start:end], text.codes[start:end], text.breaks[start:end])
    bits = np.empty(hashes.size, dtype=np.float64)
    for i in range(hashes.size):
        starts[i] += start
        ends[i] += start
        surprise = (text.before[ends[i]] - text.before[starts[i]]) / 2
        bits[i] = min(np.float64(rarity_of(text.bags, rarity, hashes[i])), surprise)
    return hashes, bits, starts, ends


@compiled
def trimmed(on_left, left_bits, on_right, right_bits, most_unmatched):
    """First and last + 1 of the terms on either side between which what both have outweighs what one has alone.

    ``on_left``, ``on_right``: partners of the terms of two stretches of text; ``most_unmatched``: bits that a term
    which the other side lacks costs at most.
    """
    a, b, c, d = 0, on_left.size, 0, on_right.size
    for _ in range(_ROUNDS):
        a1, b1 = _best_stretch(on_left, left_bits, c, d, most_unmatched)
        c1, d1 = _best_stretch(on_right, right_bits, a1, b1, most_unmatched)
        if a1 == a and b1 == b and c1 == c and d1 == d:
            break
        a, b, c, d = a1, b1, c1, d1
    return a, b, c, d


@compiled
def _best_stretch(partner, bits, start, end, most_unmatched):
    """The stretch of terms whose matched bits most outweigh the unmatched ones (Kadane's algorithm)."""
    best, best_start, best_end = 0.0, 0, 0
    total, peak, begin = 0.0, 0.0, 0
    for i in range(partner.size):
        if start <= partner[i] < end:
            total += min(_MOST_MATCHED, bits[i])
        else:
            total -= min(_UNMATCHED * bits[i], most_unmatched)
        peak = max(peak, total)
        if total <= _ROUNDING or total < peak - _FALL:
            total, peak, begin = 0.0, 0.0, i + 1
        elif total > best + _ROUNDING:
            best, best_start, best_end = total, begin, i + 1
    return best_start, best_end


@compiled
def evidence(on_left, left_bits, on_right, right_bits, a, b, c, d):
    """Bits of the terms from ``a`` to ``b`` that have partners from ``c`` to ``d``, and of those all of either side.

    The longer the stretches, the likelier a term is to stand in both by chance: its bits are so many less. Of terms in
    a row whose partners are in a row too only the first can have met by that chance: they pay it once. Among all of a
    side each pays for itself.
    """
    chance = np.log2(max(1.0, max(b - a, d - c) / _LOCAL))
    shared, run, all_left, all_right, last = 0.0, 0.0, 0.0, 0.0, -2
    for i in range(a, b):
        all_left += max(0.0, left_bits[i] - chance)
        j = on_left[i]
        if not c <= j < d:
            j = -2
        if j < 0 or j != last + 1:
            shared += max(0.0, run - chance)
            run = 0.0
        if j >= 0:
            run += min(left_bits[i], right_bits[j])
        last = j
    shared += max(0.0, run - chance)
    for j in range(c, d):
        all_right += max(0.0, right_bits[j] - chance)
    return shared, all_left, all_right
