"""The MinHash kernel against ``datasketch.MinHash.bulk``, on one thread.

    python -m benchmarks.speed.minhash [--texts 20000] [--characters 300] [--repeats 5]

Shingles are of three characters and signatures of 128 values on both sides. Before anything is timed, all signatures
are compared: the kernel must give datasketch's own, on datasketch's SHA-1 hashes of the shingles and on dedup's.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from datasketch import MinHash
from datasketch.hashfunc import sha1_hash32
from numpy.typing import NDArray

from benchmarks.quality.tables import table
from benchmarks.speed.texts import as_strings, random_codes
from benchmarks.speed.timing import machine, medians
from dedup.fingerprint.grams import gram_hashes, to_uint32
from dedup.fingerprint.minhash import permutations, signatures
from dedup.text.passages import weights

_SHINGLE = 3  # characters
_SHINGLE_WEIGHT = 2 * _SHINGLE  # dedup counts a Chinese character as two
_NUM_PERM = 128  # datasketch's default
_SEED = 1
_TEXTS_A_CALL = 100  # as many passages as a document of 30,000 characters has; dedup calls its kernels by document

KERNEL_ALL = "dedup: code points to signatures"
BULK_ALL = "datasketch: strings to signatures (SHA-1)"
KERNEL = "dedup: signatures of hashed shingles"
BULK = "datasketch: bulk of ready shingles (SHA-1)"
BULK_IDENTITY = "datasketch: bulk of the same hashes (identity)"


@dataclass(frozen=True, slots=True)
class Texts:
    """The same texts as each side takes them.

    ``codes``: ``uint32[n]``, one text after another; text ``i``'s shingles begin at ``starts[i]:ends[i]``.
    """

    codes: NDArray[np.uint32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    strings: list[str]


def make_texts(texts: int, characters: int) -> Texts:
    """Random Chinese texts from a seed."""
    codes = random_codes(texts, characters, _SEED)
    starts = np.arange(texts, dtype=np.int32) * np.int32(characters)
    return Texts(codes.reshape(-1), starts, starts + np.int32(characters - _SHINGLE + 1), as_strings(codes))


def hashed(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Hash of the shingle at every place, by dedup's kernels."""
    result: NDArray[np.uint32] = to_uint32(gram_hashes(codes, weights(codes), _SHINGLE_WEIGHT))
    return result


def signed(
    hashes: NDArray[np.uint32], starts: NDArray[np.int32], ends: NDArray[np.int32], permuted: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """Signatures by dedup's kernel."""
    result: NDArray[np.uint32] = signatures(hashes, starts, ends, permuted[0], permuted[1])
    return result


def signed_from_code_points(texts: Texts, permuted: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """All of dedup's way: shingles hashed where they stand, then signatures, a document's worth of texts at a time."""
    parts = []
    for first in range(0, len(texts.strings), _TEXTS_A_CALL):
        chosen = slice(first, first + _TEXTS_A_CALL)
        starts, ends = texts.starts[chosen], texts.ends[chosen]
        begin = starts[0]
        hashes = hashed(texts.codes[begin : ends[-1] + _SHINGLE - 1])
        parts.append(signed(hashes, starts - begin, ends - begin, permuted))
    return np.concatenate(parts)


def shingles(text: str) -> list[bytes]:
    """A text's shingles as ``MinHash.update`` takes them."""
    return [text[i : i + _SHINGLE].encode() for i in range(len(text) - _SHINGLE + 1)]


def hash_lists(hashes: NDArray[np.uint32], texts: Texts) -> list[list[int]]:
    """Each text's shingle hashes as a list."""
    return [hashes[start:end].tolist() for start, end in zip(texts.starts, texts.ends, strict=True)]


def identity(value: int) -> int:
    """A hash function for what is hashed already."""
    return value


def check_equal(texts: Texts, permuted: NDArray[np.uint32]) -> None:
    """End the run unless every signature equals datasketch's, for dedup's hashes and for SHA-1 of the shingles."""
    own = hashed(texts.codes)
    theirs = MinHash.bulk(hash_lists(own, texts), num_perm=_NUM_PERM, hashfunc=identity)
    _require_equal(signed(own, texts.starts, texts.ends, permuted), theirs, "dedup's hashes")
    _require_equal(signed_from_code_points(texts, permuted), theirs, "dedup's hashes of a few texts at a time")
    ready = [shingles(text) for text in texts.strings]
    sizes = np.cumsum([0, *map(len, ready)], dtype=np.int32)
    sha1 = np.array([sha1_hash32(shingle) for each in ready for shingle in each], dtype=np.uint32)
    _require_equal(signed(sha1, sizes[:-1], sizes[1:], permuted), MinHash.bulk(ready), "SHA-1 of the shingles")


def _require_equal(kernel: NDArray[np.uint32], theirs: list[MinHash], hashes: str) -> None:
    if not np.array_equal(kernel, np.array([each.hashvalues for each in theirs])):
        raise SystemExit(f"The kernel's signatures differ from datasketch's, given {hashes}.")


def timed(texts: Texts, permuted: NDArray[np.uint32], repeats: int) -> dict[str, float]:
    """Median seconds of each way; what a name calls ready is made before."""
    own = hashed(texts.codes)
    lists = hash_lists(own, texts)
    ready = [shingles(text) for text in texts.strings]
    ways: dict[str, Callable[[], object]] = {
        KERNEL_ALL: lambda: signed_from_code_points(texts, permuted),
        KERNEL: lambda: signed(own, texts.starts, texts.ends, permuted),
        BULK_ALL: lambda: MinHash.bulk(shingles(text) for text in texts.strings),
        BULK: lambda: MinHash.bulk(ready),
        BULK_IDENTITY: lambda: MinHash.bulk(lists, num_perm=_NUM_PERM, hashfunc=identity),
    }
    for way in (KERNEL_ALL, KERNEL):
        ways[way]()  # compiled or loaded before the clock runs
    return medians(ways, repeats)


def report(seconds: dict[str, float], texts: int) -> str:
    """The table: texts per second, and how many times faster dedup's way from the same start is."""
    kernels = {BULK_ALL: KERNEL_ALL, BULK: KERNEL, BULK_IDENTITY: KERNEL}
    rows = [
        (
            way,
            f"{taken:.3f}",
            f"{texts / taken:,.0f}",
            f"{taken / seconds[kernels[way]]:.1f} times" if way in kernels else "",
        )
        for way, taken in seconds.items()
    ]
    return table(("way", "seconds", "texts/s", "dedup is faster by"), rows)


def main() -> None:
    """Compare, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.minhash", description=__doc__.split("\n")[0])
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--characters", type=int, default=300)
    parser.add_argument("--repeats", type=int, default=5)
    asked = parser.parse_args()
    print(machine("datasketch", "numba", "numpy"))
    texts = make_texts(asked.texts, asked.characters)
    permuted = permutations(_NUM_PERM, _SEED)
    check_equal(texts, permuted)
    print(f"{asked.texts:,} texts of {asked.characters} characters: all signatures equal datasketch's.")
    print(f"One thread, median of {asked.repeats}:\n")
    print(report(timed(texts, permuted, asked.repeats), asked.texts))


if __name__ == "__main__":
    main()
