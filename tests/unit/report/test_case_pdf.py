"""A case's folder on paper: tagged, what was taken out shows as a letter with its law, long ones set by a process."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.domain.masking import Run
from fieldnotes.domain.private import Private
from fieldnotes.report import tagged_pdf
from fieldnotes.report.case_document import CaseFolder, Chapter, FolderPart, GoneFor, Item
from fieldnotes.report.case_pdf import MANY, Setting, case_pdf
from fieldnotes.report.note_document import PersonLine

WILD = '#read("/etc/passwd") *a* _b_ $x$ = c @d <e> \\ // `f` #[g] {number}'
ARABIC = "قالت الأم نعم"


@pytest.fixture
def setting(fonts):
    return Setting(fonts, fonts.parent / "paper", "sv")


@pytest.fixture
def folder(document):
    runs = (Run(Private("Hon bor hos ")), Run(why="A"), Run(Private(" nu.\nOch ")), Run(why="B"))
    items = (Item("Det vi såg", runs), Item("Varför?", (Run(Private(WILD)),)), Item("", (Run(Private(ARABIC)),)))
    parts = (
        FolderPart("Iakttagelser", items),
        FolderPart("Bedömning", (Item("", (Run(Private("Bra.")),)),), "assessment"),
    )
    chapter = Chapter("12 mars 2026 · Hembesök", ("Signerad av Tove.",), parts)
    gone = (GoneFor("A", "Skyddad", "LVU 14 §", 2), GoneFor("B", "Annan", "OSL 10 kap. 3 §", 1))
    return CaseFolder(
        title="Insyn i ärendet", board="Nämnden", case_number="BV-1", made=document.author,
        made_at=document.author.at, page=(("Barn", Private("Elsa Sandin")),), chapters=(chapter, chapter),
        to=PersonLine(Private("Karin Sandin"), "Vårdnadshavare"), gone=gone, reply_by="2 april 2026",
    )  # fmt: skip


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_what_is_gone_stands_as_a_letter_with_its_reason_and_law(folder, setting, swedish):
    """rules: INS-4, INS-5 – no word of people is markup; the same letter stands at the place and in the list."""
    text = text_of(case_pdf(folder, setting, _=swedish))
    for words in (
        "Till Karin Sandin (vårdnadshavare)", "Hon bor hos Dolt A nu.", "Och Dolt B", "A Skyddad LVU 14 § 2", WILD,
        "Socialsekreterarens bedömning, skild från fakta", "till och med 2 april 2026", "tala inför nämnden",
        "överklaga",
    ):  # fmt: skip
        assert words in text, words
    none = text_of(case_pdf(replace(folder, gone=(), reply_by=None), setting, _=swedish))
    assert "Inget är dolt." in none
    assert "Inför beslutet" not in none


def test_it_is_tagged_with_table_heads_and_one_first_heading(folder, setting, swedish):
    """rules: ACC-2"""
    root = PdfReader(io.BytesIO(case_pdf(folder, setting, _=swedish))).root_object
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    found = []

    def walk(node):
        each = node.get_object() if hasattr(node, "get_object") else node
        for inner in each if isinstance(each, list) else [each.get("/K", [])] if isinstance(each, dict) else ():
            walk(inner)
        if isinstance(each, dict) and "/S" in each:
            found.append(str(each["/S"]))

    walk(root["/StructTreeRoot"])
    assert found.count("/H1") == 1
    assert found.count("/TH") == 2 + 4
    assert found.count("/H2") >= len(folder.chapters)


def test_a_long_folder_is_set_by_a_process_of_its_own_to_the_same_bytes(folder, setting, swedish, monkeypatch):
    """rules: SEC-9 – people's words leave memory with the process; a bundle without it sets the pages here."""
    long = replace(folder, chapters=folder.chapters * MANY)
    apart = case_pdf(long, setting, _=swedish)
    monkeypatch.setattr(tagged_pdf, "_command", lambda: None)
    assert case_pdf(long, setting, _=swedish) == apart


def test_a_process_that_nobody_waits_for_ends_and_one_that_fails_is_said(folder, setting, swedish, monkeypatch):
    long = replace(folder, chapters=folder.chapters * MANY)
    made = []
    start = tagged_pdf.subprocess.Popen

    def started(*given, **named):
        made.append(start(*given, **named))
        return made[-1]

    def wanted(count):
        if not count:
            raise Unavailable(Code.CANCELLED)

    monkeypatch.setattr(tagged_pdf.subprocess, "Popen", started)
    monkeypatch.setattr(tagged_pdf, "_ASK_EVERY", 0.001)
    with pytest.raises(Unavailable) as stopped:
        case_pdf(long, setting, wanted, swedish)
    assert stopped.value.code is Code.CANCELLED
    assert made[0].poll() is not None
    monkeypatch.setattr(tagged_pdf, "_command", lambda: [tagged_pdf.sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(Unavailable) as failed:
        case_pdf(long, setting, _=swedish)
    assert failed.value.code is Code.FONT_MISSING
