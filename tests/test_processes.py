"""Work spread over processes: the same values in the same order, whatever becomes of the helpers."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from dedup.judgement.quoting.reading import read_sources
from dedup.model import Span
from dedup.processes import begun_in_processes
from factories import document
from waiting import eventually

PARENT = os.getpid()
Item = TypeVar("Item")
Value = TypeVar("Value")


class Counted:
    """Remembers the steps it was told of."""

    def __init__(self) -> None:
        self.steps = 0

    def stage(self, name: str, total: int | None = None) -> None:
        """Ignore."""

    def advance(self, steps: int = 1) -> None:
        self.steps += steps


def longer(span: Span) -> Span:
    return Span(span.start, span.end + 1)


def lost_in_a_helper(number: int) -> int:
    if os.getpid() != int(os.environ["DEDUP_TEST_PARENT"]):
        os._exit(1)
    return number * number


def refused(number: int) -> int:
    raise ValueError(f"not {number}")


def marked(number: int) -> int:
    if os.getpid() != int(os.environ["DEDUP_TEST_PARENT"]):
        Path(os.environ["DEDUP_TEST_MARK"]).touch()
    return number


def in_processes(
    work: Callable[[Item], Value], items: Sequence[Item], jobs: int, told: Counted | None = None
) -> list[Value]:
    with begun_in_processes(work, items, jobs) as values:
        return values(told)


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Helpers find this module where the tests do."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setenv("DEDUP_TEST_PARENT", str(PARENT))


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 25, 160])
def test_values_come_in_the_order_of_the_items_whatever_the_jobs(jobs: int, count: int) -> None:
    told = Counted()
    spans = [Span(number, number) for number in range(count)]
    assert in_processes(longer, spans, jobs, told) == [Span(number, number + 1) for number in range(count)]
    assert told.steps == count


def test_what_a_lost_helper_had_is_done_here() -> None:
    assert in_processes(lost_in_a_helper, range(120), 3) == [number * number for number in range(120)]


def test_helpers_work_while_the_caller_does_something_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "mark"
    monkeypatch.setenv("DEDUP_TEST_MARK", str(mark))
    with begun_in_processes(marked, range(120), 2) as values:
        assert eventually(mark.exists)
        assert values(None) == [*range(120)]


def test_an_error_in_the_work_is_raised() -> None:
    with pytest.raises(ValueError, match="not"):
        in_processes(refused, range(120), 2)


def test_quotations_are_read_alike_in_one_process_and_in_two() -> None:
    texts = [
        f"许南枝在《借书的人》中写道：“书借出去第{number}年，才算真正有了读者。”\n\n余下的话不提。"
        for number in range(60)
    ]
    documents = [document(number, text) for number, text in enumerate(texts)]
    alone, together = (in_processes(read_sources, documents, jobs) for jobs in (1, 2))
    assert alone == together
    assert all(reading.pieces and reading.citations for reading in alone)
