"""What the workplace has decided about the program, to be read and not changed. Draws; knows no policy."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.labels import label, muted
from fieldnotes.ui.shell.lock_time import CHOICES, lock_time


class DecidedCard(Card):
    """One line for each rule, with the workplace's own words under them; nothing decided = no card."""

    def __init__(self) -> None:
        super().__init__(_("Decided by your workplace"))
        self.add(muted(_("This is locked: nobody can change it on this computer. Ask your administrator about it.")))
        self.told = label("", "", wrap=True)
        self.add(self.told)
        self.hide()

    def show_rows(self, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show what was decided, each reason under what it is the reason of."""
        lines: list[str] = []
        for why, said in rows:
            lines += [f"•  {words}" for words in said]
            lines += [_("Why: {reason}").format(reason=why)] if why else []
        self.told.setText("\n".join(lines))
        self.setVisible(bool(rows))


def offer_minutes(held: QComboBox) -> None:
    """Offer the lock times there are to choose from, and show the one in force; one alone is not to be chosen."""
    time = lock_time()
    held.clear()
    for minutes in sorted({*(each for each in CHOICES if each <= time.most), time.minutes, time.most}):
        held.addItem(_n("after {n} minute", "after {n} minutes", minutes).format(n=minutes), minutes)
    held.setCurrentIndex(held.findData(time.minutes))
    held.setEnabled(held.count() > 1)
