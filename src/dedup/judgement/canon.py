"""Canonical sources: a user's own laws, scriptures, templates and assignment sheets, which any text may repeat.

A run of a document stands in a source where every gram of weight 24 (12 Chinese characters, 24 Latin letters) in it
stands there, as folded. Runs of one source are joined to a stretch, so that light edits do not break it, across a gap
of at most weight 24, or of at most 96 where at least half of it is made of grams of weight 8 that the source holds.
"""

from __future__ import annotations

import numpy as np

from dedup.judgement.canon_gaps import bridged
from dedup.judgement.canon_index import GRAM, Canon, canon_of, grams_of, sources_of
from dedup.judgement.canon_runs import Pieces, joined, pieces_of, runs_of
from dedup.model import Document, Span, Zone
from dedup.text.folding import Folded
from dedup.text.passages import weights

__all__ = ["Canon", "canon_of", "common_zones"]


def common_zones(document: Document, folded: Folded, canon: Canon) -> tuple[Zone, ...]:
    """The stretches of a document that stand in a canonical source, disjoint and in order of place.

    Where stretches of several sources overlap, the one of which most stands in its source is kept whole, and of the
    others what still weighs 24. A source that is the document itself, by its digest, does not count.
    """
    total = weights(folded.codes)
    places, sources = sources_of(grams_of(folded, total), canon)
    other = ~np.isin(sources, [n for n, digest in enumerate(canon.digests) if digest == document.digest])
    runs = runs_of(places[other], sources[other], total, GRAM)
    stretches = joined(runs, bridged(runs, folded, total, canon))
    return tuple(_zones(pieces_of(stretches, total, GRAM), folded, canon))


def _zones(pieces: Pieces, folded: Folded, canon: Canon) -> list[Zone]:
    starts = folded.source[pieces.start].astype(np.int64)
    ends = folded.source[pieces.end - 1].astype(np.int64) + 1
    starts[1:] = np.maximum(starts[1:], ends[:-1])  # one source character may fold to several
    listed = zip(pieces.source.tolist(), starts.tolist(), ends.tolist(), pieces.share.tolist(), strict=True)
    return [
        Zone("common", Span(start, end), f"stands in {canon.paths[source]}, {_how(share)}")
        for source, start, end, share in listed
    ]


def _how(share: float) -> str:
    return "word for word" if share == 1 else f"{int(100 * share)}% of it word for word"
