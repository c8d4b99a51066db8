"""Commands by voice: each is one and leaves no words behind; the model hears them, or its missing words are named."""

import pytest

from fieldnotes.casework import spoken_commands, write_note
from fieldnotes.casework.hearing import recogniser
from fieldnotes.dictation.recogniser import raw_text
from fieldnotes.dictation.sound import read_sound
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.speaking import voice_places
from fieldnotes.language.spoken import Writer
from speech_samples import CLIPS, clips
from virtual_microphone import spoken

RATE = 16000
UNHEARD_OF = "gå till blomkålsterrinen"


def heard(engine, pcm, grammar, rate=RATE):
    with engine.listen(rate, grammar) as session:
        session.feed(pcm)
        return raw_text(session.finish())


@pytest.fixture
def note(worker):
    return write_note.add(worker, "c-prov-01", "hembesok").note


def test_commands_are_the_sections_by_alias_and_by_label_and_taking_back(worker, note):
    phrases = spoken_commands.phrases(worker, note)
    assert {
        "gå till bedömning", "gå till barnets röst", "gå till uppgifter per område", "ångra det", "stryk det", "ny rad",
        "nytt stycke",
    } <= set(phrases)  # fmt: skip
    assert phrases == sorted(set(phrases))
    assert not [phrase for phrase in phrases if phrase != phrase.lower() or phrase != " ".join(phrase.split())]


def test_a_fields_own_alias_is_a_command_inside_its_section_only(worker, note):
    assert "gå till barnets bästa" not in spoken_commands.phrases(worker, note, "iakttagelser")
    assert "gå till barnets bästa" in spoken_commands.phrases(worker, note, "bedomning.assess")


def test_an_unknown_note_is_refused(worker):
    with pytest.raises(Refused) as refused:
        spoken_commands.phrases(worker, "n-none")
    assert refused.value.code is Code.UNKNOWN_NOTE


def test_every_command_of_every_template_leads_to_its_place_and_writes_no_word(worker):
    for template in worker.book.templates.values():
        places = voice_places(template)
        for said, place in places.items():
            begin = place.partition(".")[0] if "." in place else "elsewhere"
            writer = Writer(worker.workshop.speech.rules, places, begin)
            writer.add(f"gå till {said}")
            assert (writer.place, writer.passages()) == (place, [])


def test_the_clips_of_commands_are_heard_through_the_grammar(worker, note):
    phrases = spoken_commands.phrases(worker, note)
    engine = recogniser(worker.workshop, None)
    said = {clip["text"]: clip["file"] for clip in clips() if clip["text"] in phrases}
    assert len(said) >= 4
    for phrase, file in said.items():
        assert heard(engine, read_sound(CLIPS / file).pcm, phrases) == phrase


def test_other_speech_is_no_command(worker, note):
    pcm = read_sound(CLIPS / "note_kaffe.wav").pcm
    words = heard(recogniser(worker.workshop, None), pcm, spoken_commands.phrases(worker, note))
    assert words not in spoken_commands.phrases(worker, note)


def test_no_command_has_a_word_the_model_does_not_know(worker, note):
    assert spoken_commands.unknown_words(worker, note) == ()


def test_an_unknown_word_is_named_and_its_command_never_heard_in_part(worker):
    engine = recogniser(worker.workshop, None)
    grammar = [UNHEARD_OF, "gå till bedömning"]
    assert engine.unknown_words(grammar) == ("blomkålsterrinen",)
    pcm = read_sound(CLIPS / "cmd_planering.wav").pcm
    assert heard(engine, pcm, grammar) not in {*grammar, "gå till"}
    assert heard(engine, read_sound(CLIPS / "cmd_bedomning.wav").pcm, [UNHEARD_OF]) in {"[unk]", "[unk] [unk]", ""}


@pytest.mark.slow
def test_every_command_of_every_template_is_heard_when_a_machine_says_it(worker):
    """Run with `pytest -m slow tests/unit/casework/test_voice_commands.py`; needs espeak-ng. About a minute."""
    engine, missed = recogniser(worker.workshop, None), []
    for template in worker.book.templates.values():
        grammar = sorted({f"gå till {said}" for said in voice_places(template)} | {"ångra det", "stryk det"})
        unknown = set(engine.unknown_words(grammar))
        for phrase in grammar:
            pcm, rate = spoken(phrase)
            if unknown.isdisjoint(phrase.split()) and heard(engine, pcm, grammar, rate) != phrase:
                missed.append((template.id, phrase))
    assert missed == []
