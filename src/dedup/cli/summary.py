"""What a scan found, in a screenful: the report holds the rest."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from dedup.cli.words import Align, count, percent, printable, shorten, table
from dedup.model import Pair, Result, Reuse, Significance

TOP = 5
SKIPPED_SHOWN = 10
_INDENT = "  "
_ARROWS = {"left": "→", "right": "←", "common": "↔", "undetermined": "–"}
_LEAST_NAME_COLUMNS = 16


def summary(result: Result, report: Path | None, columns: int | None = None) -> str:
    """The summary as text; names are shortened to fit ``columns`` where that is given."""
    parts = [
        _totals(result),
        _section("Pairs with most in common (share of the left, of the right)", _top_pairs(result, columns)),
        _section("Documents with most reuse", _top_documents(result, columns)),
        _section("Skipped", _skipped(result)),
        _section("Notices", _notices(result)),
        [f"Report: {printable(str(report))}"] if report else [],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"{title}:", *(_INDENT + line for line in lines)] if lines else []


def _totals(result: Result) -> list[str]:
    skipped = f", {count(len(result.skipped), 'file')} skipped" if result.skipped else ""
    return [
        f"{count(result.corpus.documents, 'document')}, {count(result.corpus.characters, 'character')}{skipped}",
        f"{count(len(result.matches), 'match', 'matches')} in {count(len(result.pairs), 'pair')}{_of_which(result)}",
        _significance(result.significance),
    ]


def _significance(found: Significance) -> str:
    return (
        f"Limit {found.limit_bits:.0f} bits a match: chance should bring {found.expected_false_matches:.2g} false ones "
        f"in {found.pairs:,} pairs."
    )


def _of_which(result: Result) -> str:
    """The matches inside one document, and the others that are not plainly uncited, by context."""
    internal = sum(match.internal for match in result.matches)
    contexts = Counter(match.context for match in result.matches if not match.internal and match.context != "uncited")
    named = [(internal, "inside one document"), *((number, context) for context, number in sorted(contexts.items()))]
    dismissed = sum(match.dismissal is not None for match in result.matches)
    words = [f"{number:,} {what}" for number, what in (*named, (dismissed, "dismissed")) if number]
    return f" (of which {', '.join(words)})" if words else ""


def _top_pairs(result: Result, columns: int | None) -> list[str]:
    def most_in_common(pair: Pair) -> tuple[float, int, int, int]:
        share = max(pair.containment_of_left, pair.containment_of_right)
        return -share, -max(pair.characters_of_left, pair.characters_of_right), pair.left, pair.right

    pairs = sorted(result.pairs, key=most_in_common)[:TOP]
    names = _names(result, columns, names_a_line=2, other_columns=24)
    rows = [
        [
            percent(pair.containment_of_left),
            percent(pair.containment_of_right),
            names[pair.left],
            _ARROWS[pair.direction.source],
            names[pair.right],
        ]
        for pair in pairs
    ]
    return table(rows, ("right", "right", "left", "left", "left"))


def _top_documents(result: Result, columns: int | None) -> list[str]:
    reused = sorted((reuse for reuse in result.reuse if reuse.characters), key=lambda r: (-r.share, r.document))[:TOP]
    names = _names(result, columns, names_a_line=2, other_columns=30)
    rows = [[percent(reuse.share), names[reuse.document], _largest_source(reuse, names)] for reuse in reused]
    aligns: tuple[Align, ...] = ("right", "left", "left")
    return table(rows, aligns)


def _largest_source(reuse: Reuse, names: list[str]) -> str:
    if reuse.largest_source is None:
        return ""
    return f"{percent(reuse.largest_source_share)} with {names[reuse.largest_source]}"


def _names(result: Result, columns: int | None, *, names_a_line: int, other_columns: int) -> list[str]:
    paths = [printable(document.path) for document in result.documents]
    if columns is None:
        return paths
    room = max(_LEAST_NAME_COLUMNS, (columns - other_columns) // names_a_line)
    return [shorten(path, room) for path in paths]


def _skipped(result: Result) -> list[str]:
    shown = result.skipped[:SKIPPED_SHOWN]
    lines = table([[file.reason, f"{printable(file.path)}: {printable(file.detail)}"] for file in shown], ("left",) * 2)
    more = len(result.skipped) - len(shown)
    return [*lines, f"and {more:,} more"] if more else lines


def _notices(result: Result) -> list[str]:
    codes = Counter(code for document in result.documents for code in {notice.code for notice in document.notices})
    of_documents = [f"{code}: {count(number, 'document')}" for code, number in sorted(codes.items())]
    return [*(printable(notice.message) for notice in result.notices), *of_documents]
