"""The main job with the keyboard alone: unlock, Today, new note, editor, the list before signing, signed.

Nothing is clicked and nothing is given the focus by the test: every key goes to what has the keyboard. rules: DOC-1
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from fieldnotes.casework import read_note
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.new_note_presenter import NOT_YET
from fieldnotes.ui.worker.editor.reason_chips import ReasonChips
from one_desk import PASSPHRASE, make_joined, make_profile, make_workshop
from person import Person

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
PATIENT = 30_000
KEYS = Qt.Key
VOLUNTARY = "Sade vi att besöket är frivilligt?"


@pytest.fixture
def window(qtbot, qapp, tasks, tmp_path, held_clock, screen_settings):
    """The locked window of Tove's profile."""
    vault = make_profile(tmp_path / "profile", held_clock)
    make_joined(vault, held_clock)
    vault.lock()
    door = Door(lambda: make_workshop(held_clock, tmp_path), tmp_path / "profile")
    made = AppWindow(door, tasks, screen_settings, LookChoice(qapp, screen_settings))
    made.show()
    made.activateWindow()
    yield made
    with qtbot.waitSignal(made.locked, timeout=PATIENT):
        made.lock()
    made.hide()
    made.deleteLater()


class Walk:
    """Only keys."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window = qtbot, window
        self.person = Person(window, lambda: "")

    def see(self, condition):
        self.qtbot.waitUntil(condition, timeout=PATIENT)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.person.press(key, modifier)

    def tab_to(self, name):
        """Tab until what has the keyboard is called like this; never past the button that would add another."""
        for _stop in range(40):
            met = QApplication.focusWidget().accessibleName()
            if met == name:
                return
            assert not met.endswith(f": {name}"), f"{met} comes before {name}"
            self.press(KEYS.Key_Tab)
        pytest.fail(f"Tab never reached {name}")

    @property
    def session(self):
        return self.window.session

    @property
    def editor(self):
        return self.session.window.current()


@pytest.fixture
def walk(qtbot, window):
    made = Walk(qtbot, window)
    made.see(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    made.person.write(PASSPHRASE)
    with qtbot.waitSignal(window.opened, timeout=PATIENT):
        made.press(KEYS.Key_Return)
    made.see(lambda: window.session.window.current().name == "Today")
    return made


def begin(walk):
    """From Today into the editor of a new home visit to Elsa."""
    walk.press(KEYS.Key_N, CTRL)
    rows = walk.session.picker.rows.rows
    walk.see(lambda: len(rows.rows) == 4)
    walk.person.write("elsa")
    walk.see(lambda: [row.key for row in rows.rows] == ["c-prov-01", NOT_YET])
    walk.press(KEYS.Key_Return)
    walk.see(lambda: len(rows.rows) == 10)
    walk.press(KEYS.Key_Return)
    walk.see(lambda: walk.session.main.here.screen == "note" and walk.editor.note.opened is not None)
    walk.see(lambda: walk.editor.view.form.where() is not None)


def fill(walk):
    """Write and choose what a home visit needs, section after section."""
    person = walk.person
    person.write("Se hur Elsa har det hemma.")
    walk.press(KEYS.Key_Return, ALT)
    walk.see(lambda: not walk.editor.view.form.field("deltagare", "people").visibleRegion().isEmpty())
    walk.press(KEYS.Key_Return, ALT)
    walk.see(lambda: "people" in walk.editor.note.values.get("deltagare", {}))
    for name in (
        "Samtycke till besöket: Ja, muntligt",
        "Sade vi att besöket är frivilligt?: Ja, när vi bestämde besöket",
        "Vem sade ja: Karin Sandin",
    ):
        walk.tab_to(name)
        walk.press(KEYS.Key_Space)
    walk.tab_to("Iakttagelser")
    person.write("Elsa har en egen säng.")
    walk.tab_to("Hur barnet kom till tals: Eget samtal")
    walk.press(KEYS.Key_Return)
    walk.tab_to("Har barnet sagt ja till att vuxna i familjen får veta?: Yes")
    walk.press(KEYS.Key_Return)
    walk.tab_to("Uppgifter")
    person.write("Karin vill ha stöd.")
    walk.press(KEYS.Key_Return, ALT)
    walk.tab_to("Det vi informerade om: Varför vi träffas")
    walk.press(KEYS.Key_Space)
    walk.tab_to("Nästa steg, fritt talat")
    person.write("Nytt möte den 26 mars.")


def sign(walk):
    """Open the list, take what is proposed, give each warning its reason, by its key or in own words, sign."""
    sheet = walk.editor.view.sheet
    walk.press(KEYS.Key_Return, CTRL)
    walk.see(lambda: sheet.isVisible() and sheet.take.hasFocus())
    assert sheet.sign.isEnabled()
    walk.press(KEYS.Key_Return)
    walk.see(lambda: not sheet.take.isVisible() and sheet.sign.isVisible())
    for chips in sheet.findChildren(ReasonChips):
        walk.person.write(chips.buttons[0].text()[0])
    walk.see(lambda: isinstance(QApplication.focusWidget(), QLineEdit) or QApplication.focusWidget() is sheet.sign)
    while isinstance(QApplication.focusWidget(), QLineEdit) and sheet.isVisible():
        walk.person.write("Det framgår av texten.")
        walk.press(KEYS.Key_Return)
    walk.press(KEYS.Key_Return)
    walk.see(lambda: walk.editor.view.signed is not None)


def test_from_the_locked_window_to_a_signed_note_with_keys_alone(walk):
    begin(walk)
    note = walk.editor.note.note
    fill(walk)
    walk.see(lambda: walk.editor.note.saved)
    sign(walk)
    record = read_note.show(walk.session.desk, note)
    assert record.state == "signed"
    assert record.sections["barnets_rost"]["how"] == "enskilt"
    assert [row["person_id"] for row in record.sections["deltagare"]["people"]][:2] == ["prov-01-p1", "prov-01-p2"]
    assert record.sections["vuxnas_uppgifter"]["told"][0]["source_person_id"] == "prov-01-p2"
    assert not any(act.startswith("click") for act in walk.person.acts)


def test_what_is_missing_is_reached_from_the_list_with_enter(walk):
    begin(walk)
    walk.press(KEYS.Key_Return, CTRL)
    sheet = walk.editor.view.sheet
    walk.see(sheet.isVisible)
    assert not sheet.sign.isEnabled()
    walk.press(KEYS.Key_Return)
    walk.see(lambda: not sheet.take.isVisible() and "Ja till besöket" in QApplication.focusWidget().accessibleName())
    walk.press(KEYS.Key_Return)
    walk.see(lambda: not sheet.isVisible())
    where = walk.editor.view.form.where()
    assert (where.section, where.field) == ("samtycke_besok", "consent")


def test_esc_goes_home_and_the_draft_is_there(walk):
    begin(walk)
    note = walk.editor.note.note
    walk.person.write("Påbörjad.")
    walk.press(KEYS.Key_Escape)
    walk.see(lambda: walk.session.main.here.screen == "case")
    walk.press(KEYS.Key_1, ALT)
    walk.see(lambda: any(row.key == f"note:{note}" for row in walk.session.window.current()._rows.rows.rows))
    walk.see(walk.session.window.current()._rows.hasFocus)
    walk.press(KEYS.Key_Return)
    walk.see(lambda: walk.session.main.here.subject == note)
    assert walk.editor.note.values["grunddata"]["purpose"] == "Påbörjad."
