"""The sample corpus is what ``truth.json`` says it is, and its sources still make it."""

from __future__ import annotations

import importlib
import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import opencc
import pytest

from dedup.model import Document
from dedup.reading import read_document
from dedup.settings import ReadingSettings

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
TOOLS = ROOT / "tools"

SAME_TEXT = {"verbatim-paragraph", "lifted-sentence", "compilation", "attributed-quotation", "internal-repetition"}
KINDS = SAME_TEXT | {
    "sentence-a-line",
    "watermark",
    "other-script",
    "hidden-characters",
    "light-edits",
    "heavy-edits",
    "reordering",
    "cut-down",
    "dated-versions",
}
# No essay may share so many folded characters with another by chance: a longer run has to be planted.
CHINESE_RUN, LATIN_RUN = 13, 40


@pytest.fixture(scope="module")
def tools() -> Iterator[ModuleType]:
    sys.path.insert(0, str(TOOLS))
    yield importlib.import_module("make_corpus")
    sys.path.remove(str(TOOLS))


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    return json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    names = sorted(name for name in files(CORPUS) if name != "truth.json")
    return {name: read_document(CORPUS / name, name, ReadingSettings()) for name in names}


@pytest.fixture(scope="module")
def t2s() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def passage(side: dict[str, Any], documents: dict[str, Document]) -> str:
    return documents[side["document"]].text[side["start"] : side["end"]]


def sides(kind: str, truth: dict[str, Any], documents: dict[str, Document]) -> list[tuple[str, str]]:
    chosen = [case for case in truth["cases"] if case["kind"] == kind]
    assert chosen, kind
    return [
        (squeezed(passage(case["source"], documents)), squeezed(passage(case["copy"], documents))) for case in chosen
    ]


def squeezed(text: str) -> str:
    return "".join(text.split())


def letters(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


def test_corpus_is_as_large_and_as_mixed_as_promised(documents: dict[str, Document]) -> None:
    assert len(documents) >= 40
    assert {document.format for document in documents.values()} == {
        "txt", "md", "html", "docx", "pdf", "odt", "epub", "rtf",
    }  # fmt: skip
    assert {"gb18030", "big5", "utf-16-le"} <= {document.encoding for document in documents.values()}
    english = [document for document in documents.values() if document.text.isascii()]
    assert len(english) >= 10
    assert len(documents) - len(english) >= 30


def test_every_kind_is_planted(truth: dict[str, Any]) -> None:
    assert truth["schema"] == "dedup.truth/1"
    assert {case["kind"] for case in truth["cases"]} == KINDS
    assert len({case["id"] for case in truth["cases"]}) == len(truth["cases"])


def test_offsets_lie_in_the_texts(truth: dict[str, Any], documents: dict[str, Document]) -> None:
    for case in truth["cases"]:
        for side in (case["source"], case["copy"]):
            assert 0 <= side["start"] < side["end"] <= documents[side["document"]].characters, case["id"]
            assert passage(side, documents).strip() == passage(side, documents), case["id"]


@pytest.mark.parametrize("kind", sorted(SAME_TEXT))
def test_verbatim_kinds_have_equal_passages(kind: str, truth: dict[str, Any], documents: dict[str, Document]) -> None:
    for source, copy in sides(kind, truth, documents):
        assert source == copy


def test_lifted_sentences_are_single_sentences(truth: dict[str, Any], documents: dict[str, Document]) -> None:
    for source, _ in sides("lifted-sentence", truth, documents):
        assert source[-1] in "。.，"
        assert sum(source.count(mark) for mark in "。.") == 1


def test_sentence_a_line_keeps_letters_and_breaks_lines(truth: dict[str, Any], documents: dict[str, Document]) -> None:
    for case in (case for case in truth["cases"] if case["kind"] == "sentence-a-line"):
        source, copy = passage(case["source"], documents), passage(case["copy"], documents)
        assert letters(source) == letters(copy)
        assert len(copy.split("\n")) == sum(source.count(mark) for mark in "。！？")


def test_watermarks_stand_inside_an_unchanged_text(
    tools: ModuleType, truth: dict[str, Any], documents: dict[str, Document]
) -> None:
    marks = [case.mark for case in tools.read_plan(tools.SOURCES / "plan.toml").cases if case.mark]
    for (source, copy), mark in zip(sides("watermark", truth, documents), marks, strict=True):
        assert copy.count(mark) >= 3
        assert copy.replace(mark, "") == source


def test_other_script_is_the_same_text_in_other_characters(
    truth: dict[str, Any], documents: dict[str, Document], t2s: opencc.OpenCC
) -> None:
    for source, copy in sides("other-script", truth, documents):
        assert source != copy
        assert t2s.convert(copy) == t2s.convert(source)


def test_hidden_characters_leave_the_visible_text(truth: dict[str, Any], documents: dict[str, Document]) -> None:
    looks = str.maketrans("асеорхуіјѕАСЕНКМОРТХВ⻓⻚⻔⻅", "aceopxyijsACEHKMOPTXB长页门见")
    for source, copy in sides("hidden-characters", truth, documents):
        assert source not in copy
        assert letters(copy.translate(looks)) == letters(source)


@pytest.mark.parametrize(("kind", "least", "most"), [("light-edits", 0.04, 0.12), ("heavy-edits", 0.22, 0.32)])
def test_edits_are_as_light_or_heavy_as_named(kind: str, least: float, most: float, truth: dict[str, Any]) -> None:
    for case in truth["cases"]:
        if case["kind"] == kind:
            assert least <= case["changed"] <= most, case["id"]


def test_reordering_moves_sentences_and_changes_none(truth: dict[str, Any], documents: dict[str, Document]) -> None:
    for source, copy in sides("reordering", truth, documents):
        assert source != copy
        assert sorted(source.split("。")) == sorted(copy.split("。"))


def test_cut_down_only_leaves_out(truth: dict[str, Any], documents: dict[str, Document]) -> None:
    for source, copy in sides("cut-down", truth, documents):
        assert 0.55 <= len(copy) / len(source) <= 0.8
        rest = iter(letters(source))
        assert all(character in rest for character in letters(copy))


def test_quotations_stand_in_quotation_marks_beside_their_source(
    truth: dict[str, Any], documents: dict[str, Document]
) -> None:
    for case in (case for case in truth["cases"] if case["kind"] == "attributed-quotation"):
        text, copy = documents[case["copy"]["document"]].text, case["copy"]
        assert text[copy["start"] - 1] + text[copy["end"]] in ("“”", '""')
        title = documents[case["source"]["document"]].title
        assert title is not None
        assert title in text[copy["start"] - 100 : copy["start"]]


def test_versions_are_dated_in_order(truth: dict[str, Any], documents: dict[str, Document]) -> None:
    for case in (case for case in truth["cases"] if case["kind"] == "dated-versions"):
        earlier, later = (documents[case[side]["document"]] for side in ("source", "copy"))
        assert earlier.date is not None
        assert later.date is not None
        assert earlier.date < later.date
        assert earlier.author == later.author


def test_pages_of_the_site_share_their_template(truth: dict[str, Any], documents: dict[str, Document]) -> None:
    for template in truth["templates"]:
        assert len(template["documents"]) >= 4
        texts = [
            {documents[page["document"]].text[span["start"] : span["end"]] for span in page["spans"]}
            for page in template["documents"]
        ]
        assert len(set.intersection(*texts)) >= 2


def test_slogans_are_short_and_shared(truth: dict[str, Any], documents: dict[str, Document]) -> None:
    for slogan in truth["slogans"]:
        assert len(letters(slogan["text"])) <= 18
        assert len(slogan["documents"]) >= 4
        for path in slogan["documents"]:
            assert slogan["text"] in squeezed(documents[path].text)


def test_unrelated_essays_are_in_no_case(truth: dict[str, Any], documents: dict[str, Document]) -> None:
    planted = {case[side]["document"] for case in truth["cases"] for side in ("source", "copy")}
    planted |= {page["document"] for template in truth["templates"] for page in template["documents"]}
    assert sorted(truth["unrelated"]) == sorted(documents.keys() - planted)
    assert len(truth["unrelated"]) >= 8


def test_nothing_is_shared_but_what_is_planted(
    truth: dict[str, Any], documents: dict[str, Document], t2s: opencc.OpenCC
) -> None:
    holders: dict[str, set[str]] = defaultdict(set)
    for path, pieces in unplanted(truth, documents).items():
        for piece in pieces:
            for run in runs(letters(t2s.convert(piece)).casefold()):
                holders[run].add(path)
    shared = {(*pair, run) for run, paths in holders.items() for pair in combinations(sorted(paths), 2)}
    assert not shared


def unplanted(truth: dict[str, Any], documents: dict[str, Document]) -> dict[str, list[str]]:
    """Each text in the pieces that are left when planted passages, templates and slogans are taken out."""
    cuts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for case in truth["cases"]:
        for side in (case["source"], case["copy"]):
            cuts[side["document"]].append((side["start"], side["end"]))
    for template in truth["templates"]:
        for page in template["documents"]:
            cuts[page["document"]] += [(span["start"], span["end"]) for span in page["spans"]]
    pieces: dict[str, list[str]] = {}
    for path, document in documents.items():
        characters = list(document.text)
        for start, end in cuts[path]:
            characters[start:end] = "\0" * (end - start)
        text = "".join(characters)
        for slogan in truth["slogans"]:
            text = text.replace(slogan["text"], "\0")
        pieces[path] = [piece for piece in text.split("\0") if piece]
    return pieces


def runs(folded: str) -> Iterator[str]:
    """Runs of letters of the length that is too long for chance: shorter where one of them is Chinese."""
    for start in range(len(folded) - CHINESE_RUN + 1):
        run = folded[start : start + CHINESE_RUN]
        if any("\u4e00" <= character <= "\u9fff" for character in run):
            yield run
        elif start + LATIN_RUN <= len(folded):
            yield folded[start : start + LATIN_RUN]


def test_the_documented_case_and_counts_hold(truth: dict[str, Any], documents: dict[str, Document]) -> None:
    page = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
    example = json.loads(page.split("```json\n")[1].split("```")[0])
    english = sum(path.startswith("english/") for path in documents)
    assert example in truth["cases"]
    assert f"{len(documents)} short essays" in page
    assert f"{len(documents) - english} Chinese and {english} English" in page
    assert {kind for kind in KINDS if f"`{kind}`" in page} == KINDS


def test_facts_of_the_sources_are_read_back(tools: ModuleType, documents: dict[str, Document]) -> None:
    for essay in tools.read_essays(tools.SOURCES / "essays"):
        document = documents[essay.path]
        assert (document.title, document.date, document.author) == (essay.title, essay.date, essay.author)


def test_sources_still_make_the_committed_corpus(tools: ModuleType, tmp_path: Path) -> None:
    tools.write_corpus(tmp_path)
    made, committed = files(tmp_path), files(CORPUS)
    assert made.keys() == committed.keys()
    assert [name for name in made if made[name] != committed[name]] == []


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
