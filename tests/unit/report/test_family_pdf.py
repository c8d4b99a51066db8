"""The paper that leaves the office: tagged, embedded, in order, the same everywhere, and true to people's words."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PasswordType, PdfReader

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.domain.private import Private
from fieldnotes.report.drawable import UNDRAWN, drawn_letters
from fieldnotes.report.family_document import Doing, FamilyDocument, Look, Part, Said
from fieldnotes.report.family_pdf import Paper, family_pdf
from fieldnotes.report.note_document import NoteDocument, PersonLine
from fieldnotes.report.sealed_pdf import sealed_pdf

Words = Callable[[str], str]
ARABIC = "قالت الأم نعم"
KARIN = PersonLine(Private("Karin Sandin"), "Vårdnadshavare")


@pytest.fixture
def paper(fonts: Path) -> Paper:
    return Paper(fonts, fonts.parent / "paper", "sv")


@pytest.fixture
def copy(document: NoteDocument) -> FamilyDocument:
    rows = (Doing(Private("Karin"), Private("Pratar med chefen"), Private("20 mars 2026")),)
    said = (Said(KARIN, "disagrees", Private("Det var inte så & <b>inte</b>.")), Said(None, "disagrees"))
    return FamilyDocument(
        title="Hembesök",
        day="12 mars 2026",
        board="Björkvalla kommun",
        case_number="BV-2026-0142",
        to=KARIN,
        author=document.author,
        revision="9f2c41aa" * 8,
        parts=(
            Part("Det vi såg", Private("Lägenheten har två rum. Elsa har egen säng. (Tove Nylund)"), said=said),
            Part("Det vi kom överens om", Private(""), rows),
            Part("Bedömning", Private("Elsa tar ett för stort ansvar."), assessment=True),
        ),
        said=(Said(KARIN, "adds", Private("Vi vill ha stöd."), "Barnets ord", same_text=False),),
    )


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def tags(pdf: bytes) -> list[str]:
    """The kinds of the structure tree in reading order."""
    found: list[str] = []

    def walk(node: object) -> None:
        each = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(each, list):
            for inner in each:
                walk(inner)
        elif isinstance(each, dict):
            if "/S" in each:
                found.append(str(each["/S"]))
            if "/K" in each:
                walk(each["/K"])

    walk(read(pdf).root_object["/StructTreeRoot"])
    return found


def with_text(copy: FamilyDocument, text: str) -> FamilyDocument:
    return replace(copy, parts=(Part("Avsnitt", Private(text)),), said=())


@pytest.mark.parametrize("look", list(Look))
def test_the_paper_is_tagged_in_its_language_with_headings_and_table_heads(copy, paper, swedish: Words, look) -> None:
    """rules: ACC-2 – title shown, language set, structure and reading order, claim of PDF/UA-1 in its metadata."""
    pdf = family_pdf(copy, replace(paper, look=look), swedish)
    root = read(pdf).root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("sv")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    found = tags(pdf)
    assert found.count("/H1") == 1
    assert found.count("/H2") == len(copy.parts) + 1 + 2
    assert found.count("/TH") == 3
    assert found.count("/TD") == 3
    assert read(pdf).metadata.title == "Hembesök 12 mars 2026"
    assert "Karin" not in str(read(pdf).metadata)


def test_every_font_of_the_paper_is_embedded(copy, paper, swedish: Words) -> None:
    """rules: ACC-2"""
    pdf = read(family_pdf(with_text(copy, f"{ARABIC} Åsa ሰላም"), paper, swedish))
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]
    names = {str(font["/BaseFont"]).partition("+")[2] for font in fonts}
    assert {"NotoSans-Regular", "NotoSans-Bold", "NotoSansArabicUI-Regular", "NotoSansEthiopic-Regular"} <= names
    for font in fonts:
        (inner,) = font["/DescendantFonts"]
        descriptor = inner.get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_everything_said_stands_on_it_and_nothing_is_read_as_markup(copy, paper, swedish: Words) -> None:
    """rules: INS-2"""
    text = text_of(family_pdf(copy, paper, swedish))
    for words in (
        "Till Karin Sandin (vårdnadshavare)",
        "Karin Sandin (vårdnadshavare) säger att det inte stämmer ”Det var inte så & <b>inte</b>.”",
        "Någon i familjen säger att det inte stämmer",
        "Socialsekreterarens bedömning, inte ett faktum",
        "Barnets ord · gäller en tidigare text ”Vi vill ha stöd.”",
        "Vem Vad När Karin Pratar med chefen 20 mars 2026",
    ):
        assert words in text, words
    wild = '#read("/etc/passwd") *a* _b_ $x$ = c @d <e> \\ // `f` #[g] {number}'
    assert wild in text_of(family_pdf(with_text(copy, wild), paper, swedish))


def test_arabic_words_keep_their_order_and_their_direction(copy, paper, swedish: Words) -> None:
    """rules: INS-7 – drawn from left to right the first word comes last; an Arabic paper runs from the right."""
    pdf = family_pdf(with_text(copy, ARABIC), replace(paper, language="ar"), swedish)
    assert read(pdf).root_object["/Lang"] == "ar"
    text = text_of(pdf)
    places = [text.index(word) for word in ("قالت", "نعم")]
    assert places == sorted(places, reverse=True)
    left = family_pdf(with_text(copy, "Hej"), paper, swedish)
    assert left != family_pdf(with_text(copy, "Hej"), replace(paper, language="ar"), swedish)


def test_a_letter_that_no_font_has_is_seen_as_lacking_and_said(copy, paper, fonts: Path, swedish: Words) -> None:
    assert drawn_letters("Åsa 我\u0301\u200b 😀", fonts).startswith(f"Åsa {UNDRAWN}")
    text = text_of(family_pdf(with_text(copy, "Han skrev 我爱你 och 😀."), paper, swedish))
    assert "Några tecken kan inte skrivas ut här." in text
    assert "Några tecken" not in text_of(family_pdf(copy, paper, swedish))


@pytest.mark.parametrize("text", ["", " ", "\x00\x07", "\u202e!", "a\u2028b", "\ue000", "e\u0301" * 50, "ord" * 2000])
def test_any_text_makes_a_paper(copy, paper, swedish: Words, text: str) -> None:
    assert family_pdf(with_text(copy, text), paper, swedish).startswith(b"%PDF-")


def test_the_same_values_give_the_same_bytes(copy, paper, swedish: Words) -> None:
    """rules: INS-3 – what the record names by its hash can be made again."""
    assert family_pdf(copy, paper, swedish) == family_pdf(copy, paper, swedish)


def test_large_print_is_large_and_easy_to_read_has_a_sentence_a_line(copy, paper, swedish: Words) -> None:
    """rules: INS-7"""
    sizes = {}
    for look in Look:
        heights: set[float] = set()
        pdf = read(family_pdf(copy, replace(paper, look=look), swedish))
        pdf.pages[0].extract_text(
            visitor_text=lambda text, _cm, _tm, _font, size, found=heights: found.add(size) if "rum" in text else None
        )
        sizes[look] = max(heights)
    assert sizes[Look.LARGE] >= 18 > sizes[Look.EASY] >= 16 > sizes[Look.ORDINARY] >= 12
    lines = read(family_pdf(copy, replace(paper, look=Look.EASY), swedish)).pages[0].extract_text().splitlines()
    assert "Lägenheten har två rum." in lines
    assert "Elsa har egen säng. (Tove Nylund)" in lines


def test_an_extract_says_that_it_is_one_and_that_it_is_secret(copy, paper, swedish: Words) -> None:
    """rules: SEC-6"""
    text = text_of(family_pdf(replace(copy, extract=True, said=()), paper, swedish))
    assert "Detta är ett utdrag." in text
    assert "Det som står här är hemligt." in text
    assert "Detta är ett utdrag." not in text_of(family_pdf(copy, paper, swedish))


def test_a_missing_sheet_or_font_is_said_in_one_sentence(copy, paper, fonts: Path, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as stopped:
        family_pdf(copy, replace(paper, sheets=tmp_path))
    assert (stopped.value.code, stopped.value.values) == (Code.FONT_MISSING, {"file": "family.typ"})
    (tmp_path / "NotoSans-Regular.ttf").write_bytes((fonts / "NotoSans-Regular.ttf").read_bytes())
    with pytest.raises(Unavailable) as lacking:
        family_pdf(copy, replace(paper, fonts=tmp_path))
    assert lacking.value.code is Code.FONT_MISSING


def test_a_locked_paper_is_still_tagged_for_who_opens_it(copy, paper, swedish: Words) -> None:
    """rules: SEC-9, ACC-2"""
    pdf = family_pdf(copy, paper, swedish)
    locked = sealed_pdf(pdf, Private("åtta små grisar"))
    assert b"/AESV3" in locked
    assert read(locked).decrypt("atta sma grisar") is PasswordType.NOT_DECRYPTED
    opened = read(locked)
    assert opened.decrypt("åtta små grisar") is not PasswordType.NOT_DECRYPTED
    assert opened.root_object["/MarkInfo"]["/Marked"]
    assert opened.pages[0].extract_text() == read(pdf).pages[0].extract_text()
