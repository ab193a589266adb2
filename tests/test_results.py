import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import factories
from dedup.errors import InputError, OutputError
from dedup.model import Descent, Direction, Evidence, Match, Result, Side, Span
from dedup.results import read_results, to_csv, to_json, write_results

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


@pytest.mark.parametrize("make", [factories.english, factories.chinese, hostile])
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
    for name in ("results.json", "matches.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["matches.csv", "results.json"]


def test_csv_has_a_row_a_match_and_opens_in_excel(tmp_path: Path) -> None:
    result = factories.chinese()
    write_results(result, tmp_path)
    content = (tmp_path / "matches.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["left"] for row in rows] == [result.documents[match.left.document].path for match in result.matches]
    assert rows[0]["left_text"].startswith("修渠的人先看水")
    assert rows[2]["context"] == "cited-and-quoted"


def test_no_cell_of_the_csv_begins_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(hostile()))))
    cells = [cell for row in rows[1:] for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert '\'=cmd|" /C calc"!A0.txt' in cells
    assert "'@me" in cells


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
