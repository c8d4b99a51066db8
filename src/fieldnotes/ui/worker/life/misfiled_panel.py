"""The form of a note in the wrong case: which is the right one, and why. Draws and asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.ask_panel import AskPanel, line_field


class MisfiledPanel(AskPanel):
    """Case number and reason; the reason is read in both cases, so it names nobody."""

    said = Signal(str, str, bool)

    def __init__(self, window: QWidget) -> None:
        hint = _("Its text is closed in this case; the reason stays. The same text is copied to the right case.")
        super().__init__(window, _("The note lies in the wrong case"), hint, _("Close it here"), "copy")
        self.case = line_field(self, _("The right case's number"), _("As it stands in the case system"))
        self.why = line_field(self, _("Why it ended up here"), _("Without names: it is read in both cases"))
        self.elsewhere = QCheckBox(_("The right case belongs to another unit"))
        self.elsewhere.hide()
        self.add(self.elsewhere)
        self.end_card()
        self.agreed.connect(
            lambda: self.said.emit(self.case.text().strip(), self.why.text().strip(), self.elsewhere.isChecked())
        )

    def open_form(self) -> None:
        """Begin with empty lines."""
        for line in (self.case, self.why):
            line.clear()
        self.elsewhere.setChecked(False)
        self.elsewhere.hide()
        self.show_wrong("")
        self.open_over(self.case)

    def ask_elsewhere(self, words: str) -> None:
        """Ask whether the right case is another unit's."""
        self.elsewhere.show()
        self.show_wrong(words)

    def ready(self) -> bool:
        """Both lines are filled in."""
        return bool(self.case.text().strip() and self.why.text().strip())
