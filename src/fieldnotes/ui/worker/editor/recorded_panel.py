"""The list of who may be heard in a recording: a yes is noted before, a no destroys the sound. Draws and asks."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.ask_panel import AskPanel
from fieldnotes.ui.shared.buttons import plain_button, quiet_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.labels import muted, strong
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.worker.editor.recorded_presenter import HeardRow, SoundRow


class RecordedPanel(AskPanel):
    """One card a person; Tab goes through them, Ctrl+Enter or Esc closes."""

    heard_asked = Signal(str, bool)
    yes_said = Signal(str, str)
    no_said = Signal(str)
    again_asked = Signal(str)

    def __init__(self, window: QWidget) -> None:
        hint = _(
            "Your own voice needs nobody's yes. Anyone else is heard only after saying yes, and can change their mind: "
            "the sound is then destroyed at once. When the note is signed all its sound is destroyed."
        )
        super().__init__(window, _("Who is heard?"), hint, _("Done"))
        self._cards: dict[str, QWidget] = {}
        self._none = muted(_("Nobody else in the case can be recorded. Dictate in your own voice."))
        self.add(self._none)
        self.sound = Card()
        self.sound.hide()
        self.card.add_row(self.go)
        self.look()
        self.agreed.connect(self.close_over)

    def show_people(self, rows: tuple[HeardRow, ...]) -> None:
        """Draw the list anew, the keyboard staying with the person it was with."""
        focused = next((key for key, card in self._cards.items() if card.isAncestorOf(self.focusWidget() or self)), "")
        for card in self._cards.values():
            self.lines.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = {row.person: self._card(row) for row in rows}
        self._none.setVisible(not rows)
        for card in self._cards.values():
            self.add(card)
        if self.isVisible():
            first = self._cards[focused].nextInFocusChain() if focused in self._cards else None
            (first or self.go).setFocus()
            self.fit_soon()

    def show_sound(self, rows: tuple[SoundRow, ...]) -> None:
        """Draw the recordings of this note, each with the button that writes it down again."""
        self.lines.removeWidget(self.sound)
        self.sound.deleteLater()
        self.sound = Card()
        self.sound.setAccessibleName(_("The sound of this note"))
        self.sound.add(strong(_("The sound of this note")))
        for row in rows:
            again = plain_button(_("Write down again"), "history")
            again.setAccessibleName(_("Write down again: {recording}").format(recording=row.words))
            again.clicked.connect(partial(self._write_again, row.take))
            line = FlowLayout(parent=(holder := QWidget()))
            line.addWidget(muted(row.words))
            line.addWidget(again)
            self.sound.add(holder)
        self.sound.setVisible(bool(rows))
        self.add(self.sound)
        if self.isVisible():
            self.fit_soon()

    def open_list(self) -> None:
        """Open over the note."""
        self.open_over(self.go)

    def _card(self, row: HeardRow) -> QWidget:
        card = Card()
        card.setAccessibleName(row.name)
        card.add(strong(row.name))
        said = muted(row.said)
        said.setWordWrap(True)
        card.add(said)
        choices = QWidget()
        line = FlowLayout(parent=choices)
        if row.agreed:
            box = QCheckBox(_("Heard in the next recording"))
            box.setAccessibleName(_("{name} is heard in the next recording").format(name=row.name))
            box.setChecked(row.heard)
            box.toggled.connect(partial(self.heard_asked.emit, row.person))
            line.addWidget(box)
            no = quiet_button(_("Has changed their mind"), "x")
            no.setAccessibleName(_("{name} no longer wants to be recorded: destroy the sound").format(name=row.name))
            no.clicked.connect(lambda: self._say_no(row))
            line.addWidget(no)
        for how, words in row.ways:
            yes = plain_button(words)
            yes.setAccessibleName(f"{row.name}: {words}")
            yes.clicked.connect(partial(self._say_yes, row.person, how))
            line.addWidget(yes)
        card.add(choices)
        return card

    def _write_again(self, take: str) -> None:
        self.close_over()
        self.again_asked.emit(take)

    def _say_yes(self, person: str, how: str) -> None:
        self.yes_said.emit(person, how)

    def _say_no(self, row: HeardRow) -> None:
        self.no_said.emit(row.person)
        announce(self, _("{name} is no longer recorded").format(name=row.name), urgent=True)
