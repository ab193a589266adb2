"""What a policy allows a draft: presets, each value replaced by what the settings say."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Final, Literal, get_args

from dedup.errors import ConfigurationError
from dedup.model import DISCOUNTED, Context
from dedup.settings import PolicySettings

Outcome = Literal["pass", "review", "fail"]
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
"""From the mildest to the gravest."""

BORROWED: Final[tuple[Context, ...]] = tuple(each for each in get_args(Context) if each not in DISCOUNTED)


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits of shares (0 to 1) and of runs (weights); up to a limit is allowed, for ``review`` and for ``fail``.

    ``contexts`` are those that count, ``hidden`` what hidden characters lead to.
    """

    review_reuse: float = 0.15
    max_reuse: float = 0.30
    review_source: float = 0.10
    max_source: float = 0.20
    review_run: int = 200
    max_run: int = 1000
    contexts: tuple[Context, ...] = BORROWED
    hidden: Outcome = "review"


# Where each number is from stands in docs/policy.md.
PRESETS: Final[dict[str, Policy]] = {
    "standard": Policy(),
    "journal": Policy(review_reuse=0.15, max_reuse=0.30, review_source=0.05, max_source=0.20),
    "thesis": Policy(review_reuse=0.15, max_reuse=0.30, review_source=0.05, max_source=0.15, max_run=2000),
    "newsroom": Policy(
        review_reuse=0.05, max_reuse=0.15, review_source=0.05, max_source=0.10, review_run=80, max_run=240
    ),
}


def policy_of(settings: PolicySettings) -> Policy:
    """The preset with what the settings change; raises ``ConfigurationError`` for words that it does not know."""
    problems = list(_problems(settings))
    if problems:
        raise ConfigurationError("\n".join(problems))
    given = {field.name: getattr(settings, field.name) for field in fields(Policy)}
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value not in (-1, -1.0, (), "")}
    return replace(PRESETS[settings.preset], **chosen)


def _problems(settings: PolicySettings) -> list[str]:
    problems = []
    if settings.preset not in PRESETS:
        problems.append(f"policy.preset must be one of {', '.join(PRESETS)}, not {settings.preset!r}")
    if settings.hidden not in ("", "review", "fail"):
        problems.append(f"policy.hidden must be review or fail, not {settings.hidden!r}")
    unknown = [context for context in settings.contexts if context not in get_args(Context)]
    if unknown:
        problems.append(f"policy.contexts: unknown {', '.join(unknown)} (valid: {', '.join(get_args(Context))})")
    return problems
