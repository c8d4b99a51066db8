"""The files of a note in the editor: dropped, listed, taken away with a way back, saved out with a warning."""

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from editor_window import begin, one_desk_for_all, open_editor, sections_of, sweep
from fieldnotes.casework import attach, sign
from fieldnotes.ui.shared.buttons import Button
from fieldnotes.ui.worker.files.files_card import FilesCard
from fieldnotes.ui.worker.files.files_presenter import REGRET, FilesPresenter
from fieldnotes.ui.worker.files.files_state import FileRow, FilesState
from picture_samples import jpeg


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    yield from one_desk_for_all(tmp_path_factory.mktemp("files"))


@pytest.fixture
def desk(shared):
    sweep()
    return shared[1]


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "kylen.jpg"
    path.write_bytes(jpeg())
    return path


class Timer:
    """A `Later` that rings when the test says so."""

    def __init__(self):
        self.milliseconds = None

    def start(self, milliseconds):
        self.milliseconds = milliseconds

    def stop(self):
        self.milliseconds = None


class View:
    """What a presenter draws on, written down."""

    def __init__(self):
        self.states, self.said, self.problems = [FilesState()], [], []

    def show_files(self, state):
        self.states.append(state)

    def say(self, text):
        self.said.append(text)

    def explain(self, error):
        self.problems.append(error)

    @property
    def rows(self):
        return self.states[-1].rows


def test_the_keyboard_stays_at_the_files_while_one_is_added_and_taken_away(qtbot):
    card = FilesCard()
    page = QWidget()
    box = QVBoxLayout(page)
    first = QLineEdit()
    for widget in (first, card):
        box.addWidget(widget)
    qtbot.addWidget(page)
    card.show_files(FilesState(may_add=True))
    page.show()
    page.activateWindow()
    card.choose.setFocus()
    reached = []
    QApplication.instance().focusChanged.connect(lambda _old, new: reached.append(new))
    card.show_files(FilesState(may_add=True, under_way="kylen.jpg"))
    card.show_files(FilesState((FileRow("1", "kylen.jpg", "2 kB", removable=True),), may_add=True))
    assert page.focusWidget() is card.choose
    card.rows["1"].setFocus()
    card.show_files(FilesState((FileRow("1", "kylen.jpg", "2 kB", removed=True),), may_add=True))
    assert card.rows["1"].isAncestorOf(page.focusWidget())
    assert first not in reached
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget() is card.choose
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget() is card.original


@pytest.fixture
def made(desk, at_once):
    """A presenter over a fresh draft."""
    view, timer, note = View(), Timer(), begin(desk)
    presenter = FilesPresenter(desk, at_once, view, note, timer)
    presenter.open(may_add=True)
    return presenter, view, timer, note


def test_files_are_added_one_after_the_other_and_listed(made, photo, tmp_path):
    presenter, view, _, note = made
    letter = tmp_path / "brev.pdf"
    letter.write_bytes(b"%PDF-1.7 " + bytes(3000))
    presenter.add([photo, letter, tmp_path / "saknas.jpg"])
    assert [row.name for row in view.rows] == ["kylen.jpg", "brev.pdf"]
    assert view.rows[1].detail == "2.9 kB · is signed with the note"
    assert all(row.removable and row.here and not row.fetchable for row in view.rows)
    assert [error.code.value for error in view.problems] == ["file_missing"]
    assert "Attaching kylen.jpg …" in [state.under_way for state in view.states]
    assert view.states[-1].under_way == ""
    assert [one.name for one in attach.attachments_of(presenter._desk, note)] == ["kylen.jpg", "brev.pdf"]


def test_a_file_that_is_taken_away_can_be_brought_back_until_it_is_destroyed(made, photo):
    presenter, view, timer, note = made
    presenter.add([photo])
    (row,) = view.rows
    presenter.remove(row.id)
    assert timer.milliseconds == REGRET
    assert (view.rows[0].removed, view.rows[0].detail) == (True, "taken away")
    presenter.undo(row.id)
    presenter.settle()
    assert not view.rows[0].removed
    assert len(attach.attachments_of(presenter._desk, note)) == 1
    presenter.remove(row.id)
    presenter.settle()
    assert view.rows == ()
    assert attach.attachments_of(presenter._desk, note) == ()


def test_a_copy_is_saved_with_a_word_that_it_is_not_encrypted(made, photo, tmp_path):
    presenter, view, _, _ = made
    presenter.add([photo])
    out = tmp_path / "ut.jpg"
    presenter.save_out(view.rows[0].id, out)
    assert out.read_bytes() == jpeg()
    assert "not encrypted" in view.said[-1]
    assert presenter.name_of(view.rows[0].id) == "kylen.jpg"


def test_an_original_is_kept_by_choice_alone_and_that_a_photo_shrank_is_said(qtbot, desk, frame_of, tmp_path):
    path = tmp_path / "hall.jpg"
    Image.linear_gradient("L").resize((3000, 1000)).save(path, quality=95)
    note = begin(desk, sections=sections_of("prov-01.json"))
    screen = open_editor(qtbot, frame_of, note)
    card = screen.view.form.files
    assert not card.original.isChecked()
    drop(card, path)
    qtbot.waitUntil(lambda: len(card.rows) == 1, timeout=20_000)
    assert frame_of.said[-1].startswith("Attached, in the size that reading needs.")
    card.original.click()
    drop(card, path)
    qtbot.waitUntil(lambda: len(card.rows) == 2, timeout=20_000)
    small, whole = (one.size for one in attach.attachments_of(desk, note))
    assert small < whole == path.stat().st_size
    assert len(frame_of.said) == 1


def drop(widget, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    widget.dropEvent(event)
    assert event.isAccepted()


def test_files_dropped_on_the_card_and_on_a_section_belong_to_the_note(qtbot, desk, frame_of, photo, tmp_path):
    note = begin(desk, sections=sections_of("prov-01.json"))
    screen = open_editor(qtbot, frame_of, note)
    card = screen.view.form.files
    drop(card, photo)
    qtbot.waitUntil(lambda: len(card.rows) == 1, timeout=8000)
    letter = tmp_path / "brev.pdf"
    letter.write_bytes(b"%PDF-1.7")
    drop(screen.view.form.cards["iakttagelser"], letter)
    qtbot.waitUntil(lambda: len(card.rows) == 2, timeout=8000)
    found = attach.attachments_of(desk, note)
    assert [(one.name, one.section) for one in found] == [("kylen.jpg", None), ("brev.pdf", "iakttagelser")]
    sign.sign(desk, note, {"*": "Provkörning."})
    again = open_editor(qtbot, frame_of, note)
    qtbot.waitUntil(lambda: again.view.signed is not None and len(again.view.signed.files.rows) == 2, timeout=8000)
    names = [button.accessibleName() for button in again.view.signed.files.findChildren(Button)]
    assert not any(name.startswith("Take away") for name in names)


@pytest.fixture
def frame_of(desk, tasks):
    class Frame:
        def __init__(self):
            self.desk, self.tasks, self.said, self.problems = desk, tasks, [], []

        def say(self, text, **_how):
            self.said.append(text)

        def explain(self, error):
            self.problems.append(error)

        def go(self, place):
            """Nowhere to go."""

    return Frame()


def test_the_card_says_what_its_buttons_do_and_keeps_the_keyboard(qtbot):
    card = FilesCard()
    qtbot.addWidget(card)
    rows = (
        FileRow("a", "kylen.jpg", "2,4 MB · is signed with the note", removable=True),
        FileRow("b", "brev.pdf", "taken away", removed=True),
        FileRow("c", "ritning.pdf", "1 MB · not on this computer yet", here=False, fetchable=True),
    )
    card.show_files(FilesState(rows, may_add=True))
    card.show()
    shown = [b.accessibleName() or b.text() for b in card.findChildren(Button) if not b.isHidden()]
    assert (
        shown
        == [
            "Cancel",
            "Attach a file …",
            "Save an unencrypted copy of kylen.jpg …",
            "Take away kylen.jpg",
            "Bring back brev.pdf",
            "Fetch ritning.pdf",
        ][1:]
    )
    asked = []
    card.undo_asked.connect(asked.append)
    next(b for b in card.findChildren(Button) if b.accessibleName() == "Bring back brev.pdf").click()
    assert asked == ["b"]


def test_who_may_not_add_sees_no_empty_card(qtbot):
    card = FilesCard()
    qtbot.addWidget(card)
    card.show_files(FilesState())
    assert card.isHidden()
    assert not card.acceptDrops()
