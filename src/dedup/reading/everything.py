"""Reads all files of a scan, in the order of their paths: light formats in threads, the others in worker processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dedup.model import Document, Skipped
from dedup.progress import Progress
from dedup.reading.discovery import FoundFile
from dedup.reading.document import read_or_skip
from dedup.reading.formats import format_of, is_light
from dedup.reading.messages import Reading
from dedup.reading.workers import WorkerPool
from dedup.settings import ReadingSettings
from dedup.workers import map_in_order


def read_all(
    files: Sequence[FoundFile], settings: ReadingSettings, *, jobs: int, progress: Progress
) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    """Every file as a document, numbered in order of relative path, or as a skip with its reason."""
    progress.stage("reading", len(files))
    ordered = sorted(files, key=lambda file: file.relative)
    light = [file for file in ordered if is_light(format_of(file.path.name) or "txt")]
    heavy = [file for file in ordered if not is_light(format_of(file.path.name) or "txt")]
    readings: dict[FoundFile, Reading] = {}
    with WorkerPool(heavy, settings, jobs) as pool:
        read = map_in_order(lambda file: read_or_skip(file.path, file.relative, settings), light, jobs, progress)
        readings.update(zip(light, read, strict=True))
        for file, reading in pool.results():
            readings[file] = reading
            progress.advance()
    return _numbered([readings[file] for file in ordered])


def _numbered(readings: Sequence[Reading]) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    documents = [reading for reading in readings if isinstance(reading, Document)]
    skipped = tuple(reading for reading in readings if isinstance(reading, Skipped))
    return tuple(replace(document, id=rank) for rank, document in enumerate(documents)), skipped
