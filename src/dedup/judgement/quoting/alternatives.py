"""Patterns written so that the engine of regular expressions skips to where they can begin."""

from __future__ import annotations


def either(heads: str, tail: str = "") -> str:
    """The alternatives ``heads``, as ``a|b|c``, each with ``tail``: a flat list of literal beginnings.

    Only for such a list does ``re`` look for the first characters alone, which in Chinese is four times as fast.
    """
    return "|".join(head + tail for head in heads.split("|"))
