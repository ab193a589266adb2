"""Folding: texts that print alike fold alike, and every folded character maps back to its source."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cases import Case, cases
from dedup.text import Folded, Folder
from dedup.text.characters import fold_character, is_dense
from dedup.text.folding import code_points
from dedup.text.marks import repeated_marks
from dedup.text.repairs import repair_notices
from reference import codes_of
from reference_links import breaks
from strategies import a_moderate_number, any_text, essays

FOLDER = Folder()


def fold(text: str) -> Folded:
    return FOLDER.fold(text)


@pytest.mark.parametrize("case", cases("folding.md"), ids=lambda case: case.title)
def test_folding(case: Case) -> None:
    assert fold(case.input).text() == case.expected


@pytest.mark.parametrize("case", cases("marks.md"), ids=lambda case: case.title)
def test_marks(case: Case) -> None:
    spans = repeated_marks(case.input).tolist()
    assert "\n".join(case.input[start:end] for start, end in spans) == case.expected
    for start, end in spans:
        places = fold(case.input).source
        assert not ((places >= start) & (places < end)).any()


@a_moderate_number
@given(any_text)
@example("\0乾\ud800燥\udfff")
@example("㈱" * 20)
@example("İ\u0345ﷺ")
def test_every_folded_character_comes_from_the_source(text: str) -> None:
    folded = fold(text)
    source = folded.source.tolist()
    assert len(source) == folded.codes.size == len(folded.text())
    assert all(0 <= place < len(text) for place in source)
    assert source == sorted(source)
    assert {0} & set(folded.codes.tolist()) == set()


@a_moderate_number
@given(st.lists(st.text(alphabet="abcXYZéïßﬁ𝐁１ 9,.-\n\u200b", max_size=12), max_size=8))
def test_where_no_context_crosses_a_text_folds_as_its_parts_do(parts: list[str]) -> None:
    whole = fold("".join(parts))
    assert whole.text() == "".join(fold(part).text() for part in parts)
    places, offset = [], 0
    for part in parts:
        places += [offset + place for place in fold(part).source.tolist()]
        offset += len(part)
    assert whole.source.tolist() == places


@a_moderate_number
@given(st.lists(essays, max_size=5))
def test_paragraphs_fold_alone_as_they_do_together(paragraphs: list[str]) -> None:
    assert fold("\n".join(paragraphs)).text() == "".join(fold(paragraph).text() for paragraph in paragraphs)


@a_moderate_number
@given(any_text)
def test_folding_a_folded_text_changes_nothing_but_context(text: str) -> None:
    once = "".join(fold_character(ord(character)) for character in text)
    assert "".join(fold_character(ord(character)) for character in once) == once


@a_moderate_number
@given(essays)
def test_dressing_leaves_the_folding_as_it_was(text: str) -> None:
    plain = fold(text).text()
    assert fold(text.upper()).text() == plain
    assert fold(unicodedata.normalize("NFD", text)).text() == plain
    assert fold("\u200b".join(text)).text() == plain
    assert fold(text.replace("\n", "\r\n")).text() == plain
    assert fold(text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})).text() == plain


def test_a_traditional_text_folds_to_its_simplified_self() -> None:
    assert fold("鐘樓的鐘慢了七分鐘，沒有人去撥").text() == fold("钟楼的钟慢了七分钟，没有人去拨").text()


def test_expanded_characters_map_back_to_the_one_they_came_from() -> None:
    folded = fold("a㍿b")
    assert folded.text() == "a株式会社b"
    assert folded.source.tolist() == [0, 1, 1, 1, 1, 2]


def test_offsets_count_code_points_beside_astral_characters() -> None:
    folded = fold("😀\r\n𠮷e\u0301x")
    assert [(chr(code), place) for code, place in zip(folded.codes, folded.source, strict=True)] == [
        ("𠮷", 3),
        ("e", 4),
        ("x", 6),
    ]


def test_folded_text_can_be_cut() -> None:
    folded = fold("一，二，三，四")
    assert (folded.text(1, 3), folded.text(2), folded.text(4)) == ("二三", "三四", "")


def test_one_folder_serves_many_texts() -> None:
    folder = Folder()
    folder.fold("㈱ аб 乾燥")
    assert folder.fold("㍿ 乾隆").text() == Folder().fold("㍿ 乾隆").text() == "株式会社乾隆"


def test_one_folder_serves_many_threads() -> None:
    texts = ["".join(chr(first + 13 * n) for n in range(120)) + "㍿鐘樓" for first in range(0x21, 0x2F00, 61)]
    folder = Folder()
    with ThreadPoolExecutor(4) as pool:
        folded = list(pool.map(folder.fold, texts))
    assert [each.text() for each in folded] == [fold(text).text() for text in texts]


@pytest.mark.parametrize("text", ["\0", "a\0乾燥", "\ud83d乾燥\udc00", "\ud800" * 3, "乾燥\0\n後面"])
def test_what_opencc_cannot_be_given_does_not_end_the_folding(text: str) -> None:
    assert fold(text).text().replace("\0", "") == fold(text).text()


def test_a_nul_costs_only_its_own_line_the_simplified_characters() -> None:
    assert fold("a\0\n乾燥").text() == "a干燥"


def test_a_lone_surrogate_is_an_own_code_point() -> None:
    assert code_points("a\ud800😀").tolist() == [0x61, 0xD800, 0x1F600]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("青\u200b屿", [1]),
        ("青\u200b\u200b\u200d屿", [1, 2, 3]),
        ("to\u00adwer", [2]),
        ("\ufeff青屿", [0]),
        ("بی\u200cبی", []),
        ("🏳\ufe0f\u200d🌈", []),
        ("青屿", []),
    ],
)
def test_hidden_characters(text: str, hidden: list[int]) -> None:
    assert fold(text).hidden.tolist() == hidden


@pytest.mark.parametrize(
    ("text", "lookalikes"),
    [
        ("cl\u043eck", [2]),
        ("\u0441lock", [0]),
        ("\u0441\u043block", []),
        ("дом окно", []),
        ("λόγος", []),
        ("clock", []),
    ],
)
def test_lookalikes_are_those_that_touch_a_latin_letter(text: str, lookalikes: list[int]) -> None:
    assert fold(text).lookalikes.tolist() == lookalikes


def test_repairs_are_said_with_number_and_first_place() -> None:
    mark = "[青屿文库收藏版]"
    text = f"水往\u200b低处\u200b流{mark}，人往cl\u043eck走{mark}，茶往山里长{mark}好。"
    notices = {notice.code: notice for notice in repair_notices(text, fold(text))}
    assert set(notices) == {"hidden-characters", "look-alike-letters", "repeated-mark"}
    places = {code: (notice.count, notice.span and notice.span.of(text)) for code, notice in notices.items()}
    assert places == {
        "hidden-characters": (2, "\u200b"),
        "look-alike-letters": (1, "\u043e"),
        "repeated-mark": (3, mark),
    }
    assert "U+200B" in notices["hidden-characters"].message
    assert "U+043E" in notices["look-alike-letters"].message
    assert mark in notices["repeated-mark"].message


def test_a_clean_text_has_nothing_to_say() -> None:
    text = "Дом у реки. The clock tower. 钟楼[12]。نمی\u200cخواهم"
    assert list(repair_notices(text, fold(text))) == []


def test_dense_characters_weigh_double() -> None:
    assert all(is_dense(ord(character)) for character in "水々〇がカ한𠮷\uf900")
    assert not any(is_dense(ord(character)) for character in "aé9дא、，")


def test_codes_are_those_of_the_folded_characters() -> None:
    assert fold("Ａ水").codes.tolist() == codes_of("a水").tolist()


@a_moderate_number
@given(any_text | essays | st.text(alphabet="ab水火 .!。；，'’\u200b\u0301\r\n\u2028-", max_size=40))
@example("㈱。㍿\nx")
@example("3.5 a. b.c\nd.\ne!")
def test_breaks_are_what_stands_between_the_folded_characters(text: str) -> None:
    folded = fold(text)
    assert folded.breaks.tolist() == breaks(text, folded.source.tolist())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("水火", [0, 0]),
        ("水，火", [0, 1]),
        ("水。火", [0, 2]),
        ("水。”火", [0, 2]),
        ("水\n火", [0, 3]),
        ("水。\n火", [0, 3]),
        ("a.b", [0, 1]),
        ("a. b", [0, 2]),
        ("a'b", [0, 0]),
        ("a\u200bb", [0, 0]),
        ("\n水", [0]),
    ],
)
def test_words_sentences_and_lines_end(text: str, expected: list[int]) -> None:
    assert fold(text).breaks.tolist() == expected
