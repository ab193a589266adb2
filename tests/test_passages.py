"""Passages cover the whole folded text, and layouts of one text meet."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import Case, cases
from dedup.text import Folder, passages_of
from dedup.text.passages import mean_weights, weights
from reference import codes_of, mean_weight, running_weights, weight
from strategies import a_moderate_number, any_text, essays

FOLDER = Folder()


def cut(text: str, size: int) -> tuple[str, list[tuple[int, int]]]:
    folded = FOLDER.fold(text)
    return folded.text(), [(int(start), int(end)) for start, end in passages_of(folded, size)]


@pytest.mark.parametrize("case", cases("passages.md"), ids=lambda case: case.title)
def test_passages(case: Case) -> None:
    folded, spans = cut(case.input, 40)
    assert "\n".join(folded[start:end] for start, end in spans) == case.expected


@a_moderate_number
@given(any_text | essays, st.sampled_from([40, 41, 60, 240]))
def test_passages_cover_the_whole_folded_text_in_order(text: str, size: int) -> None:
    folded, spans = cut(text, size)
    reached, last_start = 0, -1
    for start, end in spans:
        assert last_start < start <= reached < end, "a gap, or a passage inside the one before"
        last_start, reached = start, end
    assert reached == len(folded)


@a_moderate_number
@given(any_text | essays, st.sampled_from([40, 41, 60, 240]))
def test_no_passage_weighs_more_than_the_size(text: str, size: int) -> None:
    folded, spans = cut(text, size)
    assert all(sum(map(weight, folded[start:end])) <= size for start, end in spans)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_single_character_may_outweigh_a_passage(size: int) -> None:
    folded, spans = cut("水火a木", size)
    assert all(end - start == 1 or sum(map(weight, folded[start:end])) <= size for start, end in spans)
    assert {place for start, end in spans for place in range(start, end)} == set(range(4))


@pytest.mark.parametrize("text", ["", "……！\n\n——"])
def test_where_nothing_folded_remains_there_is_no_passage(text: str) -> None:
    assert cut(text, 240)[1] == []


_SENTENCE = st.integers(4, 30).flatmap(
    lambda n: st.text(alphabet="钟楼渡口茶山水火木金土日月年时雾船夫", min_size=n, max_size=n)
)


@a_moderate_number
@given(st.lists(_SENTENCE, min_size=8, max_size=20))
def test_a_sentence_a_line_and_one_paragraph_give_passages_that_overlap(sentences: list[str]) -> None:
    """Of two layouts every passage of the one has a passage in the other that holds at least a third of it."""
    lines = cut("\n".join(f"{sentence}。" for sentence in sentences), 240)[1]
    paragraph = cut("".join(f"{sentence}。" for sentence in sentences), 240)[1]
    for one, other in ((lines, paragraph), (paragraph, lines)):
        for start, end in one:
            shared = max(min(end, stop) - max(start, begin) for begin, stop in other)
            assert 3 * shared >= end - start


@a_moderate_number
@given(any_text)
def test_running_weights(text: str) -> None:
    assert np.array_equal(weights(codes_of(text)), running_weights(text))


@a_moderate_number
@given(st.lists(any_text | essays, max_size=4))
def test_mean_weights(texts: list[str]) -> None:
    offsets = np.cumsum([0, *map(len, texts)]).astype(np.int64)
    assert mean_weights(codes_of("".join(texts)), offsets).tolist() == pytest.approx(list(map(mean_weight, texts)))
