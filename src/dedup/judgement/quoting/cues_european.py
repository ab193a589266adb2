"""Cues in German, French, Spanish, Italian, Portuguese, Dutch and Russian: schreibt Hale, dit Hale, según Hale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dedup.expressions import expression
from dedup.judgement.quoting.latin import found_in
from dedup.judgement.quoting.mentions import Mention
from dedup.model import Span

_VERBS: Final = (
    "schreibt|schrieb|sagt|sagte|meint|meinte|erklärt|erklärte|bemerkt|bemerkte|notiert|notierte|erzählt|"
    "erzählte|berichtet|"
    "berichtete|behauptet|behauptete|betont|betonte|antwortet|antwortete|fragt|fragte|rief|nennt|nannte|"
    "erinnert sich|"
    "écrit|écrivait|écrivit|dit|disait|affirme|affirmait|notait|remarque|explique|expliquait|raconte|racontait|"
    "déclare|déclarait|soutient|observait|rappelle|répond|répondit|demande|ajoute|ajouta|conclut|souligne|"
    "commente|commentait|confie|confiait|précise|précisait|"
    "anotó|anotaba|comenta|comentó|comentaba|precisó|"
    "annota|annotò|annotava|notò|notava|commentò|commentava|precisò|precisava|confessò|confessava|"
    "escribe|escribió|escribía|dice|dijo|decía|afirma|afirmó|señala|señaló|observa|explica|explicó|cuenta|contó|"
    "recuerda|"
    "declara|declaró|sostiene|responde|respondió|añade|añadió|pregunta|preguntó|concluye|"
    "scrive|scrisse|scriveva|disse|diceva|afferma|affermò|osserva|spiega|spiegò|racconta|raccontò|dichiara|sostiene|"
    "ricorda|risponde|rispose|aggiunge|aggiunse|chiede|"
    "escreve|escreveu|disse|diz|dizia|observou|explicou|conta|contou|lembra|"
    "schrijft|schreef|zegt|zei|merkt op|vertelt|vertelde|verklaart|"
    "пишет|писала?|написала?|говорит|говорила?|сказала?|отмечает|отмечала?|утверждает|утверждала?|считает|"
    "заметила?|замечает|"
    "рассказывает|рассказывала?|вспоминает|вспоминала?|объясняет|объяснила?|отвечает|ответила?|добавляет|"
    "добавила?|спросила?"
)
_UPPER: Final = "A-ZÀ-ÖØ-ÞА-ЯЁ"
_NO_NAME: Final = (
    r"(?!(?:The|A|An|My|His|Her|Der|Die|Das|Den|Dem|Ein|Eine|Einer|Mein|Meine|Unser|Unsere|Sein|Seine|Ihr|Ihre|"
    r"Dieser|Diese|Dieses|Jemand|Niemand|"
    r"Man|Wer|Was|Wie|Ich|Wir|Er|Sie|Es|Und|Aber|Da|Dann|So|Dort|Hier|Als|Wenn|Auf|An|In|Im|Am|Manche|Viele|"
    r"Einige|Experten|Forscher|"
    r"Le|La|Les|L|Un|Une|Des|Mon|Ma|Mes|Notre|Son|Sa|Ses|Ce|Cet|Cette|Ces|On|Je|Tu|Il|Elle|Nous|Vous|Ils|Elles|"
    r"Et|Mais|Puis|Alors|"
    r"Quelqu|Personne|Certains|Qui|Que|Dans|Sur|El|Los|Las|Una|Unos|Mi|Su|Este|Esta|Alguien|Nadie|Se|Yo|Ella|"
    r"Ellos|Y|Pero|En|"
    r"Algunos|Muchos|Lo|Gli|I|Uno|Mio|Mia|Suo|Questo|Questa|Qualcuno|Nessuno|Si|Io|Lui|Lei|Noi|E|Ma|Poi|Nel|"
    r"Nella|Alcuni|Molti|O|"
    r"Os|As|Um|Uma|Meu|Minha|Alguém|Ele|Ela|Mas|No|Na|De|Het|Een|Mijn|Iemand|Hij|Zij|Ze|Ik|Men|Кто|Кто-то|Он|Она|"
    r"Они|Оно|Мы|Я|Это|"
    r"Тот|Этот|Один|Одна|Мой|Моя|Наш|Некто|Некоторые|Многие|Эксперты|И|Но|А|В|На|По|Как|Тогда|Потом|Старик|Мать|"
    r"Отец|Бабушка|Дед)\b)"
)
_NAME: Final = (
    rf"{_NO_NAME}[{_UPPER}][\w’'-]+(?:\s(?:(?:de|von|van|der|du|di|da|del|la|le)\s){{0,2}}[{_UPPER}][\w’'.-]*){{0,4}}"
)
_PRONOUN: Final = (
    "(?:[Ii]l|[Ee]lle|[Ee]r|[Ss]ie|[ÉEée]l|[Ee]lla|[Ll]ui|[Ll]ei|[Oo]n[aа]?|[Оо]на?|[Hh]ij|[Zz]ij|[Ee]l[ea])"
)
_HEAD: Final = (
    r"(?:^|(?<=[.!?:;,»”\"“\n–—(])|(?<=\bet)|(?<=\bund)|(?<=\b[Ww]ie)|(?<=\b[Cc]omme)|(?<=\b[Cc]omo)|"
    r"(?<=\b[Cc]ome)|(?<=\b[Кк]ак))\s*"
)
_OPENING: Final = expression(
    rf"{_HEAD}(?:(?:Herr|Frau|Dr\.|Monsieur|Madame|M\.|Mme|Señor|Señora|Don|Doña|Signor|Signora|Captain|Kapitän|"
    rf"Capitaine|Доктор|Капитан)\s)?"
    rf"(?P<who>{_NAME}|{_PRONOUN})(?:,\s[^,.;:!?\n]{{2,60}},)?\s(?:(?:l[’'])|(?:\w+\s){{0,2}}?)(?P<verb>{_VERBS})\b"
    rf"(?P<rest>[^.!?:\n«»„“”\"]{{0,80}}?)(?:\s?[:：]|\s?[«„“\"»]|,?\s(?:que|qu[’']|dass|daß|che|что|dat)\b)",
    re.M,
)
_CLOSING: Final = expression(
    rf"[»”“\",–—‹›]\s*(?:[–—]\s)?(?:ainsi |так |so |così |así )?(?:{_VERBS})[\s-]+(?P<who>{_NAME}|(?:il|elle|er|"
    rf"sie|él|ella|lui|lei|он|она)\b)"
)
_ACCORDING: Final = expression(
    r"(?<!\w)(?:[Ss]elon|[DdSs][’']après|[Dd]’après|[Ll]aut|[Nn]ach(?:\sAnsicht\svon)?|[Gg]emäß|[Ss]egún|"
    r"[Dd]e acuerdo con|[Ss]econdo|[Ss]egundo|"
    r"[Dd]e acordo com|[Vv]olgens|[Сс]огласно|[Пп]о (?:словам|мнению|свидетельству)|"
    r"[Cc]omme (?:l[’'])?(?:écrit|dit|disait|explique)|[Cc]omo (?:dice|escribe|decía|dijo)|[Cc]ome (?:scrive|"
    r"dice|diceva))"
    rf"\s(?P<who>{_NAME})(?=[,\s:])"
)
_AS: Final = expression(
    rf"(?<!\w)(?:[Кк]ак|[Ww]ie|[Cc]omme|[Cc]omo|[Cc]ome)\s(?:(?:\w+\s)?(?:l[’'])?(?:{_VERBS})\s(?P<who>{_NAME})|"
    rf"(?P<first>{_NAME})\s(?:\w+\s){{0,4}}?(?:l[’'])?(?:{_VERBS}))(?=[,\s:])"
)
_PRONOUNS: Final = expression(r"il|elle|er|sie|él|el|ella|lui|lei|on|она|он|ona|hij|zij|ele|ela", re.I)


def european_mentions(text: str, spans: Sequence[Span]) -> Iterator[Mention]:
    """Cues in ``spans`` of ``text``, in no particular order."""
    for found in found_in(_OPENING, text, spans):
        yield Mention(Span(found.start("who"), _end(found)), "opening", back=_is_pronoun(found))
    for found in found_in(_CLOSING, text, spans):
        yield Mention(Span(found.start() + 1, found.end()), "around", back=_is_pronoun(found))
    for pattern in (_ACCORDING, _AS):
        for found in found_in(pattern, text, spans):
            yield Mention(Span(*found.span()), "opening")


def _is_pronoun(found: re.Match[str]) -> bool:
    return _PRONOUNS.fullmatch(found["who"]) is not None


def _end(found: re.Match[str]) -> int:
    """Without the quotation mark that ends the cue."""
    return found.end() - (found.group()[-1] in '«„“"»')
