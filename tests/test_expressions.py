"""Expressions that are compiled late find what those compiled at once find, and all of them can be compiled."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import dedup
from dedup.expressions import expression


def test_an_expression_does_what_re_does() -> None:
    late, now = expression(r"(?P<word>b+)|c", re.IGNORECASE), re.compile(r"(?P<word>b+)|c", re.IGNORECASE)
    text = "abBc bc"
    assert late.pattern == now.pattern
    assert [found.span() for found in late.finditer(text)] == [found.span() for found in now.finditer(text)]
    found = late.search(text, 3)
    assert found is not None
    assert (found.group(), found["word"], found.re.pattern) == ("c", None, now.pattern)
    assert late.match(text) is None
    assert late.fullmatch("BB") is not None
    assert (late.sub("-", text), late.split(text), late.findall(text)) == (
        now.sub("-", text),
        now.split(text),
        now.findall(text),
    )


def test_an_expression_is_compiled_at_the_first_use() -> None:
    wrong = expression("(")
    assert wrong.pattern == "("
    with pytest.raises(re.error):
        wrong.search("")
    with pytest.raises(AttributeError):
        wrong.serch("")  # type: ignore[attr-defined]


def test_every_expression_of_the_program_compiles() -> None:
    late = type(expression(""))
    found = 0
    for module in pkgutil.walk_packages(dedup.__path__, "dedup."):
        if module.name != "dedup.__main__" and "serving" not in module.name:
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, late):
                    value.search(value.pattern[:0])
                    found += 1
    assert found > 200
