"""The editor as a person uses it: typing is saved, undone, found again; keys, names, directions and sizes.

rules: DOC-1, DOC-4
"""

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget

from editor_window import at, begin, one_desk_for_all, open_editor, sections_of, stored, sweep, type_text
from fieldnotes.ui.shared.theme import DARK, LIGHT, Look, apply_look
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.worker.editor.progress import Progress


@pytest.fixture(autouse=True)
def nothing_left_behind():
    yield
    sweep()


@pytest.fixture(scope="module")
def clock_and_desk(tmp_path_factory):
    yield from one_desk_for_all(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(clock_and_desk):
    return clock_and_desk[1]


@pytest.fixture
def shell(desk, tasks, frame):
    frame.tasks = tasks
    return frame


@pytest.fixture
def note(desk):
    return begin(desk, sections=sections_of("prov-01.json"))


@pytest.fixture
def editor(qtbot, shell, note):
    return open_editor(qtbot, shell, note)


def writing(editor, section, field):
    return editor.view.form.field(section, field).spoken()


def test_what_is_typed_is_in_the_vault_without_a_key_for_saving(qtbot, editor, desk, note):
    editor.view.go("bedomning", "best_interest")
    text = writing(editor, "bedomning", "best_interest")
    text.moveCursor(text.textCursor().MoveOperation.End)
    type_text(text, " Åsa säger så.")
    qtbot.waitUntil(lambda: str(at(stored(desk, note), "bedomning", "best_interest")).endswith("Åsa säger så."))
    qtbot.waitUntil(lambda: editor.view.top.saved.text().startswith("Draft – saved"))


def test_leaving_hands_over_the_word_under_the_fingers(qtbot, editor, desk, note, tasks):
    text = writing(editor, "bedomning", "best_interest")
    type_text(text, "Halv men")
    editor.left()
    qtbot.waitUntil(tasks.idle)
    assert "Halv men" in at(stored(desk, note), "bedomning", "best_interest")


def test_undo_takes_back_what_was_spoken_one_utterance_at_a_time(qtbot, editor):
    text = writing(editor, "bedomning", "best_interest")
    before = text.text()
    text.adopt(before + " Ett.")
    text.adopt(before + " Ett. Två.")
    text.undo()
    assert text.text() == before + " Ett."
    text.undo()
    assert text.text() == before


def test_grey_words_are_drawn_and_never_saved(qtbot, editor, desk, note, tasks):
    text = writing(editor, "bedomning", "best_interest")
    before = text.text()
    text.hear("grå ord")
    assert "grå ord" in text.heard()
    assert text.text() == before
    type_text(text, "X")
    qtbot.waitUntil(lambda: "X" in at(stored(desk, note), "bedomning", "best_interest"))
    assert "grå" not in at(stored(desk, note), "bedomning", "best_interest")


def test_the_hint_of_an_empty_text_makes_room_for_grey_words(qtbot, shell, desk):
    form = open_editor(qtbot, shell, begin(desk)).view.form
    text = form.field("barnets_rost", form.form.section("barnets_rost").speaks_to).last()
    hint = text.placeholderText()
    assert hint
    text.hear("hon väcker")
    text.hear("hon väcker mamma")
    assert text.placeholderText() == ""
    text.adopt("Hon väcker mamma.")
    assert text.placeholderText() == hint


def test_the_note_opens_where_it_was_left(qtbot, editor, desk, note, shell, tasks):
    editor.view.go("iakttagelser", "obs")
    text = editor.view.form.field("iakttagelser", "obs").rows()[1].writing
    text.setFocus()
    cursor = text.textCursor()
    cursor.setPosition(5)
    text.setTextCursor(cursor)
    type_text(text, "q")
    editor.left()
    qtbot.waitUntil(tasks.idle)
    again = open_editor(qtbot, shell, note)
    qtbot.waitUntil(lambda: again.view.form.where() is not None)
    where = again.view.form.where()
    assert (where.section, where.field, where.row, where.at) == ("iakttagelser", "obs", 1, 6)


def test_a_switch_brings_the_fields_it_asks_for(qtbot, editor):
    card = editor.view.form.cards["grunddata"]
    assert "interpreter_language" not in card.fields()
    card.field("interpreter").chips_in.button("true").click()
    assert not card._blocks["interpreter_language"].isHidden()
    card.field("interpreter").chips_in.button("false").click()
    assert card._blocks["interpreter_language"].isHidden()


def test_optional_details_come_with_one_click(qtbot, editor):
    card = editor.view.form.cards["samtycke_besok"]
    assert "others_living_there" not in card.fields()
    card._more.click()
    assert "others_living_there" in card.fields()
    assert card._more.isHidden()


def test_one_key_takes_the_proposal(qtbot, desk, shell):
    editor = open_editor(qtbot, shell, begin(desk))
    editor.view.go("deltagare", "people")
    assert editor.view.form.field("deltagare", "people").has_proposal()
    editor.activateWindow()
    people = editor.view.form.field("deltagare", "people")
    qtbot.waitUntil(lambda: editor.isActiveWindow() and not people.visibleRegion().isEmpty())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(people.value()))
    names = {row["name"] for row in editor.view.form.field("deltagare", "people").value()}
    assert {"Elsa Sandin", "Karin Sandin"} <= names


def test_a_typed_statement_is_offered_its_probable_source(qtbot, editor):
    field = editor.view.form.field("vuxnas_uppgifter", "told")
    field.add_row()
    row = field.rows()[-1]
    type_text(row.writing, "Hon vill ha stöd.")
    qtbot.waitUntil(field.has_proposal)
    assert field.accept_first()
    assert field.value()[-1]["source_person_id"] == "prov-01-p2"


def test_sections_show_how_far_they_have_come(qtbot, desk, shell):
    editor = open_editor(qtbot, shell, begin(desk))
    item = editor.view.sections._items["bedomning"]
    assert "optional" in item.data(Qt.ItemDataRole.AccessibleTextRole)
    type_text(writing(editor, "bedomning", "assess"), "Elsa behöver stöd.")
    qtbot.waitUntil(lambda: "done" in item.data(Qt.ItemDataRole.AccessibleTextRole))
    assert editor.view._states["iakttagelser"] is Progress.EMPTY


def test_the_panel_says_what_is_left_and_leads_there(qtbot, desk, shell):
    editor = open_editor(qtbot, shell, begin(desk))
    side = editor.view.side

    def lines():
        return [b for b in side.findChildren(QPushButton) if b.property("kind") == "line" and b.isVisible()]

    qtbot.waitUntil(lambda: any("iakttagelser" in b.accessibleName().lower() for b in lines()), timeout=8000)
    next(b for b in lines() if "iakttagelser" in b.accessibleName().lower()).click()
    qtbot.waitUntil(lambda: editor.view.form.where() is not None)
    assert editor.view.form.where().section == "iakttagelser"


def test_the_text_of_a_section_is_measured(qtbot, editor):
    editor.view.go("vuxnas_uppgifter")
    qtbot.waitUntil(lambda: "LIX" in editor.view.side._plain_title.text(), timeout=8000)


def test_f11_saves_and_asks_for_the_familys_view(qtbot, editor, shell, note, desk):
    text = writing(editor, "bedomning", "best_interest")
    type_text(text, "Z")
    with qtbot.waitSignal(editor.show_to_family_asked):
        editor.view.top.family.click()
    assert shell.went[-1] == Place("family", note)
    assert "Z" in at(stored(desk, note), "bedomning", "best_interest")
    assert editor.view.top.family.shortcut() == QKeySequence("F11")


def test_escape_goes_back_to_the_case(qtbot, editor, shell):
    editor.view._escape()
    assert shell.went[-1] == Place("case", "c-prov-01")


def test_every_stop_of_the_keyboard_has_a_name(qtbot, editor):
    for card in editor.view.form.cards.values():
        card.show_all()
    QApplication.processEvents()
    nameless = []
    for widget in editor.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        seen = QAccessible.queryAccessibleInterface(widget)
        if seen is not None and not seen.text(QAccessible.Text.Name):
            nameless.append(type(widget).__name__)
        if isinstance(widget, QComboBox):
            assert any(relation == QAccessible.RelationFlag.Label for _at, relation in seen.relations())
    assert nameless == []


def test_tab_leaves_a_text(qtbot, editor):
    text = writing(editor, "bedomning", "assess")
    editor.view.go("bedomning", "assess")
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not text
    assert "\t" not in text.text()


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_nothing_is_wider_than_its_place(qtbot, qapp, shell, note, resources, scale, direction):
    qapp.setLayoutDirection(direction)
    apply_look(qapp, Look(DARK if scale == 200 else LIGHT, scale, resources))
    editor = open_editor(qtbot, shell, note)
    for card in editor.view.form.cards.values():
        card.show_all()
    QApplication.processEvents()
    assert editor.view.minimumSizeHint().width() <= 1366
    form = editor.view.form
    assert form.widget().minimumSizeHint().width() <= form.viewport().width()
    start = editor.view.sections.geometry().left()
    if direction == Qt.LayoutDirection.RightToLeft:
        assert start > form.geometry().left()
    else:
        assert start == 0


def test_facts_and_assessments_look_different(editor):
    cards = editor.view.form.cards
    assert cards["bedomning"].property("card") == "assessment"
    assert cards["iakttagelser"].property("card") == "true"


def test_days_are_written_alike_whatever_the_system_speaks(qtbot, editor):
    QLocale.setDefault(QLocale("ar_EG"))
    try:
        assert editor.view.form.field("grunddata", "start")._day.line.text() == "2026-03-12"
    finally:
        QLocale.setDefault(QLocale("C"))


def test_an_agreement_that_was_written_is_taken_with_one_act(qtbot, desk, shell):
    editor = open_editor(qtbot, shell, begin(desk))
    type_text(writing(editor, "overenskommet", "note"), "Karin pratar med sin chef senast 20 mars.")
    rows = editor.view.form.field("overenskommet", "agreed")
    qtbot.waitUntil(rows.has_proposal)
    rows.accept_first()
    assert rows.value() == [{"what": "Pratar med sin chef", "who": "Karin Sandin", "when": "2026-03-20"}]
    type_text(writing(editor, "overenskommet", "note"), " ")
    assert not rows.has_proposal()
