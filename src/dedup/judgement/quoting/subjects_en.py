"""The subject of an English verb: the words before it, from the last comma, stop or quotation mark."""

from __future__ import annotations

import re
from typing import Final

from dedup.expressions import expression

CLAUSE: Final = 120
"""A subject begins at most so many characters before its verb."""
_BRACKETS: Final = expression(r"[(（][^()（）\n]{0,60}[)）]|\[\d[^\]\n]{0,12}\]")
_CUT: Final = expression(r"[.;:!?“”\"\n]+[\s)”\"’]|[:;“”\"\n]|[,?!.][’']\s")
_APPOSITIVE: Final = expression(
    r",[^,]{2,80},\s*(?:(?:once|later|often|also|then|has|had|always|never|still|\w{2,12}ly)\s+){0,2}$"
)


def subject_before(text: str, verb: int) -> tuple[int, str, bool]:
    """Where the subject of the verb at ``verb`` begins, its text, and whether a comma sets it off from what it follows.

    An appositive between commas is passed over: in ``Ada Lund, a potter, writes`` the subject is ``Ada Lund``.
    """
    floor = max(0, verb - CLAUSE)
    window = _BRACKETS.sub(lambda match: " " * len(match.group()), text[floor:verb])
    window = re.sub(r"\b(?:Dr|Mr|Mrs|Ms|St|Prof|et al|[A-Z])\.", lambda match: match.group()[:-1] + " ", window)
    cuts = [match.end() for match in _CUT.finditer(window)]
    start = cuts[-1] if cuts else 0
    clause = window[start:]
    appositive = _APPOSITIVE.search(clause)
    if appositive or clause.rstrip().endswith(","):
        clause = clause[: appositive.start()] if appositive else clause.rstrip()[:-1]
    comma = clause.rfind(",")
    offset = comma + 1 if comma >= 0 else 0
    begins = floor + start + offset
    subject = clause[offset:]
    begins += len(subject) - len(subject.lstrip())
    return begins, subject.strip(), comma >= 0 or (bool(cuts) and window[start - 1 : start] in '”"’ ')
