"""Outline icons drawn from SVG files in the colour of a role, so they follow dark, light and any screen.

Use: `icon("pen-line", "accent_fg")`; names are the files in `resources/icons` (Lucide, ISC licence, see
LICENSE there; `dot` is ours). `icon(…, packed=True)` leaves air after the glyph for buttons with text.
Knows no screen; the colour is asked of the theme at paint time.
"""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QWidget

from fieldnotes.ui.shared.theme import current_look, look_signal, px

MIRRORED = frozenset({"arrow-left", "arrow-right", "chevron-left", "chevron-right", "log-out"})
"""Icons that point along the text and turn round in a right-to-left window."""


@lru_cache(maxsize=512)
def _renderer(name: str, ink: str) -> QSvgRenderer:
    source = (current_look().resources / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", ink).encode()))


class SvgIconEngine(QIconEngine):
    """Draws one icon; disabled icons are drawn muted."""

    def __init__(self, name: str, role: str, *, packed: bool) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._packed = packed

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw into `rect` with the colours of the look in force."""
        role = "muted" if mode == QIcon.Mode.Disabled else self._role
        target = QRectF(rect)
        mirrored = QGuiApplication.isRightToLeft()
        if self._packed:
            side = target.height()
            left = target.right() - side if mirrored else target.left()
            target = QRectF(left, target.top(), side, side)
        painter.save()
        if mirrored and self._name in MIRRORED:
            painter.translate(target.center().x() * 2, 0)
            painter.scale(-1, 1)
        _renderer(self._name, current_look().palette.colour(role)).render(painter, target)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw on a transparent pixmap of `size` device pixels."""
        drawn = QPixmap(size)
        drawn.fill(QColor(0, 0, 0, 0))
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, _scale: float) -> QPixmap:
        """Draw for a dense screen; `size` is already in device pixels."""
        return self.pixmap(size, mode, state)

    def clone(self) -> QIconEngine:
        """Copy for Qt; kept alive here, since Qt does not keep Python objects."""
        copy = SvgIconEngine(self._name, self._role, packed=self._packed)
        _engines().append(copy)
        return copy


@cache
def _engines() -> list[SvgIconEngine]:
    return []


@cache
def icon(name: str, role: str = "text", *, packed: bool = False) -> QIcon:
    """Give an icon by file name in the colour of a palette role; the same object for the same words."""
    engine = SvgIconEngine(name, role, packed=packed)
    _engines().append(engine)
    return QIcon(engine)


class IconLabel(QLabel):
    """An icon beside text; decoration, so it has no name of its own unless one is given."""

    def __init__(
        self, name: str, role: str = "muted", side: int = 18, *, says: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = (name, role)
        self._side = side
        if says:
            self.setAccessibleName(says)
            self.setToolTip(says)
        look_signal().changed.connect(self._draw)
        self._draw()

    def show_icon(self, name: str, role: str = "muted") -> None:
        """Draw another icon."""
        self._icon = (name, role)
        self._draw()

    def _draw(self) -> None:
        side = px(self._side)
        self.setFixedSize(side, side)
        self.setPixmap(icon(*self._icon).pixmap(QSize(side, side), self.devicePixelRatioF()))
