"""Whether English words before a verb of saying, or after ``according to``, name a source."""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(r"[^\W_][\w’'.&-]*")
_LINKS: Final = re.compile(
    r"as|but|and|yet|so|while|when|because|that|for|indeed|thus|then|here|however|although|though|since|if|"
    r"where|whereas|what|how|also|once|later|elsewhere|in|on|at|by|from|with|to|of|after|before|during|"
    r"finally|first|second|moreover|furthermore|similarly|likewise|instead|perhaps|still|even|just|rightly|"
    r"famously|both|only"
)
_NOBODY: Final = re.compile(
    r"i|we|some|many|most|people|one|it|they|experts|critics|scholars|researchers|scientists|historians|"
    r"studies|research|others|everyone|someone|nobody|anybody|everybody|you|this|these|those|there|which|"
    r"who|whoever|all|few|several|none|no|another|somebody|evidence|results|data|facts|figures|experience|"
    r"analysis|history|tradition|legend|rumour|rumor|sources|reports|commentators|observers|authors|"
    r"writers|teachers|locals|villagers|readers|me|us|mine|ours|my|our|ourselves|myself"
)
_NO_NAME: Final = re.compile(
    r"the|a|an|this|that|these|those|it|its|in|on|at|by|from|with|for|to|of|as|but|and|yet|so|if|when|"
    r"while|where|there|here|what|how|why|then|thus|however|although|though|because|since|after|before|"
    r"during|i|we|you|they|he|she|my|our|your|their|his|her|some|many|most|no|not|all|january|february|"
    r"march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|figure|table|chapter|section|part|appendix|also|finally|first|second|"
    r"moreover|people|experts|critics|scholars|researchers|studies|research|others|everyone|someone|nobody|"
    r"nothing|evidence|one|two|three|such|both|each|every|few|several|today|yesterday|now|once|later|"
    r"perhaps|indeed|instead|still|even|only|english|chinese|french"
)
_WORKS: Final = (
    "report|study|survey|book|article|paper|essay|history|chronicle|author|authors|writer|"
    "historian|poet|novelist|editor|editors|committee|"
    "ministry|council|newspaper|journal|magazine|guide|guidebook|manual|handbook|ledger|"
    "diary|letter|letters|register|statement|website|"
    "almanac|minutes|parish|society|commission|government|department|review|survey|census|"
    "dictionary|encyclopedia|encyclopaedia|law|act|"
    "code|charter|inscription|notice|preface|foreword|pamphlet|leaflet|professor|director|"
    "mayor|captain|keeper|spokesman|spokeswoman|curator"
)
_DEFINITE: Final = re.compile(rf"\b(?:the|his|her|their|its|that)\s+(?:[\w’'-]+\s+){{0,4}}(?:{_WORKS})\b", re.I)
_OWN: Final = re.compile(
    r"\b(?:my|our|this|present)\s+(?:own\s+)?(?:\w+\s+)?(?:report|study|paper|essay|"
    r"article|book|author|chapter|survey|view|analysis|opinion|argument)",
    re.I,
)
_PRONOUNS: Final = frozenset(("he", "she", "him", "her"))


def names_a_speaker(subject: str, *, said_before: bool = False) -> bool:
    """Whether ``subject`` names who speaks; ``said_before``: the verb stood before it, as in ``writes Ada Lund``."""
    tokens = [token.strip(".’'") for token in _TOKEN.findall(subject)]
    while tokens and _LINKS.fullmatch(tokens[0].lower()) and not (said_before and len(tokens) == 1):
        tokens = tokens[1:]
    if not tokens:
        return False
    last = tokens[0] if said_before else _without_adverbs(tokens)[-1]
    if last.lower() in _PRONOUNS:
        return True
    if is_vague(" ".join(tokens)):
        return False
    if not said_before and _NOBODY.fullmatch(last.lower()):
        return False
    return _is_named(tokens[:3] if said_before else tokens) or _DEFINITE.search(subject) is not None


def names_a_source(words: str) -> bool:
    """Whether ``words``, after ``according to`` or ``quoted in``, name a person or a work."""
    tokens = _TOKEN.findall(words)
    if not tokens or is_vague(words):
        return False
    return tokens[0].lower() in _PRONOUNS or _is_named(tokens[:8]) or _DEFINITE.search(words) is not None


def is_vague(words: str) -> bool:
    """Whether ``words`` are nobody in particular, or the writer."""
    tokens = _TOKEN.findall(words.lower())
    return not tokens or (_NOBODY.fullmatch(tokens[0]) or _OWN.match(words.strip())) is not None


def _without_adverbs(tokens: list[str]) -> list[str]:
    kept = [
        token
        for token in tokens
        if token.lower()
        not in (
            "has",
            "have",
            "had",
            "also",
            "once",
            "later",
            "himself",
            "herself",
            "et",
            "al",
            "then",
            "himself",
            "again",
        )
        and not token.endswith("ly")
    ]
    return kept or tokens


def _is_named(tokens: list[str]) -> bool:
    return any(
        token[0].isupper() and not _NO_NAME.fullmatch(token.lower().strip(".’'")) and not token.isdigit()
        for token in tokens
    )
