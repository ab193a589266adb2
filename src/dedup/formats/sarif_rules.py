"""What a code host shows beside a finding: what each rule means and what to do."""

from __future__ import annotations

from typing import Any, Final

from dedup.formats.findings import RULES

_LOOK: Final = "Look at the passages: quote and name the source, write it in your own words, or leave it out."
HELP: Final = {
    "reuse": f"More of the draft stands in other texts than the policy allows without a look. {_LOOK}",
    "source": f"More of the draft stands in one other text than the policy allows without a look. {_LOOK}",
    "run": f"A long stretch of another text is neither quoted nor cited. {_LOOK}",
    "hidden-characters": "Characters that no reader sees stand inside words, left by copying or hiding. Remove them.",
    "look-alike-letters": "Words hold letters of another script that look like Latin ones. Write them anew.",
    "repeated-mark": "The same mark stands inside several sentences, as collectors of texts leave it. Remove it.",
    "passage": f"The passage also stands in another text, which may be a quotation or chance. {_LOOK}",
}


def described_rules() -> list[dict[str, Any]]:
    """All rules as SARIF describes them, in the order of ``RULES``."""
    return [_rule(rule) for rule in RULES]


def _rule(rule: str) -> dict[str, Any]:
    return {
        "id": rule,
        "shortDescription": {"text": RULES[rule]},
        "fullDescription": {"text": f"{RULES[rule]}."},
        "help": {"text": HELP[rule]},
        "defaultConfiguration": {"level": "note" if rule == "passage" else "warning"},
        "properties": {"problem.severity": "recommendation" if rule == "passage" else "warning"},
    }
