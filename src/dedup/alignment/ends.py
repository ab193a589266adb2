# mypy: allow-untyped-defs, allow-untyped-calls
"""Ends: where a copy begins and ends says something too.

Who copies takes sentences; what two texts have in common by chance, or because of a common formula, begins and ends
anywhere. There are some twenty times fewer places where a sentence begins than characters, so a span from one to
another takes fewer bits to tell, and one that does not takes more.
"""

from __future__ import annotations

from dedup.compiled import compiled
from dedup.text.passages import is_dense

_AT_SENTENCE = 2.0
_AT_CLAUSE = 0.0
_INSIDE = -2.5
_SENTENCE = 2
_BY_CHANCE = 2  # characters that happen to be the same beyond the end of a copied sentence


@compiled
def end_bits(left, right, a, b, c, d):
    """Bits to add for both ends of a span in both texts, given as ``Text``: -10 to 8."""
    start = _best(left, right, a, c, 1, min(b - a, d - c))
    end = _best(left, right, b, d, -1, min(b - a, d - c))
    return start + end


@compiled
def _best(left, right, i, j, step, length):
    best = _at(left, i) + _at(right, j)
    for k in range(1, min(_BY_CHANCE, length // 4) + 1):
        both = _at(left, i + k * step) + _at(right, j + k * step)
        if both == 2 * _AT_SENTENCE:
            best = both
    return best


@compiled
def _at(text, place):
    n = text.codes.size
    if place <= 0 or place >= n or text.breaks[place] >= _SENTENCE:
        return _AT_SENTENCE
    dense = is_dense(text.codes[place]) and is_dense(text.codes[place - 1])
    return _AT_CLAUSE if dense and text.breaks[place] > 0 else _INSIDE
