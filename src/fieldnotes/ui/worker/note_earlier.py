"""Joins the card of earlier promises with an open note's form: what is taken along becomes a next step of it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from fieldnotes.domain.json_value import Json
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.earlier_card import EarlierCard
from fieldnotes.ui.worker.earlier_presenter import EarlierPresenter, taken_along

Steps = tuple[str, str]
"""Section and field of a note's next steps."""
Enter = Callable[[str, str, Json], None]
"""Take a value over as if the person had entered it, and go there."""


class NoteEarlier(QObject):
    """Owns the presenter while a note is being written."""

    def __init__(self, screen: QWidget, shell: Shell, enter: Enter) -> None:
        super().__init__(screen)
        self._shell = shell
        self._enter = enter
        self._values: Callable[[], Mapping[str, Mapping[str, Json]]] = dict
        self._steps: Steps | None = None
        self._card: EarlierCard | None = None
        self.presenter: EarlierPresenter | None = None

    def opened(
        self,
        card: EarlierCard,
        case: str,
        note: str,
        steps: Steps | None,
        values: Callable[[], Mapping[str, Mapping[str, Json]]],
    ) -> None:
        """Show what is open in this case, in this card from now on; `values` gives the note as it stands."""
        self._steps, self._values = steps, values
        if card is not self._card:
            self._card = card
            card.ticked.connect(self._tick)
            card.carried.connect(self._carry)
            card.destroyed.connect(lambda: self._let_go(card))
        self.presenter = EarlierPresenter(self._shell, card, case, note)
        self.presenter.load()

    def look(self) -> None:
        """Read again what may have been ticked off, here or elsewhere."""
        if self.presenter is not None:
            self.presenter.load()

    def _let_go(self, card: EarlierCard) -> None:
        if card is self._card:
            self._card = self.presenter = None

    def _tick(self, key: str) -> None:
        if self.presenter is not None:
            self.presenter.promises.tick(key)

    def _carry(self, key: str) -> None:
        """Put it among this note's next steps, once; the person sees it there and may change it."""
        agreed = self.presenter.promises.find(key) if self.presenter is not None else None
        if agreed is None or self._steps is None:
            return
        section, field = self._steps
        self._enter(section, field, taken_along(agreed, self._values().get(section, {}).get(field)))
        self._shell.say(_("It stands among this note's next steps now."))
