"""What stands in a section's card beside and below its text: what changed there, what the family saw. Draws only."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import quiet_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.changed_words import ChangedWords
from fieldnotes.ui.shared.labels import body, caps, muted
from fieldnotes.ui.supervisor.change_lines import ChangePage
from fieldnotes.ui.supervisor.family_words import Saw


def change_box(change: ChangePage) -> Card:
    """Draw what became of each row of a section."""
    box = Card(tone="soft")
    box.setAccessibleName(_("Changed in {section}").format(section=change.label))
    box.add(caps(_("Changed")))
    for line in change.lines:
        if line.heading:
            box.add(muted(line.heading))
        box.add(ChangedWords(line.stretches))
    return box


class SeenText(QWidget):
    """A button that opens the words the family saw, below it, and closes them again."""

    def __init__(self, saw: Saw) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.open = quiet_button(_("What the family saw"), "eye")
        self.open.setAccessibleName(_("What the family saw: {section}").format(section=saw.label))
        self.open.setCheckable(True)
        box.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeading)
        for part in (muted(saw.when), body(saw.text)):
            part.hide()
            self.open.toggled.connect(part.setVisible)
            box.addWidget(part)
