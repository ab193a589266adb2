"""Who borrowed from whom: named evidence, added up as log-odds, and no answer where it does not carry."""

from dedup.judgement.direction.concluding import concluded, contradicts_dates
from dedup.judgement.direction.directing import DOCUMENT_LEVEL, direct, evidence_of
from dedup.judgement.direction.third import from_third

__all__ = ["DOCUMENT_LEVEL", "concluded", "contradicts_dates", "direct", "evidence_of", "from_third"]
