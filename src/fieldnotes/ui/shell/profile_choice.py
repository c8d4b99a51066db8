"""Before the passphrase: whose profile is opened, and the way to one more. Draws names and asks.

Nothing but workers' own names stands here: no family is known before a profile is open.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, nav_button, quiet_button
from fieldnotes.ui.shared.labels import caps
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.shell.profiles import KnownProfile


class ProfileChoice(QWidget):
    """A button for each worker, the chosen one pressed, and *New profile*."""

    chosen = Signal(object)
    new_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, px(8))
        self._box.setSpacing(px(8))
        self._group = QButtonGroup(self)
        self._names = QWidget()
        self.buttons: dict[Path, Button] = {}
        self._caption = caps(_("Who works here?"))
        self.new = quiet_button(_("New profile"), "user-plus")
        self.new.clicked.connect(self.new_asked)
        self._box.addWidget(self._caption)
        self._box.addWidget(self._names)
        line = QHBoxLayout()
        line.addWidget(self.new)
        line.addStretch(1)
        self._box.addLayout(line)

    def show_profiles(self, known: Sequence[KnownProfile], current: Path) -> None:
        """Show the names when there is more than one to choose from."""
        for button in self.buttons.values():
            self._group.removeButton(button)
        self._box.removeWidget(self._names)
        self._names.hide()
        self._names.deleteLater()
        self._names = QWidget()
        self.buttons = {each.folder: self._button(each, chosen=each.folder == current) for each in known}
        lines = QVBoxLayout(self._names)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(2))
        for button in self.buttons.values():
            # A name is as wide as its words: `Qt`, whose alignment would say so, is dear before the first paint.
            button.setSizePolicy(QSizePolicy.Policy.Maximum, button.sizePolicy().verticalPolicy())
            lines.addWidget(button)
        self._box.insertWidget(1, self._names)
        for part in (self._names, self._caption):
            part.setVisible(len(known) > 1)

    def _button(self, known: KnownProfile, *, chosen: bool) -> Button:
        made = nav_button(known.name or _("Profile without a name"), "user")
        made.setChecked(chosen)
        made.setMinimumWidth(made.sizeHint().width() + px(18))  # the chosen one is written heavier
        made.clicked.connect(lambda: self.chosen.emit(known.folder))
        self._group.addButton(made)
        return made
