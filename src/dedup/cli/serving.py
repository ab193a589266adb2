"""``dedup serve``: a web page on this machine to check drafts at, and its API."""

from __future__ import annotations

import json
import math
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dedup.cli.against import is_index
from dedup.cli.progress import watched
from dedup.cli.streams import emit, emit_json, flush, say
from dedup.cli.words import count
from dedup.configuration import load_settings
from dedup.errors import MissingExtraError, UsageError
from dedup.settings import Settings
from dedup.workers import available_cores

if TYPE_CHECKING:
    from dedup.serving.options import Options

_NEEDED: Final = ("fastapi", "uvicorn", "python_multipart")
_MOST_JOBS: Final = 2
_INDEX_NAME: Final = "archive.dedup"


@dataclass(frozen=True, slots=True)
class ServeRequest:
    """What the user asked for; ``policy`` are the keys of ``[policy]`` that flags set."""

    against: tuple[Path, ...]
    host: str = "127.0.0.1"
    port: int = 8765
    max_megabytes: float = 10.0
    timeout_seconds: float = 120.0
    keep: Path | None = None
    open: bool = False
    openapi: bool = False
    config: Path | None = None
    common: tuple[Path, ...] = ()
    manifest: Path | None = None
    dismissals: Path | None = None
    policy: tuple[tuple[str, object], ...] = ()
    jobs: int | None = None
    json: bool = False
    quiet: bool = False
    debug: bool = False


def run_serve(request: ServeRequest) -> None:
    """Serve until interrupted."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise MissingExtraError(f"dedup serve needs {', '.join(missing)}: install them with pip install 'dedup[serve]'")
    if request.openapi:
        from dedup.serving.app import openapi

        emit_json(json.dumps(openapi(), ensure_ascii=False, indent=1) + "\n")
        return
    if not request.against:
        raise UsageError("name what to check against: dedup serve --against INDEX, or files and folders")
    with ExitStack() as stack:
        _serve(request, stack)


def _serve(request: ServeRequest, stack: ExitStack) -> None:
    from dedup.serving.preparing import check_keep, checked
    from dedup.serving.running import address, listening, open_browser, serve

    _check_limits(request)
    settings = load_settings(request.config, Path.cwd(), {"policy": dict(request.policy)})
    if request.keep:
        check_keep(request.keep)
    taken = stack.enter_context(listening(request.host, request.port))
    index = request.against[0] if is_index(request.against) else _made(request, settings, stack)
    options = _options(request, settings, index)
    documents, url = checked(options), address(taken, request.host)

    def started() -> None:
        _announce(request, url, documents)
        if request.open:
            open_browser(url)

    serve(options, taken, started, debug=request.debug)


def _check_limits(request: ServeRequest) -> None:
    if not (math.isfinite(request.max_megabytes) and request.max_megabytes > 0):
        raise UsageError(f"--max-megabytes must be more than 0, not {request.max_megabytes:g}")
    if not (math.isfinite(request.timeout_seconds) and request.timeout_seconds >= 1):
        raise UsageError(f"--timeout must be at least 1 second, not {request.timeout_seconds:g}")


def _made(request: ServeRequest, settings: Settings, stack: ExitStack) -> Path:
    """An index of files and folders, for as long as the server runs."""
    from dedup.serving.preparing import indexed

    path = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dedup-serve-"))) / _INDEX_NAME
    with watched(quiet=request.quiet) as progress:
        jobs = request.jobs or available_cores()
        skipped = indexed(request.against, path, settings, jobs=jobs, progress=progress)
    for skip in skipped:
        say(f"{skip.path}: {skip.reason}: {skip.detail}")
    return path


def _options(request: ServeRequest, settings: Settings, index: Path) -> Options:
    from dedup.serving.options import Options

    return Options(
        index=index.resolve(),
        settings=settings,
        names=tuple(map(str, request.against)),
        common=request.common,
        manifest=request.manifest,
        dismissals=request.dismissals,
        host=request.host,
        most_bytes=max(1, round(request.max_megabytes * 1e6)),
        timeout_seconds=request.timeout_seconds,
        jobs=request.jobs or min(_MOST_JOBS, available_cores()),
        keep=request.keep,
    )


def _announce(request: ServeRequest, url: str, documents: int) -> None:
    from dedup.serving.guard import is_loopback

    if not is_loopback(request.host):
        say(f"warning: whoever can reach {url} can read the archive and check drafts; there is no password")
    if request.json:
        emit_json(json.dumps({"url": url, "documents": documents, "openapi": f"{url}/openapi.json"}) + "\n")
    elif not request.quiet:
        emit(f"{url} checks drafts against {count(documents, 'document')}; Ctrl-C stops it\n")
    flush()
