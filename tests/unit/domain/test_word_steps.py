"""The way from one row of words to another rebuilds the new one, keeps the order, and is found in time."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.domain.word_steps import ADDED, REMOVED, SAME, in_order, word_steps

WORDS = st.lists(st.sampled_from(["och", "hon", "sov", "åt", "inte", "mor"]), max_size=40)
LENGTH = 2000


def rebuilt(old, new):
    """Do the steps to the old words; of the new ones only those that come are read."""
    made, at = [], 0
    for kind, a, b, c, d in word_steps(old, new):
        assert a == at
        assert kind != SAME or (old[a:b] == new[c:d] and b - a == d - c)
        made += new[c:d] if kind == ADDED else [] if kind == REMOVED else old[a:b]
        at = b
    assert at == len(old)
    return made


@given(WORDS, WORDS)
def test_the_steps_done_to_the_old_words_give_the_new_ones(old, new):
    """rules: DOC-8"""
    assert rebuilt(old, new) == new


@given(WORDS)
def test_the_same_words_are_one_step_or_none(words):
    assert [kind for kind, *_places in word_steps(words, words)] == [SAME][: len(words)]


@given(WORDS, st.integers(0, 40), st.sampled_from(["ny", "annan"]))
def test_one_word_put_in_is_the_only_step_that_is_not_the_same(words, at, word):
    at = min(at, len(words))
    told = word_steps(words, [*words[:at], word, *words[at:]])
    assert [(kind, c) for kind, _a, _b, c, _d in told if kind != SAME] == [(ADDED, at)]


@given(st.lists(st.integers(0, 30), unique=True))
def test_what_is_held_fast_rises_and_nothing_longer_does(places):
    pairs = list(enumerate(places))
    kept = [now for _was, now in in_order(pairs)]
    assert kept == sorted(kept)
    longest = []
    for now in places:
        longest.append(1 + max((n for n, before in zip(longest, places, strict=False) if before < now), default=0))
    assert len(kept) == max(longest, default=0)


def test_the_work_grows_with_the_length_and_not_with_its_square():
    """Every eighth word is rewritten, among words that all stand many times: counted in comparisons, not in seconds."""
    asked = count()

    class Word(str):
        __slots__ = ()

        def __eq__(self, other):
            next(asked)
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    old = [Word(f"o{(n * n * 7 + n * 3) % 1999}") for n in range(LENGTH)]
    new = [Word(f"{word}x") if n % 8 == 0 else word for n, word in enumerate(old)]
    word_steps(old, new)
    assert next(asked) < 60 * LENGTH


def test_two_changes_far_apart_leave_what_lies_between_the_same():
    old = [f"o{(n * n * 7 + n * 3) % 1999}" for n in range(LENGTH)]
    new = ["först", *old[1:-1], "sist"]
    new[LENGTH // 2] = "mitt"
    told = word_steps(old, new)
    assert sum(b - a for kind, a, b, _c, _d in told if kind == SAME) == LENGTH - 3
