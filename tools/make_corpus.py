"""Write the sample corpus from its sources: ``python tools/make_corpus.py [FOLDER]``.

Reads ``tools/corpus_src``, plants the reuse that ``plan.toml`` lists, writes every essay in the format its path
names, reads the files back and writes where each planted passage stands to ``truth.json``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpus_essays import read_essays, read_plan
from corpus_formats import file_bytes
from corpus_planting import plant
from corpus_truth import truth, truth_bytes

SOURCES = Path(__file__).parent / "corpus_src"
CORPUS = Path(__file__).parents[1] / "corpus"


def write_corpus(folder: Path) -> int:
    """Write the whole corpus into ``folder``; the number of essays."""
    plan = read_plan(SOURCES / "plan.toml")
    essays = plant(read_essays(SOURCES / "essays"), plan.cases)
    for essay in essays:
        path = folder / essay.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file_bytes(essay, plan.sites))
    (folder / "truth.json").write_bytes(truth_bytes(truth(essays, plan, folder)))
    return len(essays)


def main() -> None:
    """Write to the folder given, or to ``corpus/``."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    print(f"{write_corpus(folder)} essays in {folder}")


if __name__ == "__main__":
    main()
