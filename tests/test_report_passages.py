"""What the pages to read say about passages: moves, changes, zones, evidence, excerpts, in page values and HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factories
from dedup.model import Direction, Evidence, Family, Label, Match, Side, Span, Zone
from dedup.report.details import told
from dedup.report.difference import Piece, difference, unified
from dedup.report.document_page import document_page
from dedup.report.edition import Edition, edition
from dedup.report.evidence import evidence_rows
from dedup.report.excerpts import excerpts, gaps
from dedup.report.family_page import family_page, shortened
from dedup.report.marks_html import Signs
from dedup.report.moves import moves
from dedup.report.pair_page import pair_page
from dedup.report.recount import safe_json
from dedup.report.segments import Mark, cut
from dedup.report.text_html import Layout, text_html
from dedup.report.wording import Wording, wording
from dedup.settings import ReportSettings

EN, ZH = wording("en"), wording("zh")
LAMP, STONE, EEL = "渡口的灯先亮，后来的船才看得见路。", "石阶上的青苔每年只让人滑一次。", "卖鱼的人从不数自己的鱼。"


def made(result: object, **settings: int) -> Edition:
    return edition(result, ReportSettings(**settings), EN)  # type: ignore[arg-type]


# Moves and changes


def test_a_sentence_that_changed_its_place_is_a_move_and_the_rest_stays() -> None:
    left, right = LAMP + STONE + EEL, STONE + EEL + LAMP
    assert [(move.left.of(left), move.right.of(right)) for move in moves(left, right)] == [(LAMP, LAMP)]
    of_left, of_right = difference(left, right)
    assert of_left == (Piece(LAMP, "moved", 1), Piece(STONE + EEL))
    assert of_right == (Piece(STONE + EEL), Piece(LAMP, "moved", 1))


def test_sentences_in_the_same_order_or_said_twice_are_no_moves() -> None:
    assert moves(LAMP + EEL, LAMP + STONE + EEL) == ()
    assert moves(LAMP + EEL + LAMP, EEL + LAMP + LAMP) == ()


def test_other_words_in_one_place_are_told_from_words_on_one_side_only() -> None:
    of_left, of_right = difference("jars fired here", "jars baked here at night")
    assert [(piece.text, piece.change) for piece in of_left] == [("jars ", ""), ("fired", "replaced"), (" here", "")]
    assert [(piece.text, piece.change) for piece in of_right][-1] == (" at night", "only")


@given(*[st.lists(st.sampled_from([LAMP, STONE, EEL, "另起一句，与前面都不同。", "短。"]), max_size=7)] * 2)
def test_pieces_with_moves_join_to_the_sides(left: list[str], right: list[str]) -> None:
    sides = "".join(left), "".join(right)
    for side, pieces in zip(sides, difference(*sides), strict=True):
        assert "".join(piece.text for piece in pieces) == side
    kept = ["".join(piece.text for piece in pieces if not piece.only) for pieces in difference(*sides)]
    assert kept[0] == kept[1]


@given(st.text(st.sampled_from("ab 水木.\n")), st.text(st.sampled_from("ab 水木.\n")))
def test_a_unified_passage_holds_the_words_of_both(old: str, new: str) -> None:
    pieces = unified(old, new)
    shown = "".join(text for kind, text in pieces if kind != "deleted")
    before = "".join(text for kind, text in pieces if kind != "inserted")
    assert shown.split() == new.split() or "".join(shown.split()) == "".join(new.split())
    assert "".join(before.split()) == "".join(old.split())


@pytest.mark.parametrize("text", ["。" * 1_000_000, "a" * 1_000_000, "“" * 1_000_000])
def test_moves_of_a_million_equal_characters_are_looked_for_in_no_time(text: str) -> None:
    assert moves(text, text[:-1]) == ()


# Excerpts


def test_a_long_text_is_shown_around_what_is_marked() -> None:
    shown = excerpts(10_000, [Span(2000, 2100), Span(2850, 3000), Span(8000, 8010)], limit=5000)
    assert shown == (Span(1700, 3300), Span(7700, 8310))
    assert gaps(10_000, shown) == (Span(0, 1700), Span(3300, 7700), Span(8310, 10_000))
    assert excerpts(4000, [Span(0, 1)], limit=5000) == (Span(0, 4000),)
    assert sum(span.length for span in excerpts(10_000, [Span(0, 9000)], limit=5000)) == 5000


def test_matches_beyond_what_is_shown_keep_their_anchor() -> None:
    text = "ab" * 5000
    segments = cut([Mark(100, 200, 0, "verbatim", 1, "m0"), Mark(9000, 9100, 0, "verbatim", 2, "m1")])
    html = text_html(Layout(text, segments, shown=(Span(0, 500),)), Signs(EN))
    assert html.count("<mark") == 1
    assert 'id="m1"' in html
    assert "9,500 characters" in html


# Zones, labels, notices


def test_a_side_has_the_category_of_its_own_label() -> None:
    page = document_page(made(factories.english()), 2)
    assert [row.category for row in page.matches] == ["cited-and-quoted", "boilerplate"]
    assert page.matches[0].reason == "The passage stands in quotation marks and names its source."


def test_a_zone_that_excuses_nothing_is_shown_only_where_reuse_lies_in_it() -> None:
    text = "He said “the well is dry” and left. They said “so is the ford” and stayed."
    zones = tuple(
        Zone("quotation", Span(text.index(said), text.index(said) + len(said)), "no source named at it")
        for said in ("“the well is dry”", "“so is the ford”")
    )
    documents = (factories.document(0, text, zones=zones), factories.document(1, text[40:]))
    match = Match(0, Side(0, Span(40, len(text))), Side(1, Span(0, len(text) - 40)), "verbatim", 1.0, 90.0)
    page = document_page(made(factories.result(documents, (match,))), 0)
    assert [(zone.span, zone.step) for zone in page.zones] == [(zones[1].span, 0)]


def test_data_for_the_script_cannot_end_it() -> None:
    assert "<" not in safe_json({"</script>": ["<!--", "\u2028&"]})


# Evidence and reasons


def test_evidence_is_told_by_weight_and_by_whom_it_speaks_for() -> None:
    found = Direction(
        "right", 0.9, (Evidence("fluency", "rough", 0.3), Evidence("date", "a", -3.0), Evidence("third-text", "t"))
    )
    rows = evidence_rows(found, EN)
    assert [(row.kind, row.speaks_for, row.strength, row.odds) for row in rows] == [
        ("Dates", "right", "strongly", "20 : 1"),
        ("Fluency of changes", "left", "weakly", "1.3 : 1"),
        ("A third text", "none", "none", ""),
    ]


@pytest.mark.parametrize(
    ("sentence", "chinese"),
    [
        ("2004 < 2011-05", "2004 早于 2011-05"),
        ("a/b.txt quotes or cites the passage", "a/b.txt 引用了这段文字或注明了出处"),
        ("the passage in x holds hidden characters (3 times)", "x 的这段文字含隐藏字符（3 次）"),
        ("not set as a quotation, no source named at it; quotation marks stand around 5% of it", None),
        ("set phrase: stands in 3 texts that are independent of each other", "套语：见于 3 篇互不相干的文本"),
        (
            "not set as a quotation, no source named at it; quotation marks stand around 45% of it (characters 3–40)",
            "未作为引文标出，附近未注明出处；其中 45% 加了引号（第 3–40 字）",
        ),
        ("x.md: own work: both texts are by 某甲", "x.md：本人作品：两篇作者同为 某甲"),
        ("a sentence nobody has seen", "a sentence nobody has seen"),
    ],
)
def test_reasons_are_told_in_chinese_where_they_are_known(sentence: str, chinese: str | None) -> None:
    said = told(sentence, "zh")
    assert (
        said == chinese
        if chinese
        else "；" in said and not any(letter.isascii() and letter.isalpha() for letter in said)
    )
    assert told(sentence, "en") == sentence


@pytest.mark.parametrize("sentence", ["in " * 300, "a: " * 300, "citation , but to one in " * 40, "x" * 1_000_000])
def test_reasons_full_of_names_are_read_in_no_time(sentence: str) -> None:
    assert told(sentence, "zh") == sentence


# Pages


def test_a_match_tells_how_both_sides_use_it() -> None:
    view = pair_page(made(factories.english()), (0, 2)).matches[0]
    assert (view.left.category, view.right.category) == ("cited-and-quoted", "cited-and-quoted")
    assert view.right.label == Label("cited-and-quoted", "The passage stands in quotation marks and names its source.")


def test_the_places_of_a_family_follow_its_order_and_other_line_ends_are_no_other_wording() -> None:
    texts = ("One two three.", "One\ntwo three.", "One four three.")
    documents = tuple(factories.document(id, text) for id, text in enumerate(texts))
    sides = tuple(Side(id, Span(0, len(text))) for id, text in enumerate(texts))
    matches = (Match(0, sides[0], sides[1], "verbatim", 1.0, 90.0), Match(1, sides[0], sides[2], "edited", 0.8, 90.0))
    family = Family(0, sides, (0, 1), (2, 0, 1), "lineage")
    page = family_page(made(factories.result(documents, matches, families=(family,))), 0)
    assert [(place.name.id, place.same_as) for place in page.places] == [(2, None), (0, None), (1, 2)]
    assert page.places[1].pieces == (("same", "One "), ("deleted", "four"), ("inserted", "two"), ("same", " three."))
    assert (page.wordings, page.ordered_by) == (2, "lineage")


def test_long_runs_of_a_later_place_are_shown_by_their_ends() -> None:
    pieces = tuple(shortened((("same", "a" * 1000), ("deleted", "b" * 100), ("inserted", "c" * 1000))))
    assert pieces == (
        ("same", "a" * 100),
        ("skipped", "800"),
        ("same", "a" * 100),
        ("deleted", "b" * 100),
        ("inserted", "c" * 1000),
    )


def test_family_pages_keep_to_their_limit_and_say_how_many_are_left_out() -> None:
    result = factories.english()
    more = replace(result, families=(*result.families, replace(result.families[0], id=1)))
    plan = made(more, max_families=1).plan
    assert (plan.families, plan.families_left_out) == ((0,), 1)
    assert plan.family_href(0) == "families/0000.html"
    assert plan.family_href(1) is None


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
def test_every_kind_of_evidence_has_words(words: Wording) -> None:
    kinds = """
        date latest-year names-source corrections elaboration figures cohesion fluency hidden-characters look-alikes
        marks script points item-numbers citation-numbers declared truncated quoted third-text shared-changes opposed"""
    assert [kind for kind in kinds.split() if words.name("evidence", kind) == kind] == []
