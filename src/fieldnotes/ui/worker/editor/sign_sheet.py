"""The short list before signing: what was said, what stops it, what needs a reason, what happens next. Decides nothing.

What a chip can answer is answered here, each by its own key; nothing is chosen that nobody chose.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import primary_button, quiet_button
from fieldnotes.ui.shared.labels import caps, heading, label
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.asked import WRITTEN
from fieldnotes.ui.worker.editor.reason_chips import ReasonChips, mark_line
from fieldnotes.ui.worker.editor.reason_words import by_reasons
from fieldnotes.ui.worker.editor.said_lines import SaidLines
from fieldnotes.ui.worker.editor.said_rows import Question, SheetSection
from fieldnotes.ui.worker.editor.sheet_page import sheet_page, show_next
from fieldnotes.ui.worker.editor.side_panel import LinkLine
from fieldnotes.ui.worker.editor.states import CheckRow, SheetState

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""Keys for chips, in the order of the list."""


class SignSheet(QFrame):
    """Opens beside the form, blocks nothing; Enter takes what is marked, then signs; Esc goes back."""

    place_asked = Signal(str, str)
    taken = Signal(object)
    """The proposals to take."""
    refused = Signal(object)
    """One proposal."""
    written = Signal()
    """An answer in words has ended."""
    confirmed = Signal(dict, str)
    """Reasons by rule, and the reason of a correction."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAccessibleName(_("Sign the note"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sign = primary_button(_("Sign"), "pen-line")
        self.take = primary_button("", "check")
        self._back = quiet_button(_("Back to the note"))
        self._title = heading(_("Sign"))
        self._area = QScrollArea(self)
        self._lay_out()
        self.said = SaidLines(self._area, self.refused.emit, self._fit_foot)
        self._keys: dict[str, QPushButton] = {}
        self._reasons: dict[str, QLineEdit] = {}
        self._offered: set[str] = set()
        self._correction: QLineEdit | None = None
        self._first_block: QWidget | None = None
        self._next: list[QWidget] = []
        self._hurried = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show_rest)
        self._confirmed = False

    def show_sheet(self, state: SheetState, sections: Sequence[SheetSection] = ()) -> None:
        """Show the list; the keyboard stays where it was in it, else it is on what comes first."""
        was = self._hand()
        bar, proposed = self._area.verticalScrollBar().value() if self.isVisible() else 0, len(self.said.lines)
        begun = {} if self._confirmed else {rule: line.text() for rule, line in self._reasons.items()}
        begun.update(state.reasons)
        why = self._correction.text() if self._correction is not None and not self._confirmed else ""
        self._confirmed = False
        self._reasons, self._offered, self._correction, self._first_block = {}, set(), None, None
        self._keys, self._next = {}, []
        inner, lines, keys = *sheet_page(), iter(KEYS)
        self.said.begin()
        self._show_proposals(lines, sections)
        self._show_blocks(lines, state, sections, keys)
        if state.correction_reason is not None:
            self._correction = self._line(lines, _("Why is the note corrected?"), why or state.correction_reason)
        self._show_warnings(lines, state, begun, keys)
        show_next(lines, state.next_words)
        self._area.setWidget(inner)
        self.sign.setEnabled(not state.blocks)
        self._name(state)
        self._fit_foot()
        self.show()
        self._area.verticalScrollBar().setValue(bar if len(self.said.lines) == proposed else 0)
        self._focus(was)
        self._soon.start()

    def take_marked(self) -> None:
        """Take what is marked; what has not been in sight yet is shown first."""
        marked = self.said.taken()
        if marked:
            self.taken.emit(marked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with the key on a chip, confirm with Enter, go back with Esc."""
        chip = None if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else self._keys.get(event.text())
        if chip is not None:
            self._press(event.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.said.count():
            self.take_marked()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.sign.isEnabled():
            self._confirm()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(10))
        outer.addWidget(self._title)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._area, 1)
        self.take.clicked.connect(self.take_marked)
        self.sign.clicked.connect(self._confirm)
        self._back.clicked.connect(self.closed)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self.take)
        foot.addWidget(self.sign)
        outer.addLayout(foot)

    def _show_rest(self) -> None:
        """Bring what waits for an answer into sight, once everything has its place."""
        if self._next and not self.said.count():
            self._area.ensureWidgetVisible(self._next[0], 0, px(8))  # no further: what was just answered stays
        key, self._hurried = self._hurried, ""
        if key in self._keys:
            self._press(key)

    def _press(self, key: str) -> None:
        """Press a chip by its key; one that is out of sight is shown first."""
        chip = self._keys[key]
        if self._soon.isActive():
            self._hurried = key  # the list has just been drawn anew: it is looked at when everything has its place
        elif chip.visibleRegion().boundingRect().height() >= chip.height() - 1:
            chip.click()
        else:
            self._area.ensureWidgetVisible(chip)

    def _fit_foot(self) -> None:
        """One way on at a time: what is marked is taken before anything is signed."""
        count = self.said.count()
        self.take.setText(_("Take {n}").format(n=count))
        self.take.setVisible(count > 0)
        self.sign.setVisible(count == 0)

    def _show_proposals(self, lines: QVBoxLayout, sections: Sequence[SheetSection]) -> None:
        for section in sections:
            self.said.add_proposals(lines, section, named=False)

    def _name(self, state: SheetState) -> None:
        if self.said.count():
            self._title.setText(_("Proposals from what was said"))
        else:
            self._title.setText(_("Cannot be signed yet") if state.blocks else _("Sign"))

    def _show_blocks(
        self, lines: QVBoxLayout, state: SheetState, sections: Sequence[SheetSection], keys: Iterator[str]
    ) -> None:
        asked = [section for section in sections if section.questions]
        if state.blocks or asked:
            lines.addWidget(caps(_("Has to be done first") if state.blocks else _("Answered here")))
        rows = {row.section: row for row in state.blocks if row.required}
        for section in asked:
            row = rows.pop(section.id, None)
            if row is not None:
                self._add_block(lines, row)
            for question in section.questions:
                self._ask(lines, question, keys)
        for row in state.blocks:
            if not row.required or row.section in rows:
                self._add_block(lines, row)

    def _ask(self, lines: QVBoxLayout, question: Question, keys: Iterator[str]) -> None:
        asked: QWidget
        if question.shape.type == WRITTEN:
            asked = self.said.add_line(lines, question, self.written.emit)
        else:
            asked = chips = self.said.add_question(lines, question)
            self._keys |= chips.show_keys(keys)
        self._next += [] if question.chosen else [asked]

    def _add_block(self, lines: QVBoxLayout, row: CheckRow) -> None:
        line = LinkLine("circle-alert", "rec", row.text)
        line.button.clicked.connect(lambda _on=False: self._go(row.section, row.field))
        lines.addWidget(line)
        self._first_block = self._first_block or line.button

    def _show_warnings(self, lines: QVBoxLayout, state: SheetState, begun: dict[str, str], keys: Iterator[str]) -> None:
        if state.warnings:
            lines.addWidget(caps(_("Sign with a reason")))
        texts = dict(state.warnings)
        for reasons, rules in by_reasons(list(texts)):
            asked = [self._line(lines, texts[rule], begun.get(rule, ""), state.places.get(rule)) for rule in rules]
            self._reasons |= dict(zip(rules, asked, strict=True))
            if reasons:
                self._offered |= set(rules)
                chips = ReasonChips(reasons, asked)
                chips.answered.connect(self._reasoned)
                self._keys |= chips.show_keys(keys)
                lines.addWidget(chips)
                self._next += chips.buttons[:1] if any(not line.text() for line in asked) else []

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

    def _hand(self) -> str:
        """Name what has the keyboard inside the list; nothing when it is on the way on."""
        at = self.focusWidget()
        inner = self._area.widget()
        inside = self.isVisible() and at is not None and inner is not None and inner.isAncestorOf(at)
        return at.accessibleName() if inside and at is not None and at is not self._first_block else ""

    def _focus(self, was: str) -> None:
        inner = self._area.widget()
        inside = inner.findChildren(QWidget) if inner is not None and was else []
        found = [each for each in inside if each.accessibleName() == was]
        if found:
            found[0].setFocus()
        else:
            self._focus_first()

    def _focus_first(self) -> None:
        offered = [line for rule, line in self._reasons.items() if rule in self._offered]
        waiting = self._open_lines()
        if self.said.count():
            self.take.setFocus()
        elif self._first_block is not None:
            self._first_block.setFocus()
        elif waiting and waiting[0] not in offered:
            waiting[0].setFocus()
        else:
            self.sign.setFocus()  # in a line the keys of the chips above it would be written

    def _reasoned(self) -> None:
        """A chip gave its reason: go on to what is left."""
        for line in self._reasons.values():
            mark_line(line, wrong=False)
        self._focus_first()

    def _next_or_confirm(self) -> None:
        still = self._open_lines()
        if still:
            still[0].setFocus()
        else:
            self._confirm()

    def _confirm(self) -> None:
        waiting = self._open_lines()
        for line in self._reasons.values():
            mark_line(line, wrong=line in waiting)
        if self._correction is not None:
            mark_line(self._correction, wrong=self._correction in waiting)
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
