"""One plain version: the text, and below it what is told of it while it is written. Draws and asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, quiet_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import caption, label, muted, restyle, small
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.text_units import units
from fieldnotes.ui.worker.editor.writing import Writing
from fieldnotes.ui.worker.plain.plain_page_state import Marked, PlainCheck


class PlainTextField(QWidget):
    """A text with its figures, what differs from the note, and words that could be plainer."""

    typed = Signal(str)

    def __init__(self, name: str, heading: str, hint: str, text: str, journal: str, *, may_write: bool) -> None:
        super().__init__()
        self.edit = Writing(f"{name}: {heading}", 3)
        self.edit.show_text(text)
        self.edit.setReadOnly(not may_write)
        self.protected = label("", "error", wrap=True)
        self.differs = label("", wrap=True)
        self._alert = _with_sign(self.differs)
        self.missing, self.figures = muted(), muted()
        self.copy = quiet_button(_("Begin with the note's text"), "copy")
        self.copy.setAccessibleName(f"{self.copy.text()}: {name}, {heading}")
        self._may_write = may_write
        self._where = f"{name}, {heading}"
        self._marks = QVBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(caption(name, self.edit))
        box.addWidget(self.edit)
        for each in (self.protected, self._alert, self.missing, self.figures):
            box.addWidget(each)
        box.addLayout(self._marks)
        box.addLayout(row(self.copy))
        self.hint = small(hint)
        box.addWidget(self.hint)
        self.edit.typed.connect(self._typed)
        self.copy.clicked.connect(lambda: self._begin_with(journal))
        self.show_check(PlainCheck())
        self._offer()

    def show_check(self, found: PlainCheck) -> None:
        """Draw what is told; a screen reader hears it as the description of the text."""
        for widget, words in (
            (self.protected, found.protected),
            (self.differs, "\n".join(found.differs)),
            (self.missing, found.missing),
            (self.figures, found.figures),
        ):
            widget.setText(words)
            widget.setVisible(bool(words))
        self._alert.setVisible(bool(found.differs))
        self.hint.setVisible(not found.figures)
        self.figures.setProperty("role", "warn" if found.over else "muted")
        restyle(self.figures)
        self.edit.setAccessibleDescription(found.spoken)
        while (item := self._marks.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for mark in found.marked if self._may_write else ():
            line = QWidget()
            line.setLayout(row(self._mark(mark)))
            self._marks.addWidget(line)

    def _mark(self, mark: Marked) -> QWidget:
        """Draw one marked passage: a button that replaces it, or advice beside its words."""
        if not mark.instead:
            shown = mark.words if len(mark.words) <= SHOWN else mark.words[:SHOWN].rstrip() + " …"
            return muted(f"”{shown}” – {mark.advice}")
        button: Button = quiet_button(f"{mark.words} → {mark.instead}", "sparkles")
        asked = _("Write {new} instead of {old}").format(new=mark.instead, old=mark.words)
        button.setAccessibleName(f"{asked}: {button.text()}, {self._where}")
        button.clicked.connect(lambda: self._replace(mark))
        return button

    def _replace(self, mark: Marked) -> None:
        """Put the plainer words in, one step of undo; nothing when something else stands there by now."""
        text = self.edit.text()
        if text[mark.start : mark.end] != mark.words:
            return
        cursor = QTextCursor(self.edit.document())
        cursor.setPosition(units(text, mark.start))
        cursor.setPosition(units(text, mark.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(mark.instead)
        self.edit.setFocus()
        self.edit.setTextCursor(cursor)

    def _begin_with(self, journal: str) -> None:
        self.edit.textCursor().insertText(journal)
        self.edit.setFocus()

    def _typed(self) -> None:
        self._offer()
        self.typed.emit(self.edit.text())

    def _offer(self) -> None:
        """Offer the note's text as a beginning while nothing is written."""
        self.copy.setVisible(self._may_write and not self.edit.text())


def _with_sign(words: QWidget) -> QWidget:
    """Put a sign before words that have to be looked at."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(px(6))
    line.addWidget(IconLabel("triangle-alert", "warn", 18), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    return made


SHOWN = 44
"""Characters of a marked passage that are shown."""
