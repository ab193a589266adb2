"""Chains that make one match, and what the ends of a span say, as their plain twins say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reference_regions
from dedup.alignment import ends as end_places
from dedup.alignment import joining
from dedup.text import Folder
from dedup.text.passages import is_dense
from reference import codes_of
from reference_links import Box
from reference_regions import Chain
from strategies import a_moderate_number
from texts import folded_text, kernel_text

MAX_GAP, GAP_COST, ENOUGH = 40, 0.1, 60.0
starts = st.integers(0, 400)
stretches = st.tuples(starts, st.integers(1, 80)).map(lambda at: (at[0], at[0] + at[1]))


@st.composite
def chain_lists(draw: st.DrawFn) -> list[Chain]:
    """Chains (place, bits, runs, equal characters): anywhere, or in a row on the left and in any order on the right."""
    places: list[Box]
    if draw(st.booleans()):
        places = draw(st.lists(st.tuples(stretches, stretches).map(lambda at: (*at[0], *at[1])), max_size=12))
    else:
        rng = np.random.default_rng(draw(st.integers(0, 9999)))
        n = int(rng.integers(2, 10))
        sizes = list(zip(rng.integers(10, 90, n).tolist(), rng.choice([0, 3, 5, 8, 30], n).tolist(), strict=True))
        begin = np.cumsum([0] + [size + gap for size, gap in sizes]).tolist()
        order = draw(st.permutations(range(len(sizes))))
        places = [
            (begin[k], begin[k] + size, begin[order[k]], begin[order[k]] + size) for k, (size, _) in enumerate(sizes)
        ]
    bits = np.random.default_rng(draw(st.integers(0, 99))).uniform(10, 90, len(places))
    return [(place, float(worth), 1 + k, 10 * k) for k, (place, worth) in enumerate(zip(places, bits, strict=True))]


def text_below(chains: list[Chain], seed: int | None = None) -> str:
    """A text for the chains to lie in: no four letters in it stand twice, or with a ``seed`` many do."""
    length = max((chain[0][1] for chain in chains), default=0) + 1
    if seed is None:
        return "".join(chr(0x4E00 + at) for at in range(length))
    return "".join(np.random.default_rng(seed).choice(["水火木金", "土", "日月年山川"], length).tolist())[:length]


def joined(chains: list[Chain], gap_cost: float = GAP_COST, text: str = "") -> list[Chain]:
    places, bits, runs, equal = joining.joined(
        np.array([chain[0] for chain in chains], dtype=np.int32).reshape(-1, 4),
        np.array([chain[1] for chain in chains], dtype=np.float64),
        np.array([chain[2] for chain in chains], dtype=np.int32),
        np.array([chain[3] for chain in chains], dtype=np.int32),
        codes_of(text or text_below(chains)), MAX_GAP, gap_cost, ENOUGH,
    )  # fmt: skip
    rows = [(row[0], row[1], row[2], row[3]) for row in places.tolist()]
    return list(zip(rows, bits.tolist(), runs.tolist(), equal.tolist(), strict=True))


@a_moderate_number
@given(chain_lists(), st.sampled_from([GAP_COST, 1.0]), st.none() | st.integers(0, 99))
def test_joined(chains: list[Chain], gap_cost: float, seed: int | None) -> None:
    text = text_below(chains, seed)
    found = joined(chains, gap_cost, text)
    expected = reference_regions.joined(
        chains, text, MAX_GAP, gap_cost, ENOUGH, joining._BESIDE, joining._FARTHEST, joining._PLACE_BITS,
        joining._SHORT, joining._CORE, (joining._LOOSE, joining._EXACT),
    )  # fmt: skip
    assert [(place, runs, equal) for place, _, runs, equal in found] == [
        (p, runs, same) for p, _, runs, same in expected
    ]
    assert [bits for _, bits, _, _ in found] == pytest.approx([bits for _, bits, _, _ in expected])


@a_moderate_number
@given(chain_lists(), st.randoms(use_true_random=False))
def test_what_is_joined_does_not_depend_on_the_order_of_the_chains(chains: list[Chain], random: object) -> None:
    chains = list({chain[0][0]: chain for chain in chains}.values())
    assert joined(chains[::-1]) == joined(chains)


def row(left: int, right: int, bits: float, length: int = 40) -> Chain:
    return (left, left + length, right, right + length), bits, 2, length


def test_sentences_in_another_order_are_one_match() -> None:
    order = [3, 0, 4, 1, 2]
    chains = [row(45 * k, 45 * place, 50.0 + k) for k, place in enumerate(order)]
    [(place, bits, runs, equal)] = joined(chains)
    assert (place, runs, equal) == ((0, 220, 0, 220), 10, 200)
    assert 54 < bits < sum(chain[1] for chain in chains)


def test_chains_far_apart_on_one_side_are_matches_of_their_own() -> None:
    assert len(joined([row(0, 0, 80.0), row(45, 2000, 80.0)])) == 2
    assert len(joined([row(0, 0, 80.0), row(2000, 45, 80.0)])) == 2


def test_a_chain_that_does_not_pay_for_its_place_stays_by_itself() -> None:
    assert len(joined([row(0, 0, 80.0), row(45, 45, 11.0, 10)])) == 2
    assert len(joined([row(0, 0, 80.0), row(45, 45, 20.0, 10)])) == 1


def test_a_name_that_the_match_has_already_joins_nothing() -> None:
    text = "慢了七分钟的钟楼没有人去拨它渡口的船夫说他见过那口井里的月亮在冬天早上结成冰花"
    again = "钟楼没有人去"
    text += again + "".join(chr(0x5E00 + at) for at in range(60))
    whole: Chain = (0, 40, 0, 40), 300.0, 1, 30
    name: Chain = (text.index(again, 20), text.index(again, 20) + 6, 41, 47), 60.0, 1, 6
    assert len(joined([whole, name], text=text)) == 2
    assert len(joined([whole, name])) == 1


def end_bits(left: str, left_breaks: list[int], right: str, right_breaks: list[int], span: Box) -> float:
    one, other = kernel_text(left, 8.0, left_breaks), kernel_text(right, 8.0, right_breaks)
    return float(end_places.end_bits(one, other, *span))


broken = st.lists(st.tuples(st.sampled_from("水火ab"), st.sampled_from([0, 0, 1, 2, 3])), min_size=1, max_size=20)


@a_moderate_number
@given(broken, broken, st.data())
def test_end_bits(left: list[tuple[str, int]], right: list[tuple[str, int]], data: st.DataObject) -> None:
    a = data.draw(st.integers(0, len(left) - 1))
    c = data.draw(st.integers(0, len(right) - 1))
    span = a, data.draw(st.integers(a + 1, len(left))), c, data.draw(st.integers(c + 1, len(right)))
    texts, breaks = (
        ["".join(at[0] for at in each) for each in (left, right)],
        [[at[1] for at in e] for e in (left, right)],
    )
    sides = [([*ends], [bool(is_dense(ord(each))) for each in text]) for text, ends in zip(texts, breaks, strict=True)]
    worth = end_places._AT_SENTENCE, end_places._AT_CLAUSE, end_places._INSIDE
    expected = reference_regions.end_bits(sides[0], sides[1], span, end_places._BY_CHANCE, worth)
    assert end_bits(texts[0], breaks[0], texts[1], breaks[1], span) == expected


def test_a_sentence_taken_whole_is_worth_more_than_as_much_cut_in_mid_clause() -> None:
    source = "渡口的船夫说他见过。钟楼的钟慢了七分钟，没有人去拨它。茶要等，人也要等。"
    copy = "有人写道，雾很大。钟楼的钟慢了七分钟，没有人去拨它。后来他走了。"

    def worth(first: str, last: str) -> float:
        one, other = (Folder().fold(text).text() for text in (source, copy))
        a, c = one.index(first), other.index(first)
        b, d = one.index(last, a) + len(last), other.index(last, c) + len(last)
        return float(end_places.end_bits(folded_text(source), folded_text(copy), a, b, c, d))

    whole, clauses, cut = worth("钟楼", "去拨它"), worth("没有人", "去拨它"), worth("的钟慢", "没有人")
    assert whole == 8.0
    assert whole > clauses > cut == -10.0


def test_characters_equal_by_chance_beside_a_whole_sentence_cost_it_nothing() -> None:
    text = "水火木金土日月。山川草木鸟兽虫鱼。天地玄黄宇宙。"
    place = Folder().fold(text).text().index("山川")
    whole = folded_text(text)
    assert float(end_places.end_bits(whole, whole, place - 1, place + 9, place - 1, place + 9)) == 8.0
    assert float(end_places.end_bits(whole, whole, place - 3, place + 8, place - 3, place + 8)) == -1.0
