"""The application: guard, API, pages, and one place that turns what goes wrong into an answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response

from dedup.errors import DedupError
from dedup.serving.api import api
from dedup.serving.faults import Problem, RefusedError
from dedup.serving.guard import Guard
from dedup.serving.options import Options
from dedup.serving.pages import pages
from dedup.serving.service import Service
from dedup.serving.site import Site

_REFUSED: Final = {
    400: ("bad-request", "the request is malformed"),
    404: ("not-found", "there is nothing at this address"),
    405: ("not-allowed", "this address does not take this method"),
}
_UNFORESEEN: Final = "something went wrong in the server; run it with --debug to see what"


def application(options: Options) -> Guard:
    """The guarded application over an index."""
    return Guard(_unguarded(options), host=options.host, most_bytes=options.most_bytes)


def openapi() -> dict[str, Any]:
    """The OpenAPI description of the API; needs neither an index nor a server."""
    return _unguarded(Options(Path())).openapi()


def _unguarded(options: Options) -> FastAPI:
    service = Service(options)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        async with service.running():
            yield

    app = FastAPI(
        title="dedup",
        summary="Checks drafts against an archive.",
        description="Every error is JSON with a stable `error` and a `detail` for a person.",
        version=version("dedup"),
        lifespan=life,
        docs_url=None,  # these pages would load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    app.include_router(api(service))
    site = Site(service)
    app.include_router(pages(site))
    _answer_faults(app, site)
    return app


def _answer_faults(app: FastAPI, site: Site) -> None:
    def told(request: Request, fault: RefusedError) -> Response:
        if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
            return JSONResponse(asdict(Problem(fault.error, fault.detail)), fault.status, headers=fault.headers)
        return site.fault(request, fault)

    async def answered(request: Request, error: Exception) -> Response:
        return told(request, _fault_of(error))

    kinds: tuple[int | type[Exception], ...] = (RefusedError, DedupError, RequestValidationError, Exception, *_REFUSED)
    for kind in kinds:
        app.add_exception_handler(kind, answered)


def _fault_of(error: Exception) -> RefusedError:
    if isinstance(error, RefusedError):
        return error
    if isinstance(error, DedupError):
        return RefusedError(500, "failed", str(error))
    if isinstance(error, RequestValidationError):
        said = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        return RefusedError(422, "invalid", "; ".join(said))
    status = getattr(error, "status_code", 500)
    return RefusedError(status, *_REFUSED[status]) if status in _REFUSED else RefusedError(500, "failed", _UNFORESEEN)
