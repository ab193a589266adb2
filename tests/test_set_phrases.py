"""Slogans that are no match: short phrases of independent texts, told from passages that were copied."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dedup.judgement.phrase_counts import GRAM, common_grams
from dedup.judgement.set_phrases import is_set_phrase, set_phrases, with_set_phrases
from dedup.model import Document, Match, Side, Span, Zone
from dedup.settings import JudgementSettings
from dedup.text import Folder
from factories import document

SLOGAN = "把最后一盏灯留给晚归的人"
FOLDER = Folder()


def filler(seed: int, length: int = 300) -> str:
    """Text that shares no phrase with another seed's."""
    drawn = random.Random(seed)  # noqa: S311
    return "".join(chr(drawn.randrange(0x4E00, 0x9000)) for _ in range(length))


def around(phrase: str, seed: int) -> str:
    return f"{filler(2 * seed)}。我们始终{phrase}，{filler(2 * seed + 1)}。"


def texts(phrase: str, number: int, **fields: object) -> list[Document]:
    return [document(id, around(phrase, id), f"folder{id}/{id}.txt", **fields) for id in range(number)]


def phrases(
    documents: Sequence[Document], matches: Sequence[Match] = (), settings: JudgementSettings | None = None
) -> list[list[str]]:
    found = judged(documents, matches, settings)
    return [[zone.span.of(each.text) for zone in each.zones if zone.kind == "common"] for each in found]


def judged(
    documents: Sequence[Document], matches: Sequence[Match] = (), settings: JudgementSettings | None = None
) -> Sequence[Document]:
    folded = [FOLDER.fold(document.text) for document in documents]
    return with_set_phrases(documents, set_phrases(documents, folded, matches, settings or JudgementSettings()))


def test_a_slogan_of_three_texts_is_shown_in_each_with_their_number() -> None:
    documents = texts(SLOGAN, 3)
    assert phrases(documents) == [[f"我们始终{SLOGAN}"]] * 3
    found = judged(documents)
    assert "3 texts" in found[0].zones[0].reason
    assert all(is_set_phrase(zone) for each in found for zone in each.zones)


def test_two_texts_may_have_copied_from_each_other() -> None:
    assert phrases(texts(SLOGAN, 2)) == [[], []]
    assert phrases(texts(SLOGAN, 3), settings=JudgementSettings(set_phrase_documents=4)) == [[], [], []]


def test_the_texts_of_one_author_count_as_one() -> None:
    assert phrases(texts(SLOGAN, 3, author="温若舟")) == [[], [], []]


def test_a_phrase_longer_than_a_slogan_is_a_passage() -> None:
    assert phrases(texts(filler(99, 31), 3)) == [[], [], []]


def test_pieces_of_an_edited_passage_are_no_slogans() -> None:
    pieces = [filler(90 + number, 12) for number in range(3)]
    documents = [
        document(
            id, filler(id) + "".join(piece + filler(100 + 10 * id + number, 3) for number, piece in enumerate(pieces))
        )
        for id in range(3)
    ]
    assert phrases(documents) == [[], [], []]


def test_a_phrase_inside_a_copied_passage_is_copied_with_it() -> None:
    documents = texts(SLOGAN, 3)
    sides = [Side(id, Span(290, 340)) for id in range(3)]
    matches = [
        Match(0, sides[0], sides[1], "verbatim", 1.0, 100.0),
        Match(1, sides[1], sides[2], "verbatim", 1.0, 100.0),
        Match(2, sides[0], sides[2], "verbatim", 1.0, 100.0),
    ]
    assert phrases(documents, matches) == [[], [], []]
    more = [*documents, *(document(id, around(SLOGAN, id), f"folder{id}/{id}.txt") for id in range(3, 6))]
    assert phrases(more, matches) == [[], [], [], *[[f"我们始终{SLOGAN}"]] * 3]


def test_words_are_whole_and_a_few_words_in_common_are_no_phrase() -> None:
    said = [
        f"{name} went on. Leave the last lamp burning for the late ones {name}." for name in ("Osk", "Brant", "Wyll")
    ]
    documents = [document(id, text, f"folder{id}/{id}.txt") for id, text in enumerate(said)]
    assert phrases(documents) == [["Leave the last lamp burning for the late ones"]] * 3
    few = [document(id, f"At the end of the {name}, rain.", f"folder{id}/{id}.txt") for id, name in enumerate(said)]
    assert not any("end of the" in phrase for found in phrases(few) for phrase in found)


def test_a_sentence_and_the_next_one_are_no_phrase() -> None:
    assert phrases(texts("。今夜无雨。明日有风。", 3)) == [[], [], []]


def test_what_a_common_source_holds_keeps_its_reason() -> None:
    source = Zone("common", Span(300, 320), "stands in laws/lamp.txt, word for word")
    documents = [replace(each, zones=(source,)) for each in texts(SLOGAN, 3)]
    found = judged(documents)
    assert [each.zones for each in found] == [(source,)] * 3


@given(st.lists(st.tuples(st.text("甲乙丙a。", max_size=60), st.integers(0, 3)), max_size=6), st.integers(2, 4))
def test_counting_by_a_table_equals_counting_by_hand(drawn: list[tuple[str, int]], least: int) -> None:
    folded = [FOLDER.fold(text) for text, _ in drawn]
    groups = [group for _, group in drawn]
    held = defaultdict(set)
    listed = []
    for text, group in zip(folded, groups, strict=True):
        listed.append(by_hand(text.text(), text.breaks.tolist()))
        for gram in listed[-1].values():
            held[gram].add(group)
    found = common_grams(folded, groups, {}, least)
    for own, grams in zip(found, listed, strict=True):
        expected = {place: len(held[gram]) for place, gram in grams.items() if len(held[gram]) >= least}
        assert dict(zip(own.places.tolist(), own.texts.tolist(), strict=True)) == expected


def by_hand(text: str, breaks: list[int]) -> dict[int, str]:
    """The grams of one text by place, in the plainest way."""
    found = {}
    for start in range(len(text)):
        end = start
        while end < len(text) and sum(1 + (one >= "\u2e80") for one in text[start:end]) < GRAM:
            end += 1
        heavy = sum(1 + (one >= "\u2e80") for one in text[start:end]) >= GRAM
        if heavy and max(breaks[start + 1 : end], default=0) < 2:
            found[start] = text[start:end]
    return found
