"""Frozen, nested settings: defaults, then ``dedup.toml`` or ``[tool.dedup]``, then flags.

Every field carries its range and meaning in its metadata; one validator reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final


def _setting(default: Any, help: str, *, at_least: float | None = None, at_most: float | None = None) -> Any:
    return field(default=default, metadata={"help": help, "at_least": at_least, "at_most": at_most})


_SHARE: Final[dict[str, Any]] = {"at_least": -1, "at_most": 1}


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """Which files are read and how much of them."""

    include: tuple[str, ...] = _setting((), "globs of files to read (empty: all supported formats)")
    exclude: tuple[str, ...] = _setting((), "globs of files and folders to pass over")
    max_file_bytes: int = _setting(100_000_000, "larger files are skipped as oversized", at_least=1)
    max_characters: int = _setting(20_000_000, "longer extracted texts are skipped as oversized", at_least=1)
    max_expanded_bytes: int = _setting(200_000_000, "archives that expand beyond are skipped", at_least=1)
    timeout_seconds: float = _setting(60.0, "time for one file's text to be extracted", at_least=1)


@dataclass(frozen=True, slots=True)
class FingerprintSettings:
    """Shingles, signatures and anchors.

    Lengths marked as weight count a Han, kana or Hangul character as 2 and any other letter or digit as 1.
    """

    seed: int = _setting(1, "seed of the MinHash permutations (datasketch's)", at_least=0)
    num_perm: int = _setting(64, "values in a MinHash signature", at_least=16, at_most=256)
    threshold: float = _setting(0.5, "Jaccard similarity from which passages are candidates", at_least=0, at_most=1)
    shingle: int = _setting(6, "weight of a shingle", at_least=2, at_most=64)
    passage: int = _setting(240, "weight of a passage at most", at_least=40)
    anchor: int = _setting(16, "weight of an anchor", at_least=4, at_most=64)
    window: int = _setting(13, "grams of which one becomes an anchor", at_least=1, at_most=64)
    sketch: int = _setting(10, "weight of a sketch gram", at_least=4, at_most=64)
    sketch_window: int = _setting(9, "grams of which one becomes a sketch gram", at_least=1, at_most=64)
    seed_gram: int = _setting(8, "weight of the grams that alignment starts from", at_least=4, at_most=32)
    max_seed_documents: int = _setting(200, "grams in more documents start no chain", at_least=2)


@dataclass(frozen=True, slots=True)
class CandidateSettings:
    """How pairs of documents are proposed."""

    max_key_documents: int = _setting(64, "keys in more documents are capped and counted", at_least=2)
    max_sketch_documents: int = _setting(16, "sketch grams in more documents are left out", at_least=2)
    rare_sketch_documents: int = _setting(3, "sketch grams in at most so many documents count twice", at_least=1)
    min_sketches: int = _setting(2, "sketch grams that two documents must share to be compared", at_least=1)
    every_pair_documents: int = _setting(200, "in up to so many documents every pair is compared", at_least=0)
    memory_limit_mib: int = _setting(1024, "memory the join may use before it spills to disk", at_least=64)


@dataclass(frozen=True, slots=True)
class AlignmentSettings:
    """Seeds and chains; lengths are weights (2 for a Han, kana or Hangul character, 1 for any other)."""

    max_gap: int = _setting(120, "weight a chain may leave unmatched between two seeds", at_least=1)
    max_skew: int = _setting(80, "difference between the two sides of a gap", at_least=1)
    max_apart: int = _setting(400, "weight between sentences that still belong to one match", at_least=1)
    gap_cost: float = _setting(0.1, "bits lost for each unit of weight left out", at_least=0)
    skew_cost: float = _setting(0.075, "bits lost for each unit of skew", at_least=0)
    predecessors: int = _setting(60, "seeds a chain looks back", at_least=1)
    min_weight: int = _setting(24, "shorter matches say too little, however rare", at_least=0)


@dataclass(frozen=True, slots=True)
class SignificanceSettings:
    """What is beyond chance."""

    min_bits: float = _setting(60.0, "matches worth fewer bits are too little to show", at_least=0)
    false_matches: float = _setting(0.5, "false matches that chance may bring into a scan", at_least=1e-6)


@dataclass(frozen=True, slots=True)
class JudgementSettings:
    """What is not counted as borrowing."""

    boilerplate_documents: int = _setting(
        4, "a passage at the head or foot of so many documents of a series is page furniture", at_least=3
    )
    formula_documents: int = _setting(12, "a short passage in so many independent texts is a formula", at_least=3)
    formula_share: float = _setting(
        0.005, "and slogans and formulas stand in at least this share of them", at_least=0, at_most=1
    )
    formula_characters: int = _setting(100, "longer passages are never a formula", at_least=1)
    slogan_documents: int = _setting(4, "a very short passage in so many independent texts is a slogan", at_least=3)
    set_phrase_documents: int = _setting(
        3, "a phrase that is no match is a set phrase from so many independent texts on", at_least=3
    )
    slogan_characters: int = _setting(30, "longer passages are never a slogan", at_least=1)
    long_quotation: int = _setting(600, "a longer quotation, in characters, excuses nothing", at_least=1)
    quoted_share: float = _setting(
        0.3, "a document of which a larger share is quotation gets a notice", at_least=0, at_most=1
    )
    common_share: float = _setting(
        0.7, "share of a passage that must stand in the common sources to be labelled common", at_least=0, at_most=1
    )
    decided: float = _setting(
        0.8, "probability from which a direction is stated, otherwise undetermined", at_least=0.5, at_most=1
    )


@dataclass(frozen=True, slots=True)
class PolicySettings:
    """What a draft may hold of other texts before ``dedup check`` sends it to a person or refuses it.

    Shares are of what remains of a draft's text after the exclusions; lengths are weights (2 for a Han, kana or Hangul
    character, 1 for any other). What is not set here is as the preset says.
    """

    preset: str = _setting("standard", "standard, journal, thesis or newsroom: what all that is not set below is")
    review_reuse: float = _setting(-1.0, "share reused from which a person looks (-1: as the preset)", **_SHARE)
    max_reuse: float = _setting(-1.0, "share reused above which the draft fails (-1: as the preset)", **_SHARE)
    review_source: float = _setting(-1.0, "share from one source from which a person looks (-1: likewise)", **_SHARE)
    max_source: float = _setting(-1.0, "share from one source above which the draft fails (-1: likewise)", **_SHARE)
    review_run: int = _setting(-1, "weight of a run without acknowledgement from which a person looks", at_least=-1)
    max_run: int = _setting(-1, "weight of a run without acknowledgement above which the draft fails", at_least=-1)
    contexts: tuple[str, ...] = _setting((), "contexts that count (empty: as the preset)")
    hidden: str = _setting("", "review or fail: what hidden characters in a draft lead to (empty: as the preset)")


@dataclass(frozen=True, slots=True)
class GateSettings:
    """Shares of reuse that are marked in the report: those of ``dedup scan`` or, in that of a check, of its policy."""

    fail_above: float = _setting(-1.0, "share above which a scan ends with exit code 1 (-1: never)", **_SHARE)
    review_above: float = _setting(-1.0, "share above which a person looks; only marked (-1: none)", **_SHARE)


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """How much of a result becomes pages. What is left out is counted in the report and stands in the JSON."""

    max_document_pages: int = _setting(4000, "documents that get a page of their own", at_least=0)
    max_pair_pages: int = _setting(2000, "pairs that get a side-by-side page", at_least=0)
    max_megabytes: int = _setting(190, "megabytes that the results and the pages take together, about", at_least=1)
    max_matches_a_page: int = _setting(200, "matches listed on one page", at_least=1)
    max_match_characters: int = _setting(8000, "characters of one match shown side by side", at_least=1, at_most=50_000)
    max_table_rows: int = _setting(4000, "rows of one table of the overview", at_least=1)
    max_graphs: int = _setting(100, "clusters listed, and drawn as far as 500 documents go", at_least=0)
    max_graph_documents: int = _setting(60, "documents of one cluster drawn and listed", at_least=2, at_most=500)
    max_families: int = _setting(100, "passages in three or more places listed in the overview", at_least=0)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a scan."""

    reading: ReadingSettings = field(default_factory=ReadingSettings)
    fingerprint: FingerprintSettings = field(default_factory=FingerprintSettings)
    candidates: CandidateSettings = field(default_factory=CandidateSettings)
    alignment: AlignmentSettings = field(default_factory=AlignmentSettings)
    significance: SignificanceSettings = field(default_factory=SignificanceSettings)
    judgement: JudgementSettings = field(default_factory=JudgementSettings)
    policy: PolicySettings = field(default_factory=PolicySettings)
    gate: GateSettings = field(default_factory=GateSettings)
    report: ReportSettings = field(default_factory=ReportSettings)
