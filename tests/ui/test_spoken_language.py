"""Which language is spoken next: chosen on the bar where there is a choice, with the test model labelled there too."""

import pytest

from fieldnotes.casework import speech_models
from fieldnotes.casework.hearing import Standby
from fieldnotes.casework.model_views import SpokenIn
from fieldnotes.domain.errors import Refused
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.worker.editor.dictation_bar import DictationBar, Speaking
from fieldnotes.ui.worker.editor.note_language import NoteLanguage
from speech_samples import MODEL


@pytest.fixture
def bar(qtbot):
    made = DictationBar()
    qtbot.addWidget(made)
    made.show()
    return made


def test_with_one_language_there_is_nothing_to_choose(bar):
    bar.language.show_spoken(SpokenIn(("sv",), test=False, costs=False))
    assert not bar.language.languages.isVisible()
    assert not bar.language.test.isVisible()


def test_with_more_the_next_dictation_is_heard_in_the_chosen_one(bar, frame, at_once):
    speech_models.install(frame.desk.workshop, MODEL)
    folder = frame.desk.workshop.speech.models_folder
    (folder / MODEL.stem / "README.md").unlink()
    (folder / MODEL.stem).rename(folder / "vosk-model-ar-1")
    speech_models.install(frame.desk.workshop, MODEL)
    (folder / MODEL.stem / "README.md").unlink()
    standby = Standby(frame.desk.workshop)
    language = NoteLanguage(frame, standby, bar.language)
    language.opened()
    assert [bar.language.languages.itemText(at) for at in (0, 1)] == ["Swedish", "Arabic"]
    assert standby.find().model.name == MODEL.stem
    bar.language.languages.setCurrentIndex(1)
    bar.language.languages.activated.emit(1)
    assert standby.find().model.name == "vosk-model-ar-1"
    assert at_once.lanes[-1] is Lane.VOICE
    language.opened()
    assert bar.language.languages.currentText() == "Arabic"
    standby.end()


def test_nobody_changes_the_language_in_the_middle_of_a_take(bar):
    bar.language.show_spoken(SpokenIn(("sv", "ar"), test=False, costs=False))
    assert bar.language.languages.isVisible()
    bar.show_state(Speaking.LISTENING)
    assert not bar.language.languages.isVisible()
    bar.show_state(Speaking.IDLE)
    assert bar.language.languages.isVisible()


def test_the_test_model_is_labelled_on_the_bar_and_leads_to_a_real_one(bar, frame):
    language = NoteLanguage(frame, Standby(frame.desk.workshop), bar.language)
    language.opened()
    assert bar.language.test.text() == "Test model …"
    for told in (bar.language.test.accessibleName(), bar.language.test.toolTip()):
        assert "understands no people" in told
    bar.language.test.click()
    assert frame.went == [Place("models")]


def test_a_language_whose_model_was_removed_meanwhile_is_said(frame):
    standby = Standby(frame.desk.workshop)
    standby.speak("fa")
    with pytest.raises(Refused) as refused:
        standby.prepare()
    assert refused.value.values == {"model": "fa"}
