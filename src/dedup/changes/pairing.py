"""Which document, and which match, of an earlier result is which of now."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from dedup.model import Document, Match, Result, Side, Span

_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Paired:
    """Matches of now that say what they said, matches now with what they were, and those with no other."""

    same: tuple[Match, ...]
    changed: tuple[tuple[Match, Match], ...]
    new: tuple[Match, ...]
    gone: tuple[Match, ...]


def same_documents(earlier: Sequence[Document], now: Sequence[Document]) -> dict[int, int]:
    """For documents of now the number of the same one in the earlier result: that of its path, else of its digest."""
    paths = {document.path: document.id for document in earlier}
    found = {document.id: paths[document.path] for document in now if document.path in paths}
    taken = set(found.values())
    digests = {document.digest: document.id for document in reversed(earlier) if document.id not in taken}
    for document in now:
        if document.id not in found and document.digest in digests:
            found[document.id] = digests.pop(document.digest)
    return found


def paired(earlier: Result, now: Result, same: dict[int, int], drafts: Set[int]) -> Paired:
    """The matches of the drafts, each with the one that it was."""
    back = {before: after for after, before in same.items()}
    own = [match for match in now.matches if not match.internal and drafts & _documents(match)]
    old = [_renumbered(match, at, back) for at, match in enumerate(earlier.matches) if not match.internal]
    waiting = _by_key(before for before in old if drafts & _documents(before))
    kept: list[Match] = []
    left: list[Match] = []
    for match in own:
        line = waiting[_pair(match), match.key]
        (kept if line else left).append(match)
        if line:
            line.popleft()
    rest = sorted((before for line in waiting.values() for before in line), key=lambda before: before.id)
    as_it_was = {
        after for after, before in same.items() if earlier.documents[before].digest == now.documents[after].digest
    }
    changed = _overlapping(left, rest, as_it_was)
    renewed = {match.id for match, _ in changed}
    replaced = {before.id for _, before in changed}
    return Paired(
        tuple(kept),
        tuple((match, earlier.matches[before.id]) for match, before in changed),
        tuple(match for match in left if match.id not in renewed),
        tuple(earlier.matches[before.id] for before in rest if before.id not in replaced),
    )


def _documents(match: Match) -> set[int]:
    return {match.left.document, match.right.document}


def _pair(match: Match) -> _Pair:
    left, right = sorted(_documents(match))
    return left, right


def _renumbered(match: Match, place: int, back: dict[int, int]) -> Match:
    """An earlier match, its id its place, in terms of the documents of now; one that is not there is below 0."""
    left, right = (Side(back.get(side.document, -1 - side.document), side.span) for side in (match.left, match.right))
    return replace(match, id=place, left=left, right=right)


def _by_key(matches: Iterable[Match]) -> defaultdict[tuple[_Pair, str], deque[Match]]:
    found: defaultdict[tuple[_Pair, str], deque[Match]] = defaultdict(deque)
    for match in matches:
        found[_pair(match), match.key].append(match)
    return found


def _overlapping(now: Sequence[Match], earlier: Sequence[Match], as_it_was: Set[int]) -> list[tuple[Match, Match]]:
    """Matches of the same two documents whose places overlap, those with most in common first, each match once.

    Places of a document that changed have moved: they tell only where both documents changed.
    """
    groups: defaultdict[_Pair, tuple[list[Match], list[Match]]] = defaultdict(lambda: ([], []))
    for which, matches in enumerate((now, earlier)):
        for match in matches:
            groups[_pair(match)][which].append(match)
    scores: defaultdict[tuple[int, int], int] = defaultdict(int)
    for pair, (ours, theirs) in groups.items():
        telling = [document for document in pair if document in as_it_was] or list(pair)
        for document in telling if ours and theirs else ():
            for match, before, characters in _meeting(ours, theirs, document):
                scores[match.id, before.id] += characters
    ours_by_id, theirs_by_id = {match.id: match for match in now}, {match.id: match for match in earlier}
    chosen: list[tuple[Match, Match]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for one, other in sorted(scores, key=lambda ids: (-scores[ids], ids)):
        if one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            chosen.append((ours_by_id[one], theirs_by_id[other]))
    return sorted(chosen, key=lambda both: both[0].id)


def _meeting(ours: Sequence[Match], theirs: Sequence[Match], document: int) -> Iterator[tuple[Match, Match, int]]:
    """Matches of either kind whose places in a document overlap, and by how many characters; by a sweep."""
    places = [(_span(match, document), which, match) for which, some in enumerate((ours, theirs)) for match in some]
    open_: list[list[tuple[Span, Match]]] = [[], []]
    for span, which, match in sorted(places, key=lambda place: (place[0], place[1], place[2].id)):
        other = 1 - which
        open_[other] = [each for each in open_[other] if each[0].end > span.start]
        for known, partner in open_[other]:
            both = (match, partner) if which == 0 else (partner, match)
            yield (*both, span.overlap(known))
        open_[which].append((span, match))


def _span(match: Match, document: int) -> Span:
    return match.left.span if match.left.document == document else match.right.span
