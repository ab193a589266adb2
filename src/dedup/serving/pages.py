"""The pages for a browser. All of them work without script; script adds dropping, a clock and a way to stop."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from dedup.report import rendering
from dedup.report.script import text_language
from dedup.serving.api import storable
from dedup.serving.faults import RefusedError
from dedup.serving.site import HERE, Site, words_of
from dedup.serving.views import verdict_view

STATIC: Final = {
    "report.css": rendering.HERE / "static" / "report.css",
    "serve.css": HERE / "static" / "serve.css",
    "serve.js": HERE / "static" / "serve.js",
}
FORMATS: Final = ".txt .md .html .docx .pdf .odt .epub .rtf"
ROWS: Final = 50
PART: Final = 50_000
_MOST_PAGE: Final = 1 << 40


def pages(site: Site) -> APIRouter:
    """The routes of the pages."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    _add_checking(router, site)
    _add_archive(router, site)

    @router.get("/static/{name}")
    async def static(name: str) -> FileResponse:
        """A style sheet or a script."""
        if name not in STATIC:
            raise RefusedError(404, "not-found", "there is no such file")
        return FileResponse(STATIC[name])

    return router


def _add_checking(router: APIRouter, site: Site) -> None:
    service = site.service

    @router.get("/")
    async def form(request: Request) -> Response:
        """Where a draft is pasted or chosen."""
        figures = await service.archive.figures()
        return site.page(request, "check.html", figures=figures, options=service.options, formats=FORMATS)

    @router.post("/check")
    async def check(request: Request) -> Response:
        """The form without script."""
        words = words_of(request)
        kept = await service.check(request, language=words.language, pasted=words("check.pasted"))
        return RedirectResponse(f"/checks/{kept.id}", status_code=303)

    @router.get("/checks/{id}")
    async def verdict(request: Request, id: str) -> Response:
        """A verdict."""
        kept = service.reports.get(id)
        view = verdict_view(kept, words_of(request), kept.ends - time.monotonic())
        return site.page(request, "verdict.html", view=view, kept=kept.task.kept)

    @router.post("/checks/{id}/remove")
    async def remove(id: str) -> Response:
        """Forget a report before its time."""
        service.reports.remove(id)
        return RedirectResponse("/", status_code=303)


def _add_archive(router: APIRouter, site: Site) -> None:
    archive = site.service.archive

    @router.get("/archive")
    async def shelf(
        request: Request,
        q: Annotated[str, Query(max_length=200)] = "",
        page: Annotated[int, Query(ge=1, le=_MOST_PAGE)] = 1,
    ) -> Response:
        """The documents of the archive."""
        found = await archive.search(q, (page - 1) * ROWS, ROWS)
        last = max(1, -(-found.total // ROWS))
        return site.page(request, "archive.html", words=q, shelf=asdict(found), page=page, last=last)

    @router.get("/archive/{document}")
    async def text(
        request: Request,
        document: Annotated[int, Path(ge=0, le=(1 << 63) - 1)],
        page: Annotated[int, Query(ge=1, le=_MOST_PAGE)] = 1,
    ) -> Response:
        """One document."""
        found = await archive.document(document)
        part = storable(found.text[(page - 1) * PART : page * PART])
        last = max(1, -(-found.characters // PART))
        return site.page(
            request, "document.html", document=found, part=part, page=page, last=last, text_lang=text_language(part)
        )
