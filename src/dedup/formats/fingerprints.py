"""By what a code host knows a finding again when the draft has changed above it.

GitHub fingerprints a line by the first 100 UTF-16 units from its start that are neither space nor tab, line ends as
line feeds: h = Σ c(k) · 37^(99 − k) modulo 2^64, and how often that h came before. Its uploader computes the same of
the file and warns where ours is another (github/codeql-action, ``fingerprints.ts``).
"""

from __future__ import annotations

import hashlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

_BLOCK: Final = 100
_BASE: Final = np.uint64(37)
_END: Final = 0xFFFF
_TAB, _LINE_FEED, _RETURN, _SPACE = b"\t\n\r "


class LineHashes:
    """The fingerprints of the lines of a text, by number from 1; a line ends at LF, CR or both, as GitHub counts."""

    def __init__(self, text: str) -> None:
        self._hashes = _hashes(_units(text))

    def of(self, line: int) -> str:
        """``hash:n``: the hash in hex, and how many lines up to this one have it; of the last line beyond the end."""
        upto = self._hashes[:line]
        return f"{int(upto[-1]):x}:{int(np.count_nonzero(upto == upto[-1]))}"


def content_hash(*parts: str) -> str:
    """16 hex digits for a finding without a line, by what it says."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _units(text: str) -> NDArray[np.uint64]:
    """What is hashed: the UTF-16 units that count, an end mark, and zeros for the block of the last line."""
    raw = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    after_return = np.zeros(raw.size, dtype=bool)
    after_return[1:] = raw[:-1] == _RETURN
    kept = raw[(raw != _SPACE) & (raw != _TAB) & ~((raw == _LINE_FEED) & after_return)].astype(np.uint64)
    kept[kept == _RETURN] = _LINE_FEED
    return np.concatenate([kept, np.array([_END], dtype=np.uint64), np.zeros(_BLOCK, dtype=np.uint64)])


def _hashes(units: NDArray[np.uint64]) -> NDArray[np.uint64]:
    starts = np.concatenate([[0], np.flatnonzero(units == _LINE_FEED) + 1])
    hashes = np.zeros(starts.size, dtype=np.uint64)
    for step in range(_BLOCK):
        hashes = hashes * _BASE + units[starts + step]
    return hashes
