"""Says in a draft that its template has a newer version, what would move, and takes it over when asked. Draws."""

from PySide6.QtCore import Signal

from fieldnotes.casework.newer_template import NewerView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.labels import body, muted


class NewerCard(Card):
    """Hidden while there is nothing newer; never in the way of writing on."""

    take_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("The template has a newer version"), "", "soft")
        self._words = body("")
        self.places = muted("")
        self.take = plain_button(_("Take over to the new version"), "arrow-right")
        self.take.clicked.connect(self.take_asked)
        self.add(self._words)
        self.add(self.places)
        self.add_row(self.take)
        self.hide()

    def show_newer(self, newer: NewerView | None) -> None:
        """Say what taking over would do; what has no room is named, and then it cannot be done yet."""
        self.setVisible(newer is not None)
        if newer is None:
            return
        kept = _(
            "This note follows version {version} of {template}, and may do so to the end. The town now has {newer}."
        )
        self._words.setText(kept.format(version=newer.version, template=newer.label, newer=newer.newer))
        lines = [_("{place} goes to {to}").format(place=each.place, to=each.to) for each in newer.moved]
        if newer.left:
            lines = [_("There is no room for {place}").format(place=each) for each in newer.left]
            lines.append(_("Move that text to another field first, or go on with this version."))
        self.places.setText("\n".join(lines))
        self.places.setVisible(bool(lines))
        self.take.setEnabled(not newer.left)
