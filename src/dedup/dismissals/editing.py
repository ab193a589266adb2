"""A file of dismissals changed: entries appended, or taken out line by line; what a person wrote in it stays.

A change is written beside the file and takes its place whole. What is written beside is also the lock: who finds it
there waits for it, so that of two changes at a time none is lost.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from dedup.dismissals.entries import Entry
from dedup.dismissals.parsing import HEADER, TABLE, parsed
from dedup.errors import InputError, OutputError
from dedup.expressions import expression

_OPENING: Final = (
    "# Matches of dedup that a person looked at and set aside. They are shown, and do not count in a policy.\n"
    "# An entry holds for a passage with these words, whatever the files are called; see docs/dismissals.md.\n"
)
_WAIT_SECONDS: Final = 5.0
_COMMENT: Final = expression(r"[ \t]*(#.*)?")


def append(file: Path, entries: Sequence[Entry]) -> None:
    """Write the entries at the end of the file, which is made where there is none.

    Raises ``InputError`` where the file does not hold as it is, and leaves it so.
    """

    def longer(text: str) -> str:
        feed = "\r\n" if "\r\n" in text else "\n"
        added = "".join(f"\n{_written(each)}" for each in entries).replace("\n", feed)
        before = text or _OPENING
        return before + ("" if before.endswith("\n") else feed) + added

    _change(file, longer)


def remove(file: Path, keys: Collection[str]) -> None:
    """Take the entries with these keys out; comments and all other entries stay as they are.

    Raises ``InputError`` where the lines of an entry cannot be told from those of others.
    """

    def shorter(text: str) -> str:
        left = "".join(_without(text, keys, str(file)))
        kept = [entry for entry in parsed(text, "") if entry.key not in keys]
        if [_bare(entry) for entry in parsed(left, "")] != [_bare(entry) for entry in kept]:
            raise InputError(f"{file}: the entry cannot be told from its neighbours; take it out by hand")
        return left

    _change(file, shorter)


def _without(text: str, keys: Collection[str], name: str) -> Iterator[str]:
    """The text without the lines of these entries, but with the comments among them."""
    starts = [found.start() for found in HEADER.finditer(text)]
    entries = parsed(text, name)
    if len(starts) != len(entries):
        raise InputError(f"{name}: the lines of its entries cannot be told apart; take the entry out by hand")
    yield text[: starts[0]] if starts else text
    for entry, start, end in zip(entries, starts, [*starts[1:], len(text)], strict=True):
        block = text[start:end]
        yield "".join(_comments(block)) if entry.key in keys else block


def _comments(block: str) -> list[str]:
    """The comments of an entry that is taken out; of what follows its last line also the empty lines."""
    lines = re.findall(r".*\n|.+", block)
    said = max(at for at, line in enumerate(lines) if not _COMMENT.fullmatch(line.rstrip("\r\n")))
    among = [line for line in lines[: said + 1] if line.lstrip().startswith("#")]
    return among + (lines[said + 1 :] if among or any(line.strip() for line in lines[said + 1 :]) else [])


def _bare(entry: Entry) -> tuple[object, ...]:
    return entry.key, entry.reason, entry.note, entry.date, entry.left, entry.right, entry.passage


def _change(file: Path, change: Callable[[str], str]) -> None:
    """Replace the file by what ``change`` makes of its text, once that holds as a file of dismissals."""
    place = Path(os.path.realpath(file))
    try:
        with _locked(place) as beside:
            content = place.read_bytes() if place.exists() else b""
            mark = content[:3] if content.startswith(b"\xef\xbb\xbf") else b""
            text = content[len(mark) :].decode("utf-8")
            parsed(text, str(file))
            changed = change(text)
            parsed(changed, str(file))
            _write(beside, mark + changed.encode("utf-8"))
            if place.exists():
                beside.chmod(place.stat().st_mode & 0o777)
            beside.replace(place)
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8, which TOML must be; save it as UTF-8") from error
    except OSError as error:
        raise OutputError(f"{file}: cannot be written ({error.strerror})") from error


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def _locked(place: Path) -> Iterator[Path]:
    """The file beside, made empty by this process alone, which the block is to move in place."""
    beside = place.with_name(f".{place.name}.tmp")
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            beside.touch(exist_ok=False)
            break
        except FileExistsError:
            if time.monotonic() > until:
                raise OutputError(f"{beside}: another dedup writes there; if none does, remove that file") from None
            time.sleep(0.05)
    try:
        yield beside
    except BaseException:  # where all went well it has moved, and a file there is another's
        beside.unlink(missing_ok=True)
        raise


def _written(entry: Entry) -> str:
    lines = [f"[[{TABLE}]]", f'key = "{entry.key}"', f'reason = "{entry.reason}"', f"note = {_quoted(entry.note)}"]
    lines += [f"date = {entry.date.isoformat()}"] if entry.date else []
    lines += [f"{name} = {_quoted(getattr(entry, name))}" for name in ("left", "right", "passage")]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML string on one line, in which what a reviewer would not see is spelled out."""
    return f'"{"".join(map(_spelled, text))}"'


def _spelled(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable() or character == "\u3000":
        return character
    code = ord(character)
    if 0xD800 <= code < 0xE000:
        return "\ufffd"  # half a surrogate pair has no place in TOML
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
