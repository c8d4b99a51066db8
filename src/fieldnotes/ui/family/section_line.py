"""One section in the room: open, or closed and why, and what the worker may do about it. Draws and asks."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.family.how_plain import how_plain
from fieldnotes.ui.family.room_state import SectionRow
from fieldnotes.ui.shared.buttons import Button, plain_button, quiet_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import Chip, body, label, muted, small
from fieldnotes.ui.shared.low_text import LowText
from fieldnotes.ui.shared.theme import px


class SectionLine(QWidget):
    """A tick for what is open, a lock for what is not."""

    kept = Signal(str, bool)
    opened = Signal(str, str)
    lifted = Signal(str, str)
    shut = Signal(str)
    rewritten = Signal(str, str)
    typed = Signal(str, str)
    """A reason as far as it is written."""

    def __init__(self, shown: SectionRow) -> None:
        super().__init__()
        self.row = shown
        self.asking: QWidget | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 5, 0, 5)
        self._box.setSpacing(2)
        if shown.state == "closed":
            self._draw_closed()
        else:
            self._draw_open()

    def _draw_open(self) -> None:
        shown = self.row
        self.tick = QCheckBox(shown.label.replace("&", "&&"))
        self.tick.setChecked(shown.state == "open")
        self.tick.setAccessibleName(_("Show {section}").format(section=shown.label))
        self.tick.toggled.connect(lambda on: self.kept.emit(shown.id, not on))
        chip = Chip(_("Opens"), "ok") if shown.state == "open" else Chip(_("Kept closed"))
        self._head(self.tick, chip, *([self._see()] if shown.text else []))
        if shown.why:
            self._indent(muted(shown.why))
        if shown.reason:
            self._indent(small(_("Opened because: {reason}").format(reason=shown.reason)))
            self._buttons(self._button(_("Close again"), "lock", lambda: self.shut.emit(shown.id)))
        if shown.left_out:
            self._left_out()
        if shown.text:
            self._text = body(shown.text)
            self._text.hide()
            self._indent(self._text)

    def _left_out(self) -> None:
        count = self.row.left_out
        words = _n(
            "{n} statement in it is left out: the child's, or of somebody who is not here.",
            "{n} statements in it are left out: the child's, or of somebody who is not here.",
            count,
        )
        self._indent(muted(words.format(n=count)))
        more = self._button(_("Show all of it, with a reason"), "lock-open", self._ask_reason)
        more.setAccessibleName(f"{more.text()}: {self.row.label}")
        self._buttons(more)

    def _draw_closed(self) -> None:
        shown = self.row
        name = label(shown.label, "strong", wrap=True)
        self._head(name, Chip(_("Closed"), "warn"), lead=IconLabel("lock", "muted", 18))
        if shown.why:
            self._indent(muted(shown.why))
        if shown.term:
            words = _("Protected in the case, and standing in the text: {term}").format(term=f"”{shown.term}”")
            self._indent(label(words, "error", wrap=True))
        buttons = []
        if shown.may_rewrite:
            buttons.append(self._button(_("Rewrite for the family"), "pen-line", self._ask_text))
        if shown.may_lift:
            buttons.append(self._button(_("Show the word, with a reason"), "lock-open", self._ask_word))
        if shown.may_open:
            buttons.append(self._button(_("Open with a reason"), "lock-open", self._ask_reason))
        for button in buttons:
            button.setAccessibleName(f"{button.text()}: {shown.label}")
        if buttons:
            self._buttons(*buttons)

    def _ask_reason(self) -> None:
        self._ask_line(_("Why is it opened for these people? It is recorded."), self.opened.emit)

    def _ask_word(self) -> None:
        self._ask_line(_("Why may these people see that very word? It is recorded."), self.lifted.emit)

    def _ask_line(self, question: str, answered: Callable[[str, str], object]) -> None:
        line = QLineEdit(self.row.typed)
        line.setPlaceholderText(_("Write a reason"))
        line.textEdited.connect(lambda text: self.typed.emit(self.row.id, text))
        done = plain_button(_("Open"))
        self._ask(question, line, done)

        def give() -> None:
            if line.text().strip():
                answered(self.row.id, line.text().strip())
            else:
                line.setFocus(Qt.FocusReason.OtherFocusReason)

        line.returnPressed.connect(give)
        done.clicked.connect(give)

    def _ask_text(self) -> None:
        edit = LowText(110, self.row.plain)
        edit.setPlaceholderText(_("The same in plain words, without what is protected"))
        done = plain_button(_("Save the text"))
        figures = muted("")
        self._ask(_("This text is shown to the family instead of the section."), edit, done, figures)

        def measure() -> None:
            figures.setText(how_plain(edit.toPlainText(), self.row.target))
            edit.setAccessibleDescription(figures.text())

        edit.textChanged.connect(measure)
        measure()
        done.clicked.connect(lambda: self.rewritten.emit(self.row.id, edit.toPlainText()))

    def _ask(self, question: str, field: QWidget, done: Button, *below: QWidget) -> None:
        if self.asking is not None:
            self.asking.hide()
            self.asking.deleteLater()
        self.asking = QWidget()
        box = QVBoxLayout(self.asking)
        box.setContentsMargins(0, 4, 0, 4)
        name = label(question, wrap=True)
        name.setBuddy(field)
        field.setAccessibleName(f"{question} {self.row.label}")
        done.setAccessibleName(f"{done.text()}: {self.row.label}")
        for widget in (name, field, *below):
            box.addWidget(widget)
        box.addLayout(row(done))
        self._indent(self.asking)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_text(self) -> None:
        self._text.setVisible(self._text.isHidden())

    def _see(self) -> Button:
        see = self._button(_("See the text"), "eye", self._toggle_text)
        see.setAccessibleName(_("See the text of {section}").format(section=self.row.label))
        return see

    def _head(self, name: QWidget, chip: Chip, *more: QWidget, lead: QWidget | None = None) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        if lead is not None:
            line.addSpacing(px(5))
            line.addWidget(lead)
        line.addWidget(name, 1)
        for widget in (*more, chip):
            line.addWidget(widget)
        self._box.addLayout(line)

    def _indent(self, widget: QWidget) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(px(18) + 16, 0, 0, 0)
        line.addWidget(widget)
        self._box.addLayout(line)

    def _buttons(self, *buttons: Button) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(px(18) + 2, 0, 0, 0)
        line.addLayout(row(*buttons), 1)
        self._box.addLayout(line)

    @staticmethod
    def _button(words: str, glyph: str, act: Callable[[], object]) -> Button:
        made = quiet_button(words, glyph)
        made.clicked.connect(lambda _on=False: act())
        return made
