"""The console on a lone laptop: a narrow bar under the copy, and the passphrase that leads out. Draws and asks."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.answer_rows import AnswerRows
from fieldnotes.ui.family.console_controls import ConsoleControls, bar_words
from fieldnotes.ui.family.console_state import ConsoleState, Reader
from fieldnotes.ui.shared.buttons import plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.labels import label, small
from fieldnotes.ui.shared.theme import px

HIGHEST = 34
"""Most of the window, in per cent, that the answers may take from the copy."""
LEAST_COPY = 90
"""Pixels at 100 % that are left to the copy before the answers scroll in less."""


class ConsoleBar(QFrame):
    """Controls; answers and passphrase come up when asked for."""

    leave_given = Signal(str)

    def __init__(self, readers: tuple[Reader, ...]) -> None:
        super().__init__()
        self.setObjectName("dock")
        self.setAccessibleName(_("Controls"))
        self.say = plain_button(_("Answers"), "message-circle", "F7")
        self.say.setCheckable(True)
        self.leave = quiet_button(_("Leave"), "lock")
        self.controls = ConsoleControls(self.say, self.leave)
        self.answers = AnswerRows(readers)
        self.notice = label("", "strong", wrap=True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.answers)
        self._area.hide()
        self.door = LeaveDoor()
        self.door.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 10, 20, 10)
        for widget in (self.notice, self._area, self.door, self.controls):
            box.addWidget(widget)
        self.say.toggled.connect(self._show_answers)
        self.leave.clicked.connect(self.ask_to_leave)
        self.door.given.connect(self.leave_given)
        self.door.stayed.connect(self._stay)
        QApplication.instance().focusChanged.connect(self._keep_in_sight)  # type: ignore[union-attr] # it exists

    def show_console(self, state: ConsoleState) -> None:
        """Draw where one is and what is said; the copy itself stands above."""
        self.notice.setText(bar_words(state.blank))
        self.notice.setVisible(bool(state.blank))
        self.controls.show_state(state)
        self.answers.show_said(state.section, state.said)

    def ask_to_leave(self) -> None:
        """Ask for the worker's passphrase."""
        self.say.setChecked(False)
        self.door.open_door()

    def show_wrong(self, words: str) -> None:
        """Say why the door stays shut."""
        self.door.show_wrong(words)

    def show_trouble(self, words: str) -> None:
        """Say what went wrong; it stands until something else is done."""
        self.notice.setText(words)
        self.notice.show()

    def _show_answers(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        room = self.window().height() - self._height_of_controls() - px(LEAST_COPY)
        self._area.setFixedHeight(max(px(48), min(px(220), self.window().height() * HIGHEST // 100, room)))
        self._area.setVisible(shown)
        self.door.setVisible(False)

    def _height_of_controls(self) -> int:
        """Give the height that is taken whatever is open: large text needs several lines of buttons."""
        parts = [self.controls, *([self.notice] if self.notice.isVisibleTo(self) else [])]
        sides = self.contentsMargins().left() + self.contentsMargins().right() + 40
        return sum(max(part.heightForWidth(self.width() - sides), part.sizeHint().height()) for part in parts) + 40

    def _keep_in_sight(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Scroll to where the keyboard went, also when nobody pressed Tab: a text to change opens below the fold."""
        if new is not None and self.answers.isAncestorOf(new):
            QTimer.singleShot(0, self.answers, lambda: self._area.ensureWidgetVisible(new) if isValid(new) else None)

    def _stay(self) -> None:
        self.door.hide()
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)


class LeaveDoor(QWidget):
    """Asks for the passphrase; says nothing of what lies behind."""

    given = Signal(str)
    stayed = Signal()

    def __init__(self) -> None:
        super().__init__()
        asked = _("Your PIN or passphrase, to leave this view")
        self.setAccessibleName(asked)
        name = label(asked, "strong")
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(asked)
        self.line.setMaximumWidth(px(420))
        name.setBuddy(self.line)
        self.wrong = label("", "error", wrap=True)
        self.go = primary_button(_("Leave"))
        stay = quiet_button(_("Stay"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 8)
        box.addWidget(name)
        box.addLayout(row(self.line, self.go, stay))  # in one line: at 200 % the controls below need the room
        box.addWidget(self.wrong)
        box.addWidget(small(_("What was said is saved.")))
        self.go.clicked.connect(self._give)
        self.line.returnPressed.connect(self._give)
        stay.clicked.connect(self.stayed)

    def open_door(self) -> None:
        """Begin with an empty line."""
        self.line.clear()
        self.wrong.hide()
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_wrong(self, words: str) -> None:
        """Say what was wrong, and let it be typed again."""
        self.wrong.setText(words)
        self.wrong.show()
        self.go.setEnabled(True)
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        typed = self.line.text()
        if typed:
            self.go.setEnabled(False)
            self.given.emit(typed)
