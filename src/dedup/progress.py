"""How stages tell whoever watches how far they are."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Receives the name of each stage and its steps; called from one thread."""

    def stage(self, name: str, total: int | None = None) -> None:
        """A stage begins; ``total`` is its number of steps where that is known."""

    def advance(self, steps: int = 1) -> None:
        """So many more steps of the current stage are done."""


class Silent:
    """Ignores everything."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Ignore."""

    def advance(self, steps: int = 1) -> None:
        """Ignore."""
