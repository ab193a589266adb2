"""The drawings of the overview: clusters, their names, time and the histogram, as values before any HTML."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import factories
from dedup.model import Cluster, Descent, Direction, Match, Pair, Result, Reuse, Side, Span
from dedup.report.axis import Axis, year_of
from dedup.report.communities import communities
from dedup.report.drawing import MAX_DISCS, draw
from dedup.report.edition import Edition, edition
from dedup.report.histogram import histogram
from dedup.report.labels import LEVELS, Box, Spot, label_box, place_labels, short
from dedup.report.layout import pack, plot
from dedup.report.query import query_words
from dedup.report.rows import document_row
from dedup.report.shapes import Drawing, Group
from dedup.report.wording import wording
from dedup.settings import ReportSettings

EN = wording("en")
SIZE = 400


def made(result: Result, **limits: int) -> Edition:
    return edition(result, ReportSettings(**limits), EN)


def linked(count: int, pairs: list[tuple[int, int, str]], dates: dict[int, str] | None = None) -> Result:
    """``count`` documents of one cluster, each pair with one match and a stated or open direction."""
    documents = tuple(
        factories.document(id, "w" * SIZE, f"plain/{id}.txt", title=f"Number {id}", date=(dates or {}).get(id))
        for id in range(count)
    )
    whole = Span(0, SIZE)
    matches = tuple(
        Match(id, Side(left, whole), Side(right, whole), "verbatim", 1.0, 99.0, direction=Direction(source, 0.9))
        for id, (left, right, source) in enumerate(pairs)
    )
    made_pairs = tuple(
        Pair(left, right, (id,), SIZE, SIZE, 1.0, 1.0, Direction(source, 0.9))
        for id, (left, right, source) in enumerate(pairs)
    )
    reuse = tuple(Reuse(id, SIZE, 1.0, sources=1, matches=1) for id in range(count))
    clusters = (Cluster(0, tuple(range(count))),)
    return factories.result(documents, matches, pairs=made_pairs, reuse=reuse, clusters=clusters)


def drawn(result: Result, **limits: int) -> Drawing:
    drawing = communities(made(result, **limits)).drawing
    assert drawing is not None
    return drawing


def apart(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


# The map of clusters


def test_the_map_is_the_same_each_time_with_arrows_from_the_source() -> None:
    result = linked(3, [(0, 1, "left"), (1, 2, "right"), (0, 2, "undetermined")])
    first, second = drawn(result), drawn(result)
    assert first == second
    heads = {(link.left, link.right): (link.at_start, link.at_end, link.line) for link in first.links}
    assert heads == {
        (0, 1): (False, True, "stated"),
        (1, 2): (True, False, "stated"),
        (0, 2): (False, False, "open"),
    }


def test_a_common_source_is_not_drawn_as_an_open_direction() -> None:
    assert [link.line for link in drawn(linked(2, [(0, 1, "common")])).links] == ["common"]


@pytest.mark.parametrize("count", [2, 3, 7, 30, 60])
def test_discs_of_a_cluster_stand_apart_and_inside_its_box(count: int) -> None:
    drawing = drawn(linked(count, [(0, other, "left") for other in range(1, count)]))
    ground = drawing.grounds[0]
    for disc in drawing.discs:
        assert ground.x <= disc.x - disc.radius
        assert disc.x + disc.radius <= ground.x + ground.width <= drawing.width + 0.1
        assert ground.y <= disc.y - disc.radius
        assert disc.y + disc.radius <= ground.y + ground.height <= drawing.height + 0.1
    for one, other in combinations(drawing.discs, 2):
        distance = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
        assert distance > one.radius + other.radius, (one.id, other.id)


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 200), st.integers(6, 18)), max_size=25),
    st.sampled_from(["A", "a name of some length", "一篇题目不短的文章", "短"]),
)
@example([(0, 0, 6), (1, 0, 10)], "A")
@settings(deadline=None, max_examples=60)
def test_names_never_lie_on_each_other_or_on_a_disc_at_any_scale(places: list[tuple[int, int, int]], name: str) -> None:
    spots = [Spot(x, y, radius, short(name)) for x, y, radius in places]
    labels = place_labels(spots, (-200, -100, 500, 300))
    discs = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    for scale in (*LEVELS, 20.0):
        boxes = [label_box(item, scale) for item in labels if item.level is not None and item.level <= scale]
        for one, other in combinations(boxes, 2):
            assert apart(one, other)
        for box in boxes:
            assert all(apart(box, disc) for disc in discs)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Jars of the valley", "Jars of the valley"),
        ("Notes from the valley, 3", "Notes from…alley, 3"),
        ("下村渠水管理办法实施细则（二）", "下村渠水管…则（二）"),
        ("下村渠水管理办法", "下村渠水管理办法"),
    ],
)
def test_a_long_name_keeps_its_beginning_and_its_end(title: str, shown: str) -> None:
    assert short(title) == shown


def test_more_names_have_room_as_a_drawing_grows() -> None:
    spots = [Spot(20.0 * number, 0.0, 6.0, "a long enough name") for number in range(20)]
    labels = place_labels(spots, (-100, -40, 500, 40))
    shown = [sum(item.level is not None and item.level <= scale for item in labels) for scale in LEVELS]
    assert shown == sorted(shown)
    assert 0 < shown[LEVELS.index(1.0)] < shown[-1] == len(spots)


def test_plots_are_packed_without_overlap() -> None:
    plots = [plot(range(count), []) for count in (30, 12, 7, 3, 2, 2, 2, 2)]
    sheet = pack(plots)
    boxes = [(x, y, x + p.width, y + p.height) for p, (x, y) in zip(plots, sheet.corners, strict=True)]
    assert all(apart(one, other) for one, other in combinations(boxes, 2))
    assert max(box[2] for box in boxes) <= sheet.width
    assert max(box[3] for box in boxes) <= sheet.height


def test_a_larger_map_than_five_hundred_documents_says_what_is_missing() -> None:
    pairs = [(0, other, "left") for other in range(1, 700)]
    clusters = tuple(Cluster(id, tuple(range(100 * id, 100 * id + 100))) for id in range(7))
    found = communities(made(replace(linked(700, pairs), clusters=clusters), max_graph_documents=90))
    assert found.drawing is not None
    assert len(found.drawing.discs) == 450 <= MAX_DISCS
    assert [view.drawn for view in found.clusters] == [True] * 5 + [False] * 2
    assert (found.not_drawn, found.documents_left_out) == (2, 70)


def test_a_drawing_of_nothing_is_no_drawing() -> None:
    found = communities(made(factories.result((factories.document(0, "alone"),))))
    assert (found.drawing, found.timeline, found.clusters) == (None, None, ())


def test_pairs_between_clusters_are_not_lines_of_either() -> None:
    result = linked(4, [(0, 1, "left"), (1, 2, "left"), (2, 3, "left")])
    result = replace(result, clusters=(Cluster(0, (0, 1)), Cluster(1, (2, 3))))
    assert {(link.left, link.right) for link in drawn(result).links} == {(0, 1), (2, 3)}


def test_the_thickness_of_a_line_is_the_larger_share() -> None:
    result = linked(3, [(0, 1, "left"), (0, 2, "left")])
    thin = replace(result.pairs[0], containment_of_left=0.02, containment_of_right=0.1)
    pairs = (thin, replace(result.pairs[1], containment_of_left=0.02))
    by_pair = {link.right: link.width for link in draw(made(result), (Group(1, (0, 1, 2), pairs),)).links}
    assert by_pair[1] < by_pair[2]


# The list of clusters


def test_each_text_stands_below_the_one_it_descends_from() -> None:
    lineage = (
        Descent(0, None, 0.9, 0, ""),
        Descent(1, 2, 0.8, 400, ""),
        Descent(2, 0, 0.7, 400, ""),
        Descent(3, 0, 0.6, 300, ""),
        Descent(3, 1, 0.5, 100, ""),
    )
    result = linked(4, [(0, 1, "left"), (0, 2, "left"), (0, 3, "left")])
    view = communities(made(replace(result, clusters=(Cluster(0, (0, 1, 2, 3), lineage),)))).clusters[0]
    assert [(member.name.id, member.depth) for member in view.members] == [(0, 0), (2, 1), (1, 2), (3, 1)]
    assert view.members[0].root
    assert [(name.id, support) for name, support in view.members[3].further] == [(1, "50.0\u00a0%")]


def test_a_text_whose_source_is_not_listed_still_is() -> None:
    lineage = (Descent(0, 2, 0.9, 9, ""), Descent(1, 0, 0.9, 9, ""), Descent(2, None, 0.9, 9, ""))
    result = linked(3, [(0, 1, "left"), (0, 2, "left")])
    found = communities(made(replace(result, clusters=(Cluster(0, (0, 1, 2), lineage),)), max_graph_documents=2))
    view = found.clusters[0]
    assert [member.name.id for member in view.members] == [0, 1]
    assert view.members[0].source is not None
    assert view.members[0].source.id == 2


# Time


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2024", 2024.5),
        ("2024-01", 2024.0403),
        ("2024-07-01", 2024.5),
        ("2024-13", None),
        ("in May", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_stands_in_the_middle_of_what_is_known(date: str | None, year: float | None) -> None:
    assert year_of(date) == (None if year is None else pytest.approx(year, abs=1e-3))


def test_days_of_a_year_keep_their_order() -> None:
    days = [f"2023-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 29)]
    years = [year_of(day) or 0 for day in days]
    assert years == sorted(years)
    assert len(set(years)) == len(years)


@pytest.mark.parametrize(("first", "last"), [(2020.1, 2020.4), (1999.0, 2003.5), (1.5, 2024.5), (2020.5, 2020.5)])
def test_an_axis_has_a_few_round_dates_inside_it(first: float, last: float) -> None:
    axis = Axis(first, last)
    ticks = list(axis.ticks())
    assert len(ticks) <= 9
    assert all(axis.x(first) <= tick.x <= axis.x(last) for tick in ticks)
    assert ticks or last - first < 1


def test_arcs_lead_from_the_source_to_the_copy_where_both_have_a_date() -> None:
    pairs = [(0, 1, "right"), (0, 2, "left"), (1, 2, "undetermined"), (0, 3, "left")]
    line = communities(made(linked(4, pairs, {0: "2020-05-01", 1: "2018", 2: "2021-02"}))).timeline
    assert line is not None
    assert {(arc.source, arc.copy) for arc in line.arcs} == {(1, 0), (0, 2)}
    by_x = sorted(line.points, key=lambda point: point.x)
    assert [(point.id, point.whole) for point in by_x] == [(1, False), (0, True), (2, False)]
    assert line.undated == 1


def test_texts_of_one_day_do_not_hide_each_other() -> None:
    dates = dict.fromkeys(range(5), "2020-05-01") | {5: "2023"}
    line = communities(made(linked(6, [(0, other, "left") for other in range(1, 6)], dates))).timeline
    assert line is not None
    assert len({(point.x, point.y) for point in line.points}) == 6
    assert all(lane.y < point.y < lane.y + lane.height for lane in line.lanes for point in line.points)


def test_one_date_makes_no_timeline() -> None:
    assert communities(made(linked(3, [(0, 1, "left"), (0, 2, "left")], {0: "2020"}))).timeline is None


# The histogram


def with_shares(*shares: float) -> Result:
    result = linked(len(shares), [])
    return replace(result, reuse=tuple(Reuse(id, int(SIZE * share), share) for id, share in enumerate(shares)))


def test_every_document_is_counted_once() -> None:
    found = histogram(with_shares(0.0, 0.0001, 0.1, 0.2999, 0.3, 0.31, 0.7, 1.0))
    assert [bar.documents for bar in found.bars] == [1, 1, 1, 2, 0, 0, 0, 1, 0, 1]
    assert (found.none, found.thresholds[0].above) == (1, 3)
    assert sum(bar.documents for bar in found.bars) + found.none == 8


def test_the_threshold_is_the_policy_s_where_one_is_recorded() -> None:
    def marked(**gate: object) -> list[tuple[str, float, int]]:
        found = histogram(replace(with_shares(0.2, 0.4), settings={"gate": gate}))
        assert len({mark.y for mark in found.thresholds}) == len(found.thresholds), "words on one another"
        assert found.limit == found.thresholds[-1].share
        return [(mark.kind, mark.share, mark.above) for mark in found.thresholds]

    assert marked() == [("usual", 0.3, 1)]
    assert marked(fail_above=-1.0, review_above=-1.0) == [("usual", 0.3, 1)]
    assert marked(fail_above=0.15) == [("policy", 0.15, 2)]
    assert marked(fail_above=0.5, review_above=0.25) == [("review", 0.25, 1), ("policy", 0.5, 0)]
    assert marked(fail_above=0.0) == [("policy", 0.0, 2)]


def test_the_parts_are_the_waterfall_of_all_documents() -> None:
    result = factories.scored(factories.english())
    found = histogram(result)
    total = sum(reuse.waterfall.total for reuse in result.reuse)
    assert sum(part.characters for part in found.parts) == total
    assert found.parts[-1].x + found.parts[-1].width == pytest.approx(100, abs=0.05)
    assert histogram(with_shares(0.0)).parts == ()


# What the filters know


def test_rows_know_what_the_filters_ask_for() -> None:
    edited = made(factories.english())
    facts = document_row(edited, 1, {0: 1, 1: 1}).facts
    assert facts["direction"] == ["borrower"]
    assert facts["context"] == ["uncited", "boilerplate"]
    assert (facts["cluster"], facts["format"], facts["date"]) == (1, ["txt"], "2021-05")
    assert document_row(edited, 0, {}).facts["direction"] == ["source"]


def test_values_can_be_named_in_both_languages() -> None:
    values = query_words()["values"]
    assert isinstance(values, dict)
    assert values["own work"] == values["本人作品"] == "own-work"
    assert values["未能判定"] == "undetermined"
