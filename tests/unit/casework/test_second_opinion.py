"""Another engine's text for one utterance: offered, taken by the person, never put in by itself."""

from dataclasses import replace

import pytest

from fieldnotes.casework import read_note, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.recording_consent import begin_take
from fieldnotes.casework.second_opinion import second_opinion, take_opinion
from fieldnotes.casework.views import SettledUtterance, WordView
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.private import Private

CASE = "c-prov-01"
PLACE = "iakttagelser.obs"
FIRST, BETTER = "Mamman öppnar dörren.", "Mamman öppnar dörren för oss."


class Whisperer:
    """An engine that hears what it was told to, and remembers what it was given."""

    name = "Större modell"

    def __init__(self, text):
        self.text, self.given = text, []

    def hears(self, language):
        return language != "ti"

    def propose(self, samples, rate, language):
        self.given.append((samples, rate, language))
        return Private(self.text)


@pytest.fixture
def with_engine(worker):
    def desk(engine):
        speech = replace(worker.workshop.speech, second=engine)
        return Desk(replace(worker.workshop, speech=speech), worker.vault, unlocked=worker.unlocked)

    return desk


@pytest.fixture
def note(worker):
    rows = [{"text": f"Vi ringer på. {FIRST} Hon hälsar.", "observed_by": "Tove Ekberg"}]
    return write_note.add(worker, CASE, "hembesok", {"sections": {"iakttagelser": {"obs": rows}}}).note


@pytest.fixture
def said(worker, note):
    take = begin_take(worker, note, PLACE, 16000)
    take.add(b"".join(number.to_bytes(2, "little") for number in range(32000)))
    take.close()
    words = (WordView(Private("mamman"), 0.5, 0.9, 0.4), WordView(Private("öppnar"), 0.9, 1.25, 1.0))
    return SettledUtterance("u1", take.id, PLACE, Private(FIRST), words, 0.7)


def text(worker, note):
    return read_note.show(worker, note).sections["iakttagelser"]["obs"][0]["text"]


def test_a_better_text_is_offered_and_changes_nothing_by_itself(with_engine, worker, note, said):
    before = read_note.show(worker, note).sections
    desk = with_engine(Whisperer("mamman öppnar dörren för oss punkt"))
    opinion = second_opinion(desk, note, said, "sv")
    assert (opinion.better, opinion.stands, opinion.engine) == (BETTER, FIRST, "Större modell")
    assert read_note.show(worker, note).sections == before
    assert "dörren" not in repr(opinion)


def test_taken_it_stands_where_the_first_stood(with_engine, worker, note, said):
    opinion = second_opinion(with_engine(Whisperer("mamman öppnar dörren för oss punkt")), note, said, "sv")
    assert note in take_opinion(worker, note, opinion).ids
    assert text(worker, note) == f"Vi ringer på. {BETTER} Hon hälsar."
    with pytest.raises(Refused) as stopped:
        take_opinion(worker, note, opinion)
    assert stopped.value.code is Code.NOTHING_CHANGED


def test_it_hears_the_utterance_and_hardly_more(with_engine, note, said):
    engine = Whisperer("")
    assert second_opinion(with_engine(engine), note, said, "so") is None
    ((samples, rate, language),) = engine.given
    assert (rate, language) == (16000, "so")
    first, last = (int.from_bytes(samples[at : at + 2], "little") for at in (0, len(samples) - 2))
    assert (first, last) == (5600, 22399)


def test_a_language_it_does_not_hear_opens_no_sound(with_engine, note, said):
    engine = Whisperer(BETTER)
    assert second_opinion(with_engine(engine), note, said, "ti") is None
    assert engine.given == []


@pytest.mark.parametrize(
    ("stands", "heard", "better"),
    [
        ("mamman öppnar dörren", "Mamman öppnar dörrarna.", "mamman öppnar dörrarna"),
        ("mamman öppnar dörren", "Elsa öppnar dörrarna.", "Elsa öppnar dörrarna"),
        ("mamman öppnar dörren", "SIS öppnar dörren.", "SIS öppnar dörren"),
        ("Mamman öppnar dörren.", "Öppnar mamman dörren?", "Öppnar mamman dörren?"),
    ],
)
def test_an_engine_that_writes_sentences_is_fitted_into_the_middle_of_one(
    with_engine, worker, note, said, stands, heard, better
):
    rows = [{"text": f"Vi ser att {stands}", "observed_by": "Tove Ekberg"}]
    write_note.save(worker, note, {"iakttagelser": {"obs": rows}})
    part = replace(said, text=Private(stands))
    assert second_opinion(with_engine(Whisperer(heard)), note, part, "sv").better == better


def test_the_same_text_is_no_opinion(with_engine, note, said):
    assert second_opinion(with_engine(Whisperer("mamman öppnar dörren punkt")), note, said, "sv") is None


def test_without_a_second_engine_nobody_is_asked(worker, note, said):
    assert second_opinion(worker, note, said, "sv") is None


@pytest.mark.parametrize("typed", ["Vi ringer på.", f"{FIRST} {FIRST}"])
def test_what_somebody_changed_meanwhile_is_left_alone(with_engine, worker, note, said, typed):
    desk = with_engine(Whisperer("mamman öppnar dörren för oss punkt"))
    opinion = second_opinion(desk, note, said, "sv")
    rows = [{"text": typed, "observed_by": "Tove Ekberg"}]
    write_note.save(worker, note, {"iakttagelser": {"obs": rows}})
    assert second_opinion(desk, note, said, "sv") is None
    with pytest.raises(Refused) as stopped:
        take_opinion(worker, note, opinion)
    assert stopped.value.code is Code.NOTHING_CHANGED
    assert text(worker, note) == typed


def test_in_the_middle_of_a_sentence_no_capital_is_made(with_engine, worker, note, said):
    rows = [{"text": "Vi ser att mamman öppnar dörren", "observed_by": "Tove Ekberg"}]
    write_note.save(worker, note, {"iakttagelser": {"obs": rows}})
    part = replace(said, text=Private("mamman öppnar dörren"))
    opinion = second_opinion(with_engine(Whisperer("mamman öppnar dörrarna")), note, part, "sv")
    assert opinion.better == "mamman öppnar dörrarna"
