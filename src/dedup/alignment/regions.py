# mypy: allow-untyped-defs, allow-untyped-calls
"""Regions: chains and links that lie together, cut to where the shared terms begin and end."""

from __future__ import annotations

import numpy as np
from numba import uint64

from dedup.compiled import compiled
from dedup.fingerprint.bags import first_row, terms
from dedup.text.passages import is_dense

_UNMATCHED = 0.8  # what a term that only one side has costs, for each bit that it would have been worth
_ROUNDS = 3
_LOCAL = 64  # terms of some four sentences: up to there chance seldom brings a rare one into both
_ALIKE = 0.4


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

    A term is worth its rarity in the two texts, but no more than its surprise; a dense character stands in two terms.
    """
    while (
        start > 0
        and text.breaks[start] == 0
        and not is_dense(text.codes[start])
        and not is_dense(text.codes[start - 1])
    ):
        start -= 1
    hashes, starts, ends = terms(text.sounds[start:end], text.codes[start:end], text.breaks[start:end])
    bits = np.zeros(hashes.size, dtype=np.float64)
    for i in range(hashes.size):
        starts[i] += start
        ends[i] += start
        surprise = text.before[ends[i]] - text.before[starts[i]]
        if i + 1 < hashes.size and starts[i + 1] - start < ends[i]:
            surprise /= 2
        term = hashes[i] >> uint64(32)
        row = first_row(text.bags, uint64(32), term)
        if row < text.bags.size and text.bags[row] >> uint64(32) == term:
            bits[i] = min(np.float64(rarity[row]), surprise)
    return hashes, bits, starts, ends


@compiled
def trimmed(left, left_bits, right, right_bits, most_unmatched):
    """First and last + 1 of the terms on either side between which what both have outweighs what one has alone.

    ``left``, ``right``: hashes of the terms of two stretches of text; ``most_unmatched``: bits that a term which the
    other side lacks costs at most.
    """
    ranks, other_ranks = _ranks(left, right)
    a, b, c, d = 0, left.size, 0, right.size
    for _ in range(_ROUNDS):
        a1, b1 = _best_stretch(ranks, left_bits, other_ranks, c, d, most_unmatched)
        c1, d1 = _best_stretch(other_ranks, right_bits, ranks, a1, b1, most_unmatched)
        if a1 == a and b1 == b and c1 == c and d1 == d:
            break
        a, b, c, d = a1, b1, c1, d1
    return a, b, c, d


@compiled
def _ranks(left, right):
    """Numbers for the terms of both sides, the same number for the same term."""
    both = np.concatenate((left, right))
    order = np.argsort(both, kind="mergesort")
    ranks = np.empty(both.size, dtype=np.int32)
    rank = 0
    for x in range(both.size):
        if x > 0 and both[order[x]] != both[order[x - 1]]:
            rank += 1
        ranks[order[x]] = rank
    return ranks[: left.size], ranks[left.size :]


@compiled
def _best_stretch(ranks, bits, others, start, end, most_unmatched):
    """The stretch of terms whose matched bits most outweigh the unmatched ones (Kadane's algorithm).

    A term is matched no oftener than the other side has it: else the common words of a long stretch would go on and on.
    """
    free = np.zeros(ranks.size + others.size, dtype=np.int32)
    for i in range(start, end):
        free[others[i]] += 1
    best, best_start, best_end = 0.0, 0, 0
    total, begin = 0.0, 0
    for i in range(ranks.size):
        total += bits[i] if free[ranks[i]] > 0 else -min(_UNMATCHED * bits[i], most_unmatched)
        free[ranks[i]] -= 1
        if total <= 0:
            for k in range(begin, i + 1):
                free[ranks[k]] += 1
            total, begin = 0.0, i + 1
        elif total > best:
            best, best_start, best_end = total, begin, i + 1
    return best_start, best_end


@compiled
def evidence(left, left_bits, right, right_bits):
    """Bits of the terms that both stretches have, each as often as both have it, and of those all of either side.

    The longer the stretches, the likelier a term is to stand in both by chance: of each its bits are so many less.
    """
    ranks, other_ranks = _ranks(left, right)
    n = left.size + right.size
    chance = np.log2(max(1.0, max(left.size, right.size) / _LOCAL))
    counts, others, bits = np.zeros(n), np.zeros(n), np.full(n, np.inf)
    for i in range(left.size):
        counts[ranks[i]] += 1
        bits[ranks[i]] = min(bits[ranks[i]], left_bits[i])
    for i in range(right.size):
        others[other_ranks[i]] += 1
        bits[other_ranks[i]] = min(bits[other_ranks[i]], right_bits[i])
    shared, on_left, on_right = 0.0, 0.0, 0.0
    for k in range(n):
        if counts[k] + others[k] == 0:
            break
        worth = max(0.0, bits[k] - chance)
        shared += worth * min(counts[k], others[k])
        on_left += worth * counts[k]
        on_right += worth * others[k]
    return shared, on_left, on_right
