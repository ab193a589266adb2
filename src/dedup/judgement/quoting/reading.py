"""All that is known of quotation and citation in one text: the layout, the reference lists and the citations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from dedup.coverage import union
from dedup.expressions import expression
from dedup.judgement.quoting.afterwords_en import owners_told
from dedup.judgement.quoting.announcements import announcements
from dedup.judgement.quoting.attributions import attributions
from dedup.judgement.quoting.citation_marks import citation_marks
from dedup.judgement.quoting.cues_en import english_mentions
from dedup.judgement.quoting.cues_european import european_mentions
from dedup.judgement.quoting.cues_ja import japanese_mentions
from dedup.judgement.quoting.cues_zh import cues_after_a_subject
from dedup.judgement.quoting.cues_zh_before import cues_before_a_source
from dedup.judgement.quoting.datelines import datelines
from dedup.judgement.quoting.latin import latin_stretches
from dedup.judgement.quoting.layout import Layout
from dedup.judgement.quoting.marks import Piece
from dedup.judgement.quoting.mentions import Mention, plain_text
from dedup.judgement.quoting.paragraphs import paragraphs_of
from dedup.judgement.quoting.passages import passages_in
from dedup.judgement.quoting.pronouns import settled
from dedup.judgement.quoting.quotations import quoted_pieces
from dedup.judgement.quoting.reach import Citation, citations_of
from dedup.judgement.quoting.references import reference_lists
from dedup.judgement.quoting.remarks import remarks
from dedup.judgement.quoting.sentences import sentences_of
from dedup.judgement.quoting.set_off import marked_blocks
from dedup.judgement.quoting.turns import turns
from dedup.model import Document, Span, Zone

_HAN: Final = expression("[\u4e00-\u9fff]")
_SOURCES: Final = expression("[《；;]")
_KANA: Final = expression("[\u3041-\u309f]{2}")


@dataclass(frozen=True, slots=True)
class Reading:
    """``pieces`` are quotations of a passage, ``citations`` in order of what they reach."""

    pieces: tuple[Piece, ...]
    references: tuple[Zone, ...]
    citations: tuple[Citation, ...]


def read_sources(document: Document) -> Reading:
    """Quotations, reference lists and citations of ``document``, in time linear in its length."""
    text = document.text
    paragraphs = paragraphs_of(text)
    references = reference_lists(text, paragraphs, document.headings)
    inside = [zone.span for zone in references]
    in_marks = passages_in(text, quoted_pieces(text, paragraphs))
    marked = _outside(_disjoint([*marked_blocks(text, paragraphs), *in_marks]), inside)
    closed = [piece for piece in marked if piece.closed]
    sentences = sentences_of(text, paragraphs, [piece.span for piece in closed])
    layout = Layout(text, paragraphs, sentences, closed)
    found = {citation for mention in _mentions(layout, inside) for citation in citations_of(mention, layout)}
    return Reading(tuple(marked), references, tuple(sorted(found, key=_order)))


def _order(citation: Citation) -> tuple[int, int, Span, Span, str]:
    return citation.reach.start, citation.reach.end, citation.core, citation.mention, citation.words


def _mentions(layout: Layout, references: Sequence[Span]) -> list[Mention]:
    """In order of place, those in reference lists left out, and pronouns for which nobody is named."""
    if not layout.sentences:
        return []
    text, paragraphs = layout.text, layout.paragraphs
    plain = plain_text(text) if _HAN.search(text) else ""
    latin = latin_stretches(text, paragraphs)
    found = chain(
        cues_after_a_subject(plain),
        cues_before_a_source(plain),
        english_mentions(text, latin),
        owners_told(text, latin),
        european_mentions(text, latin),
        japanese_mentions(text) if _KANA.search(text) else (),
        citation_marks(text, paragraphs),
        attributions(text, paragraphs),
        announcements(plain or text, layout, latin),
        remarks(plain or text, layout),
        turns(plain or text, paragraphs),
        datelines(plain or text, paragraphs),
    )
    ordered = sorted(
        set(settled(found, plain or text, layout)), key=lambda mention: (mention.span, mention.role, mention.form)
    )
    kept: list[Mention] = []
    following, lists = 0, frozenset(references)
    for mention in ordered:
        if mention.span in lists and mention.role == "line" and _is_one_source(mention.span.of(text)):
            kept.append(mention)  # 资料来源：《…》 is a list of one, and tells whose the text above is
            continue
        while following < len(references) and references[following].end <= mention.span.start:
            following += 1
        if following == len(references) or mention.span.end <= references[following].start:
            kept.append(mention)
    return kept


def _is_one_source(line: str) -> bool:
    return len(_SOURCES.findall(line)) <= 1


def _disjoint(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that no earlier one overlaps; of two with one start the longer."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.span.start, -piece.span.end)):
        if not kept or piece.span.start >= kept[-1].span.end:
            kept.append(piece)
    return kept


def _outside(pieces: Sequence[Piece], references: Sequence[Span]) -> list[Piece]:
    """Titles in quotation marks inside a reference list are no quotations."""
    return list(_clear(pieces, union(references)))


def _clear(pieces: Sequence[Piece], references: Sequence[Span]) -> Iterator[Piece]:
    following = 0
    for piece in pieces:
        while following < len(references) and references[following].end <= piece.span.start:
            following += 1
        if following == len(references) or piece.span.end <= references[following].start:
            yield piece
