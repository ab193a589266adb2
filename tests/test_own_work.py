"""One hand: the same group, or an author that both name, and never a name that is nobody's."""

from __future__ import annotations

import time

import pytest

from dedup.judgement.own_work import same_hand
from dedup.model import Document
from factories import document


def by(author: str | None, **fields: object) -> Document:
    return document(0, "水", author=author, **fields)


@pytest.mark.parametrize(
    ("left", "right", "name"),
    [
        ("林舟", "林舟", "林舟"),
        ("林 舟", " 林  舟", "林 舟"),
        ("Ｔ．Gullwright", "t. gullwright", "T.Gullwright"),
        ("Ada  Fenn", "ADA FENN", "Ada Fenn"),
        ("林舟、江月", "江月", "江月"),
        ("林舟，江月；何山", "何山,林舟", "林舟"),
        ("林舟和江月", "江月", "江月"),
        ("李和平", "李和平", "李和平"),
        ("Ada Fenn and Otto Flange", "Otto Flange", "Otto Flange"),
        ("Fenn, Ada", "Ada Fenn", "Ada Fenn"),
        ("Fenn, Ada", "Fenn, Ada", "Fenn, Ada"),
        ("作者：林舟", "林舟", "林舟"),
        ("文/林舟", "本刊记者 林舟", "林舟"),
        ("By Ada Fenn", "Ada Fenn", "Ada Fenn"),
        ("admin; 林舟", "小编、林舟", "林舟"),
        ("Plato", "plato", "Plato"),
    ],
)
def test_one_author_in_both_is_one_hand_and_is_named(left: str, right: str, name: str) -> None:
    reason = same_hand(by(left), by(right))
    assert reason.replace(" ", "") == f"own work: both texts are by {name}".replace(" ", "")
    assert same_hand(by(right), by(left))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (None, None),
        ("", ""),
        ("林舟", None),
        ("林舟", "江月"),
        ("林舟", "林舟山"),
        ("Fenn, Ada", "Moss, Ada"),
        ("Fenn and Moss", "Moss and Quill"),
        ("李和平", "王和平"),
        ("Ada Fenn", "Ada Moss"),
        ("admin、林舟", "admin、江月"),
        ("本刊记者 林舟", "本刊记者 江月"),
    ],
)
def test_different_authors_are_two_hands(left: str | None, right: str | None) -> None:
    assert same_hand(by(left), by(right)) == ""


@pytest.mark.parametrize(
    "nobody",
    [
        "admin",
        "Administrator",
        "佚名",
        "匿名",
        "本站",
        "本 站",
        "本站编辑",
        "编辑",
        "小编",
        "網絡",
        "网络转载",
        "来自网络",
        "未知",
        "unknown",
        "Unknown Author",
        "Anonymous",
        "staff",
        "Staff Writer",
        "webmaster",
        "微软用户",
        "Windows User",
        "python-docx",
        "林",
        "A.",
        "张*",
        "***",
        "A, B",
        "作者：佚名",
        "N/A",
    ],
)
def test_a_name_that_is_nobodys_joins_nothing(nobody: str) -> None:
    assert same_hand(by(nobody), by(nobody)) == ""


def test_one_group_is_one_hand_whoever_wrote_it() -> None:
    left, right, other = (
        by(author, group=group) for author, group in (("甲某", "春社"), ("乙某", "春社 "), ("丙某", "秋社"))
    )
    assert same_hand(left, right) == "own work: both texts belong to the group 春社"
    assert same_hand(left, other) == ""
    assert same_hand(by("佚名", group="x"), by("佚名", group="x"))
    assert same_hand(by(None, group="***"), by(None, group="---")) == ""


def test_the_group_is_named_before_the_author() -> None:
    assert "春社" in same_hand(by("林舟", group="春社"), by("林舟", group="春社"))


@pytest.mark.parametrize("piece", ["编辑", "无", "和", "、", "a and ", "林舟,", " ", "文/"])
def test_a_field_of_a_megabyte_is_read_at_once(piece: str) -> None:
    field = piece * (1_000_000 // len(piece)) + "水"
    started = time.process_time()
    same_hand(by(field), by(field))
    assert time.process_time() - started < 0.5
