"""Second places of a passage: none where it is part of a longer copy, as the plain twin says."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import reference_links
from dedup.alignment.primary import EQUAL
from dedup.alignment.repeating import _SAME, first_places
from reference_links import Box
from strategies import a_moderate_number
from test_weighing import span_lists
from texts import kernel_text

LEAST = 4
PASSAGE = "钟楼的钟慢了三分钟没有人去拨它"
BEFORE, AFTER = "渡船每天六点开出码头上只有一盏灯", "下雨的时候孩子们站在门洞里数脚步"


def kept(left: str, right: str, spans: list[tuple[Box, float]], enough: float = 60.0) -> list[bool]:
    places = np.array([place for place, _ in spans], dtype=np.int32).reshape(-1, 4)
    bits = np.array([worth for _, worth in spans], dtype=np.float64)
    found: list[bool] = first_places(kernel_text(left), kernel_text(right), places, bits, enough, LEAST).tolist()
    return found


@a_moderate_number
@given(
    span_lists, st.integers(0, 99), st.sampled_from([-20.0, 5.0, 60.0]), st.text("水火木", min_size=120, max_size=120)
)
def test_first_places(places: list[Box], seed: int, enough: float, left: str) -> None:
    rng = np.random.default_rng(seed)
    right = "".join(rng.permutation([left[at : at + 8] for at in range(0, 120, 8)]).tolist())
    spans = [(place, float(worth)) for place, worth in zip(places, rng.uniform(20, 200, len(places)), strict=True)]
    expected = reference_links.first_places(left, right, spans, enough, LEAST, EQUAL, _SAME)
    assert kept(left, right, spans, enough) == expected


def test_a_text_that_repeats_a_passage_was_copied_where_more_of_it_stands() -> None:
    copy, source = BEFORE + PASSAGE + AFTER, BEFORE + PASSAGE + AFTER + "这里是别的话" * 4 + PASSAGE
    n, m = len(copy), len(source)
    whole, again = (0, n, 0, n), (len(BEFORE), len(BEFORE + PASSAGE), m - len(PASSAGE), m)
    assert kept(copy, source, [(whole, 300.0), (again, 90.0)]) == [True, False]
    assert kept(copy, source, [(again, 90.0), (whole, 300.0)], 250.0) == [True, True], "no more stands about it"


def test_no_span_is_a_second_place_of_itself_whatever_the_limit() -> None:
    text = BEFORE + PASSAGE + AFTER
    assert kept(text, text, [((0, len(text), 0, len(text)), 300.0)], -20.0) == [True]


def test_what_the_longer_copy_passes_over_is_a_match_of_its_own() -> None:
    """A sentence from elsewhere was put into a copied passage: it lies within the longer match, which has it not."""
    copy, source = BEFORE + PASSAGE + AFTER, BEFORE + AFTER + "这里是别的话" * 4 + PASSAGE
    n, m = len(copy), len(source)
    around = (0, n, 0, len(BEFORE + AFTER))
    put_in = (len(BEFORE), len(BEFORE + PASSAGE), m - len(PASSAGE), m)
    assert kept(copy, source, [(around, 300.0), (put_in, 90.0)]) == [True, True]
