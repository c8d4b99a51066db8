"""The printed note: what stands on it, what its properties tell, that it holds any text and any length."""

import io
import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.domain.private import Private
from fieldnotes.domain.section_part import Block, SectionPart
from fieldnotes.report.note_document import FilePart, NoteDocument
from fieldnotes.report.note_pdf import note_pdf

Words = Callable[[str], str]


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def one_line(text: str) -> str:
    return " ".join(text.split())


def with_text(document: NoteDocument, text: str) -> NoteDocument:
    return replace(document, sections=(SectionPart("a", "Avsnitt", "fact", (Block("", Private(text)),)),))


def test_a_cosigning_of_another_text_is_printed_as_one(document: NoteDocument, fonts: Path, swedish: Words) -> None:
    """rules: INS-1"""
    earlier = replace(document, cosigned=(), cosigned_earlier=document.cosigned)
    assert "Medsignerade en tidigare version" in one_line(text_of(note_pdf(earlier, fonts, "sv", swedish)))
    assert "tidigare version" not in one_line(text_of(note_pdf(document, fonts, "sv", swedish)))


def test_the_files_of_the_note_stand_on_it(document: NoteDocument, fonts: Path, swedish: Words) -> None:
    """rules: INS-1 – name, size, by whom, and the hash of the entry that names every piece."""
    one = FilePart(Private("kylen <1>.jpg"), 2_400_000, document.author, "a1" * 32)
    text = one_line(text_of(note_pdf(replace(document, files=(one,)), fonts, "sv", swedish)))
    assert "Bilagor kylen <1>.jpg · 2.3 MB · Tove Nylund" in text
    assert f"Post: {'a1' * 32}" in text
    assert "Bilagor" not in text_of(note_pdf(document, fonts, "sv", swedish))


def test_everything_stands_on_it(document: NoteDocument, fonts: Path, swedish: Words) -> None:
    """rules: DOC-1, INS-1, INS-2, INS-3 – who, when, state, text, the family's words, decisions, corrections."""
    text = one_line(text_of(note_pdf(document, fonts, "sv", swedish)))
    for expected in (
        "Hembesök",
        "Ärende BV-2026-0142 · 12 mars 2026 kl. 14.00–15.05",
        "Tove Nylund, socialsekreterare, Barn och familj 1",
        "Godkänd",
        "Karin Sandin (vårdnadshavare)",
        "Lägenheten har två rum. Elsa har egen säng",
        "Visad för Elsa Sandin (barn), Karin Sandin (vårdnadshavare)",
        "Elsa Sandin (barn) vill lägga till",
        "”Jag vill ha en egen väckarklocka.”",
        "Hur ofta händer det?",
        "Elsa sade: två gånger i veckan.",
        "Fel datum för nästa möte.",
        "Maria Öberg, arbetsledare, Barn och familj 1 · 13 mars 2026 kl. 09.12",
        document.revision,
    ):
        assert expected in text


def test_a_disagreement_is_marked_and_kept_word_for_word(document: NoteDocument, fonts: Path, swedish: Words) -> None:
    """rules: INS-2 – the family's words are printed as they were said, and that the text has changed is told."""
    text = one_line(text_of(note_pdf(document, fonts, "sv", swedish)))
    assert "Karin Sandin (vårdnadshavare) säger att det inte stämmer" in text
    assert "”Det var inte sant att kylen var tom & diskbänken <smutsig>.”" in text
    assert "gäller en tidigare text" in text


def test_an_assessment_says_that_it_is_one(document: NoteDocument, fonts: Path, swedish: Words) -> None:
    """rules: DOC-4 – facts and assessments are told apart in words, not by colour alone."""
    text = one_line(text_of(note_pdf(document, fonts, "sv", swedish)))
    heading = text.index("Socialsekreterarens bedömning, skild från fakta")
    assert text.index("Iakttagelser och sakuppgifter") < heading < text.index("Elsa tar ett för stort ansvar")


def test_properties_tell_language_and_author_but_no_child(document: NoteDocument, fonts: Path, swedish: Words) -> None:
    """rules: SEC-8, ACC-2 – title without a name or personal number, language set, title shown in the reader."""
    pdf = read(note_pdf(document, fonts, "sv", swedish))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Hembesök, BV-2026-0142"
    assert pdf.metadata.author == "Tove Nylund"
    assert pdf.metadata.subject == "Journalanteckning, Godkänd"
    assert pdf.root_object["/Lang"] == "sv-SE"
    assert "Elsa" not in str(pdf.metadata)


def test_every_font_is_embedded(document: NoteDocument, fonts: Path, swedish: Words) -> None:
    pdf = read(note_pdf(document, fonts, "sv", swedish))
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"].get_object()


def test_pages_are_numbered_out_of_the_total(document: NoteDocument, fonts: Path, swedish: Words) -> None:
    long = with_text(document, "\n".join(f"Stycke {n} om morgonen hemma hos familjen." for n in range(120)))
    pages = read(note_pdf(long, fonts, "sv", swedish)).pages
    total = len(pages)
    assert total >= 4
    for number, page in enumerate(pages, start=1):
        assert f"sida {number} av {total}" in page.extract_text()


def test_a_text_longer_than_a_page_loses_nothing(document: NoteDocument, fonts: Path, swedish: Words) -> None:
    words = [f"ord{n}" for n in range(3000)]
    for kind in ("fact", "assessment"):
        section = SectionPart("a", "Avsnitt", kind, (Block("Rubrik", Private(" ".join(words))),))
        text = text_of(note_pdf(replace(document, sections=(section,)), fonts, "sv", swedish))
        assert set(words) <= set(text.split())


@pytest.mark.parametrize("lines", range(12, 50))
def test_no_heading_stands_alone_at_the_foot(document: NoteDocument, fonts: Path, swedish: Words, lines: int) -> None:
    filler = SectionPart("a", "Fyllnad", "fact", (Block("", Private("\n".join(["rad"] * lines))),))
    last = SectionPart("b", "SISTA RUBRIKEN", "assessment", (Block("Etikett", Private("Texten under.")),))
    pages = read(note_pdf(replace(document, sections=(filler, last)), fonts, "sv", swedish)).pages
    with_heading = [page.extract_text() for page in pages if "SISTA RUBRIKEN" in page.extract_text()]
    assert len(with_heading) == 1
    assert "Texten under." in with_heading[0]


@pytest.mark.parametrize(
    "text",
    [
        "<b>fet</b> & <font size=99>stor</font> <img src='file:///etc/passwd'/>",
        "a < b && c > d ]]> <!-- x --> &amp; &#x41;",
        "<para>",
        "å ä ö Å Ä Ö é ü ß – ” ’ …",
    ],
)
def test_peoples_text_is_never_read_as_markup(document: NoteDocument, fonts: Path, swedish: Words, text: str) -> None:
    drawn = one_line(text_of(note_pdf(with_text(document, text), fonts, "sv", swedish)))
    assert text in drawn


def test_odd_letters_and_long_words_do_no_harm(document: NoteDocument, fonts: Path, swedish: Words) -> None:
    odd = "x" * 4000 + "\x00\x07\ud7ff \U0001f600 \u202e rad\r\nrad två\u2028rad tre\ttabb"
    text = text_of(note_pdf(with_text(document, odd), fonts, "sv", swedish))
    assert text.count("x") >= 4000
    assert "rad tre" in text


def test_words_in_other_scripts_have_their_letters(document: NoteDocument, fonts: Path, swedish: Words) -> None:
    pdf = read(note_pdf(with_text(document, "Mamman sade: نعم، هذا صحيح. ሰላም"), fonts, "sv", swedish))
    names = {str(font.get_object()["/BaseFont"]) for page in pdf.pages for font in page["/Resources"]["/Font"].values()}
    assert any("Arabic" in name for name in names)
    assert any("Ethiopic" in name for name in names)


def test_a_missing_font_is_said_in_one_sentence(document: NoteDocument, tmp_path: Path, swedish: Words) -> None:
    with pytest.raises(Unavailable) as problem:
        note_pdf(document, tmp_path, "sv", swedish)
    assert problem.value.code is Code.FONT_MISSING
    assert problem.value.values == {"file": "NotoSans-Regular.ttf"}


def test_a_damaged_font_is_said_in_one_sentence(document: NoteDocument, tmp_path: Path, swedish: Words) -> None:
    (tmp_path / "NotoSans-Regular.ttf").write_bytes(b"")
    with pytest.raises(Unavailable) as problem:
        note_pdf(document, tmp_path, "sv", swedish)
    assert problem.value.code is Code.FONT_MISSING


def test_a_draft_says_that_it_is_one(document: NoteDocument, fonts: Path, swedish: Words) -> None:
    """rules: INS-6 – paper made of a draft can't be taken for the record."""
    draft = replace(document, revision=None, state="draft", showings=(), decisions=(), questions=(), corrections=())
    text = text_of(note_pdf(draft, fonts, "sv", swedish))
    assert "Utkast, inte signerat" in text
    assert "Version" not in text


def test_a_copy_names_its_person_and_says_nothing_of_others(
    document: NoteDocument, fonts: Path, swedish: Words
) -> None:
    """rules: SEC-2 – a copy for one person doesn't even say whether somebody else saw the note."""
    copy = replace(
        document, copy_for=document.people[1], people=(), showings=(), decisions=(), questions=(), corrections=()
    )
    text = one_line(text_of(note_pdf(copy, fonts, "sv", swedish)))
    assert "Kopia till Karin Sandin (vårdnadshavare)" in text
    assert "Familjens synpunkter" not in text
    assert "Var med" not in text


@pytest.mark.parametrize(
    ("role", "swedish_word", "english_word"),
    [
        ("worker", "socialsekreterare", "social worker"),
        ("consultant", "inhyrd socialsekreterare", "hired social worker"),
        ("supervisor", "arbetsledare", "supervisor"),
        ("administrator", "administratör", "administrator"),
    ],
)
def test_roles_of_the_register_are_worded(
    document: NoteDocument, fonts: Path, swedish: Words, role: str, swedish_word: str, english_word: str
) -> None:
    made = replace(document, author=replace(document.author, role=role))
    for language, words, word in (("sv", swedish, swedish_word), ("en", str, english_word)):
        text = one_line(text_of(note_pdf(made, fonts, language, words)))
        assert f"Tove Nylund, {word}, Barn och familj 1" in text


def test_english_paper_has_english_words(document: NoteDocument, fonts: Path) -> None:
    text = one_line(text_of(note_pdf(document, fonts, "en")))
    assert "Case BV-2026-0142 · 12 March 2026, 14:00–15:05" in text
    assert "page 1 of 2" in text


def test_it_is_quick(document: NoteDocument, fonts: Path, swedish: Words) -> None:
    long = with_text(document, "\n".join(f"Stycke {n} om morgonen hemma hos familjen." for n in range(150)))
    note_pdf(document, fonts, "sv", swedish)
    started = time.perf_counter()
    note_pdf(long, fonts, "sv", swedish)
    assert time.perf_counter() - started < 2


def test_every_word_on_paper_is_translated(swedish: Words) -> None:
    source = Path(__file__).parents[3] / "src/fieldnotes/report"
    found = {
        match
        for file in source.glob("*.py")
        for match in re.findall(r'\b_\(\s*["\'](.+?)["\']\s*\)', file.read_text(encoding="utf-8"))
    }
    assert len(found) > 30
    assert all(swedish(message) for message in found)
