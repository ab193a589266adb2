"""``dedup compare``: the passages that two files share, in words or JSON."""

from __future__ import annotations

from pathlib import Path

from dedup.cli.progress import watched
from dedup.cli.streams import emit, emit_json
from dedup.cli.words import count, percent, printable, shorten
from dedup.configuration import load_settings
from dedup.model import Match, Result, Side

EXCERPT_COLUMNS = 72
_EXCERPT_CHARACTERS = 200
_INDENT = "   "


def run_compare(left: Path, right: Path, *, config: Path | None, json: bool) -> None:
    """Compare two files and print what they share."""
    from dedup.pipeline import compare_files

    settings = load_settings(config, Path.cwd(), {})
    with watched(quiet=json):
        result = compare_files(left, right, settings)
    if json:
        from dedup.results import to_json

        emit_json(to_json(result))
    else:
        emit(comparison(result))


def comparison(result: Result) -> str:
    """Each match with its places and the beginning and end of its texts."""
    blocks = [_totals(result), *(_described(result, match) for match in result.matches)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _totals(result: Result) -> list[str]:
    lines = [count(len(result.matches), "match", "matches")]
    for pair in result.pairs:
        left, right = (printable(result.documents[document].path) for document in (pair.left, pair.right))
        lines.append(f"{percent(pair.containment_of_left)} of {left} is in {right}")
        lines.append(f"{percent(pair.containment_of_right)} of {right} is in {left}")
    lines += [f"{printable(file.path)}: {file.reason}: {printable(file.detail)}" for file in result.skipped]
    return lines


def _described(result: Result, match: Match) -> list[str]:
    where = ", inside one document" if match.internal else ""
    return [
        f"{match.id + 1}. {match.kind}, {percent(match.similarity)} alike, {match.context}{where}",
        *_place(result, match.left),
        *_place(result, match.right),
    ]


def _place(result: Result, side: Side) -> list[str]:
    document, span = result.documents[side.document], side.span
    return [
        f"{_INDENT}{printable(document.path)}, characters {span.start:,} to {span.end:,}",
        f"{_INDENT}{_INDENT}{_excerpt(span.of(document.text))}",
    ]


def _excerpt(text: str) -> str:
    """The passage on one line; only its ends are looked at, since a passage may be a whole book."""
    if len(text) > 2 * _EXCERPT_CHARACTERS:
        text = text[:_EXCERPT_CHARACTERS] + text[-_EXCERPT_CHARACTERS:]
    return shorten(printable(" ".join(text.split())), EXCERPT_COLUMNS)
