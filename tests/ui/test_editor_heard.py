"""Speaking surface: words at the cursor, undo by utterance, words heard with doubt, the next words sent elsewhere.

rules: DOC-3, SEC-11
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from editor_window import FileSource, Loudspeaker, at, begin, one_desk_for_all, open_editor, stored, sweep, type_text
from fieldnotes.casework import unsure_words
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.domain.heard_words import UnsureWord
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look
from fieldnotes.ui.worker.editor.heard_presenter import HeardPresenter
from fieldnotes.ui.worker.editor.screen import EditorScreen
from fieldnotes.ui.worker.editor.writing import Writing
from fieldnotes.vault import takes
from one_desk import RESOURCES
from speech_samples import utterances

PATIENT = 30_000
RATE = 16_000


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
    return begin(desk)


@pytest.fixture
def text(qtbot):
    made = Writing("Anteckning", 1)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def doubtful(desk, note):
    """A draft with two words heard with doubt, and the take behind them."""
    take = takes.begin(desk.vault, note, "c-prov-01", "information", RATE, desk.clock)
    take.add(b"\x01\x02" * RATE * 5)
    take.close()
    draft = SpokenDraft(desk, fetch(desk, note), "information", take=take.id)
    draft.add(utterances("vi såg en katt och en hund punkt", unsure=("katt", "hund")))
    return draft


def put_cursor(text, position):
    cursor = text.textCursor()
    cursor.setPosition(position)
    text.setTextCursor(cursor)


def mark(text, word, row=0):
    start = text.index(word)
    return UnsureWord(word, "information", "note", row, start, start + len(word), "t", start, start + 1)


def writing(editor, section="information", field="note"):
    return editor.view.form.field(section, field).last()


def grey(text):
    """The grey words and the text before them, as they are drawn."""
    for number in range(text.document().blockCount()):
        block = text.document().findBlockByNumber(number)
        layout = block.layout()
        if layout.preeditAreaText():
            return block.text()[: layout.preeditAreaPosition()], layout.preeditAreaText()
    return None


def hanging(text):
    """The grey words that hang below a place inside a paragraph, and whether they are in sight."""
    return [label.text() for label in text.window().findChildren(QLabel) if label.isVisible()]


def test_grey_words_stand_where_they_will_be_written(text):
    text.show_text("Ett. Tre.\nFyra.")
    text.speak_from(9)
    text.hear("två")
    assert grey(text) == ("Ett. Tre.", " två …")
    put_cursor(text, 0)
    type_text(text, "Noll. ")
    assert grey(text) == ("Noll. Ett. Tre.", " två …")
    text.adopt("Noll. Ett. Tre. Två.\nFyra.")
    text.hear("och")
    assert grey(text) == ("Noll. Ett. Tre. Två.", " och …")
    text.speak_from(None)
    text.hear("fem")
    assert grey(text) == ("Fyra.", " fem …")
    text.hear("")
    assert grey(text) is None


def test_grey_words_inside_a_paragraph_hang_below_it_so_that_cursor_and_clicks_stay_true(text):
    text.show_text("Ett. Tre.")
    text.resize(400, 80)
    text.speak_from(4)
    text.hear("två")
    assert (grey(text), hanging(text), text.heard()) == (None, ["två …"], "två …")
    cursor = text.textCursor()
    cursor.setPosition(7)
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=text.cursorRect(cursor).center())
    assert text.textCursor().position() == 7
    text.adopt("Ett. Två. Tre.")
    assert (hanging(text), text.textCursor().position()) == ([], 12)
    text.hear("och")
    text.hide()
    assert hanging(text) == []


def test_the_cursor_stays_with_its_words_while_speech_is_written_before_it(text):
    text.show_text("Ett. Tre.")
    put_cursor(text, 9)
    text.adopt("Ett. Två. Tre.")
    assert text.textCursor().position() == 14
    cursor = text.textCursor()
    cursor.setPosition(5)
    cursor.setPosition(9, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    text.adopt("Ett. Två. Tre. Fyra.")
    assert text.textCursor().selectedText() == "Två."


def test_several_utterances_that_come_at_once_are_a_step_of_undo_each(text):
    text.show_text("Noll.")
    text.expect(["Ett.", "Två 😀.", "Tre."])
    text.adopt("Noll. Ett. Två 😀. Tre.")
    steps = []
    while text.document().isUndoAvailable():
        text.undo()
        steps.append(text.text())
    assert steps == ["Noll. Ett. Två 😀.", "Noll. Ett.", "Noll."]


def test_letters_outside_the_basic_plane_shift_no_word(text):
    text.show_text("😀 Ett. Tre.")
    text.adopt("😀 Ett. Två. Tre.")
    assert text.text() == "😀 Ett. Två. Tre."
    text.marks.show([mark(text.text(), "Tre")])
    assert [word.word for word in text.marks.words()] == ["Tre"]
    put_cursor(text, 14)
    assert text.marks.here().word == "Tre"
    assert text.place() == 13


def test_marks_are_drawn_told_and_gone_with_the_first_change_of_their_word(text):
    text.show_text("En katt och en hund")
    text.marks.show([mark(text.text(), "katt"), mark(text.text(), "hund")])
    assert len(text.extraSelections()) == 2
    assert "katt, hund" in text.accessibleDescription()
    text.adopt("En katt och en hund sov")
    assert [word.word for word in text.marks.words()] == ["katt", "hund"]
    put_cursor(text, 7)
    type_text(text, "en")
    assert [word.word for word in text.marks.words()] == ["hund"]
    text.marks.drop(text.marks.words()[0])
    assert (text.extraSelections(), text.accessibleDescription()) == ([], "")
    assert text.document().isUndoAvailable()


def test_marks_are_no_step_of_undo(text):
    text.show_text("En katt")
    text.marks.show([mark(text.text(), "katt")])
    assert not text.document().isUndoAvailable()
    assert text.text() == "En katt"


def test_a_click_on_a_marked_word_asks_for_its_sound_and_elsewhere_for_none(qtbot, text):
    text.show_text("En katt sov")
    text.resize(400, 80)
    text.marks.show([mark(text.text(), "katt")])
    asked = []
    text.marks.asked.connect(asked.append)
    for position in (5, 10):
        cursor = text.textCursor()
        cursor.setPosition(position)
        spot = text.cursorRect(cursor).center()
        QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert [word.word for word in asked] == ["katt"]


def test_unsure_words_are_shown_when_the_note_opens_and_gone_through_with_a_key(qtbot, shell, desk, note, doubtful):
    editor = open_editor(qtbot, shell, note)
    text = writing(editor)
    qtbot.waitUntil(lambda: len(text.marks.words()) == 2)
    asked = []
    editor.view.heard_asked.connect(lambda word: asked.append(word.word))
    for _ in range(3):
        editor.view.heard.go_next()
    assert asked == ["katt", "hund", "katt"]
    assert text.textCursor().selectedText() == "katt"
    assert editor.view.form.field("information", "note")._heard_row.isVisibleTo(editor)
    assert editor.view.heard.confirm_here()
    assert not editor.view.form.field("information", "note")._heard_row.isVisibleTo(editor)
    qtbot.waitUntil(lambda: [word.word for word in unsure_words.unsure_words(desk, note)] == ["hund"])
    assert [word.word for word in text.marks.words()] == ["hund"]
    assert not editor.view.heard.confirm_here() or text.marks.words() == []


def test_an_edited_word_is_unsure_no_more_when_the_note_opens_again(qtbot, shell, desk, note, doubtful):
    editor = open_editor(qtbot, shell, note)
    text = writing(editor)
    qtbot.waitUntil(lambda: len(text.marks.words()) == 2)
    put_cursor(text, 14)
    type_text(text, "en")
    editor.left()
    qtbot.waitUntil(lambda: "katten" in at(stored(desk, note), "information", "note"))
    again = open_editor(qtbot, shell, note)
    qtbot.waitUntil(lambda: [word.word for word in writing(again).marks.words()] == ["hund"])


class HeardWindow:
    """What the presenter asks of a window, written down."""

    def __init__(self):
        self.played, self.said, self.shown, self.missing = [], [], [], None

    def show_unsure(self, words):
        self.shown.append(tuple(word.word for word in words))

    def play(self, pcm, rate):
        if self.missing is not None:
            raise self.missing
        self.played.append((pcm, rate))

    def say_heard(self, words):
        self.said.append(words)


def test_the_sound_of_one_word_is_played_and_problems_are_one_sentence(qtbot, shell, desk, note, doubtful, at_once):
    editor = open_editor(qtbot, shell, note)
    editor.note.tasks = at_once
    window = HeardWindow()
    heard = HeardPresenter(editor.note, window)
    heard.look()
    (katt, _hund) = unsure_words.unsure_words(desk, note)
    heard.play(katt)
    assert window.played == [(b"\x01\x02" * (RATE * 8 // 10), RATE)]
    heard.confirm(katt)
    heard.look()
    assert window.shown == [("katt", "hund"), ("hund",)]
    window.missing = Unavailable(Code.LOUDSPEAKER_MISSING)
    heard.play(katt)
    takes.destroy(desk.vault, katt.take, desk.clock)
    heard.play(katt)
    assert window.said[0].startswith("No loudspeaker was found.")
    assert "no recording" in window.said[1]
    assert len(window.played) == 1


def wait_until_silent(qtbot, editor, source):
    qtbot.waitUntil(lambda: source.played, timeout=PATIENT)
    editor.dictation.stop()
    qtbot.waitUntil(lambda: not editor.dictation.listening and not editor.note.speaking, timeout=PATIENT)


def test_speech_goes_in_at_the_cursor_and_undo_takes_it_out_of_the_draft(qtbot, shell, desk, note, data):
    source = FileSource(data / "audio" / "note_kaffe.wav")
    editor = open_editor(qtbot, shell, note, source)
    text = writing(editor)
    editor.view.go("information", "note")
    type_text(text, "Först. Sist.")
    put_cursor(text, 6)
    text.setFocus()
    editor.view.dock.button.click()
    wait_until_silent(qtbot, editor, source)
    assert text.text() == "Först. Mamman öppnar dörren och bjuder på kaffe i köket. Sist."
    text.undo()
    assert text.text() == "Först. Sist."
    qtbot.waitUntil(lambda: editor.note.saved, timeout=PATIENT)
    qtbot.waitUntil(lambda: at(stored(desk, note), "information", "note") == "Först. Sist.", timeout=PATIENT)


def test_going_to_another_section_sends_the_next_words_there(qtbot, shell, desk, note, data):
    source = FileSource(data / "audio" / "note_kaffe.wav")
    editor = open_editor(qtbot, shell, note, source)
    editor.activateWindow()  # only in the window that has the keyboard does it know where the person is
    qtbot.waitUntil(editor.isActiveWindow, timeout=PATIENT)
    editor.view.go("information", "note")
    editor.view.dock.button.click()
    qtbot.waitUntil(lambda: source.played, timeout=PATIENT)
    editor.dictation.feed(bytes(RATE * 2))
    qtbot.waitUntil(lambda: "kaffe" in writing(editor).text(), timeout=PATIENT)
    editor.view.go("nasta_steg", "note")

    def turned():
        editor.dictation.feed(bytes(RATE // 4))  # a microphone goes on; the turn is seen in what comes after it
        return editor.view.live == "nasta_steg"

    qtbot.waitUntil(turned, timeout=PATIENT)
    again = FileSource(data / "audio" / "note_docka.wav")
    again.frames.connect(editor.dictation.feed)
    again.start()
    wait_until_silent(qtbot, editor, again)
    held = stored(desk, note)
    assert "docka" in at(held, "nasta_steg", "note")
    assert "docka" not in at(held, "information", "note")
    assert editor.view.form.where().section == "nasta_steg"


@pytest.mark.parametrize("right_to_left", [False, True])
def test_a_narrow_form_shows_every_word_and_mark(qtbot, qapp, shell, desk, note, right_to_left):
    """Large text makes every card narrow before its fields are made."""
    draft = SpokenDraft(desk, fetch(desk, note), "vuxnas_uppgifter", take="t")
    draft.add(utterances("karin säger att hon sover punkt", unsure=("sover",)))
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    apply_look(qapp, Look(LIGHT, 200, RESOURCES))
    editor = EditorScreen(shell, note, FileSource(), Loudspeaker())
    qtbot.addWidget(editor)
    editor.resize(1366, 840)
    editor.show()
    editor.entered()
    qtbot.waitUntil(lambda: editor.view.heard._built, timeout=PATIENT)
    field = editor.view.form.field("vuxnas_uppgifter", "told")
    assert field.last().text() == "Karin säger att hon sover."
    qtbot.waitUntil(lambda: [word.word for word in field.last().marks.words()] == ["sover"])
    assert editor.view.heard.go_next()
    assert field.last().textCursor().selectedText() == "sover"
