"""The sheet of keys (F1): every command with its keys, and the keys of a note. Draws what it is given."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, shown_keys
from fieldnotes.ui.shared.labels import caps, label, title
from fieldnotes.ui.shared.overlay import Overlay


class ShortcutPanel(Overlay):
    """What it does, which keys: everywhere, and beside it in a note; and the way to the help."""

    help_asked = Signal()

    def __init__(self, window: QWidget, shortcuts: Sequence[tuple[str, str]]) -> None:
        super().__init__(window, _("Keys"), 860)
        self._close = plain_button(_("Close"))
        self._close.clicked.connect(self.close_over)
        holder = QWidget()
        columns = QHBoxLayout(holder)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(28)
        for name, lines in ((_("Everywhere"), shortcuts), (_("In a note"), note_keys())):
            column = QVBoxLayout()
            column.addWidget(caps(name))
            column.addLayout(_grid(lines))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.card.add(title(_("Keys")))
        self.card.add(holder)
        self.help = plain_button(_("Help"), "info")
        self.help.clicked.connect(self._ask_help)
        self.card.add_row(self._close, self.help)

    def open_sheet(self) -> None:
        """Show the sheet."""
        self.open_over(self._close)

    def _ask_help(self) -> None:
        self.close_over()
        self.help_asked.emit()


def note_keys() -> list[tuple[str, str]]:
    """Name the keys that only an open note or case has, as they stand on this computer's keyboard."""
    keys = (
        (_("Dictate"), "F9"),
        (_("Hold and say a command"), "F7"),
        (_("Hear the next doubtful word"), "F8"),
        (_("The word is right"), "Shift+F8"),
        (_("Show the family"), "F11"),
        (_("Sign"), "Ctrl+Return"),
        (_("Take the proposal"), "Alt+Return"),
        (_("See and take all proposals"), "Alt+Shift+Return"),
        (_("Refuse the proposal"), "Alt+Delete"),
        (_("Take back what was taken"), "Alt+Z"),
        (_("Replace the marked word"), "Ctrl+."),
        (_("Search the notes of this case"), "Ctrl+F"),
    )
    return [(words, shown_keys(each)) for words, each in keys]


def _grid(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(0, 1)
    for at, (words, keys) in enumerate(lines):
        grid.addWidget(label(words), at, 0)
        grid.addWidget(label(keys, "key"), at, 1, Qt.AlignmentFlag.AlignRight)
    return grid
