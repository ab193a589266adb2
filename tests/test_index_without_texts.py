"""An index that keeps no texts: what it still tells, what it does not keep, and what it refuses."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dedup.checking import Checker
from dedup.cli.app import app
from dedup.errors import IndexFileError
from dedup.formats import FORMATS
from dedup.index import Index, add, calibrated, remove
from dedup.index.verifying import verify
from dedup.model import Document, Match, Side
from dedup.settings import Settings
from dedup.verdict import Verdict
from factories import document

SETTINGS = Settings()
MILL = (
    "磨坊主把最后一袋麦子倒进漏斗，听见石头下面有人咳嗽。他停了风车，掀开盖板，里面只有去年的灰。"
    "女儿说那是河水在换气，狗却一直不肯进门，直到月亮落到坝后面去。"
)
ORCHARD = (
    "The orchard keeper counted ladders every evening, because one of them kept walking to the river. He painted it "
    "yellow, then blue, and finally chained it to the pear tree, which followed it the very next morning."
)
OTHER = "渔具店的老板每周三关门半天，去给对岸的信箱上油。没有人往那里寄信，锁却从来没有生过锈。"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Index]:
    with Index.create(tmp_path / "archive", SETTINGS.fingerprint, text=False) as index:
        yield index


def put(index: Index, **texts: str) -> None:
    add(index, [document(0, text, f"{name}.txt") for name, text in texts.items()], lambda *_: None)


def checked(index: Index, text: str, name: str = "draft.txt") -> Verdict:
    return Checker(index, SETTINGS).check([document(0, text, name)])


def sides(verdict: Verdict, match: Match, draft: str = "draft.txt") -> tuple[Side, Side]:
    """The side of the draft and the other."""
    own = next(each.id for each in verdict.result.documents if each.path == draft)
    return (match.left, match.right) if match.left.document == own else (match.right, match.left)


@pytest.mark.parametrize("passage", [MILL, ORCHARD])
@pytest.mark.parametrize("name", ["a-draft.txt", "z-draft.txt"])
def test_a_copied_passage_is_told_by_its_places_in_both_texts(archive: Index, passage: str, name: str) -> None:
    put(archive, source=f"{OTHER}\n\n{passage}", unrelated=OTHER)
    draft = f"A first line of the draft.\n{passage}\nAnd a last one."
    verdict = checked(archive, draft, name)
    (match,) = verdict.result.matches
    own, other = sides(verdict, match, name)
    assert verdict.result.documents[other.document].path == "source.txt"
    start, stored = draft.index(passage), len(OTHER) + 2
    assert own.span.length >= 0.8 * len(passage)
    assert start <= own.span.start and own.span.end <= start + len(passage)
    assert own.span.start - start == other.span.start - stored
    assert own.span.end - start == other.span.end - stored
    assert match.bits >= verdict.result.significance.limit_bits
    assert 0.5 < match.similarity <= 1


def test_text_of_its_own_shares_nothing(archive: Index) -> None:
    put(archive, source=MILL, more=ORCHARD)
    verdict = checked(archive, OTHER)
    assert (verdict.outcome, verdict.result.matches) == ("pass", ())


def test_a_passage_that_many_texts_have_is_worth_less(archive: Index) -> None:
    put(archive, source=MILL + OTHER)
    (alone,) = checked(archive, MILL).result.matches
    put(archive, **{f"copy{number}": f"{MILL} {number}" for number in range(6)})
    assert all(match.bits < alone.bits for match in checked(archive, MILL).result.matches)


def test_what_stands_in_another_order_is_not_one_chain(archive: Index) -> None:
    half = MILL.index("女儿")
    put(archive, source=MILL)
    verdict = checked(archive, f"{MILL[half:]}{OTHER * 6}{MILL[:half]}")
    for match in verdict.result.matches:
        assert sides(verdict, match)[0].span.length <= len(MILL)


def test_drafts_are_still_compared_with_each_other_and_in_full(archive: Index) -> None:
    put(archive, source=OTHER)
    drafts = [document(0, MILL, "one.txt"), document(1, f"{MILL}", "two.txt")]
    found = Checker(archive, SETTINGS).check(drafts).result
    (match,) = found.matches
    assert (match.kind, match.similarity) == ("verbatim", 1.0)


def test_no_text_and_no_count_of_characters_is_in_the_file(archive: Index) -> None:
    put(archive, source=MILL, english=ORCHARD)
    archive.close()
    stored = archive.path.read_bytes()
    with sqlite3.connect(archive.path) as connection:
        contents = [row[0] for row in connection.execute("SELECT content FROM documents")]
        layouts = [json.loads(row[0]) for row in connection.execute("SELECT layout FROM segments")]
    whole = b"".join([stored, *map(zlib.decompress, contents)])
    for piece in (MILL[:6], MILL[20:26], ORCHARD[:12]):
        assert piece.encode() not in whole
        assert piece.encode("utf-32-le") not in whole
    assert all(rows == 0 for layout in layouts for _, rows, _ in layout[3:])


def test_the_other_side_of_a_match_says_that_its_text_is_not_there(archive: Index) -> None:
    put(archive, source=MILL)
    verdict = checked(archive, MILL)
    (source,) = (each for each in verdict.result.documents if each.path == "source.txt")
    assert source.withheld
    assert source.characters == len(MILL)
    assert [notice.code for notice in source.notices] == ["no-text"]
    told = json.dumps(json.loads(FORMATS["json"](verdict)), ensure_ascii=False)
    own = sides(verdict, verdict.result.matches[0])[0]
    assert own.span.of(MILL)[:40] in told
    assert "▒" not in told


def test_what_is_removed_is_found_no_more_and_the_index_stays_whole(archive: Index) -> None:
    put(archive, source=MILL, other=ORCHARD)
    put(archive, source=OTHER)
    assert checked(archive, MILL).result.matches == ()
    remove(archive, ["other.txt"], lambda *_: None)
    assert checked(archive, ORCHARD).result.matches == ()
    assert (archive.totals().documents, verify(archive)) == (1, [])


def test_an_index_made_in_another_order_tells_the_same(archive: Index, tmp_path: Path) -> None:
    texts = {"a": MILL, "b": ORCHARD, "c": OTHER}
    put(archive, **texts)
    with Index.create(tmp_path / "second", SETTINGS.fingerprint, text=False) as second:
        for name in ("c", "gone", "a", "b"):
            put(second, **{name: texts.get(name, MILL[:60])})
        remove(second, ["gone.txt"], lambda *_: None)
        draft = f"{ORCHARD}\n{MILL}"
        assert checked(second, draft).result.matches == checked(archive, draft).result.matches


def test_places_that_were_changed_are_recognised(archive: Index) -> None:
    put(archive, source=MILL)
    assert verify(archive) == []
    with archive.writing() as connection:
        (content,) = connection.execute("SELECT content FROM documents").fetchone()
        facts, _, places = zlib.decompress(content).partition(b"\n")
        changed = facts + b"\n" + places[8:16] + places[8:]
        connection.execute("UPDATE documents SET content = ?", (zlib.compress(changed),))
    assert verify(archive)
    with archive.writing() as connection:
        connection.execute("UPDATE documents SET content = ?", (zlib.compress(facts + b"\n" + places[3:]),))
    with pytest.raises(IndexFileError, match=r"source\.txt"):
        checked(archive, MILL)


def test_texts_and_no_texts_do_not_mix(tmp_path: Path) -> None:
    essay = tmp_path / "essay.txt"
    essay.write_text(MILL, "utf-8")
    with_texts, without = tmp_path / "with", tmp_path / "without"
    runner = CliRunner()
    assert runner.invoke(app, ["index", "add", str(with_texts), str(essay)]).exit_code == 0
    refused = runner.invoke(app, ["index", "add", str(with_texts), str(essay), "--no-text"])
    assert refused.exit_code == 2
    assert "was made with texts" in " ".join(refused.output.split())
    assert runner.invoke(app, ["index", "add", str(without), str(essay), "--no-text"]).exit_code == 0
    (tmp_path / "more.txt").write_text(ORCHARD, "utf-8")
    assert runner.invoke(app, ["index", "add", str(without), str(tmp_path / "more.txt")]).exit_code == 0
    with Index.open(without) as index:
        assert (index.totals().documents, index.keeps_text, verify(index)) == (2, False, [])
    assert runner.invoke(app, ["index", "info", str(without), "--no-text"]).exit_code == 2


def test_a_report_says_that_the_text_is_not_kept(tmp_path: Path) -> None:
    essay, draft = tmp_path / "essay.txt", tmp_path / "draft.txt"
    essay.write_text(f"{OTHER}\n{MILL}\n", "utf-8")
    draft.write_text(f"{MILL}\n", "utf-8")
    runner = CliRunner()
    index, out = str(tmp_path / "archive"), tmp_path / "out"
    assert runner.invoke(app, ["index", "add", index, str(essay), "--no-text"]).exit_code == 0
    told = runner.invoke(app, ["check", str(draft), "--against", index, "--report", str(out)])
    assert told.exit_code in (0, 1), told.output
    pages = [page.read_text("utf-8") for page in sorted((out / "pairs").rglob("*.html"))]
    assert pages
    assert all("未保存此文献的原文" in page for page in pages)


@pytest.mark.parametrize("text", ["", "。", "▒▒▒▒", "水", "a" * 3000, "水" * 3000, "水火" * 2000])
def test_odd_texts_are_no_trouble(archive: Index, text: str) -> None:
    put(archive, odd=text, source=MILL)
    calibrated(archive, SETTINGS)
    draft = Document(0, "draft.txt", None, "txt", None, None, None, "0" * 64, text + MILL)
    assert any(match for match in Checker(archive, SETTINGS).check([draft]).result.matches)
    assert verify(archive) == []
