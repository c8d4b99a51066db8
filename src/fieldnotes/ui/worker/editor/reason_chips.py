"""Reasons at hand below the lines they may fill: one press fills every line that is still empty. Decides nothing."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.labels import restyle, small
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.chip import chip, write_key


class ReasonChips(QWidget):
    """What is filled in can be read and changed in its line before anything is signed."""

    answered = Signal()

    def __init__(self, reasons: Sequence[str], lines: Sequence[QLineEdit]) -> None:
        super().__init__()
        self._lines = tuple(lines)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        words = _("A reason for what is empty above:") if len(lines) > 1 else _("Or choose a reason:")
        box.addWidget(small(words))
        row = QWidget()
        flow = FlowLayout(8, row)
        self.buttons: list[QPushButton] = []
        for reason in reasons:
            button = chip(reason, "choice", row)
            button.setAccessibleName(_("Reason: {warning}").format(warning=reason))
            button.clicked.connect(lambda _on=False, reason=reason: self._fill(reason))
            flow.addWidget(button)
            self.buttons.append(button)
        box.addWidget(row)

    def show_keys(self, keys: Iterator[str]) -> dict[str, QPushButton]:
        """Write the next keys on the chips, as far as they reach; gives the chips by their keys."""
        found = {key: button for button, key in zip(self.buttons, keys, strict=False)}
        for key, button in found.items():
            write_key(button, key)
        return found

    def _fill(self, reason: str) -> None:
        for line in self._lines:
            if not line.text().strip():
                line.setText(reason)
        self.answered.emit()


def mark_line(line: QLineEdit, *, wrong: bool) -> None:
    """Show whether a line still lacks its reason."""
    line.setProperty("wrong", wrong)
    restyle(line)
