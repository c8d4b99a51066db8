"""The list before signing by itself: keys on chips, reasons at hand, what must be written.

rules: CHI-2, CHI-3, VIS-1
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from fieldnotes.ui.worker.editor.reason_words import reasons_for
from fieldnotes.ui.worker.editor.said_rows import Question, SheetSection
from fieldnotes.ui.worker.editor.shapes import FieldShape, Option
from fieldnotes.ui.worker.editor.sign_sheet import SignSheet
from fieldnotes.ui.worker.editor.states import SheetState

WARNED = (("best_interest_missing", "Skriv hur barnets bästa har vägts in."), ("child_not_informed", "Barnet var med."))


@pytest.fixture
def sheet(qtbot):
    made = SignSheet()
    qtbot.addWidget(made)
    made.resize(440, 600)
    yield made
    made.hide()


def settled(qtbot, sheet):
    qtbot.waitUntil(lambda: sheet.isVisible() and not sheet._soon.isActive(), timeout=5000)


def chip(sheet, words):
    return next(each for each in sheet.findChildren(QPushButton) if words in each.text())


def asked(number, answers):
    shape = FieldShape(section="samtycke_besok", id=f"q{number}", label=f"Fråga {number}", type="choice")
    return Question(shape, (Option("ja", "Ja"), Option("nej", "Nej")), answers.append)


def test_a_reason_at_hand_fills_only_what_is_empty(qtbot, sheet):
    sheet.show_sheet(SheetState(warnings=WARNED))
    settled(qtbot, sheet)
    sheet._reasons["best_interest_missing"].setText("Elsas vilja vägde tyngst.")
    qtbot.keyClick(sheet, Qt.Key.Key_1)
    reasons = {rule: line.text() for rule, line in sheet._reasons.items()}
    assert reasons == {
        "best_interest_missing": "Elsas vilja vägde tyngst.",
        "child_not_informed": reasons_for("child_not_informed")[0],
    }
    with qtbot.waitSignal(sheet.confirmed) as signed:
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert signed.args[0] == reasons


def test_a_reason_at_hand_is_no_signature(qtbot, sheet):
    sheet.show_sheet(SheetState(warnings=WARNED))
    settled(qtbot, sheet)
    with qtbot.assertNotEmitted(sheet.confirmed):
        qtbot.keyClick(sheet, Qt.Key.Key_1)


def test_what_was_done_is_explained_in_own_words(qtbot, sheet):
    sheet.show_sheet(SheetState(warnings=(("visit_despite_no", "Skriv varför ni ändå var där."),)))
    settled(qtbot, sheet)
    assert sheet._keys == {}
    assert reasons_for("sibling_named") == ()


def test_a_chip_out_of_sight_is_shown_before_its_key_presses_it(qtbot, sheet):
    answers = []
    sheet.resize(440, 260)
    questions = tuple(asked(number, answers) for number in range(8))
    sheet.show_sheet(SheetState(), (SheetSection("Ja till besöket", (), questions, "samtycke_besok"),))
    settled(qtbot, sheet)
    last = list(sheet._keys)[-1]
    qtbot.keyClick(sheet, last)
    assert answers == []
    qtbot.waitUntil(lambda: not sheet._keys[last].visibleRegion().isEmpty(), timeout=5000)
    qtbot.keyClick(sheet, last)
    assert answers == [["nej"]]


def test_every_chip_has_a_key_of_its_own_and_says_it(qtbot, sheet):
    questions = tuple(asked(number, []) for number in range(3))
    sheet.show_sheet(SheetState(warnings=WARNED), (SheetSection("Ja till besöket", (), questions, "samtycke_besok"),))
    settled(qtbot, sheet)
    assert list(sheet._keys)[:7] == list("1234567")
    assert all(button.text().startswith(f"{key}  ") for key, button in sheet._keys.items())
    assert all(key in button.accessibleDescription() for key, button in sheet._keys.items())


def test_the_keys_of_the_reasons_that_come_first_are_not_written_into_the_line_below(qtbot, sheet):
    must = ("child_voice_empty", "Barnet kom till tals men inget är skrivet.")
    sheet.show_sheet(SheetState(warnings=(WARNED[1], must)))
    settled(qtbot, sheet)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    assert reasons_for(must[0]) == ()
    qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_1)
    assert sheet._reasons[WARNED[1][0]].text() == reasons_for(WARNED[1][0])[0]
    assert sheet._reasons[must[0]].text() == ""
    assert sheet.focusWidget() is sheet._reasons[must[0]]
