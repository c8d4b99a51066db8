"""The short list before signing: what stops it, what needs a reason, and what happens next. Decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import primary_button, quiet_button
from fieldnotes.ui.shared.labels import caps, heading, label, muted
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.side_panel import LinkLine
from fieldnotes.ui.worker.editor.states import SheetState


class SignSheet(QFrame):
    """Opens beside the form, blocks nothing; Enter confirms, Esc goes back."""

    place_asked = Signal(str, str)
    confirmed = Signal(dict, str)
    """Reasons by rule, and the reason of a correction."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAccessibleName(_("Sign the note"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(10))
        self._title = heading(_("Sign"))
        outer.addWidget(self._title)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._area, 1)
        self.sign = primary_button(_("Sign"), "pen-line")
        self.sign.clicked.connect(self._confirm)
        back = quiet_button(_("Back to the note"))
        back.clicked.connect(self.closed)
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addStretch(1)
        foot.addWidget(self.sign)
        outer.addLayout(foot)
        self._reasons: dict[str, QLineEdit] = {}
        self._correction: QLineEdit | None = None
        self._first_block: QWidget | None = None
        self._confirmed = False

    def show_sheet(self, state: SheetState) -> None:
        """Show the list and put the keyboard on what comes first."""
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, px(6), 0)
        lines.setSpacing(px(8))
        begun = {} if self._confirmed else {rule: line.text() for rule, line in self._reasons.items()}
        begun.update(state.reasons)
        self._confirmed = False
        self._reasons, self._correction, self._first_block = {}, None, None
        self._show_blocks(lines, state)
        if state.correction_reason is not None:
            self._correction = self._line(lines, _("Why is the note corrected?"), state.correction_reason)
        if state.warnings:
            lines.addWidget(caps(_("Sign with a reason")))
        for rule, text in state.warnings:
            self._reasons[rule] = self._line(lines, text, begun.get(rule, ""), state.places.get(rule))
        lines.addSpacing(px(8))
        lines.addWidget(caps(_("What happens next")))
        lines.addWidget(muted(state.next_words))
        lines.addStretch(1)
        self._area.setWidget(inner)
        self.sign.setEnabled(not state.blocks)
        self._title.setText(_("Cannot be signed yet") if state.blocks else _("Sign"))
        self.show()
        self._focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Confirm with Enter, go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.sign.isEnabled():
            self._confirm()
        else:
            super().keyPressEvent(event)

    def _show_blocks(self, lines: QVBoxLayout, state: SheetState) -> None:
        if state.blocks:
            lines.addWidget(caps(_("Has to be done first")))
        for row in state.blocks:
            line = LinkLine("circle-alert", "rec", row.text)
            line.button.clicked.connect(lambda _on=False, row=row: self._go(row.section, row.field))
            lines.addWidget(line)
            self._first_block = self._first_block or line.button

    def _line(self, lines: QVBoxLayout, text: str, value: str, place: tuple[str, str] | None = None) -> QLineEdit:
        answer = QLineEdit(value)
        lines.addWidget(self._asked(text, answer, place))
        answer.setAccessibleName(_("Reason: {warning}").format(warning=text))
        answer.setPlaceholderText(_("Write a reason"))
        answer.returnPressed.connect(self._next_or_confirm)
        lines.addWidget(answer)
        return answer

    def _asked(self, text: str, answer: QLineEdit, place: tuple[str, str] | None) -> QWidget:
        """A question; one about a place in the note leads there."""
        if place is None:
            question = label(text, wrap=True)
            question.setBuddy(answer)
            return question
        line = LinkLine("triangle-alert", "warn", text)
        line.button.clicked.connect(lambda: self._go(*place))
        return line

    def _open_lines(self) -> list[QLineEdit]:
        asked = [self._correction, *self._reasons.values()] if self._correction else [*self._reasons.values()]
        return [line for line in asked if not line.text().strip()]

    def _focus_first(self) -> None:
        waiting = self._open_lines()
        if self._first_block is not None:
            self._first_block.setFocus()
        elif waiting:
            waiting[0].setFocus()
        else:
            self.sign.setFocus()

    def _next_or_confirm(self) -> None:
        if self._open_lines():
            self._focus_first()
        else:
            self._confirm()

    def _confirm(self) -> None:
        waiting = self._open_lines()
        for line in self._reasons.values():
            _mark(line, wrong=line in waiting)
        if self._correction is not None:
            _mark(self._correction, wrong=self._correction in waiting)
        if waiting:
            waiting[0].setFocus()
            return
        if self.sign.isEnabled():
            reasons = {rule: line.text().strip() for rule, line in self._reasons.items()}
            self._confirmed = True
            self.confirmed.emit(reasons, self._correction.text().strip() if self._correction else "")

    def _go(self, section: str | None, field: str | None) -> None:
        self.closed.emit()
        self.place_asked.emit(section or "", field or "")


def _mark(line: QLineEdit, *, wrong: bool) -> None:
    line.setProperty("wrong", wrong)
    line.style().unpolish(line)
    line.style().polish(line)
