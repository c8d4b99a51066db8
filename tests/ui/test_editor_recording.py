"""Pause, who is heard, and recordings dropped on a section, in the real window with the real recogniser.

rules: INS-6, SEC-11
"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from editor_window import FileSource, at, begin, one_desk_for_all, open_editor, stored, sweep
from fieldnotes.casework import read_note
from fieldnotes.casework.recording_consent import people_to_record
from fieldnotes.vault import recorded, take_rows, takes
from loudness_engine import LoudEngine

PATIENT = 15_000
KARIN = "prov-01-p2"
ELSA = "prov-01-p1"


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
def editor(qtbot, shell, note, data):
    source = FileSource(data / "audio" / "note_kaffe.wav", data / "audio" / "note_docka.wav")
    made = open_editor(qtbot, shell, note, source)
    made.source = source
    made.view.go("iakttagelser", "obs")
    return made


def quiet(qtbot, editor):
    qtbot.waitUntil(lambda: not editor.dictation.listening and not editor.note.speaking, timeout=PATIENT)


def said(editor, section, field):
    value = editor.view.form.field(section, field).value()
    rows = value if isinstance(value, list) else [value]
    return " ".join((row["text"] if isinstance(row, dict) else row) for row in rows if row)


def person(editor, key):
    panel = editor.recording.panel
    return next((card for name, card in panel._cards.items() if name == key), None) if panel else None


def buttons(card):
    from PySide6.QtWidgets import QAbstractButton

    return {button.text(): button for button in card.findChildren(QAbstractButton)}


def say_yes(qtbot, editor, key, words):
    editor.view.dock.people.click()
    qtbot.waitUntil(lambda: person(editor, key) is not None, timeout=PATIENT)
    buttons(person(editor, key))[words].click()
    qtbot.waitUntil(lambda: "Has changed their mind" in buttons(person(editor, key)), timeout=PATIENT)


def kinds(desk, note):
    return [row.kind for row in read_note.history(desk, note)]


def test_while_it_is_paused_sound_goes_by_unheard_and_unkept(qtbot, editor, desk, note):
    source, dock = editor.source, editor.view.dock
    kaffe = source.pcm[: 16000 * 2 * 4]
    editor.dictation.toggle()
    source._timer.stop()
    source.frames.emit(kaffe)
    dock.pause.click()
    assert editor.dictation.paused
    assert dock.words.text() == "Paused – nothing is heard and nothing is kept"
    assert (dock.pause.text(), dock.meter.isVisible()) == ("Go on", False)
    source.frames.emit(source.pcm[len(kaffe) :])
    assert dock.meter.value() == 0
    dock.pause.click()
    assert (dock.pause.text(), dock.meter.isVisible()) == ("Pause", True)
    source.frames.emit(bytes(16000))
    editor.dictation.stop()
    quiet(qtbot, editor)
    assert "kaffe" in said(editor, "iakttagelser", "obs")
    assert "docka" not in said(editor, "iakttagelser", "obs")
    (take,) = take_rows.takes_of(desk.vault, note)
    assert b"".join(takes.frames(desk.vault, take.id)) == kaffe + bytes(32000) + bytes(16000)


def test_a_pause_does_not_count_as_time_and_ends_with_stop(qtbot, editor, clock_and_desk):
    clock = clock_and_desk[0]
    editor.dictation.toggle()
    editor.source._timer.stop()
    editor.dictation.pause()
    clock.move(300)
    editor.dictation.pause()
    editor.dictation.look()
    assert editor.view.dock.clock.text() == "00:00"
    editor.dictation.pause()
    editor.dictation.stop()
    quiet(qtbot, editor)
    assert not editor.dictation.paused
    assert not editor.view.dock.pause.isVisible()


def test_only_the_worker_is_heard_until_somebody_says_yes(qtbot, editor, desk, note):
    dock = editor.view.dock
    assert dock.people.text() == "Only you are heard …"
    say_yes(qtbot, editor, KARIN, "Says yes")
    assert kinds(desk, note) == ["ConsentGiven"]
    assert dock.people.text() == "You and Karin Sandin are heard …"
    editor.recording.panel.close_over()
    editor.dictation.toggle()
    qtbot.waitUntil(lambda: editor.source.played, timeout=PATIENT)
    editor.dictation.stop()
    quiet(qtbot, editor)
    (take,) = take_rows.takes_of(desk.vault, note)
    assert recorded.heard_in(desk.vault, take.id) == {KARIN}


def test_a_young_child_is_heard_by_its_guardians_yes_only(qtbot, editor):
    """rules: CHI-5"""
    editor.view.dock.people.click()
    qtbot.waitUntil(lambda: person(editor, ELSA) is not None, timeout=PATIENT)
    assert set(buttons(person(editor, ELSA))) == {"The guardian says yes", "The guardian has signed a yes"}
    assert set(buttons(person(editor, KARIN))) == {"Says yes", "Has signed a yes"}


def test_whoever_agreed_can_be_left_out_again(qtbot, editor, desk, note):
    say_yes(qtbot, editor, KARIN, "Has signed a yes")
    box = buttons(person(editor, KARIN))["Heard in the next recording"]
    assert box.isChecked()
    box.click()
    assert editor.dictation.others == ()
    assert editor.view.dock.people.text() == "Only you are heard …"
    assert next(each for each in people_to_record(desk, note) if each.person_id == KARIN).consent


def test_a_yes_taken_back_while_it_records_ends_it_and_destroys_the_sound_and_keeps_the_text(qtbot, editor, desk, note):
    say_yes(qtbot, editor, KARIN, "Says yes")
    editor.dictation.toggle()
    qtbot.waitUntil(lambda: "kaffe" in said(editor, "iakttagelser", "obs"), timeout=PATIENT)
    buttons(person(editor, KARIN))["Has changed their mind"].click()
    quiet(qtbot, editor)
    qtbot.waitUntil(lambda: "RecordingDestroyed" in kinds(desk, note), timeout=PATIENT)
    assert kinds(desk, note) == ["ConsentGiven", "ConsentWithdrawn", "RecordingDestroyed"]
    assert take_rows.takes_of(desk.vault, note) == []
    assert "kaffe" in said(editor, "iakttagelser", "obs")
    assert "kaffe" in at(stored(desk, note), "iakttagelser", "obs")[0]["text"]
    qtbot.waitUntil(lambda: "Says yes" in buttons(person(editor, KARIN)), timeout=PATIENT)
    assert editor.view.dock.people.text() == "Only you are heard …"


def test_a_recording_dropped_on_a_section_is_written_there_and_its_file_named(qtbot, editor, desk, note, data):
    editor.view.sound_dropped.emit("bedomning", str(data / "audio" / "note_docka.wav"))
    quiet(qtbot, editor)
    assert "docka" in said(editor, "bedomning", "assess")
    said_words = "note_docka.wav is written down. The file lies where it was; delete it yourself."
    assert editor.view.dock.words.text() == said_words
    assert (data / "audio" / "note_docka.wav").exists()
    (take,) = take_rows.takes_of(desk.vault, note)
    assert (take.open, take.place) == (False, "bedomning")


def test_files_dropped_on_a_card_are_handed_on_one_by_one(editor):
    card, handed = editor.view.form.cards["bedomning"], []
    card.sound_dropped.connect(lambda section, path: handed.append((section, path)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/ett.pdf"), QUrl.fromLocalFile("/två.pdf")])
    wanted = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter, drop = QDragEnterEvent(QPoint(5, 5), *wanted), QDropEvent(QPointF(5, 5), *wanted)
    editor.view.form.blockSignals(True)
    card.dragEnterEvent(enter)
    card.dropEvent(drop)
    editor.view.form.blockSignals(False)
    assert enter.isAccepted()
    assert [(section, Path(path).name) for section, path in handed] == [
        ("bedomning", "ett.pdf"),
        ("bedomning", "två.pdf"),
    ]


def test_a_phones_recording_is_decoded_by_the_system(qtbot, editor, data):
    editor.view.sound_dropped.emit("bedomning", str(data / "recordings" / "note_kaffe.m4a"))
    quiet(qtbot, editor)
    assert "kaffe i köket" in said(editor, "bedomning", "assess")


def test_a_phones_recording_that_is_torn_is_one_sentence(qtbot, editor, data, tmp_path, desk, note):
    torn = tmp_path / "möte.m4a"
    torn.write_bytes((data / "recordings" / "note_kaffe.m4a").read_bytes()[:20000])
    editor.view.sound_dropped.emit("bedomning", str(torn))
    quiet(qtbot, editor)
    assert editor.view.dock.words.text() == "möte.m4a is not a sound file that can be read. Use WAV, FLAC, OGG or MP3."
    assert take_rows.takes_of(desk.vault, note) == []


def test_several_recordings_are_heard_one_after_the_other(qtbot, editor, data, tmp_path, desk, note):
    broken = tmp_path / "trasig.wav"
    broken.write_text("inget ljud", encoding="utf-8")
    first, last = tmp_path / "ett.wav", tmp_path / "två.wav"
    shutil.copy(data / "audio" / "note_kaffe.wav", first)
    shutil.copy(data / "audio" / "note_docka.wav", last)
    editor.recording.files.hear([first, broken, last], "bedomning")
    assert "2 more to hear" in editor.view.dock.words.text()
    editor.dictation.toggle()
    assert not editor.dictation.listening
    quiet(qtbot, editor)
    text = said(editor, "bedomning", "assess")
    assert 0 <= text.index("kaffe") < text.index("docka")
    assert editor.view.dock.words.text().startswith("trasig.wav is not a sound file")
    assert len(take_rows.takes_of(desk.vault, note)) == 2


def test_cancelled_nothing_of_it_is_written_and_nothing_waits(qtbot, editor, data, desk, note):
    visit = data / "audio" / "long_visit.wav"
    editor.recording.files.hear([visit, visit], "bedomning")
    editor.view.dock.cancel.click()
    quiet(qtbot, editor)
    assert editor.view.dock.words.text() == "Stopped. Nothing was written."
    assert said(editor, "bedomning", "assess") == ""
    assert take_rows.takes_of(desk.vault, note) == []


@pytest.fixture
def with_second(desk, monkeypatch):
    """A second engine that writes everything it hears in its own way."""
    speech = replace(desk.workshop.speech, second=LoudEngine())
    monkeypatch.setattr(desk, "workshop", replace(desk.workshop, speech=speech))


def test_a_second_engines_text_is_shown_and_put_in_only_when_taken(qtbot, with_second, editor, desk, note):
    editor.dictation.toggle()
    qtbot.waitUntil(lambda: editor.source.played, timeout=PATIENT)
    editor.dictation.stop()
    quiet(qtbot, editor)
    first = said(editor, "iakttagelser", "obs")
    assert "kaffe" in first
    qtbot.waitUntil(lambda: editor.recording._opinion is not None, timeout=PATIENT)
    bar = editor.recording._opinion
    qtbot.waitUntil(lambda: editor.note.tasks.idle() and bar.isVisible(), timeout=PATIENT)
    assert "Högt och tyst hears" in bar.words.text()
    assert said(editor, "iakttagelser", "obs") == first
    bar.leave.click()
    assert said(editor, "iakttagelser", "obs") == first
    qtbot.waitUntil(bar.isVisible, timeout=PATIENT)
    bar.take.click()
    qtbot.waitUntil(lambda: "LJUD" in said(editor, "iakttagelser", "obs"), timeout=PATIENT)
    assert "kaffe" in said(editor, "iakttagelser", "obs")
    assert "LJUD" in at(stored(desk, note), "iakttagelser", "obs")[0]["text"]


def test_any_other_file_that_is_dropped_belongs_to_the_section(qtbot, editor, tmp_path, desk, note):
    letter = tmp_path / "brev.pdf"
    letter.write_bytes(b"%PDF-1.7 brev")
    dropped = []
    editor.recording.other_files_dropped.connect(lambda section, paths: dropped.append((section, paths)))
    editor.view.sound_dropped.emit("bedomning", str(letter))
    assert dropped == [("bedomning", [str(letter)])]
    assert editor.note.speaking is False


def test_kept_sound_can_be_written_down_again(qtbot, editor, desk, note):
    editor.dictation.toggle()
    qtbot.waitUntil(lambda: editor.source.played, timeout=PATIENT)
    editor.dictation.stop()
    quiet(qtbot, editor)
    before = said(editor, "iakttagelser", "obs")
    editor.view.dock.people.click()
    qtbot.waitUntil(lambda: "Write down again" in buttons(editor.recording.panel.sound), timeout=PATIENT)
    again = buttons(editor.recording.panel.sound)["Write down again"]
    assert again.accessibleName().startswith("Write down again: ")
    again.click()
    quiet(qtbot, editor)
    qtbot.waitUntil(lambda: said(editor, "iakttagelser", "obs").count("kaffe") == 2, timeout=PATIENT)
    assert said(editor, "iakttagelser", "obs").startswith(before)
    assert editor.recording.panel.isHidden()
