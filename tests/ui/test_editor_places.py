"""Where the person was is found again in every kind of field; what comes from elsewhere comes as plain text.

rules: DOC-1
"""

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit

from editor_window import at, begin, one_desk_for_all, open_editor, stored, sweep, type_text
from fieldnotes.ui.worker.editor.writing import Writing

STEP = {"what": "Ringa skolan", "who": "Tove Ekberg", "due_date": "2026-03-20"}
SECTIONS = {"nasta_steg": {"steps": [STEP, {**STEP, "what": "Boka möte"}]}}


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


def step_field(editor):
    return editor.view.form.field("nasta_steg", "steps")


def with_steps(desk):
    return begin(desk, sections=SECTIONS)


def test_the_keyboard_is_back_in_the_same_input_of_the_same_row(qtbot, desk, shell, tasks):
    note = with_steps(desk)
    editor = open_editor(qtbot, shell, note)
    who = step_field(editor)._rows[1].findChildren(QLineEdit)[0]
    who.setFocus()
    who.setCursorPosition(4)
    qtbot.waitUntil(lambda: editor.view.form.where().section == "nasta_steg")
    editor.left()
    qtbot.waitUntil(tasks.idle)
    again = open_editor(qtbot, shell, note)
    there = step_field(again)._rows[1].findChildren(QLineEdit)[0]
    qtbot.waitUntil(lambda: again.window().focusWidget() is there)
    assert there.cursorPosition() == 4


def test_the_keyboard_is_back_in_a_row_s_text_at_the_same_letter(qtbot, desk, shell, tasks):
    note = with_steps(desk)
    editor = open_editor(qtbot, shell, note)
    what = step_field(editor)._rows[1].findChild(Writing)
    what.setFocus()
    cursor = what.textCursor()
    cursor.setPosition(4)
    what.setTextCursor(cursor)
    type_text(what, "!")
    editor.left()
    qtbot.waitUntil(tasks.idle)
    again = open_editor(qtbot, shell, note)
    there = step_field(again)._rows[1].findChild(Writing)
    qtbot.waitUntil(lambda: again.window().focusWidget() is there)
    assert (there.text(), there.place()) == ("Boka! möte", 5)


def test_a_choice_and_a_removed_row_are_had_back_with_a_key(qtbot, desk, shell):
    """A choice, a person, a source and a row: one step each; typing keeps its own undo."""
    editor = open_editor(qtbot, shell, with_steps(desk))
    form = editor.view.form
    consent = form.field("samtycke_besok", "consent")
    consent.chips_in.button("ja_muntligt").click()
    consent.chips_in.button("nej").click()
    step_field(editor)._rows[0].remove.click()
    assert [row["what"] for row in step_field(editor).value()] == ["Boka möte"]
    text = form.field("vuxnas_uppgifter", "told").last()
    text.setFocus()
    type_text(text, "Jag")
    form.field("vuxnas_uppgifter", "told").rows()[0].verbatim.click()
    for _number in range(2):
        editor.proposals._undo()
    assert text.text() == "Jag"
    assert editor.note.values["vuxnas_uppgifter"]["told"][0].get("verbatim") is not True
    assert [row["what"] for row in step_field(editor).value()] == ["Ringa skolan", "Boka möte"]
    editor.proposals._undo()
    assert consent.value() == "ja_muntligt"
    assert editor.note.values["samtycke_besok"]["consent"] == "ja_muntligt"
    editor.proposals._undo()
    assert consent.value() is None


def pasted(text="", html="", files=()):
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    if files:
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


def test_what_is_pasted_comes_as_plain_text_in_one_step_of_undo(qtbot, desk, shell):
    note = begin(desk)
    editor = open_editor(qtbot, shell, note)
    text = editor.view.form.field("vuxnas_uppgifter", "told").last()
    text.insertFromMimeData(
        pasted("Elsa\u00a0sa\u0308ger:\r\n”ja\u00ad\u200bg”\u2028vill", "<b style='color:red'>Elsa</b>")
    )
    assert text.text() == "Elsa säger:\n”jag”\nvill"
    qtbot.waitUntil(lambda: at(stored(desk, note), "vuxnas_uppgifter", "told") is not None)
    text.undo()
    assert text.text() == ""


def test_a_file_that_is_dropped_on_a_text_is_left_to_the_card_and_leaves_no_path(qtbot, desk, shell, tmp_path):
    editor = open_editor(qtbot, shell, begin(desk))
    text = editor.view.form.field("vuxnas_uppgifter", "told").last()
    photo = pasted(files=[tmp_path / "hemlig adress.jpg"])
    assert not text.canInsertFromMimeData(photo)
    text.insertFromMimeData(photo)
    assert text.text() == ""


def test_a_key_goes_from_section_to_section_and_stays_at_the_ends(qtbot, desk, shell):
    editor = open_editor(qtbot, shell, begin(desk))
    editor.activateWindow()
    qtbot.waitUntil(lambda: editor.view.form.where() is not None)
    met = []
    for keys in ("Ctrl+PgUp", "Ctrl+PgDown", "Ctrl+PgDown", "Ctrl+PgUp"):
        qtbot.keySequence(editor.window().focusWidget(), QKeySequence(keys))
        QApplication.processEvents()
        met.append(editor.view.form.where().section)
    assert met == ["grunddata", "deltagare", "samtycke_besok", "deltagare"]
