"""One of a few, side by side, always one chosen; arrows move. Knows no act."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from fieldnotes.ui.shared.flow import FlowLayout


class OneOf(QWidget):
    """Round buttons by their ids."""

    changed = Signal()

    def __init__(self, name: str, options: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow, group = FlowLayout(16, self), QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        for key, words in options.items():
            button = QRadioButton(words)
            button.setAccessibleName(f"{name}: {words}")
            button.clicked.connect(self.changed)
            flow.addWidget(button)
            group.addButton(button)
            self._buttons[key] = button
        self.choose(next(iter(options)))

    def choose(self, key: str) -> None:
        """Show what is chosen without telling anybody."""
        self._buttons[key].setChecked(True)

    def chosen(self) -> str:
        """Give the chosen id."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def button(self, key: str) -> QRadioButton:
        """Give the button of one id."""
        return self._buttons[key]
