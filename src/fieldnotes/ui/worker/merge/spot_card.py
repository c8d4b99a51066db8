"""One place where the texts differ: a column for each text, the result between them. Draws and asks; decides nothing.

With the keyboard on the card: a number takes that text, 0 all texts, Enter the proposal, E writes, N goes on,
P goes back, Backspace opens the place again.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, plain_button, quiet_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.changed_words import ChangedWords
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import Chip, body, caps, label, muted, restyle, title
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.merge.merge_page import JOINED, Side, Spot

_GLYPHS = {
    "open": "circle",
    "proposed": "sparkles",
    "chosen": "circle-check",
    "again": "refresh-cw",
    "loses": "circle-alert",
}


class SpotCard(QFrame):
    """Heading, columns, what may be done; the same card shows whatever becomes of its place."""

    take_asked = Signal(str, str)
    accept_asked = Signal(str)
    written = Signal(str, str)
    open_asked = Signal(str)
    next_asked = Signal(str, bool)
    entered = Signal(str)

    def __init__(self, spot: Spot) -> None:
        super().__init__()
        self.setObjectName("spot")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.spot = spot
        self._name, self._chip = title(spot.name), Chip("", "plain", self)
        self._note = muted("")
        self._sides: list[_SideColumn] = []
        self._middle = _Middle(self)
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out(spot)
        self._wire()
        self.show_spot(spot)

    def show_spot(self, spot: Spot) -> None:
        """Show what has become of the place; a text being written stays as it is typed."""
        self.spot = spot
        self._chip.show_chip(spot.chip, spot.tone)
        self._note.setText(spot.note)
        self._note.setVisible(bool(spot.note))
        for column, side in zip(self._sides, spot.sides, strict=True):
            column.show_side(side)
        self._middle.show_spot(spot)
        sides = " ".join(f"{side.heading}: {side.spoken}." for side in spot.sides)
        spoken = (f"{spot.name}. {spot.chip}.", spot.note, sides, _("Result: {text}").format(text=spot.result or "–"))
        self.setAccessibleName(" ".join(filter(None, spoken)))

    def stack(self, *, narrow: bool) -> None:
        """Put the columns below each other when the window is narrow for its text."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self.columns.setDirection(way)

    def write(self) -> None:
        """Let the person write what shall stand."""
        if self.spot.may_write:
            self._middle.write(self.spot)

    @property
    def editor(self) -> QPlainTextEdit:
        """Give the field where a person writes."""
        return self._middle.editor

    @property
    def buttons(self) -> dict[str, Button]:
        """Give the buttons by what they do: take 1, take 2 …, accept, join, write, open."""
        taking = {f"take {number}": column.take for number, column in enumerate(self._sides, start=1)}
        return {**taking, **self._middle.buttons}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._did(event.key()):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell which place one is at."""
        super().focusInEvent(event)
        self.entered.emit(self.spot.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the text for the card with Esc, before the window hears it."""
        stops = event.type() in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}
        if stops and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Cancel):
            if event.type() == QEvent.Type.KeyPress:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _did(self, key: int) -> bool:
        number = key - Qt.Key.Key_0
        spot = self.spot
        if number == 0:
            self.take_asked.emit(spot.id, JOINED)
        elif 0 < number <= len(spot.sides):
            self.take_asked.emit(spot.id, spot.sides[number - 1].how)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.accept_asked.emit(spot.id)
        elif key == Qt.Key.Key_E:
            self.write()
        elif key in {Qt.Key.Key_N, Qt.Key.Key_P}:
            self.next_asked.emit(spot.id, key == Qt.Key.Key_P)
        elif key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self.open_asked.emit(spot.id)
        else:
            return False
        return True

    def _wire(self) -> None:
        for number, column in enumerate(self._sides):
            column.take.clicked.connect(lambda _on=False, n=number: self.take_asked.emit(self.spot.id, self._how(n)))
        does = self._middle.buttons
        does["accept"].clicked.connect(lambda: self.accept_asked.emit(self.spot.id))
        does["join"].clicked.connect(lambda: self.take_asked.emit(self.spot.id, JOINED))
        does["write"].clicked.connect(self.write)
        does["open"].clicked.connect(lambda: self.open_asked.emit(self.spot.id))
        self.editor.textChanged.connect(self._typed)
        self.editor.installEventFilter(self)

    def _how(self, number: int) -> str:
        return self.spot.sides[number].how

    def _typed(self) -> None:
        if self.editor.isVisible() and self.editor.hasFocus():
            self.written.emit(self.spot.id, self.editor.toPlainText())

    def _lay_out(self, spot: Spot) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(px(16), px(12), px(16), px(14))
        box.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(head)
        box.addWidget(self._note)
        self.columns.setSpacing(px(12))
        self._sides = [_SideColumn(number, side) for number, side in enumerate(spot.sides, start=1)]
        for number, column in enumerate(self._sides):
            self.columns.addWidget(column, 1)
            if number == 0:
                self.columns.addWidget(self._middle, 1)
        box.addLayout(self.columns)


class _Column(QFrame):
    """A bordered column with a small heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(px(12), px(8), px(12), px(10))
        self.box.setSpacing(px(6))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def tone(self, name: str) -> None:
        """Change border and ground."""
        if self.property("column") != name:
            self.setProperty("column", name)
            restyle(self)


class _SideColumn(_Column):
    """What stands in one of the texts, and the button that takes it."""

    def __init__(self, number: int, side: Side) -> None:
        super().__init__()
        self._number = number
        self._heading = caps("")
        self._heading.setWordWrap(True)
        self._text = ChangedWords()
        self._taken = muted("")
        self.take = plain_button("")
        for widget in (self._heading, self._text):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self.box.addWidget(self._taken)
        self.box.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_side(side)

    def show_side(self, side: Side) -> None:
        """Show the text and whether it was taken."""
        self.tone("taken" if side.taken else "side")
        self._heading.setText(side.heading)
        self._text.show_words(side.stretches)
        self._taken.setText(_("Chosen") if side.taken else side.why_not)
        self._taken.setVisible(bool(self._taken.text()))
        self.take.setText(_("Take this ({key})").format(key=self._number))
        self.take.setAccessibleName(f"{self.take.text()}: {side.heading}")
        self.take.setEnabled(bool(side.key))


class _Middle(_Column):
    """What shall stand: a proposal, what was chosen, or a text being written."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sign = IconLabel("circle", "muted", 16)
        self._heading = caps(_("What shall stand"))
        self._text = body("")
        self._empty = label(_("Nothing is chosen yet."), "muted", wrap=True)
        self.editor = QPlainTextEdit()
        self.editor.setTabChangesFocus(True)
        self.editor.setAccessibleName(_("Write what shall stand"))
        self.editor.hide()
        self.buttons = {
            "accept": plain_button(_("Accept (Enter)"), "check"),
            "join": quiet_button(_("All texts (0)")),
            "write": quiet_button(_("Write (E)"), "pen-line"),
            "open": quiet_button(_("Open again (Backspace)"), "undo-2"),
        }
        head = QHBoxLayout()
        head.addWidget(self._sign)
        head.addWidget(self._heading, 1)
        self.box.addLayout(head)
        for widget in (self._text, self._empty, self.editor):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self.box.addLayout(row(*self.buttons.values()))

    def show_spot(self, spot: Spot) -> None:
        """Show the state of the place."""
        self.tone(spot.state)
        self._sign.show_icon(_GLYPHS[spot.state], _INKS[spot.state])
        writing = spot.written and self.editor.isVisibleTo(self)
        if not (writing and self.editor.hasFocus()):
            self.editor.setVisible(spot.written)
            self._put(spot.begin if spot.written else "")
        self._text.setText(spot.result)
        self._text.setVisible(bool(spot.result) and not self.editor.isVisibleTo(self))
        self._empty.setVisible(not spot.result and not self.editor.isVisibleTo(self))
        self.buttons["accept"].setVisible(
            spot.state in {"proposed", "again"} or (spot.state == "loses" and spot.may_accept)
        )
        self.buttons["join"].setVisible(spot.may_join)
        self.buttons["write"].setVisible(spot.may_write and not spot.written)
        self.buttons["open"].setVisible(spot.state not in {"open", "proposed"})

    def write(self, spot: Spot) -> None:
        """Open the field with what stands there, and go into it."""
        if not self.editor.isVisibleTo(self):
            self._put(spot.begin)
        self._text.hide()
        self._empty.hide()
        self.editor.show()
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _put(self, text: str) -> None:
        if self.editor.toPlainText() != text:
            self.editor.blockSignals(True)
            self.editor.setPlainText(text)
            self.editor.blockSignals(False)
        self.editor.setMinimumHeight(px(96))
        self.editor.setMaximumHeight(px(260))


_INKS = {"open": "muted", "proposed": "info", "chosen": "ok", "again": "warn", "loses": "rec"}
