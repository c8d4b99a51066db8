"""What became of each row between two texts: the changes rebuild the new text, and a moved row is told as moved."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.domain.changed_rows import Became, applied, changed_fields
from fieldnotes.domain.differences import Place
from fieldnotes.domain.json_reader import has_content
from fieldnotes.domain.same_rows import canonical

NAMED = ["Elsa", "Karin", "mormor", "sov", "åt", "inte", "ofta", "hemma", "skolan", "igår"]
WORDS = st.lists(st.sampled_from(NAMED), max_size=9)
TEXT = WORDS.map(" ".join)
ROW = st.one_of(
    st.fixed_dictionaries({"text": TEXT, "source_person_id": st.sampled_from(["p1", "p2"])}),
    st.fixed_dictionaries({"person_id": st.sampled_from(["p1", "p2", "p3"])}),
    st.sampled_from(["a", "b", "c"]),
)
VALUE = st.one_of(TEXT, st.booleans(), st.integers(0, 3), st.lists(ROW, max_size=6), st.none())
SECTIONS = st.dictionaries(st.sampled_from("st"), st.dictionaries(st.sampled_from("fgh"), VALUE, max_size=3))
ROWS = st.lists(st.fixed_dictionaries({"text": TEXT}), min_size=1, max_size=8, unique_by=canonical)


def standing(sections):
    kept = {s: {f: v for f, v in fields.items() if has_content(v)} for s, fields in sections.items()}
    return {section: fields for section, fields in kept.items() if fields}


def became(old, new):
    changes = changed_fields({"s": {"f": old}}, {"s": {"f": new}})
    return [(row.became, row.was, row.now) for change in changes for row in change.rows]


@given(SECTIONS, SECTIONS)
def test_the_changes_and_the_old_text_give_the_new_one(old, new):
    """rules: DOC-8"""
    before = deepcopy(old)
    assert standing(applied(old, changed_fields(old, new))) == standing(new)
    assert old == before


@given(SECTIONS)
def test_the_same_text_has_no_changes(text):
    assert changed_fields(text, deepcopy(text)) == ()


@given(ROWS, st.data())
def test_rows_in_another_order_are_moved_and_nothing_is_gone_or_come(rows, data):
    turned = data.draw(st.permutations(rows))
    told = became(rows, turned)
    assert {kind for kind, _was, _now in told} <= {Became.MOVED}
    assert len(told) < len(rows)
    assert bool(told) == (turned != rows)


@given(ROWS, ROWS, st.data())
def test_a_row_that_stands_in_both_texts_is_never_both_gone_and_come(one, other, data):
    """Rows go to other places and other fields; none that stands before and after is lost sight of."""
    everything = data.draw(st.permutations([*one, *other]))
    cut = data.draw(st.integers(0, len(everything)))
    new = {"s": {"f": everything[:cut]}, "t": {"g": everything[cut:]}}
    old = {"s": {"f": one}, "t": {"g": [*other, {"text": "en rad som tas bort här"}]}}
    told = [row for change in changed_fields(old, new) for row in change.rows]
    gone = {canonical(row.before) for row in told if row.became is Became.REMOVED}
    come = {canonical(row.after) for row in told if row.became is Became.ADDED}
    assert not gone & come
    assert standing(applied(old, changed_fields(old, new))) == standing(new)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Hon sov.", "Hon åt.", [(Became.CHANGED, 0, 0)]),
        ("Hon sov.", "", [(Became.REMOVED, 0, None)]),
        (None, True, [(Became.ADDED, None, 0)]),
        (False, True, [(Became.CHANGED, 0, 0)]),
        (["a", "b", "c"], ["c", "a", "b"], [(Became.MOVED, 2, 0)]),
        (["a", "b", "c"], ["a", "c"], [(Became.REMOVED, 1, None)]),
    ],
)
def test_what_became_of_a_value_is_told_with_its_places(old, new, told):
    assert became(old, new) == told


def test_a_row_that_moved_and_was_rewritten_is_told_once_with_both_wordings():
    long = {"text": "Karin säger att Elsa sover dåligt om nätterna"}
    new = {"text": "Karin säger att Elsa sover dåligt varje natt"}
    first, second = {"text": "Elsa leker på golvet"}, {"text": "Kylen var full av mat"}
    (change,) = changed_fields({"s": {"f": [first, second, long]}}, {"s": {"f": [new, first, second]}})
    (row,) = change.rows
    assert (row.became, row.before, row.after, row.was, row.now) == (Became.MOVED, long, new, 2, 0)


def test_a_row_that_went_to_another_section_is_told_where_it_stands_now():
    """rules: DOC-4"""
    seen, said = {"text": "Karin verkar trött"}, {"text": "Jag är trött"}
    changes = changed_fields({"a": {"f": [seen]}, "b": {"g": []}}, {"a": {"f": [said]}, "b": {"g": [seen]}})
    rows = {(change.place.section, row.became): row for change in changes for row in change.rows}
    assert set(rows) == {("a", Became.ADDED), ("b", Became.MOVED)}
    assert rows["b", Became.MOVED].came_from == Place("a", "f")
