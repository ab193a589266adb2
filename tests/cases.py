"""Cases in ``tests/data/*.md`` that a reader can extend without Python.

A case is a title, a line with a dot, the input, a line with a dot, what is expected, a line with a dot. ``\\u{200B}``
stands for the character of that code point. Lines before the first title, and empty lines between cases, are prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
_CASE = re.compile(r"^## (?P<title>.+)\n\.\n(?P<input>(?:.*\n)*?)\.\n(?P<expected>(?:.*\n)*?)\.$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    title: str
    input: str
    expected: str


def cases(name: str) -> list[Case]:
    text = (DATA / name).read_text(encoding="utf-8")
    found = [Case(m["title"], _plain(m["input"]), _plain(m["expected"])) for m in _CASE.finditer(text)]
    if len(found) != text.count("\n## "):
        raise ValueError(f"{name}: a case is not closed; each needs three lines with only a dot")
    return found


def _plain(text: str) -> str:
    return re.sub(r"\\u\{([0-9A-Fa-f]+)\}", lambda match: chr(int(match[1], 16)), text.removesuffix("\n"))
