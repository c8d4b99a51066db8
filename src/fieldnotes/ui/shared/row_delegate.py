"""Paints one row of a list in the look in force; knows rows only by their words and never a case."""

from typing import Protocol, cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldnotes.ui.shared.icons import icon
from fieldnotes.ui.shared.labels import isolated
from fieldnotes.ui.shared.theme import colour, px

SIDE = 14
GLYPH = 20
NARROW = 460
"""Below this width (at 100 % text) the chip stands beside the second line and leaves the first to the title."""


class RowLike(Protocol):
    """What the painter reads of a row."""

    title: str
    detail: str
    trailing: str
    chip: str
    tone: str
    glyph: str
    glyph_role: str
    heading: bool


class RowDelegate(QStyledItemDelegate):
    """Two lines with an icon before and a time or chip at the end."""

    def __init__(self, role: int, parent: QObject) -> None:
        super().__init__(parent)
        self._role = role
        self.always_marks = False
        """Mark the current row also while a line above the list has the focus."""
        self._heights: dict[tuple[bool, bool], int] = {}

    def sign_width(self) -> int:
        """Say how far from the reading edge a row's sign reaches, with the air around it."""
        return px(SIDE) + px(GLYPH) + px(6)

    def relook(self) -> None:
        """Measure anew: the look has changed."""
        self._heights.clear()

    def height_of(self, heading: bool, detailed: bool) -> int:  # noqa: FBT001 - two facts about one row
        """Give the height in pixels of a kind of row; measured once in each look, however many rows there are."""
        kind = (heading, detailed)
        if kind not in self._heights:
            self._heights[kind] = self._measured(heading=heading, detailed=detailed)
        return self._heights[kind]

    def _measured(self, *, heading: bool, detailed: bool) -> int:
        line = QFontMetrics(_font(15)).height()
        if heading:
            return line + px(16)
        return 2 * line + px(20) if detailed else line + px(20)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Say how high the row is; the width is the list's."""
        row: RowLike = index.data(self._role)
        return QSize(120, self.height_of(row.heading, bool(row.detail)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row = cast(RowLike, index.data(self._role))
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.heading:
            place = rect.adjusted(px(SIDE), px(8), -px(SIDE), 0)
            self._text(painter, rect, place, row.title.upper(), _font(13, bold=True), "muted")
        else:
            self._ground(painter, rect, option)
            self._content(painter, rect, row)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
        state = option.state
        painter.setPen(Qt.PenStyle.NoPen)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if state & QStyle.StateFlag.State_Selected and (focused or self.always_marks):
            painter.setBrush(colour("accent_soft"))
            if focused:
                painter.setPen(QPen(colour("focus"), 2))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(colour("raised"))
        else:
            return
        painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), px(8), px(8))

    def _content(self, painter: QPainter, rect: QRect, row: RowLike) -> None:
        left, right = rect.left() + px(SIDE), rect.right() - px(SIDE)
        if row.glyph:
            side = px(GLYPH)
            place = QRect(left, rect.center().y() - side // 2, side, side)
            icon(row.glyph, row.glyph_role).paint(painter, self._turned(rect, place, painter))
            left += side + px(12)
        line = QFontMetrics(_font(15)).height()
        top = rect.top() + px(9) if row.detail else rect.center().y() - line // 2
        head = QRect(left, top, right - left, line)
        below = QRect(left, top + line + px(2), right - left, line)
        if row.chip:
            narrow = rect.width() < px(NARROW) and bool(row.detail)
            middle = below.center().y() if narrow else rect.center().y()
            edge = self._chip(painter, rect, right, middle, row) - px(12)
            below.setRight(edge)
            if not narrow:
                head.setRight(edge)
        if row.trailing:
            width = QFontMetrics(_font(14)).horizontalAdvance(row.trailing) + 4
            time = QRect(head.right() - width, top, width, line)
            self._text(painter, rect, time, row.trailing, _font(14), "muted")
            head.setRight(head.right() - width - px(10))
        self._text(painter, rect, head, row.title, _font(15, bold=bool(row.detail)), "text")
        self._text(painter, rect, below, row.detail, _font(15), "muted")

    def _chip(self, painter: QPainter, rect: QRect, right: int, middle: int, row: RowLike) -> int:
        """Draw the chip at the end of the row; give where it begins."""
        font = _font(14, bold=True)
        metrics = QFontMetrics(font)
        width = min(metrics.horizontalAdvance(row.chip) + px(20), max(rect.width() // 2, px(60)))
        height = metrics.height() + px(6)
        place = QRect(right - width, middle - height // 2, width, height)
        turned = self._turned(rect, place, painter)
        ground, ink = ("bg", "muted") if row.tone == "plain" else (f"{row.tone}_soft", row.tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour(ground)))
        painter.drawRoundedRect(turned, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(colour(ink))
        shown = metrics.elidedText(row.chip, Qt.TextElideMode.ElideRight, width - px(16))
        painter.drawText(turned, Qt.AlignmentFlag.AlignCenter, isolated(shown))
        return place.left()

    def _text(self, painter: QPainter, rect: QRect, place: QRect, text: str, font: QFont, role: str) -> None:
        painter.setFont(font)
        painter.setPen(colour(role))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        turned = self._turned(rect, place, painter)
        side = Qt.AlignmentFlag.AlignRight if _mirrored(painter) else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
        painter.drawText(turned, flags | int(Qt.TextFlag.TextSingleLine), isolated(shown))

    def _turned(self, rect: QRect, place: QRect, painter: QPainter) -> QRect:
        """Mirror a place inside its row in a right-to-left window."""
        if not _mirrored(painter):
            return place
        return QRect(rect.left() + rect.right() - place.right(), place.top(), place.width(), place.height())


def _mirrored(painter: QPainter) -> bool:
    return painter.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _font(size: int, *, bold: bool = False) -> QFont:
    font = QApplication.font()
    font.setPixelSize(px(size))
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font
