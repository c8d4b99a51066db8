"""Files other systems read, written from a real vault: whole or not at all, logged, by the rules of an export."""

import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

import verify_case
import verify_files
from fieldnotes.casework import attach, decide, for_other_systems, read_note, show_to_family, sign, write_note
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.vault import access

CASE = "c-prov-01"
CHILD, GUARDIAN = "prov-01-p1", "prov-01-p2"
ROOM = {"people": [{"person_id": CHILD, "role": "barn"}, {"person_id": GUARDIAN, "role": "vardnadshavare"}]}
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))
SAID = {"person_id": GUARDIAN, "section": "iakttagelser", "answer": "disagrees", "text": "Jag sov i fyra timmar."}


@pytest.fixture
def approved(worker, supervisor, carry):
    note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    shown = show_to_family.show(worker, note, ROOM).shown
    show_to_family.respond(worker, note, shown, {"responses": [SAID]})
    revision = sign.sign(worker, note, {"*": "Provkörning."}).hash
    carry()
    read_note.show(supervisor, note)
    decide.approve(supervisor, note, revision)
    carry()
    return note


def test_a_note_as_fhir_holds_the_text_the_familys_words_and_its_files(worker, approved, tmp_path):
    """rules: INS-2, SEC-6"""
    path = tmp_path / "note.json"
    done = for_other_systems.export_fhir(worker, approved, path)
    told = path.read_text(encoding="utf-8")
    bundle = json.loads(told)
    assert done.file == str(path)
    assert "Elsa har egen säng" in told
    assert "Jag sov i fyra timmar." in told
    (reference,) = [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "DocumentReference"]
    assert [each["attachment"]["contentType"] for each in reference["content"]] == [
        "application/pdf", "application/json",
    ]  # fmt: skip
    assert [row.what for row in access.unsent(worker.vault) if row.note == approved][-1] == "exported"


def test_a_paper_for_an_archive_claims_pdf_a_and_holds_the_note(worker, approved, tmp_path):
    """rules: ACC-2"""
    path = tmp_path / "note.pdf"
    for_other_systems.export_for_archive(worker, approved, path)
    reader = PdfReader(io.BytesIO(path.read_bytes()))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in ("Elsa har egen säng", "Jag sov i fyra timmar.", "Henrik Solberg", "BV-2026-0142"):
        assert words in text, words
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in reader.trailer["/Root"]["/Metadata"].get_data().decode()


def test_the_familys_copy_is_handed_over_not_exported(worker, approved, tmp_path):
    """rules: INS-3, INS-8"""
    for act in (
        lambda: for_other_systems.export_fhir(worker, approved, tmp_path / "x", "family"),
        lambda: for_other_systems.require_purpose(worker, approved, "family"),
    ):
        with pytest.raises(Refused) as stopped:
            act()
        assert stopped.value.code is Code.HAND_IT_OVER
    assert list(tmp_path.iterdir()) == []


def test_a_draft_leaves_in_no_form(worker, tmp_path):
    note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    for act in (for_other_systems.export_fhir, for_other_systems.export_for_archive):
        with pytest.raises(Refused) as stopped:
            act(worker, note, tmp_path / "x")
        assert stopped.value.code is Code.NOT_SIGNED
    assert list(tmp_path.iterdir()) == []


def test_a_package_holds_every_signed_note_the_case_and_its_files(town, worker, approved, tmp_path):
    """rules: SEC-6, RET-5"""
    letter = tmp_path / "brev.pdf"
    letter.write_bytes(b"%PDF-1.7 brev")
    attach.attach(worker, approved, letter)
    folder, told = tmp_path / "paket", []
    done = for_other_systems.export_package(worker, CASE, folder, files=True, progress=lambda *step: told.append(step))
    data = folder / "representations" / "rep1" / "data"
    told_of = [json.loads(path.read_text()) for path in (data / "notes").glob("*.json")]
    notes = {each["note"] for each in told_of}
    assert approved in notes
    here = [each for each in told_of if not each["misfiled"]]  # one that went elsewhere is only named
    assert len(list((data / "notes").glob("*.pdf"))) == len(here)
    case = json.loads((data / "case.json").read_text(encoding="utf-8"))
    assert verify_case.check_case(case, town.bag.key.public) == []
    assert verify_files.check_files(case, data) == []
    inner = (folder / "representations/rep1/METS.xml").read_text()
    assert "brev.pdf" in inner
    assert done.file == str(folder / "METS.xml")
    assert told[-1][0] == told[-1][1] == len(notes)
    assert {row.what for row in access.unsent(worker.vault) if row.note is None and row.case == CASE} >= {"exported"}
    with pytest.raises(Refused) as stopped:
        for_other_systems.export_package(worker, CASE, folder)
    assert stopped.value.code is Code.FILE_EXISTS


def test_a_package_that_is_not_wanted_any_more_leaves_nothing(worker, approved, tmp_path):
    with pytest.raises(Unavailable) as stopped:
        for_other_systems.export_package(worker, CASE, tmp_path / "paket", cancelled=lambda: True)
    assert stopped.value.code is Code.CANCELLED
    assert [path for path in tmp_path.iterdir() if path.suffix != ".lock"] == []


def test_who_does_not_work_with_the_case_gets_no_package(colleague, tmp_path):
    """rules: SEC-6"""
    with pytest.raises(Refused) as stopped:
        for_other_systems.export_package(colleague, "c-prov-04", tmp_path / "paket")
    assert stopped.value.code in {Code.UNKNOWN_CASE, Code.NOT_ASSIGNED}
