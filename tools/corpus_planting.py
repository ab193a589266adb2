"""How planted passages are made from their sources; everything here is a plain function of its arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import opencc

from corpus_essays import Case, Essay, passages

_SENTENCE = re.compile("[^。！？\n]+[。！？]?[”』]?")
_HIDDEN = ("\u200b", "\u200d", "\u2060", "\u200c")
_CYRILLIC = str.maketrans("aceopxyijsACEHKMOPTXB", "асеорхуіјѕАСЕНКМОРТХВ")
_RADICALS = str.maketrans(
    "一人大手日月用田目示自工心方老行里身子足生又口土十八二力山高面长页门见",
    "⼀⼈⼤⼿⽇⽉⽤⽥⽬⽰⾃⼯⼼⽅⽼⾏⾥⾝⼦⾜⽣⼜⼝⼟⼗⼋⼆⼒⼭⾼⾯⻓⻚⻔⻅",
)
_MARK_EVERY = 60


def plant(essays: tuple[Essay, ...], cases: Iterable[Case]) -> tuple[Essay, ...]:
    """The essays with every empty passage filled as its case says."""
    written = passage_texts(essays)
    made = {case.copy: make_copy(case, written) for case in cases if case.make != "as-written"}
    return tuple(replace(essay, body=_filled(essay.body, made)) for essay in essays)


def passage_texts(essays: Iterable[Essay]) -> dict[str, str]:
    """The text of each passage by its name; a name may be used once in the whole corpus."""
    texts: dict[str, str] = {}
    for essay in essays:
        for name, text in passages(essay.body):
            if name in texts:
                raise SystemExit(f"{essay.source}: passage {name} is marked a second time")
            texts[name] = text
    return texts


def make_copy(case: Case, written: Mapping[str, str]) -> str:
    """The copy of ``case``, made from its source."""
    source, copy = written.get(case.source), written.get(case.copy)
    if not source or copy != "":
        raise SystemExit(f"case {case.id}: needs a written passage {case.source} and an empty one {case.copy}")
    return _MAKERS[case.make](source, case)


def _filled(body: str, made: Mapping[str, str]) -> str:
    for name, text in made.items():
        body = body.replace(f"⟦{name}⟧⟦/{name}⟧", f"⟦{name}⟧{text}⟦/{name}⟧")
    return body


def _verbatim(text: str, case: Case) -> str:
    return text


def _sentence_a_line(text: str, case: Case) -> str:
    """Every second line loses its full stop and the commas in it become semicolons, as careless retyping does."""
    lines = [sentence.strip() for sentence in _SENTENCE.findall(text)]
    return "\n".join(line.rstrip("。").replace("，", "；", 1) if n % 2 else line for n, line in enumerate(lines))


def _watermark(text: str, case: Case) -> str:
    """The mark stands inside sentences, never beside a paragraph's end."""
    return "\n\n".join(_marked(paragraph, case.mark) for paragraph in text.split("\n\n"))


def _marked(paragraph: str, mark: str) -> str:
    pieces = [paragraph[start : start + _MARK_EVERY] for start in range(0, len(paragraph), _MARK_EVERY)]
    if len(pieces) > 1 and len(pieces[-1]) < 10:
        pieces[-2:] = [pieces[-2] + pieces[-1]]
    return mark.join(pieces)


def _traditional(text: str, case: Case) -> str:
    return str(opencc.OpenCC("s2t").convert(text))


def _zero_width(text: str, case: Case) -> str:
    """A hidden character after every fifth, in turn one of four."""
    return "".join(
        character + (_HIDDEN[n // 5 % 4] if n % 5 == 4 and character != "\n" else "")
        for n, character in enumerate(text)
    )


def _radicals(text: str, case: Case) -> str:
    return _zero_width(text.translate(_RADICALS), case)


def _cyrillic(text: str, case: Case) -> str:
    """Every second letter that has a twin; the other half stays, so that words mix two scripts."""
    replaced, seen = [], 0
    for character in text:
        twin = character.translate(_CYRILLIC)
        seen += twin != character
        replaced.append(twin if seen % 2 else character)
    return "".join(replaced)


def _reorder(text: str, case: Case) -> str:
    sentences = _SENTENCE.findall(text)
    if sorted(case.order) != list(range(len(sentences))):
        raise SystemExit(f"case {case.id}: order must name each of 0 to {len(sentences) - 1} once")
    return "".join(sentences[n] for n in case.order)


_MAKERS: Mapping[str, Callable[[str, Case], str]] = {
    "verbatim": _verbatim,
    "sentence-a-line": _sentence_a_line,
    "watermark": _watermark,
    "traditional": _traditional,
    "zero-width": _zero_width,
    "radicals": _radicals,
    "cyrillic": _cyrillic,
    "reorder": _reorder,
}
