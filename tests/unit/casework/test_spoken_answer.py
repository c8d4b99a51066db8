"""The family's own words, spoken: written as they were said, never into the note's text, and no sound of them kept.

rules: CHI-5, INS-2
"""

import threading
from pathlib import Path

import pytest

from fieldnotes.casework import read_note, recording_consent, sign, write_note
from fieldnotes.casework.hearing import Standby
from fieldnotes.casework.spoken_answer import SpokenAnswer
from fieldnotes.dictation.sound import read_sound
from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.domain.who_consents import How
from fieldnotes.vault import take_rows
from one_desk import shipped

CASE, ELSA, KARIN = "c-prov-01", "prov-01-p1", "prov-01-p2"
WRITTEN = "Mamman öppnar dörren och bjuder på kaffe i köket."
AUDIO = Path(__file__).parents[2] / "data" / "audio"
KAFFE, ANGRA = read_sound(AUDIO / "note_kaffe.wav"), read_sound(AUDIO / "cmd_angra.wav")


@pytest.fixture
def note(worker):
    return write_note.add(worker, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note


class Dies:
    """An engine that stops a number of times before it hears."""

    language = ""

    def __init__(self, times, real):
        self.left, self.real = times, real

    def listen(self, rate, grammar=None):
        if self.left:
            self.left -= 1
            raise Unavailable(Code.RECOGNISER_STOPPED)
        return self.real.listen(rate, grammar)


@pytest.fixture(scope="module")
def standby(town):
    made = Standby(town.workshop)
    yield made
    made.end()


def said(answer):
    answer.feed(KAFFE.pcm)
    answer.finish()
    return answer.run()


def test_words_are_written_as_dictation_writes_them_and_no_sound_is_kept(worker, note, standby):
    before = read_note.show(worker, note).sections
    answer = SpokenAnswer(worker, note, standby=standby)
    words = said(answer)
    assert words == WRITTEN
    assert (answer.poll().text, answer.poll().partial) == (words, "")
    assert read_note.show(worker, note).sections == before
    assert take_rows.takes_of(worker.vault, note) == []
    assert "kaffe" not in repr(answer.poll())


def test_words_that_go_on_begin_small(worker, note, standby):
    assert said(SpokenAnswer(worker, note, before="Det var så att", standby=standby)).startswith("mamman")


def test_only_who_agreed_is_heard_and_the_young_by_their_guardian(worker, note, standby):
    """rules: CHI-5"""
    for person in (ELSA, KARIN):
        with pytest.raises(Refused) as stopped:
            SpokenAnswer(worker, note, person, standby=standby)
        assert stopped.value.code is Code.CONSENT_MISSING
    with pytest.raises(Refused):
        recording_consent.agree(worker, note, ELSA, How.SPOKEN)
    recording_consent.agree(worker, note, ELSA, How.GUARDIAN_SPOKEN)
    heard = said(SpokenAnswer(worker, note, ELSA, standby=standby))
    assert heard == "Mamman öppnar dörren och bjuder på kaffe i köket punkt"


def test_somebodys_own_voice_gives_no_orders(worker, note, standby):
    """rules: CHI-1"""
    recording_consent.agree(worker, note, KARIN, How.SPOKEN)
    for speaker, words in ((KARIN, "Mamman öppnar dörren och bjuder på kaffe i köket punkt ångra det"), ("", "")):
        answer = SpokenAnswer(worker, note, speaker, standby=standby)
        answer.feed(KAFFE.pcm + bytes(32_000) + ANGRA.pcm)
        answer.finish()
        assert answer.run() == words


def test_a_word_taken_back_while_it_is_spoken_takes_the_words_along(worker, note, standby):
    recording_consent.agree(worker, note, KARIN, How.SPOKEN)
    answer = SpokenAnswer(worker, note, KARIN, standby=standby)
    answer.feed(KAFFE.pcm)
    recording_consent.withdraw(worker, note, KARIN)
    answer.finish()
    with pytest.raises(Refused) as stopped:
        answer.run()
    assert stopped.value.code is Code.CONSENT_MISSING


def test_a_signed_note_can_be_answered_aloud_too(worker, note, standby):
    sign.sign(worker, note, {"*": "Provkörning."})
    assert said(SpokenAnswer(worker, note, standby=standby))
    assert not read_note.show(worker, note).is_draft


def test_a_recogniser_that_dies_hears_it_again_from_its_beginning(worker, note, standby):
    assert said(SpokenAnswer(worker, note, standby=Dies(2, standby))) == WRITTEN
    with pytest.raises(Unavailable) as stopped:
        said(SpokenAnswer(worker, note, standby=Dies(3, standby)))
    assert stopped.value.code is Code.RECOGNISER_STOPPED


def test_stopped_in_the_middle_it_forgets_everything(worker, note, standby):
    answer, ended = SpokenAnswer(worker, note, standby=standby), []

    def run():
        try:
            ended.append(answer.run())
        except FieldNotesError as problem:
            ended.append(problem.code)

    voice = threading.Thread(target=run)
    voice.start()
    answer.feed(KAFFE.pcm)
    answer.cancel()
    voice.join(60)
    assert ended == [Code.CANCELLED]
    assert not answer._sound
