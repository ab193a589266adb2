"""One passage through its documents: dates first, then lineage, and nothing where nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.graph import ordered
from dedup.model import Cluster, Descent, Family, Side, Span
from factories import document
from strategies import a_moderate_number

Dates = Sequence[str | None]


def order(dates: Dates, sources: dict[int, int] | None = None, support: float = 0.9) -> tuple[list[int], str]:
    """The documents of one passage in order, and what it rests on; ``sources`` is the lineage."""
    texts = [document(number, "水" * 40, date=date) for number, date in enumerate(dates)]
    family = Family(0, tuple(Side(number, Span(0, 40)) for number in range(len(dates))), ())
    steps = tuple(Descent(number, (sources or {}).get(number), support, 40, "") for number in range(len(dates)))
    (found,) = ordered([family], texts, [Cluster(0, tuple(range(len(dates))), steps)])
    assert sorted(found.order) == list(range(len(dates)))
    return [found.occurrences[index].document for index in found.order], found.ordered_by


@pytest.mark.parametrize(
    ("dates", "sources", "expected"),
    [
        (("2021", "2019", "2020"), {}, ([1, 2, 0], "date")),
        (("2021-03", "2021-02-28", "2021"), {}, ([2, 1, 0], "date")),
        (("2024", "2024-05", None), {}, ([0, 1, 2], "none")),
        (("2024", "2024-05"), {0: 1}, ([1, 0], "lineage")),
        (("2021", "2019"), {1: 0}, ([1, 0], "date")),
        ((None, None, None), {0: 2, 2: 1}, ([1, 2, 0], "lineage")),
        ((None, "2015", "2018"), {0: 1}, ([1, 0, 2], "date")),
        ((None, "2015", "2018"), {0: 2}, ([1, 2, 0], "date")),
        (("2015", "2018", None), {1: 2}, ([0, 2, 1], "date")),
        ((None, "2015"), {1: 0}, ([0, 1], "lineage")),
        ((None, "2015", "2018"), {}, ([1, 2, 0], "date")),
        ((None, None), {}, ([0, 1], "none")),
    ],
)
def test_order(dates: Dates, sources: dict[int, int], expected: tuple[list[int], str]) -> None:
    assert order(dates, sources) == expected


def test_a_line_of_descent_that_is_not_sure_orders_nothing() -> None:
    assert order((None, None), {0: 1}, support=0.55) == ([0, 1], "none")


def test_lineage_passes_through_documents_that_do_not_carry_the_passage() -> None:
    texts = [document(number, "水" * 40) for number in range(3)]
    family = Family(0, (Side(0, Span(0, 40)), Side(2, Span(0, 40))), ())
    steps = (Descent(0, 1, 1.0, 40, ""), Descent(1, 2, 1.0, 40, ""), Descent(2, None, 1.0, 40, ""))
    (found,) = ordered([family], texts, [Cluster(0, (0, 1, 2), steps)])
    assert (found.order, found.ordered_by) == ((1, 0), "lineage")


def test_the_main_source_counts_and_not_a_further_one() -> None:
    texts = [document(number, "水" * 40) for number in range(3)]
    family = Family(0, (Side(0, Span(0, 40)), Side(1, Span(0, 40))), ())
    steps = (
        Descent(0, 2, 1.0, 40, ""),
        Descent(0, 1, 1.0, 9, ""),
        Descent(1, None, 1.0, 9, ""),
        Descent(2, None, 1.0, 9, ""),
    )
    (found,) = ordered([family], texts, [Cluster(0, (0, 1, 2), steps)])
    assert (found.order, found.ordered_by) == ((0, 1), "none")


some_dates = st.one_of(st.none(), st.sampled_from(["2019", "2020", "2020-02", "2020-02-11", "2020-03", "2021-01"]))


@a_moderate_number
@given(st.lists(some_dates, min_size=1, max_size=8), st.dictionaries(st.integers(1, 7), st.integers(0, 7)))
def test_no_earlier_date_stands_after_a_later_one(dates: list[str | None], parents: dict[int, int]) -> None:
    sources = {child: parent for child, parent in parents.items() if parent < child < len(dates)}
    found, _ = order(dates, sources)
    for one, other in combinations(found, 2):
        first, second = dates[one], dates[other]
        if first and second:
            known = min(len(first), len(second))
            assert first[:known] <= second[:known]
