"""The end of a showing: who took part, what they said, and why others did not. Draws and asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.console_state import EndPage, Reader
from fieldnotes.ui.shared.buttons import plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page, divider, row
from fieldnotes.ui.shared.labels import body, heading, label, muted, strong


class EndView(QWidget):
    """A page to read, with one way on."""

    back_asked = Signal()
    again_asked = Signal()
    absence_told = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._page: Page | None = None

    def show_end(self, end: EndPage) -> None:
        """Draw what is recorded."""
        if self._page is not None:
            self._box.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page = Page(760, centred=True)
        self._box.addWidget(page)
        page.add(heading(_("The showing has ended")))
        page.add(muted(end.summary))
        card = Card(_("What they said"))
        for number, person in enumerate(end.people):
            if number:
                card.add(divider())
            card.add(strong(f"{person.reader.name} · {person.reader.detail}"))
            for line in person.lines or (_("Said nothing of it."),):
                card.add(body(line) if person.lines else muted(line))
        page.add(card)
        if end.absent:
            page.add(self._absent(end.absent))
        page.add(muted(_("Their words are kept as theirs and are never put into your text.")))
        self.back = primary_button(_("Back to the note"), "arrow-left")
        self.back.clicked.connect(self.back_asked)
        again = quiet_button(_("Show to others"), "users")
        again.clicked.connect(self.again_asked)
        page.add_layout(row(self.back, again))
        page.end()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _absent(self, absent: tuple[Reader, ...]) -> Card:
        card = Card(_("Not in the room"), _("The record can say why."))
        for reader in absent:
            line = QLineEdit()
            asked = _("Why did {name} not take part?").format(name=reader.name)
            name = label(asked, wrap=True)
            name.setBuddy(line)
            line.setAccessibleName(asked)
            line.setPlaceholderText(_("Write a reason"))
            save = plain_button(_("Save"), "check")
            save.setAccessibleName(f"{_('Save')}: {reader.name}")
            for signal in (line.returnPressed, save.clicked):
                signal.connect(lambda *_on, reader=reader, line=line: self._tell(reader, line))
            for widget in (name, line):
                card.add(widget)
            card.add_row(save)
        return card

    def _tell(self, reader: Reader, line: QLineEdit) -> None:
        if line.text().strip():
            self.absence_told.emit(reader.id, line.text().strip())
