"""The look: readable colours, text at every size, icons in the theme's colours.

rules: ACC-1
"""

import re

import pytest
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.icons import icon
from fieldnotes.ui.shared.labels import Chip, ElidingLabel, heading
from fieldnotes.ui.shared.theme import CONTRAST, DARK, LIGHT, Look, apply_look, colour, px
from fieldnotes.ui.shared.toast import Toasts
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.main_window import MainWindow
from one_desk import RESOURCES

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST], ids=lambda p: p.name)
TONES = ("rec", "warn", "ok", "info", "accent")


def luminance(name):
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(name).getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@PALETTES
def test_every_text_is_readable_on_its_ground(palette):
    least = 7 if palette is CONTRAST else 4.5
    pairs = [(ink, ground) for ink in ("text", "muted") for ground in ("bg", "surface", "raised", "accent_soft")]
    pairs += [(tone, f"{tone}_soft") for tone in TONES]
    pairs += [("accent_fg", "accent"), ("rec_fg", "rec"), ("rec", "surface"), ("accent", "surface")]
    for ink, ground in pairs:
        assert contrast(palette.colour(ink), palette.colour(ground)) >= least, (ink, ground)


@PALETTES
def test_edges_and_focus_are_seen(palette):
    for ink in ("edge", "focus"):
        for ground in ("surface", "bg"):
            assert contrast(palette.colour(ink), palette.colour(ground)) >= 3, (ink, ground)


@PALETTES
def test_the_look_reaches_labels(qapp, qtbot, palette):
    apply_look(qapp, Look(palette, 100, RESOURCES))
    label = QLabel("Elsa")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.palette().windowText().color() == colour("text")


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_text_grows_with_the_chosen_size(qapp, qtbot, scale):
    apply_look(qapp, Look(LIGHT, scale, RESOURCES))
    name = heading("Idag")
    qtbot.addWidget(name)
    name.ensurePolished()
    assert qapp.font().pixelSize() == round(15 * scale / 100)
    assert name.font().pixelSize() == px(21) == round(21 * scale / 100)


def test_the_shipped_font_is_used(qapp, fonts_loaded):
    from PySide6.QtGui import QFontInfo

    assert fonts_loaded >= 5
    assert QFontInfo(qapp.font()).family() == "Inter"


def test_an_icon_is_drawn_in_the_colour_of_its_role_and_follows_the_look(qapp):
    for palette in (LIGHT, DARK):
        apply_look(qapp, Look(palette, 100, RESOURCES))
        drawn = icon("square", "rec").pixmap(QSize(32, 32)).toImage()
        dots = [drawn.pixelColor(x, y) for x in range(32) for y in range(32)]
        inks = {dot.name() for dot in dots if dot.alpha() == 255}
        assert QColor(palette.rec).name() in inks


def test_arrows_turn_round_with_the_reading_direction(qapp):
    def drawn():
        return icon("arrow-left").pixmap(QSize(24, 24)).toImage()

    left = drawn()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    turned = drawn()
    assert turned != left
    back = turned.flipped(Qt.Orientation.Horizontal)
    dots = [(x, y) for x in range(24) for y in range(24)]
    far = [dot for dot in dots if abs(back.pixelColor(*dot).alpha() - left.pixelColor(*dot).alpha()) > 60]
    assert far == []


def test_every_icon_that_is_named_is_shipped_with_its_licence():
    shipped = {file.stem for file in (RESOURCES / "icons").glob("*.svg")}
    sources = [file.read_text(encoding="utf-8") for file in (RESOURCES.parent / "src/fieldnotes/ui").rglob("*.py")]
    call = r'\b(?:icon|show_icon|show_glyph|IconLabel|EmptyState)\(\s*"([a-z0-9-]+)"'
    button = r'_button\(\s*(?:_\("[^"]*"\)|"[^"]*"),\s*"([a-z0-9-]+)"'
    patterns = (call, button, r'glyph="([a-z0-9-]+)"')
    named = {name for source in sources for pattern in patterns for name in re.findall(pattern, source)}
    assert len(named) > 15
    assert named <= shipped
    assert (RESOURCES / "icons" / "LICENSE").read_text(encoding="utf-8").startswith("ISC License")


def test_a_long_title_never_widens_the_window(qtbot):
    label = ElidingLabel("Hembesök " * 60)
    qtbot.addWidget(label)
    label.resize(200, 30)
    assert label.minimumSizeHint().width() < 200
    assert label.toolTip() == label.text() == label.accessibleName()


def test_a_chip_without_words_is_hidden(qtbot):
    chip = Chip("Utkast", "warn")
    qtbot.addWidget(chip)
    chip.show_chip("")
    assert chip.isHidden()
    with pytest.raises(ValueError, match="loud"):
        chip.show_chip("x", "loud")


def test_the_size_goes_in_steps_between_100_and_200_and_is_remembered(qapp):
    remembered = []
    settings = ScreenSettings(resources=RESOURCES, text_size=175, remember_look=lambda *look: remembered.append(look))
    look = LookChoice(qapp, settings)
    look.larger()
    look.larger()
    look.smaller()
    look.choose("dark")
    assert remembered == [("system", 200), ("system", 200), ("system", 175), ("dark", 175)]
    assert colour("bg") == QColor(DARK.bg)


class System(QObject):
    """What a platform with an evening tells; the one without a screen has none."""

    colorSchemeChanged = Signal(Qt.ColorScheme)  # noqa: N815 - Qt's name
    contrastPreferenceChanged = Signal(Qt.ContrastPreference)  # noqa: N815 - Qt's name

    def __init__(self):
        super().__init__()
        self.scheme, self.contrast = Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference

    def accessibility(self):
        return self

    def colorScheme(self):  # noqa: N802 - Qt's name
        return self.scheme

    def contrastPreference(self):  # noqa: N802 - Qt's name
        return self.contrast

    def turn(self, scheme):
        self.scheme = scheme
        self.colorSchemeChanged.emit(scheme)

    def ask_for_contrast(self):
        self.contrast = Qt.ContrastPreference.HighContrast
        self.contrastPreferenceChanged.emit(self.contrast)


def test_the_look_follows_the_system_until_one_is_chosen(qapp):
    """In the evening the system turns dark; who has chosen light keeps light."""
    look, system = LookChoice(qapp, ScreenSettings(resources=RESOURCES)), System()
    look.follow_system(system)
    system.turn(Qt.ColorScheme.Dark)
    assert colour("bg") == QColor(DARK.bg)
    system.turn(Qt.ColorScheme.Light)
    assert colour("bg") == QColor(LIGHT.bg)
    system.ask_for_contrast()
    assert colour("bg") == QColor(CONTRAST.bg)
    look.choose("light")
    system.turn(Qt.ColorScheme.Dark)
    assert colour("bg") == QColor(LIGHT.bg)


def test_what_a_toast_offers_is_taken_by_a_key_from_the_place_one_writes_in(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    line = QLineEdit(window)
    toasts, taken = Toasts(window), []
    window.show()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    toasts.show_toast("Avbockad.", action="Ångra", on_action=lambda: taken.append(1))
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert taken == [1]
    assert toasts.toast.isHidden()
    assert line.hasFocus()
    toasts.show_toast("Sparat.")
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert taken == [1]


def test_a_window_with_large_text_is_no_wider_than_a_small_screen(qapp, qtbot):
    """Words step aside for icons before the window is shown: afterwards it would have grown off the screen."""
    apply_look(qapp, Look(LIGHT, 200, RESOURCES))
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    assert window.width() == 1280
