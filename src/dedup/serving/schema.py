"""What OpenAPI says of requests and answers that are not made from a dataclass."""

from __future__ import annotations

from typing import Any, Final

from dedup.dismissals.entries import REASONS

_SHARE: Final = {"type": "number", "minimum": 0, "maximum": 1}
_COUNT: Final = {"type": "integer", "minimum": 0}
_TEXT: Final = {"type": "string"}
_MAYBE_TEXT: Final = {"anyOf": [{"type": "string"}, {"type": "null"}]}
_OUTCOME: Final = {"type": "string", "enum": ["pass", "review", "fail"]}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_SPAN: Final = _object(start=_COUNT, end=_COUNT)
_RULE: Final = _object(
    rule=_TEXT,
    verdict=_OUTCOME,
    message=_TEXT,
    value={"type": "number"},
    limit={"type": "number"},
    span={"anyOf": [_SPAN, {"type": "null"}]},
    source=_MAYBE_TEXT,
)
_DISMISSAL: Final = _object(reason={"type": "string", "enum": [*REASONS]}, note=_TEXT)
_PASSAGE: Final = _object(
    key=_TEXT,
    start=_COUNT,
    end=_COUNT,
    text=_TEXT,
    source=_object(path=_TEXT, start=_COUNT, end=_COUNT, text=_TEXT),
    kind={"type": "string", "enum": ["verbatim", "edited", "rewritten"]},
    similarity=_SHARE,
    bits={"type": "number"},
    context=_TEXT,
    reason=_TEXT,
    carriers=_COUNT,
    dismissal={"anyOf": [_DISMISSAL, {"type": "null"}]},
    direction=_object(source=_TEXT, probability=_SHARE),
)
_DRAFT: Final = _object(
    path=_TEXT,
    digest=_TEXT,
    verdict=_OUTCOME,
    characters=_COUNT,
    reused_characters=_COUNT,
    share=_SHARE,
    largest_source=_MAYBE_TEXT,
    largest_source_share=_SHARE,
    longest_run=_COUNT,
    rules=_list(_RULE),
    passages=_list(_PASSAGE),
    dismissed_characters=_COUNT,
    dismissed=_list(_PASSAGE),
)
VERDICT: Final = _object(
    schema={"const": "dedup.check/1"},
    tool=_object(name=_TEXT, version=_TEXT),
    verdict=_OUTCOME,
    policy={"type": "object"},
    significance=_object(limit_bits={"type": "number"}, pairs=_COUNT, sampled=_COUNT),
    drafts=_list(_DRAFT),
    changes={"type": "null"},  # a server compares with no earlier results
    skipped=_list(_object(path=_TEXT, reason=_TEXT, detail=_TEXT)),
    notices=_list(_TEXT),
    report=_object(id=_TEXT, url=_TEXT, page=_TEXT, seconds=_COUNT),
)
"""The verdict as ``dedup check --format json`` has it, and where its report is, for so many seconds."""

DRAFTS: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                    "required": ["file"],
                }
            },
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "text": {"type": "string", "minLength": 1},
                        "name": {"type": "string", "description": "what the draft is called; its end tells .md"},
                    },
                    "required": ["text"],
                }
            },
        },
    }
}
