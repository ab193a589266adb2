"""The whole way: what is planted is found, what is common is not accused, and every number can be traced."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import Case, cases
from dedup.coverage import union
from dedup.errors import InputError
from dedup.model import Document, Match, Result, Side, Span
from dedup.pipeline import compare, compare_files, examine, scan
from dedup.results import to_json
from dedup.settings import Settings
from dedup.text import Folder
from factories import document

CORPUS = Path(__file__).parents[1] / "corpus"
TRUTH: dict[str, Any] = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))
# The least share of a planted passage's characters that must be found, on both sides.
FLOORS = {
    "verbatim-paragraph": 0.95,
    "lifted-sentence": 0.95,
    "sentence-a-line": 0.95,
    "watermark": 0.95,
    "other-script": 0.95,
    "hidden-characters": 0.95,
    "compilation": 0.95,
    "internal-repetition": 0.95,
    "attributed-quotation": 0.95,
    "light-edits": 0.90,
}
CANAL = "渠是给水修的路，不是给人修的墙；路要顺，墙才要直。所以下村的渠没有一段是直的，却没有一年是断的。"
MILL = "磨坊主人把石磨拆下来那天，河边的鸭子站成一排，像是来送一位老邻居；水车停了，日子却还在往下流。"
FERRY = (
    "The ferryman keeps two ledgers, one for the passengers and one for the fog, and he swears that the second has "
    "never been wrong."
)


@pytest.fixture(scope="module")
def corpus() -> Result:
    return scan([CORPUS], Settings(), jobs=1)


@pytest.fixture(scope="module")
def ids(corpus: Result) -> dict[str, int]:
    return {document.path: document.id for document in corpus.documents}


def sides_in(result: Result, one: int, other: int) -> list[tuple[Side, Side]]:
    """Both ways round: the sides of the matches between two documents, the one's first."""
    both = [pair for match in result.matches for pair in ((match.left, match.right), (match.right, match.left))]
    return [(side, far) for side, far in both if (side.document, far.document) == (one, other)]


def found_share(place: dict[str, Any], ids: dict[str, int], sides: list[tuple[Side, Side]]) -> float:
    planted = Span(place["start"], place["end"])
    spans = union(side.span for side, _ in sides if side.document == ids[place["document"]])
    return sum(planted.overlap(span) for span in spans) / planted.length


def cases_of(*kinds: str) -> list[dict[str, Any]]:
    return [case for case in TRUTH["cases"] if case["kind"] in kinds]


@pytest.mark.parametrize("case", cases_of(*FLOORS), ids=lambda case: case["id"])
def test_planted_reuse_is_found_on_both_sides(case: dict[str, Any], corpus: Result, ids: dict[str, int]) -> None:
    source, copy = case["source"], case["copy"]
    there = sides_in(corpus, ids[source["document"]], ids[copy["document"]])
    back = sides_in(corpus, ids[copy["document"]], ids[source["document"]])
    assert found_share(source, ids, there) >= FLOORS[case["kind"]]
    assert found_share(copy, ids, back) >= FLOORS[case["kind"]]


@pytest.mark.parametrize("case", cases_of(*FLOORS), ids=lambda case: case["id"])
def test_planted_reuse_is_found_at_its_place(case: dict[str, Any], corpus: Result, ids: dict[str, int]) -> None:
    """The match that holds the planted source holds the planted copy, not some other place of the document."""
    source, copy = case["source"], case["copy"]
    sides = sides_in(corpus, ids[source["document"]], ids[copy["document"]])
    held = [far for side, far in sides if side.span.overlap(Span(source["start"], source["end"]))]
    assert found_share(copy, ids, [(far, far) for far in held]) >= FLOORS[case["kind"]]


@pytest.mark.parametrize(
    "case", cases_of("heavy-edits", "reordering", "cut-down", "dated-versions"), ids=lambda case: case["id"]
)
def test_reworked_reuse_is_found_in_part(case: dict[str, Any], corpus: Result, ids: dict[str, int]) -> None:
    source, copy = case["source"], case["copy"]
    assert found_share(source, ids, sides_in(corpus, ids[source["document"]], ids[copy["document"]])) > 0.5
    assert found_share(copy, ids, sides_in(corpus, ids[copy["document"]], ids[source["document"]])) > 0.5


def test_unrelated_essays_have_no_counted_match(corpus: Result, ids: dict[str, int]) -> None:
    unrelated = {ids[path] for path in TRUTH["unrelated"]}
    touching = [(pair.left, pair.right) for pair in corpus.pairs if {pair.left, pair.right} & unrelated]
    assert touching == []
    assert all(corpus.reuse[id].characters == 0 for id in unrelated)
    assert unrelated.isdisjoint(id for cluster in corpus.clusters for id in cluster.documents)


def test_only_documents_that_truth_joins_are_pairs(corpus: Result, ids: dict[str, int]) -> None:
    joined = [{ids[case["source"]["document"]], ids[case["copy"]["document"]]} for case in TRUTH["cases"]]
    sites = [{ids[page["document"]] for page in site["documents"]} for site in TRUTH["templates"]]
    for pair in corpus.pairs:
        assert any({pair.left, pair.right} <= group for group in joined), "counted without any case"
    assert sites


def test_no_slogan_is_a_match_by_itself(corpus: Result) -> None:
    folder = Folder()
    slogans = [folder.fold(slogan["text"]).text() for slogan in TRUTH["slogans"]]
    for match in corpus.matches:
        rest = folder.fold(match.left.span.of(corpus.documents[match.left.document].text)).text()
        for slogan in slogans:
            rest = rest.replace(slogan, "")
        assert len(rest) >= 8, match


def test_the_planted_slogans_and_nothing_else_are_set_phrases(corpus: Result, ids: dict[str, int]) -> None:
    folder = Folder()
    planted = {(ids[path], folder.fold(each["text"]).text()) for each in TRUTH["slogans"] for path in each["documents"]}
    found = {
        (document.id, folder.fold(zone.span.of(document.text)).text())
        for document in corpus.documents
        for zone in document.zones
        if zone.kind == "common"
    }
    # A line end inside a slogan, as in a PDF, takes a character from it.
    whose = [[own for own in planted if own[0] == document and phrase in own[1]] for document, phrase in found]
    assert {own for each in whose for own in each} == planted
    assert all(len(each) == 1 for each in whose)


def test_a_site_s_template_is_not_borrowing(corpus: Result, ids: dict[str, int]) -> None:
    for site in TRUTH["templates"]:
        for page in site["documents"]:
            planted = [Span(span["start"], span["end"]) for span in page["spans"]]
            counted = union(
                side.span
                for match in corpus.matches
                if match.context == "uncited" and not match.internal
                for side in (match.left, match.right)
                if side.document == ids[page["document"]]
            )
            assert sum(span.overlap(own) for span in planted for own in counted) == 0


def test_every_match_is_what_it_says(corpus: Result) -> None:
    assert [match.id for match in corpus.matches] == list(range(len(corpus.matches)))
    places = [(match.left, match.right) for match in corpus.matches]
    assert places == sorted(places, key=lambda both: (both[0].document, both[1].document, both[0].span, both[1].span))
    folder = Folder()
    for match in corpus.matches:
        assert match.left < match.right
        assert match.bits >= Settings().significance.min_bits
        texts = [
            folder.fold(side.span.of(corpus.documents[side.document].text)).text() for side in (match.left, match.right)
        ]
        assert (match.kind == "verbatim") == (match.similarity == 1.0)
        if match.kind == "verbatim":
            assert texts[0] == texts[1]
        if match.internal:
            assert match.left.span.overlap(match.right.span) == 0


def test_known_dates_give_the_direction_that_truth_gives(corpus: Result, ids: dict[str, int]) -> None:
    said = 0
    for case in TRUTH["cases"]:
        if case["borrower"] != "copy":
            continue
        for side, far in sides_in(corpus, ids[case["source"]["document"]], ids[case["copy"]["document"]]):
            match = next(m for m in corpus.matches if {m.left, m.right} == {side, far})
            if match.direction.source != "undetermined" and not match.internal:
                said += 1
                assert (match.left if match.direction.source == "left" else match.right) == side, case["id"]
    assert said > 5


def test_the_number_of_workers_does_not_change_a_byte(corpus: Result) -> None:
    assert to_json(scan([CORPUS], Settings(), jobs=2)) == to_json(corpus)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    def make(**texts: str) -> Path:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        return tmp_path

    yield make


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no file to read"):
        scan([tmp_path], Settings())


def test_a_folder_without_a_readable_text_names_the_first(folder: Callable[..., Path]) -> None:
    with pytest.raises(InputError, match=r"none of the 2 files.*blank\.txt"):
        scan([folder(blank="", void=" \n")], Settings())


def test_a_document_repeated_is_one_whole_match_for_each_pair(folder: Callable[..., Path]) -> None:
    text = f"{CANAL}\n\n{MILL}\n"
    result = scan([folder(a=text, b=text, c=text)], Settings(), jobs=1)
    across = [match for match in result.matches if not match.internal]
    assert [(match.left.document, match.right.document) for match in across] == list(combinations(range(3), 2))
    assert all(match.kind == "verbatim" and match.left.span == Span(0, len(text) - 1) for match in across)
    assert [cluster.documents for cluster in result.clusters] == [(0, 1, 2)]
    (family,) = result.families
    assert len(family.occurrences) == 3
    assert all(reuse.share > 0.98 and reuse.sources == 2 for reuse in result.reuse)


def test_texts_shorter_than_a_shingle(folder: Callable[..., Path]) -> None:
    result = scan([folder(a="水", b="水", c="水火")], Settings(), jobs=1)
    assert (result.matches, result.pairs) == ((), ())
    assert result.corpus.characters == 4


@pytest.mark.parametrize(("left", "right"), [("", "abc"), ("……", "！"), ("水", "水"), ("\0\ud800", CANAL), ("", "")])
def test_texts_with_next_to_nothing_to_compare(left: str, right: str) -> None:
    assert compare(left, right, Settings()) == ()


def only(matches: tuple[Match, ...]) -> Match:
    (match,) = matches
    return match


def test_compare_gives_the_places_in_both_texts() -> None:
    left, right = f"老人在村口说：{CANAL}说完就走了。", f"后来我在书里读到这样一段话。{CANAL}书很旧。"
    match = only(compare(left, right, Settings()))
    assert match.left.span.of(left) == match.right.span.of(right) == CANAL
    assert (match.kind, match.similarity) == ("verbatim", 1.0)


@pytest.mark.parametrize("case", cases("matches.md"), ids=lambda case: case.title)
def test_where_a_match_begins_and_ends(case: Case) -> None:
    left, right = case.input.split("\n---\n")
    found = [f"{m.left.span.of(left)}\n---\n{m.right.span.of(right)}" for m in compare(left, right, Settings())]
    assert found == ([case.expected] if case.expected != "---" else [])


def test_compare_without_anything_shared() -> None:
    assert compare(CANAL, MILL, Settings()) == ()


def test_comparing_a_text_with_itself_gives_all_of_it() -> None:
    match = only(compare(FERRY, FERRY, Settings()))
    assert match.left.span == match.right.span == Span(0, len(FERRY))


def test_a_text_that_repeats_itself_many_times_is_still_found_in_its_copy() -> None:
    text = CANAL[:26] * 12
    across = [match for match in compare(text, text, Settings()) if not match.internal]
    assert union(match.left.span for match in across) == (Span(0, len(text)),)


def test_paragraph_breaks_do_not_cut_a_match() -> None:
    broken = CANAL.replace("。", "。\n\n").strip() + "\n\n" + MILL.replace("；", "；\n　　")
    whole = CANAL + MILL
    match = only(compare(f"序言。\n\n{broken}\n\n后记。", f"前面的话不同：{whole}还有别的。", Settings()))
    assert match.left.span.of(f"序言。\n\n{broken}\n\n后记。") == broken
    assert match.right.span == Span(7, 7 + len(whole))


DRESSINGS: dict[str, Callable[[str], str]] = {
    "astral characters before and inside": lambda text: "😀𠮷🎉" + text.replace("，", "，🚂"),
    "CRLF": lambda text: text.replace("，", "，\r\n").replace("；", "；\r\n\r\n"),
    "combining marks": lambda text: text.replace("e", "e\u0301").replace("水", "水\u0300"),
    "zero width characters": "\u200b".join,
    "full width": lambda text: text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}),
    "characters that fold to several": lambda text: "㍿㈱ﷺ" + text,
}


@pytest.mark.parametrize("dressing", DRESSINGS)
@pytest.mark.parametrize("passage", [CANAL, FERRY], ids=["chinese", "english"])
def test_offsets_are_right_in_a_dressed_text(dressing: str, passage: str) -> None:
    plain, dressed = f"甲乙。{passage}丙丁。", DRESSINGS[dressing](f"天地玄黄。{passage}宇宙洪荒。")
    match = only(compare(plain, dressed, Settings()))
    letters = Folder().fold(passage).text()
    assert match.left.span.of(plain).rstrip("。.") == passage.rstrip("。.")
    assert Folder().fold(match.right.span.of(dressed)).text() == letters
    first = match.right.span.of(dressed)[0]
    assert Folder().fold(first).text() == letters[0]


@settings(deadline=None, max_examples=25, derandomize=True)
@given(
    st.permutations([CANAL, MILL, FERRY]),
    st.lists(st.sampled_from(["\n", "\r\n\r\n", " ", "👍", "\u200b"]), min_size=3, max_size=3),
)
def test_matches_lie_in_the_texts_whatever_stands_between(parts: list[str], between: list[str]) -> None:
    left = CANAL + MILL + FERRY
    right = "".join(gap + part for gap, part in zip(between, parts, strict=True))
    matches = compare(left, right, Settings())
    fold = Folder().fold
    assert {place for match in matches for place in range(match.left.span.start, match.left.span.end)} >= set(
        range(len(left) - 1)
    )
    for match in matches:
        assert 0 <= match.left.span.start < match.left.span.end <= len(left)
        assert 0 <= match.right.span.start < match.right.span.end <= len(right)
        ends = [fold(text).text() for text in (match.left.span.of(left), match.right.span.of(right))]
        assert all(ends)
        if match.kind == "verbatim":
            assert ends[0] == ends[1]


def test_comparing_two_files(folder: Callable[..., Path]) -> None:
    root = folder(a=CANAL, b=MILL + CANAL)
    result = compare_files(root / "a.txt", root / "b.txt", Settings())
    assert only(result.matches).right.span.of(result.documents[1].text) == CANAL
    with pytest.raises(InputError, match="same file"):
        compare_files(root / "a.txt", root / "a.txt", Settings())


def test_comparing_with_a_file_that_cannot_be_read(folder: Callable[..., Path]) -> None:
    root = folder(a=CANAL, b="", c=MILL)
    with pytest.raises(InputError, match=r"b\.txt"):
        compare_files(root / "a.txt", root / "b.txt", Settings())


def test_documents_without_a_letter_do_not_end_a_scan() -> None:
    documents = [document(0, "……"), document(1, CANAL), document(2, "！\n"), document(3, CANAL)]
    result = examine(documents, Settings())
    assert [(pair.left, pair.right) for pair in result.pairs] == [(1, 3)]
    assert len(result.reuse) == 4


def test_phrases_in_too_many_documents_are_counted_and_said() -> None:
    documents = [document(id, f"{CANAL}{chr(0x4E00 + 97 * id) * 3}") for id in range(210)]
    result = examine(documents, Settings())
    (notice,) = [notice for notice in result.notices if notice.code == "frequent-keys"]
    assert notice.code == "frequent-keys"
    assert notice.count > 0
    assert "64" in notice.message and "210" in notice.message


def test_repairs_stand_as_notices_on_their_document() -> None:
    documents: list[Document] = [document(0, "\u200b".join(CANAL)), document(1, CANAL)]
    result = examine(documents, Settings())
    assert [[notice.code for notice in item.notices] for item in result.documents] == [["hidden-characters"], []]
