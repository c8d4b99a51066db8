"""Words heard with doubt: found in what was written, followed through the text, gone with the first change."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.domain.heard_words import UnsureWord, moved, read_unsure, unsure_words
from fieldnotes.domain.text_change import changed_part, position


@dataclass(frozen=True)
class Said:
    word: str
    start: float
    end: float
    confidence: float


def said(text, *unsure):
    return [Said(word, n, n + 0.5, 0.3 if word in unsure else 1.0) for n, word in enumerate(text.split())]


def found(text, unsure, before, after, place=("s", "f")):
    return unsure_words(said(text, *unsure), "t", place, before, after)


def marks(text, *words):
    return tuple(
        UnsureWord(word, "s", "f", 0, text.index(word), text.index(word) + len(word), "t", n, n + 1)
        for n, word in enumerate(words)
    )


def after(text, new, *words):
    return [(word.word, word.start) for word in moved(marks(text, *words), {"s": {"f": text}}, {"s": {"f": new}})]


def test_an_unsure_word_is_found_where_it_was_written():
    (mark,) = found("vi såg en katt punkt", ["katt"], "Hej du.", "Hej du. Vi såg en katt.")
    assert (mark.word, mark.start, mark.end, mark.row) == ("katt", 18, 22, 0)
    assert (mark.take, mark.begins, mark.ends, mark.id) == ("t", 3000, 3500, "t/3000")


def test_sure_words_are_not_marked():
    assert found("vi såg en katt", [], "", "Vi såg en katt.") == ()


def test_a_word_that_was_written_otherwise_is_marked_as_it_stands():
    (mark,) = found("den tjugonde mars kom hon", ["tjugonde"], None, "Den 20 mars kom hon")
    assert mark.word == "20"
    (mark,) = found("klockan noll sju femton kom", ["femton"], None, "Klockan 07.15 kom")
    assert (mark.word, mark.begins, mark.ends) == ("07.15", 1000, 3500)


def test_an_unsure_word_that_wrote_a_mark_or_nothing_marks_nothing():
    assert found("hon kom punkt", ["punkt"], None, "Hon kom.") == ()
    assert found("gå till bedömning", ["bedömning"], "Hej.", "Hej.") == ()


def test_the_same_word_before_it_is_left_alone():
    """rules: DOC-3"""
    (mark,) = found("en katt", ["katt"], "En katt.", "En katt. En katt")
    assert mark.start == 12


def test_words_in_rows_are_found_in_their_row():
    before = [{"text": "Ett.", "source_person_id": "p"}]
    after_ = [*before, {"text": "Två katter", "source_person_id": "q"}]
    (mark,) = found("två katter", ["katter"], before, after_)
    assert (mark.row, mark.start) == (1, 4)


@pytest.mark.parametrize(
    ("new", "stays"),
    [
        ("Nu såg vi en katt och en hund.", [("katt", 13), ("hund", 25)]),
        ("Vi såg en katt och en hund. Sedan gick vi.", [("katt", 10), ("hund", 22)]),
        ("Vi såg en ko och en hund.", [("hund", 20)]),
        ("Vi såg en katten och en hund.", [("hund", 24)]),
        ("Vi såg en hund.", [("hund", 10)]),
        ("", []),
    ],
)
def test_marks_follow_the_text_and_end_with_the_word(new, stays):
    assert after("Vi såg en katt och en hund.", new, "katt", "hund") == stays


def test_marks_follow_their_row_when_rows_come_before_it():
    mark = UnsureWord("katt", "s", "f", 0, 3, 7, "t", 0, 1)
    (there,) = moved([mark], {"s": {"f": [{"text": "En katt"}]}}, {"s": {"f": [{"text": "Ny."}, {"text": "En katt"}]}})
    assert there.row == 1


def test_a_draft_keeps_them_and_reads_only_its_own_make():
    (mark,) = marks("En katt", "katt")
    assert read_unsure([mark.to_json(), {"word": "x"}, 7, {**mark.to_json(), "row": "0"}]) == (mark,)
    assert read_unsure(None) == read_unsure("x") == ()
    assert "katt" not in repr(mark)


TEXTS = st.text(alphabet="ab å.\n", max_size=25)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_a_mark_always_stands_on_its_word(left, right, new_left, new_right):
    """rules: DOC-3"""
    old, new = f"{left} katt {right}", f"{new_left} katt {new_right}"
    mark = UnsureWord("katt", "s", "f", 0, len(left) + 1, len(left) + 5, "t", 0, 1)
    for there in moved([mark], {"s": {"f": old}}, {"s": {"f": new}}):
        assert new[there.start : there.end] == "katt"


@given(TEXTS, TEXTS, TEXTS)
def test_what_lies_outside_a_change_keeps_its_place(before, between, behind):
    new = before + between + behind
    start, old_end, new_end = changed_part(before + behind, new)
    assert new[:start] + new[start:new_end] + (before + behind)[old_end:] == new
    assert all(position(before + behind, new, at) == at for at in range(start))
