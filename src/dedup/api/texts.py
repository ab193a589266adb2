"""Texts as a caller has them: paths, one or many, or strings."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from dedup.errors import UsageError
from dedup.model import Document

AnyPath = str | os.PathLike[str]
Paths = AnyPath | Iterable[AnyPath]
Texts = AnyPath | Document | Iterable[AnyPath | Document]

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def document(
    text: str,
    name: str = "text",
    *,
    title: str | None = None,
    author: str | None = None,
    date: str | None = None,
    group: str | None = None,
) -> Document:
    """A text as a document, for ``check`` and ``add``; offsets of what is found count its code points.

    ``name`` is what results call it. ``date`` is ISO 8601, of a day, a month or a year; texts of one ``author`` or one
    ``group`` are each other's own work. Lone surrogates, which no file can hold, become U+FFFD.
    """
    plain = _SURROGATE.sub("\ufffd", text)
    digest = hashlib.sha256(plain.encode("utf-8")).hexdigest()
    return Document(0, name, title, "text", None, date, author, digest, plain, group=group)


def paths_of(paths: Paths) -> list[Path]:
    """One path or many as a list."""
    return [Path(paths)] if isinstance(paths, str | os.PathLike) else [Path(path) for path in paths]


def parted(texts: Texts) -> tuple[list[Path], list[Document]]:
    """The paths among texts, and the documents."""
    each: list[AnyPath | Document] = [texts] if isinstance(texts, str | os.PathLike | Document) else list(texts)
    return [Path(one) for one in each if not isinstance(one, Document)], [
        one for one in each if isinstance(one, Document)
    ]


def check_names(documents: Iterable[Document]) -> None:
    """Raise ``UsageError`` where two have one name: in an index the second would replace the first."""
    names = Counter(document.path for document in documents)
    twice = next((name for name, n_times in names.items() if n_times > 1), None)
    if twice is not None:
        raise UsageError(f"{names[twice]} texts are named {twice!r}; give each a name of its own: document(text, name)")
