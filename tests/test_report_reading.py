"""The pages to read, in a real browser: a document, two texts side by side, a passage family."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import factories
import test_report_browser
from dedup.graph.waterfall import Place, waterfall
from dedup.model import (
    Context,
    Direction,
    Evidence,
    Family,
    Label,
    Match,
    Notice,
    Result,
    Side,
    Span,
    Waterfall,
    Zone,
)
from dedup.pipeline import scan
from dedup.progress import Silent
from dedup.report import write_report
from dedup.settings import ReportSettings, Settings

pytestmark = pytest.mark.browser
browser, page = test_report_browser.browser, test_report_browser.page

CORPUS = Path(__file__).parents[1] / "corpus"
STEPS: tuple[tuple[Context, ...], ...] = (
    ("cited-and-quoted",),
    ("bibliography",),
    ("own-work",),
    ("boilerplate", "common"),
)


@pytest.fixture(scope="module")
def scanned() -> Result:
    return scan([CORPUS], Settings())


@pytest.fixture(scope="module")
def real(scanned: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the sample corpus in both languages."""
    folder = tmp_path_factory.mktemp("real")
    for lang in ("zh", "en"):
        write_report(scanned, folder / lang, ReportSettings(), Silent(), lang=lang)
    return folder


def written(result: Result, folder: Path, lang: str = "en") -> Path:
    write_report(result, folder, ReportSettings(), Silent(), lang=lang)
    return folder


def row(page: Any, name: str) -> int:
    """The characters in a row of the waterfall."""
    said = page.locator(f'[data-row="step.{name}"] td').first.inner_text()
    return int("".join(filter(str.isdigit, said)))


def steps(page: Any) -> Waterfall:
    return Waterfall(*(row(page, name) for name in ("total", "cited", "bibliography", "own_work", "common")))


# Counting anew


def test_a_page_counts_what_the_scan_counted(page: Any, real: Path, scanned: Result) -> None:
    counted = [reuse for reuse in scanned.reuse if reuse.waterfall.total]
    assert counted
    for reuse in counted:
        page.goto((real / "en" / "documents" / f"{reuse.document:04d}.html").as_uri())
        assert steps(page) == reuse.waterfall
        assert row(page, "remaining") == reuse.characters
        assert "as the scan judged" in page.locator(".recounted output").inner_text()


def tangled() -> Result:
    """One text with matches of every context in each other's way, and zones across them."""
    draw = random.Random(7)  # noqa: S311 - for places, not for secrets
    contexts: tuple[Context, ...] = ("uncited", "missing-citation", *(name for step in STEPS for name in step))
    documents = [factories.document(0, "".join(draw.choices("渠水石木人家\n", k=600)))]
    matches = []
    for id in range(24):
        start, length = draw.randrange(500), draw.choice((8, 20, 40, 90))
        span, label = Span(start, start + length), Label(draw.choice(contexts), f"reason {id}")
        documents.append(factories.document(id + 1, documents[0].text[span.start : span.end]))
        sides = Side(0, span), Side(id + 1, Span(0, length))
        matches.append(
            Match(
                id, *sides, "verbatim", 1.0, 90.0, 2, label.context, label.reason, left_label=label, right_label=label
            )
        )
    zones = (
        Zone("quotation", Span(30, 80), "in quotation marks", cited=True),
        Zone("quotation", Span(200, 230), "never closed", excused=False),
        Zone("common", Span(220, 260), "stands in the rules"),
        Zone("bibliography", Span(520, 600), "under a heading"),
    )
    documents[0] = replace(documents[0], zones=zones)
    return factories.scored(factories.result(documents, matches))


def expected(result: Result, taken: tuple[bool, ...], least: int = 0, without: int | None = None) -> Waterfall:
    """The waterfall of the first text where some steps take nothing and some matches are left out."""
    idle = {context for step, on in zip(STEPS, taken, strict=True) if not on for context in step}
    kinds = {"quotation": "cited-and-quoted"}
    places = [
        Place(m.left.span, m.right.document, "uncited" if m.left_label.context in idle else m.left_label.context)
        for m in result.matches
        if m.left.span.length >= least and m.right.document != without
    ]
    return waterfall(
        places, [zone for zone in result.documents[0].zones if kinds.get(zone.kind, zone.kind) not in idle]
    )


def test_figures_follow_what_a_reader_leaves_out(page: Any, tmp_path: Path) -> None:
    result = tangled()
    page.goto((written(result, tmp_path) / "documents/0000.html").as_uri())
    boxes = page.locator('[name="step"]')
    for taken in product((True, False), repeat=4):
        for at, on in enumerate(taken):
            boxes.nth(at).set_checked(on)
        assert steps(page) == expected(result, taken), taken
        assert (
            page.locator(".card.reused dd").inner_text()
            == page.locator('[data-row="step.remaining"] td').nth(1).inner_text()
        )
    page.locator(".count-form .reset").click()
    page.locator('[name="least"]').select_option("30")
    assert row(page, "remaining") == expected(result, (True,) * 4, 30).remaining < result.reuse[0].characters
    assert row(page, "you") == result.reuse[0].characters - row(page, "remaining")
    page.locator('[name="least"]').select_option("0")
    largest = result.reuse[0].largest_source
    assert largest is not None
    name = result.documents[largest].path
    page.locator(".sources > li", has_text=name).locator(".leave input").check()
    assert row(page, "remaining") == expected(result, (True,) * 4, without=largest).remaining
    page.locator(".count-form .reset").click()
    assert steps(page) == result.reuse[0].waterfall
    assert page.locator('[data-row="step.you"]').is_hidden()


def test_what_does_not_count_is_grey_until_it_is_let_in(page: Any, real: Path, scanned: Result) -> None:
    own = next(match for match in scanned.matches if match.context == "own-work")
    page.goto((real / "en" / "documents" / f"{own.left.document:04d}.html").as_uri())
    mark = page.locator("mark.own-work").nth(1)
    colour = "node => getComputedStyle(node).color"
    grey = mark.evaluate(colour)
    page.locator('[name="step"]').nth(2).uncheck()
    assert mark.evaluate(colour) != grey
    assert row(page, "remaining") == scanned.reuse[own.left.document].waterfall.total


# A document's text


def test_a_zone_says_its_reason_when_it_is_focused(page: Any, real: Path, scanned: Result) -> None:
    document = next(item for item in scanned.documents if any(zone.cited for zone in item.zones))
    zone = next(zone for zone in document.zones if zone.cited)
    page.goto((real / "en" / "documents" / f"{document.id:04d}.html").as_uri())
    sign = page.locator(".sign.zn").first
    assert not sign.locator(".tip").is_visible()
    sign.focus()
    assert sign.locator(".tip").is_visible()
    assert zone.reason in sign.locator(".tip").inner_text()
    page.keyboard.press("Escape")
    assert not sign.locator(".tip").is_visible()
    assert page.locator(".zone").first.inner_text() in zone.span.of(document.text)


def test_overlapping_sources_are_both_told(page: Any, tmp_path: Path) -> None:
    text = "A lamp was left at the ford each night, and nobody ever saw who lit it."
    documents = tuple(factories.document(id, text, f"lamps/{id}.txt") for id in range(3))
    spans = Span(0, 40), Span(20, len(text))
    matches = tuple(
        Match(at, Side(0, span), Side(at + 1, span), "verbatim", 1.0, 90.0) for at, span in enumerate(spans)
    )
    page.goto((written(factories.result(documents, matches), tmp_path) / "documents/0000.html").as_uri())
    assert page.locator(".text .n a").all_inner_texts() == ["2", "1"]
    both = page.locator("mark.l2-uncited")
    assert both.inner_text() == text[20:40]
    both.click()
    told = page.locator(".pop li").all_inner_texts()
    assert [name in " ".join(told) for name in ("lamps/1.txt", "lamps/2.txt")] == [True, True]


def test_the_strip_is_one_stop_with_arrows_and_leads_to_the_place(page: Any, real: Path, scanned: Result) -> None:
    most = max(scanned.reuse, key=lambda reuse: (reuse.sources, -reuse.document)).document
    page.goto((real / "zh" / "documents" / f"{most:04d}.html").as_uri())
    assert page.locator('.strip a[tabindex="-1"]').count() == page.locator(".strip a").count() - 1
    page.locator(".strip a").first.focus()
    page.keyboard.press("ArrowRight")
    said = page.locator(".strip-said").inner_text()
    assert said == page.locator(".strip a").nth(1).get_attribute("aria-label")
    assert "自第" in said
    page.keyboard.press("Enter")
    anchor = page.locator(".strip a").nth(1).get_attribute("href")
    assert page.url.endswith(anchor)
    assert page.locator(anchor).evaluate(
        "node => { const y = node.getBoundingClientRect().top; return y > 0 && y < innerHeight }"
    )


def test_notices_stand_at_their_place(page: Any, tmp_path: Path) -> None:
    text = "The bell rang tw\u200bice before the boats came in. " * 2
    at = text.index("\u200b")
    notice = Notice("hidden-characters", "invisible characters stand inside words", 2, Span(at, at + 1))
    documents = (factories.document(0, text, notices=(notice,)), factories.document(1, text))
    matches = (Match(0, Side(0, Span(0, 40)), Side(1, Span(0, 40)), "verbatim", 1.0, 90.0),)
    page.goto((written(factories.result(documents, matches), tmp_path) / "documents/0000.html").as_uri())
    page.locator("#notices a").click()
    sign = page.locator(".sign.nt")
    assert sign.evaluate("node => node.nextSibling.textContent || node.parentElement.textContent")
    assert page.locator(".text").inner_text().replace("\n", "").startswith("1The bell rang tw!")
    sign.hover()
    assert "invisible characters stand inside words" in sign.locator(".tip").inner_text()


def test_keys_go_through_a_document_and_pass_over_what_is_left_out(page: Any, real: Path, scanned: Result) -> None:
    most = max(scanned.reuse, key=lambda reuse: (reuse.sources, -reuse.document)).document
    page.goto((real / "zh" / "documents" / f"{most:04d}.html").as_uri())
    anchors = page.locator(".text .n a").evaluate_all("nodes => nodes.map(node => node.id)")
    assert len(anchors) >= 3
    seen = []
    for key in ("j", "n", "k", "p", "p"):
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.id"))
    assert seen == [anchors[0], anchors[1], anchors[0], anchors[-1], anchors[-2]]
    assert page.locator(".stepper output").inner_text() == f"{len(anchors) - 1} / {len(anchors)}"
    first = page.locator(".text .n a").first.inner_text()
    page.locator(f"#s{first} .leave input").check()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") != anchors[0]
    page.keyboard.press("?")
    assert page.locator("dialog.keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog.keys").is_visible()
    page.keyboard.press("o")
    page.wait_for_url("**/pairs/*.html#m*")


# Side by side


def uneven() -> Result:
    """A passage near the head of one text and near the foot of the other, and a second the other way round."""
    one = "At the third lock the keeper counts the barges aloud so that the fog may hear him. "
    two = "Nobody sells eels on a Monday, for the river is said to count its own that day. "
    filler = [f"Line {n} of one text says nothing that the other says, and says it slowly.\n" for n in range(120)]
    other = [f"Entry {n}: other words about other things, kept short on purpose here.\n" for n in range(120)]
    left = "".join(filler[:10]) + one + "".join(filler[10:100]) + two + "".join(filler[100:])
    right = "".join(other[:20]) + two + "".join(other[20:90]) + one + "".join(other[90:])
    documents = (factories.document(0, left, "left.txt"), factories.document(1, right, "right.txt"))
    said = Direction("left", 0.9, (Evidence("date", "2001 < 2014", 2.2), Evidence("fluency", "rough", -0.4)))
    matches = tuple(
        Match(
            id,
            factories.place(documents, 0, text),
            factories.place(documents, 1, text),
            "verbatim",
            1.0,
            90.0,
            direction=said,
        )
        for id, text in enumerate((one, two))
    )
    return factories.result(documents, matches)


TOP = "node => node.getBoundingClientRect().top - node.closest('.column').getBoundingClientRect().top"


BRING = """(column, node) => {
  column.scrollTop += node.getBoundingClientRect().top - column.getBoundingClientRect().top - 240;
}"""


@pytest.fixture
def pair(page: Any, tmp_path: Path) -> Iterator[Any]:
    page.goto((written(uneven(), tmp_path) / "pairs/0000-0001.html").as_uri())
    page.wait_for_function("document.querySelector('.ribbons')")
    yield page


def test_columns_scroll_by_the_places_they_share(pair: Any) -> None:
    for number in ("1", "2"):
        left, right = (pair.locator(f'.half.{side} .hit[data-m="{number}"]') for side in "ab")
        pair.locator(".half.a .column").evaluate(BRING, left.element_handle())
        pair.wait_for_timeout(150)
        assert abs(left.evaluate(TOP) - right.evaluate(TOP)) < 20, number
    pair.locator("input.linked").uncheck()
    before = pair.locator(".half.b .column").evaluate("node => node.scrollTop")
    pair.locator(".half.a .column").evaluate("node => { node.scrollTop = 0; }")
    pair.wait_for_timeout(150)
    assert pair.locator(".half.b .column").evaluate("node => node.scrollTop") == before


def test_the_right_column_leads_as_well(pair: Any) -> None:
    left, right = (pair.locator(f'.half.{side} .hit[data-m="1"]') for side in "ab")
    pair.locator(".half.b .column").evaluate(BRING, right.element_handle())
    pair.wait_for_timeout(150)
    assert abs(left.evaluate(TOP) - right.evaluate(TOP)) < 20


def test_a_match_is_chosen_by_chip_key_and_address_and_lights_up_on_both_sides(pair: Any) -> None:
    pair.locator(".match-list a").nth(1).click()
    assert pair.locator('.hit.here[data-m="2"]').count() == 2
    assert all(0 < top < 700 for top in pair.locator(".hit.here").evaluate_all(f"nodes => nodes.map({TOP})"))
    pair.keyboard.press("p")
    assert pair.locator('.hit.here[data-m="1"]').count() == 2
    pair.locator('.half.a .hit[data-m="1"]').hover()
    assert pair.locator('.hit.lit[data-m="1"], .match-list .lit[data-m="1"], .ribbons .lit[data-m="1"]').count() == 4
    pair.goto(pair.url.partition("#")[0] + "#m1")
    pair.reload()
    pair.wait_for_selector('.hit.here[data-m="2"]')


def test_ribbons_join_what_is_in_view_and_sides_can_be_swapped(pair: Any) -> None:
    pair.locator(".match-list a").first.click()
    assert "1" in pair.locator(".ribbons path").evaluate_all("nodes => nodes.map(node => node.dataset.m)")
    pair.keyboard.press("s")
    places = [pair.locator(f".half.{side}").bounding_box()["x"] for side in "ab"]
    assert places[0] > places[1]
    pair.locator(".match-list a").nth(1).click()
    left, right = (pair.locator(f'.half.{side} .hit[data-m="2"]') for side in "ab")
    assert abs(left.evaluate(TOP) - right.evaluate(TOP)) < 20


def test_the_evidence_says_in_words_what_it_speaks_for(pair: Any) -> None:
    rows = pair.locator("#evidence tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["Dates", "2001 < 2014", "A is the source, clearly", "9.0 : 1"],
        ["Fluency of changes", "rough", "B is the source, weakly", "1.5 : 1"],
    ]


def test_moved_and_changed_sentences_are_told_apart(page: Any, tmp_path: Path) -> None:
    one, two, three = "渡口的灯先亮，后来的船才看得见路。", "石阶上的青苔每年只让人滑一次。", "卖鱼的人从不数自己的鱼。"
    documents = (
        factories.document(0, one + two + three + "夜里起雾。", "左.txt"),
        factories.document(1, two + three + one + "夜里起风。", "右.txt"),
    )
    whole = tuple(Side(id, Span(0, len(documents[0].text))) for id in (0, 1))
    result = factories.result(documents, (Match(0, *whole, "rewritten", 0.7, 200.0),))
    page.goto((written(result, tmp_path, "zh") / "pairs/0000-0001.html").as_uri())
    moved = page.locator(".run .moved")
    assert [text.removeprefix("⇅1") for text in moved.all_inner_texts()] == [one, one]
    assert page.locator(".run del.sub").all_inner_texts() == ["雾"]
    assert page.locator(".run ins.sub").all_inner_texts() == ["风"]
    moved.first.hover()
    assert page.locator(".run .moved.lit").count() == 2
    assert "移位 1 句" in page.locator("#matches").inner_text()


def test_both_labels_stand_with_their_reasons(page: Any, real: Path, scanned: Result) -> None:
    match = next(item for item in scanned.matches if item.right_label.context == "cited-and-quoted")
    key = f"{match.left.document:04d}-{match.right.document:04d}"
    page.goto((real / "en" / "pairs" / f"{key}.html").as_uri())
    used = page.locator(".used tr").all_inner_texts()
    assert match.left_label.reason in used[0]
    assert match.right_label.reason in used[1]
    assert "quoted and cited" in used[1]


# Families


def test_a_family_is_told_from_its_earliest_place(page: Any, tmp_path: Path) -> None:
    first = "The ferry takes nine and a dog."
    texts = (first.replace("nine", "ten"), first, first, first.replace(" and a dog", ""))
    dates = ("2010", "2004-05", "2008", "2012")
    documents = tuple(
        factories.document(id, text, f"ferry/{id}.txt", date=date)
        for id, (text, date) in enumerate(zip(texts, dates, strict=True))
    )
    sides = tuple(Side(id, Span(0, len(text))) for id, text in enumerate(texts))
    others = sides[2], sides[3], sides[0]
    matches = tuple(Match(id, *sorted((sides[1], side)), "edited", 0.9, 99.0) for id, side in enumerate(others))
    family = Family(0, sides, (0, 1, 2), (1, 2, 0, 3), "date")
    page.goto(
        (written(factories.result(documents, matches, families=(family,)), tmp_path) / "families/0000.html").as_uri()
    )
    assert page.locator(".place time").all_inner_texts() == ["2004-05", "2008", "2010", "2012"]
    assert "by date" in page.locator(".cards").inner_text()
    assert "word for word as 1" in page.locator("#p2").inner_text()
    assert page.locator("#p3 del").all_inner_texts() == ["nine"]
    assert page.locator("#p3 ins").all_inner_texts() == ["ten"]
    assert page.locator("#p4 del").all_inner_texts() == [" and a dog"]
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "p2"
    page.keyboard.press("o")
    page.wait_for_url("**/documents/0002.html#m0")
    page.locator("a.family").first.click()
    page.wait_for_url("**/families/0000.html")


# Every page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_of_a_real_scan_can_be_read(page: Any, real: Path, lang: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    for kind in ("documents", "pairs", "families"):
        for path in sorted((real / lang / kind).iterdir())[:8]:
            page.goto(path.as_uri())
            assert page.evaluate(test_report_browser.CONTRAST) == [], path.name
            unnamed = "nodes => nodes.filter(node => !(node.ariaLabel || node.textContent).trim()).length"
            assert page.locator("button, a[href], [role=region]").evaluate_all(unnamed) == 0, path.name
            page.set_viewport_size({"width": 390, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name
            page.set_viewport_size({"width": 1200, "height": 900})


def test_pages_print_without_what_only_a_screen_needs(page: Any, real: Path) -> None:
    for kind in ("documents", "pairs", "families"):
        page.goto(next(iter(sorted((real / "zh" / kind).iterdir()))).as_uri())
        assert page.pdf(format="A4")[:5] == b"%PDF-"
        page.emulate_media(media="print")
        assert page.locator(".stepper:visible, .duo-switches:visible, #count:visible, .ribbons:visible").count() == 0
        page.emulate_media(media="screen")


@pytest.mark.parametrize("line", ["渠", "长堤上有人数过往的船。\n"])
def test_a_text_of_a_million_characters_stays_usable(page: Any, tmp_path: Path, line: str) -> None:
    text = line * (1_000_000 // len(line))
    places = [Span(start, start + 200) for start in (1000, 500_000, 990_000)]
    documents = (factories.document(0, text), factories.document(1, text[:900]))
    matches = tuple(
        Match(id, Side(0, span), Side(1, Span(0, 200)), "verbatim", 1.0, 90.0) for id, span in enumerate(places)
    )
    page.goto((written(factories.result(documents, matches), tmp_path) / "documents/0000.html").as_uri())
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == "m2"
    spent = page.evaluate("""async () => {
        const start = performance.now();
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', bubbles: true }));
        document.activeElement.getBoundingClientRect();
        await new Promise(requestAnimationFrame);
        return performance.now() - start;
    }""")
    assert page.evaluate("document.activeElement.id") == "m1"
    assert spent < 500  # milliseconds


def test_a_longer_text_is_shown_where_it_matters_and_says_so(page: Any, tmp_path: Path) -> None:
    text = "长堤上有人数过往的船。\n" * 150_000
    documents = (factories.document(0, text), factories.document(1, text[:900]))
    match = Match(0, Side(0, Span(900_000, 900_300)), Side(1, Span(0, 300)), "verbatim", 1.0, 90.0)
    page.goto((written(factories.result(documents, (match,)), tmp_path) / "documents/0000.html").as_uri())
    assert f"900 of {len(text):,} characters" in page.locator("main .left-out").inner_text()
    assert "899,700 characters without a match are not shown" in page.locator(".gap").first.inner_text()
    assert page.locator("mark").count() > 0
