# mypy: allow-untyped-defs, allow-untyped-calls
"""Winnowed grams of many texts in one compiled call: all that a first look at a pair needs of them."""

from __future__ import annotations

import numpy as np
from numba import uint64

from dedup.compiled import compiled
from dedup.fingerprint.anchors import winnow
from dedup.fingerprint.grams import gram_hashes
from dedup.text.passages import weights


@compiled
def winnowed_grams(codes, sounds, offsets, size, window):
    """The grams of weight ``size``, by sound, that winnowing keeps: ``uint64[g]``, upper half hash and lower half place
    in the text, and how many each text has, ``int64[d]``; ``codes``, ``sounds`` and ``offsets`` as in ``Fingerprints``.
    """
    grams = np.empty(codes.size, dtype=np.uint64)
    counts = np.zeros(offsets.size - 1, dtype=np.int64)
    count = 0
    for text in range(offsets.size - 1):
        start, end = offsets[text], offsets[text + 1]
        hashes = gram_hashes(sounds[start:end], weights(codes[start:end]), size)
        places = winnow(hashes, window)
        for place in places:
            grams[count] = ((hashes[place] >> uint64(32)) << uint64(32)) | uint64(place)
            count += 1
        counts[text] = places.size
    return grams[:count], counts
