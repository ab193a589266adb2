# mypy: allow-untyped-defs, allow-untyped-calls
"""Words of spaced scripts of which a letter or two was changed: partners for the place where they stand.

A word that was misspelt, or put down otherwise, has no equal in the other text. Where it stands as far from a word that
both texts have as one does there that is nearly the same, it is that one.
"""

from __future__ import annotations

import numpy as np

from dedup.compiled import compiled

_LEAST_LETTERS = 4
_MOST_LETTERS = 24
_LETTERS_AN_EDIT = 5
_BESIDE = 3  # words from one that stands in both texts, all that lie between exchanged one for one
_EDIT_BITS = 3.0  # half of what it takes to say which letter became which, as a word is worth half of its surprise


@compiled
def with_respelt(on_left, left, left_bits, starts, ends, on_right, right, right_bits, other_starts, other_ends):
    """Give words without a partner the one beside the partner of a word near them, if it is nearly the same word: from
    the first on, then from the last on. Both are worth what the lesser of them is, less the edits.

    ``left``, ``right``: what the folded characters sound like. The partners ``on_left`` and ``on_right`` and the bits
    are changed in place.
    """
    n = on_left.size
    for forwards in (True, False):
        for step in range(n):
            i = step if forwards else n - 1 - step
            if on_left[i] >= 0:
                continue
            j = _beside(on_left, i, -1 if forwards else 1)
            if not 0 <= j < on_right.size or on_right[j] >= 0:
                continue
            edits = edits_of(left[starts[i] : ends[i]], right[other_starts[j] : other_ends[j]])
            if edits >= 0:
                on_left[i], on_right[j] = j, i
                worth = max(0.0, min(left_bits[i], right_bits[j]) - _EDIT_BITS * edits)
                left_bits[i], right_bits[j] = worth, worth


@compiled
def _beside(on_left, i, way):
    """The place on the right that lies to the partner of the nearest word on one ``way`` (-1 before, 1 after) as ``i``
    does to that word; -1 where there is none."""
    for k in range(1, _BESIDE + 1):
        near = i + way * k
        if not 0 <= near < on_left.size:
            return -1
        if on_left[near] >= 0:
            return on_left[near] - way * k
    return -1


@compiled
def edits_of(word, other):
    """Letters to change, drop or add that make one word the other (Levenshtein 1966); -1 where that are more than one
    in five of the shorter one and more than one, or one of them is too short or too long for a word."""
    n, m = word.size, other.size
    most = max(1, min(n, m) // _LETTERS_AN_EDIT)
    if min(n, m) < _LEAST_LETTERS or max(n, m) > _MOST_LETTERS or abs(n - m) > most:
        return -1
    row = np.arange(m + 1)
    for a in range(n):
        diagonal, row[0] = row[0], a + 1
        for b in range(m):
            least = min(diagonal + (word[a] != other[b]), min(row[b], row[b + 1]) + 1)
            diagonal, row[b + 1] = row[b + 1], least
    return row[m] if row[m] <= most else -1
