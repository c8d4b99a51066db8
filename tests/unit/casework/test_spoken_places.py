"""Speech at the cursor, sent elsewhere meanwhile, taken back; words heard with doubt and the sound behind them."""

import json
from pathlib import Path

import pytest

from fieldnotes.casework import read_note, sign, unsure_words, write_note
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.spoken_spot import Spot
from fieldnotes.vault import drafts, entries, takes
from speech_samples import utterances

CASE = "c-prov-01"
RATE = 16_000
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))


@pytest.fixture
def note(worker):
    return write_note.add(worker, CASE, "hembesok").note


def begin(worker, note, place="information", spot=None, take=""):
    return SpokenDraft(worker, fetch(worker, note), place, spot, take)


def held(worker, note, section="information", field="note"):
    return read_note.show(worker, note).sections.get(section, {}).get(field)


def marked(worker, note):
    return [(word.word, word.start) for word in unsure_words.unsure_words(worker, note)]


def test_words_are_written_where_the_cursor_stands_and_go_on_there(worker, note):
    """rules: DOC-3"""
    write_note.save(worker, note, {"information": {"note": "Ett. Fyra."}})
    speech = begin(worker, note, spot=Spot(0, 4, "Ett. Fyra."))
    speech.add(utterances("två punkt"))
    speech.add(utterances("tre punkt", at=2))
    assert held(worker, note) == "Ett. Två. Tre. Fyra."
    assert [passage.text for passage in speech.wrote] == ["Tre."]
    speech.add(utterances("ångra det", at=4))
    assert held(worker, note) == "Ett. Två. Fyra."


def test_a_sentence_that_was_begun_goes_on_with_a_small_letter(worker, note):
    write_note.save(worker, note, {"information": {"note": "Vi berättade att"}})
    begin(worker, note).add(utterances("vi kommer tillbaka punkt"))
    assert held(worker, note) == "Vi berättade att vi kommer tillbaka."


def test_typing_before_the_words_moves_the_place_where_they_go_on(worker, note):
    """rules: DOC-3"""
    write_note.save(worker, note, {"information": {"note": "Ett. Fyra."}})
    speech = begin(worker, note, spot=Spot(0, 4, "Ett. Fyra."))
    speech.add(utterances("två punkt"))
    write_note.save(worker, note, {"information": {"note": "Noll. Ett. Två. Fyra. Fem."}})
    speech.add(utterances("tre punkt", at=2))
    assert held(worker, note) == "Noll. Ett. Två. Tre. Fyra. Fem."


def test_words_spoken_after_the_person_turned_elsewhere_go_there_however_late_they_are_heard(worker, note):
    """rules: DOC-3"""
    speech = begin(worker, note)
    speech.turn("nasta_steg", None, 2.0, at_once=False)
    assert speech.place == "information"
    speech.add(utterances("vi såg en katt vi ringer"))
    assert held(worker, note) == "Vi såg en katt"
    assert held(worker, note, "nasta_steg") == "Vi ringer"
    assert speech.place == "nasta_steg"
    assert [(passage.place, passage.text) for passage in speech.wrote] == [("nasta_steg", "Vi såg en katt Vi ringer")]


def test_when_nobody_speaks_the_next_words_go_where_the_person_turned(worker, note):
    speech = begin(worker, note)
    speech.add(utterances("vi såg en katt punkt"))
    speech.turn("nasta_steg", None, 99.0, at_once=True)
    assert speech.place == "nasta_steg"
    assert speech.preview("vi ringer") == "Vi ringer"
    speech.add(utterances("vi ringer punkt", at=4))
    assert (held(worker, note), held(worker, note, "nasta_steg")) == ("Vi såg en katt.", "Vi ringer.")


def test_taking_back_crosses_a_turn_and_the_person_stays_where_they_turned(worker, note):
    speech = begin(worker, note)
    speech.add(utterances("vi såg en katt punkt", "vi såg en hund punkt"))
    speech.turn("nasta_steg", None, 9.0, at_once=True)
    speech.add(utterances("ångra det", at=10))
    assert held(worker, note) == "Vi såg en katt."
    speech.add(utterances("vi ringer punkt", at=12))
    assert held(worker, note, "nasta_steg") == "Vi ringer."


def test_taking_back_a_command_leads_back(worker, note):
    speech = begin(worker, note)
    speech.add(utterances("vi såg en katt punkt", "gå till bedömning", "ångra det", "och en hund punkt"))
    assert speech.place == "information"
    assert held(worker, note).startswith("Vi såg en katt.")
    assert "en hund" in held(worker, note)
    assert held(worker, note, "bedomning", "assess") is None


def test_nobody_turns_to_a_place_one_cannot_speak_into(worker, note):
    speech = begin(worker, note)
    for place, code in (("vadret", Code.UNKNOWN_SECTION), ("grunddata.start", Code.WRONG_TYPE)):
        with pytest.raises(Refused) as stopped:
            speech.turn(place, None, 1.0, at_once=True)
        assert stopped.value.code is code
    assert speech.place == "information"


def test_unsure_words_are_kept_with_the_draft_follow_it_and_go_when_confirmed_or_changed(worker, note):
    """rules: DOC-3"""
    speech = begin(worker, note, take="t-1")
    speech.add(utterances("vi såg en katt och en hund punkt", unsure=("katt", "hund")))
    assert marked(worker, note) == [("katt", 10), ("hund", 22)]
    speech.add(utterances("den sov punkt", at=9, unsure=("sov",)))
    write_note.save(worker, note, {"information": {"note": "Nu: " + held(worker, note)}}, {"section": "information"})
    assert marked(worker, note) == [("katt", 14), ("hund", 26), ("sov", 36)]
    unsure_words.confirm(worker, note, ["t-1/1500"])
    speech.add(utterances("sedan gick vi punkt", at=12))
    assert [word for word, _at in marked(worker, note)] == ["hund", "sov"]
    write_note.edit(worker, note, {"sections": {"information": {"note": "Nu: Vi såg en katt och en häst. Den sov."}}})
    assert [word for word, _at in marked(worker, note)] == ["sov"]
    assert unsure_words.confirm(worker, note, ["t-1/1500"]).ids >= {note}


def test_taking_words_back_takes_their_marks(worker, note):
    speech = begin(worker, note, take="t-1")
    speech.add(utterances("vi såg en katt punkt", unsure=("katt",)))
    speech.add(utterances("ångra det", at=4))
    assert marked(worker, note) == []


def test_nothing_that_is_signed_says_what_was_unsure(worker):
    """rules: DOC-3"""
    note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    speech = begin(worker, note, take="t-1")
    speech.add(utterances("vi såg en katt punkt", unsure=("katt",)))
    revision = sign.sign(worker, note, {"*": "Provkörning."}).hash
    assert "unsure" not in str(entries.by_hash(worker.vault, revision).entry.body)
    assert unsure_words.unsure_words(worker, note) == ()
    with pytest.raises(Refused) as stopped:
        unsure_words.confirm(worker, note, ["t-1/1500"])
    assert stopped.value.code is Code.ALREADY_SIGNED


def test_exactly_the_sound_behind_a_word_is_opened(worker, note):
    """rules: SEC-11"""
    take = takes.begin(worker.vault, note, CASE, "information", RATE, worker.clock)
    pcm = b"".join((n % 30_000).to_bytes(2, "little") for n in range(RATE * 3 + 777))
    take.add(pcm)
    begin(worker, note, take=take.id).add(utterances("vi såg en katt", at=0.6, unsure=("katt",)))
    (word,) = unsure_words.unsure_words(worker, note)
    sound, rate = unsure_words.sound_of(worker, word)
    first, last = (
        (word.begins - unsure_words.AROUND_MS) * RATE // 1000,
        (word.ends + unsure_words.AROUND_MS) * RATE // 1000,
    )
    assert (sound, rate) == (pcm[first * 2 : last * 2], RATE)
    take.close()
    assert unsure_words.sound_of(worker, word) == (sound, rate)
    takes.destroy(worker.vault, take.id, worker.clock)
    with pytest.raises(Refused) as stopped:
        unsure_words.sound_of(worker, word)
    assert stopped.value.code is Code.UNKNOWN_RECORDING


def test_a_draft_says_nothing_of_its_unsure_words_in_a_log(worker, note):
    """rules: SEC-9"""
    begin(worker, note, take="t-1").add(utterances("vi såg en katt", unsure=("katt",)))
    draft = drafts.get(worker.vault, note)
    assert "katt" in str(draft.cursor)
    assert "katt" not in repr(draft)
