"""Direction: what holds of any two texts, and of texts made to break it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from math import exp, isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.judgement import direct, evidence_of
from dedup.judgement.direction.facts import facts_of
from dedup.judgement.direction.items import items_of, number_of
from dedup.judgement.direction.remains import remains
from dedup.judgement.direction.view import Passage, Text, View
from dedup.judgement.direction.years import latest_year
from dedup.model import Context, Direction, Document, Label, Match, Side, Span
from dedup.settings import JudgementSettings
from dedup.text import Folder
from factories import document
from strategies import a_moderate_number, any_text, essays, few_letters

FOLDER = Folder()
SETTINGS = JudgementSettings()
MEGABYTE = 1_000_000
surroundings = (
    essays | any_text | st.sampled_from(["2015年\n", "第三条 ", "二、", "[1]", "转载自某处。", "Nobody in 1999"])
)


def directed(texts: Sequence[str], matches: Sequence[Match], **options: int) -> tuple[Match, ...]:
    documents = [document(number, text, f"{number}.txt") for number, text in enumerate(texts)]
    evidence = evidence_of(matches, documents, [FOLDER.fold(text) for text in texts], **options)
    return direct(matches, evidence, documents, SETTINGS)


def match(number: int, left: Side, right: Side) -> Match:
    return Match(number, left, right, "edited", 0.9, 100.0)


def side(number: int, start: int, end: int) -> Side:
    return Side(number, Span(start, end))


reworded = st.lists(
    st.sampled_from(["lamp", "lantern", "oil", "zxq", "灯", "龘", "at ten"]), min_size=4, max_size=40
).map(lambda words: "The lamp " + " ".join(words) + " is out.")


@st.composite
def copies(draw: st.DrawFn) -> tuple[str, str, Span, Span]:
    """Two texts with a passage that both have, or that are reworded."""
    passage = draw(essays | any_text | reworded)
    other = (
        draw(reworded) if passage.startswith("The lamp ") else passage.replace(draw(st.sampled_from("钟人水")), "囗")
    )
    before, after, other_before, other_after = (draw(surroundings) for _ in range(4))
    return (
        before + passage + after,
        other_before + other + other_after,
        Span(len(before), len(before + passage)),
        Span(len(other_before), len(other_before + other)),
    )


Copy = tuple[str, str, Span, Span]


def judged(copy: Copy, *others: str) -> Direction:
    left, right, span, other_span = copy
    (found,) = directed([left, right, *others], [match(0, Side(0, span), Side(1, other_span))])
    return found.direction


@a_moderate_number
@given(copies())
def test_swapping_the_texts_turns_the_source_and_every_sign(copy: Copy) -> None:
    left, right, span, other_span = copy
    found, turned = judged(copy), judged((right, left, other_span, span))
    assert turned.source == {"left": "right", "right": "left"}.get(found.source, found.source)
    assert turned.probability == pytest.approx(found.probability)
    assert {one.kind: -one.log_odds for one in turned.evidence} == pytest.approx(
        {one.kind: one.log_odds for one in found.evidence}
    )


@a_moderate_number
@given(copies())
def test_the_probability_follows_from_the_evidence(copy: Copy) -> None:
    found = judged(copy)
    assert all(isfinite(one.log_odds) for one in found.evidence)
    total = sum(one.log_odds for one in found.evidence)
    assert found.probability == pytest.approx(1 / (1 + exp(-min(4.6, abs(total)))))
    if found.source != "undetermined":
        assert found.probability >= SETTINGS.decided
        assert found.source == ("left" if total > 0 else "right")


@a_moderate_number
@given(copies(), essays)
def test_a_text_that_shares_nothing_turns_no_source_around(copy: Copy, third: str) -> None:
    assert {judged(copy).source, judged(copy, third).source} != {"left", "right"}


@a_moderate_number
@given(st.lists(essays, min_size=4, max_size=4))
def test_the_number_of_jobs_changes_nothing(texts: list[str]) -> None:
    pairs = [(one, other) for one in range(4) for other in range(one + 1, 4)]
    matches = [
        match(number, side(one, 0, len(texts[one])), side(other, 0, len(texts[other])))
        for number, (one, other) in enumerate(pairs)
    ]
    assert directed(texts, matches, jobs=1) == directed(texts, matches, jobs=3)


hostile = any_text | few_letters | st.sampled_from(["", "。。。", "\n" * 9, "\ud800" * 20, "\u200b" * 20, "[1]" * 9])


@a_moderate_number
@given(hostile, hostile, st.data())
def test_any_places_of_any_texts_can_be_judged(left: str, right: str, data: st.DataObject) -> None:
    def places(text: str) -> list[tuple[int, int]]:
        return data.draw(st.lists(st.tuples(*[st.integers(0, len(text))] * 2).map(sorted).map(tuple), max_size=3))

    both = zip(places(left), places(right), strict=False)
    matches = [match(n, side(0, *one), side(1, *other)) for n, (one, other) in enumerate(both)]
    found = directed([left, right], matches)
    assert [(one.id, one.left, one.right) for one in found] == [(one.id, one.left, one.right) for one in matches]
    assert all(isfinite(item.log_odds) for one in found for item in one.direction.evidence)


@pytest.mark.parametrize("context", ["cited-and-quoted", "missing-citation", "missing-quotation-marks"])
def test_who_quotes_or_cites_is_the_copy(context: Context) -> None:
    text = "渡口的灯每晚八点点上，十点熄掉。"
    whole = match(0, side(0, 0, len(text)), side(1, 0, len(text)))
    for label, source in (({"left_label": Label(context)}, "right"), ({"right_label": Label(context)}, "left")):
        (found,) = directed([text, text], [replace(whole, **label)])
        assert (found.direction.source, found.direction.evidence[0].kind) == (source, "quoted")
    both = replace(whole, left_label=Label(context), right_label=Label(context))
    assert directed([text, text], [both])[0].direction.evidence == ()


def test_the_latest_year() -> None:
    assert latest_year("建于1987年，2004年重修，共花12004元。") == 2004
    assert latest_year("二〇一九年和一九四九年") == 2019
    assert latest_year("In 1931, and again in 1,954 or 2.019 cases; 20155") == 1931
    assert latest_year("一〇六六年 and 2077, 3 km from 1200") == 0


def test_numbers_are_read_in_both_scripts() -> None:
    written = ["7", "七", "十", "十二", "二十", "二十三", "一百零五", "百", "二百一十", "一〇", "两"]
    assert list(map(number_of, written)) == [7, 7, 10, 12, 20, 23, 105, 100, 210, 10, 2]
    assert number_of("٣") is None


def test_items_stand_at_the_beginning_of_lines() -> None:
    text = "第三条 甲\n　　第四条 乙，见第五条\n一、丙\n（二）丁\n(3) 戊\n4. 己\n3.5 庚\n2024. 辛"
    found = [(item.style, item.value, text[item.place]) for item in items_of(text)]
    assert found == [
        ("条", 3, "第"), ("条", 4, "第"), ("han", 1, "一"), ("bracketed_han", 2, "（"), ("bracketed", 3, "("),
        ("arabic", 4, "4"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "character", ["1", "9", " ", "\u3000", "\n", "[", "第", "一", "（", "百", "a", "\u200b", "。", "[1]", "1\n", "转自"]
)
def test_a_megabyte_of_one_character_takes_no_time(character: str) -> None:
    whole = document(0, character * (MEGABYTE // len(character)))
    fold = FOLDER.fold(whole.text)
    began = time.process_time()
    text = Text(whole, fold, facts_of(whole, fold), ())
    for start in range(0, 500):
        list(
            remains(
                view_without_passages(text, text), Passage(Span(start, start + 300), Span(start, start + 300), None)
            )
        )  # type: ignore[arg-type]
    assert time.process_time() - began < 5


def view_without_passages(left: Text, right: Text) -> View:
    return View(left, right, (), None, None, False)  # type: ignore[arg-type]


def test_five_hundred_passages_of_a_long_text_are_judged_in_seconds() -> None:
    unit = "第三条 渡口的灯[3]每晚八点点上，1998年起十点熄掉。\n二、摆渡的人不用灯。"
    text = unit * (MEGABYTE // len(unit))
    places = [(start, start + 300) for start in range(0, 500 * 2000, 2000)]
    matches = [match(number, side(0, *place), side(1, *place)) for number, place in enumerate(places)]
    assert _seconds([text, text], matches) < 10


def test_a_long_text_in_hundreds_of_pairs_is_read_once() -> None:
    unit = "第三条 渡口的灯[3]每晚八点点上，1998年起十点熄掉。\n二、摆渡的人不用灯。"
    text, short = unit * (MEGABYTE // len(unit)), unit * 10
    others = 600
    matches = [match(number, side(0, 0, 300), side(number + 1, 0, 300)) for number in range(others)]
    assert _seconds([text] + [short] * others, matches) < 10


def test_words_of_a_megabyte_are_compared_in_no_time() -> None:
    texts = ["the lamp " + word * (MEGABYTE // len(word)) + " is out" for word in ("wick", "oilcan")]
    whole = match(0, side(0, 0, len(texts[0])), side(1, 0, len(texts[1])))
    assert _seconds(texts, [whole]) < 5


def _seconds(texts: Sequence[str], matches: Sequence[Match]) -> float:
    documents: list[Document] = [document(number, text) for number, text in enumerate(texts)]
    folds = {text: FOLDER.fold(text) for text in set(texts)}
    evidence_of(matches[:1], documents, [folds[text] for text in texts])
    began = time.process_time()
    evidence_of(matches, documents, [folds[text] for text in texts])
    return time.process_time() - began
