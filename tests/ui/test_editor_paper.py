"""The note as it looks on paper, and writing in full screen: nothing is saved outside, nothing is lost on the way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from editor_window import begin, one_desk_for_all, open_editor, sections_of, sweep, type_text
from fieldnotes.casework import make_report, sign
from fieldnotes.domain.errors import Refused


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
def note(desk):
    return begin(desk, sections=sections_of("prov-01.json"))


@pytest.fixture
def editor(qtbot, frame, tasks, note):
    frame.tasks = tasks
    return open_editor(qtbot, frame, note)


def press(qtbot, editor, keys):
    qtbot.keySequence(editor.focusWidget() or editor, QKeySequence(keys))


def test_the_draft_on_paper_has_the_last_word_and_says_that_nobody_signed_it(qtbot, editor, tmp_path):
    text = editor.view.form.field("bedomning", "best_interest").spoken()
    text.setFocus()
    type_text(text, "Nyss skrivet. ")
    press(qtbot, editor, "Ctrl+P")
    qtbot.waitUntil(lambda: editor.paper.panel is not None and editor.paper.panel.isVisible())
    said = editor.paper.panel.pages.accessibleDescription()
    assert "Nyss skrivet." in " ".join(said.split())
    assert "Draft, not signed" in said
    qtbot.keyClick(editor.paper.panel, Qt.Key.Key_Escape)
    assert editor.paper.panel.isHidden()
    assert editor.paper.panel.pages.accessibleDescription() == ""
    assert editor.paper.panel.document.pageCount() == 0


def test_a_signed_note_is_no_draft_on_paper(desk, note):
    assert make_report.draft_pdf(desk, note).startswith(b"%PDF")
    sign.sign(desk, note, {"*": "Provkörning."})
    with pytest.raises(Refused):
        make_report.draft_pdf(desk, note)


def test_full_screen_leaves_the_form_alone_and_gives_everything_back(qtbot, editor):
    text = editor.view.form.field("bedomning", "best_interest").spoken()
    text.setFocus()
    text.textCursor().setPosition(3)
    press(qtbot, editor, "Shift+F11")
    view = editor.view
    assert view.window().windowState() & Qt.WindowState.WindowFullScreen
    assert (view.sections.isHidden(), view.side.isHidden()) == (True, True)
    assert view.dock.isVisible()
    assert view.top.saved.isVisible()
    type_text(text, "X")
    press(qtbot, editor, "Esc")
    assert not view.window().windowState() & Qt.WindowState.WindowFullScreen
    assert view.sections.isVisible()
    assert text.hasFocus()
    assert "X" in text.text()


def test_leaving_the_note_gives_the_window_its_size_again(qtbot, editor, tasks):
    editor.full.toggle()
    editor.left()
    qtbot.waitUntil(tasks.idle)
    assert not editor.window().windowState() & Qt.WindowState.WindowFullScreen
    assert editor.view.sections.isVisible()
