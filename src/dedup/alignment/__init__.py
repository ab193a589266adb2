"""From candidate pairs to matches: seeds, chains, extension, significance, verification."""

from dedup.alignment.aligning import Spans, align, verified
from dedup.alignment.background import Background, background

__all__ = ["Background", "Spans", "align", "background", "verified"]
