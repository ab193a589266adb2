"""What a report holds and what it leaves out, for machines: ``report.json`` beside the first page."""

from __future__ import annotations

import json
from typing import Any, Final

from dedup.report.edition import Edition
from dedup.report.plan import PagePlan

MANIFEST_NAME: Final = "report.json"
REPORT_SCHEMA: Final = "dedup.report/1"


def manifest(edition: Edition) -> dict[str, Any]:
    """Counts of pages, and the ids of each document, pair and match that has no place on them.

    A match counts as left out where neither of its pages lists it. All of them stand in ``results.json``.
    """
    result, plan = edition.result, edition.plan
    return {
        "schema": REPORT_SCHEMA,
        "tool": {"name": result.tool.name, "version": result.tool.version},
        "language": edition.words.language,
        "corpus_digest": result.corpus.digest,
        "results": "results.json",
        "pages": {"documents": len(plan.documents), "pairs": len(plan.pairs)},
        "left_out": {
            "documents": sorted(set(plan.matches_by_document) - plan.document_pages),
            "pairs": sorted(set(plan.matches_by_pair) - plan.pair_pages),
            "matches": unlisted(plan),
        },
    }


def unlisted(plan: PagePlan) -> list[int]:
    """Ids of the matches that no side-by-side page and no document's page lists."""
    return sorted(
        match.id
        for key, matches in plan.matches_by_pair.items()
        for match in matches
        if key not in plan.pair_pages or match.id in plan.unlisted_on_pairs
        if not any(
            document in plan.document_pages and (document, match.id) not in plan.unlisted_on_documents
            for document in key
        )
    )


def manifest_json(edition: Edition) -> str:
    """The manifest as JSON that ends with a newline."""
    return json.dumps(manifest(edition), ensure_ascii=False, indent=1) + "\n"
