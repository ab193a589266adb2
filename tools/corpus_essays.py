"""The sources of the sample corpus: essays with marked passages, and the plan of what is planted where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_MARK = re.compile("⟦(/?)([a-z0-9-]+)⟧")
_KEYS = frozenset({"path", "title", "author", "date", "encoding", "newline", "site"})


@dataclass(frozen=True, slots=True)
class Essay:
    """One source file: ``body`` still carries its passage marks; ``path`` is where the corpus keeps the result."""

    source: Path
    path: str
    title: str
    body: str
    author: str | None = None
    date: str | None = None
    encoding: str = "utf-8"
    newline: str = "lf"
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One planted reuse: two passages, and how the copy is made where nobody wrote it."""

    id: str
    kind: str
    source: str
    copy: str
    note: str
    make: str = "as-written"
    mark: str = ""
    order: tuple[int, ...] = ()
    borrower: str = "copy"


@dataclass(frozen=True, slots=True)
class Site:
    """What every page of one made-up site repeats."""

    name: str
    navigation: tuple[str, ...]
    above: str
    below: str
    footer: str

    def pieces(self) -> tuple[str, ...]:
        """The repeated lines, from the top of a page to its foot."""
        return (" | ".join(self.navigation), self.above, self.below, self.footer)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything planted."""

    sites: Mapping[str, Site]
    slogans: tuple[str, ...]
    cases: tuple[Case, ...]


def read_plan(path: Path) -> Plan:
    """The plan in the TOML file at ``path``."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    cases = (Case(**{**case, "order": tuple(case.get("order", ()))}) for case in raw["cases"])
    sites = {key: Site(**{**site, "navigation": tuple(site["navigation"])}) for key, site in raw["sites"].items()}
    return Plan(sites=sites, slogans=tuple(raw["slogans"]["texts"]), cases=tuple(cases))


def read_essays(folder: Path) -> tuple[Essay, ...]:
    """All essays in ``folder`` in the order of the paths they are written to."""
    essays = [_read_essay(path) for path in folder.glob("*.txt")]
    return tuple(sorted(essays, key=lambda essay: essay.path))


def _read_essay(path: Path) -> Essay:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    unknown = sorted(facts.keys() - _KEYS)
    if unknown or not {"path", "title"} <= facts.keys() or not body.strip():
        raise SystemExit(f"{path}: needs path, title and a text, and knows only {sorted(_KEYS)}, not {unknown}")
    return Essay(source=path, body=body.strip("\n"), **facts)


def without_marks(body: str) -> str:
    """The text as a reader of the corpus sees it."""
    return _MARK.sub("", body)


def passages(body: str) -> Iterator[tuple[str, str]]:
    """The name and the text of every marked passage; one may lie inside another."""
    for opening in _MARK.finditer(body):
        if not opening[1]:
            end = body.find(f"⟦/{opening[2]}⟧", opening.end())
            if end < 0:
                raise SystemExit(f"passage {opening[2]} is opened and never closed")
            yield opening[2], without_marks(body[opening.end() : end])
