"""The HTTP API."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse, Response

from dedup.configuration import to_mapping
from dedup.policy import policy_of
from dedup.serving import schema
from dedup.serving.answers import Health, Info, Limits, Text
from dedup.serving.archive import Shelf
from dedup.serving.faults import Problem
from dedup.serving.reports import Kept
from dedup.serving.service import Service

PASTED: Final = "pasted text"
_MOST_NUMBER: Final = (1 << 63) - 1
Number = Annotated[int, Path(ge=0, le=_MOST_NUMBER, description="number of a document, as the archive lists it")]
Language = Annotated[
    Literal["zh", "en"] | None, Query(description="language of the report; without it that of most of its texts")
]


def _refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": Problem, "description": _REASONS[status]} for status in statuses}


_REASONS: Final = {
    400: "The request is malformed.",
    403: "A page of another site sent this.",
    404: "There is none, or none any more.",
    408: "The request took too long to come.",
    413: "Too large, or too much memory.",
    415: "Not a type of request or file that is read, or binary.",
    421: "Not a name of this server.",
    422: "Nothing readable in it, or a value that is not allowed.",
    500: "The check failed.",
    503: "The check took too long (timeout), or too many are in line (busy).",
}


def api(service: Service) -> APIRouter:
    """The routes over one service."""
    router = APIRouter(responses=_refusals(421))
    _add_checks(router, service)
    _add_archive(router, service)

    @router.get("/health")
    async def health() -> Health:
        """Whether the server answers."""
        return Health("ok", version("dedup"))

    @router.get("/api/info")
    async def info() -> Info:
        """The version, the archive, the limits, the policy and all settings."""
        options = service.options
        limits = Limits(
            options.most_bytes, options.timeout_seconds, options.jobs, options.report_seconds, options.most_reports
        )
        return Info(
            version("dedup"),
            list(options.names),
            await service.archive.figures(),
            limits,
            options.keep is not None,
            asdict(policy_of(options.settings.policy)),
            to_mapping(options.settings),
        )

    return router


def _add_checks(router: APIRouter, service: Service) -> None:
    @router.post(
        "/api/check",
        openapi_extra=schema.DRAFTS,
        response_class=Response,
        responses={
            200: {"description": "The verdict.", "content": {"application/json": {"schema": schema.VERDICT}}},
            **_refusals(400, 403, 408, 413, 415, 422, 500, 503),
        },
    )
    async def check(request: Request, lang: Language = None) -> Response:
        """Check drafts against the archive and each other: files, or one text as JSON."""
        kept = await service.check(request, language=lang, pasted=PASTED)
        return Response(with_report(kept, service.options.report_seconds), media_type="application/json")

    @router.get("/api/reports/{id}/{path:path}", response_class=FileResponse, responses={
        200: {"description": "The file.", "content": {"text/html": {}, "application/json": {}, "text/css": {}}},
        **_refusals(404, 422),
    })  # fmt: skip
    async def report(id: str, path: str) -> FileResponse:
        """A file of a report: without a path its first page; results.json and the tables are there too."""
        return FileResponse(service.reports.file(id, path))

    @router.delete("/api/reports/{id}", status_code=204, responses=_refusals(403, 404, 422))
    async def forget(id: str) -> None:
        """Remove a report before its time (not what --keep keeps)."""
        service.reports.remove(id)


def _add_archive(router: APIRouter, service: Service) -> None:
    @router.get("/api/archive", responses=_refusals(422))
    async def archive(
        q: Annotated[str, Query(max_length=200, description="words in the path, title or author")] = "",
        offset: Annotated[int, Query(ge=0, le=_MOST_NUMBER)] = 0,
        limit: Annotated[int, Query(ge=1, le=500)] = 50,
    ) -> Shelf:
        """The documents of the archive in order of path."""
        return await service.archive.search(q, offset, limit)

    @router.get("/api/archive/{document}", responses=_refusals(404, 422))
    async def document(
        document: Number,
        start: Annotated[int, Query(ge=0, le=_MOST_NUMBER, description="first character, from 0")] = 0,
        length: Annotated[int, Query(ge=1, le=1_000_000, description="characters at most")] = 100_000,
    ) -> Text:
        """One document with (a part of) its text."""
        found = await service.archive.document(document)
        return Text(
            document, found.path, found.title, found.author, found.date, found.format, found.digest,
            found.characters, start, storable(found.text[start : start + length]),
        )  # fmt: skip


def storable(text: str) -> str:
    """The text with what UTF-8 cannot say replaced, a character for a character."""
    return text.encode("utf-8", "replace").decode("utf-8")


def with_report(kept: Kept, seconds: float) -> str:
    """The verdict with one key more, ``report``, that says where its report is; all else stays as it was written."""
    where = {
        "id": kept.id,
        "url": f"/api/reports/{kept.id}/index.html",
        "page": f"/checks/{kept.id}",
        "seconds": int(seconds),
    }
    return f'{kept.verdict().rstrip().removesuffix("}").rstrip()},\n "report": {json.dumps(where)}\n}}\n'
