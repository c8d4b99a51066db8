"""The sheet of keys (F1): every command with its keys. Draws what it is given."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.labels import label, title
from fieldnotes.ui.shared.overlay import Overlay


class ShortcutPanel(Overlay):
    """Two columns: what it does, which keys; and the way to the help."""

    help_asked = Signal()

    def __init__(self, window: QWidget, shortcuts: Sequence[tuple[str, str]]) -> None:
        super().__init__(window, _("Keys"), 560)
        self._close = plain_button(_("Close"))
        self._close.clicked.connect(self.close_over)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        for line, (words, keys) in enumerate(shortcuts):
            grid.addWidget(label(words, wrap=True), line, 0)
            grid.addWidget(label(keys, "key"), line, 1, Qt.AlignmentFlag.AlignRight)
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
