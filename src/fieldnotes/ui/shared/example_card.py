"""One good example as people read it, with the way to take it away for who may. Draws and asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from fieldnotes.casework.examples import ExampleView
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, quiet_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.labels import body, label, muted, strong


class ExampleCard(Card):
    """The words, what is good about them and who kept them; taking away is asked once more in place."""

    remove_asked = Signal(str)

    def __init__(self, example: ExampleView, about: str) -> None:
        super().__init__(tone="warn" if example.reason else "soft")
        self._id = example.id
        self.setAccessibleName(about)
        if about:
            self.add(muted(about))
        self.add(body(str(example.text)))
        if example.why:
            self.add(strong(str(example.why)))
        self.add(muted(_standing(example)))
        if example.reason:
            self.add(label(why_not(example), "notice", wrap=True))
        if example.may_remove:
            self._offer(example)

    def _offer(self, example: ExampleView) -> None:
        shared = example.state == "shared"
        self.away = quiet_button(_("Take away …") if shared else _("Throw away …"), "trash-2")
        self._sure: QLabel = muted(_("Nobody in the unit sees it any more after the next exchange.") if shared else "")
        self.yes = plain_button(_("Take it away") if shared else _("Throw it away"), "trash-2")
        self.keep = quiet_button(_("Keep it"))
        self.add_row(self.away)
        self.add(self._sure)
        self.add_row(self.yes, self.keep)
        self.away.clicked.connect(lambda: self._ask(asking=True))
        self.keep.clicked.connect(lambda: self._ask(asking=False))
        self.yes.clicked.connect(lambda: self.remove_asked.emit(self._id))
        self._ask(asking=False, move=False)

    def _ask(self, *, asking: bool, move: bool = True) -> None:
        self.away.setVisible(not asking)
        self._sure.setVisible(asking and bool(self._sure.text()))
        for button in (self.yes, self.keep):
            button.setVisible(asking)
        if move:
            (self.keep if asking else self.away).setFocus()


def why_not(example: ExampleView) -> str:
    """Say why the case system said no to an example, or to its being taken away."""
    code = Code(example.reason) if example.reason in list(Code) else Code.REQUEST_WRONG
    if code is Code.NOT_A_SUPERVISOR:
        why = _("Only supervisors of the unit keep its examples.")
    else:
        why = sentence(Refused(code), _)
    if example.state == "shared":
        return _("It was not taken away. {why}").format(why=why)
    return _("The case system did not take it, so only you see it. {why}").format(why=why)


def _standing(example: ExampleView) -> str:
    if example.state == "waiting":
        return _("Waits for the next exchange; then your unit sees it.")
    return _("Kept by {name}. Nobody's own case.").format(name=example.by_name)
