"""The turns of an interview or a hearing: paragraphs that begin with the speaker's name and a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.mentions import Mention
from dedup.judgement.quoting.names_en import is_named
from dedup.judgement.quoting.people_zh import has_name
from dedup.model import Span

_TURN: Final = expression(
    r"(?:[*_]{2})?(?P<who>[\u4e00-\u9fff·]{1,10}|[A-ZÀ-Þ][\w.’'-]{0,20}(?:\s[A-ZÀ-Þ][\w.’'-]{0,20}){0,3})"
    r"(?:[（(][^()（）\n]{1,20}[)）])?(?:[*_]{2})?\s?[：:](?:[*_]{2})?(?=\s?[^\s\d/])"
)
_ASKER: Final = expression(
    r"问|答|记者|主持人?|采访者|访谈者|提问|[甲乙丙]|听众|观众|众|Q|A|Question|Answer|Interviewer|Host|Moderator|Reporter|"
    r"Voice|Audience|Counsel|Chair|All|Man|Woman",
    re.I,
)
_LEAST: Final = 2
_TAIL: Final = 8


@dataclass(frozen=True, slots=True)
class _Turn:
    who: str
    label: Span
    asks: bool


def turns(plain: str, paragraphs: Sequence[Span]) -> Iterator[Mention]:
    """The names before the turns, in order.

    Labels before colons open lists as well. What tells a conversation from a list is that the speakers change and that
    one of them asks: a turn ends in a question mark, and the next one has another label.
    """
    run: list[_Turn] = []
    for paragraph in paragraphs:
        found = _TURN.match(plain, paragraph.start, paragraph.end)
        if found is None:
            yield from _named(run)
            run = []
        else:
            asks = re.search("[？?]", plain[max(found.end(), paragraph.end - _TAIL) : paragraph.end]) is not None
            run.append(_Turn(found["who"], Span(paragraph.start, found.end()), asks))
    yield from _named(run)


def _named(run: Sequence[_Turn]) -> Iterator[Mention]:
    askers = {turn.who for turn in run if turn.asks}
    if len(run) < _LEAST or not askers:
        return
    for before, turn in zip([None, *run], run, strict=False):
        answers = bool(askers - {turn.who}) and (before is None or before.who != turn.who)
        if answers and not _ASKER.fullmatch(turn.who) and _is_somebody(turn.who):
            yield Mention(turn.label, "opening")


def _is_somebody(label: str) -> bool:
    return is_named(["", *label.split()]) if label[0] < "\u2e80" else has_name(label)
