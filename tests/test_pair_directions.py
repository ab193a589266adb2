"""The direction of a pair: passages add up, documents count once, contradictions are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.graph import pair_direction
from dedup.graph.directions import dependence_factor, passage_log_odds, probability
from dedup.judgement.direction import contradicts_dates
from dedup.model import Direction, Document, Evidence, Match, Side, Span
from factories import document
from strategies import a_moderate_number

TEXTS = (document(0, "水" * 4000), document(1, "水" * 4000))
DATED = (replace(TEXTS[0], date="2019"), replace(TEXTS[1], date="2022"))
strengths = st.floats(-4, 4).map(lambda value: round(value, 3))


def match(number: int, *evidence: tuple[str, float], length: int = 100, source: Direction | None = None) -> Match:
    span = Span(200 * number, 200 * number + length)
    direction = source or Direction("undetermined", 0.5, tuple(Evidence(kind, "why", odds) for kind, odds in evidence))
    return Match(number, Side(0, span), Side(1, span), "edited", 0.9, 300.0, direction=direction)


def wordings(*strengths: float) -> list[Match]:
    return [match(number, ("wording", odds)) for number, odds in enumerate(strengths)]


def odds(direction: Direction) -> float:
    return sum(item.log_odds for item in direction.evidence)


def test_a_date_counts_once_however_many_passages_repeat_it() -> None:
    one = pair_direction([match(0, ("date", 2.2))], TEXTS)
    many = pair_direction([match(number, ("date", 2.2)) for number in range(9)], TEXTS)
    assert (many.source, many.probability) == (one.source, one.probability) == ("left", probability(2.2))
    assert len(many.evidence) == 1


def test_dates_count_though_no_passage_names_them() -> None:
    named = pair_direction([match(0, ("wording", 0.5), ("date", 2.1972))], DATED)
    assert pair_direction([match(0, ("wording", 0.5))], DATED).probability == pytest.approx(named.probability, abs=1e-4)


def test_weak_passages_that_agree_decide_together() -> None:
    assert pair_direction(wordings(0.8), TEXTS).source == "undetermined"
    assert pair_direction(wordings(0.8, 0.8, 0.8), TEXTS).source == "left"
    assert pair_direction(wordings(-0.8, -0.8, -0.8), TEXTS).source == "right"


def test_many_passages_say_at_most_four_times_what_one_says() -> None:
    assert 3.8 * 0.3 < odds(pair_direction(wordings(*[0.3] * 100), TEXTS)) < 4 * 0.3


@a_moderate_number
@given(st.lists(strengths, min_size=1, max_size=12))
def test_the_evidence_of_a_pair_adds_up_to_its_probability(values: list[float]) -> None:
    found = pair_direction(wordings(*values), DATED)
    if "opposed" in {item.kind for item in found.evidence}:
        assert (found.source, found.probability) == ("undetermined", 0.5)
        return
    for_left = probability(odds(found))
    if found.source == "undetermined":
        assert max(for_left, 1 - for_left) < 0.8 or contradicts_dates(found.evidence)
    else:
        assert found.probability == pytest.approx(for_left if found.source == "left" else 1 - for_left)
        assert found.probability >= 0.8


@a_moderate_number
@given(st.lists(strengths, min_size=1, max_size=12))
def test_turning_all_evidence_round_turns_the_direction_round(values: list[float]) -> None:
    turned = {"left": "right", "right": "left", "undetermined": "undetermined"}
    found, mirrored = (pair_direction(wordings(*[sign * value for value in values]), TEXTS) for sign in (1, -1))
    assert turned[found.source] == mirrored.source
    assert found.probability == pytest.approx(mirrored.probability)


@a_moderate_number
@given(st.lists(strengths, max_size=20))
def test_the_damping_is_none_for_one_and_at_least_a_quarter_of_the_sum_of_equals(values: list[float]) -> None:
    assert 1 / (1 + 0.25 * max(0, len(values) - 1)) - 1e-9 <= dependence_factor(values) <= 1 + 1e-9
    assert dependence_factor(values[:1]) == 1


def test_a_strong_passage_loses_little_to_weak_ones_beside_it() -> None:
    assert odds(pair_direction(wordings(4.0, 0.1, 0.1, 0.1, 0.1), TEXTS)) > 3.8


@pytest.mark.parametrize(("right", "source"), [(100, "undetermined"), (30, "undetermined"), (20, "left")])
def test_passages_that_contradict_each_other_decide_nothing(right: int, source: str) -> None:
    found = pair_direction(
        [match(0, ("wording", 4.0)), match(1, ("wording", -1.5), length=right)],
        TEXTS,
    )
    assert found.source == source
    assert ("opposed" in {item.kind for item in found.evidence}) == (source == "undetermined")


def test_the_contradiction_is_named_with_what_speaks_for_each() -> None:
    found = pair_direction([match(0, ("wording", 3.0)), match(1, ("wording", -3.0))], TEXTS)
    (said,) = [item for item in found.evidence if item.kind == "opposed"]
    assert "from each other" in said.detail and "third" in said.detail and "100 for left, 100 for right" in said.detail


def test_a_pair_whose_passages_contradict_its_dates_is_undetermined_like_each_of_them() -> None:
    assert pair_direction(wordings(0.5, 0.2), DATED).source == "left"
    found = pair_direction(wordings(-5.0), DATED)
    assert found.source == "undetermined"
    assert {item.kind for item in found.evidence} == {"date", "wording"}
    assert pair_direction(wordings(-5.0), TEXTS).source == "right"


def third(number: int) -> Match:
    return match(number, source=Direction("common", 0.9))


@pytest.mark.parametrize(
    ("matches", "source"),
    [
        ([third(0), third(1)], "common"),
        ([third(0), match(1, ("wording", 0.2))], "common"),
        ([third(0), match(1, ("wording", 3.0))], "undetermined"),
        ([match(number, ("wording", 3.0)) for number in range(9)] + [third(9)], "left"),
    ],
)
def test_a_third_text_is_the_source_where_most_passages_say_so(matches: Sequence[Match], source: str) -> None:
    found = pair_direction(matches, TEXTS)
    assert found.source == source
    if source == "common":
        assert found.probability == pytest.approx(0.9)


def test_a_stated_direction_without_evidence_speaks_for_itself() -> None:
    stated = match(0, source=Direction("right", 0.9))
    assert probability(passage_log_odds(stated)) == pytest.approx(0.1)
    assert pair_direction([stated], TEXTS).source == "right"


def test_a_lower_limit_decides_more() -> None:
    documents: Sequence[Document] = TEXTS
    assert pair_direction(wordings(0.8), documents, decided=0.6).source == "left"
