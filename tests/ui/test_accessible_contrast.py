"""What is drawn can be read and the focus can be seen, measured on the drawn pixels in every look.

rules: ACC-1, ACC-3
"""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from contrast_ratio import contrast, pixels
from fieldnotes.ui.shared.buttons import Button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.labels import TONES, Chip, label
from fieldnotes.ui.shared.rows import Row, RowList
from fieldnotes.ui.shared.theme import CONTRAST, DARK, LIGHT, Look, apply_look
from one_desk import RESOURCES

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST], ids=lambda each: each.name)
SHARP = 3
"""Pixels drawn for each pixel of the screen, so that thin strokes show their own colour."""
TEXT, MARK = 4.5, 3.0
KINDS = ("plain", "primary", "record", "quiet", "nav", "tab", "chip", "choice", "source")
ROLES = ("", "display", "h1", "h2", "caps", "muted", "small", "strong", "error", "key")
SEEN = 40
"""Pixels of the screen that must change clearly when the focus comes: a short line at least."""


def drawn(widget, sharp=SHARP):
    """A widget as its window draws it."""
    window = widget.window()
    image = QImage(window.size() * sharp, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(sharp)
    image.fill(window.palette().window().color())
    window.render(image)
    place = widget.rect().translated(widget.mapTo(window, widget.rect().topLeft()))
    return image.copy(place.x() * sharp, place.y() * sharp, place.width() * sharp, place.height() * sharp)


def colours(image):
    return Counter(pixels(image))


def text_contrast(widget):
    """The ground is the colour there is most of, the ink the colour farthest from it that is drawn and not a seam."""
    found = colours(drawn(widget)).most_common()
    ground = found[0][0]
    return max(contrast(colour, ground) for colour, count in found if count >= SHARP * SHARP)


@pytest.fixture
def page(qtbot, qapp, palette):
    apply_look(qapp, Look(palette, 100, RESOURCES))
    made = QWidget()
    qtbot.addWidget(made)
    made.card = Card()
    QVBoxLayout(made).addWidget(made.card)
    made.resize(420, 900)
    return made


def shown(qtbot, page, *widgets):
    for widget in widgets:
        page.card.add(widget)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.setFocus()


@PALETTES
def test_every_kind_of_words_is_read(qtbot, page, palette):
    """On its own ground: labels of each role, chips of each tone, buttons of each kind, fields, hints in fields."""
    least = 7 if palette is CONTRAST else TEXT
    words = [label("Elsa", role) for role in ROLES]
    words += [Chip("Elsa", tone, page) for tone in TONES]
    words += [Button("Elsa", "", kind) for kind in KINDS]
    hint, line = QLineEdit(), QLineEdit("Elsa")
    hint.setPlaceholderText("Elsa")
    shown(qtbot, page, *words, hint, line)
    found = [(_called(each), text_contrast(each)) for each in [*words, hint, line]]
    assert [each for each in found if each[1] < least] == []


@PALETTES
def test_what_is_chosen_is_seen(qtbot, page, palette):
    """A tick, a filled circle and a pressed button differ clearly from what is not chosen."""
    low = {}
    pairs = [(QCheckBox("Elsa"), QCheckBox("Elsa")), (QRadioButton("Elsa"), QRadioButton("Elsa"))]
    pairs.append((Button("Elsa", "", "nav"), Button("Elsa", "", "nav")))
    for each in pairs[-1]:
        each.setCheckable(True)
    for one, other in pairs:
        one.setAutoExclusive(False)
        other.setAutoExclusive(False)
    shown(qtbot, page, *(each for pair in pairs for each in pair))
    for one, _other in pairs:
        before = drawn(one, 1)
        one.setChecked(True)
        clear = changed(before, drawn(one, 1), 1.0)
        if clear < SEEN:
            low[_called(one)] = clear
    assert low == {}


def stops():
    rows = RowList("Rader")
    rows.show_rows([Row("a", "Elsa"), Row("b", "Karin")])
    rows.setFixedHeight(120)
    combo = QComboBox()
    combo.addItem("Elsa")
    text = QPlainTextEdit("Elsa")
    text.setFixedHeight(60)
    check, radio = QCheckBox("Elsa"), QRadioButton("Elsa")
    return [*(Button("Elsa", "", kind) for kind in KINDS), QLineEdit("Elsa"), combo, text, check, radio, rows]


def changed(before, after, least):
    """How many pixels changed to a colour that stands out from what was there."""
    pairs = Counter(zip(pixels(before), pixels(after), strict=True))
    return sum(count for (was, is_now), count in pairs.items() if was != is_now and contrast(was, is_now) >= least)


@PALETTES
def test_where_the_keyboard_stands_is_seen(qtbot, page, palette):
    """The ring stands out three to one from what was there before."""
    widgets = stops()
    shown(qtbot, page, *widgets)
    before = {id(each): drawn(each, 1) for each in widgets}
    unseen = {}
    for each in widgets:
        each.setFocus(Qt.FocusReason.TabFocusReason)
        clear = changed(before[id(each)], drawn(each, 1), MARK)
        if clear < SEEN:
            unseen[_called(each)] = clear
    assert unseen == {}


@pytest.mark.parametrize("palette", [LIGHT], ids=lambda each: each.name)
def test_the_measure_itself_finds_pale_words(qtbot, page, palette):
    pale, good = QLabel("Elsa"), QLabel("Elsa")
    pale.setStyleSheet("color: #999999")
    shown(qtbot, page, pale, good)
    assert text_contrast(pale) < MARK
    assert text_contrast(good) > TEXT


def _called(widget):
    kind = widget.property("kind") or widget.property("role") or widget.property("chip") or ""
    return f"{type(widget).__name__} {kind}"
