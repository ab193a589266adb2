"""Results of an earlier check, to be compared with."""

from __future__ import annotations

from pathlib import Path

from dedup.model import Result
from dedup.verdict import Verdict


def read_earlier(path: Path) -> Result:
    """The results to compare with, with their texts where these are beside them."""
    from dedup.results import TEXTS_NAME, read_results

    file = path / "results.json" if path.is_dir() else path
    return read_results(file, with_texts=file.with_name(TEXTS_NAME).is_file())


def compared(verdict: Verdict, earlier: Result, *, only_new: bool) -> Verdict:
    """The verdict with what changed since the earlier results; ``only_new``: with the changes as all that counts."""
    from dedup.changes.since import compared

    return compared(verdict, earlier, only_new=only_new)
