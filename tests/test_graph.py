"""Pairs, families, clusters and reuse say what sets of characters say."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from dedup.coverage import covered, difference, union
from dedup.graph import clusters_of, families_of, pairs_of, reuse_of, runs_of
from dedup.model import Context, Document, Match, Pair, Side, Span
from dedup.text import Folder
from factories import document
from strategies import a_moderate_number

LENGTHS = (60, 80, 100, 60)
DOCUMENTS = [document(id, "水" * length) for id, length in enumerate(LENGTHS)]
FOLDED = [Folder().fold(item.text) for item in DOCUMENTS]
Characters = set[tuple[int, int]]

spans = st.tuples(st.integers(0, 50), st.integers(1, 10)).map(lambda at: Span(at[0], at[0] + at[1]))


@st.composite
def match_lists(draw: st.DrawFn) -> list[Match]:
    matches = []
    for id in range(draw(st.integers(0, 12))):
        sides = sorted(Side(draw(st.integers(0, 3)), draw(spans)) for _ in range(2))
        context: Context = draw(st.sampled_from(["uncited", "missing-citation", "boilerplate"]))
        matches.append(Match(id, sides[0], sides[1], "edited", 0.9, 80.0, context=context))
    return matches


def characters(sides: list[Side]) -> Characters:
    return {(side.document, place) for side in sides for place in range(side.span.start, side.span.end)}


def counts(match: Match) -> bool:
    return match.context in {"uncited", "missing-citation"} and match.left.document != match.right.document


@a_moderate_number
@given(st.lists(spans))
def test_union_and_coverage(found: list[Span]) -> None:
    places = {place for span in found for place in range(span.start, span.end)}
    merged = union(found)
    assert {place for span in merged for place in range(span.start, span.end)} == places
    assert all(one.end < other.start for one, other in pairwise(merged))
    assert covered(found) == len(places)


@a_moderate_number
@given(st.lists(spans), st.lists(spans))
def test_difference(found: list[Span], taken: list[Span]) -> None:
    places = [{place for span in some for place in range(span.start, span.end)} for some in (found, taken)]
    left = difference(found, taken)
    assert {place for span in left for place in range(span.start, span.end)} == places[0] - places[1]
    assert all(one.end < other.start for one, other in pairwise(left))


@a_moderate_number
@given(match_lists())
def test_pairs(matches: list[Match]) -> None:
    pairs = pairs_of(matches, DOCUMENTS)
    counted = [match for match in matches if counts(match)]
    assert [(pair.left, pair.right) for pair in pairs] == sorted(
        {(match.left.document, match.right.document) for match in counted}
    )
    for pair in pairs:
        own = [m for m in counted if (m.left.document, m.right.document) == (pair.left, pair.right)]
        assert pair.matches == tuple(match.id for match in own)
        assert pair.characters_of_left == len(characters([match.left for match in own]))
        assert pair.characters_of_right == len(characters([match.right for match in own]))
        assert pair.containment_of_left == pair.characters_of_left / LENGTHS[pair.left]
        assert pair.containment_of_right == pair.characters_of_right / LENGTHS[pair.right]


def test_a_pair_has_the_direction_of_its_dates() -> None:
    old, new = document(0, "水" * 60, date="2019"), document(1, "水" * 60, date="2022")
    match = Match(0, Side(0, Span(0, 30)), Side(1, Span(0, 30)), "verbatim", 1.0, 200.0)
    assert pairs_of([match], [old, new])[0].direction.source == "left"


@a_moderate_number
@given(match_lists())
def test_reuse(matches: list[Match]) -> None:
    found = reuse_of(DOCUMENTS, matches, runs_of(matches, FOLDED))
    assert [reuse.document for reuse in found] == [0, 1, 2, 3]
    for reuse, item in zip(found, DOCUMENTS, strict=True):
        expected = _expected_reuse(item, matches)
        assert (reuse.characters, reuse.discounted, reuse.internal, reuse.matches) == expected[:4]
        assert reuse.share == reuse.characters / item.characters
        sources = expected[4]
        assert reuse.sources == len(sources)
        most = max(sources.values(), default=0)
        assert reuse.largest_source == min((other for other in sources if sources[other] == most), default=None)
        assert reuse.largest_source_characters == most
        assert reuse.largest_source_share == most / item.characters


def _expected_reuse(item: Document, matches: list[Match]) -> tuple[int, int, int, int, dict[int, int]]:
    counted: Characters = set()
    discounted: Characters = set()
    internal: Characters = set()
    sources: dict[int, Characters] = {}
    number = 0
    for match in matches:
        for side, other in ((match.left, match.right), (match.right, match.left)):
            if side.document != item.id:
                continue
            if match.internal:
                internal |= characters([side])
            elif counts(match):
                number += 1
                counted |= characters([side])
                sources.setdefault(other.document, set()).update(characters([side]))
            else:
                discounted |= characters([side])
    widths = {other: len(places) for other, places in sources.items()}
    return len(counted), len(discounted - counted), len(internal), number, widths


def test_a_document_without_characters_reuses_nothing() -> None:
    (reuse,) = reuse_of([document(0, "")], [], {})
    assert (reuse.share, reuse.largest_source_share) == (0.0, 0.0)


@a_moderate_number
@given(match_lists())
def test_every_match_is_in_one_family_and_both_its_sides_are_in_a_place_of_it(matches: list[Match]) -> None:
    families = families_of(matches)
    assert sorted(number for family in families for number in family.matches) == [match.id for match in matches]
    assert [family.id for family in families] == list(range(len(families)))
    assert list(families) == sorted(families, key=lambda family: family.occurrences)
    for family in families:
        assert list(family.occurrences) == sorted(set(family.occurrences))
        for number in family.matches:
            for side in (matches[number].left, matches[number].right):
                assert any(
                    place.document == side.document and place.span.contains(side.span) for place in family.occurrences
                )


def test_one_passage_in_three_documents_is_one_family() -> None:
    places = [Side(0, Span(10, 50)), Side(1, Span(0, 41)), Side(2, Span(20, 60))]
    near = [Side(0, Span(11, 50)), Side(1, Span(1, 40)), Side(2, Span(20, 58))]
    matches = [
        Match(id, left, right, "edited", 0.9, 90.0)
        for id, (left, right) in enumerate([(places[0], places[1]), (near[0], places[2]), (near[1], near[2])])
    ]
    (family,) = families_of(matches)
    assert (family.occurrences, family.matches) == (tuple(places), (0, 1, 2))


def test_two_passages_of_the_same_documents_are_two_families() -> None:
    matches = [
        Match(0, Side(0, Span(0, 20)), Side(1, Span(0, 20)), "verbatim", 1.0, 90.0),
        Match(1, Side(0, Span(30, 60)), Side(1, Span(40, 70)), "verbatim", 1.0, 90.0),
    ]
    assert [family.matches for family in families_of(matches)] == [(0,), (1,)]


def pair(left: int, right: int, share: float) -> Pair:
    return Pair(left, right, (0,), 1, 1, share, share / 2)


def test_two_cliques_joined_by_a_weak_link_are_two_clusters() -> None:
    cliques = [pair(left, right, 0.8) for ids in ((0, 1, 2, 3), (4, 5, 6, 7)) for left, right in combinations(ids, 2)]
    found = clusters_of([*cliques, pair(3, 4, 0.05)])
    assert [cluster.documents for cluster in found] == [(0, 1, 2, 3), (4, 5, 6, 7)]
    assert [cluster.id for cluster in found] == [0, 1]


def test_a_chain_of_sixteen_documents_is_not_one_cluster() -> None:
    found = clusters_of([pair(id, id + 1, 0.2) for id in range(15)])
    assert len(found) > 1
    assert sorted(id for cluster in found for id in cluster.documents) == list(range(16))


def test_documents_that_share_next_to_nothing_are_no_cluster() -> None:
    assert clusters_of([pair(0, 1, 0.029), pair(1, 2, 0.01)]) == ()
    assert [cluster.documents for cluster in clusters_of([pair(0, 1, 0.03)])] == [(0, 1)]


def test_clusters_do_not_depend_on_the_order_of_the_pairs() -> None:
    pairs = [pair(left, right, 0.1 + 0.05 * ((left * right) % 7)) for left, right in combinations(range(9), 2)]
    assert clusters_of(pairs) == clusters_of(pairs[::-1])


def test_nothing_found_nothing_gathered() -> None:
    assert (clusters_of([]), families_of([]), pairs_of([], DOCUMENTS)) == ((), (), ())
