"""What a match means: its context, and who borrowed from whom; each with reasons."""

from dedup.judgement.context import label_contexts
from dedup.judgement.direction import direct, evidence_of, from_third
from dedup.judgement.labelling import label_sides, settle

__all__ = ["direct", "evidence_of", "from_third", "label_contexts", "label_sides", "settle"]
