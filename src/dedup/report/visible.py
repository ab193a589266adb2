"""Text made safe and honest to look at: nothing hidden stays hidden, nothing is run, nothing reorders the page."""

from __future__ import annotations

import re
from html import escape as _escape

_HIDDEN_RANGES = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls but tab and line ends
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners and fillers
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff"  # tags and further variation selectors
    "\ud800-\udfff"  # half a surrogate pair, from a file name that is not UTF-8
)
_HIDDEN_RUN = re.compile(f"([{_HIDDEN_RANGES}])\\1*")
_LINE_END = re.compile("\r\n?")
_NAMES = {
    0x00AD: "SHY",
    0x061C: "ALM",
    0x200B: "ZWSP",
    0x200C: "ZWNJ",
    0x200D: "ZWJ",
    0x200E: "LRM",
    0x200F: "RLM",
    0x2028: "LSEP",
    0x2029: "PSEP",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2060: "WJ",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0xFEFF: "BOM",
}


def label(character: str) -> str:
    """A short name for a character that cannot be seen: ``ZWSP``, ``RLO``, else ``U+0007``."""
    return _NAMES.get(ord(character), f"U+{ord(character):04X}")


def visible(text: str) -> str:
    """Plain text for names and titles: hidden characters become ``⟨RLO⟩`` and white space one blank."""
    marked = _HIDDEN_RUN.sub(_plain_mark, text)
    return " ".join(marked.split())


def escape(text: str) -> str:
    """HTML of running text: escaped, line ends as ``\\n``, hidden characters as labelled boxes."""
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    escaped = _escape(text, quote=False)
    return _HIDDEN_RUN.sub(_box, escaped) if _HIDDEN_RUN.search(escaped) else escaped


def _counted(found: re.Match[str]) -> str:
    repeats = len(found[0])
    return label(found[1]) + (f"×{repeats}" if repeats > 1 else "")


def _plain_mark(found: re.Match[str]) -> str:
    return f"⟨{_counted(found)}⟩"


def _box(found: re.Match[str]) -> str:
    return f'<i class="u">{_counted(found)}</i>'
