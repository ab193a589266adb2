"""``dedup dismiss``: matches set aside with a reason, or taken back, in a text file beside the drafts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dedup.cli.dismissed import Told, tell
from dedup.dismissals import FILE_NAME, Dismissals, Entry, append, dismissals_of, read_dismissals, remove, shown
from dedup.dismissals.entries import REASONS
from dedup.dismissals.naming import is_key, key_beginning, key_named
from dedup.errors import UsageError
from dedup.model import Document, Match, Result
from dedup.progress import Silent
from dedup.reading import find_files, read_all
from dedup.results import TEXTS_NAME, read_results
from dedup.settings import ReadingSettings


@dataclass(frozen=True, slots=True)
class DismissRequest:
    """What the user asked for."""

    matches: tuple[str, ...] = ()
    reason: str | None = None
    note: str = ""
    results: Path | None = None
    dismissals: Path | None = None
    undo: bool = False
    listed: bool = False
    json: bool = False
    quiet: bool = False


def run_dismiss(request: DismissRequest) -> None:
    """Set matches aside, take that back, or list what was set aside; then say so."""
    _check(request)
    file = _results_file(request)
    if not (request.undo or request.listed):
        told = _dismiss(request, file)
    else:
        result = read_results(file) if file else None
        target = _target(request, result)
        known = read_dismissals([target])
        told = (
            _undone(request, target, known, result) if request.undo else Told("listed", target, known.entries, result)
        )
    tell(told, json_wanted=request.json, quiet=request.quiet)


def _check(request: DismissRequest) -> None:
    if request.listed and (request.undo or request.matches or request.reason):
        raise UsageError("--list takes no match and no reason")
    if request.undo and request.reason:
        raise UsageError("--undo takes no reason")
    if not request.listed and not request.matches:
        raise UsageError("name a match: its id in the results, or the digits beside it")
    if not (request.listed or request.undo or request.reason):
        raise UsageError(f"give --reason: {', '.join(REASONS)}")


def _results_file(request: DismissRequest) -> Path | None:
    """The results asked for, else the last in ``reports``, as far as that leaves no doubt which match is meant."""
    if request.results:
        return request.results / "results.json" if request.results.is_dir() else request.results
    found = sorted(Path("reports").glob("*/results.json"), key=lambda file: (-file.stat().st_mtime_ns, str(file)))
    if len(found) > 1 and not all(map(is_key, request.matches)):
        raise UsageError(
            f"there are {len(found)} results in reports: say which with --results, or name the match by key"
        )
    if not found and not (request.listed or request.undo):
        raise UsageError(
            "no results in reports: name those of the match with --results (dedup check --save results=FILE makes them)"
        )
    return found[0] if found else None


def _dismiss(request: DismissRequest, file: Path | None) -> Told:
    if file is None:
        raise UsageError("name the results that the match is in with --results")
    result = read_results(file, with_texts=file.with_name(TEXTS_NAME).exists())
    keys = dict.fromkeys(key_named(name, result.matches) for name in request.matches)
    target = _target(request, result)
    known = read_dismissals([target]).by_key if target.exists() else {}
    for key in keys:
        if key in known:
            said = f"{known[key].where}: {known[key].reason}"
            raise UsageError(f"{shown(key)} is dismissed already ({said}); take that back with --undo first")
    first = {match.key: match for match in reversed(result.matches)}
    entries = [_entry(request, first[key], result) for key in keys]
    append(target, entries)
    return Told("dismissed", target, tuple(entries), result)


def _entry(request: DismissRequest, match: Match, result: Result) -> Entry:
    from dedup.formats.findings import excerpt

    left, right = result.documents[match.left.document], result.documents[match.right.document]
    reason = next(reason for reason in REASONS if reason == request.reason)
    both = (excerpt(_with_text(each), side.span) for each, side in ((left, match.left), (right, match.right)))
    told = next(filter(None, both), "")
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    return Entry(match.key, reason, request.note, today, left.path, right.path, told)


def _with_text(document: Document) -> Document:
    """The document with its text, read from its file where the results have none and the file is the one they saw."""
    file = Path(document.path)
    if document.text or not file.is_file():
        return document
    read, _ = read_all(find_files([file], ReadingSettings()).files, ReadingSettings(), jobs=1, progress=Silent())
    same = [each for each in read if each.digest == document.digest]
    return replace(document, text=same[0].text) if same else document


def _undone(request: DismissRequest, target: Path, known: Dismissals, result: Result | None) -> Told:
    keys = [
        key_beginning(name, list(known.by_key)) if is_key(name) else key_named(name, result.matches if result else ())
        for name in request.matches
    ]
    for key in keys:
        if key not in known.by_key:
            raise UsageError(f"{shown(key)} is not dismissed in {target}")
    remove(target, keys)
    return Told("undone", target, tuple(known.by_key[key] for key in dict.fromkeys(keys)), result)


def _target(request: DismissRequest, result: Result | None) -> Path:
    """The file asked for, else the one that a check of the same texts finds, else a new one beside them."""
    if request.dismissals:
        return request.dismissals
    roots = [Path(root) for root in (result.corpus.roots if result else ()) if Path(root).exists()]
    found = dismissals_of([*roots, Path()])
    if found:
        return found[0]
    if request.undo or request.listed:
        raise UsageError(f"there is no {FILE_NAME} here or above; name one with --dismissals")
    return _folder(roots) / FILE_NAME


def _folder(roots: Sequence[Path]) -> Path:
    if not roots:
        return Path()
    return roots[0] if roots[0].is_dir() else roots[0].parent
