"""The panel in which a person writes a passage anew so that nobody can be recognised. Draws and asks; hides nothing."""

from collections.abc import Iterator

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QTextEdit, QWidget

from fieldnotes.domain.told_apart import Telling
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.ask_panel import AskPanel, line_field
from fieldnotes.ui.shared.labels import label, muted, small
from fieldnotes.ui.shared.theme import colour, px

SETTLES = 300
"""Milliseconds without a key before the text is looked through again."""


class ExamplePanel(AskPanel):
    """The words, why they are good, and the person's own yes that nobody can be recognised."""

    said = Signal(str, str)
    """Text, why."""
    written = Signal(str, str)
    look_asked = Signal(str)

    def __init__(self, window: QWidget) -> None:
        hint = _("Your unit reads it in the template's help. It carries no case number and no link to the note.")
        super().__init__(window, _("Keep as an example"), hint, _("Keep as an example"), "sparkles")
        self._telling: tuple[Telling, ...] | None = None
        self._about, self._found = muted(), label("", "notice", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The example"))
        self.text.setMinimumHeight(px(100))
        self.add(self._about)
        self.add(small(_("Write it so that nobody can be recognised. Nothing is taken out for you.")))
        self.add(self.text)
        self.add(self._found)
        self.why = line_field(self, _("What is good about it"), _("One sentence for a new colleague"))
        self.sure = QCheckBox(_("I have read it through: nobody can be recognised"))
        self.add(self.sure)
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(SETTLES)
        self._pace.timeout.connect(lambda: self.look_asked.emit(self.text.toPlainText()))
        self.text.textChanged.connect(self._changed)
        self.why.textEdited.connect(lambda _text: self._tell())
        self.sure.toggled.connect(lambda _on: self.look())
        self.agreed.connect(lambda: self.said.emit(self.text.toPlainText().strip(), self.why.text().strip()))
        self.end_card()

    def open_form(self) -> None:
        """Open over the screen; the yes is given anew each time."""
        self.sure.setChecked(False)
        self.show_wrong("")
        self.open_over(self.text)

    def show_passage(self, about: str, text: str, why: str) -> None:
        """Show the words to rewrite and what they are an example of."""
        self._about.setText(about)
        self.text.blockSignals(True)
        self.text.setPlainText(text)
        self.text.blockSignals(False)
        self.why.setText(why)
        self._unlooked()

    def show_telling(self, text: str, found: tuple[Telling, ...]) -> None:
        """Mark what may tell who it is about, in colour and in words; a text that is another by now waits."""
        if text != self.text.toPlainText():
            return
        self._telling = found
        self.text.setExtraSelections(list(self._marks(text, found)))
        known = ", ".join(dict.fromkeys(text[each.start : each.end] for each in found if each.known))
        maybe = ", ".join(dict.fromkeys(text[each.start : each.end] for each in found if not each.known))
        lines = []
        if known:
            lines.append(_("From the case, write anew: {words}").format(words=known))
        if maybe:
            lines.append(_("Worth a look: {words}").format(words=maybe))
        self._found.setText("\n".join(lines))
        self._found.setVisible(bool(lines))
        self.look()
        self.fit_soon()

    def ready(self) -> bool:
        """The text is looked through, names nobody of the case, and the person has said yes to it."""
        names_left = self._telling is None or any(each.known for each in self._telling)
        return bool(self.text.toPlainText().strip()) and not names_left and self.sure.isChecked()

    def _changed(self) -> None:
        self.sure.setChecked(False)
        self._unlooked()
        self._tell()
        self._pace.start()

    def _unlooked(self) -> None:
        self._telling = None
        self.look()

    def _tell(self) -> None:
        self.written.emit(self.text.toPlainText(), self.why.text())

    def _marks(self, text: str, found: tuple[Telling, ...]) -> Iterator[QTextEdit.ExtraSelection]:
        for each in found:
            made = QTextEdit.ExtraSelection()
            made.cursor = QTextCursor(self.text.document())
            made.cursor.setPosition(_units(text, each.start))
            made.cursor.setPosition(_units(text, each.end), QTextCursor.MoveMode.KeepAnchor)
            made.format = _dress(colour("warn_soft" if each.known else "info_soft"), known=each.known)
            yield made


def _dress(ground: QColor, *, known: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setBackground(ground)
    made.setFontUnderline(True)
    line = QTextCharFormat.UnderlineStyle
    made.setUnderlineStyle(line.SingleUnderline if known else line.DotLine)
    return made


def _units(text: str, characters: int) -> int:
    """Turn a number of characters into Qt's UTF-16 units."""
    return len(text[:characters].encode("utf-16-le")) // 2
