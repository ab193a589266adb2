"""Set phrases and slogans: short passages that many texts carry which have nothing else to do with each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dedup.model import Document, Family
from dedup.settings import JudgementSettings


def common_label(
    family: Family, documents: Sequence[Document], groups: Mapping[int, int], settings: JudgementSettings
) -> str:
    """Why a passage is nobody's, naming the rule and the count; empty where it is somebody's.

    ``groups``: documents that are not independent of each other have one number and count as one. A slogan is at most
    ``slogan_characters`` long and stands in ``slogan_documents`` texts, a formula is at most ``formula_characters``
    long and stands in ``formula_documents``; both in at least ``formula_share`` of the independent texts.
    """
    carriers = {side.document for side in family.occurrences}
    if len(carriers) < min(settings.slogan_documents, settings.formula_documents):
        return ""
    independent = len({groups.get(document, document) for document in carriers})
    longest = max(side.span.length for side in family.occurrences)
    of_all = round(settings.formula_share * len({groups.get(document.id, document.id) for document in documents}))
    if longest <= settings.slogan_characters and independent >= max(settings.slogan_documents, of_all):
        return _reason("slogan", longest, len(carriers), independent)
    if longest <= settings.formula_characters and independent >= max(settings.formula_documents, of_all):
        return _reason("formula", longest, len(carriers), independent)
    return ""


def _reason(rule: str, longest: int, carriers: int, independent: int) -> str:
    counted = "independent of each other" if independent == carriers else f"{independent} of them independent"
    return f"{rule}: a passage of at most {longest} characters that stands in {carriers} documents, {counted}"
