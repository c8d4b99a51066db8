"""The look of every window: palette, style sheet, text size and fonts, set once on the application.

Use: `apply_look(app, Look(palette=LIGHT, scale=100, resources=folder))` at start and whenever the person
changes it; afterwards `colour("accent")`, `px(18)` and `icon("check", "ok")` (see `icons`) give values of
the look in force. Widgets that paint themselves ask at paint time, so a change needs no rebuilding;
widgets with fixed lengths listen to `look_signal().changed`. Knows no screen.
"""

import atexit
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from fieldnotes.ui.shared.palettes import CONTRAST, DARK, LIGHT, PALETTES, Palette
from fieldnotes.ui.shared.stylesheet import style_sheet

__all__ = [
    "CONTRAST", "DARK", "LIGHT", "PALETTES", "Look", "Palette", "apply_look", "choose_palette", "colour",
    "current_look", "load_fonts", "look_signal", "px",
]  # fmt: skip

BODY = 15
"""Body text in pixels at 100 %."""
_DARK_BELOW = 128
"""The lightness of the system's windows, of 255, below which it looks dark."""

FAMILIES = ["Inter", "Noto Sans", "Noto Sans Arabic UI", "Noto Sans Arabic", "Noto Sans Ethiopic"]


@dataclass(frozen=True)
class Look:
    """What the person chose: a palette, the text size in per cent (100-200), and where icons and fonts lie."""

    palette: Palette
    scale: int
    resources: Path

    def px(self, length: float) -> int:
        """Give a length of the 100 % look at the chosen text size, at least one pixel."""
        return max(1, round(length * self.scale / 100))


class _LookSignal(QObject):
    changed = Signal()


class _InForce:
    """The one look of the running application; painting code has no other way to reach it."""

    look: Look | None = None
    styled = False
    glyphs: TemporaryDirectory[str] | None = None


@cache
def look_signal() -> _LookSignal:
    """Give the object whose `changed` fires after every change of look."""
    return _LookSignal()


def current_look() -> Look:
    """Give the look in force; `apply_look` must have been called."""
    if _InForce.look is None:
        message = "apply_look was never called"
        raise RuntimeError(message)
    return _InForce.look


def colour(role: str) -> QColor:
    """Give the colour of a role of `Palette` in the look in force."""
    return QColor(current_look().palette.colour(role))


def px(length: float) -> int:
    """Give a length of the 100 % look at the text size in force."""
    return current_look().px(length)


def choose_palette(wanted: str, hints: QStyleHints | None = None) -> Palette:
    """Give the palette for "light", "dark", "contrast" or "system" (which follows the system when it says)."""
    if wanted in PALETTES:
        return PALETTES[wanted]
    hints = hints or QApplication.styleHints()
    if hints.accessibility().contrastPreference() == QtCore.Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == QtCore.Qt.ColorScheme.Dark else LIGHT


def guess_palette(wanted: str) -> Palette:
    """Give the palette for the first paint: what the system says is dear to ask, and its own colours tell as much."""
    if wanted in PALETTES:
        return PALETTES[wanted]
    return DARK if QApplication.palette().window().color().lightness() < _DARK_BELOW else LIGHT


def styled_application(arguments: list[str]) -> QApplication:
    """Make the application in its style; to give it one later costs as much as a window."""
    _InForce.styled = True
    return QApplication([*arguments, "-style", "fusion"])


def load_fonts(folder: Path, names: str = "*") -> int:
    """Load the font files under `folder` whose names fit a pattern for this application; give how many were usable."""
    files = sorted((*folder.rglob(f"{names}.ttf"), *folder.rglob(f"{names}.otf")))
    return sum(QFontDatabase.addApplicationFont(str(file)) >= 0 for file in files)


def apply_look(app: QApplication, look: Look) -> None:
    """Set style, palette, font and style sheet of the whole application."""
    _InForce.look = look
    if not _InForce.styled:
        app.setStyle("Fusion")
        _InForce.styled = True
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(look.px(BODY))
    app.setFont(font)
    app.setPalette(_qt_palette(look.palette))
    app.setStyleSheet(style_sheet(look.palette, look.px, _glyph_files(look)))
    look_signal().changed.emit()


def _qt_palette(palette: Palette) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: palette.bg,
        role.WindowText: palette.text,
        role.Base: palette.surface,
        role.AlternateBase: palette.raised,
        role.Text: palette.text,
        role.Button: palette.surface,
        role.ButtonText: palette.text,
        role.BrightText: palette.rec,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.accent_fg,
        role.ToolTipBase: palette.surface,
        role.ToolTipText: palette.text,
        role.PlaceholderText: palette.muted,
        role.Link: palette.accent,
        role.Accent: palette.accent,
        role.Light: palette.surface,
        role.Mid: palette.line,
        role.Dark: palette.line,
    }
    made = QPalette()
    for key, value in colours.items():
        made.setColor(key, QColor(value))
    for key in (role.Text, role.ButtonText, role.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(palette.muted))
    return made


def _glyph_files(look: Look) -> dict[str, str]:
    """Write the few glyphs a style sheet can only take as files, in the colours of this look."""
    folder = TemporaryDirectory(prefix="FieldNotes-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    inks = {
        "chevron-down": look.palette.muted,
        "x": look.palette.muted,
        "check": look.palette.accent_fg,
        "dot": look.palette.accent_fg,
    }
    paths = {}
    for name, ink in inks.items():
        source = (look.resources / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        file = Path(folder.name, f"{name}.svg")
        file.write_text(source.replace("currentColor", ink), encoding="utf-8")
        paths[name] = file.as_posix()
    if _InForce.glyphs is not None:
        _InForce.glyphs.cleanup()
    _InForce.glyphs = folder
    return paths
