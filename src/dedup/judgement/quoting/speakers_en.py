"""How far English words before a verb of saying, or after ``according to``, name a source."""

from __future__ import annotations

import re
from typing import Final

from dedup.judgement.quoting.mentions import Standing
from dedup.judgement.quoting.words_en import AUTHORS, CARRIERS, WORKS

_TOKEN: Final = re.compile(r"[^\W_][\w’'.&-]*")
_LINKS: Final = re.compile(
    r"as|but|and|yet|so|while|when|because|that|for|indeed|thus|then|here|however|although|though|since|if|"
    r"where|whereas|what|how|also|once|later|elsewhere|in|on|at|by|from|with|to|of|after|before|during|"
    r"finally|first|second|moreover|furthermore|similarly|likewise|instead|perhaps|still|even|just|rightly|"
    r"famously|both|only"
)
_NOBODY: Final = re.compile(
    r"i|we|some|many|most|people|one|experts|critics|scholars|researchers|scientists|historians|"
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
    r"nothing|evidence|one|two|three|four|five|six|ten|such|both|each|every|few|several|today|yesterday|now|once|later|"
    r"perhaps|indeed|instead|still|even|only|english|chinese|french|german|spanish|latin|somebody|anybody|everybody|"
    r"another|other|any|or|nor|until|although|above|below|under|beside|behind|between|inside|outside|over|next|last|"
    r"local|recent|early|old|older|young|former|modern|most|more|less|according|god|sir|madam|dear|p\.s|ps|lord|"
    r"father|mother|grandmother|grandfather|grandma|grandpa|mum|mom|dad|aunt|uncle"
)
_MANY: Final = re.compile(r"\w+(?:ers|ors|ists|ians|men|women|ants|eers|folk|people|ees|kids|children)")
_SURNAMES_LIKE: Final = frozenset("saunders rogers sanders connors sellers withers waters peters meyers myers powers ayers rivers "
    "chambers summers winters flowers masters walters landers bowers akers anders".split())  # fmt: skip
_PRONOUNS: Final = frozenset(("he", "she", "him", "her", "they", "it", "them"))
_WORK: Final = re.compile(rf"\b(?:{WORKS})\b", re.I)
_CARRIER: Final = re.compile(rf"(?<![-’'])\b(?:{CARRIERS})\b")
_SENDER: Final = re.compile(
    r"[A-Z]\w+(?:[’']s|s[’'])\s|\b(?:by|from)\s+(?:the\s+)?[A-Z]|"
    r"\bof (?:the )?(?:[A-Z][\w’']+\s){1,5}(?:Board|Council|Society|Committee|Company|Office|Association|Club|Department|Ministry|School|Union)\b"
)
_PLACED: Final = re.compile(
    r"\s(?:in|at|on|near|above|below|behind|beside|under|inside|outside|over|across|between|opposite|along|around|by)\s"
)
_PLACE_FIRST: Final = re.compile(
    r"^(?:[Ii]n|[Aa]t|[Oo]n|[Nn]ear|[Aa]bove|[Bb]elow|[Bb]ehind|[Bb]eside|[Uu]nder|[Ii]nside|[Oo]utside|[Oo]ver|[Aa]cross|[Aa]round)\s"
    r"(?:the\s)?(?:[A-Z][\w’'-]+\s)+(?=(?:the|a|an|my|his|her|one|some|somebody|someone|we|i|they|people)\b)"
)
_CONJUNCTION: Final = re.compile(r"(?<=\s)(?:what|how|as|whom|when|where|that|because|while)\s")
_ADVERBIAL: Final = re.compile(r"(?:in|at|on|during|after|before|from|to|with|for|under)\s", re.I)
_LAST_NOUN: Final = re.compile(r"\s((?:the|a|an|my|his|her|their|our|one|its)\s[a-z][\w-]*(?:\s[a-z][\w-]*){0,2})$")
_BARE: Final = re.compile(
    rf"^(?:the|this|that|these|those|his|her|its|their)\s+(?:(?!of\b)[\w’'-]+\s+){{0,3}}(?:{WORKS}|{AUTHORS})\b", re.I
)
_PART: Final = re.compile(
    r"^(?:one|another|an?|the (?:first|last|next|second|only|final|same)|each)\s(?:\w+\s){0,2}?"
    r"(?:entry|chapter|page|passage|paragraph|lines?|letter|verse|stanza|sentence|section|note|of them)\b",
    re.I,
)
_YEAR: Final = re.compile(r"\b1[5-9]\d\d\b|\b20\d\d\b")
_OWN: Final = re.compile(
    r"\b(?:my|our|this|present)\s+(?:own\s+)?(?:\w+\s+)?(?:report|study|paper|essay|"
    r"article|book|author|chapter|survey|view|analysis|opinion|argument)",
    re.I,
)
_ADVERBS: Final = frozenset("has have had also once later himself herself et al then again often always never still used".split())
_AFTER_A_NAME: Final = frozenset("and of in at on from to with who whose for the a an as is was were had".split())


def speaker(subject: str, *, said_before: bool = False) -> Standing:
    """How far ``subject`` names who speaks; ``said_before``: the verb stood before it, as in ``writes Ada Lund``."""
    subject = subject.strip() if said_before else _head(subject.strip())
    tokens = _without_links(subject, said_before=said_before)
    if not tokens:
        return "nobody"
    last = tokens[0] if said_before else _without_adverbs(tokens)[-1]
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


def is_named(tokens: list[str]) -> bool:
    """Whether one of ``tokens`` is a name: capital, and no word that is so only because it opens a sentence."""
    names = [token for token in tokens if token[:1].isupper() and not _is_plain(token)]
    if len(names) == 1 and names[0] is tokens[0]:
        return _is_surname(names[0], tokens[1:])
    return bool(names)


def _head(subject: str) -> str:
    """The noun phrase before the verb: what stands after a conjunction, or after words of place that open the clause."""
    tail = _CONJUNCTION.split(subject)[-1] or subject
    tail = _PLACE_FIRST.sub("", tail)
    last = _LAST_NOUN.search(tail) if _ADVERBIAL.match(tail) else None
    return last[1] if last else tail


def _is_surname(first: str, rest: list[str]) -> bool:
    """Whether the capital of a subject's only capital word is a name's, as in ``Quill once`` but not ``Local people``."""
    if first[-2:] in ("’s", "'s"):
        return True
    nouns = [token for token in rest if token.islower() and not _is_adverb(token)]
    several = _MANY.fullmatch(first.lower()) and first.lower() not in _SURNAMES_LIKE
    return not several and (not nouns or nouns[0] in _AFTER_A_NAME)


def _standing(words: str, subject: str) -> Standing:
    if _CARRIER.search(subject) and not _WORK.search(subject):
        return "named" if _SENDER.search(subject) else "nobody"
    head = words if _WORK.search(subject) else _PLACED.split(words)[0]
    if is_named(_TOKEN.findall(head)):
        return "named"
    if not _BARE.search(" ".join(_TOKEN.findall(subject))):
        return "nobody"
    return "named" if _YEAR.search(subject) else "back"


def _is_plain(token: str) -> bool:
    return token.isdigit() or _NO_NAME.fullmatch(token.lower().strip(".’'")) is not None


def _without_links(subject: str, *, said_before: bool) -> list[str]:
    tokens = [token.strip(".’'") for token in _TOKEN.findall(subject)]
    while tokens and _LINKS.fullmatch(tokens[0].lower()) and not (said_before and len(tokens) == 1):
        tokens = tokens[1:]
    return tokens


def _without_adverbs(tokens: list[str]) -> list[str]:
    return [token for token in tokens if not _is_adverb(token)] or tokens


def _is_adverb(token: str) -> bool:
    return token.lower() in _ADVERBS or token.endswith("ly")
