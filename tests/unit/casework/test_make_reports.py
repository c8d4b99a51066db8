"""Files that leave the vault: the PDF holds what it must, the exported case holds up from its bytes alone."""

import copy
import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

import verify_case
import verify_files
from fieldnotes.casework import attach, decide, make_report, read_note, show_to_family, sign, verify, write_note
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.vault import access, attachments, takes

CASE = "c-prov-01"
CHILD, GUARDIAN = "prov-01-p1", "prov-01-p2"
ROOM = {"people": [{"person_id": CHILD, "role": "barn"}, {"person_id": GUARDIAN, "role": "vardnadshavare"}]}
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))
PIN = {"section": "vuxnas_uppgifter", "field": "told", "kind": "question", "text": "Hur ofta är Elsa ensam?"}


def text_of(data):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


@pytest.fixture
def approved(worker, supervisor, carry):
    note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    shown = show_to_family.show(worker, note, ROOM).shown
    said = {"person_id": GUARDIAN, "section": "iakttagelser", "answer": "disagrees", "text": "Jag sov i fyra timmar."}
    show_to_family.respond(worker, note, shown, {"responses": [said]})
    revision = sign.sign(worker, note, {"*": "Provkörning."}).hash
    carry()
    read_note.show(supervisor, note)
    decide.return_note(supervisor, note, revision, {"pins": [PIN]})
    carry()
    decide.answer(worker, decide.questions(worker)[-1].id, "Varannan vecka.")
    carry()
    decide.approve(supervisor, note, revision)
    carry()
    return note


def test_the_pdf_holds_the_note_the_familys_words_the_question_and_the_approval(worker, approved, tmp_path):
    """rules: DOC-1, DOC-4, INS-2"""
    path = tmp_path / "hembesok.pdf"
    done = make_report.export_pdf(worker, approved, path)
    text = text_of(path.read_bytes())
    for words in (
        "Tove Ekberg",
        "BV-2026-0142",
        "Elsa har egen säng",
        "Jag sov i fyra timmar.",
        "Hur ofta är Elsa ensam?",
        "Varannan vecka.",
        "Henrik Solberg",
        "Karin Sandin",
    ):
        assert words in text, words
    assert done.file == str(path)
    assert len(done.sha256) == 64


def test_a_copy_for_one_person_holds_nothing_that_is_not_theirs(worker, approved, tmp_path):
    """rules: SEC-2, CHI-6"""
    path = tmp_path / "kopia.pdf"
    show_to_family.hand_over(worker, approved, GUARDIAN, "i_handen", path)
    text = text_of(path.read_bytes())
    assert "Elsa har egen säng" in text
    for words in ("för stort för åttaåringar", "Jag väcker mamma", "Hur ofta är Elsa ensam?"):
        assert words not in text


def test_every_file_that_leaves_is_logged(worker, approved, tmp_path):
    """rules: SEC-6"""
    make_report.export_pdf(worker, approved, tmp_path / "a.pdf")
    make_report.pdf_bytes(worker, approved)
    make_report.export_json(worker, approved, tmp_path / "a.json")
    made = [row.what for row in access.unsent(worker.vault) if row.note == approved]
    assert made[-3:] == ["exported", "printed", "exported"]


def test_a_draft_is_not_printed_and_a_closed_folder_leaves_nothing_behind(worker, approved, tmp_path):
    draft = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    with pytest.raises(Refused) as stopped:
        make_report.export_pdf(worker, draft, tmp_path / "x.pdf")
    assert stopped.value.code is Code.NOT_SIGNED
    with pytest.raises(Unavailable) as closed:
        make_report.export_pdf(worker, approved, tmp_path / "nowhere" / "x.pdf")
    assert closed.value.code is Code.CANNOT_WRITE
    assert list(tmp_path.iterdir()) == []


def test_a_note_as_json_holds_its_content_and_its_entries(worker, approved, tmp_path):
    path = tmp_path / "note.json"
    make_report.export_json(worker, approved, path)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["state"] == "approved"
    assert found["sections"]["bedomning"] == SHIPPED["sections"]["bedomning"]
    assert [entry["kind"] for entry in found["entries"]][-1] == "NoteApproved"


def test_an_exported_case_holds_up_from_its_bytes_alone(town, worker, approved, tmp_path):
    """rules: INS-1"""
    make_report.export_case(worker, CASE, tmp_path / "akt")
    export = json.loads((tmp_path / "akt" / "case.json").read_text(encoding="utf-8"))
    assert verify_case.check_case(export, town.bag.key.public) == []
    assert len(export["entries"]) >= 6
    dropped = copy.deepcopy(export)
    del dropped["entries"][1]
    assert verify_case.check_case(dropped)
    with pytest.raises(Refused) as stopped:
        make_report.export_case(worker, CASE, tmp_path / "akt")
    assert stopped.value.code is Code.FILE_EXISTS


def test_what_has_not_reached_the_hub_stands_apart_in_an_exported_case(worker, approved, tmp_path):
    """How long the file is to be kept goes with it, and what nobody knows of that.

    rules: RET-5
    """
    sign.correct(worker, approved, {"sections": {"information": {"note": "Rättat."}}}, "Fel ord.")
    make_report.export_case(worker, CASE, tmp_path / "akt")
    export = json.loads((tmp_path / "akt" / "case.json").read_text(encoding="utf-8"))
    assert len(export["waiting"]) >= 1
    kept = export["retention"]
    assert (kept["keeping"], kept["rule"], kept["born"]) == ("until_thirty", "RET-2", "2017-09-02")
    assert (kept["due"], kept["lacks"]) == (None, ["closed", "municipality"])
    assert verify_case.check_case(export) == []


def test_the_files_of_an_exported_case_hold_against_its_record(worker, approved, tmp_path):
    """rules: INS-1 – from the bytes alone; a file that was changed afterwards shows."""
    path = tmp_path / "../brev.pdf"
    path.write_bytes(b"%PDF-1.7 " + bytes(1024 * 1024))
    one = attach.attach(worker, approved, path).attachment
    told = []
    folder = tmp_path / "akt"
    make_report.export_case(worker, CASE, folder, files=True, progress=lambda done, total: told.append((done, total)))
    export = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    assert [row["file"] for row in export["files"] if row["attachment"] == one] == [f"files/{one}/brev.pdf"]
    assert verify_files.check_files(export, folder) == []
    assert verify_case.check_case(export) == []
    assert told[-1][0] == told[-1][1]
    (folder / "files" / one / "brev.pdf").write_bytes(b"%PDF-1.7 another")
    assert verify_files.check_files(export, folder) == [f"files/{one}/brev.pdf"]


def test_verifying_opens_every_piece_and_frame_and_can_be_stopped(worker, approved, tmp_path, town):
    path = tmp_path / "brev.pdf"
    path.write_bytes(b"%PDF-1.7 brev")
    one = attach.attach(worker, approved, path).attachment
    take = takes.begin(worker.vault, "n", CASE, "p", 16000, town.clock)
    take.add(bytes(16000))
    take.close()
    told = []
    assert verify.verify(worker, lambda done, total: told.append((done, total))).ok
    assert told[-1][0] == told[-1][1] >= 2
    with pytest.raises(Unavailable):
        verify.verify(worker, cancelled=lambda: True)
    for sealed in (attachments.path_of(worker.vault, one), worker.vault.folder / "sound" / f"{take.id}.take"):
        whole = sealed.read_bytes()
        sealed.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        assert len(verify.verify(worker).faults) == 1
        sealed.write_bytes(whole)
    takes.destroy(worker.vault, take.id, town.clock)


def test_the_profile_verifies(worker, supervisor, approved):
    """rules: INS-1"""
    for desk in (worker, supervisor):
        found = verify.verify(desk)
        assert (found.ok, found.faults) == (True, ())
        assert found.entries > 5
