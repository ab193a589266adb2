"""Columns, shortened names and numbers for a terminal."""

from __future__ import annotations

import pytest

from cli_fakes import result
from dedup.cli.summary import summary
from dedup.cli.words import count, percent, printable, shorten, table, width
from dedup.model import Cluster, Direction, Match, Notice, Pair, Result, Side, Span


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("文章", 4), ("ｆｕｌｌ", 8), ("e\u0301", 1), ("한글a", 5), ("……", 2)]
)
def test_width_is_what_a_terminal_shows(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize("columns", range(3, 30))
@pytest.mark.parametrize("text", ["essays/2024/final.txt", "论文/二〇二四/定稿.txt", "混合mixed名字name.docx"])
def test_a_shortened_name_fits_and_keeps_both_ends(text: str, columns: int) -> None:
    short = shorten(text, columns)
    assert width(short) <= columns
    if short != text:
        head, tail = short.split("…")
        assert text.startswith(head) and text.endswith(tail)
        assert width(short) >= columns - 2  # a wide character may not fit into the last column


def test_columns_line_up_with_wide_characters_in_them() -> None:
    lines = table([["1", "文章.txt", "x"], ["100", "a.txt", "y"]], ("right", "left", "left"))
    assert lines == ["  1  文章.txt  x", "100  a.txt     y"]
    assert table([], ("left",)) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("文章 \u3000x", "文章 \u3000x"),
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\nb\tc", r"a\nb\tc"),
        ("\u202etxt.exe", r"\u202etxt.exe"),
        ("\udcff", r"\udcff"),
        ("a  b", "a  b"),
    ],
)
def test_what_could_steer_the_terminal_is_spelled_out(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0, "0 %"), (0.001, "< 1 %"), (0.3, "30 %"), (0.994, "99 %"), (0.9999, "> 99 %"), (1, "100 %")],
)
def test_nearly_nothing_is_not_nothing_and_nearly_all_not_all(share: float, shown: str) -> None:
    assert percent(share) == shown


def test_counts_agree_with_their_noun() -> None:
    assert (count(1, "match", "matches"), count(0, "match", "matches")) == ("1 match", "0 matches")
    assert count(20_100_000, "character") == "20,100,000 characters"


def many_pairs() -> Result:
    """Seven documents, each paired with the first by a growing share."""
    pairs = tuple(
        Pair(0, right, (), right, right, right / 100, right / 50, Direction("right" if right == 6 else "undetermined"))
        for right in range(1, 7)
    )
    return result([f"document-{number}.txt" for number in range(7)], pairs=pairs)


def test_the_five_pairs_with_most_in_common_come_first_in_the_summary() -> None:
    lines = summary(many_pairs(), None).splitlines()
    start = lines.index("Pairs with most in common (share of the left, of the right):")
    assert lines[start + 1] == "  6 %  12 %  document-0.txt  ←  document-6.txt"
    assert lines[start + 5] == "  2 %   4 %  document-0.txt  –  document-2.txt"
    assert lines[start + 6] == ""


def test_a_summary_fits_the_terminal_and_is_whole_in_a_pipe() -> None:
    names = [f"很长的文件夹名字/第{number}章/一个很长很长的文件名字.txt" * 2 for number in range(2)]
    narrow = summary(result(names), None, columns=80)
    assert max(width(line) for line in narrow.splitlines()) <= 80
    assert names[1] in summary(result(names), None)


def test_matches_that_do_not_count_are_told_apart() -> None:
    side = Side(0, Span(0, 5))
    matches = (
        Match(0, side, Side(1, Span(0, 5)), "verbatim", 1, 90),
        Match(1, side, Side(1, Span(0, 5)), "verbatim", 1, 90, context="boilerplate"),
        Match(2, side, Side(0, Span(6, 9)), "verbatim", 1, 90),
    )
    assert "3 matches in 1 pair (of which 1 inside one document, 1 boilerplate)" in summary(
        result(matches=matches), None
    )


def test_a_scan_that_finds_nothing_says_so_in_three_lines() -> None:
    empty = result(["a.txt", "b.txt"], matches=(), pairs=(), reuse=())
    lines = summary(empty, None).splitlines()
    assert lines[:2] == ["2 documents, 38 characters", "0 matches in 0 pairs"]
    assert lines[2].startswith(f"Limit {empty.significance.limit_bits:.0f} bits a match")
    assert len(lines) == 3


def test_notices_of_documents_are_counted_by_document() -> None:
    found = result(notices=(Notice("capped", "3 keys were capped"),), clusters=(Cluster(0, (0, 1)),))
    document = found.documents[0]
    noticed = type(document)(
        **{name: getattr(document, name) for name in document.__dataclass_fields__}
        | {"notices": (Notice("hidden-characters", "x"), Notice("hidden-characters", "y"))}
    )
    text = summary(result(documents=(noticed, found.documents[1]), notices=found.notices), None)
    assert "Notices:\n  3 keys were capped\n  hidden-characters: 1 document\n" in text
