"""What alignment found, before it is put in terms of the original texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Spans:
    """Reused spans in folded offsets: ``int32[n, 6]`` rows of (left document, right document, left start, left end,
    right start, right end), in order of the documents, and their bits ``float64[n]``.

    ``common`` counts the runs of 20 Han characters or 40 letters and more that two documents share and no span covers,
    because others share them too.
    """

    places: NDArray[np.int32]
    bits: NDArray[np.float64]
    common: int
