"""Values on their way between processes: what arrives is what was sent, and only what was asked for."""

from __future__ import annotations

import ast
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factories
from dedup.helpers import received, send
from dedup.judgement.quoting.marks import Piece
from dedup.judgement.quoting.reach import Citation
from dedup.judgement.quoting.reading import Reading
from dedup.model import (
    Direction,
    Dismissal,
    Document,
    Evidence,
    Family,
    Label,
    Match,
    Notice,
    Result,
    Side,
    Skipped,
    Span,
    Zone,
)
from dedup.packing import packed, unpacked
from dedup.settings import ReportSettings
from strategies import a_moderate_number, any_text

SOURCE = Path(__file__).parent.parent / "src"

numbers = st.integers(min_value=0, max_value=2**53)
floats = st.floats(allow_nan=False)
spans = st.tuples(numbers, numbers).map(lambda ends: Span(min(ends), max(ends)))


def some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=3).map(tuple)


notices = st.builds(Notice, code=any_text, message=any_text, count=numbers, span=st.none() | spans)
zones = st.builds(
    Zone,
    kind=st.sampled_from(["quotation", "common"]),
    span=spans,
    reason=any_text,
    cited=st.booleans(),
    excused=st.booleans(),
)
documents = st.builds(
    Document,
    id=numbers,
    path=any_text,
    title=st.none() | any_text,
    format=any_text,
    encoding=st.none() | any_text,
    date=st.none() | any_text,
    author=st.none() | any_text,
    digest=any_text,
    text=any_text,
    notices=some(notices),
    headings=some(spans),
    pages=some(numbers),
    group=st.none() | any_text,
    zones=some(zones),
    first_line=numbers,
)
readings = st.builds(
    Reading,
    pieces=some(st.builds(Piece, span=spans, mark=any_text, closed=st.booleans())),
    references=some(zones),
    citations=some(st.builds(Citation, mention=spans, core=spans, reach=spans, words=any_text)),
)
sides = st.builds(Side, document=numbers, span=spans)
labels = st.builds(Label, context=st.sampled_from(["uncited", "own-work"]), reason=any_text)
evidence = st.builds(Evidence, kind=any_text, detail=any_text, log_odds=floats)
directions = st.builds(Direction, source=st.just("left"), probability=floats, evidence=some(evidence))
matches = st.builds(
    Match,
    id=numbers,
    left=sides,
    right=sides,
    kind=st.just("edited"),
    similarity=floats,
    bits=floats,
    carriers=numbers,
    context=st.just("uncited"),
    reason=any_text,
    direction=directions,
    left_label=labels,
    right_label=labels,
    key=any_text,
    dismissal=st.none() | st.builds(Dismissal, reason=st.just("quoted"), note=any_text),
)
skipped = st.builds(Skipped, path=any_text, reason=st.just("empty"), detail=any_text)
families = st.builds(
    Family, id=numbers, occurrences=some(sides), matches=some(numbers), order=some(numbers), ordered_by=st.just("date")
)


@given(st.lists(documents, max_size=3), st.lists(readings, max_size=3))
@a_moderate_number
def test_documents_and_readings_arrive_as_they_were(sent: list[Document], answered: list[Reading]) -> None:
    assert unpacked(packed(sent), list[Document]) == sent
    assert unpacked(packed(answered), list[Reading]) == answered


@given(some(documents), some(matches), some(skipped), some(families))
@a_moderate_number
def test_a_result_arrives_as_it_was(
    texts: tuple[Document, ...],
    found: tuple[Match, ...],
    passed_over: tuple[Skipped, ...],
    carried: tuple[Family, ...],
) -> None:
    plain = factories.scored(factories.chinese())
    whole = replace(
        plain,
        documents=(*plain.documents, *texts),
        matches=(*plain.matches, *found),
        skipped=passed_over,
        families=carried,
    )
    arrived = unpacked(packed(whole), Result)
    assert arrived == whole
    assert repr(arrived) == repr(whole)  # -0.0 is no 0.0, and 1 is no 1.0


@pytest.mark.parametrize("text", ["\ud83d", "\ude00\ud83d", "\ud83d\ude00", "😀", '\0\u2028\\ud83d"'])
def test_surrogates_neither_get_lost_nor_join(text: str) -> None:
    assert unpacked(packed([text]), list[str]) == [text]


def test_settings_and_numbers_arrive_as_they_were() -> None:
    assert unpacked(packed(ReportSettings(max_graphs=7)), ReportSettings) == ReportSettings(max_graphs=7)
    assert unpacked(packed((3, 60)), tuple[int, int]) == (3, 60)
    assert unpacked(packed({"ferry": Span(1, 2)}), dict[str, Span]) == {"ferry": Span(1, 2)}


def test_what_is_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="1 values"):
        unpacked(b"[[1]]", list[Span])
    with pytest.raises(ValueError, match="start"):
        unpacked(b"[[2,1]]", list[Span])
    with pytest.raises(ValueError, match="Expecting"):
        unpacked(b"no JSON", int)


def test_what_could_not_be_told_apart_is_not_sent() -> None:
    with pytest.raises(TypeError, match="cannot be sent"):
        packed({"ferries": object()})
    with pytest.raises(TypeError, match="alike"):
        unpacked(packed(Span(1, 2)), Span | Side)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="cannot be read"):
        unpacked(b"[]", Path)


def test_messages_keep_their_bounds_and_one_that_breaks_off_is_told() -> None:
    line = io.BytesIO()
    for message in (b"", b"ferry", b"\n" * 70_000):
        send(line, message)
    whole = line.getvalue()
    line.seek(0)
    assert [received(line) for _ in range(3)] == [b"", b"ferry", b"\n" * 70_000]
    for cut in (io.BytesIO(), io.BytesIO(whole[:5]), io.BytesIO(whole[8:18])):
        with pytest.raises(EOFError):
            received(cut)


def test_no_module_pickles() -> None:
    """Nor does one import what pickles unasked: processes and shelves of the standard library."""
    refused = {"pickle", "_pickle", "cloudpickle", "dill", "joblib", "marshal", "multiprocessing", "shelve"}
    refused_names = {"concurrent.futures.ProcessPoolExecutor", "concurrent.futures.process"}
    modules = sorted(SOURCE.rglob("*.py"))
    assert len(modules) > 100
    assert not [
        (path.relative_to(SOURCE).as_posix(), name)
        for path in modules
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _imported(node)
        if name.split(".")[0] in refused or name in refused_names
    ]


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []
