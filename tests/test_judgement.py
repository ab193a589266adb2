"""Judgement: what many documents carry is not borrowing, and dates say who was first as far as they go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from math import exp

import pytest

from cases import Case, cases
from dedup.graph import families_of
from dedup.judgement import direct, evidence_of, label_contexts
from dedup.judgement.direction import concluded
from dedup.judgement.direction.dates import dated
from dedup.model import Document, Match, Side, Span
from dedup.settings import JudgementSettings
from dedup.text import Folder
from factories import document

SETTINGS = JudgementSettings(boilerplate_documents=4, formula_documents=6, formula_share=0.0, formula_characters=100)
LENGTH = 2000


def match(id: int, left: tuple[int, int, int], right: tuple[int, int, int]) -> Match:
    sides = [Side(number, Span(start, end)) for number, start, end in (left, right)]
    return Match(id, sides[0], sides[1], "verbatim", 1.0, 100.0)


def texts(number: int) -> list[Document]:
    return [document(id, "水" * LENGTH) for id in range(number)]


def shared(places: Sequence[tuple[int, int, int]]) -> list[Match]:
    """The matches between all places of one passage."""
    return [match(id, left, right) for id, (left, right) in enumerate(combinations(places, 2))]


def judged(
    matches: Sequence[Match], documents: Sequence[Document], settings: JudgementSettings = SETTINGS
) -> tuple[Match, ...]:
    return label_contexts(matches, families_of(matches), documents, settings)


@pytest.mark.parametrize("case", cases("directions.md"), ids=lambda case: case.title)
def test_direction_by_dates(case: Case) -> None:
    left, right = (document(id, "水", date=None if date == "-" else date) for id, date in enumerate(case.input.split()))
    found = concluded(tuple(dated(left, right)), 0.8)
    assert found.source == case.expected
    if found.source == "undetermined":
        assert (found.probability, found.evidence) == (0.5, ())
    else:
        (evidence,) = found.evidence
        assert evidence.kind == "date"
        assert all(date in evidence.detail for date in case.input.split())
        for_left = 1 / (1 + exp(-evidence.log_odds))
        assert found.probability == pytest.approx(for_left if found.source == "left" else 1 - for_left)
        assert found.probability > 0.5


def test_repetition_inside_a_document_has_no_direction() -> None:
    documents = [document(0, "水" * 99, date="2019"), document(1, "水" * 99, date="2020")]
    found = [match(0, (0, 0, 30), (0, 40, 70)), match(1, (0, 0, 30), (1, 0, 30))]
    folded = [Folder().fold(document.text) for document in documents]
    inside, across = direct(found, evidence_of(found, documents, folded), documents, JudgementSettings())
    assert (inside.direction.source, across.direction.source) == ("undetermined", "left")


@pytest.mark.parametrize("start", [0, LENGTH - 50])
def test_what_stands_at_the_same_edge_of_four_documents_is_page_furniture(start: int) -> None:
    matches = judged(shared([(id, start, start + 50) for id in range(4)]), texts(4))
    assert {found.context for found in matches} == {"boilerplate"}
    assert {found.carriers for found in matches} == {4}
    assert all("page furniture" in found.reason and "4 documents" in found.reason for found in matches)


def test_three_documents_are_too_few_for_page_furniture() -> None:
    matches = judged(shared([(id, 0, 50) for id in range(3)]), texts(3))
    assert {(found.context, found.reason, found.carriers) for found in matches} == {("uncited", "", 3)}


def test_a_passage_in_the_middle_of_four_documents_is_borrowing() -> None:
    matches = judged(shared([(id, 900, 1100) for id in range(4)]), texts(4))
    assert {found.context for found in matches} == {"uncited"}


def test_a_passage_longer_than_the_edge_is_borrowing() -> None:
    matches = judged(shared([(id, 0, 1000) for id in range(4)]), texts(4))
    assert {found.context for found in matches} == {"uncited"}


def test_a_short_text_is_not_all_edge() -> None:
    documents = [document(id, "水" * 240) for id in range(4)]
    assert {found.context for found in judged(shared([(id, 85, 155) for id in range(4)]), documents)} == {"uncited"}


def test_a_short_passage_in_many_documents_is_a_formula() -> None:
    matches = judged(shared([(id, 900, 960) for id in range(6)]), texts(6))
    assert {found.context for found in matches} == {"common"}
    assert all("formula" in found.reason and "6 documents" in found.reason for found in matches)


def test_a_long_passage_in_many_documents_is_borrowing() -> None:
    matches = judged(shared([(id, 900, 1001) for id in range(6)]), texts(6))
    assert {found.context for found in matches} == {"uncited"}


def test_a_formula_must_stand_in_its_share_of_a_large_corpus() -> None:
    places = [(id, 900, 960) for id in range(6)]
    few = judged(shared(places), texts(100), replace(SETTINGS, formula_share=0.06))
    many = judged(shared(places), texts(100), replace(SETTINGS, formula_share=0.07))
    assert ({found.context for found in few}, {found.context for found in many}) == ({"common"}, {"uncited"})


def test_what_is_mostly_boilerplate_at_the_edge_of_both_texts_is_boilerplate_too() -> None:
    furniture = shared([(id, 0, 100) for id in range(4)])
    remainder = match(6, (0, 0, 145), (1, 0, 145))
    borrowed = match(7, (0, 0, 250), (1, 0, 250))
    found = judged([*furniture, remainder, borrowed], texts(4))
    assert [found[id].context for id in (6, 7)] == ["boilerplate", "uncited"]
    assert "69%" in found[6].reason and "boilerplate" in found[6].reason


def test_boilerplate_on_one_side_alone_is_no_excuse() -> None:
    furniture = shared([(id, 0, 100) for id in range(4)])
    lifted = match(6, (0, 0, 145), (4, 880, 1025))
    assert judged([*furniture, lifted], texts(5))[6].context == "uncited"


def test_repetition_inside_one_document_is_carried_by_one() -> None:
    (found,) = judged([match(0, (0, 900, 960), (0, 1000, 1060))], texts(1))
    assert (found.context, found.carriers) == ("uncited", 1)


def test_nothing_is_removed_or_moved() -> None:
    matches = shared([(id, 0, 50) for id in range(5)])
    assert [(found.id, found.left, found.right) for found in judged(matches, texts(5))] == [
        (found.id, found.left, found.right) for found in matches
    ]
