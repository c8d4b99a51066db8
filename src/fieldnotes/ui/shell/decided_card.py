"""What the workplace has decided about the program, to be read and not changed. Draws; knows no policy."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QVBoxLayout

from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.labels import label, muted
from fieldnotes.ui.shell.lock_time import CHOICES, lock_time


class DecidedCard(Card):
    """One line for each rule, with the workplace's own words under it; nothing decided = no card."""

    def __init__(self) -> None:
        super().__init__(_("Decided by your workplace"))
        self.add(muted(_("This is locked: nobody can change it on this computer. Ask your administrator about it.")))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.add_layout(self._rows)
        self.hide()

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show what was decided, and why."""
        while (item := self._rows.takeAt(0)) is not None:
            held = item.widget()
            if held is not None:
                held.hide()
                held.deleteLater()
        for words, why in rows:
            self._rows.addWidget(label(words, "", wrap=True))
            if why:
                self._rows.addWidget(muted(why))
        self.setVisible(bool(rows))


def offer_minutes(held: QComboBox) -> None:
    """Offer the lock times there are to choose from, and show the one in force; one alone is not to be chosen."""
    time = lock_time()
    held.clear()
    for minutes in sorted({*(each for each in CHOICES if each <= time.most), time.minutes, time.most}):
        held.addItem(_n("after {n} minute", "after {n} minutes", minutes).format(n=minutes), minutes)
    held.setCurrentIndex(held.findData(time.minutes))
    held.setEnabled(held.count() > 1)
