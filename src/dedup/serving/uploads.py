"""Requests into drafts: a form with files or pasted text, or JSON with a text."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from fastapi import Request, UploadFile
from fastapi.concurrency import run_in_threadpool

from dedup.serving.faults import RefusedError
from dedup.serving.options import MOST_FILES, Options
from dedup.serving.tasks import names_apart, put_file, put_text

_MOST_FIELDS: Final = 8
_TYPES: Final = 'send multipart/form-data with files, or application/json with {"text": …, "name": …}'
Drafts = tuple[tuple[Path, str], ...]


async def drafts_of(request: Request, folder: Path, options: Options, *, pasted: str) -> Drafts:
    """Store the drafts of a request in ``folder``; ``pasted`` names a text that comes without a name.

    Raises ``RefusedError`` where it holds none, or takes longer than allowed to come.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", "multipart/form-data"):
        raise RefusedError(415, "unsupported", _TYPES)
    try:
        async with asyncio.timeout(options.timeout_seconds):
            if kind == "application/json":
                return await _from_json(request, folder, pasted)
            return await _from_form(request, folder, options, pasted)
    except TimeoutError:
        raise RefusedError(
            408, "timeout", f"the request took more than {options.timeout_seconds:g} seconds to come"
        ) from None


async def _from_json(request: Request, folder: Path, pasted: str) -> Drafts:
    body = await request.body()
    given = await run_in_threadpool(_parsed, body)
    text, name = given.get("text"), given.get("name", "")
    if not isinstance(text, str) or not isinstance(name, str):
        raise RefusedError(422, "invalid", "text must be a text, and so must name, which may be left out")
    if not text.strip():
        raise RefusedError(422, "empty", "there is no text to check")
    return (await run_in_threadpool(put_text, folder, 1, name.strip() or pasted, text),)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RefusedError(422, "invalid", "the body is not valid JSON") from error
    if not isinstance(given, dict):
        raise RefusedError(422, "invalid", 'the body must be a JSON object such as {"text": "…", "name": "draft.txt"}')
    return given


async def _from_form(request: Request, folder: Path, options: Options, pasted: str) -> Drafts:
    drafts: list[tuple[Path, str]] = []
    async with _form(request, options) as fields:
        for name, value in fields:
            rank = len(drafts) + 1
            if isinstance(value, str):
                if name == "text" and value.strip():
                    drafts.append(await run_in_threadpool(put_text, folder, rank, pasted, value))
            elif value.filename or value.size:
                drafts.append(await run_in_threadpool(put_file, folder, rank, value.filename or "", value.file))
    if not drafts:
        raise RefusedError(422, "empty", "there is no draft: send at least one file, or some text")
    return names_apart(drafts)


@asynccontextmanager
async def _form(request: Request, options: Options) -> AsyncIterator[list[tuple[str, str | UploadFile]]]:
    """The fields of a form; what its files were spooled to is gone afterwards."""
    form = request.form(max_files=MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=options.most_bytes)
    async with form as found:
        yield list(found.multi_items())  # type: ignore[arg-type]
