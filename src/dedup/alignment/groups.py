# mypy: allow-untyped-defs, allow-untyped-calls
"""The places of one gram in two texts: the seeds that they make, and where the next gram begins."""

from __future__ import annotations

from numba import uint64

from dedup.compiled import compiled

# A gram that stands more often in both texts (product of the two counts) is a refrain: its k-th place in the one is
# paired only with its k-th in the other (inside one text, with the next), and runs grow over the rest.
_MAX_REPEATS = 64


@compiled
def seeds_of_group(n_left, n_right, internal):
    """How many seeds a gram makes at most that stands so many times in both texts."""
    if n_left * n_right > _MAX_REPEATS:
        return max(0, min(n_left, n_right - internal))
    return n_left * n_right


@compiled
def put_group(seeds, count, left, i, i_end, right, j, j_end, shift, internal):
    """Write the seeds of a gram with these places in both texts behind the first ``count``; how many there are then."""
    in_step = (i_end - i) * (j_end - j) > _MAX_REPEATS
    for p in range(i, min(i_end, i + j_end - j - internal) if in_step else i_end):
        place = left[p] & uint64(0xFFFFFFFF)
        first = j + p - i + internal if in_step else j
        last = first + 1 if in_step else j_end
        for q in range(first, last):
            other_place = right[q] & uint64(0xFFFFFFFF)
            if not internal or place < other_place:
                seeds[count] = ((other_place + uint64(shift) - place) << uint64(32)) | place
                count += 1
    return count


@compiled
def next_group(grams, start, hashed):
    """First place at or after ``start`` whose hash is not below ``hashed``: doubling steps, then halving."""
    if grams[start] >> uint64(32) >= hashed:
        return start
    step, low = 1, start
    while start + step < grams.size and grams[start + step] >> uint64(32) < hashed:
        low = start + step
        step *= 2
    high = min(start + step, grams.size)
    while low < high:
        middle = (low + high) // 2
        if grams[middle] >> uint64(32) < hashed:
            low = middle + 1
        else:
            high = middle
    return low
