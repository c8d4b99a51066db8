"""What the pages of the first start are made of: a name, a hint, what is asked, the way on and the way back."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.labels import display, muted


class FirstPage(Card):
    """One page; `first` takes the focus when it is turned to."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setProperty("card", "bare")
        self.flush()
        self.add(display(name))
        self.hint = muted(hint)
        self.add(self.hint)
        self.forward: Button | None = None
        self.first: QWidget | None = None

    def lead_on(
        self,
        words: str,
        ask: Callable[[], None],
        *,
        last: QLineEdit | None = None,
        back: Callable[[], None] | None = None,
    ) -> None:
        """Put the way on, and perhaps the way back, below the page; Enter in the `last` field leads on, too."""
        forward = self.forward = primary_button(words)
        forward.clicked.connect(ask)
        if last is not None:
            last.returnPressed.connect(ask)
        ways = [forward]
        if back is not None:
            backward = quiet_button(_("Back"), "arrow-left", key="Alt+Left")
            backward.clicked.connect(back)
            ways.append(backward)
        self.part()
        self.add_row(*ways)

    def turned_to(self) -> None:
        """Take the focus where the page begins."""
        begins = self.first or self.forward
        if begins is not None:
            begins.setFocus()


def bare() -> Card:
    """Make a card without border or air, for what is filled in later."""
    made = Card()
    made.setProperty("card", "bare")
    made.flush()
    return made
