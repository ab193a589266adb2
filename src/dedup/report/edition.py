"""What every page of one report is made from."""

from __future__ import annotations

from dataclasses import dataclass

from dedup.model import Result
from dedup.report.names import DocumentName, document_name
from dedup.report.plan import PagePlan, plan_pages
from dedup.report.wording import Wording
from dedup.settings import ReportSettings


@dataclass(frozen=True, slots=True)
class Edition:
    """A result, the pages it is to have, and the language; ``names[i]`` is what document ``i`` is called."""

    result: Result
    plan: PagePlan
    settings: ReportSettings
    words: Wording
    names: tuple[DocumentName, ...]


def edition(result: Result, settings: ReportSettings, words: Wording) -> Edition:
    """Plan the pages of a result."""
    plan = plan_pages(result, settings)
    return Edition(result, plan, settings, words, tuple(document_name(item, plan) for item in result.documents))
