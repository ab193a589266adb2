"""English phrases that say whose the words after them are: in Hale's words, what Hale calls, described by Hale as."""

from __future__ import annotations

from typing import Final

from dedup.expressions import expression

# The agent of a passive owns the words that follow: described by the court as “…”.
_AGENT: Final = expression(
    r"(?<!\w)(?:describ|characteri[sz]|defin|dismiss|prais|condemn|summ|hail|recall|remember)ed(?: up)?\s(?:by|in)\s"
    r"(?P<who>[^,.;:!?\n“”\"]{2,80}?)(?:,?\s(?:as|thus))?:?\s(?=[“\"‘'])"
)
_WORDS_OF: Final = expression(
    r"(?<!\w)(?:[Ii]n|[Uu]sing|[Tt]o use|[Tt]o "
    r"borrow)\s+(?P<who>[^,.;:!?\n“”\"]{2,40}?)['’]s?\s+(?:own )?(?:words|phrase|phrasing|"
    r"view|account|terms)"
)
_OWNS: Final = expression(
    r"(?P<who>[A-Z][\w.-]+)['’]s?\s+(?:\w+\s+){0,3}?(?:words|phrase|line|claim|remark|"
    r"observation|definition|verdict|conclusion|formula|maxim|warning|advice|"
    r"dictum)\b(?=[:,]|\s+[“\"‘']|\s+(?:that|is|was)\b)"
)
_READ_IN: Final = expression(
    r"(?<!\w)(?:[Ii]n|[Oo]n|[Ff]rom)\s+(?P<who>[^,.;:!?\n“”\"]{2,80}?),?\s(?:we|one|you|"
    r"I)\s(?:can\s)?(?:read|find|learn)s?\b"
)
_WHAT: Final = expression(
    r"(?<!\w)[Ww]hat (?P<who>[^,.;:!?\n“”\"]{2,60}?) (?:(?:has|had|once|later|liked to|likes to|used to) ){0,2}"
    r"(?:calls?|called|terms|termed|describe[sd]? as|refer(?:s|red)? to as|dubs|dubbed)(?=\s)"
)
# A title right before a quotation is where it stands, whoever speaks there.
_IN_A_WORK: Final = expression(
    r"(?<!\w)(?:[Ii]n|[Ff]rom)\s(?P<who>(?:(?:[A-Z][\w.-]*\s){0,3}[A-Z][\w.-]*[’']s?\s)?[*_][A-Z][^*_\n]{2,60}[*_])[,:]?\s?"
    r"(?=[“\"‘«])"
)
WHOSE: Final = (_IN_A_WORK, _AGENT, _WORDS_OF, _OWNS, _READ_IN, _WHAT)
"""Each with a group ``who``."""
