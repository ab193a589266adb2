"""What many documents carry: furniture and templates of a series, slogans and formulas of everybody."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import combinations

import pytest

from dedup.graph import families_of
from dedup.judgement import label_contexts
from dedup.judgement.common import common_label
from dedup.judgement.series import series_of
from dedup.model import Document, Family, Label, Match, Side, Span
from dedup.settings import JudgementSettings
from factories import document

SETTINGS = JudgementSettings(slogan_documents=6)
LENGTH = 2000


def match(id: int, left: tuple[int, int, int], right: tuple[int, int, int]) -> Match:
    sides = [Side(number, Span(start, end)) for number, start, end in (left, right)]
    return Match(id, sides[0], sides[1], "verbatim", 1.0, 100.0)


def shared(*passages: Sequence[tuple[int, int, int]]) -> list[Match]:
    """The matches between all places of each passage."""
    pairs = [pair for places in passages for pair in combinations(places, 2)]
    return [match(id, left, right) for id, (left, right) in enumerate(pairs)]


def texts(number: int, path: str = "essays/{}.txt", length: int = LENGTH, **fields: object) -> list[Document]:
    return [document(id, "水" * length, path.format(id), **fields) for id in range(number)]


def judged(matches: Sequence[Match], documents: Sequence[Document]) -> tuple[Match, ...]:
    return label_contexts(matches, families_of(matches), documents, SETTINGS)


def contexts(matches: Sequence[Match], documents: Sequence[Document]) -> set[str]:
    return {found.context for found in judged(matches, documents)}


@pytest.mark.parametrize("start", [0, LENGTH - 80])
def test_only_the_places_at_the_edge_are_furniture(start: int) -> None:
    places = [*((id, start, start + 80) for id in range(5)), (5, 900, 980)]
    found = judged(shared(places), texts(6))
    at_edge = [each for each in found if each.right.document < 5]
    assert {each.context for each in at_edge} == {"boilerplate"}
    assert all("5 documents" in each.reason for each in at_edge)
    assert {(each.context, each.reason) for each in found if each.right.document == 5} == {("uncited", "")}
    assert {each.carriers for each in found} == {6}


@pytest.mark.parametrize(
    ("foot_of_the_last", "context"), [((5, 1920, 2000), "boilerplate"), ((5, 1000, 1080), "uncited")]
)
def test_a_page_known_by_its_foot_may_have_its_head_pushed_down(
    foot_of_the_last: tuple[int, int, int], context: str
) -> None:
    heads = [*((id, 0, 80) for id in range(5)), (5, 700, 780)]
    feet = [*((id, 1920, 2000) for id in range(5)), foot_of_the_last]
    found = judged(shared(heads, feet), texts(6))
    assert {each.context for each in found if each.right == Side(5, Span(700, 780))} == {context}


def test_the_head_of_two_and_the_foot_of_two_is_no_one_place() -> None:
    places = [(0, 0, 80), (1, 0, 80), (2, 1920, 2000), (3, 1920, 2000)]
    assert contexts(shared(places), texts(4)) == {"uncited"}


def test_a_page_with_one_line_at_head_and_foot_has_two_pieces_of_furniture() -> None:
    places = [place for id in range(4) for place in ((id, 0, 80), (id, 1920, 2000))]
    between = [each for each in judged(shared(places), texts(4)) if not each.internal]
    assert {each.context for each in between} == {"boilerplate"}


def test_the_edge_does_not_grow_with_the_text() -> None:
    places = [(id, 0, 800) for id in range(5)]
    assert contexts(shared(places), texts(5, length=20_000)) == {"uncited"}
    assert contexts(shared([(id, 0, 400) for id in range(5)]), texts(5, length=20_000)) == {"boilerplate"}


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"title": "渡船改点 — 青屿生活网"}, "of the site"),
        ({"title": "The Valley Times | Ferry"}, "of the site"),
        ({"author": "林舟"}, "by 林舟"),
        ({"group": "春社"}, "of the group 春社"),
        ({}, ""),
        ({"title": "渡船改点"}, ""),
        ({"author": "admin"}, ""),
    ],
)
def test_documents_of_different_folders_need_a_series(fields: dict[str, object], named: str) -> None:
    found = judged(shared([(id, 0, 80) for id in range(4)]), texts(4, "{}/page.html", **fields))
    assert {each.context for each in found} == ({"boilerplate"} if named else {"uncited"})
    assert all(named in each.reason for each in found)


def test_documents_of_no_series_must_be_twice_as_many() -> None:
    for number, context in ((7, "uncited"), (8, "boilerplate")):
        assert contexts(shared([(id, 0, 80) for id in range(number)]), texts(number, "{}/page.html")) == {context}


def test_the_heads_of_copies_are_borrowing() -> None:
    heads = [(id, 0, 80) for id in range(4)]
    bodies = [(id, 400, 1400) for id in range(4)]
    assert contexts(shared(heads, bodies), texts(4)) == {"uncited"}
    apart = [(id, 400, 900) for id in range(2)]
    assert contexts(shared(heads, apart), texts(4)) == {"boilerplate", "uncited"}


def test_short_pages_are_no_copies_for_their_furniture() -> None:
    heads, feet = [(id, 0, 120) for id in range(4)], [(id, 280, 400) for id in range(4)]
    assert contexts(shared(heads, feet), texts(4, length=400)) == {"boilerplate"}


@pytest.mark.parametrize(
    ("title", "width", "spread", "context"),
    [
        ("渡船改点 - 青屿生活网", 60, 0, "boilerplate"),
        ("渡船改点 - 青屿生活网", 101, 0, "uncited"),
        ("渡船改点 - 青屿生活网", 60, 100, "uncited"),
        ("渡船改点", 60, 0, "uncited"),
    ],
)
def test_a_template_stands_at_the_same_place_of_pages_of_a_site(
    title: str, width: int, spread: int, context: str
) -> None:
    places = [(id, 900 + id * spread, 900 + width + id * spread) for id in range(4)]
    found = judged(shared(places), texts(4, title=title))
    assert {each.context for each in found} == {context}
    assert all("template" in each.reason and "4 documents" in each.reason for each in found if each.reason)


def test_a_slogan_of_six_independent_texts_is_common() -> None:
    found = judged(shared([(id, 900, 930) for id in range(6)]), texts(6))
    assert {each.context for each in found} == {"common"}
    assert all("slogan" in each.reason and "6 documents, independent" in each.reason for each in found)
    assert contexts(shared([(id, 900, 930) for id in range(5)]), texts(5)) == {"uncited"}
    assert contexts(shared([(id, 900, 931) for id in range(6)]), texts(6)) == {"uncited"}


@pytest.mark.parametrize("fields", [{"author": "林舟"}, {"group": "春社"}, {"title": "渡船改点_青屿生活网"}])
def test_texts_of_one_source_count_as_one(fields: dict[str, object]) -> None:
    places = [(id, 300 * id, 300 * id + 30) for id in range(6)]
    documents = texts(6, **fields)
    assert contexts(shared(places), documents) == {"uncited"}
    assert contexts(shared(places), [*documents[:1], *texts(6)[1:]]) == {"common"}


def test_copies_count_as_one_and_the_reason_says_so() -> None:
    slogan = [(id, 900, 930) for id in range(7)]
    copied = [(0, 1000, 1700), (1, 1000, 1700)]
    found = judged(shared(slogan, copied), texts(7))
    assert {each.context for each in found if each.left.span.length == 30} == {"common"}
    assert "7 documents, 6 of them independent" in found[0].reason
    assert contexts(shared(slogan[:6], copied), texts(6)) == {"uncited"}


def test_a_slogan_makes_no_copies_of_short_texts() -> None:
    assert contexts(shared([(id, 30, 60) for id in range(6)]), texts(6, length=90)) == {"common"}


def test_a_formula_may_be_longer_and_stands_in_more_texts() -> None:
    for number, context in ((11, "uncited"), (12, "common")):
        found = judged(shared([(id, 900, 1000) for id in range(number)]), texts(number))
        assert {each.context for each in found} == {context}
    assert all("formula" in each.reason and "12 documents" in each.reason for each in found)


def test_groups_may_be_given() -> None:
    places = tuple(Side(id, Span(900, 930)) for id in range(8))
    family = Family(0, places, ())
    assert "slogan" in common_label(family, texts(8), {}, SETTINGS)
    assert common_label(family, texts(8), {id: id // 2 for id in range(8)}, SETTINGS) == ""


def test_a_match_made_of_set_phrases_is_one() -> None:
    first, second = [(id, 900, 930) for id in range(6)], [(id, 935, 965) for id in range(6)]
    matches = shared(first, second)
    whole = match(len(matches), (0, 900, 965), (1, 900, 965))
    longer = match(len(matches) + 1, (0, 900, 1000), (1, 900, 1000))
    found = judged([*matches, whole, longer], texts(6))
    assert (found[-2].context, found[-1].context) == ("common", "uncited")
    assert "92% of it is set phrases" in found[-2].reason


def test_both_sides_carry_the_label() -> None:
    for places in ([(id, 0, 80) for id in range(4)], [(id, 900, 930) for id in range(6)]):
        for found in judged(shared(places), texts(6)):
            assert found.left_label == found.right_label == Label(found.context, found.reason)
    (alone,) = judged(shared([(0, 900, 930), (1, 900, 930)]), texts(2))
    assert alone.left_label == Label()


@pytest.mark.parametrize(
    ("titles", "sites"),
    [
        (["甲 — 某某网", "乙——某某网", "丙-某某网"], ["某某网"]),
        (["Tea | Valley Times", "Fog | Valley Times", "Moss | VALLEY TIMES"], ["valley times"]),
        (["甲_一_某某网", "乙_二_某某网", "丙|某某网"], ["某某网"]),
        (["甲 — 某某网", "乙 — 某某网", "丙"], []),
        (["self-made", "home-made", "ready-made"], []),
        (["甲 — 2019", "乙 — 2019", "丙 — 2019"], []),
        (["同题", "同题", "同题"], []),
    ],
)
def test_a_site_is_what_titles_share_behind_a_mark(titles: list[str], sites: list[str]) -> None:
    documents = [document(id, "水", f"{id}/a", title=title) for id, title in enumerate(titles)]
    assert [one.name for one in series_of(documents) if one.kind == "site"] == sites


def test_a_passage_in_hundreds_of_documents_is_judged_at_once() -> None:
    documents = texts(3_000)
    matches = shared([(id, 0, 80) for id in range(150)], [(id, 900, 930) for id in range(150)])
    families = families_of(matches)
    started = time.process_time()
    found = label_contexts(matches, families, documents, SETTINGS)
    assert {each.context for each in found} == {"boilerplate", "common"}
    assert time.process_time() - started < 5
