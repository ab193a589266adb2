"""The errors dedup raises, drawn as a tree.

DedupError                    anything dedup says itself; ``exit_code`` 3
├── UsageError                what was asked for cannot be done as asked; exit code 2
│   ├── ConfigurationError    a configuration file or option that does not hold
│   ├── InputError            a path that is missing, or a folder without a readable file
│   ├── IndexFileError        an index that is damaged, or was made by another version or with other settings
│   └── OutputError           a place that results cannot be written to
├── ReadingError              one file that cannot be read: becomes a listed skip, never the end of a scan
└── MissingExtraError         a feature whose optional dependency is not installed; exit code 2

One place, ``dedup.cli``, turns an error into a message and an exit code.
"""

from __future__ import annotations


class DedupError(Exception):
    """Base of all errors; its message is one sentence for the user, naming the file and what to do."""

    exit_code = 3


class UsageError(DedupError):
    """What was asked for cannot be done as asked."""

    exit_code = 2


class ConfigurationError(UsageError):
    """A configuration file or option that does not hold."""


class InputError(UsageError):
    """A path that is missing, or an input without anything to read."""


class IndexFileError(UsageError):
    """An index that is damaged, or was made by another version or with other settings."""


class OutputError(UsageError):
    """A place that results cannot be written to."""


class ReadingError(DedupError):
    """One file that cannot be read.

    ``reason`` is one of ``dedup.model.SKIP_REASONS``; the message is the detail for the user.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[ReadingError], tuple[str, str]]:
        """Keep both arguments when the error crosses from a worker process."""
        return type(self), (self.reason, self.detail)


class MissingExtraError(UsageError):
    """A feature whose optional dependency is not installed."""
