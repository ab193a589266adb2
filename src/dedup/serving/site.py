"""Renders pages in the language of each request."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dedup.report.categories import SYMBOLS
from dedup.report.rendering import running_html
from dedup.report.visible import visible
from dedup.serving.faults import RefusedError
from dedup.serving.service import Service
from dedup.serving.wording import CATALOGUES, Words, preferred

HERE: Final = Path(__file__).parent
SIGNS: Final = {"pass": "✓", "review": "?", "fail": "✕"}
_COOKIE: Final = "dedup-language"
_COOKIE_SECONDS: Final = 31_536_000


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
        self._environment.filters.update(visible=visible, running=running_html)

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page; a language chosen by its address is remembered in a cookie."""
        words = words_of(request)
        html = self._environment.get_template(template).render(
            t=words, number=words.report.number, path=request.url.path, query=_others(request), **values
        )
        response = HTMLResponse(html, status_code=status)
        if request.query_params.get("lang") in CATALOGUES:
            response.set_cookie(_COOKIE, words.language, max_age=_COOKIE_SECONDS, httponly=True, samesite="strict")
        return response

    def fault(self, request: Request, fault: RefusedError) -> HTMLResponse:
        """The page that says why something could not be done."""
        said = words_of(request).faults.get(fault.error, "")
        return self.page(request, "fault.html", fault.status, said=said, detail=fault.detail)


def words_of(request: Request) -> Words:
    """The language asked for by the address, by the cookie of an earlier choice, or by the browser."""
    for asked in (request.query_params.get("lang"), request.cookies.get(_COOKIE)):
        if asked and asked in CATALOGUES:
            return Words(asked)
    return Words(preferred(request.headers.get("accept-language", "")))


def _others(request: Request) -> str:
    """The query without the language, to be put behind that of the other one."""
    kept = {name: value for name, value in request.query_params.items() if name in ("q", "page")}
    return "".join(f"&{name}={_quoted(value)}" for name, value in kept.items())


def _quoted(value: str) -> str:
    return quote(value.encode("utf-8", "replace"), safe="")
