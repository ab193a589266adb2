"""Small results built by hand, for tests of what is made from a ``Result``."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from dedup.graph import reuse_of, runs_of
from dedup.model import (
    Cluster,
    Corpus,
    Direction,
    Document,
    Evidence,
    Family,
    Label,
    Match,
    Notice,
    Pair,
    Result,
    Reuse,
    Side,
    Significance,
    Skipped,
    Span,
    Tool,
)
from dedup.text import Folder


def document(id: int, text: str, path: str | None = None, **fields: object) -> Document:
    """A plain text document; any field of ``Document`` can be given."""
    plain = Document(
        id=id,
        path=path or f"essays/{id:02d}.txt",
        title=None,
        format="txt",
        encoding="utf-8",
        date=None,
        author=None,
        digest=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def place(documents: Sequence[Document], id: int, first: str, last: str = "", *, nth: int = 0) -> Side:
    """Where ``first`` begins (its ``nth`` time) to where ``last`` (or ``first``) ends."""
    text = documents[id].text
    start = -1
    for _ in range(nth + 1):
        start = text.index(first, start + 1)
    end = text.index(last, start) + len(last) if last else start + len(first)
    return Side(id, Span(start, end))


def result(documents: Sequence[Document], matches: Sequence[Match] = (), **fields: object) -> Result:
    """A result whose pairs, reuse and clusters follow from its matches; any field of ``Result`` can be given."""
    pairs = _pairs(documents, matches)
    plain = Result(
        tool=Tool("dedup", "0.1.0"),
        settings={"significance": {"min_bits": 60.0}, "reading": {"include": []}},
        corpus=Corpus(("essays",), len(documents), sum(len(item.text) for item in documents), "ab" * 32),
        significance=Significance(60.0, 0.25, len(documents) * (len(documents) - 1) // 2, 6),
        documents=tuple(documents),
        reuse=tuple(_reuse(item, matches, pairs) for item in documents),
        skipped=(),
        notices=(),
        matches=tuple(matches),
        pairs=pairs,
        clusters=_clusters(pairs),
        families=(),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def scored(result: Result) -> Result:
    """The result with the waterfall and figures of each document, as a scan would give them."""
    folder = Folder()
    folded = [folder.fold(item.text) for item in result.documents]
    return replace(result, reuse=reuse_of(result.documents, result.matches, runs_of(result.matches, folded)))


def _characters(sides: Sequence[Side]) -> int:
    return len({at for side in sides for at in range(side.span.start, side.span.end)})


def _share(characters: int, document: Document) -> float:
    return round(characters / max(1, len(document.text)), 4)


def _pairs(documents: Sequence[Document], matches: Sequence[Match]) -> tuple[Pair, ...]:
    groups: defaultdict[tuple[int, int], list[Match]] = defaultdict(list)
    for match in matches:
        if not match.internal and match.context == "uncited":
            groups[match.left.document, match.right.document].append(match)
    return tuple(_pair(documents, key, groups[key]) for key in sorted(groups))


def _pair(documents: Sequence[Document], key: tuple[int, int], matches: Sequence[Match]) -> Pair:
    left = _characters([match.left for match in matches])
    right = _characters([match.right for match in matches])
    return Pair(
        left=key[0],
        right=key[1],
        matches=tuple(match.id for match in matches),
        characters_of_left=left,
        characters_of_right=right,
        containment_of_left=_share(left, documents[key[0]]),
        containment_of_right=_share(right, documents[key[1]]),
        direction=matches[0].direction,
    )


def _sides(document: int, matches: Sequence[Match]) -> list[Side]:
    return [side for match in matches for side in (match.left, match.right) if side.document == document]


def _reuse(document: Document, matches: Sequence[Match], pairs: Sequence[Pair]) -> Reuse:
    own = [match for match in matches if document.id in (match.left.document, match.right.document)]
    counted = _characters(_sides(document.id, [m for m in own if m.context == "uncited" and not m.internal]))
    everything = _characters(_sides(document.id, [m for m in own if not m.internal]))
    sources = {
        (pair.right if pair.left == document.id else pair.left): (
            pair.characters_of_left if pair.left == document.id else pair.characters_of_right
        )
        for pair in pairs
        if document.id in (pair.left, pair.right)
    }
    largest = min(sources, key=lambda other: (-sources[other], other)) if sources else None
    covered = 0 if largest is None else sources[largest]
    return Reuse(
        document=document.id,
        characters=counted,
        share=_share(counted, document),
        discounted=everything - counted,
        internal=_characters(_sides(document.id, [m for m in own if m.internal])),
        sources=len(sources),
        matches=len(own),
        largest_source=largest,
        largest_source_characters=covered,
        largest_source_share=_share(covered, document),
    )


def _clusters(pairs: Sequence[Pair]) -> tuple[Cluster, ...]:
    groups: list[set[int]] = []
    for pair in pairs:
        joined = {pair.left, pair.right}.union(*(group for group in groups if group & {pair.left, pair.right}))
        groups = [group for group in groups if not group & joined] + [joined]
    members = sorted(tuple(sorted(group)) for group in groups)
    return tuple(Cluster(id, documents) for id, documents in enumerate(members))


KILN = (
    "The potters of the lower valley fired their jars in a trench, not in a kiln. A trench holds heat badly, and every "
    "third jar cracked. They kept the cracked ones for seed corn, because a crack lets the damp out."
)
KILN_EDITED = (
    "The potters of the lower valley baked their jars in a trench, never in a kiln. A trench holds heat badly, and "
    "about every third jar cracked. They kept the cracked ones for seed corn, because a crack lets the damp out."
)
FOOT = "Valley Notes appear four times a year. Write to the editors at the old ferry house."


def english() -> Result:
    """Five short English texts: one copied with edits, one quoted, one repeating itself, all with one footer."""
    opening = "What a trench can teach us.\n\n"
    documents = (
        document(0, f"{opening}{KILN}\n\nThe trench was dug anew each spring.\n\n{FOOT}", title="Trench firing"),
        document(1, f"On jars.\n\n{KILN_EDITED}\n\n{FOOT}", title="Jars of the lower valley", date="2021-05"),
        document(2, f"A keeper of seeds writes:\n“{KILN[77:]}” (Trench firing, p. 4)\n\n{FOOT}", title="Seed corn"),
        document(
            3, "Rain came late. The ford stayed dry until the second moon.\nWe waited.\n" * 2, path="rain/late.md"
        ),
        document(4, "Nothing of this is anywhere else: a list of herons, by colour.", path="herons.txt"),
    )
    dated = Direction("left", 0.93, (Evidence("date", "The left text is dated earlier: 2019 before 2021-05.", 2.6),))
    ford = "Rain came late. The ford stayed dry until the second moon."
    matches = (
        Match(
            0, place(documents, 0, KILN), place(documents, 1, KILN_EDITED), "edited", 0.93, 412.5, 3, direction=dated
        ),
        Match(
            1,
            place(documents, 0, KILN[77:]),
            place(documents, 2, KILN[77:]),
            "verbatim",
            1.0,
            260.0,
            3,
            "cited-and-quoted",
            "The right side stands in quotation marks and names its source.",
            right_label=Label("cited-and-quoted", "The passage stands in quotation marks and names its source."),
        ),
        Match(
            2, place(documents, 0, FOOT), place(documents, 1, FOOT), "verbatim", 1.0, 150.0, 3, "boilerplate", "In 3."
        ),
        Match(
            3, place(documents, 0, FOOT), place(documents, 2, FOOT), "verbatim", 1.0, 150.0, 3, "boilerplate", "In 3."
        ),
        Match(4, place(documents, 3, ford), place(documents, 3, ford, nth=1), "verbatim", 1.0, 120.0, 1),
    )
    feet = tuple(place(documents, id, FOOT) for id in (0, 1, 2))
    return result(
        documents,
        matches,
        skipped=(Skipped("scans/plate.pdf", "image-only", "no text on any of its 3 pages; run it through OCR first"),),
        notices=(Notice("frequent-keys", "2 frequent keys were not joined.", 2),),
        families=(Family(0, feet, (2, 3)),),
    )


def chinese() -> Result:
    """Five short Chinese texts on one village: copied, one sentence a line, with hidden characters, and cited."""
    source = (
        "修渠的人先看水，后看地。水往哪里走，渠就往哪里开，石头只是让它走得慢一些。"
        "老人说，渠是给水修的路，不是给人修的墙；路要顺，墙才要直。所以下村的渠没有一段是直的，却没有一年是断的。"
    )
    lines = source.replace("。", "。\n").replace("先看水，后看地", "首先看水，然后看地")
    hidden = source.replace("老人", "老\u200b人").replace("下村", "下\u200b村")
    closing = "今年春天，渠上新添了两道闸。闸板用的是旧船板，泡过水的木头不再变形。"
    documents = (
        document(0, f"水渠记\n\n　　{source}\n\n　　{closing}", "村志/水渠记.txt", title="水渠记", date="2019"),
        document(
            1, f"下村见闻\n\n{lines}\n后来的事，另文再说。", "投稿/下村见闻.docx", title="下村见闻", date="2022-03"
        ),
        document(
            2,
            f"谈路与墙\n\n　　{hidden}\n\n　　以上是我的一点体会。",
            "投稿/谈路与墙.txt",
            title="谈路与墙",
            notices=(Notice("hidden-characters", "文中有 2 个零宽字符。", 2),),
        ),
        document(3, f"据《水渠记》记载：“{source[38:72]}”这话说得明白。", "投稿/读水渠记.md", title="读《水渠记》有感"),
        document(4, "江边的旧船厂已经关了，只剩一架起重机还认得江水的高低。", "投稿/船厂.txt"),
    )
    dated = Direction("left", 0.95, (Evidence("date", "左文注明 2019 年，右文注明 2022 年 3 月。", 2.9),))
    quoted = source[38:72]
    matches = (
        Match(
            0,
            place(documents, 0, source),
            place(documents, 1, "修渠的人", "是断的。"),
            "edited",
            0.95,
            702.25,
            4,
            direction=dated,
        ),
        Match(1, place(documents, 0, source), place(documents, 2, hidden), "verbatim", 1.0, 731.5, 4),
        Match(
            2,
            place(documents, 0, quoted),
            place(documents, 3, quoted),
            "verbatim",
            1.0,
            240.0,
            4,
            "cited-and-quoted",
            "右文加了引号，并写明“据《水渠记》记载”。",
            right_label=Label("cited-and-quoted", "加了引号，并写明“据《水渠记》记载”。"),
        ),
        Match(3, place(documents, 1, "修渠的人", "是断的。"), place(documents, 2, hidden), "edited", 0.95, 700.0, 4),
    )
    carriers = (matches[0].left, matches[0].right, matches[1].right, matches[2].right)
    return result(
        documents,
        matches,
        skipped=(Skipped("投稿/扫描件.pdf", "image-only", "3 页均无文字，请先做文字识别"),),
        families=(Family(0, carriers, (0, 1, 2, 3)),),
    )
