"""Quotation and citation: what a reader would call quoted, cited, both or neither, with the reason."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import Case, cases
from dedup.judgement.acknowledgement import acknowledged, source_index
from dedup.judgement.quotation_notices import quotation_notices
from dedup.judgement.quoting.reading import read_sources
from dedup.judgement.zones import zones_of
from dedup.model import Document, Label, Span, Zone
from dedup.settings import JudgementSettings
from factories import document
from strategies import a_moderate_number, any_text

SETTINGS = JudgementSettings()
_MARKS = (
    "“", "”", "‘", "’", "「", "」", '"', "'", "«", "»", "„", "> ", "\n", "\n\n", "    ", "——", "[3]", "³", "①",
    "[^1]", "[^1]: ",
    "（陆远，2019）", "(Lund, 2019)", "《下村水志》", "陆远指出：", "据", "我认为，", "。", ". ", "，",
    "according to Lund, ", "Lund writes that ", "参考文献", "References", "来源：", "(", "）", "的话",
    "[1] 陆远. 水[M]. 江州: 江州出版社, 2011.", "水往低处流人往高处走", "the ferry is never late ",
)  # fmt: skip
_UNITS = (
    "“", '"', "(", "（见《", "[1]", "张三说：", "据", "a\n", "《", "说，", "A. (", "“‘", "of ", "> ",
    "他说", "“好，”他说，", "Selon A ", "A’s ", "He said ", "這樣一段話", "田は「", "于", "， ",
    "one entry ",
)  # fmt: skip
marked_text = st.lists(st.sampled_from(_MARKS), max_size=40).map("".join)


def marked(text: str) -> tuple[Span, Document]:
    """The place between ⟦ and ⟧, and the text without them."""
    start, end = text.index("⟦"), text.index("⟧") - 1
    return Span(start, end), document(0, text.replace("⟦", "").replace("⟧", ""))


def labelled(text: str, settings: JudgementSettings = SETTINGS) -> Label:
    span, read = marked(text)
    return acknowledged(span, read, source_index(read, zones_of(read, settings)))


def quotations(text: str, settings: JudgementSettings = SETTINGS) -> list[Zone]:
    return [zone for zone in zones_of(document(0, text), settings) if zone.kind == "quotation"]


CASES = [*cases("quotation.md"), *cases("quotation_more.md"), *cases("quotation_rules.md")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_passage_is_labelled_by_how_it_is_quoted_and_cited(case: Case) -> None:
    label = labelled(case.input)
    assert label.context == case.expected, label.reason
    assert label.reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("白溪指出：“⟦水往低处流，人往高处走，渠往中间走⟧。”", "after the cue 白溪指出"),
        ("“⟦水往低处流，人往高处走，渠往中间走⟧”[3]。", "cited as [3]"),
        ("據《下村水志》記載，⟦水往低處流，人往高處走，渠往中間走⟧。", "據《下村水志》記載"),
        ("白溪指出：“⟦水往低处流，人往高处走，渠往中间走。⟧", "never closed"),
        ("⟦白溪只说了“水往低处流人往高处走”几个字，别的话都是后来的人自己添上去的⟧。", "%"),
    ],
)
def test_the_reason_quotes_what_was_found(text: str, words: str) -> None:
    assert words in labelled(text).reason


def test_a_quotation_longer_than_allowed_is_judged_as_if_not_quoted() -> None:
    text = "墙上写着：“⟦" + "水往低处流，人往高处走。" * 5 + "⟧”"
    assert labelled(text).context == "missing-citation"
    short = JudgementSettings(long_quotation=50)
    assert labelled(text, short).context == "uncited"
    assert "longer than 50 characters" in labelled(text, short).reason
    assert [zone.excused for zone in quotations(text.replace("⟦", "").replace("⟧", ""), short)] == [False]


def test_a_quotation_over_paragraphs_is_one() -> None:
    text = "“The ferry waited for the fog.\n\n“The fog waited for the ferry.\n\n“Nobody else was waiting.” So it goes."
    (zone,) = quotations(text)
    assert (zone.span.start, text[zone.span.end - 1], zone.excused) == (0, "”", True)


def test_verse_in_straight_marks_closes_lines_later() -> None:
    (zone,) = quotations('She sang: "the river is long\nthe river is slow\nand the boat is late" and rowed.')
    assert zone.excused


def test_apostrophes_quote_nothing() -> None:
    assert quotations("It's the dogs' dinner, isn't it? They're the '90s kids' own, and nobody's fault.") == []


def test_an_unclosed_mark_reaches_to_the_end_of_its_paragraph() -> None:
    text = "白溪指出：“水往低处流，人往高处走。\n渠往中间走，谁也不抢谁的。"
    (zone,) = quotations(text)
    assert (zone.excused, zone.span.end) == (False, text.index("\n"))


def test_the_list_ends_where_prose_begins() -> None:
    entries = "[1] 陆远. 水[M]. 江州: 江州出版社, 2011.\n[2] 白溪. 论渠[J]. 水利杂谈, 2015(3): 12."
    text = f"参考文献\n{entries}\n春天开工，夏天通水。"
    (zone,) = zones_of(document(0, text), SETTINGS)
    assert zone.kind == "bibliography"
    assert zone.span == Span(0, text.index("\n春天"))


def test_notices_count_what_is_quoted_unclosed_and_long() -> None:
    settings = JudgementSettings(long_quotation=30)
    text = (
        "他说：“水往低处流，人往高处走。”\n他又说：“"
        + "水往低处流，" * 8
        + "”\n最后说：“水往低处流，人往高处走。\n完。"
    )
    read = document(0, text)
    notices = {notice.code: notice for notice in quotation_notices(read, zones_of(read, settings), settings)}
    assert set(notices) == {"much-quotation", "unclosed-quotation", "long-quotation"}
    assert notices["much-quotation"].count == 2
    lost = notices["unclosed-quotation"].span
    assert lost is not None
    assert text[lost.start :].startswith("“水往低处流，人往高处走。\n完")
    assert quotation_notices(document(0, "无话。"), (), settings) == ()


@a_moderate_number
@given(st.one_of(marked_text, any_text), st.integers(0, 300), st.integers(0, 300))
def test_zones_lie_in_the_text_in_order_and_apart(text: str, first: int, second: int) -> None:
    read = document(0, text)
    zones = zones_of(read, SETTINGS)
    assert list(zones) == sorted(zones, key=lambda zone: zone.span)
    for kind in ("quotation", "bibliography"):
        spans = [zone.span for zone in zones if zone.kind == kind]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(left.end <= right.start for left, right in pairwise(spans))
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    label = acknowledged(Span(start, end), read, source_index(read, zones))
    assert label.context in {
        "uncited",
        "missing-quotation-marks",
        "missing-citation",
        "cited-and-quoted",
        "bibliography",
    }


def test_the_reason_of_two_passages_in_one_says_which_part_is_quoted() -> None:
    label = labelled("⟦渠成那年他十九岁。白溪说：“水往低处流，人往高处走，渠往中间走。”此后三十年没有人再修过这条渠。⟧")
    assert label.context == "uncited"
    assert "(characters 14–33)" in label.reason


def test_one_reading_serves_the_zones_and_the_citations() -> None:
    span, read = marked("白溪指出，⟦水往低处流，人往高处走，渠往中间走，谁也不抢谁的⟧。")
    reading = read_sources(read)
    zones = zones_of(read, SETTINGS, reading)
    assert zones == zones_of(read, SETTINGS)
    assert acknowledged(span, read, source_index(read, zones, reading)).context == "missing-quotation-marks"


@pytest.mark.parametrize("unit", _UNITS)
def test_hostile_texts_take_time_in_proportion_to_their_length(unit: str) -> None:
    times = []
    for length in (20_000, 160_000):
        read = document(0, (unit * length)[:length])
        begin = time.process_time()
        zones_of(read, SETTINGS)
        times.append(time.process_time() - begin)
    assert times[1] < 40 * max(times[0], 0.02)  # eight times the text; a square would take 64 times as long
