"""Names of authors as files give them: several in one field, in many spellings, and often nobody's name at all."""

from __future__ import annotations

import unicodedata
from typing import Final

from dedup.expressions import expression
from dedup.text.characters import is_dense

# What programs and websites write where nobody gave a name. A name made up of such words alone is none.
_NOBODY: Final = expression(
    r"admin|administrator|anon|anonymous|apache|author|by|company|computer|default|desk|dell|editor|editorial|"
    r"editors|guest|home|hp|in|info|lenovo|libreoffice|microsoft|n/a|na|name|news|nobody|none|null|office|"
    r"online|openpyxl|owner|pc|poi|post|posted|press|python-docx|root|site|staff|system|team|test|the|un-named|"
    r"unknown|unnamed|untitled|user|users|web|webmaster|website|windows|wps|writer|xp"
)
_NOBODY_DENSE: Final = expression(
    r"(?>佚名|匿名|无名氏|無名氏|无名|無名|不详|不詳|未知|未名|某某|某人|网友|網友|网络|網絡|網路|互联网|本站|本网|本刊|本報|本报|"
    r"网站|網站|站长|站長|管理员|管理員|系统|系統|编辑部|編輯部|编辑|編輯|小编|小編|编者|編者|主编|责编|责任|记者|記者|通讯员|特约|"
    r"作者|笔者|用户|用戶|会员|會員|游客|投稿|转载|轉載|转自|来自|來自|来源|來源|整理|综合|原创|原創|发布|發布|佚|微软|中国|中國|"
    r"深度技术|雨林木风|番茄花园|测试|默认|其他|暂无|没有|无|無)+"
)
_LABEL: Final = expression(r"(?:作者|撰文|撰稿|文|编辑|整理|author|by)[ ]?[:/][ ]?|by ")
_SEPARATORS: Final = expression(r"[、,;&/|\n]| and ")
_JOINED: Final = expression(r"[和与與及]")
_DENSE_GAP: Final = expression(r"(?<=[\u3040-\u30ff\u3400-\u9fff]) (?=[\u3040-\u30ff\u3400-\u9fff])")
_AT_ENDS: Final = " ,;:!?'\"()[]<>《》【】〔〕“”‘’「」*-—_·~#@"
_LONGEST: Final = 1_000


def plain(name: str) -> str:
    """A name as names are compared: NFKC, without case, one space between words, no punctuation at its ends."""
    folded = unicodedata.normalize("NFKC", name[:_LONGEST]).casefold().replace(".", " ")
    return _DENSE_GAP.sub("", " ".join(folded.split())).strip(_AT_ENDS)


def names_of(author: str | None) -> dict[str, str]:
    """The names in a field for authors, as they are compared, each with a spelling to show, in order.

    Authors stand apart by 、 , ; & / or "and", and by 和, 与 or 及 where at least two characters stand on either side;
    the whole field is a name too (李和平). A single word of a list is half of a name ("Smith, John") unless it is
    Chinese, Japanese or Korean. Words that name nobody (admin, 佚名, 本站) and single characters are left out.
    """
    whole = _unlabelled(unicodedata.normalize("NFKC", (author or "")[:_LONGEST]))
    parts = [name for part in _SEPARATORS.split(whole) if (name := _somebody(part))]
    if not parts:
        return {}
    complete = [part for part in parts if _is_complete(part)]
    turned = [f"{parts[1]} {parts[0]}"] if len(parts) == 2 and not complete else []
    halves = [half for part in complete for half in _halves(part)]
    named = [whole.strip() if len(parts) > 1 else parts[0], *complete, *turned, *halves]
    spellings = {plain(name): name for name in reversed(named)}
    return dict(reversed(spellings.items()))


def _unlabelled(text: str) -> str:
    """``text`` without a word that says that an author follows."""
    found = _LABEL.match(text.lower())
    return text[found.end() :] if found else text


def _somebody(name: str) -> str:
    """``name`` without titles such as 记者; empty where it names nobody."""
    words = [word for word in name.split() if not _NOBODY_DENSE.fullmatch(word)]
    joined = "".join(words)
    if _NOBODY_DENSE.fullmatch(joined) or all(map(_NOBODY.fullmatch, plain(" ".join(words)).split())):
        return ""
    return " ".join(words) if sum(character.isalnum() for character in joined) > 1 else ""


def _is_complete(name: str) -> bool:
    """Whether one of several names is whole: of two words, or in a script without spaces."""
    return " " in name or any(is_dense(ord(character)) for character in name)


def _halves(name: str) -> list[str]:
    halves = [_somebody(half) for half in _JOINED.split(name)]
    return halves if len(halves) > 1 and all(halves) else []
