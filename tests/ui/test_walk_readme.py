"""What somebody with nothing but the README stumbled over, walking from the door to a signed note.

rules: DOC-1
"""

from types import SimpleNamespace

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from editor_window import FileSource, begin, open_editor
from fieldnotes.boot import windows
from fieldnotes.boot.settings import Settings
from fieldnotes.casework import check_note, write_note
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.ui import app
from fieldnotes.ui.shared.picker import Picker
from fieldnotes.ui.shell.find_presenter import Command, FindPresenter
from fieldnotes.ui.shell.new_note_presenter import NewNotePresenter
from fieldnotes.ui.worker.editor.pace import Pace
from speech_samples import JOURNEY


class Asking:
    """A panel that writes down what it was told."""

    def __init__(self):
        self.rows, self.hint = [], ""

    def ask(self, _name, _placeholder, hint):
        self.hint = hint

    def show_rows(self, rows):
        self.rows = list(rows)

    def show_hint(self, words):
        self.hint = words


def test_a_try_out_opens_its_own_profile_and_touches_nothing_of_the_person_s_own(tmp_path, monkeypatch):
    opened = {}

    def run(_workshop, profile, shown, profiles):
        opened.update(profile=profile, profiles=profiles)
        shown.remember_look("dark", 150)
        return 0

    monkeypatch.setattr(app, "run", run)
    monkeypatch.setenv("FIELDNOTES_HOME", str(tmp_path / "own"))
    town = tmp_path / "town"
    assert windows.open_windows(town / "profile", Settings(), tried_in=town) == 0
    assert opened == {"profile": town / "profile", "profiles": town}
    assert not (tmp_path / "own").exists()


def test_without_a_microphone_nothing_comes_in_the_way(qtbot, desk, tasks, frame):
    frame.tasks = tasks
    source = FileSource(JOURNEY / "01_grunddata.wav")
    source.missing = Unavailable(Code.MICROPHONE_MISSING)
    editor = open_editor(qtbot, frame, begin(desk), source, size=(1500, 900))
    editor.view.form.go("grunddata", "purpose")
    editor.dictation.toggle()
    assert not editor.view.proposals.isVisible()
    source.missing = None
    editor.dictation.toggle()
    qtbot.waitUntil(lambda: source.played, timeout=20_000)
    editor.dictation.stop()
    qtbot.waitUntil(editor.view.proposals.isVisible, timeout=30_000)


def test_what_was_missing_is_not_said_any_more_once_it_is_filled(qtbot, desk, tasks, frame):
    frame.tasks = tasks
    editor = open_editor(qtbot, frame, begin(desk))
    field = editor.view.form.cards["grunddata"].field("purpose")
    editor.view.top.sign.click()
    qtbot.waitUntil(lambda: "Needed before signing." in said_at(field), timeout=8000)
    field.set_value("Se hur morgnarna fungerar.")
    field.changed.emit()
    assert "Needed before signing." not in said_at(field)


def test_an_empty_line_is_no_purpose(desk):
    note = begin(desk)
    for purpose, missing in (("\n", True), (" \u00a0", True), ("Se hur Elsa har det.", False)):
        write_note.edit(desk, note, {"sections": {"grunddata": {"purpose": purpose}}})
        blocks = check_note.check(desk, note).blocks
        assert any((each.section, each.field) == ("grunddata", "purpose") for each in blocks) is missing


def test_a_new_question_comes_with_an_empty_line_and_no_cross_to_clear_it(qtbot):
    below = QWidget()
    qtbot.addWidget(below)
    below.resize(900, 700)
    below.show()
    picker = Picker(below, "Find")
    heard = []
    picker.typed.connect(heard.append)
    picker.ask("Which case?", "Name", "")
    picker.line.setText("els")
    qtbot.waitUntil(lambda: not is_faded(picker.line), timeout=2000)
    picker.ask("Which template?", "Template", "")
    qtbot.waitUntil(lambda: is_faded(picker.line), timeout=2000)
    assert heard == ["els"]


def test_settings_are_found_by_that_word(frame):
    panel = Asking()
    commands = [Command("#dark", "Dark look", "", lambda: None, also="settings"), Command("#lock", "Lock", "", int)]
    find = FindPresenter(frame, panel, commands)
    find.search("setti")
    assert [row.title for row in panel.rows] == ["Dark look"]


def test_a_note_begun_from_a_case_says_whose_it_will_be(frame):
    asking = Asking()
    NewNotePresenter(frame, asking, lambda *_given: None).start("c-prov-01")
    assert asking.hint == "For Elsa S. · BV-2026-0142"


def said_at(field):
    return [each.text() for each in field.parentWidget().findChildren(QLabel) if not each.isHidden()]


def is_faded(line: QLineEdit):
    return not any(each.property("opacity") for each in line.findChildren(QWidget))


def test_what_is_typed_during_a_slow_save_does_not_wait_all_over_again(held_clock):
    """rules: DOC-4"""
    asked = []
    later = SimpleNamespace(start=asked.append, stop=lambda: None)
    pace = Pace(later, held_clock.monotonic, lambda: None)
    pace.touched()
    pace.due()
    pace.touched()
    held_clock.move(0.45)
    pace.saved()
    assert asked[-1] <= 50
