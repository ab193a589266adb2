"""The measures of the quality benchmarks, on cases small enough to work out by hand."""

from __future__ import annotations

import json
import sys
from math import log2
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.quality import pan, planted
from benchmarks.quality.bases import Base, choose_bases, own_part, seen_elsewhere
from benchmarks.quality.cases import Case, Planted
from benchmarks.quality.genuine import genuine
from benchmarks.quality.inherited import inherited
from benchmarks.quality.kinds import KINDS, kinds_for
from benchmarks.quality.lexicon import lexicon_of
from benchmarks.quality.plagdet import Passage, score
from benchmarks.quality.planned import seeded
from benchmarks.quality.planted_scores import score_round
from benchmarks.quality.planting import mixed, plant, scatter
from benchmarks.quality.prose import clauses, language_of, sentences, within_quotation
from benchmarks.quality.scanning import Found
from benchmarks.quality.slogans import choose_slogans
from benchmarks.quality.subjects import of_other_subjects

from dedup.model import Span


def passage(copy: tuple[int, int], source: tuple[int, int], pair: str = "a-b") -> Passage:
    return Passage(pair, Span(*copy), Span(*source))


class TestPlagdet:
    def test_a_case_found_exactly_scores_one(self) -> None:
        case = passage((10, 110), (500, 600))
        assert score([case], [case]).plagdet == 1.0

    def test_a_case_found_in_two_halves_is_punished_by_granularity_alone(self) -> None:
        result = score([passage((0, 100), (0, 100))], [passage((0, 50), (0, 50)), passage((50, 100), (50, 100))])
        assert (result.recall, result.precision, result.granularity) == (1.0, 1.0, 2.0)
        assert result.plagdet == pytest.approx(1 / log2(3))

    def test_recall_and_precision_are_means_over_cases_and_detections_not_over_characters(self) -> None:
        cases = [passage((0, 1000), (0, 1000)), passage((2000, 2100), (2000, 2100))]
        detections = [passage((0, 1000), (0, 1000)), passage((2050, 2250), (2000, 2100))]
        result = score(cases, detections)
        # second case: 50 + 100 of 200 characters; second detection: 50 + 100 of 300
        assert result.recall == pytest.approx((1 + 0.75) / 2)
        assert result.precision == pytest.approx((1 + 0.5) / 2)

    def test_overlapping_detections_count_each_character_once(self) -> None:
        result = score([passage((0, 100), (0, 100))], [passage((0, 60), (0, 60)), passage((40, 80), (40, 80))])
        assert result.recall == pytest.approx(0.8)

    @pytest.mark.parametrize(
        "wrong", [passage((0, 100), (900, 1000)), passage((0, 100), (0, 100), "a-c"), passage((100, 200), (0, 100))]
    )
    def test_the_right_copy_with_the_wrong_source_or_pair_detects_nothing(self, wrong: Passage) -> None:
        result = score([passage((0, 100), (0, 100))], [wrong])
        assert (result.found, result.recall, result.precision, result.plagdet) == (0, 0.0, 0.0, 0.0)

    def test_granularity_is_a_mean_over_found_cases_only(self) -> None:
        cases = [passage((0, 100), (0, 100)), passage((200, 300), (200, 300)), passage((400, 500), (400, 500))]
        detections = [passage((0, 40), (0, 40)), passage((50, 90), (50, 90)), passage((60, 99), (60, 99)), cases[1]]
        assert score(cases, detections).granularity == 2.0

    def test_nothing_to_find_and_nothing_found_is_perfect(self) -> None:
        assert score([], []).plagdet == 1.0
        assert score([], [passage((0, 9), (0, 9))]).plagdet == 0.0


def pan_folder(root: Path) -> Path:
    stolen = "Nobody had told the lighthouse keeper that the last ferry would leave before the fog bell rang twice. "
    plain = "The committee approved new benches for the square and asked a carpenter about oak. "
    (root / "src").mkdir(parents=True)
    (root / "susp").mkdir()
    source, copy = (
        "Preface — one." + "\r\n" * 20 + stolen + "An end of its own.",
        "Ça va." + "\r\n" * 20 + stolen + plain,
    )
    texts = {"src/source-1.txt": source, "susp/suspicious-1.txt": copy, "susp/suspicious-2.txt": plain}
    for name, text in texts.items():
        (root / name).write_text(text, "utf-8", newline="")
    for folder, line in (("01-clean", "suspicious-2.txt source-1.txt"), ("02-same", "suspicious-1.txt source-1.txt")):
        (root / folder).mkdir()
        (root / folder / "pairs").write_text(line + "\n")
    (root / "02-same/suspicious-1-source-1.xml").write_text(
        '<document reference="suspicious-1.txt"><feature name="about" title="x"/><feature name="plagiarism" '
        f'this_offset="{copy.index(stolen)}" this_length="{len(stolen) - 1}" '
        f'source_offset="{source.index(stolen)}" source_length="{len(stolen) - 1}"/></document>'
    )
    return root


class TestPan:
    def test_a_small_corpus_is_read_compared_and_scored(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert pan.main([str(pan_folder(tmp_path)), "--json", "--jobs", "1"]) == 0
        folders = {each["folder"]: each for each in json.loads(capsys.readouterr().out)["folders"]}
        assert folders["02-same"]["score"]["plagdet"] > 0.97  # offsets are off by 20 where line ends are translated
        assert (folders["01-clean"]["clean_pairs"], folders["01-clean"]["false_alarms"]) == (1, 0)
        assert folders["overall"]["score"]["cases"] == 1

    def test_a_folder_that_is_no_corpus_is_refused_with_its_name(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert pan.main([str(tmp_path)]) == 2
        assert str(tmp_path) in capsys.readouterr().err


def two_texts(**fields: object) -> Planted:
    """Text 1 holds at 100:200 a copy of 300:400 of text 0; texts 2 and 3 are clean, 3 with slogans."""
    case = Case("verbatim", copy=1, source=0, copied=(Span(100, 200),), planted=Span(98, 202), taken=Span(300, 400))
    return Planted(("x" * 1000,) * 4, (case,), ((), ((98, 104),), (), ()), frozenset({2, 3}), frozenset({3}))


def found(
    left: int, left_span: tuple[int, int], right: int, right_span: tuple[int, int], counted: bool = True
) -> Found:
    return Found(left, Span(*left_span), right, Span(*right_span), counted, 99.0)


class TestPlantedScores:
    def test_half_a_case_with_as_much_beside_it(self) -> None:
        result = score_round(two_texts(), [found(0, (350, 450), 1, (152, 252))], [])
        (case,) = result.cases
        assert (case.found, case.characters, case.source_found, case.matches) == (48, 100, 50, 1)
        assert (result.true, result.marked) == (50, 100)
        assert result.alarms == ()

    def test_the_right_copy_with_another_place_of_the_source_is_not_found(self) -> None:
        result = score_round(two_texts(), [found(0, (700, 800), 1, (100, 200))], [])
        assert (result.cases[0].found, result.cases[0].matches) == (0, 0)

    def test_a_discounted_match_finds_nothing_and_accuses_nobody(self) -> None:
        matches = [found(0, (300, 400), 1, (100, 200), counted=False), found(0, (0, 50), 2, (0, 50), counted=False)]
        result = score_round(two_texts(), matches, [])
        assert (result.cases[0].matches, result.marked, result.clean_accused) == (0, 0, 0)

    def test_clean_texts_are_accused_once_each_and_by_what_they_are(self) -> None:
        matches = [found(0, (0, 50), 2, (0, 50)), found(1, (500, 550), 2, (0, 50)), found(0, (0, 30), 3, (0, 30))]
        result = score_round(two_texts(), matches, [])
        assert (result.clean, result.clean_accused, result.sloganed, result.sloganed_accused) == (1, 1, 1, 1)
        assert (result.true, result.marked) == (0, 130)

    def test_genuine_reuse_is_set_aside_where_it_has_moved_to(self) -> None:
        own = [found(1, (500, 550), 2, (0, 50))]  # in the base text; the plant before it moved it by 104
        result = score_round(two_texts(), [found(1, (604, 654), 2, (0, 50))], own)
        assert (result.marked, result.set_aside, result.clean_accused) == (0, 50, 0)

    def test_what_the_source_shares_with_a_third_text_is_set_aside_in_its_copy_too(self) -> None:
        own = [found(0, (310, 390), 2, (0, 80))]
        handed_on = found(1, (110, 190), 2, (0, 80))
        elsewhere = found(1, (500, 580), 2, (0, 80))
        assert inherited(two_texts(), own, [handed_on, elsewhere]) == [handed_on]
        result = score_round(two_texts(), [handed_on], own)
        assert (result.marked, result.set_aside, result.clean_accused) == (0, 80, 0)
        assert score_round(two_texts(), [handed_on], []).clean_accused == 1

    def test_two_copies_of_one_source_share_what_they_have_from_it(self) -> None:
        second = Case("verbatim", copy=3, source=0, copied=(Span(0, 50),), planted=Span(0, 50), taken=Span(600, 650))
        planted = two_texts()
        both = Planted(planted.texts, (*planted.cases, second), planted.inserted, frozenset({2}), frozenset())
        matches = [found(1, (100, 150), 3, (0, 50)), found(1, (700, 750), 3, (0, 50))]
        assert inherited(both, [], matches) == matches[:1]


class TestGenuine:
    TEXTS = (
        "潮水退去以后，守塔人提着马灯沿石阶走下来，数着搁浅的小船，一共十七条，条条都漏水。",
        "他写道：守塔人提着马灯沿石阶走下来，数着搁浅的小船，一共十七条。后来没有人再提起。",
        "坚持质量第一，坚持群众路线。", "坚持质量第一，坚持群众路线，再接再厉。",
    )  # fmt: skip

    def test_a_long_shared_passage_is_real_and_a_slogan_is_not(self) -> None:
        real = found(0, (7, 36), 1, (4, 33))
        slogan = found(2, (0, 13), 3, (0, 13))
        assert genuine([real, slogan], self.TEXTS, "zh") == [real]


ESSAY = (
    "渡口的老周说，船要等人，人不等船。那年冬天，河面结了薄冰，他仍然每天五点起来敲冰。\n\n"
    "有人问他图什么，他想了想，说对岸有三个孩子要上学。后来桥修好了，渡船停在芦苇里，"
    "慢慢长出青苔；老周却还是五点起来，沿着河走一圈，看看水位，看看桥墩。孩子们长大了，"
    "有一个当了桥梁工程师，回来看他，带着一张图纸。老周看不懂图纸，只问：桥墩怕不怕冰？"
)


def bases(count: int) -> list[Base]:
    texts = [
        f"第{number}篇。" + ESSAY + f"尾声{number}：雪停了。" + ESSAY[::-1] + "。" + ESSAY for number in range(count)
    ]
    return [Base(f"{number}.txt", text, np.zeros(len(text), dtype=np.bool_)) for number, text in enumerate(texts)]


class TestPlanting:
    def planted(self, seed: int = 1) -> Planted:
        texts = bases(20)
        lexicon = lexicon_of([base.text for base in texts], "zh")
        return plant(texts, kinds_for(lexicon) * 2, lexicon, seeded(seed, 0))

    def test_truth_points_at_the_passages_in_the_written_texts(self) -> None:
        result = self.planted()
        checked = [case for case in result.cases if case.kind in ("verbatim", "lifted sentence", "inside")]
        assert len(checked) >= 4
        for case in checked:
            (copied,) = case.copied
            assert copied.of(result.texts[case.copy]) == case.taken.of(result.texts[case.source])
            assert case.inside == (case.kind == "inside")

    def test_the_same_seed_plants_the_same_and_another_does_not(self) -> None:
        assert self.planted(7) == self.planted(7)
        assert self.planted(7) != self.planted(8)

    def test_clean_texts_take_nothing_and_give_nothing(self) -> None:
        result = self.planted()
        involved = {number for case in result.cases for number in (case.copy, case.source)}
        assert result.clean
        assert not involved & result.clean
        assert all(result.texts[number] == bases(20)[number].text for number in result.clean)

    def test_slogans_stand_in_many_texts_and_nothing_else_is_put_there(self) -> None:
        texts = bases(20)
        slogans = choose_slogans(
            [f"开头，第{number}句标语挂在墙上，结尾" for number in range(40)], "zh", seeded(1, 0), 20
        )
        result = scatter(texts, seeded(1, 1), slogans)
        assert (result.cases, len(result.clean), len(result.sloganed)) == ((), 20, 20)
        assert 4 <= len(slogans.phrases) <= 6
        uses = sum(phrase in text for text in result.texts for phrase in slogans.phrases)
        assert uses > 8 * len(slogans.phrases)
        for base, text in zip(texts, result.texts, strict=True):
            bare = text
            for phrase in slogans.phrases:
                bare = bare.replace("\n\n" + phrase + "。", "").replace(phrase + "。", "")
            assert bare == base.text

    def test_mixed_passages_say_which_stretch_comes_from_which(self) -> None:
        copy, (first, second) = mixed(["甲一。甲二。甲三。", "乙一。乙二。"])
        assert copy == "甲一。乙一。甲二。乙二。甲三。"
        assert "".join(span.of(copy) for span in first) == "甲一。甲二。甲三。"
        assert "".join(span.of(copy) for span in second) == "乙一。乙二。"


class TestKinds:
    def changed(self, name: str, seed: int = 3) -> str:
        kind = next(kind for kind in KINDS if kind.name == name)
        return kind.change(ESSAY, seeded(seed, 0), lexicon_of([ESSAY] * 3, "zh"))

    def test_reordering_keeps_every_clause_and_moves_some(self) -> None:
        def parts(text: str) -> list[str]:
            return [span.of(text) for span in clauses(text)]

        changed = self.changed("reordered")
        assert sorted(parts(changed)) == sorted(parts(ESSAY))
        assert parts(changed) != parts(ESSAY)

    def test_dropping_leaves_two_clauses_of_three_in_order(self) -> None:
        kept, all_of_them = clauses(self.changed("dropped 35 %")), clauses(ESSAY)
        assert len(kept) == len(all_of_them) - round(0.35 * len(all_of_them))

    @pytest.mark.parametrize(("name", "least", "most"), [("edits 10 %", 0.03, 0.2), ("edits 25 %", 0.15, 0.4)])
    def test_edits_change_about_the_stated_share(self, name: str, least: float, most: float) -> None:
        from rapidfuzz.distance import Levenshtein

        shares = [Levenshtein.distance(ESSAY, self.changed(name, seed)) / len(ESSAY) for seed in range(20)]
        assert least < sum(shares) / len(shares) < most

    def test_hidden_characters_and_look_alikes_change_no_more_than_what_prints_the_same(self) -> None:
        import unicodedata

        hidden = self.changed("zero width")
        assert len(hidden) > 1.1 * len(ESSAY)
        assert "".join(c for c in hidden if unicodedata.category(c) != "Cf") == ESSAY
        alike = self.changed("look-alikes")
        assert alike != ESSAY
        assert unicodedata.normalize("NFKC", alike) == unicodedata.normalize("NFKC", ESSAY)

    def test_homophones_sound_the_same(self) -> None:
        pypinyin = pytest.importorskip("pypinyin", reason="only the benchmark of homophones needs pypinyin")
        lexicon = lexicon_of(["公工功宫恭同童铜桐" * 3], "zh")
        for character, others in lexicon.homophones.items():
            for other in others:
                assert other != character
                assert pypinyin.lazy_pinyin(other) == pypinyin.lazy_pinyin(character)


class TestProse:
    def test_sentences_end_at_marks_and_lines_but_not_in_numbers(self) -> None:
        text = "他说：“走吧。”然后走了！\n标题\nIt cost 3.5 euros. Why? e.g.this"
        assert [span.of(text) for span in sentences(text)] == [
            "他说：“走吧。”", "然后走了！", "标题", "It cost 3.5 euros.", "Why?", "e.g.this",
        ]  # fmt: skip

    def test_the_end_of_a_sentence_in_a_quotation_is_no_place_to_plant(self) -> None:
        text = "他说：“走吧。天亮了。”我们走了。\n“他又说。\n到了。"
        inside = [span.of(text) for span in sentences(text) if within_quotation(text, span.end)]
        assert inside == ["他说：“走吧。", "“他又说。"]
        assert within_quotation('she said: "go. now."', 14)
        assert not within_quotation('she said: "go. now."', 20)

    def test_language(self) -> None:
        assert language_of("渡口的老周 (Old Zhou) 说船要等人") == "zh"
        assert language_of("The ferry 渡口 waits for people") == "en"

    def test_text_that_others_have_is_seen(self) -> None:
        one, other, third = seen_elsewhere(["甲乙丙丁戊己庚", "子，丙丁戊己丑", "寅卯辰巳午未申"], 4)
        assert one.tolist() == [False, False, True, True, True, True, False]
        assert other.tolist() == [False, False, True, True, True, True, False]
        assert not third.any()


class TestBases:
    def test_paragraphs_that_others_have_too_are_left_out(self) -> None:
        common = "本办法由市人民政府办公室负责解释并自公布之日起施行。\n"
        alone = "潮水退去以后，守塔人提着马灯沿石阶走下来，数着搁浅的小船。\n"
        texts = [alone + common, common + "渡口的老周说，船要等人，人不等船。"]
        parts = [
            own_part(Base("", text, mask)) for text, mask in zip(texts, seen_elsewhere(texts, 12), strict=True)
        ]  # fmt: skip
        assert [part.text for part in parts] == [alone, "渡口的老周说，船要等人，人不等船。"]
        assert all(len(part.text) == part.seen.size and not part.seen.any() for part in parts)

    def test_of_two_texts_on_one_subject_the_first_is_taken(self) -> None:
        ferry = "the ferry waits at the landing until the fog lifts and the bell on the pier has rung twice"
        again = "the bell on the pier has rung and the ferry waits at the landing for the fog"
        bread = "knead dough gently, rest it overnight, bake loaves on hot stone near noon"
        assert list(of_other_subjects([ferry, again, bread], "en")) == [0, 2]
        assert list(of_other_subjects([ESSAY, bread, ESSAY[40:]], "zh")) == [0, 1]

    def test_half_of_a_folder_is_chosen_unless_it_is_small(self, tmp_path: Path) -> None:
        draw = seeded(5, 0)
        for number in range(140):
            letters = [chr(0x4E00 + draw.randrange(8000)) for _ in range(500)]
            (tmp_path / f"{number:03d}.txt").write_text("".join(letters) + "。", "utf-8")
        chosen = choose_bases(tmp_path)
        assert (len(chosen.chosen), len(chosen.rest)) == (70, 70)
        assert len(choose_bases(tmp_path, include=("0[0-4]?.txt",)).chosen) == 50

    def test_a_folder_of_copies_is_refused_unless_whole_texts_are_wanted(self, tmp_path: Path) -> None:
        for number in range(8):
            (tmp_path / f"{number}.txt").write_text(ESSAY * 3 + f"第{number}份。", "utf-8")
        with pytest.raises(ValueError, match="of their own"):
            choose_bases(tmp_path)
        assert len(choose_bases(tmp_path, whole=True).chosen) == 8


@pytest.mark.slow
def test_a_folder_is_planted_scanned_by_the_command_and_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = Path(__file__).parents[1] / "corpus"
    assert planted.main([str(corpus), "--language", "zh", "--cases", "2", "--json", "--keep", str(tmp_path)]) == 0
    report = json.loads(capsys.readouterr().out)
    recall = {kind["kind"]: kind["recall"] for kind in report["kinds"]}
    assert recall["verbatim"] > 0.95
    assert recall["zero width"] > 0.95
    assert (tmp_path / "round-0" / "00000.txt").exists()
