"""The card of what earlier notes of the case promised and nobody has said what became of. Draws; decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.rows import RowList


class EarlierCard(Card):
    """Rows to tick off, or to carry on into this note."""

    ticked = Signal(str)
    carried = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("From earlier notes"), _("Tick off what is done; take along what still stands."), "soft")
        self.rows = RowList(_("Agreed earlier and still open"), grows=True)
        self.rows.ticked.connect(self.ticked)
        self.rows.chosen.connect(self.carried)
        self.along = plain_button(_("Take along into this note"), "arrow-right")
        self.along.clicked.connect(self.rows.choose_current)
        self.add(self.rows)
        self.add_row(self.along)
        self.hide()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show what is open; nothing at all when nothing is."""
        self.rows.show_rows(rows)
        self.setVisible(bool(rows))
