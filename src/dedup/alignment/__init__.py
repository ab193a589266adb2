"""From candidate pairs to matches: seeds, chains, extension, significance, verification."""

from dedup.alignment.aligning import align, verified
from dedup.alignment.background import Background, background
from dedup.alignment.calibration import calibrate
from dedup.alignment.spans import Spans

__all__ = ["Background", "Spans", "align", "background", "calibrate", "verified"]
