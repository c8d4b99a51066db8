"""What every field one can type and speak into promises: its text, its spot, its unsure words. Plays no sound."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from fieldnotes.domain.heard_words import UnsureWord
from fieldnotes.domain.spoken_spot import Spot
from fieldnotes.ui.worker.editor.field import FieldWidget
from fieldnotes.ui.worker.editor.heard_row import HeardRow
from fieldnotes.ui.worker.editor.writing import Writing


class SpokenField(FieldWidget):
    """A field one can type and speak into."""

    heard_asked = Signal(object)
    """Somebody wants to hear the sound of an `UnsureWord`."""
    heard_confirmed = Signal(object)
    """Somebody says that an `UnsureWord` was heard rightly."""
    writing: Writing
    _heard_row: HeardRow | None = None

    def focus(self) -> None:
        """Put the keyboard into the text."""
        self.writing.setFocus()

    def spoken(self) -> Writing:
        """Return the text that has the keyboard, else the last one."""
        return self.writing

    def last(self) -> Writing:
        """Return the text that speech continues."""
        return self.writing

    def texts(self) -> list[Writing]:
        """Return all texts of the field, the one made first first."""
        return self.findChildren(Writing)

    def spot(self) -> Spot | None:
        """Return where in the field the person is; nothing at the end, or when they are not in it."""
        text = self.writing.text()
        at = self.writing.place()
        return Spot(0, at, text) if self.writing.hasFocus() and text[at:].strip() else None

    def writing_at(self, spot: Spot | None) -> Writing:
        """Return the text a spot lies in."""
        del spot
        return self.writing

    def expect(self, pieces: Sequence[str]) -> None:
        """Hear what the next text that comes from speech is made of."""
        self.writing.expect(pieces)

    def show_unsure(self, words: Sequence[UnsureWord]) -> None:
        """Mark these words, and no others, as heard with doubt."""
        if words and self._heard_row is None:
            self._heard_row = HeardRow(self)
            self._heard_row.asked.connect(self.heard_asked)
            self._heard_row.confirmed.connect(self._confirm)
            self.body.insertWidget(self.body.indexOf(self.writing) + 1, self._heard_row)
            self.writing.marks.entered.connect(self._heard_row.show_word)
            self.writing.marks.asked.connect(self.heard_asked)
        self.writing.marks.show(words)

    def _confirm(self, word: UnsureWord) -> None:
        self.writing.marks.drop(word)
        self.writing.setFocus()
        self.heard_confirmed.emit(word)
