"""The pages for a browser. All of them work without script; script adds dropping, a clock and a way to stop."""

from __future__ import annotations

import time
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path as FilePath
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dedup.report import rendering
from dedup.report.categories import SYMBOLS
from dedup.report.script import text_language
from dedup.report.visible import visible
from dedup.serving.api import storable
from dedup.serving.faults import RefusedError
from dedup.serving.service import Service
from dedup.serving.views import verdict_view
from dedup.serving.wording import CATALOGUES, Words, preferred

HERE: Final = FilePath(__file__).parent
STATIC: Final = {
    "report.css": rendering.HERE / "static" / "report.css",
    "serve.css": HERE / "static" / "serve.css",
    "serve.js": HERE / "static" / "serve.js",
}
FORMATS: Final = ".txt .md .html .docx .pdf .odt .epub .rtf"
SIGNS: Final = {"pass": "✓", "review": "?", "fail": "✕"}
ROWS: Final = 50
PART: Final = 50_000
_COOKIE: Final = "dedup-language"
_MOST_PAGE: Final = 1 << 40


class Site:
    """Renders pages over one service, in the language of each request."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._environment.globals.update(version=version("dedup"), signs=SIGNS, symbols=SYMBOLS)
        self._environment.filters.update(visible=visible, running=lambda text: Markup(rendering.running_html(text)))  # noqa: S704 - escaped there

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page; a language chosen by its address is remembered in a cookie."""
        words = words_of(request)
        html = self._environment.get_template(template).render(
            t=words, number=words.report.number, path=request.url.path, query=_others(request), **values
        )
        response = HTMLResponse(html, status_code=status)
        if request.query_params.get("lang") in CATALOGUES:
            response.set_cookie(_COOKIE, words.language, max_age=31_536_000, httponly=True, samesite="strict")
        return response

    def fault(self, request: Request, fault: RefusedError) -> HTMLResponse:
        """The page that says why something could not be done."""
        said = words_of(request).said(f"fault.{fault.error}", "")
        return self.page(request, "fault.html", fault.status, said=said, detail=fault.detail)


def words_of(request: Request) -> Words:
    """The language asked for by the address, by the cookie of an earlier choice, or by the browser."""
    for asked in (request.query_params.get("lang"), request.cookies.get(_COOKIE)):
        if asked and asked in CATALOGUES:
            return Words(asked)
    return Words(preferred(request.headers.get("accept-language", "")))


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


def _others(request: Request) -> str:
    """The query without the language, to be put behind that of the other one."""
    kept = {name: value for name, value in request.query_params.items() if name in ("q", "page")}
    return "".join(f"&{name}={_quoted(value)}" for name, value in kept.items())


def _quoted(value: str) -> str:
    from urllib.parse import quote

    return quote(value.encode("utf-8", "replace"), safe="")
