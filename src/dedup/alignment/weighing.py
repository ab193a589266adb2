# mypy: allow-untyped-defs, allow-untyped-calls
"""What the chains and links of a region are worth together, and where the span that they make begins and ends."""

from __future__ import annotations

import numpy as np

from dedup.alignment.partners import partners
from dedup.alignment.regions import clusters, evidence, trimmed, weighed_terms
from dedup.compiled import compiled

_LEAST_COVER = 0.3  # share of its own terms that at least one of the two places must have in common
_EXACT = 0.9  # a chain is word for word from this share of equal characters
_WHOLE = 0.8
_MOST_UNMATCHED = (1.2, 2.0)  # bits: loose trimming for what is changed throughout, close for a copy among strangers
_LOOSE = (0.5, 0.5)
_LOOSE_BITS = 20.0
_PROMISING = 0.5
_SHUFFLED = 16  # links that may lie in any order
_ALONG = 0.5  # least correlation of the places of more of them


@compiled
def regions(left, right, rarity_left, rarity_right, boxes, quality, promise, worth, rules, loose):
    """Spans of the boxes that lie together, where they are worth enough together."""
    root = clusters(boxes, quality, worth.size, rules.max_gap, rules.apart)
    order = np.argsort(root.astype(np.int64), kind="mergesort")
    found = np.empty((boxes.shape[0], 4), dtype=np.int32)
    bits = np.empty(boxes.shape[0], dtype=np.float64)
    whole = np.zeros(boxes.shape[0], dtype=np.bool_)
    count, first = 0, 0
    while first < order.size:
        last = first
        while last < order.size and root[order[last]] == root[order[first]]:
            last += 1
        members = order[first:last]
        while members.size and promise[members].sum() >= _PROMISING * rules.least_bits:
            p, q, r, s, best, whole[count] = _weighed(
                left, right, rarity_left, rarity_right, boxes, quality, members, worth, rules, loose
            )
            if best < rules.least_bits or q <= p or s <= r:
                break
            found[count, 0], found[count, 1], found[count, 2], found[count, 3], bits[count] = p, q, r, s, best
            count += 1
            others = _outside(boxes, members, p, q, r, s)
            if others.size == members.size:
                break
            members = others
        first = last
    return found[:count], bits[:count], whole[:count]


@compiled
def _outside(boxes, members, p, q, r, s):
    """The boxes that do not meet a span: what is worth enough among them is another one."""
    kept = np.empty(members.size, dtype=members.dtype)
    count = 0
    for m in members:
        if not _meet(boxes[m], p, q, r, s):
            kept[count] = m
            count += 1
    return kept[:count]


@compiled
def _weighed(left, right, rarity_left, rarity_right, boxes, quality, members, worth, rules, loose):
    """Place (left start and end, right start and end) and bits of the boxes ``members`` as one span; no bits where they
    are not worth reporting.

    A chain that is word for word nearly all of one side is the span: what else meets that side leads elsewhere.
    """
    a, b, c, d = _hull(boxes, members)
    whole = _word_for_word(boxes, quality, members, worth, rules.least_bits, b - a, d - c)
    if whole >= 0:
        return boxes[whole, 0], boxes[whole, 1], boxes[whole, 2], boxes[whole, 3], worth[whole], True
    n_chains, best, told = worth.size, 0.0, False
    p, q, r, s = a, a, c, c
    reach = rules.apart if loose else rules.max_gap
    for m in members:
        if m < n_chains and worth[m] >= max(rules.least_bits, best):
            p, q, r, s, best = boxes[m, 0], boxes[m, 1], boxes[m, 2], boxes[m, 3], worth[m]
            reach = 0 if quality[m] >= _EXACT else rules.max_gap  # who copies word for word does not paraphrase beside
    if _keep_order(boxes, members, n_chains):
        i, j, k, h, bits = _reworded(
            left, right, rarity_left, rarity_right, max(0, a - reach), min(left.codes.size, b + reach),
            max(0, c - reach), min(right.codes.size, d + reach), loose,
        )  # fmt: skip
        if bits >= rules.least_bits:
            told = True
            if best > 0 and p < j and i < q and r < h and k < s:
                p, q, r, s, best = min(p, i), max(q, j), min(r, k), max(s, h), max(best, bits)
            elif bits > best:
                p, q, r, s, best = i, j, k, h, bits
    if best > 0:
        for m in members:  # an exact run is never cut
            if m < n_chains and _meet(boxes[m], p, q, r, s):
                p, q, r, s = min(p, boxes[m, 0]), max(q, boxes[m, 1]), min(r, boxes[m, 2]), max(s, boxes[m, 3])
    return p, q, r, s, best, told


@compiled
def _meet(box, a, b, c, d):
    return box[0] < b and a < box[1] and box[2] < d and c < box[3]


@compiled
def _keep_order(boxes, members, n_chains):
    """Whether many links lie along a line, whichever way: what is scattered at random is a vocabulary, not a copy.

    A few may lie in any order, as the sentences of a shuffled paragraph do.
    """
    n, x, y, xx, yy, xy = 0, 0.0, 0.0, 0.0, 0.0, 0.0
    for m in members:
        if m >= n_chains:
            i, j = float(boxes[m, 0] + boxes[m, 1]), float(boxes[m, 2] + boxes[m, 3])
            n, x, y, xx, yy, xy = n + 1, x + i, y + j, xx + i * i, yy + j * j, xy + i * j
    if n <= _SHUFFLED:
        return True
    spread = np.sqrt(max(0.0, xx - x * x / n) * max(0.0, yy - y * y / n))
    return abs(xy - x * y / n) >= _ALONG * spread


@compiled
def _hull(boxes, members):
    first = boxes[members[0]]
    a, b, c, d = first[0], first[1], first[2], first[3]
    for m in members:
        a, b = min(a, boxes[m, 0]), max(b, boxes[m, 1])
        c, d = min(c, boxes[m, 2]), max(d, boxes[m, 3])
    return a, b, c, d


@compiled
def _word_for_word(boxes, quality, members, worth, least_bits, on_left, on_right):
    """The best chain that is nearly exact and nearly all of one side of the boxes together, or -1.

    ``on_left``, ``on_right``: characters from the first box to the last.
    """
    best = -1
    for m in members:
        if m < worth.size and worth[m] >= least_bits and quality[m] >= _EXACT:
            share = max((boxes[m, 1] - boxes[m, 0]) / on_left, (boxes[m, 3] - boxes[m, 2]) / on_right)
            if share >= _WHOLE and (best < 0 or worth[m] > worth[best]):
                best = m
    return best


@compiled
def _reworded(left, right, rarity_left, rarity_right, a, b, c, d, loose):
    """Where the shared terms of two stretches begin and end on both sides, and their bits less those of the places."""
    terms, bits, starts, ends = weighed_terms(left, a, b, rarity_left)
    others, other_bits, other_starts, other_ends = weighed_terms(right, c, d, rarity_right)
    on_left, on_right = partners(terms, bits, others, other_bits)
    p, q, r, s, best = a, a, c, c, 0.0
    for most_unmatched in (_LOOSE if loose else _MOST_UNMATCHED):
        i, j, k, h = trimmed(on_left, bits, on_right, other_bits, most_unmatched)
        if j <= i or h <= k:
            continue
        shared, all_left, all_right = evidence(on_left, bits, on_right, other_bits, i, j, k, h)
        worth = shared - search_bits(left, right) - (_LOOSE_BITS if loose else 10.0)
        if shared >= _LEAST_COVER * max(1.0, min(all_left, all_right)) and worth > best:
            p, q, r, s, best = starts[i], ends[j - 1], other_starts[k], other_ends[h - 1], worth
    return p, q, r, s, best


@compiled
def search_bits(left, right):
    """Bits to say where in both texts a span begins."""
    return place_bits(left.codes.size, right.codes.size)


@compiled
def place_bits(length, other):
    """``search_bits`` of two texts of so many folded characters."""
    return np.log2(1.0 * max(1, length)) + np.log2(1.0 * max(1, other))
