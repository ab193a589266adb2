"""How a reused passage is acknowledged, against cases written from the rules and not from the code."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cases import Case, cases
from dedup.judgement.acknowledgement import acknowledged, source_index
from dedup.judgement.zones import zones_of
from dedup.model import Document, Span
from dedup.reading.headings import heading_spans
from dedup.settings import JudgementSettings
from factories import document
from reference import weight

CASES = cases("contexts.md")
# Only checked for their form here: a figure that tests assert is a figure that somebody tunes to.
HELD_OUT = cases("contexts_held_out.md")
FRESH = [case for name in ("fresh", "genres", "after", "blind") for case in cases(f"contexts_{name}.md")]
GROUPS = ("uncited", "missing-quotation-marks", "missing-citation", "cited-and-quoted", "bibliography")
SHARE_RIGHT = 0.92
_MARKDOWN = re.compile(r"^(?:#{1,6}|>) ", re.MULTILINE)
_HAN = re.compile("[\u4e00-\u9fff]")
_LETTER = re.compile("[A-Za-z]")


def marked(text: str) -> tuple[str, Span]:
    """The text without ⟦ and ⟧, and the place of what stood between them."""
    before, passage, after = re.split("[⟦⟧]", text)
    return before + passage + after, Span(len(before), len(before) + len(passage))


def read(case: Case) -> tuple[Document, Span]:
    """The document as its reader would give it, with the place of the passage."""
    text, span = marked(case.input)
    kind = "md" if _MARKDOWN.search(text) else "txt"
    return document(0, text, f"essays/piece.{kind}", format=kind, headings=heading_spans(text)), span


def test_nearly_all_passages_are_acknowledged_as_a_reader_would_say() -> None:
    wrong = [
        f"{case.title}: {case.expected}, found {found}" for case in CASES if (found := judged(case)) != case.expected
    ]
    assert len(wrong) <= (1 - SHARE_RIGHT) * len(CASES), f"{len(wrong)} of {len(CASES)} are wrong:\n" + "\n".join(wrong)


def judged(case: Case) -> str:
    piece, span = read(case)
    return acknowledged(span, piece, source_index(piece, zones_of(piece, JudgementSettings()))).context


@pytest.mark.parametrize("case", CASES + HELD_OUT + FRESH, ids=lambda case: case.title)
def test_a_case_holds_one_passage_long_enough_to_be_a_match(case: Case) -> None:
    assert re.sub("[^⟦⟧]", "", case.input) == "⟦⟧"
    piece, span = read(case)
    assert not set("⟦⟧") & set(piece.text)
    passage = span.of(piece.text)
    assert passage == passage.strip()
    assert sum(map(weight, filter(str.isalnum, passage))) >= 40
    assert case.expected in GROUPS


@pytest.mark.parametrize(
    ("chosen", "of_all", "of_a_group", "of_chinese", "of_english"),
    [(CASES, 200, 20, 100, 75), (HELD_OUT, 60, 12, 30, 26), (FRESH, 230, 13, 110, 110)],
    ids=["contexts", "held out", "fresh"],
)
def test_the_cases_are_many_of_all_groups_and_of_both_languages(
    chosen: list[Case], of_all: int, of_a_group: int, of_chinese: int, of_english: int
) -> None:
    assert len(chosen) >= of_all
    groups = Counter(case.expected for case in chosen)
    assert all(groups[group] >= of_a_group for group in GROUPS), groups
    chinese = [case for case in chosen if len(_HAN.findall(case.input)) > len(_LETTER.findall(case.input))]
    english = [case for case in chosen if case not in chinese and not _HAN.search(case.input)]
    assert len(chinese) >= of_chinese
    assert len(english) >= of_english


def test_every_title_and_every_passage_is_its_own() -> None:
    titles = Counter(case.title for case in CASES + HELD_OUT + FRESH)
    passages = Counter(span.of(piece.text) for piece, span in map(read, CASES + HELD_OUT + FRESH))
    assert [text for text, times in (titles + passages).items() if times > 1] == []
