"""The family's text can be read from the last row of chairs: measured on the drawn pixels, in every language and look.

rules: ACC-3
"""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from contrast_ratio import contrast, pixels
from fieldnotes.casework.views import CopySection
from fieldnotes.domain.private import Private
from fieldnotes.ui.family.family_window import FamilyWindow
from fieldnotes.ui.family.reading_size import CAPITALS, SIZES, text_sizes
from fieldnotes.ui.family.reading_text import WIDEST, Ink, ReadingText
from fieldnotes.ui.shared.palettes import DARK, LIGHT

SAID = {
    "sv": ("H", "Vi kom överens om att mamma väcker Elin klockan sju, så att hon hinner äta frukost. "),
    "en": ("H", "We agreed that mother wakes Elin at seven, so that she has time to eat her breakfast. "),
    "so": ("H", "Waxaan ku heshiinnay in hooyadu Elin toosiso toddobada subaxnimo si ay u quraacato. "),
    "ar": ("ا", "اتفقنا على أن توقظ الأم إيلين في الساعة السابعة حتى يتسنى لها تناول وجبة الإفطار. "),
}
LOOKS = (("light", LIGHT, False), ("dark", DARK, False), ("high contrast", LIGHT, True))
SCREENS = ((1280, 800), (1920, 1080))


def shown(qtbot, label, text, language, look, size, screen=(1280, 800)):
    _name, palette, high = look
    window = FamilyWindow((CopySection("a", label, Private(text)),), language, palette)
    qtbot.addWidget(window)
    window.resize(*screen)
    window.show()
    window.show_contrast(on=high)
    window.resize_text(-SIZES)
    window.resize_text(size)
    window.draw(0)
    return window


def picture(window):
    image = QImage(window.size(), QImage.Format.Format_RGB32)
    window.render(image)
    return image


def ink(image, top, bottom):
    """The ground, the rows in which something stands out from it, and the colours of what is drawn on it."""
    ground, wide, drawn = image.pixel(2, top), image.width(), pixels(image)
    rows = {y: set(drawn[y * wide : (y + 1) * wide]) - {ground} for y in range(top, bottom)}
    seen = {y for y, colours in rows.items() if any(contrast(each, ground) > 3 for each in colours)}
    return ground, seen, set().union(*rows.values())


@pytest.mark.parametrize("drawn_in", LOOKS, ids=lambda each: each[0])
@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("size", range(SIZES))
def test_capitals_are_a_fortieth_of_the_screen_and_stand_out_seven_to_one(qtbot, language, drawn_in, size):
    """rules: ACC-3"""
    letter = SAID[language][0]
    window = shown(qtbot, letter, letter, language, drawn_in, size)
    image = picture(window)
    for part in (window.page._label, window.page._text):
        top = part.mapTo(window, part.rect().topLeft()).y()
        ground, rows, colours = ink(image, top, top + part.height())
        assert len(rows) >= window.height() / CAPITALS, (len(rows), window.height())
        assert max(contrast(each, ground) for each in colours) >= 7


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("size", range(SIZES))
def test_no_line_is_longer_than_sixty_letters_and_none_is_cut(qtbot, language, size):
    for screen in SCREENS:
        label, text = SAID[language]
        window = shown(qtbot, label, text * 3, language, LOOKS[0], size, screen)
        lines = [line.words for line in window.page._text.lines()]
        assert " ".join(lines) == (text * 3).strip()
        assert max(map(len, lines)) <= WIDEST
        image = picture(window)
        left = window.page._text.mapTo(window, window.page._text.rect().topLeft()).x()
        air = image.copy(0, 0, left - 2, screen[1])
        rest = image.copy(screen[0] - left + 2, 0, left - 2, screen[1])
        for side in (air, rest):
            ground = side.copy()
            ground.fill(image.pixelColor(1, 1))
            assert side == ground


@pytest.mark.parametrize("height", [600, 720, 768, 800, 1080, 1200, 1440, 2160, 4320])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_sizes_grow_with_the_screen_and_are_three(qapp, fonts_loaded, height, language):
    sizes = text_sizes(height, language)
    assert sizes[0] >= 24
    assert sizes == tuple(sorted(sizes))
    assert sizes[-1] >= 48
    assert len(set(sizes)) == SIZES


def test_a_word_longer_than_a_line_is_broken_and_an_empty_paragraph_holds_no_line(qtbot):
    text = ReadingText()
    qtbot.addWidget(text)
    text.resize(4000, 200)
    text.show_words("a" * 150 + "\n\nslut 🙂 ord")
    assert [line.words for line in text.lines()] == ["a" * 60, "a" * 60, "a" * 30, "slut 🙂 ord"]
    text.show_words("")
    assert text.lines() == []
    assert text.heightForWidth(300) == 0


def test_each_paragraph_reads_the_way_its_own_script_does(qtbot):
    """A Swedish text under an Arabic heading keeps its full stop at its end."""
    pictures = []
    for words in ("Hej.", "مرحبا."):
        text = ReadingText()
        qtbot.addWidget(text)
        text.resize(600, 60)
        text.dress(Ink("#000000", "#FFFFFF", "#000000"), 40)
        text.show_words(words)
        image = QImage(text.size(), QImage.Format.Format_RGB32)
        image.fill("#FFFFFF")
        text.render(image, QPoint(), renderFlags=QWidget.RenderFlag(0))
        columns = [x for x in range(600) if any(image.pixelColor(x, y).lightness() < 128 for y in range(60))]
        pictures.append((columns[0], columns[-1]))
    assert pictures[0][0] < 20
    assert pictures[0][1] < 300
    assert pictures[1][0] > 300
    assert pictures[1][1] > 580


def test_what_is_heard_is_marked_and_nothing_else_changes(qtbot):
    window = shown(qtbot, "Rubrik", "Första meningen 🙂. Andra meningen.", "sv", LOOKS[0], 0)
    before = picture(window)
    window.page.hear(19, 34)
    marked = picture(window)
    assert marked != before
    changed = [x for x in range(marked.width()) if marked.copy(x, 0, 1, 800) != before.copy(x, 0, 1, 800)]
    line = window.page._text
    whole = line.mapTo(window, line.rect().topLeft()).x()
    assert changed[0] > whole + 200
    window.page.hear(0, 0)
    assert picture(window) == before
    window.page.hear(0, 5)
    window.draw(0)
    assert picture(window) == before


def test_the_ruler_goes_line_by_line_and_the_text_follows_it(qtbot):
    long = "\n".join(f"Rad {n} om besöket." for n in range(40))
    window = shown(qtbot, "Rubrik", long, "sv", LOOKS[0], 0)
    page = window.page
    bar = page._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=20_000)
    plain = picture(window)
    assert not page.move_ruler(1)
    page.rule(on=True)
    ruled = picture(window)
    assert ruled != plain
    assert page.move_ruler(1)
    assert picture(window) != ruled
    assert [page.move_ruler(1) for _line in range(38)] == [True] * 38
    assert not page.move_ruler(1)
    assert bar.value() > 0
    box = page._text.lines()[39].box.translated(0, page._text.y() - bar.value())
    assert 0 < box.top() < box.bottom() <= page._area.viewport().height()
    page.rule(on=False)
    bar.setValue(0)
    assert picture(window) == plain
