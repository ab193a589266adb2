"""Reuse that keeps the words and not the letters, or not the order; and what only shares a topic or some names."""

from __future__ import annotations

from itertools import combinations

import pytest

from dedup.model import Match, Span
from dedup.pipeline import compare, examine
from dedup.settings import Settings
from factories import document

RIVER = (
    "渡口的船夫每天清早先看雾再看水，雾散得慢的日子他把船拴在第三根桩上。村里的孩子说他会同河讲话，其实他只是在数对岸亮起来的窗户。"
    "等到窗户亮过一半，他才解开绳子，把长篙插进水里，慢慢推开那一层薄冰。"
)
RIVER_BY_EAR = (
    "渡口的船夫每天清早先看雾在看水，雾三得慢得日子她把传拴在地三根桩上。村里得海自说他回同和将化，期市她知世再数对岸两起来得床户。"
    "等到床户亮果已半，她才界开绳子，把张篙插今水里，慢慢退开那意层薄兵。"
)
RIVER_SHUFFLED = (
    "他才解开绳子，村里的孩子说他会同河讲话，把长篙插进水里。渡口的船夫每天清早先看雾再看水，慢慢推开那一层薄冰，"
    "等到窗户亮过一半，雾散得慢的日子他把船拴在第三根桩上，其实他只是在数对岸亮起来的窗户。"
)
AROUND_RIVER = (
    (
        "县志里没有写这条河是哪一年改道的，只说某年大旱，井绳都接长了两回。",
        "后来公路通了，货都改走桥上，石阶就长满了青苔。",
    ),
    ("去年冬天我回去过一趟，车站已经搬到镇子的另一头。", "临走的时候表姐塞给我一袋炒米，说路上饿了可以干吃。"),
)
LIGHTHOUSE = (
    "The old lighthouse keeper painted the lower steps every autumn because the salt ate the colour before spring. He "
    "counted the tins in the cellar twice and wrote the number on the door with chalk. When the supply boat came late "
    "he walked to the northern rocks, lit a small fire, and waited for an answering lamp from the village."
)
LIGHTHOUSE_REWORDED = (
    "Each autumn the keeper of the old lighthouse put fresh paint on the lower steps, since salt ate away the colour "
    "before spring arrived. With chalk he wrote on the cellar door the number of tins, which he had counted twice. He "
    "would walk to the northern rocks if the supply boat was late, light a small fire there and wait until a lamp in "
    "the village answered."
)
AROUND_LIGHTHOUSE = (
    (
        "Nobody in the county office could say who owned the pasture behind the mill. The maps disagreed, and the two "
        "families that might have known had not spoken since the flood. ",
        " Later that year the ferry company sold its second boat and gave the first one a green hull.",
    ),
    (
        "My grandmother kept recipes in a biscuit tin, sorted by the month in which she had first cooked them. Some of "
        "the cards were in pencil and had almost faded. ",
        " We drove home along the ridge with the windows open and argued about the price of apples.",
    ),
)
FAIR = (
    "The harvest fair of the upper valley began as a quarrel over a missing scale. A grain merchant accused the "
    "miller of shaving the weights, and the council ordered both to bring their scales to the square. People came to "
    "watch, brought bread and cider, and stayed until midnight. Nobody remembers who was right. The next autumn the "
    "square filled again without any order from the council. Weavers hung blankets between the lime trees and the "
    "cooper sold buckets from his cart. For thirty years the fair had no rules except that dogs were kept on a rope. "
    "Then a storm tore the roof from the cider tent and buried two musicians under wet canvas. They were unhurt, but "
    "the council wrote a list of rules that filled four pages. Stalls had to stand a wagon's width apart, and every "
    "tent needed a warden. The wardens wore green sashes sewn by the schoolmistress. In the year of the long frost "
    "the river froze so hard that the fair moved onto the ice. Skaters carried soup from stall to stall and a "
    "blacksmith roasted chestnuts over an iron drum. Old people still count their age from that winter. When the "
    "railway reached the valley, visitors came from the coast with cameras and straw hats. They bought painted "
    "spoons, which no one in the valley had ever used. The carvers learned to paint faster, and some built second "
    "houses. A newspaper called the fair the prettiest market in the province. During the war the square stayed "
    "empty, and grass grew between the stones. The schoolmistress kept the sashes in a drawer with lavender. On the "
    "first autumn of peace she tied one around her own waist and walked to the square alone. By noon there were "
    "forty stalls, most of them selling turnips. Today the fair lasts nine days and the council counts its visitors "
    "with a machine at the bridge. The missing scale hangs above the door of the town hall, and it is still wrong."
)
FAIR_SUMMED_UP = (
    "A quarrel over a missing scale began the harvest fair of the upper valley. A storm later tore off the roof of "
    "the cider tent, burying two musicians under canvas, and the council wrote four pages of rules. In the long "
    "frost the fair moved onto the ice of the frozen river. In the war the square stayed empty with grass between "
    "its stones. The fair now lasts nine days, and a machine at the bridge counts the visitors for the council."
)
AROUND_SUMMARY = (
    "My uncle repaired accordions in a room above the bakery, and the whole house smelled of yeast and glue. He owned "
    "three chisels and a lamp with a cracked shade. On Sundays he let me press the bellows while he listened. ",
    " The room is a dentist's office today. I sometimes walk past it slowly, to hear whether anything hums.",
)
TEA = (
    "石鼓桥下的茶摊是欧阳砚舟摆的，炉子用青螺渡的红泥糊成。他煮茶不看时辰，只听壶盖的响动。柏木坊的学徒下了工就来蹲着喝，一碗两文钱，"
    "添水不要钱。有一回祁若芷从青螺渡搭船过来，喝完把碗翻过来看底，说这釉不对。欧阳砚舟没有答话，又给她添了一勺。"
)
RACE = (
    "今年的龙舟赛改在青螺渡举行，柏木坊出了两条新船。祁若芷坐在鼓边，手腕上缠着白布。裁判席设在石鼓桥，欧阳砚舟举旗时风正大，旗角打在脸上。"
    "半程过后，三号船的桨断了两支，岸上的人都喊起来。最后还是柏木坊先到，祁若芷把鼓槌扔进了水里，欧阳砚舟说明年要换一根结实的。"
)
TURNIPS = (
    "Orvanth Kelbury came to Brandwick Quay with a box of seeds. At the inn he met Tessaly Moor, who mended nets for "
    "the Hollin Brothers. They argued about turnips until the candles were gone, and next morning Orvanth Kelbury "
    "planted the first row behind the chapel. Tessaly Moor laughed at him, but she lent him a spade. Brandwick Quay "
    "had never grown anything except rope."
)
REGATTA = (
    "The regatta was won by Tessaly Moor for the third year. Her boat, built by the Hollin Brothers, lost its rudder "
    "before the second buoy. Judges led by Orvanth Kelbury checked the film twice. Supporters danced along Brandwick "
    "Quay, where the mayor had forbidden music after nine. Orvanth Kelbury later said he had never seen a steering oar "
    "used like that. The Hollin Brothers have orders until next summer, and Tessaly Moor wants to sail to the islands."
)
HIVES = (
    "In a wet June my grandfather moved his nine hives to the gravel pit, because the lime trees there bloomed a week "
    "later and the stones kept the night's warmth."
)
AROUND_HIVES = (
    (
        "Bees do not like a windy hive, so the boards must be tight. A keeper should smoke the entrance gently and "
        "wait before lifting the lid. Honey taken too early ferments in the jar. ",
        " A strong colony fills a frame of honey in a few days. The keeper marks the queen with a dot of paint. In "
        "autumn the bees are fed with sugar.",
    ),
    (
        "Every keeper has an opinion about smoke. Some bees are calmed by it and others grow angry; the hive tells "
        "you. Wind is worse than smoke, and the lid should never be lifted in a storm. ",
        " Honey from lime trees is pale and tastes of mint. The queen is easy to find if she was marked with paint, "
        "and a weak colony must be fed with sugar before autumn ends.",
    ),
)
CANAL = "渠是给水修的路，不是给人修的墙；路要顺，墙才要直。所以下村的渠没有一段是直的，却没有一年是断的。"
MILL = "磨坊主人把石磨拆下来那天，河边的鸭子站成一排，像是来送一位老邻居；水车停了，日子却还在往下流。"
AUNT = (
    "临走的时候表姐塞给我一袋炒米，说路上饿了可以干吃，不必等开水。炒米用报纸包着，报上印的是三年前的棋谱，黑棋少画了一颗。姐夫送我到路口，"
    "手里一直攥着那把断了骨的伞。他问我什么时候再来，我说等桥修好；他笑了笑，说那就不用等了，走水路更近。"
)
STATION = (
    "去年冬天我回去过一趟，车站已经搬到镇子的另一头，候车室里挂着新的时刻表和一幅旧照片。售票窗口的玻璃上贴着寻猫的纸条，字写得很大。"
    "我在长椅上坐了一刻钟，听两个卖柿子的人讲价，讲到最后谁也没有让步。后来下起小雨，他们就一起把筐子搬进了屋檐。"
)
THAI = (
    "เช้าวันหนึ่งชายชราคนหนึ่งเดินไปที่ท่าน้ำพร้อมกับกล่องไม้ใบเล็กที่เขาทำเองเมื่อหลายปีก่อน "
    "เขานั่งลงแล้วเปิดกล่องออกดูว่าข้างในยังมีจดหมายเก่าอยู่ครบหรือไม่"
)


def only(left: str, right: str) -> Match:
    (match,) = compare(left, right, Settings())
    return match


def place(whole: str, part: str) -> Span:
    start = whole.index(part)
    return Span(start, start + len(part))


def alike(found: Span, expected: Span) -> float:
    """Characters of both spans over those of either: 1 where the place is right to the character."""
    both = found.overlap(expected)
    return both / (found.length + expected.length - both)


REWORKED = {
    "three characters of ten written by ear": (RIVER, RIVER_BY_EAR, AROUND_RIVER, 0.97),
    "clauses in another order": (RIVER, RIVER_SHUFFLED, AROUND_RIVER, 0.95),
    "English words swapped and reordered": (LIGHTHOUSE, LIGHTHOUSE_REWORDED, AROUND_LIGHTHOUSE, 0.9),
}


@pytest.mark.parametrize("swapped", [False, True], ids=["source first", "copy first"])
@pytest.mark.parametrize("case", REWORKED)
def test_a_reworked_passage_is_one_match_at_its_place(case: str, swapped: bool) -> None:
    source, copy, around, least = REWORKED[case]
    left, right = (before + part + after for part, (before, after) in zip((source, copy), around, strict=True))
    match = only(right, left) if swapped else only(left, right)
    of_source, of_copy = (match.right, match.left) if swapped else (match.left, match.right)
    assert alike(of_source.span, place(left, source)) >= least
    assert alike(of_copy.span, place(right, copy)) >= least
    assert match.kind != "verbatim"
    assert match.similarity < 0.9


@pytest.mark.parametrize("swapped", [False, True], ids=["source first", "summary first"])
def test_a_summary_of_scattered_sentences_is_one_match(swapped: bool) -> None:
    summary = FAIR_SUMMED_UP.join(AROUND_SUMMARY)
    match = only(summary, FAIR) if swapped else only(FAIR, summary)
    of_source, of_summary = (match.right, match.left) if swapped else (match.left, match.right)
    assert alike(of_summary.span, place(summary, FAIR_SUMMED_UP)) >= 0.9
    assert of_source.span.length > 0.8 * len(FAIR)


@pytest.mark.parametrize(("left", "right"), [(TEA, RACE), (TURNIPS, REGATTA)], ids=["chinese", "english"])
def test_names_of_people_and_places_do_not_add_up_to_a_match(left: str, right: str) -> None:
    assert compare(left, right, Settings()) == ()


def test_unrelated_texts_have_no_match() -> None:
    texts = [FAIR, LIGHTHOUSE, TURNIPS, HIVES.join(AROUND_HIVES[0]), RIVER, TEA, STATION, AUNT]
    result = examine([document(number, text) for number, text in enumerate(texts)], Settings())
    assert result.matches == ()


@pytest.mark.parametrize("swapped", [False, True])
def test_a_verbatim_passage_does_not_draw_in_neighbours_on_the_same_topic(swapped: bool) -> None:
    left, right = (HIVES.join(around) for around in (AROUND_HIVES[::-1] if swapped else AROUND_HIVES))
    match = only(left, right)
    assert match.left.span.of(left) == match.right.span.of(right) == HIVES
    assert (match.kind, match.similarity) == ("verbatim", 1.0)


def test_a_reworded_passage_is_found_among_other_texts_and_joins_only_its_source() -> None:
    around, other = AROUND_LIGHTHOUSE
    texts = [LIGHTHOUSE.join(around), TURNIPS, LIGHTHOUSE_REWORDED.join(other), FAIR, REGATTA, RIVER]
    result = examine([document(number, text) for number, text in enumerate(texts)], Settings())
    assert [(match.left.document, match.right.document) for match in result.matches] == [(0, 2)]


def test_each_way_of_reworking_one_text_is_found_in_every_other() -> None:
    texts = [RIVER, RIVER_BY_EAR, RIVER_SHUFFLED]
    result = examine([document(number, text) for number, text in enumerate(texts)], Settings())
    across = [(match.left.document, match.right.document) for match in result.matches if not match.internal]
    assert across == list(combinations(range(3), 2))


def test_two_passages_with_unrelated_text_between_them_are_two_matches() -> None:
    left, right = STATION.join((CANAL, MILL)), AUNT.join((CANAL, MILL))
    found = compare(left, right, Settings())
    assert [match.left.span.of(left) for match in found] == [CANAL, MILL]
    assert [match.right.span.of(right) for match in found] == [CANAL, MILL]


@pytest.mark.parametrize("passage", [THAI, "".join(filter(str.isalpha, LIGHTHOUSE))], ids=["thai", "spaces left out"])
def test_a_passage_without_spaces_between_words_is_found(passage: str) -> None:
    match = only(f"ตลาดเปิดตอนเย็นทุกวันพุธ {passage} ฝนตกหนักมาก", f"ร้านกาแฟปิดแล้ว {passage} แมวหลับอยู่บนหลังคา")
    assert match.kind == "verbatim"
