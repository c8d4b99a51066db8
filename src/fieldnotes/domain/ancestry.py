"""Where the texts of one note part: the nearest revisions all of them grew from. Follows `parents`, knows no clock."""

from collections.abc import Iterable, Mapping, Sequence

from fieldnotes.domain.entry import Filed


def nearest_common(revisions: Iterable[Filed], heads: Sequence[str]) -> tuple[str, ...]:
    """Give the hashes of the nearest revisions that every head descends from, sorted.

    Several when merges crossed; none when the heads have no text in common, or when it is not held here.
    """
    parents = {each.hash: each.entry.parents for each in revisions}
    shared = set.intersection(*(_up_from(head, parents) for head in heads)) if heads else set()
    older = {above for each in shared for above in _up_from(each, parents) - {each}}
    return tuple(sorted(shared - older))


def _up_from(digest: str, parents: Mapping[str, Sequence[str]]) -> set[str]:
    """Give a revision and everything it descends from that is held."""
    found: set[str] = set()
    waiting = [digest]
    while waiting:
        here = waiting.pop()
        if here in parents and here not in found:
            found.add(here)
            waiting += parents[here]
    return found
