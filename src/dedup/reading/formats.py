"""Which reader takes which file, by suffix."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import cast

from dedup.reading.content import Content
from dedup.settings import ReadingSettings

Reader = Callable[[bytes, ReadingSettings], Content]

_FORMATS = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".mdown": "md", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".docx": "docx", ".docm": "docx", ".pdf": "pdf", ".odt": "odt", ".epub": "epub", ".rtf": "rtf",
}  # fmt: skip
# Files a reader of the results would miss if nothing was said of them.
_NO_TEXT = frozenset({
    ".doc", ".dot", ".wps", ".xls", ".xlsx", ".ppt", ".pptx", ".ods", ".odp", ".pages", ".numbers", ".key", ".djvu",
    ".mobi", ".azw", ".azw3", ".caj", ".kdh", ".nh", ".chm", ".ofd", ".xps", ".ps", ".jpg", ".jpeg", ".png", ".gif",
    ".bmp", ".tif", ".tiff", ".webp", ".heic", ".svg", ".psd", ".ai", ".mp3", ".mp4", ".wav", ".flac", ".ogg",
    ".m4a", ".avi", ".mov", ".mkv", ".webm", ".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".zst", ".tar", ".tgz",
    ".iso", ".dmg", ".exe", ".dll", ".so", ".bin", ".dat", ".db", ".sqlite", ".sqlite3", ".parquet", ".arrow",
    ".npy", ".npz", ".pkl", ".pyc", ".class", ".jar", ".o", ".a", ".ttf", ".otf", ".woff", ".woff2",
})  # fmt: skip
_MODULES = {
    "txt": "plain.read_plain", "md": "markdown.read_markdown", "html": "html.read_html", "docx": "docx.read_docx",
    "pdf": "pdf.read_pdf", "odt": "odt.read_odt", "epub": "epub.read_epub", "rtf": "rtf.read_rtf",
}  # fmt: skip
_LIGHT = frozenset({"txt", "md"})


def format_of(name: str) -> str | None:
    """The format of a file name by its suffix, or ``None`` where it is not one that dedup knows."""
    return _FORMATS.get(PurePath(name).suffix.lower())


def has_no_text(name: str) -> bool:
    """Whether the suffix says that the file holds no text that dedup could read."""
    return PurePath(name).suffix.lower() in _NO_TEXT


def is_light(format_name: str) -> bool:
    """Whether files of this format are read in process: quick, and without a third party's parser."""
    return format_name in _LIGHT


def reader_of(format_name: str) -> Reader:
    """The reader of a format; its module is imported only now, since some take half a second."""
    module, function = _MODULES[format_name].split(".")
    return cast(Reader, getattr(import_module(f"dedup.reading.{module}"), function))
