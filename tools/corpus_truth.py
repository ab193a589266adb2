"""``truth.json``: what is planted, with offsets into the texts as dedup's own readers extract them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from corpus_essays import Case, Essay, Plan, passages
from dedup.model import Span
from dedup.reading import read_document
from dedup.settings import ReadingSettings

Json = dict[str, object]


def truth(essays: tuple[Essay, ...], plan: Plan, folder: Path) -> Json:
    """The whole of ``truth.json`` for the files in ``folder``, which hold ``essays``."""
    texts = {essay.path: _extracted(folder / essay.path, essay.path) for essay in essays}
    cases = [_case(case, essays, texts) for case in plan.cases]
    involved = {path for case in cases for path in _documents(case)} | {essay.path for essay in essays if essay.site}
    return {
        "schema": "dedup.truth/1",
        "cases": cases,
        "templates": [_template(name, essays, plan, texts) for name in plan.sites],
        "slogans": [{"text": slogan, "documents": _holding(slogan, texts)} for slogan in plan.slogans],
        "unrelated": [essay.path for essay in essays if essay.path not in involved],
    }


def truth_bytes(value: Json) -> bytes:
    """``value`` as it stands in the corpus."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def places(passage: str, text: str) -> list[Span]:
    """Where ``passage`` stands in ``text``, whatever white space an extraction put between its characters."""
    kept = [n for n, character in enumerate(text) if not character.isspace()]
    squeezed, wanted = "".join(text[n] for n in kept), "".join(passage.split())
    found, at = [], squeezed.find(wanted)
    while at >= 0:
        found.append(Span(kept[at], kept[at + len(wanted) - 1] + 1))
        at = squeezed.find(wanted, at + 1)
    return found


def _extracted(path: Path, relative: str) -> str:
    return read_document(path, relative, ReadingSettings()).text


def _case(case: Case, essays: tuple[Essay, ...], texts: Mapping[str, str]) -> Json:
    source_path, source = _passage(case.source, essays)
    copy_path, copy = _passage(case.copy, essays)
    repeated = source_path == copy_path and source == copy
    source_span = _place(case.source, source, source_path, texts, expected=2 if repeated else 1)[0]
    copy_span = _place(case.copy, copy, copy_path, texts, expected=2 if repeated else 1)[-1]
    return {
        "id": case.id,
        "kind": case.kind,
        "source": {"document": source_path, "start": source_span.start, "end": source_span.end},
        "copy": {"document": copy_path, "start": copy_span.start, "end": copy_span.end},
        "borrower": case.borrower,
        "changed": round(Levenshtein.normalized_distance("".join(source.split()), "".join(copy.split())), 3),
        "note": case.note,
    }


def _passage(name: str, essays: tuple[Essay, ...]) -> tuple[str, str]:
    for essay in essays:
        for found, text in passages(essay.body):
            if found == name:
                return essay.path, text
    raise SystemExit(f"no essay marks a passage {name}")


def _place(name: str, passage: str, path: str, texts: Mapping[str, str], expected: int) -> list[Span]:
    found = places(passage, texts[path])
    if len(found) != expected:
        raise SystemExit(f"{path}: passage {name} was read back {len(found)} times, expected {expected}")
    return found


def _template(name: str, essays: tuple[Essay, ...], plan: Plan, texts: Mapping[str, str]) -> Json:
    """Of a page's template, what the extraction left in the text: readers of HTML drop menus and footers."""
    pieces = plan.sites[name].pieces()
    pages = [essay.path for essay in essays if essay.site == name]
    documents = []
    for path in pages:
        spans = [span for piece in pieces for span in places(piece, texts[path])]
        documents.append({"document": path, "spans": [{"start": span.start, "end": span.end} for span in spans]})
    return {"site": plan.sites[name].name, "documents": documents}


def _holding(slogan: str, texts: Mapping[str, str]) -> list[str]:
    return [path for path, text in texts.items() if places(slogan, text)]


def _documents(case: Json) -> list[str]:
    sides = (case["source"], case["copy"])
    return [str(side["document"]) for side in sides if isinstance(side, dict)]
