# mypy: allow-untyped-defs, allow-untyped-calls
"""MinHash signatures, bit for bit those of datasketch 2's ``affine32`` scheme.

A signature made here can be given to ``datasketch.MinHash(hashvalues=…, seed=…, scheme="affine32")`` and back.
Broder, "On the resemblance and containment of documents" (1997); datasketch issue 212 for the affine scheme.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numba import uint32, uint64
from numpy.typing import NDArray

from dedup.compiled import compiled
from dedup.errors import ConfigurationError
from dedup.fingerprint.grams import mix64
from dedup.settings import FingerprintSettings


def permutations(num_perm: int, seed: int) -> NDArray[np.uint32]:
    """``uint32[2, num_perm]``: multipliers (odd) and addends, datasketch's own for this seed."""
    from datasketch import MinHash

    return np.asarray(MinHash(num_perm=num_perm, seed=seed, scheme="affine32").permutations, dtype=np.uint32)


@cache
def lsh_parameters(threshold: float, num_perm: int) -> tuple[int, int]:
    """Bands ``b`` and rows ``r`` that datasketch takes for a Jaccard ``threshold`` (0 to 1).

    A pair of Jaccard similarity s shares a band with p = 1 - (1 - s^r)^b
    (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, chapter 3). It tries all, with an integral for each:
    10 ms for 64 values, a third of a comparison of two texts.
    """
    from datasketch import MinHashLSH

    try:
        index = MinHashLSH(threshold=threshold, num_perm=num_perm)
    except ValueError as error:
        raise ConfigurationError(
            f"fingerprint.threshold {threshold:g} is too high for {num_perm} values in a signature"
        ) from error
    return int(index.b), int(index.r)


@dataclass(frozen=True, slots=True)
class Scheme:
    """What signatures and band keys are made with: ``uint32[2, num_perm]`` of ``permutations``, bands and rows.

    To have it from datasketch takes half a second of imports, so an index keeps it.
    """

    permutations: NDArray[np.uint32]
    bands: int
    rows: int

    @classmethod
    def of(cls, settings: FingerprintSettings) -> Scheme:
        """The scheme that datasketch has for these settings."""
        bands, rows = lsh_parameters(settings.threshold, settings.num_perm)
        return cls(permutations(settings.num_perm, settings.seed), bands, rows)


@compiled
def signatures(hashes, starts, ends, multipliers, addends):
    """Signatures ``uint32[p, num_perm]`` of the sets ``hashes[starts[i]:ends[i]]`` (``uint32``).

    An empty set keeps datasketch's value for it, all bits set.
    """
    num_perm = multipliers.size
    result = np.full((starts.size, num_perm), uint32(0xFFFFFFFF), dtype=np.uint32)
    for passage in range(starts.size):
        row = result[passage]
        last = ends[passage] - 1
        # four hashes a turn load and store the row a quarter as often; repeating the last one lowers no minimum
        for i in range(starts[passage], ends[passage], 4):
            first = _mix32(hashes[i])
            second = _mix32(hashes[min(i + 1, last)])
            third = _mix32(hashes[min(i + 2, last)])
            fourth = _mix32(hashes[min(i + 3, last)])
            for k in range(num_perm):
                # numba widens uint32 products to 64 bits: cast after each step to keep the wraparound
                one = uint32(uint32(multipliers[k] * first) + addends[k])
                two = uint32(uint32(multipliers[k] * second) + addends[k])
                three = uint32(uint32(multipliers[k] * third) + addends[k])
                four = uint32(uint32(multipliers[k] * fourth) + addends[k])
                row[k] = min(row[k], one, two, three, four)
    return result


@compiled
def _mix32(value):
    """MurmurHash3's 32-bit finalizer."""
    value = uint32(value ^ (value >> uint32(16)))
    value = uint32(value * uint32(0x85EBCA6B))
    value = uint32(value ^ (value >> uint32(13)))
    value = uint32(value * uint32(0xC2B2AE35))
    return uint32(value ^ (value >> uint32(16)))


@compiled
def band_keys(signature, bands, rows):
    """Keys ``int64[p, bands]``: hash of a band's number and its ``rows`` values."""
    keys = np.empty((signature.shape[0], bands), dtype=np.int64)
    for passage in range(signature.shape[0]):
        for band in range(bands):
            state = uint64(band + 1)
            for k in range(band * rows, (band + 1) * rows):
                state = mix64(state ^ uint64(signature[passage, k]) * uint64(0x9E3779B97F4A7C15))
            keys[passage, band] = np.int64(state)
    return keys
