"""stdout for what was asked, stderr for everything else."""

from __future__ import annotations

import io
import os
import sys

from dedup.cli.words import printable


def say(message: str) -> None:
    """Write a message to stderr, each of its lines opened by the program's name."""
    for line in message.splitlines():
        sys.stderr.write(f"dedup: {printable(line)}\n")
    sys.stderr.flush()


def emit(text: str) -> None:
    """Write words to stdout; what its encoding lacks is spelled out, since a summary must not end in an error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.stdout.write(text)


def emit_json(text: str) -> None:
    """Write JSON to stdout: UTF-8 and the same line ends, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))


def flush() -> None:
    """Hand all output over; a reader that is gone shows here rather than while Python shuts down."""
    sys.stdout.flush()


def discard_output() -> None:
    """Point stdout at nothing, so that what it still buffers does not fail once more at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def terminal_columns() -> int | None:
    """Columns of the terminal that stdout goes to; ``None`` where it goes to a file or a pipe."""
    return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else None
