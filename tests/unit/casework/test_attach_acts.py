"""Files of a note: attached to a draft or a signed text, signed along, got out, taken away with everything."""

import hashlib
import json

import pytest
from PIL import Image

from fieldnotes.casework import attach, read_note, sign, write_note
from fieldnotes.casework.attachment_views import DRAFT, WAITING
from fieldnotes.domain.cases import Person
from fieldnotes.domain.errors import Code, FieldNotesError, Unavailable
from fieldnotes.vault import access, attachments, entries, take_rows, takes
from fieldnotes.vault.sealed_files import LARGEST_FILE
from picture_samples import SECRETS, jpeg

CASE = "c-prov-01"
WHY = {"*": "Provkörning."}


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "kylen.jpg"
    path.write_bytes(jpeg())
    return path


@pytest.fixture
def note(worker, resources):
    data = json.loads((resources / "demo/notes/prov-01.json").read_text(encoding="utf-8"))
    return write_note.add(worker, CASE, "hembesok", data).note


def code_of(call):
    with pytest.raises(FieldNotesError) as problem:
        call()
    return problem.value.code


def kinds(worker, note):
    return [row.kind for row in read_note.history(worker, note)]


def test_a_file_of_a_draft_is_signed_with_it(worker, note, photo, tmp_path):
    """rules: DOC-1"""
    done = attach.attach(worker, note, photo, "iakttagelser")
    (one,) = attach.attachments_of(worker, note)
    assert (one.id, one.name, one.media_type, one.state) == (done.attachment, "kylen.jpg", "image/jpeg", DRAFT)
    assert (one.size, one.section, done.entry, done.cleaned) == (len(jpeg()), "iakttagelser", None, False)
    signed = sign.sign(worker, note, WHY)
    (one,) = attach.attachments_of(worker, note)
    assert (one.state, one.entry) == (WAITING, signed.others[0])
    assert kinds(worker, note) == ["NoteSigned", "AttachmentAdded"]
    filed = entries.by_hash(worker.vault, one.entry)
    assert filed.entry.parents == (signed.hash,)
    out = attach.get_out(worker, one.id, tmp_path / "out.jpg")
    assert (tmp_path / "out.jpg").read_bytes() == jpeg()
    assert out.sha256 == hashlib.sha256(jpeg()).hexdigest()
    logged = access.unsent(worker.vault)[-1]
    assert (logged.what, logged.note, logged.revision) == ("exported", note, one.entry)


def test_a_file_of_a_signed_note_is_an_entry_at_once(worker, note, photo):
    sign.sign(worker, note, WHY)
    done = attach.attach(worker, note, photo)
    assert done.entry is not None
    assert kinds(worker, note)[-1] == "AttachmentAdded"
    assert attach.attachments_of(worker, note)[0].entry == done.entry
    assert code_of(lambda: attach.remove(worker, done.attachment)) is Code.ATTACHMENT_SIGNED


def test_a_file_is_taken_from_a_draft_with_everything(worker, note, photo):
    done = attach.attach(worker, note, photo)
    attach.remove(worker, done.attachment)
    attach.remove(worker, done.attachment)
    assert attach.attachments_of(worker, note) == ()
    assert not attachments.path_of(worker.vault, done.attachment).exists()
    sign.sign(worker, note, WHY)
    assert kinds(worker, note) == ["NoteSigned"]


def test_a_discarded_draft_takes_its_files_and_its_sound_along(worker, note, photo, town):
    """rules: INS-6"""
    done = attach.attach(worker, note, photo)
    take = takes.begin(worker.vault, note, CASE, "iakttagelser", 16000, town.clock)
    take.add(bytes(16000))
    take.close()
    write_note.discard(worker, note)
    assert code_of(lambda: attach.get_out(worker, done.attachment, photo)) is Code.UNKNOWN_NOTE
    assert not attachments.path_of(worker.vault, done.attachment).exists()
    assert take_rows.takes_of(worker.vault, note) == []
    assert [e.entry.body["why"] for e in entries.of_note(worker.vault, note)] == ["discarded"]


def test_signing_destroys_the_sound_with_a_receipt_in_one_transaction(worker, note, town):
    """rules: INS-6"""
    take = takes.begin(worker.vault, note, CASE, "iakttagelser", 16000, town.clock)
    take.add(bytes(16000 * 2 * 3))
    take.close()
    signed = sign.sign(worker, note, WHY)
    receipt = entries.by_hash(worker.vault, signed.others[0])
    assert receipt.entry.body == {"recording": take.id, "seconds": 3, "why": "signed"}
    assert take_rows.takes_of(worker.vault, note) == []
    assert list((worker.vault.folder / "sound").glob(f"{take.id}*")) == []
    assert not worker.vault.log_owed


def test_a_signature_that_is_refused_leaves_sound_and_files_as_they_were(worker, photo, town):
    note = write_note.add(worker, CASE, "hembesok").note
    done = attach.attach(worker, note, photo)
    take = takes.begin(worker.vault, note, CASE, "iakttagelser", 16000, town.clock)
    take.add(bytes(8000))
    take.close()
    assert code_of(lambda: sign.sign(worker, note, WHY)) is Code.CONTENT_MISSING
    assert b"".join(takes.frames(worker.vault, take.id)) == bytes(8000)
    assert [(one.id, one.state) for one in attach.attachments_of(worker, note)] == [(done.attachment, DRAFT)]


def test_a_picture_in_a_case_with_a_protected_person_loses_place_and_camera(worker, note, photo, tmp_path, monkeypatch):
    """rules: SEC-4"""
    monkeypatch.setattr(Person, "is_protected", property(lambda _: True))
    done = attach.attach(worker, note, photo)
    assert done.cleaned
    attach.get_out(worker, done.attachment, tmp_path / "out.jpg")
    assert not [secret for secret in SECRETS if secret in (tmp_path / "out.jpg").read_bytes()]
    heic = tmp_path / "bild.heic"
    heic.write_bytes(b"\x00\x00\x00\x18ftypheic" + bytes(50))
    assert code_of(lambda: attach.attach(worker, note, heic)) is Code.PICTURE_NOT_CLEANABLE
    letter = tmp_path / "brev.pdf"
    letter.write_bytes(b"%PDF-1.7 brev")
    assert not attach.attach(worker, note, letter).cleaned


def large_photo(path):
    """Of a camera, large, with a place in it."""
    written = Image.Exif()
    written[0x010F] = "SECRETCAM"
    Image.linear_gradient("L").resize((3000, 1000)).save(path, quality=95, exif=written)
    return path


def test_a_large_photo_is_kept_smaller_unless_the_original_is_evidence(worker, note, tmp_path, monkeypatch):
    """rules: SEC-4"""
    path = large_photo(tmp_path / "hall.jpg")
    size = path.stat().st_size
    told = []
    done = attach.attach(worker, note, path, progress=lambda at, of: told.append((at, of)))
    kept = attach.attach(worker, note, path, original=True)
    monkeypatch.setattr(Person, "is_protected", property(lambda _: True))
    clean = attach.attach(worker, note, path, original=True)
    assert [(each.smaller, each.cleaned) for each in (done, kept, clean)] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    small, whole, cleaned = (each.size for each in attach.attachments_of(worker, note))
    assert small < cleaned < whole == size == path.stat().st_size
    assert told[-1] == (small, small)
    for each, has in ((done, False), (kept, True), (clean, False)):
        attach.get_out(worker, each.attachment, tmp_path / "out.jpg")
        assert (b"SECRETCAM" in (tmp_path / "out.jpg").read_bytes()) is has
        with Image.open(tmp_path / "out.jpg") as picture:
            assert picture.size == ((2560, 853) if each is done else (3000, 1000))


def test_a_photo_that_is_stopped_half_way_leaves_nothing(worker, note, tmp_path):
    path = large_photo(tmp_path / "hall.jpg")
    assert code_of(lambda: attach.attach(worker, note, path, cancelled=lambda: True)) is Code.CANCELLED
    assert attach.attachments_of(worker, note) == ()


def test_what_a_file_is_called_carries_no_path_and_what_it_is_rests_on_its_bytes(worker, note, tmp_path):
    path = tmp_path / "brev.jpg"
    path.write_bytes(b"%PDF-1.7 brev")
    attach.attach(worker, note, path)
    assert attach.attachments_of(worker, note)[0].media_type == "application/pdf"


def test_what_cannot_be_attached_is_refused_and_leaves_nothing(worker, colleague, note, photo, tmp_path):
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert code_of(lambda: attach.attach(worker, note, large)) is Code.TOO_LARGE
    assert code_of(lambda: attach.attach(worker, note, tmp_path / "saknas.jpg")) is Code.FILE_MISSING
    assert code_of(lambda: attach.attach(worker, note, tmp_path)) is Code.FILE_MISSING
    assert code_of(lambda: attach.attach(worker, note, photo, "nosuch")) is Code.UNKNOWN_SECTION
    assert code_of(lambda: attach.attach(worker, "no-note", photo)) is Code.UNKNOWN_NOTE
    assert code_of(lambda: attach.attach(worker, note, photo, cancelled=lambda: True)) is Code.CANCELLED
    assert attach.attachments_of(worker, note) == ()


def test_progress_is_told_in_bytes(worker, note, tmp_path):
    path = tmp_path / "stor.bin"
    path.write_bytes(bytes(600_000))
    told = []
    done = attach.attach(worker, note, path, progress=lambda at, of: told.append((at, of)))
    assert told[-1] == (600_000, 600_000)
    assert len(told) == 3
    told.clear()
    attach.get_out(worker, done.attachment, tmp_path / "ut.bin", progress=lambda at, of: told.append((at, of)))
    assert told == [(600_000, 600_000)]


def test_a_way_out_that_is_stopped_or_damaged_writes_nothing(worker, note, photo, tmp_path):
    done = attach.attach(worker, note, photo)
    out = tmp_path / "out.jpg"
    assert code_of(lambda: attach.get_out(worker, done.attachment, out, cancelled=lambda: True)) is Code.CANCELLED
    path = attachments.path_of(worker.vault, done.attachment)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert code_of(lambda: attach.get_out(worker, done.attachment, out)) is Code.ATTACHMENT_DAMAGED
    assert not out.exists()
    path.write_bytes(whole)


def test_a_trace_that_another_program_keeps_is_said(worker, note, photo, monkeypatch):
    done = attach.attach(worker, note, photo)
    monkeypatch.setattr(type(worker.vault), "empty_log", lambda _: False)
    with pytest.raises(Unavailable) as problem:
        attach.remove(worker, done.attachment)
    assert problem.value.code is Code.TRACES_LEFT
    monkeypatch.undo()
    attach.remove(worker, done.attachment)
