"""The one place where an error becomes a message and an exit code.

0 done, 1 found above the policy, 2 usage, input or configuration, 3 failed, 130 interrupted, 141 reader gone.
"""

from __future__ import annotations

import atexit
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from dedup.cli.streams import discard_output, flush, say
from dedup.errors import DedupError

ABOVE_POLICY = 1
FAILED = 3
INTERRUPTED = 130
READER_GONE = 141  # 128 + SIGPIPE, as other programs in a pipe report it


@contextmanager
def exits(*, debug: bool) -> Iterator[None]:
    """Turn whatever ends the block early into one message on stderr and an exit code."""
    try:
        yield
        flush()  # a reader that is gone shows here rather than while Python shuts down
    except typer.Exit:
        raise
    except BrokenPipeError:
        discard_output()
        raise typer.Exit(READER_GONE) from None
    except KeyboardInterrupt as interrupt:
        say(", ".join(("interrupted", *map(str, interrupt.args))))
        raise typer.Exit(INTERRUPTED) from None
    except Exception as error:
        if debug:
            traceback.print_exc()
        raise typer.Exit(_explain(error, debug=debug)) from None


def _explain(error: Exception, *, debug: bool) -> int:
    if isinstance(error, DedupError):
        say(str(error))
        return error.exit_code
    hint = "" if debug else "; run again with --debug for the traceback"
    what = " ".join(str(error).split())
    say(f"failed: {type(error).__name__}{': ' if what else ''}{what}{hint}")
    return FAILED


def unwritten(error: OSError) -> int:
    """Say that the help or the version could not be written, which know no ``--debug``; the exit code."""
    discard_output()
    return _explain(error, debug=True)


def leave(code: int) -> None:
    """End the process at once: to free all it holds one by one, kernels above all, takes a sixth of a short command.

    What is registered for the end is done first. Returns where output cannot be handed over, which Python then says.
    """
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream:
                stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code)
