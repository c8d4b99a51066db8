"""The panel that answers where one's notes are; draws lines and rows, asks to open a note. Knows no hub."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.labels import body, title
from fieldnotes.ui.shared.overlay import Overlay
from fieldnotes.ui.shared.rows import Row, RowList
from fieldnotes.ui.shared.theme import px


class WherePanel(Overlay):
    """Sentences first, then the notes they are about."""

    note_asked = Signal(str)
    kept_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, _("Where are my notes?"))
        self._lines = body()
        self._rows = RowList(_("Your notes and where they are"))
        self._close = plain_button(_("Close"))
        self._kept = plain_button(_("Drafts from your other computer …"), "download")
        self._kept.clicked.connect(self._ask_for_kept)
        self._close.clicked.connect(self.close_over)
        self._rows.chosen.connect(self._choose)
        self.card.add(title(_("Where are my notes?")))
        for widget in (self._lines, self._rows):
            self.card.add(widget)
        self.card.add_row(self._close, self._kept)

    def show_where(self, lines: Sequence[str], rows: Sequence[Row], *, joined: bool) -> None:
        """Show the sentences and the notes; who has joined a workplace can have drafts there from another computer."""
        self._kept.setVisible(joined)
        self._lines.setText("\n".join(lines))
        self._rows.show_rows(rows)
        self._rows.setVisible(bool(rows))
        self._rows.setFixedHeight(min(px(58) * len(rows) + 8, self._over.height() // 2))
        self.open_over(self._close)

    def _choose(self, key: str) -> None:
        self.close_over()
        self.note_asked.emit(key)

    def _ask_for_kept(self) -> None:
        self.close_over()
        self.kept_asked.emit()
