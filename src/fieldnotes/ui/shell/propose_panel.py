"""The form for a case that does not exist yet: a few lines, only what is known. Draws and asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.ask_panel import AskPanel, line_field
from fieldnotes.ui.shell.propose_presenter import Proposal, ProposePresenter


class ProposePanel(AskPanel):
    """Child, guardian, how it came in; everything but one of the first two may be left out."""

    proposed = Signal(object)

    def __init__(self, window: QWidget) -> None:
        name = _("The case does not exist yet")
        hint = _("Write what you know. You can write and sign at once; the case gets its number later.")
        super().__init__(window, name, hint, _("Begin the case"), "plus")
        self.presenter: ProposePresenter | None = None
        self.child = line_field(self, _("The child's name"), _("Unknown: leave it empty"))
        self.number = line_field(self, _("Personal number or date of birth"), _("YYYYMMDD-NNNN or YYYY-MM-DD"))
        self.guardian = line_field(self, _("Guardian"), _("Name, if you know it"))
        self.why = line_field(self, _("How it came in"), _("One line for your supervisor"))
        self.end_card()
        self.agreed.connect(lambda: self.proposed.emit(self._read()))

    def open_form(self) -> None:
        """Begin with empty lines."""
        for line in (self.child, self.number, self.guardian, self.why):
            line.clear()
        self.show_wrong("")
        self.open_over(self.child)

    def ready(self) -> bool:
        """Something must tell this case from others: a name, a number, a guardian or how it came in."""
        return any(line.text().strip() for line in (self.child, self.number, self.guardian, self.why))

    def _read(self) -> Proposal:
        texts = (line.text().strip() for line in (self.child, self.number, self.guardian, self.why))
        return Proposal(*texts)
