"""Changing the text because somebody asked: the texts of the section, one to write in, and what came of it. Asks."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.casework.correct_here import Changeable, Corrected
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.console_state import Reader
from fieldnotes.ui.shared.buttons import plain_button, quiet_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.labels import body, label, muted, small
from fieldnotes.ui.shared.low_text import LowText

LINES = 84


class ChangeBox(QWidget):
    """One person's wish for another text; the worker writes it."""

    given = Signal(object)
    """Pairs of a text (`Changeable`) and what shall stand there."""
    dropped = Signal()
    again_asked = Signal()

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self.edits: list[tuple[Changeable, LowText]] = []
        self._inner = QWidget()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._inner)
        self.hide()

    def show_texts(self, texts: Sequence[Changeable]) -> None:
        """Show the texts of the section; somebody's own words can only be changed by themselves."""
        box = self._begin()
        box.addWidget(label(_("Change the text as {name} asks").format(name=self._reader.name), "strong", wrap=True))
        told = Counter(each.label for each in texts)
        for number, each in enumerate(texts, start=1):
            self._add(box, each, f"{each.label} {number}" if told[each.label] > 1 else each.label)
        if not texts:
            box.addWidget(muted(_("There is no text to change here.")))
        save = plain_button(_("Save the change"), "check")
        save.clicked.connect(self._give)
        save.setEnabled(bool(self.edits))
        drop = quiet_button(_("Never mind"))
        drop.clicked.connect(self.dropped)
        box.addLayout(row(save, drop))
        if self.edits:
            self.edits[0][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_corrected(self, done: Sequence[Corrected]) -> None:
        """Show the sentences before and after, and the way to show the new text."""
        box = self._begin()
        told = _("The text is changed, and says that {name} asked.").format(name=self._reader.name)
        box.addWidget(label(told, "strong", wrap=True))
        for each in done:
            for name, words in ((_("Before:"), each.before), (_("After:"), each.after)):
                box.addWidget(small(name))
                box.addWidget(body(str(words) or _("(nothing)")))
        box.addWidget(muted(_("The family still sees the text as it was shown.")))
        again = plain_button(_("Show the new text"), "eye")
        again.clicked.connect(self.again_asked)
        close = quiet_button(_("Close"))
        close.clicked.connect(self.dropped)
        box.addLayout(row(again, close))
        again.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Put everything away."""
        self._begin()
        self.hide()

    def _begin(self) -> QVBoxLayout:
        self.edits = []
        fresh = QWidget()
        self._box.replaceWidget(self._inner, fresh)
        self._inner.hide()
        self._inner.deleteLater()
        self._inner = fresh
        self.show()
        box = QVBoxLayout(fresh)
        box.setContentsMargins(0, 0, 0, 0)
        return box

    def _add(self, box: QVBoxLayout, each: Changeable, called: str) -> None:
        name = label(called, "muted", wrap=True)
        box.addWidget(name)
        if each.theirs not in (None, self._reader.id):
            box.addWidget(body(str(each.text)))
            box.addWidget(small(_("These are somebody's own words. Only they can ask to change them.")))
            return
        edit = LowText(LINES, str(each.text))
        edit.setAccessibleName(f"{self._reader.name}: {called}")
        name.setBuddy(edit)
        self.edits.append((each, edit))
        box.addWidget(edit)

    def _give(self) -> None:
        texts = [(each, edit.toPlainText().strip()) for each, edit in self.edits]
        changed = tuple((each, text) for each, text in texts if text != str(each.text).strip())
        if changed:
            self.given.emit(changed)
        else:
            self.edits[0][1].setFocus(Qt.FocusReason.OtherFocusReason)
