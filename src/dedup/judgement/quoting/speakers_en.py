"""How far English words before a verb of saying, or after ``according to``, name a source."""

from __future__ import annotations

import re
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.mentions import Standing
from dedup.judgement.quoting.names_en import is_named, without_adverbs
from dedup.judgement.quoting.words_en import AUTHORS, CARRIERS, WORKS

_TOKEN: Final = expression(r"[^\W_][\w’'.&-]*")
_LINKS: Final = expression(
    r"as|but|and|yet|so|while|when|because|that|for|indeed|thus|then|here|however|although|though|since|if|"
    r"where|whereas|what|how|also|once|later|elsewhere|in|on|at|by|from|with|to|of|after|before|during|"
    r"finally|first|second|moreover|furthermore|similarly|likewise|instead|perhaps|still|even|just|rightly|"
    r"famously|both|only"
)
_NOBODY: Final = expression(
    r"i|we|some|many|most|people|one|experts|critics|scholars|researchers|scientists|historians|"
    r"studies|research|others|everyone|someone|nobody|anybody|everybody|you|this|these|those|there|which|"
    r"who|whoever|all|few|several|none|no|another|somebody|evidence|results|data|facts|figures|experience|"
    r"analysis|history|tradition|legend|rumour|rumor|sources|reports|commentators|observers|authors|"
    r"writers|teachers|locals|villagers|readers|me|us|mine|ours|my|our|ourselves|myself"
)
_PRONOUNS: Final = frozenset(("he", "she", "him", "her", "they", "it", "them"))
_WORK: Final = expression(rf"\b(?:{WORKS})\b", re.I)
_CARRIER: Final = expression(rf"(?<![-’'])\b(?:{CARRIERS})\b")
_SENDER: Final = expression(
    r"[A-Z]\w+(?:[’']s|s[’'])\s|\b(?:by|from)\s+(?:the\s+)?[A-Z]|"
    r"\bof (?:the )?(?:[A-Z][\w’']+\s){1,5}(?:Board|Council|Society|Committee|Company|Office|Association|Club|"
    r"Department|Ministry|School|Union)\b"
)
_PLACED: Final = expression(
    r"\s(?:in|at|on|near|above|below|behind|beside|under|inside|outside|over|across|between|opposite|along|"
    r"around|by)\s"
)
_PLACE_FIRST: Final = expression(
    r"^(?:[Ii]n|[Aa]t|[Oo]n|[Nn]ear|[Aa]bove|[Bb]elow|[Bb]ehind|[Bb]eside|[Uu]nder|[Ii]nside|[Oo]utside|[Oo]ver|"
    r"[Aa]cross|[Aa]round)\s"
    r"(?:the\s)?(?:[A-Z][\w’'-]+\s)+(?=(?:the|a|an|my|his|her|one|some|somebody|someone|we|i|they|people)\b)"
)
# ``that year`` is a time and opens no clause.
_CONJUNCTION: Final = expression(
    r"(?<=\s)(?:what|how|as|whom|when|where|that(?!\s(?:year|day|week|month|night|morning|evening|spring|summer|autumn|"
    r"winter|season|decade|century|time|period|age)\b)|because|while)\s"
)
_ADVERBIAL: Final = expression(r"(?:in|at|on|during|after|before|from|to|with|for|under)\s", re.I)
_LAST_NOUN: Final = expression(r"\s((?:the|a|an|my|his|her|their|our|one|its)\s[a-z][\w-]*(?:\s[a-z][\w-]*){0,2})$")
_BARE: Final = expression(
    rf"^(?:the|this|that|these|those|his|her|its|their)\s+(?:(?!of\b)[\w’'-]+\s+){{0,3}}(?:{WORKS}|{AUTHORS})\b", re.I
)
_PART: Final = expression(
    r"^(?:one|another|an?|the (?:first|last|next|second|only|final|same)|each)\s(?:\w+\s){0,2}?"
    r"(?:entry|chapter|page|passage|paragraph|lines?|letter|verse|stanza|sentence|section|note|of them)\b",
    re.I,
)
_YEAR: Final = expression(r"\b1[5-9]\d\d\b|\b20\d\d\b")
_OWN: Final = expression(
    r"\b(?:my|our|this|present)\s+(?:own\s+)?(?:\w+\s+)?(?:report|study|paper|essay|"
    r"article|book|author|chapter|survey|view|analysis|opinion|argument)",
    re.I,
)


def speaker(subject: str, *, said_before: bool = False) -> Standing:
    """How far ``subject`` names who speaks; ``said_before``: the verb stood before it, as in ``writes Ada Lund``."""
    subject = subject.strip() if said_before else _head(subject.strip())
    tokens = _without_links(subject, said_before=said_before)
    if not tokens:
        return "nobody"
    last = tokens[0] if said_before else without_adverbs(tokens)[-1]
    if last.lower() in _PRONOUNS:
        return "back"
    if _PART.match(" ".join(tokens)) and not any(token[0].isupper() for token in tokens[1:]):
        return "back"
    if is_vague(" ".join(tokens)) or (not said_before and _NOBODY.fullmatch(last.lower())):
        return "nobody"
    return _standing(" ".join(tokens[:4] if said_before else tokens), subject)


def source(words: str) -> Standing:
    """How far ``words``, after ``according to`` or ``quoted in``, name a person or a work."""
    tokens = _TOKEN.findall(words)
    if not tokens or is_vague(words):
        return "nobody"
    return "back" if tokens[0].lower() in _PRONOUNS else _standing(" ".join(tokens[:8]), words)


def is_vague(words: str) -> bool:
    """Whether ``words`` are nobody in particular, or the writer."""
    tokens = _TOKEN.findall(words.lower())
    return not tokens or (_NOBODY.fullmatch(tokens[0]) or _OWN.match(words.strip())) is not None


def _head(subject: str) -> str:
    """The noun phrase before the verb: what stands after a conjunction, or after words of place at the head."""
    tail = _CONJUNCTION.split(subject)[-1] or subject
    tail = _PLACE_FIRST.sub("", tail)
    last = _LAST_NOUN.search(tail) if _ADVERBIAL.match(tail) else None
    return last[1] if last else tail


def _standing(words: str, subject: str) -> Standing:
    if _CARRIER.search(subject) and not _WORK.search(subject):
        return "named" if _SENDER.search(subject) else "nobody"
    head = words if _WORK.search(subject) else _PLACED.split(words)[0]
    if is_named(_TOKEN.findall(head)):
        return "named"
    if not _BARE.search(" ".join(_TOKEN.findall(subject))):
        return "nobody"
    return "named" if _YEAR.search(subject) else "back"


def _without_links(subject: str, *, said_before: bool) -> list[str]:
    tokens = [token.strip(".’'") for token in _TOKEN.findall(subject)]
    while tokens and _LINKS.fullmatch(tokens[0].lower()) and not (said_before and len(tokens) == 1):
        tokens = tokens[1:]
    return tokens
