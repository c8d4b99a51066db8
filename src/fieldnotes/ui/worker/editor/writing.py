"""The surface a person types on and speaks into: grows with its text, shows words that are still being heard in grey.

The grey words are drawn, never part of the text, so nothing unsettled can be saved. Knows no field.
"""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QHideEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from fieldnotes.domain.text_change import changed_part
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.grey_words import GreyWords
from fieldnotes.ui.worker.editor.heard_marks import HeardMarks
from fieldnotes.ui.worker.editor.spell_marks import SpellMarks
from fieldnotes.ui.worker.editor.text_units import code_points, plain_letters, units
from fieldnotes.ui.worker.editor.underlines import Underlines


class Writing(QPlainTextEdit):
    """Plain text without inner scrolling; Tab leaves it."""

    typed = Signal()
    """The text changed, by hand or by voice (not by `show_text`)."""

    def __init__(self, name: str, least_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least_lines
        self._quiet = False
        self.own = False
        """Whether these are somebody's own words, which no tool offers to write otherwise (L4)."""
        self._grey = GreyWords(self)
        self._pieces: list[str] = []
        self._wish = 0
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        lines = Underlines(self)
        self.marks = HeardMarks(self, lines)
        self.spelling = SpellMarks(self, lines)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def text(self) -> str:
        """Return the settled text."""
        return self.toPlainText()

    def let_stand(self, *, own: bool) -> None:
        """Say whether these are somebody's own words; what was marked in them is marked no more."""
        if own and not self.own:
            self.spelling.show(self.text(), ())
        self.own = own

    def place(self) -> int:
        """Return how many characters stand before the cursor."""
        return code_points(self.toPlainText(), self.textCursor().position())

    def show_text(self, text: str) -> None:
        """Show a text without saying that it was typed; the undo history starts anew."""
        if text == self.toPlainText():
            return
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False
        self._grow()

    def expect(self, pieces: Sequence[str]) -> None:
        """Hear what the next text that comes from speech is made of: each piece becomes a step of undo of its own."""
        self._pieces += pieces

    def adopt(self, text: str) -> None:
        """Take over a text that came from elsewhere (speech), a step of undo a piece; the cursor keeps its words."""
        before = self.toPlainText()
        if text == before:
            return
        start, old_end, new_end = changed_part(before, text)
        self._quiet = True
        self._grey.draw("")
        at, gone = units(before, start), units(before, old_end) - units(before, start)
        for piece in self._cut(text[start:new_end]):
            self._replace(at, gone, piece)
            at, gone = at + units(piece, len(piece)), 0
        self._grey.move_pen(at)
        self._quiet = False
        self._grow()

    def speak_from(self, at: int | None) -> None:
        """Let the grey words stand after so many characters; after the last one without a number."""
        self._grey.put_pen(None if at is None else units(self.toPlainText(), at))

    def hear(self, words: str) -> None:
        """Draw words that are not settled yet, in grey where they will stand."""
        if words or self._grey.drawn:
            self._quiet = True  # drawing is no change of the text
            self._grey.draw(words)
            self._quiet = False
            self._grow()

    def heard(self) -> str:
        """Return the grey words, for a screen reader and for tests."""
        return self._grey.drawn

    def sizeHint(self) -> QSize:
        """Wish for exactly the height of the text."""
        return QSize(super().sizeHint().width(), self._wish)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew and grow or shrink with them."""
        super().resizeEvent(event)
        self._grow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the wheel scroll the form."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Find the place of a click in the text itself, without the grey words."""
        words = self._grey.words
        self.hear("")
        super().mousePressEvent(event)
        self.hear(words)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the grey words along."""
        self._grey.draw("")
        super().hideEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let a click on an unsure word be heard again."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.marks.ask_at(self.cursorForPosition(event.position().toPoint()).position())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Leave files to the card around the text: Qt would write their paths into the note."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take in plain text only: no formatting, and no letters that cannot be seen."""
        if self.canInsertFromMimeData(source):
            self.textCursor().insertText(plain_letters(source.text()))
            self.ensureCursorVisible()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what may have been meant at a misspelt word, and what Qt offers, anywhere."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        cursor = self.textCursor() if by_key else self.cursorForPosition(event.pos())
        if not self.spelling.ask_at(cursor.position()):
            super().contextMenuEvent(event)

    def _replace(self, at: int, length: int, piece: str) -> None:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.setPosition(at)
        cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(piece)
        cursor.endEditBlock()

    def _cut(self, added: str) -> list[str]:
        """Cut what was added where one expected piece ends and the next begins."""
        pieces, self._pieces = self._pieces, []
        parts, begun = list[str](), 0
        for piece in pieces[:-1]:
            found = added.find(piece, begun)
            if found < 0:
                break
            parts.append(added[begun : found + len(piece)])
            begun = found + len(piece)
        return [*parts, added[begun:]] if added[begun:] or not parts else parts

    def _changed(self) -> None:
        if self._quiet:
            return
        if self._grey.drawn:  # what was typed moved the place where they stand
            self.hear(self._grey.words)
        self.typed.emit()

    def _grow(self) -> None:
        lines = max(self._least, int(self.document().size().height()))
        height = lines * QFontMetrics(self.font()).lineSpacing() + 2 * px(7) + 8
        if height != self._wish:
            self._wish = height
            self.setFixedHeight(height)
