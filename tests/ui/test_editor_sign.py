"""From *Sign* to a record, by keyboard and by mouse; reading what is signed, correcting it.

rules: CHI-1, DOC-1, DOC-4, INS-1, VIS-1
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from editor_window import begin, one_desk_for_all, open_editor, sections_of, stored, sweep, type_text
from fieldnotes.casework import read_note, write_note


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
def ready(desk):
    return begin(desk, sections=sections_of("prov-01.json"))


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def sheet_open(qtbot, editor):
    qtbot.waitUntil(editor.view.sheet.isVisible, timeout=8000)
    return editor.view.sheet


def warned(desk):
    """A note that may be signed with a reason: nobody said that the visit is voluntary."""
    sections = sections_of("prov-01.json")
    sections["samtycke_besok"]["voluntary_told"] = "nej"
    return begin(desk, sections=sections)


def test_ctrl_enter_opens_the_list_and_enter_signs(qtbot, desk, shell, ready):
    editor = open_editor(qtbot, shell, ready)
    editor.activateWindow()
    editor.view.go("bedomning")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sheet = sheet_open(qtbot, editor)
    assert QApplication.focusWidget() is sheet.sign
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editor.view.signed is not None, timeout=8000)
    note = read_note.show(desk, ready)
    assert note.state == "signed"
    assert editor.view.top.where.text() == "Only on this computer"
    assert shell.said == ["Signed. Above the note you see when it is in the case system."]
    assert not editor.view.sheet.isVisible()
    assert not editor.view.top.sign.isVisible()


def test_the_words_typed_last_are_signed(qtbot, desk, shell, ready):
    editor = open_editor(qtbot, shell, ready)
    text = editor.view.form.field("bedomning", "best_interest").spoken()
    type_text(text, "Sist. ")
    editor.view.top.sign.click()
    sheet = sheet_open(qtbot, editor)
    sheet.sign.click()
    qtbot.waitUntil(lambda: editor.view.signed is not None, timeout=8000)
    assert read_note.show(desk, ready).sections["bedomning"]["best_interest"].startswith("Sist. ")


def test_what_stops_the_signing_leads_to_its_field(qtbot, desk, shell):
    editor = open_editor(qtbot, shell, begin(desk))
    editor.view.top.sign.click()
    sheet = sheet_open(qtbot, editor)
    assert not sheet.sign.isEnabled()
    lines = [b for b in sheet.findChildren(QPushButton) if b.property("kind") == "line"]
    assert QApplication.focusWidget() is sheet.take
    next(b for b in lines if "samtycke" in b.accessibleName().lower()).click()
    assert not sheet.isVisible()
    where = editor.view.form.where()
    assert (where.section, where.field) == ("samtycke_besok", "consent")
    assert not editor.view.form.cards["samtycke_besok"]._blocks["consent"]._finding.isHidden()


def test_an_answer_in_words_is_written_where_it_lacks_and_enter_does_not_sign(qtbot, desk, shell):
    sections = sections_of("prov-04.json")
    del sections["anmalan"]["channel"]
    note = begin(desk, "c-prov-04", "forhandsbedomning", sections)
    editor = open_editor(qtbot, shell, note)
    editor.view.top.sign.click()
    sheet = sheet_open(qtbot, editor)
    assert not sheet.sign.isEnabled()
    [line] = [each for each in sheet.findChildren(QLineEdit) if each.isVisible()]
    line.setFocus()
    with qtbot.assertNotEmitted(editor.proposals.under_sheet):  # the list is not drawn anew under the hand
        type_text(line, "Telefon")
        qtbot.waitUntil(lambda: stored(desk, note)["anmalan"].get("channel") == "Telefon", timeout=20_000)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(sheet.sign.isEnabled, timeout=20_000)
    assert read_note.show(desk, note).is_draft


def test_one_answer_says_the_yes_and_whose_it_is(qtbot, desk, shell):
    sections = sections_of("prov-01.json")
    del sections["samtycke_besok"]["consent"], sections["samtycke_besok"]["consent_by"]
    sections["samtycke_besok"]["note"] = "Vi ringde på."
    note = begin(desk, sections=sections)
    assert "consent_by" not in stored(desk, note)["samtycke_besok"]
    editor = open_editor(qtbot, shell, note)
    editor.view.top.sign.click()
    sheet = sheet_open(qtbot, editor)
    said = sheet.said.questions["samtycke_besok.consent"]
    assert sheet.said.questions["samtycke_besok.consent_by"].chosen() == []
    assert said.button("ja_muntligt").text().endswith("Ja, muntligt: Karin")
    assert said.button("nej").text().endswith("Nej")
    said.button("ja_muntligt").click()
    qtbot.waitUntil(sheet.sign.isEnabled, timeout=20_000)
    assert sheet.said.questions["samtycke_besok.consent_by"].chosen() == ["prov-01-p2"]
    here = editor.note.values["samtycke_besok"]
    assert [row["name"] for row in here["consent_by"]] == ["Karin Sandin"]


def test_a_no_names_nobody(qtbot, desk, shell):
    sections = sections_of("prov-01.json")
    del sections["samtycke_besok"]["consent"], sections["samtycke_besok"]["consent_by"]
    sections["samtycke_besok"]["note"] = "Vi ringde på."
    editor = open_editor(qtbot, shell, begin(desk, sections=sections))
    editor.view.top.sign.click()
    sheet = sheet_open(qtbot, editor)
    sheet.said.questions["samtycke_besok.consent"].button("nej").click()
    assert "consent_by" not in editor.note.values["samtycke_besok"]


def test_a_warning_is_signed_past_with_a_reason_only(qtbot, desk, shell):
    note = warned(desk)
    editor = open_editor(qtbot, shell, note)
    editor.view.top.sign.click()
    sheet = sheet_open(qtbot, editor)
    reason = QApplication.focusWidget()
    assert isinstance(reason, QLineEdit)
    press(qtbot, Qt.Key.Key_Return)
    assert sheet.isVisible()
    type_text(reason, "Det framgick av läget.")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editor.view.signed is not None, timeout=8000)
    assert read_note.show(desk, note).reasons == {"voluntary_told": "Det framgick av läget."}


def test_a_warning_leads_to_its_field_and_the_reason_begun_stays(qtbot, desk, shell):
    editor = open_editor(qtbot, shell, warned(desk))
    editor.view.top.sign.click()
    sheet = sheet_open(qtbot, editor)
    type_text(QApplication.focusWidget(), "Det framgick")
    next(b for b in sheet.findChildren(QPushButton) if b.property("kind") == "line").click()
    assert not sheet.isVisible()
    assert editor.view.form.where().section == "samtycke_besok"
    editor.view.top.sign.click()
    sheet_open(qtbot, editor)
    assert [line.text() for line in sheet.findChildren(QLineEdit) if line.isVisible()] == ["Det framgick"]


def test_escape_goes_back_to_the_note(qtbot, desk, shell, ready):
    editor = open_editor(qtbot, shell, ready)
    editor.view.top.sign.click()
    sheet = sheet_open(qtbot, editor)
    press(qtbot, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert read_note.show(desk, ready).is_draft
    assert shell.went == []


def test_pressing_twice_signs_once(qtbot, desk, shell, ready):
    editor = open_editor(qtbot, shell, ready)
    editor.signing.confirm({}, "")
    editor.signing.confirm({}, "")
    qtbot.waitUntil(lambda: editor.view.signed is not None, timeout=8000)
    assert len(read_note.show(desk, ready).revisions) == 1
    assert shell.problems == []


def test_a_visit_that_did_not_happen_is_signed_with_little(qtbot, clock_and_desk, desk, shell):
    clock = clock_and_desk[0]
    clock.move(-7 * 24 * 3600 - 3600)
    note = begin(desk, sections=sections_of("prov-11.json"))
    editor = open_editor(qtbot, shell, note)
    editor.view.top.sign.click()
    sheet = sheet_open(qtbot, editor)
    clock.move(7 * 24 * 3600 + 3600)
    assert sheet.sign.isEnabled()
    assert sheet._reasons == {}


def test_a_signed_note_is_read_and_corrected_with_a_reason(qtbot, desk, shell, ready):
    editor = open_editor(qtbot, shell, ready)
    editor.signing.confirm({}, "")
    qtbot.waitUntil(lambda: editor.view.signed is not None, timeout=8000)
    assert not editor.view.dock.isVisible()
    assert editor.view.top.correct.isVisible()
    editor.view.top.correct.click()
    signed = editor.view.signed
    type_text(signed._why, "Fel dag.")
    signed._go.click()
    qtbot.waitUntil(lambda: editor.view.signed is None, timeout=8000)
    editor.view.form.build_all()
    text = editor.view.form.field("bedomning", "best_interest").spoken()
    type_text(text, "Rättat. ")
    editor.view.top.sign.click()
    sheet = sheet_open(qtbot, editor)
    assert sheet._correction.text() == "Fel dag."
    sheet.sign.click()
    qtbot.waitUntil(lambda: editor.view.signed is not None, timeout=8000)
    note = read_note.show(desk, ready)
    assert [revision.kind for revision in note.revisions] == ["NoteSigned", "NoteCorrected"]
    assert note.revisions[1].reason == "Fel dag."
    assert note.sections["bedomning"]["best_interest"].startswith("Rättat. ")


def test_the_history_of_a_signed_note_can_be_read(qtbot, desk, shell, ready):
    editor = open_editor(qtbot, shell, ready)
    editor.signing.confirm({}, "")
    qtbot.waitUntil(lambda: editor.view.signed is not None, timeout=8000)
    editor.view.side.history_asked.emit()
    qtbot.waitUntil(lambda: editor.view.signed._history.isVisibleTo(editor), timeout=8000)


def test_a_draft_says_that_it_has_no_history(qtbot, desk, shell, ready):
    editor = open_editor(qtbot, shell, ready)
    editor.view.side.history_asked.emit()
    qtbot.waitUntil(lambda: editor.view.side._history.count() == 1, timeout=8000)


def test_signing_refused_by_a_rule_shows_the_list_again(qtbot, desk, shell, ready):
    editor = open_editor(qtbot, shell, ready)
    write_note.edit(desk, ready, {"samtycke_besok": {"consent": None}})
    assert "consent" not in stored(desk, ready)["samtycke_besok"]
    editor.signing.confirm({}, "")
    sheet = sheet_open(qtbot, editor)
    assert not sheet.sign.isEnabled()
    assert read_note.show(desk, ready).is_draft
