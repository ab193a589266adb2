"""Both from a third text: two copies of one source, told from a copy of a copy."""

from __future__ import annotations

from itertools import combinations

import pytest

from dedup.graph import families_of
from dedup.judgement import from_third
from dedup.model import Direction, DirectionSource, Match, Side, Span
from dedup.text import Folder
from factories import document

WELL = "打井的人先听后挖，他把空碗扣在地上，耳朵贴着碗底，听见水在石头下面拐弯的声音，才肯下第一锹。"
SLIP = WELL.replace("空碗", "空腕")  # a slip that nobody makes twice
OTHER = WELL.replace("拐弯", "转弯")


def judged(texts: list[str], stated: dict[tuple[int, int], DirectionSource]) -> dict[tuple[int, int], Direction]:
    """The directions between texts that are one passage each, where those of some pairs are stated."""
    documents = [document(id, text) for id, text in enumerate(texts)]
    sides = [Side(id, Span(0, len(text))) for id, text in enumerate(texts)]
    matches = []
    for number, (left, right) in enumerate(combinations(range(len(texts)), 2)):
        source = stated.get((left, right), "undetermined")
        direction = Direction(source, 0.9 if source != "undetermined" else 0.5)
        matches.append(Match(number, sides[left], sides[right], "edited", 0.9, 200.0, direction=direction))
    folded = [Folder().fold(text) for text in texts]
    found = from_third(matches, families_of(matches), documents, folded)
    return {(match.left.document, match.right.document): match.direction for match in found}


@pytest.mark.parametrize(("one", "other"), [(WELL, WELL), (SLIP, WELL), (SLIP, OTHER)])
def test_two_copies_of_a_third_text_took_nothing_from_each_other(one: str, other: str) -> None:
    found = judged([WELL, one, other], {(0, 1): "left", (0, 2): "left"})[1, 2]
    assert (found.source, found.probability) == ("common", 0.9)
    assert "00.txt is the source of both" in found.evidence[-1].detail


def test_a_slip_that_both_copies_share_speaks_against_it() -> None:
    found = judged([WELL, SLIP, SLIP], {(0, 1): "left", (0, 2): "left"})[1, 2]
    assert found.source == "undetermined"
    assert found.evidence[-1].kind == "shared-changes"
    assert "腕" in found.evidence[-1].detail


def test_who_has_none_of_the_changes_of_a_copy_took_it_from_the_source() -> None:
    stated: dict[tuple[int, int], DirectionSource] = {(0, 1): "left", (0, 2): "left", (1, 2): "left"}
    assert judged([WELL, SLIP, WELL], stated)[1, 2].source == "common"
    assert judged([WELL, SLIP, SLIP], stated)[1, 2].source == "left"
    assert judged([WELL, WELL, WELL], stated)[1, 2].source == "left"  # nothing tells a chain from two copies


def test_without_a_stated_source_nothing_is_claimed() -> None:
    found = judged([WELL, WELL, WELL], {(0, 1): "left"})
    assert {direction.source for pair, direction in found.items() if pair != (0, 1)} == {"undetermined"}
