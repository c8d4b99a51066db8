"""The one question to everybody who was shown something: could you understand it? Draws and asks."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.console_state import Followed, Reader
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.cards import Card, divider, row
from fieldnotes.ui.shared.labels import body, muted, strong


class FollowedCard(Card):
    """Three answers for each person; the last press counts."""

    told = Signal(str, str)

    def __init__(self, asked: Followed) -> None:
        super().__init__(_("Could it be understood?"), _("Ask everybody who was shown something. It is counted."))
        if asked.question:
            self.add(body(asked.question))
        for number, reader in enumerate(asked.readers):
            if number:
                self.add(divider())
            self.add(strong(f"{reader.name} · {reader.detail}"))
            self.add_layout(row(*self._buttons(asked, reader)))
        if asked.thanks:
            self.add(body(asked.thanks))
        if asked.counted:
            self.add(muted(asked.counted))

    def _buttons(self, asked: Followed, reader: Reader) -> list[QWidget]:
        found: list[QWidget] = []
        for how, words in (("yes", _("Yes")), ("partly", _("Partly")), ("no", _("No"))):
            theirs = asked.words.get(how, "")
            button = plain_button(f"{words} · \u2068{theirs}\u2069" if theirs else words)
            button.setCheckable(True)
            button.setChecked(asked.said.get(reader.id) == how)
            button.setAccessibleName(f"{reader.name}: {words}")
            button.clicked.connect(partial(self._tell, reader.id, how))
            found.append(button)
        return found

    def _tell(self, person: str, how: str, *_on: bool) -> None:
        self.told.emit(person, how)
