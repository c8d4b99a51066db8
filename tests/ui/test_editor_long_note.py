"""A note with very many rows opens at once and is made bit by bit; whoever asks for its rows has all of them."""

import pytest

from editor_window import sections_of, sweep
from fieldnotes.ui.worker.editor import fields_repeat
from fieldnotes.ui.worker.editor.form_view import FormView
from fieldnotes.ui.worker.editor.offers import Offers
from fieldnotes.ui.worker.editor.states import Where
from one_form import form_of

MANY = 25


@pytest.fixture(autouse=True)
def nothing_left_behind():
    yield
    sweep()


@pytest.fixture
def sections():
    found = sections_of("prov-01.json")
    seen = found["iakttagelser"]["obs"][0]
    found["iakttagelser"]["obs"] = [{**seen, "text": f"Iakttagelse {number}."} for number in range(MANY)]
    return found


@pytest.fixture
def view(qtbot, sections):
    """The form before its first paint, but with the card of the observations begun."""
    form = form_of("hembesok", "c-prov-01", sections=sections)
    made = FormView()
    qtbot.addWidget(made)
    made.show_form(form, sections, Offers(form, None, frozenset()))
    made._slice.stop()  # each step is the test's
    while "obs" not in made.cards["iakttagelser"].fields():
        made._build_next()
    return made


def rows_made(view):
    return len(view.cards["iakttagelser"].fields()["obs"]._rows)


def test_a_long_field_is_made_a_few_rows_at_a_time(view, sections, qtbot):
    assert rows_made(view) == fields_repeat.AT_ONCE
    view._build_next()
    assert rows_made(view) == 2 * fields_repeat.AT_ONCE
    assert view.values() == sections, "nothing is lost of what is not made yet"
    with qtbot.waitSignal(view.built, timeout=20_000):
        view._slice.start()
    assert rows_made(view) == MANY


def test_a_field_gives_back_every_row_before_all_are_made(view, sections):
    field = view.cards["iakttagelser"].fields()["obs"]
    assert field.value() == sections["iakttagelser"]["obs"]
    assert rows_made(view) == MANY


def test_a_word_written_before_all_rows_are_made_takes_none_of_them_away(view, sections):
    field = view.cards["iakttagelser"].fields()["obs"]
    field._rows[0].inner.writing.insertPlainText("Nu. ")
    first, *others = view.values()["iakttagelser"]["obs"]
    assert first["text"] == "Nu. Iakttagelse 0."
    assert others == sections["iakttagelser"]["obs"][1:]


@pytest.mark.parametrize(
    "ask",
    [
        lambda field: len(field.rows()),
        lambda field: len(field.texts()),
        lambda field: field.adopt([{"text": f"{n}"} for n in range(MANY)]) or len(field._rows),
        lambda field: field.add_row() or len(field._rows) - 1,
        lambda field: field.expect(["Hej."]) or len(field._rows),
    ],
    ids=["rows", "texts", "adopt", "add", "expect"],
)
def test_whoever_asks_for_the_rows_has_all_of_them(view, ask):
    assert ask(view.cards["iakttagelser"].fields()["obs"]) == MANY


def test_one_comes_back_to_the_row_one_was_in_before_all_are_made(view):
    view.restore(Where("iakttagelser", "obs", MANY - 2, 3))
    writing = view.cards["iakttagelser"].fields()["obs"].rows()[MANY - 2].writing
    assert writing.text() == f"Iakttagelse {MANY - 2}."
    assert writing.textCursor().position() == 3
