"""The guarantee of the anchors: a common run of 20 Han characters or 50 letters is found, wherever it stands.

The text around a run is random and shares nothing with any other text but what chance brings. Characters and words are
drawn as in natural text, the one of rank ``r`` with a weight of about ``1 / r``, so that a run is made of common ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dedup.model import Document, Match, Result, Span
from dedup.pipeline import examine, scan
from dedup.settings import CandidateSettings, Settings, SignificanceSettings

moderate = settings(deadline=None, max_examples=80, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

HAN_GUARANTEE = 20
LETTER_GUARANTEE = 50

# Roughly in order of how common they are.
HAN = (
    "的一是不了在人有我他这中大来上个国和说们地为到子时道出而要于就下得可你年生自会那后能对着事其里所去行过家"
    "十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从知使现相高间动理"
    "明文性长开本它因只但些话样老什把最手意正新已情重情外己想部点问全很力等体两向内位市打回应制级建接强政物电气"
    "少题世变海代头表解度水各解量她任第常利林完觉直路真教眼声名望山门石月花女书西南北东信记风夜听走车马火光色白"
    "红黑房田雨雪树木河桥船灯灰墙窗纸笔街店村城院井饭茶酒米布衣鞋帽针线刀锅碗钟铃鼓歌画影梦笑哭静响轻慢快早晚"
    "春夏秋冬晴阴冷热干湿远近深浅宽窄厚薄新旧松紧圆尖斜平弯低暗亮空满清浊甜苦酸辣香臭鱼鸟虫羊牛鸡狗猫鸭草叶根"
    "沙泥土尘云雾霜冰岸滩浪潮湖溪塘坡岭谷崖洞沟路径段节卷页句字词章集谱戏曲棋牌球舞医药病伤痛痒针灸汤丸针膏"
)  # fmt: skip
HAN_CHARACTERS = "".join(dict.fromkeys(HAN))


def seeded(seed: int | str) -> Random:
    """Random numbers that are the same on every machine."""
    return Random(seed)  # noqa: S311 - writes texts, keeps no secret


def invented_words(count: int) -> tuple[str, ...]:
    """Words that look English, the short ones first, as the common ones are in English."""
    random = seeded("lexicon")
    heads = ("b", "br", "c", "ch", "cl", "d", "f", "fl", "g", "gr", "h", "l", "m", "n", "p", "pl", "r", "s", "st", "t",
             "th", "tr", "v", "w", "")  # fmt: skip
    hearts = ("a", "e", "i", "o", "u", "ea", "ou", "ai", "oo", "ee")
    tails = ("", "n", "r", "l", "s", "t", "nd", "st", "ck", "ng", "m", "d")
    words: dict[str, None] = {}
    while len(words) < count:
        syllables = random.choices((1, 2, 3), (0.3, 0.5, 0.2))[0]
        parts = (random.choice(heads) + random.choice(hearts) + random.choice(tails) for _ in range(syllables))
        words["".join(parts)] = None
    return tuple(sorted((word for word in words if len(word) > 1), key=len))


WORDS = invented_words(800)


@dataclass(frozen=True)
class Tongue:
    """How random text of one kind is made: ``pieces``, the common ones first, with one of ``gaps`` after each."""

    name: str
    pieces: Sequence[str]
    gaps: Sequence[str]
    guarantee: int

    def drawn(self, random: Random, letters: int) -> list[str]:
        """Pieces of so many letters in all; the first and the last may be cut."""
        if not letters:
            return []
        weights = [1 / (rank + 2.7) for rank in range(1, len(self.pieces) + 1)]
        pieces = random.choices(self.pieces, weights, k=letters + 1)
        pieces[0] = pieces[0][random.randrange(len(pieces[0])) :]
        kept, count = [], 0
        for piece in pieces:
            kept.append(piece[: letters - count])
            count += len(kept[-1])
            if count == letters:
                break
        return kept

    def written(self, random: Random, pieces: Sequence[str]) -> str:
        """The pieces with gaps between them, others in each text."""
        return "".join(piece + random.choice(self.gaps) for piece in pieces)


CHINESE = Tongue("Chinese", HAN_CHARACTERS, ("",) * 10 + ("，", "。", "、", "\n"), HAN_GUARANTEE)
ENGLISH = Tongue("English", WORDS, (" ",) * 10 + (", ", ". ", "; ", "\n"), LETTER_GUARANTEE)
TONGUES = (CHINESE, ENGLISH)
MARKS = " ，。、,.;\n"


@dataclass(frozen=True)
class Placed:
    """A text and where the run stands in it, from its first letter to its last."""

    text: str
    run: Span


def placed(tongue: Tongue, random: Random, run: Sequence[str], before: int, after: int) -> Placed:
    """The run between so many letters of random text, which may end and go on in the middle of a word."""
    head = tongue.written(random, tongue.drawn(random, before))
    tail = tongue.written(random, tongue.drawn(random, after))
    body = tongue.written(random, run)
    length = len(body.rstrip(MARKS))
    if random.random() < 0.5:
        head, body = head.rstrip(MARKS), body[:length]
    return Placed(head + body + tail, Span(len(head), len(head) + length))


@dataclass(frozen=True)
class Corpus:
    """Texts, the first of which hold the run."""

    holding: tuple[Placed, ...]
    others: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return (*(each.text for each in self.holding), *self.others)

    def missed(self, result: Result) -> list[tuple[int, int]]:
        """The pairs of texts with the run for which no match covers all of it on both sides."""
        pairs = combinations(range(len(self.holding)), 2)
        return [pair for pair in pairs if not any(self._covers(match, *pair) for match in result.matches)]

    def _covers(self, match: Match, left: int, right: int) -> bool:
        return (
            (match.left.document, match.right.document) == (left, right)
            and match.left.span.overlap(self.holding[left].run) == self.holding[left].run.length
            and match.right.span.overlap(self.holding[right].run) == self.holding[right].run.length
        )


@st.composite
def corpora(draw: st.DrawFn, tongue: Tongue, least: int = 2, most: int = 2) -> Corpus:
    """``least`` to ``most`` texts that hold a run just as long as guaranteed or a little longer, and up to 6 others.

    The random text before and after the run is short, long or none, each drawn by itself.
    """
    random = seeded(draw(st.integers(0, 2**32), label="seed"))
    run = tongue.drawn(random, tongue.guarantee + draw(st.integers(0, 10), label="longer by"))
    room = st.one_of(st.just(0), st.integers(1, 60), st.integers(61, 3000))
    places = draw(st.lists(st.tuples(room, room), min_size=least, max_size=most), label="letters before and after")
    others = draw(st.lists(st.integers(1, 3000), max_size=6), label="letters of the other texts")
    return Corpus(
        tuple(placed(tongue, random, run, before, after) for before, after in places),
        tuple(tongue.written(random, tongue.drawn(random, letters)) for letters in others),
    )


def examined(texts: Sequence[str], chosen: Settings) -> Result:
    documents = [
        Document(number, f"{number:03d}.txt", None, "txt", "utf-8", None, None,
                 hashlib.sha256(text.encode()).hexdigest(), text)
        for number, text in enumerate(texts)
    ]  # fmt: skip
    return examine(documents, chosen)


def counted(result: Result) -> int:
    """Phrases and sentences that the results say are too frequent to be looked into or to be a match."""
    codes = {"frequent-keys", "common-passages"}
    return sum(notice.count for notice in result.notices if notice.code in codes)


# Every match is shown, however little it is worth: what is left is the search for candidates and the alignment.
UNLIMITED = replace(Settings(), significance=SignificanceSettings(min_bits=0.0, false_matches=1e9))


class TestTwoTexts:
    """With the defaults, a run that two texts share is found whole."""

    @moderate
    @given(corpora(CHINESE))
    def test_20_han_characters(self, corpus: Corpus) -> None:
        assert corpus.missed(examined(corpus.texts, Settings())) == []

    @moderate
    @given(corpora(ENGLISH))
    def test_50_letters(self, corpus: Corpus) -> None:
        assert corpus.missed(examined(corpus.texts, Settings())) == []

    @pytest.mark.parametrize("tongue", TONGUES, ids=lambda tongue: tongue.name)
    @pytest.mark.parametrize("ends", [((0, 900), (900, 0)), ((0, 0), (450, 450)), ((0, 900), (0, 300))])
    def test_in_files_at_the_start_at_the_end_and_alone(
        self, tmp_path: Path, tongue: Tongue, ends: tuple[tuple[int, int], ...]
    ) -> None:
        random = seeded(f"{tongue.name} {ends}")
        run = tongue.drawn(random, tongue.guarantee)
        corpus = Corpus(tuple(placed(tongue, random, run, *room) for room in ends), ())
        for number, text in enumerate(corpus.texts):
            (tmp_path / f"{number}.txt").write_text(text, "utf-8", newline="")
        result = scan([tmp_path], Settings(), jobs=1)
        assert [document.text for document in result.documents] == list(corpus.texts)
        assert corpus.missed(result) == []


class TestSeveralTexts:
    """A run in more texts is found between each two of them, or counted as too frequent."""

    @moderate
    @given(st.sampled_from(TONGUES).flatmap(lambda tongue: corpora(tongue, 3, 7)), st.integers(2, 6))
    def test_the_search_finds_it_or_counts_it(self, corpus: Corpus, cap: int) -> None:
        """What the limit in bits says of it is another matter: see the next test."""
        by_keys = CandidateSettings(max_key_documents=cap, every_pair_documents=0)
        result = examined(corpus.texts, replace(UNLIMITED, candidates=by_keys))
        if len(corpus.holding) <= cap:
            assert corpus.missed(result) == []
        else:
            assert counted(result) > 0

    @settings(moderate, phases=[Phase.generate])
    @given(st.sampled_from(TONGUES).flatmap(lambda tongue: corpora(tongue, 3, 7)))
    def test_with_the_defaults_it_is_found_or_counted(self, corpus: Corpus) -> None:
        result = examined(corpus.texts, Settings())
        assert counted(result) > 0 or corpus.missed(result) == []

    @pytest.mark.parametrize("tongue", TONGUES, ids=lambda tongue: tongue.name)
    def test_in_more_texts_than_the_default_cap_it_is_counted(self, tongue: Tongue) -> None:
        cap = Settings().candidates.max_key_documents
        random = seeded(tongue.name)
        run = tongue.drawn(random, tongue.guarantee)
        holding = tuple(placed(tongue, random, run, random.randrange(80), random.randrange(80)) for _ in range(cap + 1))
        by_keys = replace(Settings(), candidates=CandidateSettings(every_pair_documents=0))
        result = examined(Corpus(holding, ()).texts, by_keys)
        assert counted(result) > 0
        (notice,) = [notice for notice in result.notices if notice.code == "frequent-keys"]
        assert f"more than {cap} documents" in notice.message

    @pytest.mark.parametrize("tongue", TONGUES, ids=lambda tongue: tongue.name)
    def test_nothing_is_counted_where_nothing_is_shared(self, tongue: Tongue) -> None:
        random = seeded(tongue.name)
        texts = [tongue.written(random, tongue.drawn(random, 600)) for _ in range(70)]
        assert counted(examined(texts, Settings())) == 0


class TestChanceAround:
    """Long texts in the words of one small vocabulary, in random order: alike as bags of words, not as text."""

    @pytest.mark.parametrize("tongue", [CHINESE, ENGLISH], ids=lambda tongue: tongue.name)
    def test_texts_that_share_a_vocabulary_share_no_passage(self, tongue: Tongue) -> None:
        random = seeded(tongue.name)
        texts = [tongue.written(random, tongue.drawn(random, 4000)) for _ in range(5)]
        result = examined(texts, Settings())
        assert [match for match in result.matches if match.left.document != match.right.document] == []

    @pytest.mark.parametrize("tongue", [CHINESE, ENGLISH], ids=lambda tongue: tongue.name)
    def test_no_match_that_chance_makes_cuts_off_a_part_of_a_run(self, tongue: Tongue) -> None:
        cut = []
        for number in (14, 76, 132):
            random = seeded(f"{tongue.name} {number}")
            run = tongue.drawn(random, tongue.guarantee)
            corpus = Corpus((placed(tongue, random, run, 0, 1500), placed(tongue, random, run, 1500, 0)), ())
            if corpus.missed(examined(corpus.texts, Settings())):
                cut.append(number)
        assert cut == []
