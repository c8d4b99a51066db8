"""Corrections of a signed note beside what they corrected, what changed marked in both texts. Changes nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from fieldnotes.casework.correction_views import CorrectionView, PlaceChange
from fieldnotes.casework.views import NoteView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, quiet_button
from fieldnotes.ui.shared.cards import Card, divider
from fieldnotes.ui.shared.changed_words import ChangedWords
from fieldnotes.ui.shared.labels import body, caps, muted, small, strong
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.shared.when import clock_time
from fieldnotes.ui.shared.word_changes import SAME, Stretch, both_sides
from fieldnotes.ui.worker.editor.wording import day_words

BESIDE = 560
"""Pixels at 100 % text below which the two texts stand one above the other."""


class CorrectionsCard(Card):
    """One part for each correction, the newest first; a button shows the whole earlier text."""

    earlier_asked = Signal(str)
    """A revision to read as it stood."""

    def __init__(self) -> None:
        super().__init__(_("Corrected after it was signed"), _("What stood before stays readable."), "soft")
        self.pairs: list[TextPair] = []
        self._earlier: dict[str, tuple[Button, QVBoxLayout]] = {}
        self.setVisible(False)

    def show_corrections(self, found: Sequence[CorrectionView]) -> None:
        """Show them; nothing is shown of a note that was never corrected."""
        for number, each in enumerate(found):
            if number:
                self.add(divider())
            self._show_one(each)
        self.setVisible(bool(found))

    def show_earlier(self, note: NoteView) -> None:
        """Show a whole earlier text below the correction that replaced it."""
        button, box = self._earlier[note.at_revision or ""]
        button.setEnabled(False)
        for section in note.section_states:
            if section.blocks:
                box.addWidget(caps(section.label))
            for block in section.blocks:
                if block.label:
                    box.addWidget(small(block.label))
                box.addWidget(body(str(block.text)))

    def _show_one(self, correction: CorrectionView) -> None:
        self.add(strong(correction_words(correction)))
        if correction.reason:
            self.add(body(_("Why: {reason}").format(reason=correction.reason)))
        section = ""
        for place in correction.places:
            if place.section_label != section:
                section = place.section_label
                self.add(caps(section))
            pair = TextPair(place)
            self.pairs.append(pair)
            self.add(pair)
        if not correction.places:
            self.add(muted(_("Nothing was changed that is read here.")))
        whole = quiet_button(_("Read the whole text as it was before"), "history")
        whole.setAccessibleName(f"{whole.text()}: {correction_words(correction)}")
        whole.clicked.connect(lambda: self.earlier_asked.emit(correction.before))
        box = QVBoxLayout()
        self._earlier[correction.before] = (whole, box)
        self.add_row(whole)
        self.add_layout(box)


class TextPair(QWidget):
    """One place before and after: beside each other, or one above the other where there is little room."""

    def __init__(self, place: PlaceChange) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(4))
        if place.label:
            outer.addWidget(small(place.label))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(px(16))
        before, after = both_sides(str(place.before), str(place.after))
        self.before, self.after = ChangedWords(_or_nothing(before)), ChangedWords(_or_nothing(after))
        for name, words in ((_("Before"), self.before), (_("Now"), self.after)):
            side = QVBoxLayout()
            side.setSpacing(px(2))
            side.addWidget(muted(name))
            side.addWidget(words, 1)
            self._sides.addLayout(side, 1)
        outer.addLayout(self._sides)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand beside each other where both can be read."""
        super().resizeEvent(event)
        wide = self.width() >= px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._sides.direction() != way:
            self._sides.setDirection(way)


def correction_words(correction: CorrectionView) -> str:
    """Say who corrected or brought together, and when."""
    at = correction.at.astimezone()
    merged = correction.kind == "NoteMerged"
    words = _("Brought together by {name}, {day} {time}") if merged else _("Corrected by {name}, {day} {time}")
    return words.format(name=correction.by_name, day=day_words(at), time=clock_time(at))


def _or_nothing(stretches: Sequence[Stretch]) -> Sequence[Stretch]:
    return stretches or (Stretch(SAME, _("(nothing)")),)
