"""Reasons, evidence and notices in the reader's language: all that the code can say, and all that a scan said."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dedup.model import SKIP_REASONS, Result
from dedup.report.details import LONGEST, templates, told
from dedup.report.notices_zh import NOTICES
from dedup.report.sentences_zh import SENTENCES
from dedup.report.wording import CATALOGUES
from dedup.results import read_results
from sentences import SOURCE, sentences

ROOT = Path(__file__).resolve().parent.parent
SPEAKING = (
    "judgement/**/*.py",
    "graph/*.py",
    "text/*.py",
    "reading/[!mpw]*.py",
    "reading/pdf.py",
    "reading/workers.py",
    "detection.py",
    "given.py",
    "index/matching.py",
)
"""Where results get their sentences from; faults in manifests end a scan and get into none."""
NOT_IN_RESULTS = ("import json, sys;", "microsoft word - ", "no file to read as a common source")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def fits(template: str) -> bool:
    """Whether a sentence of the code, or a part that it puts into one, stands in a sentence that is known."""
    fixed = template.strip(" ,;:{}%").split("{}")
    wanted = re.compile(".+".join(map(re.escape, fixed)))
    return any(wanted.search(english) for english, _ in (*SENTENCES, *NOTICES))


def test_every_sentence_that_the_code_can_make_is_known_in_chinese() -> None:
    found = {text: file for text, file in sentences(*SPEAKING).items() if not any(no in text for no in NOT_IN_RESULTS)}
    assert len(found) > 90
    assert {text: file for text, file in found.items() if not fits(text)} == {}


def test_a_sentence_that_is_not_known_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = 'def why(n):\n    """A text of words."""\n    return f"the ferry is {n} minutes late" + "; it waits"\n'
    (tmp_path / "made.py").write_text(made, encoding="utf-8")
    monkeypatch.setattr("sentences.SOURCE", tmp_path)
    found = sentences("*.py")
    assert found == {"the ferry is {} minutes late": "made.py", "; it waits": "made.py"}
    assert not any(map(fits, found))


def test_every_field_of_a_sentence_stands_in_its_chinese_once() -> None:
    for template in templates():
        used = re.findall(r"\{(\w+)(?::[tm])?\}", template.chinese)
        assert len(used) == len(set(used)), template
        assert set(template.fields) - set(used) <= {"counts"}, template
        assert set(used) <= set(template.fields), template


def said(result: Result) -> Iterator[str]:
    """Every sentence that a result holds for its reader."""
    for document in result.documents:
        yield from (zone.reason for zone in document.zones)
        yield from (notice.message for notice in document.notices)
    for match in result.matches:
        yield from (match.reason, match.left_label.reason, match.right_label.reason)
        yield from (evidence.detail for evidence in match.direction.evidence)
    for pair in result.pairs:
        yield from (evidence.detail for evidence in pair.direction.evidence)
    for cluster in result.clusters:
        yield from (descent.reason for descent in cluster.lineage)
    yield from (notice.message for notice in result.notices)
    yield from (skipped.detail for skipped in result.skipped)


def test_all_that_a_scan_of_the_sample_said_is_said_in_chinese() -> None:
    result = read_results(ROOT / "reports" / "sample" / "results.json", with_texts=True)
    sentences_of_it = {sentence for sentence in said(result) if sentence}
    assert len(sentences_of_it) > 100
    assert {sentence for sentence in sentences_of_it if told(sentence, "zh") == sentence} == set()
    assert all(told(sentence, "en") == sentence for sentence in sentences_of_it)


CASES = {
    "notes/a.txt: in quotation marks “…”, after the cue 沈舟说": "notes/a.txt：加了引号 “…”，前有提示语“沈舟说”",
    "not set as a quotation, a source is named for 30% of it; after the quotation mark “, which is never closed, "
    "no source named at it": "未作为引文标出，其中 30% 注明了出处；在引号 “ 之后，引号没有闭合，附近未注明出处",
    "after the cue 林渡; 说, but not set as a quotation": "前有提示语“林渡; 说”，但未作为引文标出",
    "the passage in b.txt holds hidden characters (once)": "b.txt 的这段文字含隐藏字符（1 次）",
    "b.txt names the author 林渡 of the other text": "b.txt 提到另一篇的作者 林渡",
    "in a: b.txt item 4 follows item 2": "a: b.txt 中第 4 项之前是第 2 项，序号不连",
    "the harbour is closed": "the harbour is closed",
    "in b.txt item four follows item 2": "in b.txt item four follows item 2",
}


@pytest.mark.parametrize("sentence", CASES)
def test_sentences_are_told_with_their_names_and_numbers(sentence: str) -> None:
    assert told(sentence, "zh") == CASES[sentence]


@pytest.mark.parametrize(
    "piece", ["; ", ": ", ", ", " stands in ", "after the cue ", " where ", "slogan: ", "in quotation marks ", "{", "1"]
)
def test_no_sentence_takes_long(piece: str) -> None:
    start = time.perf_counter()
    for beginning in ("", "not set as a quotation, ", "both say ", "a.txt: "):
        told(beginning + piece * (LONGEST // len(piece) - 30), "zh")
    assert time.perf_counter() - start < 1


def test_kinds_of_notices_evidence_and_skips_have_names_in_both_languages() -> None:
    """What the code hands to ``Notice``, ``Evidence`` and ``speaking_for`` by name."""
    keys = {f"skip.{reason}" for reason in SKIP_REASONS}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                keys |= {f"{group}.{name}" for group, name in _names(node)}
    assert len(keys) > 30
    for language, words in CATALOGUES.items():
        assert keys - set(words) == set(), language


def _names(call: ast.Call) -> Iterator[tuple[str, str]]:
    group, place = {"Notice": ("notice", 0), "Evidence": ("evidence", 0), "speaking_for": ("evidence", 1)}.get(
        call.func.id if isinstance(call.func, ast.Name) else "", ("", 9)
    )
    if group and place < len(call.args) and isinstance(call.args[place], ast.Constant):
        yield group, str(call.args[place].value)  # type: ignore[attr-defined]
