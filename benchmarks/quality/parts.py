"""The parts of the detection that can be taken out, and how.

A setting where there is one. Else what stands in the part's place is a neutral value of a constant, or a function that
knows nothing. Names are looked up when a part is taken out: one that is no more there is an error, not a part that
stays in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from unittest import mock

import numpy as np
from numba import config

from dedup.alignment.background import Background, Occurrences, background, weighed
from dedup.fingerprint import Fingerprints
from dedup.settings import Settings


def _by_prior(prints: Fingerprints, *, jobs: int) -> Background:
    """What characters are worth by their script alone, as in a corpus of nothing."""

    def never(document: int) -> Occurrences:
        none = np.zeros(prints.offsets[document + 1] - prints.offsets[document], dtype=np.int32)
        return Occurrences(none, none, none, none)

    return weighed(prints, never, 0, jobs=jobs)


def _plain_runs(prints: Fingerprints, *, jobs: int) -> Background:
    return replace(_by_prior(prints, jobs=jobs), terms=background(prints, jobs=jobs).terms)


def _plain_terms(prints: Fingerprints, *, jobs: int) -> Background:
    """Terms are worth what their rarity among the sentences of two texts says, which the corpus else limits."""
    known = background(prints, jobs=jobs)
    return replace(known, terms=np.full_like(known.terms, np.inf))


def _in_background(function: Callable[..., Background]) -> dict[str, object]:
    return {"dedup.detection.background": function, "benchmarks.quality.listed.background": function}


def _no_sketches(settings: Settings) -> Settings:
    return replace(settings, candidates=replace(settings.candidates, min_sketches=1 << 30))


def _fixed_limit(settings: Settings) -> Settings:
    """So many false matches are accepted that the limit is ``significance.min_bits``."""
    return replace(settings, significance=replace(settings.significance, false_matches=1e12))


@dataclass(frozen=True, slots=True)
class Part:
    """``constants`` and ``functions`` by the full name of what they replace. Constants are compiled into kernels."""

    name: str
    settings: Callable[[Settings], Settings] = lambda settings: settings
    functions: Mapping[str, object] = field(default_factory=dict)
    constants: Mapping[str, float] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The name as that of a folder."""
        return "-".join(self.name.replace(",", "").split())


PARTS: Final = (
    Part("nothing"),
    # no cosine is 2; summaries are made of links too
    Part("links between sentences", constants={"dedup.alignment.pairwise._SUMMARY_LINK": 2.0}),
    Part("sounds", functions={"dedup.text.folding.sound_of": int}),  # a character sounds like itself
    Part("sketches", settings=_no_sketches),
    Part("surprise in the corpus, of runs", functions=_in_background(_plain_runs)),
    Part("surprise in the corpus, of terms", functions=_in_background(_plain_terms)),
    Part("calibration", settings=_fixed_limit),
    Part("closer look", constants={"dedup.alignment.closer._LONGEST": -1}),  # every stretch is too long
    Part("joining", constants={"dedup.alignment.joining._PLACE_BITS": 1e9}),  # to join costs more than any chain saves
    Part("phrase that a passage must have", constants={"dedup.alignment.longest._PHRASE_BITS": 0.0}),
    Part("words spelt otherwise", constants={"dedup.alignment.respelt._MOST_LETTERS": 0}),  # every word is too long
    # the second look at what was changed throughout costs more than any match is worth
    Part("look at what is changed throughout", constants={"dedup.alignment.rewording._MORE_CHOICE_BITS": 1e9}),
    # neither from links, of which there are never so many, nor put together from fragments
    Part("summaries", constants={"dedup.alignment.pairwise.LEAST_UNITS": 1 << 30,
                                 "dedup.alignment.summaries._FAR_APART": 0.0}),
)  # fmt: skip


@contextmanager
def taken_out(part: Part) -> Iterator[Settings]:
    """The settings to detect with while the part is out. Raises ``ValueError`` where kernels without it would be kept
    among those with it: numba's cache must be in a folder of the part's name."""
    if part.constants and Path(config.CACHE_DIR).name != part.slug:
        raise ValueError(
            f"set NUMBA_CACHE_DIR to a folder named {part.slug}: kernels without {part.name} are kept there"
        )
    with ExitStack() as stack:
        for name, value in {**part.functions, **part.constants}.items():
            stack.enter_context(mock.patch(name, value))
        yield part.settings(Settings())
