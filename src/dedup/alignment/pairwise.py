# mypy: allow-untyped-defs, allow-untyped-calls
"""All reused spans between two folded texts, or inside one: chains and links, together in regions, weighed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dedup.alignment.chains import best_predecessors, chains
from dedup.alignment.condensed import LEAST_UNITS, condensed
from dedup.alignment.extension import extend
from dedup.alignment.joining import joined, overlap, primary
from dedup.alignment.links import linked_units
from dedup.alignment.regions import clusters, evidence, trimmed, weighed_terms
from dedup.alignment.seeds import discounts, exact_runs, shared_seeds
from dedup.compiled import compiled

_LEAST_RUN = 3
_LEAST_CHAIN_BITS = 18.0
_MAX_EXTENSION = 400
_CHOICE_BITS = 8.0
_MOST_CHOICE_BITS = 40.0
_LEAST_LINK = 0.25
_LEAST_COVER = 0.3
_BOX_BITS = 10.0
_EXACT = 0.9
_SUMMARY_LINK = 0.28
_COPY = 1.6
_LONG_COPY = 4
_WHOLE = 0.8


class Text(NamedTuple):
    codes: object
    sounds: object
    breaks: object
    grams: object
    bags: object
    term_bits: object
    units: object
    before: object


class Rules(NamedTuple):
    max_gap: int
    max_skew: int
    gap_cost: float
    skew_cost: float
    lookback: int
    apart: int
    least_bits: float


@compiled
def align_pair(left, right, rules):
    """Reused spans ``int32[m, 4]`` (left start and end, right start and end, folded) and their bits ``float64[m]``.

    ``left``, ``right``: the same ``Text`` for one text against itself.
    """
    places, worth, quality = _chained(left, right, rules)
    if left.codes is right.codes:
        enough = worth >= rules.least_bits
        return _extended(left, right, places[enough], worth[enough], True)
    places, worth = _extended(left, right, places, worth, False)
    n_left, n_right = left.units.size - 1, right.units.size - 1
    links, cosines, shared, rarity_left, rarity_right = linked_units(
        left.bags, right.bags, left.term_bits, right.term_bits, n_left, n_right, _LEAST_LINK
    )
    boxes, quality = _boxes(left, right, places, quality, links, cosines)
    found, bits = _regions(left, right, rarity_left, rarity_right, boxes, quality, worth, rules)
    strong = cosines >= _SUMMARY_LINK
    if strong.sum() >= LEAST_UNITS:
        found, bits = _with_summaries(left, right, links[strong], shared[strong], found, bits, rules)
    kept = primary(found, bits)
    return found[kept], bits[kept]


@compiled
def _boxes(left, right, places, quality, links, cosines):
    """Chains first, then the links that no chain says better, as ``int32[k, 4]``, and how alike each is."""
    n = places.shape[0]
    boxes = np.empty((n + links.shape[0], 4), dtype=np.int32)
    alike = np.empty(n + links.shape[0], dtype=np.float64)
    boxes[:n], alike[:n] = places, quality
    count = n
    for m in range(links.shape[0]):
        i, j = links[m, 0], links[m, 1]
        box = boxes[count]
        box[0], box[1], box[2], box[3] = left.units[i], left.units[i + 1], right.units[j], right.units[j + 1]
        if not _said_better(box, cosines[m], places, quality):
            alike[count] = cosines[m]
            count += 1
    return boxes[:count], alike[:count]


@compiled
def _regions(left, right, rarity_left, rarity_right, boxes, quality, worth, rules):
    """Spans of the boxes that lie together, where they are worth enough together."""
    root = clusters(boxes, quality, rules.apart)
    order = np.argsort(root, kind="mergesort")
    found = np.empty((boxes.shape[0], 4), dtype=np.int32)
    bits = np.empty(boxes.shape[0], dtype=np.float64)
    count, first = 0, 0
    while first < order.size:
        last = first
        while last < order.size and root[order[last]] == root[order[first]]:
            last += 1
        count = _weighed(
            left, right, rarity_left, rarity_right, boxes, quality, order[first:last], worth, rules, found, bits, count
        )
        first = last
    return found[:count], bits[:count]


@compiled
def _with_summaries(left, right, links, shared, found, bits, rules):
    """Spans with those that belong to a summary replaced by it."""
    n_left, n_right = left.units.size - 1, right.units.size - 1
    taken_left = _copied(left.units, found[:, :2], found[:, 2:], 2 * rules.max_gap)
    taken_right = _copied(right.units, found[:, 2:], found[:, :2], 2 * rules.max_gap)
    rows, worth = condensed(links, shared, taken_left, n_left, n_right, rules.least_bits)
    for k in range(worth.size):
        a, b = left.units[rows[k, 0]], left.units[rows[k, 1]]
        c, d = right.units[rows[k, 2]], right.units[rows[k, 3]]
        found, bits = _replaced(found, bits, 0, a, b, np.array([[a, b, c, d]], dtype=np.int32), worth[k])
    turned = np.argsort(links[:, 1], kind="mergesort")
    rows, worth = condensed(links[turned, ::-1], shared[turned], taken_right, n_right, n_left, rules.least_bits)
    for k in range(worth.size):
        a, b = left.units[rows[k, 2]], left.units[rows[k, 3]]
        c, d = right.units[rows[k, 0]], right.units[rows[k, 1]]
        found, bits = _replaced(found, bits, 2, c, d, np.array([[a, b, c, d]], dtype=np.int32), worth[k])
    return found, bits


@compiled
def _replaced(found, bits, side, start, end, row, worth):
    """Spans less those of which most lies between ``start`` and ``end`` on one side, and ``row`` for them."""
    kept = np.ones(bits.size, dtype=np.bool_)
    for m in range(bits.size):
        within = overlap(found[m, side], found[m, side + 1], start, end)
        kept[m] = 2 * within <= found[m, side + 1] - found[m, side]
    return np.concatenate((found[kept], row)), np.concatenate((bits[kept], np.array([worth])))


@compiled
def _copied(units, own, others, least):
    """Which units lie in spans that go on alike in the other text: a copy, whatever was changed in it."""
    taken = np.zeros(units.size - 1, dtype=np.int8)
    for m in range(own.shape[0]):
        first = np.searchsorted(units, own[m, 0], side="right") - 1
        last = np.searchsorted(units, own[m, 1], side="left")
        here, there = own[m, 1] - own[m, 0], others[m, 1] - others[m, 0]
        if here >= least and there < _COPY * here:
            taken[first:last] = 2 if last - first > _LONG_COPY else 1
    return taken


@compiled
def _said_better(box, cosine, chains, quality):
    """Whether a chain that is clearly more alike has one side of a link and leads elsewhere on the other, or has both."""
    on_left, on_right = 0.0, 0.0
    for k in range(chains.shape[0]):
        if cosine <= quality[k]:
            on_left += max(0, overlap(box[0], box[1], chains[k, 0], chains[k, 1])) / (box[1] - box[0])
            on_right += max(0, overlap(box[2], box[3], chains[k, 2], chains[k, 3])) / (box[3] - box[2])
    most, least = max(on_left, on_right), min(on_left, on_right)
    return least > 0.9 or (most > 0.5 and least < 0.25)


@compiled
def _weighed(left, right, rarity_left, rarity_right, boxes, quality, members, worth, rules, found, bits, count):
    n_chains = worth.size
    a, b, c, d = boxes[members[0], 0], boxes[members[0], 1], boxes[members[0], 2], boxes[members[0], 3]
    p, q, r, s = 1 << 30, 0, 1 << 30, 0
    best = 0.0
    n_links, whole = 0, -1
    for m in members:
        a, b = min(a, boxes[m, 0]), max(b, boxes[m, 1])
        c, d = min(c, boxes[m, 2]), max(d, boxes[m, 3])
        if m < n_chains:
            best = max(best, worth[m])
            if worth[m] >= rules.least_bits:
                p, q = min(p, boxes[m, 0]), max(q, boxes[m, 1])
                r, s = min(r, boxes[m, 2]), max(s, boxes[m, 3])
        else:
            n_links += 1
    for m in members:
        if m < n_chains and worth[m] >= rules.least_bits and quality[m] >= _EXACT:
            on_left, on_right = boxes[m, 1] - boxes[m, 0], boxes[m, 3] - boxes[m, 2]
            if max(on_left / (b - a), on_right / (d - c)) >= _WHOLE and (whole < 0 or worth[m] > worth[whole]):
                whole = m
    if whole >= 0:
        p, q, r, s = boxes[whole, 0], boxes[whole, 1], boxes[whole, 2], boxes[whole, 3]
    elif n_links:
        h, w, st, en = weighed_terms(left, a, b, rarity_left)
        h2, w2, st2, en2 = weighed_terms(right, c, d, rarity_right)
        i, j, k, l = trimmed(h, w, h2, w2)
        if j > i and l > k:
            shared, on_left, on_right = evidence(h[i:j], w[i:j], h2[k:l], w2[k:l])
            cover = max(shared / max(on_left, 1e-9), shared / max(on_right, 1e-9))
            reworded = shared - np.log2(1.0 * left.codes.size) - np.log2(1.0 * right.codes.size)
            if cover >= _LEAST_COVER and reworded >= rules.least_bits:
                best = max(best, reworded)
                p, q = min(p, st[i]), max(q, en[j - 1])
                r, s = min(r, st2[k]), max(s, en2[l - 1])
    if best >= rules.least_bits and q > 0:
        found[count, 0], found[count, 1], found[count, 2], found[count, 3] = p, q, r, s
        bits[count] = best
        count += 1
    return count


@compiled
def _chained(left, right, rules):
    seeds = shared_seeds(left.grams, right.grams, left.codes.size)
    runs = exact_runs(seeds, left.sounds, right.sounds, left.codes.size, _LEAST_RUN)
    lost = discounts(runs, left, right)
    search = np.log2(1.0 * max(1, left.codes.size)) + np.log2(1.0 * max(1, right.codes.size))
    score, previous = best_predecessors(
        runs, lost, left.before, rules.max_gap, rules.max_skew, rules.gap_cost, rules.skew_cost, rules.lookback, search
    )
    places, bits, lengths, equal = chains(runs, score, previous, _LEAST_CHAIN_BITS)
    kept = primary(places, bits)
    places, bits, lengths, equal = places[kept], bits[kept], lengths[kept], equal[kept]
    places, bits, lengths, equal = joined(places, bits, lengths, equal, rules.max_gap, rules.gap_cost, search, search + rules.least_bits)
    worth, quality = np.empty(bits.size, dtype=np.float64), np.empty(bits.size, dtype=np.float64)
    for m in range(bits.size):
        worth[m] = bits[m] - search - min(_MOST_CHOICE_BITS, _CHOICE_BITS * (lengths[m] - 1))
        quality[m] = min(1.0, equal[m] / max(places[m, 1] - places[m, 0], places[m, 3] - places[m, 2]))
    solid = worth >= _BOX_BITS
    return places[solid], worth[solid], quality[solid]


@compiled
def _extended(left, right, places, bits, internal):
    """Chains with their ends grown through small edits."""
    n_left, n_right = left.codes.size, right.codes.size
    count = 0
    for m in range(bits.size):
        a0, a1, b0, b1 = places[m, 0], places[m, 1], places[m, 2], places[m, 3]
        more_left, more_right = extend(
            left.sounds, right.sounds, a1, b1, 1, min(_MAX_EXTENSION, n_left - a1), min(_MAX_EXTENSION, n_right - b1)
        )
        less_left, less_right = extend(
            left.sounds, right.sounds, a0, b0, -1, min(_MAX_EXTENSION, a0), min(_MAX_EXTENSION, b0)
        )
        a0, a1, b0, b1 = a0 - less_left, a1 + more_left, b0 - less_right, b1 + more_right
        if internal and a1 > b0:
            shared = a1 - b0
            if 2 * shared > a1 - a0 or 2 * shared > b1 - b0:
                continue
            a1, b0 = a1 - (shared + 1) // 2, b0 + shared // 2
        places[count, 0], places[count, 1], places[count, 2], places[count, 3] = a0, a1, b0, b1
        bits[count] = bits[m]
        count += 1
    return places[:count], bits[:count]
