"""In how many independent texts a phrase stands, counted where the texts share nothing longer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.coverage import union
from dedup.fingerprint.grams import table_size
from dedup.judgement.phrase_kernels import count_groups, likely, phrase_grams
from dedup.model import Span
from dedup.text.folding import Folded
from dedup.text.passages import weights

GRAM: Final = 16
"""Weight of the shortest phrase: 8 Chinese characters, 16 letters."""
_TABLE_SIZES: Final = (1 << 12, 1 << 24)
_COUNTED_MOST: Final = 255


@dataclass(frozen=True, slots=True)
class Grams:
    """Grams of one text that many hold: ``hashes``, ``uint64[g]``; ``places``, ``int32[g]``, ascending, of the folded
    text; ``texts``: ``int64[g]``, how many independent texts hold each."""

    hashes: NDArray[np.uint64]
    places: NDArray[np.int32]
    texts: NDArray[np.int64]


def common_grams(
    folded: Sequence[Folded], groups: Sequence[int], shared: Mapping[int, Sequence[Span]], least: int
) -> list[Grams]:
    """For each text its grams that stand in at least ``least`` groups, outside of what the texts share by a match.

    ``groups[i]``: which texts are not independent of text ``i``; ``shared``: the places of each text's matches, since
    a passage that was copied shows nothing about how common its words are. A table of counters lets through what may
    be frequent, and sorting tells it exactly: linear in the texts but for the little that is sorted.
    """
    order = sorted(range(len(folded)), key=lambda number: groups[number])
    table = np.zeros(table_size(8 * sum(each.codes.size for each in folded) // least, *_TABLE_SIZES), np.uint32)
    for number in order:
        hashes, places = _grams(folded[number])
        count_groups(hashes[_outside(folded[number], shared.get(number, ()), places)], groups[number], table)
    found = [_likely(each, table, least) for each in folded]
    return _exact(found, folded, groups, order, shared, least)


def _grams(folded: Folded) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    found: tuple[NDArray[np.uint64], NDArray[np.int32]] = phrase_grams(
        folded.codes, weights(folded.codes), folded.breaks, GRAM
    )
    return found


def _likely(folded: Folded, table: NDArray[np.uint32], least: int) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    hashes, places = _grams(folded)
    kept = likely(hashes, table, min(least, _COUNTED_MOST))
    return hashes[kept], places[kept]


def _exact(
    found: Sequence[tuple[NDArray[np.uint64], NDArray[np.int32]]],
    folded: Sequence[Folded],
    groups: Sequence[int],
    order: Sequence[int],
    shared: Mapping[int, Sequence[Span]],
    least: int,
) -> list[Grams]:
    of_groups = [np.zeros(0, np.uint64)]
    for _, members in groupby(order, key=lambda number: groups[number]):
        free = [found[one][0][_outside(folded[one], shared.get(one, ()), found[one][1])] for one in members]
        of_groups.append(np.unique(np.concatenate(free)))
    known, texts = np.unique(np.concatenate(of_groups), return_counts=True)
    known, texts = known[texts >= least], texts[texts >= least]
    return [_of_those(hashes, places, known, texts) for hashes, places in found]


def _of_those(
    hashes: NDArray[np.uint64], places: NDArray[np.int32], known: NDArray[np.uint64], texts: NDArray[np.int64]
) -> Grams:
    slots = np.minimum(np.searchsorted(known, hashes), max(0, known.size - 1))
    held = known[slots] == hashes if known.size else np.zeros(hashes.size, np.bool_)
    return Grams(hashes[held], places[held], texts[slots[held]] if known.size else np.zeros(0, np.int64))


def _outside(folded: Folded, spans: Sequence[Span], places: NDArray[np.int32]) -> NDArray[np.bool_] | slice:
    """Which of the grams at ``places`` begin in none of ``spans``, which are places of the source text."""
    return outside(folded, spans, places) if spans else slice(None)


def outside(folded: Folded, spans: Sequence[Span], places: NDArray[np.int32]) -> NDArray[np.bool_]:
    """For each of ``places``, ascending, of the folded text whether it is in none of ``spans`` of the source text."""
    free = np.ones(places.size, dtype=np.bool_)
    merged = union(spans)
    of_source = folded.source[places]
    starts = np.searchsorted(of_source, [span.start for span in merged])
    ends = np.searchsorted(of_source, [span.end for span in merged])
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        free[start:end] = False
    return free
