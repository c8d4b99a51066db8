"""The end of a showing: who took part, what they said, and why others did not. Draws and asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fieldnotes.language.shown_answers import SHOWED
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.console_state import ADDS, EndPage, Reader
from fieldnotes.ui.family.faces import FaceRow
from fieldnotes.ui.family.followed_card import FollowedCard
from fieldnotes.ui.family.words_place import WordsPlace
from fieldnotes.ui.shared.buttons import plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page, divider, row
from fieldnotes.ui.shared.labels import body, heading, label, muted, strong


class EndView(QWidget):
    """A page to read, with one way on."""

    back_asked = Signal()
    again_asked = Signal()
    absence_told = Signal(str, str)
    understood = Signal(str, str)
    """Person, and how it could be understood."""
    added = Signal(str, str, str, object)
    """Person, answer, words, and what more the answer holds."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._page: Page | None = None
        self.asks: tuple[AskOnce, ...] = ()

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
        self.asks = tuple(AskOnce(reader) for reader in end.silent)
        for ask in self.asks:
            ask.added.connect(self.added)
            page.add(ask)
        if end.followed is not None:
            asked = FollowedCard(end.followed)
            asked.told.connect(self.understood)
            page.add(asked)
        if end.absent:
            page.add(self._absent(end.absent))
        page.add(muted(_("Their words are kept as theirs and are never put into your text.")))
        self._ways_on(page)

    def _ways_on(self, page: Page) -> None:
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


class AskOnce(Card):
    """The child has said nothing in words of its own: asked once more, gently; nothing waits for an answer (CHI-1)."""

    added = Signal(str, str, str, object)

    def __init__(self, reader: Reader) -> None:
        asked = _("{name} has not said anything in words of their own yet").format(name=reader.name)
        super().__init__(
            asked, _("You may ask: is there something you want to stand here? Drawing or pointing is fine.")
        )
        self.reader = reader
        self.faces = FaceRow(reader.name)
        self.faces.chosen.connect(lambda face: self._add("", {"face": face}))
        self.place = WordsPlace(reader)
        self.place.saved.connect(self._save)
        self.place.dropped.connect(self.hide)
        self.add(self.faces)
        self.add(self.place)
        self.place.ask(_("In {name}'s own words").format(name=reader.name), "", focus=False)

    def _save(self) -> None:
        words = self.place.words()
        if words:
            self._add(words, {"way": SHOWED} if self.place.showed.isChecked() else {})

    def _add(self, words: str, more: dict[str, str]) -> None:
        self.place.reset()
        self.added.emit(self.reader.id, ADDS, words, {"section": "", **more})
