"""Correct it here: faces, words shown instead of said, spoken answers, another text with who asked, words kept.

rules: CHI-1, CHI-5, INS-1, INS-2, INS-3
"""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton

from editor_window import begin, sections_of
from family_room import CHILD, GUARDIAN, PROJECTOR, entries, forget_windows, open_family, texts_of
from fieldnotes.casework import read_note, recording_consent, sign, write_note
from fieldnotes.casework.own_voice import child_is_silent
from fieldnotes.dictation.sound import read_sound
from fieldnotes.domain.who_consents import How
from fieldnotes.language.shown_answers import FACES
from fieldnotes.ui.family.readers import reader_of
from fieldnotes.ui.family.room_reading import open_note
from fieldnotes.vault import take_rows

KAFFE = read_sound(Path(__file__).parents[1] / "data" / "audio" / "note_kaffe.wav")
SECTION = "iakttagelser"


@pytest.fixture(autouse=True)
def tidied(qapp):
    """Let go of a test's windows before the next one is dressed."""
    yield
    forget_windows()


@pytest.fixture
def note(desk):
    return begin(desk, sections=sections_of("prov-01.json"))


@pytest.fixture
def family(qtbot, frame, desk, note):
    return at_section(open_shown(qtbot, frame, note))


def open_shown(qtbot, frame, note):
    family = open_family(qtbot, frame, note, PROJECTOR)
    family.asking.show()
    return family


def at_section(family, section=SECTION):
    while family.showing.section != section:
        before = family.showing.place
        family.showing.step(1)
        assert family.showing.place > before, section
    return family


def block(family, person):
    return family.console.answers.people[person]


def answers(desk, note):
    return [
        (a.person_id, a.section, a.answer, a.text, a.face, a.way)
        for row in read_note.show(desk, note).family
        for a in row.answers
    ]


def test_a_face_is_an_answer_at_once_and_pressed_with_a_key(qtbot, family, desk, note):
    faces = block(family, CHILD).faces.faces
    assert list(faces) == list(FACES)
    assert all(QAccessible.queryAccessibleInterface(face).text(QAccessible.Text.Name) for face in faces.values())
    faces["sad"].setFocus()
    qtbot.keyClick(faces["sad"], Qt.Key.Key_Space)
    assert answers(desk, note) == [(CHILD, SECTION, "adds", None, "sad", None)]
    assert "chosen" in faces["sad"].accessibleName()
    assert "sad" in block(family, CHILD)._said.text()
    assert block(family, GUARDIAN).faces is None


def test_a_face_keeps_the_words_that_were_said_before_it(family, desk, note):
    child = block(family, CHILD)
    child.buttons["disagrees"].click()
    child.words.setPlainText("Det var inte så.")
    child.save.click()
    child.faces.faces["angry"].click()
    assert answers(desk, note) == [
        (CHILD, SECTION, "disagrees", "Det var inte så.", None, None),
        (CHILD, SECTION, "disagrees", None, "angry", None),
    ]
    assert "Det var inte så." in child._said.text()


def test_what_a_child_showed_is_told_as_shown(family, desk, note):
    child = block(family, CHILD)
    child.buttons["adds"].click()
    assert child.place.showed.isVisibleTo(child)
    child.place.showed.setChecked(True)
    child.words.setPlainText("Ritade en klocka som ringer.")
    child.save.click()
    assert answers(desk, note) == [(CHILD, SECTION, "adds", "Ritade en klocka som ringer.", None, "showed")]
    assert not block(family, GUARDIAN).place.showed.isVisibleTo(block(family, GUARDIAN).place)


def test_an_older_child_is_offered_faces_only_in_a_talk_of_its_own(desk):
    young = open_note(desk, begin(desk, sections=sections_of("prov-01.json")))
    assert reader_of(young, CHILD, "barn", "").faces
    assert not reader_of(young, GUARDIAN, "vardnadshavare", "").faces
    talk = open_note(desk, begin(desk, template="barnsamtal"))
    later = young.note.at.replace(year=2031)
    assert not reader_of(replace(young, note=replace(young.note, at=later)), CHILD, "barn", "").faces
    assert reader_of(replace(talk, note=replace(talk.note, at=later)), CHILD, "barn", "").faces


def change_as(family, person, old, new):
    family_block = block(family, person)
    family_block.buttons["disagrees"].click()
    family_block.words.setPlainText("Det stämmer inte.")
    family_block.save.click()
    family_block.change.click()
    (_text, edit) = next(pair for pair in family_block.box.edits if old in pair[1].toPlainText())
    edit.setPlainText(edit.toPlainText().replace(old, new))
    save_of(family_block.box).click()
    return family_block


def save_of(box):
    return next(each for each in box.findChildren(QPushButton) if each.text() == "Save the change")


def words_in(widget):
    return " ".join(each.text() for each in widget.findChildren(QLabel))


def test_the_text_is_changed_as_they_ask_and_shown_anew_at_the_same_section(family, desk, note):
    """rules: INS-1, INS-3"""
    block(family, CHILD).buttons["agrees"].click()
    was = change_as(family, GUARDIAN, "tre timmar", "fyra timmar")
    assert "sovit tre timmar" in words_in(was.box)
    assert "sovit fyra timmar" in words_in(was.box)
    (change,) = read_note.show(desk, note).changes
    assert (change.person_id, change.revision) == (GUARDIAN, None)
    assert change.response == read_note.show(desk, note).family[0].answers[-1].entry
    assert "fyra timmar" not in str(family.showing.showing.sections[family.showing.place].text)
    next(each for each in was.box.findChildren(QPushButton) if each.text() == "Show the new text").click()
    assert family.showing.section == SECTION
    assert "fyra timmar" in str(family.showing.showing.sections[family.showing.place].text)
    drawn = " ".join(texts_of(family.stage.window))
    assert "fyra timmar" in drawn
    assert "tre timmar" not in drawn
    assert entries(desk, note) == ["NoteShown", "FamilyResponded", "FamilyResponded", "NoteShown"]
    assert block(family, CHILD)._recorded is None  # what was said of the earlier text is not said of this one
    old, new = read_note.show(desk, note).family
    assert "tre timmar" in str([str(each.text) for each in old.sections])
    assert "fyra timmar" in str([str(each.text) for each in new.sections])


def test_what_was_said_of_an_unchanged_section_is_still_in_sight(family):
    section = family.showing.section
    change_as(family, GUARDIAN, "tre timmar", "fyra timmar")
    family.showing.step(1)
    assert family.showing.section != section
    block(family, CHILD).buttons["agrees"].click()
    family._show_new_text()
    assert "chosen" in block(family, CHILD).buttons["agrees"].accessibleName()


def test_the_childs_own_words_cannot_be_written_over_by_somebody_else(qtbot, frame, desk, note):
    """rules: CHI-1"""
    family = open_family(qtbot, frame, note, PROJECTOR)
    family.asking.open_with("barnets_rost", "Elsa bad oss.")
    family.asking.show()
    at_section(family, "barnets_rost")
    guardian = block(family, GUARDIAN)
    guardian.buttons["disagrees"].click()
    guardian.save.click()
    guardian.change.click()
    assert guardian.box.edits == []
    assert not save_of(guardian.box).isEnabled()
    child = block(family, CHILD)
    child.buttons["disagrees"].click()
    child.save.click()
    child.change.click()
    assert [each.field for each, _edit in child.box.edits] == ["said", "wish"]


def test_words_begun_are_there_again_after_the_program_was_closed(qtbot, frame, desk, note, family):
    child = block(family, CHILD)
    child.buttons["adds"].click()
    child.words.setPlainText("Jag har en katt som")
    family.answering._keep()
    again = at_section(open_shown(qtbot, frame, note))
    qtbot.waitUntil(lambda: block(again, CHILD).words.toPlainText() == "Jag har en katt som", timeout=20_000)
    block(again, CHILD).save.click()
    assert answers(desk, note)[-1][:4] == (CHILD, SECTION, "adds", "Jag har en katt som")
    again.answering._keep()
    third = at_section(open_shown(qtbot, frame, note))
    assert block(third, CHILD).words.toPlainText() == ""


@pytest.fixture
def heard(qtbot, frame, desk, note, tasks):
    """A showing whose lanes are the real ones, for somebody is heard while the window goes on."""
    frame.tasks = tasks
    family = open_family(qtbot, frame, note, PROJECTOR)
    qtbot.waitUntil(family.room.show_it.isEnabled, timeout=20_000)
    family.asking.show()
    qtbot.waitUntil(lambda: family.console is not None and tasks.idle(), timeout=20_000)
    yield at_section(family)
    family.left()
    qtbot.waitUntil(tasks.idle, timeout=20_000)


def spoken(qtbot, family, person, *, own=False):
    place = block(family, person).place
    family.answering.microphone.start = lambda: None
    (place.own if own else place.after).click()
    return place


def say(qtbot, family, place):
    for at in range(0, len(KAFFE.pcm), 6_400):
        family.answering.voice.feed(KAFFE.pcm[at : at + 6_400])
    place.stop.click()


def test_an_answer_is_spoken_after_them_and_saved_as_theirs(qtbot, heard, desk, note):
    block(heard, GUARDIAN).buttons["adds"].click()
    place = spoken(qtbot, heard, GUARDIAN)
    assert place.text.isReadOnly()
    say(qtbot, heard, place)
    qtbot.waitUntil(lambda: not place.listening, timeout=20_000)
    assert place.words() == "Mamman öppnar dörren och bjuder på kaffe i köket."
    place.save.click()
    qtbot.waitUntil(lambda: answers(desk, note) != [], timeout=20_000)
    assert answers(desk, note)[0][:4] == (
        GUARDIAN, SECTION, "adds", "Mamman öppnar dörren och bjuder på kaffe i köket.",
    )  # fmt: skip
    assert take_rows.takes_of(desk.vault, note) == []


def test_their_own_voice_is_heard_only_after_a_yes_of_the_right_one(qtbot, heard, desk, note):
    """rules: CHI-5"""
    block(heard, CHILD).buttons["adds"].click()
    place = spoken(qtbot, heard, CHILD, own=True)
    qtbot.waitUntil(lambda: place._consent.findChildren(QPushButton) != [], timeout=20_000)
    assert not place.listening
    (yes,) = [b for b in place._consent.findChildren(QPushButton) if b.text() == "The guardian says yes"]
    yes.click()
    qtbot.waitUntil(lambda: place.listening, timeout=20_000)
    say(qtbot, heard, place)
    qtbot.waitUntil(lambda: not place.listening, timeout=20_000)
    assert place.words() == "Mamman öppnar dörren och bjuder på kaffe i köket punkt"
    assert "ConsentGiven" in entries(desk, note)


def test_a_yes_that_stands_is_not_asked_for_again_and_who_leaves_hears_nobody(qtbot, heard, desk, note):
    recording_consent.agree(desk, note, GUARDIAN, How.SPOKEN)
    block(heard, GUARDIAN).buttons["adds"].click()
    place = spoken(qtbot, heard, GUARDIAN, own=True)
    qtbot.waitUntil(lambda: place.listening, timeout=20_000)
    heard.left()
    assert not place.listening
    assert not heard.answering.voice.listening


def test_going_on_while_somebody_speaks_saves_what_was_heard(qtbot, heard, desk, note):
    block(heard, GUARDIAN).buttons["adds"].click()
    place = spoken(qtbot, heard, GUARDIAN)
    heard.answering.voice.feed(KAFFE.pcm + bytes(64_000))
    qtbot.waitUntil(lambda: "kaffe" in place.words(), timeout=20_000)
    heard.console.controls.on.click()
    qtbot.waitUntil(lambda: answers(desk, note) != [], timeout=20_000)
    assert "kaffe" in answers(desk, note)[0][3]
    assert not heard.answering.voice.listening


def test_a_silent_child_is_asked_once_more_and_nothing_waits_for_it(qtbot, frame, desk):
    """rules: CHI-1"""
    sections = sections_of("prov-01.json")
    sections["barnets_rost"] = {"how": "enskilt"}
    note = begin(desk, sections=sections)
    assert child_is_silent(desk, note)
    family = open_shown(qtbot, frame, note)
    family.console.end.click()
    (ask,) = family.end.asks
    assert family.end.back.hasFocus() or not ask.place.text.hasFocus()
    ask.place.text.setPlainText("Jag vill ha en väckarklocka.")
    ask.place.save.click()
    assert answers(desk, note) == [(CHILD, None, "adds", "Jag vill ha en väckarklocka.", None, None)]
    assert family.end.asks == ()
    assert not child_is_silent(desk, note)


def test_a_child_whose_words_stand_there_is_not_asked(family):
    family.console.end.click()
    assert family.end.asks == ()


def test_a_change_of_a_signed_note_waits_as_a_correction(qtbot, frame, desk, note):
    """rules: INS-1"""
    sign.sign(desk, note, {"*": "Provkörning."})
    family = at_section(open_shown(qtbot, frame, note))
    change_as(family, GUARDIAN, "tre timmar", "fyra timmar")
    view = read_note.show(desk, note)
    assert view.is_draft
    assert view.corrects == view.head
    write_note.edit(desk, note, {"sections": {}})
    sign.sign(desk, note, reason="Karin rättade.")
    assert [str(each.name) for each in read_note.show(desk, note).changes] == ["Karin Sandin"]


def test_on_a_lone_laptop_the_new_text_is_shown_without_the_workers_window_between(qtbot, frame, desk, note):
    """rules: SEC-1, INS-3"""
    family = open_family(qtbot, frame, note)
    family.asking.show()
    at_section(family)
    hidden = [not each.isVisible() for each in (family.window(), family.console)]
    family.bar.say.click()
    guardian = family.bar.answers.people[GUARDIAN]
    guardian.buttons["disagrees"].click()
    guardian.save.click()
    guardian.change.click()
    (_text, edit) = next(pair for pair in guardian.box.edits if "tre timmar" in pair[1].toPlainText())
    edit.setPlainText(edit.toPlainText().replace("tre timmar", "fyra timmar"))
    save_of(guardian.box).click()
    family._show_new_text()
    assert [not each.isVisible() for each in (family.window(), family.console)] == hidden == [True, True]
    assert family.bar.isVisible()
    assert not family.stage.window.page.empty
    assert family.showing.section == SECTION
