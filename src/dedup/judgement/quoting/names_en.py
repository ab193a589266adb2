"""Whether English words are a name: by their capitals, and not only because they open a sentence."""

from __future__ import annotations

import re
from typing import Final

from dedup.expressions import expression

_NO_NAME: Final = expression(
    r"the|a|an|this|that|these|those|it|its|in|on|at|by|from|with|for|to|of|as|but|and|yet|so|if|when|"
    r"while|where|there|here|what|how|why|then|thus|however|although|though|because|since|after|before|"
    r"during|i|we|you|they|he|she|my|our|your|their|his|her|some|many|most|no|not|all|january|february|"
    r"march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|figure|table|chapter|section|part|appendix|also|finally|first|second|"
    r"moreover|people|experts|critics|scholars|researchers|studies|research|others|everyone|someone|nobody|"
    r"nothing|evidence|one|two|three|four|five|six|ten|such|both|each|every|few|several|today|yesterday|now|once|"
    r"later|"
    r"perhaps|indeed|instead|still|even|only|english|chinese|french|german|spanish|latin|somebody|anybody|everybody|"
    r"another|other|any|or|nor|until|although|above|below|under|beside|behind|between|inside|outside|over|next|last|"
    r"local|recent|early|old|older|young|former|modern|most|more|less|according|god|sir|madam|dear|p\.s|ps|lord|"
    r"father|mother|grandmother|grandfather|grandma|grandpa|mum|mom|dad|aunt|uncle"
)
_MANY: Final = expression(r"\w+(?:ers|ors|ists|ians|men|women|ants|eers|folk|people|ees|kids|children)")
_SURNAMES_LIKE: Final = expression(
    r"saunders|rogers|sanders|connors|sellers|withers|waters|peters|meyers|myers|powers|ayers|rivers|chambers|"
    r"summers|"
    r"winters|flowers|masters|walters|landers|bowers|akers|anders|freeman|newman|chapman|coleman|goodman"
)
_ADVERBS: Final = expression(
    r"has|have|had|also|once|later|himself|herself|et|al|then|again|often|always|never|still|used|\w*ly", re.I
)
_AFTER_A_NAME: Final = expression(r"and|of|in|at|on|from|to|with|who|whose|for|the|a|an|as|is|was|were|had")


def is_named(tokens: list[str]) -> bool:
    """Whether one of ``tokens`` is a name: capital, and no word that is so only because it opens a sentence."""
    names = [token for token in tokens if token[:1].isupper() and not _is_plain(token)]
    if len(names) == 1 and names[0] is tokens[0]:
        return _is_surname(names[0], tokens[1:])
    return bool(names)


def without_adverbs(tokens: list[str]) -> list[str]:
    """``tokens`` without adverbs and auxiliaries, unless they are nothing else."""
    return [token for token in tokens if not _is_adverb(token)] or tokens


def _is_adverb(token: str) -> bool:
    return _ADVERBS.fullmatch(token) is not None


def _is_surname(first: str, rest: list[str]) -> bool:
    """Whether the only capital of a subject is a name's, as in ``Quill once`` but not in ``Local people``."""
    if first[-2:] in ("’s", "'s"):
        return True
    nouns = [token for token in rest if token.islower() and not _is_adverb(token)]
    several = _MANY.fullmatch(first.lower()) and not _SURNAMES_LIKE.fullmatch(first.lower())
    return not several and (not nouns or _AFTER_A_NAME.fullmatch(nouns[0]) is not None)


def _is_plain(token: str) -> bool:
    return token.isdigit() or _NO_NAME.fullmatch(token.lower().strip(".’'")) is not None
