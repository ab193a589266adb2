import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factories
from dedup.errors import ConfigurationError
from dedup.model import Direction, Evidence, Span
from dedup.report.difference import Piece, difference
from dedup.report.document_page import document_page
from dedup.report.edition import Edition, edition
from dedup.report.marks_html import Signs
from dedup.report.overview import overview
from dedup.report.pair_page import pair_page
from dedup.report.script import interface_language, text_language
from dedup.report.segments import Mark, cut
from dedup.report.text_html import Layout, text_html
from dedup.report.visible import escape, visible
from dedup.report.wording import CATALOGUES, direction_view, wording
from dedup.settings import ReportSettings

EN = wording("en")


def english(**settings: int) -> Edition:
    return edition(factories.english(), ReportSettings(**settings), EN)


# Text that can be trusted to the eye


def test_hidden_characters_are_named_in_file_names() -> None:
    assert visible("invoice\u202etxt.exe") == "invoice⟨RLO⟩txt.exe"
    assert visible("a\u200b\u200b\u200bb\x07") == "a⟨ZWSP×3⟩b⟨U+0007⟩"
    assert visible(" two\n lines ") == "two lines"


def test_running_text_is_escaped_and_its_hidden_characters_boxed() -> None:
    assert escape("<b>&\u2066") == '&lt;b&gt;&amp;<i class="u">LRI</i>'
    assert escape("a\r\nb\rc") == "a\nb\nc"


@given(st.text())
def test_no_hidden_character_reaches_the_page(text: str) -> None:
    shown = visible(text) + escape(text)
    assert not any(
        character in shown for character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff\x00"
    )


# Spans and segments


def marks(*spans: tuple[int, int, int, str, int]) -> list[Mark]:
    return [Mark(start, end, rank, kind, number) for start, end, rank, kind, number in spans]


def test_overlapping_spans_become_segments_with_all_their_sources() -> None:
    segments = cut(marks((0, 10, 0, "verbatim", 1), (4, 14, 8, "edited", 2)))
    assert [(item.start, item.end, item.numbers, item.category) for item in segments] == [
        (0, 4, (1,), "uncited"),
        (4, 10, (1, 2), "uncited"),
        (10, 14, (2,), "boilerplate"),
    ]


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 8), st.integers(1, 4)).map(
            lambda item: (min(item[:2]), max(item[:2]), item[2], "verbatim", item[3])
        )
    )
)
def test_segments_cover_what_the_spans_cover(spans: list[tuple[int, ...]]) -> None:
    segments = cut(marks(*spans))
    by_character = {at: {n for s, e, _, _, n in spans if s <= at < e} for at in range(41)}
    found = {at: set(item.numbers) for item in segments for at in range(item.start, item.end)}
    assert found == {at: numbers for at, numbers in by_character.items() if numbers}
    assert sum(len(item.beginning) for item in segments) == sum(e > s for s, e, *_ in spans)


def test_a_mark_over_two_paragraphs_is_closed_and_opened_again() -> None:
    html = text_html(Layout("one\n\ntwo", cut(marks((0, 8, 0, "verbatim", 1)))), Signs(EN))
    mark = '<mark class="uncited verbatim" data-a="0">'
    assert html == f"<p>{mark}one</mark></p>\n<p></p>\n<p>{mark}two</mark></p>"


@given(st.text(st.sampled_from("ab<&\n水"), max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_the_full_text_is_on_the_page_whatever_is_marked(text: str, spans: list[tuple[int, ...]]) -> None:
    inside = [(min(a, b, len(text)), min(max(a, b), len(text)), 0, "edited", 1) for a, b in spans]
    layout = Layout(text, cut(marks(*inside)), headings=(Span(0, min(3, len(text))),), pages=(0,))
    bare = text_html(layout, Signs(EN)).replace("</p>\n<p>", "\n")
    bare = re.sub(r'</?p>|<mark class="uncited edited" data-a="\d+">|</mark>|<b class="h">|</b>', "", bare)
    assert bare == '<span class="pg">p. 1</span>' * bool(text) + escape(text)


# Differences


def told(pieces: Iterable[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.only else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("left", "right", "told_left", "told_right"),
    [
        ("渠里的水", "渠里的水", "渠里的水", "渠里的水"),
        ("人先看水，后看地", "人首先看水，然后看地", "人先看水，后看地", "人[首]先看水，[然]后看地"),
        ("jars fired here", "jars baked here", "jars [fired] here", "jars [baked] here"),
        ("", "new", "", "[new]"),
        ("a dot.\nnext", "a dot. next", "a dot.[\n]next", "a dot.[ ]next"),
    ],
)
def test_differences_are_told_in_characters_or_whole_words(
    left: str, right: str, told_left: str, told_right: str
) -> None:
    pieces = difference(left, right)
    assert (told(pieces[0]), told(pieces[1])) == (told_left, told_right)


@given(st.text(st.sampled_from("ab 水木.\n")), st.text(st.sampled_from("ab 水木.\n")))
def test_pieces_join_to_the_sides_and_share_what_is_common(left: str, right: str) -> None:
    of_left, of_right = difference(left, right)
    assert "".join(piece.text for piece in of_left) == left
    assert "".join(piece.text for piece in of_right) == right
    common = ["".join(piece.text for piece in side if not piece.only) for side in (of_left, of_right)]
    assert common[0] == common[1]


# Page values


def test_sources_are_ranked_and_figures_are_the_pair_s() -> None:
    made = english()
    page = document_page(made, 0)
    pair = made.result.pairs[0]
    first, second = page.sources
    assert (first.name.id, first.characters, first.share) == (1, pair.characters_of_left, pair.containment_of_left)
    assert first.direction == "source"
    assert document_page(made, 1).sources[0].direction == "borrower"
    assert (second.name.id, second.characters, second.discounted) == (2, 0, 132 + 83)
    assert second.categories == ("cited-and-quoted", "boilerplate")


def test_internal_repetition_has_both_places_and_its_own_page() -> None:
    made = english()
    page = document_page(made, 3)
    assert [row.anchor for row in page.matches] == ["m4", "m4r"]
    assert {row.href for row in page.matches} == {"pairs/0003-0003.html#m4"}
    assert {segment.category for segment in page.segments} == {"internal"}
    assert pair_page(made, (3, 3)).internal


def test_a_pair_page_tells_what_each_side_has_otherwise() -> None:
    view = pair_page(english(), (0, 1)).matches[0]
    assert "".join(piece.text for piece in view.right.pieces) == factories.KILN_EDITED
    assert told(view.left.pieces).startswith("The potters of the lower valley [fired] their")


def test_a_long_match_is_cut_and_says_by_how_much() -> None:
    view = pair_page(english(max_match_characters=50), (0, 1)).matches[0]
    assert sum(len(piece.text) for piece in view.left.pieces) == 50
    assert view.left.cut == len(factories.KILN) - 50


def test_the_overview_counts_what_the_result_holds() -> None:
    made = english()
    page = overview(made)
    result = made.result
    assert dict(page.cards) == {
        "documents": 5,
        "characters": result.corpus.characters,
        "reused": 2,
        "pairs": 1,
        "matches": 5,
        "clusters": 1,
        "skipped": 1,
    }
    assert [row.name.id for row in page.documents] == [1, 0, 2, 3, 4]
    assert page.pairs[0].longest == len(factories.KILN)
    assert page.families[0].excerpt == factories.FOOT
    assert [href for _, href in page.families[0].carriers] == [
        "documents/0000.html#m2",
        "documents/0001.html#m2",
        "documents/0002.html#m3",
    ]


def test_limits_count_what_they_leave_out_and_links_do_not_point_there() -> None:
    made = english(max_document_pages=1, max_pair_pages=1, max_matches_a_page=1, max_table_rows=2)
    page = overview(made)
    assert made.plan.documents == (1,)
    assert made.plan.pairs == ((0, 1),)
    assert (page.left_out.documents, page.left_out.pairs, page.left_out.matches) == (3, 2, 4)
    assert (len(page.documents), page.documents_left_out) == (2, 3)
    borrower = document_page(made, 1)
    assert (len(borrower.matches), borrower.matches_left_out) == (1, 1)
    assert borrower.sources[0].name.href is None
    assert made.plan.match_href(made.result.matches[2]) == "pairs/0000-0001.html"


# Words


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    assert list(CATALOGUES["zh"]) == list(CATALOGUES["en"])
    for key, words in CATALOGUES["zh"].items():
        fields = [{part.split("}")[0] for part in text.split("{")[1:]} for text in (words, CATALOGUES["en"][key])]
        assert fields[0] == fields[1], key


def test_an_unknown_language_lists_the_known() -> None:
    with pytest.raises(ConfigurationError, match="en, zh"):
        wording("tlh")


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0 %"), (1, "100 %"), (0.99996, "99.9 %"), (0.0001, "0.1 %"), (0.3333, "33.3 %")]
)
def test_only_a_whole_is_called_a_hundred_percent(share: float, words: str) -> None:
    assert EN.percent(share) == words.replace(" ", "\u00a0")


def test_undetermined_carries_no_probability() -> None:
    assert direction_view(Direction(), EN).words == "undetermined"
    view = direction_view(Direction("right", 0.9, (Evidence("date", "1999 before 2004"),)), EN)
    assert (view.sign, view.words, view.evidence) == ("←", "right is the source (90.0\u00a0%)", ("1999 before 2004",))


def test_the_corpus_decides_the_language() -> None:
    assert interface_language(factories.chinese()) == "zh"
    assert interface_language(factories.english()) == "en"
    assert [text_language(text) for text in ("國會這樣說", "国会这样说", "かなの文です", "한국어입니다", "plain")] == [
        "zh-Hant",
        "zh-Hans",
        "ja",
        "ko",
        "",
    ]
