"""The handbooks become tagged papers from the words of the help, easy to read, with a picture where one is named."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from fieldnotes.boot.handbooks import handbook, reading_index, sources
from fieldnotes.domain.errors import Unavailable
from fieldnotes.report.handbook_pdf import Handbook, handbook_pdf
from fieldnotes.report.handbook_source import Block, Run, Shape, plain, read_blocks, runs

ROOT = Path(__file__).parents[3]
MADE = datetime(2026, 11, 22, 12, tzinfo=UTC)
EASY = 30
"""What a handbook is held to, by the product's own measure: as easy as what is written for a guardian."""


def every_line(block):
    return [plain(line) for line in (*block.lines, *(cell for row in block.rows for cell in row))]


def bare(text):
    return "".join(text.split())


@pytest.fixture
def pictures(tmp_path):
    for source in sources(ROOT):
        for one in source.pictures:
            Image.new("RGB", (40, 24), "white").save(tmp_path / one.file)
    return tmp_path


@pytest.mark.parametrize("source", sources(ROOT), ids=lambda each: each.name)
def test_a_handbook_is_easy_to_read(source):
    """rules: LAN-1"""
    blocks = read_blocks((ROOT / source.path).read_text(encoding="utf-8"))
    assert len(blocks) > 30
    assert 15 < reading_index(blocks) <= EASY


@pytest.mark.parametrize("source", sources(ROOT), ids=lambda each: each.name)
def test_no_word_of_a_handbook_is_lost_on_paper_and_it_is_tagged(source, fonts, pictures):
    """rules: ACC-1, LAN-1"""
    book = handbook(source, ROOT, MADE, pictured=True)
    pdf = PdfReader(io.BytesIO(handbook_pdf(book, fonts, fonts.parent / "paper", pictures, MADE)))
    told = bare("".join(page.extract_text().rpartition(source.title)[0] for page in pdf.pages[1:]))
    assert [line for block in book.blocks for line in every_line(block) if bare(line) not in told] == []
    assert (pdf.root_object["/Lang"], pdf.root_object["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert pdf.metadata.title == source.title
    shown = [each for each in book.blocks if each.shape is Shape.PICTURE]
    assert len(shown) == len(source.pictures)
    assert all(len(plain(each.lines[0])) > 30 for each in shown)


def test_every_picture_has_its_chapter_and_its_screen():
    gallery = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/fieldnotes/boot").glob("gallery*.py"))
    for source in sources(ROOT):
        chapters = {plain(each.lines[0]) for each in read_blocks((ROOT / source.path).read_text(encoding="utf-8"))
                    if each.level == 2}  # fmt: skip
        assert {one.chapter for one in source.pictures} <= chapters
        for one in source.pictures:
            assert f'"{one.sight}"' in gallery or one.sight.startswith("editor-"), one.sight


def test_a_picture_that_is_not_there_stops_the_paper(fonts, tmp_path):
    block = Block(Shape.PICTURE, (runs("Sidan I dag."),), picture="today-light.png")
    book = Handbook("Prov", (), "sv", "Innehåll", "sida {number} av {total}", (block,))
    with pytest.raises(Unavailable):
        handbook_pdf(book, fonts, fonts.parent / "paper", tmp_path, MADE)


def test_marks_become_looks_and_what_is_drawn_is_only_drawn():
    assert runs("Tryck `F9`, välj **Visa** eller *gå till*, se [boken](x.md).") == (
        Run("Tryck "), Run("F9", "code"), Run(", välj "), Run("Visa", "strong"), Run(" eller "),
        Run("gå till", "slant"), Run(", se "), Run("boken", "link"), Run("."),
    )  # fmt: skip
    text = "## Rubrik\n\nEn rad\nsom går vidare.\n- ett\n  och mer\n- två\n\n1. först\n\n"
    text += "```\nhub serve\n\nhub verify\n```\n| a | b |\n|---|---|\n| 1 | `x` |\n\n> sagt\n"
    shapes = [(each.shape, [plain(line) for line in each.lines], len(each.rows)) for each in read_blocks(text)]
    assert shapes == [
        (Shape.HEADING, ["Rubrik"], 0),
        (Shape.PARAGRAPH, ["En rad som går vidare."], 0),
        (Shape.POINTS, ["ett och mer", "två"], 0),
        (Shape.NUMBERS, ["först"], 0),
        (Shape.COMMAND, ["hub serve", "", "hub verify"], 0),
        (Shape.TABLE, [], 2),
        (Shape.QUOTE, ["sagt"], 0),
    ]
