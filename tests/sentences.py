"""The English sentences that the code can put into results, taken from the code itself: every text with words in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "dedup"
_WORDS = re.compile(r"(?<![\w'’])[a-z]{2,} [a-z]{2,}(?![\w])")
_PATTERN = re.compile(r"\(\?|\\[bswdn]|\]\{|\[\^|[a-z]\|[a-z]")
"""What stands in a regular expression and in no sentence."""


def sentences(*packages: str) -> dict[str, str]:
    """Each template with ``{}`` for what is filled in, and the file it stands in."""
    files = [path for package in packages for path in sorted(SOURCE.glob(package))]
    return {
        template: path.relative_to(SOURCE).as_posix()
        for path in files
        for template in _templates(ast.parse(path.read_text("utf-8")))
    }


def _templates(tree: ast.Module) -> Iterator[str]:
    passed_over = set(_no_sentences(tree))
    for node in ast.walk(tree):
        inside = {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.JoinedStr) and id(node) not in passed_over:
            passed_over |= {id(part) for part in node.values if isinstance(part, ast.Constant)} & inside
    for node in ast.walk(tree):
        if id(node) in passed_over or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        template = _template(node)
        if _WORDS.search(template) and not _PATTERN.search(template):
            yield template


def _template(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def _no_sentences(tree: ast.Module) -> Iterator[int]:
    """Docstrings, and what ends the program or is compiled."""
    for node in ast.walk(tree):
        raised = isinstance(node, ast.Raise) and "ReadingError" not in ast.dump(node)  # which becomes a skip
        compiled = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compile"
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        elif raised or compiled:
            yield from (id(part) for part in ast.walk(node))
