"""Results as JSON, as a table and as stored texts, and back; what does not fit is refused with a reason."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import factories
from dedup.errors import InputError, OutputError
from dedup.model import Descent, Direction, Evidence, Label, Match, Result, Side, Span, Zone
from dedup.results import (
    DOCUMENTS,
    PAIRS,
    TABLES,
    TEXTS_NAME,
    Table,
    read_results,
    to_csv,
    to_graphml,
    to_json,
    write_results,
)
from strategies import any_text

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "results.schema.json").read_text("utf-8"))


def texts_of(result: Result) -> dict[int, str]:
    return {document.id: document.text for document in result.documents}


def hostile() -> Result:
    """Paths and reasons that a spreadsheet, a JSON reader or an encoder could trip over."""
    documents = (
        factories.document(0, "=SUM(A1:A9) 之后的文字。", '=cmd|" /C calc"!A0.txt', title='Quotes " and \\ slashes'),
        factories.document(1, "=SUM(A1:A9) 之后的文字。", "bad\udcff name.txt", title="line\nbreak\u2028\x00"),
        factories.document(2, "@me +1 -1", "-rf.txt"),
    )
    side = Span(0, 11)
    matches = (
        Match(0, Side(0, side), Side(1, side), "verbatim", 1.0, -0.00001, 2, "common", "+1 is a formula too"),
        Match(1, Side(0, Span(0, 3)), Side(2, Span(0, 3)), "rewritten", 1 / 3, 12.34567, 2),
    )
    return factories.result(documents, matches)


def labelled() -> Result:
    """A result of which everything that judgement may say is said: groups, zones, labels, steps and figures."""
    plain = factories.chinese()
    quotation = Zone("quotation", Span(9, 47), "in quotation marks “…”, after the cue 据《水渠记》", cited=True)
    zones = (quotation, Zone("bibliography", Span(48, 50), "a list of references", excused=False))
    documents = (*plain.documents[:3], replace(plain.documents[3], group="村志", zones=zones), plain.documents[4])
    labels = Label("common", "这里一句。"), Label("own-work")
    matches = tuple(replace(match, left_label=labels[0], right_label=labels[1]) for match in plain.matches)
    return factories.scored(replace(plain, documents=documents, matches=matches))


@pytest.mark.parametrize("make", [factories.english, factories.chinese, hostile, labelled])
def test_json_follows_the_published_schema(make: Callable[[], Result]) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(to_json(make())))


def test_schema_refuses_what_it_does_not_know() -> None:
    data = json.loads(to_json(factories.english()))
    data["matches"][0]["context"] = "stolen"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(data)


@pytest.mark.parametrize("make", [factories.english, factories.chinese])
def test_reading_back_gives_the_same_result(make: Callable[[], Result], tmp_path: Path) -> None:
    result = make()
    write_results(result, tmp_path)
    assert read_results(tmp_path / "results.json", texts_of(result)) == result


def test_labels_zones_steps_and_figures_come_back(tmp_path: Path) -> None:
    result = labelled()
    write_results(result, tmp_path)
    back = read_results(tmp_path / "results.json", with_texts=True)
    assert (back.documents, back.matches) == (result.documents, result.matches)
    assert [reuse.waterfall for reuse in back.reuse] == [reuse.waterfall for reuse in result.reuse]
    assert any(reuse.waterfall.cited and reuse.figures.total.share for reuse in result.reuse)
    assert to_json(back) == to_json(result)


def test_results_from_before_there_were_labels_and_steps_can_be_read(tmp_path: Path) -> None:
    result = factories.english()
    data = json.loads(to_json(result))
    for document in data["documents"]:
        del document["group"], document["zones"], document["reuse"]["waterfall"], document["reuse"]["figures"]
    for match in data["matches"]:
        del match["labels"]
    path = tmp_path / "results.json"
    path.write_text(json.dumps(data), "utf-8")
    unlabelled = tuple(replace(match, left_label=Label(), right_label=Label()) for match in result.matches)
    assert read_results(path, texts_of(result)) == replace(result, matches=unlabelled)


def with_lineage() -> Result:
    result = factories.english()
    steps = (
        Descent(0, None, 0.87654, 12, "nothing tells"),
        Descent(1, 0, 0.9, 190, "it stands in the source"),
        Descent(1, 2, 0.5, 20, "so does this"),
    )
    clusters = tuple(replace(cluster, lineage=steps) for cluster in result.clusters[:1])
    families = tuple(replace(family, order=(2, 0, 1), ordered_by="date") for family in result.families)
    return replace(result, clusters=clusters, families=families)


def test_lineage_and_the_order_of_a_passage_are_written_and_read_back(tmp_path: Path) -> None:
    result = with_lineage()
    write_results(result, tmp_path)
    data = json.loads((tmp_path / "results.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    assert [step["source"] for step in data["clusters"][0]["lineage"]] == [None, 0, 2]
    assert data["clusters"][0]["lineage"][0]["support"] == 0.8765
    back = read_results(tmp_path / "results.json", texts_of(result))
    assert back.families == result.families
    assert back.clusters[0].lineage[1:] == result.clusters[0].lineage[1:]


def test_results_written_before_there_was_lineage_are_read(tmp_path: Path) -> None:
    data = json.loads(to_json(with_lineage()))
    del data["clusters"][0]["lineage"], data["families"][0]["order"], data["families"][0]["ordered_by"]
    (tmp_path / "old.json").write_text(json.dumps(data), "utf-8")
    back = read_results(tmp_path / "old.json")
    assert (back.clusters[0].lineage, back.families[0].order, back.families[0].ordered_by) == ((), (), "none")


def test_texts_are_not_in_the_json_and_empty_when_read_without_them(tmp_path: Path) -> None:
    result = factories.chinese()
    write_results(result, tmp_path)
    assert "石头只是让它走得慢一些" not in (tmp_path / "results.json").read_text("utf-8")
    back = read_results(tmp_path / "results.json")
    assert [document.text for document in back.documents] == [""] * 5
    assert back.matches == result.matches


def test_measured_numbers_have_four_decimals_and_no_negative_zero() -> None:
    data = json.loads(to_json(hostile()))
    assert data["matches"][1]["similarity"] == 0.3333
    assert data["matches"][1]["bits"] == 12.3457
    assert '"bits": 0.0,' in to_json(hostile())


def test_one_line_a_document_match_and_pair() -> None:
    result = factories.english()
    lines = to_json(result).splitlines()
    assert sum(line.startswith('{"id": ') and '"kind": ' in line for line in lines) == len(result.matches)
    assert sum('"digest": ' in line and '"reuse": ' in line for line in lines) == len(result.documents)
    assert sum('"containment_of_left": ' in line for line in lines) == len(result.pairs)


def test_a_file_name_that_is_not_utf8_survives(tmp_path: Path) -> None:
    result = hostile()
    write_results(result, tmp_path)
    back = read_results(tmp_path / "results.json", texts_of(result))
    assert back.documents[1].path == "bad\udcff name.txt"
    assert back.documents[1].title == "line\nbreak\u2028\x00"


def test_two_writes_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_results(factories.chinese(), tmp_path / name)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    tables = ["documents.csv", "graph.graphml", "matches.csv", "pairs.csv"]
    assert names == [*tables, "results.json", "texts.jsonl.gz"]
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_csv_has_a_row_a_match_and_opens_in_excel(tmp_path: Path) -> None:
    result = factories.chinese()
    write_results(result, tmp_path)
    content = (tmp_path / "matches.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["left"] for row in rows] == [result.documents[match.left.document].path for match in result.matches]
    assert rows[0]["left_text"].startswith("修渠的人先看水")
    assert rows[2]["context"] == "cited-and-quoted"
    assert (rows[2]["left_context"], rows[2]["right_context"]) == ("uncited", "cited-and-quoted")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_cell_of_a_csv_begins_a_formula(table: Table) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(hostile(), table))))
    cells = [cell for row in rows[1:] for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert '\'=cmd|" /C calc"!A0.txt' in cells
    assert {len(row) for row in rows} == {len(table.columns)}


def test_the_excerpts_of_matches_are_no_formulas_either() -> None:
    assert "'@me" in to_csv(hostile())


def test_the_table_of_documents_says_how_much_of_each_is_found_where() -> None:
    result = labelled()
    rows = list(csv.DictReader(io.StringIO(to_csv(result, DOCUMENTS))))
    assert [row["path"] for row in rows] == [document.path for document in result.documents]
    for row, reuse in zip(rows, result.reuse, strict=True):
        steps = [int(row[step]) for step in ("cited", "bibliography", "own_work", "common")]
        assert int(row["total"]) - sum(steps) == reuse.waterfall.remaining
        assert float(row["reuse_share"]) == pytest.approx(reuse.share, abs=1e-4)
    assert [row["group"] for row in rows] == ["", "", "", "村志", ""]


def test_the_table_of_pairs_has_both_shares_and_the_kinds_of_evidence() -> None:
    result = factories.chinese()
    rows = list(csv.DictReader(io.StringIO(to_csv(result, PAIRS))))
    assert [(int(row["left_document"]), int(row["right_document"])) for row in rows] == [
        (pair.left, pair.right) for pair in result.pairs
    ]
    assert (rows[0]["source"], rows[0]["evidence"]) == ("left", "date")


def test_edges_of_the_graph_lead_from_the_source_to_the_borrower() -> None:
    plain = factories.chinese()
    turned = replace(plain.pairs[0], direction=Direction("right", 0.9))
    for pair, ends in ((plain.pairs[0], ("0", "1")), (turned, ("1", "0"))):
        graph = nx.parse_graphml(to_graphml(replace(plain, pairs=(pair,))))
        assert list(graph.edges) == [ends]
        edge = graph.edges[ends]
        assert edge["direction"] == "stated"
        shares = {"0": pair.containment_of_left, "1": pair.containment_of_right}
        assert [edge["share_of_source"], edge["share_of_target"]] == pytest.approx(
            [shares[end] for end in ends], abs=1e-4
        )
    assert [graph.nodes[node]["label"] for node in graph][:2] == ["水渠记", "下村见闻"]


def test_a_graph_with_names_that_xml_cannot_hold_is_still_xml() -> None:
    graph = nx.parse_graphml(to_graphml(hostile()))
    assert graph.nodes["1"]["path"] == "bad\ufffd name.txt"


def test_parquet_has_the_rows_of_the_tables_with_their_types(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    result = hostile()
    write_results(result, tmp_path, parquet=True)
    for table in TABLES:
        found = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(tmp_path / f"{table.name}.parquet")])
        assert [(name, str(kind)) for name, kind, *_ in found.description] == [
            (name, {"VARCHAR": "VARCHAR", "BIGINT": "BIGINT", "DOUBLE": "DOUBLE"}[kind]) for name, kind in table.columns
        ]
        rows = found.fetchall()
        expected = list(table.rows(result))
        assert [row[0] for row in rows] == [row[0] for row in expected]
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_infinity_is_refused_rather_than_written() -> None:
    result = factories.english()
    broken = replace(result.matches[0], direction=Direction("left", 0.9, (Evidence("date", "", float("inf")),)))
    with pytest.raises(ValueError, match="JSON"):
        to_json(replace(result, matches=(broken, *result.matches[1:])))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("not json", "is not JSON"),
        ("[]", "names no schema"),
        ('{"schema": "dedup.results/9"}', "dedup.results/9"),
        ('{"schema": "dedup.results/1", "tool": {}}', "not complete"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_a_file_that_is_no_result_is_named_in_the_error(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "results.json"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=words) as caught:
        read_results(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_and_an_unwritable_place_say_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        read_results(tmp_path / "nowhere.json")
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OutputError, match="choose another folder"):
        write_results(factories.english(), tmp_path / "file")


def test_a_text_that_has_changed_is_refused(tmp_path: Path) -> None:
    result = factories.english()
    write_results(result, tmp_path)
    with pytest.raises(InputError, match="has changed"):
        read_results(tmp_path / "results.json", {**texts_of(result), 1: "shorter"})


@settings(deadline=None, max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(any_text | st.just("\ud83d\ude00\u2028\x85\r\n"), max_size=4))
def test_every_text_comes_back_character_for_character(tmp_path: Path, texts: list[str]) -> None:
    result = factories.result([factories.document(id, text) for id, text in enumerate(texts)])
    write_results(result, tmp_path)
    back = read_results(tmp_path / "results.json", with_texts=True)
    assert [document.text for document in back.documents] == texts


def stored(tmp_path: Path) -> tuple[Path, Path, list[bytes]]:
    """A written result: its JSON, its texts, and the lines of those."""
    write_results(factories.english(), tmp_path)
    texts = tmp_path / TEXTS_NAME
    return tmp_path / "results.json", texts, gzip.decompress(texts.read_bytes()).splitlines(keepends=True)


def test_stored_texts_are_one_line_of_json_a_document(tmp_path: Path) -> None:
    *_, lines = stored(tmp_path)
    result = factories.english()
    expected = [{"id": item.id, "digest": item.digest, "text": item.text} for item in result.documents]
    assert [json.loads(line) for line in lines] == expected


def refused(results: Path, texts: Path, content: bytes) -> str:
    """What is said of texts with that content."""
    texts.write_bytes(content)
    with pytest.raises(InputError, match="scan the texts again") as caught:
        read_results(results, with_texts=True)
    assert str(texts) in str(caught.value)
    return str(caught.value)


def test_texts_that_are_missing_are_said_to_be(tmp_path: Path) -> None:
    results, texts, _ = stored(tmp_path)
    texts.unlink()
    with pytest.raises(InputError, match=r"texts\.jsonl\.gz: the texts of the results are not there; scan"):
        read_results(results, with_texts=True)
    assert read_results(results).documents[0].text == ""


def test_texts_that_are_damaged_or_of_other_documents_are_refused(tmp_path: Path) -> None:
    results, texts, lines = stored(tmp_path)
    whole = texts.read_bytes()
    assert "cannot be read" in refused(results, texts, b"not gzip")
    assert "cannot be read" in refused(results, texts, whole[:-20])
    assert "cannot be read" in refused(results, texts, whole[:40] + b"\0\0\0\0" + whole[44:])
    assert "essays/00.txt at its place" in refused(results, texts, gzip.compress(b"".join(lines[1:])))
    assert "herons.txt at its place" in refused(results, texts, gzip.compress(b"".join(lines[:-1])))
    assert "essays/00.txt at its place" in refused(results, texts, gzip.compress(b"[" * 200))
    other = lines[0].replace(b'"digest": "', b'"digest": "00')
    assert "essays/00.txt at its place" in refused(results, texts, gzip.compress(b"".join([other, *lines[1:]])))
    shorter = lines[0].replace(b"trench", b"ditch")
    assert "characters of essays/00.txt" in refused(results, texts, gzip.compress(b"".join([shorter, *lines[1:]])))


def test_texts_are_not_expanded_beyond_what_the_results_allow(tmp_path: Path) -> None:
    results, texts, lines = stored(tmp_path)
    bomb = b'{"id": 0, "text": "' + b"a" * 100_000
    assert "expands beyond" in refused(results, texts, gzip.compress(bomb))
    assert "more than the texts" in refused(results, texts, gzip.compress(b"".join([*lines, b"a"])))


def test_a_match_outside_its_document_is_refused_with_the_texts(tmp_path: Path) -> None:
    results, _, _ = stored(tmp_path)
    content = results.read_text("utf-8")
    end = factories.english().matches[0].left.span.end
    results.write_text(content.replace(f'"end": {end}}}', '"end": 99999}', 1), "utf-8")
    with pytest.raises(InputError, match="outside its document"):
        read_results(results, with_texts=True)
