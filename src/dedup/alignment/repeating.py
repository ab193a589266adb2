# mypy: allow-untyped-defs, allow-untyped-calls
"""Second places of a passage: where it stands in a longer copy, that is where it was copied from.

A text that says something twice has two places for one passage of another text. If one of them is part of a longer
copy, what stands about it tells which place it is of; that the text repeats itself is said by its matches with itself.
"""

from __future__ import annotations

import numpy as np

from dedup.alignment.primary import EQUAL, said_of
from dedup.alignment.verbatim import common_runs
from dedup.compiled import compiled

_SAME = 0.5


@compiled
def first_places(left, right, places, bits, enough, least):
    """Which of the spans are no second place of a passage that is part of a longer one: ``bool[n]``.

    ``places``: ``int32[n, 4]``; ``enough``: bits that the longer one must be worth beyond the passage; ``least``:
    characters of an equal run that tells that the longer one has the passage too.
    """
    kept = np.ones(bits.size, dtype=np.bool_)
    for m in range(bits.size):
        for k in range(bits.size):
            if bits[k] <= bits[m] or bits[k] - bits[m] < enough:
                continue
            for side in range(0, 4, 2):
                one, longer = (left, right) if side == 0 else (right, left)
                if _part_of(places[m], bits[m], places[k], bits[k], side, enough) and _stands_there(
                    one, longer, places[m], places[k], side, least
                ):
                    kept[m] = False
    return kept


@compiled
def _part_of(one, bits, longer, longer_bits, side, enough):
    """Whether most of a side lies in the longer span, which says it about as well and ``enough`` beside it."""
    share, said = said_of(one, longer, longer_bits, side)
    return share > 0.5 and longer_bits - said >= enough and EQUAL * bits * share < said


@compiled
def _stands_there(text, other, one, longer, side, least):
    """Whether the other side of the longer span has most of the passage."""
    there = 2 - side
    runs, _ = common_runs(text.codes[one[side] : one[side + 1]], other.codes[longer[there] : longer[there + 1]], least)
    return (runs[:, 1] - runs[:, 0]).sum() >= _SAME * (one[side + 1] - one[side])
