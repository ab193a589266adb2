"""``--save FORMAT=FILE``: a verdict as a file, in whatever formats, beside what is printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from dedup.cli.output import check_file
from dedup.errors import OutputError, UsageError
from dedup.verdict import Verdict

RESULTS: Final = "results"
"""The format that a later check reads with ``--since``: the results alone, as ``results.json``."""


def save_as(asked: str) -> Callable[[Verdict], None]:
    """What writes a verdict as ``FORMAT=FILE`` asks; raises before any work where it cannot be done."""
    from dedup.formats import FORMATS

    name, equals, file = asked.partition("=")
    if name not in (*FORMATS, RESULTS) or not equals or not file:
        raise UsageError(f"--save {asked}: write FORMAT=FILE; the formats are {', '.join((*FORMATS, RESULTS))}")
    if not Path(file).parent.is_dir():
        raise OutputError(f"{file}: there is no folder {Path(file).parent}; make it first")
    if name == RESULTS:
        check_file(Path(file))
        return partial(_write_results, Path(file))
    return partial(_write, FORMATS[name], Path(file))


def _write_results(file: Path, verdict: Verdict) -> None:
    from dedup.results import write_json

    write_json(verdict.result, file)


def _write(to_text: Callable[[Verdict], str], file: Path, verdict: Verdict) -> None:
    try:
        file.write_bytes(to_text(verdict).encode("utf-8"))
    except OSError as error:
        raise OutputError(f"{file}: the verdict cannot be written ({error.strerror})") from error
