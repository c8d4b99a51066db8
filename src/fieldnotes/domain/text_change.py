"""Where the characters of a text stand after somebody wrote in it. Knows nothing of who wrote or what it means."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

_TOKEN: Final = re.compile(r"\w+|[^\w]")


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the characters, or words, both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def changed_part(old: str, new: str) -> tuple[int, int, int]:
    """Give where a text was changed: the first character, the end in the old text, the end in the new one."""
    start = common(old, new)
    tail = common(old[start:][::-1], new[start:][::-1])
    back = _back_to_word(max(old, new, key=len), start, abs(len(new) - len(old))) if len(old) != len(new) else 0
    whole = start in (len(old) - tail, len(new) - tail)
    start, tail = (start - back, tail + back) if whole else (start, tail)
    return start, len(old) - tail, len(new) - tail


def _back_to_word(longer: str, start: int, length: int) -> int:
    """Count how far back the same characters, put in or taken out, begin with a whole word and the blank before it."""
    for back in range(start + 1):
        at = start - back
        if back and longer[at] != longer[at + length]:
            return 0
        if at == 0 or not (longer[at - 1].isalnum() and longer[at].isalnum()):
            blank = at > 0 and longer[at - 1].isspace() and longer[at - 1] == longer[at - 1 + length]
            return back + 1 if blank else back
    return 0


def position(old: str, new: str, at: int) -> int | None:
    """Give where the character `at` of a text stands in the next; nothing when it was taken away.

    The end of the old text is where its last character ends.
    """
    start, old_end, new_end = changed_part(old, new)
    if at < start or old == new:
        return at
    if at >= old_end:
        return at + len(new) - len(old)
    olds, news = _tokens(old[start:old_end], start), _tokens(new[start:new_end], start)
    matcher = SequenceMatcher(None, [text for _at, text in olds], [text for _at, text in news], autojunk=False)
    for block in matcher.get_matching_blocks():
        for (was, text), (now, _same) in zip(
            olds[block.a : block.a + block.size], news[block.b : block.b + block.size], strict=True
        ):
            if was <= at < was + len(text):
                return now + at - was
    return None


def _tokens(text: str, start: int) -> list[tuple[int, str]]:
    return [(start + found.start(), found[0]) for found in _TOKEN.finditer(text)]
