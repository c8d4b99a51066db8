"""Text with parts taken out: nothing of them is left, whatever they are, and nothing else goes."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.domain.masking import REASONS, Mask, counted, laid_over, left_of, settled, term_masks
from fieldnotes.domain.private import Private
from fieldnotes.domain.terms import ProtectedTerm, SearchedText

TEXTS = st.text(alphabet="abc åäö\n.,-ABC”", max_size=60)
MASKS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(REASONS), st.booleans()).map(
        lambda one: Mask(min(one[:2]), max(one[:2]), one[2], one[3])
    ),
    max_size=6,
)


def term(words, **more):
    return (ProtectedTerm(Private(words), **more), "skyddad", True)


@settings(max_examples=150, deadline=None)
@given(TEXTS, MASKS)
def test_what_is_left_is_the_text_without_what_was_taken_out(text, masks):
    """rules: INS-4 – every character asked for is gone, whole words at a time; the rest stands as it stood."""
    masks = [mask for mask in masks if mask.start < len(text)]
    done = settled(text, masks)
    assert all(one.end <= other.start for one, other in pairwise(done))
    gone = {place for mask in done for place in range(mask.start, mask.end)}
    assert all(place in gone for mask in masks for place in range(mask.start, min(mask.end, len(text))))
    runs = laid_over(text, masks)
    assert "".join(run.text for run in runs) == "".join(sign for at, sign in enumerate(text) if at not in gone)
    assert sum(counted(runs).values()) == len(done)
    assert settled(text, done) == done
    assert any(mask.fixed for mask in done) == any(mask.fixed for mask in masks if mask.start < mask.end)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(["bac", "Åbo", "a b", "cab-abc"]), TEXTS)
def test_a_protected_word_is_never_left(before, word, after):
    """rules: SEC-3, SEC-4"""
    text = f"{before} {word} {after}"
    known = term(word)
    masks = term_masks(text, [known])
    assert masks
    assert term_masks(left_of(text, masks), [known]) == ()


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("Hon bor hos Ståhls i Västermo.", "Ståhl", "Hon bor hos \x00 i Västermo."),
        ("Ring 070-123 45 67 i dag.", "0701234567", None),
        ("Han heter Anna-\nKarin.", "Anna Karin", "Han heter \x00."),
        ("Inget namn här.", "Ståhl", "Inget namn här."),
    ],
)
def test_a_term_takes_its_words_and_leaves_the_marks_around_them(text, words, left):
    known = term(words, match="digits" if words.isdigit() else "name")
    found = left_of(text, term_masks(text, [known]))
    if left is not None:
        assert found == left
    assert not known[0].stands_in(SearchedText((found,)))


def test_the_length_and_number_of_what_is_gone_do_not_show():
    """rules: INS-4 – names beside each other are one place; a mask inside another goes for the other's reason."""
    text = "Anna, Bo och Cecilia var där."
    apart = [Mask(0, 4, "skyddad"), Mask(6, 8, "skyddad")]
    assert [(one.start, one.end) for one in settled(text, apart)] == [(0, 8)]
    inside = [Mask(0, 20, "sekretess_annan"), Mask(6, 8, "anmalare", fixed=True)]
    assert settled(text, inside) == (Mask(0, 20, "sekretess_annan", fixed=True),)
