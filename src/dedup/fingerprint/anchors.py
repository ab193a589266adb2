# mypy: allow-untyped-defs, allow-untyped-calls
"""Anchors: grams that survive winnowing, for a sentence lifted into other text.

Of every ``window`` grams in a row at least one, the least by hash, is kept. So two texts that share a run of at
least ``window`` whole grams share an anchor (Schleimer, Wilkerson, Aiken, "Winnowing", SIGMOD 2003).
"""

from __future__ import annotations

import numpy as np

from dedup.compiled import compiled


@compiled
def winnow(hashes, window):
    """Places ``int32[a]``, ascending, of the anchors among ``hashes`` (``uint64[g]``).

    Of equal least hashes the rightmost is taken; a text with fewer grams than a window keeps its least one.
    """
    n = hashes.size
    places = np.empty(n, dtype=np.int32)
    queue = np.empty(n, dtype=np.int32)  # places of a window whose hashes ascend
    head, tail, count, last = 0, 0, 0, -1
    for i in range(n):
        while tail > head and hashes[queue[tail - 1]] >= hashes[i]:
            tail -= 1
        queue[tail] = i
        tail += 1
        if queue[head] <= i - window:
            head += 1
        if (i >= window - 1 or i == n - 1) and queue[head] != last:
            last = queue[head]
            places[count] = last
            count += 1
    return places[:count]
