"""From extracted text to folded text with a map back, and to passages."""

from dedup.text.folding import Folded, Folder
from dedup.text.passages import passages_of

__all__ = ["Folded", "Folder", "passages_of"]
