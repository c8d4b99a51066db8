"""Dictation into a draft: real sound through the real recogniser, or utterances handed in one by one."""

import json
from pathlib import Path

import pytest

from fieldnotes.casework import dictate, read_note, sign, speech_models, write_note
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from speech_samples import utterances

CASE = "c-prov-01"
AUDIO = Path(__file__).parents[2] / "data" / "audio"
JOURNEY = Path(__file__).parents[2] / "data" / "journey"
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))


@pytest.fixture
def note(worker):
    return write_note.add(worker, CASE, "hembesok").note


def spoken(worker, note, place="iakttagelser"):
    return SpokenDraft(worker, fetch(worker, note), place)


def obs(worker, note):
    return read_note.show(worker, note).sections.get("iakttagelser", {}).get("obs", [])


def test_a_sound_file_is_written_into_its_section_and_repeating_appends(worker, note):
    first = dictate.dictate_into(worker, AUDIO / "note_kaffe.wav", note, "iakttagelser")
    assert first.raw.split()[0] == "mamman"
    assert first.text.startswith("Mamman öppnar dörren")
    assert first.changed.ids >= {note}
    assert obs(worker, note) == [{"text": first.text, "observed_by": "Tove Ekberg"}]
    assert first.seconds_audio > 1
    assert all(0 <= word.confidence <= 1 and word.start < word.end for word in first.words)
    dictate.dictate_into(worker, AUDIO / "note_kaffe.wav", note, "iakttagelser")
    assert obs(worker, note)[0]["text"] == f"{first.text} {first.text}"


def test_raw_words_are_kept_as_they_were_heard(worker, note):
    heard = dictate.dictate_into(worker, AUDIO / "note_kaffe.wav", note, "information", raw=True)
    assert heard.text == heard.raw
    assert read_note.show(worker, note).sections["information"]["note"] == heard.raw


def test_a_spoken_command_moves_to_another_section(worker, note):
    heard = dictate.dictate_into(worker, JOURNEY / "06_bedomning.wav", note, "iakttagelser")
    assert heard.passages[-1].place == "bedomning"
    assert read_note.show(worker, note).sections["bedomning"]["assess"]["by"] == "Tove Ekberg"


def test_without_a_note_a_sound_file_is_only_written_down(town, worker):
    told = []
    heard = dictate.transcribe(town.workshop, AUDIO / "note_kaffe.wav", progress=told.append)
    assert heard.note is None
    assert told[-1] == 100
    assert heard.to_json()["words"][0].keys() == {"word", "start", "end", "confidence"}


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("vadret", Code.UNKNOWN_SECTION),
        ("iakttagelser.farg", Code.UNKNOWN_FIELD),
        ("grunddata.start", Code.WRONG_TYPE),
    ],
)
def test_a_place_that_cannot_be_spoken_into_is_refused_before_anything_is_heard(worker, note, place, code):
    with pytest.raises(Refused) as stopped:
        dictate.dictate_into(worker, AUDIO / "nowhere.wav", note, place)
    assert stopped.value.code is code


def test_what_is_no_sound_is_refused_and_nothing_is_saved(worker, note, tmp_path):
    text, empty = tmp_path / "text.wav", tmp_path / "empty.wav"
    text.write_text("Det här är ingen ljudfil.", encoding="utf-8")
    empty.touch()
    for path, code in ((text, Code.NOT_AUDIO), (empty, Code.EMPTY_AUDIO), (tmp_path / "x.wav", Code.FILE_MISSING)):
        with pytest.raises(Refused) as stopped:
            dictate.dictate_into(worker, path, note, "iakttagelser")
        assert stopped.value.code is code
    with pytest.raises(Refused) as stopped:
        dictate.dictate_into(worker, AUDIO / "note_kaffe.wav", note, "iakttagelser", model="vosk-model-xx")
    assert stopped.value.code is Code.MODEL_MISSING
    assert obs(worker, note) == []


def test_a_cancelled_dictation_leaves_the_draft_as_it_was(worker, note):
    with pytest.raises(FieldNotesError) as stopped:
        dictate.dictate_into(worker, AUDIO / "long_visit.wav", note, "iakttagelser", cancelled=lambda: True)
    assert stopped.value.code is Code.CANCELLED
    assert obs(worker, note) == []


def test_nothing_is_spoken_into_a_signed_note(worker):
    note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    sign.sign(worker, note, {"*": "Provkörning."})
    with pytest.raises(Refused) as stopped:
        dictate.dictate_into(worker, AUDIO / "note_kaffe.wav", note, "iakttagelser")
    assert stopped.value.code is Code.ALREADY_SIGNED


def test_a_note_remembers_that_it_was_spoken(worker):
    from fieldnotes.vault import entries

    note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    spoken(worker, note).add(utterances("vi såg en katt punkt"))
    write_note.save(worker, note, {"information": SHIPPED["sections"]["information"]}, {"section": "information"})
    revision = sign.sign(worker, note, {"*": "Provkörning."}).hash
    assert entries.by_hash(worker.vault, revision).entry.body["dictated"] is True


def test_undo_takes_back_what_was_said_last(worker, note):
    speech = spoken(worker, note)
    speech.add(utterances("vi såg en hund punkt"))
    speech.add(utterances("vi såg en katt punkt"))
    speech.add(utterances("ångra det"))
    assert [row["text"] for row in obs(worker, note)] == ["Vi såg en hund."]
    speech.add(utterances("ångra det"))
    assert obs(worker, note) == []


def test_speaking_never_takes_away_what_somebody_typed_meanwhile(worker, note):
    speech = spoken(worker, note)
    speech.add(utterances("vi såg en hund punkt"))
    write_note.save(worker, note, {"information": {"note": "Skrivet för hand."}})
    typed = [{"text": "Vi såg två hundar.", "observed_by": "Tove Ekberg"}]
    write_note.save(worker, note, {"iakttagelser": {"obs": typed}})
    speech.add(utterances("och en katt punkt"))
    sections = read_note.show(worker, note).sections
    assert sections["information"]["note"] == "Skrivet för hand."
    assert "Vi såg två hundar." in obs(worker, note)[0]["text"]
    assert "katt" in obs(worker, note)[0]["text"]


def test_models_are_listed_installed_and_removed(town, tmp_path, worker):
    dictate.transcribe(town.workshop, AUDIO / "note_kaffe.wav")
    (model,) = speech_models.models(town.workshop)
    assert model.test
    speech_models.remove(town.workshop, model.name)
    assert speech_models.models(town.workshop) == ()
    assert speech_models.install(town.workshop, town.workshop.speech.shipped_model) == model
    with pytest.raises(Refused) as stopped:
        speech_models.remove(town.workshop, "vosk-model-xx")
    assert stopped.value.code is Code.MODEL_MISSING
