"""From candidate pairs to matches: seeds, chains, extension, significance, verification."""

from dedup.alignment.aligning import align

__all__ = ["align"]
