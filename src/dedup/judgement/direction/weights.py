"""What each kind of evidence between two versions of one text is worth.

Fitted together by ``python -m benchmarks.direction.fitting``, which prints the line below; why so is told in
docs/decisions/0016-weights-at-equal-lengths.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

OF_VERSIONS: Final[Mapping[str, float]] = MappingProxyType(
    {"latest-year": 2.1, "elaboration": 1.2, "corrections": 0.6, "figures": 1.1}
)
"""Log-odds by kind: of a later recent year, of each standard deviation of elaboration up to one, of each correction up
to two, of greater figures."""
