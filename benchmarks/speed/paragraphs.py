"""The reference for a scan: the obvious datasketch pipeline, which pairs paragraphs and aligns nothing.

    python -m benchmarks.speed.paragraphs FOLDER

Every line with text is a paragraph, its set the 5-character shingles; ``MinHash.bulk`` with datasketch's defaults,
``MinHashLSH(threshold=0.5)``, one query per paragraph. Prints what it saw as one line of JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from datasketch import MinHash, MinHashLSH

_SHINGLE = 5
_THRESHOLD = 0.5


def read_texts(folder: Path) -> list[str]:
    """All .txt files of a folder, in order of their names."""
    return [path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*.txt"))]


def paragraphs_of(texts: list[str]) -> list[str]:
    """Lines with anything on them."""
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def shingles(paragraph: str) -> list[bytes]:
    """The set of a paragraph; a short one is a shingle by itself."""
    starts = range(max(1, len(paragraph) - _SHINGLE + 1))
    return [paragraph[start : start + _SHINGLE].encode("utf-8", "surrogatepass") for start in starts]


def similar(paragraphs: list[str]) -> set[tuple[int, int]]:
    """Pairs of paragraphs that share a band."""
    index = MinHashLSH(threshold=_THRESHOLD)
    sketches = MinHash.bulk(shingles(paragraph) for paragraph in paragraphs)
    for number, sketch in enumerate(sketches):
        index.insert(number, sketch)
    return {
        (other, number) for number, sketch in enumerate(sketches) for other in index.query(sketch) if other < number
    }


def main() -> None:
    """Read, pair, count."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: python -m benchmarks.speed.paragraphs FOLDER")
    texts = read_texts(Path(sys.argv[1]))
    paragraphs = paragraphs_of(texts)
    pairs = len(similar(paragraphs))
    seen = {
        "documents": len(texts),
        "characters": sum(map(len, texts)),
        "paragraphs": len(paragraphs),
        "pairs": pairs,
    }
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
