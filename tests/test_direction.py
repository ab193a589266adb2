"""Direction: what tells the text that a passage was written for from the one that took it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from cases import Case, cases
from dedup.judgement import direct, evidence_of
from dedup.model import Direction, Document, Match, Side, Span
from dedup.settings import JudgementSettings
from dedup.text import Folded, Folder
from factories import document

CORPUS = Path(__file__).parents[1] / "corpus"
FOLDER = Folder()
_HEAD = re.compile(r"@(date|author|title) (.+)\n")


@dataclass(frozen=True)
class Others:
    """Essays that the two texts of a case stand among, so that some words are rarer than others."""

    documents: list[Document]
    folded: list[Folded]


@pytest.fixture(scope="module")
def others() -> Others:
    paths = sorted(path for path in CORPUS.rglob("*") if path.suffix in (".txt", ".md"))
    documents = [
        document(number, path.read_text("utf-8", "replace"), path.name) for number, path in enumerate(paths, 2)
    ]
    return Others(documents, [FOLDER.fold(each.text) for each in documents])


def marked(number: int, written: str) -> tuple[Document, list[Span]]:
    """A document and the places of its passages."""
    facts = {}
    while head := _HEAD.match(written):
        facts[head[1]] = head[2]
        written = written[head.end() :]
    spans, text = [], ""
    for part in re.split("(⟦[^⟧]*⟧)", written):
        plain = part.strip("⟦⟧")
        if part != plain:
            spans.append(Span(len(text), len(text) + len(plain)))
        text += plain
    return document(number, text, ("left.txt", "right.txt")[number], **facts), spans


def directions(written: str, others: Others) -> list[Direction]:
    """The direction of each passage of two texts."""
    (left, left_spans), (right, right_spans) = map(marked, (0, 1), written.split("\n---\n"))
    matches = [
        Match(number, Side(0, one), Side(1, other), "edited", 0.9, 100.0)
        for number, (one, other) in enumerate(zip(left_spans, right_spans, strict=True))
    ]
    assert matches
    documents = [left, right, *others.documents]
    folded = [FOLDER.fold(left.text), FOLDER.fold(right.text), *others.folded]
    evidence = evidence_of(matches, documents, folded)
    return [match.direction for match in direct(matches, evidence, documents, JudgementSettings())]


@pytest.mark.parametrize("case", cases("direction_evidence.md"), ids=lambda case: case.title)
def test_evidence(case: Case, others: Others) -> None:
    source, *named = case.expected.splitlines()
    for found in directions(case.input, others):
        assert found.source == source, found
        speaking = {item.kind: "left" if item.log_odds > 0 else "right" for item in found.evidence}
        assert len(speaking) == len(found.evidence), "a kind of evidence is named once"
        _check(named, source, speaking)
        _check_sentences(found)


def _check(named: Sequence[str], source: str, speaking: dict[str, str]) -> None:
    for line in named:
        kind, _, side = line.partition(" ")
        if line == "nothing":
            assert not speaking
        elif kind == "no":
            assert side not in speaking
        else:
            assert speaking.get(kind) == (side or source), speaking


def _check_sentences(found: Direction) -> None:
    """A detail is a sentence that a reader can check: it says in which text, and leaves no gap."""
    for item in found.evidence:
        assert item.kind == "date" or re.search(r"(left|right)\.txt", item.detail), item
        assert item.detail == item.detail.strip(" :")
        assert not re.search(r"“”|None|\{|\}", item.detail)
        assert item.log_odds != 0
