"""The pinned figures: what a suite must reach, on which data, and how that may change.

A bound is a floor where more is better and a ceiling where less is. It lies a stated tolerance on the easy side of what
was measured when it was set. It is tightened freely; it is loosened, or taken away, only with a reason, which stands
beside it with its date until the bound is back where it was. Other data or other options make other figures, so they
need a reason too.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

_SLACK: Final = 1e-9
_DIGITS: Final = 4
_HEAD: Final = """\
# Quality figures that a change must not fall below. `python -m benchmarks.quality.floors` measures and compares them,
# `--update` writes this file. Loosening a bound by hand is loosening it in silence: use `--update --lower "reason"`,
# which leaves the reason here. A bound is what was measured less the tolerance: .01 for shares (recall, precision,
# plagdet), .02 for matches a case and .005 for granularity, which are ceilings, none for numbers of false alarms.
"""

Options = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value. ``more_is_better``: it gets a floor, otherwise a ceiling; ``tolerance`` is how far from it."""

    name: str
    value: float
    more_is_better: bool
    tolerance: float

    @property
    def bound(self) -> float:
        """Where a bound set by this measurement lies."""
        shift = -self.tolerance if self.more_is_better else self.tolerance
        return round(self.value + shift, _DIGITS)


@dataclass(frozen=True, slots=True)
class Change:
    """Why something was loosened: ``before`` is the bound, digest or option as it stood."""

    date: str
    before: float | str
    reason: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A pinned figure: its floor or ceiling ``at``, what was ``measured`` when that was set, and why it was lowered."""

    at: float
    measured: float
    is_floor: bool
    lowered: tuple[Change, ...] = ()

    @property
    def word(self) -> str:
        """What the bound is called, in the table and in messages."""
        return "floor" if self.is_floor else "ceiling"

    def met_by(self, value: float) -> bool:
        """Whether a measured value is good enough."""
        return self.is_easier_than(value, self.is_floor) or abs(value - self.at) <= _SLACK

    def is_easier_than(self, other: float, more_is_better: bool) -> bool:
        """Whether a bound at ``other`` would ask for more."""
        return other > self.at + _SLACK if more_is_better else other < self.at - _SLACK


@dataclass(frozen=True, slots=True)
class Pinned:
    """What is pinned of one suite. ``dropped``: figures that are no longer measured; ``changed``: its former data."""

    digest: str
    files: int
    options: Options
    bounds: Mapping[str, Bound]
    changed: tuple[Change, ...] = ()
    dropped: Mapping[str, Change] | None = None


def shortfalls(pinned: Pinned, figures: Iterable[Figure]) -> list[str]:
    """Each figure that misses its bound, each that is no longer measured and each that nobody pinned, in words."""
    measured = {figure.name: figure.value for figure in figures}
    told = []
    for name, bound in pinned.bounds.items():
        if name not in measured:
            told.append(f"{name}: has a {bound.word} of {bound.at:g} but was not measured")
        elif not bound.met_by(measured[name]):
            side = "below" if bound.is_floor else "above"
            told.append(f"{name}: {measured[name]:.4f} is {side} the {bound.word} of {bound.at:g}")
    told += [f"{name}: measured but not pinned; run with --update" for name in measured if name not in pinned.bounds]
    return told


def other_data(pinned: Pinned, digest: str, options: Options) -> str:
    """How data or options differ from the pinned ones, in words; empty where they do not."""
    if dict(options) != dict(pinned.options):
        return f"options are {_shown(options)}, pinned are {_shown(pinned.options)}"
    if digest != pinned.digest:
        return f"data has digest {digest[:12]}…, pinned is {pinned.digest[:12]}… of {pinned.files} files"
    return ""


def updated(
    pinned: Pinned | None, digest: str, files: int, options: Options, figures: Sequence[Figure], reason: str, date: str
) -> Pinned:
    """The bounds after a measurement: tightened where it is better, loosened where it is worse and there is a reason.

    Raises ``ValueError``, naming all that would be loosened, where there is no ``reason``.
    """
    if pinned is None:
        return Pinned(digest, files, options, {figure.name: _new_bound(figure) for figure in figures})
    difference = other_data(pinned, digest, options)
    loosened = [*([difference] if difference else []), *_loosened(pinned, figures)]
    if loosened and not reason:
        raise ValueError("\n".join(loosened))
    changed = pinned.changed
    if difference:
        changed = (*changed, Change(date, f"{pinned.digest[:12]} {_shown(pinned.options)}", reason))
    names = {figure.name for figure in figures}
    gone = {name: Change(date, bound.at, reason) for name, bound in pinned.bounds.items() if name not in names}
    kept = {name: change for name, change in (pinned.dropped or {}).items() if name not in names}
    change = Change(date, "", reason)
    bounds = {
        figure.name: _next_bound(pinned.bounds.get(figure.name), figure, change, anew=bool(difference))
        for figure in figures
    }
    return Pinned(digest, files, options, bounds, changed, {**kept, **gone})


def read_table(path: Path) -> dict[str, Pinned]:
    """All pinned suites by name; none where there is no such file yet."""
    if not path.exists():
        return {}
    return {name: _pinned(entry) for name, entry in tomllib.loads(path.read_text("utf-8")).items()}


def write_table(path: Path, table: Mapping[str, Pinned]) -> None:
    """Write the suites in order of their names."""
    path.write_text(_HEAD + "".join(_section(name, table[name]) for name in sorted(table)), "utf-8", newline="\n")


def _loosened(pinned: Pinned, figures: Sequence[Figure]) -> list[str]:
    known = [figure for figure in figures if figure.name in pinned.bounds]
    return shortfalls(pinned, known)


def _new_bound(figure: Figure) -> Bound:
    return Bound(figure.bound, round(figure.value, _DIGITS), figure.more_is_better)


def _next_bound(bound: Bound | None, figure: Figure, change: Change, *, anew: bool) -> Bound:
    """The bound of one figure after a measurement; ``anew``: on other data, where the old bound says nothing."""
    fresh = _new_bound(figure)
    if bound is None:
        return fresh
    easier = fresh.is_easier_than(bound.at, bound.is_floor)
    if easier and not anew and bound.met_by(figure.value):
        return bound
    notes = (*bound.lowered, replace(change, before=bound.at)) if easier else bound.lowered
    return replace(fresh, lowered=tuple(note for note in notes if fresh.is_easier_than(_number(note), bound.is_floor)))


def _number(change: Change) -> float:
    return float(change.before)


def _pinned(entry: Mapping[str, Any]) -> Pinned:
    return Pinned(
        digest=entry["digest"],
        files=entry["files"],
        options=entry["options"],
        bounds={name: _bound(values) for name, values in entry["figures"].items()},
        changed=tuple(Change(**change) for change in entry.get("changed", ())),
        dropped={name: Change(**change) for name, change in entry.get("dropped", {}).items()},
    )


def _bound(values: Mapping[str, Any]) -> Bound:
    is_floor = "floor" in values
    lowered = tuple(Change(**change) for change in values.get("lowered", ()))
    return Bound(values["floor" if is_floor else "ceiling"], values["measured"], is_floor, lowered)


def _section(name: str, pinned: Pinned) -> str:
    lines = ["", f"[{name}]", f'digest = "{pinned.digest}"', f"files = {pinned.files}",
             f"options = {_inline(pinned.options)}"]  # fmt: skip
    if pinned.changed:
        lines.append(f"changed = {_inline_changes(pinned.changed)}")
    lines += ["", f"[{name}.figures]", *(f"{_quoted(key)} = {_figure(bound)}" for key, bound in pinned.bounds.items())]
    if pinned.dropped:
        lines += ["", f"[{name}.dropped]"]
        lines += [f"{_quoted(key)} = {_inline(_fields(change))}" for key, change in pinned.dropped.items()]
    return "\n".join(lines) + "\n"


def _figure(bound: Bound) -> str:
    pairs = f"{bound.word} = {bound.at!r}, measured = {bound.measured!r}"
    return f"{{ {pairs}, lowered = {_inline_changes(bound.lowered)} }}" if bound.lowered else f"{{ {pairs} }}"


def _inline_changes(changes: Iterable[Change]) -> str:
    return "[" + ", ".join(_inline(_fields(change)) for change in changes) + "]"


def _fields(change: Change) -> dict[str, float | str]:
    return {"date": change.date, "before": change.before, "reason": change.reason}


def _inline(values: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{key} = {_quoted(value)}" for key, value in values.items()) + " }"


def _quoted(value: float | str) -> str:
    """A value as TOML; a string of JSON is one of TOML too, once the one control character it leaves is gone."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _shown(options: Options) -> str:
    return ", ".join(f"{key} {value}" for key, value in options.items())
