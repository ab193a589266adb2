"""What a user calls a match: the first digits of its key, or its id in the results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dedup.dismissals.keys import SHOWN_DIGITS, shown
from dedup.errors import InputError, UsageError
from dedup.model import Match

LEAST_DIGITS: Final = 8
"""A name of fewer characters is an id."""


def is_key(name: str) -> bool:
    """Whether this is the beginning of a key rather than an id."""
    return LEAST_DIGITS <= len(name) <= 64 and set(name.lower()) <= set("0123456789abcdef")


def key_named(name: str, matches: Sequence[Match]) -> str:
    """The key of the match with this name; raises ``UsageError`` where there is none, or more than one."""
    if not all(match.key for match in matches):
        raise InputError("these results were made before matches had keys; check or scan again with this version")
    if is_key(name):
        return key_beginning(name, [match.key for match in matches])
    if name.isascii() and name.isdigit() and len(name) < LEAST_DIGITS and int(name) < len(matches):
        return matches[int(name)].key
    raise UsageError(f"no match {name!r} in these results: {_valid(matches)}")


def key_beginning(name: str, keys: Sequence[str]) -> str:
    """The one key that begins so; raises ``UsageError`` where there is none, or more than one."""
    found = sorted({key for key in keys if key.startswith(name.lower())})
    if not found:
        raise UsageError(f"no match {name!r}: none of {len(set(keys)):,} keys begins so; has the passage changed?")
    if len(found) > 1:
        raise UsageError(f"{name!r} is the beginning of {len(found):,} keys: give more of {' or '.join(found[:2])}")
    return found[0]


def _valid(matches: Sequence[Match]) -> str:
    if not matches:
        return "there is none"
    last = len(matches) - 1
    return (
        f"give an id from 0 to {last:,}, or the {SHOWN_DIGITS} digits beside a match, such as {shown(matches[0].key)}"
    )
