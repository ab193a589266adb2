"""Five real reports on one subject: what is reused is found, and what only sounds alike is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedup.coverage import union
from dedup.model import Document, Match, Result, Span
from dedup.pipeline import scan
from dedup.settings import Settings


@pytest.fixture(scope="module")
def seeds(shared: Path) -> Result:
    return scan([shared / "seeds"], Settings(), jobs=1)


def span(document: Document, first: str, last: str) -> Span:
    """From where ``first`` begins last to where the next ``last`` ends."""
    start = document.text.rindex(first)
    return Span(start, document.text.index(last, start) + len(last))


def counted(result: Result) -> list[Match]:
    return [match for match in result.matches if match.context == "uncited" and not match.internal]


def internal(result: Result, document: int) -> list[Match]:
    return [match for match in result.matches if match.internal and match.left.document == document]


def share(place: Span, spans: list[Span]) -> float:
    return sum(place.overlap(each) for each in union(spans)) / place.length


def test_five_documents_are_read(seeds: Result) -> None:
    assert [document.path[:3] for document in seeds.documents] == ["000", "001", "002", "003", "004"]
    assert seeds.skipped == ()


def test_the_block_on_individual_ability_is_found_in_at_most_three_matches(seeds: Result) -> None:
    left, right = seeds.documents[1], seeds.documents[4]
    of_left = span(left, "从思维和潜意识角度", "也成就我们的事业")
    of_right = span(right, "从思维和潜意识角度", "也成就我们的事业")
    matches = [match for match in counted(seeds) if (match.left.document, match.right.document) == (1, 4)]
    block = [m for m in matches if m.left.span.overlap(of_left) and m.right.span.overlap(of_right)]
    assert 1 <= len(block) <= 3
    assert share(of_left, [match.left.span for match in block]) >= 0.8
    assert share(of_right, [match.right.span for match in block]) >= 0.8


def test_no_other_pair_is_reported(seeds: Result) -> None:
    assert [(pair.left, pair.right) for pair in seeds.pairs] == [(1, 4)]
    assert [cluster.documents for cluster in seeds.clusters] == [(1, 4)]
    assert [seeds.reuse[id].characters for id in (0, 2, 3)] == [0, 0, 0]


def test_the_list_of_002_and_its_second_printing_are_internal_repetition(seeds: Result) -> None:
    text = seeds.documents[2].text
    first = text.index("强化宗旨意识")
    again = text.index("强化宗旨意识", first + 1)
    match = next(m for m in internal(seeds, 2) if m.left.span.start <= first < m.left.span.end)
    assert match.right.span.start <= again < match.right.span.end
    assert min(match.left.span.length, match.right.span.length) > 400


def test_the_abstract_of_001_repeats_its_first_item(seeds: Result) -> None:
    text = seeds.documents[1].text
    sentence = "做好群众工作归根到底需要一批能做、会做的领导干部"
    first = text.index(sentence)
    again = text.index(sentence, first + 1)
    match = next(m for m in internal(seeds, 1) if m.left.span.start <= first < m.left.span.end)
    assert match.right.span.start <= again < match.right.span.end
    assert min(match.left.span.length, match.right.span.length) > 350


def test_watermark_and_page_furniture_of_001_are_not_borrowing(seeds: Result) -> None:
    document = seeds.documents[1]
    furniture = ("当前位置", "[07-23", "上一页", "Tag:", "Copyright", "在线学习社区")
    spans = [match.left.span for match in counted(seeds) if match.left.document == 1]
    for words in furniture:
        place = document.text.index(words)
        assert not any(each.start <= place < each.end for each in spans), words
    assert "repeated-mark" in {notice.code for notice in document.notices}


def test_the_watermark_costs_a_match_nothing(seeds: Result) -> None:
    document = seeds.documents[1]
    mark = document.text.index("[本文由网站")
    match = next(m for m in counted(seeds) if m.left.document == 1 and m.left.span.start < mark < m.left.span.end)
    assert "收集整理" not in match.right.span.of(seeds.documents[4].text)
    assert match.similarity > 0.8


def test_the_slogans_of_the_first_are_labelled_as_such(seeds: Result) -> None:
    first = seeds.documents[0]
    slogans = {zone.span.of(first.text): zone.reason for zone in first.zones if zone.kind == "common"}
    assert "全心全意为人民服务" in slogans
    assert "群众工作是党和政府联系群众的桥梁和纽带" in slogans
    assert all("3 texts" in reason for reason in slogans.values())
    assert max(map(len, slogans)) <= 30
