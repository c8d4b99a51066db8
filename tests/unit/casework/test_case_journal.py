"""The journal of a case: everything signed in it, in the order it happened, tagged, and logged when it is made."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from fieldnotes.casework import case_folder
from fieldnotes.casework.folder_case import require_inside
from fieldnotes.casework.people import people_at
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.vault import access
from folder_desks import CASE, PLACED, folder_desks, text_of


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    two, notes = folder_desks(tmp_path_factory.mktemp("journal"))
    yield two.worker, notes
    two.close()


def test_the_journal_holds_everything_signed_in_the_order_it_happened(made):
    """rules: DOC-6, INS-1, INS-2, DOC-4 – and neither a draft nor what belongs to another child."""
    desk, told = made[0], []
    text = text_of(case_folder.journal(desk, CASE, progress=lambda done, total: told.append((done, total))))
    for words in (
        "BV-2026-0142", "Elsa Sandin", "Rättad text.", "Andra besöket.", "Jag gäspade inte.", "Fel ord.",
        "Hur ofta är Elsa ensam?", "Tove Ekberg", "Assessment by the worker, not a fact", "Utredningen ska vara klar",
    ):  # fmt: skip
        assert words in text, words
    first, second = "12 mars 2026 · Hembesök", "20 mars 2026 · Hembesök"
    assert text.rindex(first) < text.index("Rättad text.") < text.rindex(second) < text.index("Andra besöket.")
    for words in ("Bara ett utkast.", "Om ett annat barn."):
        assert words not in text, words
    replaced = "Vi berättade att Elsa kan ringa oss"
    assert replaced not in text
    assert "earlier text, signed by" in text_of(case_folder.journal(desk, CASE, earlier=True))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_the_journal_is_tagged_with_contents_and_names_nobody_outside(made):
    """rules: ACC-2, SEC-9 – contents lead to each note; the document's own description names no person."""
    pdf = PdfReader(io.BytesIO(case_folder.journal(made[0], CASE)))
    root = pdf.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("sv")
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    links = [note for page in pdf.pages for note in page.get("/Annots", ()) if note.get_object()["/Subtype"] == "/Link"]
    assert len(links) >= 3
    assert pdf.metadata.title == "Journal"
    assert "Elsa" not in str(pdf.metadata)


def test_each_making_of_it_is_logged_for_the_case_and_each_note(made, tmp_path):
    """rules: SEC-6"""
    desk, notes = made
    for what, make in (
        ("printed", lambda: case_folder.journal(desk, CASE)),
        ("exported", lambda: case_folder.export_journal(desk, CASE, tmp_path / "journal.pdf")),
    ):
        before = access.unsent(desk.vault)[-1].number
        make()
        rows = [(row.what, row.case, row.note) for row in access.unsent(desk.vault) if row.number > before]
        assert rows == [(what, CASE, None), (what, CASE, notes["first"]), (what, CASE, notes["later"])]
    with pytest.raises(Refused) as there:
        case_folder.export_journal(desk, CASE, tmp_path / "journal.pdf")
    assert there.value.code is Code.FILE_EXISTS


def test_it_can_be_stopped_and_then_nothing_is_made_or_logged(made, tmp_path):
    """rules: SEC-6"""
    desk = made[0]
    before = len(access.unsent(desk.vault))
    for after in (0, 3, 5):
        asked = iter([False] * after + [True] * 99)
        with pytest.raises(Unavailable) as stopped:
            case_folder.export_journal(desk, CASE, tmp_path / "stopped.pdf", cancelled=lambda asked=asked: next(asked))
        assert stopped.value.code is Code.CANCELLED
    assert not (tmp_path / "stopped.pdf").exists()
    assert len(access.unsent(desk.vault)) == before


def test_a_case_without_a_signed_note_or_of_others_has_no_journal(made):
    """rules: SEC-6"""
    with pytest.raises(Refused) as empty:
        case_folder.journal(made[0], PLACED)
    assert empty.value.code is Code.NOTHING_SIGNED
    people = people_at(made[0])
    with pytest.raises(Refused) as outside:
        require_inside(people, replace(people.case(CASE), assigned=(), supervisor=None))
    assert outside.value.code is Code.NOT_ASSIGNED
