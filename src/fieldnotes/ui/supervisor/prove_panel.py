"""The panel that asks who decides for their passphrase, over the note they decide about. Draws and asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.ask_panel import AskPanel
from fieldnotes.ui.shared.secret_field import SecretField


class ProvePanel(AskPanel):
    """One field; what was decided is done as soon as it is right, and nothing typed is lost when it is not."""

    said = Signal(str)

    def __init__(self, window: QWidget) -> None:
        hint = _(
            "A decision needs your passphrase of the last twelve hours; a PIN is not enough. What you wrote is kept."
        )
        super().__init__(window, _("Give your passphrase to decide"), hint, _("Confirm and decide"), "key-round")
        self.secret = SecretField(_("Your passphrase"))
        self.add(self.secret)
        self.secret.edit.textChanged.connect(lambda _text: self.look())
        self.secret.edit.returnPressed.connect(self.go.click)
        self.agreed.connect(lambda: self.said.emit(self.secret.edit.text()))
        self.closed.connect(self.secret.edit.clear)
        self.end_card()

    def open_form(self) -> None:
        """Open over the note with an empty field."""
        self.secret.edit.clear()
        self.show_wrong("")
        self.open_over(self.secret.edit)

    def show_wrong(self, words: str) -> None:
        """Say why not, and let it be typed once more."""
        super().show_wrong(words)
        if words:
            self.secret.edit.selectAll()
            self.secret.edit.setFocus()

    def ready(self) -> bool:
        """Something is typed."""
        return bool(self.secret.edit.text())
