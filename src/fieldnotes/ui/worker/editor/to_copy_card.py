"""The card of a note that a person has to copy into a system by hand: into which, and the way to say it is done."""

from PySide6.QtCore import Signal

from fieldnotes.casework.delivered_views import NOTE, ToCopyView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.worker.editor.wording import day_words


class ToCopyCard(Card):
    """Asks to write the receipt down."""

    done_asked = Signal(str, str)
    """The system's name, and `what` (see `ToCopyView`)."""

    def __init__(self, one: ToCopyView) -> None:
        since = day_words(one.since.astimezone())
        if one.what == NOTE:
            name, words = _("Copy this note into {system} by hand"), _("It is there …")
            hint = _("{system} cannot take it by itself. It waits since {day}.")
        else:
            name, words = _("Take this note out of {system} by hand"), _("It is taken out …")
            hint = _("It lies there in the wrong case since before {day}.")
        super().__init__(name.format(system=one.to), hint.format(system=one.to, day=since), "warn")
        self.done = plain_button(words, "check")
        self.done.clicked.connect(lambda: self.done_asked.emit(one.to, one.what))
        self.add_row(self.done)
