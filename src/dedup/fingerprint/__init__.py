"""From folded text to keys: band keys of passages and anchors, and the sorted grams that alignment seeds from."""

from dedup.fingerprint.fingerprints import Fingerprints, fingerprint

__all__ = ["Fingerprints", "fingerprint"]
