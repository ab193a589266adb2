# mypy: allow-untyped-defs, allow-untyped-calls
"""Chains that belong together: reordered or interleaved text is one match."""

from __future__ import annotations

import numpy as np

from dedup.alignment.primary import overlap
from dedup.compiled import compiled

_BESIDE = 6
_PLACE_BITS = 5.0  # that a chain begins here, and how long it is
_FARTHEST = 4
_SHORT = 4  # names and phrases are at most this part of the widest gap
_CORE = 4  # characters of them that tell
_LOOSE = 0.25  # how many times the cost of a gap what is left out costs
_EXACT = 5.0


@compiled
def joined(places, bits, lengths, equal, sounds, max_gap, gap_cost, enough):
    """Chains that lie together as one match, in whatever order: the best first, each grown by the chain near it that
    saves most, while one saves anything.

    A chain that joins saves its bits, less what it costs to say where in the match it lies, less the characters that
    it leaves between it and the others. A name or phrase that the match has already is no news: it joins nothing.
    ``sounds``: those of the left text.
    """
    n = bits.size
    order = np.argsort(places[:, 0].astype(np.int64), kind="mergesort")
    places, bits, lengths, equal = places[order], bits[order], lengths[order], equal[order]
    reached = np.empty(n, dtype=np.int64)
    for m in range(n):
        reached[m] = max(places[m, 1], reached[m - 1]) if m else places[m, 1]
    free = np.ones(n, dtype=np.bool_)
    members = np.empty(n, dtype=np.int64)
    spans = np.empty((n, 4), dtype=np.int32)
    worth, runs, same = np.empty(n, dtype=np.float64), np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
    count = 0
    for first in np.argsort(-bits, kind="mergesort"):
        if not free[first]:
            continue
        free[first] = False
        members[0], size = first, 1
        box, total = places[first].copy(), bits[first]
        on_left, on_right = box[1] - box[0], box[3] - box[2]
        alike = equal[first]
        while True:
            cost = gap_cost * _dearness(alike / max(box[1] - box[0], box[3] - box[2]))
            best, gain = -1, 0.0
            begin = np.searchsorted(reached, box[0] - _FARTHEST * max_gap)
            for k in range(begin, n):
                if places[k, 0] > box[1] + _FARTHEST * max_gap:
                    break
                if free[k] and _near(box, places[k], max_gap, min(total, bits[k]) >= 0.6 * enough):
                    saved = _saved(places, bits, k, members[:size], box, on_left, on_right, max_gap, cost)
                    if saved > gain and not _said_before(sounds, places[k], places, members[:size], max_gap // _SHORT):
                        best, gain = k, saved
            if best < 0:
                break
            free[best] = False
            members[size] = best
            size += 1
            total += gain
            alike += equal[best]
            on_left += places[best, 1] - places[best, 0]
            on_right += places[best, 3] - places[best, 2]
            widen(box, places[best])
        spans[count], worth[count] = box, total
        runs[count], same[count] = 0, 0
        for m in members[:size]:
            runs[count] += lengths[m]
            same[count] += equal[m]
        count += 1
    return spans[:count], worth[:count], runs[:count], same[:count]


@compiled
def _dearness(alike):
    """How many times the cost of a gap a character costs that is left out of a match so much ``alike`` (0 to 1).

    Who changes every other word leaves gaps of any width; who copies word for word ends where the copy does.
    """
    return _LOOSE + (_EXACT - _LOOSE) * min(1.0, max(0.0, (alike - 0.8) / 0.15))


@compiled
def _said_before(sounds, one, places, members, short):
    """Whether the middle of a chain of at most ``short`` characters stands in one of the members too, on the left."""
    middle = (one[0] + one[1] - _CORE) // 2
    if not _CORE <= one[1] - one[0] <= short:
        return False
    for m in members:
        for i in range(places[m, 0], places[m, 1] - _CORE + 1):
            same = 0
            while same < _CORE and sounds[i + same] == sounds[middle + same]:
                same += 1
            if same == _CORE and i != middle:
                return True
    return False


@compiled
def widen(box, place):
    """Make a box hold a place too."""
    box[0], box[1] = min(box[0], place[0]), max(box[1], place[1])
    box[2], box[3] = min(box[2], place[2]), max(box[3], place[3])


@compiled
def _saved(places, bits, k, members, box, on_left, on_right, max_gap, gap_cost):
    """Bits that the chain ``k`` saves as part of the match that the ``members`` are."""
    one = places[k]
    for m in members:
        other = places[m]
        if 2 * overlap(one[0], one[1], other[0], other[1]) > one[1] - one[0]:
            return 0.0
        if 2 * overlap(one[2], one[3], other[2], other[3]) > one[3] - one[2]:
            return 0.0
    wider_left = max(box[1], one[1]) - min(box[0], one[0])
    wider_right = max(box[3], one[3]) - min(box[2], one[2])
    left_out = max(0, box[1] - box[0] - on_left, box[3] - box[2] - on_right)
    on_left, on_right = on_left + one[1] - one[0], on_right + one[3] - one[2]
    then = max(0, wider_left - on_left, wider_right - on_right)
    return bits[k] - _PLACE_BITS - np.log2(wider_right + 2.0 * max_gap) - gap_cost * (then - left_out)


@compiled
def _near(one, other, max_gap, solid):
    """Whether two chains lie near each other on both sides, or are ``solid``, beside each other on one side and not far
    on the other.

    The second is how reordered or interleaved sentences lie before those between them have been joined.
    """
    on_left = overlap(one[0], one[1], other[0], other[1])
    on_right = overlap(one[2], one[3], other[2], other[3])
    gap, wide_gap = max(0, -max(on_left, on_right)), max(0, -min(on_left, on_right))
    lengths = one[1] - one[0] + one[3] - one[2] + other[1] - other[0] + other[3] - other[2]
    farthest = min(_FARTHEST * max_gap, lengths // 2) if solid and _BESIDE * gap <= max_gap else max_gap
    return gap <= max_gap and wide_gap <= max(max_gap, farthest)
