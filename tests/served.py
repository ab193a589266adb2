"""A running ``dedup serve`` for tests, with an archive of a few texts."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dedup.index import Index, add
from dedup.model import Document
from dedup.settings import Settings
from factories import document

OLD = (
    "磨坊的轮子从前一天转十二个时辰，看轮子的老人在门板上刻记号，刻一袋麦，也刻一场雨。有一年水浅，轮子停了整整一个月，"
    "他就每天下河去搬石头，搬到第二十九天，上游的人把闸开了一条缝，说是听见他夜里在数数。"
)
OWN = (
    "渡口边修伞的人从不问伞是谁的，他把伞骨排在膝上，断的放左边，弯的放右边。天快黑的时候，他收起小凳，"
    "把剩下的一根铁丝绕成圆圈挂在柳树上，第二天来的人便知道他今天会晚到。"
)
ENGLISH = (
    "The bell founder of Marrow Lane kept every cracked bell in his yard and tapped one of them each morning, to learn "
    "from its complaint what the weather would do. When the tannery closed he said that the bells had known it first. "
)


def texts() -> list[Document]:
    """The archive: a Chinese text, an English one, and one whose names are hostile."""
    hostile = "<script>alert('title')</script>\u202e"
    return [
        document(0, OLD, "river/mill.txt", title="看轮子的老人", author="卢青禾", date="2019-04"),
        document(1, ENGLISH, "town/bells.txt", title="The bell founder"),
        document(2, OWN[::-1], 'x/"><img src=x onerror=alert(1)>.txt', title=hostile, author=hostile),
    ]


def index_of(path: Path, documents: Sequence[Document]) -> Path:
    """An index file of these documents, made or added to."""
    with Index.create(path, Settings().fingerprint) as index:
        add(index, documents, lambda what, path: None)
    return path


@contextmanager
def serving(index: Path, **options: Any) -> Iterator[str]:
    """A server over an index; the address. The test is skipped where the extra is not installed."""
    pytest.importorskip("fastapi")
    from dedup.serving.options import Options
    from dedup.serving.running import address, listening, server

    started = threading.Event()
    given = Options(index=index, names=("archive.dedup",), **options)
    running = server(given, started.set)
    with listening(given.host, 0) as taken:
        thread = threading.Thread(target=running.run, kwargs={"sockets": [taken]})
        thread.start()
        try:
            assert started.wait(60)
            yield address(taken, given.host)
        finally:
            running.should_exit = True
            thread.join(30)
    assert not thread.is_alive()
