# mypy: allow-untyped-defs, allow-untyped-calls
"""Seeds and runs: where two folded texts are the same, character by character.

A seed is a gram that both texts hold; a run is a seed grown to the longest exact stretch on its diagonal.
"""

from __future__ import annotations

import numpy as np
from numba import uint64

from dedup.alignment.groups import next_group, put_group, seeds_of_group
from dedup.compiled import compiled
from dedup.text.passages import is_dense

# What it takes to say that a character was exchanged for one that sounds alike, and for which.
_HOMOPHONE_BITS = 6.0
_WORD_BITS = 9.0
_LONG_RUN = 50  # characters
_LONG_RUN_WORD_BITS = 14.0
_LONGEST_WORD = 12  # some scripts set no space between words


@compiled
def shared_seeds(left, right, shift):
    """Seeds as sorted ``uint64[s]``: upper half diagonal ``j - i + shift``, lower half ``i``.

    ``left``, ``right``: sorted grams of the two texts; ``shift``: length of the left text. Where both are the same
    array only ``i < j`` counts.
    """
    seeds = np.empty(_seeds(left, right, shift, left[:0]), dtype=np.uint64)
    found = seeds[: _seeds(left, right, shift, seeds)]
    found.sort()
    return found


@compiled
def _seeds(left, right, shift, seeds):
    """Write the seeds where there is room for any; how many they are, or at most are."""
    count = 0
    internal = left is right
    lopsided = max(left.size, right.size) > 8 * min(left.size, right.size)
    i, j = 0, 0
    while i < left.size and j < right.size:
        hashed, other = left[i] >> uint64(32), right[j] >> uint64(32)
        if hashed != other:
            if lopsided:
                i, j = next_group(left, i, other), next_group(right, j, hashed)
            else:  # sums of comparisons: the branch they replace would be mispredicted every other time
                i += hashed < other
                j += other < hashed
            continue
        i_end, j_end = i + 1, j + 1
        while i_end < left.size and left[i_end] >> uint64(32) == hashed:
            i_end += 1
        while j_end < right.size and right[j_end] >> uint64(32) == hashed:
            j_end += 1
        if seeds.size > 0:
            count = put_group(seeds, count, left, i, i_end, right, j, j_end, shift, internal)
        else:
            count += seeds_of_group(i_end - i, j_end - j, internal)
        i, j = i_end, j_end
    return count


@compiled
def exact_runs(seeds, left, right, shift, least):
    """Runs ``int32[r, 3]`` (start in left, start in right, length) that seeds grow to, in order of (left, right).

    ``left``, ``right``: folded code points. Runs shorter than ``least`` characters come of colliding hashes only.
    """
    runs = np.empty((seeds.size, 3), dtype=np.int32)
    count = 0
    last_diagonal, last_end = np.int64(-1), np.int64(0)
    for s in range(seeds.size):
        diagonal = np.int64(seeds[s] >> uint64(32))
        i = np.int64(seeds[s] & uint64(0xFFFFFFFF))
        if diagonal == last_diagonal and i < last_end:
            continue
        offset = diagonal - shift
        start, end = i, i
        while end < left.size and end + offset < right.size and left[end] == right[end + offset]:
            end += 1
        while start > 0 and start + offset > 0 and left[start - 1] == right[start - 1 + offset]:
            start -= 1
        last_diagonal, last_end = diagonal, max(end, i + 1)
        if end - start >= least:
            runs[count, 0], runs[count, 1], runs[count, 2] = start, start + offset, end - start
            count += 1
    return _in_order(runs[:count])


@compiled
def discounts(runs, left, right):
    """Bits that each run is worth less than the surprise of its characters in the left text: ``float64[r]``.

    What is common in one of the texts is common, however odd its neighbours in the other; a character that only sounds
    like the other one has been exchanged; and a word of a spaced script is one draw, however rare its letters.
    """
    lost = np.zeros(runs.shape[0], dtype=np.float64)
    for r in range(runs.shape[0]):
        start, end, shift = runs[r, 0], runs[r, 0] + runs[r, 2], runs[r, 1] - runs[r, 0]
        word, letters, most = 0.0, 0, most_of_word(end - start)
        for i in range(start, end):
            bits = left.before[i + 1] - left.before[i]
            other = right.before[i + shift + 1] - right.before[i + shift]
            lost[r] += max(0.0, bits - other)
            bits = min(bits, other)
            if left.codes[i] != right.codes[i + shift]:
                lost[r] += min(_HOMOPHONE_BITS, bits)
            if is_dense(left.codes[i]):
                continue
            word, letters = word + bits, letters + 1
            if letters == _LONGEST_WORD or i + 1 == end or left.breaks[i + 1] > 0 or is_dense(left.codes[i + 1]):
                lost[r] += max(0.0, word - most)
                word, letters = 0.0, 0
    return lost


@compiled
def most_of_word(run):
    """Bits that a word is worth at most in a run of so many characters: one as long as the guarantee is found whatever
    its words are, and a shorter one is made of the names and terms that texts on one matter share."""
    return _LONG_RUN_WORD_BITS if run >= _LONG_RUN else _WORD_BITS


@compiled
def copy_bits(text, start, end):
    """Bits that the characters from ``start`` to ``end`` of a ``Text`` are worth if copied word for word."""
    run = np.array([[start, start, end - start]], dtype=np.int32)
    return text.before[end] - text.before[start] - discounts(run, text, text)[0]


@compiled
def _in_order(runs):
    keys = np.empty(runs.shape[0], dtype=np.int64)
    for r in range(runs.shape[0]):
        keys[r] = (np.int64(runs[r, 0]) << 32) | np.int64(runs[r, 1])
    order = np.argsort(keys, kind="mergesort")
    return runs[order]
