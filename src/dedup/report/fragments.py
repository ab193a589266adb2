"""The body of one rendered page as a part of another: ids made distinct, links kept where they still lead somewhere.

Pages are this program's own output, in which every text from outside is escaped; this reads their tags, not their text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from posixpath import normpath

_IDS = frozenset({"id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "data-for", "list"})
_URL = re.compile(r"^url\(#(.+)\)$")
_DROPPED = frozenset({"skip", "foot"})
"""Classes of elements that a whole page has once."""

Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Part:
    """The inside of a page's body, the classes of the body, and the style sheets and scripts that the page asks for."""

    html: str
    classes: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A side-by-side part, the prefix of its ids, and what it is called."""

    part: Part
    prefix: str
    name: str


def part(page: str, folder: str, anchors: Mapping[str, str], prefix: str = "") -> Part:
    """Take a page out of ``folder`` (its place below the report, such as ``pairs``).

    ``anchors`` maps the addresses of the pages that are parts too to the prefix of their ids; any other link is undone.
    With a ``prefix`` the part is not the first of its kind, and its ``main`` becomes a plain division.
    """
    reader = _Reader(folder, anchors, prefix)
    reader.feed(page)
    reader.close()
    return Part("".join(reader.pieces).strip(), reader.classes, tuple(reader.styles), tuple(reader.scripts))


class _Reader(HTMLParser):
    """Copies what stands in the body, tag by tag."""

    def __init__(self, folder: str, anchors: Mapping[str, str], prefix: str) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self.classes = ""
        self.styles: list[str] = []
        self.scripts: list[str] = []
        self._folder, self._anchors, self._prefix = folder, anchors, prefix
        self._inside = False
        self._dropping = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = dict(attrs)
        if tag == "body":
            self._inside, self.classes = True, values.get("class") or ""
        elif not self._inside:
            self._note(tag, values)
        elif self._dropping or self._is_dropped(tag, values):
            self._dropping = self._dropping or tag
        elif tag == "script" and values.get("src"):
            self._note(tag, values)
            self._dropping = tag
        else:
            self.pieces.append(self._start(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        if self._inside and not self._dropping:
            self.pieces.append(self._start(tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "body":
            self._inside = False
        elif tag == self._dropping:
            self._dropping = ""
        elif self._inside and not self._dropping:
            self.pieces.append(f"</{self._tag(tag)}>")

    def handle_data(self, data: str) -> None:
        self._copy(data)

    def handle_entityref(self, name: str) -> None:
        self._copy(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._copy(f"&#{name};")

    def _copy(self, text: str) -> None:
        if self._inside and not self._dropping:
            self.pieces.append(text)

    def _is_dropped(self, tag: str, values: Mapping[str, str | None]) -> bool:
        """What a file has once: a way past the head, a foot, and a dialogue such as the help on keys."""
        return bool(_DROPPED & set((values.get("class") or "").split())) or (tag == "dialog" and bool(self._prefix))

    def _note(self, tag: str, values: Mapping[str, str | None]) -> None:
        if tag == "link" and values.get("rel") == "stylesheet":
            self.styles.append(self._address(values.get("href") or ""))
        elif tag == "script" and values.get("src"):
            self.scripts.append(self._address(values.get("src") or ""))

    def _address(self, href: str) -> str:
        return normpath(f"{self._folder}/{href}")

    def _tag(self, tag: str) -> str:
        return "div" if tag == "main" and self._prefix else tag

    def _start(self, tag: str, attrs: Attributes) -> str:
        """The tag as it stood; only where an attribute has to change is it written anew."""
        raw = self.get_starttag_text() or ""
        changed = [(name, self._value(name, value)) for name, value in attrs]
        if changed == attrs and self._tag(tag) == tag:
            return raw
        kept = "".join(f' {name}="{escape(value)}"' for name, value in changed if value is not None)
        bare = "".join(f" {name}" for (name, value), (_, before) in zip(changed, attrs, strict=True) if before is None)
        return f"<{self._tag(tag)}{kept}{bare}{'/' if raw.endswith('/>') else ''}>"

    def _value(self, name: str, value: str | None) -> str | None:
        if value is None:
            return None
        if name == "href":
            return self._link(value)
        if name in _IDS:
            return " ".join(self._prefix + word for word in value.split())
        return _URL.sub(lambda found: f"url(#{self._prefix}{found[1]})", value)

    def _link(self, href: str) -> str | None:
        """The address inside the file; ``None`` (no link) where it led to a page that is not in the file."""
        page, _, fragment = href.partition("#")
        if not page:
            return f"#{self._prefix}{fragment}"
        prefix = self._anchors.get(self._address(page))
        if prefix is None:
            return None
        return f"#{prefix}{fragment or 'top'}"
