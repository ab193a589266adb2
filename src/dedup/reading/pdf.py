"""PDF: the text layer, page by page."""

from __future__ import annotations

import pypdfium2
from pypdfium2 import raw

from dedup.errors import ReadingError
from dedup.expressions import expression
from dedup.model import Notice
from dedup.reading.content import Content, one_line
from dedup.reading.dates import normalise_date
from dedup.settings import ReadingSettings

# pdfium marks a hyphen that only ends a line with one of these; the word goes on in the next line.
_LINE_HYPHEN = expression("[\x02\ufffe]\n?")
_CONTROLS = expression("[\x00-\x08\x0b\x0e-\x1f\uffff]")
_IMAGE_DEPTH = 4
_MADE_BY_PROGRAMS = ("microsoft word - ", "untitled", "powerpoint ")


def read_pdf(data: bytes, settings: ReadingSettings) -> Content:
    """The pages' text one after the other, with the start of each; facts from the document information."""
    document = _open(data)
    try:
        texts, image_pages = _read_pages(document, settings)
        if not any(text.strip() for text in texts):
            raise _without_text(image_pages)
        facts = document.get_metadata_dict()
    finally:
        document.close()
    starts, position = [], 0
    for text in texts:
        starts.append(position)
        position += len(text) + 1
    return Content(
        text="\n".join(texts),
        title=_title(facts.get("Title")),
        date=normalise_date(facts.get("CreationDate")),
        author=one_line(facts.get("Author")),
        notices=_notices(image_pages),
        pages=tuple(starts),
    )


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) == 0:
            raise ReadingError("malformed", "a PDF without pages; make it anew")
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise ReadingError("encrypted", "protected by a password; save it without one") from error
        raise ReadingError("malformed", f"not a whole PDF ({error}); make it anew") from error
    return document


def _read_pages(document: pypdfium2.PdfDocument, settings: ReadingSettings) -> tuple[list[str], int]:
    """The text of each page, and the number of pages that are images without text."""
    texts: list[str] = []
    image_pages, characters = 0, 0
    for number in range(len(document)):
        text, is_image = _read_page(document, number)
        texts.append(text)
        image_pages += is_image
        characters += len(text)
        if characters > settings.max_characters:
            raise ReadingError("oversized", f"more than max_characters = {settings.max_characters:,}; raise it")
    return texts, image_pages


def _read_page(document: pypdfium2.PdfDocument, number: int) -> tuple[str, bool]:
    page = document[number]
    try:
        text_page = page.get_textpage()
        text = _cleaned(text_page.get_text_range())
        text_page.close()
        return text, not text.strip() and _has_image(page)
    finally:
        page.close()


def _cleaned(text: str) -> str:
    """Line ends as one character, words that a line end split put together, no characters that are none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", _LINE_HYPHEN.sub("", text))


def _has_image(page: pypdfium2.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_IMAGE_DEPTH))


def _without_text(image_pages: int) -> ReadingError:
    if image_pages:
        return ReadingError("image-only", "pages are images without a text layer; run character recognition first")
    return ReadingError("empty", "no page holds text")


def _title(title: str | None) -> str | None:
    written = one_line(title)
    return None if written is None or written.lower().startswith(_MADE_BY_PROGRAMS) else written


def _notices(image_pages: int) -> tuple[Notice, ...]:
    if not image_pages:
        return ()
    message = "pages are images without a text layer and were not read; run character recognition to compare them"
    return (Notice("pages-without-text", message, image_pages),)
