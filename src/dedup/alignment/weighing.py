# mypy: allow-untyped-defs, allow-untyped-calls
"""What the chains and links of a region are worth together, and where the span that they make begins and ends."""

from __future__ import annotations

import numpy as np

from dedup.alignment.boxes import meet
from dedup.alignment.joining import widen
from dedup.alignment.longest import WORDED_ALIKE, lacking_in, says_little
from dedup.alignment.regions import clusters
from dedup.alignment.rewording import reworded
from dedup.compiled import compiled

_EXACT = 0.9  # a chain is word for word from this share of equal characters
_WHOLE = 0.8
_PROMISING = 0.4  # share of what is asked that the parts of a region must add up to, for its terms to be weighed
_SHUFFLED = 16  # links that may lie in any order
_ALONG = 0.5  # least correlation of the places of more of them


@compiled
def regions(left, right, rarity_left, rarity_right, runs, boxes, rules, throughout):
    """Spans of the boxes that lie together, where they are worth enough together: places, bits, and which of them are
    told as a whole: not only by a chain, about which more may be copied.

    ``throughout``: what is looked for was changed throughout, and goes far beyond the boxes.
    """
    root = clusters(boxes.places, boxes.alike, boxes.chains, rules.max_gap, rules.apart)
    order = np.argsort(root.astype(np.int64), kind="mergesort")
    found = np.empty((boxes.bits.size, 4), dtype=np.int32)
    bits = np.empty(boxes.bits.size, dtype=np.float64)
    told = np.zeros(boxes.bits.size, dtype=np.bool_)
    count, first = 0, 0
    while first < order.size:
        last = first
        while last < order.size and root[order[last]] == root[order[first]]:
            last += 1
        members = order[first:last]
        while members.size and boxes.bits[members].sum() >= _PROMISING * rules.least_bits:
            p, q, r, s, best, told[count] = _weighed(
                left, right, rarity_left, rarity_right, runs, boxes, members, rules, throughout
            )
            if best < rules.least_bits or q <= p or s <= r:
                break
            found[count, 0], found[count, 1], found[count, 2], found[count, 3], bits[count] = p, q, r, s, best
            count += 1
            others = _outside(boxes.places, members, p, q, r, s)
            if others.size == members.size:
                break
            members = others
        first = last
    return found[:count], bits[:count], told[:count]


@compiled
def _outside(boxes, members, p, q, r, s):
    """The boxes that do not meet a span: what is worth enough among them is another one."""
    kept = np.empty(members.size, dtype=members.dtype)
    count = 0
    for m in members:
        if not meet(boxes[m], p, q, r, s):
            kept[count] = m
            count += 1
    return kept[:count]


@compiled
def _weighed(left, right, rarity_left, rarity_right, runs, boxes, members, rules, throughout):
    """Place (left start and end, right start and end) and bits of the boxes ``members`` as one span, and whether it is
    told as a whole; no bits where they are not worth reporting.

    A chain that is word for word nearly all of one side is the span: what else meets that side leads elsewhere.
    """
    places, worth, n_chains = boxes.places, boxes.bits, boxes.chains
    a, b, c, d = _hull(places, members)
    whole = _word_for_word(boxes, members, rules.least_bits, b - a, d - c)
    if whole >= 0:
        return places[whole, 0], places[whole, 1], places[whole, 2], places[whole, 3], worth[whole], True
    best, told = 0.0, False
    p, q, r, s = a, a, c, c
    reach = rules.apart if throughout else rules.max_gap
    for m in members:
        if m >= n_chains:
            break
        i, j, k, h = places[m, 0], places[m, 1], places[m, 2], places[m, 3]
        bits = worth[m] if boxes.alike[m] >= WORDED_ALIKE else worth[m] - lacking_in(runs, i, j, k, h)
        if bits >= max(rules.least_bits, best):
            p, q, r, s, best = i, j, k, h, bits
            reach = 0 if boxes.alike[m] >= _EXACT else rules.max_gap  # no paraphrase beside what is word for word
    a, b, c, d = max(0, a - reach), min(left.codes.size, b + reach), max(0, c - reach), min(right.codes.size, d + reach)
    lacks = lacking_in(runs, a, b, c, d)
    promising = worth[members].sum() >= _PROMISING * (rules.least_bits + lacks)
    if promising and not says_little(lacks) and _keep_order(places, members, n_chains):
        i, j, k, h, bits, choice = reworded(left, right, rarity_left, rarity_right, a, b, c, d, throughout)
        bits -= lacking_in(runs, i, j, k, h)
        meets = best > 0 and p < j and i < q and r < h and k < s
        if meets and bits >= rules.least_bits - choice:  # the chain says where it is
            p, q, r, s, best, told = min(p, i), max(q, j), min(r, k), max(s, h), max(best, bits), True
        elif not meets and bits >= rules.least_bits and bits > best:
            p, q, r, s, best, told = i, j, k, h, bits, True
    if best > 0:
        for m in members:  # an exact run is never cut
            if m < n_chains and meet(places[m], p, q, r, s):
                p, q, r, s = min(p, places[m, 0]), max(q, places[m, 1]), min(r, places[m, 2]), max(s, places[m, 3])
    return p, q, r, s, best, told


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
    hull = boxes[members[0]].copy()
    for m in members[1:]:
        widen(hull, boxes[m])
    return hull[0], hull[1], hull[2], hull[3]


@compiled
def _word_for_word(boxes, members, least_bits, on_left, on_right):
    """The best chain that is nearly exact and nearly all of one side of the boxes together, or -1.

    ``on_left``, ``on_right``: characters from the first box to the last.
    """
    best = -1
    for m in members:
        if m < boxes.chains and boxes.bits[m] >= least_bits and boxes.alike[m] >= _EXACT:
            place = boxes.places[m]
            share = max((place[1] - place[0]) / on_left, (place[3] - place[2]) / on_right)
            if share >= _WHOLE and (best < 0 or boxes.bits[m] > boxes.bits[best]):
                best = m
    return best
