"""What a copy says of its source: its author, its title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dedup.judgement.direction.view import Text, View, speaking_for
from dedup.judgement.names import names_of
from dedup.model import Evidence, Span
from dedup.text.passages import is_dense

# Chosen, not fitted: no corpus with true marks is at hand.
_NAMED: Final = 2.5

_LEAST_AUTHOR: Final = 2
_LEAST_TITLE: Final = 5
_LEAST_BARE_TITLE: Final = 8  # Han characters, or
_LEAST_BARE_WORDS: Final = 4  # words: what is shorter, and not in quotation marks, may be no title
_OPENING: Final = tuple("《〈「『“‘\"'_*")


def naming(view: View) -> Iterator[Evidence]:
    """Evidence where one text names the other's author or title and is not named by it."""
    by_left, by_right = _names(view.left, view.right), _names(view.right, view.left)
    if bool(by_left) != bool(by_right):
        copy = view.right if by_right else view.left
        detail = f"{copy.document.path} names {by_right or by_left} of the other text"
        yield speaking_for(bool(by_right), "names-source", detail, _NAMED)


def _names(text: Text, other: Text) -> str:
    """Which of the other text's author and title this one names outside what the two share."""
    author, title = other.document.author or "", other.document.title or ""
    is_name = len(author) >= _LEAST_AUTHOR and bool(names_of(author))
    if is_name and author != text.document.author and _stands_in_rest(text, author, bare=True):
        return f"the author {author}"
    bare = sum(map(is_dense, map(ord, title))) >= _LEAST_BARE_TITLE or len(title.split()) >= _LEAST_BARE_WORDS
    if len(title) >= _LEAST_TITLE and title != text.document.title and _stands_in_rest(text, title, bare=bare):
        return f"the title {title}"
    return ""


def _stands_in_rest(text: Text, name: str, *, bare: bool) -> bool:
    """Whether a name stands in a text outside what it shares; where not ``bare``, only after an opening mark."""
    whole = text.document.text
    place = whole.find(name)
    while place >= 0:
        shared = text.overlapped(Span(place, place + len(name)))
        if shared is None and _is_whole(whole, place, name) and (bare or whole.endswith(_OPENING, 0, place)):
            return True
        place = whole.find(name, place + len(name) if shared is None else max(place + 1, shared.end))
    return False


def _is_whole(text: str, place: int, name: str) -> bool:
    """Whether no word of a spaced script goes on before or after the name."""
    before, after = text[max(0, place - 1) : place], text[place + len(name) : place + len(name) + 1]
    return not (is_spaced_letter(before) and is_spaced_letter(name[0])) and not (
        is_spaced_letter(after) and is_spaced_letter(name[-1])
    )


def is_spaced_letter(character: str) -> bool:
    """Whether a character, or none, is a letter or digit of a spaced script."""
    return character.isalnum() and not is_dense(ord(character))
