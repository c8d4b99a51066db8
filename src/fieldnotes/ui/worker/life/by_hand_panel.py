"""The form of a note that was copied into a system by hand: the receipt. Draws and asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.casework.delivered_views import NOTE
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.ask_panel import AskPanel, line_field


class ByHandPanel(AskPanel):
    """One line; what is said here stays, so it is said what it means."""

    said = Signal(str)

    def __init__(self, window: QWidget, to: str, what: str) -> None:
        put = what == NOTE
        name = _("Copied into {system}") if put else _("Taken out of {system}")
        hint = _("Everybody who works with the case sees the receipt. It cannot be taken back here.")
        way_on = _("It is there") if put else _("It is taken out")
        super().__init__(window, name.format(system=to), hint, way_on)
        self.receipt = line_field(self, _("Receipt"), _("Its number over there"))
        self.receipt.setMaxLength(400)
        self.end_card()
        self.agreed.connect(lambda: self.said.emit(self.receipt.text().strip()))

    def open_form(self) -> None:
        """Begin with an empty line."""
        self.receipt.clear()
        self.show_wrong("")
        self.open_over(self.receipt)

    def ready(self) -> bool:
        """A receipt is written."""
        return bool(self.receipt.text().strip())
