"""Scan texts as a user would: files in a folder, the ``dedup`` command, its JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dedup.model import Span
from dedup.pipeline import scan
from dedup.results import to_json
from dedup.settings import Settings, SignificanceSettings

DISCOUNTED: Final = frozenset({"cited-and-quoted", "bibliography", "own-work", "boilerplate", "common"})


@dataclass(frozen=True, slots=True)
class Found:
    """A match in terms of the texts' numbers; ``counted`` unless its context is one that is discounted."""

    left: int
    left_span: Span
    right: int
    right_span: Span
    counted: bool
    bits: float

    @property
    def sides(self) -> tuple[tuple[int, Span], tuple[int, Span]]:
        """Number of the text and span, of both places."""
        return (self.left, self.left_span), (self.right, self.right_span)

    @property
    def inside(self) -> bool:
        """Whether both places are in one text."""
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Scan:
    """What one scan found, and the seconds it took with the start of the process."""

    found: tuple[Found, ...]
    seconds: float


def scan_texts(texts: Sequence[str], *, in_process: bool, keep: Path | None = None) -> Scan:
    """Write ``texts`` as files and scan them, with the default settings; ``keep`` is a folder to leave them in.

    Raises ``RuntimeError`` where the scan fails, or reads another text than was written: then no offset would hold.
    """
    return scan_by(_in_process if in_process else _command, texts, keep)


def scan_by(scanner: Callable[[Path], str], texts: Sequence[str], keep: Path | None = None) -> Scan:
    """``scan_texts`` by what gives the results of a folder as JSON."""
    with tempfile.TemporaryDirectory(prefix="dedup-planted-") as temporary:
        folder = keep or Path(temporary) / "texts"
        folder.mkdir(parents=True, exist_ok=True)
        for number, text in enumerate(texts):
            (folder / f"{number:05d}.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
        began = time.perf_counter()
        result = json.loads(scanner(folder))
        seconds = time.perf_counter() - began
    return Scan(tuple(_found(result, texts)), seconds)


def reuse_proposed(texts: Sequence[str]) -> tuple[Found, ...]:
    """Whatever texts might have from each other: matches at the least limit there is, however many chance brings.

    The limit of a scan moves by a few bits with what is planted; what lies between would be now real, now false.
    """
    return scan_by(_lenient, texts).found


def _command(folder: Path) -> str:
    return output_of(["dedup", "scan", str(folder), "--json"], cwd=folder.parent)


def output_of(asked: Sequence[str], *, cwd: Path | None = None, environment: Mapping[str, str] | None = None) -> str:
    """What a Python module, run with its arguments, writes to stdout; raises ``RuntimeError`` where it fails."""
    told = {**os.environ, **(environment or {})}
    done = subprocess.run([sys.executable, "-m", *asked], capture_output=True, check=False, cwd=cwd, env=told)
    if done.returncode != 0:
        name = " ".join(asked[:2])
        raise RuntimeError(f"{name} ended with code {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode("utf-8")


def _in_process(folder: Path) -> str:
    return to_json(scan([folder], Settings()))


def _lenient(folder: Path) -> str:
    return to_json(scan([folder], Settings(significance=SignificanceSettings(false_matches=1e12))))


def _found(result: dict[str, Any], texts: Sequence[str]) -> list[Found]:
    numbers = {}
    for document in result["documents"]:
        number = int(Path(document["path"]).stem)
        numbers[document["id"]] = number
        if document["characters"] != len(texts[number]):
            raise RuntimeError(f"text {number} was read with {document['characters']} characters, "
                               f"not the {len(texts[number])} written")  # fmt: skip
    return [_match(match, numbers) for match in result["matches"]]


def _match(match: dict[str, Any], numbers: dict[int, int]) -> Found:
    left, right = match["left"], match["right"]
    return Found(
        numbers[left["document"]],
        Span(left["start"], left["end"]),
        numbers[right["document"]],
        Span(right["start"], right["end"]),
        match["context"] not in DISCOUNTED,
        match["bits"],
    )
