"""English sentences that say whose the words before them were: The line is Ines Valdry's. So wrote Hale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.latin import found_in
from dedup.judgement.quoting.mentions import Mention
from dedup.judgement.quoting.names_en import is_named
from dedup.judgement.quoting.words_en import UTTERANCES
from dedup.model import Span

_NAME: Final = r"(?:[A-Z][\w.-]*\s){0,4}[A-Z][\w-]+"
_OPINIONS: Final = "views?|opinions?|beliefs?|judge?ments?|conclusions?|account|explanation|theory|answer|argument"
_WHOSE: Final = expression(
    rf"(?:^|(?<=[.!?”\"’\n])\s?|(?<=[.!?”\"’\n] ))(?:"
    rf"(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose)(?:\s\w+)?\s(?:{UTTERANCES})\s(?:here\s|above\s)?(?:is|are|"
    rf"was|were)\s(?:{_NAME})[’']s?(?!\w)"
    rf"|(?:[Tt]hese|[Tt]hose|[Tt]his|[Tt]hat|[Ss]uch)\s(?:is|are|was|were)\s(?:(?:all|still|of course|"
    rf"the words of)\s)?(?:{_NAME})(?:[’']s?)?\s(?:own\s)?(?:{UTTERANCES})\b"
    rf"|(?:[Tt]hese|[Tt]hose|[Tt]his|[Tt]hat|[Ss]uch)\s(?:is|are|was|were)\s(?:the\s(?:{UTTERANCES})\sof|"
    rf"from)\s(?:{_NAME})"
    rf"|(?:[Tt]hese|[Tt]hose|[Tt]his|[Tt]hat|[Ss]uch)(?:,\s(?:at|in|for|to|of)\s[a-z ]{{2,24}},|,\s[a-z]{{2,12}},)?\s"
    rf"(?:is|are|was|were)\s(?:at least\s)?the\s(?:\w+\s)?(?:{_OPINIONS}|{UTTERANCES})\sof\s(?:{_NAME})"
    rf"|(?:[Ss]o|[Tt]hus)\s(?:says|said|writes|wrote|spoke|runs|ran|goes|ends|concludes)?\s?(?:{_NAME})(?=[,.\n]|"
    rf"\sin\b|$)"
    rf"|(?:[Tt]hat|[Tt]his)\s(?:is|was)\show\s(?:{_NAME})\s(?:put|puts|tells|told|described|describes|wrote|"
    rf"writes|saw|remembered)\b"
    rf"|I\s(?:owe|took|have|borrowed|copied)\s(?:this|that|the|these)\s(?:{UTTERANCES})\s(?:to|from)\s(?:{_NAME}))",
    re.M,
)


def owners_told(text: str, spans: Sequence[Span]) -> Iterator[Mention]:
    """Such sentences in ``spans`` of ``text``, up to the name, in order."""
    for found in found_in(_WHOSE, text, spans):
        if is_named(["", *found.group().split()[1:]]):
            yield Mention(Span(*found.span()), "following")
