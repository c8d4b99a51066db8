"""Who is heard in a recording: the worker by default, others by their word; a word taken back takes the sound along.

rules: INS-6, CHI-5
"""

import base64
import json
import wave

import pytest

from fieldnotes.casework import attach, consent, make_report, read_note, recording_consent, sign, write_note
from fieldnotes.casework.recording_consent import agree, begin_take, people_to_record, withdraw
from fieldnotes.domain.cases import Person
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.private import Private
from fieldnotes.domain.who_consents import Asks, How, ways_of, whom_to_ask
from fieldnotes.vault import entries, recorded, take_rows, takes
from readable_bytes import base64_of

CASE = "c-prov-01"
KARIN = "prov-01-p2"
WHY = {"*": "Provkörning."}


@pytest.fixture
def note(worker, resources):
    data = json.loads((resources / "demo/notes/prov-01.json").read_text(encoding="utf-8"))
    return write_note.add(worker, CASE, "hembesok", data).note


@pytest.fixture
def clip(data):
    with wave.open(str(data / "audio" / "note_kaffe.wav")) as sound:
        return sound.readframes(sound.getnframes())


def record(worker, note, pcm, *others):
    take = begin_take(worker, note, "iakttagelser", 16000, others)
    take.add(pcm)
    take.close()
    return take.id


def code_of(call):
    with pytest.raises(FieldNotesError) as problem:
        call()
    return problem.value.code


def receipts(worker, note):
    found = (one.entry for one in entries.of_note(worker.vault, note) if one.entry.kind.value == "RecordingDestroyed")
    return [(entry.body["recording"], entry.body["why"]) for entry in found]


def test_only_the_worker_is_heard_unless_somebody_agreed(worker, note, clip):
    with pytest.raises(Refused) as stopped:
        begin_take(worker, note, "iakttagelser", 16000, [KARIN])
    assert (stopped.value.code, stopped.value.values) == (Code.CONSENT_MISSING, {"person": KARIN})
    assert take_rows.takes_of(worker.vault, note) == []
    own = record(worker, note, clip)
    assert recorded.heard_in(worker.vault, own) == frozenset()
    agree(worker, note, KARIN, How.SPOKEN)
    both = record(worker, note, clip, KARIN)
    assert recorded.heard_in(worker.vault, both) == {KARIN}


def test_a_consent_is_an_entry_that_says_who_and_how(worker, note):
    done = agree(worker, note, KARIN, How.WRITTEN)
    body = entries.by_hash(worker.vault, done.hash).entry.body
    assert body == {"what": "inspelning", "person_id": KARIN, "role": "vardnadshavare", "how": "skriftligt"}
    karin = next(each for each in people_to_record(worker, note) if each.person_id == KARIN)
    assert (karin.consent, karin.how, karin.name) == (done.hash, "skriftligt", "Karin Sandin")
    assert karin.at is not None


def test_a_consent_to_something_else_is_no_consent_to_be_recorded(worker, note):
    consent.consent(worker, note, {"what": "besok", "person_id": KARIN, "how": "muntligt"})
    assert code_of(lambda: begin_take(worker, note, "iakttagelser", 16000, [KARIN])) is Code.CONSENT_MISSING


def test_a_consent_in_one_note_is_none_in_another(worker, note):
    agree(worker, note, KARIN, How.SPOKEN)
    other = write_note.add(worker, CASE, "hembesok").note
    assert code_of(lambda: begin_take(worker, other, "iakttagelser", 16000, [KARIN])) is Code.CONSENT_MISSING


def test_taken_back_the_sound_is_destroyed_at_once_and_the_text_stays(worker, note, clip):
    before = read_note.show(worker, note).sections
    own = record(worker, note, clip)
    agree(worker, note, KARIN, How.SPOKEN)
    first, second = record(worker, note, clip, KARIN), record(worker, note, clip, KARIN)
    done = withdraw(worker, note, KARIN)
    assert receipts(worker, note) == [(first, "withdrawn"), (second, "withdrawn")]
    assert len(done.others) == 2
    assert [take.id for take in take_rows.takes_of(worker.vault, note)] == [own]
    for take in (first, second):
        with pytest.raises(Refused) as stopped:
            next(takes.frames(worker.vault, take))
        assert stopped.value.code is Code.UNKNOWN_RECORDING
        assert list((worker.vault.folder / "sound").glob(f"{take}*")) == []
    assert not worker.vault.log_owed
    assert read_note.show(worker, note).sections == before
    assert b"".join(takes.frames(worker.vault, own)) == clip


def test_taken_back_while_it_records_no_key_is_left_and_no_more_is_kept(worker, note, clip):
    agree(worker, note, KARIN, How.SPOKEN)
    take = begin_take(worker, note, "iakttagelser", 16000, [KARIN])
    take.add(clip)
    withdraw(worker, note, KARIN)
    take.add(clip)
    take.close()
    assert take_rows.takes_of(worker.vault, note) == []
    assert code_of(lambda: next(takes.frames(worker.vault, take.id))) is Code.UNKNOWN_RECORDING
    assert receipts(worker, note) == [(take.id, "withdrawn")]


def test_whoever_said_yes_twice_says_no_once_and_may_say_yes_again(worker, note, clip):
    agree(worker, note, KARIN, How.SPOKEN)
    first = record(worker, note, clip, KARIN)
    agree(worker, note, KARIN, How.WRITTEN)
    withdraw(worker, note, KARIN)
    assert receipts(worker, note) == [(first, "withdrawn")]
    assert code_of(lambda: withdraw(worker, note, KARIN)) is Code.CONSENT_MISSING
    agree(worker, note, KARIN, How.SPOKEN)
    assert record(worker, note, clip, KARIN)


def test_from_the_command_line_too_the_sound_goes_with_the_consent(worker, note, clip):
    given = agree(worker, note, KARIN, How.SPOKEN).hash
    take = record(worker, note, clip, KARIN)
    consent.consent(worker, note, {"what": "inspelning", "person_id": KARIN, "withdraws": given})
    assert receipts(worker, note) == [(take, "withdrawn")]


def test_a_withdrawal_filed_on_another_computer_ends_the_sound_here(worker, note, clip, town):
    agree(worker, note, KARIN, How.SPOKEN)
    take = record(worker, note, clip, KARIN)
    assert recording_consent.end_what_may_no_longer_be(worker).ids == frozenset()
    whole = recording_consent.fetch(worker, note)
    given = recording_consent.require_consents(whole, [KARIN])[KARIN]
    body = {"what": "inspelning", "person_id": KARIN, "consent": given}
    entries.file_act(worker.vault, consent.act(worker, whole, consent.Kind.CONSENT_WITHDRAWN, body), town.clock)
    assert recording_consent.end_what_may_no_longer_be(worker).ids >= {note}
    assert receipts(worker, note) == [(take, "withdrawn")]
    assert recording_consent.end_what_may_no_longer_be(worker).ids == frozenset()


def test_sound_of_a_note_that_was_signed_on_another_computer_ends_here(worker, note, clip):
    signed = sign.sign(worker, note, WHY)
    take = takes.begin(worker.vault, note, CASE, "iakttagelser", 16000, worker.clock)
    take.add(clip)
    take.close()
    assert signed.others == ()
    recording_consent.end_what_may_no_longer_be(worker)
    assert receipts(worker, note) == [(take.id, "signed")]
    assert take_rows.takes_of(worker.vault, note) == []


@pytest.mark.parametrize(
    ("born", "role", "asks"),
    [
        ("2017-09-02", "barn", Asks.GUARDIAN),
        ("2014-03-12", "syskon", Asks.BOTH),
        ("2014-03-13", "syskon", Asks.GUARDIAN),
        ("2011-03-12", "barn", Asks.SELF),
        ("2011-03-13", "barn", Asks.BOTH),
        ("1985-04-01", "vardnadshavare", Asks.SELF),
        (None, "barn", Asks.GUARDIAN),
        (None, "vardnadshavare", Asks.SELF),
    ],
)
def test_whom_to_ask_depends_on_the_age(born, role, asks):
    """rules: CHI-5"""
    assert whom_to_ask(Person("p", Private("N"), role, born=born), "2026-03-12") is asks


def test_a_young_child_is_not_asked_in_its_guardians_place(worker, note):
    """rules: CHI-5"""
    child = next(each for each in people_to_record(worker, note) if each.role == "barn")
    assert child.asks == "guardian"
    assert code_of(lambda: agree(worker, note, child.person_id, How.SPOKEN)) is Code.WRONG_TYPE
    assert agree(worker, note, child.person_id, How.GUARDIAN_SPOKEN).hash
    assert How.GUARDIAN_SPOKEN not in ways_of(Asks.SELF)


def test_a_colleague_can_be_heard_and_the_reporter_is_never_listed(worker):
    note = write_note.add(worker, "c-prov-04", "hembesok").note
    listed = {each.person_id: each.role for each in people_to_record(worker, note)}
    assert "u-tove" not in listed
    assert "anmalare" not in listed.values()
    own = write_note.add(worker, CASE, "hembesok").note
    colleague = next(each.person_id for each in people_to_record(worker, own) if each.role == "kollega")
    agree(worker, own, colleague, How.SPOKEN)
    assert record(worker, own, bytes(8000), colleague)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("besok.wav", b"RIFF\x00\x00\x00\x00WAVEfmt "),
        ("besok.mp3", b"\xff\xfb\x90\x00" + bytes(60)),
        ("besok.m4a", b"\x00\x00\x00\x18ftypmp42" + bytes(60)),
        ("utan ändelse", b"OggS" + bytes(60)),
    ],
)
def test_a_recording_never_becomes_an_attachment(worker, note, tmp_path, name, first):
    (tmp_path / name).write_bytes(first)
    with pytest.raises(Refused) as stopped:
        attach.attach(worker, note, tmp_path / name)
    assert (stopped.value.code, stopped.value.values) == (Code.SOUND_NOT_ATTACHED, {"file": name})
    assert attach.attachments_of(worker, note) == ()


def spellings(pcm):
    """Pieces of the sound's loud middle, as bytes and as base64 gives them."""
    pieces = [pcm[at : at + 30] for at in range(len(pcm) // 3, len(pcm) * 2 // 3, 9600)]
    return [form for piece in pieces for form in (piece, *(base64_of(piece, at) for at in range(3)))]


def test_no_export_holds_sound_before_or_after_the_signature(worker, note, clip, tmp_path):
    assert sum(form.decode("latin-1") in base64.b64encode(clip).decode() for form in spellings(clip)) > 3
    record(worker, note, clip)
    make_report.export_case(worker, CASE, tmp_path / "before", files=True)
    sign.sign(worker, note, WHY)
    make_report.export_case(worker, CASE, tmp_path / "after", files=True)
    make_report.export_pdf(worker, note, tmp_path / "after" / "note.pdf")
    make_report.export_json(worker, note, tmp_path / "after" / "note.json")
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in written} >= {"case.json", "note.pdf", "note.json"}
    held = [path.name for path in written if any(form in path.read_bytes() for form in spellings(clip))]
    assert held == []
    assert [path for path in written if path.suffix == ".take"] == []


def test_after_the_signature_no_stored_key_opens_any_sound(worker, note, clip):
    """rules: INS-6"""
    agree(worker, note, KARIN, How.SPOKEN)
    made = [record(worker, note, clip), record(worker, note, clip, KARIN)]
    sign.sign(worker, note, WHY)
    assert sorted(receipts(worker, note)) == sorted((take, "signed") for take in made)
    for take in made:
        assert code_of(lambda take=take: next(takes.frames(worker.vault, take))) is Code.UNKNOWN_RECORDING
    assert [path for take in made for path in (worker.vault.folder / "sound").glob(f"{take}*")] == []
