"""Canonical sources: what stands in a user's own laws and templates is found, lightly edited too, and nothing else."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.judgement.canon import Canon, canon_of, common_zones
from dedup.model import Document, Span, Zone
from dedup.text import Folder
from dedup.text.characters import is_dense
from factories import document
from strategies import a_moderate_number

GRAM, SHORT = 24, 8
FOLDER = Folder()
ARTICLE = "凡在渡口停靠之船，须于日落以前报明人数、货物与去向，由值夜之人登记在册，次日清晨方可离岸。"
RULE = "Every ferry that ties up at the lower landing shall report its crew and cargo before the sun goes down."
BEFORE, AFTER = "那年我十一岁，第一次跟着外公看守码头。", "外公念完，把册子合上，说：记住了吗？"


def canon(*texts: str) -> Canon:
    sources = [document(id, text, f"canon/{id}.txt") for id, text in enumerate(texts)]
    return canon_of(sources, [FOLDER.fold(text) for text in texts])


def zones(text: str, *sources: str) -> tuple[Zone, ...]:
    return common_zones(document(0, text), FOLDER.fold(text), canon(*sources))


def found(text: str, *sources: str) -> list[str]:
    return [zone.span.of(text) for zone in zones(text, *sources)]


@pytest.mark.parametrize("passage", [ARTICLE, RULE])
def test_a_passage_of_a_source_is_found_and_names_it(passage: str) -> None:
    (zone,) = zones(f"{BEFORE}{passage}{AFTER}", "别的约定。" * 20, f"第一条 略。\n{passage}\n第三条 略。")
    assert zone.span.of(f"{BEFORE}{passage}{AFTER}") == passage.rstrip("。.")
    assert (zone.kind, zone.reason) == ("common", "stands in canon/1.txt, word for word")


def test_script_punctuation_and_line_breaks_do_not_hide_it() -> None:
    traditional = "凡在渡口停靠之船須於日落以前\n報明人數貨物與去向\n由值夜之人登記在冊\n次日清晨方可離岸"
    assert found(f"{BEFORE}\n{traditional}\n{AFTER}", ARTICLE) == [traditional]


def test_light_edits_do_not_break_it_and_the_share_says_so() -> None:
    edited = ARTICLE.replace("报明人数", "申报人数").replace("之人登记", "的人登记")
    text = BEFORE + edited + AFTER
    (zone,) = zones(text, ARTICLE)
    assert (zone.span.of(text), zone.reason) == (edited.rstrip("。"), "stands in canon/0.txt, 67% of it word for word")


@pytest.mark.parametrize(
    ("length", "is_found"), [(11, False), (12, True)], ids=["eleven characters", "twelve characters"]
)
def test_a_run_of_twelve_chinese_characters_is_the_shortest(length: int, is_found: bool) -> None:
    run = "凡在渡口停靠之船须于日落以前"[:length]
    assert found(f"{BEFORE}{run}{AFTER}", ARTICLE) == ([run] if is_found else [])


def test_what_lies_far_apart_stays_apart() -> None:
    first, second = ARTICLE[:20], ARTICLE[22:40]
    near, far = "我心里一惊", "我心里一惊，半天说不出一句完整的话来"
    assert len(found(f"{first}{near}{second}", ARTICLE)) == 1
    assert len(found(f"{first}{far}{second}", ARTICLE)) == 2


@pytest.mark.parametrize(("strange", "is_joined"), [(8, True), (9, False)])
def test_a_wide_gap_is_joined_where_half_of_it_stands_in_the_source(strange: int, is_joined: bool) -> None:
    gap = "甲" * strange + "凡在渡口停靠之船"
    text = BEFORE[:16] + gap + AFTER[:16]
    assert len(found(text, BEFORE + ARTICLE + AFTER)) == (1 if is_joined else 2)
    assert len(found(text, BEFORE + AFTER, ARTICLE)) == 2


def test_runs_of_two_sources_are_not_joined() -> None:
    first, second = ARTICLE[:20], RULE[:60]
    assert [zone.reason[:20] for zone in zones(f"{first}我说{second}", ARTICLE, RULE)] == [
        "stands in canon/0.tx",
        "stands in canon/1.tx",
    ]


def test_of_two_versions_of_a_source_the_nearer_one_is_named() -> None:
    other = ARTICLE.replace("日落以前", "天黑之前").replace("次日清晨", "第二天早")
    (zone,) = zones(BEFORE + ARTICLE, other, ARTICLE, ARTICLE)
    assert zone.reason == "stands in canon/1.txt, word for word"


def test_a_source_does_not_stand_in_itself() -> None:
    itself = document(0, ARTICLE)
    assert common_zones(itself, FOLDER.fold(ARTICLE), canon(ARTICLE)) == ()
    assert common_zones(itself, FOLDER.fold(ARTICLE), canon(ARTICLE, "序。" + ARTICLE))


@pytest.mark.parametrize("text", ["", "。", "船", "凡在渡口停靠", BEFORE + AFTER])
def test_what_shares_nothing_has_no_zones(text: str) -> None:
    assert zones(text, ARTICLE, "", "凡在渡口停靠") == ()
    assert zones(text) == ()


def test_a_tenth_of_the_characters_may_be_edited() -> None:
    """Over many random texts, so that the figure is no accident of one."""
    dice = random.Random(7)  # noqa: S311
    letters = [chr(code) for code in range(0x4E00, 0x5E00)]
    covered, lengths = 0, 0
    for _ in range(40):
        source = "".join(dice.choices(letters, k=400))
        copy = "".join(dice.choice(letters) if dice.random() < 0.1 else letter for letter in source)
        covered += sum(zone.span.length for zone in zones(copy, source))
        lengths += len(copy)
    assert covered > 0.75 * lengths


BLOCKS = (
    "凡在渡口停靠之船",
    "日落以前报明",
    "ferry that ties up ",
    "before the sun",
    "由值夜之人登记",
    "次日清晨方可离岸",
)
RUNS = tuple("".join(BLOCKS[n : n + 3]) for n in range(4))
JUNK = ("水", "ab", "ﬁ", "外公把册子合上", "the mate of the crew ", *BLOCKS)
block_texts = st.lists(st.one_of(st.sampled_from(RUNS), st.sampled_from(JUNK)), max_size=12).map("".join)


@a_moderate_number
@given(block_texts, st.lists(block_texts, max_size=4))
def test_zones_are_those_of_the_obvious_search(text: str, sources: Sequence[str]) -> None:
    slow = slow_zones(text, sources)
    assert [(zone.span, zone.reason) for zone in zones(text, *sources)] == slow


@a_moderate_number
@given(block_texts, st.lists(block_texts, max_size=4))
def test_zones_are_disjoint_in_order_and_half_shared(text: str, sources: Sequence[str]) -> None:
    spans = [zone.span for zone in zones(text, *sources)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_the_same_character_a_million_times_takes_no_time() -> None:
    text = "水" * 1_000_000
    started = time.process_time()
    assert zones("火" + text, text, text) == (
        Zone("common", Span(1, 1_000_001), "stands in canon/0.txt, word for word"),
    )
    assert time.process_time() - started < 5


def test_a_passage_of_a_thousand_sources_takes_little_more() -> None:
    text = "".join(ARTICLE[:14] + BEFORE[n % 7 :] + AFTER for n in range(500))
    index = canon(*(f"{ARTICLE}{n}" for n in range(1_000)))
    folded = FOLDER.fold(text)
    started = time.process_time()
    assert len(common_zones(document(0, text), folded, index)) == 500
    assert time.process_time() - started < 2


def slow_zones(text: str, sources: Sequence[str]) -> list[tuple[Span, str]]:
    """The rule of ``canon.py`` by substrings and loops."""
    folded = FOLDER.fold(text)
    letters = folded.text()
    stretches = [
        (n, runs) for n, source in enumerate(sources) for runs in slow_stretches(letters, FOLDER.fold(source).text())
    ]
    stretches = [(n, runs) for n, runs in stretches if text != sources[n]]
    owners = [slow_owner(at, letters, stretches) for at in range(len(letters))]
    pieces: list[list[int]] = []
    for at, owner in enumerate(owners):
        if owner is None or not any(begin <= at < end for begin, end in owner[1]):
            continue
        if pieces and owners[pieces[-1][-1]] == owner:
            pieces[-1].append(at)
        else:
            pieces.append([at])
    reached, listed = 0, []
    for piece in pieces:
        start = max(int(folded.source[piece[0]]), reached)
        reached = int(folded.source[piece[-1]]) + 1
        shared, owner = weight("".join(letters[at] for at in piece)), owners[piece[0]]
        if owner and shared >= GRAM:
            share = shared / weight(letters[piece[0] : piece[-1] + 1])
            how = "word for word" if share == 1 else f"{int(100 * share)}% of it word for word"
            listed.append((Span(start, reached), f"stands in canon/{owner[0]}.txt, {how}"))
    return listed


Runs = list[tuple[int, int]]


def slow_owner(at: int, letters: str, stretches: Sequence[tuple[int, Runs]]) -> tuple[int, Runs] | None:
    over = [(n, runs) for n, runs in stretches if runs[0][0] <= at < runs[-1][1]]
    return min(over, key=lambda one: (-sum(weight(letters[a:b]) for a, b in one[1]), one[0]), default=None)


def slow_stretches(letters: str, source: str) -> list[Runs]:
    stretches: list[Runs] = []
    for start in range(len(letters)):
        end = next((end for end in range(start, len(letters) + 1) if weight(letters[start:end]) >= GRAM), None)
        if end is None or letters[start:end] not in source:
            continue
        if stretches and start <= stretches[-1][-1][1]:
            stretches[-1][-1] = (stretches[-1][-1][0], end)
        elif stretches and is_bridged(letters[stretches[-1][-1][1] : start], source):
            stretches[-1].append((start, end))
        else:
            stretches.append([(start, end)])
    return stretches


def is_bridged(gap: str, source: str) -> bool:
    held: set[int] = set()
    for start in range(len(gap)):
        end = next((end for end in range(start, len(gap) + 1) if weight(gap[start:end]) >= SHORT), None)
        if end is not None and gap[start:end] in source:
            held.update(range(start, end))
    shared = weight("".join(gap[at] for at in held))
    return weight(gap) <= GRAM or (weight(gap) <= 4 * GRAM and shared >= weight(gap) / 2)


def weight(letters: str) -> int:
    return sum(2 if is_dense(ord(letter)) else 1 for letter in letters)


def test_documents_keep_their_place() -> None:
    """A zone is a place in the text as it stands, not in the folded one."""
    text = f"\u3000\u3000{BEFORE}\n\n\u3000\u3000“{ARTICLE}”"
    whole = Document(0, "a", None, "txt", None, None, None, "d", text)
    (zone,) = common_zones(whole, FOLDER.fold(text), canon(ARTICLE))
    assert zone.span == Span(text.index("凡"), text.index("岸") + 1)
