"""English cues: according to …, as … puts it, … argues that, … (2019) writes, in the words of …, quoted in …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.latin import found_in
from dedup.judgement.quoting.mentions import Mention, Role, Standing
from dedup.judgement.quoting.speakers_en import source, speaker
from dedup.judgement.quoting.subjects_en import CLAUSE, subject_before
from dedup.judgement.quoting.whose_en import WHOSE
from dedup.judgement.quoting.words_en import RARER
from dedup.model import Span

_SAYS: Final = (
    r"(?:(?:told|tells?|inform(?:s|ed)?|assure[sd]?|remind(?:s|ed)?|warn(?:s|ed)?)(?:\s(?!(?:that|what|how|why|who|which)\b)[\w’'-]{1,20}){1,6}"
    r"(?=\sthat\b)|(?:argue|note|state|observe|conclude|describe|define|declare|propose|demonstrate|believe|write|summari[sz]e|"
    r"emphasi[sz]e)[sd]?|wrote|written|says?|said|puts? it|(?:claim|explain|remark|"
    r"maintain|suggest|report|insist|assert|"
    r"contend|recall|warn|add|record|comment|document|answer|show|call|ask|list|offer)(?:s|ed)?|"
    rf"{RARER}|"
    r"shown|stress(?:es|ed)|"
    r"point(?:s|ed)? out|remind(?:s|ed)? us|f(?:ou|i)nds?|(?:told|tells?)(?: (?:me|us|him|"
    r"her|them|reporters|readers))?|holds?|held|reads|beg[ai]ns?|once put it|has it|"
    r"would have it|repl(?:y|ies|ied)|sum(?:s|med)? up|g[ai]ves?)"
)
_VERB: Final = expression(
    rf"(?<![\w’'-]){_SAYS}(?![\w’'-])"
    r"(?:(?P<object>(?:\s(?!that\b)[^\s.!?:;,“”\"]{1,30}){1,12})(?=:\s))?"
    r"(?=\s*(?:that\b|how\b|why\b|[,:]|[\"“‘'«]|in\b|of\b|it\b|as follows|$|[.?!]|\(|"
    r"(?:simply|plainly|elsewhere|further|again|there|[a-z]+ly)\b))"
)
# Verbs that take their statement without ``that``, and a title that opens with words.
_BARE: Final = expression(
    r"(?<![\w’'-])(?:(?:claim|argue|insist|maintain|contend|assert|believe|think|suggest|"
    r"say)s(?=\s(?!nothing|little|no\b|so\b|to\b|it\b)[a-z])"
    r"|(?:opens|begins|starts|ends|closes) with (?:the|this|these) (?:\w+ )?(?:sentence|"
    r"words|line|lines|claim|remark|paragraph))"
)
# Verbs of stories as well as of saying: ``she found there`` says nothing.
_NARRATIVE: Final = expression(
    r"f(?:ou|i)nd|show|h[oe]ld|beg[ai]n|g[ai]ve|offer|call|list|ask|t[eo]l[dl]|add|report|describe|believe|answer|"
    rf"(?:{RARER})$"
)
_STATEMENT: Final = expression(
    r"(?:\s(?:in|on|at|after|before|during|to|with)\s[^,.;:!?\n]{1,40})?\s*(?:that\b|how\b|why\b|[:,]|[\"“‘'«])"
)
_WRITES_SHE: Final = expression(
    rf"(?:[,?!.…][”\"’'»]?|[”\"’'»],?)\s+(?:[Ss]o\s|[Tt]hus\s)?(?P<verb>{_SAYS})\s+(?P<who>[^,.;:!?\n“”\"]{{2,60}})"
)
_HE_SAID: Final = expression(
    rf"(?:[,?!.…][”\"’'»]|[”\"’'»],?)\s(?P<who>[^,.;:!?\n“”\"]{{2,60}}?)\s(?P<verb>{_SAYS}|{RARER})(?=[\s,.])"
)
# After a full stop inside the marks these begin a sentence of the story, as in ``…here.” Hale laughed so hard that``.
_NO_SPEECH: Final = expression(r"laugh(?:s|ed)?|sigh(?:s|ed)?|growl(?:s|ed)?|sneer(?:s|ed)?|order(?:s|ed)?")
_STOPPED: Final = expression(r"[.…][”\"’'»]?\s?$")
_PHRASES: Final = expression(
    r"(?<!\w)(?:(?:[Aa]ccording|ACCORDING) to|[Ii]n the words of|[Tt]o (?:quote|borrow|"
    r"cite|paraphrase|echo)(?: from)?|[Qq]uoting|[Ff]or|"
    r"[Bb]orrowing (?:a phrase |the words )?from|[Aa]s (?:quoted|cited|reported|noted|"
    r"stated|recorded|described|explained) (?:in|by))"
    r"\s+(?P<who>[^,.;:!?\n“”\"]{2,80})"
)
_PARTICIPLES: Final = expression(
    r"(?<!\w)(?:(?:as )?(?:quoted|cited|reprinted|reproduced|excerpted|taken|borrowed|"
    r"adapted|copied) (?:in|by|from|directly from|word for word from|verbatim from)|"
    r"qtd\. in|source is|comes? from|(?:words|lines|passage|quotation|sentence)s? (?:is|are|were|was) (?:by|from))"
    r"\s+(?P<who>[^,.;:!?\n“”]{2,80})"
)

_TRAILING: Final = expression(r"\s(?:in|to|of|from)\s(?:(?!that\b)[^\s,.;:!?]+\s?){1,8}(?=[,.]|$)", re.M)
# News sets off who said it, and when: the ferry, the Commission announced on Friday, will stop.
_SAID_WHEN: Final = expression(
    r"(?<![\w’'-])(?:announced|said|reported|confirmed|stated|warned|admitted|explained|claimed)(?=\s(?:on\s)?"
    r"(?:(?:last |this |late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|(?:last|this) "
    r"(?:week|month|year|night|morning|evening))(?: (?:morning|afternoon|evening|night))?,)"
)
_POINTING: Final = expression(
    r"(?:^|(?<=[.!?”\"’\n])\s?|(?<=[.!?”\"’\n] ))(?:This|That|These|Those|The|All of this|"
    r"Both)\b[^.;:!?\n“”\"]{0,60}$"
)


def _role(pointing: re.Match[str] | None) -> Role:
    return "following" if pointing else "around"


def english_mentions(text: str, spans: Sequence[Span]) -> Iterator[Mention]:
    """Cues in ``spans`` of ``text``, in no particular order."""
    for found in found_in(_VERB, text, spans):
        yield from _said(text, found)
    for found in found_in(_SAID_WHEN, text, spans):
        start, clause, inserted = subject_before(text, found.start())
        if inserted:
            yield from _if_named(Span(start, found.end()), speaker(clause), "around")
    for found in found_in(_BARE, text, spans):
        start, clause, _ = subject_before(text, found.start())
        yield from _if_named(Span(start, found.end()), speaker(clause), "opening")
    for found in found_in(_WRITES_SHE, text, spans):
        span = Span(found.start("verb"), found.end("who"))
        yield from _if_named(span, speaker(found["who"], said_before=True), "around")
    for found in found_in(_HE_SAID, text, spans):
        if _NO_SPEECH.fullmatch(found["verb"]) and _STOPPED.search(
            text[max(0, found.start("who") - 3) : found.start("who")]
        ):
            continue
        yield from _if_named(Span(found.start("who"), found.end()), speaker(found["who"]), "around")
    for found in found_in(_PHRASES, text, spans):
        if found.group()[:3] not in ("For", "for") or _is_view(text, found):
            yield from _if_named(Span(*found.span()), source(found["who"]), "opening")
    for found in found_in(_PARTICIPLES, text, spans):
        pointing = _POINTING.search(text, max(0, found.start() - CLAUSE), found.start())
        span = Span(pointing.start() if pointing else found.start(), found.end())
        yield from _if_named(span, source(found["who"]), _role(pointing))
    for pattern in WHOSE:
        for found in found_in(pattern, text, spans):
            yield from _if_named(Span(*found.span()), source(found["who"]), "opening")


def _if_named(span: Span, standing: Standing, role: Role) -> Iterator[Mention]:
    if standing != "nobody":
        yield Mention(span, role, back=standing == "back")


def _is_view(text: str, found: re.Match[str]) -> bool:
    """``For Smith, …`` at the head of a sentence gives a view; ``for London`` does not."""
    before = text[max(0, found.start() - 2) : found.start()]
    short = len(found["who"].split()) <= 3 and text[found.end() : found.end() + 1] == ","
    return found.group().startswith("For ") and short and (not before.strip() or before[0] in ".!?")


def _said(text: str, found: re.Match[str]) -> Iterator[Mention]:
    start, clause, inserted = subject_before(text, found.start())
    standing = speaker(clause)
    after = text[found.end() : found.end() + 1]
    if _NARRATIVE.match(found.group()) and not (found["object"] or _STATEMENT.match(text, found.end())):
        return
    trailing = _TRAILING.match(text, found.end()) if inserted else None
    role: Role = "around" if trailing or (inserted and after in (",", ".", "")) else "opening"
    yield from _if_named(Span(start, trailing.end() if trailing else found.end()), standing, role)
