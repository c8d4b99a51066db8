"""The form for a visit that did not happen: a reason, what was tried, who was contacted. Draws and asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.ask_panel import AskPanel, line_field
from fieldnotes.ui.shared.labels import caption, muted, small
from fieldnotes.ui.shared.low_text import LowText
from fieldnotes.ui.worker.life.missed_presenter import Choices


class MissedPanel(AskPanel):
    """Arrows choose the reason; Tab goes on; Ctrl+Enter signs."""

    sign_asked = Signal(str, str, list, bool, str)

    def __init__(self, window: QWidget) -> None:
        hint = _("It is signed at once as a note in the case. The next step is to agree on a new time.")
        super().__init__(window, _("It did not take place"), hint, _("Sign"), "pen-line")
        self.reasons = QComboBox()
        self.tried = LowText(74)
        self.tried.setPlaceholderText(_("What we tried: rang the bell, called, waited …"))
        self.tried.textChanged.connect(self.look)
        self.call = QCheckBox(_("It was a telephone call"))
        self._asked = False
        self._people = QVBoxLayout()
        self._contacted: dict[str, QCheckBox] = {}
        self.add(caption(_("Why it did not take place"), self.reasons, "small"))
        self.add(self.reasons)
        self.add(caption(_("What we tried"), self.tried, "small"))
        self.add(self.tried)
        self.add(small(_("Who was contacted")))
        self.lines.addLayout(self._people)
        self.add(self.call)
        self.warned = muted()
        self.add(self.warned)
        self.why = line_field(self, _("Why it is signed all the same"))
        self._show_why(shown=False)
        self.end_card()
        self.agreed.connect(self._ask)

    def open_form(self, reasons: Choices, people: Choices, *, call: bool) -> None:
        """Begin anew."""
        self.reasons.clear()
        for key, name in reasons:
            self.reasons.addItem(name, key)
        self.tried.clear()
        self.call.setChecked(call)
        for box in self._contacted.values():
            self._people.removeWidget(box)
            box.deleteLater()
        self._contacted = {key: QCheckBox(name) for key, name in people}
        for box in self._contacted.values():
            self._people.addWidget(box)
        self.why.clear()
        self._show_why(shown=False)
        self.show_wrong("")
        self.open_over(self.reasons)

    def ask_why(self, warnings: str) -> None:
        """Say what the rules warn of, and ask why it is signed all the same."""
        self.warned.setText(warnings)
        self._show_why(shown=True)
        self.fit_soon()
        self.look()
        self.why.setFocus()

    def _show_why(self, *, shown: bool) -> None:
        for part in (self.warned, self.caption_of(self.why), self.why):
            part.setVisible(shown)
        self._asked = shown

    def ready(self) -> bool:
        """A reason stands chosen; what was tried has to be said."""
        said = bool(self.tried.toPlainText().strip())
        return said and (not self._asked or bool(self.why.text().strip()))

    def _ask(self) -> None:
        contacted = [key for key, box in self._contacted.items() if box.isChecked()]
        reason = str(self.reasons.currentData())
        tried, why = self.tried.toPlainText().strip(), self.why.text().strip()
        self.sign_asked.emit(reason, tried, contacted, self.call.isChecked(), why)
