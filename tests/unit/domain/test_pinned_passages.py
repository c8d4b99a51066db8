"""A pin stays on its words through any edit around them, and says so when they are gone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.domain.pinned_passage import Passage, Spot, Stands, around, find_spot, find_words, pinned_text

WORDS = st.sampled_from(["hon", "sov", "Elsa", "mamma", "kom", "sent", "ja", "jag", "barnet", "och", "är", "\n", "."])
SOME = st.lists(WORDS, max_size=12).map(" ".join)
PASSAGE = "kylen var tom på morgonen"


def pinned(text, start, end, section="iakttagelser", field="obs"):
    return Passage(section, field, text[start:end], start, *around(text, start, end))


@settings(max_examples=200, deadline=None)
@given(SOME, SOME, SOME, SOME)
def test_any_edit_around_leaves_a_pin_on_its_words(before, after, new_before, new_after):
    old, new = f"{before} {PASSAGE} {after}", f"{new_before} {PASSAGE} {new_after}"
    at = len(before) + 1
    found = find_words(pinned(old, at, at + len(PASSAGE)), new)
    assert found == (len(new_before) + 1, len(new_before) + 1 + len(PASSAGE))


@settings(max_examples=200, deadline=None)
@given(SOME, SOME, st.integers(0, len(PASSAGE) - 1), st.sampled_from(["x", ""]))
def test_any_edit_inside_is_told(before, after, cut, put):
    old = f"{before} {PASSAGE} {after}"
    new = f"{before} {PASSAGE[:cut]}{put}{PASSAGE[cut + 1 :]} {after}"
    at = len(before) + 1
    spot = find_spot(pinned(old, at, at + len(PASSAGE)), {"iakttagelser": {"obs": new}})
    assert spot == Spot(Stands.GONE, "iakttagelser")


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=30), st.lists(WORDS, max_size=30), st.data())
def test_what_is_found_is_always_the_words_themselves_as_whole_words(words, others, data):
    old, new = " ".join(words), " ".join(others)
    first = data.draw(st.integers(0, len(words) - 1))
    start = len(" ".join(words[:first])) + (first > 0)
    found = find_words(pinned(old, start, start + len(words[first])), new)
    assert (found is not None) == (words[first] in others)
    if found is not None:
        assert new[slice(*found)] == words[first]
        assert (new[: found[0]] + " ")[-1 if found[0] == 0 else found[0] - 1] == " "


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True), st.integers(0, 7), st.data())
def test_equal_words_are_told_apart_by_what_stands_around_them(names, pick, data):
    pick %= len(names)
    lines = [f"Samtal med {name * 9}: hon säger ja till skolan." for name in names]
    old = "\n".join(lines)
    start = old.index(lines[pick]) + lines[pick].index("hon säger ja")
    passage = pinned(old, start, start + len("hon säger ja"))
    new_lines = [*lines]
    new_lines.insert(data.draw(st.integers(0, len(lines))), "En ny rad: hon säger ja.")
    new = "\n".join(new_lines)
    found = find_words(passage, new)
    assert found is not None
    assert found[0] == new.index(lines[pick]) + lines[pick].index("hon säger ja")


def test_words_moved_to_another_field_are_found_there_and_few_words_are_not():
    text = f"Vi kom. {PASSAGE}."
    at = text.index(PASSAGE)
    later = {"iakttagelser": {"obs": "Vi kom."}, "bedomning": {"risk": [{"text": f"Barnet säger att {PASSAGE}."}]}}
    spot = find_spot(pinned(text, at, at + len(PASSAGE)), later)
    assert (spot.stands, spot.section, spot.field) == (Stands.MOVED, "bedomning", "risk")
    assert pinned_text(later["bedomning"], "risk")[spot.start : spot.end] == PASSAGE
    few = find_spot(pinned(text, 0, 6), {"iakttagelser": {"obs": "Nej."}, "bedomning": {"risk": "Vi kom."}})
    assert few.stands is Stands.GONE


def test_a_pin_set_in_the_middle_of_a_word_may_be_found_there_again():
    assert find_words(pinned("sovrummet", 3, 6), "ett sovrummet") == (7, 10)
    assert find_words(pinned("ett rum", 4, 7), "sovrummet") is None
