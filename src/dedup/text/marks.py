"""Marks that a site plants inside sentences: a bracketed remark or an address that stands in a text many times."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dedup.expressions import expression

_MIN_REPEATS: Final = 3
_OPENINGS: Final = ("[", "【", "〖", "〔", "{", "<", "http", "www.")
_BRACKETED: Final = expression(
    r"\[[^\[\]\n]{4,60}\]|【[^【】\n]{4,60}】|〖[^〖〗\n]{4,60}〗|〔[^〔〕\n]{8,60}〕|\{[^{}\n]{4,60}\}|<[^<>\n]{4,60}>"
    r"|《?\(?(?:https?://|www\.)[A-Za-z0-9./_\-?=&%#]{4,80}\)?》?"
)


def repeated_marks(text: str) -> NDArray[np.int32]:
    """Spans ``int32[m, 2]`` of marks that stand at least three times in ``text``, with text right before and after.

    A mark that always stands on a line of its own is a heading or a caption, not a watermark.
    """
    if max(map(text.count, _OPENINGS)) < _MIN_REPEATS:
        return np.zeros((0, 2), dtype=np.int32)
    found = list(_BRACKETED.finditer(text))
    counts = Counter(match.group() for match in found if _inside_a_sentence(text, match))
    spans = [match.span() for match in found if counts[match.group()] >= _MIN_REPEATS]
    return np.array(spans, dtype=np.int32).reshape(-1, 2)


def _inside_a_sentence(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 1) : match.start()]
    after = text[match.end() : match.end() + 1]
    return (before.isalnum() or before in {"，", ",", "、", "的"}) and after != "" and after not in "\r\n"
