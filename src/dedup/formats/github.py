"""A verdict as workflow commands of GitHub Actions: annotations at the lines of the drafts."""

from __future__ import annotations

from typing import Final

from dedup.formats.changes import counts_in_words
from dedup.formats.findings import Finding, findings
from dedup.formats.lines import Lines, lines_of
from dedup.formats.set_aside import dismissed_words, stale
from dedup.model import Document, Skipped
from dedup.verdict import DraftVerdict, Verdict

_COMMANDS: Final = {"note": "notice", "review": "warning", "fail": "error"}


def to_github(verdict: Verdict) -> str:
    """One command a line; GitHub shows ten of each level a step, so the rules come first. Drafts without lines of their
    own (.docx, .pdf and the like) are annotated as files.
    """
    commands = [_unread(skipped) for skipped in verdict.result.skipped]
    for draft in verdict.drafts:
        document = verdict.result.documents[draft.document]
        lines = lines_of(document)
        commands += [_command(finding, document, lines) for finding in findings(verdict, draft)]
        commands += [_said(document, words) for words in (dismissed_words(draft), _changed(verdict, draft)) if words]
    commands += [f"::notice title=dedup dismissals::{_data(message)}" for message in stale(verdict)]
    return "".join(f"{command}\n" for command in commands)


def _unread(skipped: Skipped) -> str:
    return f"::warning file={_property(skipped.path)},title=dedup not read::{_data(skipped.detail)}"


def _said(document: Document, words: str) -> str:
    return f"::notice file={_property(document.path)},title=dedup::{_data(words)}"


def _changed(verdict: Verdict, draft: DraftVerdict) -> str:
    if not verdict.changes:
        return ""
    return f"since the earlier result: {counts_in_words(verdict.changes, draft)}"


def _command(finding: Finding, document: Document, lines: Lines | None) -> str:
    properties = {"file": document.path, "title": f"dedup {finding.rule}"}
    if finding.span and lines:
        region = lines.region(finding.span)
        properties |= {"line": str(region.first_line), "endLine": str(region.last_line)}
        if region.first_line == region.last_line:  # GitHub takes columns of one line only
            properties |= {"col": str(region.first_column), "endColumn": str(region.last_column)}
    named = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.level]} {named}::{_data(finding.message)}"


def _data(text: str) -> str:
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return plain.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
