"""The figures of all rounds together, as values and as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.quality.bases import Bases
from benchmarks.quality.cases import Planted
from benchmarks.quality.kinds import KINDS
from benchmarks.quality.planted_scores import Alarm, CaseScore, RoundScore, side
from benchmarks.quality.tables import table

Round = tuple[Planted, RoundScore]

_MISSED_BELOW: Final = 0.8
_EXCERPT: Final = 160
_WITHIN: Final = 0.03
"""How far recall in a spaced script may be below the one asked for in Chinese."""


@dataclass(frozen=True, slots=True)
class KindScore:
    """Shares of characters, 0 to 1; ``found`` cases have a match, ``matches`` of them each on average."""

    kind: str
    cases: int
    found: int
    recall: float
    recall_in_sources: float
    matches: float | None
    target: float


@dataclass(frozen=True, slots=True)
class Miss:
    """A case of which less than .8 was found."""

    kind: str
    recall: float
    copy: str
    source: str
    copied: str
    taken: str


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """A match in which nothing was planted and nothing is genuine reuse."""

    bits: float
    left: str
    right: str
    left_text: str
    right_text: str


@dataclass(frozen=True, slots=True)
class CleanScore:
    """A folder scanned as it stands."""

    folder: str
    texts: int
    accused: int
    matches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All rounds together. ``precision_in_pairs`` looks only at pairs of texts with something planted: it says how well
    the ends of matches sit. ``genuine_characters`` were found and set aside; ``matches`` are those of a found case."""

    language: str
    texts: int
    characters: int
    rounds: int
    kinds: tuple[KindScore, ...]
    unmeasured: tuple[str, ...]
    recall: float
    precision: float
    precision_in_pairs: float
    matches: float | None
    genuine_characters: int
    clean: int
    clean_accused: int
    sloganed: int
    sloganed_accused: int
    folders: tuple[CleanScore, ...]
    seconds: float
    misses: tuple[Miss, ...]
    false_alarms: tuple[FalseAlarm, ...]


def report_of(
    bases: Bases, rounds: Sequence[Round], unmeasured: Sequence[str], folders: Sequence[CleanScore], seconds: float
) -> Report:
    """Sums over the rounds, and what a developer would look at first: the misses and the false alarms."""
    cases = [case for _, scored in rounds for case in scored.cases]
    scores = [scored for _, scored in rounds]
    names = [base.name for base in bases.chosen]
    return Report(
        language=bases.language,
        texts=len(bases.chosen),
        characters=sum(len(base.text) for base in bases.chosen),
        rounds=len(rounds),
        kinds=tuple(_kind_scores(cases, 0.0 if bases.language == "zh" else _WITHIN)),
        unmeasured=tuple(unmeasured),
        recall=_share([case.found for case in cases], [case.characters for case in cases]),
        precision=_share([score.true for score in scores], [score.marked for score in scores]),
        precision_in_pairs=_share(
            [score.true_in_pairs for score in scores], [score.marked_in_pairs for score in scores]
        ),
        matches=_matches(cases),
        genuine_characters=sum(score.set_aside for score in scores),
        clean=sum(score.clean for score in scores),
        clean_accused=sum(score.clean_accused for score in scores),
        sloganed=sum(score.sloganed for score in scores),
        sloganed_accused=sum(score.sloganed_accused for score in scores),
        folders=tuple(folders),
        seconds=seconds,
        misses=tuple(_misses(rounds, names)),
        false_alarms=tuple(_alarms(rounds, names)),
    )


def show(report: Report, examples: int) -> str:
    """The table, the figures below it, and so many examples of each fault."""
    heads = ["kind", "cases", "found", "recall", "target", "", "in sources", "matches a case"]
    rows = [
        [kind.kind, kind.cases, kind.found, kind.recall, kind.target, "" if kind.recall >= kind.target else "missed",
         kind.recall_in_sources, kind.matches]
        for kind in report.kinds
    ]  # fmt: skip
    cases, found = sum(kind.cases for kind in report.kinds), sum(kind.found for kind in report.kinds)
    rows.append(["all", cases, found, report.recall, None, "", None, report.matches])
    return "\n".join([table(heads, rows), "", *_figures(report), *_examples(report, examples)])


def _figures(report: Report) -> list[str]:
    lines = [
        f"{report.texts} texts ({report.language}), {report.characters:,} characters, {report.rounds} rounds, "
        f"{report.seconds:.1f} s in all for their scans",
        f"precision {report.precision:.3f} (target .96), {report.precision_in_pairs:.3f} between the texts of planted "
        f"pairs; {report.genuine_characters:,} characters of genuine reuse "
        "were found too and are set aside",
        f"clean texts accused: {report.clean_accused} of {report.clean} unrelated, {report.sloganed_accused} of "
        f"{report.sloganed} that share slogans (target 1 %)",
    ]
    lines += [f"{folder.folder}: {folder.accused} of {folder.texts} texts accused" for folder in report.folders]
    return lines + ([f"not measured: {', '.join(report.unmeasured)}"] if report.unmeasured else [])


def _examples(report: Report, most: int) -> list[str]:
    lines = []
    for miss in report.misses[:most]:
        lines += ["", f"missed ({miss.recall:.2f}) {miss.kind}: {miss.copy} from {miss.source}"]
        lines += [f"  copy   {miss.copied!r}", f"  source {miss.taken!r}"]
    for alarm in report.false_alarms[:most]:
        lines += ["", f"false alarm of {alarm.bits:.0f} bits: {alarm.left}, {alarm.right}"]
        lines += [f"  {alarm.left_text!r}", f"  {alarm.right_text!r}"]
    for folder in report.folders:
        lines += ["", *(f"{folder.folder}: {match}" for match in folder.matches[:most])]
    return lines


def _kind_scores(cases: Sequence[CaseScore], within: float) -> list[KindScore]:
    scores = []
    for kind in KINDS:
        some = [case for case in cases if case.case.kind == kind.name]
        if some:
            scores.append(
                KindScore(
                    kind=kind.name,
                    cases=len(some),
                    found=sum(case.matches > 0 for case in some),
                    recall=_share([case.found for case in some], [case.characters for case in some]),
                    recall_in_sources=_share(
                        [case.source_found for case in some], [case.source_characters for case in some]
                    ),
                    matches=_matches(some),
                    target=kind.target - within,
                )
            )
    return scores


def _matches(cases: Sequence[CaseScore]) -> float | None:
    counts = [case.matches for case in cases if case.matches]
    return sum(counts) / len(counts) if counts else None


def _share(parts: Sequence[int], wholes: Sequence[int]) -> float:
    return sum(parts) / sum(wholes) if sum(wholes) else 1.0


def _misses(rounds: Sequence[Round], names: Sequence[str]) -> list[Miss]:
    missed = [
        (case.found / max(1, case.characters), case, planted)
        for planted, scored in rounds
        for case in scored.cases
        if case.found < _MISSED_BELOW * case.characters
    ]
    missed.sort(key=lambda item: item[0])
    return [_miss(recall, case, planted, names) for recall, case, planted in missed]


def _miss(recall: float, scored: CaseScore, planted: Planted, names: Sequence[str]) -> Miss:
    case = scored.case
    copied, taken = case.planted.of(planted.texts[case.copy]), case.taken.of(planted.texts[case.source])
    return Miss(case.kind, recall, names[case.copy], names[case.source], copied[:_EXCERPT], taken[:_EXCERPT])


def _alarms(rounds: Sequence[Round], names: Sequence[str]) -> list[FalseAlarm]:
    alarms = [_alarm(alarm, planted, names) for planted, scored in rounds for alarm in scored.alarms]
    return sorted(alarms, key=lambda alarm: (-alarm.bits, alarm.left, alarm.right))


def _alarm(alarm: Alarm, planted: Planted, names: Sequence[str]) -> FalseAlarm:
    left, right = alarm.match.left, alarm.match.right
    return FalseAlarm(
        alarm.match.bits,
        names[left],
        names[right],
        side(alarm.match, left).of(planted.texts[left])[:_EXCERPT],
        side(alarm.match, right).of(planted.texts[right])[:_EXCERPT],
    )
