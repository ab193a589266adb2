"""What a match means: its context, and who borrowed from whom; each with reasons."""

from dedup.judgement.context import label_contexts
from dedup.judgement.direction import direct

__all__ = ["direct", "label_contexts"]
