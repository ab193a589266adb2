"""The score waterfall and the figures: hand-made cases, and what a count of single characters says."""

from __future__ import annotations

import re
from dataclasses import astuple, fields, replace
from itertools import pairwise, product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import Case, cases
from dedup.alignment.verbatim import common_runs
from dedup.graph import reuse_of
from dedup.graph.runs import runs_of
from dedup.model import (
    DISCOUNTED,
    Context,
    Direction,
    Document,
    Figures,
    Label,
    Match,
    Portion,
    Reuse,
    Side,
    Span,
    Waterfall,
    Zone,
    ZoneKind,
)
from dedup.text import Folder
from factories import document
from strategies import a_moderate_number

STEPS: dict[str, set[str]] = {
    "cited": {"cited-and-quoted"},
    "bibliography": {"bibliography"},
    "own_work": {"own-work"},
    "common": {"boilerplate", "common"},
}
FOLDER = Folder()
CONTEXTS: tuple[Context, ...] = get_args(Context)
KINDS: tuple[ZoneKind, ...] = get_args(ZoneKind)
_MATCH = re.compile(r"match (\d+)-(\d+) with (\d+)(?: (?!whole|lent)(\S+))?(?: whole (\S+))?( lent)?")
_ZONE = re.compile(r"zone (\d+)-(\d+) (\w+)( cited)?( unexcused)?")


def reuse_in(documents: list[Document], matches: list[Match]) -> tuple[Reuse, ...]:
    return reuse_of(documents, matches, runs_of(matches, [FOLDER.fold(item.text) for item in documents]))


def described(case: Case) -> Reuse:
    """The reuse of document 0 as a case describes it."""
    first, *lines = case.input.splitlines()
    length = int(first.removeprefix("text "))
    zones = tuple(_zone(line) for line in lines if line.startswith("zone"))
    matches = [_match(id, line) for id, line in enumerate(line for line in lines if line.startswith("match"))]
    assert len(zones) + len(matches) == len(lines)
    others = range(1, max((match.right.document for match in matches), default=0) + 1)
    documents = [document(0, "水" * length, zones=zones), *(document(id, "水" * length) for id in others)]
    return reuse_in(documents, matches)[0]


def _zone(line: str) -> Zone:
    found = _ZONE.fullmatch(line)
    assert found, line
    start, end, kind, cited, unexcused = found.groups()
    return Zone(kind, Span(int(start), int(end)), "", bool(cited), not unexcused)  # type: ignore[arg-type]


def _match(id: int, line: str) -> Match:
    found = _MATCH.fullmatch(line)
    assert found, line
    start, end, other, here, whole, lent = found.groups()
    span: Any = Span(int(start), int(end))
    return Match(
        id, Side(0, span), Side(int(other), span), "edited", 0.9, 90.0,
        context=whole or here or "uncited",  # type: ignore[arg-type]
        direction=Direction("left", 0.9) if lent else Direction(),
        left_label=Label(here or "uncited"),  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("case", cases("waterfall.md"), ids=lambda case: case.title)
def test_waterfall_by_hand(case: Case) -> None:
    reuse = described(case)
    expected = dict(line.rsplit(" ", 1) for line in case.expected.splitlines())
    for step in STEPS:
        assert getattr(reuse.waterfall, step) == int(expected.pop(step, 0)), step
    assert reuse.waterfall.total == int(expected["total"])
    assert reuse.waterfall.remaining == reuse.characters == int(expected.pop("remaining"))
    for name, value in expected.items():
        assert _stated(reuse, name) == pytest.approx(float(value)), name


def _stated(reuse: Reuse, name: str) -> float:
    figure = getattr(reuse if name == "largest_source" else reuse.figures, name.removesuffix(" share"))
    if not isinstance(figure, Portion):
        return float(figure)
    return figure.share if name.endswith(" share") else figure.characters


spans = st.tuples(st.integers(0, 50), st.integers(1, 10)).map(lambda at: Span(at[0], at[0] + at[1]))
labels = st.sampled_from(CONTEXTS).map(Label)
zones = st.builds(Zone, st.sampled_from(KINDS), spans, st.just(""), st.booleans(), st.booleans())
directions = st.sampled_from([Direction(), Direction("left", 0.9), Direction("right", 0.9), Direction("common", 0.9)])


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[Document], list[Match]]:
    texts = [draw(st.text(alphabet="水火木金土，", min_size=61, max_size=70)) for _ in range(3)]
    documents = [document(id, text, zones=tuple(draw(st.lists(zones, max_size=3)))) for id, text in enumerate(texts)]
    matches = []
    for id in range(draw(st.integers(0, 8))):
        sides = sorted(Side(draw(st.integers(0, 2)), draw(spans)) for _ in range(2))
        plain = Match(id, sides[0], sides[1], "edited", 0.9, 80.0, direction=draw(directions))
        context, left, right = draw(labels).context, draw(labels), draw(labels)
        matches.append(replace(plain, context=context, left_label=left, right_label=right))
    return documents, matches


def seen_from(id: int, matches: list[Match]) -> list[tuple[Span, int, Context, bool]]:
    """Of each match with another document: the place here, the other, the context here, whether this is the source."""
    places = []
    for match in matches:
        both = (
            (match.left, match.right, match.left_label, "left"),
            (match.right, match.left, match.right_label, "right"),
        )
        for side, other, label, name in both:
            if side.document == id and not match.internal:
                whole_counts = label.context in DISCOUNTED or match.context not in DISCOUNTED
                context = label.context if whole_counts else match.context
                places.append((side.span, other.document, context, match.direction.source == name))
    return places


def fate(at: int, document: Document, places: list[tuple[Span, int, Context, bool]]) -> str:
    """What becomes of one character."""
    contexts = {context for span, _, context, _ in places if span.start <= at < span.end}
    if not contexts:
        return "not found"
    excuses = {
        {"quotation": "cited-and-quoted"}.get(zone.kind, zone.kind)
        for zone in document.zones
        if zone.span.start <= at < zone.span.end and zone.excused and (zone.cited or zone.kind != "quotation")
    }
    if contexts <= DISCOUNTED:
        excuses |= contexts
    return next((step for step, kinds in STEPS.items() if kinds & excuses), "remaining")


@a_moderate_number
@given(judged())
def test_the_waterfall_is_what_a_count_of_characters_says(given_: tuple[list[Document], list[Match]]) -> None:
    documents, matches = given_
    for item, reuse in zip(documents, reuse_in(documents, matches), strict=True):
        places = seen_from(item.id, matches)
        fates = [fate(at, item, places) for at in range(item.characters)]
        steps = reuse.waterfall
        assert {step: getattr(steps, step) for step in STEPS} == {step: fates.count(step) for step in STEPS}
        assert steps.total == item.characters - fates.count("not found")
        assert (steps.remaining, reuse.characters) == (fates.count("remaining"),) * 2
        assert reuse.discounted == steps.total - steps.remaining
        widths = {other: 0 for _, other, context, _ in places if context not in DISCOUNTED}
        for other in widths:
            own = [span for span, of, context, _ in places if of == other and context not in DISCOUNTED]
            widths[other] = sum(
                what == "remaining" and any(span.start <= at < span.end for span in own)
                for at, what in enumerate(fates)
            )
        largest = min((other for other in widths if widths[other]), key=lambda it: (-widths[it], it), default=None)
        assert (reuse.sources, reuse.largest_source) == (len(widths), largest)
        assert reuse.largest_source_characters == max(widths.values(), default=0)
        given_away = [
            at
            for at, what in enumerate(fates)
            if what == "remaining"
            and all(
                lent for span, _, context, lent in places if span.start <= at < span.end and context not in DISCOUNTED
            )
        ]
        assert reuse.figures.lent.characters == len(given_away)


@a_moderate_number
@given(judged())
def test_every_figure_is_within_its_range(given_: tuple[list[Document], list[Match]]) -> None:
    documents, matches = given_
    for item, reuse in zip(documents, reuse_in(documents, matches), strict=True):
        figures, total = reuse.figures, reuse.waterfall.total
        assert all(step >= 0 for step in astuple(reuse.waterfall)) and reuse.waterfall.remaining >= 0
        for field in fields(Figures):
            figure = getattr(figures, field.name)
            if isinstance(figure, Portion):
                assert 0 <= figure.characters <= total <= item.characters, field.name
                assert 0 <= figure.share <= 1, field.name
        assert figures.total.characters == total == figures.first_fifth.characters + figures.rest.characters
        assert figures.single_source.characters <= figures.three_sources.characters
        assert figures.runs_of_50.characters <= figures.runs_of_13.characters
        assert figures.lent.characters <= reuse.characters
        assert reuse.characters <= figures.without_own_work.characters
        assert reuse.largest_source_characters <= min(reuse.characters, figures.single_source.characters)
        assert (figures.largest_document is None) == (total == 0)


@a_moderate_number
@given(judged(), zones)
def test_a_zone_never_raises_what_remains(given_: tuple[list[Document], list[Match]], zone: Zone) -> None:
    documents, matches = given_
    more = [replace(item, zones=(*item.zones, zone)) for item in documents]
    before, after = reuse_in(documents, matches), reuse_in(more, matches)
    for less, plain in zip(after, before, strict=True):
        assert less.characters <= plain.characters
        assert less.waterfall.total == plain.waterfall.total
        assert less.figures.without_cited.characters <= plain.figures.without_cited.characters


def test_repetition_inside_a_document_is_no_part_of_the_waterfall() -> None:
    inside = Match(0, Side(0, Span(0, 30)), Side(0, Span(40, 70)), "verbatim", 1.0, 99.0)
    (reuse,) = reuse_in([document(0, "水" * 100)], [inside])
    assert (reuse.waterfall, reuse.figures, reuse.internal) == (Waterfall(), Figures(), 60)


def slow_runs(text: str, other: str, least: int) -> set[int]:
    """Characters of ``text`` in some stretch of at least ``least`` that ``other`` has too."""
    found: set[int] = set()
    for start, end in product(range(len(text)), range(len(text) + 1)):
        if end - start >= least and text[start:end] in other:
            found |= set(range(start, end))
    return found


few = st.text(alphabet="水火", max_size=25)


@a_moderate_number
@given(few, few, st.integers(1, 6))
def test_exact_runs_are_what_a_slow_search_finds(left: str, right: str, least: int) -> None:
    codes = [FOLDER.fold(text).codes for text in (left, right)]
    found = common_runs(codes[0], codes[1], least)
    for spans_, text, other in zip(found, (left, right), (right, left), strict=True):
        rows = spans_.tolist()
        assert {at for start, end in rows for at in range(start, end)} == slow_runs(text, other, least)
        assert all(one[1] < next_[0] for one, next_ in pairwise(rows))


RUN = "渠水从山脚分出三条细流一条进了村里的石槽"


def test_runs_are_counted_in_characters_of_the_text_with_the_marks_inside_them() -> None:
    texts = [f"早年{RUN[:10]}，{RUN[10:]}。磨坊冬天不开门", f"后来（{RUN}）桥上没有人走过"]
    whole = [Side(id, Span(0, len(text))) for id, text in enumerate(texts)]
    match = Match(0, whole[0], whole[1], "edited", 0.7, 90.0)
    runs = runs_of([match], [FOLDER.fold(text) for text in texts])
    assert [span.of(texts[0]) for span in runs[0].of_13] == [f"{RUN[:10]}，{RUN[10:]}"]
    assert [span.of(texts[1]) for span in runs[1].of_13] == [RUN]
    assert runs[0].of_50 == runs[1].of_50 == []


@pytest.mark.parametrize(("length", "of_13", "of_50"), [(12, 0, 0), (13, 13, 0), (49, 49, 0), (50, 50, 50)])
def test_a_run_counts_from_its_length_on(length: int, of_13: int, of_50: int) -> None:
    shared = "".join(chr(0x4E00 + 7 * number) for number in range(length))
    texts = [f"东东{shared}南", f"西{shared}北北"]
    match = Match(0, Side(0, Span(0, length + 3)), Side(1, Span(0, length + 3)), "edited", 0.9, 90.0)
    for reuse in reuse_in([document(id, text) for id, text in enumerate(texts)], [match]):
        assert (reuse.figures.runs_of_13.characters, reuse.figures.runs_of_50.characters) == (of_13, of_50)


@pytest.mark.parametrize("unit", ["水", "ab", "abcdefghijklm"])
def test_runs_of_a_megabyte_of_the_same(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    place = Span(0, len(text))
    match = Match(0, Side(0, place), Side(1, place), "verbatim", 1.0, 90.0)
    runs = runs_of([match], [FOLDER.fold(text)] * 2)
    assert (runs[0].of_50, runs[1].of_13) == ([place], [place])
